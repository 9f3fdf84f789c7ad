//! Counting the values that a set of postings has: what the facets are made of. It is done with every letter typed, for
//! sets of any size, so it goes by columns of small numbers; values that take few different ones together are counted as one.

use super::columns::Row;
use super::index::Index;
use crate::domain::listing::{BenefitSet, ShiftSet, Slot};
use crate::domain::{Settlement, SourceKind, WorkForm};
use roaring::RoaringBitmap;
use std::collections::HashMap;
use std::hash::Hash;

/// What a posting has of the values that are counted together: each has few, and some hundred combinations occur.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Conditions {
    form: WorkForm,
    settlement: Option<Settlement>,
    source: SourceKind,
    /// How many of the counted ages it is open to.
    ages: u8,
    shifts: ShiftSet,
}

/// The values of all postings, by slot.
#[derive(Default)]
pub(super) struct Values {
    kinds: Vec<u8>,
    /// How many of the counted wages each reaches.
    floors: Vec<u8>,
    districts: Vec<u16>,
    conditions: Numbered<Conditions>,
    benefits: Numbered<BenefitSet>,
}

/// A column of values that come again and again, by their numbers in a list.
struct Numbered<T> {
    column: Vec<u16>,
    list: Vec<T>,
    numbers: HashMap<T, u16>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { column: Vec::new(), list: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Copy + Eq + Hash> Numbered<T> {
    /// Values behind the 65,535th different one are not counted; some thousand occur in a million postings.
    fn put(&mut self, slot: Slot, value: T) {
        let next = u16::try_from(self.list.len()).unwrap_or(u16::MAX);
        let number = *self.numbers.entry(value).or_insert(next);
        if number == next && next < u16::MAX {
            self.list.push(value);
        }
        put(&mut self.column, slot, number);
    }
}

impl Values {
    pub(super) fn set(&mut self, slot: Slot, row: &Row) {
        let Row { form, settlement, source, ages, shifts, .. } = *row;
        put(&mut self.kinds, slot, row.kind as u8);
        put(&mut self.floors, slot, row.floors);
        put(&mut self.districts, slot, row.district);
        self.conditions.put(slot, Conditions { form, settlement, source, ages, shifts });
        self.benefits.put(slot, row.benefits);
    }

    pub(super) fn give_back(&mut self) {
        self.kinds.shrink_to_fit();
        self.floors.shrink_to_fit();
        self.districts.shrink_to_fit();
        self.conditions.column.shrink_to_fit();
        self.benefits.column.shrink_to_fit();
    }
}

fn put<T: Copy + Default>(column: &mut Vec<T>, slot: Slot, value: T) {
    let at = slot as usize;
    if at >= column.len() {
        column.resize(at + 1, T::default());
    }
    if let Some(place) = column.get_mut(at) {
        *place = value;
    }
}

/// Which columns are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    All,
    Kinds,
    Floors,
    Districts,
    Conditions,
    Benefits,
}

/// How many postings of a set have each value, by the value's number; columns that were not asked for are empty.
#[derive(Default)]
pub(super) struct Counts {
    kinds: Vec<u32>,
    floors: Vec<u32>,
    districts: Vec<u32>,
    conditions: Vec<u32>,
    benefits: Vec<u32>,
}

impl Counts {
    /// Of a set of living postings.
    pub(super) fn of(index: &Index, set: &RoaringBitmap, which: Columns) -> Self {
        let values = &index.choices.values;
        if set.len() * 2 <= index.live.len() {
            return Self::counted(values, set, which);
        }
        // Of most postings it is less work to count those that are missing.
        let missing = &index.live - set;
        index
            .counts_of_all(|| Self::counted(values, &index.live, Columns::All))
            .less(&Self::counted(values, &missing, which))
    }

