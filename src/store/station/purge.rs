//! Personal data leave the station once their purpose is over (PIPL articles 19 and 47).

use super::Station;
use crate::store::Result;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, params};

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
        let purged = purged + purge_submissions(&tx, before)?;
        tx.commit()?;
        if purged > 0 {
            // The old pages are in the log until it is emptied. A busy reader only puts this off to the next purge.
            self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        Ok(purged)
    }
}

/// Takes the body and the look-up hash of every filled form that the province has and that is older than `before`.
fn purge_submissions(db: &Connection, before: Date) -> Result<usize> {
    let before = before.to_zoned(TimeZone::UTC).map_or(i64::MIN, |day| day.timestamp().as_millisecond());
    let over = "SELECT entry_seq FROM submission JOIN entry ON seq = entry_seq
                WHERE content_lookup IS NOT NULL AND submitted_at < ?1 AND state = 'acknowledged'";
    db.execute(&format!("UPDATE entry SET body = NULL WHERE seq IN ({over})"), [before])?;
    let sql = format!("UPDATE submission SET content_lookup = NULL WHERE entry_seq IN ({over})");
    Ok(db.execute(&sql, [before])?)
}
