//! How the station is, for its province: what people waited for, counted here, and the report that is made of it and of the
//! doctor's findings now and then.

use super::logged;
use super::world::day_of;
use crate::domain::health::{Check, Finding, Severity};
use crate::domain::ledger::Status;
use jiff::Timestamp;
use jiff::civil::Date;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use yizhan_wire::health::{AnswerTimes, HealthCheck, HealthReport, MAX_CHECKS, MAX_NAME, SATISFIED_S, TOLERATED_S};

/// Looks at the station as a technician would; who starts the kiosk knows with which eyes.
pub type Examine = Box<dyn Fn() -> Vec<Finding> + Send>;

/// What people waited for today, and touches that broke off. Cheap to note, from any thread.
#[derive(Debug, Clone)]
pub struct Waits(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    /// When this run of the program began.
    run: Timestamp,
    today: Mutex<Today>,
}

/// The counts of one day in one run of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Today {
    day: Option<Date>,
    pub satisfied: u32,
    pub tolerated: u32,
    pub frustrated: u32,
    pub touch_errors: u32,
}

impl Waits {
    #[must_use]
    pub fn since(run: Timestamp) -> Self {
        Self(Arc::new(Counts { run, today: Mutex::default() }))
    }

    fn change(&self, day: Date, change: impl FnOnce(&mut Today)) {
        let mut today = self.0.today.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day != Some(day) {
            *today = Today { day: Some(day), ..Today::default() };
        }
        change(&mut today);
    }

    /// Somebody had her answer after so long.
    pub fn answered(&self, day: Date, took: Duration) {
        self.change(day, |today| {
            let count = match took.as_secs_f64() {
                seconds if seconds <= SATISFIED_S as f64 => &mut today.satisfied,
                seconds if seconds <= TOLERATED_S as f64 => &mut today.tolerated,
                _ => &mut today.frustrated,
            };
            *count = count.saturating_add(1);
        });
    }

    /// The screen took back a touch before it could count: glass, cable or driver.
    pub fn touch_broke_off(&self, day: Date) {
        self.change(day, |today| today.touch_errors = today.touch_errors.saturating_add(1));
    }

    /// The counts of a day; nothing of another.
    #[must_use]
    pub fn of(&self, day: Date) -> Today {
        let today = *self.0.today.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day == Some(day) { today } else { Today::default() }
    }
}

/// What a report is made of beside the findings.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub now: Timestamp,
    /// How the station stands, where the store could be read.
    pub status: Option<&'a Status>,
    /// Whether the printer has paper, as far as anybody knows.
    pub paper: Option<bool>,
    /// What people waited for; `None`: no screen belongs to this program.
    pub waits: Option<&'a Waits>,
    /// What the system calls itself.
    pub system: &'a str,
}

/// The report. Of the findings only what was counted and the names of what was found travel: paths and errors stay here.
#[must_use]
pub fn report(findings: &[Finding], told: Told<'_>) -> HealthReport {
    let counted = |check: Check| findings.iter().find(|finding| finding.check == check && finding.state != "unknown");
    let number = |check: Check| counted(check).and_then(|finding| u64::try_from(finding.n).ok());
    let entries = told.status.map(|status| &status.entries);
    let oldest = entries.and_then(|entries| entries.oldest_waiting);
    let hours = oldest.map(|at| u32::try_from(told.now.duration_since(at).as_hours()).unwrap_or(0));
    let today = told.waits.map(|waits| (waits.0.run, waits.of(day_of(told.now))));
    let answers = today.map(|(run, today)| AnswerTimes {
        day: day_of(told.now),
        run,
        satisfied: today.satisfied,
        tolerated: today.tolerated,
        frustrated: today.frustrated,
    });
    HealthReport {
        at: told.now,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        system: plain(told.system),
        up_s: today.and_then(|(run, _)| u64::try_from(told.now.duration_since(run).as_secs()).ok()),
        unsent: entries.map(|entries| entries.waiting),
        refused: entries.map(|entries| entries.refused),
        oldest_h: hours,
        disk_mb: number(Check::Disk),
        memory_mb: number(Check::Memory),
        heat_c: counted(Check::Temperature).and_then(|finding| i32::try_from(finding.n).ok()),
        paper: told.paper,
        touch_errors: today.map(|(_, today)| today.touch_errors),
        clock_off_s: told.status.and_then(|status| status.own.clock_off_s),
        answers,
        checks: checks(findings),
        log: logged::places(),
    }
}

/// What was found, the worst first.
fn checks(findings: &[Finding]) -> Vec<HealthCheck> {
    let mut found: Vec<&Finding> = findings.iter().filter(|finding| finding.severity >= Severity::Poor).collect();
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let check = |finding: &&Finding| HealthCheck {
        check: finding.check.as_str().to_owned(),
        severity: finding.severity.as_str().to_owned(),
        state: finding.state.to_owned(),
        n: finding.n,
    };
    found.iter().take(MAX_CHECKS).map(check).collect()
}

