//! Many postings with all their fields, for who compares them.

use super::reader::{CatalogueReader, Unpacker};
use crate::domain::{Posting, PostingId};
use crate::store::Result;
use crate::store::values::optional;
use jiff::civil::Date;

impl CatalogueReader {
    /// Hands those of `ids` that are open on `today` to `each`, all fields, in their order: some 30 µs a posting.
    pub fn each_posting(&self, ids: &[PostingId], today: Date, mut each: impl FnMut(Posting)) -> Result<()> {
        let mut statement = self.db.prepare("SELECT whole FROM posting WHERE id = ?1 AND valid_until >= ?2")?;
        let mut unpacker = Unpacker::new()?;
        let today = today.to_string();
        for id in ids {
            let packed = statement.query_row((id.0, &today), |row| row.get::<_, Vec<u8>>(0));
            if let Some(packed) = optional(packed)? {
                each(unpacker.read(&packed)?);
            }
        }
        Ok(())
    }
}
