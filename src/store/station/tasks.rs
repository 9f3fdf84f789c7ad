//! The queues: tasks made by events and by promises, taken with a lock that runs out, closed with an outcome.

use super::{Act, Station};
use crate::domain::audit::Deed;
use crate::domain::task::{LOCK, Next, Outcome, Queue, Reason, Step, Taken, TaskRow, next};
use crate::domain::{EntryId, Registration, SubjectId, phone};
use crate::store::values::{day, millis, moment, optional};
use crate::store::{Result, StoreError};
use jiff::civil::{Date, time};
use jiff::{Timestamp, ToSpan as _, tz};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

/// Somebody else has taken it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenByAnother(pub Taken);

/// How a task is found with the person it is about: her latest registration that is not erased.
const ROWS: &str = "SELECT task.id, queue, reason, task.subject, task.note, due_on, next_at, tries, owner, staff.name,
        task.locked_until_at, last, coalesce(form ->> '$.name', ''), coalesce(form ->> '$.phone', ''), about
    FROM task LEFT JOIN staff ON staff.id = owner
    LEFT JOIN registration ON entry_seq = (SELECT max(entry_seq) FROM registration AS latest
        WHERE latest.subject = task.subject AND latest.form IS NOT NULL)";

impl Station {
    /// The open tasks of a queue, what is due first first.
    pub fn tasks(&self, queue: Queue) -> Result<Vec<TaskRow>> {
        self.task_rows("queue = ?1 AND task.closed_at IS NULL", queue.as_str())
    }

    /// What is open and due today or was earlier, whatever its queue.
    pub fn tasks_due(&self, today: Date) -> Result<Vec<TaskRow>> {
        self.task_rows("task.closed_at IS NULL AND due_on <= ?1", today.to_string())
    }

    /// What is open about a person.
    pub fn tasks_of(&self, subject: SubjectId) -> Result<Vec<TaskRow>> {
        self.task_rows("task.subject = ?1 AND task.closed_at IS NULL", subject.0.as_bytes())
    }

    /// The open task about a matter.
    pub(super) fn task_about(&self, about: &str) -> Result<Option<TaskRow>> {
        Ok(self.task_rows("task.about = ?1 AND task.closed_at IS NULL", about)?.into_iter().next())
    }

    fn task_rows(&self, only: &str, value: impl rusqlite::ToSql) -> Result<Vec<TaskRow>> {
        let mut statement =
            self.db.prepare_cached(&format!("{ROWS} WHERE {only} ORDER BY due_on, next_at, task.id"))?;
        let mut rows = statement.query([value])?;
        let mut tasks = Vec::new();
        while let Some(row) = rows.next()? {
            tasks.push(read(row)?);
        }
        for task in tasks.iter_mut().filter(|task| task.last.is_some()) {
            task.steps = steps_of(&self.db, task.id)?;
        }
        Ok(tasks)
    }

    /// What was done about a person, the latest first, with what each task was for.
    pub fn steps_about(&self, subject: SubjectId, limit: usize) -> Result<Vec<(Reason, Step)>> {
        let sql = format!(
            "SELECT {STEP}, reason FROM task_step JOIN task ON task.id = task LEFT JOIN staff ON staff.id = staff
             WHERE task.subject = ?1 ORDER BY at DESC, task_step.rowid DESC LIMIT ?2"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params![subject.0.as_bytes(), i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let reason = Reason::parse(&row.get::<_, String>(4)?).ok_or(StoreError::Unreadable("a task's reason"))?;
            all.push((reason, read_step(row)?));
        }
        Ok(all)
    }

