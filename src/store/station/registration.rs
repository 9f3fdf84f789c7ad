//! A registration becomes a fact here: its row, its entry and the end of its draft in one transaction.

use super::audit::{self, Note};
use super::entry::{self, NewEntry};
use super::{Act, Station, draft, identity, tags, tasks};
use crate::domain::audit::Deed;
use crate::domain::ledger::Registered;
use crate::domain::task::{Outcome, Reason};
use crate::domain::{
    EntryId, EntryKind, Form, IdType, REGISTRATION_VERSION, ReceiptNo, Registration, SeqNo, SubjectId,
};
use crate::store::values::{millis, optional};
use crate::store::{Result, StoreError};
use jiff::{Timestamp, civil::Date};
use ring::hmac;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// Where a form to register comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The draft on the screen: it ends with the registration, and a refused entry that it corrects is replaced.
    Draft,
    /// Elsewhere (a file, a standard input): what lies on the desk is left alone.
    Direct,
}

impl Station {
    /// Registers a checked form: one transaction, on the disk when this returns. `complete` makes the registration under
    /// the receipt number it is given; `today` is the station's day; `random` are 20 fresh random bytes.
    ///
    /// The same words again, while the first registration stands, give its first receipt again and write nothing (but end
    /// the draft): a retry after a crash is safe. Receipt, moments of consent, the clerk's name and the last day are not
    /// among "the words".
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment; [`StoreError::TooLarge`] for an entry no platform would take. After
    /// an error nothing was written and the draft is still there.
    pub fn register(
        &mut self,
        form: &Form,
        complete: impl FnOnce(ReceiptNo) -> Registration,
        origin: Origin,
        now: Timestamp,
        today: Date,
        random: [u8; 20],
    ) -> Result<Registered> {
        let tx = self.write()?;
        let (seq, receipt) = entry::next_place(&tx)?;
        let registration = complete(receipt.clone());
        let lookups = Lookups::of(&tx, &registration)?;
        let corrects = if origin == Origin::Draft { draft::corrected_by_top(&tx)? } else { None };

        let registered = if let Some(first) = find_first(&tx, &lookups, today)? {
            first
        } else {
            let new = New { seq, receipt, registration: &registration, form, lookups: &lookups, now, today, random };
            new.write(&tx, corrects)?
        };
        if let Some(refused) = corrects {
            tx.execute(
                "UPDATE entry SET superseded_by = (SELECT seq FROM entry WHERE id = ?2)
                 WHERE seq = ?1 AND state = 'refused' AND superseded_by IS NULL",
                params![refused, registered.entry.0.as_bytes()],
            )?;
            let act = Act { by: None, now, today, random: [0; 10] };
            tasks::settle_about(&tx, Reason::SentBack, &refused.to_string(), Outcome::Done, &act)?;
        }
        if origin == Origin::Draft {
            draft::drop_top(&tx)?;
        }
        tx.commit()?;
        Ok(registered)
    }
}

/// What a registration is found by, without being readable.
pub(super) struct Lookups {
    id: Option<[u8; 32]>,
    content: [u8; 32],
}

impl Lookups {
    pub(super) fn of(db: &Connection, registration: &Registration) -> Result<Self> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, identity::lookup_key(db)?.as_slice());
        // Two purposes of one key are kept apart by a word in front.
        let id =
            registration.id_number.as_ref().map(|number| sign(&key, &["id", registration.id_type.as_str(), number]));
        let content = sign(&key, &["content", &words_of(registration)?]);
        Ok(Self { id, content })
    }
}

/// The look-up hash of a document's number.
pub(super) fn id_lookup(db: &Connection, id_type: IdType, number: &str) -> Result<[u8; 32]> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, identity::lookup_key(db)?.as_slice());
    Ok(sign(&key, &["id", id_type.as_str(), number]))
}

pub(super) fn sign(key: &hmac::Key, parts: &[&str]) -> [u8; 32] {
    let mut context = hmac::Context::with_key(key);
    for part in parts {
        context.update(part.as_bytes());
        context.update(&[0]);
    }
    let mut out = [0; 32];
    out.copy_from_slice(context.sign().as_ref());
    out
}

