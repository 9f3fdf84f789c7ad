//! When the kiosk is started anew, as after an update: never while somebody is there, nor shortly after.

use super::state::State;
use crate::runtime::Job;
use crate::screens::Screen;

/// So long nobody must have touched anything.
const QUIET_MILLIS: u64 = 5 * 60_000;

/// Somebody wants it.
pub fn wanted(state: &mut State) -> Vec<Job> {
    state.restart_wanted = true;
    Vec::new()
}

/// When it may be, in steady milliseconds; `None` where nobody wants it, or somebody is there.
#[must_use]
pub fn at(state: &State) -> Option<u64> {
    let nobody = matches!(state.session.screen(), Screen::Attract | Screen::Board);
    (state.restart_wanted && nobody).then(|| state.session.touched_at.saturating_add(QUIET_MILLIS))
}

/// Whether it is now.
#[must_use]
pub fn is_due(state: &State, millis: u64) -> bool {
    at(state).is_some_and(|at| at <= millis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Input, Now, update};
    use crate::i18n::Language;
    use crate::runtime::Event;
    use crate::screens::Command;

    #[test]
    fn an_update_waits_until_nobody_has_been_there_for_five_minutes() {
        let mut state = State::new(Language::Chinese);
        let at_minute = |minute: u64| Now { steady_millis: minute * 60_000 };
        update(&mut state, Input::Command(Command::Begin), at_minute(1));
        update(&mut state, Input::Event(Event::RestartWanted), at_minute(2));
        assert_eq!(at(&state), None, "somebody is there");
        update(&mut state, Input::Command(Command::StillHere), at_minute(60));
        assert!(!is_due(&state, 60 * 60_000), "however long she takes");
        update(&mut state, Input::Command(Command::Leave), at_minute(61));
        assert!(!is_due(&state, 65 * 60_000), "the next person may be on her way to the screen");
        update(&mut state, Input::Touched, at_minute(64));
        assert!(!is_due(&state, 66 * 60_000));
        assert!(is_due(&state, 69 * 60_000));
    }
}
