//! Somebody takes one application back: this employer, and no other, is to call her no more and to forget what it was given.

use crate::ids::PostingId;
use crate::receipt::ReceiptNo;
use serde::{Deserialize, Serialize};

/// Version of [`ApplicationEnd`] that this build writes.
pub const APPLICATION_END_VERSION: u16 = 1;

/// The end of an application, by the one who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationEnd {
    pub receipt: ReceiptNo,
    /// The application, by the number on its slip. It is of the same station and the same person.
    pub of: ReceiptNo,
    pub posting: PostingId,
}
