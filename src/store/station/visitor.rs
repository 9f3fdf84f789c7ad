//! Who somebody at the kiosk is, and what the station keeps about her. Guesses are on the disk before they are answered:
//! switching the terminal off does not give one back.

use super::application::subject;
use super::own::asker;
use super::registration::sign;
use super::{OF_HER, Station, identity};
use crate::domain::applying::ShortForm;
use crate::domain::id_number::{IdNumber, LEAST_AGE, normalised};
use crate::domain::ledger::EntryState;
use crate::domain::notice::Matter;
use crate::domain::visitor::{Guarded, Guesses, Mine, MyApplication, MyRegistration, Proof, Shown, Track, Visitor};
use crate::domain::{Form, IdType, PostingId, ReceiptNo, Refusal, RefusalCode, SubjectId, phone};
use crate::store::values::{count, day, millis, moment, moment_or_none, optional};
use crate::store::{Result, StoreError};
use jiff::{Timestamp, civil::Date};
use ring::hmac;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;
use zeroize::Zeroizing;

impl Station {
    /// What the station says to somebody who shows who she is. `today` is the station's day.
    ///
    /// # Errors
    /// When the store cannot be read or written; then nothing is said.
    pub fn identify(&mut self, proof: &Proof, now: Timestamp, today: Date) -> Result<Shown> {
        let shown = match proof {
            Proof::Card { id_type, number, name } => self.by_card(*id_type, number, name, today)?,
            Proof::Receipt { typed, born } => self.by_receipt(typed, *born, now, today)?,
        };
        let Shown::Known(visitor) = shown else { return Ok(shown) };
        Ok(Shown::Known(self.as_one(visitor)?))
    }

    /// Who was found to be one person with somebody is that one, whichever slip she shows.
    fn as_one(&self, visitor: Visitor) -> Result<Visitor> {
        let sql = "SELECT stays FROM merged WHERE away = ?1";
        let stays = optional(self.db.query_row(sql, [visitor.subject.0.as_bytes()], |row| row.get(0)))?;
        let Some(stays) = stays.map(subject) else { return Ok(visitor) };
        let found = self.visitor(stays)?;
        Ok(found.unwrap_or(Visitor { subject: stays, ..visitor }))
    }

    fn by_card(&self, id_type: IdType, number: &str, name: &Zeroizing<String>, today: Date) -> Result<Shown> {
        let Ok(id) = IdNumber::parse(id_type, number, today) else { return Ok(Shown::NoMatch) };
        if id.age_on(today) < LEAST_AGE {
            return Ok(Shown::TooYoung);
        }
        let key = hmac::Key::new(hmac::HMAC_SHA256, identity::lookup_key(&self.db)?.as_slice());
        let lookup = sign(&key, &["id", id_type.as_str(), id.as_str()]);
        let row = self.db.query_row(
            "SELECT registration.subject, receipt, form FROM registration JOIN entry ON seq = entry_seq
             WHERE id_lookup = ?1 AND form IS NOT NULL ORDER BY seq DESC LIMIT 1",
            params![lookup],
            registered,
        );
        match optional(row)? {
            Some(found) => Ok(Shown::Known(found.visitor()?)),
            None => Ok(match asker(&self.db, &lookup)? {
                Some((who, form)) => Shown::Known(applied(who, &form)),
                None => Shown::NewCard { name: name.clone(), born: id.born() },
            }),
        }
    }

    /// Whatever is wrong, the number or the day, the answer is the same and counts as a guess, also where there is no
    /// such receipt.
    fn by_receipt(&mut self, typed: &str, born: Date, now: Timestamp, today: Date) -> Result<Shown> {
        let tx = self.write()?;
        let Some(receipt) = ReceiptNo::parse(typed) else { return Ok(Shown::NoMatch) };
        let guarded = [(Guarded::Station, ""), (Guarded::Receipt, receipt.as_str())];
        for (what, key) in guarded {
            if let Some(until) = guesses(&tx, key)?.locked(what, now) {
                return Ok(Shown::Locked { until });
            }
        }
        let found = visitor_of(&tx, &receipt, today)?.filter(|(_, known)| *known == born);
        for (what, key) in guarded {
            match &found {
                Some(_) => drop(tx.execute("DELETE FROM guess WHERE what = ?1", [key])?),
                None => write_guesses(&tx, key, &guesses(&tx, key)?.after_wrong(what, now))?,
            }
        }
        tx.commit()?;
        Ok(found.map_or(Shown::NoMatch, |(visitor, _)| Shown::Known(visitor)))
    }

