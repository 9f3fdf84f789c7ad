//! What passes between the staff desk and the store: who signs in, what was registered, why the store could not do it.

use super::nouns::{EntryId, ReceiptNo};
use jiff::Timestamp;

/// An account of the staff desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub id: i64,
    pub name: String,
}

/// What the person with the slip gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub receipt: ReceiptNo,
    pub entry: EntryId,
    /// The same form had been registered before: this is its first receipt, nothing was written twice.
    pub already: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInRefusal {
    WrongPin { tries_left: u32 },
    Locked { until: Timestamp },
}

/// Why the store could not do it, as far as a person at the screen can act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreTrouble {
    DiskFull,
    ReadOnly,
    Damaged,
    NotEnrolled,
    Other,
}

/// A PIN on its way to the check: never printed, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(zeroize::Zeroizing<String>);

impl Pin {
    #[must_use]
    pub fn new(digits: String) -> Self {
        Self(zeroize::Zeroizing::new(digits))
    }

    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(…)")
    }
}
