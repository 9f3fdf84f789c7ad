//! How bright the screen is, and when.

use jiff::civil::Time;

/// What the panel shows: nothing at all, or a picture, and how bright that is where somebody said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Light {
    pub lit: bool,
    /// Out of a hundred.
    pub percent: Option<u8>,
}

/// The least that can be read; less is switched off by the hours.
const LEAST: u8 = 5;

/// How bright the screen is from which time of day on: `80`, or `07:00=100 19:30=40`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brightness(Vec<(Time, u8)>);

impl Brightness {
    /// What counts at a time of day: the last change before it, also one of the day before.
    #[must_use]
    pub fn at(&self, time: Time) -> Option<u8> {
        let before = self.0.iter().rev().find(|(from, _)| *from <= time);
        before.or_else(|| self.0.last()).map(|(_, percent)| *percent)
    }
}

impl std::str::FromStr for Brightness {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let percent = |word: &str| {
            let number = word.trim_end_matches('%').parse().ok();
            number.filter(|percent| (LEAST..=100).contains(percent))
        };
        let change = |word: &str| match word.split_once('=') {
            Some((time, of)) => Some((Time::strptime("%H:%M", time).ok()?, percent(of)?)),
            None => Some((Time::midnight(), percent(word)?)),
        };
        let changes: Option<Vec<_>> = text.split_whitespace().map(change).collect();
        let mut changes = changes.filter(|changes| !changes.is_empty()).ok_or_else(|| {
            format!("`{text}` is no brightness; write a number from {LEAST} to 100, or one from each time on: 07:00=100 19:30=40")
        })?;
        changes.sort_by_key(|(from, _)| *from);
        Ok(Self(changes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brightness_changes_with_the_time_of_day_and_the_last_of_yesterday_holds_until_the_first() {
        let at = |text: &str, hour, minute| text.parse::<Brightness>().unwrap().at(Time::constant(hour, minute, 0, 0));
        assert_eq!(at("80", 3, 0), Some(80));
        let day = "19:30=40 07:00=100%";
        assert_eq!([at(day, 6, 59), at(day, 7, 0), at(day, 19, 29), at(day, 19, 30)], [40, 100, 100, 40].map(Some));
        for wrong in ["", "0", "4", "101", "bright", "25:00=40", "07:00=", "07:00"] {
            assert!(wrong.parse::<Brightness>().unwrap_err().contains("no brightness"), "{wrong}");
        }
    }
}
