//! Seats of day jobs: what the province leased to this station, who was given which, and the steps of each until both sides
//! have confirmed the day. A seat and its entry are one transaction; a station without a line gives away what it holds, and
//! no seat more.

mod leases;
#[cfg(test)]
mod tests;

use super::application::AppliesAs;
use super::entry::{self, NewEntry};
use super::registration::sign;
use super::{Act, Station, identity};
use crate::domain::applying::{Applicant, EMPLOYER_NOTICE_VERSION};
use crate::domain::audit::Deed;
use crate::domain::day_record::DayRecord;
use crate::domain::gig::{DeskSeat, MySeat, NotTaken};
use crate::domain::ledger::{EntryState, Registered};
use crate::domain::{
    Confirmed, DayWork, EmployerConsent, EntryId, EntryKind, Posting, PostingId, ReceiptNo, SEAT_STEP_VERSION,
    SeatState, SeatStep, StationId, SubjectId, WorkCard, Worker,
};
use crate::store::values::{day, millis, optional};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use ring::hmac;
use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;

pub(super) use leases::lease;

/// Seats of a lease that somebody holds: not given back, and not refused by the province.
const HELD: &str = "SELECT count(*) FROM seat JOIN entry ON entry.seq = seat.entry_seq
    WHERE seat.lease = seat_lease.lease AND seat.state <> 'given_back' AND entry.state <> 'refused'";

/// Somebody takes a seat.
#[derive(Debug, Clone, Copy)]
pub struct Taking<'a> {
    pub posting: &'a Posting,
    pub day: Date,
    pub who: AppliesAs<'a>,
    pub card: &'a WorkCard,
}

/// Who says something of a day's work.
#[derive(Clone, Copy)]
pub enum Says<'a> {
    /// The worker, who has shown who she is.
    Worker(SubjectId),
    /// Somebody who speaks for the employer, before a clerk.
    Employer { name: &'a str, act: &'a Act<'a> },
}

