//! What a seeker does alone beside applying: an account she asks for, an application she takes back, a résumé she wishes to be
//! kept, and what she filled in or booked. Each is found again under her own things.

use super::application::subject;
use super::entry::{self, NewEntry};
use super::registration::{id_lookup, sign};
use super::{OF_HER, Station, arrived, identity};
use crate::domain::account::{self, MyAccount};
use crate::domain::applying::ShortForm;
use crate::domain::content::FormDef;
use crate::domain::id_number::{IdNumber, likely_type};
use crate::domain::ledger::{EntryState, Registered};
use crate::domain::notice::Matter;
use crate::domain::resume::{KEPT_DAYS, KeptResume, Resume, Written};
use crate::domain::service::fill::Checked;
use crate::domain::task::Reason;
use crate::domain::visitor::{MyService, MySubmission};
use crate::domain::{
    ACCOUNT_VERSION, APPLICATION_END_VERSION, ApplicationEnd, EntryId, EntryKind, PostingId, ReceiptNo, ServiceKind,
    SubjectId, Submission,
};
use crate::store::values::{day, millis, moment, optional};
use crate::store::{Result, StoreError};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, tz};
use ring::hmac;
use rusqlite::{Connection, Row, Transaction, params};
use uuid::Uuid;

impl Station {
    /// Asks for an account: one transaction for the request, its entry and the end of the draft. The same person and service
    /// again get the first receipt as long as that is on its way. `random` are 20 fresh random bytes.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] where the form has no account in it; after an error nothing was written.
    pub fn ask_for_account(
        &mut self,
        form: &FormDef,
        checked: Checked,
        (now, today): (Timestamp, Date),
        random: [u8; 20],
    ) -> Result<Registered> {
        let tx = self.write()?;
        let (seq, receipt) = entry::next_place(&tx)?;
        let filled = checked.into_submission(receipt.clone(), now);
        let request = account::request(form, &filled, now).ok_or(StoreError::Unreadable("an account"))?;
        let number = IdNumber::parse(likely_type(&request.id_number), &request.id_number, today)
            .map_err(|_| StoreError::Unreadable("an ID number"))?;
        let lookup = id_lookup(&tx, likely_type(&request.id_number), number.as_str())?;
        if let Some(first) = first_request(&tx, &lookup, &request.service)? {
            tx.execute("DELETE FROM filled", [])?;
            tx.commit()?;
            return Ok(first);
        }
        let (id, fresh) = entry::new_ids(now, random);
        let subject = subject_by_id(&tx, &lookup)?.unwrap_or(*fresh.0.as_bytes());
        let body = json(&request, "an account")?;
        let (kind, version) = (EntryKind::Account, ACCOUNT_VERSION);
        NewEntry { id, kind, version, subject, made_at: now, body: &body }.write(&tx, seq, &receipt)?;
        let person = ShortForm {
            name: request.name.clone(),
            phone: request.phone.clone(),
            contact_by_station: false,
            born: Some(number.born()),
        };
        tx.execute(
            "INSERT INTO account_request (entry_seq, subject, service, id_lookup, person, asked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![seq.0, subject, request.service, lookup, json(&person, "a short form")?, millis(now)],
        )?;
        tx.execute("DELETE FROM filled", [])?;
        tx.commit()?;
        Ok(Registered { receipt, entry: id, already: false, seal: String::new() })
    }

