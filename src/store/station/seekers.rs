//! Registered people as the desk looks for them, and what is known of one of them.

use super::services::state_of;
use super::{Act, Station, registration};
use crate::domain::audit::Deed;
use crate::domain::notice::NoticeKind;
use crate::domain::seeker::{PastRegistration, SeekerRow};
use crate::domain::{
    EntryKind, Form, IdType, PERSON_MERGE_VERSION, PersonMerge, ReceiptNo, SubjectId, WantedJob, phone,
};
use crate::store::values::{day, moment, optional};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use jiff::tz;
use rusqlite::{Connection, Row, params};
use std::collections::BTreeSet;
use uuid::Uuid;

impl Station {
    /// Everybody whose form is still kept, each by her latest registration, the latest first. `sound` and `owed` are empty:
    /// the store knows no dictionary and no plan.
    pub fn seekers(&self) -> Result<Vec<SeekerRow>> {
        let mut statement = self.db.prepare(
            "SELECT registration.subject, receipt, form ->> '$.name', form ->> '$.phone', form -> '$.wanted_jobs',
                registered_at, valid_until, state
             FROM registration JOIN entry ON seq = entry_seq
             WHERE form IS NOT NULL AND superseded_by IS NULL ORDER BY seq DESC",
        )?;
        let mut rows = statement.query([])?;
        let (mut seekers, mut known) = (Vec::new(), BTreeSet::new());
        while let Some(row) = rows.next()? {
            if known.insert(row.get::<_, [u8; 16]>(0)?) {
                seekers.push(seeker(row)?);
            }
        }
        Ok(seekers)
    }