impl Station {
    /// Gives somebody a seat: the seat and its entry in one transaction. The same person, job and day again get the first
    /// receipt. `random` are 20 fresh random bytes.
    ///
    /// # Errors
    /// The outer error is the store's, after which nothing was written; the inner one says why there is no seat for her.
    pub fn take_seat(
        &mut self,
        taking: &Taking<'_>,
        now: Timestamp,
        random: [u8; 20],
    ) -> Result<Result<Registered, NotTaken>> {
        let tx = self.write()?;
        let lookup = lookup(&tx, taking)?;
        let subject = subject_of(&tx, taking, &lookup)?;
        if let Some(held) = held_on(&tx, taking.day, &lookup, subject)? {
            return Ok(if held.posting == taking.posting.id {
                Ok(Registered { receipt: held.receipt, entry: held.entry, already: true, seal: String::new() })
            } else {
                Err(NotTaken::HasOne { title: held.title })
            });
        }
        let Some(lease) = free_lease(&tx, taking, now)? else { return Ok(Err(NotTaken::NoSeat)) };
        let kind = (EntryKind::SeatStep, SEAT_STEP_VERSION);
        let made = enter(&tx, kind, subject, now, random, |receipt, id| first_step(taking, &lease, receipt, id, now))?;
        let person = match taking.who {
            AppliesAs::Known(_) => None,
            AppliesAs::New(form) => Some(json(form)?),
        };
        let who = who(taking);
        tx.execute(
            "INSERT INTO seat (entry_seq, subject, lease, posting, day_on, title, employer, place, contact, person_lookup,
                               person, name, phone, card, state, state_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 'taken', ?15)",
            params![
                made.seq,
                made.subject,
                lease,
                taking.posting.id.0,
                taking.day.to_string(),
                taking.posting.title,
                taking.posting.employer.trim(),
                place_of(taking.posting),
                taking.posting.contact.trim(),
                lookup,
                person,
                who.name(),
                who.phone(),
                json(taking.card)?,
                millis(now)
            ],
        )?;
        tx.commit()?;
        Ok(Ok(Registered { receipt: made.receipt, entry: made.id, already: false, seal: String::new() }))
    }

    /// Takes a seat a step further that needs no more than to be said: given back, checked in, or, at the desk, missed.
    /// `who` is whose it must be; the desk may move anybody's.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where she has no such seat, or it is further already.
    pub fn move_seat(
        &mut self,
        seat: EntryId,
        who: Option<SubjectId>,
        to: SeatState,
        now: Timestamp,
        random: [u8; 20],
    ) -> Result<()> {
        let tx = self.write()?;
        let row = find(&tx, seat)?;
        let hers = who.is_none_or(|who| *who.0.as_bytes() == row.subject);
        let from = row.desk.seat.state;
        let follows = matches!(
            (from, to),
            (SeatState::Taken, SeatState::GivenBack | SeatState::CheckedIn | SeatState::Missed)
                | (SeatState::CheckedIn, SeatState::Missed)
                | (SeatState::Missed, SeatState::CheckedIn)
        );
        if !hers || !follows || !row.desk.seat.holds() {
            return Err(StoreError::NotFound("seat"));
        }
        further(&tx, &row, to, None, now, random)?;
        tx.commit()?;
        Ok(())
    }

    /// Writes down what one side says of a day's work. When both say the same, the station signs the record of the day.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such seat, or its day is confirmed or given back.
    pub fn say_work(
        &mut self,
        seat: EntryId,
        says: Says<'_>,
        work: DayWork,
        now: Timestamp,
        random: [u8; 20],
    ) -> Result<()> {
        let tx = self.write()?;
        let mut row = find(&tx, seat)?;
        let open = matches!(
            row.desk.seat.state,
            SeatState::Taken | SeatState::CheckedIn | SeatState::Worked | SeatState::Missed
        );
        let hers = !matches!(says, Says::Worker(who) if *who.0.as_bytes() != row.subject);
        if !open || !hers || !row.desk.seat.holds() {
            return Err(StoreError::NotFound("seat"));
        }
        match says {
            Says::Worker(_) => row.desk.seat.worker_says = Some(work),
            Says::Employer { name, act } => {
                row.desk.seat.employer_says = Some(work);
                name.trim().clone_into(&mut row.for_employer);
                row.staff = act.name();
                let subject = Some(SubjectId(Uuid::from_bytes(row.subject)));
                act.note(&tx, Deed::ServiceConfirmed, subject, row.desk.seat.receipt.as_str())?;
            }
        }
        let both = row.desk.seat.worker_says.filter(|said| row.desk.seat.employer_says == Some(*said));
        let record = both.map(|work| signed(&tx, &row, work)).transpose()?;
        let to = if record.is_some() { SeatState::Confirmed } else { SeatState::Worked };
        further(&tx, &row, to, record.as_deref(), now, random)?;
        tx.commit()?;
        Ok(())
    }

    /// A person's seats, the newest first.
    pub(super) fn seats_of(&self, who: SubjectId) -> Result<Vec<MySeat>> {
        let sql = format!("{SEATS} WHERE seat.subject = ?1 AND name IS NOT NULL ORDER BY seat.entry_seq DESC");
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query([who.0.as_bytes()])?;
        let mut seats = Vec::new();
        while let Some(row) = rows.next()? {
            seats.push(seat_row(row)?.desk.seat);
        }
        Ok(seats)
    }

    /// The card that a person last took a seat with.
    pub fn card_of(&self, who: SubjectId) -> Result<Option<WorkCard>> {
        let sql = "SELECT card FROM seat WHERE subject = ?1 AND card IS NOT NULL ORDER BY entry_seq DESC LIMIT 1";
        let card = optional(self.db.query_row(sql, [who.0.as_bytes()], |row| row.get::<_, String>(0)))?;
        card.map(|card| read(&card)).transpose()
    }

    /// All seats from a day on that this station gave away, for the desk: by day and job.
    ///
    /// # Errors
    /// When the store cannot be read or the look cannot be noted.
    pub fn desk_seats(&self, from: Date, act: &Act<'_>) -> Result<Vec<DeskSeat>> {
        act.note(&self.db, Deed::PeopleMatched, None, "")?;
        let sql = format!("{SEATS} WHERE day_on >= ?1 AND name IS NOT NULL ORDER BY day_on, posting, seat.entry_seq");
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query([from.to_string()])?;
        let mut seats = Vec::new();
        while let Some(row) = rows.next()? {
            seats.push(seat_row(row)?.desk);
        }
        Ok(seats)
    }
}

