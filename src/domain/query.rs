//! What a seeker asks for and what she is shown.

use super::distance::Away;
use super::nouns::{
    Benefit, DivisionCode, JobGroup, JobKind, PostingId, Settlement, Shift, SourceKind, Wage, WageUnit, WorkForm,
};
use jiff::civil::Date;
use std::sync::Arc;

/// A search: words, narrowed by filters. Empty words find everything the filters leave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// Hanzi, pinyin or initials, as typed.
    pub text: String,
    pub filters: Filters,
    pub order: Order,
    /// Where distances are measured from: the station.
    pub here: Option<DivisionCode>,
    pub offset: usize,
    pub limit: usize,
}

/// Conditions that all must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    pub job_group: Option<JobGroup>,
    pub job_kind: Option<JobKind>,
    pub work_form: Option<WorkForm>,
    /// A district as postings word it, or the beginning of one ("长沙市", "长沙市 雨花区"), or a division code's prefix.
    pub district: Option<String>,
    /// Only what is at most so many kilometres from [`Query::here`]; 0 is its own county.
    pub within_km: Option<u16>,
    pub wage_min: Option<WageFloor>,
    /// Only postings that name no amount: the wage is to be agreed on.
    pub negotiable: bool,
    pub benefits: Vec<Benefit>,
    pub settlement: Option<Settlement>,
    pub shift: Option<Shift>,
    /// Only postings that ask for no diploma.
    pub no_diploma: bool,
    /// Only postings that name no highest age below this one.
    pub age: Option<u8>,
    /// Only postings that say disabled people are welcome.
    pub disability_welcome: bool,
    pub source: Option<SourceKind>,
    /// Only what was posted at most so many days ago.
    pub posted_within: Option<u16>,
    /// Only what closes in at most so many days.
    pub closing_within: Option<u16>,
}

impl Filters {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a condition is about, be it to drop it. A list of choices counts under all conditions but those of its own matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    Words,
    JobGroup,
    JobKind,
    WorkForm,
    District,
    Distance,
    /// The least wage, or that it is to be agreed on.
    Wage,
    Benefit(Benefit),
    Settlement,
    Shift,
    NoDiploma,
    Age,
    Disability,
    Source,
    New,
    Closing,
}

/// "At least so much": compared across units by [`crate::domain::wage`]; postings without a comparable wage do not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WageFloor {
    pub fen: i64,
    pub unit: WageUnit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Best match first; among equals the newest.
    #[default]
    Best,
    Newest,
    /// Nearest to [`Query::here`] first, what is somewhere last; the newest of one county first.
    Nearest,
    HighestWage,
}

/// One page of what was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// How many there are in all, exactly.
    pub total: usize,
    pub hits: Vec<Hit>,
    pub facets: Facets,
    /// How many of them do not hold the words as typed, but something that sounds alike or is meant by them.
    pub alike: usize,
    /// Words that were taken for others: as typed, and as meant.
    pub meant: Vec<(String, String)>,
    /// Where nothing is found: how many there would be without each matter that the query is about; zero counts are left out.
    pub without: Vec<(Matter, usize)>,
    /// Where nothing is found and a job was asked for: the jobs nearest to it under the other conditions, the nearest first.
    pub instead: Vec<(JobKind, usize)>,
}

/// A posting as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub id: PostingId,
    pub title: String,
    pub employer: String,
    pub wage: Wage,
    pub district: String,
    pub job_kind: JobKind,
    pub work_form: WorkForm,
    pub benefits: Vec<Benefit>,
    pub headcount: Option<u32>,
    /// How far it is; `None` where that is not asked for or not known.
    pub away: Option<Away>,
    pub posted_on: Date,
    /// When the employer last said that it stands.
    pub confirmed_on: Option<Date>,
    /// People said that it is not as it says.
    pub doubted: bool,
    pub valid_until: Date,
}

/// How many of the postings found would remain under each further choice; zero counts are left out. Each list counts
/// under all filters but its own, so that changing one's mind shows true numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    pub job_groups: Vec<(JobGroup, usize)>,
    pub job_kinds: Vec<(JobKind, usize)>,
    pub work_forms: Vec<(WorkForm, usize)>,
    /// The most frequent first.
    pub districts: Vec<(Arc<str>, usize)>,
    /// Streets and towns of the station's own county, by their codes of 9 digits.
    pub streets: Vec<(Arc<str>, usize)>,
    pub benefits: Vec<(Benefit, usize)>,
    pub settlements: Vec<(Settlement, usize)>,
    pub shifts: Vec<(Shift, usize)>,
    pub sources: Vec<(SourceKind, usize)>,
    pub no_diploma: usize,
    /// At most so many kilometres away, of [`STREET_KM`] where the station's street is known, and of [`DISTANCES_KM`].
    pub distances: Vec<(u16, usize)>,
    /// At least so much, of [`wage_floors`].
    pub wages: Vec<(WageFloor, usize)>,
    pub negotiable: usize,
    /// Open to this age, of [`AGES`]; left out where all are.
    pub ages: Vec<(u8, usize)>,
    pub disability_welcome: usize,
    /// Posted within [`NEW_DAYS`].
    pub newly_posted: usize,
    /// Closing within [`CLOSING_DAYS`].
    pub closing_soon: usize,
}

impl Facets {
    /// How many postings there are of an everyday job.
    #[must_use]
    pub fn offered(&self, kind: JobKind) -> usize {
        self.job_kinds.iter().find(|(known, _)| *known == kind).map_or(0, |(_, count)| *count)
    }
}

/// Distances people think in; 0 is the station's own county.
pub const DISTANCES_KM: &[u16] = &[0, 10, 20, 50, 100];
/// Further ones, for a station of which more is known than its county.
pub const STREET_KM: &[u16] = &[3, 5];
/// Ages at which adverts begin to say no.
pub const AGES: &[u8] = &[40, 45, 50, 55, 60];

/// Floors people think in, in yuan of a unit, ascending. They are counted for each result, so there are few.
#[must_use]
pub const fn wage_floors(unit: WageUnit) -> &'static [i64] {
    match unit {
        WageUnit::Day => &[100, 120, 150, 180, 200, 250, 300, 400, 500],
        WageUnit::Hour => &[15, 18, 20, 22, 25, 30, 35, 40, 50],
        _ => &[3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 10_000, 12_000, 15_000],
    }
}

/// A posting this many days old or less is new.
pub const NEW_DAYS: u16 = 7;
/// A posting that ends in this many days or less is closing.
pub const CLOSING_DAYS: u16 = 7;
