//! Postings on their way into the catalogue: their slots, and the words of their descriptions, which are
//! written a few thousand postings at a time and merged so that a search has few parts to look into.

use super::content;
use super::preparing::{Prepared, Preparer, in_chunks};
use crate::domain::everyday::Word;
use crate::domain::listing::Slot;
use crate::domain::{PostingId, WORDS, pack};
use crate::search::{PartBuilder, Term, join, pinyin, terms};
use crate::store::catalogue::{Applied, PartSize};
use crate::store::{Catalogue, StoreError};
use yizhan_wire::Change;

/// Neighbouring parts are merged when so many are of about one size.
const MERGE: usize = 6;
/// Parts are of one size when none has more than so many times the slots of those behind it.
const SPREAD: u32 = 4;
/// A merged part has at most so many slots: those of one container of a set, within which merging saves the most.
const LARGEST: u32 = 1 << 16;
/// Descriptions read at once when words are caught up with.
const STEP: u32 = 4_000;

/// Remembers what is not written yet, between the parts of a page and between pages.
#[derive(Default)]
pub struct Intake {
    preparer: Preparer,
    words: PartBuilder,
    /// The everyday words changed since somebody asked.
    new_names: bool,
    /// The content of packs changed since somebody asked.
    new_content: bool,
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
        let prepared = self.preparer.prepare(changes)?;
        self.take_prepared(catalogue, &prepared)
    }

    /// As [`Self::take_in`], so many at a time, while the next are prepared. After each, `taken` hears whose postings changed and
    /// says whether to go on; so does this.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing of the part was.
    pub fn take_in_parts(
        &mut self,
        catalogue: &mut Catalogue,
        changes: Vec<Change>,
        size: usize,
        mut taken: impl FnMut(Vec<PostingId>) -> bool,
    ) -> Result<bool, StoreError> {
        let mut preparer = std::mem::take(&mut self.preparer);
        let all = in_chunks(&mut preparer, changes, size, |prepared| {
            self.take_prepared(catalogue, &prepared).map(&mut taken)
        });
        self.preparer = preparer;
        all
    }

    fn take_prepared(&mut self, catalogue: &mut Catalogue, prepared: &Prepared) -> Result<Vec<PostingId>, StoreError> {
        let Applied { slots, mut gone } = catalogue.apply(&prepared.changes)?;
        self.add_words(catalogue, &prepared.terms, slots)?;
        if prepared.changes.iter().any(|(change, _)| matches!(change, Change::Pack { .. })) {
            self.read_packs(catalogue)?;
        }
        gone.extend(prepared.subjects());
        Ok(gone)
    }

    /// Takes in postings that were given ahead of their place in the feed: one transaction, all or nothing. Returns which.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was.
    pub fn take_ahead(
        &mut self,
        catalogue: &mut Catalogue,
        changes: Vec<Change>,
    ) -> Result<Vec<PostingId>, StoreError> {
        let prepared = self.preparer.prepare(changes)?;
        let slots = catalogue.apply_ahead(&prepared.changes)?.slots;
        self.add_words(catalogue, &prepared.terms, slots)?;
        Ok(prepared.subjects().collect())
    }

    /// Adds the words of those that got a slot.
    fn add_words(
        &mut self,
        catalogue: &mut Catalogue,
        terms: &[Vec<Term>],
        slots: Vec<Option<Slot>>,
    ) -> Result<(), StoreError> {
        if slots.iter().flatten().next().is_some_and(|slot| !self.words.continues_at(*slot)) {
            // Another process has taken in what came between: all that has no words yet is read from the store.
            self.words = PartBuilder::default();
            return self.catch_up(catalogue).map(drop);
        }
        for (terms, slot) in terms.iter().zip(slots) {
            if let Some(slot) = slot {
                self.words.add(slot, terms);
                if self.words.is_full() {
                    self.write(catalogue)?;
                }
            }
        }
        Ok(())
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

    /// Adds the words of descriptions, and reads the packs, that were not in when the program ended. Returns how many
    /// descriptions.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn catch_up(&mut self, catalogue: &mut Catalogue) -> Result<usize, StoreError> {
        self.read_packs(catalogue)?;
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
                if !self.words.fits(slot) {
                    self.write(catalogue)?;
                }
                self.words.add(slot, &terms(&text));
                if self.words.is_full() {
                    self.write(catalogue)?;
                }
            }
            // Written at once, so that the store knows how far it is.
            self.finish(catalogue)?;
        }
    }

    /// Whether the everyday words are others than when this was last asked.
    pub fn take_new_names(&mut self) -> bool {
        std::mem::take(&mut self.new_names)
    }

    /// Whether the content of packs is another than when this was last asked.
    pub fn take_new_content(&mut self) -> bool {
        std::mem::take(&mut self.new_content)
    }

    /// Reads the packs that have arrived. A broken one is refused, and the last good one stays.
    fn read_packs(&mut self, catalogue: &mut Catalogue) -> Result<(), StoreError> {
        self.new_content |= content::read_arrived(catalogue)?;
        let Some(arrived) = catalogue.unread_pack(WORDS)? else { return Ok(()) };
        let version = arrived.version;
        match pack::words(&arrived.body) {
            Ok(words) => {
                let word = |(named, text): (_, String)| Word { named, pinyin: pinyin(&text).into(), text: text.into() };
                let words: Vec<Word<'_>> = words.into_iter().map(word).collect();
                catalogue.keep_words(&arrived, &words)?;
                self.new_names = true;
                tracing::info!(version, words = words.len(), "a pack of everyday words is in force");
            }
            Err(flaw) => {
                catalogue.refuse_pack(&arrived, &flaw)?;
                let (place, reason) = (flaw.place, flaw.kind.as_str());
                tracing::warn!(version, place, reason, "a pack of everyday words was refused; the last good one stays");
            }
        }
        Ok(())
    }

    fn write(&mut self, catalogue: &mut Catalogue) -> Result<(), StoreError> {
        self.words.take().map_or(Ok(()), |part| catalogue.add_words(&part))
    }
}

