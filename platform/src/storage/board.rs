//! Figures and lists of the whole province.

use super::db::{Bind, Db, Row};
use super::entries::{in_parts, moment, places};
use super::{Fail, Store, forwards, health, postings};
use crate::core::board::{Board, BoardStation, HeldAdvert, ImportLine, ReceiptState, RefusedLine, Size, Sum};
use crate::core::forward::Forward;
use crate::core::health::{AnsweredDay, HealthSeen};
use crate::core::presence::Heard;
use crate::core::service::day_of;
use crate::core::storage::StorageError;
use crate::core::tally::{self, What};
use crate::core::{NewPosting, PutCounts};
use jiff::{Timestamp, civil::Date};
use rusqlite::{OptionalExtension as _, ToSql, params};
use std::collections::BTreeMap;
use yizhan_wire::{Entry, Pack, Posting, PostingId, ReceiptNo, StationId};

/// Adds what accepted entries count for: whose each is, and when it came.
pub fn count<'e>(tx: &Db<'_>, entries: impl Iterator<Item = (StationId, &'e Entry, Timestamp)>) -> Result<(), Fail> {
    let mut counts: BTreeMap<(Date, StationId, What, String), i64> = BTreeMap::new();
    for (station, entry, now) in entries {
        for one in tally::of(entry) {
            *counts.entry((day_of(now), station, one.what, one.code)).or_default() += i64::from(one.by);
        }
    }
    let rows: Vec<_> = counts.into_iter().collect();
    for part in in_parts(&rows) {
        let mut values: Vec<Box<dyn ToSql + '_>> = Vec::with_capacity(5 * part.len());
        for ((day, station, what, code), n) in part {
            values.push(Box::new(day.to_string()));
            values.push(Box::new(station.0));
            values.push(Box::new(what.as_str()));
            values.push(Box::new(code));
            values.push(Box::new(n));
        }
        let sql = format!(
            "INSERT INTO tally (day, station, what, code, n) VALUES {}
             ON CONFLICT (day, station, what, code) DO UPDATE SET n = tally.n + excluded.n",
            places(part.len(), 5, 1)
        );
        tx.prepare_cached(&sql)?.execute(&*values.iter().map(|value| &**value).collect::<Vec<_>>())?;
    }
    Ok(())
}

impl Board for Store {
    fn board(&self) -> Result<Vec<BoardStation>, StorageError> {
        self.read(board)
    }

    fn place_station(&self, station: StationId, division: &str, street: &str) -> Result<bool, StorageError> {
        self.write(|tx| {
            let sql = "INSERT INTO station_place (station, division, street)
                       SELECT id, ?2, ?3 FROM station WHERE id = ?1
                       ON CONFLICT (station) DO UPDATE SET division = excluded.division, street = excluded.street";
            Ok(tx.execute(sql, params![station.0, division, street])? > 0)
        })
    }

    fn put_heard(&self, heard: &[(StationId, Heard)]) -> Result<(), StorageError> {
        self.write(|tx| {
            let sql = "INSERT INTO station_heard (station, heard_at, unsent, paper)
                       SELECT id, ?2, ?3, ?4 FROM station WHERE id = ?1
                       ON CONFLICT (station) DO UPDATE SET
                           heard_at = excluded.heard_at, unsent = excluded.unsent, paper = excluded.paper";
            let mut statement = tx.prepare_cached(sql)?;
            for (station, heard) in heard {
                statement.execute(params![station.0, heard.at.as_millisecond(), heard.unsent, heard.paper])?;
            }
            Ok(())
        })
    }

    fn heard(&self) -> Result<Vec<(StationId, Heard)>, StorageError> {
        let board = self.board()?;
        Ok(board.into_iter().filter_map(|line| Some((line.id, line.heard?))).collect())
    }

    fn healths(&self) -> Result<Vec<HealthSeen>, StorageError> {
        self.read(health::last)
    }

    fn health_of(&self, station: StationId) -> Result<Vec<HealthSeen>, StorageError> {
        self.read(|db| health::of(db, station))
    }

    fn answered(&self, first: Date, last: Date) -> Result<Vec<AnsweredDay>, StorageError> {
        self.read(|db| health::answered(db, first, last))
    }

