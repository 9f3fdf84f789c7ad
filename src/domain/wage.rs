//! Comparing wages across units. A comparison is a hint: what people are shown is always the advert's own unit.
//!
//! A month is 21.75 paid days (劳社部发〔2008〕3号), a day 8 hours (劳动法 article 36), a week 5 days, a year 12 months. All
//! comparisons are made in whole numbers, so that equal wages are equal in every unit.

use super::nouns::{Wage, WageExpected, WageUnit};
use super::query::WageFloor;

/// Paid hours in one unit; `None` where a unit has no time in it and compares with nothing.
const fn hours(unit: WageUnit) -> Option<i64> {
    match unit {
        WageUnit::Hour => Some(1),
        WageUnit::Day => Some(8),
        WageUnit::Week => Some(40),
        WageUnit::Month => Some(174),
        WageUnit::Year => Some(2_088),
        WageUnit::Piece | WageUnit::Other => None,
    }
}

/// What an amount comes to in a month, in fen, rounded down; `None` for pay by the piece.
#[must_use]
pub fn a_month(fen: i64, unit: WageUnit) -> Option<i64> {
    let in_a_month = i128::from(fen) * i128::from(hours(WageUnit::Month)?) / i128::from(hours(unit)?);
    i64::try_from(in_a_month).ok()
}

/// What a posting promises at the least, as fen a month: its lower end, or its upper end where it gives no other. For
/// ordering; `None` where it cannot be compared.
#[must_use]
pub fn comparable(wage: &Wage) -> Option<i64> {
    a_month(wage.min_fen.or(wage.max_fen)?, wage.unit?)
}

/// Whether a posting promises at least the floor. The lower end counts: "up to 8000" promises nothing.
#[must_use]
pub fn passes(wage: &Wage, floor: WageFloor) -> bool {
    let (Some(least), Some(unit)) = (wage.min_fen, wage.unit) else { return false };
    reaches(least, unit, floor)
}

/// Whether an amount reaches the floor; never for pay by the piece.
#[must_use]
pub fn reaches(fen: i64, unit: WageUnit, floor: WageFloor) -> bool {
    match (hours(unit), hours(floor.unit)) {
        (Some(of_unit), Some(of_floor)) => {
            i128::from(fen) * i128::from(of_floor) >= i128::from(floor.fen) * i128::from(of_unit)
        }
        _ => false,
    }
}

/// The floor that a person's expectation sets.
#[must_use]
pub fn floor_of(expected: WageExpected) -> WageFloor {
    WageFloor { fen: i64::from(expected.min) * 100, unit: expected.unit }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wage(min: Option<i64>, max: Option<i64>, unit: Option<WageUnit>) -> Wage {
        Wage { min_fen: min, max_fen: max, unit, ..Wage::default() }
    }

    #[test]
    fn a_day_wage_becomes_a_month_of_21_75_days() {
        assert_eq!(a_month(13_000, WageUnit::Day), Some(282_750));
        assert_eq!(a_month(1_500, WageUnit::Hour), Some(261_000));
        assert_eq!(a_month(7_200_000, WageUnit::Year), Some(600_000));
        assert_eq!(a_month(100_000, WageUnit::Week), Some(435_000));
        assert_eq!(a_month(35, WageUnit::Piece), None);
        assert_eq!(a_month(i64::MAX, WageUnit::Hour), None);
    }

    #[test]
    fn the_lower_end_must_reach_the_floor_in_whatever_unit() {
        let floor = WageFloor { fen: 282_750, unit: WageUnit::Month };
        assert!(passes(&wage(Some(13_000), Some(20_000), Some(WageUnit::Day)), floor));
        assert!(!passes(&wage(Some(12_999), Some(20_000), Some(WageUnit::Day)), floor));
        assert!(!passes(&wage(None, Some(800_000), Some(WageUnit::Month)), floor));
        let by_the_hour = WageFloor { fen: 1_625, unit: WageUnit::Hour };
        assert!(passes(&wage(Some(282_750), None, Some(WageUnit::Month)), by_the_hour));
    }

    #[test]
    fn what_cannot_be_compared_does_not_pass() {
        let floor = WageFloor { fen: 1, unit: WageUnit::Month };
        assert!(!passes(&wage(Some(35), Some(35), Some(WageUnit::Piece)), floor));
        assert!(!passes(&wage(Some(500_000), None, None), floor));
        assert!(!passes(&Wage { negotiable: true, ..Wage::default() }, floor));
    }
}
