//! Leases and seats of day jobs.

use super::Fail;
use super::db::Db;
use super::entries::moment;
use super::notices;
use crate::core::gig::{Book, Lease, NewLease, Seat, may_be_lost, person};
use crate::core::storage::SeatLine;
use jiff::{Timestamp, civil::Date};
use rusqlite::{OptionalExtension as _, params};
use yizhan_wire::gig::{SeatRequest, SeatState, SeatStep, SeatsReturned, SeatsWanted};
use yizhan_wire::{Entry, EntryId, EntryKind, Posting, PostingId, SeqNo, StationId};

/// What is known of the leases and seats that a batch names.
pub fn book(db: &Db<'_>, station: StationId, entries: &[Entry]) -> Result<Book, Fail> {
    let mut book = Book::default();
    for entry in entries {
        // What cannot be read is judged by the rules; there is nothing to look up for it.
        match entry.kind {
            EntryKind::SeatStep => {
                let Ok(step) = serde_json::from_str::<SeatStep>(entry.body.get()) else { continue };
                read_lease(db, station, &step.lease, &mut book)?;
                read_seat(db, station, step.seat, &mut book)?;
                if let Some(worker) = &step.worker {
                    let person = person(entry, worker);
                    let sql = "SELECT 1 FROM seat WHERE posting = ?1 AND day_on = ?2 AND person = ?3
                               AND state <> 'given_back'";
                    let who = params![step.posting.0, step.day.to_string(), person];
                    if db.prepare_cached(sql)?.exists(who)? {
                        book.holders.insert((step.posting, step.day, person));
                    }
                }
            }
            EntryKind::SeatRequest => {
                let Ok(request) = serde_json::from_str::<SeatRequest>(entry.body.get()) else { continue };
                let mut leases = Vec::new();
                for want in &request.wants {
                    if may_have_lost(db, want)? {
                        leases.extend(kept(db, entry, want)?);
                    }
                }
                book.kept.insert(entry.id, leases);
            }
            EntryKind::SeatsReturned => {
                let Ok(returned) = serde_json::from_str::<SeatsReturned>(entry.body.get()) else { continue };
                for end in &returned.leases {
                    read_lease(db, station, &end.lease, &mut book)?;
                }
            }
            _ => continue,
        }
        if book.keys.is_empty() {
            let sql = "SELECT public_key, key_form FROM station WHERE id = ?1
                       UNION ALL SELECT old_key, old_form FROM station_trust WHERE station = ?1 AND old_key IS NOT NULL";
            let mut keys = db.prepare_cached(sql)?;
            let keys = keys.query_map([station.0], |row| super::stations::key(row, 0, 1))?;
            book.keys = keys.collect::<rusqlite::Result<_>>()?;
        }
    }
    Ok(book)
}

fn read_lease(db: &Db<'_>, station: StationId, name: &str, book: &mut Book) -> Result<(), Fail> {
    let sql = "SELECT posting, day_on, seats, ended_at IS NOT NULL,
                   (SELECT count(*) FROM seat WHERE lease = name AND state <> 'given_back')
               FROM seat_lease WHERE name = ?1 AND station = ?2";
    let row = db
        .prepare_cached(sql)?
        .query_row(params![name, station.0], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    if let Some((posting, day_on, seats, ended, taken)) = row {
        let lease = Lease { posting: PostingId(posting), day: day(&day_on)?, seats, taken, ended };
        book.leases.insert(name.to_owned(), lease);
    }
    Ok(())
}

fn read_seat(db: &Db<'_>, station: StationId, id: EntryId, book: &mut Book) -> Result<(), Fail> {
    let sql = "SELECT seq, lease, posting, day_on, person, state FROM seat WHERE station = ?1 AND id = ?2";
    let row = db
        .prepare_cached(sql)?
        .query_row(params![station.0, id.0.as_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?, row.get(4)?, row.get::<_, String>(5)?))
        })
        .optional()?;
    let Some((seq, lease, posting, day_on, person, state)) = row else { return Ok(()) };
    let (seq, posting, day) = (SeqNo(seq), PostingId(posting), day(&day_on)?);
    let state = SeatState::parse(&state).ok_or(Fail::Impossible("a state of a seat"))?;
    book.seats.insert(id, Seat { seq, lease, posting, day, person, state });
    Ok(())
}

/// Does what an accepted entry about seats brings about.
pub fn carry_out(tx: &Db<'_>, station: StationId, entry: &Entry, now: Timestamp) -> Result<(), Fail> {
    match entry.kind {
        EntryKind::SeatRequest => lease(tx, station, entry, now),
        EntryKind::SeatsReturned => {
            let returned: SeatsReturned = serde_json::from_str(entry.body.get())?;
            let sql = "UPDATE seat_lease SET seats = ?2, ended_at = ?3 WHERE name = ?1 AND ended_at IS NULL";
            for end in &returned.leases {
                tx.prepare_cached(sql)?.execute(params![end.lease, end.taken, now.as_millisecond()])?;
            }
            Ok(())
        }
        EntryKind::SeatStep => step(tx, station, entry),
        _ => Ok(()),
    }
}

