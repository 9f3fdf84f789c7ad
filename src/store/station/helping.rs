//! Help that triggers itself, and policies that somebody is told of.

use super::{Act, Station, services, tasks};
use crate::domain::audit::Deed;
use crate::domain::help::Triggered;
use crate::domain::push::{Marks, Told};
use crate::domain::seeker::NewService;
use crate::domain::task::{Outcome, Reason};
use crate::domain::{Form, ReceiptNo, ServiceChannel, ServiceKind, SubjectId};
use crate::store::values::day;
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use std::collections::HashMap;
use uuid::Uuid;

impl Station {
    /// Opens the tasks that rules say somebody needs, each matter once, also when it is done already. Returns how many.
    pub fn open_help(&mut self, wanted: &[(SubjectId, Triggered<'_>)], now: Timestamp, today: Date) -> Result<usize> {
        let tx = self.write()?;
        let mut made = 0;
        for (subject, one) in wanted {
            let known = "SELECT 1 FROM task WHERE subject = ?1 AND reason = 'help' AND about = ?2";
            if tx.prepare_cached(known)?.exists(params![subject.0.as_bytes(), one.about])? {
                continue;
            }
            let new = tasks::New {
                reason: Reason::Help,
                subject: *subject,
                about: &one.about,
                note: &one.rule.code,
                due_on: Some(one.due_on),
            };
            tasks::open(&tx, new, today, now)?;
            made += 1;
        }
        tx.commit()?;
        Ok(made)
    }

    /// How many of each person's referrals came to nothing.
    pub fn failed_referrals(&self) -> Result<HashMap<[u8; 16], u32>> {
        let sql = "SELECT subject, count(*) FROM referral WHERE state = 'refused' GROUP BY subject";
        let mut statement = self.db.prepare(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many tasks of help are open about each person.
    pub fn open_help_counts(&self) -> Result<HashMap<[u8; 16], u32>> {
        let sql = "SELECT subject, count(*) FROM task WHERE reason = 'help' AND closed_at IS NULL GROUP BY subject";
        let mut statement = self.db.prepare(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Everybody by her latest form that stands.
    pub fn latest_forms(&self) -> Result<Vec<(SubjectId, ReceiptNo, Form)>> {
        let mut statement = self.db.prepare(
            "SELECT registration.subject, receipt, form FROM registration JOIN entry ON seq = entry_seq
             WHERE entry_seq = (SELECT max(latest.entry_seq) FROM registration AS latest JOIN entry AS its ON its.seq = latest.entry_seq
                 WHERE latest.subject = registration.subject AND latest.form IS NOT NULL AND its.superseded_by IS NULL)
             ORDER BY entry_seq DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut forms = Vec::new();
        while let Some(row) = rows.next()? {
            let subject = SubjectId(Uuid::from_bytes(row.get(0)?));
            let receipt =
                ReceiptNo::parse(&row.get::<_, String>(1)?).ok_or(StoreError::Unreadable("a receipt number"))?;
            let form = serde_json::from_str(&row.get::<_, String>(2)?).map_err(|_| StoreError::Unreadable("a form"))?;
            forms.push((subject, receipt, form));
        }
        Ok(forms)
    }

    /// What was said of which policy to whom.
    pub fn policy_marks(&self) -> Result<Marks> {
        let mut statement = self.db.prepare("SELECT subject, policy, asked_on, told_on FROM policy_told")?;
        let mut rows = statement.query([])?;
        let mut marks = Marks::new();
        while let Some(row) = rows.next()? {
            let told = row.get::<_, Option<String>>(3)?.as_deref().map(day).transpose()?;
            let asked = day(&row.get::<_, String>(2)?)?;
            let subject = SubjectId(Uuid::from_bytes(row.get(0)?));
            marks.insert((subject, row.get(1)?), told.map_or(Told::Asked(asked), Told::On));
        }
        Ok(marks)
    }

    /// Somebody is to be called about a policy: once, whatever becomes of the call.
    pub fn ask_to_tell(&mut self, subject: SubjectId, (policy, title): (&str, &str), act: &Act<'_>) -> Result<()> {
        let tx = self.write()?;
        let new = tx.execute(
            "INSERT INTO policy_told (subject, policy, title, asked_on) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![subject.0.as_bytes(), policy, title, act.today.to_string()],
        )?;
        if new > 0 {
            let task = tasks::New { reason: Reason::TellPolicy, subject, about: policy, note: title, due_on: None };
            tasks::open(&tx, task, act.today, act.now)?;
            act.note(&tx, Deed::PolicyPushed, Some(subject), policy)?;
        }
        Ok(tx.commit()?)
    }

    /// Somebody was told of a policy at the desk. It is counted as one service; told before, it is not counted again.
    pub fn tell_policy(&mut self, subject: SubjectId, (policy, title): (&str, &str), act: &Act<'_>) -> Result<()> {
        let tx = self.write()?;
        tx.execute(
            "INSERT INTO policy_told (subject, policy, title, asked_on) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![subject.0.as_bytes(), policy, title, act.today.to_string()],
        )?;
        told(&tx, subject, policy, ServiceChannel::Desk, act)?;
        tasks::settle_matter(&tx, subject, (Reason::TellPolicy, policy), Outcome::Done, act)?;
        Ok(tx.commit()?)
    }
}

/// Counts the telling of a policy as a service, once.
pub(super) fn told(
    db: &Connection,
    subject: SubjectId,
    policy: &str,
    channel: ServiceChannel,
    act: &Act<'_>,
) -> Result<()> {
    let changed = db.execute(
        "UPDATE policy_told SET told_on = ?3 WHERE subject = ?1 AND policy = ?2 AND told_on IS NULL",
        params![subject.0.as_bytes(), policy, act.today.to_string()],
    )?;
    if changed == 0 {
        return Ok(());
    }
    let sql = "SELECT title FROM policy_told WHERE subject = ?1 AND policy = ?2";
    let topic: String = db.query_row(sql, params![subject.0.as_bytes(), policy], |row| row.get(0))?;
    let service = NewService {
        kind: ServiceKind::PolicyTalk,
        channel,
        posting: None,
        topic,
        result: String::new(),
        told: true,
        confirmed: false,
    };
    services::record(db, subject, &service, act).map(drop)
}
