//! What a station shows while nobody uses it: posters and films of employers, each with the days and hours in which it is
//! shown, and the posting that a touch opens. The same films stand behind things of a shelf, to be watched.

use super::Said;
use crate::ids::PostingId;
use crate::media::MediaRef;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// How long a poster stands where its pack does not say, in seconds.
pub const USUAL_SECONDS: u32 = 12;
/// The shortest and the longest that one may stand.
pub const SECONDS: std::ops::RangeInclusive<u32> = 3..=120;

/// The body of a pack of what is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Playlist {
    /// In the order in which they are shown.
    pub shows: Vec<Show>,
}

/// A poster, a film, or a film with the poster that stands for it where no film can be played.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Show {
    pub id: String,
    /// What stands beside the picture, and what is read aloud of it.
    pub title: Said,
    #[serde(default)]
    pub line: Said,
    /// A touch opens it; once it is no longer open, the show is not shown either.
    #[serde(default)]
    pub posting: Option<PostingId>,
    #[serde(default)]
    pub poster: Option<MediaRef>,
    #[serde(default)]
    pub film: Option<Film>,
    /// How long the poster stands.
    #[serde(default)]
    pub seconds: Option<u32>,
    /// Its first and last day.
    #[serde(default)]
    pub from: Option<Date>,
    #[serde(default)]
    pub until: Option<Date>,
    /// Days of the week, Monday is 1; all where none is named.
    #[serde(default)]
    pub weekdays: Vec<i8>,
    /// Hours of the day; all where none is named.
    #[serde(default)]
    pub hours: Vec<Hours>,
    /// Hours in which the film is heard; in none where none is named.
    #[serde(default)]
    pub sound: Vec<Hours>,
}

impl Show {
    /// Whether it is shown at this local moment.
    #[must_use]
    pub fn is_on(&self, now: DateTime) -> bool {
        let day = now.date();
        let weekday = day.weekday().to_monday_one_offset();
        self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| until >= day)
            && (self.weekdays.is_empty() || self.weekdays.contains(&weekday))
            && (self.hours.is_empty() || self.hours.iter().any(|hours| hours.hold(now.time())))
    }

    /// Whether its film is heard at this local moment.
    #[must_use]
    pub fn is_heard(&self, now: DateTime) -> bool {
        self.sound.iter().any(|hours| hours.hold(now.time()))
    }
}

/// A film, and what is said in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Film {
    #[serde(flatten)]
    pub medium: MediaRef,
    /// WebVTT or SubRip, UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitles: Option<MediaRef>,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitles_en: Option<MediaRef>,
    /// How long it is, for who chooses what to watch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// Hours of a day, in JSON `"08:00-18:30"`. The end is not among them; one that lies before the beginning is of the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours {
    pub from: Time,
    pub to: Time,
}

impl Hours {
    #[must_use]
    pub fn hold(self, time: Time) -> bool {
        if self.from < self.to { (self.from..self.to).contains(&time) } else { time >= self.from || time < self.to }
    }
}

impl std::str::FromStr for Hours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let time = |part: &str| -> Option<Time> {
            let (hour, minute) = part.split_once(':')?;
            // Midnight at the end of a day is written as people write it.
            let hour = hour.parse::<i8>().ok().map(|hour| if hour == 24 { 0 } else { hour })?;
            Time::new(hour, minute.parse().ok()?, 0, 0).ok()
        };
        let hours = text.split_once('-').and_then(|(from, to)| Some(Self { from: time(from)?, to: time(to)? }));
        hours.ok_or_else(|| format!("`{text}` is no span of hours; write one as 08:00-18:30"))
    }
}

impl TryFrom<String> for Hours {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.to_string()
    }
}

impl std::fmt::Display for Hours {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn show(more: &str) -> Show {
        let text = format!(
            r#"{{"id": "a", "title": "招工", "poster": {{"sha256": "{}", "bytes": 3, "type": "image/png"}}{more}}}"#,
            crate::MediaHash::of(b"one")
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_show_is_on_in_its_days_and_hours_and_heard_in_fewer() {
        let one = show(
            r#", "from": "2026-11-20", "until": "2026-11-30", "weekdays": [1, 2, 3, 4, 5],
               "hours": ["08:00-12:00", "14:00-18:30"], "sound": ["09:00-10:00"]"#,
        );
        let at = |day: i8, hour: i8, minute: i8| date(2026, 11, day).at(hour, minute, 0, 0);
        // The 23rd is a Monday.
        assert!(one.is_on(at(23, 8, 0)) && one.is_on(at(23, 18, 29)) && one.is_on(at(30, 9, 0)));
        assert!(!one.is_on(at(23, 12, 0)) && !one.is_on(at(23, 18, 30)), "the end of a span is not in it");
        assert!(!one.is_on(at(22, 9, 0)), "a Sunday");
        assert!(!one.is_on(at(19, 9, 0)) && !one.is_on(date(2026, 12, 1).at(9, 0, 0, 0)));
        assert!(one.is_heard(at(23, 9, 30)) && !one.is_heard(at(23, 10, 0)));
        assert!(!show("").is_heard(at(23, 9, 30)), "what says nothing of sound is silent");
    }

    #[test]
    fn hours_may_go_over_midnight() {
        let night: Hours = "20:00-06:00".parse().unwrap();
        let time = |hour| Time::new(hour, 0, 0, 0).unwrap();
        assert!(night.hold(time(23)) && night.hold(time(5)) && !night.hold(time(6)) && !night.hold(time(12)));
        let evening: Hours = "18:00-24:00".parse().unwrap();
        assert!(evening.hold(time(23)) && !evening.hold(time(0)));
        for wrong in ["8", "08:00", "08:00-25:00", "a-b"] {
            assert!(wrong.parse::<Hours>().is_err(), "{wrong}");
        }
    }
}
