//! What is shown, and when the next is: posters and films while nobody is here, in turns; and a film that somebody watches.
//! Whatever the player does, the loop goes on: what cannot be shown is passed over for a while, and there are always the
//! jobs themselves, as cards.

use super::state::State;
use crate::domain::content::ShelfKind;
use crate::domain::showing::{Picture, Shown, Turn};
use crate::runtime::{Event, Job, Ticket};
use crate::screens::Screen;
use crate::screens::service::{ServiceScreen, WatchCommand, Watching};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How long the cards of jobs stand between two rounds, in milliseconds.
const CARDS_MILLIS: u64 = 20_000;
/// How old the list of turns may become: each minute another hour, posting or medium may count.
const BILL_MILLIS: u64 = 60_000;
/// No film is shown to passers-by for longer.
const LONGEST_FILM_MILLIS: u64 = 10 * 60_000;
/// How long what could not be shown is passed over.
const REST_MILLIS: u64 = 10 * 60_000;
/// How long a film counts as somebody being there who does not touch anything.
const WATCHED_MILLIS: u64 = 20 * 60_000;

/// Where the loop stands.
#[derive(Debug, Clone, Default)]
pub struct Stage {
    bill: Arc<Vec<Turn>>,
    asked_at: Option<u64>,
    /// Whose turn it is; behind the last one it is that of the cards.
    at: usize,
    /// When the next turn begins, in steady milliseconds; `None` before the first.
    until: Option<u64>,
    /// The poster of the present turn stands for its film.
    instead: bool,
    /// What is on, with the ticket of its pictures.
    on: Option<(Ticket, Picture)>,
    ticket: Ticket,
    /// What could not be shown, until when it is passed over.
    resting: BTreeMap<String, u64>,
}

impl Stage {
    /// Whose pictures are to be seen; those of any other ticket are late.
    #[must_use]
    pub fn ticket(&self) -> Option<Ticket> {
        self.on.as_ref().map(|(ticket, _)| *ticket)
    }

    /// The turn that is shown while nobody is here; `None` while the cards are.
    #[must_use]
    pub fn turn(&self) -> Option<&Turn> {
        self.until?;
        self.bill.get(self.at)
    }

    /// What this turn puts on the screen.
    fn picture(&self) -> Option<Picture> {
        let turn = self.turn()?;
        match turn.instead.filter(|_| self.instead) {
            Some(poster) => Some(Picture::Still(poster)),
            None => Some(turn.picture.clone()),
        }
    }

    fn is_resting(&self, turn: &Turn, millis: u64) -> bool {
        self.resting.get(&turn.id).is_some_and(|until| *until > millis)
    }

    /// Begins the turn at a place, or the next one that can be shown; behind the last the cards have theirs.
    fn begin(&mut self, at: usize, millis: u64) {
        self.resting.retain(|_, until| *until > millis);
        let next = self.bill.iter().enumerate().skip(at).find(|(_, turn)| !self.is_resting(turn, millis));
        self.at = next.map_or(self.bill.len(), |(at, _)| at);
        self.instead = false;
        let stands = match self.turn_at().map(|turn| (&turn.picture, turn.seconds)) {
            Some((Picture::Still(_), seconds)) => u64::from(seconds) * 1_000,
            Some((Picture::Film { .. }, _)) => LONGEST_FILM_MILLIS,
            None => CARDS_MILLIS,
        };
        self.until = Some(millis + stands);
    }

    fn turn_at(&self) -> Option<&Turn> {
        self.bill.get(self.at)
    }

    /// On to the next turn; behind the cards the first comes again.
    fn advance(&mut self, millis: u64) {
        let next = if self.at >= self.bill.len() { 0 } else { self.at + 1 };
        self.begin(next, millis);
    }

    /// The film of this turn cannot be shown: its poster stands for it, or it is passed over.
    fn cannot(&mut self, millis: u64) {
        let Some((id, seconds, instead)) =
            self.turn_at().map(|turn| (turn.id.clone(), turn.seconds, turn.instead.is_some()))
        else {
            return;
        };
        if instead && !self.instead {
            self.instead = true;
            self.until = Some(millis + u64::from(seconds) * 1_000);
            return;
        }
        self.resting.insert(id, millis + REST_MILLIS);
        self.advance(millis);
    }

    /// When something is to be done, in steady milliseconds.
    #[must_use]
    pub fn due(&self) -> Option<u64> {
        let bill = self.asked_at.map(|at| at + BILL_MILLIS);
        self.until.into_iter().chain(bill).min()
    }
}

/// What it is to be now, whichever way that came about: tells the show thread where that has changed.
pub fn follow(state: &mut State) -> Vec<Job> {
    let wanted = wanted(state);
    let show = &mut state.stage;
    if show.on.as_ref().map(|(_, picture)| picture) == wanted.as_ref() {
        return Vec::new();
    }
    let Some(picture) = wanted else {
        show.on = None;
        return vec![Job::EndShow];
    };
    show.ticket = Ticket(show.ticket.0 + 1);
    show.on = Some((show.ticket, picture.clone()));
    vec![Job::Show { ticket: show.ticket, picture }]
}

