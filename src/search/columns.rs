//! What the index holds of each posting: 56 bytes, and numbers of what many postings share.

use super::written::TextNo;
use crate::domain::listing::{BenefitSet, Listing, ShiftSet};
use crate::domain::query::{AGES, WageFloor, wage_floors};
use crate::domain::{Education, JobKind, PostingId, Settlement, SourceKind, WageUnit, WorkForm, wage};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

/// Days since 1970-01-01.
pub(super) type DayNo = i32;

/// "No highest age": nobody is that old.
const NO_AGE: u8 = u8::MAX;
/// "No amount": no wage is that high.
const NONE: u32 = u32::MAX;

pub(super) struct Row {
    pub(super) id: PostingId,
    pub(super) title: TextNo,
    pub(super) employer: TextNo,
    pub(super) district: u16,
    pub(super) division: u16,
    /// Fen in `unit`.
    min_fen: u32,
    max_fen: u32,
    pub(super) posted: DayNo,
    pub(super) valid_until: DayNo,
    pub(super) benefits: BenefitSet,
    pub(super) shifts: ShiftSet,
    pub(super) kind: JobKind,
    pub(super) form: WorkForm,
    pub(super) settlement: Option<Settlement>,
    pub(super) education: Option<Education>,
    pub(super) source: SourceKind,
    unit: Option<WageUnit>,
    /// The highest age that is named; [`NO_AGE`] where none is.
    age_max: u8,
    /// How many of the counted floors its wage reaches, and of the counted ages it is open to.
    pub(super) floors: u8,
    pub(super) ages: u8,
    pub(super) disability_welcome: bool,
}

impl Row {
    pub(super) fn new(
        listing: &Listing<'_>,
        (title, employer): (TextNo, TextNo),
        (district, division): (u16, u16),
        ascending: &[WageFloor],
    ) -> Self {
        let mut row = Self {
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
            shifts: listing.shifts,
            kind: listing.job_kind,
            form: listing.work_form,
            settlement: listing.settlement,
            education: listing.education,
            source: listing.source,
            unit: listing.wage_unit,
            age_max: listing.age_max.unwrap_or(NO_AGE),
            disability_welcome: listing.disability_welcome,
            floors: 0,
            ages: 0,
        };
        // Whoever reaches a floor reaches those below it.
        row.floors = ascending.partition_point(|floor| row.reaches(*floor)) as u8;
        row.ages = AGES.partition_point(|age| row.welcomes(*age)) as u8;
        row
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

impl Row {
    pub(super) const fn is_negotiable(&self) -> bool {
        self.min_fen == NONE && self.max_fen == NONE
    }

    /// Whether somebody of this age need not stop reading.
    pub(super) const fn welcomes(&self, age: u8) -> bool {
        self.age_max >= age
    }
}

/// The floors that are counted, in every unit, the lowest first.
pub(super) fn counted_floors() -> Vec<WageFloor> {
    let of = |unit| wage_floors(unit).iter().map(move |yuan| WageFloor { fen: yuan * 100, unit });
    let mut floors: Vec<WageFloor> =
        [WageUnit::Month, WageUnit::Day, WageUnit::Hour].into_iter().flat_map(of).collect();
    floors.sort_by(|a, b| {
        // Whichever the other reaches is the lower one.
        let reaches = |a: &WageFloor, b: &WageFloor| wage::reaches(a.fen, a.unit, *b);
        reaches(a, b).cmp(&reaches(b, a))
    });
    floors
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
    numbers: HashMap<Box<str>, u16>,
    words: Vec<Arc<str>>,
    /// All words, a line each, and where each line ends: a part is looked for in all of them at once.
    lines: String,
    ends: Vec<u32>,
    /// The numbers in the order of their words.
    sorted: OnceCell<Vec<u16>>,
}

impl Shared {
    /// The 65,536th word and those behind it share a number; China has some 3,000 districts.
    pub(super) fn number(&mut self, word: &str) -> u16 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let Ok(number) = u16::try_from(self.words.len()) else { return u16::MAX };
        self.sorted = OnceCell::new();
        self.words.push(word.into());
        self.lines.push_str(word);
        self.lines.push('\n');
        self.ends.push(u32::try_from(self.lines.len()).unwrap_or(u32::MAX));
        self.numbers.insert(word.into(), number);
        number
    }

    /// The words by their numbers.
    pub(super) fn words(&self) -> &[Arc<str>] {
        &self.words
    }

    /// The words in their order, with their numbers.
    pub(super) fn sorted(&self) -> impl Iterator<Item = (usize, &Arc<str>)> {
        let sorted = self.sorted.get_or_init(|| {
            let mut numbers: Vec<u16> = (0..).take(self.words.len()).collect();
            numbers.sort_unstable_by_key(|number| self.words.get(usize::from(*number)));
            numbers
        });
        let word = |number: &u16| Some((usize::from(*number), self.words.get(usize::from(*number))?));
        sorted.iter().filter_map(word)
    }

    /// The numbers of the words that hold a part, which is no empty one.
    pub(super) fn holding(&self, part: &str) -> Vec<usize> {
        let found = memchr::memmem::find_iter(self.lines.as_bytes(), part);
        let mut numbers: Vec<usize> = found.map(|at| self.ends.partition_point(|end| *end as usize <= at)).collect();
        numbers.dedup();
        numbers
    }

    /// The numbers of the words that fit.
    pub(super) fn fitting(&self, fits: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().filter(move |(_, word)| fits(word)).map(|(number, _)| number)
    }
}