const SEATS: &str = "SELECT entry.id, entry.receipt, posting, day_on, title, employer, place, contact, seat.state,
    entry.state, worker_says, employer_says, record, coalesce(name, ''), coalesce(phone, ''), card, seat.subject, lease,
    for_employer, staff, seat.entry_seq
    FROM seat JOIN entry ON entry.seq = seat.entry_seq";

struct SeatRow {
    seq: i64,
    subject: [u8; 16],
    lease: String,
    for_employer: String,
    staff: String,
    desk: DeskSeat,
}

fn seat_row(row: &Row<'_>) -> Result<SeatRow> {
    let work = |column: usize| -> Result<Option<DayWork>> {
        row.get::<_, Option<String>>(column)?.map(|text| read(&text)).transpose()
    };
    let seat = MySeat {
        seat: EntryId(Uuid::from_bytes(row.get(0)?)),
        receipt: ReceiptNo::parse(&row.get::<_, String>(1)?).ok_or(StoreError::Unreadable("a receipt number"))?,
        posting: PostingId(row.get(2)?),
        day: day(&row.get::<_, String>(3)?)?,
        title: row.get(4)?,
        employer: row.get(5)?,
        place: row.get(6)?,
        contact: row.get(7)?,
        state: SeatState::parse(&row.get::<_, String>(8)?).unwrap_or(SeatState::Other),
        sent: match row.get::<_, String>(9)?.as_str() {
            "waiting" => EntryState::Waiting,
            "acknowledged" => EntryState::Acknowledged,
            _ => EntryState::Refused,
        },
        worker_says: work(10)?,
        employer_says: work(11)?,
        record: row.get(12)?,
    };
    let card = row.get::<_, Option<String>>(15)?.map(|card| read(&card)).transpose()?.unwrap_or_default();
    Ok(SeatRow {
        subject: row.get(16)?,
        lease: row.get(17)?,
        for_employer: row.get(18)?,
        staff: row.get(19)?,
        seq: row.get(20)?,
        desk: DeskSeat { seat, name: row.get(13)?, phone: row.get(14)?, card },
    })
}

fn find(db: &Connection, seat: EntryId) -> Result<SeatRow> {
    let sql = format!("{SEATS} WHERE entry.id = ?1 AND name IS NOT NULL");
    let found = optional(db.query_row(&sql, [seat.0.as_bytes()], |row| Ok(seat_row(row))))?;
    found.ok_or(StoreError::NotFound("seat"))?
}

/// An entry that was written: its place and names.
struct Made {
    seq: i64,
    id: EntryId,
    receipt: ReceiptNo,
    subject: [u8; 16],
}

fn enter<B: Serialize>(
    tx: &Transaction<'_>,
    (kind, version): (EntryKind, u16),
    subject: Option<[u8; 16]>,
    now: Timestamp,
    random: [u8; 20],
    body: impl FnOnce(ReceiptNo, EntryId) -> B,
) -> Result<Made> {
    let (seq, receipt) = entry::next_place(tx)?;
    let (id, fresh) = entry::new_ids(now, random);
    let subject = subject.unwrap_or(*fresh.0.as_bytes());
    let body = json(&body(receipt.clone(), id))?;
    NewEntry { id, kind, version, subject, made_at: now, body: &body }.write(tx, seq, &receipt)?;
    Ok(Made { seq: seq.0, id, receipt, subject })
}

