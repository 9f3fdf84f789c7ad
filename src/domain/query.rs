//! What a seeker asks for and what she is shown.

use super::nouns::{Benefit, JobGroup, JobKind, PostingId, Settlement, Shift, SourceKind, Wage, WageUnit, WorkForm};
use jiff::civil::Date;

/// A search: words, narrowed by filters. Empty words find everything the filters leave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// Hanzi, pinyin or initials, as typed.
    pub text: String,
    pub filters: Filters,
    pub order: Order,
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
    pub wage_min: Option<WageFloor>,
    pub benefits: Vec<Benefit>,
    pub settlement: Option<Settlement>,
    pub shift: Option<Shift>,
    /// Only postings that ask for no diploma.
    pub no_diploma: bool,
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
    Wage,
    Benefit(Benefit),
    Settlement,
    Shift,
    NoDiploma,
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
    pub posted_on: Date,
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
    pub districts: Vec<(String, usize)>,
    pub benefits: Vec<(Benefit, usize)>,
    pub settlements: Vec<(Settlement, usize)>,
    pub shifts: Vec<(Shift, usize)>,
    pub sources: Vec<(SourceKind, usize)>,
    pub no_diploma: usize,
    /// Posted within [`NEW_DAYS`].
    pub newly_posted: usize,
    /// Closing within [`CLOSING_DAYS`].
    pub closing_soon: usize,
}

/// A posting this many days old or less is new.
pub const NEW_DAYS: u16 = 7;
/// A posting that ends in this many days or less is closing.
pub const CLOSING_DAYS: u16 = 7;
