//! Searching postings. Everything that can be asked for is a set of slots: glyphs in titles and employers, jobs, places,
//! benefits, and the words of descriptions, which somebody else holds ([`Texts`]). This room knows neither SQL nor clock: it
//! is fed with [`crate::domain::listing::Listing`]s and asked with a [`crate::domain::query::Query`].

mod columns;
mod dictionary;
mod facets;
mod find;
mod frequent;
mod glyphs;
mod index;
mod names;
mod pattern;
mod places;
mod readings;
mod tally;
mod terms;
mod text;
mod words;
mod written;

pub use find::{Found, Texts};
pub use index::Index;
pub use readings::{Ingester, pinyin};
pub use terms::{Term, terms};
pub use text::normalise;
pub use words::{PartBuilder, join, unpack_into};

#[cfg(test)]
mod tests;
