//! Which media the packs name.

use super::Catalogue;
use crate::store::{Result, StoreError};
use yizhan_wire::media::{MediaRef, named_in};

impl Catalogue {
    /// The media that packs name which are in force, or wait for a program that can read them; each once.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn media_named(&self) -> Result<Vec<MediaRef>> {
        let mut statement =
            self.db.prepare("SELECT body FROM pack WHERE state <> 'refused' ORDER BY state DESC, kind")?;
        let mut rows = statement.query([])?;
        let mut named: Vec<MediaRef> = Vec::new();
        while let Some(row) = rows.next()? {
            let body = row.get_ref(0)?.as_str().map_err(|_| StoreError::Unreadable("a pack"))?;
            // Most packs name none, and need not be taken apart.
            if !body.contains("\"sha256\"") {
                continue;
            }
            let body = serde_json::from_str(body).map_err(|_| StoreError::Unreadable("a pack"))?;
            for medium in named_in(&body) {
                if !named.iter().any(|known| known.sha256 == medium.sha256) {
                    named.push(medium);
                }
            }
        }
        Ok(named)
    }
}
