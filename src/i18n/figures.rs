//! Dates, ages of things and money as people say them.

use super::words::Words;
use crate::domain::{Wage, WageUnit};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// A wage in two pieces, because the amount is the largest thing on a posting and the unit stands small beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WageText {
    /// `4000–6000`, `约 4500`, `工资面议`.
    pub amount: String,
    /// `元/月`, `元/天起`; empty where the amount says it all.
    pub unit: String,
}

impl std::fmt::Display for WageText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.unit.is_empty() { f.write_str(&self.amount) } else { write!(f, "{} {}", self.amount, self.unit) }
    }
}

const MINUTE_SECS: i64 = 60;
const HOUR_SECS: i64 = 60 * MINUTE_SECS;
const DAY_SECS: i64 = 24 * HOUR_SECS;

impl Words {
    /// What there is of some words, with a dot between.
    #[must_use]
    pub fn joined(self, parts: &[&str]) -> String {
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("·")
    }

    /// A day, with its year only where it is not this year's: 11月22日.
    #[must_use]
    pub fn date(self, date: Date, today: Date) -> String {
        let (month, day) = (i64::from(date.month()), i64::from(date.day()));
        if date.year() == today.year() {
            self.date_in_year(month, day)
        } else {
            // The argument order of a made function is that of the Chinese text.
            self.date_with_year(i64::from(date.year()), month, day)
        }
    }

    /// A day near today by its name, others by their date: 今天, 昨天, 11月20日.
    #[must_use]
    pub fn near_date(self, date: Date, today: Date) -> String {
        match date.since(today).map(|span| span.get_days()) {
            Ok(0) => self.today().to_owned(),
            Ok(1) => self.tomorrow().to_owned(),
            Ok(-1) => self.yesterday().to_owned(),
            _ => self.date(date, today),
        }
    }

    /// A moment on the local clock, to the minute: 今天 09:05, 11月20日 16:40.
    #[must_use]
    pub fn moment(self, at: DateTime, today: Date) -> String {
        let time = format!("{:02}:{:02}", at.hour(), at.minute());
        self.date_and_time(&self.near_date(at.date(), today), &time)
    }

    /// How long ago something was, in the largest unit that fits: 5 分钟前. What lies ahead of the clock is "just now",
    /// because a clock that was put back must not make people read nonsense.
    #[must_use]
    pub fn ago(self, then: Timestamp, now: Timestamp) -> String {
        match now.as_second().saturating_sub(then.as_second()) {
            secs if secs < MINUTE_SECS => self.ago_moment().to_owned(),
            secs if secs < HOUR_SECS => self.ago_minutes(secs / MINUTE_SECS),
            secs if secs < DAY_SECS => self.ago_hours(secs / HOUR_SECS),
            secs => self.ago_days(secs / DAY_SECS),
        }
    }

    /// A span of time in its largest unit, at least one minute: 15 分钟.
    #[must_use]
    pub fn lasting(self, secs: i64) -> String {
        match secs {
            secs if secs < HOUR_SECS => self.lasting_minutes((secs + MINUTE_SECS - 1).div_euclid(MINUTE_SECS).max(1)),
            secs if secs < DAY_SECS => self.lasting_hours(secs / HOUR_SECS),
            secs => self.lasting_days(secs / DAY_SECS),
        }
    }

    /// Fen as yuan: 4500元, 18.5元.
    #[must_use]
    pub fn money(self, fen: i64) -> String {
        self.money_yuan(&yuan(fen))
    }

    /// A posting's wage in its own unit.
    #[must_use]
    pub fn wage(self, wage: &Wage) -> WageText {
        let unit = wage.unit.unwrap_or(WageUnit::Other);
        let per = self.wage_per(unit);
        let (amount, unit_text) = match (wage.min_fen, wage.max_fen) {
            (Some(min), Some(max)) if min == max => (yuan(min), per.to_owned()),
            (Some(min), Some(max)) => (format!("{}–{}", yuan(min), yuan(max)), per.to_owned()),
            (Some(min), None) => (yuan(min), self.wage_from(per)),
            (None, Some(max)) => (self.wage_up_to(&yuan(max)), per.to_owned()),
            (None, None) => return self.wage_without_amount(wage),
        };
        // What one piece is (件, 单, 平方) stands only in the advert's own words.
        if unit == WageUnit::Piece && !wage.text.is_empty() {
            return WageText { amount: wage.text.clone(), unit: String::new() };
        }
        let amount = if wage.approximate { self.wage_about(&amount) } else { amount };
        let unit = match wage.months_a_year {
            Some(months) if months != 12 => self.wage_months(&unit_text, i64::from(months)),
            _ => unit_text,
        };
        WageText { amount, unit }
    }

