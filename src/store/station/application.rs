//! Applications: the fact and its entry in one transaction. What the employer says of it comes as notices.

use super::entry::{self, NewEntry};
use super::registration::sign;
use super::{Station, arrived, identity};
use crate::domain::applying::{Applicant, ShortForm, application};
use crate::domain::ledger::Registered;
use crate::domain::notice::Notice;
use crate::domain::referral::Word;
use crate::domain::task::Reason;
use crate::domain::visitor::Visitor;
use crate::domain::{APPLICATION_VERSION, ApplicationWish, EntryId, EntryKind, Posting, ReceiptNo, SubjectId};
use crate::store::values::{millis, optional};
use crate::store::{Result, StoreError};
use jiff::{Timestamp, tz};
use ring::hmac;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// Who applies.
#[derive(Debug, Clone, Copy)]
pub enum AppliesAs<'a> {
    /// Somebody the station knows.
    Known(&'a Visitor),
    /// A checked short form.
    New(&'a ShortForm),
}

impl AppliesAs<'_> {
    fn who(&self) -> &dyn Applicant {
        match self {
            Self::Known(visitor) => *visitor,
            Self::New(form) => *form,
        }
    }
}

/// An application that is to be made.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub posting: &'a Posting,
    pub wish: ApplicationWish,
    pub who: AppliesAs<'a>,
    pub assisted_by: Option<&'a str>,
}

impl Station {
    /// Writes an application and its entry in one transaction, on the disk when this returns. The same person and posting
    /// again give the first receipt and write nothing, unless the province sent the first one back. `random` are 20 fresh
    /// random bytes.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment. After an error nothing was written.
    pub fn apply(&mut self, wanted: &Wanted<'_>, now: Timestamp, random: [u8; 20]) -> Result<Registered> {
        let tx = self.write()?;
        let lookups = Lookups::of(&tx, wanted)?;
        if let Some(first) = find_first(&tx, &lookups.content)? {
            return Ok(first);
        }
        let (seq, receipt) = entry::next_place(&tx)?;
        let body = application(
            wanted.who.who(),
            wanted.posting,
            wanted.wish,
            (receipt.clone(), now),
            wanted.assisted_by.map(str::to_owned),
        );
        let body = serde_json::to_string(&body).map_err(|_| StoreError::Unreadable("an application"))?;
        let (id, fresh) = entry::new_ids(now, random);
        let subject = match wanted.who {
            AppliesAs::Known(visitor) => *visitor.subject.0.as_bytes(),
            AppliesAs::New(_) => subject_of(&tx, &lookups.person)?.unwrap_or(*fresh.0.as_bytes()),
        };
        let kind = EntryKind::Application;
        let new = NewEntry { id, kind, version: APPLICATION_VERSION, subject, made_at: now, body: &body };
        new.write(&tx, seq, &receipt)?;
        let person = match wanted.who {
            AppliesAs::Known(_) => None,
            AppliesAs::New(form) => {
                Some(serde_json::to_string(form).map_err(|_| StoreError::Unreadable("a short form"))?)
            }
        };
        tx.execute(
            "INSERT INTO application (entry_seq, subject, posting, title, employer, content_lookup, person_lookup,
                                      person, applied_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                seq.0,
                subject,
                wanted.posting.id.0,
                wanted.posting.title,
                wanted.posting.employer.trim(),
                lookups.content,
                person.is_some().then_some(lookups.person),
                person,
                millis(now)
            ],
        )?;
        let by_station = wanted.who.who().phone().is_empty();
        if wanted.wish == ApplicationWish::CallMe || by_station {
            let today = now.to_zoned(tz::offset(8).to_time_zone()).date();
            arrived::await_answer(&tx, (Reason::Applied, id), &wanted.posting.title, false, (now, today))?;
        }
        tx.commit()?;
        Ok(Registered { receipt, entry: id, already: false, seal: String::new() })
    }
}

/// An employer has answered somebody who applied: she is to be told today, also where nobody was to call her before.
pub(super) fn answered(tx: &Connection, notice: &Notice, now: Timestamp) -> Result<()> {
    let (entry, receipt) = (&notice.about.entry, &notice.about.receipt);
    if !Word::of(notice.matter()).is_some_and(|word| word.is_news()) {
        return Ok(());
    }
    let sql = "SELECT entry.id, title FROM application JOIN entry ON seq = entry_seq
               WHERE (entry.id = ?1 OR receipt = ?2) AND ended_seq IS NULL AND content_lookup IS NOT NULL";
    let about = params![entry.map(|id| *id.0.as_bytes()), receipt.as_ref().map(ReceiptNo::as_str)];
    let found = tx.query_row(sql, about, |row| Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, String>(1)?)));
    let Some((entry, title)) = optional(found)? else { return Ok(()) };
    let entry = EntryId(Uuid::from_bytes(entry));
    let today = now.to_zoned(tz::offset(8).to_time_zone()).date();
    arrived::await_answer(tx, (Reason::Applied, entry), &title, true, (now, today))
}

/// What an application is found by, without being readable.
struct Lookups {
    person: [u8; 32],
    content: [u8; 32],
}

impl Lookups {
    fn of(db: &Connection, wanted: &Wanted<'_>) -> Result<Self> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, identity::lookup_key(db)?.as_slice());
        let who = wanted.who.who();
        let person = sign(&key, &["applicant", who.name(), who.phone()]);
        let subject = match wanted.who {
            AppliesAs::Known(visitor) => visitor.subject.to_string(),
            AppliesAs::New(_) => data_encoding::HEXLOWER.encode(&person),
        };
        let content = sign(&key, &["application", &subject, &wanted.posting.id.to_string(), wanted.wish.as_str()]);
        Ok(Self { person, content })
    }
}

fn find_first(db: &Connection, content: &[u8; 32]) -> Result<Option<Registered>> {
    let row = db.query_row(
        "SELECT receipt, id FROM application JOIN entry ON seq = entry_seq
         WHERE content_lookup = ?1 AND state <> 'refused' ORDER BY seq DESC LIMIT 1",
        params![content],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, [u8; 16]>(1)?)),
    );
    let Some((receipt, id)) = optional(row)? else { return Ok(None) };
    let receipt = ReceiptNo::parse(&receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
    Ok(Some(Registered { receipt, entry: EntryId(Uuid::from_bytes(id)), already: true, seal: String::new() }))
}

/// The subject of an earlier application with the same short form.
fn subject_of(db: &Connection, person: &[u8; 32]) -> Result<Option<[u8; 16]>> {
    let sql = "SELECT subject FROM application WHERE person_lookup = ?1 ORDER BY entry_seq LIMIT 1";
    optional(db.query_row(sql, [person], |row| row.get(0)))
}

/// A subject read from a column.
pub(super) fn subject(bytes: [u8; 16]) -> SubjectId {
    SubjectId(Uuid::from_bytes(bytes))
}
