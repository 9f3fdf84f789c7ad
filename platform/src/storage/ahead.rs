//! What a station far behind the feed is given ahead of its place: day jobs, which nobody can go to tomorrow.

use super::Fail;
use super::db::Db;
use super::postings::change;
use crate::core::postings::StoredChange;
use jiff::civil::Date;
use rusqlite::{OptionalExtension as _, named_params};
use yizhan_wire::{Cursor, StationId};

/// Which ones is decided by their index alone; only those are then read.
const DAY_JOBS: &str = "SELECT p.seq, p.whole, d.ends_on, d.confirmed_on
    FROM posting AS p LEFT JOIN posting_doubt AS d ON d.posting = p.id
    WHERE p.id IN (SELECT id FROM posting WHERE day_city IS NOT NULL AND seq > :last AND state = 'open'
                       AND valid_until >= :today
                   ORDER BY CASE WHEN day_city = :city THEN 0 ELSE 1 END, seq DESC LIMIT :limit)
        AND (d.ends_on IS NULL OR d.ends_on >= :today)
    ORDER BY p.seq";

pub fn day_jobs_behind(
    db: &Db<'_>,
    asker: StationId,
    last: Cursor,
    limit: usize,
    today: Date,
) -> Result<Vec<StoredChange>, Fail> {
    let place = "SELECT substr(division, 1, 4) FROM station_place WHERE station = ?1";
    let city: Option<String> = db.prepare_cached(place)?.query_row([asker.0], |row| row.get(0)).optional()?;
    let mut statement = db.prepare_cached(DAY_JOBS)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    // No place is no city: a day job that names none is not nearer for it.
    let (city, today) = (city.unwrap_or_else(|| "-".to_owned()), today.to_string());
    let mut rows =
        statement.query(named_params! { ":last": last.0, ":today": today, ":city": city, ":limit": limit })?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let (ends_on, confirmed_on): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
        changes.push(change(Cursor(row.get(0)?), row.get(1)?, ends_on.as_deref(), confirmed_on.as_deref())?);
    }
    Ok(changes)
}
