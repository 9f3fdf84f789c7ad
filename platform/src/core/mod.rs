//! The platform's rules: what happens to an entry, who becomes a station, which postings are handed out. This room knows
//! neither HTTP nor SQL nor the clock; what it needs of a store is [`Storage`].

pub mod accounts;
pub mod application;
pub mod board;
pub mod carry;
pub mod counts;
pub mod desk;
pub mod divisions;
pub mod doubt;
pub mod enrolment;
pub mod firms;
pub mod forward;
pub mod gig;
pub mod health;
pub mod identity;
pub mod intake;
pub mod limits;
pub mod media;
pub mod notices;
pub mod packs;
pub mod phone;
pub mod pictures;
pub mod posting_report;
pub mod postings;
pub mod presence;
pub mod registration;
pub mod search_report;
pub mod seeker;
pub mod service;
pub mod storage;
pub mod submission;
pub mod tally;
#[cfg(test)]
mod test_entry;
pub mod together;
pub mod trust;
pub mod wishes;

pub use postings::{NewPosting, PutCounts};
pub use service::Platform;
pub use storage::{SetAside, Storage, StorageError};
