//! The end of a shift: what is left to do is handed to whoever comes next, and the head of the audit log goes to the
//! province.

use super::{Act, Station, audit};
use crate::domain::audit::Deed;
use crate::domain::shift::{Closing, LeftToDo};
use crate::domain::{DAY_CLOSE_VERSION, DayClose, EntryKind, SubjectId};
use crate::store::Result;
use crate::store::values::{count, millis, moment, optional};
use jiff::civil::Date;
use rusqlite::{Connection, params};
use uuid::Uuid;

impl Station {
    /// What is left to do today.
    pub fn left_to_do(&self, today: Date) -> Result<LeftToDo> {
        left_to_do(&self.db, today)
    }

    /// Ends a shift.
    ///
    /// # Errors
    /// When the store could not do it; then nothing was written.
    pub fn hand_over(&mut self, note: &str, act: &Act<'_>) -> Result<()> {
        let staff = act.somebody()?;
        let tx = self.write()?;
        let left = left_to_do(&tx, act.today)?;
        act.note(&tx, Deed::HandedOver, None, &format!("{} {} {}", left.unsent, left.refused, left.promised))?;
        // Who goes home has nothing for herself any more.
        tx.execute("UPDATE task SET owner = NULL, locked_until_at = NULL WHERE owner = ?1", [staff])?;
        let (audit_line, audit_hash) = audit::head(&tx)?;
        // It is about nobody; a subject of its own, so that no other entry ever waits for it.
        let subject = SubjectId(Uuid::from_u128(u128::from_be_bytes(padded(act.random))));
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let body = |_| DayClose {
            day: act.today,
            staff: act.name(),
            unsent: small(left.unsent),
            refused: small(left.refused),
            promised: small(left.promised),
            audit_line,
            audit_hash,
        };
        let (_, seq) = act.enter(&tx, (EntryKind::DayClose, DAY_CLOSE_VERSION), subject, body)?;
        tx.execute(
            "INSERT INTO closing (entry_seq, day, staff, at, unsent, refused, promised, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                seq,
                act.today.to_string(),
                staff,
                millis(act.now),
                small(left.unsent),
                small(left.refused),
                small(left.promised),
                note
            ],
        )?;
        Ok(tx.commit()?)
    }

    /// The last shift's end, unless this person has read it or has written it herself.
    pub fn handed_over_to(&self, staff: i64) -> Result<Option<Closing>> {
        let row = self.db.query_row(
            "SELECT entry_seq, staff.name, at, unsent, refused, promised, note, closing.staff, read_by
             FROM closing JOIN staff ON staff.id = closing.staff ORDER BY entry_seq DESC LIMIT 1",
            [],
            |row| {
                let left =
                    LeftToDo { unsent: count(row.get(3)?), refused: count(row.get(4)?), promised: count(row.get(5)?) };
                let mine = row.get::<_, i64>(7)? == staff || row.get::<_, Option<i64>>(8)?.is_some();
                Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, i64>(2)?, left, row.get(6)?, mine))
            },
        );
        let Some((id, from, at, left, note, mine)) = optional(row)? else { return Ok(None) };
        Ok((!mine).then_some(Closing { id, from, at: moment(at)?, left, note }))
    }

    /// Somebody has read what the last shift left.
    pub fn read_closing(&mut self, id: i64, act: &Act<'_>) -> Result<()> {
        let staff = act.somebody()?;
        self.db.execute(
            "UPDATE closing SET read_by = ?2, read_at = ?3 WHERE entry_seq = ?1 AND read_by IS NULL",
            params![id, staff, millis(act.now)],
        )?;
        Ok(())
    }
}

fn padded(random: [u8; 10]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[6..].copy_from_slice(&random);
    bytes
}

fn left_to_do(db: &Connection, today: Date) -> Result<LeftToDo> {
    let row = db.query_row(
        "SELECT (SELECT count(*) FROM entry WHERE state = 'waiting'),
                (SELECT count(*) FROM entry WHERE state = 'refused' AND superseded_by IS NULL),
                (SELECT count(*) FROM task WHERE closed_at IS NULL AND due_on <= ?1)",
        [today.to_string()],
        |row| Ok(LeftToDo { unsent: count(row.get(0)?), refused: count(row.get(1)?), promised: count(row.get(2)?) }),
    )?;
    Ok(row)
}
