//! The catalogue of a process without a kiosk: written on a thread of its own, so that the next page is fetched meanwhile.

use super::books::not_kept;
use super::catalogue::{CatalogueWork, apply_page, open_or_set_aside};
use super::intake::Intake;
use super::media::MediaShelf;
use super::sync::PageLine;
use super::world::SharedWorld;
use crate::store::{Catalogue, StoreError};
use crate::sync::round::Position;
use jiff::civil::Date;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Builder;

/// Opens the catalogue of a data folder and does `work` with the line to it. What was handed over is written when this returns.
///
/// # Errors
/// When there is no way to have a catalogue, or no thread for it.
pub fn with_catalogue<T>(
    data: &Path,
    world: &SharedWorld,
    work: impl FnOnce(&mut PageLine) -> T,
) -> Result<T, StoreError> {
    let mut catalogue = open_or_set_aside(data, world.now())?;
    let mut media = MediaShelf::new(data);
    std::thread::scope(|scope| {
        let (line, inbox) = sync_channel(1);
        let thread = Builder::new().name("yizhan-catalogue".to_owned());
        let serving = thread.spawn_scoped(scope, move || serve(&mut catalogue, &mut media, &inbox));
        let _joined_by_the_scope = serving.map_err(StoreError::no_thread)?;
        // The thread ends with the line to it.
        Ok(work(&mut PageLine::new(line)))
    })
}

fn serve(catalogue: &mut Catalogue, media: &mut MediaShelf, inbox: &Receiver<CatalogueWork>) {
    let mut intake = Intake::new();
    for asked in inbox {
        // Whoever asked and does not wait for the answer has ended.
        match asked {
            CatalogueWork::Position(reply) => {
                let state = catalogue.state(Date::MAX).map_err(not_kept);
                reply.send(state.map(|s| Position { cursor: s.cursor, complete_at: s.complete_at })).ok();
            }
            CatalogueWork::Page { after, page, at, reply } => {
                let applied = apply_page(catalogue, &mut intake, after, page, at, |_| true);
                reply.send(applied.map(drop).map_err(not_kept)).ok();
            }
            CatalogueWork::NextMedium(reply) => {
                reply.send(media.next(catalogue)).ok();
            }
            CatalogueWork::Medium { wanted, part, reply } => {
                reply.send(media.take(&wanted, &part)).ok();
            }
            CatalogueWork::Stop => return,
        }
    }
}
