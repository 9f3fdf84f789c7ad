//! Accepted entries, and those put before the inspector.

use super::db::{Db, Row};
use super::{Fail, gigs, offers, packs, seeker, wishes};
use crate::core::intake::{Earlier, Seen, Verdict, advance};
use crate::core::storage::{Record, TakenIn};
use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{named_params, params};
use serde_json::value::RawValue;
use uuid::Uuid;
use yizhan_wire::{Entry, EntryId, EntryKind, ReceiptNo, Refusal, SeqNo, StationId};

pub fn take_in(
    tx: &Db<'_>,
    station: StationId,
    entries: &[Entry],
    now: Timestamp,
    judge: &dyn Fn(Seen) -> Vec<Verdict>,
) -> Result<TakenIn, Fail> {
    let verdicts = judge(seen(tx, station, entries)?);
    for (entry, verdict) in entries.iter().zip(&verdicts) {
        match verdict {
            Verdict::Accept => {
                accept(tx, station, entry, now)?;
                wishes::carry_out(tx, station, entry, now)?;
                gigs::carry_out(tx, station, entry, now)?;
                offers::carry_out(tx, station, entry)?;
                seeker::carry_out(tx, station, entry, now)?;
            }
            Verdict::Refuse { refusal, holds_seq } => inspect(tx, station, entry, refusal, *holds_seq, now)?,
            Verdict::Known | Verdict::Conflict => {}
        }
    }
    Ok(TakenIn { seen_to: move_seen_to(tx, station, now)?, verdicts })
}

fn seen(tx: &Db<'_>, station: StationId, entries: &[Entry]) -> Result<Seen, Fail> {
    let mut seen = Seen::default();
    if entries.iter().any(|entry| entry.kind == EntryKind::Submission) {
        seen.forms = packs::forms(tx)?;
    }
    seen.gigs = gigs::book(tx, station, entries)?;
    seen.applications = seeker::applications(tx, station, entries)?;
    let names = tx.entry_names();
    let mut by_id = tx.prepare_cached(&format!(
        "SELECT hash, 1 FROM {names} WHERE station = ?1 AND id = ?2
         UNION ALL SELECT hash, 0 FROM inspection WHERE station = ?1 AND id = ?2 AND closed_at IS NULL"
    ))?;
    let mut by_seq = tx.prepare_cached(&format!(
        "SELECT id FROM {names} WHERE station = ?1 AND seq = ?2
         UNION ALL SELECT id FROM inspection WHERE station = ?1 AND seq = ?2 AND holds_seq = 1"
    ))?;
    for entry in entries {
        let mut rows = by_id.query(params![station.0, entry.id.0.as_bytes()])?;
        if let Some(row) = rows.next()? {
            seen.by_id.insert(entry.id, Earlier { hash: row.get(0)?, accepted: row.get(1)? });
        }
        let mut rows = by_seq.query(params![station.0, entry.seq.0])?;
        if let Some(row) = rows.next()? {
            seen.by_seq.insert(entry.seq, EntryId(Uuid::from_bytes(row.get(0)?)));
        }
    }
    Ok(seen)
}

fn accept(tx: &Db<'_>, station: StationId, entry: &Entry, now: Timestamp) -> Result<(), Fail> {
    let sql = "INSERT INTO entry (station, seq, id, kind, version, subject, receipt, made_at, accepted_at, hash, body)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    tx.prepare_cached(sql)?.execute(params![
        station.0,
        entry.seq.0,
        entry.id.0.as_bytes(),
        entry.kind.as_str(),
        entry.version,
        entry.subject.0.as_bytes(),
        ReceiptNo::of(station, entry.seq).as_str(),
        entry.made_at.as_millisecond(),
        now.as_millisecond(),
        entry.hash,
        wishes::body_to_keep(tx, station, entry)?,
    ])?;
    // It may have been refused before; its place in the sequence is now held by the accepted entry.
    let close = "UPDATE inspection SET closed_at = ?3, holds_seq = 0 WHERE station = ?1 AND id = ?2";
    tx.prepare_cached(close)?.execute(params![station.0, entry.id.0.as_bytes(), now.as_millisecond()])?;
    super::board::count(tx, station, entry, now)?;
    if entry.kind == EntryKind::PostingReport {
        super::doubts::report(tx, &serde_json::from_str(entry.body.get())?, now)?;
    }
    Ok(())
}