/// Writes a further step and its entry.
fn further(
    tx: &Transaction<'_>,
    row: &SeatRow,
    to: SeatState,
    record: Option<&str>,
    now: Timestamp,
    random: [u8; 20],
) -> Result<()> {
    let seat = &row.desk.seat;
    let (worker_says, employer_says) = (seat.worker_says, seat.employer_says);
    let confirmed = record.map(|record| Confirmed {
        for_employer: row.for_employer.clone(),
        staff: row.staff.clone(),
        record: record.to_owned(),
    });
    let kind = (EntryKind::SeatStep, SEAT_STEP_VERSION);
    enter(tx, kind, Some(row.subject), now, random, |receipt, _| SeatStep {
        receipt,
        seat: seat.seat,
        lease: row.lease.clone(),
        posting: seat.posting,
        day: seat.day,
        state: to,
        title: seat.title.clone(),
        employer: seat.employer.clone(),
        worker: None,
        worker_says,
        employer_says,
        confirmed,
    })?;
    let work = |work: Option<DayWork>| work.map(|work| json(&work)).transpose();
    tx.execute(
        "UPDATE seat SET state = ?2, state_at = ?3, worker_says = ?4, employer_says = ?5, for_employer = ?6, staff = ?7,
                         record = ?8 WHERE entry_seq = ?1",
        params![
            row.seq,
            to.as_str(),
            millis(now),
            work(worker_says)?,
            work(employer_says)?,
            row.for_employer,
            row.staff,
            record
        ],
    )?;
    Ok(())
}

/// The record of the day, signed with the station's key.
fn signed(db: &Connection, row: &SeatRow, work: DayWork) -> Result<String> {
    let sql = "SELECT id, name, signing_seed, platform_form FROM station";
    let (id, name, seed, form): (i64, String, [u8; 32], u8) =
        db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let seed = zeroize::Zeroizing::new(seed);
    let suite = if form == 0 { Suite::Ed25519 } else { Suite::Sm };
    let key = SigningKey::of(suite, &*seed).map_err(|_| StoreError::Unreadable("the station's key"))?;
    let seat = &row.desk.seat;
    let record = DayRecord {
        station: StationId(id),
        station_name: &name,
        receipt: &seat.receipt,
        name: &row.desk.name,
        employer: &seat.employer,
        title: &seat.title,
        day: seat.day,
        minutes: work.minutes,
        pay_fen: work.pay_fen,
        paid: work.paid,
        for_employer: &row.for_employer,
    };
    Ok(record.signed(&key))
}

fn first_step(taking: &Taking<'_>, lease: &str, receipt: ReceiptNo, id: EntryId, now: Timestamp) -> SeatStep {
    let (posting, who) = (taking.posting, who(taking));
    let employer = posting.employer.trim().to_owned();
    let registration = who.registered().and_then(|visitor| visitor.registration.clone());
    let worker = Worker {
        name: who.name().to_owned(),
        phone: Some(who.phone().to_owned()).filter(|number| !number.is_empty()),
        contact_by_station: who.phone().is_empty(),
        of_age: true,
        registration,
        card: taking.card.clone(),
        consent: EmployerConsent {
            employer: employer.clone(),
            contact: posting.contact.trim().to_owned(),
            version: EMPLOYER_NOTICE_VERSION.to_owned(),
            given: now,
        },
    };
    SeatStep {
        receipt,
        seat: id,
        lease: lease.to_owned(),
        posting: posting.id,
        day: taking.day,
        state: SeatState::Taken,
        title: posting.title.clone(),
        employer,
        worker: Some(worker),
        worker_says: None,
        employer_says: None,
        confirmed: None,
    }
}

fn who<'a>(taking: &Taking<'a>) -> &'a dyn Applicant {
    match taking.who {
        AppliesAs::Known(visitor) => visitor,
        AppliesAs::New(form) => form,
    }
}

fn place_of(posting: &Posting) -> String {
    let place = &posting.place;
    if place.text.trim().is_empty() { place.district.clone() } else { place.text.trim().to_owned() }
}

