//! Batches of many stations that are written together. What is asked and written for each of their entries is asked and written
//! for all of them at once: a server is otherwise asked some forty times a batch, one after the other, while all others wait.
//!
//! This is for entries that stand for themselves. A batch with a wish, a seat or whatever else changes more than the log goes its
//! own way ([`entries::take_in`]), in the same transaction.

use super::Fail;
use super::db::Db;
use super::entries::{self, in_parts, places};
use crate::core::intake::{Earlier, Seen, Verdict, advance};
use crate::core::storage::{Batch, TakenIn};
use rusqlite::ToSql;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;
use yizhan_wire::{Entry, EntryId, EntryKind, SeqNo, StationId};

/// How a batch is judged by what was seen before.
pub type Judge<'j> = &'j dyn Fn(&Batch<'_>, Seen) -> Vec<Verdict>;

pub fn take_in(tx: &Db<'_>, batches: &[Batch<'_>], judge: Judge<'_>) -> Result<Vec<TakenIn>, Fail> {
    let together = those_together(tx, batches)?;
    let plain: Vec<&Batch<'_>> =
        batches.iter().zip(&together).filter(|(_, plain)| **plain).map(|(one, _)| one).collect();
    // One alone is as quick by itself.
    if plain.len() < 2 {
        return batches.iter().map(|batch| alone(tx, batch, judge)).collect();
    }
    let mut taken = take_in_plain(tx, &plain, judge)?.into_iter();
    let mut next = |plain: bool| if plain { taken.next() } else { None };
    let each = batches.iter().zip(&together);
    each.map(|(batch, plain)| next(*plain).map_or_else(|| alone(tx, batch, judge), Ok)).collect()
}

fn alone(tx: &Db<'_>, batch: &Batch<'_>, judge: Judge<'_>) -> Result<TakenIn, Fail> {
    entries::take_in(tx, batch.station, batch.entries, batch.now, &|seen| judge(batch, seen))
}

/// Which batches can be taken in together: those whose entries stand for themselves, of stations that have one batch here and
/// nobody who wished anything.
fn those_together(tx: &Db<'_>, batches: &[Batch<'_>]) -> Result<Vec<bool>, Fail> {
    let mut times: HashMap<StationId, u32> = HashMap::new();
    for batch in batches {
        *times.entry(batch.station).or_default() += 1;
    }
    let stations: Vec<i64> = times.keys().map(|station| station.0).collect();
    let mut wished = BTreeSet::new();
    for part in in_parts(&stations) {
        let sql = format!("SELECT DISTINCT station FROM wish WHERE station IN {}", places(1, part.len(), 1));
        let values: Vec<&dyn ToSql> = part.iter().map(|one| one as &dyn ToSql).collect();
        for station in tx.prepare_cached(&sql)?.query_map(&*values, |row| row.get::<_, i64>(0))? {
            wished.insert(station?);
        }
    }
    let plain = |batch: &Batch<'_>| {
        times.get(&batch.station) == Some(&1)
            && !wished.contains(&batch.station.0)
            && batch.entries.iter().all(stands_for_itself)
    };
    Ok(batches.iter().map(plain).collect())
}

const fn stands_for_itself(entry: &Entry) -> bool {
    matches!(
        entry.kind,
        EntryKind::Registration
            | EntryKind::Service
            | EntryKind::ServiceNote
            | EntryKind::Referral
            | EntryKind::PersonTag
            | EntryKind::DayClose
            | EntryKind::SearchReport
            | EntryKind::Application
            | EntryKind::Firm
            | EntryKind::FirmNote
    )
}

