//! The station's figures (就业监测), each with the entries that it counts. A figure is the number of its evidence and nothing
//! else, so that whoever doubts it can open it; each entry is counted once in a figure, by its id.

use super::functions::Function;
use super::ledger::EntryState;
use super::nouns::{EntryKind, JobKind, ReceiptNo, SeqNo, ServiceKind};
use super::task::{Outcome, Queue, Reason};
use jiff::civil::Date;

/// What the authorities expect of a station in a year (数智就业 service areas).
pub const TARGET_SERVICES: u64 = 5_000;
/// And of one at a school.
pub const TARGET_SERVICES_AT_SCHOOL: u64 = 3_000;
pub const TARGET_RECORDS: u64 = 10_000;
/// Years for which the words behind a counted service are kept: so many a ledger of services is asked for. The figures stay.
pub const LEDGER_YEARS: i64 = 2;
/// Counts of people below this are not shown in public: who knows one of them would learn something of her.
pub const SMALL: u64 = 5;

/// Something that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// 服务人次: every registration that stands and every service that was not taken back.
    ServiceTimes,
    /// 有效数据: every record that the province has accepted and nobody has taken back.
    ValidRecords,
    Registrations,
    Services(ServiceKind),
    /// People recommended to employers.
    Referrals,
    /// Of them, those whose interview was agreed on or who were hired.
    Interviews,
    Hired,
    /// Applications of which an office has granted money (资金使用).
    Granted,
    /// What shows that one of the eight functions is in use.
    Function(Function),
    /// Services that one member of staff did, by the number of her account.
    By(i64),
}

impl Figure {
    /// All of them, in the order of a report.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::ServiceTimes, Self::ValidRecords, Self::Registrations];
        all.extend(ServiceKind::ALL.iter().map(|kind| Self::Services(*kind)));
        all.extend([Self::Referrals, Self::Interviews, Self::Hired, Self::Granted]);
        all.extend(Function::ALL.map(Self::Function));
        all
    }

    /// The word of a report for machines.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ServiceTimes => "service_times",
            Self::ValidRecords => "valid_records",
            Self::Registrations => "registrations",
            Self::Services(kind) => kind.as_str(),
            Self::Referrals => "referrals",
            Self::Interviews => "interviews",
            Self::Hired => "hired",
            Self::Granted => "granted",
            Self::Function(function) => function.as_str(),
            Self::By(_) => "services_by",
        }
    }

    /// What is expected of it in a year.
    #[must_use]
    pub const fn target(self, at_school: bool) -> Option<u64> {
        match self {
            Self::ServiceTimes if at_school => Some(TARGET_SERVICES_AT_SCHOOL),
            Self::ServiceTimes => Some(TARGET_SERVICES),
            Self::ValidRecords => Some(TARGET_RECORDS),
            _ => None,
        }
    }
}

/// One entry that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub seq: SeqNo,
    pub receipt: ReceiptNo,
    pub kind: EntryKind,
    /// What service it was.
    pub service: Option<ServiceKind>,
    /// The station's day.
    pub on: Date,
    pub state: EntryState,
    /// Who did it; empty where the person did it herself.
    pub staff: String,
}

/// A span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Date,
    pub to: Date,
}

impl Span {
    /// A year, from January to December.
    #[must_use]
    pub const fn year(year: i16) -> Self {
        Self { from: Date::constant(year, 1, 1), to: Date::constant(year, 12, 31) }
    }

    /// A month; `None` where there is none of this number.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let from = Date::new(year, month, 1).ok()?;
        Some(Self { from, to: from.last_of_month() })
    }
}

/// The station's figures for a span.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Monitor {
    pub year: i16,
    pub figures: Vec<(Figure, u64)>,
    /// Services and records of each month, from January on.
    pub months: Vec<(u64, u64)>,
    /// What registered people want: how many named each everyday job.
    pub wanted: Vec<(JobKind, u64)>,
    /// Searches in vain of the year, by the everyday job that was meant; `None`: none was.
    pub in_vain: Vec<(Option<JobKind>, u64)>,
    /// People who are owed services by a plan now, and how many of them have had all.
    pub in_plans: (u64, u64),
    /// How many of the people who registered in the year had their first service after how long; see [`wait`].
    pub first_service: Vec<u64>,
    /// How long what was promised took, by queue.
    pub queues: Vec<QueueWait>,
    /// What each member of staff did, whoever did most first.
    pub staff: Vec<StaffLoad>,
    /// Money that offices granted for what was applied for in the year, the most first.
    pub funds: Vec<FundLine>,
    /// Fairs and other events that people signed up for in the year, the one with the most first.
    pub events: Vec<EventLine>,
    /// The station stands at a school, of which less is expected.
    pub at_school: bool,
}

