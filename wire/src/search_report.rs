//! What people looked for at a station on one day and did not find, counted: no person, no words she typed.

use crate::codes::{JobKind, SearchMatter};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of [`SearchReport`] that this build writes.
pub const SEARCH_REPORT_VERSION: u16 = 1;
/// The most lines in one report; what is rarer is counted in one line that says neither job nor place nor condition.
pub const MAX_SEARCH_COUNTS: usize = 150;

/// The searches of one day that found nothing. It is about nobody: its entry's subject is fresh and never used again.
///
/// Small counts stand as they are and are not hidden, as they must be where people are counted: a line says that somebody
/// who stood before a public machine was shown no posting. Whoever knows that she was there learns nothing about her that
/// the line adds, and 1 is what the province wants to know: a job looked for where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchReport {
    /// The station's day, by its clock, which may be wrong.
    pub day: Date,
    pub unanswered: Vec<SearchCount>,
}

/// How often one thing was looked for in vain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchCount {
    /// The everyday job that was chosen, or that the words are a known name of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_kind: Option<JobKind>,
    /// The district that was chosen, as postings word it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// The condition without which most would have been found; none where no single one was in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<SearchMatter>,
    /// At least 1.
    pub count: u32,
}