/// What the person said, as JSON: everything but what differs between two tries of the same form.
fn words_of(registration: &Registration) -> Result<String> {
    let mut said = registration.clone();
    said.receipt = ReceiptNo::of(crate::domain::StationId(0), SeqNo(0));
    said.assisted_by = None;
    said.valid_until = Date::ZERO;
    for consent in &mut said.consents {
        consent.given = Timestamp::UNIX_EPOCH;
    }
    serde_json::to_string(&said).map_err(|_| StoreError::Unreadable("a registration"))
}

/// The registration of the same words that still stands: not refused, not run out.
pub(super) fn find_first(db: &Connection, lookups: &Lookups, today: Date) -> Result<Option<Registered>> {
    let row = db.query_row(
        "SELECT receipt, id FROM registration JOIN entry ON seq = entry_seq
         WHERE content_lookup = ?1 AND state <> 'refused' AND valid_until >= ?2 ORDER BY seq DESC LIMIT 1",
        params![lookups.content, today.to_string()],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, [u8; 16]>(1)?)),
    );
    let Some((receipt, id)) = optional(row)? else { return Ok(None) };
    let receipt = ReceiptNo::parse(&receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
    Ok(Some(Registered { receipt, entry: EntryId(Uuid::from_bytes(id)), already: true, seal: String::new() }))
}

/// A registration on its way into the store.
struct New<'a> {
    seq: SeqNo,
    receipt: ReceiptNo,
    registration: &'a Registration,
    form: &'a Form,
    lookups: &'a Lookups,
    now: Timestamp,
    today: Date,
    random: [u8; 20],
}

impl New<'_> {
    fn write(self, db: &Connection, corrects: Option<i64>) -> Result<Registered> {
        let body = serde_json::to_string(self.registration).map_err(|_| StoreError::Unreadable("a registration"))?;
        let (entry, fresh_subject) = entry::new_ids(self.now, self.random);
        let subject = self.known_subject(db, corrects)?.unwrap_or(*fresh_subject.0.as_bytes());
        let new = NewEntry {
            id: entry,
            kind: EntryKind::Registration,
            version: REGISTRATION_VERSION,
            subject,
            made_at: self.now,
            body: &body,
        };
        new.write(db, self.seq, &self.receipt)?;
        db.execute(
            "INSERT INTO registration (entry_seq, subject, id_lookup, content_lookup, form, registered_at, valid_until)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                self.seq.0,
                subject,
                self.lookups.id,
                self.lookups.content,
                serde_json::to_string(self.form).map_err(|_| StoreError::Unreadable("a form"))?,
                millis(self.now),
                self.registration.valid_until.to_string()
            ],
        )?;
        let subject = SubjectId(Uuid::from_bytes(subject));
        tags::declared(db, subject, self.registration, self.today, self.now)?;
        tasks::after_registration(db, subject, self.registration, self.today, self.now)?;
        let staff = clerk(db, self.registration)?;
        audit::note(db, Note { at: self.now, staff, deed: Deed::Registered, subject: Some(subject), detail: "" })?;
        Ok(Registered { receipt: self.receipt, entry, already: false, seal: String::new() })
    }

    /// The subject of the same ID number; else that of the entry this corrects, whose number may have been the mistake.
    fn known_subject(&self, db: &Connection, corrects: Option<i64>) -> Result<Option<[u8; 16]>> {
        if let Some(id) = self.lookups.id {
            let sql = "SELECT subject FROM registration WHERE id_lookup = ?1 ORDER BY entry_seq LIMIT 1";
            if let Some(subject) = optional(db.query_row(sql, [id], |row| row.get(0)))? {
                return Ok(Some(subject));
            }
        }
        let Some(refused) = corrects else { return Ok(None) };
        optional(db.query_row("SELECT subject FROM entry WHERE seq = ?1", [refused], |row| row.get(0)))
    }
}

/// The account of the clerk who typed.
fn clerk(db: &Connection, registration: &Registration) -> Result<Option<i64>> {
    let Some(name) = &registration.assisted_by else { return Ok(None) };
    optional(db.query_row("SELECT id FROM staff WHERE name = ?1", [name], |row| row.get(0)))
}
