//! What the desk asks of the machine itself: how it is, and to lie still while its glass is wiped.

use super::state::State;
use crate::runtime::{Event, Job};
use crate::screens::Screen;
use crate::screens::staff::StaffScreen;

/// How long the glass may be wiped.
const CLEANING_MILLIS: u64 = 60_000;

/// Shows how the machine is; it is looked at anew.
pub fn examine(state: &mut State) -> Vec<Job> {
    state.staff.machine = None;
    let here = Screen::Staff(StaffScreen::Machine);
    if *state.session.screen() != here {
        state.session.stack.push(here);
    }
    vec![Job::Examine]
}

/// What the machine thread says.
pub fn take_in(state: &mut State, event: Event) -> Vec<Job> {
    match event {
        Event::Examined(findings) => state.staff.machine = Some(findings),
        _ => state.portrait_wanted = true,
    }
    Vec::new()
}

/// Whoever learns leaves the desk, and gets a kiosk on which nothing counts.
pub fn practise(state: &mut State) -> Vec<Job> {
    state.practice_wanted = true;
    super::desk::sign_out(state)
}

/// From now on touches mean nothing, for a minute.
pub const fn clean(state: &mut State) -> Vec<Job> {
    state.cleaning_until = Some(state.session.touched_at + CLEANING_MILLIS);
    Vec::new()
}

/// The seconds that are left to wipe the glass.
#[must_use]
pub fn cleaning_left(state: &State, millis: u64) -> Option<u64> {
    state.cleaning_until.filter(|until| *until > millis).map(|until| (until - millis).div_ceil(1_000))
}

/// The wiping ends by time, and counts as somebody being there.
pub fn tick(state: &mut State, millis: u64) {
    if state.cleaning_until.is_some_and(|until| until <= millis) {
        state.cleaning_until = None;
        state.session.touched_at = millis;
    }
}
