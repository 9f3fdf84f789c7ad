//! Filters, and how many postings each further choice would leave.

use super::columns::Row;
use super::index::Index;
use crate::domain::listing::BenefitSet;
use crate::domain::query::{Facets, Filters, WageFloor};
use crate::domain::{Benefit, JobGroup, JobKind, WorkForm};

// Which conditions a posting fails, as bits.
const GROUP: u8 = 1;
const KIND: u8 = 2;
const FORM: u8 = 4;
const DISTRICT: u8 = 8;
const WAGE: u8 = 16;
const BENEFITS: u8 = 32;

/// The filters of one query, with the districts looked up once.
pub(super) struct Sieve {
    group: Option<JobGroup>,
    kind: Option<JobKind>,
    form: Option<WorkForm>,
    /// For each known district, or each known division, whether it passes.
    districts: Option<Places>,
    floor: Option<WageFloor>,
    benefits: BenefitSet,
    /// No filter at all.
    open: bool,
}

enum Places {
    ByDistrict(Vec<bool>),
    ByDivision(Vec<bool>),
}

impl Sieve {
    pub(super) fn new(filters: &Filters, index: &Index) -> Self {
        let places = |wanted: &String| {
            let passing = |words: &[Box<str>]| words.iter().map(|word| word.starts_with(wanted.as_str())).collect();
            if wanted.bytes().all(|b| b.is_ascii_digit()) {
                Places::ByDivision(passing(index.divisions.words()))
            } else {
                Places::ByDistrict(passing(index.districts.words()))
            }
        };
        Self {
            group: filters.job_group,
            kind: filters.job_kind,
            form: filters.work_form,
            districts: filters.district.as_ref().filter(|d| !d.is_empty()).map(places),
            floor: filters.wage_min,
            benefits: BenefitSet::of(&filters.benefits),
            open: filters.is_empty(),
        }
    }

    /// The conditions that a posting fails; 0 for none.
    pub(super) fn failed(&self, row: &Row) -> u8 {
        if self.open {
            return 0;
        }
        let here = match &self.districts {
            None => true,
            Some(Places::ByDistrict(passes)) => passes.get(row.district as usize).copied().unwrap_or(false),
            Some(Places::ByDivision(passes)) => passes.get(row.division as usize).copied().unwrap_or(false),
        };
        let mut failed = 0;
        for (condition, holds) in [
            (GROUP, self.group.is_none_or(|group| row.kind.group() == group)),
            (KIND, self.kind.is_none_or(|kind| row.kind == kind)),
            (FORM, self.form.is_none_or(|form| row.form == form)),
            (DISTRICT, here),
            (WAGE, self.floor.is_none_or(|floor| row.reaches(floor))),
            (BENEFITS, row.benefits.has_all(self.benefits)),
        ] {
            if !holds {
                failed |= condition;
            }
        }
        failed
    }
}

/// Counts while the postings pass by.
pub(super) struct Counter {
    /// By job, for the groups: added up at the end.
    in_groups: [usize; 128],
    kinds: [usize; 128],
    forms: [usize; 32],
    districts: Vec<usize>,
    /// By each of the three low bytes of the set of benefits, taken apart at the end: a posting has many of them.
    benefits: [[usize; 256]; 3],
}

impl Counter {
    pub(super) fn new(index: &Index) -> Self {
        let districts = vec![0; index.districts.words().len()];
        Self { in_groups: [0; 128], kinds: [0; 128], forms: [0; 32], districts, benefits: [[0; 256]; 3] }
    }

    /// Counts a posting that was found by its words and fails these conditions.
    pub(super) fn count(&mut self, row: &Row, failed: u8) {
        if failed & failed.wrapping_sub(1) != 0 {
            // Two conditions fail: no list counts it.
            return;
        }
        if failed & !GROUP == 0 {
            add(&mut self.in_groups, row.kind as usize);
        }
        if failed & !KIND == 0 {
            add(&mut self.kinds, row.kind as usize);
        }
        if failed & !FORM == 0 {
            add(&mut self.forms, row.form as usize);
        }
        if failed & !DISTRICT == 0 {
            add(&mut self.districts, row.district as usize);
        }
        if failed & !BENEFITS == 0 {
            for (counts, byte) in self.benefits.iter_mut().zip(row.benefits.0.to_le_bytes()) {
                add(counts, usize::from(byte));
            }
        }
    }

    fn with_benefit(&self, benefit: Benefit) -> usize {
        let bytes = BenefitSet::of(&[benefit]).0.to_le_bytes();
        let sums = self.benefits.iter().zip(bytes).map(|(counts, bit)| -> usize {
            let sets = counts.iter().zip(0_u8..=u8::MAX);
            sets.filter(|(_, byte)| byte & bit != 0).map(|(n, _)| *n).sum()
        });
        sums.sum()
    }

    pub(super) fn facets(self, index: &Index) -> Facets {
        let named = index.districts.words().iter().zip(&self.districts);
        let mut districts: Vec<(String, usize)> =
            named.filter(|(name, n)| **n > 0 && !name.is_empty()).map(|(name, n)| (name.to_string(), *n)).collect();
        districts.sort_unstable_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        let mut groups = [0; 32];
        for (kind, n) in JobKind::ALL.iter().copied().chain([JobKind::Other]).zip(self.in_groups) {
            if let Some(count) = groups.get_mut(kind.group() as usize) {
                *count += n;
            }
        }
        Facets {
            job_groups: listed(JobGroup::ALL, JobGroup::Other, &groups),
            job_kinds: listed(JobKind::ALL, JobKind::Other, &self.kinds),
            work_forms: listed(WorkForm::ALL, WorkForm::Other, &self.forms),
            districts,
            benefits: Benefit::ALL.iter().map(|b| (*b, self.with_benefit(*b))).filter(|(_, n)| *n > 0).collect(),
        }
    }
}

fn add(counts: &mut [usize], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

/// Codes with their counts in the order people are shown them, `other` last.
fn listed<T: Copy>(codes: &[T], other: T, counts: &[usize]) -> Vec<(T, usize)> {
    codes.iter().copied().chain([other]).zip(counts.iter().copied()).filter(|(_, n)| *n > 0).collect()
}
