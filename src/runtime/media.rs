//! Media on their way here: which one is next, and what comes of a part. The kiosk's catalogue thread and `yizhan sync` share it.

use super::books::not_kept;
use crate::domain::Cursor;
use crate::store::media::{Added, MediaFolder};
use crate::store::{Catalogue, StoreError};
use crate::sync::round::{MediumWanted, NotKept, TakenPart};
use jiff::civil::Date;
use std::path::Path;
use yizhan_wire::media::MediaRef;
use yizhan_wire::release;

/// What the packs name, read again when the feed has moved.
pub struct MediaShelf {
    folder: MediaFolder,
    read_at: Option<Cursor>,
    named: Vec<MediaRef>,
}

impl MediaShelf {
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self { folder: MediaFolder::of(data), read_at: None, named: Vec::new() }
    }

    /// The next medium that is not here as a whole. Nothing while postings are still coming: they go first.
    ///
    /// # Errors
    /// When catalogue or folder cannot be read.
    pub fn next(&mut self, catalogue: &Catalogue) -> Result<Option<MediumWanted>, NotKept> {
        self.look(catalogue).map_err(not_kept)?;
        let gap = self.folder.next(&self.named).map_err(not_kept)?;
        Ok(gap.map(|gap| MediumWanted { medium: gap.medium, have: gap.have }))
    }

    /// Takes a part.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn take(&self, wanted: &MediumWanted, bytes: &[u8]) -> Result<TakenPart, NotKept> {
        let hash = wanted.medium.sha256;
        match self.folder.add(&wanted.medium, wanted.have, bytes).map_err(not_kept)? {
            Added::Part => Ok(TakenPart::Part),
            Added::Whole => {
                tracing::info!(%hash, bytes = wanted.medium.bytes, "a medium is here");
                Ok(TakenPart::Whole)
            }
            Added::Wrong => {
                tracing::warn!(%hash, "a medium is not what its name says; it is not shown");
                Ok(TakenPart::Wrong)
            }
            Added::Elsewhere => Ok(TakenPart::Wrong),
        }
    }

    fn look(&mut self, catalogue: &Catalogue) -> Result<(), StoreError> {
        let cursor = catalogue.cursor()?;
        if self.read_at == Some(cursor) {
            return Ok(());
        }
        if catalogue.state(Date::MAX)?.complete_at.is_none() {
            // A first load, or one begun anew: what it will name is not known yet, and nothing is removed for that.
            return Ok(());
        }
        self.named = catalogue.media_named()?;
        // Programs for other machines are of no use here.
        self.named.retain(|medium| !release::is_for_another(&medium.mime, std::env::consts::ARCH));
        self.read_at = Some(cursor);
        let removed = self.folder.keep_only(&self.named)?;
        if removed > 0 {
            tracing::info!(removed, "media that no pack names any more were removed");
        }
        Ok(())
    }
}
