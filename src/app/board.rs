//! The part of `update` that is about the big screen.

use super::desk;
use super::state::{Session, State};
use crate::runtime::Job;
use crate::screens::Screen;
use crate::screens::board::BoardTheme;

/// Whoever is at the desk is signed out, and the figures are shown to everybody.
pub fn show(state: &mut State, millis: u64) -> Vec<Job> {
    let mut jobs = desk::sign_out(state);
    state.session = Session::fresh(state.session.language, state.session.generation + 1, millis);
    state.session.stack.push(Screen::Board);
    jobs.push(Job::Board);
    jobs
}

/// Somebody has touched the name of a page.
pub fn choose(state: &mut State, theme: BoardTheme) -> Vec<Job> {
    state.session.draft.board = Some(theme);
    Vec::new()
}

/// A minute is over: the next page, with figures counted anew.
pub fn turn(state: &mut State) -> Vec<Job> {
    if *state.session.screen() != Screen::Board {
        return Vec::new();
    }
    state.session.draft.board = None;
    vec![Job::Board]
}
