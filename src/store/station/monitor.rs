//! Figures and their evidence: one condition for both, so that a number is the number of the rows behind it.

use super::Station;
use super::services::state_of;
use crate::domain::functions::{EVENT_INTENTION, EVENT_TICKET, Shows};
use crate::domain::monitor::{EventLine, Evidence, Figure, FundLine, Monitor, Span, StaffLoad};
use crate::domain::{EntryKind, JobKind, ReceiptNo, SearchReport, SeqNo, ServiceKind, WantedJob};
use crate::store::values::{count, moment};
use crate::store::{Result, StoreError};
use jiff::civil::Date;
use jiff::{ToSpan as _, tz};
use rusqlite::{Row, params};
use std::collections::{BTreeMap, HashMap};

/// Entries with what is counted of them.
const FROM: &str = "FROM entry LEFT JOIN service ON service.entry_seq = seq
    LEFT JOIN referral ON referral.entry_seq = seq LEFT JOIN staff ON staff.id = service.staff
    LEFT JOIN registration ON registration.entry_seq = seq LEFT JOIN submission ON submission.entry_seq = seq";

/// The last decision about each receipt that has one, where money was granted by it.
const DECIDED: &str = "FROM notice AS decided WHERE decided.kind = 'decision'
    AND decided.seq = (SELECT max(last.seq) FROM notice AS last WHERE last.receipt = decided.receipt AND last.kind = 'decision')
    AND decided.body ->> '$.outcome' IN ('approved', 'partly_approved')";

impl Figure {
    /// Which entries it counts.
    fn condition(self) -> String {
        // A refused registration that was corrected is counted by its correction.
        const REGISTERED: &str = "entry.kind = 'registration' AND entry.superseded_by IS NULL";
        const SERVED: &str = "entry.kind = 'service' AND void_at IS NULL";
        match self {
            Self::ServiceTimes => format!("(({REGISTERED}) OR ({SERVED}))"),
            Self::ValidRecords => format!(
                "entry.state = 'acknowledged' AND ({REGISTERED} OR ({SERVED})
                 OR entry.kind IN ('referral', 'person_tag', 'person_merge'))"
            ),
            Self::Registrations => REGISTERED.to_owned(),
            Self::Services(kind) => format!("{SERVED} AND service.kind = '{}'", kind.as_str()),
            Self::Referrals => "referral.entry_seq IS NOT NULL".to_owned(),
            Self::Interviews => "referral.state IN ('interview', 'hired')".to_owned(),
            Self::Hired => "referral.state = 'hired'".to_owned(),
            Self::Granted => format!("entry.receipt IN (SELECT decided.receipt {DECIDED})"),
            Self::By(staff) => format!("{SERVED} AND service.staff = {staff}"),
            Self::Function(function) => {
                let Shows { services, entries, forms } = function.shows();
                let list = |words: &[&str]| format!("('{}')", words.join("', '"));
                let services: Vec<&str> = services.iter().map(|kind| kind.as_str()).collect();
                // What the province sent back shows nothing until it is put right.
                format!(
                    "entry.state <> 'refused' AND entry.superseded_by IS NULL AND (({SERVED}) AND service.kind IN {}
                     OR entry.kind IN {} OR submission.form IN {})",
                    list(&services),
                    list(entries),
                    list(forms)
                )
            }
        }
    }
}

impl Station {
    /// How many entries of these days a figure counts.
    pub fn figure(&self, figure: Figure, span: Span) -> Result<u64> {
        let sql = format!("SELECT count(*) {FROM} WHERE {} AND made_at >= ?1 AND made_at < ?2", figure.condition());
        let [from, to] = bounds(span);
        Ok(count(self.db.prepare_cached(&sql)?.query_row([from, to], |row| row.get(0))?))
    }

