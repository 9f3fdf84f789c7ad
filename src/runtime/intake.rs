//! Postings on their way into the catalogue: their readings, their slots, and the words of their descriptions, which are
//! written a few thousand postings at a time and merged so that a search has few parts to look into.

use crate::domain::PostingId;
use crate::search::{Ingester, PartBuilder, join, terms};
use crate::store::catalogue::PartSize;
use crate::store::{Catalogue, Ingest, StoreError};
use yizhan_wire::Change;

/// Neighbouring parts are merged when so many are of about one size.
const MERGE: usize = 6;
/// Parts are of one size when none has more than so many times the slots of another.
const SPREAD: u32 = 4;
/// Descriptions read at once when words are caught up with.
const STEP: u32 = 4_000;

/// Remembers what is not written yet, between the parts of a page and between pages.
#[derive(Default)]
pub struct Intake {
    ingester: Ingester,
    words: PartBuilder,
}

impl Intake {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in some changes: one transaction, all or nothing. Returns whose postings changed.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was.
    pub fn take_in(&mut self, catalogue: &mut Catalogue, changes: Vec<Change>) -> Result<Vec<PostingId>, StoreError> {
        let changes: Vec<(Change, Ingest)> = changes.into_iter().map(|change| self.with_readings(change)).collect();
        let slots = catalogue.apply(&changes)?;
        if slots.iter().flatten().next().is_some_and(|slot| !self.words.continues_at(*slot)) {
            // Another process has taken in what came between: all that has no words yet is read from the store.
            self.words = PartBuilder::default();
            self.catch_up(catalogue)?;
            return Ok(changes.iter().map(|(change, _)| subject(change)).collect());
        }
        for ((change, _), slot) in changes.iter().zip(slots) {
            if let (Change::Posting { posting, .. }, Some(slot)) = (change, slot) {
                self.words.add(slot, &terms(&posting.description()));
                if self.words.is_full() {
                    self.write(catalogue)?;
                }
            }
        }
        Ok(changes.iter().map(|(change, _)| subject(change)).collect())
    }

    /// Writes what is left, and merges.
    ///
    /// # Errors
    /// When the store cannot be written; the words are caught up with later.
    pub fn finish(&mut self, catalogue: &mut Catalogue) -> Result<(), StoreError> {
        self.write(catalogue)?;
        while let Some(parts) = mergeable(&catalogue.word_parts()?) {
            catalogue.merge_words(&parts, &join)?;
        }
        Ok(())
    }

    /// Adds the words of descriptions that were not in when the program ended. Returns how many.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn catch_up(&mut self, catalogue: &mut Catalogue) -> Result<usize, StoreError> {
        if !self.words.is_empty() {
            // What is missing in the store is here.
            return Ok(0);
        }
        let mut caught_up = 0;
        loop {
            let missing = catalogue.without_words(STEP)?;
            if missing.is_empty() {
                return Ok(caught_up);
            }
            caught_up += missing.len();
            for (slot, text) in missing {
                self.words.add(slot, &terms(&text));
                if self.words.is_full() {
                    self.write(catalogue)?;
                }
            }
            // Written at once, so that the store knows how far it is.
            self.finish(catalogue)?;
        }
    }

    fn write(&mut self, catalogue: &mut Catalogue) -> Result<(), StoreError> {
        self.words.take().map_or(Ok(()), |part| catalogue.add_words(&part))
    }

    /// Made before the transaction, so that it stays short.
    fn with_readings(&mut self, change: Change) -> (Change, Ingest) {
        let ingest = match &change {
            Change::Posting { posting, .. } => self.ingester.prepare(posting),
            Change::Withdrawn { .. } => Ingest::default(),
        };
        (change, ingest)
    }
}

/// The newest parts that are worth merging: many of about one size, or small ones behind.
fn mergeable(parts: &[PartSize]) -> Option<Vec<i64>> {
    let mut alike: Vec<i64> = Vec::new();
    let mut slots = 0_u32;
    for part in parts.iter().rev() {
        if !alike.is_empty() && part.slots > slots.max(1).saturating_mul(SPREAD) {
            break;
        }
        alike.push(part.id);
        slots += part.slots;
    }
    (alike.len() >= MERGE).then_some(alike)
}

const fn subject(change: &Change) -> PostingId {
    match change {
        Change::Posting { posting, .. } => posting.id,
        Change::Withdrawn { id, .. } => *id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(slots: &[u32]) -> Vec<PartSize> {
        slots.iter().zip(1..).map(|(slots, id)| PartSize { id, slots: *slots }).collect()
    }

    #[test]
    fn parts_are_merged_when_many_are_of_one_size_and_a_large_one_is_left_alone() {
        assert_eq!(mergeable(&parts(&[])), None);
        assert_eq!(mergeable(&parts(&[8, 8, 8, 8, 8])), None);
        assert_eq!(mergeable(&parts(&[8, 8, 8, 8, 8, 8])), Some(vec![6, 5, 4, 3, 2, 1]));
        assert_eq!(mergeable(&parts(&[1_000_000, 8, 8, 8, 8, 8, 8])), Some(vec![7, 6, 5, 4, 3, 2]));
        assert_eq!(mergeable(&parts(&[1_000_000, 8, 8])), None);
    }

    fn change(id: i64) -> Change {
        serde_json::from_value(serde_json::json!({ "change": "posting", "seq": id, "posting": {
            "id": id, "title": "电焊工", "job_kind": "welder", "work_form": "full_time", "wage": {}, "tasks": "焊",
            "source": { "name": "测试", "kind": "public" }, "posted_on": "2026-11-20", "valid_until": "2099-12-31",
        } }))
        .unwrap()
    }

    #[test]
    fn words_of_postings_that_a_killed_process_took_in_are_not_left_out() {
        let dir = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::open(dir.path()).unwrap();
        let (mut kiosk, mut killed) = (Intake::new(), Intake::new());
        kiosk.take_in(&mut catalogue, vec![change(1)]).unwrap();
        killed.take_in(&mut catalogue, vec![change(2)]).unwrap();
        drop(killed);
        kiosk.take_in(&mut catalogue, vec![change(3)]).unwrap();
        kiosk.finish(&mut catalogue).unwrap();
        let mut slots = roaring::RoaringBitmap::new();
        let reader = crate::store::CatalogueReader::open(dir.path()).unwrap();
        let [term] = terms("焊")[..] else { panic!("one hanzi is one term") };
        reader.slots_with(term, |packed| assert!(crate::search::unpack_into(packed, &mut slots))).unwrap();
        assert_eq!(slots.iter().collect::<Vec<_>>(), [0, 1, 2]);
    }
}
