//! What the province leased to this station: asking for seats, giving them back in time, and what there is to give away.

use super::{HELD, enter, json, read};
use crate::domain::gig::{LeaseRow, Offer, Standing, wants};
use crate::domain::notice::{Matter, Notice, SeatsLeased};
use crate::domain::{
    EntryKind, LeaseEnd, MAX_WANTS, Posting, PostingId, SEAT_REQUEST_VERSION, SEATS_RETURNED_VERSION, SeatRequest,
    SeatsReturned,
};
use crate::store::Result;
use crate::store::station::Station;
use crate::store::values::{day, millis, moment};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, Transaction, params};

/// Takes over what a notice leases to this station.
pub(in crate::store::station) fn lease(tx: &Transaction<'_>, notice: &Notice) -> Result<()> {
    let Matter::SeatsLeased(SeatsLeased { lease, posting, day, seats, until }) = notice.matter() else { return Ok(()) };
    // A lease never grows: the same name again, from a platform that was restored, changes nothing.
    tx.prepare_cached(
        "INSERT OR IGNORE INTO seat_lease (lease, posting, day_on, seats, until_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![lease, posting.0, day.to_string(), seats, millis(until)])?;
    Ok(())
}

impl Station {
    /// Asks the province for seats of the day jobs among `postings` for these days, where there are none left and it was
    /// not asked just now. Answers for how many jobs it asked; for none, nothing was written. `random` are 20 fresh random
    /// bytes.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment. After an error nothing was written.
    pub fn ask_for_seats(
        &mut self,
        postings: &[Posting],
        days: &[Date],
        now: Timestamp,
        random: [u8; 20],
    ) -> Result<usize> {
        let tx = self.write()?;
        if is_no_use(&tx, now)? {
            return Ok(0);
        }
        let asked = wants(postings, &standing(&tx, now)?, days, now);
        if asked.is_empty() {
            return Ok(0);
        }
        for want in &asked {
            let Some(posting) = postings.iter().find(|posting| posting.id == want.posting) else { continue };
            tx.execute(
                "INSERT OR REPLACE INTO seat_ask (posting, day_on, asked_at, whole) VALUES (?1, ?2, ?3, ?4)",
                params![want.posting.0, want.day.to_string(), millis(now), json(posting)?],
            )?;
        }
        let count = asked.len();
        let kind = (EntryKind::SeatRequest, SEAT_REQUEST_VERSION);
        enter(&tx, kind, None, now, random, |receipt, _| SeatRequest { receipt, wants: asked })?;
        tx.commit()?;
        Ok(count)
    }

    /// Returns the leases that have ended, with how many of their seats people hold; what was asked for days that are over
    /// is forgotten. Answers how many leases ended.
    ///
    /// # Errors
    /// After an error nothing was written.
    pub fn return_leases(&mut self, now: Timestamp, today: Date, random: [u8; 20]) -> Result<usize> {
        let tx = self.write()?;
        tx.execute("DELETE FROM seat_ask WHERE day_on < ?1", [today.to_string()])?;
        let sql = format!(
            "SELECT lease, ({HELD}) FROM seat_lease WHERE closed_at IS NULL AND until_at <= ?1 ORDER BY until_at LIMIT ?2"
        );
        let limit = i64::try_from(MAX_WANTS).unwrap_or(i64::MAX);
        let leases: Vec<LeaseEnd> = tx
            .prepare(&sql)?
            .query_map([millis(now), limit], |row| Ok(LeaseEnd { lease: row.get(0)?, taken: row.get(1)? }))?
            .collect::<rusqlite::Result<_>>()?;
        let ended = leases.len();
        if ended > 0 {
            for end in &leases {
                let sql = "UPDATE seat_lease SET closed_at = ?2 WHERE lease = ?1";
                tx.execute(sql, params![end.lease, millis(now)])?;
            }
            let kind = (EntryKind::SeatsReturned, SEATS_RETURNED_VERSION);
            enter(&tx, kind, None, now, random, |receipt, _| SeatsReturned { receipt, leases })?;
        }
        tx.commit()?;
        Ok(ended)
    }

    /// The day jobs of which this station has seats to give away now, those of today first.
    pub fn offers(&self, now: Timestamp, today: Date) -> Result<Vec<Offer>> {
        let sql = format!(
            "SELECT seat_ask.whole, seat_lease.day_on, sum(max(seats - ({HELD}), 0)) AS free
             FROM seat_lease JOIN seat_ask ON seat_ask.posting = seat_lease.posting AND seat_ask.day_on = seat_lease.day_on
             WHERE closed_at IS NULL AND until_at > ?1 AND seat_lease.day_on >= ?2
             GROUP BY seat_lease.posting, seat_lease.day_on HAVING free > 0 ORDER BY seat_lease.day_on, seat_lease.posting"
        );
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query(params![millis(now), today.to_string()])?;
        let mut offers = Vec::new();
        while let Some(row) = rows.next()? {
            let posting = read(&row.get::<_, String>(0)?)?;
            offers.push(Offer { posting, day: day(&row.get::<_, String>(1)?)?, free: row.get(2)?, found: None });
        }
        Ok(offers)
    }

    /// Every lease of this station from a day on.
    pub fn leases(&self, from: Date) -> Result<Vec<LeaseRow>> {
        let sql = format!(
            "SELECT lease, posting, day_on, seats, ({HELD}), until_at, closed_at IS NOT NULL FROM seat_lease
             WHERE day_on >= ?1 ORDER BY day_on, posting, lease"
        );
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query([from.to_string()])?;
        let mut leases = Vec::new();
        while let Some(row) = rows.next()? {
            leases.push(LeaseRow {
                lease: row.get(0)?,
                posting: PostingId(row.get(1)?),
                day: day(&row.get::<_, String>(2)?)?,
                seats: row.get(3)?,
                taken: row.get(4)?,
                until: moment(row.get(5)?)?,
                closed: row.get(6)?,
            });
        }
        Ok(leases)
    }
}

/// Whether another request would be none: the last one has not gone up yet, or the platform does not take such a thing.
fn is_no_use(db: &Connection, now: Timestamp) -> Result<bool> {
    let since = now.checked_sub(24.hours()).unwrap_or(Timestamp::MIN);
    let sql = "SELECT count(*) FROM entry WHERE kind = 'seat_request' AND (state = 'waiting'
               OR state = 'refused' AND refusal_code = 'unknown_kind' AND answered_at > ?1)";
    Ok(db.query_row(sql, [millis(since)], |row| row.get::<_, i64>(0))? > 0)
}

fn standing(db: &Connection, now: Timestamp) -> Result<Vec<Standing>> {
    let sql = format!(
        "SELECT posting, day_on, asked_at, (SELECT coalesce(sum(max(seats - ({HELD}), 0)), 0) FROM seat_lease
             WHERE seat_lease.posting = seat_ask.posting AND seat_lease.day_on = seat_ask.day_on
               AND closed_at IS NULL AND until_at > ?1) FROM seat_ask"
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([millis(now)])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let day = day(&row.get::<_, String>(1)?)?;
        let asked_at = moment(row.get(2)?)?;
        all.push(Standing { posting: PostingId(row.get(0)?), day, free: row.get(3)?, asked_at });
    }
    Ok(all)
}
