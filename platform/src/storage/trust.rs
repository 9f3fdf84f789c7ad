//! What is known of stations beside their names and keys, and which keys of the platform followed one another.

use super::Fail;
use super::db::{Db, Row};
use super::entries::moment;
use crate::core::storage::Station;
use crate::core::trust::{Standing, Trust};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::trust::{Fingerprint, Succession};
use yizhan_wire::{SeqNo, StationId};

pub fn of(db: &Db<'_>, station: StationId) -> Result<Trust, Fail> {
    let sql =
        "SELECT standing, reason, since_at, old_key, old_until_at, believes, machine, other_machine, other_at, forks,
                      forked_at, forked_to, clock_off_s, old_form, believes_form FROM station_trust WHERE station = ?1";
    let found = db.prepare_cached(sql)?.query_row([station.0], |row| Ok(read(row))).optional()?;
    found.unwrap_or_else(|| Ok(Trust::default()))
}

fn read(row: &Row<'_>) -> Result<Trust, Fail> {
    let maybe = |column: usize| row.get::<_, Option<i64>>(column)?.map(moment).transpose();
    let key = |half: usize, form: usize| {
        row.get::<_, Option<[u8; 32]>>(half)?.map(|_| super::stations::key(row, half, form)).transpose()
    };
    let machine = |column: usize| -> Result<Option<Fingerprint>, Fail> {
        let text: Option<String> = row.get(column)?;
        text.map(|text| text.parse().map_err(|_| Fail::Impossible("a fingerprint"))).transpose()
    };
    let standing: String = row.get(0)?;
    Ok(Trust {
        standing: Standing::parse(&standing).ok_or(Fail::Impossible("a standing"))?,
        reason: row.get(1)?,
        since: maybe(2)?,
        old_key: key(3, 13)?.zip(maybe(4)?),
        believes: key(5, 14)?,
        machine: machine(6)?,
        other_machine: machine(7)?.zip(maybe(8)?),
        forks: row.get(9)?,
        forked_at: maybe(10)?,
        forked_to: SeqNo(row.get(11)?),
        clock_off_s: row.get(12)?,
    })
}

/// Changes what is known; answers how it is then, and nothing where there is no such station.
pub fn change(tx: &Db<'_>, station: StationId, change: &dyn Fn(Trust) -> Trust) -> Result<Option<Trust>, Fail> {
    if !tx.prepare_cached("SELECT 1 FROM station WHERE id = ?1")?.exists([station.0])? {
        return Ok(None);
    }
    let after = change(of(tx, station)?);
    let at = |moment: Option<Timestamp>| moment.map(Timestamp::as_millisecond);
    let (old_key, old_until) = after.old_key.clone().unzip();
    let (other, other_at) = after.other_machine.clone().unzip();
    tx.prepare_cached(
        "INSERT INTO station_trust (station, standing, reason, since_at, old_key, old_until_at, believes, machine,
             other_machine, other_at, forks, forked_at, forked_to, clock_off_s, old_form, believes_form)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
         ON CONFLICT (station) DO UPDATE SET standing = excluded.standing, reason = excluded.reason,
             since_at = excluded.since_at, old_key = excluded.old_key, old_until_at = excluded.old_until_at,
             believes = excluded.believes, machine = excluded.machine, other_machine = excluded.other_machine,
             other_at = excluded.other_at, forks = excluded.forks, forked_at = excluded.forked_at,
             forked_to = excluded.forked_to, clock_off_s = excluded.clock_off_s, old_form = excluded.old_form,
             believes_form = excluded.believes_form",
    )?
    .execute(params![
        station.0,
        after.standing.as_str(),
        after.reason,
        at(after.since),
        old_key.as_ref().map(|key| key.parts().0),
        at(old_until),
        after.believes.as_ref().map(|key| key.parts().0),
        after.machine.as_ref().map(ToString::to_string),
        other.map(|machine| machine.to_string()),
        at(other_at),
        after.forks,
        at(after.forked_at),
        after.forked_to.0,
        after.clock_off_s,
        old_key.as_ref().map_or(0, |key| key.parts().1),
        after.believes.as_ref().map_or(0, |key| key.parts().1),
    ])?;
    Ok(Some(after))
}

/// Gives a station its new key, and lets the one before count until then; false where the key is or was a station's.
pub fn change_key(tx: &Db<'_>, station: &Station, key: &PublicKey, until: Timestamp) -> Result<bool, Fail> {
    let taken = "SELECT 1 FROM station WHERE public_key = ?1 UNION ALL SELECT 1 FROM station_trust WHERE old_key = ?1";
    if tx.prepare_cached(taken)?.exists([key.parts().0])? {
        return Ok(false);
    }
    let (half, form) = key.parts();
    let sql = "UPDATE station SET public_key = ?2, key_form = ?3 WHERE id = ?1";
    tx.execute(sql, params![station.id.0, half, form])?;
    let old = station.key.clone();
    change(tx, station.id, &|before| Trust { old_key: Some((old.clone(), until)), ..before })?;
    Ok(true)
}

pub fn successions(db: &Db<'_>) -> Result<Vec<Succession>, Fail> {
    let mut statement = db.prepare_cached("SELECT whole FROM platform_succession ORDER BY number")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(serde_json::from_str(row.text(0)?)?);
    }
    Ok(all)
}

pub fn add_succession(tx: &Db<'_>, number: u32, succession: &Succession) -> Result<bool, Fail> {
    let sql = "INSERT INTO platform_succession (number, whole) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Ok(tx.execute(sql, params![number, serde_json::to_string(succession)?])? == 1)
}
