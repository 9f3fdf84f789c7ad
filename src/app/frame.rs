//! One frame: events in, a picture out, commands to `update`, jobs to the workers. It asks to be drawn again only when
//! something will have changed, so that an idle terminal costs nothing.

use super::idle::Stage;
use super::shortcuts;
use super::state::{State, ToastKind};
use super::update::{Input, Now, next_change, update};
use crate::i18n::{Language, Words};
use crate::runtime::Handle;
use crate::runtime::world::day_of;
use crate::screens::{Command, Facts, Screen, seeker, staff};
use crate::widgets::{bar, icons, notice, page, theme};
use eframe::egui::{self, Ui};
use jiff::Timestamp;
use std::time::Duration;

/// The kiosk: its state, and its line to the workers. Needs no window: a test can draw it.
pub struct Kiosk {
    state: State,
    workers: Handle,
    clock: Box<dyn Fn() -> Timestamp>,
    palette: theme::Palette,
    reduced_motion: bool,
    shown: Option<(Screen, bool, Language)>,
}

impl Kiosk {
    /// A kiosk that speaks `language` first, asks `workers` and takes the time from `clock`.
    pub fn new(language: Language, workers: Handle, clock: impl Fn() -> Timestamp + 'static) -> Self {
        Self {
            state: State::new(language),
            workers,
            clock: Box::new(clock),
            palette: theme::Palette::Light,
            reduced_motion: false,
            shown: None,
        }
    }

    #[must_use]
    pub const fn palette(mut self, palette: theme::Palette) -> Self {
        self.palette = palette;
        self
    }

    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Draws one frame and does what it asked for.
    pub fn ui(&mut self, ui: &mut Ui) {
        let now = steady(ui);
        self.take_events(now);
        ui.input_mut(|input| shortcuts::swallow(&mut input.events));
        if ui.input(|i| i.events.iter().any(is_touch)) {
            self.feed(Input::Touched, now);
        }
        self.feed(Input::Tick, now);
        self.dress(ui.ctx());
        if let Some(command) = self.screen_ui(ui, now) {
            self.feed(Input::Command(command), now);
            ui.ctx().request_repaint();
        }
        let wait = next_change(&self.state, now).saturating_sub(now.steady_millis);
        ui.ctx().request_repaint_after(Duration::from_millis(wait));
    }

    fn take_events(&mut self, now: Now) {
        while let Some(event) = self.workers.try_next() {
            self.feed(Input::Event(event), now);
        }
    }

    fn feed(&mut self, input: Input, now: Now) {
        for job in update(&mut self.state, input, now) {
            if self.workers.send(job).is_err() {
                update(&mut self.state, Input::NotTaken, now);
            }
        }
    }

    /// Puts on the theme of this session where it has changed, and forgets the fields' focus on a new screen.
    fn dress(&mut self, ctx: &egui::Context) {
        let session = &self.state.session;
        let look = (session.screen().clone(), session.elder, session.language);
        if self.shown.as_ref() == Some(&look) {
            return;
        }
        theme::Theme::new(self.palette, session.elder, self.reduced_motion).apply(ctx);
        if self.shown.as_ref().is_some_and(|(screen, ..)| *screen != look.0) {
            ctx.memory_mut(egui::Memory::stop_text_input);
        }
        self.shown = Some(look);
    }

    fn screen_ui(&mut self, ui: &mut Ui, now: Now) -> Option<Command> {
        let wall = (self.clock)();
        let stage = self.state.session.idle(now.steady_millis);
        let session = &mut self.state.session;
        let screen = session.screen().clone();
        let facts = Facts {
            words: Words::of(session.language),
            now: wall,
            today: day_of(wall),
            elder: session.elder,
            status: &self.state.status,
            overview: self.state.overview.as_ref(),
            listing: &session.listing,
            opened: &session.opened,
            shelf: self.state.shelf,
            staff: &self.state.staff,
        };
        let command = match &screen {
            Screen::Staff(place) => staff::show(ui, *place, &facts, &mut session.draft),
            _ => seeker::show(ui, &screen, &facts, &mut session.draft),
        };
        let answer = match stage {
            Some(Stage::Asking { left_secs, whole_secs }) => seeker::idle::ask(ui, &facts, left_secs, whole_secs),
            _ => None,
        };
        if let Some(toast) = self.state.toast {
            let words = match toast.kind {
                ToastKind::TryAgain => facts.words.toast_try_again(),
                ToastKind::NotSaved => facts.words.toast_not_saved(),
            };
            notice::toast(ui.ctx(), icons::INFO, words, bar::height(&theme::Theme::of(ui), page::lying(ui)));
        }
        answer.or(command)
    }
}

fn steady(ui: &Ui) -> Now {
    Now { steady_millis: (ui.input(|i| i.time) * 1_000.0) as u64 }
}

/// Whether an event shows that somebody is there.
const fn is_touch(event: &egui::Event) -> bool {
    use egui::Event as E;
    matches!(
        event,
        E::PointerButton { .. } | E::Touch { .. } | E::Key { .. } | E::Text(_) | E::MouseWheel { .. } | E::Ime(_)
    )
}