    fn wage_without_amount(self, wage: &Wage) -> WageText {
        let amount = if wage.negotiable {
            self.wage_negotiable().to_owned()
        } else if wage.unit == Some(WageUnit::Piece) {
            self.wage_piecework().to_owned()
        } else if wage.text.is_empty() {
            self.wage_unsaid().to_owned()
        } else {
            wage.text.clone()
        };
        WageText { amount, unit: String::new() }
    }
}

/// Fen as the figure people write: no grouping, no empty decimals.
fn yuan(fen: i64) -> String {
    let (whole, rest) = (fen / 100, (fen % 100).abs());
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        rest => format!("{whole}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn wage(min: Option<i64>, max: Option<i64>, unit: WageUnit) -> Wage {
        Wage { min_fen: min, max_fen: max, unit: Some(unit), ..Wage::default() }
    }

    #[test]
    fn wages_are_said_in_their_own_unit() {
        let words = Words::of(Language::Chinese);
        let said = |w: &Wage| words.wage(w).to_string();
        assert_eq!(said(&wage(Some(400_000), Some(600_000), WageUnit::Month)), "4000–6000 元/月");
        assert_eq!(said(&wage(Some(1_850), Some(1_850), WageUnit::Hour)), "18.5 元/小时");
        assert_eq!(said(&wage(Some(20_000), None, WageUnit::Day)), "200 元/天起");
        assert_eq!(said(&wage(None, Some(600_000), WageUnit::Month)), "最高 6000 元/月");
        let about = Wage { approximate: true, ..wage(Some(450_000), Some(450_000), WageUnit::Month) };
        assert_eq!(said(&about), "约 4500 元/月");
        let thirteen = Wage { months_a_year: Some(13), ..wage(Some(1_500_000), Some(1_500_000), WageUnit::Month) };
        assert_eq!(said(&thirteen), "15000 元/月 · 13薪");
        let piece = Wage { text: "0.35元/件".into(), ..wage(Some(35), Some(35), WageUnit::Piece) };
        assert_eq!(said(&piece), "0.35元/件");
        assert_eq!(said(&Wage { negotiable: true, ..Wage::default() }), "工资面议");
        assert_eq!(said(&Wage::default()), "工资没写明");
    }

    #[test]
    fn days_are_said_by_name_when_near() {
        let words = Words::of(Language::Chinese);
        let today = jiff::civil::date(2026, 1, 1);
        assert_eq!(words.near_date(today, today), "今天");
        assert_eq!(words.near_date(jiff::civil::date(2025, 12, 31), today), "昨天");
        assert_eq!(words.near_date(jiff::civil::date(2025, 12, 1), today), "2025年12月1日");
        assert_eq!(words.near_date(jiff::civil::date(2026, 11, 22), today), "11月22日");
        assert_eq!(Words::of(Language::English).date(jiff::civil::date(2025, 11, 22), today), "22 November 2025");
        assert_eq!(words.moment(jiff::civil::date(2026, 1, 1).at(9, 5, 59, 0), today), "今天 09:05");
    }

    #[test]
    fn ages_use_the_largest_unit_and_a_clock_put_back_says_just_now() {
        let words = Words::of(Language::Chinese);
        let now = Timestamp::from_second(1_000_000).unwrap();
        let said = |secs: i64| words.ago(Timestamp::from_second(1_000_000 - secs).unwrap(), now);
        assert_eq!(said(59), "刚刚");
        assert_eq!(said(-500), "刚刚");
        assert_eq!(said(60), "1 分钟前");
        assert_eq!(said(2 * 3600 + 5), "2 小时前");
        assert_eq!(said(2 * 86_400), "2 天前");
        assert_eq!(
            Words::of(Language::English).ago(Timestamp::from_second(1_000_000 - 60).unwrap(), now),
            "1 minute ago"
        );
        assert_eq!(words.lasting(1), "1 分钟");
        assert_eq!(words.lasting(15 * 60), "15 分钟");
    }
}
