//! How a station is, as it tells its platform now and then: counts, versions and the names of checks that found something. No
//! free text but the names of programs, so that nothing of a person can stand in it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most checks in one report.
pub const MAX_CHECKS: usize = 100;
/// The most places of a program in one report.
pub const MAX_LOGGED: usize = 20;
/// The longest name of a program, a system, a check or a state, in bytes.
pub const MAX_NAME: usize = 80;
/// An answer within so many seconds satisfies (Apdex).
pub const SATISFIED_S: u64 = 3;
/// One within so many is borne; a later one frustrates.
pub const TOLERATED_S: u64 = 12;

/// A report. Whatever a station does not know is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HealthReport {
    /// When it was made, by the station's clock.
    pub at: Timestamp,
    /// The version of the station's program.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub program: String,
    /// What the system calls itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub system: String,
    /// How long the program has been running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_s: Option<u64>,
    /// Entries that wait, and those that were refused and not put right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsent: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<u64>,
    /// For how many hours the oldest of those that wait has waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_h: Option<u32>,
    /// What is free, in millions of bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disk_mb: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_mb: Option<u64>,
    /// The hottest part, in degrees Celsius.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heat_c: Option<i32>,
    /// Whether the printer has paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<bool>,
    /// Touches of the day that broke off before they could count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touch_errors: Option<u32>,
    /// The platform's clock less the machine's, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_off_s: Option<i64>,
    /// How quickly the screen has answered today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<AnswerTimes>,
    /// Checks that found something, the worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<HealthCheck>,
    /// What the program has warned of since its start, the worst and most frequent first: the places in it, and never the words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<Logged>,
}

/// A place of the program that warned, or told of an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// File and line in the program of this version, as `src/runtime/sync.rs:120`.
    pub place: String,
    /// `warn` or `error`.
    pub level: String,
    pub n: u32,
}

/// How long people waited for what they touched, on one day and in one run of the program: each report counts from the
/// beginning of both, so that a report that is lost or comes twice changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AnswerTimes {
    /// The station's day.
    pub day: Date,
    /// When the program was started: names the run.
    pub run: Timestamp,
    /// Answered within [`SATISFIED_S`], within [`TOLERATED_S`], and later.
    pub satisfied: u32,
    pub tolerated: u32,
    pub frustrated: u32,
}

impl AnswerTimes {
    /// The Apdex in thousandths: those who were satisfied, and half of those who bore it. `None` where nobody waited.
    #[must_use]
    pub fn apdex(satisfied: u64, tolerated: u64, frustrated: u64) -> Option<u64> {
        let all = satisfied.saturating_add(tolerated).saturating_add(frustrated);
        satisfied.saturating_mul(1_000).saturating_add(tolerated.saturating_mul(500)).checked_div(all)
    }
}

/// A check that found something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// As `yizhan doctor --json` names it.
    pub check: String,
    /// `note`, `poor` or `bad`.
    pub severity: String,
    pub state: String,
    /// How much, how many, how long; 0 where nothing is counted.
    #[serde(default)]
    pub n: i64,
}

/// The answer: the platform has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HealthTaken {
    /// After so many minutes the next one is wanted; `None`: as the pages say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_minutes: Option<u32>,
}

impl HealthReport {
    /// The first field that cannot be right, if any. Words have to be words of a program: what is typed by people has no way in.
    #[must_use]
    pub fn flaw(&self) -> Option<&'static str> {
        let word = |text: &str| {
            (1..=MAX_NAME).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        let name = |text: &str| text.len() <= MAX_NAME && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
        let known = |severity: &str| matches!(severity, "note" | "poor" | "bad");
        let logged =
            |one: &Logged| name(&one.place) && !one.place.is_empty() && matches!(one.level.as_str(), "warn" | "error");
        let checks = self.checks.iter().all(|one| word(&one.check) && word(&one.state) && known(&one.severity));
        [
            ("program", name(&self.program)),
            ("system", name(&self.system)),
            ("heat_c", self.heat_c.is_none_or(|heat| (-60..=200).contains(&heat))),
            ("log", self.log.len() <= MAX_LOGGED && self.log.iter().all(logged)),
            ("checks", checks && self.checks.len() <= MAX_CHECKS),
        ]
        .into_iter()
        .find_map(|(field, good)| (!good).then_some(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(check: &str, state: &str) -> HealthCheck {
        HealthCheck { check: check.into(), severity: "poor".into(), state: state.into(), n: 3 }
    }

    #[test]
    fn a_report_travels_and_one_of_the_future_is_read_as_far_as_it_is_known() {
        let report = HealthReport {
            program: "0.1.0".into(),
            unsent: Some(3),
            paper: Some(false),
            checks: vec![check("disk", "poor")],
            ..HealthReport::default()
        };
        let text = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<HealthReport>(&text).unwrap(), report);
        assert!(!text.contains("heat_c"), "what is not known is not said: {text}");
        let later = r#"{"at":"2030-01-01T00:00:00Z","humidity":40,"unsent":1}"#;
        assert_eq!(serde_json::from_str::<HealthReport>(later).unwrap().unsent, Some(1));
    }

    #[test]
    fn nothing_that_a_person_typed_has_a_place_in_a_report() {
        assert_eq!(HealthReport::default().flaw(), None);
        let with = |system: &str| HealthReport { system: system.into(), ..HealthReport::default() };
        assert_eq!(with("Debian GNU/Linux 13 (trixie)").flaw(), None);
        assert_eq!(with("测试甲").flaw(), Some("system"));
        assert_eq!(with(&"x".repeat(MAX_NAME + 1)).flaw(), Some("system"));
        let checks = |one| HealthReport { checks: vec![one], ..HealthReport::default() };
        assert_eq!(checks(check("disk", "测试甲")).flaw(), Some("checks"));
        assert_eq!(checks(HealthCheck { severity: "awful".into(), ..check("disk", "poor") }).flaw(), Some("checks"));
        assert_eq!(HealthReport { heat_c: Some(900), ..HealthReport::default() }.flaw(), Some("heat_c"));
    }

    #[test]
    fn half_of_those_who_bore_it_count() {
        assert_eq!(AnswerTimes::apdex(8, 2, 0), Some(900));
        assert_eq!(AnswerTimes::apdex(0, 0, 5), Some(0));
        assert_eq!(AnswerTimes::apdex(0, 0, 0), None);
    }
}
