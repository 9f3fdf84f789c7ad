//! Drafts: what has been typed and is not registered yet. They lie on each other; the top one is on the screen.

use super::Station;
use crate::domain::{EntryId, Form};
use crate::store::values::{millis, optional};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use rusqlite::{Connection, params};

impl Station {
    /// Keeps what has been typed so far, in place of what was kept of it before.
    pub fn save_draft(&mut self, form: &Form, now: Timestamp) -> Result<()> {
        let text = serde_json::to_string(form).map_err(|_| StoreError::Unreadable("a draft"))?;
        let tx = self.write()?;
        let changed = tx.execute(
            "UPDATE draft SET form = ?1, saved_at = ?2 WHERE id = (SELECT max(id) FROM draft)",
            params![text, millis(now)],
        )?;
        if changed == 0 {
            tx.execute("INSERT INTO draft (form, saved_at) VALUES (?1, ?2)", params![text, millis(now)])?;
        }
        Ok(tx.commit()?)
    }

    /// The draft that was left, if any.
    pub fn find_draft(&self) -> Result<Option<Form>> {
        let sql = "SELECT form FROM draft ORDER BY id DESC LIMIT 1";
        let text = optional(self.db.query_row(sql, [], |row| row.get::<_, String>(0)))?;
        text.map(|t| serde_json::from_str(&t).map_err(|_| StoreError::Unreadable("a draft"))).transpose()
    }

    /// The clerk throws the draft away. A refused entry that it was to correct stays as it is. The bytes are overwritten
    /// (`secure_delete`), also in the log.
    pub fn discard_draft(&mut self) -> Result<()> {
        let tx = self.write()?;
        drop_top(&tx)?;
        tx.commit()?;
        self.empty_log()
    }

    /// Makes the registration behind a refused entry the draft on top; what was typed before lies below it and is offered
    /// again afterwards. What is registered from this draft takes the refused entry's place.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such entry or it needs no fixing (any more).
    pub fn reopen_refused(&mut self, id: EntryId, now: Timestamp) -> Result<Form> {
        let tx = self.write()?;
        let found = optional(tx.query_row(
            "SELECT seq, form FROM entry JOIN registration ON entry_seq = seq
             WHERE id = ?1 AND state = 'refused' AND superseded_by IS NULL AND form IS NOT NULL",
            [id.0.as_bytes()],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)),
        ))?;
        let (seq, as_registered) = found.ok_or(StoreError::NotFound("entry to fix"))?;
        // What has been corrected in an earlier visit to this entry is kept.
        let begun =
            optional(tx.query_row("DELETE FROM draft WHERE corrects = ?1 RETURNING form", [seq], |r| r.get(0)))?;
        let text = begun.unwrap_or(as_registered);
        let form = serde_json::from_str(&text).map_err(|_| StoreError::Unreadable("a registration's form"))?;
        tx.execute(
            "INSERT INTO draft (form, corrects, saved_at) VALUES (?1, ?2, ?3)",
            params![text, seq, millis(now)],
        )?;
        tx.commit()?;
        Ok(form)
    }
}

/// The refused entry that the draft on top corrects.
pub(super) fn corrected_by_top(db: &Connection) -> Result<Option<i64>> {
    let sql = "SELECT corrects FROM draft ORDER BY id DESC LIMIT 1";
    Ok(optional(db.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)))?.flatten())
}

pub(super) fn drop_top(db: &Connection) -> Result<()> {
    db.execute("DELETE FROM draft WHERE id = (SELECT max(id) FROM draft)", [])?;
    Ok(())
}
