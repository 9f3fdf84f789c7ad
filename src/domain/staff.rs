//! Who works at the staff desk, and how she signs in.

use super::role::Roles;
use super::secret::Secret;
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

/// A PIN on its way to the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin(Secret);

impl Pin {
    #[must_use]
    pub fn new(digits: String) -> Self {
        Self(Secret::new(digits))
    }

    #[must_use]
    pub fn digits(&self) -> &str {
        self.0.typed()
    }
}
