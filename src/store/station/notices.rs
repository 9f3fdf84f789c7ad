//! Notices of the province to this station: taken over with their cursor in one transaction, kept, and found again by what
//! they are about.

use super::{OF_HER, Station, application, gigs, referrals, trust, wishes};
use crate::domain::ledger::{NoticeRow, NoticeState};
use crate::domain::notice::{About, Notice, NoticeKind, NoticeMark};
use crate::domain::{EntryId, NoticeId, NoticeNo, ReceiptNo, SubjectId};
use crate::store::values::{count, millis, moment, moment_or_none};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use rusqlite::{Connection, Row, ToSql, Transaction, params};
use uuid::Uuid;

const COLUMNS: &str = "seq, id, made_at, kind, body, entry, receipt, subject, arrived_at, seen_at";

impl Station {
    /// How far the notices have been taken over, and how many nobody has seen yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn notice_state(&self) -> Result<NoticeState> {
        let unseen =
            self.db.query_row("SELECT count(*) FROM notice WHERE seen_at IS NULL AND body IS NOT NULL", [], |row| {
                row.get(0)
            })?;
        Ok(NoticeState { mark: mark(&self.db)?, unseen: count(unseen) })
    }

    /// Takes over a page of notices and moves the cursor to its last: one transaction, so that each notice is here once,
    /// whatever is killed and however often the page comes. What a notice brings about here happens in the same
    /// transaction. Returns how many were new.
    ///
    /// # Errors
    /// After an error nothing has changed, the cursor neither.
    pub fn take_notices(&mut self, notices: &[Notice], now: Timestamp) -> Result<usize> {
        let tx = self.write()?;
        let mut to = mark(&tx)?;
        let mut new = 0;
        for notice in notices {
            if notice.seq > to.seq {
                // A platform that was restored may hand out a known one under another number.
                new += put(&tx, notice, now)?;
                wishes::confirm(&tx, notice, now)?;
                trust::configure(&tx, notice)?;
                gigs::lease(&tx, notice)?;
                referrals::answered(&tx, notice, now)?;
                application::answered(&tx, notice, now)?;
                to = NoticeMark { seq: notice.seq, id: Some(notice.id) };
            }
        }
        let id = to.id.map(|id| *id.0.as_bytes());
        tx.execute("UPDATE notice_feed SET cursor = ?1, last_id = ?2", params![to.seq.0, id])?;
        let forgotten = wishes::forget(&tx, now)?;
        tx.commit()?;
        if forgotten {
            self.empty_log()?;
        }
        Ok(new)
    }

    /// Notices behind a number, in the order they came.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn notices_after(&self, after: NoticeNo, limit: usize) -> Result<Vec<NoticeRow>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.list_notices("seq > ?1 ORDER BY seq LIMIT ?2", &[&after.0, &limit])
    }

    /// The newest notices, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn latest_notices(&self, limit: usize) -> Result<Vec<NoticeRow>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.list_notices("true ORDER BY seq DESC LIMIT ?1", &[&limit])
    }

    /// All notices about a person, in the order they came.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn notices_about(&self, subject: SubjectId) -> Result<Vec<NoticeRow>> {
        self.list_notices(&format!("subject IN {OF_HER} ORDER BY seq"), &[subject.0.as_bytes()])
    }

    /// All notices about the entry behind a receipt, in the order they came.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn notices_about_receipt(&self, receipt: &ReceiptNo) -> Result<Vec<NoticeRow>> {
        self.list_notices("receipt = ?1 ORDER BY seq", &[&receipt.as_str()])
    }

    /// All notices of one kind, in the order they came.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn notices_of_kind(&self, kind: &str) -> Result<Vec<NoticeRow>> {
        self.list_notices("kind = ?1 ORDER BY seq", &[&kind])
    }

    /// Notes that somebody who may act on it has seen the notice; the first time counts.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn notice_seen(&mut self, seq: NoticeNo, now: Timestamp) -> Result<()> {
        let sql = "UPDATE notice SET seen_at = ?2 WHERE seq = ?1 AND seen_at IS NULL";
        self.db.execute(sql, params![seq.0, millis(now)])?;
        Ok(())
    }

    fn list_notices(&self, which: &str, parameters: &[&dyn ToSql]) -> Result<Vec<NoticeRow>> {
        let mut statement =
            self.db.prepare(&format!("SELECT {COLUMNS} FROM notice WHERE body IS NOT NULL AND {which}"))?;
        let mut rows = statement.query(parameters)?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(notice_row(row)?);
        }
        Ok(list)
    }
}

/// The last notice that was taken over.
fn mark(db: &Connection) -> Result<NoticeMark> {
    Ok(db.query_row("SELECT cursor, last_id FROM notice_feed", [], |row| {
        let id: Option<[u8; 16]> = row.get(1)?;
        Ok(NoticeMark { seq: NoticeNo(row.get(0)?), id: id.map(|bytes| NoticeId(Uuid::from_bytes(bytes))) })
    })?)
}

fn put(tx: &Transaction<'_>, notice: &Notice, now: Timestamp) -> Result<usize> {
    let About { entry, receipt, subject } = &notice.about;
    // What only the machine acts on waits for nobody's eyes.
    let seen = matches!(NoticeKind::parse(&notice.kind), Some(NoticeKind::SeatsLeased | NoticeKind::Configuration));
    let sql = "INSERT INTO notice (seq, id, made_at, kind, body, entry, receipt, subject, arrived_at, seen_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO NOTHING";
    Ok(tx.prepare_cached(sql)?.execute(params![
        notice.seq.0,
        notice.id.0.as_bytes(),
        millis(notice.made_at),
        notice.kind,
        notice.body.to_string(),
        entry.as_ref().map(|id| *id.0.as_bytes()),
        receipt.as_ref().map(ReceiptNo::as_str),
        subject.as_ref().map(|id| *id.0.as_bytes()),
        millis(now),
        seen.then(|| millis(now))
    ])?)
}

fn notice_row(row: &Row<'_>) -> Result<NoticeRow> {
    let uuid = |column: usize| row.get::<_, Option<[u8; 16]>>(column).map(|bytes| bytes.map(Uuid::from_bytes));
    let receipt: Option<String> = row.get(6)?;
    let body: String = row.get(4)?;
    Ok(NoticeRow {
        notice: Notice {
            seq: NoticeNo(row.get(0)?),
            id: NoticeId(Uuid::from_bytes(row.get(1)?)),
            made_at: moment(row.get(2)?)?,
            about: About {
                entry: uuid(5)?.map(EntryId),
                receipt: receipt.and_then(|text| ReceiptNo::parse(&text)),
                subject: uuid(7)?.map(SubjectId),
            },
            kind: row.get(3)?,
            body: serde_json::from_str(&body).map_err(|_| StoreError::Unreadable("a notice"))?,
        },
        arrived_at: moment(row.get(8)?)?,
        seen_at: moment_or_none(row.get(9)?)?,
    })
}
