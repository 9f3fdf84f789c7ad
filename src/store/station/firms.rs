//! Employers, and what happens between them and the station: each fact with its entry in one transaction.

use super::services::state_of;
use super::{Act, Station, tasks};
use crate::domain::audit::Deed;
use crate::domain::firms::{FirmFile, FirmNoteRow, FirmRow};
use crate::domain::task::{Outcome, Reason};
use crate::domain::{
    EntryId, EntryKind, FIRM_NOTE_VERSION, FIRM_VERSION, Firm, FirmDeed, FirmNote, JobKind, SubjectId,
};
use crate::store::values::{day, millis, optional};
use crate::store::{Result, StoreError};
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

/// A visit, a need or a complaint to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFirmNote {
    pub deed: FirmDeed,
    pub topic: String,
    pub result: String,
    pub job_kind: Option<JobKind>,
    pub headcount: Option<u32>,
    pub by: Option<Date>,
}

const ROWS: &str = "SELECT firm.id, whole, entry.state,
        (SELECT count(*) FROM offer WHERE offer.firm = firm.id AND stage = 'offered' AND valid_until >= ?1),
        (SELECT count(*) FROM firm_note WHERE firm_note.firm = firm.id AND deed <> 'visit' AND closed_on IS NULL)
    FROM firm JOIN entry ON seq = entry_seq";

