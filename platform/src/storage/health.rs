//! How stations are: the last report of each, one an hour for a week, and how quickly screens answered, day by day.

use super::Fail;
use super::db::{Db, Row};
use super::entries::moment;
use crate::core::health::{AnsweredDay, DAYS_KEPT, HOURS_KEPT, HealthSeen};
use jiff::ToSpan as _;
use jiff::civil::Date;
use rusqlite::params;
use yizhan_wire::StationId;

const HOUR_MILLIS: i64 = 3_600_000;

/// Takes a report over, and lets go of what is too old.
pub fn put(tx: &Db<'_>, seen: &HealthSeen) -> Result<(), Fail> {
    let (station, at) = (seen.station.0, seen.received_at.as_millisecond());
    let whole = serde_json::to_string(&seen.report)?;
    tx.execute(
        "INSERT INTO station_health (station, received_at, whole) VALUES (?1, ?2, ?3)
         ON CONFLICT (station) DO UPDATE SET received_at = excluded.received_at, whole = excluded.whole",
        params![station, at, whole],
    )?;
    let hour = at.div_euclid(HOUR_MILLIS);
    tx.execute(
        "INSERT INTO station_health_hour (station, hour, received_at, whole) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (station, hour) DO UPDATE SET received_at = excluded.received_at, whole = excluded.whole",
        params![station, hour, at, whole],
    )?;
    tx.execute(
        "DELETE FROM station_health_hour WHERE station = ?1 AND hour <= ?2",
        params![station, hour - HOURS_KEPT],
    )?;
    let Some(answers) = &seen.report.answers else { return Ok(()) };
    // What came later in the same run of a day has counted more; a report that was overtaken takes nothing back.
    tx.execute(
        "INSERT INTO station_answers (station, day, run_at, satisfied, tolerated, frustrated) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (station, day, run_at) DO UPDATE SET satisfied = excluded.satisfied, tolerated = excluded.tolerated,
             frustrated = excluded.frustrated
             WHERE excluded.satisfied + excluded.tolerated + excluded.frustrated
                 >= station_answers.satisfied + station_answers.tolerated + station_answers.frustrated",
        params![
            station,
            answers.day.to_string(),
            answers.run.as_millisecond(),
            answers.satisfied,
            answers.tolerated,
            answers.frustrated
        ],
    )?;
    let last = answers.day.saturating_sub(DAYS_KEPT.days()).to_string();
    tx.execute("DELETE FROM station_answers WHERE station = ?1 AND day < ?2", params![station, last])?;
    Ok(())
}

/// The last report of each station, by number.
pub fn last(db: &Db<'_>) -> Result<Vec<HealthSeen>, Fail> {
    let sql = "SELECT station, received_at, whole FROM station_health ORDER BY station";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(seen(&row)?);
    }
    Ok(all)
}

/// What is kept of one station, the latest first.
pub fn of(db: &Db<'_>, station: StationId) -> Result<Vec<HealthSeen>, Fail> {
    let sql =
        "SELECT station, received_at, whole FROM station_health_hour WHERE station = ?1 ORDER BY hour DESC LIMIT 200";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([station.0])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(seen(&row)?);
    }
    Ok(all)
}

/// How quickly screens answered on these days, by station and day.
pub fn answered(db: &Db<'_>, first: Date, last: Date) -> Result<Vec<AnsweredDay>, Fail> {
    let sql = "SELECT station, day, CAST(sum(satisfied) AS BIGINT), CAST(sum(tolerated) AS BIGINT),
                   CAST(sum(frustrated) AS BIGINT)
               FROM station_answers WHERE day BETWEEN ?1 AND ?2 GROUP BY station, day ORDER BY station, day";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([first.to_string(), last.to_string()])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let count = |column: usize| row.get::<_, i64>(column).map(i64::unsigned_abs);
        all.push(AnsweredDay {
            station: StationId(row.get(0)?),
            day: row.get::<_, String>(1)?.parse().map_err(|_| Fail::Impossible("a day"))?,
            satisfied: count(2)?,
            tolerated: count(3)?,
            frustrated: count(4)?,
        });
    }
    Ok(all)
}

fn seen(row: &Row<'_>) -> Result<HealthSeen, Fail> {
    Ok(HealthSeen {
        station: StationId(row.get(0)?),
        received_at: row.get(1).and_then(moment)?,
        report: serde_json::from_str(&row.get::<_, String>(2)?)?,
    })
}
