//! What people left at the machine, for whoever answers it.

use super::services::state_of;
use super::wishes::wish_row;
use super::{Act, Station, firms, tasks};
use crate::domain::arrived::{ArrivedFile, ArrivedKind, ArrivedRow, SHOWN_DAYS};
use crate::domain::audit::Deed;
use crate::domain::task::{Outcome, Reason};
use crate::domain::{ApplicationWish, EntryId, ReceiptNo, SlotTime, Submission};
use crate::store::values::{day, millis, moment};
use crate::store::{Result, StoreError};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

/// The most that are listed.
const MOST: i64 = 500;

const ROWS: &str = "SELECT entry.id, receipt, entry.kind, coalesce(body ->> '$.title', ''),
        coalesce(body ->> '$.about.title', body ->> '$.employer', ''), slot_on, slot_at, made_at, entry.state,
        (SELECT min(due_on) FROM task WHERE closed_at IS NULL AND task.about = '0 ' || entry_name) AS due, coalesce(body ->> '$.urgent', 0),
        coalesce(body ->> '$.wish', '')
    FROM (SELECT *, lower(substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || substr(hex(id), 13, 4) || '-'
            || substr(hex(id), 17, 4) || '-' || substr(hex(id), 21)) AS entry_name FROM entry
          WHERE kind IN ('submission', 'withdrawal', 'erasure', 'application')) AS entry
    LEFT JOIN submission ON submission.entry_seq = seq";

impl Station {
    /// What people left at the machine lately: what nobody has seen to first, by its day, then the newest first.
    pub fn arrived(&self, now: Timestamp) -> Result<Vec<ArrivedRow>> {
        let since = now.checked_sub((SHOWN_DAYS * 24).hours()).unwrap_or(Timestamp::MIN);
        let sql = format!("{ROWS} WHERE made_at >= ?1 ORDER BY due IS NULL, due, seq DESC LIMIT ?2");
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params![millis(since), MOST])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(read(row)?);
        }
        Ok(all)
    }

    /// How many of them wait for somebody.
    pub fn arrived_open(&self) -> Result<usize> {
        let sql = "SELECT count(*) FROM task WHERE closed_at IS NULL AND reason IN ('submission', 'wish', 'applied') AND about LIKE '0 %'";
        Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get::<_, u32>(0))? as usize)
    }

    /// One of them, opened; the audit log says so.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub fn open_arrived(&mut self, id: EntryId, act: &Act<'_>) -> Result<ArrivedFile> {
        let file = self.arrived_file(id)?;
        act.note(&self.db, Deed::ArrivedSeen, None, &format!("entry {}", id.0))?;
        Ok(file)
    }

    fn arrived_file(&self, id: EntryId) -> Result<ArrivedFile> {
        let sql = format!("{ROWS} WHERE entry.id = ?1");
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query([id.0.as_bytes()])?;
        let row = rows.next()?.map(read).transpose()?.ok_or(StoreError::NotFound("what was left at the machine"))?;
        let body: Option<String> =
            self.db.query_row("SELECT body FROM entry WHERE id = ?1", [id.0.as_bytes()], |row| row.get(0))?;
        let (mut submission, mut application): (Option<Submission>, _) = (None, None);
        match (row.kind, body) {
            (ArrivedKind::Form, Some(body)) => {
                let read = serde_json::from_str(&body).map_err(|_| StoreError::Unreadable("a filled form"))?;
                submission = Some(read);
            }
            (ArrivedKind::Application(_), Some(body)) => {
                let read = serde_json::from_str(&body).map_err(|_| StoreError::Unreadable("an application"))?;
                application = Some(Box::new(read));
            }
            _ => {}
        }
        let about = matter(id);
        let is_wish = matches!(row.kind, ArrivedKind::TakenBack | ArrivedKind::Erasure);
        Ok(ArrivedFile {
            wish: if is_wish { self.wish_of(id)? } else { None },
            application,
            task: self.task_about(&about)?,
            steps: steps(&self.db, &about)?,
            notices: self.notices_about_receipt(&row.receipt)?,
            submission,
            row,
        })
    }

    fn wish_of(&self, id: EntryId) -> Result<Option<crate::domain::wishes::WishRow>> {
        let mut statement = self.db.prepare(
            "SELECT wish.kind, purposes, receipt, asked_at, state, refusal_code, refusal_field, confirmed_at
             FROM wish JOIN entry ON seq = entry_seq WHERE entry.id = ?1",
        )?;
        let mut rows = statement.query([id.0.as_bytes()])?;
        rows.next()?.map(wish_row).transpose()
    }

    /// Somebody was told at once what is missing, or why it is not taken on: the log says that a slip was made.
    pub fn told_at_once(&mut self, id: EntryId, act: &Act<'_>) -> Result<()> {
        act.note(&self.db, Deed::ToldAtOnce, None, &format!("entry {}", id.0))
    }
}