impl Station {
    /// Keeps an employer as its papers show it; one whose code is known is brought up to date.
    ///
    /// # Errors
    /// When the store could not do it; then nothing was written.
    pub fn save_firm(&mut self, firm: &Firm, act: &Act<'_>) -> Result<i64> {
        let tx = self.write()?;
        let known = optional(tx.query_row(
            "SELECT id, subject, whole FROM firm WHERE credit_code = ?1",
            [&firm.credit_code],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 16]>(1)?, row.get::<_, String>(2)?)),
        ))?;
        let id = if let Some((id, subject, whole)) = known {
            let before: Firm = serde_json::from_str(&whole).map_err(|_| StoreError::Unreadable("an employer"))?;
            let firm = Firm { commissioner: before.commissioner, ..firm.clone() };
            write(&tx, (Some(id), SubjectId(Uuid::from_bytes(subject))), &firm, act)?
        } else {
            let mut random = act.random;
            // The entry's own id is made of the same bytes.
            random.reverse();
            write(&tx, (None, SubjectId::new(u64::try_from(millis(act.now)).unwrap_or(0), random)), firm, act)?
        };
        act.note(&tx, Deed::FirmNoted, None, &format!("firm {id}"))?;
        tx.commit()?;
        Ok(id)
    }

    /// Whoever is signed in looks after an employer from now on (人社服务专员).
    pub fn look_after(&mut self, id: i64, act: &Act<'_>) -> Result<()> {
        let staff = act.somebody()?;
        let tx = self.write()?;
        let (subject, firm) = firm(&tx, id)?;
        let firm = Firm { commissioner: act.name(), staff: act.name(), on: act.today, ..firm };
        write(&tx, (Some(id), subject), &firm, act)?;
        tx.execute("UPDATE firm SET commissioner = ?2 WHERE id = ?1", params![id, staff])?;
        act.note(&tx, Deed::FirmNoted, None, &format!("firm {id} commissioner"))?;
        Ok(tx.commit()?)
    }

    /// All employers, those with something open first, then by name.
    pub fn firms(&self, today: Date) -> Result<Vec<FirmRow>> {
        let mut statement = self.db.prepare(&format!("{ROWS} ORDER BY 5 = 0, whole ->> '$.name'"))?;
        let mut rows = statement.query([today.to_string()])?;
        let mut firms = Vec::new();
        while let Some(row) = rows.next()? {
            firms.push(read(row)?);
        }
        Ok(firms)
    }

    /// One employer with everything of it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub fn firm_file(&self, id: i64, today: Date) -> Result<FirmFile> {
        let mut statement = self.db.prepare(&format!("{ROWS} WHERE firm.id = ?2"))?;
        let mut rows = statement.query(params![today.to_string(), id])?;
        let row = rows.next()?.map(read).transpose()?.ok_or(StoreError::NotFound("employer"))?;
        Ok(FirmFile { row, offers: self.offers_of(id)?, notes: self.firm_notes(id)? })
    }

    fn firm_notes(&self, firm: i64) -> Result<Vec<FirmNoteRow>> {
        let mut statement = self.db.prepare(
            "SELECT entry.id, deed, day, staff.name, topic, result, headcount, due_on, closed_on, outcome, entry.state
             FROM firm_note JOIN entry ON seq = entry_seq JOIN staff ON staff.id = staff
             WHERE firm = ?1 ORDER BY closed_on IS NOT NULL, entry_seq DESC",
        )?;
        let mut rows = statement.query([firm])?;
        let mut notes = Vec::new();
        while let Some(row) = rows.next()? {
            notes.push(read_note(row)?);
        }
        Ok(notes)
    }

    /// Writes down a visit, a need or a complaint; a need and a complaint are somebody's task until they are closed.
    pub fn note_firm(&mut self, id: i64, new: &NewFirmNote, act: &Act<'_>) -> Result<EntryId> {
        let staff = act.somebody()?;
        let tx = self.write()?;
        let (subject, firm) = firm(&tx, id)?;
        let body = |_| FirmNote {
            credit_code: firm.credit_code.clone(),
            deed: new.deed,
            on: act.today,
            staff: act.name(),
            topic: new.topic.clone(),
            result: new.result.clone(),
            job_kind: new.job_kind,
            headcount: new.headcount,
            by: new.by,
            about: None,
        };
        let (entry, seq) = act.enter(&tx, (EntryKind::FirmNote, FIRM_NOTE_VERSION), subject, body)?;
        tx.execute(
            "INSERT INTO firm_note (entry_seq, firm, deed, day, staff, topic, result, job_kind, headcount, due_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                seq,
                id,
                new.deed.as_str(),
                act.today.to_string(),
                staff,
                new.topic,
                new.result,
                new.job_kind.map(JobKind::as_str),
                new.headcount,
                new.by.map(|day| day.to_string())
            ],
        )?;
        let reason = match new.deed {
            FirmDeed::Need => Some(Reason::FirmNeed),
            FirmDeed::Complaint => Some(Reason::Complaint),
            _ => None,
        };
        if let Some(reason) = reason {
            let note = format!("{} · {}", firm.name, new.topic);
            tasks::open_matter(&tx, (reason, id, &entry.0.to_string()), &note, new.by, act)?;
        }
        act.note(&tx, Deed::FirmNoted, None, &format!("firm {id} {}", new.deed.as_str()))?;
        tx.commit()?;
        Ok(entry)
    }

    /// A need or a complaint has ended.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none that is open.
    pub fn close_firm_note(&mut self, note: EntryId, result: &str, act: &Act<'_>) -> Result<i64> {
        let tx = self.write()?;
        let found = optional(tx.query_row(
            "SELECT entry_seq, firm, deed, topic FROM firm_note JOIN entry ON seq = entry_seq
             WHERE entry.id = ?1 AND closed_on IS NULL AND deed <> 'visit'",
            [note.0.as_bytes()],
            |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
            },
        ))?;
        let (seq, id, deed, topic) = found.ok_or(StoreError::NotFound("open matter of an employer"))?;
        let (subject, firm) = firm(&tx, id)?;
        let need = deed == FirmDeed::Need.as_str();
        let body = |_| FirmNote {
            credit_code: firm.credit_code.clone(),
            deed: if need { FirmDeed::NeedClosed } else { FirmDeed::ComplaintClosed },
            on: act.today,
            staff: act.name(),
            topic,
            result: result.to_owned(),
            job_kind: None,
            headcount: None,
            by: None,
            about: Some(note),
        };
        act.enter(&tx, (EntryKind::FirmNote, FIRM_NOTE_VERSION), subject, body)?;
        tx.execute(
            "UPDATE firm_note SET closed_on = ?2, outcome = ?3 WHERE entry_seq = ?1",
            params![seq, act.today.to_string(), result],
        )?;
        let reason = if need { Reason::FirmNeed } else { Reason::Complaint };
        tasks::settle_about(&tx, reason, &matter(id, &note.0.to_string()), Outcome::Done, act)?;
        act.note(&tx, Deed::FirmNoted, None, &format!("firm {id} {deed} closed"))?;
        tx.commit()?;
        Ok(id)
    }

    /// The minimum wage of a month and of an hour, in yuan, that holds on a day.
    pub fn minimum_wage(&self, today: Date) -> Result<Option<(i64, i64)>> {
        let sql = "SELECT month, hour FROM minimum_wage WHERE from_on <= ?1 ORDER BY from_on DESC LIMIT 1";
        optional(self.db.query_row(sql, [today.to_string()], |row| Ok((row.get(0)?, row.get(1)?))))
    }

    /// Says the minimum wage from a day on.
    pub fn set_minimum_wage(&mut self, from: Date, (month, hour): (i64, i64)) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO minimum_wage (from_on, month, hour) VALUES (?1, ?2, ?3)",
            params![from.to_string(), month, hour],
        )?;
        Ok(())
    }
}

