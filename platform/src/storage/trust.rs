//! What is known of stations beside their names and keys, and which keys of the platform followed one another.

use super::Fail;
use super::entries::moment;
use crate::core::storage::Station;
use crate::core::trust::{Standing, Trust};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::trust::{Fingerprint, Succession};
use yizhan_wire::{SeqNo, StationId};

pub fn of(db: &Connection, station: StationId) -> Result<Trust, Fail> {
    let sql =
        "SELECT standing, reason, since_at, old_key, old_until_at, believes, machine, other_machine, other_at, forks,
                      forked_at, forked_to, clock_off_s FROM station_trust WHERE station = ?1";
    let found = db.prepare_cached(sql)?.query_row([station.0], |row| Ok(read(row))).optional()?;
    found.unwrap_or_else(|| Ok(Trust::default()))
}

fn read(row: &Row<'_>) -> Result<Trust, Fail> {
    let maybe = |column: usize| row.get::<_, Option<i64>>(column)?.map(moment).transpose();
    let key = |column: usize| row.get::<_, Option<[u8; 32]>>(column).map(|key| key.map(PublicKey));
    let machine = |column: usize| -> Result<Option<Fingerprint>, Fail> {
        let text: Option<String> = row.get(column)?;
        text.map(|text| text.parse().map_err(|_| Fail::Impossible("a fingerprint"))).transpose()
    };
    let standing: String = row.get(0)?;
    Ok(Trust {
        standing: Standing::parse(&standing).ok_or(Fail::Impossible("a standing"))?,
        reason: row.get(1)?,
        since: maybe(2)?,
        old_key: key(3)?.zip(maybe(4)?),
        believes: key(5)?,
        machine: machine(6)?,
        other_machine: machine(7)?.zip(maybe(8)?),
        forks: row.get(9)?,
        forked_at: maybe(10)?,
        forked_to: SeqNo(row.get(11)?),
        clock_off_s: row.get(12)?,
    })
}

/// Changes what is known; answers how it is then, and nothing where there is no such station.
pub fn change(
    tx: &Transaction<'_>,
    station: StationId,
    change: &dyn Fn(Trust) -> Trust,
) -> Result<Option<Trust>, Fail> {
    if !tx.prepare_cached("SELECT 1 FROM station WHERE id = ?1")?.exists([station.0])? {
        return Ok(None);
    }
    let after = change(of(tx, station)?);
    let at = |moment: Option<Timestamp>| moment.map(Timestamp::as_millisecond);
    let (old_key, old_until) = after.old_key.clone().unzip();
    let (other, other_at) = after.other_machine.clone().unzip();
    tx.prepare_cached(
        "INSERT OR REPLACE INTO station_trust (station, standing, reason, since_at, old_key, old_until_at, believes, machine,
             other_machine, other_at, forks, forked_at, forked_to, clock_off_s)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        station.0,
        after.standing.as_str(),
        after.reason,
        at(after.since),
        old_key.map(|key| key.0),
        at(old_until),
        after.believes.as_ref().map(|key| key.0),
        after.machine.as_ref().map(ToString::to_string),
        other.map(|machine| machine.to_string()),
        at(other_at),
        after.forks,
        at(after.forked_at),
        after.forked_to.0,
        after.clock_off_s,
    ])?;
    Ok(Some(after))
}

/// Gives a station its new key, and lets the one before count until then; false where the key is or was a station's.
pub fn change_key(tx: &Transaction<'_>, station: &Station, key: &PublicKey, until: Timestamp) -> Result<bool, Fail> {
    let taken = "SELECT 1 FROM station WHERE public_key = ?1 UNION ALL SELECT 1 FROM station_trust WHERE old_key = ?1";
    if tx.prepare_cached(taken)?.exists([key.0])? {
        return Ok(false);
    }
    tx.execute("UPDATE station SET public_key = ?2 WHERE id = ?1", params![station.id.0, key.0])?;
    let old = station.key.clone();
    change(tx, station.id, &|before| Trust { old_key: Some((old.clone(), until)), ..before })?;
    Ok(true)
}

pub fn successions(db: &Connection) -> Result<Vec<Succession>, Fail> {
    let mut statement = db.prepare_cached("SELECT whole FROM platform_succession ORDER BY number")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(serde_json::from_str(row.get_ref(0)?.as_str().map_err(|_| Fail::Impossible("a succession"))?)?);
    }
    Ok(all)
}

pub fn add_succession(tx: &Transaction<'_>, number: u32, succession: &Succession) -> Result<bool, Fail> {
    let sql = "INSERT INTO platform_succession (number, whole) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Ok(tx.execute(sql, params![number, serde_json::to_string(succession)?])? == 1)
}
