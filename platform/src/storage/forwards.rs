//! People whom desks recommend to employers, on their way there and back: read from the entries and from what was answered about
//! them.

use super::db::Db;
use super::wishes::subjects_of;
use super::{Fail, notices};
use crate::core::forward::{Forward, ForwardState, Person, person, taken_on, told};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeMap;
use uuid::Uuid;
use yizhan_wire::notice::{Matter, NoticeKind};
use yizhan_wire::{Entry, EntryKind, Posting, PostingId, ReceiptNo, SeqNo, StationId, SubjectId};

/// Among so many of the last notices it is looked for what is on its way: some months of a province's.
const LOOKED_AT: i64 = 100_000;

/// The province takes on what an accepted entry asks it to hand on, and says so.
pub fn carry_out(tx: &Db<'_>, entry: &Entry, now: Timestamp) -> Result<(), Fail> {
    if let Some(notice) = taken_on(entry, now)? {
        notices::put(tx, &notice)?;
    }
    Ok(())
}

/// A step as it stands in the log, and the last that was answered about it.
struct Found {
    station: StationId,
    subject: SubjectId,
    body: String,
    state: ForwardState,
}

/// Everybody who is on the way to an employer or was, the latest first; of one receipt where it is named.
pub fn list(db: &Db<'_>, only: Option<&ReceiptNo>) -> Result<Vec<Forward>, Fail> {
    let sql = "SELECT n.kind, n.body, e.receipt, e.station, e.subject, e.body FROM notice AS n
               JOIN entry AS e ON e.receipt = n.receipt
               WHERE n.kind IN (?1, ?2) AND e.kind = ?3 AND (n.receipt = ?5 OR ?5 = '')
                 AND n.number > (SELECT coalesce(max(number), 0) - ?4 FROM notice)
               ORDER BY n.number";
    let kinds = (NoticeKind::EntryStatus.as_str(), NoticeKind::ApplicationAnswer.as_str());
    let only = only.map_or("", ReceiptNo::as_str);
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![kinds.0, kinds.1, EntryKind::Referral.as_str(), LOOKED_AT, only])?;
    let mut found: BTreeMap<(i64, String), Found> = BTreeMap::new();
    let mut place = 0;
    let mut places: BTreeMap<String, i64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (kind, said, receipt): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        place -= 1;
        let at = *places.entry(receipt.clone()).or_insert(place);
        let step = found.entry((at, receipt)).or_insert(Found {
            station: StationId(row.get(3)?),
            subject: SubjectId(Uuid::from_bytes(row.get(4)?)),
            body: row.get(5)?,
            state: ForwardState::Waiting,
        });
        if let Ok(Some(Matter::ApplicationAnswer(answer))) = Matter::parse(&kind, &serde_json::from_str(&said)?) {
            step.state = ForwardState::of(Some(answer.outcome));
        }
    }
    let all = found.iter().map(|((_, receipt), found)| forward(db, receipt, found));
    Ok(all.collect::<Result<Vec<_>, Fail>>()?.into_iter().flatten().collect())
}

/// `None` where the entry's person was erased, and with her what the step said.
fn forward(db: &Db<'_>, receipt: &str, found: &Found) -> Result<Option<Forward>, Fail> {
    let Some(step) = told(EntryKind::Referral, &found.body) else { return Ok(None) };
    let posting = posting(db, step.posting)?;
    let of = |part: fn(&Posting) -> &str| posting.as_ref().map(part).unwrap_or_default().trim().to_owned();
    Ok(Some(Forward {
        station: found.station,
        receipt: ReceiptNo::parse(receipt).ok_or(Fail::Impossible("a receipt that is none"))?,
        told_on: step.on,
        staff: step.staff,
        posting: step.posting,
        title: of(|posting| &posting.title),
        employer: of(|posting| &posting.employer),
        contact: of(|posting| &posting.contact),
        person: known(db, found.station, found.subject)?,
        state: found.state,
    }))
}

/// The posting as its advert says, also when it is open no more.
fn posting(db: &Db<'_>, id: PostingId) -> Result<Option<Posting>, Fail> {
    let sql = "SELECT whole FROM posting WHERE id = ?1";
    let whole: Option<String> = db.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
    Ok(whole.map(|whole| serde_json::from_str(&whole)).transpose()?)
}

/// What may be told of a person, by her last registration under any of her names.
fn known(db: &Db<'_>, station: StationId, subject: SubjectId) -> Result<Option<Person>, Fail> {
    let sql = "SELECT seq, body FROM entry WHERE station = ?1 AND subject = ?2 AND kind = ?3 ORDER BY seq DESC LIMIT 1";
    let mut last: Option<(i64, String)> = None;
    for subject in subjects_of(db, station, subject, SeqNo(i64::MAX))? {
        let who = params![station.0, subject.0.as_bytes(), EntryKind::Registration.as_str()];
        let row = db.prepare_cached(sql)?.query_row(who, |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        last = last.into_iter().chain(row).max_by_key(|(seq, _)| *seq);
    }
    Ok(last.and_then(|(_, body)| person(&body)))
}
