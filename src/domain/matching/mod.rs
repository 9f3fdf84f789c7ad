//! Which postings suit a person and which people suit a posting, explained. One function looks at a pair; each finding is
//! a reason with its facts, the score is the plain sum of one table of weights, and nothing is hidden. What may not count
//! ([`profile`] says what) cannot get in.

mod demand;
pub mod gigs;
pub mod licence;
pub mod lists;
mod look;
pub mod near;
mod profile;
mod reasons;
pub mod weights;

#[cfg(test)]
pub(crate) mod tests;

pub use demand::Demand;
pub use licence::Licence;
pub use look::{Seen, by_score, look};
pub use near::{Near, Trait};
pub use profile::{Profile, Wanted, is_gig};
pub use reasons::{Change, Fit, Gap, Match};