    /// Changes whenever somebody is added to [`Station::seekers`] or leaves it.
    pub fn seekers_mark(&self) -> Result<(i64, i64, i64)> {
        let row = self.db.query_row(
            "SELECT (SELECT coalesce(max(entry_seq), 0) FROM registration),
                    (SELECT count(*) FROM registration WHERE form IS NOT NULL), (SELECT count(*) FROM merged)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        Ok(row)
    }

    /// The person behind a receipt.
    pub fn subject_of(&self, receipt: &ReceiptNo) -> Result<Option<SubjectId>> {
        let sql = "SELECT registration.subject FROM registration JOIN entry ON seq = entry_seq WHERE receipt = ?1";
        let bytes = optional(self.db.query_row(sql, [receipt.as_str()], |row| row.get::<_, [u8; 16]>(0)))?;
        Ok(bytes.map(|bytes| SubjectId(Uuid::from_bytes(bytes))))
    }

    /// The person with this number of a document, by its keyed hash.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment.
    pub fn subject_of_number(&self, id_type: IdType, number: &str) -> Result<Option<SubjectId>> {
        let lookup = registration::id_lookup(&self.db, id_type, number)?;
        let sql = "SELECT subject FROM registration WHERE id_lookup = ?1 ORDER BY entry_seq LIMIT 1";
        let bytes = optional(self.db.query_row(sql, [lookup], |row| row.get::<_, [u8; 16]>(0)))?;
        Ok(bytes.map(|bytes| SubjectId(Uuid::from_bytes(bytes))))
    }

    /// A person's latest form, and its receipt.
    pub fn latest_form(&self, subject: SubjectId) -> Result<Option<(ReceiptNo, Form)>> {
        let row = self.db.query_row(
            "SELECT receipt, form FROM registration JOIN entry ON seq = entry_seq
             WHERE registration.subject = ?1 AND form IS NOT NULL AND superseded_by IS NULL ORDER BY seq DESC LIMIT 1",
            [subject.0.as_bytes()],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
        );
        let Some((receipt, form)) = optional(row)? else { return Ok(None) };
        let receipt = ReceiptNo::parse(&receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
        Ok(Some((receipt, serde_json::from_str(&form).map_err(|_| StoreError::Unreadable("a form"))?)))
    }

    /// A person's registrations, the latest first.
    pub fn registrations_of(&self, subject: SubjectId) -> Result<Vec<PastRegistration>> {
        let mut statement = self.db.prepare_cached(
            "SELECT receipt, registered_at, valid_until, state, form ->> '$.assisted_by'
             FROM registration JOIN entry ON seq = entry_seq
             WHERE registration.subject = ?1 AND superseded_by IS NULL ORDER BY seq DESC",
        )?;
        let mut rows = statement.query([subject.0.as_bytes()])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let receipt = ReceiptNo::parse(&row.get::<_, String>(0)?);
            all.push(PastRegistration {
                receipt: receipt.ok_or(StoreError::Unreadable("a receipt number"))?,
                at: moment(row.get(1)?)?,
                valid_until: day(&row.get::<_, String>(2)?)?,
                state: state_of(&row.get::<_, String>(3)?),
                assisted_by: row.get(4)?,
            });
        }
        Ok(all)
    }

    /// Makes two subjects one: everything of `away` belongs to `stays` from now on. Where both are in the middle of the same
    /// matter, that of `stays` goes on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where one of them is nobody, or both are the same.
    pub fn merge(&mut self, stays: SubjectId, away: SubjectId, reason: &str, act: &Act<'_>) -> Result<()> {
        let tx = self.write()?;
        if stays == away || !is_somebody(&tx, stays)? || !is_somebody(&tx, away)? {
            return Err(StoreError::NotFound("two different people"));
        }
        let body = |_| PersonMerge { away, staff: act.name(), reason: reason.to_owned() };
        let (_, seq) = act.enter(&tx, (EntryKind::PersonMerge, PERSON_MERGE_VERSION), stays, body)?;
        let both = params![stays.0.as_bytes(), away.0.as_bytes()];
        tx.execute("UPDATE OR IGNORE task SET subject = ?1 WHERE subject = ?2", both)?;
        tx.execute("UPDATE OR IGNORE policy_told SET subject = ?1 WHERE subject = ?2", both)?;
        tx.execute("DELETE FROM policy_told WHERE subject = ?1", [away.0.as_bytes()])?;
        for table in ["registration", "person_tag", "service", "referral", "seat"] {
            tx.execute(&format!("UPDATE {table} SET subject = ?1 WHERE subject = ?2"), both)?;
        }
        // The same task is open for the other: one is enough.
        let doubled: Vec<i64> = tx
            .prepare("SELECT id FROM task WHERE subject = ?1 AND closed_at IS NULL")?
            .query_map([away.0.as_bytes()], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in doubled {
            tx.execute(
                "UPDATE task SET closed_at = ?2, last = 'settled', owner = NULL, locked_until_at = NULL WHERE id = ?1",
                params![id, act.now.as_millisecond()],
            )?;
        }
        tx.execute("UPDATE merged SET stays = ?1 WHERE stays = ?2", both)?;
        tx.execute(
            "INSERT INTO merged (away, stays, entry_seq) VALUES (?1, ?2, ?3)",
            params![away.0.as_bytes(), stays.0.as_bytes(), seq],
        )?;
        // What other offices handed back about the one that is no more is seen on the page of the other from now on.
        let returned: i64 = tx.query_row(
            "SELECT count(*) FROM notice WHERE subject = ?1 AND kind = ?2 AND body IS NOT NULL",
            params![away.0.as_bytes(), NoticeKind::ReturnedData.as_str()],
            |row| row.get(0),
        )?;
        let followed = if returned > 0 { format!(" returned {returned}") } else { String::new() };
        act.note(&tx, Deed::Merged, Some(stays), &format!("{}{followed}", away.0))?;
        Ok(tx.commit()?)
    }
}

fn is_somebody(db: &Connection, subject: SubjectId) -> Result<bool> {
    let sql = "SELECT count(*) FROM registration WHERE subject = ?1";
    Ok(db.query_row(sql, [subject.0.as_bytes()], |row| row.get::<_, i64>(0))? > 0)
}

fn seeker(row: &Row<'_>) -> Result<SeekerRow> {
    let typed: String = row.get::<_, Option<String>>(3)?.unwrap_or_default();
    let jobs: String = row.get::<_, Option<String>>(4)?.unwrap_or_default();
    let jobs: Vec<WantedJob> = serde_json::from_str(&jobs).unwrap_or_default();
    let at: Timestamp = moment(row.get(5)?)?;
    Ok(SeekerRow {
        subject: SubjectId(Uuid::from_bytes(row.get(0)?)),
        receipt: ReceiptNo::parse(&row.get::<_, String>(1)?).ok_or(StoreError::Unreadable("a receipt number"))?,
        name: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
        sound: String::new(),
        phone: phone::national(&typed).unwrap_or_default(),
        wanted: jobs.into_iter().map(|job| job.kind).collect(),
        registered_on: at.to_zoned(tz::offset(8).to_time_zone()).date(),
        valid_until: day(&row.get::<_, String>(6)?)?,
        state: state_of(&row.get::<_, String>(7)?),
        owed: 0,
        help: 0,
    })
}
