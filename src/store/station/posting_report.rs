//! Reports of postings that are not as they say: an entry for the province, and a line for the desk until a clerk has
//! called the employer.

use super::Station;
use super::entry::{self, NewEntry};
use crate::domain::ledger::{Registered, ReportedPosting};
use crate::domain::{EntryKind, POSTING_REPORT_VERSION, Posting, PostingFlaw, PostingId, PostingReport};
use crate::store::values::{count, millis, moment};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use rusqlite::params;

impl Station {
    /// Writes a report and its entry in one transaction. `random` are 20 fresh random bytes.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment. After an error nothing was written.
    pub fn report_posting(
        &mut self,
        posting: &Posting,
        flaw: PostingFlaw,
        now: Timestamp,
        random: [u8; 20],
    ) -> Result<Registered> {
        let tx = self.write()?;
        let (seq, receipt) = entry::next_place(&tx)?;
        let report = PostingReport {
            receipt: receipt.clone(),
            posting: posting.id,
            title: posting.title.clone(),
            employer: posting.employer.clone(),
            flaw,
        };
        let body = serde_json::to_string(&report).map_err(|_| StoreError::Unreadable("a report of a posting"))?;
        // It is about nobody; a subject of its own, so that no other entry ever waits for it.
        let (id, subject) = entry::new_ids(now, random);
        let new = NewEntry {
            id,
            kind: EntryKind::PostingReport,
            version: POSTING_REPORT_VERSION,
            subject: *subject.0.as_bytes(),
            made_at: now,
            body: &body,
        };
        new.write(&tx, seq, &receipt)?;
        tx.execute(
            "INSERT INTO reported_posting (entry_seq, posting, title, employer, flaw, reported_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![seq.0, posting.id.0, posting.title, posting.employer, flaw.as_str(), millis(now)],
        )?;
        tx.commit()?;
        Ok(Registered { receipt, entry: id, already: false, seal: String::new() })
    }

    /// Postings with reports that no clerk has closed, the one reported most often first; of equal ones the latest.
    pub fn reported_postings(&self, limit: usize) -> Result<Vec<ReportedPosting>> {
        let mut statement = self.db.prepare(
            "SELECT posting, title, employer, group_concat(flaw, ' '), count(*), max(reported_at)
             FROM (SELECT * FROM reported_posting WHERE handled_at IS NULL ORDER BY entry_seq)
             GROUP BY posting ORDER BY count(*) DESC, max(reported_at) DESC LIMIT ?1",
        )?;
        let mut rows = statement.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let mut flaws: Vec<PostingFlaw> =
                row.get::<_, String>(3)?.split(' ').filter_map(PostingFlaw::parse).collect();
            flaws.sort_unstable();
            flaws.dedup();
            list.push(ReportedPosting {
                posting: PostingId(row.get(0)?),
                title: row.get(1)?,
                employer: row.get(2)?,
                flaws,
                times: count(row.get(4)?),
                last_at: moment(row.get(5)?)?,
            });
        }
        Ok(list)
    }

    /// A clerk has seen to everything that was reported about a posting until now.
    pub fn close_posting_reports(&mut self, posting: PostingId, clerk: &str, now: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE reported_posting SET handled_at = ?2, handled_by = ?3 WHERE posting = ?1 AND handled_at IS NULL",
            params![posting.0, millis(now), clerk],
        )?;
        Ok(())
    }
}
