//! A report that is handed in (报告、验收材料): which it is, and what it says on the screen before it becomes files.

use super::monitor::{Figure, Span};
use super::tables::preview::TableTrouble;

/// What a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportKind {
    /// A month or a year, for who leads the station.
    #[default]
    Usual,
    /// For those who accept the station (验收): every requirement with whether it is met, and places to sign.
    Acceptance,
}

/// Which report somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportAsked {
    pub year: i16,
    /// One month of it; never with an acceptance.
    pub month: Option<i8>,
    pub kind: ReportKind,
}

impl ReportAsked {
    /// The whole of a year.
    #[must_use]
    pub const fn year(year: i16) -> Self {
        Self { year, month: None, kind: ReportKind::Usual }
    }

    /// The days it is about; the year where there is no such month.
    #[must_use]
    pub fn span(self) -> Span {
        self.month.and_then(|month| Span::month(self.year, month)).unwrap_or(Span::year(self.year))
    }
}

/// A report as the screen shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportShown {
    pub asked: ReportAsked,
    pub figures: Vec<(Figure, u64)>,
    /// Services and records of each month, from January on; empty for one month.
    pub months: Vec<(u64, u64)>,
    pub at_school: bool,
    /// How many entries its list of evidence has.
    pub evidence: u64,
    /// The files on the stick, once it was written there.
    pub written: Vec<String>,
    /// Why it was not.
    pub trouble: Option<TableTrouble>,
}

impl ReportShown {
    #[must_use]
    pub fn count(&self, figure: Figure) -> u64 {
        self.figures.iter().find(|(known, _)| *known == figure).map_or(0, |(_, count)| *count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_of_its_month_or_of_its_year() {
        assert_eq!(ReportAsked::year(2026).span(), Span::year(2026));
        let march = ReportAsked { month: Some(3), ..ReportAsked::year(2026) };
        assert_eq!(Some(march.span()), Span::month(2026, 3));
        assert_eq!(ReportAsked { month: Some(13), ..march }.span(), Span::year(2026));
    }
}
