//! Filters as sets of slots, and how many postings each further choice would leave.

use super::columns::{DayNo, Row, counted_floors};
use super::glyphs::{add_to, union};
use super::index::Index;
use super::tally::{Columns, Counts, Tally, Values};
use crate::domain::listing::Slot;
use crate::domain::query::{
    AGES, CLOSING_DAYS, DISTANCES_KM, Facets, Filters, Matter, NEW_DAYS, Query, STREET_KM, WageFloor,
};
use crate::domain::{Benefit, DivisionCode, JobGroup, JobKind, Settlement, Shift, SourceKind, WorkForm};
use roaring::RoaringBitmap;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::Arc;

/// One set of slots for each value that can be chosen. Dead slots stay in: every result is taken from the living.
#[derive(Default)]
pub(super) struct Choices {
    kinds: Sets,
    forms: Sets,
    settlements: Sets,
    sources: Sets,
    benefits: Sets,
    shifts: Sets,
    districts: Sets,
    divisions: Sets,
    no_diploma: RoaringBitmap,
    disability_welcome: RoaringBitmap,
    negotiable: RoaringBitmap,
    /// By how many of [`counted_floors`] a posting reaches.
    floors: Sets,
    /// By how many of [`AGES`] it is open to.
    ages: Sets,
    pub(super) ascending: Ascending,
    pub(super) values: Values,
    ever: usize,
}

/// The floors that are counted.
pub(super) struct Ascending(pub(super) Vec<WageFloor>);

impl Default for Ascending {
    fn default() -> Self {
        Self(counted_floors())
    }
}

/// Sets by the number of their value.
#[derive(Default)]
pub(super) struct Sets(Vec<RoaringBitmap>);

impl Sets {
    fn add(&mut self, value: usize, slot: Slot) {
        if value >= self.0.len() {
            self.0.resize_with(value + 1, RoaringBitmap::new);
        }
        add_to(self.0.get_mut(value), slot);
    }

    pub(super) fn of(&self, value: usize) -> RoaringBitmap {
        self.0.get(value).cloned().unwrap_or_default()
    }

    pub(super) fn any(&self, values: impl Iterator<Item = usize>) -> RoaringBitmap {
        union(values.filter_map(|value| self.0.get(value)))
    }
}

impl Choices {
    pub(super) fn add(&mut self, slot: Slot, row: &Row) {
        self.ever += 1;
        self.values.set(slot, row);
        self.kinds.add(row.kind as usize, slot);
        self.forms.add(row.form as usize, slot);
        self.sources.add(row.source as usize, slot);
        self.districts.add(usize::from(row.district), slot);
        self.divisions.add(usize::from(row.division), slot);
        if let Some(settlement) = row.settlement {
            self.settlements.add(settlement as usize, slot);
        }
        self.floors.add(usize::from(row.floors), slot);
        self.ages.add(usize::from(row.ages), slot);
        let yes_or_no = [
            (row.education.is_none(), &mut self.no_diploma),
            (row.disability_welcome, &mut self.disability_welcome),
            (row.is_negotiable(), &mut self.negotiable),
        ];
        for (_, slots) in yes_or_no.into_iter().filter(|(yes, _)| *yes) {
            slots.insert(slot);
        }
        for benefit in row.benefits.iter() {
            self.benefits.add(benefit as usize, slot);
        }
        for shift in row.shifts.iter() {
            self.shifts.add(shift as usize, slot);
        }
    }

    /// How many postings came in, those that are gone included.
    pub(super) const fn ever(&self) -> usize {
        self.ever
    }

    pub(super) fn kinds(&self, kinds: &[JobKind]) -> RoaringBitmap {
        self.kinds.any(kinds.iter().map(|kind| *kind as usize))
    }

    pub(super) fn benefits(&self, benefits: &[Benefit]) -> RoaringBitmap {
        self.benefits.any(benefits.iter().map(|benefit| *benefit as usize))
    }

    pub(super) fn in_divisions(&self, numbers: impl Iterator<Item = usize>) -> RoaringBitmap {
        self.divisions.any(numbers)
    }

    /// The postings open to an age of [`AGES`], or to any between two of them by their rows.
    fn open_to(&self, age: u8, index: &Index) -> RoaringBitmap {
        let least = AGES.partition_point(|known| *known < age);
        let exact = AGES.get(least) == Some(&age);
        let surely = self.ages.any(least + 1..=AGES.len());
        if exact {
            return surely;
        }
        let looked_at = self.ages.of(least);
        let welcome = |slot: &Slot| index.row(*slot).is_some_and(|row| row.welcomes(age));
        surely | looked_at.into_iter().filter(welcome).collect::<RoaringBitmap>()
    }

    pub(super) const fn districts(&self) -> &Sets {
        &self.districts
    }
}

