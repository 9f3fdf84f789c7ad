//! Counting the values that a set of postings has: what the facets are made of. It is done with every letter typed, for
//! sets of any size, so it goes by columns of small numbers; values that take few different ones together are counted as one.

use super::columns::Row;
use super::index::Index;
use crate::domain::listing::{BenefitSet, ShiftSet, Slot};
use crate::domain::{Settlement, SourceKind, WorkForm};
use roaring::RoaringBitmap;
use std::collections::HashMap;

/// What a posting has of the values that are counted together.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Profile {
    form: WorkForm,
    settlement: Option<Settlement>,
    source: SourceKind,
    /// How many of the counted ages it is open to.
    ages: u8,
    benefits: BenefitSet,
    shifts: ShiftSet,
}

/// The values of all postings, by slot.
#[derive(Default)]
pub(super) struct Values {
    kinds: Vec<u8>,
    /// How many of the counted wages each reaches.
    floors: Vec<u8>,
    districts: Vec<u16>,
    /// Places in the list of profiles.
    profiles: Vec<u32>,
    list: Vec<Profile>,
    numbers: HashMap<Profile, u32>,
}

impl Values {
    pub(super) fn set(&mut self, slot: Slot, row: &Row) {
        let profile = Profile {
            form: row.form,
            settlement: row.settlement,
            source: row.source,
            ages: row.ages,
            benefits: row.benefits,
            shifts: row.shifts,
        };
        let next = self.list.len() as u32;
        let number = *self.numbers.entry(profile).or_insert(next);
        if number == next {
            self.list.push(profile);
        }
        put(&mut self.kinds, slot, row.kind as u8);
        put(&mut self.floors, slot, row.floors);
        put(&mut self.districts, slot, row.district);
        put(&mut self.profiles, slot, number);
    }

    pub(super) fn give_back(&mut self) {
        self.kinds.shrink_to_fit();
        self.floors.shrink_to_fit();
        self.districts.shrink_to_fit();
        self.profiles.shrink_to_fit();
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

/// How many postings of a set have each value, by the value's number.
#[derive(Default)]
pub(super) struct Counts {
    kinds: Vec<u32>,
    floors: Vec<u32>,
    districts: Vec<u32>,
    profiles: Vec<u32>,
}

impl Counts {
    /// Of a set of living postings.
    pub(super) fn of(index: &Index, set: &RoaringBitmap) -> Self {
        let values = &index.choices.values;
        if set.len() * 2 <= index.live.len() {
            return Self::counted(values, set);
        }
        // Of most postings it is less work to count those that are missing.
        let missing = &index.live - set;
        let all = index.counts_of_all(|| Self::counted(values, &index.live));
        if missing.is_empty() { all.less(&Self::default()) } else { all.less(&Self::counted(values, &missing)) }
    }

    fn counted(values: &Values, set: &RoaringBitmap) -> Self {
        let slots: Vec<Slot> = set.iter().collect();
        Self {
            kinds: count(&values.kinds, &slots),
            floors: count(&values.floors, &slots),
            districts: count(&values.districts, &slots),
            profiles: count(&values.profiles, &slots),
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
            profiles: less(&self.profiles, &part.profiles),
        }
    }
}

/// How often each number stands in some slots of a column.
fn count<T: Copy + TryInto<usize>>(column: &[T], slots: &[Slot]) -> Vec<u32> {
    let mut counts = Vec::new();
    for slot in slots {
        let value = column.get(*slot as usize).and_then(|value| (*value).try_into().ok()).unwrap_or(0);
        if value >= counts.len() {
            counts.resize(value + 1, 0);
        }
        if let Some(count) = counts.get_mut(value) {
            *count += 1;
        }
    }
    counts
}

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
        for (profile, n) in values.list.iter().zip(&counts.profiles).filter(|(_, n)| **n > 0) {
            tally.add(profile, *n as usize);
        }
        tally
    }

    fn add(&mut self, profile: &Profile, n: usize) {
        more(&mut self.forms, profile.form as usize, n);
        more(&mut self.sources, profile.source as usize, n);
        more(&mut self.ages, usize::from(profile.ages), n);
        if let Some(settlement) = profile.settlement {
            more(&mut self.settlements, settlement as usize, n);
        }
        profile.benefits.iter().for_each(|benefit| more(&mut self.benefits, benefit as usize, n));
        profile.shifts.iter().for_each(|shift| more(&mut self.shifts, shift as usize, n));
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