/// What a task about an employer's matter is about: the employer's number and the matter's name.
pub(super) fn matter(firm: i64, name: &str) -> String {
    format!("{firm} {name}")
}

/// The subject and the papers of an employer.
pub(super) fn firm(db: &Connection, id: i64) -> Result<(SubjectId, Firm)> {
    let row = db.query_row("SELECT subject, whole FROM firm WHERE id = ?1", [id], |row| {
        Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, String>(1)?))
    });
    let (subject, whole) = optional(row)?.ok_or(StoreError::NotFound("employer"))?;
    let firm = serde_json::from_str(&whole).map_err(|_| StoreError::Unreadable("an employer"))?;
    Ok((SubjectId(Uuid::from_bytes(subject)), firm))
}

fn write(db: &Connection, (id, subject): (Option<i64>, SubjectId), firm: &Firm, act: &Act<'_>) -> Result<i64> {
    let (_, seq) = act.enter(db, (EntryKind::Firm, FIRM_VERSION), subject, |_| firm)?;
    let whole = serde_json::to_string(firm).map_err(|_| StoreError::Unreadable("an employer"))?;
    db.execute(
        "INSERT INTO firm (id, subject, credit_code, whole, phone, entry_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (credit_code) DO UPDATE SET whole = excluded.whole, phone = excluded.phone, entry_seq = excluded.entry_seq",
        params![id, subject.0.as_bytes(), firm.credit_code, whole, firm.phone, seq],
    )?;
    let sql = "SELECT id FROM firm WHERE credit_code = ?1";
    Ok(db.query_row(sql, [&firm.credit_code], |row| row.get(0))?)
}

fn read(row: &Row<'_>) -> Result<FirmRow> {
    let whole: String = row.get(1)?;
    Ok(FirmRow {
        id: row.get(0)?,
        firm: serde_json::from_str(&whole).map_err(|_| StoreError::Unreadable("an employer"))?,
        state: state_of(&row.get::<_, String>(2)?),
        standing: row.get::<_, u32>(3)? as usize,
        open: row.get::<_, u32>(4)? as usize,
    })
}

fn read_note(row: &Row<'_>) -> Result<FirmNoteRow> {
    let date = |text: Option<String>| text.as_deref().map(day).transpose();
    let (closed_on, outcome) = (date(row.get(8)?)?, row.get::<_, Option<String>>(9)?);
    Ok(FirmNoteRow {
        id: EntryId(Uuid::from_bytes(row.get(0)?)),
        deed: FirmDeed::parse(&row.get::<_, String>(1)?).unwrap_or(FirmDeed::Other),
        on: day(&row.get::<_, String>(2)?)?,
        staff: row.get(3)?,
        topic: row.get(4)?,
        result: row.get(5)?,
        headcount: row.get(6)?,
        by: date(row.get(7)?)?,
        closed: closed_on.zip(outcome),
        state: state_of(&row.get::<_, String>(10)?),
    })
}
