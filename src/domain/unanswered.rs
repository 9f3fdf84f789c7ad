//! Searches that found nothing, counted for the province: what people look for and nobody offers.
//!
//! Of a search only what cannot say who she is goes into the count: never what she typed (some type their own name or ID
//! number), but the job that the words are a known name of; never where she lives, but the district she chose to look in.

use super::nouns::{JobKind, MAX_SEARCH_COUNTS, SearchCount, SearchMatter, SearchReport};
use super::query::{Matter, Query};
use super::vocabulary;
use jiff::civil::Date;
use std::cmp::Reverse;

/// What a search that found nothing counts as.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unanswered {
    pub job_kind: Option<JobKind>,
    /// As postings word it.
    pub district: Option<String>,
    pub matter: Option<SearchMatter>,
}

impl Unanswered {
    /// What a query counts as; `without` says how many there would be without each of its matters.
    #[must_use]
    pub fn of(query: &Query, without: &[(Matter, usize)]) -> Self {
        let in_words = || query.text.split_whitespace().find_map(vocabulary::job_kind);
        Self {
            job_kind: query.filters.job_kind.or_else(in_words),
            district: query.filters.district.clone(),
            matter: without.iter().min_by_key(|(_, left)| Reverse(*left)).map(|(matter, _)| code(*matter)),
        }
    }
}

const fn code(matter: Matter) -> SearchMatter {
    match matter {
        Matter::Words => SearchMatter::Words,
        Matter::JobGroup => SearchMatter::JobGroup,
        Matter::JobKind => SearchMatter::JobKind,
        Matter::WorkForm => SearchMatter::WorkForm,
        Matter::District => SearchMatter::District,
        Matter::Distance => SearchMatter::Distance,
        Matter::Wage => SearchMatter::Wage,
        Matter::Age => SearchMatter::Age,
        Matter::Disability => SearchMatter::Disability,
        Matter::Benefit(_) => SearchMatter::Benefit,
        Matter::Settlement => SearchMatter::Settlement,
        Matter::Shift => SearchMatter::Shift,
        Matter::NoDiploma => SearchMatter::NoDiploma,
        Matter::Source => SearchMatter::Source,
        Matter::New => SearchMatter::New,
        Matter::Closing => SearchMatter::Closing,
    }
}

/// The report of a day: the most frequent first, and what does not fit into it in a line without particulars.
#[must_use]
pub fn report(day: Date, mut counts: Vec<(Unanswered, u32)>) -> SearchReport {
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let rest = counts.split_off(counts.len().min(MAX_SEARCH_COUNTS - 1));
    let rest = rest.iter().fold(0_u32, |all, (_, count)| all.saturating_add(*count));
    counts.extend((rest > 0).then(|| (Unanswered::default(), rest)));
    let line = |(what, count): (Unanswered, u32)| {
        let Unanswered { job_kind, district, matter } = what;
        SearchCount { job_kind, district, matter, count }
    };
    SearchReport { day, unanswered: counts.into_iter().map(line).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::Filters;
    use jiff::civil::date;

    fn typed(text: &str) -> Query {
        Query { text: text.into(), ..Query::default() }
    }

    #[test]
    fn a_known_name_of_a_job_is_counted_as_the_job_and_other_words_as_nothing() {
        assert_eq!(Unanswered::of(&typed("长沙 门卫"), &[]).job_kind, Some(JobKind::SecurityGuard));
        for private in ["测试甲", "430102199001011234", "13800000001", "zhangsan"] {
            assert_eq!(Unanswered::of(&typed(private), &[]), Unanswered::default(), "{private}");
        }
    }

    #[test]
    fn the_condition_in_the_way_is_the_one_without_which_there_is_most() {
        let filters =
            Filters { job_kind: Some(JobKind::Cook), district: Some("长沙市".into()), ..Filters::default() };
        let query = Query { filters, ..typed("焊工") };
        let without = [(Matter::Words, 2), (Matter::District, 9), (Matter::JobKind, 9)];
        let counted = Unanswered::of(&query, &without);
        assert_eq!((counted.job_kind, counted.matter), (Some(JobKind::Cook), Some(SearchMatter::District)));
        assert_eq!(counted.district.as_deref(), Some("长沙市"));
    }

    #[test]
    fn a_report_of_a_long_day_counts_everything_and_stays_short() {
        let what = |n: usize| Unanswered { district: Some(format!("测试市 {n}")), ..Unanswered::default() };
        let counts = (0..1_000).map(|n| (what(n), if n == 999 { 7 } else { 1 })).collect();
        let report = report(date(2026, 11, 22), counts);
        assert_eq!(report.unanswered.len(), MAX_SEARCH_COUNTS);
        assert_eq!(report.unanswered.iter().map(|line| line.count).sum::<u32>(), 1_006);
        assert_eq!(report.unanswered[0].count, 7);
    }
}
