//! Who works at the staff desk, and how she signs in.

use super::role::Roles;
use jiff::Timestamp;

/// An account of the staff desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub id: i64,
    pub name: String,
    /// What she may do.
    pub roles: Roles,
    /// Somebody else has chosen her PIN at the desk, and knows it: she takes another one first.
    pub pin_given: bool,
}

/// An account, as whoever keeps the accounts sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub member: StaffMember,
    /// Until when wrong PINs have locked it.
    pub locked_until: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInRefusal {
    WrongPin { tries_left: u32 },
    Locked { until: Timestamp },
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
