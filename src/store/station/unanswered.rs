//! Searches that found nothing: counted by day, and reported when the day is over.

use super::Station;
use super::entry::{self, NewEntry};
use crate::domain::unanswered::{Unanswered, report};
use crate::domain::{EntryId, EntryKind, JobKind, SEARCH_REPORT_VERSION, SearchMatter, SubjectId};
use crate::store::values::{count, day, millis};
use crate::store::{Result, StoreError};
use jiff::{Timestamp, civil::Date};
use rusqlite::{Connection, params};

impl Station {
    /// Counts a search of this day that found nothing.
    pub fn count_unanswered(&mut self, today: Date, what: &Unanswered) -> Result<()> {
        let sql = "INSERT INTO unanswered (day, job_kind, district, matter, count) VALUES (?1, ?2, ?3, ?4, 1)
                   ON CONFLICT (day, job_kind, district, matter) DO UPDATE SET count = count + 1";
        self.db.execute(
            sql,
            params![
                today.to_string(),
                what.job_kind.map_or("", JobKind::as_str),
                what.district.as_deref().unwrap_or_default(),
                what.matter.map_or("", SearchMatter::as_str)
            ],
        )?;
        Ok(())
    }

    /// How many are counted on this day and not reported yet.
    pub fn unanswered_on(&self, today: Date) -> Result<u64> {
        let sql = "SELECT coalesce(sum(count), 0) FROM unanswered WHERE day = ?1";
        Ok(count(self.db.query_row(sql, [today.to_string()], |row| row.get(0))?))
    }

    /// Makes one entry of the counts of one day that is not today, and takes the counts away: one transaction, so that each
    /// search is reported once, whatever happens. `random` are 20 fresh random bytes. Returns whether there was such a day.
    /// A day in the future was counted under another clock, and is over as well.
    ///
    /// # Errors
    /// After an error the counts are still there. Before enrolment they wait.
    pub fn report_unanswered(&mut self, today: Date, now: Timestamp, random: [u8; 20]) -> Result<bool> {
        let tx = self.write()?;
        let sql = "SELECT min(day) FROM unanswered WHERE day <> ?1";
        let over: Option<String> = tx.query_row(sql, [today.to_string()], |row| row.get(0))?;
        let Some(over) = over else { return Ok(false) };
        let (seq, receipt) = match entry::next_place(&tx) {
            Err(StoreError::NotEnrolled) => return Ok(false),
            place => place?,
        };
        let report = report(day(&over)?, counts_of(&tx, &over)?);
        let body = serde_json::to_string(&report).map_err(|_| StoreError::Unreadable("a report of searches"))?;
        let at = u64::try_from(millis(now)).unwrap_or(0);
        let (mut for_entry, mut for_subject) = ([0; 10], [0; 10]);
        for_entry.copy_from_slice(&random[..10]);
        for_subject.copy_from_slice(&random[10..]);
        let new = NewEntry {
            id: EntryId::new(at, for_entry),
            kind: EntryKind::SearchReport,
            version: SEARCH_REPORT_VERSION,
            // It is about nobody; a subject of its own, so that no other entry ever waits for it.
            subject: *SubjectId::new(at, for_subject).0.as_bytes(),
            made_at: now,
            body: &body,
        };
        new.write(&tx, seq, &receipt)?;
        tx.execute("DELETE FROM unanswered WHERE day = ?1", [over])?;
        tx.commit()?;
        Ok(true)
    }
}

fn counts_of(db: &Connection, over: &str) -> Result<Vec<(Unanswered, u32)>> {
    let mut statement = db.prepare("SELECT job_kind, district, matter, count FROM unanswered WHERE day = ?1")?;
    let mut rows = statement.query([over])?;
    let mut counts = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |column: usize| row.get::<_, String>(column);
        let what = Unanswered {
            job_kind: JobKind::parse(&text(0)?),
            district: Some(text(1)?).filter(|district| !district.is_empty()),
            matter: SearchMatter::parse(&text(2)?),
        };
        counts.push((what, row.get(3)?));
    }
    Ok(counts)
}
