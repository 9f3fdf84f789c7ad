//! People on their way to employers and back, recommended by a desk or by their own application: read from the entries and from
//! what was answered about them.

use super::db::Db;
use super::wishes::subjects_of;
use super::{Fail, notices};
use crate::core::forward::{Asked, Forward, ForwardState, Person, applicant, asked, person, taken_on};
use jiff::{Timestamp, tz};
use rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeMap;
use uuid::Uuid;
use yizhan_wire::notice::{Matter, NoticeKind};
use yizhan_wire::{ConsentPurpose, Entry, EntryKind, Posting, PostingId, ReceiptNo, SeqNo, StationId, SubjectId};

/// Among so many of the last notices it is looked for what is on its way: some months of a province's.
const LOOKED_AT: i64 = 100_000;

/// The province takes on what an accepted entry asks it to hand on, and says so.
pub fn carry_out(tx: &Db<'_>, entry: &Entry, now: Timestamp) -> Result<(), Fail> {
    if let Some(notice) = taken_on(entry, now)? {
        notices::put(tx, &notice)?;
    }
    Ok(())
}

/// An entry that asks for it as it stands in the log, and the last that was answered about it.
struct Found {
    station: StationId,
    seq: SeqNo,
    subject: SubjectId,
    kind: EntryKind,
    body: String,
    accepted_at: Timestamp,
    state: ForwardState,
}

/// Everybody who is on the way to an employer or was, the latest first; of one receipt where it is named.
pub fn list(db: &Db<'_>, only: Option<&ReceiptNo>) -> Result<Vec<Forward>, Fail> {
    let sql =
        "SELECT n.kind, n.body, e.receipt, e.station, e.subject, e.body, e.kind, e.seq, e.accepted_at FROM notice AS n
               JOIN entry AS e ON e.receipt = n.receipt
               WHERE n.kind IN (?1, ?2) AND e.kind IN (?3, ?6) AND (n.receipt = ?5 OR ?5 = '')
                 AND n.number > (SELECT coalesce(max(number), 0) - ?4 FROM notice)
               ORDER BY n.number";
    let said = [NoticeKind::EntryStatus, NoticeKind::ApplicationAnswer].map(NoticeKind::as_str);
    let kinds = [EntryKind::Referral, EntryKind::Application].map(EntryKind::as_str);
    let only = only.map_or("", ReceiptNo::as_str);
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![said[0], said[1], kinds[0], LOOKED_AT, only, kinds[1]])?;
    let mut found: BTreeMap<(i64, String), Found> = BTreeMap::new();
    let mut place = 0;
    let mut places: BTreeMap<String, i64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (kind, said, receipt): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        place -= 1;
        let at = *places.entry(receipt.clone()).or_insert(place);
        let entry = found.entry((at, receipt)).or_insert(Found {
            station: StationId(row.get(3)?),
            subject: SubjectId(Uuid::from_bytes(row.get(4)?)),
            body: row.get(5)?,
            kind: EntryKind::parse(&row.get::<_, String>(6)?).unwrap_or(EntryKind::Other),
            seq: SeqNo(row.get(7)?),
            accepted_at: Timestamp::from_millisecond(row.get(8)?)
                .map_err(|_| Fail::Impossible("a moment that is none"))?,
            state: ForwardState::Waiting,
        });
        if let Ok(Some(Matter::ApplicationAnswer(answer))) = Matter::parse(&kind, &serde_json::from_str(&said)?) {
            entry.state = ForwardState::of(Some(answer.outcome));
        }
    }
    let all = found.iter().map(|((_, receipt), found)| forward(db, receipt, found));
    Ok(all.collect::<Result<Vec<_>, Fail>>()?.into_iter().flatten().collect())
}

/// `None` where the entry's person was erased, and with her what it said.
fn forward(db: &Db<'_>, receipt: &str, found: &Found) -> Result<Option<Forward>, Fail> {
    let Some(asked) = asked(found.kind, &found.body) else { return Ok(None) };
    let receipt = ReceiptNo::parse(receipt).ok_or(Fail::Impossible("a receipt that is none"))?;
    let blank = Forward {
        station: found.station,
        receipt,
        told_on: found.accepted_at.to_zoned(tz::offset(8).to_time_zone()).date(),
        staff: String::new(),
        wish: None,
        posting: PostingId(0),
        title: String::new(),
        employer: String::new(),
        contact: String::new(),
        person: None,
        state: found.state,
    };
    Ok(Some(match asked {
        Asked::Told(step) => {
            let posting = posting(db, step.posting)?;
            let of = |part: fn(&Posting) -> &str| posting.as_ref().map(part).unwrap_or_default().trim().to_owned();
            let person = known(db, found.station, found.subject)?;
            Forward {
                told_on: step.on,
                staff: step.staff,
                posting: step.posting,
                title: of(|posting| &posting.title),
                employer: of(|posting| &posting.employer),
                contact: of(|posting| &posting.contact),
                person,
                ..blank
            }
        }
        Asked::Applied(application) => {
            let may = !took_back(db, found)?;
            let contact = match application.consent.contact.trim() {
                "" => posting(db, application.posting)?.map(|posting| posting.contact).unwrap_or_default(),
                contact => contact.to_owned(),
            };
            Forward {
                person: may.then(|| applicant(&application)),
                staff: application.assisted_by.unwrap_or_default(),
                wish: Some(application.wish),
                posting: application.posting,
                title: application.title,
                employer: application.employer.trim().to_owned(),
                contact,
                ..blank
            }
        }
        Asked::TakenBack { posting: id, title, employer } => {
            let contact = posting(db, id)?.map(|posting| posting.contact).unwrap_or_default();
            let wish = Some(yizhan_wire::ApplicationWish::Apply);
            Forward { wish, posting: id, title, employer, contact, ..blank }
        }
    }))
}

/// Whether she, under any of her names, has since taken back that employers are told of her.
fn took_back(db: &Db<'_>, found: &Found) -> Result<bool, Fail> {
    let sql = "SELECT whole FROM wish WHERE station = ?1 AND subject = ?2 AND seq > ?3 AND kind = ?4";
    for subject in subjects_of(db, found.station, found.subject, SeqNo(i64::MAX))? {
        let mut statement = db.prepare_cached(sql)?;
        let whose = params![found.station.0, subject.0.as_bytes(), found.seq.0, EntryKind::Withdrawal.as_str()];
        let wishes = statement.query_map(whose, |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        for wish in wishes {
            let purposes: Vec<ConsentPurpose> = serde_json::from_str(&wish)?;
            if purposes.contains(&ConsentPurpose::ShareWithEmployers) {
                return Ok(true);
            }
        }
    }
    Ok(false)
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
