//! The index: rows by the posting's number, texts in lexicons, and the order of newness. Changes are applied one by one;
//! what they leave behind is swept away when it has become a quarter.

use super::columns::{Row, Shared};
use super::job_words::JobWords;
use super::lexicon::{Bits, Lexicon, Syllables, TextNo};
use crate::domain::PostingId;
use crate::domain::listing::Listing;
use std::borrow::Cow;
use std::cmp::Reverse;

/// Place of a row.
pub(super) type Slot = u32;

/// The searchable postings. Fill it with every listing of the store, then hand it what changes.
pub struct Index {
    pub(super) rows: Vec<Row>,
    /// Slots whose posting is withdrawn or replaced.
    pub(super) dead: Bits,
    dead_count: usize,
    /// Posting and slot of the living, ascending by posting.
    pub(super) by_id: Vec<(PostingId, Slot)>,
    /// Living slots, the newest first; right while `sorted`.
    newest: Vec<Slot>,
    sorted: bool,
    pub(super) titles: Lexicon,
    pub(super) employers: Lexicon,
    pub(super) syllables: Syllables,
    pub(super) districts: Shared,
    pub(super) divisions: Shared,
    pub(super) job_words: JobWords,
}

impl Default for Index {
    fn default() -> Self {
        let mut syllables = Syllables::default();
        let job_words = JobWords::new(&mut syllables);
        Self {
            rows: Vec::new(),
            dead: Bits::default(),
            dead_count: 0,
            by_id: Vec::new(),
            newest: Vec::new(),
            sorted: true,
            titles: Lexicon::default(),
            employers: Lexicon::default(),
            syllables,
            districts: Shared::default(),
            divisions: Shared::default(),
            job_words,
        }
    }
}

impl Index {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Postings held, ended ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Takes a posting in, in place of what was held under its number.
    pub fn upsert(&mut self, listing: &Listing<'_>) {
        self.remove(listing.id);
        let row = Row::new(
            listing,
            self.titles.take(listing.title, listing.title_pinyin, &mut self.syllables),
            self.employers.take(listing.employer, listing.employer_pinyin, &mut self.syllables),
            self.districts.number(listing.district),
            self.divisions.number(listing.division),
        );
        let slot = self.rows.len() as Slot;
        self.rows.push(row);
        self.dead.grow(self.rows.len());
        // While the store hands over its postings in their order this is always the end.
        let place = self.by_id.partition_point(|(id, _)| *id < listing.id);
        self.by_id.insert(place, (listing.id, slot));
        self.sorted = false;
    }

    /// Drops a posting; `false` where it was not held.
    pub fn remove(&mut self, id: PostingId) -> bool {
        let Ok(place) = self.by_id.binary_search_by_key(&id, |(id, _)| *id) else { return false };
        let (_, slot) = self.by_id.remove(place);
        self.dead.set(slot as usize);
        self.dead_count += 1;
        self.sorted = false;
        if self.dead_count > 1_000 && self.dead_count * 4 > self.rows.len() {
            self.sweep();
        }
        true
    }

    /// About how many bytes the index holds.
    #[must_use]
    pub fn bytes_held(&self) -> usize {
        self.rows.capacity() * size_of::<Row>()
            + self.by_id.capacity() * size_of::<(PostingId, Slot)>()
            + self.newest.capacity() * size_of::<Slot>()
            + self.titles.bytes_held()
            + self.employers.bytes_held()
    }

    /// Puts the order of newness right and gives back what growing has reserved. To be called after changes: a search
    /// before it is right too, and slower.
    pub fn settle(&mut self) {
        if self.sorted {
            return;
        }
        self.newest = self.by_newness();
        self.rows.shrink_to_fit();
        self.by_id.shrink_to_fit();
        self.titles.trim();
        self.employers.trim();
        self.sorted = true;
    }

    /// Living slots, the newest first.
    pub(super) fn newest(&self) -> Cow<'_, [Slot]> {
        if self.sorted { Cow::Borrowed(&self.newest) } else { Cow::Owned(self.by_newness()) }
    }

    fn by_newness(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = self.by_id.iter().map(|(_, slot)| *slot).collect();
        slots.sort_unstable_by_key(|slot| self.row(*slot).map(|row| Reverse((row.posted, row.id))));
        slots
    }

    pub(super) fn row(&self, slot: Slot) -> Option<&Row> {
        self.rows.get(slot as usize)
    }

    /// Copies what lives into fresh memory.
    fn sweep(&mut self) {
        let (mut titles, mut employers) = (Lexicon::default(), Lexicon::default());
        let mut new_titles = vec![None; self.titles.len()];
        let mut new_employers = vec![None; self.employers.len()];
        let mut rows = Vec::with_capacity(self.by_id.len());
        let mut slots = vec![0; self.rows.len()];
        for (old, mut row) in std::mem::take(&mut self.rows).into_iter().enumerate() {
            if self.dead.has(old) {
                continue;
            }
            row.title = moved(&mut new_titles, row.title, |no| titles.copy(&self.titles, no));
            row.employer = moved(&mut new_employers, row.employer, |no| employers.copy(&self.employers, no));
            if let Some(slot) = slots.get_mut(old) {
                *slot = rows.len() as Slot;
            }
            rows.push(row);
        }
        for (_, slot) in &mut self.by_id {
            *slot = slots.get(*slot as usize).copied().unwrap_or(0);
        }
        self.dead = Bits::new(rows.len());
        self.dead_count = 0;
        (self.rows, self.titles, self.employers) = (rows, titles, employers);
    }
}

/// The new number of a text, which is copied when its first posting comes.
fn moved(numbers: &mut [Option<TextNo>], old: TextNo, copy: impl FnOnce(TextNo) -> TextNo) -> TextNo {
    match numbers.get_mut(old as usize) {
        Some(number) => *number.get_or_insert_with(|| copy(old)),
        None => copy(old),
    }
}