fn take_in_plain(tx: &Db<'_>, batches: &[&Batch<'_>], judge: Judge<'_>) -> Result<Vec<TakenIn>, Fail> {
    let seen = seen(tx, batches)?;
    let mut verdicts = Vec::with_capacity(batches.len());
    let mut accepted = Vec::new();
    let mut closed = Vec::new();
    for (batch, seen) in batches.iter().zip(seen) {
        let refused: BTreeSet<EntryId> =
            seen.by_id.iter().filter(|(_, earlier)| !earlier.accepted).map(|(id, _)| *id).collect();
        let judged = judge(batch, seen);
        for (entry, verdict) in batch.entries.iter().zip(&judged) {
            match verdict {
                Verdict::Accept => {
                    if refused.contains(&entry.id) {
                        closed.push((*batch, entry));
                    }
                    accepted.push((*batch, entry));
                }
                Verdict::Refuse { refusal, holds_seq } => {
                    entries::inspect(tx, batch.station, entry, refusal, *holds_seq, batch.now)?;
                }
                Verdict::Known | Verdict::Conflict => {}
            }
        }
        verdicts.push(judged);
    }
    for part in in_parts(&accepted) {
        let rows = part.iter().map(|(batch, entry)| (batch.station, *entry, batch.now, entry.body.get().to_owned()));
        entries::insert(tx, &rows.collect::<Vec<_>>())?;
    }
    for (batch, entry) in closed {
        entries::close(tx, batch.station, &[entry], batch.now)?;
    }
    super::board::count(tx, accepted.iter().map(|(batch, entry)| (batch.station, *entry, batch.now)))?;
    let seen_to = move_seen_to(tx, batches, &verdicts)?;
    Ok(verdicts.into_iter().zip(seen_to).map(|(verdicts, seen_to)| TakenIn { verdicts, seen_to }).collect())
}

/// What was seen of the batches' entries before.
fn seen(tx: &Db<'_>, batches: &[&Batch<'_>]) -> Result<Vec<Seen>, Fail> {
    let mut seen = vec![Seen::default(); batches.len()];
    let all: Vec<(usize, &Batch<'_>, &Entry)> = batches
        .iter()
        .enumerate()
        .flat_map(|(number, batch)| batch.entries.iter().map(move |entry| (number, *batch, entry)))
        .collect();
    let names = tx.entry_names();
    for part in in_parts(&all) {
        // Each is looked for by itself, by its keys, whatever a planner thinks of the tables' size.
        let sql = format!(
            "WITH asked (n, station, id, seq) AS (VALUES {})
             SELECT n,
                (SELECT hash FROM {names} AS e WHERE e.station = asked.station AND e.id = asked.id),
                (SELECT hash FROM inspection AS i
                    WHERE i.station = asked.station AND i.id = asked.id AND i.closed_at IS NULL),
                (SELECT e.id FROM {names} AS e WHERE e.station = asked.station AND e.seq = asked.seq),
                (SELECT i.id FROM inspection AS i
                    WHERE i.station = asked.station AND i.seq = asked.seq AND i.holds_seq = 1)
             FROM asked",
            cast_places(part.len(), &["BIGINT", "BIGINT", "BLOB", "BIGINT"])
        );
        let numbers: Vec<i64> = (0..).take(part.len()).collect();
        let mut values: Vec<&dyn ToSql> = Vec::with_capacity(4 * part.len());
        let ids: Vec<&[u8; 16]> = part.iter().map(|(_, _, entry)| entry.id.0.as_bytes()).collect();
        for ((n, (_, batch, entry)), id) in numbers.iter().zip(part).zip(&ids) {
            values.extend([n as &dyn ToSql, &batch.station.0, id, &entry.seq.0]);
        }
        let mut statement = tx.prepare_cached(&sql)?;
        let mut rows = statement.query(&*values)?;
        while let Some(row) = rows.next()? {
            let place = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(usize::MAX);
            let Some((number, _, entry)) = part.get(place) else { continue };
            let Some(seen) = seen.get_mut(*number) else { continue };
            let hash = |column: usize| row.get::<_, Option<String>>(column);
            let earlier = match (hash(1)?, hash(2)?) {
                (Some(hash), _) => Some(Earlier { hash, accepted: true }),
                (None, Some(hash)) => Some(Earlier { hash, accepted: false }),
                (None, None) => None,
            };
            seen.by_id.extend(earlier.map(|earlier| (entry.id, earlier)));
            let holder: Option<[u8; 16]> = row.get::<_, Option<_>>(3)?.map_or_else(|| row.get(4), |id| Ok(Some(id)))?;
            seen.by_seq.extend(holder.map(|id| (entry.seq, EntryId(Uuid::from_bytes(id)))));
        }
    }
    Ok(seen)
}

/// Moves each station's mark over what is complete now.
fn move_seen_to(tx: &Db<'_>, batches: &[&Batch<'_>], verdicts: &[Vec<Verdict>]) -> Result<Vec<SeqNo>, Fail> {
    let mut marks: HashMap<i64, SeqNo> = HashMap::new();
    let stations: Vec<i64> = batches.iter().map(|batch| batch.station.0).collect();
    for part in in_parts(&stations) {
        let sql = format!("SELECT id, seen_to FROM station WHERE id IN {}", places(1, part.len(), 1));
        let values: Vec<&dyn ToSql> = part.iter().map(|one| one as &dyn ToSql).collect();
        for mark in tx.prepare_cached(&sql)?.query_map(&*values, |row| Ok((row.get(0)?, SeqNo(row.get(1)?))))? {
            let (station, seen_to) = mark?;
            marks.insert(station, seen_to);
        }
    }
    for (batch, verdicts) in batches.iter().zip(verdicts) {
        let Some(mark) = marks.get_mut(&batch.station.0) else { continue };
        let held = |verdict: &Verdict| matches!(verdict, Verdict::Accept | Verdict::Refuse { holds_seq: true, .. });
        let mut seqs: Vec<SeqNo> =
            batch.entries.iter().zip(verdicts).filter(|(_, v)| held(v)).map(|(entry, _)| entry.seq).collect();
        seqs.sort_unstable();
        *mark = seqs.into_iter().fold(*mark, advance);
    }
    // Where the next one came earlier, the mark goes further than this batch.
    let further = further(tx, batches, &marks)?;
    let mut all = Vec::with_capacity(batches.len());
    for part in in_parts(batches) {
        let rows: Vec<[i64; 3]> = part
            .iter()
            .filter_map(|batch| Some([batch.station.0, marks.get(&batch.station.0)?.0, batch.now.as_millisecond()]))
            .collect();
        let sql = format!(
            "WITH v (id, seen_to, at) AS (VALUES {})
             UPDATE station SET seen_to = v.seen_to, upload_at = v.at FROM v WHERE station.id = v.id",
            cast_places(rows.len(), &["BIGINT", "BIGINT", "BIGINT"])
        );
        let values: Vec<&dyn ToSql> = rows.iter().flatten().map(|one| one as &dyn ToSql).collect();
        tx.prepare_cached(&sql)?.execute(&*values)?;
    }
    for batch in batches {
        let mark = marks.get(&batch.station.0).copied().unwrap_or(SeqNo(0));
        let beyond = further.contains(&batch.station.0);
        all.push(if beyond { entries::move_seen_to(tx, batch.station, batch.now)? } else { mark });
    }
    Ok(all)
}

