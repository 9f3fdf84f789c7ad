//! How stations say they are: marks on their tiles, versions over all of them, and one station's report with its last hours and
//! how quickly its screen answered.

use super::grid::Shown;
use crate::core::health::{AnsweredDay, Concern, HealthSeen};
use crate::words::Words;
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::BTreeMap;
use yizhan_wire::health::{AnswerTimes, HealthCheck, HealthReport, Logged};

/// Versions that are shown by themselves; a fleet has two or three.
const VERSIONS: usize = 8;
/// Hours and days of one station that are shown.
const HOURS: usize = 24;
const DAYS: usize = 14;

/// What a station's report says that somebody should see to, as marks.
pub fn marks(words: Words, seen: Option<&HealthSeen>, at: Timestamp) -> Markup {
    let concerns = seen.map_or_else(Vec::new, |seen| seen.concerns(at));
    html! {
        @if !concerns.is_empty() {
            span.marks {
                // Paper has a mark of its own, of stations that send no report, too.
                @for concern in concerns.iter().filter(|concern| **concern != Concern::NoPaper) {
                    span.mark { (words.code("concern", concern.as_str())) }
                }
            }
        }
    }
}

/// The version of a station's program, small.
pub fn version(words: Words, seen: Option<&HealthSeen>) -> Markup {
    let version = seen.map_or("", |seen| seen.report.program.as_str());
    html! { @if !version.is_empty() { small { (words.text("cockpit-version", "version", version)) } } }
}

/// How many stations run which version, and how many have which concern.
pub fn sums_ui(words: Words, here: &[Shown], at: Timestamp) -> Markup {
    let mut versions: BTreeMap<&str, u64> = BTreeMap::new();
    let mut concerns: BTreeMap<Concern, u64> = BTreeMap::new();
    for seen in here.iter().filter_map(|station| station.health.as_ref()) {
        *versions.entry(seen.report.program.as_str()).or_default() += 1;
        for concern in seen.concerns(at).into_iter().filter(|concern| *concern != Concern::NoPaper) {
            *concerns.entry(concern).or_default() += 1;
        }
    }
    let mut versions: Vec<(&str, u64)> = versions.into_iter().filter(|(version, _)| !version.is_empty()).collect();
    versions.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    html! {
        @if !versions.is_empty() || !concerns.is_empty() {
            ul.sums {
                @for (concern, count) in &concerns {
                    li.bad { b { (count) } (words.code("concern", concern.as_str())) }
                }
                @for (version, count) in versions.iter().take(VERSIONS) {
                    li { b { (count) } (words.text("cockpit-version", "version", version)) }
                }
            }
        }
    }
}

/// One station's report, the hours before it, and how quickly its screen answered.
pub fn station_ui(words: Words, shown: &Shown, hours: &[HealthSeen], days: &[AnsweredDay], at: Timestamp) -> Markup {
    let Some(seen) = &shown.health else {
        return html! { h2 { (words.say("cockpit-health")) } p.note { (words.say("cockpit-health-none")) } };
    };
    html! {
        h2 { (words.say("cockpit-health")) }
        p.note { (words.text("cockpit-health-at", "at", &words.moment(seen.received_at))) }
        (marks(words, Some(seen), at))
        (report_ui(words, &seen.report))
        (checks_ui(words, &seen.report.checks))
        (log_ui(words, &seen.report.log))
        (hours_ui(words, hours))
        (answers_ui(words, days))
    }
}

