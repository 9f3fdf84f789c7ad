//! Somebody wants an account of the province's job service (湘就业 and its like), and a clerk or the station helps her: asked
//! for without a network, pending until the province says by a notice what became of it.

use crate::codes::codes;
use crate::receipt::ReceiptNo;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Version of [`AccountRequest`] that this build writes.
pub const ACCOUNT_VERSION: u16 = 1;

/// An account that is asked for. No password travels: the service lets her choose one on her own phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRequest {
    /// The number on the person's slip.
    pub receipt: ReceiptNo,
    /// What the service is called, as it stood on the screen.
    pub service: String,
    pub name: String,
    pub id_number: String,
    /// Digits only, national form: the service sends its code there.
    pub phone: String,
    /// The form she was shown, and its version: what she agreed to stands in it.
    pub form: String,
    pub form_version: u32,
    /// When she agreed that these data go to the service (PIPL article 23).
    pub consent_given: Timestamp,
}

codes!(
    /// What became of a wish for an account.
    AccountOutcome {
        /// It is open; she logs in by her phone.
        Opened = "opened",
        /// Somebody with this number has one already.
        Exists = "exists",
        /// It is not opened.
        Rejected = "rejected",
    }
);

/// What the province says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountAnswer {
    pub outcome: AccountOutcome,
    /// One sentence for her: how to log in, or why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
