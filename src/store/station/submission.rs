//! A filled form becomes a fact here: its row, its entry, the hour it holds and the end of its draft in one transaction.

use super::entry::{self, NewEntry};
use super::{Station, arrived, identity};
use crate::domain::ledger::Registered;
use crate::domain::service::fill::{Checked, Filled};
use crate::domain::task::Reason;
use crate::domain::{AboutItem, EntryId, EntryKind, ReceiptNo, SUBMISSION_VERSION, SlotTime, SubjectId};
use crate::store::values::{day, millis, optional};
use crate::store::{Result, StoreError};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz};
use ring::hmac;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// How long the same words are taken for the same form sent again.
const AGAIN_HOURS: i64 = 24;
/// How long after the machine stopped a draft is offered: she is still standing there.
const RECOVER_MINUTES: i64 = 10;

/// What became of a filled form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// It is on the disk.
    Kept(Registered),
    /// The hour has no place left; nothing was written.
    Full,
}

impl Station {
    /// Keeps a checked form: one transaction, on the disk when this returns. `seats` is how many places the hour has that it
    /// books; `who` is the person who has shown who she is; `random` are 20 fresh random bytes. The same words again within a day give the first receipt and write nothing.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment; [`StoreError::TooLarge`] for an entry no platform would take. After
    /// an error nothing was written and the draft is still there.
    pub fn submit(
        &mut self,
        checked: Checked,
        (seats, who): (Option<u32>, Option<SubjectId>),
        (now, today): (Timestamp, Date),
        random: [u8; 20],
    ) -> Result<Submitted> {
        let tx = self.write()?;
        let subject = super::own::subject_of(&tx, &checked, who, today)?;
        let lookup = lookup(&tx, &checked)?;
        let registered = if let Some(first) = find_first(&tx, &lookup, now)? {
            first
        } else {
            if let Some(AboutItem { item, slot: Some(slot), .. }) = checked.about()
                && taken(&tx, item, slot)? >= seats.unwrap_or(0)
            {
                return Ok(Submitted::Full);
            }
            write(&tx, checked, &lookup, subject, (now, random))?
        };
        tx.execute("DELETE FROM filled", [])?;
        tx.commit()?;
        Ok(Submitted::Kept(registered))
    }

    /// How many places of which hours of a thing are held here, from `today` on. What the province refused holds none.
    pub fn held(&self, item: &str, today: Date) -> Result<Vec<(SlotTime, u32)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT slot_on, slot_at, count(*) FROM submission JOIN entry ON seq = entry_seq
             WHERE item = ?1 AND slot_on >= ?2 AND state <> 'refused' GROUP BY slot_on, slot_at",
        )?;
        let mut rows = statement.query([item, today.to_string().as_str()])?;
        let mut held = Vec::new();
        while let Some(row) = rows.next()? {
            held.push((SlotTime { day: day(&row.get::<_, String>(0)?)?, at: row.get(1)? }, row.get(2)?));
        }
        Ok(held)
    }

    /// Keeps what has been filled in so far.
    pub fn save_filled(&mut self, filled: &Filled, now: Timestamp) -> Result<()> {
        let text = serde_json::to_string(filled).map_err(|_| StoreError::Unreadable("a filled form"))?;
        let sql = "INSERT OR REPLACE INTO filled (one, form, saved_at) VALUES (1, ?1, ?2)";
        self.db.execute(sql, params![text, millis(now)])?;
        Ok(())
    }

    /// Forgets what was being filled in. The bytes are overwritten (`secure_delete`), also in the log.
    pub fn drop_filled(&mut self) -> Result<()> {
        if self.db.execute("DELETE FROM filled", [])? == 0 { Ok(()) } else { self.empty_log() }
    }

    /// What was being filled in when the machine stopped; what is older is forgotten.
    pub fn find_filled(&mut self, now: Timestamp) -> Result<Option<Filled>> {
        let since = now.checked_sub(RECOVER_MINUTES.minutes()).unwrap_or(Timestamp::MIN);
        if self.db.execute("DELETE FROM filled WHERE saved_at < ?1 OR saved_at > ?2", [millis(since), millis(now)])? > 0
        {
            self.empty_log()?;
        }
        let text = optional(self.db.query_row("SELECT form FROM filled", [], |row| row.get::<_, String>(0)))?;
        // What another version of the program wrote is not offered.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

fn lookup(db: &Connection, checked: &Checked) -> Result<[u8; 32]> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, identity::lookup_key(db)?.as_slice());
    let mut context = hmac::Context::with_key(&key);
    // The purposes of one key are kept apart by a word in front.
    context.update(b"submission\0");
    context.update(&checked.content());
    let mut out = [0; 32];
    out.copy_from_slice(context.sign().as_ref());
    Ok(out)
}

