//! How long people wait: from registering to the first service, and in the queues.

use super::Station;
use crate::domain::monitor::{QueueWait, Span, WAITS, wait};
use crate::domain::task::Queue;
use crate::store::Result;
use crate::store::values::{day, moment};
use jiff::civil::Date;
use jiff::tz;
use rusqlite::params;
use std::collections::HashMap;

const HOUR_MILLIS: i64 = 3_600_000;

impl Station {
    /// Of the people who registered first in these days: how many had their first service after how long.
    pub(super) fn first_services(&self, span: Span) -> Result<Vec<u64>> {
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
            note(row.get(0)?, moment(row.get(1)?)?.to_zoned(tz::offset(8).to_time_zone()).date());
        }
        let mut counts = vec![0; WAITS];
        let mut statement = self.db.prepare("SELECT subject, min(registered_at) FROM registration GROUP BY subject")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let on = moment(row.get(1)?)?.to_zoned(tz::offset(8).to_time_zone()).date();
            if on < span.from || on > span.to {
                continue;
            }
            let place = wait(on, served.get(&row.get::<_, [u8; 16]>(0)?).copied());
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
        Ok(counts)
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
