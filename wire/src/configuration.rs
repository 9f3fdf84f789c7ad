//! What the province sets at one station, as the body of a notice: the last one that is good counts, whole.

use serde::{Deserialize, Serialize};

/// A station's settings. What is missing is as the station's program has it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Configuration {
    /// Names it to people; ascends.
    pub version: u32,
    /// How many millions of bytes the station may send and receive a day (in China). Entries and notices go anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_megabytes: Option<u32>,
    /// How often a station with nothing to do asks for changes, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll_minutes: Option<u32>,
    /// Whether posters and films are fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<bool>,
    /// After how many days the station makes itself a new key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_days: Option<u32>,
    /// The station stands at a school, of which fewer services a year are expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_school: Option<bool>,
    /// Where the province's pages for phones are (`https://jobs.example`): what a code on a slip leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// Entries wait at the station, as they do without a line: an operator looks into a fault. Settings come all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_entries: Option<bool>,
    /// What the station is to do once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
}

/// What is done once, when nobody is at the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Ascends: an order that was carried out, or a later one, is not carried out again.
    pub n: u32,
    pub act: Act,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The kiosk's program begins anew.
    Restart,
    /// The whole machine does.
    Reboot,
    /// The feed is asked for from its beginning; what is here is shown until then.
    Resync,
    /// One of the future: nothing is done.
    #[serde(other)]
    Unknown,
}

/// The longest address of pages: with more, a code becomes too dense for an old phone.
const MAX_PAGES: usize = 60;

fn is_address(pages: &str) -> bool {
    let host = pages.strip_prefix("https://").or_else(|| pages.strip_prefix("http://")).unwrap_or_default();
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '"' | '<' | '>' | '@' | '\\');
    !host.is_empty() && !host.starts_with('/') && pages.len() <= MAX_PAGES && host.chars().all(plain)
}

impl Configuration {
    /// The first field that cannot be right, if any.
    #[must_use]
    pub fn flaw(&self) -> Option<&'static str> {
        let within = |value: Option<u32>, least: u32, most: u32| value.is_none_or(|v| (least..=most).contains(&v));
        [
            ("version", self.version > 0),
            // Less does not carry a day's postings of a county.
            ("daily_megabytes", within(self.daily_megabytes, 1, 1_000_000)),
            // A station that is not heard for longer counts as lost.
            ("poll_minutes", within(self.poll_minutes, 1, 120)),
            ("key_days", within(self.key_days, 1, 3_650)),
            ("order", self.order.is_none_or(|order| order.n > 0)),
            ("pages", self.pages.as_deref().is_none_or(is_address)),
        ]
        .into_iter()
        .find_map(|(field, good)| (!good).then_some(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_that_cannot_be_right_is_named_and_one_of_the_future_is_passed_over() {
        let read = |text: &str| serde_json::from_str::<Configuration>(text).unwrap().flaw();
        assert_eq!(read(r#"{"version": 1, "daily_megabytes": 20, "colour": "red"}"#), None);
        assert_eq!(read(r#"{"version": 0}"#), Some("version"));
        assert_eq!(read(r#"{"version": 2, "daily_megabytes": 0}"#), Some("daily_megabytes"));
        assert_eq!(read(r#"{"version": 2, "poll_minutes": 121}"#), Some("poll_minutes"));
        assert_eq!(read(r#"{"version": 2, "key_days": 0}"#), Some("key_days"));
        assert_eq!(read(r#"{"version": 2, "order": {"n": 0, "act": "reboot"}}"#), Some("order"));
        assert_eq!(read(r#"{"version": 2, "hold_entries": true, "order": {"n": 4, "act": "dance"}}"#), None);
        assert_eq!(read(r#"{"version": 2, "pages": "https://jobs.example/y"}"#), None);
        for bad in ["", "jobs.example", "https://", "https:///p", "https://a b", "javascript:alert(1)", "https://a@b"] {
            assert_eq!(read(&format!(r#"{{"version": 2, "pages": "{bad}"}}"#)), Some("pages"), "{bad}");
        }
    }
}
