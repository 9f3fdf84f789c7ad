//! Who works at the staff desk.

use jiff::Timestamp;

/// An account of the staff desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub id: i64,
    pub name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInRefusal {
    WrongPin { tries_left: u32 },
    Locked { until: Timestamp },
}
