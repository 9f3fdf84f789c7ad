//! The end of a shift: what was promised and is not done yet.

use jiff::Timestamp;

/// What is left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftToDo {
    /// Entries that wait for the line.
    pub unsent: u64,
    /// Entries that the province sent back and nobody has put right.
    pub refused: u64,
    /// Tasks that are due today or were earlier.
    pub promised: u64,
}

/// A shift that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    pub id: i64,
    /// Who handed over.
    pub from: String,
    pub at: Timestamp,
    pub left: LeftToDo,
    /// A word for who comes next.
    pub note: String,
}
