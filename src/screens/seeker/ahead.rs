//! What a list will show next, made ready while it rests: a character that is drawn for the first time costs time, and so does
//! the texture of characters when it grows. Under a moving finger there is none to spare.

use super::wording::job_card;
use crate::domain::PostingId;
use crate::screens::{Facts, PAGE};
use eframe::egui::{Id, Ui};
use std::time::Duration;

/// Cards beyond those in sight that are made ready: as many as a few flings go by.
const AHEAD: usize = 3 * PAGE;
/// Cards made ready in a frame at rest.
const STEP: usize = 10;
/// The wait before the next step, and before the first one after a movement.
const PAUSE: Duration = Duration::from_millis(30);
const SETTLED: Duration = Duration::from_millis(120);

/// How far a list is made ready.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Ready {
    /// Which list: how many there are, and the first.
    list: (usize, Option<PostingId>),
    /// The first place that is not ready.
    to: usize,
    /// Where the list's upper edge was.
    top: f32,
}

/// Makes some of the cards behind a place ready; gives back the page that is wanted for it and is not here.
pub fn compose(ui: &Ui, facts: &Facts<'_>, behind: usize, width: f32) -> Option<usize> {
    let listing = facts.listing;
    let list = (listing.total?, listing.hit(0).map(|hit| hit.id));
    let id = Id::unique("ahead");
    let was = ui.data(|data| data.get_temp::<Ready>(id)).unwrap_or_default();
    let top = ui.min_rect().top();
    let rests = (was.top - top).abs() < 0.5 && !ui.input(|input| input.pointer.any_down());
    let begun = if was.list == list { was.to.max(behind) } else { behind };
    let end = list.0.min(behind + AHEAD);
    // Any new character may be the one for which the texture grows, and is handed over whole: 15 to 28 ms of a core. While the
    // list moves, none is drawn that can wait until it rests.
    let short = usize::from(begun < list.0.min(behind + PAGE));
    let step = if rests { STEP } else { short };
    let mut to = begun;
    while to < end.min(begun + step) {
        let Some(hit) = listing.hit(to) else { break };
        job_card(facts, hit, width, |card| card.compose(ui));
        to += 1;
    }
    ui.data_mut(|data| data.insert_temp(id, Ready { list, to, top }));
    if to < end && to > begun && rests {
        ui.ctx().request_repaint_after(PAUSE);
    } else if to < end && !rests {
        ui.ctx().request_repaint_after(SETTLED);
    }
    listing.missing(behind..end)
}