    /// Takes one application back: it counts no more here from now on, and the employer hears of it by the province. One that
    /// was taken back already gets its first receipt.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where she has no such application, or the province sent it back.
    pub fn end_application(
        &mut self,
        who: SubjectId,
        of: &ReceiptNo,
        now: Timestamp,
        random: [u8; 10],
    ) -> Result<Registered> {
        let tx = self.write()?;
        let sql = format!(
            "SELECT entry_seq, posting, state, ended_seq, id FROM application JOIN entry ON seq = entry_seq
             WHERE receipt = ?2 AND application.subject IN {OF_HER} AND content_lookup IS NOT NULL"
        );
        let row = tx.query_row(&sql, params![who.0.as_bytes(), of.as_str()], |row| {
            let (state, ended) = (row.get::<_, String>(2)?, row.get::<_, Option<i64>>(3)?);
            Ok((row.get::<_, i64>(0)?, row.get(1)?, state, ended, row.get::<_, [u8; 16]>(4)?))
        });
        let found = optional(row)?.filter(|(_, _, state, ..)| state != "refused");
        let (application, posting, _, ended, entry_id) = found.ok_or(StoreError::NotFound("application"))?;
        if let Some(ended) = ended {
            return registered(&tx, ended);
        }
        let (seq, receipt) = entry::next_place(&tx)?;
        let end = ApplicationEnd { receipt: receipt.clone(), of: of.clone(), posting: PostingId(posting) };
        let body = json(&end, "an end of an application")?;
        let id = EntryId::new(u64::try_from(millis(now)).unwrap_or(0), random);
        let (kind, version) = (EntryKind::ApplicationEnd, APPLICATION_END_VERSION);
        let subject = *who.0.as_bytes();
        NewEntry { id, kind, version, subject, made_at: now, body: &body }.write(&tx, seq, &receipt)?;
        // Applied for once more it is a new application.
        let sql = "UPDATE application SET ended_seq = ?2, content_lookup = ?3 WHERE entry_seq = ?1";
        tx.execute(sql, params![application, seq.0, ended_lookup(&tx, application)?])?;
        let today = now.to_zoned(tz::offset(8).to_time_zone()).date();
        arrived::answered(&tx, (Reason::Applied, EntryId(Uuid::from_bytes(entry_id))), now, today)?;
        tx.commit()?;
        Ok(Registered { receipt, entry: id, already: false, seal: String::new() })
    }

    /// Keeps a résumé at the wish of the person, in place of the one before. `consent` names the words she agreed to.
    pub fn keep_resume(
        &mut self,
        who: SubjectId,
        resume: &Resume,
        consent: &str,
        now: Timestamp,
        today: Date,
    ) -> Result<Date> {
        let until = today.saturating_add(KEPT_DAYS.days());
        self.db.execute(
            "INSERT OR REPLACE INTO resume (subject, whole, consent, kept_at, until_on) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![who.0.as_bytes(), json(&Written::of(resume), "a résumé")?, consent, millis(now), until.to_string()],
        )?;
        Ok(until)
    }

    /// Keeps it no more. The bytes are overwritten (`secure_delete`), also in the log.
    pub fn drop_resume(&mut self, who: SubjectId) -> Result<()> {
        self.db.execute(&format!("DELETE FROM resume WHERE subject IN {OF_HER}"), [who.0.as_bytes()])?;
        self.empty_log()
    }

