//! Words for people: every sentence a person at the kiosk reads comes from `locales/*.ftl` through a typed function of
//! [`Words`]. Kinds of fault become sentences here and nowhere else. This room knows no screen and no store.

mod codes;
mod devices;
mod doctor;
mod faults;
mod figures;
mod firms;
mod gigs;
mod language;
mod matching;
mod office;
mod own;
mod resume;
mod seeker;
mod service;
pub mod spoken;
mod tables;
mod visit;
mod words;

pub use figures::WageText;
pub use language::Language;
pub use words::{Words, lengthen};
