//! Stations and the codes that make them.

use super::Fail;
use super::entries::moment;
use crate::core::enrolment::{CodeState, Enrol};
use crate::core::storage::{NewCode, Station, StationLine};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::{SeqNo, StationId};

pub fn bound_key(db: &Connection) -> Result<Option<PublicKey>, Fail> {
    Ok(db.query_row("SELECT public_key FROM platform", [], |row| row.get(0).map(PublicKey)).optional()?)
}

pub fn bind_key(tx: &Transaction<'_>, key: &PublicKey) -> Result<PublicKey, Fail> {
    tx.execute("INSERT INTO platform (one, public_key) VALUES (1, ?1) ON CONFLICT DO NOTHING", [key.0])?;
    Ok(tx.query_row("SELECT public_key FROM platform", [], |row| row.get(0).map(PublicKey))?)
}

pub fn add_code(tx: &Transaction<'_>, code: &NewCode) -> Result<(), Fail> {
    let sql = "INSERT INTO enrolment_code (hash, name, made_at, expires_at) VALUES (?1, ?2, ?3, ?4)";
    let (made_at, expires_at) = (code.made_at.as_millisecond(), code.expires_at.as_millisecond());
    tx.execute(sql, params![code.hash, code.station_name, made_at, expires_at])?;
    Ok(())
}

pub fn enrol(
    tx: &Transaction<'_>,
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
    let key_taken = tx.prepare_cached("SELECT 1 FROM station WHERE public_key = ?1")?.exists([key.0])?;
    let state = CodeState { expires_at, used_by, key_taken };
    match decide(Some(&state)) {
        Enrol::Refuse => Ok(None),
        Enrol::SameAgain => Ok(state.used_by),
        Enrol::Station => add_station(tx, code, name, key, now).map(Some),
    }
}

fn add_station(
    tx: &Transaction<'_>,
    code: &[u8; 32],
    name: String,
    key: &PublicKey,
    now: Timestamp,
) -> Result<Station, Fail> {
    let sql = "INSERT INTO station (name, public_key, enrolled_at) VALUES (?1, ?2, ?3)";
    tx.execute(sql, params![name, key.0, now.as_millisecond()])?;
    let id = StationId(tx.last_insert_rowid());
    tx.execute("UPDATE enrolment_code SET station = ?2 WHERE hash = ?1", params![code, id.0])?;
    Ok(Station { id, name, key: key.clone() })
}

pub fn station(db: &Connection, id: StationId) -> Result<Option<Station>, Fail> {
    let mut statement = db.prepare_cached("SELECT name, public_key FROM station WHERE id = ?1")?;
    Ok(statement
        .query_row([id.0], |row| Ok(Station { id, name: row.get(0)?, key: PublicKey(row.get(1)?) }))
        .optional()?)
}

pub fn seen_to(db: &Connection, id: StationId) -> Result<Option<SeqNo>, Fail> {
    let mut statement = db.prepare_cached("SELECT seen_to FROM station WHERE id = ?1")?;
    Ok(statement.query_row([id.0], |row| row.get(0).map(SeqNo)).optional()?)
}

pub fn list(db: &Connection) -> Result<Vec<StationLine>, Fail> {
    let sql = "SELECT s.id, s.name, s.enrolled_at, NULL, s.upload_at, s.seen_to,
                      (SELECT count(*) FROM entry AS e WHERE e.station = s.id),
                      (SELECT count(*) FROM inspection AS i WHERE i.station = s.id AND i.closed_at IS NULL)
               FROM station AS s
               UNION ALL
               SELECT NULL, name, NULL, expires_at, NULL, 0, 0, 0 FROM enrolment_code WHERE station IS NULL
               ORDER BY 1 NULLS LAST, 4";
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