    pub(super) fn resume_of(&self, who: SubjectId) -> Result<Option<KeptResume>> {
        let sql = format!("SELECT whole, until_on FROM resume WHERE subject IN {OF_HER} ORDER BY kept_at DESC LIMIT 1");
        let row =
            self.db.query_row(&sql, [who.0.as_bytes()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
        let Some((whole, until)) = optional(row)? else { return Ok(None) };
        let written: Written = serde_json::from_str(&whole).map_err(|_| StoreError::Unreadable("a résumé"))?;
        Ok(Some(KeptResume { resume: written.read(), until: day(&until)? }))
    }

    pub(super) fn accounts_of(&self, who: SubjectId) -> Result<Vec<MyAccount>> {
        let mut statement = self.db.prepare(&format!(
            "SELECT receipt, service, asked_at, state FROM account_request JOIN entry ON seq = entry_seq
             WHERE account_request.subject IN {OF_HER} AND person IS NOT NULL ORDER BY seq DESC"
        ))?;
        let mut rows = statement.query([who.0.as_bytes()])?;
        let mut accounts = Vec::new();
        while let Some(row) = rows.next()? {
            let receipt = receipt(row, 0)?;
            let said = self.notices_about_receipt(&receipt)?.into_iter().rev();
            let answer = said.map(|row| row.notice.matter()).find_map(|matter| match matter {
                Matter::AccountAnswer(answer) => Some(answer),
                _ => None,
            });
            let (service, asked_at) = (row.get(1)?, moment(row.get(2)?)?);
            accounts.push(MyAccount { receipt, service, asked_at, state: state(row, 3)?, answer });
        }
        Ok(accounts)
    }

    /// What she filled in and booked: that which was sent under her own subject.
    pub(super) fn submissions_of(&self, who: SubjectId) -> Result<Vec<MySubmission>> {
        let mut statement = self.db.prepare(&format!(
            "SELECT receipt, submitted_at, state, body FROM submission JOIN entry ON seq = entry_seq
             WHERE entry.subject IN {OF_HER} AND body IS NOT NULL ORDER BY seq DESC"
        ))?;
        let mut rows = statement.query([who.0.as_bytes()])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let body: Submission =
                serde_json::from_str(&row.get::<_, String>(3)?).map_err(|_| StoreError::Unreadable("a filled form"))?;
            let receipt = receipt(row, 0)?;
            let matters = self.notices_about_receipt(&receipt)?.into_iter().rev();
            let said = matters.map(|row| row.notice.matter()).find(|matter| {
                matches!(matter, Matter::EntryStatus(_) | Matter::Decision(_) | Matter::CorrectionWanted(_))
            });
            let at = moment(row.get(1)?)?;
            all.push(MySubmission { receipt, title: body.title, about: body.about, at, state: state(row, 2)?, said });
        }
        Ok(all)
    }

    /// What was done for her about training, as the desk wrote it down.
    pub(super) fn trainings_of(&self, who: SubjectId) -> Result<Vec<MyService>> {
        let mut statement = self.db.prepare(
            "SELECT kind, done_on, topic, result FROM service
             WHERE subject = ?1 AND void_at IS NULL AND kind IN (?2, ?3) ORDER BY done_on DESC, entry_seq DESC",
        )?;
        let kinds = [ServiceKind::TrainingInfo, ServiceKind::TrainingDone].map(ServiceKind::as_str);
        let mut rows = statement.query(params![who.0.as_bytes(), kinds[0], kinds[1]])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let done = row.get::<_, String>(0)? == ServiceKind::TrainingDone.as_str();
            all.push(MyService { done, on: day(&row.get::<_, String>(1)?)?, topic: row.get(2)?, result: row.get(3)? });
        }
        Ok(all)
    }
}

/// Under which subject a filled form goes up: that of the person who has shown who she is and books something, or of whoever
/// stands behind the ID number in it. A tip has a subject of its own: it waits for no registration, and leads to nobody.
pub(super) fn subject_of(
    db: &Connection,
    checked: &Checked,
    who: Option<SubjectId>,
    today: Date,
) -> Result<Option<[u8; 16]>> {
    if let Some(who) = who.filter(|_| checked.about().is_some()) {
        return Ok(Some(*who.0.as_bytes()));
    }
    let Some(number) = checked.id_number() else { return Ok(None) };
    let kind = likely_type(&number);
    let Ok(number) = IdNumber::parse(kind, &number, today) else { return Ok(None) };
    subject_by_id(db, &id_lookup(db, kind, number.as_str())?)
}

fn subject_by_id(db: &Connection, lookup: &[u8; 32]) -> Result<Option<[u8; 16]>> {
    let sql = "SELECT subject FROM (
                   SELECT subject, entry_seq FROM registration WHERE id_lookup = ?1
                   UNION ALL SELECT subject, entry_seq FROM account_request WHERE id_lookup = ?1)
               ORDER BY entry_seq DESC LIMIT 1";
    optional(db.query_row(sql, params![lookup], |row| row.get(0)))
}