    fn sums(&self, first: Date, last: Date) -> Result<Vec<Sum>, StorageError> {
        self.read(|db| {
            let sql = "SELECT station, what, code, CAST(sum(n) AS BIGINT) FROM tally WHERE day BETWEEN ?1 AND ?2 GROUP BY 1, 2, 3";
            let mut statement = db.prepare_cached(sql)?;
            let sums = statement.query_map([first.to_string(), last.to_string()], |row| {
                Ok(Sum {
                    station: StationId(row.get(0)?),
                    what: row.get(1)?,
                    code: row.get(2)?,
                    n: row.get::<_, i64>(3)?.unsigned_abs(),
                })
            })?;
            Ok(sums.collect::<Result<_, _>>()?)
        })
    }

    fn days(&self, first: Date, last: Date, stations: &[StationId]) -> Result<Vec<(Date, u64)>, StorageError> {
        self.read(|db| days(db, first, last, stations))
    }

    fn offered(&self, today: Date) -> Result<Vec<(String, u64)>, StorageError> {
        self.read(|db| {
            let kind = db.json_text("whole", "job_kind");
            let sql = format!(
                "SELECT {kind}, count(*) FROM posting WHERE state = 'open' AND valid_until >= ?1
                 GROUP BY 1 ORDER BY 2 DESC, 1"
            );
            pairs(db, &sql, [today.to_string()])
        })
    }

    fn refused(&self, station: Option<StationId>, limit: usize) -> Result<Vec<RefusedLine>, StorageError> {
        self.read(|db| {
            let sql = "SELECT station, seq, kind, code, field, first_at, last_at, times FROM inspection
                       WHERE closed_at IS NULL AND (station = ?1 OR ?1 IS NULL) ORDER BY last_at DESC LIMIT ?2";
            let mut statement = db.prepare_cached(sql)?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let lines = statement.query_map(params![station.map(|id| id.0), limit], refused_line)?;
            Ok(lines.collect::<Result<_, _>>()?)
        })
    }

    fn targets(&self) -> Result<Vec<(String, u32)>, StorageError> {
        self.read(|db| {
            let mut statement = db.prepare_cached("SELECT kind, a_month FROM service_target ORDER BY kind")?;
            let targets = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(targets.collect::<Result<_, _>>()?)
        })
    }

    fn set_target(&self, kind: &str, a_month: u32) -> Result<(), StorageError> {
        self.write(|tx| {
            if a_month == 0 {
                tx.execute("DELETE FROM service_target WHERE kind = ?1", [kind])?;
            } else {
                let sql = "INSERT INTO service_target (kind, a_month) VALUES (?1, ?2)
                           ON CONFLICT (kind) DO UPDATE SET a_month = excluded.a_month";
                tx.execute(sql, params![kind, a_month])?;
            }
            Ok(())
        })
    }

    fn hold(&self, adverts: &[NewPosting], now: Timestamp) -> Result<(PutCounts, u64), StorageError> {
        self.write(|tx| hold(tx, adverts, now))
    }

    fn held(&self, limit: usize) -> Result<Vec<HeldAdvert>, StorageError> {
        self.read(|db| {
            let sql = "SELECT id, whole, held_at FROM held_advert WHERE state = 'waiting' ORDER BY id LIMIT ?1";
            let mut statement = db.prepare_cached(sql)?;
            let mut rows = statement.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
            let mut held = Vec::new();
            while let Some(row) = rows.next()? {
                let posting = serde_json::from_str(&row.get::<_, String>(1)?)?;
                held.push(HeldAdvert { id: row.get(0)?, posting, held_at: row.get(2).and_then(moment)? });
            }
            Ok(held)
        })
    }

    fn decide(&self, id: i64, take: bool, by: &str, now: Timestamp) -> Result<bool, StorageError> {
        self.write(|tx| decide(tx, id, take, by, now))
    }

    fn aside_reasons(&self) -> Result<Vec<(String, u64)>, StorageError> {
        self.read(|db| pairs(db, "SELECT reason, count(*) FROM set_aside GROUP BY 1 ORDER BY 2 DESC, 1", []))
    }

    fn imports(&self) -> Result<Vec<ImportLine>, StorageError> {
        self.read(|db| {
            let sql =
                "SELECT name, mark, tried_at, taken, changed, aside, error, held FROM import_source ORDER BY name";
            let mut statement = db.prepare_cached(sql)?;
            let number = |row: &Row<'_>, column: usize| row.get::<_, i64>(column).map(i64::unsigned_abs);
            let lines = statement.query_map([], |row| {
                Ok(ImportLine {
                    name: row.get(0)?,
                    mark: row.get(1)?,
                    tried_at: row.get(2).and_then(moment)?,
                    taken: number(row, 3)?,
                    changed: number(row, 4)?,
                    aside: number(row, 5)?,
                    error: row.get(6)?,
                    held: number(row, 7)?,
                })
            })?;
            Ok(lines.collect::<Result<_, _>>()?)
        })
    }

