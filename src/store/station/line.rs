//! What the sync remembers over a restart.

use super::Station;
use crate::domain::ledger::{LineState, Trouble};
use crate::store::Result;
use crate::store::values::{millis, moment_or_none};
use rusqlite::params;

impl Station {
    pub fn line(&self) -> Result<LineState> {
        let (failures, next_attempt_at, contact_at, trouble) = self.db.query_row(
            "SELECT failures, nullif(next_attempt_at, 0), contact_at, trouble FROM line",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, Option<String>>(3)?)),
        )?;
        Ok(LineState {
            contact_at: moment_or_none(contact_at)?,
            failures,
            next_attempt_at: moment_or_none(next_attempt_at)?,
            trouble: trouble.as_deref().and_then(Trouble::parse),
        })
    }

    pub fn set_line(&mut self, line: &LineState) -> Result<()> {
        let tx = self.write()?;
        tx.execute(
            "UPDATE line SET failures = ?1, next_attempt_at = ?2, contact_at = ?3, trouble = ?4",
            params![
                line.failures,
                line.next_attempt_at.map_or(0, millis),
                line.contact_at.map(millis),
                line.trouble.map(Trouble::as_str)
            ],
        )?;
        Ok(tx.commit()?)
    }
}