    /// The entries that a figure counts, the earliest first.
    pub fn evidence(&self, figure: Figure, span: Span) -> Result<Vec<Evidence>> {
        let sql = format!(
            "SELECT seq, receipt, entry.kind, service.kind, made_at, entry.state,
                coalesce(staff.name, registration.form ->> '$.assisted_by', '')
             {FROM} WHERE {} AND made_at >= ?1 AND made_at < ?2 ORDER BY seq",
            figure.condition()
        );
        let [from, to] = bounds(span);
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query([from, to])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(evidence(row)?);
        }
        Ok(all)
    }

    /// The figures of a year. `in_plans` is for who knows the plans.
    pub fn monitor(&self, year: i16, today: Date) -> Result<Monitor> {
        let whole = Span::year(year);
        let figures = Figure::all().into_iter().map(|figure| Ok((figure, self.figure(figure, whole)?)));
        let mut months = Vec::with_capacity(12);
        for month in (1..=12).filter_map(|month| Span::month(year, month)) {
            months.push((self.figure(Figure::ServiceTimes, month)?, self.figure(Figure::ValidRecords, month)?));
        }
        Ok(Monitor {
            year,
            figures: figures.collect::<Result<_>>()?,
            months,
            wanted: self.wanted()?,
            in_vain: self.in_vain(whole)?,
            first_service: self.first_services(whole)?,
            queues: self.queue_waits(whole, today)?,
            in_plans: (0, 0),
            staff: self.loads(whole)?,
            funds: self.funds(whole)?,
            events: self.events(whole)?,
            at_school: self.own_state()?.configuration.at_school.unwrap_or(false),
        })
    }

    /// What each member of staff did in these days.
    fn loads(&self, span: Span) -> Result<Vec<StaffLoad>> {
        let [from, to] = bounds(span);
        let mut statement = self.db.prepare(
            "SELECT staff.id, staff.name, count(DISTINCT service.subject), count(*)
             FROM service JOIN staff ON staff.id = service.staff JOIN entry ON seq = service.entry_seq
             WHERE void_at IS NULL AND made_at >= ?1 AND made_at < ?2 GROUP BY staff.id ORDER BY 4 DESC, 2",
        )?;
        let mut rows = statement.query([from, to])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (people, services) = (count(row.get(2)?), count(row.get(3)?));
            all.push(StaffLoad { staff: row.get(0)?, name: row.get(1)?, people, services, owed: 0 });
        }
        Ok(all)
    }

    /// Whom each member of staff did something for in these days, by her account.
    pub fn people_of_staff(&self, span: Span) -> Result<HashMap<i64, Vec<[u8; 16]>>> {
        let [from, to] = bounds(span);
        let mut statement = self.db.prepare(
            "SELECT DISTINCT service.staff, service.subject FROM service JOIN entry ON seq = service.entry_seq
             WHERE void_at IS NULL AND service.staff IS NOT NULL AND made_at >= ?1 AND made_at < ?2",
        )?;
        let mut rows = statement.query([from, to])?;
        let mut people: HashMap<i64, Vec<[u8; 16]>> = HashMap::new();
        while let Some(row) = rows.next()? {
            people.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(people)
    }

    /// Money that offices granted for what was applied for in these days.
    fn funds(&self, span: Span) -> Result<Vec<FundLine>> {
        let sql = format!(
            "SELECT coalesce(said ->> '$.on', ''), count(*), sum(coalesce(said ->> '$.amount_fen', 0)) FROM entry
             JOIN (SELECT decided.receipt AS whose, decided.body AS said {DECIDED}) ON whose = entry.receipt
             WHERE entry.made_at >= ?1 AND entry.made_at < ?2 GROUP BY 1 ORDER BY 3 DESC, 1"
        );
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query(bounds(span))?;
        let mut funds = Vec::new();
        while let Some(row) = rows.next()? {
            funds.push(FundLine { on: row.get(0)?, granted: count(row.get(1)?), fen: row.get(2)? });
        }
        Ok(funds)
    }

    /// What came of each event that somebody signed up for in these days.
    fn events(&self, span: Span) -> Result<Vec<EventLine>> {
        let mut statement = self.db.prepare(
            "SELECT item, max(coalesce(body ->> '$.about.title', '')), sum(submission.form = ?3), sum(submission.form = ?4),
                count(DISTINCT (SELECT value ->> '$.value' FROM json_each(body, '$.answers')
                    WHERE submission.form = ?4 AND value ->> '$.field' = 'firm')),
                sum(submission.form = ?4 AND body IS NULL)
             FROM submission JOIN entry ON seq = entry_seq
             WHERE item IS NOT NULL AND submission.form IN (?3, ?4) AND state <> 'refused' AND made_at >= ?1 AND made_at < ?2
             GROUP BY item ORDER BY count(*) DESC, item",
        )?;
        let [from, to] = bounds(span);
        let mut rows = statement.query(params![from, to, EVENT_TICKET, EVENT_INTENTION])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let (tickets, intentions) = (count(row.get(2)?), count(row.get(3)?));
            let firms = (row.get::<_, i64>(5)? == 0).then_some(count(row.get(4)?));
            events.push(EventLine { item: row.get(0)?, title: row.get(1)?, tickets, intentions, firms });
        }
        Ok(events)
    }

    /// How many registered people name each everyday job.
    fn wanted(&self) -> Result<Vec<(JobKind, u64)>> {
        let mut statement = self.db.prepare(
            "SELECT form -> '$.wanted_jobs' FROM registration JOIN entry ON seq = entry_seq
             WHERE form IS NOT NULL AND superseded_by IS NULL
               AND entry_seq = (SELECT max(latest.entry_seq) FROM registration AS latest
                   WHERE latest.subject = registration.subject AND latest.form IS NOT NULL)",
        )?;
        let mut rows = statement.query([])?;
        let mut counts: BTreeMap<JobKind, u64> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let jobs: Option<String> = row.get(0)?;
            let jobs: Vec<WantedJob> = serde_json::from_str(&jobs.unwrap_or_default()).unwrap_or_default();
            for job in jobs {
                *counts.entry(job.kind).or_default() += 1;
            }
        }
        Ok(largest_first(counts))
    }

    /// Searches in vain: those that were reported, and today's.
    fn in_vain(&self, span: Span) -> Result<Vec<(Option<JobKind>, u64)>> {
        let [from, to] = bounds(span);
        let mut counts: BTreeMap<Option<JobKind>, u64> = BTreeMap::new();
        let mut statement = self.db.prepare(
            "SELECT body FROM entry WHERE kind = 'search_report' AND made_at >= ?1 AND made_at < ?2 AND body IS NOT NULL",
        )?;
        let mut rows = statement.query([from, to])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(0)?;
            let report: SearchReport =
                serde_json::from_str(&body).map_err(|_| StoreError::Unreadable("a report of searches"))?;
            for line in report.unanswered {
                *counts.entry(line.job_kind).or_default() += u64::from(line.count);
            }
        }
        let mut statement = self.db.prepare("SELECT job_kind, count FROM unanswered WHERE day BETWEEN ?1 AND ?2")?;
        let mut rows = statement.query(params![span.from.to_string(), span.to.to_string()])?;
        while let Some(row) = rows.next()? {
            let kind = JobKind::parse(&row.get::<_, String>(0)?);
            *counts.entry(kind).or_default() += u64::from(row.get::<_, u32>(1)?);
        }
        Ok(largest_first(counts))
    }
}

fn largest_first<K: Ord>(counts: BTreeMap<K, u64>) -> Vec<(K, u64)> {
    let mut counts: Vec<(K, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// The first millisecond of the span and the first behind it, at the station.
pub(super) fn bounds(span: Span) -> [i64; 2] {
    [start_of(span.from), start_of(span.to.saturating_add(1.day()))]
}

fn start_of(day: Date) -> i64 {
    day.to_zoned(tz::offset(8).to_time_zone()).map_or(0, |start| start.timestamp().as_millisecond())
}

fn evidence(row: &Row<'_>) -> Result<Evidence> {
    let service: Option<String> = row.get(3)?;
    let at = moment(row.get(4)?)?;
    Ok(Evidence {
        seq: SeqNo(row.get(0)?),
        receipt: ReceiptNo::parse(&row.get::<_, String>(1)?).ok_or(StoreError::Unreadable("a receipt number"))?,
        kind: EntryKind::parse(&row.get::<_, String>(2)?).unwrap_or(EntryKind::Other),
        service: service.and_then(|word| ServiceKind::parse(&word)),
        on: at.to_zoned(tz::offset(8).to_time_zone()).date(),
        state: state_of(&row.get::<_, String>(5)?),
        staff: row.get(6)?,
    })
}
