//! Accepted entries, and those put before the inspector.

use super::db::{Db, Row};
use super::{Fail, forwards, gigs, offers, packs, seeker, wishes};
use crate::core::intake::{Earlier, Seen, Verdict, advance};
use crate::core::storage::{Record, TakenIn};
use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{ToSql, named_params, params};
use serde_json::value::RawValue;
use uuid::Uuid;
use yizhan_wire::{Entry, EntryId, EntryKind, ReceiptNo, Refusal, SeqNo, StationId};

/// So many rows are asked for, or put in, by one statement, where so many are left: a server is not asked once for each.
const AT_ONCE: [usize; 4] = [64, 16, 4, 1];

pub fn take_in(
    tx: &Db<'_>,
    station: StationId,
    entries: &[Entry],
    now: Timestamp,
    judge: &dyn Fn(Seen) -> Vec<Verdict>,
) -> Result<TakenIn, Fail> {
    let verdicts = judge(seen(tx, station, entries)?);
    let with = |wanted: fn(&Verdict) -> bool| {
        entries.iter().zip(&verdicts).filter(move |(_, verdict)| wanted(verdict)).map(|(entry, _)| entry)
    };
    let accepted: Vec<&Entry> = with(|verdict| matches!(verdict, Verdict::Accept)).collect();
    accept(tx, station, &accepted, now)?;
    for entry in &accepted {
        wishes::carry_out(tx, station, entry, now)?;
        gigs::carry_out(tx, station, entry, now)?;
        offers::carry_out(tx, station, entry)?;
        seeker::carry_out(tx, station, entry, now)?;
        forwards::carry_out(tx, entry, now)?;
    }
    for (entry, verdict) in entries.iter().zip(&verdicts) {
        if let Verdict::Refuse { refusal, holds_seq } = verdict {
            inspect(tx, station, entry, refusal, *holds_seq, now)?;
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
    for part in in_parts(entries) {
        let listed = places(1, part.len(), 2);
        let by_id = format!(
            "SELECT id, hash, 1 FROM {names} WHERE station = ?1 AND id IN {listed}
             UNION ALL SELECT id, hash, 0 FROM inspection WHERE station = ?1 AND id IN {listed} AND closed_at IS NULL"
        );
        let ids: Vec<&[u8; 16]> = part.iter().map(|entry| entry.id.0.as_bytes()).collect();
        for earlier in tx.prepare_cached(&by_id)?.query_map(&*bound(&station.0, &ids), |row| {
            Ok((EntryId(Uuid::from_bytes(row.get(0)?)), Earlier { hash: row.get(1)?, accepted: row.get(2)? }))
        })? {
            // Accepted ones come first, and count.
            let (id, earlier) = earlier?;
            seen.by_id.entry(id).or_insert(earlier);
        }
        let by_seq = format!(
            "SELECT seq, id FROM {names} WHERE station = ?1 AND seq IN {listed}
             UNION ALL SELECT seq, id FROM inspection WHERE station = ?1 AND seq IN {listed} AND holds_seq = 1"
        );
        let seqs: Vec<i64> = part.iter().map(|entry| entry.seq.0).collect();
        for held in tx.prepare_cached(&by_seq)?.query_map(&*bound(&station.0, &seqs), |row| {
            Ok((SeqNo(row.get(0)?), EntryId(Uuid::from_bytes(row.get(1)?))))
        })? {
            let (seq, id) = held?;
            seen.by_seq.entry(seq).or_insert(id);
        }
    }
    Ok(seen)
}

/// Parts of a list, each as long as a statement takes rows: of each length one statement is made.
pub(super) fn in_parts<T>(mut left: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let length = AT_ONCE.into_iter().find(|length| *length <= left.len())?;
        let (part, behind) = left.split_at(length);
        left = behind;
        Some(part)
    })
}

/// The places of some rows of values, the first of them with this number: `(?2, ?3), (?4, ?5)`.
pub(super) fn places(rows: usize, width: usize, first: usize) -> String {
    let row = |row: usize| {
        let row: Vec<String> = (first + row * width..).take(width).map(|place| format!("?{place}")).collect();
        format!("({})", row.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// A value, and those of a list behind it.
pub(super) fn bound<'v, T: ToSql>(first: &'v dyn ToSql, rest: &'v [T]) -> Vec<&'v dyn ToSql> {
    std::iter::once(first).chain(rest.iter().map(|one| one as &dyn ToSql)).collect()
}

fn accept(tx: &Db<'_>, station: StationId, entries: &[&Entry], now: Timestamp) -> Result<(), Fail> {
    let wished = tx.prepare_cached("SELECT 1 FROM wish WHERE station = ?1 LIMIT 1")?.exists([station.0])?;
    for part in in_parts(entries) {
        let mut rows = Vec::with_capacity(part.len());
        for entry in part {
            let body = if wished { wishes::body_to_keep(tx, station, entry)? } else { entry.body.get().to_owned() };
            rows.push((station, *entry, now, body));
        }
        insert(tx, &rows)?;
        close(tx, station, part, now)?;
    }
    super::board::count(tx, entries.iter().map(|entry| (station, *entry, now)))?;
    for entry in entries.iter().filter(|entry| entry.kind == EntryKind::PostingReport) {
        super::doubts::report(tx, &serde_json::from_str(entry.body.get())?, now)?;
    }
    Ok(())
}

/// Writes accepted entries: whose each is, when it came, and what of its body is kept.
pub(super) fn insert(tx: &Db<'_>, entries: &[(StationId, &Entry, Timestamp, String)]) -> Result<(), Fail> {
    const COLUMNS: usize = 11;
    let mut row: Vec<Box<dyn ToSql + '_>> = Vec::with_capacity(COLUMNS * entries.len());
    for (station, entry, now, body) in entries {
        row.push(Box::new(station.0));
        row.push(Box::new(entry.seq.0));
        row.push(Box::new(entry.id.0.as_bytes()));
        row.push(Box::new(entry.kind.as_str()));
        row.push(Box::new(entry.version));
        row.push(Box::new(entry.subject.0.as_bytes()));
        row.push(Box::new(ReceiptNo::of(*station, entry.seq).as_str().to_owned()));
        row.push(Box::new(entry.made_at.as_millisecond()));
        row.push(Box::new(now.as_millisecond()));
        row.push(Box::new(&entry.hash));
        row.push(Box::new(body));
    }
    let sql = format!(
        "INSERT INTO entry (station, seq, id, kind, version, subject, receipt, made_at, accepted_at, hash, body)
         VALUES {}",
        places(entries.len(), COLUMNS, 1)
    );
    tx.prepare_cached(&sql)?.execute(&*row.iter().map(|value| &**value).collect::<Vec<_>>())?;
    Ok(())
}

/// Some may have been refused before; their places in the sequence are now held by the accepted entries.
pub(super) fn close(tx: &Db<'_>, station: StationId, entries: &[&Entry], now: Timestamp) -> Result<(), Fail> {
    let close = format!(
        "UPDATE inspection SET closed_at = ?1, holds_seq = 0 WHERE station = ?2 AND id IN {}",
        places(1, entries.len(), 3)
    );
    let ids: Vec<&[u8; 16]> = entries.iter().map(|entry| entry.id.0.as_bytes()).collect();
    let (now, mut values) = (now.as_millisecond(), bound(&station.0, &ids));
    values.insert(0, &now);
    tx.prepare_cached(&close)?.execute(&*values)?;
    Ok(())
}

pub(super) fn inspect(
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
pub(super) fn move_seen_to(tx: &Db<'_>, station: StationId, now: Timestamp) -> Result<SeqNo, Fail> {
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
