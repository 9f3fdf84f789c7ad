//! How stations are, as they say themselves: what is taken from a report, how much of it is kept, and when a report says that
//! somebody should look.

use super::Platform;
use super::storage::StorageError;
use jiff::Timestamp;
use jiff::civil::Date;
use yizhan_wire::StationId;
use yizhan_wire::health::{HealthReport, HealthTaken};

/// How often a station is asked to say how it is.
pub const EVERY_MINUTES: u32 = 60;
/// Reports are kept for so many hours, one an hour.
pub const HOURS_KEPT: i64 = 7 * 24;
/// How quickly screens answered is kept for so many days.
pub const DAYS_KEPT: i64 = 366;
/// A report that is older says nothing about now.
pub const FRESH_HOURS: i64 = 3;
/// Less is soon gone, in millions of bytes.
const LOW_DISK_MB: u64 = 1_000;
/// From here on processors of kiosk boards slow down.
const HOT_C: i32 = 80;
/// A clock that is wrong by more makes days wrong sooner or later.
const OFF_S: i64 = 300;

/// A report, and when it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthSeen {
    pub station: StationId,
    pub received_at: Timestamp,
    pub report: HealthReport,
}

/// How quickly a station's screen answered on one day: within 3 seconds, within 12, later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnsweredDay {
    pub station: StationId,
    pub day: Date,
    pub satisfied: u64,
    pub tolerated: u64,
    pub frustrated: u64,
}

/// What a report says that somebody should see to, as a code of the cockpit and of the metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Concern {
    LowDisk,
    Hot,
    NoPaper,
    TouchErrors,
    WrongClock,
    /// A check of the station's own is bad.
    Failing,
}

impl Concern {
    pub const ALL: [Self; 6] =
        [Self::LowDisk, Self::Hot, Self::NoPaper, Self::TouchErrors, Self::WrongClock, Self::Failing];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LowDisk => "low_disk",
            Self::Hot => "hot",
            Self::NoPaper => "no_paper",
            Self::TouchErrors => "touch_errors",
            Self::WrongClock => "wrong_clock",
            Self::Failing => "failing",
        }
    }

    /// Whether a report says so.
    #[must_use]
    pub fn is_in(self, report: &HealthReport) -> bool {
        match self {
            Self::LowDisk => report.disk_mb.is_some_and(|free| free < LOW_DISK_MB),
            Self::Hot => report.heat_c.is_some_and(|heat| heat >= HOT_C),
            Self::NoPaper => report.paper == Some(false),
            Self::TouchErrors => report.touch_errors.is_some_and(|errors| errors > 0),
            Self::WrongClock => report.clock_off_s.is_some_and(|off| off.saturating_abs() > OFF_S),
            Self::Failing => report.checks.iter().any(|check| check.severity == "bad"),
        }
    }
}

impl HealthSeen {
    /// What somebody should see to; nothing of a report that is too old to say how the station is now.
    #[must_use]
    pub fn concerns(&self, now: Timestamp) -> Vec<Concern> {
        let fresh = now.duration_since(self.received_at).as_hours() < FRESH_HOURS;
        Concern::ALL.into_iter().filter(|concern| fresh && concern.is_in(&self.report)).collect()
    }
}

impl Platform {
    /// Takes a report over, or says which field of it cannot be right.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn take_health(
        &self,
        station: StationId,
        report: &HealthReport,
        now: Timestamp,
    ) -> Result<Result<HealthTaken, &'static str>, StorageError> {
        if let Some(field) = report.flaw() {
            return Ok(Err(field));
        }
        self.storage().put_health(&HealthSeen { station, received_at: now, report: report.clone() })?;
        Ok(Ok(HealthTaken { next_minutes: Some(EVERY_MINUTES) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yizhan_wire::health::HealthCheck;

    fn seen(report: HealthReport) -> HealthSeen {
        HealthSeen { station: StationId(1), received_at: Timestamp::UNIX_EPOCH, report }
    }

    #[test]
    fn what_somebody_should_see_to_is_said_while_the_report_is_fresh() {
        let bad = HealthCheck { check: "display".into(), severity: "bad".into(), state: "none".into(), n: 0 };
        let report = HealthReport {
            disk_mb: Some(400),
            heat_c: Some(91),
            paper: Some(false),
            touch_errors: Some(2),
            clock_off_s: Some(-4_000),
            checks: vec![bad],
            ..HealthReport::default()
        };
        let at = |hours: i64| Timestamp::from_second(hours * 3_600).unwrap();
        assert_eq!(seen(report.clone()).concerns(at(1)), Concern::ALL);
        assert_eq!(seen(report).concerns(at(FRESH_HOURS)), []);
        let well =
            HealthReport { disk_mb: Some(9_000), heat_c: Some(50), paper: Some(true), ..HealthReport::default() };
        assert_eq!(seen(well).concerns(at(0)), []);
    }
}