/// The postings that pass each condition of a query.
pub(super) struct Sieve(Vec<(Matter, RoaringBitmap)>);

impl Sieve {
    pub(super) fn new(query: &Query, index: &Index, today: DayNo) -> Self {
        let filters = &query.filters;
        let near = filters.within_km.zip(query.here.as_ref());
        let Filters { job_group, job_kind, work_form, district, wage_min, benefits, .. } = filters;
        let of = &index.choices;
        let conditions = [
            job_group.map(|group| (Matter::JobGroup, of.kinds(&kinds_of(group)))),
            job_kind.map(|kind| (Matter::JobKind, of.kinds(&[kind]))),
            work_form.map(|form| (Matter::WorkForm, of.forms.of(form as usize))),
            district.as_ref().filter(|d| !d.is_empty()).map(|wanted| (Matter::District, places(wanted, index))),
            near.map(|(km, here)| (Matter::Distance, index.within(here, km))),
            wage_min.map(|floor| (Matter::Wage, index.paid(floor))),
            filters.negotiable.then(|| (Matter::Wage, of.negotiable.clone())),
            filters.settlement.map(|settlement| (Matter::Settlement, of.settlements.of(settlement as usize))),
            filters.shift.map(|shift| (Matter::Shift, of.shifts.of(shift as usize))),
            filters.no_diploma.then(|| (Matter::NoDiploma, of.no_diploma.clone())),
            filters.age.map(|age| (Matter::Age, of.open_to(age, index))),
            filters.disability_welcome.then(|| (Matter::Disability, of.disability_welcome.clone())),
            filters.source.map(|source| (Matter::Source, of.sources.of(source as usize))),
            filters.posted_within.map(|days| (Matter::New, index.posted_within(today, days))),
            filters.closing_within.map(|days| (Matter::Closing, index.closing_within(today, days))),
        ];
        let benefits = benefits.iter().map(|b| (Matter::Benefit(*b), of.benefits.of(*b as usize)));
        Self(conditions.into_iter().flatten().chain(benefits).collect())
    }

    /// The part of `found` that passes all conditions.
    pub(super) fn passed(&self, found: &RoaringBitmap) -> RoaringBitmap {
        self.0.iter().fold(found.clone(), |left, (_, set)| left & set)
    }

    /// The part of `found` that passes all conditions but those on the job.
    pub(super) fn passed_whatever_the_job(&self, found: &RoaringBitmap) -> RoaringBitmap {
        let others = self.0.iter().filter(|(of, _)| !matches!(of, Matter::JobKind | Matter::JobGroup));
        others.fold(found.clone(), |left, (_, set)| left & set)
    }

    /// What a list of one matter counts within: what passes all conditions but those of its own.
    fn base<'p>(&self, matter: Matter, found: &RoaringBitmap, passed: &'p RoaringBitmap) -> Cow<'p, RoaringBitmap> {
        if self.0.iter().all(|(of, _)| !same(*of, matter)) {
            return Cow::Borrowed(passed);
        }
        let others = self.0.iter().filter(|(of, _)| !same(*of, matter));
        Cow::Owned(others.fold(found.clone(), |left, (_, set)| left & set))
    }

    /// How much of `found` would pass without each single condition, where that is anything.
    pub(super) fn without(&self, found: &RoaringBitmap) -> Vec<(Matter, usize)> {
        let left = |dropped: Matter| {
            let others = self.0.iter().filter(|(of, _)| *of != dropped);
            others.fold(found.clone(), |left, (_, set)| left & set).len() as usize
        };
        self.0.iter().map(|(matter, _)| (*matter, left(*matter))).filter(|(_, left)| *left > 0).collect()
    }

    /// Counts each further choice. `found` is what the words find, `passed` what of it passes.
    pub(super) fn facets(
        &self,
        index: &Index,
        (found, passed): (&RoaringBitmap, &RoaringBitmap),
        here: Option<&DivisionCode>,
        today: DayNo,
    ) -> Facets {
        let tally = |set: &RoaringBitmap, which| Tally::new(&Counts::of(index, set, which), &index.choices.values);
        let all = tally(passed, Columns::All);
        let within = |matter| match self.base(matter, found, passed) {
            Cow::Borrowed(_) => Cow::Borrowed(&all),
            Cow::Owned(base) => Cow::Owned(tally(&base, column_of(matter))),
        };
        let count = |matter, set: &RoaringBitmap| set.intersection_len(&self.base(matter, found, passed)) as usize;
        let (groups, kinds, forms) = (within(Matter::JobGroup), within(Matter::JobKind), within(Matter::WorkForm));
        let (benefits, settlements) = (within(Matter::Benefit(Benefit::Other)), within(Matter::Settlement));
        let (shifts, sources) = (within(Matter::Shift), within(Matter::Source));
        let (wages, ages) = (within(Matter::Wage), within(Matter::Age));
        Facets {
            job_groups: counted(JobGroup::ALL, JobGroup::Other, |group| {
                kinds_of(group).iter().map(|kind| at(&groups.kinds, *kind as usize)).sum()
            }),
            job_kinds: counted(JobKind::ALL, JobKind::Other, |kind| at(&kinds.kinds, kind as usize)),
            work_forms: counted(WorkForm::ALL, WorkForm::Other, |form| at(&forms.forms, form as usize)),
            districts: districts(index, &within(Matter::District).districts),
            streets: here.map_or_else(Vec::new, |here| {
                let base = self.base(Matter::District, found, passed);
                let streets = index.streets(here.county()).into_iter();
                let counted = streets.map(|(code, slots)| (code.into(), slots.intersection_len(&base) as usize));
                counted.filter(|(_, n)| *n > 0).collect()
            }),
            benefits: counted(Benefit::ALL, Benefit::Other, |benefit| at(&benefits.benefits, benefit as usize)),
            settlements: counted(Settlement::ALL, Settlement::Other, |s| at(&settlements.settlements, s as usize)),
            shifts: counted(Shift::ALL, Shift::Other, |shift| at(&shifts.shifts, shift as usize)),
            sources: counted(SourceKind::ALL, SourceKind::Other, |source| at(&sources.sources, source as usize)),
            distances: here.map_or_else(Vec::new, |here| {
                let near = |km: &u16| (*km, count(Matter::Distance, &index.within(here, *km)));
                let finer = index.ground.street(here.as_str()).map_or(&[][..], |_| STREET_KM);
                finer.iter().chain(DISTANCES_KM).map(near).filter(|(_, n)| *n > 0).collect()
            }),
            wages: reached(&index.choices.ascending.0, &wages.floors),
            negotiable: count(Matter::Wage, &index.choices.negotiable),
            ages: reached(AGES, &ages.ages),
            disability_welcome: count(Matter::Disability, &index.choices.disability_welcome),
            no_diploma: count(Matter::NoDiploma, &index.choices.no_diploma),
            newly_posted: count(Matter::New, &index.posted_within(today, NEW_DAYS)),
            closing_soon: count(Matter::Closing, &index.closing_within(today, CLOSING_DAYS)),
        }
    }
}