fn inspect(
    tx: &Db<'_>,
    station: StationId,
    entry: &Entry,
    refusal: &Refusal,
    holds_seq: bool,
    now: Timestamp,
) -> Result<(), Fail> {
    let sql =
        "INSERT INTO inspection (station, id, named_station, seq, holds_seq, kind, version, subject, made_at, hash,
                                       body, code, field, first_at, last_at)
               VALUES (:station, :id, :named, :seq, :holds, :kind, :version, :subject, :made_at, :hash,
                       :body, :code, :field, :now, :now)
               ON CONFLICT (station, id) DO UPDATE SET
                   named_station = excluded.named_station, seq = excluded.seq, holds_seq = excluded.holds_seq,
                   body = excluded.body, code = excluded.code, field = excluded.field, last_at = excluded.last_at,
                   times = inspection.times + 1";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":station": station.0,
        ":id": entry.id.0.as_bytes(),
        ":named": entry.station.0,
        ":seq": entry.seq.0,
        ":holds": holds_seq,
        ":kind": entry.kind.as_str(),
        ":version": entry.version,
        ":subject": entry.subject.0.as_bytes(),
        ":made_at": entry.made_at.as_millisecond(),
        ":hash": entry.hash,
        ":body": entry.body.get(),
        ":code": refusal.code.as_str(),
        ":field": refusal.field,
        ":now": now.as_millisecond(),
    })?;
    Ok(())
}

/// Moves the mark over what is complete now; stops reading at the first gap.
fn move_seen_to(tx: &Db<'_>, station: StationId, now: Timestamp) -> Result<SeqNo, Fail> {
    let before: i64 =
        tx.prepare_cached("SELECT seen_to FROM station WHERE id = ?1")?.query_row([station.0], |row| row.get(0))?;
    let names = tx.entry_names();
    let mut behind = tx.prepare_cached(&format!(
        "SELECT seq FROM {names} WHERE station = ?1 AND seq > ?2
         UNION SELECT seq FROM inspection WHERE station = ?1 AND seq > ?2 AND holds_seq = 1 ORDER BY seq"
    ))?;
    let mut rows = behind.query(params![station.0, before])?;
    let mut seen_to = SeqNo(before);
    while let Some(row) = rows.next()? {
        let further = advance(seen_to, SeqNo(row.get(0)?));
        if further == seen_to {
            break;
        }
        seen_to = further;
    }
    tx.prepare_cached("UPDATE station SET seen_to = ?2, upload_at = ?3 WHERE id = ?1")?.execute(params![
        station.0,
        seen_to.0,
        now.as_millisecond()
    ])?;
    Ok(seen_to)
}

pub fn records(db: &Db<'_>, kind: Option<EntryKind>, visit: &mut dyn FnMut(Record) -> bool) -> Result<(), Fail> {
    // Some at a time: a server hands over all that it is asked for.
    let sql = "SELECT station, seq, id, kind, receipt, body, number FROM entry
               WHERE number > ?2 AND (kind = ?1 OR ?1 IS NULL) ORDER BY number LIMIT 1000";
    let mut statement = db.prepare_cached(sql)?;
    let mut behind = 0;
    loop {
        let mut rows = statement.query(params![kind.map(EntryKind::as_str), behind])?;
        let before = behind;
        while let Some(row) = rows.next()? {
            behind = row.get(6)?;
            if !visit(record(&row)?) {
                return Ok(());
            }
        }
        if behind == before {
            return Ok(());
        }
    }
}

fn record(row: &Row<'_>) -> Result<Record, Fail> {
    let (station, seq) = (StationId(row.get(0)?), SeqNo(row.get(1)?));
    let kind: String = row.get(3)?;
    let receipt = ReceiptNo::of(station, seq);
    if row.text(4)? != receipt.as_str() {
        return Err(Fail::Impossible("a receipt of another entry"));
    }
    Ok(Record {
        station,
        seq,
        id: EntryId(Uuid::from_bytes(row.get(2)?)),
        kind: EntryKind::parse(&kind).unwrap_or(EntryKind::Other),
        receipt,
        body: RawValue::from_string(row.get(5)?)?,
    })
}

/// A moment of a column named *_at.
pub fn moment(millis: i64) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(millis)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Integer, Box::new(e)))
}
