//! Accounts that were asked for, and applications that were taken back.

use super::db::Db;
use super::{Fail, notices};
use crate::core::seeker::{Applications, answer, holder, left_of_application, request, taken_back};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use serde_json::Value;
use uuid::Uuid;
use yizhan_wire::account::AccountOutcome;
use yizhan_wire::{Entry, EntryKind, PostingId, ReceiptNo, StationId, SubjectId};

/// The applications that the entries of a batch take back: those in the log, and those in the batch itself.
pub fn applications(db: &Db<'_>, station: StationId, entries: &[Entry]) -> Result<Applications, Fail> {
    let mut found = Applications::new();
    for of in entries.iter().filter_map(taken_back) {
        let sql = "SELECT subject, body FROM entry WHERE station = ?1 AND receipt = ?2 AND kind = ?3";
        let row = db
            .prepare_cached(sql)?
            .query_row(params![station.0, of.as_str(), EntryKind::Application.as_str()], |row| {
                Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?;
        let logged = row.map(|(subject, body)| (SubjectId(Uuid::from_bytes(subject)), body));
        let beside = || {
            let mut here = entries.iter().filter(|entry| entry.kind == EntryKind::Application);
            let entry = here.find(|entry| ReceiptNo::of(station, entry.seq) == of)?;
            Some((entry.subject, entry.body.get().to_owned()))
        };
        if let Some((subject, body)) = logged.or_else(beside)
            && let Some(posting) = posting_in(&body)
        {
            found.insert(of, (subject, posting));
        }
    }
    Ok(found)
}

fn posting_in(body: &str) -> Option<PostingId> {
    let body: Value = serde_json::from_str(body).ok()?;
    body.get("posting")?.as_i64().map(PostingId)
}

/// Does what an accepted entry of a seeker brings about.
pub fn carry_out(tx: &Db<'_>, station: StationId, entry: &Entry, now: Timestamp) -> Result<(), Fail> {
    if let Some(of) = taken_back(entry) {
        return end(tx, station, entry, &of);
    }
    let Some(request) = request(entry) else { return Ok(()) };
    let sql = "INSERT INTO service_account (holder, station, entry, opened_at) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT DO NOTHING";
    let who = params![holder(&request), station.0, entry.id.0.as_bytes(), now.as_millisecond()];
    let outcome =
        if tx.prepare_cached(sql)?.execute(who)? > 0 { AccountOutcome::Opened } else { AccountOutcome::Exists };
    notices::put(tx, &answer(entry, outcome, now)?)?;
    Ok(())
}

/// The person's data leave the application. Its hash stays, so that a copy that comes again is known.
fn end(tx: &Db<'_>, station: StationId, entry: &Entry, of: &ReceiptNo) -> Result<(), Fail> {
    let who = params![station.0, of.as_str(), EntryKind::Application.as_str(), entry.subject.0.as_bytes()];
    let sql = "SELECT body FROM entry WHERE station = ?1 AND receipt = ?2 AND kind = ?3 AND subject = ?4";
    let body: Option<String> = tx.prepare_cached(sql)?.query_row(who, |row| row.get(0)).optional()?;
    if let Some(body) = body.filter(|body| body != crate::core::wishes::ERASED) {
        let sql = "UPDATE entry SET body = ?3 WHERE station = ?1 AND receipt = ?2";
        tx.prepare_cached(sql)?.execute(params![station.0, of.as_str(), left_of_application(&body)])?;
    }
    Ok(())
}
