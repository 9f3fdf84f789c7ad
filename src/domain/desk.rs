//! How things stand at the staff desk, and why something that was asked there is not done.

use super::pin::WeakPin;
use super::referral::NoStep;
use super::shift::{Closing, LeftToDo};
use super::staff::SignInRefusal;
use super::task::Queue;

/// What there is to do at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outlook {
    /// Of each queue: what is open now, and what of it is late.
    pub queues: [(usize, usize); Queue::ALL.len()],
    pub left: LeftToDo,
    /// What the shift before has left for her.
    pub closing: Option<Closing>,
    /// The audit log is not whole: from this line on.
    pub broken_audit: Option<u64>,
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    NotAllowed,
    /// A task that this colleague has taken.
    Taken(String),
    Step(NoStep),
    Pin(SignInRefusal),
    WeakPin(WeakPin),
    /// Another account has this name, or had it before it was closed.
    NameTaken,
    /// What it was about is gone.
    Gone,
}
