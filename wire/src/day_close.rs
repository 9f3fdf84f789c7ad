//! The end of a shift: what was left to do, and the head of the station's audit log. With the head at the province nobody
//! can take the last pages out of the log unseen.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of [`DayClose`] that this build writes.
pub const DAY_CLOSE_VERSION: u16 = 1;

/// A shift that was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayClose {
    pub day: Date,
    /// Who hands over, by account name.
    pub staff: String,
    /// Entries that had not been sent.
    pub unsent: u32,
    /// Entries that the province had refused and nobody has put right.
    pub refused: u32,
    /// Promises that are due.
    pub promised: u32,
    /// The last line of the audit log: its number and its hash (SHA-256, lower-case hexadecimal).
    pub audit_line: u64,
    pub audit_hash: String,
}