/// By what a worker is known again. Who has no telephone is told apart from others of her name by her birthday, or by being
/// known.
fn lookup(db: &Connection, taking: &Taking<'_>) -> Result<[u8; 32]> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, identity::lookup_key(db)?.as_slice());
    let who = who(taking);
    let apart = match (who.phone(), taking.who) {
        ("", AppliesAs::New(form)) => form.born.map(|born| born.to_string()).unwrap_or_default(),
        ("", AppliesAs::Known(visitor)) => visitor.subject.to_string(),
        (phone, _) => phone.to_owned(),
    };
    Ok(sign(&key, &["worker", who.name(), &apart]))
}

/// Whose seat it is: the known person's, or that of an earlier seat with the same short form.
fn subject_of(db: &Connection, taking: &Taking<'_>, lookup: &[u8; 32]) -> Result<Option<[u8; 16]>> {
    match taking.who {
        AppliesAs::Known(visitor) => Ok(Some(*visitor.subject.0.as_bytes())),
        AppliesAs::New(_) => {
            let sql =
                "SELECT subject FROM seat WHERE person_lookup = ?1 AND person IS NOT NULL ORDER BY entry_seq LIMIT 1";
            optional(db.query_row(sql, [lookup], |row| row.get(0)))
        }
    }
}

struct HeldSeat {
    posting: PostingId,
    title: String,
    receipt: ReceiptNo,
    entry: EntryId,
}

/// The seat that somebody holds on a day.
fn held_on(db: &Connection, day: Date, lookup: &[u8; 32], subject: Option<[u8; 16]>) -> Result<Option<HeldSeat>> {
    let row = db.query_row(
        "SELECT posting, title, receipt, id FROM seat JOIN entry ON entry.seq = seat.entry_seq
         WHERE day_on = ?1 AND (person_lookup = ?2 OR seat.subject = ?3)
           AND seat.state NOT IN ('given_back', 'missed') AND entry.state <> 'refused' LIMIT 1",
        params![day.to_string(), lookup, subject],
        |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, [u8; 16]>(3)?)),
    );
    let Some((posting, title, receipt, id)) = optional(row)? else { return Ok(None) };
    let receipt = ReceiptNo::parse(&receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
    Ok(Some(HeldSeat { posting: PostingId(posting), title, receipt, entry: EntryId(Uuid::from_bytes(id)) }))
}

/// The lease of this job and day that ends first and has a seat left.
fn free_lease(db: &Connection, taking: &Taking<'_>, now: Timestamp) -> Result<Option<String>> {
    let sql = format!(
        "SELECT lease FROM seat_lease WHERE posting = ?1 AND day_on = ?2 AND closed_at IS NULL AND until_at > ?3
         AND seats > ({HELD}) ORDER BY until_at, lease LIMIT 1"
    );
    let which = params![taking.posting.id.0, taking.day.to_string(), millis(now)];
    optional(db.query_row(&sql, which, |row| row.get(0)))
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable("a seat"))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable("a seat"))
}

/// What of a seat is somebody's own; a day that is over needs none of it.
pub(super) const BLANK: &str =
    "person_lookup = NULL, person = NULL, name = NULL, phone = NULL, card = NULL, for_employer = '',
    record = NULL";

/// Takes what is somebody's own of every seat whose day is older than `before` and whose steps the province has all answered.
pub(super) fn purge(tx: &Connection, before: Date) -> Result<usize> {
    let over = "SELECT seat.entry_seq FROM seat JOIN entry ON entry.seq = seat.entry_seq
                WHERE name IS NOT NULL AND day_on < ?1 AND NOT EXISTS (
                    SELECT 1 FROM entry AS step WHERE step.subject = entry.subject AND step.kind = 'seat_step'
                        AND step.state = 'waiting')";
    let day = before.to_string();
    let steps = format!(
        "UPDATE entry SET body = NULL WHERE kind = 'seat_step' AND (state = 'acknowledged' OR superseded_by IS NOT NULL)
         AND EXISTS (SELECT 1 FROM entry AS first WHERE first.seq IN ({over}) AND first.subject = entry.subject
             AND entry.body ->> '$.day' < ?1)"
    );
    tx.execute(&steps, [&day])?;
    Ok(tx.execute(&format!("UPDATE seat SET {BLANK} WHERE entry_seq IN ({over})"), [&day])?)
}