/// Money granted for one thing, as the offices' decisions say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundLine {
    /// What was asked for, as the decision names it.
    pub on: String,
    pub granted: u64,
    pub fen: i64,
}

/// What came of one event at this station (达成就业意向): who would come, and who is interested in which firms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLine {
    pub item: String,
    /// As it was called on the forms; empty where these are erased.
    pub title: String,
    pub tickets: u64,
    pub intentions: u64,
    /// Firms that somebody is interested in; not told where some of the forms are erased.
    pub firms: Option<u64>,
}

/// What one member of staff did in the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffLoad {
    /// The number of her account.
    pub staff: i64,
    pub name: String,
    /// Whom she did something for.
    pub people: u64,
    pub services: u64,
    /// Of these people, those whom a plan still owes something; filled in by whoever knows the plans.
    pub owed: u64,
}

/// How many spans of waiting there are, the last being of those who wait still.
pub const WAITS: usize = 6;

/// Which span somebody belongs to who registered on a day and had her first service on another: the same day, up to three
/// days, a week, a month, later, or none yet.
#[must_use]
pub fn wait(registered: Date, served: Option<Date>) -> usize {
    let Some(served) = served else { return WAITS - 1 };
    match registered.until(served).map_or(0, |span| span.get_days()) {
        ..=0 => 0,
        1..=3 => 1,
        4..=7 => 2,
        8..=30 => 3,
        _ => 4,
    }
}

/// How long what stood in a queue took, of the tasks that ended in the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueWait {
    pub queue: Queue,
    pub ended: u64,
    /// Of them, those that ended by the day they were promised for.
    pub in_time: u64,
    /// Half of them took no longer, in hours.
    pub median_hours: u64,
    /// What is open and late now.
    pub late: u64,
}

/// Whose waiting is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitOf {
    /// The people of one span between registering and the first service; see [`wait`].
    FirstService(usize),
    /// What ended in the year in a queue, and what is late in it now.
    Queue(Queue),
}

/// One who waited, or something that did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waited {
    /// Why there was a task; `None`: she waited for her first service.
    pub reason: Option<Reason>,
    /// The registration of whom it is about, where it is about somebody.
    pub receipt: Option<ReceiptNo>,
    pub from: Date,
    /// `None`: it lasts still.
    pub to: Option<Date>,
    /// From the beginning to the end, of a task that has ended.
    pub hours: Option<u64>,
    /// The day it was promised for.
    pub due_on: Option<Date>,
    pub outcome: Option<Outcome>,
    /// Who ended it.
    pub staff: String,
}

impl Waited {
    /// Whether it ended, or still stands, behind the day it was promised for.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.due_on.is_some_and(|due| self.to.unwrap_or(today) > due)
    }
}

impl Monitor {
    /// What is expected of a figure at this station in a year.
    #[must_use]
    pub const fn target(&self, figure: Figure) -> Option<u64> {
        figure.target(self.at_school)
    }

    #[must_use]
    pub fn count(&self, figure: Figure) -> u64 {
        self.figures.iter().find(|(known, _)| *known == figure).map_or(0, |(_, count)| *count)
    }
}

/// A count of people for a place where everybody reads it; `None` where it is too small.
#[must_use]
pub const fn in_public(count: u64) -> Option<u64> {
    if count > 0 && count < SMALL { None } else { Some(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_word_of_its_own() {
        let mut words: Vec<&str> = Figure::all().into_iter().map(Figure::as_str).collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }

    #[test]
    fn a_school_is_expected_to_do_less_and_nobody_is_counted_in_public_who_could_be_known() {
        assert_eq!(Figure::ServiceTimes.target(false), Some(5_000));
        assert_eq!(Figure::ServiceTimes.target(true), Some(3_000));
        assert_eq!((in_public(0), in_public(4), in_public(5)), (Some(0), None, Some(5)));
    }

    #[test]
    fn everybody_waits_in_one_span() {
        let day = Date::constant(2026, 11, 22);
        let after = |days: i64| wait(day, Some(day.saturating_add(jiff::Span::new().days(days))));
        assert_eq!([0, 1, 3, 4, 7, 8, 30, 31, 300].map(after), [0, 1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!((wait(day, None), after(-2)), (WAITS - 1, 0), "what was done before she registered anew is done");
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let february = Span::month(2028, 2).unwrap();
        assert_eq!(february.to, Date::constant(2028, 2, 29));
        assert_eq!(Span::month(2026, 13), None);
    }
}
