//! Dates as files write them.

use jiff::civil::Date;

/// A date by its first figures: "2025-05-18", "2025/5/18 09:00", "2025年5月18日", "20250518", RFC 3339. A month ("2025-05")
/// is its first day, a year its first. `None` for what is no date; a run like "2025518" could be two days and is none.
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let figures: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).take_while(|part| !part.is_empty()).take(3).collect();
    let number = |at: usize| figures.get(at).and_then(|part| part.parse::<i16>().ok());
    let (year, month, day) = match *figures.as_slice() {
        [whole] if whole.len() == 8 => {
            (whole.get(..4)?.parse().ok()?, whole.get(4..6)?.parse().ok()?, whole.get(6..)?.parse().ok()?)
        }
        [year, ..] if year.len() == 4 => (number(0)?, number(1).unwrap_or(1), number(2).unwrap_or(1)),
        _ => return None,
    };
    if !(1990..2100).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_files_write_them() {
        for text in ["2025-05-18", "2025/5/18 09:00", "2025.5.18", "2025年5月18日", "20250518", "2025-05-18T10:00:00+08:00"] {
            assert_eq!(parse(text), Some(date(2025, 5, 18)), "{text}");
        }
        assert_eq!(parse("2025-05"), Some(date(2025, 5, 1)));
        assert_eq!(parse("2025"), Some(date(2025, 1, 1)));
        for text in ["2025518", "202558", "昨天", "", "2025-13-01", "2025-02-30", "18-05-2025", "0000-00-00", "99999999"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