fn wanted(state: &State) -> Option<Picture> {
    match state.session.screen() {
        Screen::Attract => state.stage.picture(),
        Screen::Service(ServiceScreen::Watch(..)) => {
            let watching = state.session.service.watching.as_ref()?;
            watching.is_on.then(|| watching.picture.clone())
        }
        _ => None,
    }
}

/// What passes with the time: the next turn, and what has become of the list meanwhile.
pub fn tick(state: &mut State, millis: u64) -> Vec<Job> {
    watched(state, millis);
    if *state.session.screen() != Screen::Attract || state.content.playlist().shows.is_empty() {
        state.stage.until = None;
        state.stage.asked_at = None;
        return Vec::new();
    }
    let show = &mut state.stage;
    match show.until {
        None if !show.bill.is_empty() => show.begin(show.at.min(show.bill.len() - 1), millis),
        Some(until) if until <= millis => show.advance(millis),
        _ => {}
    }
    if show.asked_at.is_some_and(|at| millis.saturating_sub(at) < BILL_MILLIS) {
        return Vec::new();
    }
    show.asked_at = Some(millis);
    vec![Job::ReadPlaybill]
}

/// Who watches a film is there, though she touches nothing; but not for ever.
fn watched(state: &mut State, millis: u64) {
    let session = &mut state.session;
    if !matches!(session.screen(), Screen::Service(ServiceScreen::Watch(..))) {
        return;
    }
    if let Some(watching) = session.service.watching.as_mut().filter(|watching| watching.is_on)
        && millis.saturating_sub(*watching.since.get_or_insert(millis)) < WATCHED_MILLIS
    {
        session.touched_at = session.touched_at.max(millis);
    }
}

/// Postings or packs have changed: the list is asked for anew.
pub fn look_again(state: &mut State) {
    state.stage.asked_at = None;
}

/// Takes in what the workers say.
pub fn take_in(state: &mut State, event: Event, millis: u64) {
    match event {
        Event::CatalogueChanged => {
            state.overview_at = None;
            look_again(state);
        }
        Event::Playbill(bill) => billed(state, bill, millis),
        Event::Shown { ticket, how } if state.stage.ticket() == Some(ticket) => ended(state, how, millis),
        _ => {}
    }
}

/// The turn that is shown goes on, if it still has one.
fn billed(state: &mut State, bill: Arc<Vec<Turn>>, millis: u64) {
    let show = &mut state.stage;
    let showing = show.turn().map(|turn| (turn.id.clone(), turn.picture.clone()));
    let cards = show.until.is_some() && show.at >= show.bill.len();
    show.bill = bill;
    let place = showing
        .and_then(|(id, picture)| show.bill.iter().position(|turn| turn.id == id && same(&turn.picture, &picture)));
    match place {
        Some(at) => show.at = at,
        None if show.bill.is_empty() => show.until = None,
        None if cards => show.at = show.bill.len(),
        None if show.until.is_some() => show.begin(0, millis),
        None => show.at = 0,
    }
}

/// A film that becomes silent with its next turn need not break off for that.
fn same(one: &Picture, other: &Picture) -> bool {
    let film = |picture: &Picture| match picture {
        Picture::Still(hash) => (*hash, false),
        Picture::Film { film, .. } => (*film, true),
    };
    film(one) == film(other)
}

fn ended(state: &mut State, how: Shown, millis: u64) {
    if let Screen::Service(ServiceScreen::Watch(..)) = state.session.screen() {
        if let Some(watching) = &mut state.session.service.watching {
            watching.is_on = false;
            watching.since = None;
            watching.ended = Some(how);
        }
        return;
    }
    match how {
        Shown::Over => state.stage.advance(millis),
        Shown::NoPlayer | Shown::NotHere | Shown::Broken => state.stage.cannot(millis),
    }
}

/// Carries out what somebody wants of a film.
pub fn watch(state: &mut State, command: WatchCommand) -> Vec<Job> {
    match command {
        WatchCommand::Open(kind, id) => open(state, kind, id),
        WatchCommand::Pause { at_millis } => with(state, |watching| {
            watching.begin_at(at_millis);
            watching.is_on = false;
        }),
        WatchCommand::GoOn => with(state, |watching| watching.is_on = true),
        WatchCommand::Again => with(state, |watching| {
            watching.begin_at(0);
            watching.is_on = true;
        }),
        WatchCommand::Sound { on, at_millis } => with(state, |watching| {
            watching.begin_at(at_millis);
            if let Picture::Film { sound, .. } = &mut watching.picture {
                *sound = on;
            }
        }),
    }
    Vec::new()
}

fn with(state: &mut State, change: impl FnOnce(&mut Watching)) {
    if let Some(watching) = &mut state.session.service.watching {
        watching.ended = None;
        change(watching);
    }
}

fn open(state: &mut State, kind: ShelfKind, id: String) {
    let content = state.content.clone();
    let Some(film) = content.item(kind, &id).and_then(|item| item.watch.as_ref()) else { return };
    let english = state.session.language == crate::i18n::Language::English;
    state.session.service.watching =
        Some(Watching { picture: Picture::film(film, english, true), is_on: true, since: None, ended: None });
    super::update::go(&mut state.session, Screen::Service(ServiceScreen::Watch(kind, id)));
}

#[cfg(test)]
#[path = "stage_tests.rs"]
mod tests;
