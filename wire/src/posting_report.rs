//! A posting that is not as it says, told by somebody who asked there: which posting and what is wrong. Who told it is
//! nobody's business and has no place here.

use crate::codes::PostingFlaw;
use crate::ids::PostingId;
use crate::receipt::ReceiptNo;
use serde::{Deserialize, Serialize};

/// Version of [`PostingReport`] that this build writes.
pub const POSTING_REPORT_VERSION: u16 = 1;

/// One report. Its entry's subject is fresh and never used again, so that no other entry waits for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingReport {
    pub receipt: ReceiptNo,
    pub posting: PostingId,
    /// Title and employer as they stood on the screen: the posting may have been changed since.
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub employer: String,
    pub flaw: PostingFlaw,
}
