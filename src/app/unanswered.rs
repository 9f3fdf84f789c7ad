//! When a search that found nothing is counted: once, when it is settled.
//!
//! With every letter a new search runs, and most half-typed words find nothing for a moment, so an answer by itself says
//! little. A search is settled when the person has looked at its empty list for some seconds, or has turned away from it:
//! dropped a condition, gone back, left. Typing on within these seconds is the same search still. What she looks for a
//! second time before she leaves is the same need, and is not counted again.

use super::state::State;
use crate::domain::unanswered::Unanswered;
use crate::runtime::Job;
use crate::screens::Command;

/// So long an empty list is looked at before it is counted: a pause in typing is shorter.
const SETTLED_MILLIS: u64 = 4_000;

/// What a session knows of its searches that found nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InVain {
    /// The search on the screen, while it is not settled, and since when, in steady milliseconds.
    open: Option<(Unanswered, u64)>,
    counted: Vec<Unanswered>,
}

impl InVain {
    /// When the search on the screen is settled by time, in steady milliseconds.
    pub fn due(&self) -> Option<u64> {
        self.open.as_ref().map(|(_, since)| since + SETTLED_MILLIS)
    }

    fn settle(&mut self) -> Option<Job> {
        let (what, _) = self.open.take()?;
        self.counted.push(what.clone());
        Some(Job::CountUnanswered(what))
    }
}

/// The first page of a list has come.
pub fn listed(state: &mut State, millis: u64) {
    let listing = &state.session.listing;
    // Without any posting nothing can be found, and that says nothing about what people want.
    let stocked = state.status.catalogue.open > 0;
    let in_vain = listing.total == Some(0) && listing.is_narrowed() && stocked;
    let what = in_vain.then(|| Unanswered::of(&listing.query, &listing.without));
    let InVain { open, counted } = &mut state.session.in_vain;
    *open = what.filter(|what| !counted.contains(what)).map(|what| match open.take() {
        Some((before, since)) if before == what => (what, since),
        _ => (what, millis),
    });
}

/// Before a command is carried out: does it leave the search on the screen behind?
pub fn turned_away(state: &mut State, command: &Command, millis: u64) -> Option<Job> {
    let in_vain = &mut state.session.in_vain;
    match command {
        // She is still typing. What had stood there long enough was counted by then.
        Command::SearchFor(_) => by_time(state, millis).or_else(|| {
            state.session.in_vain.open = None;
            None
        }),
        // These change how the same list is shown, or nothing.
        Command::StillHere
        | Command::SetEase(_)
        | Command::SetContrast(_)
        | Command::SetCalm(_)
        | Command::SetPace(_)
        | Command::SetDialect(_)
        | Command::ReadAloud
        | Command::ReadToAll
        | Command::Quiet
        | Command::Listen
        | Command::Heard
        | Command::SetLanguage(_)
        | Command::SetOrder(_)
        | Command::NeedPage(_) => None,
        _ => in_vain.settle(),
    }
}

/// Whether the person has looked at it for long enough.
pub fn by_time(state: &mut State, millis: u64) -> Option<Job> {
    let in_vain = &mut state.session.in_vain;
    if in_vain.due().is_some_and(|due| due <= millis) { in_vain.settle() } else { None }
}
