//! One frame: events in, a picture out, commands to `update`, jobs to the workers. It asks to be drawn again only when
//! something will have changed, so that an idle terminal costs nothing.

use super::hearing::Hearing;
use super::idle::Stage;
use super::lamp::Lamp;
use super::machine;
use super::painting::Painting;
use super::portrait::Sitting;
use super::reading::Reading;
use super::restart;
use super::shortcuts;
use super::state::{State, ToastKind};
use super::update::{Input, Now, next_change, update};
use super::window::Ending;
use crate::domain::DivisionCode;
use crate::domain::content::Hours;
use crate::domain::lexicon::StationWords;
use crate::domain::setup::SiteKind;
use crate::i18n::{Language, Words};
use crate::runtime::machine::clear_stack;
use crate::runtime::world::{day_of, local_of};
use crate::runtime::{Event, Handle, Job};
use crate::screens::facts::StageFacts;
use crate::screens::{Command, Ease, Facts, Screen, board, practice, rest, seeker, service, staff};
use crate::widgets::{bar, icons, notice, page, reach, theme};
use eframe::egui::{self, Ui, UiBuilder};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// The wait before a frame that is wanted once: egui draws twice what is wanted at once.
pub const SOON: Duration = Duration::from_millis(1);
/// So long a frame waits for what was searched for in it: most searches take less, and are shown in the frame of their touch. A
/// frame of a terminal without a graphics chip takes six times as long.
const AT_ONCE: Duration = Duration::from_millis(5);

/// The kiosk: its state, and its line to the workers. Needs no window: a test can draw it.
pub struct Kiosk {
    state: State,
    workers: Handle,
    clock: Box<dyn Fn() -> Timestamp>,
    palette: theme::Palette,
    reduced_motion: bool,
    /// How far the screen's lower edge is above the floor, in millimetres.
    floor_mm: f32,
    /// Whether a seated person does not reach all of the screen.
    low_helps: bool,
    shown: Option<Look>,
    reading: Reading,
    /// The reading sees the frames.
    watching: bool,
    /// The frame before this one showed what a search has found.
    found: bool,
    /// The words that the touch keyboard has been given.
    offered: Option<Offered>,
    painting: Painting,
    site: SiteKind,
    /// The hours in which the screen is on; always where none are said.
    hours: Option<Hours>,
    /// The panel that is switched off outside them.
    lamp: Lamp,
    /// The hours in which somebody is at the desk; always where none are said.
    staffed: Option<Hours>,
    /// Nothing here counts; by this PIN one signs in.
    practice: Option<&'static str>,
    practised: bool,
    sitting: Sitting,
    /// The session of the last frame.
    generation: u64,
    hearing: Hearing,
}

/// Words of the catalogue, and where the station is.
type Offered = (Arc<StationWords>, Option<DivisionCode>);