/// A name as a report may have it.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(MAX_NAME).collect()
}

/// When the province was told last stands in this file of the data folder, so that a program that is started again and again, or
/// `yizhan sync` beside it, tells no oftener.
const TOLD_FILE: &str = "health-told";

/// How the province is told, and when it was last.
pub struct Reporting {
    data: PathBuf,
    examine: Option<Examine>,
    /// What people waited for; `None`: no screen belongs to this program.
    waits: Option<Waits>,
    system: String,
    /// Where the file cannot be written.
    told_at: Option<Timestamp>,
}

impl Reporting {
    #[must_use]
    pub fn new(data: &Path, examine: Option<Examine>, waits: Option<Waits>, system: String) -> Self {
        Self { data: data.to_owned(), examine, waits, system, told_at: None }
    }

    /// Whether it is time: the platform wants to hear it so often, and has not since. A clock that was set back asks at once.
    #[must_use]
    pub fn is_due(&self, every_minutes: Option<u32>, now: Timestamp) -> bool {
        let Some(every) = every_minutes.filter(|_| self.examine.is_some()) else { return false };
        let noted = fs::read_to_string(self.data.join(TOLD_FILE)).ok().and_then(|text| text.trim().parse().ok());
        let since = noted.max(self.told_at).map(|at: Timestamp| now.duration_since(at).as_mins());
        since.is_none_or(|since| since < 0 || since >= i64::from(every.max(1)))
    }

    /// The report as it is now; from here on it was told, or could not be: either way not again before its time.
    pub fn make(&mut self, now: Timestamp, status: Option<&Status>, paper: Option<bool>) -> HealthReport {
        self.told_at = Some(now);
        if let Err(error) = fs::write(self.data.join(TOLD_FILE), now.to_string()) {
            tracing::warn!(%error, "when the province was told cannot be noted");
        }
        let findings = self.examine.as_ref().map_or_else(Vec::new, |examine| examine());
        let told = Told { now, status, paper, waits: self.waits.as_ref(), system: &self.system };
        report(&findings, told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn waiting_is_counted_by_the_day_and_a_new_day_begins_at_nothing() {
        let waits = Waits::since(at(0));
        let (today, tomorrow) = (Date::constant(2026, 11, 23), Date::constant(2026, 11, 24));
        for millis in [5, 3_000, 3_001, 12_000, 12_001] {
            waits.answered(today, Duration::from_millis(millis));
        }
        waits.touch_broke_off(today);
        let counted = waits.of(today);
        assert_eq!((counted.satisfied, counted.tolerated, counted.frustrated, counted.touch_errors), (2, 2, 1, 1));
        assert_eq!(waits.of(tomorrow), Today::default());
        waits.answered(tomorrow, Duration::ZERO);
        assert_eq!((waits.of(tomorrow).satisfied, waits.of(today)), (1, Today::default()));
    }

    #[test]
    fn canary_a_report_has_counts_and_names_of_checks_and_nothing_of_what_was_found_there() {
        let findings = [
            Finding::new(Check::Disk, Severity::Poor, "poor").counting(640).naming("/srv/测试甲"),
            Finding::new(Check::Temperature, Severity::Good, "good").counting(51),
            Finding::new(Check::Memory, Severity::Note, "unknown"),
            Finding::new(Check::Display, Severity::Bad, "none").naming("测试甲 13800000001"),
        ];
        let told =
            Told { now: at(600), status: None, paper: Some(true), waits: None, system: "银河麒麟 V10 (SP1)" };
        let report = report(&findings, told);
        assert_eq!((report.disk_mb, report.heat_c, report.memory_mb), (Some(640), Some(51), None));
        assert_eq!(report.checks.iter().map(|c| c.check.as_str()).collect::<Vec<_>>(), ["display", "disk"]);
        assert_eq!(report.flaw(), None);
        let text = serde_json::to_string(&report).unwrap();
        assert!(text.is_ascii() && !text.contains("138") && !text.contains("/srv"), "{text}");
        assert!(text.contains(" V10 (SP1)"), "{text}");
    }

    #[test]
    fn a_report_is_due_as_often_as_the_platform_says_also_after_a_restart_and_never_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let new = || Reporting::new(folder.path(), Some(Box::new(Vec::new)), None, String::new());
        let mut reporting = new();
        assert!(!reporting.is_due(None, at(0)), "an older platform is never told");
        assert!(reporting.is_due(Some(60), at(0)));
        assert_eq!(reporting.make(at(0), None, None).at, at(0));
        assert!(!reporting.is_due(Some(60), at(59)) && !new().is_due(Some(60), at(59)));
        assert!(reporting.is_due(Some(60), at(60)) && new().is_due(Some(60), at(60)));
        assert!(reporting.is_due(Some(60), at(-5)), "the clock was set back");
        let blind = Reporting::new(folder.path(), None, None, String::new());
        assert!(!blind.is_due(Some(60), at(600)));
    }
}