/// Leases what a station asks for, as far as there is anything, and tells it.
fn lease(tx: &Db<'_>, station: StationId, entry: &Entry, now: Timestamp) -> Result<(), Fail> {
    let request: SeatRequest = serde_json::from_str(entry.body.get())?;
    for want in &request.wants {
        let lost = may_have_lost(tx, want)?;
        let new = if lost { kept(tx, entry, want)? } else { fresh(tx, entry, want, now)? };
        let Some(new) = new else { continue };
        let sql = "INSERT INTO seat_lease (name, station, posting, day_on, seats, until_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
        let until = new.until.as_millisecond();
        let made = tx.prepare_cached(sql)?.execute(params![
            new.name,
            station.0,
            new.posting.0,
            new.day.to_string(),
            new.seats,
            until
        ])?;
        if made > 0 && !lost {
            notices::put(tx, &new.notice(station, now)?)?;
        }
    }
    Ok(())
}

/// Whether this store was put back from a copy, and may have leased seats of that day that it does not know.
fn may_have_lost(db: &Db<'_>, want: &SeatsWanted) -> Result<bool, Fail> {
    Ok(restored_at(db)?.is_some_and(|at| may_be_lost(want.day, at)))
}

/// The lease that may have been given for a want and lost.
fn kept(db: &Db<'_>, entry: &Entry, want: &SeatsWanted) -> Result<Option<NewLease>, Fail> {
    Ok(open_posting(db, want)?.and_then(|posting| NewLease::lost(entry, want, &posting)))
}

/// The lease that a want is given now.
fn fresh(db: &Db<'_>, entry: &Entry, want: &SeatsWanted, now: Timestamp) -> Result<Option<NewLease>, Fail> {
    let Some(posting) = open_posting(db, want)? else { return Ok(None) };
    let leased = "SELECT CAST(coalesce(sum(seats), 0) AS BIGINT) FROM seat_lease WHERE posting = ?1 AND day_on = ?2";
    let leased: u32 =
        db.prepare_cached(leased)?.query_row(params![want.posting.0, want.day.to_string()], |row| row.get(0))?;
    Ok(NewLease::of(entry, want, &posting, leased, now))
}

fn open_posting(db: &Db<'_>, want: &SeatsWanted) -> Result<Option<Posting>, Fail> {
    let open = "SELECT whole FROM posting WHERE id = ?1 AND state = 'open'";
    let whole: Option<String> = db.prepare_cached(open)?.query_row([want.posting.0], |row| row.get(0)).optional()?;
    Ok(whole.map(|whole| serde_json::from_str(&whole)).transpose()?)
}

/// When this store was put in the place of another one; `None` where it never was.
fn restored_at(db: &Db<'_>) -> Result<Option<Timestamp>, Fail> {
    let sql = "SELECT restored_at FROM restored";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0).and_then(moment)).optional()?)
}

fn step(tx: &Db<'_>, station: StationId, entry: &Entry) -> Result<(), Fail> {
    let step: SeatStep = serde_json::from_str(entry.body.get())?;
    if let Some(worker) = &step.worker {
        let sql = "INSERT INTO seat (station, id, seq, lease, posting, day_on, person, state)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        tx.prepare_cached(sql)?.execute(params![
            station.0,
            step.seat.0.as_bytes(),
            entry.seq.0,
            step.lease,
            step.posting.0,
            step.day.to_string(),
            person(entry, worker),
            step.state.as_str()
        ])?;
        return Ok(());
    }
    let sql = "UPDATE seat SET state = ?3 WHERE station = ?1 AND id = ?2";
    tx.prepare_cached(sql)?.execute(params![station.0, step.seat.0.as_bytes(), step.state.as_str()])?;
    if step.state == SeatState::GivenBack {
        // Of a lease that has ended nobody is given it again: it goes back to all.
        let sql = "UPDATE seat_lease SET seats = seats - 1 WHERE name = ?1 AND ended_at IS NOT NULL AND seats > 0";
        tx.prepare_cached(sql)?.execute([&step.lease])?;
    }
    Ok(())
}

pub fn list(db: &Db<'_>, from: Date) -> Result<Vec<SeatLine>, Fail> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT name, l.posting, coalesce({}, ''), l.day_on, l.station, l.seats, until_at,
                ended_at IS NOT NULL,
                (SELECT count(*) FROM seat WHERE lease = name AND seat.state <> 'given_back'),
                (SELECT count(*) FROM seat WHERE lease = name AND seat.state IN ('checked_in', 'worked', 'confirmed')),
                (SELECT count(*) FROM seat WHERE lease = name AND seat.state = 'confirmed')
         FROM seat_lease AS l JOIN posting AS p ON p.id = l.posting
         WHERE l.day_on >= ?1 ORDER BY l.day_on, l.posting, l.station, name",
        db.json_text("p.whole", "title")
    ))?;
    let mut rows = statement.query([from.to_string()])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(SeatLine {
            lease: row.get(0)?,
            posting: PostingId(row.get(1)?),
            title: row.get(2)?,
            day: day(&row.get::<_, String>(3)?)?,
            station: StationId(row.get(4)?),
            seats: row.get(5)?,
            until: moment(row.get(6)?)?,
            ended: row.get(7)?,
            taken: row.get(8)?,
            checked_in: row.get(9)?,
            confirmed: row.get(10)?,
        });
    }
    Ok(lines)
}

fn day(text: &str) -> Result<Date, Fail> {
    text.parse().map_err(|_| Fail::Impossible("a day"))
}
