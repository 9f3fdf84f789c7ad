//! Day jobs near a station: those of which it asks for seats.

use super::CatalogueReader;
use crate::domain::{DivisionCode, Posting};
use crate::store::Result;
use jiff::civil::Date;

impl CatalogueReader {
    /// The newest open day jobs in the city of `here`, or everywhere where nobody has said where the station stands, at
    /// most `limit`. Reads the whole table: not while somebody waits.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn day_jobs(&self, today: Date, here: Option<&DivisionCode>, limit: usize) -> Result<Vec<Posting>> {
        let city = here.and_then(|here| here.as_str().get(..4)).unwrap_or_default();
        let mut statement = self.db.prepare_cached(
            "SELECT whole FROM posting WHERE work_form IN ('day_job', 'hourly', 'temporary') AND valid_until >= ?1
             AND employer <> '' AND (?2 = '' OR substr(coalesce(division, ''), 1, 4) = ?2)
             ORDER BY posted_on DESC, id DESC LIMIT ?3",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = statement.query((today.to_string(), city, limit))?;
        let mut postings = Vec::new();
        while let Some(row) = rows.next()? {
            postings.push(self.unpacker.borrow_mut().read(&row.get::<_, Vec<u8>>(0)?)?);
        }
        super::give_back_memory(&self.db)?;
        Ok(postings)
    }
}