    fn counted(values: &Values, set: &RoaringBitmap, which: Columns) -> Self {
        let mut slots: Vec<Slot> = vec![0; set.len() as usize];
        let slots = set.iter().next_many(&mut slots);
        let asked = |column| if which == column || which == Columns::All { &*slots } else { &[] };
        Self {
            kinds: count(&values.kinds, asked(Columns::Kinds)),
            floors: count(&values.floors, asked(Columns::Floors)),
            districts: count(&values.districts, asked(Columns::Districts)),
            conditions: count(&values.conditions.column, asked(Columns::Conditions)),
            benefits: count(&values.benefits.column, asked(Columns::Benefits)),
        }
    }

    /// Without those of a part.
    fn less(&self, part: &Self) -> Self {
        let less = |all: &[u32], part: &[u32]| {
            let part = part.iter().copied().chain(std::iter::repeat(0));
            all.iter().zip(part).map(|(all, part)| all.saturating_sub(part)).collect()
        };
        Self {
            kinds: less(&self.kinds, &part.kinds),
            floors: less(&self.floors, &part.floors),
            districts: less(&self.districts, &part.districts),
            conditions: less(&self.conditions, &part.conditions),
            benefits: less(&self.benefits, &part.benefits),
        }
    }
}

/// How often each number stands in some slots of a column.
fn count<T: Copy + Into<u16>>(column: &[T], slots: &[Slot]) -> Vec<u32> {
    let mut counts = vec![0; COUNTED];
    for slot in slots {
        let value = column.get(*slot as usize).map_or(0, |value| usize::from((*value).into()));
        if value >= counts.len() {
            counts.resize(value + COUNTED, 0);
        }
        if let Some(count) = counts.get_mut(value) {
            *count += 1;
        }
    }
    counts
}

/// So many numbers are made room for at a time.
const COUNTED: usize = 256;

/// How many postings of a set have each value, every value by itself.
#[derive(Clone)]
pub(super) struct Tally {
    pub(super) kinds: Vec<usize>,
    pub(super) forms: Vec<usize>,
    pub(super) settlements: Vec<usize>,
    pub(super) sources: Vec<usize>,
    pub(super) benefits: Vec<usize>,
    pub(super) shifts: Vec<usize>,
    pub(super) districts: Vec<usize>,
    pub(super) floors: Vec<usize>,
    pub(super) ages: Vec<usize>,
}

impl Tally {
    pub(super) fn new(counts: &Counts, values: &Values) -> Self {
        let plain = |counts: &[u32]| counts.iter().map(|n| *n as usize).collect();
        let mut tally = Self {
            kinds: plain(&counts.kinds),
            floors: plain(&counts.floors),
            districts: plain(&counts.districts),
            forms: Vec::new(),
            settlements: Vec::new(),
            sources: Vec::new(),
            benefits: Vec::new(),
            shifts: Vec::new(),
            ages: Vec::new(),
        };
        for (conditions, n) in values.conditions.list.iter().zip(&counts.conditions).filter(|(_, n)| **n > 0) {
            tally.add(*conditions, *n as usize);
        }
        for (benefits, n) in values.benefits.list.iter().zip(&counts.benefits).filter(|(_, n)| **n > 0) {
            benefits.iter().for_each(|benefit| more(&mut tally.benefits, benefit as usize, *n as usize));
        }
        tally
    }

    fn add(&mut self, conditions: Conditions, n: usize) {
        more(&mut self.forms, conditions.form as usize, n);
        more(&mut self.sources, conditions.source as usize, n);
        more(&mut self.ages, usize::from(conditions.ages), n);
        if let Some(settlement) = conditions.settlement {
            more(&mut self.settlements, settlement as usize, n);
        }
        conditions.shifts.iter().for_each(|shift| more(&mut self.shifts, shift as usize, n));
    }
}

fn more(counts: &mut Vec<usize>, value: usize, n: usize) {
    if value >= counts.len() {
        counts.resize(value + 1, 0);
    }
    if let Some(count) = counts.get_mut(value) {
        *count += n;
    }
}
