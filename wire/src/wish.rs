//! What a person wishes to be done with what was kept of her: a consent taken back (PIPL article 15), everything erased
//! (article 47). Each is an entry like any other, of her subject, so that it comes after what it is about.

use crate::codes::ConsentPurpose;
use crate::receipt::ReceiptNo;
use serde::{Deserialize, Serialize};

/// Version of [`Withdrawal`] that this build writes.
pub const WITHDRAWAL_VERSION: u16 = 1;
/// Version of [`Erasure`] that this build writes.
pub const ERASURE_VERSION: u16 = 1;

/// Consents taken back. What was done by them before stays lawful; from now on nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The number of this wish, on her slip.
    pub receipt: ReceiptNo,
    /// The receipt that she showed.
    pub of: ReceiptNo,
    /// Never the consent to register: who takes that back wishes an [`Erasure`].
    pub purposes: Vec<ConsentPurpose>,
    /// The clerk who did it for her; `None` when she did it herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisted_by: Option<String>,
}

/// Everything this station sent about her before this entry is to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// The number of this wish, on her slip.
    pub receipt: ReceiptNo,
    /// The receipt that she showed.
    pub of: ReceiptNo,
    /// The clerk who did it for her; `None` when she did it herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisted_by: Option<String>,
}
