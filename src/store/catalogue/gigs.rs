//! Day jobs near a station: those of which it asks for seats.

use super::CatalogueReader;
use crate::domain::{DivisionCode, Posting};
use crate::store::Result;
use jiff::civil::Date;

/// The index is named: the one by ends would lead to nearly all postings.
const DAY_JOBS: &str = "SELECT whole FROM posting INDEXED BY posting_day_job
    WHERE work_form IN ('day_job', 'hourly', 'temporary') AND valid_until >= ?1
    AND employer <> '' AND (?2 = '' OR substr(coalesce(division, ''), 1, 4) = ?2)
    ORDER BY posted_on DESC, id DESC LIMIT ?3";

impl CatalogueReader {
    /// The newest open day jobs in the city of `here`, or everywhere where nobody has said where the station stands, at
    /// most `limit`. It goes by their index.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn day_jobs(&self, today: Date, here: Option<&DivisionCode>, limit: usize) -> Result<Vec<Posting>> {
        let city = here.and_then(|here| here.as_str().get(..4)).unwrap_or_default();
        let mut statement = self.db.prepare_cached(DAY_JOBS)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = statement.query((today.to_string(), city, limit))?;
        let mut postings = Vec::new();
        while let Some(row) = rows.next()? {
            postings.push(self.unpacker.borrow_mut().read(&row.get::<_, Vec<u8>>(0)?)?);
        }
        Ok(postings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Catalogue;

    #[test]
    fn looking_for_day_jobs_reads_no_other_postings() {
        let dir = tempfile::tempdir().unwrap();
        Catalogue::open(dir.path()).unwrap();
        let reader = CatalogueReader::open(dir.path()).unwrap();
        let mut plan = reader.db.prepare(&format!("EXPLAIN QUERY PLAN {DAY_JOBS}")).unwrap();
        let steps: Vec<String> =
            plan.query_map(("2026-11-22", "4301", 40), |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        assert_eq!(steps, ["SCAN posting USING INDEX posting_day_job"]);
    }
}