    /// What the station keeps about a person, the newest first.
    pub fn mine(&self, who: SubjectId) -> Result<Mine> {
        let who = who.0.as_bytes();
        let mut statement = self.db.prepare(
            "SELECT receipt, registered_at, state, refusal_code, refusal_field, form, valid_until
             FROM registration JOIN entry ON seq = entry_seq
             WHERE registration.subject = ?1 AND form IS NOT NULL AND superseded_by IS NULL ORDER BY seq DESC",
        )?;
        let mut rows = statement.query([who])?;
        let mut mine = Mine::default();
        while let Some(row) = rows.next()? {
            mine.registrations.push(my_registration(row)?);
        }
        let mut statement = self.db.prepare(&format!(
            "SELECT receipt, posting, title, employer, applied_at, state, answered_at, ended_seq
             FROM application JOIN entry ON seq = entry_seq
             WHERE application.subject IN {OF_HER} AND content_lookup IS NOT NULL ORDER BY seq DESC"
        ))?;
        let mut rows = statement.query([who])?;
        while let Some(row) = rows.next()? {
            mine.applications.push(self.my_application(row)?);
        }
        mine.referrals = self.referrals_of(SubjectId(Uuid::from_bytes(*who)))?;
        mine.seats = self.seats_of(SubjectId(Uuid::from_bytes(*who)))?;
        let whose = SubjectId(Uuid::from_bytes(*who));
        mine.accounts = self.accounts_of(whose)?;
        mine.submissions = self.submissions_of(whose)?;
        mine.trainings = self.trainings_of(whose)?;
        mine.resume = self.resume_of(whose)?;
        if let Some(receipt) = mine.receipt() {
            mine.wishes = self.wishes_about(receipt)?;
        }
        mine.follow_wishes();
        Ok(mine)
    }

    fn my_application(&self, row: &Row<'_>) -> Result<MyApplication> {
        let receipt = receipt(&row.get::<_, String>(0)?)?;
        // Of several answers the last counts.
        let said = self.notices_about_receipt(&receipt)?.into_iter().rev().find_map(|row| match row.notice.matter() {
            Matter::ApplicationAnswer(answer) => Some((answer, row.arrived_at)),
            _ => None,
        });
        let (answer, said_at) = said.unzip();
        let outcome = answer.as_ref().map(|answer| answer.outcome);
        Ok(MyApplication {
            receipt,
            posting: PostingId(row.get(1)?),
            title: row.get(2)?,
            employer: row.get(3)?,
            at: moment(row.get(4)?)?,
            track: match row.get::<_, Option<i64>>(7)? {
                Some(_) => Track::Ended,
                None => Track::of(state(&row.get::<_, String>(5)?), outcome),
            },
            track_at: said_at.or(moment_or_none(row.get(6)?)?),
            answer,
        })
    }

    /// The person of this subject, by her latest registration or else her latest short form; `None` once she is erased.
    pub fn visitor(&self, who: SubjectId) -> Result<Option<Visitor>> {
        let row = self.db.query_row(
            "SELECT registration.subject, receipt, form FROM registration JOIN entry ON seq = entry_seq
             WHERE registration.subject = ?1 AND form IS NOT NULL ORDER BY seq DESC LIMIT 1",
            [who.0.as_bytes()],
            registered,
        );
        if let Some(found) = optional(row)? {
            return found.visitor().map(Some);
        }
        let sql = "SELECT person FROM (SELECT person, subject, entry_seq FROM application
                       UNION ALL SELECT person, subject, entry_seq FROM seat
                       UNION ALL SELECT person, subject, entry_seq FROM account_request)
                   WHERE subject = ?1 AND person IS NOT NULL ORDER BY entry_seq DESC LIMIT 1";
        let person = optional(self.db.query_row(sql, [who.0.as_bytes()], |row| row.get::<_, String>(0)))?;
        person.map(|person| Ok(applied(who, &short_form(&person)?))).transpose()
    }
}

/// A registration's row.
struct Found {
    subject: SubjectId,
    receipt: String,
    form: Zeroizing<String>,
}

fn registered(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found { subject: subject(row.get(0)?), receipt: row.get(1)?, form: Zeroizing::new(row.get(2)?) })
}

impl Found {
    fn read(&self) -> Result<Form> {
        serde_json::from_str(&self.form).map_err(|_| StoreError::Unreadable("a form"))
    }

