//! Wishes of people, carried out on the log of entries.

use super::db::Db;
use super::{Fail, notices, pictures};
use crate::core::wishes::{Wish, confirmation, left_of, wish};
use jiff::Timestamp;
use rusqlite::params;
use uuid::Uuid;
use yizhan_wire::{Entry, EntryKind, PersonMerge, SeqNo, StationId, SubjectId};

/// What is to be kept of an entry that comes in: a wish that was sent after it holds for it, too.
pub fn body_to_keep(db: &Db<'_>, station: StationId, entry: &Entry) -> Result<String, Fail> {
    let sql = "SELECT kind, whole FROM wish WHERE station = ?1 AND subject = ?2 AND seq > ?3 ORDER BY seq";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![station.0, entry.subject.0.as_bytes(), entry.seq.0])?;
    let mut body = entry.body.get().to_owned();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        body = left_of(entry.kind, &body, &read(&kind, &row.get::<_, String>(1)?)?);
    }
    Ok(body)
}

/// Carries out the wish that an accepted entry may be, and confirms it to the station. It is about the person, whichever of her
/// subjects it names.
pub fn carry_out(tx: &Db<'_>, station: StationId, entry: &Entry, now: Timestamp) -> Result<(), Fail> {
    if entry.kind == EntryKind::PersonMerge {
        return join(tx, station, entry, now);
    }
    let Some(wished) = wish(entry) else { return Ok(()) };
    let mut changed = 0;
    for subject in subjects_of(tx, station, entry.subject, entry.seq)? {
        changed += fulfil(tx, (station, subject, entry.seq), &wished, now)?;
    }
    notices::put(tx, &confirmation(entry, &wished, changed, now)?)?;
    Ok(())
}

/// Remembers that two subjects are one person. A wish that came before this entry and was made after it is hers whole.
fn join(tx: &Db<'_>, station: StationId, entry: &Entry, now: Timestamp) -> Result<(), Fail> {
    let merge: PersonMerge = serde_json::from_str(entry.body.get())?;
    let (away, stays) = (merge.away.0.as_bytes(), entry.subject.0.as_bytes());
    tx.execute(
        "INSERT INTO merged (station, seq, away, stays) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![station.0, entry.seq.0, away, stays],
    )?;
    let later: Vec<(i64, String, String, [u8; 16])> = tx
        .prepare_cached(
            "SELECT seq, kind, whole, subject FROM wish WHERE station = ?1 AND subject IN (?2, ?3) AND seq > ?4",
        )?
        .query_map(params![station.0, away, stays, entry.seq.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    for (seq, kind, whole, subject) in later {
        let wished = read(&kind, &whole)?;
        for subject in subjects_of(tx, station, SubjectId(Uuid::from_bytes(subject)), SeqNo(seq))? {
            fulfil(tx, (station, subject, SeqNo(seq)), &wished, now)?;
        }
    }
    Ok(())
}

/// All subjects that were one person before this place of the station's sequence.
pub(super) fn subjects_of(
    db: &Db<'_>,
    station: StationId,
    of: SubjectId,
    before: SeqNo,
) -> Result<Vec<SubjectId>, Fail> {
    let sql = "WITH RECURSIVE her (subject) AS (
                   SELECT CAST(?2 AS BLOB)
                   UNION SELECT CASE WHEN m.stays = her.subject THEN m.away ELSE m.stays END
                   FROM merged AS m JOIN her ON m.stays = her.subject OR m.away = her.subject
                   WHERE m.station = ?1 AND m.seq < ?3)
               SELECT subject FROM her";
    let mut statement = db.prepare_cached(sql)?;
    let subjects = statement.query_map(params![station.0, of.0.as_bytes(), before.0], |row| {
        row.get(0).map(Uuid::from_bytes).map(SubjectId)
    })?;
    Ok(subjects.collect::<Result<_, _>>()?)
}

fn read(kind: &str, whole: &str) -> Result<Wish, Fail> {
    if kind == EntryKind::Erasure.as_str() { Ok(Wish::Erase) } else { Ok(Wish::TakeBack(serde_json::from_str(whole)?)) }
}

/// Does what is wished to everything of a subject below a place of the sequence; answers how many entries changed.
fn fulfil(
    tx: &Db<'_>,
    (station, subject, seq): (StationId, SubjectId, SeqNo),
    wished: &Wish,
    now: Timestamp,
) -> Result<usize, Fail> {
    let (kind, purposes) = match wished {
        Wish::TakeBack(purposes) => (EntryKind::Withdrawal, serde_json::to_string(purposes)?),
        Wish::Erase => (EntryKind::Erasure, "[]".to_owned()),
    };
    let her = subject.0.as_bytes();
    tx.execute(
        "INSERT INTO wish (station, subject, seq, kind, whole, done_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO NOTHING",
        params![station.0, her, seq.0, kind.as_str(), purposes, now.as_millisecond()],
    )?;
    let changed = rewrite(tx, "entry", (station, subject, seq), wished)?;
    rewrite(tx, "inspection", (station, subject, seq), wished)?;
    if *wished == Wish::Erase {
        // Answers and decisions speak of her, too, by whichever of her names they came. A station that asks for them again gets their numbers; that the wish was
        // followed stays said.
        let names = tx.entry_names();
        let hers = |name| format!("SELECT {name} FROM {names} WHERE station = ?1 AND subject = ?2 AND seq < ?3");
        let (entries, receipts) = (hers("id"), hers("receipt"));
        let sql = format!(
            "UPDATE notice SET body = 'null' WHERE station = ?1 AND kind NOT LIKE '%_confirmed'
                AND (subject = ?2 OR entry IN ({entries}) OR receipt IN ({receipts}))"
        );
        tx.execute(&sql, params![station.0, her, seq.0])?;
        // By her name and number she is known again at other stations; nobody is any more.
        let sql = format!(
            "UPDATE seat SET person = {} WHERE station = ?1 AND seq IN
                 (SELECT seq FROM {} WHERE station = ?1 AND subject = ?2 AND seq < ?3)",
            tx.random_hash(),
            tx.entry_names()
        );
        tx.execute(&sql, params![station.0, her, seq.0])?;
        pictures::erase(tx, (station, subject, seq))?;
        let sql = format!(
            "DELETE FROM service_account WHERE station = ?1 AND entry IN
                 (SELECT id FROM {} WHERE station = ?1 AND subject = ?2 AND seq < ?3)",
            tx.entry_names()
        );
        tx.execute(&sql, params![station.0, her, seq.0])?;
    }
    Ok(changed)
}

/// Changes what stands in a table of her and was sent before the wish; answers how many.
fn rewrite(
    tx: &Db<'_>,
    table: &'static str,
    (station, subject, before): (StationId, SubjectId, SeqNo),
    wished: &Wish,
) -> Result<usize, Fail> {
    let sql = format!("SELECT id, kind, body FROM {table} WHERE station = ?1 AND subject = ?2 AND seq < ?3");
    let hers: Vec<([u8; 16], String, String)> = tx
        .prepare_cached(&sql)?
        .query_map(params![station.0, subject.0.as_bytes(), before.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    let mut put = tx.prepare_cached(&format!("UPDATE {table} SET body = ?3 WHERE station = ?1 AND id = ?2"))?;
    let mut changed = 0;
    for (id, kind, before) in hers {
        let after = left_of(EntryKind::parse(&kind).unwrap_or(EntryKind::Other), &before, wished);
        if after != before {
            changed += put.execute(params![station.0, id, after])?;
        }
    }
    Ok(changed)
}
