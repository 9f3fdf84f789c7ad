//! Jobs in, events out: the named threads behind the screens, their supervision and their orderly stop.

pub mod handle;
pub mod job;

pub use handle::Handle;
pub use job::{Event, Job, Pin, Registered, SignInRefusal, StaffMember, StoreTrouble, Ticket};