/// A request of the same person for the same service that is on its way or was taken.
fn first_request(db: &Connection, lookup: &[u8; 32], service: &str) -> Result<Option<Registered>> {
    let sql = "SELECT seq FROM account_request JOIN entry ON seq = entry_seq
               WHERE id_lookup = ?1 AND service = ?2 AND state <> 'refused' ORDER BY seq DESC LIMIT 1";
    let seq: Option<i64> = optional(db.query_row(sql, params![lookup, service], |row| row.get(0)))?;
    seq.map(|seq| registered(db, seq)).transpose()
}

/// The receipt of an entry that stands already.
fn registered(db: &Connection, seq: i64) -> Result<Registered> {
    let (receipt, id): (String, [u8; 16]) =
        db.query_row("SELECT receipt, id FROM entry WHERE seq = ?1", [seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let receipt = ReceiptNo::parse(&receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
    Ok(Registered { receipt, entry: EntryId(Uuid::from_bytes(id)), already: true, seal: String::new() })
}

/// What an ended application is found by no more.
fn ended_lookup(db: &Connection, application: i64) -> Result<[u8; 32]> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, identity::lookup_key(db)?.as_slice());
    Ok(sign(&key, &["ended application", &application.to_string()]))
}

/// What is kept of her and no entry of hers: at her wish to be erased it goes at once.
pub(super) fn forget_own(tx: &Transaction<'_>, subject: &[u8; 16]) -> Result<()> {
    tx.execute(&format!("DELETE FROM resume WHERE subject IN {OF_HER}"), [subject])?;
    Ok(())
}

/// Résumés whose time is over, and requests for accounts that were answered so long ago that nobody asks about them.
pub(super) fn purge(tx: &Transaction<'_>, before: Date) -> Result<usize> {
    let day = before.to_string();
    let resumes = tx.execute("DELETE FROM resume WHERE until_on < ?1", [&day])?;
    let made_before = before.saturating_sub(KEPT_DAYS.days());
    let made_before = made_before.to_zoned(tz::TimeZone::UTC).map_or(0, |day| day.timestamp().as_millisecond());
    let over = "SELECT entry_seq FROM account_request JOIN entry ON seq = entry_seq
                WHERE person IS NOT NULL AND asked_at < ?1 AND state = 'acknowledged'";
    tx.execute(&format!("UPDATE entry SET body = NULL WHERE seq IN ({over})"), [made_before])?;
    let sql = format!("UPDATE account_request SET person = NULL, id_lookup = NULL WHERE entry_seq IN ({over})");
    Ok(resumes + tx.execute(&sql, [made_before])?)
}

fn receipt(row: &Row<'_>, column: usize) -> Result<ReceiptNo> {
    ReceiptNo::parse(&row.get::<_, String>(column)?).ok_or(StoreError::Unreadable("a receipt number"))
}

fn state(row: &Row<'_>, column: usize) -> Result<EntryState> {
    Ok(match row.get::<_, String>(column)?.as_str() {
        "waiting" => EntryState::Waiting,
        "acknowledged" => EntryState::Acknowledged,
        _ => EntryState::Refused,
    })
}

fn json(what: &impl serde::Serialize, named: &'static str) -> Result<String> {
    serde_json::to_string(what).map_err(|_| StoreError::Unreadable(named))
}

/// The visitor behind a request for an account, who has neither registered nor applied.
pub(super) fn asker(db: &Connection, lookup: &[u8; 32]) -> Result<Option<(SubjectId, ShortForm)>> {
    let row = db.query_row(
        "SELECT subject, person FROM account_request WHERE id_lookup = ?1 AND person IS NOT NULL
         ORDER BY entry_seq DESC LIMIT 1",
        params![lookup],
        |row| Ok((subject(row.get(0)?), row.get::<_, String>(1)?)),
    );
    let Some((who, person)) = optional(row)? else { return Ok(None) };
    let form = serde_json::from_str(&person).map_err(|_| StoreError::Unreadable("a short form"))?;
    Ok(Some((who, form)))
}
