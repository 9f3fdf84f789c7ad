//! What is asked of every engine.

use crate::corpus::Base;
use crate::queries::Ask;
use std::path::Path;
use yizhan_wire::Posting;

/// Ours first; the plain scan before the others, since it knows what is true.
#[cfg(feature = "tantivy")]
pub const NAMES: &[&str] = &["scan", "yizhan", "tantivy", "fts5"];
#[cfg(not(feature = "tantivy"))]
pub const NAMES: &[&str] = &["scan", "yizhan", "fts5"];

/// How much of the answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// The first 20 and the exact total.
    First,
    /// These, and how many there are of each job, form, district, benefit, settlement and source.
    Facets,
    /// The numbers of all.
    All,
}

pub const FIRST: usize = 20;

#[derive(Debug, Default)]
pub struct Answer {
    pub total: usize,
    /// Numbers of postings, the newest first but for engines that know a better order.
    pub ids: Vec<i64>,
    /// Values with a count; only to be sure that they were counted.
    pub facets: usize,
}

/// An open engine.
pub trait Engine {
    /// `None`: it has no way to answer such words.
    fn ask(&mut self, ask: &Ask, want: Want) -> Option<Answer>;

    /// Takes in a posting in place of the one with its number; when this returns, it is found.
    fn change(&mut self, posting: &Posting);
}

/// Fills a folder with everything the engine needs to answer.
pub fn build(name: &str, base: &Base, count: usize, files: &Path) {
    match name {
        "yizhan" => crate::yizhan::build(base, count, files),
        #[cfg(feature = "tantivy")]
        "tantivy" => crate::tantivy::build(base, count, files),
        "fts5" => crate::trigram::build(base, count, files),
        // A scan has nothing to build but what it reads at its start.
        _ => {}
    }
}

pub fn open(name: &str, base: &Path, count: usize, files: &Path) -> Box<dyn Engine> {
    match name {
        "yizhan" => Box::new(crate::yizhan::Yizhan::open(files)),
        #[cfg(feature = "tantivy")]
        "tantivy" => Box::new(crate::tantivy::Tantivy::open(files)),
        "fts5" => Box::new(crate::trigram::Trigram::open(files)),
        "scan" => Box::new(crate::scan::Scan::open(&Base::read(base), count)),
        _ => panic!("no engine of this name: {name}"),
    }
}
