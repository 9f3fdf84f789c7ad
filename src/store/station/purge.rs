//! Personal data leave the station once their purpose is over (PIPL articles 19 and 47).

use super::Station;
use crate::store::Result;
use jiff::civil::Date;
use rusqlite::params;

impl Station {
    /// Takes form, body and look-up hashes of every registration that ran out before `before` (the station's day less the
    /// time to keep) and needs nothing more: acknowledged, or refused and replaced by a corrected one. The receipt and the
    /// hash of the body stay; what the province told about it goes as well. Returns how many were purged. The bytes are overwritten (`secure_delete`), also in the log.
    pub fn purge(&mut self, before: Date) -> Result<usize> {
        let day = before.to_string();
        let over = "SELECT entry_seq FROM registration JOIN entry ON seq = entry_seq
                    WHERE form IS NOT NULL AND valid_until < ?1
                      AND (state = 'acknowledged' OR superseded_by IS NOT NULL)";
        let tx = self.write()?;
        tx.execute(&format!("DELETE FROM draft WHERE corrects IN ({over})"), params![day])?;
        tx.execute(&format!("UPDATE entry SET body = NULL WHERE seq IN ({over})"), params![day])?;
        tx.execute(
            &format!(
                "UPDATE notice SET body = NULL WHERE receipt IN (SELECT receipt FROM entry WHERE seq IN ({over}))
                    OR entry IN (SELECT id FROM entry WHERE seq IN ({over}))"
            ),
            params![day],
        )?;
        let purged = tx.execute(
            &format!(
                "UPDATE registration SET form = NULL, id_lookup = NULL, content_lookup = NULL WHERE entry_seq IN ({over})"
            ),
            params![day],
        )?;
        tx.commit()?;
        if purged > 0 {
            self.empty_log()?;
        }
        Ok(purged)
    }

    /// What was overwritten in the file stands in the log until that is emptied, too. A busy reader only puts this off to the
    /// next time.
    pub(super) fn empty_log(&self) -> Result<()> {
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}
