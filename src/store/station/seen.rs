//! What the platform has seen of this station's entries, and what follows where one of the two was restored from a copy.

use super::Station;
use crate::domain::SeqNo;
use crate::store::Result;

/// What the platform's word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProvinceSeen {
    AsExpected,
    /// It has seen less than it had: so many entries wait again.
    Lost {
        again: usize,
    },
    /// It has seen what is not here: this store is an old copy. New entries are numbered behind it.
    MoreThanIsHere,
}

impl Station {
    /// Notes up to which entry the platform has seen all. Entries that it had accepted and does not know any more wait again,
    /// as far as their bodies are still here; it knows them by their ids, should it have them after all.
    ///
    /// # Errors
    /// When the store cannot be read or written; then nothing has changed.
    pub fn province_has_seen(&mut self, seen_to: SeqNo) -> Result<ProvinceSeen> {
        let known = |db: &rusqlite::Connection| {
            let sql = "SELECT seen_to, (SELECT coalesce(max(seq), 0) FROM entry) FROM province";
            db.query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
        };
        // It says the same most of the time, and then nothing is written.
        if known(&self.db)?.0 == seen_to.0 {
            return Ok(ProvinceSeen::AsExpected);
        }
        let tx = self.write()?;
        let (before, own) = known(&tx)?;
        let mut seen = ProvinceSeen::AsExpected;
        if seen_to.0 < before {
            let again = tx.execute(
                "UPDATE entry SET state = 'waiting', answered_at = NULL
                 WHERE seq > ?1 AND state = 'acknowledged' AND body IS NOT NULL",
                [seen_to.0],
            )?;
            seen = ProvinceSeen::Lost { again };
        } else if seen_to.0 > own {
            seen = ProvinceSeen::MoreThanIsHere;
        }
        tx.execute("UPDATE province SET seen_to = max(?1, 0)", [seen_to.0])?;
        tx.commit()?;
        Ok(seen)
    }
}
