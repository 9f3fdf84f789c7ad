//! What somebody says instead of typing it: who asked for it, on which page, and where the words go. Nobody is listened to who did
//! not ask for it, nor on a page that she has left.

use super::state::State;
use crate::domain::speech::{Heard, Listening};
use crate::runtime::{Event, Job, Ticket};
use crate::screens::service::ServiceScreen;
use crate::screens::{Command, Screen};

/// The listening under way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ears {
    turn: u64,
    /// The page that asked; `None` while nobody is listened to.
    page: Option<Screen>,
}

/// Begins to listen, in place of the field's keyboard.
pub fn begin(state: &mut State) -> Vec<Job> {
    if !state.devices.can_listen || !takes_words(state.session.screen()) {
        return Vec::new();
    }
    state.ears.turn += 1;
    state.ears.page = Some(state.session.screen().clone());
    state.devices.listening = Some(Listening::Hearing { level: 0 });
    vec![Job::Listen(Ticket(state.ears.turn))]
}

/// She has said it.
pub fn enough(state: &State) -> Vec<Job> {
    if state.ears.page.is_some() { vec![Job::Heard] } else { Vec::new() }
}

/// Pages with a field for it.
fn takes_words(screen: &Screen) -> bool {
    matches!(screen, Screen::Search | Screen::Service(ServiceScreen::Ask))
}

/// How far it is.
pub fn take_in(state: &mut State, event: Event) -> Option<Command> {
    match event {
        Event::CanListen => state.devices.can_listen = true,
        Event::Listening { turn, how } if turn.0 == state.ears.turn && state.ears.page.is_some() => {
            state.devices.listening = Some(how);
        }
        Event::Heard { turn, words } => return said(state, turn, words),
        _ => {}
    }
    None
}

/// What was made out goes into the field, where she sees it and can change it.
fn said(state: &mut State, turn: Ticket, Heard(words): Heard) -> Option<Command> {
    if turn.0 != state.ears.turn || state.ears.page.as_ref() != Some(state.session.screen()) {
        return None;
    }
    state.ears.page = None;
    state.devices.listening = None;
    if *state.session.screen() == Screen::Search {
        state.session.draft.search.clone_from(&words);
        return Some(Command::SearchFor(words));
    }
    state.session.draft.service.need.say(&words);
    None
}

/// Whoever has left the page is listened to no more.
pub fn follow(state: &mut State) -> Vec<Job> {
    let Some(page) = &state.ears.page else { return Vec::new() };
    if page == state.session.screen() {
        return Vec::new();
    }
    state.ears.page = None;
    state.devices.listening = None;
    vec![Job::Quiet]
}