    /// How many tasks of each queue can be worked on now, and how many of them are late.
    pub fn task_counts(&self, now: Timestamp, today: Date) -> Result<[(usize, usize); Queue::ALL.len()]> {
        let mut counts = [(0, 0); Queue::ALL.len()];
        let mut statement = self.db.prepare_cached(
            "SELECT queue, count(*), count(*) FILTER (WHERE due_on < ?2) FROM task
             WHERE closed_at IS NULL AND next_at <= ?1 GROUP BY queue",
        )?;
        let mut rows = statement.query(params![millis(now), today.to_string()])?;
        while let Some(row) = rows.next()? {
            let queue = Queue::parse(&row.get::<_, String>(0)?);
            let place = Queue::ALL.iter().position(|one| Some(*one) == queue);
            if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                *count = (row.get::<_, u32>(1)? as usize, row.get::<_, u32>(2)? as usize);
            }
        }
        Ok(counts)
    }

    /// Takes a task on: it is hers until the lock runs out.
    ///
    /// # Errors
    /// The outer error is the store's ([`StoreError::NotFound`] where it is closed); the inner one says who has it.
    pub fn take_task(&mut self, id: i64, act: &Act<'_>) -> Result<Result<(), TakenByAnother>> {
        let staff = act.somebody()?;
        let tx = self.write()?;
        let (subject, taken) = open_task(&tx, id)?;
        if let Some(taken) = taken.filter(|taken| taken.staff != staff && act.now < taken.until) {
            return Ok(Err(TakenByAnother(taken)));
        }
        let until = act.now.saturating_add(LOCK).unwrap_or(act.now);
        tx.execute(
            "UPDATE task SET owner = ?2, locked_until_at = ?3 WHERE id = ?1",
            params![id, staff, millis(until)],
        )?;
        act.note(&tx, Deed::TaskTaken, subject, &format!("task {id}"))?;
        tx.commit()?;
        Ok(Ok(()))
    }

    /// Puts a task back that she has taken: it is free for everybody at once. Somebody else's stays hers.
    ///
    /// # Errors
    /// When the store could not do it; then nothing was written.
    pub fn put_back_task(&mut self, id: i64, act: &Act<'_>) -> Result<()> {
        let staff = act.somebody()?;
        let tx = self.write()?;
        let sql =
            "UPDATE task SET owner = NULL, locked_until_at = NULL WHERE id = ?1 AND owner = ?2 AND closed_at IS NULL";
        if tx.execute(sql, [id, staff])? > 0 {
            act.note(&tx, Deed::TaskTaken, None, &format!("task {id} put back"))?;
        }
        Ok(tx.commit()?)
    }

    /// Writes down what came of a task or of a try. It is closed, or comes again by the rule of [`crate::domain::task::next`].
    ///
    /// # Errors
    /// As for [`Station::take_task`].
    pub fn end_task(
        &mut self,
        id: i64,
        outcome: Outcome,
        note: &str,
        act: &Act<'_>,
    ) -> Result<Result<(), TakenByAnother>> {
        let staff = act.somebody()?;
        let tx = self.write()?;
        let (subject, taken) = open_task(&tx, id)?;
        if let Some(taken) = taken.filter(|taken| taken.staff != staff && act.now < taken.until) {
            return Ok(Err(TakenByAnother(taken)));
        }
        let tries: u32 = tx.query_row("SELECT tries FROM task WHERE id = ?1", [id], |row| row.get(0))?;
        step(&tx, id, outcome, note, act)?;
        if let (Some(subject), Outcome::Reached) = (subject, outcome) {
            tell_of_policy(&tx, id, subject, act)?;
        }
        match next(outcome, tries, act.now) {
            Next::Close => close(&tx, id, outcome, act)?,
            Next::Again(at) => {
                let unanswered = u32::from(outcome == Outcome::NoAnswer);
                tx.execute(
                    "UPDATE task SET next_at = ?2, tries = tries + ?3, last = ?4, owner = NULL, locked_until_at = NULL,
                        due_on = max(due_on, ?5)
                     WHERE id = ?1",
                    params![id, millis(at), unanswered, outcome.as_str(), day_of(at).to_string()],
                )?;
            }
        }
        act.note(&tx, Deed::TaskDone, subject, &format!("task {id} {}", outcome.as_str()))?;
        tx.commit()?;
        Ok(Ok(()))
    }

    /// A clerk promises something.
    pub fn promise(&mut self, subject: SubjectId, note: &str, due_on: Date, act: &Act<'_>) -> Result<()> {
        let tx = self.write()?;
        let about = format!("{}", millis(act.now));
        open(
            &tx,
            New { reason: Reason::Promise, subject, about: &about, note, due_on: Some(due_on) },
            act.today,
            act.now,
        )?;
        Ok(tx.commit()?)
    }

    /// Makes a call-back for each registration that ends within a week, once. Returns how many.
    pub fn remind_of_renewals(&mut self, today: Date, now: Timestamp) -> Result<usize> {
        let tx = self.write()?;
        let soon = today.saturating_add(7.days());
        let ending: Vec<([u8; 16], String)> = {
            let mut statement = tx.prepare(
                "SELECT registration.subject, max(valid_until) AS last FROM registration JOIN entry ON seq = entry_seq
                 WHERE form IS NOT NULL AND superseded_by IS NULL GROUP BY registration.subject HAVING last BETWEEN ?1 AND ?2",
            )?;
            let rows =
                statement.query_map([today.to_string(), soon.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let mut made = 0;
        for (subject, last) in ending {
            let known: i64 = tx.query_row(
                "SELECT count(*) FROM task WHERE subject = ?1 AND reason = 'renewal' AND about = ?2",
                params![subject, last],
                |row| row.get(0),
            )?;
            if known == 0 {
                let subject = SubjectId(Uuid::from_bytes(subject));
                let due_on = Some(day(&last)?);
                open(&tx, New { reason: Reason::Renewal, subject, about: &last, note: "", due_on }, today, now)?;
                made += 1;
            }
        }
        tx.commit()?;
        Ok(made)
    }
}

/// Somebody was reached: where the call was about a policy, she has been told of it now.
fn tell_of_policy(db: &Connection, id: i64, subject: SubjectId, act: &Act<'_>) -> Result<()> {
    let row = db.query_row("SELECT reason, about FROM task WHERE id = ?1", [id], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    });
    match row? {
        (reason, policy) if reason == Reason::TellPolicy.as_str() => {
            super::helping::told(db, subject, &policy, crate::domain::ServiceChannel::Phone, act)
        }
        _ => Ok(()),
    }
}

/// A task to be opened.
#[derive(Clone, Copy)]
pub(super) struct New<'a> {
    pub reason: Reason,
    pub subject: SubjectId,
    pub about: &'a str,
    pub note: &'a str,
    /// Where somebody has said a day; otherwise by the reason.
    pub due_on: Option<Date>,
}