    fn put_import(&self, line: &ImportLine) -> Result<(), StorageError> {
        self.write(|tx| {
            let sql = "INSERT INTO import_source (name, mark, tried_at, taken, changed, aside, error, held)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                       ON CONFLICT (name) DO UPDATE SET mark = excluded.mark, tried_at = excluded.tried_at,
                           taken = excluded.taken, changed = excluded.changed, aside = excluded.aside,
                           error = excluded.error, held = excluded.held";
            let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
            let (taken, changed, aside) = (count(line.taken), count(line.changed), count(line.aside));
            let at = line.tried_at.as_millisecond();
            tx.execute(sql, params![line.name, line.mark, at, taken, changed, aside, line.error, count(line.held)])?;
            Ok(())
        })
    }

    fn posting(&self, id: PostingId, today: Date) -> Result<Option<Posting>, StorageError> {
        self.read(|db| posting(db, id, today))
    }

    fn receipt(&self, receipt: &ReceiptNo) -> Result<ReceiptState, StorageError> {
        self.read(|db| receipt_state(db, receipt))
    }

    fn forwards(&self, only: Option<&ReceiptNo>) -> Result<Vec<Forward>, StorageError> {
        self.read(|db| forwards::list(db, only))
    }

    fn pack(&self, kind: &str) -> Result<Option<Pack>, StorageError> {
        self.read(|db| {
            let whole: Option<String> = db
                .prepare_cached("SELECT whole FROM pack WHERE kind = ?1")?
                .query_row([kind], |row| row.get(0))
                .optional()?;
            Ok(whole.map(|whole| serde_json::from_str(&whole)).transpose()?)
        })
    }

    fn size(&self, today: Date) -> Result<Size, StorageError> {
        let open = "SELECT count(*) FROM posting INDEXED BY posting_feed WHERE state = 'open' AND valid_until >= ?1";
        let open_postings =
            self.read(|db| Ok(db.prepare_cached(open)?.query_row([today.to_string()], |row| row.get::<_, i64>(0))?))?;
        let (bytes, log_bytes) = self.bytes()?;
        Ok(Size { bytes, log_bytes, open_postings: open_postings.unsigned_abs() })
    }
}

fn board(db: &Db<'_>) -> Result<Vec<BoardStation>, Fail> {
    let sql = "SELECT s.id, s.name, coalesce(p.division, ''), coalesce(p.street, ''), s.enrolled_at, s.upload_at,
                      h.heard_at, h.unsent, h.paper, coalesce(r.n, 0)
               FROM station AS s LEFT JOIN station_place AS p ON p.station = s.id
               LEFT JOIN station_heard AS h ON h.station = s.id
               LEFT JOIN (SELECT station, count(*) AS n FROM inspection WHERE closed_at IS NULL GROUP BY station) AS r
                   ON r.station = s.id
               ORDER BY s.id";
    let mut statement = db.prepare_cached(sql)?;
    let stations = statement.query_map([], |row| {
        let maybe = |column: usize| row.get::<_, Option<i64>>(column)?.map(moment).transpose();
        let heard = match maybe(6)? {
            Some(at) => Some(Heard { at, unsent: row.get(7)?, paper: row.get(8)? }),
            None => None,
        };
        Ok(BoardStation {
            id: StationId(row.get(0)?),
            name: row.get(1)?,
            division: row.get(2)?,
            street: row.get(3)?,
            enrolled_at: row.get(4).and_then(moment)?,
            upload_at: maybe(5)?,
            heard,
            refused: row.get(9)?,
        })
    })?;
    Ok(stations.collect::<Result<_, _>>()?)
}

