//! Personal data leave the station once their purpose is over (PIPL articles 19 and 47).

use super::Station;
use crate::store::Result;
use jiff::civil::Date;
use rusqlite::params;

impl Station {
    /// Takes form, body and look-up hashes of every registration that ran out before `before` (the station's day less the
    /// time to keep) and needs nothing more: acknowledged, or refused and replaced by a corrected one. The receipt and the
    /// hash of the body stay. Returns how many were purged. The bytes are overwritten (`secure_delete`), also in the log.
    pub fn purge(&mut self, before: Date) -> Result<usize> {
        let day = before.to_string();
        let over = "SELECT entry_seq FROM registration JOIN entry ON seq = entry_seq
                    WHERE form IS NOT NULL AND valid_until < ?1
                      AND (state = 'acknowledged' OR superseded_by IS NOT NULL)";
        let tx = self.write()?;
        tx.execute(&format!("DELETE FROM draft WHERE corrects IN ({over})"), params![day])?;
        tx.execute(&format!("UPDATE entry SET body = NULL WHERE seq IN ({over})"), params![day])?;
        let purged = tx.execute(
            &format!(
                "UPDATE registration SET form = NULL, id_lookup = NULL, content_lookup = NULL WHERE entry_seq IN ({over})"
            ),
            params![day],
        )?;
        if purged > 0 {
            // Nothing is known any more of who has no form left, but that somebody had these services: they are counted.
            tx.execute(
                "DELETE FROM person_tag WHERE subject NOT IN (SELECT subject FROM registration WHERE form IS NOT NULL)",
                [],
            )?;
        }
        tx.commit()?;
        if purged > 0 {
            // The old pages are in the log until it is emptied. A busy reader only puts this off to the next purge.
            self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        Ok(purged)
    }
}
