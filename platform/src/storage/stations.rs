//! Stations and the codes that make them.

use super::Fail;
use super::db::{Db, Row};
use super::entries::moment;
use crate::core::enrolment::{CodeState, Enrol};
use crate::core::storage::{NewCode, Station, StationLine};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::suite::Suite;
use yizhan_wire::{SeqNo, StationId};

pub fn bound_key(db: &Db<'_>) -> Result<Option<PublicKey>, Fail> {
    Ok(db.query_row("SELECT public_key FROM platform", [], |row| row.get(0).map(PublicKey::Ed25519)).optional()?)
}

pub fn bound_sm_key(db: &Db<'_>) -> Result<Option<PublicKey>, Fail> {
    let bytes: Option<Vec<u8>> =
        db.query_row("SELECT public_key FROM platform_sm_key", [], |row| row.get(0)).optional()?;
    bytes.map(|bytes| PublicKey::from_bytes(&bytes).ok_or(Fail::Impossible("a key"))).transpose()
}

/// The same of a store that may be older than the other suite.
pub fn bound_sm_key_if_any(db: &Db<'_>) -> Result<Option<PublicKey>, Fail> {
    let there = "SELECT 1 FROM sqlite_schema WHERE name = 'platform_sm_key'";
    if db.prepare_cached(there)?.exists([])? { bound_sm_key(db) } else { Ok(None) }
}

pub fn bind_key(tx: &Db<'_>, key: &PublicKey) -> Result<PublicKey, Fail> {
    let table = match key.suite() {
        Suite::Ed25519 => "platform",
        Suite::Sm => "platform_sm_key",
    };
    let sql = format!("INSERT INTO {table} (one, public_key) VALUES (1, ?1) ON CONFLICT DO NOTHING");
    tx.execute(&sql, [key.bytes()])?;
    let bound = if key.suite() == Suite::Sm { bound_sm_key(tx)? } else { bound_key(tx)? };
    bound.ok_or(Fail::Impossible("no key"))
}

pub fn add_code(tx: &Db<'_>, code: &NewCode) -> Result<(), Fail> {
    let sql = "INSERT INTO enrolment_code (hash, name, made_at, expires_at) VALUES (?1, ?2, ?3, ?4)";
    let (made_at, expires_at) = (code.made_at.as_millisecond(), code.expires_at.as_millisecond());
    tx.execute(sql, params![code.hash, code.station_name, made_at, expires_at])?;
    Ok(())
}

pub fn enrol(
    tx: &Db<'_>,
    code: &[u8; 32],
    key: &PublicKey,
    now: Timestamp,
    decide: &dyn Fn(Option<&CodeState>) -> Enrol,
) -> Result<Option<Station>, Fail> {
    let found = tx
        .query_row("SELECT name, expires_at, station FROM enrolment_code WHERE hash = ?1", [code], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1).and_then(moment)?, row.get::<_, Option<i64>>(2)?))
        })
        .optional()?;
    let Some((name, expires_at, used_by)) = found else {
        decide(None);
        return Ok(None);
    };
    let used_by = used_by.map(|id| station(tx, StationId(id))).transpose()?.flatten();
    let key_taken = tx.prepare_cached("SELECT 1 FROM station WHERE public_key = ?1")?.exists([key.parts().0])?;
    let state = CodeState { expires_at, used_by, key_taken };
    match decide(Some(&state)) {
        Enrol::Refuse => Ok(None),
        Enrol::SameAgain => Ok(state.used_by),
        Enrol::Station => add_station(tx, code, name, key, now).map(Some),
    }
}

fn add_station(tx: &Db<'_>, code: &[u8; 32], name: String, key: &PublicKey, now: Timestamp) -> Result<Station, Fail> {
    let sql = "INSERT INTO station (name, public_key, key_form, enrolled_at) VALUES (?1, ?2, ?3, ?4) RETURNING id";
    let (half, form) = key.parts();
    let id = tx.query_row(sql, params![name, half, form, now.as_millisecond()], |row| row.get(0).map(StationId))?;
    tx.execute("UPDATE enrolment_code SET station = ?2 WHERE hash = ?1", params![code, id.0])?;
    Ok(Station { id, name, key: key.clone() })
}

pub fn station(db: &Db<'_>, id: StationId) -> Result<Option<Station>, Fail> {
    let mut statement = db.prepare_cached("SELECT name, public_key, key_form FROM station WHERE id = ?1")?;
    Ok(statement.query_row([id.0], |row| Ok(Station { id, name: row.get(0)?, key: key(row, 1, 2)? })).optional()?)
}

/// The key of two columns: its 32 bytes, and what stands before them.
pub fn key(row: &Row<'_>, half: usize, form: usize) -> rusqlite::Result<PublicKey> {
    let (bytes, before): ([u8; 32], u8) = (row.get(half)?, row.get(form)?);
    PublicKey::from_parts(bytes, before).ok_or(rusqlite::Error::IntegralValueOutOfRange(form, before.into()))
}

pub fn seen_to(db: &Db<'_>, id: StationId) -> Result<Option<SeqNo>, Fail> {
    let mut statement = db.prepare_cached("SELECT seen_to FROM station WHERE id = ?1")?;
    Ok(statement.query_row([id.0], |row| row.get(0).map(SeqNo)).optional()?)
}

pub fn list(db: &Db<'_>) -> Result<Vec<StationLine>, Fail> {
    let names = db.entry_names();
    let sql = &format!(
        "SELECT s.id, s.name, s.enrolled_at, NULL, s.upload_at, s.seen_to,
                      (SELECT count(*) FROM {names} AS e WHERE e.station = s.id),
                      (SELECT count(*) FROM inspection AS i WHERE i.station = s.id AND i.closed_at IS NULL)
               FROM station AS s
               UNION ALL
               SELECT NULL, name, NULL, expires_at, NULL, 0, 0, 0 FROM enrolment_code WHERE station IS NULL
               ORDER BY 1 NULLS LAST, 4"
    );
    let mut statement = db.prepare_cached(sql)?;
    let lines = statement.query_map([], line)?.collect::<Result<_, _>>()?;
    Ok(lines)
}

fn line(row: &Row<'_>) -> rusqlite::Result<StationLine> {
    let maybe = |column: usize| row.get::<_, Option<i64>>(column)?.map(moment).transpose();
    Ok(StationLine {
        station: row.get::<_, Option<i64>>(0)?.map(StationId),
        name: row.get(1)?,
        enrolled_at: maybe(2)?,
        code_expires_at: maybe(3)?,
        upload_at: maybe(4)?,
        seen_to: SeqNo(row.get(5)?),
        accepted: row.get::<_, i64>(6)?.unsigned_abs(),
        refused: row.get::<_, i64>(7)?.unsigned_abs(),
    })
}