/// The form of the same words that was sent lately and still stands.
fn find_first(db: &Connection, lookup: &[u8; 32], now: Timestamp) -> Result<Option<Registered>> {
    let since = now.checked_sub(AGAIN_HOURS.hours()).unwrap_or(Timestamp::MIN);
    let row = db.query_row(
        "SELECT receipt, id FROM submission JOIN entry ON seq = entry_seq
         WHERE content_lookup = ?1 AND state <> 'refused' AND submitted_at >= ?2 ORDER BY seq DESC LIMIT 1",
        params![lookup, millis(since)],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, [u8; 16]>(1)?)),
    );
    let Some((receipt, id)) = optional(row)? else { return Ok(None) };
    let receipt = ReceiptNo::parse(&receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
    Ok(Some(Registered { receipt, entry: EntryId(Uuid::from_bytes(id)), already: true, seal: String::new() }))
}

fn taken(db: &Connection, item: &str, slot: &SlotTime) -> Result<u32> {
    let sql = "SELECT count(*) FROM submission JOIN entry ON seq = entry_seq
               WHERE item = ?1 AND slot_on = ?2 AND slot_at = ?3 AND state <> 'refused'";
    Ok(db.query_row(sql, params![item, slot.day.to_string(), slot.at], |row| row.get(0))?)
}

fn write(
    db: &Connection,
    checked: Checked,
    lookup: &[u8; 32],
    subject: Option<[u8; 16]>,
    (now, random): (Timestamp, [u8; 20]),
) -> Result<Registered> {
    let (seq, receipt) = entry::next_place(db)?;
    let submission = checked.into_submission(receipt.clone(), now);
    let body = serde_json::to_string(&submission).map_err(|_| StoreError::Unreadable("a filled form"))?;
    let at = u64::try_from(millis(now)).unwrap_or(0);
    let (mut for_entry, mut for_subject) = ([0; 10], [0; 10]);
    let (front, back) = random.split_at(10);
    for_entry.copy_from_slice(front);
    for_subject.copy_from_slice(back);
    let id = EntryId::new(at, for_entry);
    let new = NewEntry {
        id,
        kind: EntryKind::Submission,
        version: SUBMISSION_VERSION,
        // Where nobody has said who she is, a subject of its own: a tip waits for no registration, and none for it.
        subject: subject.unwrap_or(*SubjectId::new(at, for_subject).0.as_bytes()),
        made_at: now,
        body: &body,
    };
    new.write(db, seq, &receipt)?;
    let about = submission.about.as_ref();
    let slot = about.and_then(|about| about.slot.as_ref());
    db.execute(
        "INSERT INTO submission (entry_seq, form, item, slot_on, slot_at, content_lookup, submitted_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            seq.0,
            submission.form,
            about.map(|about| about.item.as_str()),
            slot.map(|slot| slot.day.to_string()),
            slot.map(|slot| slot.at.as_str()),
            lookup,
            millis(now)
        ],
    )?;
    let today = now.to_zoned(tz::offset(8).to_time_zone()).date();
    let title =
        about.map_or_else(|| submission.title.clone(), |about| format!("{} · {}", submission.title, about.title));
    arrived::await_answer(db, (Reason::Submission, id), &title, submission.urgent, (now, today))?;
    Ok(Registered { receipt, entry: id, already: false, seal: String::new() })
}