fn report_ui(words: Words, report: &HealthReport) -> Markup {
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    let off = report.clock_off_s.map_or_else(String::new, |off| words.text("cockpit-seconds", "n", &off.to_string()));
    let heat = report.heat_c.map_or_else(String::new, |heat| words.text("cockpit-degrees", "n", &heat.to_string()));
    let megabytes =
        |mb: Option<u64>| mb.map_or_else(String::new, |mb| words.text("cockpit-megabytes", "n", &mb.to_string()));
    let up = report.up_s.map_or_else(String::new, |up| words.text("cockpit-hours", "n", &(up / 3_600).to_string()));
    let rows = [
        ("cockpit-program", report.program.clone()),
        ("cockpit-system", report.system.clone()),
        ("cockpit-running", up),
        ("cockpit-unsent", number(report.unsent)),
        ("cockpit-refused", number(report.refused)),
        ("cockpit-disk", megabytes(report.disk_mb)),
        ("cockpit-memory", megabytes(report.memory_mb)),
        ("cockpit-heat", heat),
        ("cockpit-touch-errors", number(report.touch_errors.map(u64::from))),
        ("cockpit-clock-off", off),
    ];
    html! {
        table {
            @for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
                tr { th { (words.say(name)) } td { (value) } }
            }
        }
    }
}

/// What the station's own checks found, in the doctor's words.
fn checks_ui(words: Words, checks: &[HealthCheck]) -> Markup {
    html! {
        @if !checks.is_empty() {
            h2 { (words.say("cockpit-checks")) }
            table {
                @for check in checks {
                    tr {
                        td { (words.code("severity", &check.severity)) }
                        td { (words.finding(&check.check, &check.state, check.n)) }
                    }
                }
            }
        }
    }
}

/// Where in the station's program something was warned of since its start: what a helper asks for first.
fn log_ui(words: Words, log: &[Logged]) -> Markup {
    html! {
        @if !log.is_empty() {
            h2 { (words.say("cockpit-log")) }
            table {
                @for one in log {
                    tr { td { (one.level) } td { code { (one.place) } } td.n { (one.n) } }
                }
            }
        }
    }
}

fn hours_ui(words: Words, hours: &[HealthSeen]) -> Markup {
    let number = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
    html! {
        @if hours.len() > 1 {
            h2 { (words.say("cockpit-hours-before")) }
            table {
                tr {
                    th { (words.say("cockpit-last")) } th.n { (words.say("cockpit-unsent")) }
                    th.n { (words.say("cockpit-refused")) } th.n { (words.say("cockpit-disk")) }
                    th.n { (words.say("cockpit-heat")) }
                }
                @for seen in hours.iter().take(HOURS) {
                    @let report = &seen.report;
                    tr {
                        td { (words.moment(seen.received_at)) }
                        td.n { (number(report.unsent)) } td.n { (number(report.refused)) }
                        td.n { (number(report.disk_mb)) }
                        td.n { (report.heat_c.map_or_else(|| "–".to_owned(), |heat| heat.to_string())) }
                    }
                }
            }
        }
    }
}

/// Day by day: how many touches were answered how quickly, and the Apdex that follows.
fn answers_ui(words: Words, days: &[AnsweredDay]) -> Markup {
    html! {
        @if !days.is_empty() {
            h2 { (words.say("cockpit-answers")) }
            p.note { (words.say("cockpit-answers-note")) }
            table {
                tr {
                    th { (words.say("cockpit-day")) } th.n { (words.say("cockpit-satisfied")) }
                    th.n { (words.say("cockpit-tolerated")) } th.n { (words.say("cockpit-frustrated")) }
                    th.n { (words.say("cockpit-apdex")) }
                }
                @for day in days.iter().rev().take(DAYS) {
                    tr {
                        td { (words.day(day.day)) }
                        td.n { (day.satisfied) } td.n { (day.tolerated) } td.n { (day.frustrated) }
                        td.n { (apdex(day)) }
                    }
                }
            }
        }
    }
}

/// As people write it: 0.94.
fn apdex(day: &AnsweredDay) -> String {
    AnswerTimes::apdex(day.satisfied, day.tolerated, day.frustrated).map_or_else(
        || "–".to_owned(),
        |thousandths| format!("{}.{:02}", thousandths / 1_000, thousandths % 1_000 / 10),
    )
}