/// Opens a task, unless the same matter is open already.
pub(super) fn open(db: &Connection, new: New<'_>, today: Date, now: Timestamp) -> Result<()> {
    let due_on = new.due_on.unwrap_or_else(|| today.saturating_add(new.reason.days().days()));
    // A call-back too early is only a disturbance; what somebody waits for can be done at once.
    let waits = matches!(new.reason, Reason::AfterRegistration | Reason::ReferralOutcome);
    let next_at = if waits { morning_of(due_on) } else { now };
    db.execute(
        "INSERT INTO task (queue, reason, subject, about, note, made_at, due_on, next_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        params![
            new.reason.queue().as_str(),
            new.reason.as_str(),
            new.subject.0.as_bytes(),
            new.about,
            new.note,
            millis(now),
            due_on.to_string(),
            millis(next_at)
        ],
    )?;
    Ok(())
}

/// The same for today: where the matter is open already, it is up now, whatever was promised before.
pub(super) fn open_now(db: &Connection, new: New<'_>, today: Date, now: Timestamp) -> Result<()> {
    let due_on = Some(today);
    open(db, New { due_on, ..new }, today, now)?;
    db.execute(
        "UPDATE task SET due_on = min(due_on, ?4), next_at = min(next_at, ?5)
         WHERE subject = ?1 AND reason = ?2 AND about = ?3 AND closed_at IS NULL",
        params![new.subject.0.as_bytes(), new.reason.as_str(), new.about, today.to_string(), millis(now)],
    )?;
    Ok(())
}

/// Opens a task about nobody: an employer's posting, need or complaint, or a form that was filled in. `of` is the employer's
/// number, 0 where there is none.
pub(super) fn open_matter(
    db: &Connection,
    (reason, of, name): (Reason, i64, &str),
    note: &str,
    due_on: Option<Date>,
    act: &Act<'_>,
) -> Result<()> {
    let about = super::firms::matter(of, name);
    let open = "SELECT 1 FROM task WHERE reason = ?1 AND about = ?2 AND closed_at IS NULL";
    if db.prepare_cached(open)?.exists(params![reason.as_str(), about])? {
        return Ok(());
    }
    let due_on = due_on.unwrap_or_else(|| act.today.saturating_add(reason.days().days()));
    db.execute(
        "INSERT INTO task (queue, reason, subject, about, note, made_at, due_on, next_at)
         VALUES (?1, ?2, NULL, ?3, ?4, ?5, ?6, ?5)",
        params![reason.queue().as_str(), reason.as_str(), about, note, millis(act.now), due_on.to_string()],
    )?;
    Ok(())
}

