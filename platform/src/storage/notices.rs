//! Notices for one station.

use super::Fail;
use super::db::{Db, Row};
use super::entries::moment;
use crate::core::notices::{Asked, Given, NewNotice, SentNotice, asked};
use rusqlite::{OptionalExtension as _, params};
use uuid::Uuid;
use yizhan_wire::notice::{About, Notice, NoticeMark, NoticePage};
use yizhan_wire::{EntryId, NoticeId, NoticeNo, ReceiptNo, StationId, SubjectId};

/// Gives the notice the next number of its station; `None` where there is no such station.
pub fn put(tx: &Db<'_>, new: &NewNotice) -> Result<Option<NoticeNo>, Fail> {
    if !tx.prepare_cached("SELECT 1 FROM station WHERE id = ?1")?.exists([new.station.0])? {
        return Ok(None);
    }
    let seq = NoticeNo(given(tx, new.station)?.last.0 + 1);
    tx.prepare_cached(
        "INSERT INTO notice (id, station, seq, kind, body, entry, receipt, subject, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        new.id.0.as_bytes(),
        new.station.0,
        seq.0,
        new.kind,
        serde_json::to_string(&new.body)?,
        new.about.entry.as_ref().map(|id| *id.0.as_bytes()),
        new.about.receipt.as_ref().map(ReceiptNo::as_str),
        new.about.subject.as_ref().map(|id| *id.0.as_bytes()),
        new.made_at.as_millisecond(),
    ])?;
    set(tx, new.station, "last_seq", seq)?;
    Ok(Some(seq))
}

/// Whether it is new how far the station says it is, judged without the lock of a writer.
pub fn is_news(db: &Db<'_>, station: StationId, mark: NoticeMark) -> Result<bool, Fail> {
    Ok(asked(mark, given_at(db, station, mark.seq)?) != Asked::AsBefore)
}

/// Remembers how far the station says it is.
pub fn take_mark(tx: &Db<'_>, station: StationId, mark: NoticeMark) -> Result<(), Fail> {
    let before = given_at(tx, station, mark.seq)?;
    match asked(mark, before) {
        Asked::AsBefore => return Ok(()),
        Asked::Further => {}
        Asked::Renumber { behind, by } => {
            // No new number is an old one, so that none stands twice in between.
            let sql = "UPDATE notice SET seq = seq + ?3 WHERE station = ?1 AND seq > ?2";
            tx.execute(sql, params![station.0, behind.0, by])?;
            set(tx, station, "last_seq", NoticeNo(before.last.0 + by))?;
        }
    }
    set(tx, station, "taken_to", mark.seq)
}

pub fn page(db: &Db<'_>, station: StationId, after: NoticeNo, limit: usize) -> Result<NoticePage, Fail> {
    let sql = "SELECT seq, id, made_at, kind, body, entry, receipt, subject FROM notice
               WHERE station = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
    let mut statement = db.prepare_cached(sql)?;
    let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = statement.query(params![station.0, after.0, one_more])?;
    let mut notices = Vec::new();
    while let Some(row) = rows.next()? {
        let body: String = row.get(4)?;
        notices.push(Notice {
            seq: NoticeNo(row.get(0)?),
            id: NoticeId(Uuid::from_bytes(row.get(1)?)),
            made_at: row.get(2).and_then(moment)?,
            about: about(&row, 5)?,
            kind: row.get(3)?,
            body: serde_json::from_str(&body)?,
        });
    }
    let more = notices.len() > limit;
    notices.truncate(limit);
    Ok(NoticePage { notices, more })
}

/// The station's last notice.
pub fn last(db: &Db<'_>, station: StationId) -> Result<Option<NoticeId>, Fail> {
    let sql = "SELECT id FROM notice WHERE station = ?1 ORDER BY seq DESC LIMIT 1";
    let id = db.prepare_cached(sql)?.query_row([station.0], |row| row.get(0).map(Uuid::from_bytes).map(NoticeId));
    Ok(id.optional()?)
}

/// Whom a receipt is about.
pub fn about_receipt(db: &Db<'_>, receipt: &ReceiptNo) -> Result<Option<(StationId, About)>, Fail> {
    let sql = format!("SELECT station, id, receipt, subject FROM {} WHERE receipt = ?1", db.entry_names());
    let found = db.prepare_cached(&sql)?.query_row([receipt.as_str()], |row| {
        let about = About {
            entry: Some(EntryId(Uuid::from_bytes(row.get(1)?))),
            receipt: Some(receipt.clone()),
            subject: Some(SubjectId(Uuid::from_bytes(row.get(3)?))),
        };
        Ok((StationId(row.get(0)?), about))
    });
    Ok(found.optional()?)
}

/// Shows the notices that were sent, in the order of their making, until `visit` answers false.
pub fn sent(db: &Db<'_>, visit: &mut dyn FnMut(SentNotice) -> bool) -> Result<(), Fail> {
    let sql = "SELECT n.station, n.seq, n.id, n.kind, n.made_at, n.seq <= l.taken_to, n.entry, n.receipt, n.subject
               FROM notice AS n JOIN notice_line AS l ON l.station = n.station ORDER BY n.number";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let notice = SentNotice {
            station: StationId(row.get(0)?),
            seq: NoticeNo(row.get(1)?),
            id: NoticeId(Uuid::from_bytes(row.get(2)?)),
            kind: row.get(3)?,
            made_at: row.get(4).and_then(moment)?,
            taken: row.get(5)?,
            about: about(&row, 6)?,
        };
        if !visit(notice) {
            break;
        }
    }
    Ok(())
}

/// Entry, receipt and subject, from three columns.
fn about(row: &Row<'_>, first: usize) -> Result<About, Fail> {
    let uuid = |column: usize| row.get::<_, Option<[u8; 16]>>(column).map(|bytes| bytes.map(Uuid::from_bytes));
    let receipt: Option<String> = row.get(first + 1)?;
    let receipt = receipt.map(|text| ReceiptNo::parse(&text).ok_or(Fail::Impossible("a receipt that is none")));
    Ok(About {
        entry: uuid(first)?.map(EntryId),
        receipt: receipt.transpose()?,
        subject: uuid(first + 2)?.map(SubjectId),
    })
}

fn given(db: &Db<'_>, station: StationId) -> Result<Given, Fail> {
    given_at(db, station, NoticeNo(0))
}

fn given_at(db: &Db<'_>, station: StationId, seq: NoticeNo) -> Result<Given, Fail> {
    let sql = "SELECT last_seq, taken_to, (SELECT id FROM notice AS n WHERE n.station = l.station AND n.seq = ?2)
               FROM notice_line AS l WHERE l.station = ?1";
    let row = db.prepare_cached(sql)?.query_row([station.0, seq.0], |row| {
        let at_mark: Option<[u8; 16]> = row.get(2)?;
        let at_mark = at_mark.map(|bytes| NoticeId(Uuid::from_bytes(bytes)));
        Ok(Given { last: NoticeNo(row.get(0)?), taken: NoticeNo(row.get(1)?), at_mark })
    });
    Ok(row.optional()?.unwrap_or_default())
}

fn set(tx: &Db<'_>, station: StationId, column: &'static str, value: NoticeNo) -> Result<(), Fail> {
    let sql = format!(
        "INSERT INTO notice_line (station, {column}) VALUES (?1, ?2)
         ON CONFLICT (station) DO UPDATE SET {column} = excluded.{column}"
    );
    tx.prepare_cached(&sql)?.execute(params![station.0, value.0])?;
    Ok(())
}
