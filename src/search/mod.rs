//! Searching postings. Titles, employers and everyday job names are matched in memory, exactly, by hanzi, by pinyin and by
//! initials; descriptions through an index of one and two hanzi that somebody else holds ([`TextHits`]). This room knows
//! neither SQL nor clock: it is fed with [`crate::domain::listing::Listing`]s and asked with a
//! [`crate::domain::query::Query`].

mod columns;
mod facets;
mod find;
mod index;
mod job_words;
mod lexicon;
mod pattern;
mod readings;
mod text;

pub use find::{Found, TextHits};
pub use index::Index;
pub use readings::{Ingester, pinyin};
pub use text::{normalise, tokens};

#[cfg(test)]
mod tests;
