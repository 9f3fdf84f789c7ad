//! The index: a row for each posting, sets of slots for everything that can be asked for, and the order of newness.

use super::columns::{DayNo, Row, Shared};
use super::facets::Choices;
use super::glyphs::Glyphs;
use super::names::Names;
use super::places::Places;
use super::tally::Counts;
use super::written::Written;
use crate::domain::everyday::Word;
use crate::domain::ground::Ground;
use crate::domain::listing::{Listing, Slot};
use crate::domain::query::WageFloor;
use crate::domain::{Benefit, DivisionCode, JobKind, PostingId};
use roaring::RoaringBitmap;
use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The searchable postings. Fill it with every listing of the store, then hand it what changes.
#[derive(Default)]
pub struct Index {
    /// By slot; rows of dead slots are empty.
    rows: Vec<Option<Row>>,
    pub(super) live: RoaringBitmap,
    /// Slots that titles and employers lead to, dead ones included.
    linked: RoaringBitmap,
    by_id: HashMap<PostingId, Slot>,
    pub(super) glyphs: Glyphs,
    pub(super) titles: Written,
    pub(super) employers: Written,
    pub(super) choices: Choices,
    pub(super) districts: Places,
    pub(super) divisions: Shared,
    pub(super) jobs: Names<JobKind>,
    pub(super) benefits: Names<Benefit>,
    pub(super) ground: Ground,
    /// Living slots, the newest first.
    newest: Vec<Slot>,
    /// Slots that came since the index was settled.
    fresh: Vec<Slot>,
    remembered: Remembered,
}

/// What follows from the rows and is asked for again and again.
#[derive(Default)]
struct Remembered {
    counts: OnceCell<Counts>,
    best_paid: OnceCell<Vec<Slot>>,
    /// The order from the county that was asked for last.
    nearest: RefCell<Option<(DivisionCode, Arc<[Slot]>)>>,
    sets: RefCell<Vec<(Asked, RoaringBitmap)>>,
}

/// A condition that no single set answers: its slots are looked for once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    OpenOn(DayNo),
    PostedSince(DayNo),
    ClosingUntil(DayNo),
    Paid(WageFloor),
    /// At most so many kilometres from a place, whose code it is in one number.
    Within {
        place: u64,
        km: u16,
    },
}

/// Digits of a street's or town's code.
const STREET_DIGITS: usize = 9;
/// How many answers are remembered: a screen offers some wages, distances, and a handful of days.
const ANSWERS: usize = 32;

impl Index {
    #[must_use]
    pub fn new() -> Self {
        let mut index = Self::default();
        index.learn(&[]);
        index
    }