/// What a task about such an entry is about.
fn matter(id: EntryId) -> String {
    firms::matter(0, &id.0.to_string())
}

/// Somebody has to answer what was left at the machine. `urgent` is for today, whatever was promised before.
pub(super) fn await_answer(
    db: &Connection,
    (reason, id): (Reason, EntryId),
    title: &str,
    urgent: bool,
    (now, today): (Timestamp, Date),
) -> Result<()> {
    let act = Act { by: None, now, today, random: [0; 10] };
    tasks::open_matter(db, (reason, 0, &id.0.to_string()), title, urgent.then_some(today), &act)?;
    if urgent { tasks::matter_now(db, reason, &matter(id), &act) } else { Ok(()) }
}

/// What it was about is done.
pub(super) fn answered(db: &Connection, (reason, id): (Reason, EntryId), now: Timestamp, today: Date) -> Result<()> {
    let act = Act { by: None, now, today, random: [0; 10] };
    tasks::settle_about(db, reason, &matter(id), Outcome::Settled, &act)
}

fn steps(db: &Connection, about: &str) -> Result<Vec<(Timestamp, String, Outcome)>> {
    let mut statement = db.prepare_cached(
        "SELECT at, coalesce(staff.name, ''), outcome FROM task_step JOIN task ON task.id = task
         LEFT JOIN staff ON staff.id = staff WHERE about = ?1 ORDER BY at",
    )?;
    let mut rows = statement.query([about])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let outcome = Outcome::parse(&row.get::<_, String>(2)?).unwrap_or(Outcome::Done);
        all.push((moment(row.get(0)?)?, row.get(1)?, outcome));
    }
    Ok(all)
}

fn read(row: &Row<'_>) -> Result<ArrivedRow> {
    let slot: Option<(String, String)> = row.get::<_, Option<String>>(5)?.zip(row.get(6)?);
    let slot = slot.map(|(on, at)| Ok::<_, StoreError>(SlotTime { day: day(&on)?, at })).transpose()?;
    Ok(ArrivedRow {
        id: EntryId(Uuid::from_bytes(row.get(0)?)),
        receipt: ReceiptNo::parse(&row.get::<_, String>(1)?).ok_or(StoreError::Unreadable("a receipt number"))?,
        kind: match row.get::<_, String>(2)?.as_str() {
            "withdrawal" => ArrivedKind::TakenBack,
            "erasure" => ArrivedKind::Erasure,
            "application" => {
                let wish = ApplicationWish::parse(&row.get::<_, String>(11)?);
                ArrivedKind::Application(wish.unwrap_or(ApplicationWish::Other))
            }
            _ => ArrivedKind::Form,
        },
        title: row.get(3)?,
        about: row.get(4)?,
        slot,
        at: moment(row.get(7)?)?,
        state: state_of(&row.get::<_, String>(8)?),
        due_on: row.get::<_, Option<String>>(9)?.as_deref().map(day).transpose()?,
        urgent: row.get(10)?,
    })
}