/// The newest neighbours that are worth merging: many of about one size, or small ones behind.
fn mergeable(parts: &[PartSize]) -> Option<Vec<i64>> {
    // Where what came last is too small to join those before it, they may still join each other.
    (1..=parts.len()).rev().find_map(|end| alike(parts.get(..end)?))
}

/// Those at the end that are alike, if they are many.
fn alike(parts: &[PartSize]) -> Option<Vec<i64>> {
    let mut alike: Vec<i64> = Vec::new();
    let mut slots = 0_u32;
    for part in parts.iter().rev() {
        let larger = !alike.is_empty() && part.slots > slots.max(1).saturating_mul(SPREAD);
        if larger || slots + part.slots > LARGEST {
            break;
        }
        alike.push(part.id);
        slots += part.slots;
    }
    (alike.len() >= MERGE).then_some(alike)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::PackState;
    use crate::domain::pack::FlawKind;
    use crate::domain::{Cursor, Pack};
    use crate::store::{CatalogueReader, Ingest};
    use serde_json::json;
    use std::path::Path;

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
        assert_eq!(mergeable(&parts(&[8_192, 8_192, 8_192, 8_192, 8_192, 8_192, 9])), Some(vec![6, 5, 4, 3, 2, 1]));
        assert_eq!(mergeable(&parts(&[8_192; 20])).map(|merged| merged.len()), Some(8), "no part grows without end");
    }

    fn change(id: i64) -> Change {
        serde_json::from_value(serde_json::json!({ "change": "posting", "seq": id, "posting": {
            "id": id, "title": "电焊工", "job_kind": "welder", "work_form": "full_time", "wage": {}, "tasks": "焊",
            "source": { "name": "测试", "kind": "public" }, "posted_on": "2026-11-20", "valid_until": "2099-12-31",
        } }))
        .unwrap()
    }

    fn pack(seq: i64, kind: &str, version: u32, body: serde_json::Value) -> Change {
        Change::Pack { seq: Cursor(seq), pack: Box::new(Pack { kind: kind.into(), version, body }) }
    }

    fn cleaners(word: &str) -> serde_json::Value {
        json!({ "jobs": { "cleaner": [word] } })
    }

    /// What the catalogue holds: the words of the good pack, and where each kind of pack stands.
    fn held(dir: &Path) -> (Vec<String>, Vec<PackState>) {
        let reader = CatalogueReader::open(dir).unwrap();
        let words = reader.words().unwrap().into_iter().map(|word| format!("{} {}", word.text, word.pinyin));
        (words.collect(), reader.packs().unwrap())
    }

    #[test]
    fn a_broken_pack_is_refused_with_its_place_and_the_last_good_one_stays() {
        let dir = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::open(dir.path()).unwrap();
        let mut intake = Intake::new();
        intake.take_in(&mut catalogue, vec![pack(1, "words", 1, cleaners("搞卫生"))]).unwrap();
        assert!(intake.take_new_names());
        let broken = pack(2, "words", 2, json!({ "jobs": { "clener": ["扫街"] } }));
        let ids = intake.take_in(&mut catalogue, vec![broken, change(3)]).unwrap();
        assert_eq!((ids, catalogue.cursor().unwrap()), (vec![PostingId(3)], Cursor(3)), "the feed goes on");
        assert!(!intake.take_new_names());
        let (words, packs) = held(dir.path());
        assert_eq!(words, ["搞卫生 gao wei sheng"]);
        let refused = packs[0].refused.clone().unwrap();
        assert_eq!((packs[0].good, refused.version), (Some(1), 2));
        assert_eq!((refused.flaw.place.as_str(), refused.flaw.kind), ("jobs.clener", FlawKind::UnknownCode));

        intake.take_in(&mut catalogue, vec![pack(4, "words", 3, cleaners("扫街"))]).unwrap();
        let (words, packs) = held(dir.path());
        assert_eq!((words.as_slice(), packs[0].good), (["扫街 sao jie".to_owned()].as_slice(), Some(3)));
        assert_eq!(packs[0].refused, None, "a good pack ends the matter");
    }

    #[test]
    fn a_pack_of_a_kind_that_nobody_knows_is_kept_and_the_feed_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::open(dir.path()).unwrap();
        Intake::new().take_in(&mut catalogue, vec![pack(1, "notices", 4, json!(["放假"])), change(2)]).unwrap();
        assert_eq!(catalogue.cursor().unwrap(), Cursor(2));
        let (words, packs) = held(dir.path());
        let kept = PackState { kind: "notices".into(), unread: Some(4), ..PackState::default() };
        assert_eq!((words, packs), (Vec::new(), vec![kept]));
        assert_eq!(catalogue.unread_pack("notices").unwrap().unwrap().body, json!(["放假"]));
    }

    #[test]
    fn a_pack_that_a_killed_process_did_not_come_to_read_is_read_by_the_next() {
        let dir = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::open(dir.path()).unwrap();
        Intake::new().take_in(&mut catalogue, vec![pack(1, "words", 1, cleaners("搞卫生"))]).unwrap();
        // Killed after the commit that moves the cursor and before the pack was read.
        catalogue.apply(&[(pack(2, "words", 2, cleaners("扫街")), Ingest::default())]).unwrap();
        assert_eq!(held(dir.path()).0, ["搞卫生 gao wei sheng"], "until then the last good one counts");
        let mut next = Intake::new();
        next.catch_up(&mut catalogue).unwrap();
        assert!(next.take_new_names());
        assert_eq!(held(dir.path()).0, ["扫街 sao jie"]);
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
        let reader = CatalogueReader::open(dir.path()).unwrap();
        let [term] = terms("焊")[..] else { panic!("one hanzi is one term") };
        reader.slots_with(term, |packed| assert!(crate::search::unpack_into(packed, &mut slots))).unwrap();
        assert_eq!(slots.iter().collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn content_is_in_force_when_it_is_good_and_the_last_good_one_stays_when_it_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::open(dir.path()).unwrap();
        let mut intake = Intake::new();
        let term = |means: &str| json!({ "terms": [{ "word": "日结", "means": means }] });
        intake.take_in(&mut catalogue, vec![pack(1, "glossary", 1, term("当天给钱"))]).unwrap();
        assert!(intake.take_new_content() && !intake.take_new_content());
        intake.take_in(&mut catalogue, vec![pack(2, "glossary", 2, term(""))]).unwrap();
        assert!(!intake.take_new_content(), "a broken pack changes nothing on the screen");
        let reader = CatalogueReader::open(dir.path()).unwrap();
        let content = content::in_force(&reader).unwrap();
        assert_eq!(content.term("日结").map(|term| term.means.chinese()), Some("当天给钱"));
        let packs = reader.packs().unwrap();
        let refused = packs[0].refused.as_ref().unwrap();
        assert_eq!((packs[0].good, refused.version), (Some(1), 2));
        assert_eq!((refused.flaw.place.as_str(), refused.flaw.kind), ("terms[0].means", FlawKind::Nothing));
    }
}
