//! People recommended to employers: each step is an entry, and the recommendation is a service that is counted.

use super::services;
use super::tasks::{self, New};
use super::{Act, OF_HER, Station};
use crate::domain::audit::Deed;
use crate::domain::notice::{Matter, Notice};
use crate::domain::referral::{NoStep, Referral, Word, check};
use crate::domain::seeker::NewService;
use crate::domain::task::{Outcome, Reason};
use crate::domain::{
    ConsentPurpose, EntryId, EntryKind, Form, Posting, PostingId, REFERRAL_VERSION, ReferralReason, ReferralState,
    ReferralStep, ServiceChannel, ServiceKind, SubjectId,
};
use crate::store::values::{day, optional};
use crate::store::{Result, StoreError};
use jiff::{Timestamp, tz};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

const COLUMNS: &str =
    "entry.id, posting, title, employer, referral.state, state_on, reason, referral.subject, entry_seq";

impl Station {
    /// Recommends a posting to a person who is told of it now: the referral, the service it is counted as, and the
    /// call-back that asks what came of it. `more` are 10 more random bytes. The same posting again, while the first
    /// referral is open, gives that one.
    ///
    /// # Errors
    /// When the store could not do it; then nothing was written.
    pub fn refer(&mut self, subject: SubjectId, posting: &Posting, act: &Act<'_>, more: [u8; 10]) -> Result<EntryId> {
        let tx = self.write()?;
        let open = optional(tx.query_row(
            "SELECT entry.id FROM referral JOIN entry ON seq = entry_seq WHERE referral.subject = ?1 AND posting = ?2
             AND referral.state NOT IN ('hired', 'refused')",
            params![subject.0.as_bytes(), posting.id.0],
            |row| row.get::<_, [u8; 16]>(0),
        ))?;
        if let Some(id) = open {
            return Ok(EntryId(Uuid::from_bytes(id)));
        }
        let body = |id| ReferralStep {
            referral: id,
            posting: posting.id,
            state: ReferralState::Recommended,
            on: act.today,
            staff: act.name(),
            reason: None,
            consent: String::new(),
        };
        let (id, seq) = act.enter(&tx, (EntryKind::Referral, REFERRAL_VERSION), subject, body)?;
        tx.execute(
            "INSERT INTO referral (entry_seq, subject, posting, title, employer, state, state_on)
             VALUES (?1, ?2, ?3, ?4, ?5, 'recommended', ?6)",
            params![seq, subject.0.as_bytes(), posting.id.0, posting.title, posting.employer, act.today.to_string()],
        )?;
        let service = NewService {
            kind: ServiceKind::Recommendation,
            channel: ServiceChannel::Desk,
            posting: Some(posting.id),
            topic: posting.title.chars().take(TOPIC).collect(),
            result: String::new(),
            told: true,
            confirmed: false,
        };
        services::record(&tx, subject, &service, &Act { random: more, ..*act })?;
        let about = id.0.to_string();
        let new = New { reason: Reason::ReferralOutcome, subject, about: &about, note: &posting.title, due_on: None };
        tasks::open(&tx, new, act.today, act.now)?;
        act.note(&tx, Deed::Referred, Some(subject), &format!("posting {}", posting.id))?;
        tx.commit()?;
        Ok(id)
    }

    /// Takes a referral a step further.
    ///
    /// # Errors
    /// The outer error is the store's; the inner one says why the step cannot be taken.
    pub fn move_referral(
        &mut self,
        id: EntryId,
        to: ReferralState,
        reason: Option<ReferralReason>,
        act: &Act<'_>,
    ) -> Result<Result<(), NoStep>> {
        let tx = self.write()?;
        let sql = format!("SELECT {COLUMNS} FROM referral JOIN entry ON seq = entry_seq WHERE entry.id = ?1");
        let found = optional(tx.query_row(&sql, [id.0.as_bytes()], |row| Ok((row.get(7)?, row.get(8)?, read(row)))))?;
        let (subject, seq, referral): ([u8; 16], i64, Result<Referral>) =
            found.ok_or(StoreError::NotFound("referral"))?;
        let referral = referral?;
        let subject = SubjectId(Uuid::from_bytes(subject));
        let consent = consent_to_employers(&tx, subject)?;
        if let Err(no) = check(referral.state, to, reason, consent.is_some()) {
            return Ok(Err(no));
        }
        let body = |_| ReferralStep {
            referral: id,
            posting: referral.posting,
            state: to,
            on: act.today,
            staff: act.name(),
            reason,
            consent: consent.unwrap_or_default(),
        };
        act.enter(&tx, (EntryKind::Referral, REFERRAL_VERSION), subject, body)?;
        tx.execute(
            "UPDATE referral SET state = ?2, reason = ?3, state_on = ?4 WHERE entry_seq = ?1",
            params![seq, to.as_str(), reason.map(ReferralReason::as_str), act.today.to_string()],
        )?;
        if matches!(to, ReferralState::Hired | ReferralState::Refused) {
            tasks::settle_about(&tx, Reason::ReferralOutcome, &id.0.to_string(), Outcome::Settled, act)?;
        }
        if to == ReferralState::Hired {
            tasks::settle(&tx, subject, Reason::Recommend, Outcome::FoundWork, act)?;
        }
        act.note(&tx, Deed::ReferralMoved, Some(subject), to.as_str())?;
        tx.commit()?;
        Ok(Ok(()))
    }

