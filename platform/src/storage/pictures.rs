//! Pictures that were added to what people sent in, and the list of what they were added to.

use super::db::Db;
use super::entries::moment;
use super::{Fail, Store, packs};
use crate::core::pictures::{Album, Claim, Room, kept_since};
use crate::core::storage::StorageError;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use rusqlite::{OptionalExtension as _, params};
use yizhan_wire::content::FormDef;
use yizhan_wire::{EntryKind, ReceiptNo, SeqNo, StationId, SubjectId, Submission};

/// Among so many of the last entries it is looked for what takes pictures: some months of a province's.
const LOOKED_AT: i64 = 1_000_000;

impl Album for Store {
    fn room(&self, receipt: &ReceiptNo) -> Result<Option<Room>, StorageError> {
        self.read(|db| room(db, receipt))
    }

    fn put_picture(&self, receipt: &ReceiptNo, jpeg: &[u8], now: Timestamp) -> Result<Option<Room>, StorageError> {
        self.write(|tx| put(tx, receipt, jpeg, now))
    }

    fn claims(&self, most: usize) -> Result<Vec<Claim>, StorageError> {
        self.read(|db| claims(db, most))
    }

    fn picture(&self, receipt: &ReceiptNo, no: u8) -> Result<Option<Vec<u8>>, StorageError> {
        let (station, seq) = receipt.parts();
        let sql = "SELECT jpeg FROM picture WHERE station = ?1 AND seq = ?2 AND no = ?3";
        self.read(|db| {
            Ok(db.prepare_cached(sql)?.query_row(params![station.0, seq.0, no], |row| row.get(0)).optional()?)
        })
    }

    fn remove_pictures(&self, receipt: &ReceiptNo) -> Result<usize, StorageError> {
        let (station, seq) = receipt.parts();
        let sql = "DELETE FROM picture WHERE station = ?1 AND seq = ?2";
        self.write(|tx| Ok(tx.execute(sql, params![station.0, seq.0])?))
    }

    fn let_pictures_go(&self, before: Timestamp) -> Result<usize, StorageError> {
        self.write(|tx| let_go(tx, before))
    }
}

/// They go with what they were added to.
pub fn erase(tx: &Db<'_>, (station, subject, before): (StationId, SubjectId, SeqNo)) -> Result<(), Fail> {
    let sql = format!(
        "DELETE FROM picture WHERE station = ?1 AND seq IN
             (SELECT seq FROM {} WHERE station = ?1 AND subject = ?2 AND seq < ?3)",
        tx.entry_names()
    );
    tx.execute(&sql, params![station.0, subject.0.as_bytes(), before.0])?;
    Ok(())
}

fn let_go(tx: &Db<'_>, before: Timestamp) -> Result<usize, Fail> {
    Ok(tx.execute("DELETE FROM picture WHERE came_at < ?1", [before.as_millisecond()])?)
}

fn room(db: &Db<'_>, receipt: &ReceiptNo) -> Result<Option<Room>, Fail> {
    let sql = "SELECT body FROM entry WHERE station = ?1 AND seq = ?2 AND kind = ?3";
    let (station, seq) = receipt.parts();
    let which = params![station.0, seq.0, EntryKind::Submission.as_str()];
    let body: Option<String> = db.prepare_cached(sql)?.query_row(which, |row| row.get(0)).optional()?;
    let Some((_, form)) = body.as_deref().and_then(|body| of_form(body, &packs::forms(db).ok()?)) else {
        return Ok(None);
    };
    let came: i64 = db
        .prepare_cached("SELECT count(*) FROM picture WHERE station = ?1 AND seq = ?2")?
        .query_row(params![station.0, seq.0], |row| row.get(0))?;
    Ok(Some(Room { most: form.pictures, came: u8::try_from(came).unwrap_or(u8::MAX) }))
}

/// What was sent in, and its form, where that takes pictures; none of what was erased.
fn of_form(body: &str, forms: &[FormDef]) -> Option<(Submission, FormDef)> {
    let said: Submission = serde_json::from_str(body).ok()?;
    let form = forms.iter().find(|form| form.id == said.form && form.version == said.form_version)?;
    (form.pictures > 0).then(|| (said, form.clone()))
}

fn put(tx: &Db<'_>, receipt: &ReceiptNo, jpeg: &[u8], now: Timestamp) -> Result<Option<Room>, Fail> {
    let_go(tx, kept_since(now))?;
    let Some(before) = room(tx, receipt)? else { return Ok(None) };
    if !before.is_full() {
        let (station, seq) = receipt.parts();
        let sql = "INSERT INTO picture (station, seq, no, hash, jpeg, came_at)
                   SELECT ?1, ?2, coalesce(max(no), 0) + 1, ?3, ?4, ?5 FROM picture WHERE station = ?1 AND seq = ?2
                   ON CONFLICT DO NOTHING";
        let hash = digest(&SHA256, jpeg);
        tx.execute(sql, params![station.0, seq.0, hash.as_ref(), jpeg, now.as_millisecond()])?;
    }
    room(tx, receipt)
}

fn claims(db: &Db<'_>, most: usize) -> Result<Vec<Claim>, Fail> {
    let forms = packs::forms(db)?;
    if forms.iter().all(|form| form.pictures == 0) {
        return Ok(Vec::new());
    }
    let sql = "SELECT receipt, accepted_at, body FROM entry
               WHERE kind = ?1 AND number > (SELECT coalesce(max(number), 0) - ?2 FROM entry) ORDER BY number DESC";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![EntryKind::Submission.as_str(), LOOKED_AT])?;
    let mut claims = Vec::new();
    while let Some(row) = rows.next()?.filter(|_| claims.len() < most) {
        let Some((said, form)) = of_form(&row.get::<_, String>(2)?, &forms) else { continue };
        let receipt = row.get::<_, String>(0)?;
        let receipt = ReceiptNo::parse(&receipt).ok_or(Fail::Impossible("a receipt that is none"))?;
        let station = receipt.parts().0;
        claims.push(Claim {
            receipt,
            station,
            came_at: row.get(1).and_then(moment)?,
            said,
            form,
            pictures: Vec::new(),
        });
    }
    for claim in &mut claims {
        let (station, seq) = claim.receipt.parts();
        let sql = "SELECT no FROM picture WHERE station = ?1 AND seq = ?2 ORDER BY no";
        let mut statement = db.prepare_cached(sql)?;
        let numbers = statement.query_map(params![station.0, seq.0], |row| row.get::<_, i64>(0))?;
        let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
        claim.pictures = numbers.into_iter().filter_map(|no| u8::try_from(no).ok()).collect();
    }
    Ok(claims)
}