/// The stations whose entry behind the mark is here already.
fn further(tx: &Db<'_>, batches: &[&Batch<'_>], marks: &HashMap<i64, SeqNo>) -> Result<BTreeSet<i64>, Fail> {
    let names = tx.entry_names();
    let mut further = BTreeSet::new();
    for part in in_parts(batches) {
        let sql = format!(
            "WITH asked (station, seq) AS (VALUES {})
             SELECT station FROM asked
             WHERE (SELECT 1 FROM {names} AS e WHERE e.station = asked.station AND e.seq = asked.seq) = 1
                OR (SELECT 1 FROM inspection AS i
                    WHERE i.station = asked.station AND i.seq = asked.seq AND i.holds_seq = 1) = 1",
            cast_places(part.len(), &["BIGINT", "BIGINT"])
        );
        let next = |batch: &&Batch<'_>| marks.get(&batch.station.0).map_or(1, |mark| mark.0 + 1);
        let rows: Vec<[i64; 2]> = part.iter().map(|batch| [batch.station.0, next(batch)]).collect();
        let values: Vec<&dyn ToSql> = rows.iter().flatten().map(|one| one as &dyn ToSql).collect();
        for station in tx.prepare_cached(&sql)?.query_map(&*values, |row| row.get::<_, i64>(0))? {
            further.insert(station?);
        }
    }
    Ok(further)
}

/// The places of rows whose values have these types, which a server cannot know otherwise.
fn cast_places(rows: usize, types: &[&str]) -> String {
    let row = |row: usize| {
        let row: Vec<String> = types
            .iter()
            .zip(row * types.len() + 1..)
            .map(|(type_name, place)| format!("CAST(?{place} AS {type_name})"))
            .collect();
        format!("({})", row.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}