    /// Takes over the words of the province's packs, in place of those it had, beside the program's own.
    pub fn learn(&mut self, words: &[Word<'_>]) {
        self.jobs = Names::of_jobs(words, &mut self.glyphs);
        self.benefits = Names::of_benefits(words, &mut self.glyphs);
    }

    /// What is known of where places lie.
    #[must_use]
    pub const fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Takes over where streets and towns lie.
    pub fn stand_on(&mut self, ground: Ground) {
        self.ground = ground;
        self.remembered = Remembered::default();
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
        let slot = listing.slot;
        let title = self.titles.read(listing.title, listing.title_pinyin, &mut self.glyphs);
        let employer = self.employers.read(listing.employer, listing.employer_pinyin, &mut self.glyphs);
        let district = self.districts.number(listing.district, &mut self.glyphs);
        let place = (district, self.divisions.number(listing.division));
        let row = Row::new(listing, (title, employer), place, &self.choices.ascending.0);
        let at = slot as usize;
        if at >= self.rows.len() {
            self.rows.resize_with(at + 1, || None);
        }
        if let Some(place) = self.rows.get_mut(at) {
            *place = Some(row);
        }
        self.by_id.insert(listing.id, slot);
        self.fresh.push(slot);
        self.remembered = Remembered::default();
    }

    /// Drops a posting; `false` where it was not held.
    pub fn remove(&mut self, id: PostingId) -> bool {
        let Some(slot) = self.by_id.remove(&id) else { return false };
        self.live.remove(slot);
        if let Some(row) = self.rows.get_mut(slot as usize) {
            *row = None;
        }
        self.remembered = Remembered::default();
        true
    }

    /// Whether so much of the memory belongs to postings that are gone that filling a new index is worth it.
    #[must_use]
    pub fn is_wasteful(&self) -> bool {
        let living = self.by_id.len();
        let ever: usize = self.choices.ever();
        ever > 1_000 && living + living / 3 < ever
    }

    /// Makes what came in findable, and puts the order of newness right. To be called after changes.
    pub fn settle(&mut self) {
        let mut fresh = std::mem::take(&mut self.fresh);
        fresh.retain(|slot| self.row(*slot).is_some());
        fresh.sort_unstable();
        fresh.dedup();
        self.add_to_sets(&fresh);
        self.newest = self.merged(fresh);
    }

    /// Gives back what growing has reserved and only serves it. To be called when no more changes are to come for a while.
    pub fn give_back(&mut self) {
        self.titles.give_back();
        self.employers.give_back();
        self.choices.values.give_back();
        if self.rows.capacity() > self.rows.len() + self.rows.len() / 4 {
            self.rows.shrink_to_fit();
            self.by_id.shrink_to_fit();
        }
    }

    fn add_to_sets(&mut self, fresh: &[Slot]) {
        for slot in fresh {
            let Some(row) = self.rows.get(*slot as usize).and_then(Option::as_ref) else { continue };
            if self.linked.insert(*slot) {
                self.titles.link(*slot, row.title);
                self.employers.link(*slot, row.employer);
            }
            self.choices.add(*slot, row);
            self.live.insert(*slot);
        }
    }

    /// What is counted of all living postings.
    pub(super) fn counts_of_all(&self, count: impl FnOnce() -> Counts) -> &Counts {
        self.remembered.counts.get_or_init(count)
    }

    /// Living slots, the newest first.
    pub(super) fn newest(&self) -> &[Slot] {
        &self.newest
    }

    /// Living slots, those that promise most first.
    pub(super) fn best_paid(&self) -> &[Slot] {
        self.remembered.best_paid.get_or_init(|| {
            let mut slots: Vec<Slot> = self.live.iter().collect();
            slots.sort_by_cached_key(|slot| (Reverse(self.row(*slot).and_then(Row::month)), self.age(*slot)));
            slots
        })
    }

    /// Living slots, those nearest to a place first.
    pub(super) fn nearest(&self, here: &DivisionCode) -> Arc<[Slot]> {
        let mut known = self.remembered.nearest.borrow_mut();
        if let Some((of, order)) = known.as_ref()
            && of == here
        {
            return Arc::clone(order);
        }
        let km = self.kilometres(here);
        let far = |slot: &Slot| self.row(*slot).and_then(|row| km.get(usize::from(row.division)).copied());
        let mut slots: Vec<Slot> = self.newest.clone();
        // Stable: the newest of one county stay first.
        slots.sort_by_key(|slot| far(slot).flatten().unwrap_or(u16::MAX));
        let order: Arc<[Slot]> = slots.into();
        *known = Some((here.clone(), Arc::clone(&order)));
        order
    }

    /// How far each division is, by its number.
    fn kilometres(&self, here: &DivisionCode) -> Vec<Option<u16>> {
        let far = |code: &str| self.ground.reckoned(here, &DivisionCode::new(code)?);
        self.divisions.words().iter().map(|code| far(code)).collect()
    }

    /// The slots at most so many kilometres from a place.
    pub(super) fn within(&self, here: &DivisionCode, km: u16) -> RoaringBitmap {
        if km == 0 {
            return self.choices.in_divisions(self.divisions.fitting(|code| code.starts_with(here.county())));
        }
        let asked = Asked::Within { place: here.as_str().parse().unwrap_or(0), km };
        self.remembered(asked, || {
            let near = |far: &Option<u16>| far.is_some_and(|far| far <= km);
            let far = self.kilometres(here);
            let numbers = far.iter().enumerate().filter(|(_, far)| near(far)).map(|(number, _)| number);
            self.choices.in_divisions(numbers)
        })
    }

    /// The slots of each street and town of a county, by the 9 digits of its code.
    pub(super) fn streets(&self, county: &str) -> BTreeMap<&str, RoaringBitmap> {
        let mut streets: BTreeMap<&str, RoaringBitmap> = BTreeMap::new();
        for number in self.divisions.fitting(|code| code.starts_with(county)) {
            let street = self.divisions.words().get(number).and_then(|code| code.get(..STREET_DIGITS));
            if let Some(street) = street {
                *streets.entry(street).or_default() |= self.choices.in_divisions(std::iter::once(number));
            }
        }
        streets
    }

    /// Sorts by newness: posted last, then the higher number, first.
    pub(super) fn age(&self, slot: Slot) -> Option<Reverse<(DayNo, PostingId)>> {
        self.row(slot).map(|row| Reverse((row.posted, row.id)))
    }

    /// The order of newness with what is fresh in its place.
    fn merged(&self, mut fresh: Vec<Slot>) -> Vec<Slot> {
        // A slot may come again, as when a change is told that the first filling has seen already.
        let again: RoaringBitmap = fresh.iter().copied().collect();
        fresh.sort_unstable_by_key(|slot| self.age(*slot));
        let mut fresh = fresh.into_iter().peekable();
        let mut all = Vec::with_capacity(self.by_id.len());
        let stays = |slot: &Slot| self.row(*slot).is_some() && !again.contains(*slot);
        for slot in self.newest.iter().copied().filter(stays) {
            while let Some(newer) = fresh.next_if(|newer| self.age(*newer) <= self.age(slot)) {
                all.push(newer);
            }
            all.push(slot);
        }
        all.extend(fresh);
        all
    }

    pub(super) fn row(&self, slot: Slot) -> Option<&Row> {
        self.rows.get(slot as usize)?.as_ref()
    }

    /// The slots of postings that are open on a day.
    pub(super) fn open(&self, today: DayNo) -> RoaringBitmap {
        self.remembered(Asked::OpenOn(today), || self.those(|row| row.valid_until >= today))
    }

    /// Those that promise at least a wage.
    pub(super) fn paid(&self, floor: WageFloor) -> RoaringBitmap {
        self.remembered(Asked::Paid(floor), || self.those(|row| row.reaches(floor)))
    }

    pub(super) fn posted_within(&self, today: DayNo, days: u16) -> RoaringBitmap {
        let since = today - DayNo::from(days);
        self.remembered(Asked::PostedSince(since), || self.those(|row| row.posted >= since))
    }

    pub(super) fn closing_within(&self, today: DayNo, days: u16) -> RoaringBitmap {
        let until = today + DayNo::from(days);
        self.remembered(Asked::ClosingUntil(until), || self.those(|row| row.valid_until <= until))
    }

    fn remembered(&self, asked: Asked, find: impl FnOnce() -> RoaringBitmap) -> RoaringBitmap {
        let mut sets = self.remembered.sets.borrow_mut();
        if let Some((_, slots)) = sets.iter().find(|(known, _)| *known == asked) {
            return slots.clone();
        }
        let slots = find();
        sets.truncate(ANSWERS - 1);
        sets.insert(0, (asked, slots.clone()));
        slots
    }

    /// The slots of the rows that fit.
    fn those(&self, fits: impl Fn(&Row) -> bool) -> RoaringBitmap {
        let rows = self.rows.iter().zip(0..).filter_map(|(row, slot)| Some((row.as_ref()?, slot)));
        rows.filter(|(row, _)| fits(row)).map(|(_, slot)| slot).collect()
    }
}