/// Whether two conditions are about one matter; all benefits are one.
fn same(a: Matter, b: Matter) -> bool {
    std::mem::discriminant(&a) == std::mem::discriminant(&b)
}

/// The column that a matter's list is counted from.
const fn column_of(matter: Matter) -> Columns {
    match matter {
        Matter::JobGroup | Matter::JobKind => Columns::Kinds,
        Matter::Wage => Columns::Floors,
        Matter::District => Columns::Districts,
        Matter::Benefit(_) => Columns::Benefits,
        _ => Columns::Conditions,
    }
}

/// How many reach each of some ascending steps, counted by how many of them a posting reaches; without those nobody does.
fn reached<T: Copy>(ascending: &[T], counts: &[usize]) -> Vec<(T, usize)> {
    let reach = |step: usize| counts.iter().skip(step + 1).sum();
    let steps = ascending.iter().enumerate().map(|(step, value)| (*value, reach(step)));
    steps.filter(|(_, n)| *n > 0).collect()
}

fn at(counts: &[usize], value: usize) -> usize {
    counts.get(value).copied().unwrap_or(0)
}

fn kinds_of(group: JobGroup) -> Vec<JobKind> {
    JobKind::ALL.iter().copied().chain([JobKind::Other]).filter(|kind| kind.group() == group).collect()
}

/// By the beginning of a district's words or of a division's code.
fn places(wanted: &str, index: &Index) -> RoaringBitmap {
    let begins = |word: &str| word.starts_with(wanted);
    if wanted.bytes().all(|b| b.is_ascii_digit()) {
        index.choices.divisions.any(index.divisions.fitting(begins))
    } else {
        index.choices.districts.any(index.districts.fitting(begins))
    }
}

fn districts(index: &Index, counts: &[usize]) -> Vec<(Arc<str>, usize)> {
    let named = index.districts.sorted().map(|(number, name)| (name, at(counts, number)));
    let named = named.filter(|(name, count)| !name.is_empty() && *count > 0);
    let mut districts: Vec<(Arc<str>, usize)> = named.map(|(name, count)| (Arc::clone(name), count)).collect();
    // Stable: those of one count stay in the order of their names.
    districts.sort_by_key(|(_, count)| Reverse(*count));
    districts
}

/// Codes with their counts in the order people are shown them, `other` last; without what would leave nothing.
fn counted<T: Copy>(codes: &[T], other: T, count: impl Fn(T) -> usize) -> Vec<(T, usize)> {
    codes.iter().copied().chain([other]).map(|code| (code, count(code))).filter(|(_, n)| *n > 0).collect()
}
