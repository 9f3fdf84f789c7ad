//! Ours, as the kiosk uses it: catalogue.db on the disk, filled as the feed does, and the sets in memory.

use crate::corpus::{Base, TODAY};
use crate::engine::{Answer, Engine, FIRST, Want};
use crate::queries::Ask;
use std::path::Path;
use yizhan::runtime::intake::Intake;
use yizhan::runtime::search::Shelf;
use yizhan::store::Catalogue;
use yizhan_wire::{Change, Cursor, Posting};

/// Postings in one transaction, as the sync thread hands them over.
const BATCH: usize = 500;

pub struct Yizhan {
    shelf: Shelf,
    catalogue: Catalogue,
    intake: Intake,
}

pub fn build(base: &Base, count: usize, files: &Path) {
    let mut catalogue = Catalogue::open(files).unwrap();
    let mut intake = Intake::new();
    let mut postings = base.corpus(count).map(change).peekable();
    while postings.peek().is_some() {
        intake.take_in(&mut catalogue, postings.by_ref().take(BATCH).collect()).unwrap();
    }
    intake.finish(&mut catalogue).unwrap();
}

fn change(posting: Posting) -> Change {
    Change::Posting { seq: Cursor(posting.id.0), posting: Box::new(posting) }
}

impl Yizhan {
    pub fn open(files: &Path) -> Self {
        let shelf = Shelf::load(files, TODAY).unwrap();
        Self { shelf, catalogue: Catalogue::open(files).unwrap(), intake: Intake::new() }
    }
}

impl Engine for Yizhan {
    fn ask(&mut self, ask: &Ask, want: Want) -> Option<Answer> {
        if want == Want::All {
            let found = self.shelf.find(&ask.query(usize::MAX), TODAY, &|| false).unwrap();
            return Some(Answer { total: found.total, ids: found.ids.iter().map(|id| id.0).collect(), facets: 0 });
        }
        let results = self.shelf.search(&ask.query(FIRST), TODAY, &|| false).unwrap().unwrap();
        let ids = results.hits.iter().map(|hit| hit.id.0).collect();
        Some(Answer { total: results.total, ids, facets: results.facets.job_kinds.len() })
    }

    fn change(&mut self, posting: &Posting) {
        let seq = Cursor(self.catalogue.cursor().unwrap().0 + 1);
        let change = Change::Posting { seq, posting: Box::new(posting.clone()) };
        let ids = self.intake.take_in(&mut self.catalogue, vec![change]).unwrap();
        self.intake.finish(&mut self.catalogue).unwrap();
        self.shelf.update(&ids, TODAY).unwrap();
    }
}
