//! Wishes of people, carried out on the log of entries.

use super::{Fail, notices};
use crate::core::wishes::{Wish, confirmation, left_of, wish};
use jiff::Timestamp;
use rusqlite::{Connection, Transaction, params};
use yizhan_wire::{Entry, EntryKind, StationId};

/// What is to be kept of an entry that comes in: a wish that was sent after it holds for it, too.
pub fn body_to_keep(db: &Connection, station: StationId, entry: &Entry) -> Result<String, Fail> {
    let sql = "SELECT kind, whole FROM wish WHERE station = ?1 AND subject = ?2 AND seq > ?3 ORDER BY seq";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![station.0, entry.subject.0.as_bytes(), entry.seq.0])?;
    let mut body = entry.body.get().to_owned();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        let wished = if kind == EntryKind::Erasure.as_str() {
            Wish::Erase
        } else {
            Wish::TakeBack(serde_json::from_str(&row.get::<_, String>(1)?)?)
        };
        body = left_of(entry.kind, &body, &wished);
    }
    Ok(body)
}

/// Carries out the wish that an accepted entry may be, and confirms it to the station.
pub fn carry_out(tx: &Transaction<'_>, station: StationId, entry: &Entry, now: Timestamp) -> Result<(), Fail> {
    let Some(wished) = wish(entry) else { return Ok(()) };
    let purposes = match &wished {
        Wish::TakeBack(purposes) => serde_json::to_string(purposes)?,
        Wish::Erase => "[]".to_owned(),
    };
    let subject = entry.subject.0.as_bytes();
    tx.execute(
        "INSERT INTO wish (station, subject, seq, kind, whole, done_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![station.0, subject, entry.seq.0, entry.kind.as_str(), purposes, now.as_millisecond()],
    )?;
    let changed = rewrite(tx, "entry", station, entry, &wished)?;
    rewrite(tx, "inspection", station, entry, &wished)?;
    if wished == Wish::Erase {
        // Answers and decisions speak of her, too. A station that asks for them again gets their numbers.
        let sql = "UPDATE notice SET body = 'null' WHERE station = ?1 AND subject = ?2";
        tx.execute(sql, params![station.0, subject])?;
        // By her name and number she is known again at other stations; nobody is any more.
        let sql = "UPDATE seat SET person = randomblob(32) WHERE station = ?1 AND seq IN
                       (SELECT seq FROM entry WHERE station = ?1 AND subject = ?2 AND seq < ?3)";
        tx.execute(sql, params![station.0, subject, entry.seq.0])?;
    }
    notices::put(tx, &confirmation(entry, &wished, changed, now)?)?;
    Ok(())
}

/// Changes what stands in a table of her and was sent before the wish; answers how many.
fn rewrite(
    tx: &Transaction<'_>,
    table: &'static str,
    station: StationId,
    entry: &Entry,
    wished: &Wish,
) -> Result<usize, Fail> {
    let sql = format!("SELECT id, kind, body FROM {table} WHERE station = ?1 AND subject = ?2 AND seq < ?3");
    let hers: Vec<([u8; 16], String, String)> = tx
        .prepare(&sql)?
        .query_map(params![station.0, entry.subject.0.as_bytes(), entry.seq.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    let mut put = tx.prepare(&format!("UPDATE {table} SET body = ?3 WHERE station = ?1 AND id = ?2"))?;
    let mut changed = 0;
    for (id, kind, before) in hers {
        let after = left_of(EntryKind::parse(&kind).unwrap_or(EntryKind::Other), &before, wished);
        if after != before {
            changed += put.execute(params![station.0, id, after])?;
        }
    }
    Ok(changed)
}
