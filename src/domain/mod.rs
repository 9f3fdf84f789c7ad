//! The nouns and rules of the front desk. Pure: no clock, no disk, no network, no screen; time and randomness are
//! arguments. Everything else in the kiosk may use this room, and it uses none of them.

pub mod applying;
pub mod card;
pub mod distance;
pub mod division;
pub mod everyday;
pub mod fault;
pub mod form;
pub mod freshness;
pub mod glossary;
pub mod id_number;
pub mod ledger;
pub mod listing;
pub mod mask;
pub mod matching;
pub mod nouns;
pub mod pack;
pub mod phone;
pub mod pin;
pub mod query;
pub mod reading;
pub mod registration;
pub mod scan;
pub mod slip;
pub mod southern;
pub mod speech;
pub mod staff;
pub mod text;
pub mod unanswered;
pub mod visitor;
pub mod vocabulary;
pub mod wage;
pub mod wishes;

pub use fault::{Fault, FaultKind, StoreTrouble};
pub use form::Form;
pub use nouns::*;
