//! Packs: of each kind the last, with its place in the feed.

use super::Fail;
use super::db::Db;
use super::postings::next_seq;
use crate::core::packs::{HeldPack, PutPack};
use crate::core::postings::StoredChange;
use rusqlite::{OptionalExtension as _, params};
use serde_json::Value;
use serde_json::value::RawValue;
use yizhan_wire::content::{CODES, CodeLists, FORMS, FormDef};
use yizhan_wire::media::named_in;
use yizhan_wire::{Cursor, MediaRef, Pack};

pub fn put(tx: &Db<'_>, pack: &Pack, decide: &dyn Fn(Option<&HeldPack>) -> PutPack) -> Result<PutPack, Fail> {
    let held = held(tx, &pack.kind)?;
    let decided = decide(held.as_ref());
    if decided == PutPack::Taken {
        let sql = "INSERT INTO pack (kind, version, seq, whole) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (kind) DO UPDATE SET version = excluded.version, seq = excluded.seq, whole = excluded.whole";
        let whole = serde_json::to_string(pack)?;
        tx.prepare_cached(sql)?.execute(params![pack.kind, pack.version, next_seq(tx)?, whole])?;
        put_forms(tx, pack)?;
    }
    Ok(decided)
}

/// The pack of a kind.
pub fn held(db: &Db<'_>, kind: &str) -> Result<Option<HeldPack>, Fail> {
    let mut statement = db.prepare_cached("SELECT whole FROM pack WHERE kind = ?1")?;
    let held = statement.query_row([kind], |row| row.get::<_, String>(0)).optional()?;
    Ok(held.map(|whole| serde_json::from_str(&whole)).transpose()?)
}

/// Keeps each form of a pack of forms beside its earlier versions.
fn put_forms(tx: &Db<'_>, pack: &Pack) -> Result<(), Fail> {
    if pack.kind != FORMS {
        return Ok(());
    }
    let forms = pack.body.get("forms").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for form in forms {
        let (Some(id), Some(version)) = (form["id"].as_str(), form["version"].as_u64()) else { continue };
        let sql = "INSERT INTO form (id, version, whole) VALUES (?1, ?2, ?3)
                   ON CONFLICT (id, version) DO UPDATE SET whole = excluded.whole";
        tx.prepare_cached(sql)?.execute(params![id, i64::try_from(version).unwrap_or(i64::MAX), form.to_string()])?;
    }
    Ok(())
}

/// Every form the platform has ever handed out, its questions with the codes of the lists that they ask for.
pub fn forms(db: &Db<'_>) -> Result<Vec<FormDef>, Fail> {
    let mut statement = db.prepare_cached("SELECT whole FROM form ORDER BY id, version")?;
    let mut rows = statement.query([])?;
    let mut forms: Vec<FormDef> = Vec::new();
    while let Some(row) = rows.next()? {
        forms.push(serde_json::from_str(row.text(0)?)?);
    }
    drop(rows);
    if let Some(pack) = held(db, CODES)? {
        let lists: CodeLists = serde_json::from_value(pack.body)?;
        for form in &mut forms {
            lists.fill(form);
        }
    }
    Ok(forms)
}

/// The media that the packs in the feed name.
pub fn media_named(db: &Db<'_>) -> Result<Vec<MediaRef>, Fail> {
    let mut statement = db.prepare_cached("SELECT whole FROM pack ORDER BY kind")?;
    let mut rows = statement.query([])?;
    let mut named = Vec::new();
    while let Some(row) = rows.next()? {
        let pack: Pack = serde_json::from_str(row.text(0)?)?;
        named.append(&mut named_in(&pack.body));
    }
    Ok(named)
}

/// The packs behind a cursor, ascending.
pub fn behind(db: &Db<'_>, after: Cursor) -> Result<Vec<StoredChange>, Fail> {
    let mut statement = db.prepare_cached("SELECT seq, whole FROM pack WHERE seq > ?1 ORDER BY seq")?;
    let mut rows = statement.query([after.0])?;
    let mut packs = Vec::new();
    while let Some(row) = rows.next()? {
        packs.push(StoredChange::Pack { seq: Cursor(row.get(0)?), pack: RawValue::from_string(row.get(1)?)? });
    }
    Ok(packs)
}
