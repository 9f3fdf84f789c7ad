//! Living postings: what people report at stations puts a posting in doubt. The employer is then asked whether it stands,
//! and a posting that nobody confirms leaves by its last day, also at a station whose line is dead.

use jiff::{ToSpan as _, civil::Date};

/// Reports that put a posting in doubt: one person may be mistaken.
pub const ENOUGH: u32 = 2;
/// Days a posting in doubt is shown while its employer is asked.
pub const DAYS_TO_CONFIRM: i64 = 3;

/// What is known of a posting's standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubt {
    /// Since the employer last confirmed it.
    pub reports: u32,
    /// The last day it is shown unless it is confirmed; `None` while it is not in doubt.
    pub ends_on: Option<Date>,
    pub confirmed_on: Option<Date>,
}

impl Doubt {
    /// After one more report on this day. Further reports do not put the end off.
    #[must_use]
    pub fn after_report(self, today: Date) -> Self {
        let reports = self.reports.saturating_add(1);
        let end = (reports >= ENOUGH).then(|| today.saturating_add(DAYS_TO_CONFIRM.days()));
        Self { reports, ends_on: self.ends_on.or(end), ..self }
    }

    /// After the employer said on this day that it stands.
    #[must_use]
    pub const fn after_confirmation(self, today: Date) -> Self {
        Self { reports: 0, ends_on: None, confirmed_on: Some(today) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn one_report_is_noted_and_the_second_gives_the_employer_three_days() {
        let once = Doubt::default().after_report(TODAY);
        assert_eq!((once.reports, once.ends_on), (1, None));
        let twice = once.after_report(TODAY);
        assert_eq!(twice.ends_on, Some(date(2026, 11, 25)));
        let again = twice.after_report(date(2026, 11, 24));
        assert_eq!(again.ends_on, Some(date(2026, 11, 25)), "who reports late does not keep it alive");
    }

    #[test]
    fn a_confirmed_posting_begins_anew() {
        let doubted = Doubt::default().after_report(TODAY).after_report(TODAY);
        let confirmed = doubted.after_confirmation(TODAY);
        assert_eq!(confirmed, Doubt { reports: 0, ends_on: None, confirmed_on: Some(TODAY) });
        assert_eq!(confirmed.after_report(TODAY).ends_on, None);
    }
}
