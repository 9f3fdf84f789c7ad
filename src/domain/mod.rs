//! The nouns and rules of the front desk. Pure: no clock, no disk, no network, no screen; time and randomness are
//! arguments. Everything else in the kiosk may use this room, and it uses none of them.

pub mod fault;
pub mod form;
pub mod ledger;
pub mod listing;
pub mod nouns;
pub mod query;
pub mod staff;

pub use fault::{Fault, FaultKind, StoreTrouble};
pub use form::Form;
pub use nouns::*;
