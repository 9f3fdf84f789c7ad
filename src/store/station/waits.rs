//! How long people wait: from registering to the first service, and in the queues.

use super::Station;
use crate::domain::ReceiptNo;
use crate::domain::monitor::{QueueWait, Span, WAITS, WaitOf, Waited, wait};
use crate::domain::task::{Outcome, Queue, Reason};
use crate::store::Result;
use crate::store::values::{day, moment, optional};
use jiff::civil::Date;
use jiff::tz;
use rusqlite::params;
use std::collections::HashMap;

const HOUR_MILLIS: i64 = 3_600_000;

/// Somebody, when she registered first, and when she had her first service.
type FirstServed = ([u8; 16], Date, Option<Date>);

impl Station {
    /// Of the people who registered first in these days: how many had their first service after how long.
    pub(super) fn first_services(&self, span: Span) -> Result<Vec<u64>> {
        let mut counts = vec![0; WAITS];
        for (_, on, served) in self.registered_and_served(span)? {
            if let Some(count) = counts.get_mut(wait(on, served)) {
                *count += 1;
            }
        }
        Ok(counts)
    }

    /// Who registered first in these days, when, and when she had her first service.
    fn registered_and_served(&self, span: Span) -> Result<Vec<FirstServed>> {
        let mut served: HashMap<[u8; 16], Date> = HashMap::new();
        let mut note = |subject: [u8; 16], on: Date| {
            let first = served.entry(subject).or_insert(on);
            *first = (*first).min(on);
        };
        let mut statement =
            self.db.prepare("SELECT subject, min(done_on) FROM service WHERE void_at IS NULL GROUP BY subject")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            note(row.get(0)?, day(&row.get::<_, String>(1)?)?);
        }
        let mut statement = self.db.prepare(
            "SELECT referral.subject, min(made_at) FROM referral JOIN entry ON seq = entry_seq GROUP BY referral.subject",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            note(row.get(0)?, here(row.get(1)?)?);
        }
        let mut all = Vec::new();
        let mut statement = self
            .db
            .prepare("SELECT subject, min(registered_at) AS at FROM registration GROUP BY subject ORDER BY at")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (subject, on): ([u8; 16], _) = (row.get(0)?, here(row.get(1)?)?);
            if (span.from..=span.to).contains(&on) {
                all.push((subject, on, served.get(&subject).copied()));
            }
        }
        Ok(all)
    }

    /// Who or what waited, as the figures of these days count them: the latest first, what is late still before all.
    pub fn waited(&self, of: WaitOf, span: Span, today: Date) -> Result<Vec<Waited>> {
        match of {
            WaitOf::Queue(queue) => self.waited_in(queue, span, today),
            WaitOf::FirstService(place) => {
                let mut all = Vec::new();
                for (subject, from, to) in self.registered_and_served(span)?.into_iter().rev() {
                    if wait(from, to) == place {
                        let receipt = self.receipt_of(&subject)?;
                        let (reason, outcome, staff) = (None, None, String::new());
                        all.push(Waited { reason, receipt, from, to, hours: None, due_on: None, outcome, staff });
                    }
                }
                Ok(all)
            }
        }
    }

    fn waited_in(&self, queue: Queue, span: Span, today: Date) -> Result<Vec<Waited>> {
        let [from, to] = super::monitor::bounds(span);
        let mut statement = self.db.prepare(
            "SELECT reason, subject, made_at, closed_at, (closed_at - made_at) / ?5, due_on, last,
                 coalesce((SELECT staff.name FROM task_step JOIN staff ON staff.id = staff WHERE task = task.id
                           ORDER BY at DESC LIMIT 1), '')
             FROM task WHERE queue = ?1 AND ((closed_at >= ?2 AND closed_at < ?3 AND last <> 'settled')
                 OR (closed_at IS NULL AND due_on < ?4)) ORDER BY closed_at IS NOT NULL, closed_at DESC, due_on",
        )?;
        let mut rows = statement.query(params![queue.as_str(), from, to, today.to_string(), HOUR_MILLIS])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (subject, closed): (Option<[u8; 16]>, Option<i64>) = (row.get(1)?, row.get(3)?);
            let outcome = row.get::<_, Option<String>>(6)?;
            all.push(Waited {
                reason: Reason::parse(&row.get::<_, String>(0)?),
                receipt: subject.map(|subject| self.receipt_of(&subject)).transpose()?.flatten(),
                from: here(row.get(2)?)?,
                to: closed.map(here).transpose()?,
                hours: row.get::<_, Option<i64>>(4)?.and_then(|hours| u64::try_from(hours).ok()),
                due_on: Some(day(&row.get::<_, String>(5)?)?),
                outcome: outcome.and_then(|word| Outcome::parse(&word)),
                staff: row.get(7)?,
            });
        }
        Ok(all)
    }

    /// The number of somebody's last registration.
    fn receipt_of(&self, subject: &[u8; 16]) -> Result<Option<ReceiptNo>> {
        let sql = "SELECT receipt FROM registration JOIN entry ON seq = entry_seq WHERE registration.subject = ?1
                   ORDER BY entry_seq DESC LIMIT 1";
        let number = self.db.prepare_cached(sql)?.query_row([subject], |row| row.get::<_, String>(0));
        Ok(optional(number)?.and_then(|number| ReceiptNo::parse(&number)))
    }

    /// How long what ended in these days took, queue by queue. What the program closed by itself was waited for by nobody.
    pub(super) fn queue_waits(&self, span: Span, today: Date) -> Result<Vec<QueueWait>> {
        let [from, to] = super::monitor::bounds(span);
        let mut statement = self.db.prepare(
            "SELECT (closed_at - made_at) / ?4, date(closed_at / 1000, 'unixepoch', '+8 hours') <= due_on FROM task
             WHERE queue = ?1 AND closed_at >= ?2 AND closed_at < ?3 AND last <> 'settled' ORDER BY 1",
        )?;
        let late = "SELECT count(*) FROM task WHERE queue = ?1 AND closed_at IS NULL AND due_on < ?2";
        let mut all = Vec::with_capacity(Queue::ALL.len());
        for queue in Queue::ALL {
            let took: Vec<(i64, bool)> = statement
                .query_map(params![queue.as_str(), from, to, HOUR_MILLIS], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let median = took.get(took.len() / 2).map_or(0, |(hours, _)| *hours);
            let late: u32 = self.db.query_row(late, params![queue.as_str(), today.to_string()], |row| row.get(0))?;
            all.push(QueueWait {
                queue,
                ended: took.len() as u64,
                in_time: took.iter().filter(|(_, in_time)| *in_time).count() as u64,
                median_hours: u64::try_from(median).unwrap_or(0),
                late: u64::from(late),
            });
        }
        Ok(all)
    }
}

/// The day of a moment, at the station.
fn here(at: i64) -> Result<Date> {
    Ok(moment(at)?.to_zoned(tz::offset(8).to_time_zone()).date())
}