    /// A person's referrals, the latest first.
    pub fn referrals_of(&self, subject: SubjectId) -> Result<Vec<Referral>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM referral JOIN entry ON seq = entry_seq WHERE referral.subject = ?1 ORDER BY seq DESC"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query([subject.0.as_bytes()])?;
        let mut referrals = Vec::new();
        while let Some(row) = rows.next()? {
            let referral = read(row)?;
            referrals.push(Referral { word: self.word_about(subject, referral.id)?, ..referral });
        }
        Ok(referrals)
    }

    /// What the province said last of a referral, by whichever of its steps.
    fn word_about(&self, subject: SubjectId, referral: EntryId) -> Result<Option<Word>> {
        let sql = format!(
            "SELECT notice.kind, notice.body FROM notice JOIN entry ON entry.id = notice.entry
             WHERE notice.subject IN {OF_HER} AND entry.kind = 'referral' AND entry.body ->> '$.referral' = ?2
                AND notice.body IS NOT NULL ORDER BY notice.seq DESC"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params![subject.0.as_bytes(), referral.0.to_string()])?;
        while let Some(row) = rows.next()? {
            let (kind, body): (String, String) = (row.get(0)?, row.get(1)?);
            let body = serde_json::from_str(&body).map_err(|_| StoreError::Unreadable("a notice"))?;
            if let Some(word) = Matter::parse(&kind, &body).ok().flatten().and_then(Word::of) {
                return Ok(Some(word));
            }
        }
        Ok(None)
    }
}

/// An employer has answered about somebody who was recommended: the desk calls her today, whatever was promised before.
pub(super) fn answered(tx: &Connection, notice: &Notice, now: Timestamp) -> Result<()> {
    let Some(entry) = notice.about.entry else { return Ok(()) };
    if !Word::of(notice.matter()).is_some_and(|word| word.is_news()) {
        return Ok(());
    }
    let sql = "SELECT body ->> '$.referral' FROM entry WHERE id = ?1 AND kind = 'referral' AND body IS NOT NULL";
    let id: Option<String> = optional(tx.query_row(sql, [entry.0.as_bytes()], |row| row.get(0)))?;
    let Some(id) = id.and_then(|id| Uuid::parse_str(&id).ok()) else { return Ok(()) };
    let sql = "SELECT referral.subject, title FROM referral JOIN entry ON seq = entry_seq
               WHERE entry.id = ?1 AND referral.state NOT IN ('hired', 'refused')";
    let row = tx.query_row(sql, [id.as_bytes()], |row| Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, String>(1)?)));
    let Some((subject, title)) = optional(row)? else { return Ok(()) };
    let subject = SubjectId(Uuid::from_bytes(subject));
    let today = now.to_zoned(tz::offset(8).to_time_zone()).date();
    let about = id.to_string();
    let new = New { reason: Reason::ReferralOutcome, subject, about: &about, note: &title, due_on: Some(today) };
    tasks::open_now(tx, new, today, now)
}

/// The longest title of a posting that is written beside a service.
const TOPIC: usize = 100;

/// The notice under which a person last agreed that employers are told of her; `None` where she has not.
fn consent_to_employers(db: &Connection, subject: SubjectId) -> Result<Option<String>> {
    let text = optional(db.query_row(
        "SELECT form FROM registration JOIN entry ON seq = entry_seq
         WHERE registration.subject = ?1 AND form IS NOT NULL AND superseded_by IS NULL ORDER BY seq DESC LIMIT 1",
        [subject.0.as_bytes()],
        |row| row.get::<_, String>(0),
    ))?;
    let Some(text) = text else { return Ok(None) };
    let form: Form = serde_json::from_str(&text).map_err(|_| StoreError::Unreadable("a form"))?;
    let given = form.consents.into_iter().find(|consent| consent.purpose == ConsentPurpose::ShareWithEmployers);
    Ok(given.map(|consent| consent.version))
}

fn read(row: &Row<'_>) -> Result<Referral> {
    let reason: Option<String> = row.get(6)?;
    Ok(Referral {
        id: EntryId(Uuid::from_bytes(row.get(0)?)),
        posting: PostingId(row.get(1)?),
        title: row.get(2)?,
        employer: row.get(3)?,
        state: ReferralState::parse(&row.get::<_, String>(4)?).unwrap_or(ReferralState::Other),
        on: day(&row.get::<_, String>(5)?)?,
        reason: reason.and_then(|word| ReferralReason::parse(&word)),
        word: None,
    })
}
