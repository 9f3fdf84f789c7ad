//! Calculators: what a person may expect, from rules of the law and from figures that come with the packs. Every result is
//! an estimate, and the screen says so.

use super::fill::{Answers, month};
use crate::domain::content::{Calculation, Calculator};

/// A month of the calendar, for counting: years times twelve and the month from 0.
type Months = i32;

/// The month in which the change of the retirement age began (decision of the
/// Standing Committee of 2024-09-13).
const CHANGE_BEGAN: Months = 2025 * 12;

/// What was calculated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calculated {
    /// The month of retirement, the age then, and by how many months it is later than before the change.
    Retirement { year: i16, month: i8, age_years: u8, age_months: u8, later_months: u8 },
    /// At most so many months.
    Months(u8),
    /// At most so many yuan.
    Yuan(i64),
    /// There is nothing to be expected under these answers.
    Nothing,
}

/// Calculates; `None` while an answer is missing or says nothing.
#[must_use]
pub fn calculate(calculation: &Calculation, answers: &Answers) -> Option<Calculated> {
    let said = |id: &str| answers.get(id).map(|given| given.text().trim()).filter(|text| !text.is_empty());
    let number = |id: &str| said(id)?.parse::<i64>().ok();
    Some(match calculation.calculator {
        Calculator::Retirement => {
            let birth = month(said("birth")?)?;
            retirement(birth.year(), birth.month(), Group::parse(said("group")?)?)
        }
        Calculator::UnemploymentMonths => match unemployment_months(number("years")?) {
            0 => Calculated::Nothing,
            months => Calculated::Months(months),
        },
        Calculator::HiringSubsidy => {
            Calculated::Yuan(number("people")?.saturating_mul(*calculation.figures.get("each")?))
        }
        Calculator::SkillSubsidy => Calculated::Yuan(*calculation.figures.get(said("level")?)?),
    })
}

/// Whose retirement age it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Man,
    /// A woman who would have retired at 55.
    Woman55,
    /// A woman who would have retired at 50.
    Woman50,
}

impl Group {
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "man" => Some(Self::Man),
            "woman_55" => Some(Self::Woman55),
            "woman_50" => Some(Self::Woman50),
            _ => None,
        }
    }

    /// The age before the change, in years; how many months of birth make it one month later; how much later at most.
    const fn rule(self) -> (i32, i32, i32) {
        match self {
            Self::Man => (60, 4, 36),
            Self::Woman55 => (55, 4, 36),
            Self::Woman50 => (50, 2, 60),
        }
    }
}

/// The month of retirement by 渐进式延迟法定退休年龄 (in force since 2025-01-01): each four months (women at 50: two) later
/// that the old month lies, one month more, up to three (five) years.
#[must_use]
pub fn retirement(birth_year: i16, birth_month: i8, group: Group) -> Calculated {
    let (base_years, step, most) = group.rule();
    let old = (i32::from(birth_year) + base_years) * 12 + i32::from(birth_month) - 1;
    let after = old - CHANGE_BEGAN;
    let later = if after >= 0 { (after / step + 1).min(most) } else { 0 };
    let month = old + later;
    let age = base_years * 12 + later;
    Calculated::Retirement {
        year: i16::try_from(month.div_euclid(12)).unwrap_or(i16::MAX),
        month: i8::try_from(month.rem_euclid(12) + 1).unwrap_or(12),
        age_years: u8::try_from(age / 12).unwrap_or(u8::MAX),
        age_months: u8::try_from(age % 12).unwrap_or(0),
        later_months: u8::try_from(later).unwrap_or(u8::MAX),
    }
}

/// How many months 失业金 is paid at most, by full years of contributions (失业保险条例 article 17).
#[must_use]
pub const fn unemployment_months(years: i64) -> u8 {
    match years {
        ..1 => 0,
        1..5 => 12,
        5..10 => 18,
        10.. => 24,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Given;
    use std::collections::BTreeMap;

    #[test]
    fn the_month_of_retirement_is_that_of_the_official_table() {
        use Group::{Man, Woman50, Woman55};
        for (birth, group, later, age, month) in [
            ((1964, 12), Man, 0, (60, 0), (2024, 12)),
            ((1965, 1), Man, 1, (60, 1), (2025, 2)),
            ((1965, 5), Man, 2, (60, 2), (2025, 7)),
            ((1976, 8), Man, 35, (62, 11), (2039, 7)),
            ((1976, 9), Man, 36, (63, 0), (2039, 9)),
            ((1970, 1), Woman55, 1, (55, 1), (2025, 2)),
            ((1971, 4), Woman55, 4, (55, 4), (2026, 8)),
            ((1981, 9), Woman55, 36, (58, 0), (2039, 9)),
            ((1975, 1), Woman50, 1, (50, 1), (2025, 2)),
            ((1975, 3), Woman50, 2, (50, 2), (2025, 5)),
            ((1984, 10), Woman50, 59, (54, 11), (2039, 9)),
            ((1984, 11), Woman50, 60, (55, 0), (2039, 11)),
        ] {
            let (age_years, age_months) = age;
            let (year, of_year) = month;
            let expected = Calculated::Retirement { year, month: of_year, age_years, age_months, later_months: later };
            assert_eq!(retirement(birth.0, birth.1, group), expected, "{birth:?} {group:?}");
        }
    }

    #[test]
    fn unemployment_pay_goes_by_years_of_contributions() {
        for (years, months) in [(0, 0), (1, 12), (4, 12), (5, 18), (9, 18), (10, 24), (40, 24)] {
            assert_eq!(unemployment_months(years), months, "{years}");
        }
    }

    #[test]
    fn figures_come_with_the_pack() {
        let figures = BTreeMap::from([("each".to_owned(), 1_500)]);
        let calculation = Calculation { calculator: Calculator::HiringSubsidy, figures };
        let answers = |people: &str| Answers::from([("people".to_owned(), Given::One(people.to_owned()))]);
        assert_eq!(calculate(&calculation, &answers("3")), Some(Calculated::Yuan(4_500)));
        assert_eq!(calculate(&calculation, &answers("")), None);
    }
}
