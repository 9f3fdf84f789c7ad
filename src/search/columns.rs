//! What the index holds of each posting: 48 bytes, and numbers of what many postings share.

use super::lexicon::TextNo;
use crate::domain::listing::{BenefitSet, Listing};
use crate::domain::query::WageFloor;
use crate::domain::{JobKind, PostingId, WageUnit, WorkForm, wage};
use jiff::civil::Date;
use std::collections::HashMap;

/// Days since 1970-01-01.
pub(super) type DayNo = i32;

/// "No amount": no wage is that high.
const NONE: u32 = u32::MAX;

pub(super) struct Row {
    pub(super) id: PostingId,
    pub(super) title: TextNo,
    pub(super) employer: TextNo,
    pub(super) district: u32,
    pub(super) division: u32,
    /// Fen in `unit`.
    min_fen: u32,
    max_fen: u32,
    pub(super) posted: DayNo,
    pub(super) valid_until: DayNo,
    pub(super) benefits: BenefitSet,
    pub(super) kind: JobKind,
    pub(super) form: WorkForm,
    unit: Option<WageUnit>,
}

impl Row {
    pub(super) fn new(listing: &Listing<'_>, title: TextNo, employer: TextNo, district: u32, division: u32) -> Self {
        Self {
            id: listing.id,
            title,
            employer,
            district,
            division,
            min_fen: amount(listing.wage_min_fen),
            max_fen: amount(listing.wage_max_fen),
            posted: day_no(listing.posted_on),
            valid_until: day_no(listing.valid_until),
            benefits: listing.benefits,
            kind: listing.job_kind,
            form: listing.work_form,
            unit: listing.wage_unit,
        }
    }

    /// As [`wage::comparable`]: fen a month, for ordering.
    pub(super) fn month(&self) -> Option<i64> {
        let fen = if self.min_fen == NONE { self.max_fen } else { self.min_fen };
        if fen == NONE { None } else { wage::a_month(i64::from(fen), self.unit?) }
    }

    /// As [`wage::passes`].
    pub(super) fn reaches(&self, floor: WageFloor) -> bool {
        self.min_fen != NONE && self.unit.is_some_and(|unit| wage::reaches(i64::from(self.min_fen), unit, floor))
    }
}

/// Amounts beyond 42 million yuan are all the same to a seeker.
fn amount(fen: Option<i64>) -> u32 {
    fen.map_or(NONE, |fen| u32::try_from(fen.max(0)).unwrap_or(NONE - 1).min(NONE - 1))
}

pub(super) fn day_no(date: Date) -> DayNo {
    let since = date.duration_since(Date::constant(1970, 1, 1));
    DayNo::try_from(since.as_hours() / 24).unwrap_or(DayNo::MAX)
}

/// Words that many postings share (districts, divisions), numbered; they are few and are never taken back.
#[derive(Default)]
pub(super) struct Shared {
    numbers: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Shared {
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.words.len() as u32;
        self.words.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }

    pub(super) fn words(&self) -> &[Box<str>] {
        &self.words
    }
}
