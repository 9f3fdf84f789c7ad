//! Packs of content on their way to the screens: examined once when they arrive, and read from the catalogue when a program
//! starts or one of them has changed.

use crate::domain::content::{Body, Playlist};
use crate::domain::desk_rules::DeskRules;
use crate::domain::ground::Ground;
use crate::domain::service::Content;
use crate::domain::{content, pack};
use crate::store::{Catalogue, CatalogueReader, StoreError};
use std::path::Path;
use std::sync::Arc;

/// Examines the packs of content that have arrived. A broken one is refused, and the last good one stays. Returns whether
/// any is new in force.
///
/// # Errors
/// When the store cannot be read or written.
pub fn read_arrived(catalogue: &mut Catalogue) -> Result<bool, StoreError> {
    let mut changed = false;
    for kind in content::KINDS {
        let Some(arrived) = catalogue.unread_pack(kind)? else { continue };
        let version = arrived.version;
        match pack::content(kind, &arrived.body) {
            Ok(_) => {
                catalogue.keep_pack(&arrived)?;
                changed = true;
                tracing::info!(kind, version, "a pack is in force");
            }
            Err(flaw) => {
                catalogue.refuse_pack(&arrived, &flaw)?;
                let (place, reason) = (flaw.place, flaw.kind.as_str());
                tracing::warn!(kind, version, place, reason, "a pack was refused; the last good one stays");
            }
        }
    }
    Ok(changed)
}

/// All content that is in force.
///
/// # Errors
/// When the catalogue cannot be read.
pub fn in_force(reader: &CatalogueReader) -> Result<Content, StoreError> {
    let mut all = Content::default();
    for kind in content::KINDS {
        let Some(body) = reader.good_pack(kind)? else { continue };
        match content::read(kind, &body) {
            Ok(Some(body)) => all.take(body),
            Ok(None) => {}
            // A program that was newer than this one found it good.
            Err(flaw) => tracing::warn!(kind, place = flaw.place, "a pack cannot be read by this version"),
        }
    }
    Ok(all)
}

/// By what the desk works: what is in force of the province's, and else the program's own.
///
/// # Errors
/// When the catalogue cannot be read.
pub fn desk_rules(reader: &CatalogueReader) -> Result<DeskRules, StoreError> {
    let mut rules = DeskRules::default();
    for kind in [content::PLANS, content::HELP, content::FIELDS] {
        let Some(body) = reader.good_pack(kind)? else { continue };
        if let Ok(Some(body)) = content::read(kind, &body) {
            rules.take(body);
        }
    }
    Ok(rules)
}

/// The same for a station in this folder, which may have no catalogue yet.
#[must_use]
pub fn desk_rules_at(data: &Path) -> Arc<DeskRules> {
    let read = CatalogueReader::open(data).and_then(|reader| desk_rules(&reader));
    Arc::new(read.unwrap_or_else(|error| {
        tracing::debug!(%error, "the desk works by the program's own plans and rules");
        DeskRules::default()
    }))
}

/// Where streets and towns lie, as the pack in force says; nothing where there is none.
///
/// # Errors
/// When the catalogue cannot be read.
pub fn ground(reader: &CatalogueReader) -> Result<Ground, StoreError> {
    let Some(body) = reader.good_pack(content::STREETS)? else { return Ok(Ground::default()) };
    Ok(match content::read(content::STREETS, &body) {
        Ok(Some(Body::Streets(streets))) => Ground::of(streets),
        _ => Ground::default(),
    })
}

/// What is shown while nobody is here, as the pack in force says; nothing where there is none.
///
/// # Errors
/// When the catalogue cannot be read.
pub fn playlist(reader: &CatalogueReader) -> Result<Playlist, StoreError> {
    let Some(body) = reader.good_pack(content::PLAYLIST)? else { return Ok(Playlist::default()) };
    Ok(match content::read(content::PLAYLIST, &body) {
        Ok(Some(Body::Playlist(playlist))) => playlist,
        _ => Playlist::default(),
    })
}