fn days(db: &Db<'_>, first: Date, last: Date, stations: &[StationId]) -> Result<Vec<(Date, u64)>, Fail> {
    // Numbers, and in the statement itself: the two stores have no list in common that could be bound.
    let wanted: Vec<String> = stations.iter().map(ToString::to_string).collect();
    let sql = format!(
        "SELECT day, CAST(sum(n) AS BIGINT) FROM tally WHERE day BETWEEN ?1 AND ?2 AND what = 'entry'
             AND station IN ({}) GROUP BY day ORDER BY day",
        if wanted.is_empty() { "NULL".to_owned() } else { wanted.join(", ") }
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query(params![first.to_string(), last.to_string()])?;
    let mut days = Vec::new();
    while let Some(row) = rows.next()? {
        let day: Date = row.get::<_, String>(0)?.parse().map_err(|_| Fail::Impossible("a day"))?;
        days.push((day, row.get::<_, i64>(1)?.unsigned_abs()));
    }
    Ok(days)
}

fn pairs<P: Bind>(db: &Db<'_>, sql: &str, bound: P) -> Result<Vec<(String, u64)>, Fail> {
    let mut statement = db.prepare_cached(sql)?;
    let pairs = statement.query_map(bound, |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

fn refused_line(row: &Row<'_>) -> rusqlite::Result<RefusedLine> {
    Ok(RefusedLine {
        station: StationId(row.get(0)?),
        seq: row.get(1)?,
        kind: row.get(2)?,
        code: row.get(3)?,
        field: row.get(4)?,
        first_at: row.get(5).and_then(moment)?,
        last_at: row.get(6).and_then(moment)?,
        times: row.get(7)?,
    })
}

fn hold(tx: &Db<'_>, adverts: &[NewPosting], now: Timestamp) -> Result<(PutCounts, u64), Fail> {
    let sql = "INSERT INTO held_advert (external_key, fingerprint, whole, state, held_at)
               VALUES (?1, ?2, ?3, 'waiting', ?4)
               ON CONFLICT (external_key) DO UPDATE SET fingerprint = excluded.fingerprint, whole = excluded.whole
               RETURNING state";
    let mut taken_before = Vec::new();
    let mut waiting = 0;
    for advert in adverts {
        let whole = serde_json::to_string(&advert.posting)?;
        let bound = params![advert.external_key, advert.fingerprint, whole, now.as_millisecond()];
        let state: String = tx.prepare_cached(sql)?.query_row(bound, |row| row.get(0))?;
        match state.as_str() {
            "waiting" => waiting += 1,
            "taken" => taken_before.push(advert.clone()),
            _ => {}
        }
    }
    Ok((postings::put(tx, &taken_before)?, waiting))
}

fn decide(tx: &Db<'_>, id: i64, take: bool, by: &str, now: Timestamp) -> Result<bool, Fail> {
    let sql = "UPDATE held_advert SET state = ?2, decided_by = ?3, decided_at = ?4 WHERE id = ?1 AND state = 'waiting'
               RETURNING external_key, fingerprint, whole";
    let state = if take { "taken" } else { "refused" };
    let row = tx
        .prepare_cached(sql)?
        .query_row(params![id, state, by, now.as_millisecond()], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, String>(2)?))
        })
        .optional()?;
    let Some((external_key, fingerprint, whole)) = row else { return Ok(false) };
    if take {
        let posting: Posting = serde_json::from_str(&whole)?;
        postings::put(tx, &[NewPosting { posting, external_key, fingerprint }])?;
    }
    Ok(true)
}

fn posting(db: &Db<'_>, id: PostingId, today: Date) -> Result<Option<Posting>, Fail> {
    let sql = "SELECT p.whole, d.ends_on, d.confirmed_on FROM posting AS p
               LEFT JOIN posting_doubt AS d ON d.posting = p.id WHERE p.id = ?1 AND p.state = 'open'";
    let row = db
        .prepare_cached(sql)?
        .query_row([id.0], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
        })
        .optional()?;
    let Some((whole, ends_on, confirmed_on)) = row else { return Ok(None) };
    let posting = postings::as_handed_out(&whole, ends_on.as_deref(), confirmed_on.as_deref())?;
    Ok((posting.valid_until >= today).then_some(posting))
}

fn receipt_state(db: &Db<'_>, receipt: &ReceiptNo) -> Result<ReceiptState, Fail> {
    let taken = format!("SELECT accepted_at FROM {} WHERE receipt = ?1", db.entry_names());
    let at = db.prepare_cached(&taken)?.query_row([receipt.as_str()], |row| row.get(0).and_then(moment)).optional()?;
    if let Some(at) = at {
        return Ok(ReceiptState::Taken { at });
    }
    let (station, seq) = receipt.parts();
    let refused = "SELECT last_at FROM inspection WHERE station = ?1 AND seq = ?2 AND holds_seq = 1";
    let at = db.prepare_cached(refused)?.query_row([station.0, seq.0], |row| row.get(0).and_then(moment)).optional()?;
    Ok(at.map_or(ReceiptState::Unknown, |at| ReceiptState::Refused { at }))
}