/// What the theme of a frame depends on.
#[derive(PartialEq)]
struct Look {
    screen: Screen,
    elder: bool,
    contrast: bool,
    calm: bool,
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
            floor_mm: reach::USUAL_FLOOR_MM,
            low_helps: false,
            shown: None,
            reading: Reading::default(),
            watching: false,
            found: false,
            offered: None,
            painting: Painting::default(),
            site: SiteKind::default(),
            hours: None,
            lamp: Lamp::default(),
            staffed: None,
            practice: None,
            practised: false,
            sitting: Sitting::default(),
            generation: 0,
            hearing: Hearing::default(),
        }
    }

    #[must_use]
    pub const fn palette(mut self, palette: theme::Palette) -> Self {
        self.palette = palette;
        self
    }

    /// Says how far the screen's lower edge is above the floor, in millimetres.
    #[must_use]
    pub const fn above_floor(mut self, floor_mm: f32) -> Self {
        self.floor_mm = floor_mm;
        self
    }

    /// Shows the big screen from the first frame on, and again whenever nobody is there.
    #[must_use]
    pub const fn as_board(mut self, board: bool) -> Self {
        self.state.board_at_home = board;
        self
    }

    /// Says in which hours the screen is on, by the station's time.
    #[must_use]
    pub const fn open(mut self, hours: Option<Hours>) -> Self {
        self.hours = hours;
        self
    }

    /// Says what switches the panel.
    #[must_use]
    pub fn lit_by(mut self, lamp: Lamp) -> Self {
        self.lamp = lamp;
        self
    }

    /// Says in which hours somebody is at the desk, by the station's time.
    #[must_use]
    pub const fn staffed(mut self, hours: Option<Hours>) -> Self {
        self.staffed = hours;
        self
    }

    /// Says that nothing here counts, on every page.
    #[must_use]
    pub const fn practising(mut self, pin: Option<&'static str>) -> Self {
        self.practice = pin;
        self
    }

    /// How it is to be left, once its window closes.
    #[must_use]
    pub const fn ending(&self) -> Ending {
        match (self.practised, self.state.practice_wanted) {
            (true, _) => Ending::PracticeOver,
            (false, true) => Ending::Practice,
            (false, false) => Ending::Closed,
        }
    }

    /// Says what kind of place it stands in.
    #[must_use]
    pub const fn at(mut self, site: SiteKind) -> Self {
        self.site = site;
        self
    }

    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Draws one frame and does what it asked for.
    pub fn ui(&mut self, ui: &mut Ui) {
        let now = steady(ui);
        if !std::mem::replace(&mut self.watching, true) {
            ui.ctx().add_plugin(self.reading.clone());
            if self.state.board_at_home {
                self.feed(Input::Command(Command::ShowBoard), now);
            }
        }
        if ui.ctx().current_pass_index() == 0 && std::mem::take(&mut self.found) {
            // This frame follows the one that showed them.
            tracing::trace!("results are on the screen");
        }
        if self.take_events(now) {
            ui.ctx().request_repaint_after(SOON);
        }
        ui.input_mut(|input| shortcuts::swallow(&mut input.events));
        if ui.input(|i| i.events.iter().any(is_touch)) {
            self.feed(Input::Touched, now);
        }
        let broken = ui.input(|i| i.events.iter().filter(|event| is_broken_off(event)).count());
        for _ in 0..broken {
            self.workers.touch_broke_off(day_of((self.clock)()));
        }
        if let Some(texts) = self.reading.take() {
            self.feed(Input::Seen(texts), now);
        }
        if let Some(picture) = self.sitting.take(self.state.session.screen()) {
            // Who wanted it waits for a file, and asks again where none comes.
            self.workers.send(Job::KeepPortrait(picture)).ok();
        }
        self.feed(Input::Tick, now);
        self.painting.follow(ui.ctx(), self.state.stage.ticket(), self.workers.easel().take());
        self.dress(ui.ctx());
        let by_page = self.awake_ui(ui, now);
        // The page goes first: Esc drops letters that wait there before it goes back.
        let by_key = self.key_pressed(ui, now).filter(|_| self.state.cleaning_until.is_none());
        if let Some(command) = by_key.or(by_page) {
            if self.feed(Input::Command(command), now) && self.is_found_at_once(now) {
                ui.ctx().request_discard("what was asked for is there already");
            }
            ui.ctx().request_repaint();
        }
        if self.state.aloud.wants_to_look() {
            self.reading.look(ui.ctx());
        }
        if restart::is_due(&self.state, now.steady_millis) || self.ending() != Ending::Closed {
            // Whoever started the kiosk starts it again, or the one to practise on.
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
        let wanted = std::mem::take(&mut self.state.portrait_wanted);
        self.sitting.ask(ui.ctx(), self.state.session.screen(), wanted);
        let generation = self.state.session.generation;
        if std::mem::replace(&mut self.generation, generation) != generation {
            clear_stack();
        }
        if let Some(look) = self.hearing.see(self.state.session.screen(), now.steady_millis) {
            // Where no thread looks after the machine nothing is looked for, as in a demonstration.
            self.workers.send(look).ok();
        }
        let wait = next_change(&self.state, now).saturating_sub(now.steady_millis);
        ui.ctx().request_repaint_after(Duration::from_millis(wait));
    }

    /// A real keyboard works everywhere: Tab and the arrows go on, Enter presses (egui does that), Esc goes back, and Enter
    /// begins where nobody has touched anything yet.
    fn key_pressed(&self, ui: &Ui, now: Now) -> Option<Command> {
        let (escape, enter) = ui.input(|i| (i.key_pressed(egui::Key::Escape), i.key_pressed(egui::Key::Enter)));
        let session = &self.state.session;
        if *session.screen() == Screen::Attract {
            return (enter || escape).then_some(Command::Begin);
        }
        if !escape {
            return None;
        }
        if matches!(session.idle(now.steady_millis), Some(Stage::Asking { .. })) {
            return Some(Command::StillHere);
        }
        Some(if self.state.aloud.asks() { Command::Quiet } else { Command::Back })
    }

    /// Returns whether something arrived that may move what is on the page, which takes a second frame to come to rest; the
    /// status line does not.
    fn take_events(&mut self, now: Now) -> bool {
        let mut moves = false;
        while let Some(event) = self.workers.try_next() {
            moves |= !matches!(event, Event::Status(_));
            self.take_event(event, now);
        }
        let (words, here) = (&self.state.words, &self.state.status.place);
        let same = |offered: &Offered| Arc::ptr_eq(&offered.0, words) && offered.1 == *here;
        if !self.offered.as_ref().is_some_and(same) {
            crate::input::offer(words, here.as_ref());
            self.offered = Some((Arc::clone(words), here.clone()));
        }
        moves
    }

    fn take_event(&mut self, event: Event, now: Now) {
        self.found |= matches!(event, Event::Found { .. });
        self.hearing.hear_of(&event);
        self.feed(Input::Event(event), now);
    }

    /// Whether what was searched for in this frame has come before it is painted.
    fn is_found_at_once(&mut self, now: Now) -> bool {
        for event in self.workers.wait_for(|event| matches!(event, Event::Found { .. }), AT_ONCE) {
            self.take_event(event, now);
        }
        self.found
    }

    /// Returns whether something was searched for.
    fn feed(&mut self, input: Input, now: Now) -> bool {
        let mut searched = false;
        for job in update(&mut self.state, input, now) {
            if matches!(job, Job::Search { .. }) {
                tracing::trace!("results are asked for");
                searched = true;
            }
            self.hearing.hear(&job);
            if self.workers.send(job).is_err() {
                update(&mut self.state, Input::NotTaken, now);
            }
        }
        searched
    }

    /// Puts on the theme of this session where it has changed, and forgets the fields' focus on a new screen.
    fn dress(&mut self, ctx: &egui::Context) {
        let session = &self.state.session;
        let look = Look {
            screen: session.screen().clone(),
            elder: session.ease.is_elder(),
            contrast: session.contrast,
            calm: session.calm,
        };
        if self.shown.as_ref() == Some(&look) {
            return;
        }
        if look.screen == Screen::Attract && self.shown.is_some() {
            // Fields remember what was typed to undo it, codes what they hold: nothing of it stays for the next person.
            ctx.memory_mut(|memory| memory.data.clear());
        }
        if look.screen == Screen::Home && self.shown.as_ref().is_some_and(|shown| shown.screen != Screen::Home) {
            // Home is a new beginning: every page is read from its upper edge again.
            ctx.memory_mut(|memory| memory.data.remove_by_type::<egui::scroll_area::State>());
        }
        let palette = if look.contrast { theme::Palette::HighContrast } else { self.palette };
        theme::Theme::new(palette, look.elder, look.calm || self.reduced_motion).apply(ctx);
        if self.shown.as_ref().is_some_and(|shown| shown.screen != look.screen) {
            ctx.memory_mut(egui::Memory::stop_text_input);
        }
        self.shown = Some(look);
    }

    /// Shows the screen, unless it rests.
    fn awake_ui(&mut self, ui: &mut Ui, now: Now) -> Option<Command> {
        let words = Words::of(self.state.session.language);
        if let Some(left) = machine::cleaning_left(&self.state, now.steady_millis) {
            rest::cleaning(ui, words, left);
            return None;
        }
        let Some(pin) = self.practice else { return self.lit_ui(ui, now) };
        let (strip, rest) = ui.max_rect().split_top_bottom_at_y(ui.max_rect().top() + practice::height(ui));
        let place = UiBuilder::new().max_rect(strip);
        self.practised |= ui.scope_builder(place, |ui| practice::show(ui, words, pin)).inner;
        ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| self.lit_ui(ui, now)).inner
    }

    fn lit_ui(&mut self, ui: &mut Ui, now: Now) -> Option<Command> {
        let words = Words::of(self.state.session.language);
        let time = local_of((self.clock)()).time();
        let at_rest = self.hours.is_some_and(|hours| !hours.hold(time));
        let asleep = at_rest && *self.state.session.screen() == Screen::Attract;
        self.lamp.shows(!asleep, time);
        if asleep {
            return rest::asleep(ui, words);
        }
        self.staged_ui(ui, now)
    }

    /// Shows the screen on the whole glass, or in the band of it that a seated person reaches.
    fn staged_ui(&mut self, ui: &mut Ui, now: Now) -> Option<Command> {
        let screen = ui.max_rect();
        let band = reach::band(screen, self.floor_mm);
        self.low_helps = band.is_some();
        let Some(band) = band.filter(|_| self.state.session.ease == Ease::Lower) else {
            reach::set_stage(ui.ctx(), screen);
            return self.screen_ui(ui, now);
        };
        reach::set_stage(ui.ctx(), band);
        let words = Words::of(self.state.session.language);
        reach::above(ui, screen.with_max_y(band.top()), words.attract_promise());
        ui.scope_builder(UiBuilder::new().max_rect(band), |ui| self.screen_ui(ui, now)).inner
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
            elder: session.ease.is_elder(),
            ease: session.ease,
            low_helps: self.low_helps,
            contrast: (self.palette != theme::Palette::HighContrast).then_some(session.contrast),
            calm: session.calm || self.reduced_motion,
            pace: session.pace,
            dialect: session.dialect.as_deref(),
            reading: self.state.aloud.is_reading(),
            said: self.state.aloud.said(),
            unstaffed: self.staffed.filter(|hours| !hours.hold(local_of(wall).time())),
            status: &self.state.status,
            overview: self.state.overview.as_ref(),
            listing: &session.listing,
            opened: &session.opened,
            shelf: self.state.shelf,
            staff: &self.state.staff,
            devices: &self.state.devices,
            visit: &session.visit,
            content: &self.state.content,
            service: &session.service,
            station_words: &self.state.words,
            pictures: session.pictures,
            stage: StageFacts { turn: self.state.stage.turn(), picture: self.painting.shot() },
            board: self.state.board.as_deref(),
            site: self.site,
        };
        let command = match &screen {
            Screen::Staff(place) => staff::show(ui, *place, &facts, &mut session.draft),
            Screen::Board => board::show(ui, &facts, session.draft.board),
            Screen::Service(place) => service::show(ui, place, &facts, &mut session.draft),
            _ => seeker::show(ui, &screen, &facts, &mut session.draft),
        };
        let answer = match stage {
            Some(Stage::Asking { left_secs, whole_secs }) => seeker::idle::ask(ui, &facts, left_secs, whole_secs),
            _ if self.state.aloud.asks() => seeker::idle::ask_to_read(ui, &facts),
            _ => None,
        };
        if let Some(toast) = self.state.toast {
            let words = match toast.kind {
                ToastKind::TryAgain => facts.words.toast_try_again(),
                ToastKind::NotSaved => facts.words.toast_not_saved(),
                ToastKind::NoReceipt => facts.words.scan_no_receipt(),
                ToastKind::NoVoice => facts.words.toast_no_voice(),
            };
            notice::toast(ui.ctx(), icons::INFO, words, bar::height(&theme::Theme::of(ui), page::lying(ui)));
        }
        answer.or(command)
    }
}

fn steady(ui: &Ui) -> Now {
    Now { steady_millis: (ui.input(|i| i.time) * 1_000.0) as u64 }
}

/// Whether a touch was taken back by the screen.
const fn is_broken_off(event: &egui::Event) -> bool {
    matches!(event, egui::Event::Touch { phase: egui::TouchPhase::Cancel, .. })
}

/// Whether an event shows that somebody is there.
const fn is_touch(event: &egui::Event) -> bool {
    use egui::Event as E;
    matches!(
        event,
        E::PointerButton { .. }
            | E::Touch { .. }
            | E::Key { .. }
            | E::Text(_)
            | E::MouseWheel { .. }
            | E::Ime(_)
            | E::AccessKitActionRequest(_)
    )
}