    fn visitor(&self) -> Result<Visitor> {
        let form = self.read()?;
        let receipt = ReceiptNo::parse(&self.receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
        let number =
            if form.contact_by_station { String::new() } else { phone::national(&form.phone).unwrap_or_default() };
        Ok(Visitor {
            subject: self.subject,
            name: Zeroizing::new(form.name.trim().to_owned()),
            phone: Zeroizing::new(number),
            registration: Some(receipt),
            education: form.education,
            skills: form.skills,
        })
    }
}

fn applied(subject: SubjectId, form: &ShortForm) -> Visitor {
    Visitor {
        subject,
        name: Zeroizing::new(form.name.clone()),
        phone: Zeroizing::new(form.phone.clone()),
        registration: None,
        education: None,
        skills: Vec::new(),
    }
}

fn short_form(text: &str) -> Result<ShortForm> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable("a short form"))
}

/// Who stands behind a receipt, and her day of birth; `None` where there is no such receipt, or no day is known of her.
fn visitor_of(db: &Connection, receipt: &ReceiptNo, today: Date) -> Result<Option<(Visitor, Date)>> {
    let row = db.query_row(
        "SELECT registration.subject, receipt, form FROM registration JOIN entry ON seq = entry_seq
         WHERE receipt = ?1 AND form IS NOT NULL",
        [receipt.as_str()],
        registered,
    );
    if let Some(found) = optional(row)? {
        let form = found.read()?;
        let id = IdNumber::parse(form.id_type, &normalised(&form.id_number), today);
        return id.ok().map(|id| Ok((found.visitor()?, id.born()))).transpose();
    }
    let row = db.query_row(
        "SELECT one.subject, person FROM (SELECT subject, person, entry_seq FROM application
             UNION ALL SELECT subject, person, entry_seq FROM seat
             UNION ALL SELECT subject, person, entry_seq FROM account_request) AS one JOIN entry ON seq = entry_seq
         WHERE receipt = ?1 AND person IS NOT NULL",
        [receipt.as_str()],
        |row| Ok((subject(row.get(0)?), row.get::<_, String>(1)?)),
    );
    let Some((who, person)) = optional(row)? else { return Ok(None) };
    let form = short_form(&person)?;
    Ok(form.born.map(|born| (applied(who, &form), born)))
}

fn guesses(db: &Connection, what: &str) -> Result<Guesses> {
    let sql = "SELECT failures, failed_at, locked_until_at FROM guess WHERE what = ?1";
    let row = db.query_row(sql, [what], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)));
    let Some((failures, failed_at, locked_until_at)) = optional(row)? else { return Ok(Guesses::default()) };
    Ok(Guesses {
        count: u32::try_from(count(failures)).unwrap_or(u32::MAX),
        last_at: Some(moment(failed_at)?),
        locked_until: moment_or_none(locked_until_at)?,
    })
}

fn write_guesses(db: &Connection, what: &str, guesses: &Guesses) -> Result<()> {
    db.execute(
        "INSERT OR REPLACE INTO guess (what, failures, failed_at, locked_until_at) VALUES (?1, ?2, ?3, ?4)",
        params![what, guesses.count, guesses.last_at.map_or(0, millis), guesses.locked_until.map(millis)],
    )?;
    Ok(())
}

fn state(word: &str) -> EntryState {
    match word {
        "waiting" => EntryState::Waiting,
        "acknowledged" => EntryState::Acknowledged,
        _ => EntryState::Refused,
    }
}

fn receipt(text: &str) -> Result<ReceiptNo> {
    ReceiptNo::parse(text).ok_or(StoreError::Unreadable("a receipt number"))
}

fn my_registration(row: &Row<'_>) -> Result<MyRegistration> {
    let form: Form = serde_json::from_str(&Zeroizing::new(row.get::<_, String>(5)?))
        .map_err(|_| StoreError::Unreadable("a form"))?;
    let field = row.get::<_, Option<String>>(4)?.unwrap_or_default();
    let code: Option<String> = row.get(3)?;
    Ok(MyRegistration {
        receipt: receipt(&row.get::<_, String>(0)?)?,
        at: moment(row.get(1)?)?,
        state: state(&row.get::<_, String>(2)?),
        refusal: code.map(|code| Refusal { code: RefusalCode::parse(&code), field }),
        jobs: form.wanted_jobs,
        consents: form.consents,
        valid_until: day(&row.get::<_, String>(6)?)?,
    })
}