/// What is open about a matter is up now, whatever was promised before.
pub(super) fn matter_now(db: &Connection, reason: Reason, about: &str, act: &Act<'_>) -> Result<()> {
    let sql = "UPDATE task SET due_on = min(due_on, ?3), next_at = min(next_at, ?4)
               WHERE reason = ?1 AND about = ?2 AND closed_at IS NULL";
    db.execute(sql, params![reason.as_str(), about, act.today.to_string(), millis(act.now)])?;
    Ok(())
}

/// What a registration promises.
pub(super) fn after_registration(
    db: &Connection,
    subject: SubjectId,
    registration: &Registration,
    today: Date,
    now: Timestamp,
) -> Result<()> {
    let wants = registration.wants;
    let reasons = [
        (true, Reason::AfterRegistration),
        (true, Reason::Recommend),
        (wants.guidance, Reason::WantsGuidance),
        (wants.training, Reason::WantsTraining),
        (wants.policy, Reason::WantsPolicy),
        (registration.id_number.is_none(), Reason::NoDocument),
    ];
    for (_, reason) in reasons.into_iter().filter(|(wanted, _)| *wanted) {
        open(db, New { reason, subject, about: "", note: "", due_on: None }, today, now)?;
    }
    Ok(())
}

/// Somebody is to put right what the province sent back.
pub(super) fn sent_back(db: &Connection, entry: EntryId, now: Timestamp) -> Result<()> {
    // The entry's own subject is whom it was about then; a merge since has moved the registration.
    let row = db.query_row(
        "SELECT seq, coalesce(registration.subject, service.subject) FROM entry
         LEFT JOIN registration ON registration.entry_seq = seq LEFT JOIN service ON service.entry_seq = seq
         WHERE id = ?1",
        [entry.0.as_bytes()],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<[u8; 16]>>(1)?)),
    );
    let Some((seq, Some(subject))) = optional(row)? else { return Ok(()) };
    let subject = SubjectId(Uuid::from_bytes(subject));
    let new = New { reason: Reason::SentBack, subject, about: &seq.to_string(), note: "", due_on: None };
    open(db, new, day_of(now), now)
}

/// Closes a task of a person whose reason is gone.
pub(super) fn settle(
    db: &Connection,
    subject: SubjectId,
    reason: Reason,
    outcome: Outcome,
    act: &Act<'_>,
) -> Result<()> {
    let sql = "SELECT id FROM task WHERE subject = ?1 AND reason = ?2 AND closed_at IS NULL";
    settle_all(db, sql, params![subject.0.as_bytes(), reason.as_str()], outcome, act)
}

/// Closes the task about one matter of a person.
pub(super) fn settle_matter(
    db: &Connection,
    subject: SubjectId,
    (reason, about): (Reason, &str),
    outcome: Outcome,
    act: &Act<'_>,
) -> Result<()> {
    let sql = "SELECT id FROM task WHERE subject = ?1 AND reason = ?2 AND about = ?3 AND closed_at IS NULL";
    settle_all(db, sql, params![subject.0.as_bytes(), reason.as_str(), about], outcome, act)
}

/// Closes the task about one entry or referral.
pub(super) fn settle_about(
    db: &Connection,
    reason: Reason,
    about: &str,
    outcome: Outcome,
    act: &Act<'_>,
) -> Result<()> {
    let sql = "SELECT id FROM task WHERE about = ?1 AND reason = ?2 AND closed_at IS NULL";
    settle_all(db, sql, params![about, reason.as_str()], outcome, act)
}

fn settle_all(
    db: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    outcome: Outcome,
    act: &Act<'_>,
) -> Result<()> {
    let ids: Vec<i64> =
        db.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for id in ids {
        step(db, id, outcome, "", act)?;
        close(db, id, outcome, act)?;
    }
    Ok(())
}

/// The columns of a step.
const STEP: &str = "at, coalesce(staff.name, ''), outcome, task_step.note";

fn steps_of(db: &Connection, task: i64) -> Result<Vec<Step>> {
    let sql = format!(
        "SELECT {STEP} FROM task_step LEFT JOIN staff ON staff.id = staff WHERE task = ?1 ORDER BY at, task_step.rowid"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([task])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read_step(row)?);
    }
    Ok(all)
}

fn read_step(row: &Row<'_>) -> Result<Step> {
    Ok(Step {
        at: moment(row.get(0)?)?,
        staff: row.get(1)?,
        outcome: Outcome::parse(&row.get::<_, String>(2)?).unwrap_or(Outcome::Done),
        note: row.get(3)?,
    })
}

fn step(db: &Connection, id: i64, outcome: Outcome, note: &str, act: &Act<'_>) -> Result<()> {
    db.execute(
        "INSERT INTO task_step (task, at, staff, outcome, note) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, millis(act.now), act.staff(), outcome.as_str(), note],
    )?;
    Ok(())
}

fn close(db: &Connection, id: i64, outcome: Outcome, act: &Act<'_>) -> Result<()> {
    db.execute(
        "UPDATE task SET closed_at = ?2, last = ?3, owner = NULL, locked_until_at = NULL WHERE id = ?1",
        params![id, millis(act.now), outcome.as_str()],
    )?;
    Ok(())
}

/// Whom an open task is about, and who has it.
fn open_task(db: &Connection, id: i64) -> Result<(Option<SubjectId>, Option<Taken>)> {
    let row = db.query_row(
        "SELECT subject, owner, staff.name, task.locked_until_at FROM task LEFT JOIN staff ON staff.id = owner
         WHERE task.id = ?1 AND task.closed_at IS NULL",
        [id],
        |row| Ok((row.get::<_, Option<[u8; 16]>>(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    );
    let (subject, owner, name, until) = optional(row)?.ok_or(StoreError::NotFound("open task"))?;
    Ok((subject.map(|bytes| SubjectId(Uuid::from_bytes(bytes))), taken(owner, name, until)?))
}

fn taken(owner: Option<i64>, name: Option<String>, until: Option<i64>) -> Result<Option<Taken>> {
    let (Some(staff), Some(name), Some(until)) = (owner, name, until) else { return Ok(None) };
    Ok(Some(Taken { staff, name, until: moment(until)? }))
}

fn read(row: &Row<'_>) -> Result<TaskRow> {
    let typed: String = row.get(13)?;
    let last: Option<String> = row.get(11)?;
    let subject: Option<[u8; 16]> = row.get(3)?;
    let about: String = row.get(14)?;
    let matter = about.split_once(' ').and_then(|(of, name)| Some((of.parse().ok()?, name.to_owned())));
    let (name, note): (String, String) = (row.get(12)?, row.get(4)?);
    // A task about nobody is called by its matter.
    let (name, note) = if subject.is_none() { (note, String::new()) } else { (name, note) };
    Ok(TaskRow {
        id: row.get(0)?,
        queue: Queue::parse(&row.get::<_, String>(1)?).ok_or(StoreError::Unreadable("a queue"))?,
        reason: Reason::parse(&row.get::<_, String>(2)?).ok_or(StoreError::Unreadable("a task's reason"))?,
        subject: subject.map(|bytes| SubjectId(Uuid::from_bytes(bytes))),
        name,
        phone: phone::national(&typed).unwrap_or_default(),
        note,
        due_on: day(&row.get::<_, String>(5)?)?,
        next_at: moment(row.get(6)?)?,
        tries: row.get(7)?,
        taken: taken(row.get(8)?, row.get(9)?, row.get(10)?)?,
        last: last.and_then(|word| Outcome::parse(&word)),
        matter: matter.filter(|_| subject.is_none()),
        steps: Vec::new(),
    })
}

/// Nine o'clock of a day at the station.
fn morning_of(day: Date) -> Timestamp {
    let zone = tz::offset(8).to_time_zone();
    day.to_datetime(time(9, 0, 0, 0)).to_zoned(zone).map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp())
}

fn day_of(at: Timestamp) -> Date {
    at.to_zoned(tz::offset(8).to_time_zone()).date()
}
