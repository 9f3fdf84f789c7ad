//! What the station does besides finding work, all of it from the province's packs: one page for what lies behind a door, one
//! for a thing on a shelf, one for a plan of steps, one for any form, and what comes of it.

mod ask;
mod assess;
mod booking;
mod cards;
mod done;
mod door;
pub(in crate::screens) mod fields;
mod fill;
pub mod findings;
mod hall;
mod hub;
mod item;
mod map;
mod parts;
mod plan;
mod recover;
mod take;
mod watch;

use super::typing::Typing;
use super::{Command, Draft, Facts, Screen, seeker};
use crate::domain::content::{Area, Prefill, ShelfKind, Wanted};
use crate::domain::ledger::Registered;
use crate::domain::service::fill::Filled;
use crate::domain::{AboutItem, DivisionCode, Fault, Given, SlotTime, StoreTrouble};
use crate::input::DateSteps;
use crate::widgets::page;
use eframe::egui::{Ui, UiBuilder};
use std::collections::BTreeMap;

pub use ask::Need;
pub(in crate::screens) use ask::named_ui;
pub use door::WAGE_TIP;
pub use hub::show as hub;
pub use watch::{WatchCommand, Watching};

/// What a person comes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Policies,
    Business,
    Training,
    Guidance,
    Startup,
    Events,
    Rights,
    /// For those who look for people.
    Firms,
}

/// A place among the services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceScreen {
    Door(Door),
    /// What somebody wants done, in her own words.
    Ask,
    Item(ShelfKind, String),
    /// A thing as a code, to take away.
    Take(ShelfKind, String),
    /// Where the things of a shelf are, on a map.
    Map(ShelfKind),
    /// Those at one place.
    At(ShelfKind, DivisionCode),
    /// The hall of a fair.
    Hall(String),
    Plan(String),
    /// A form being filled in.
    Fill,
    Done,
    /// Which policies may fit.
    Findings,
    Assess(String),
    Scores(String),
    /// What was being filled in when the machine stopped.
    Recover,
    /// A talk or a lesson is being watched.
    Watch(ShelfKind, String),
}

/// What a touch asks for here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceCommand {
    /// Opens a thing; which of its hours are held is asked for.
    Open(ShelfKind, String),
    /// Opens a form, about a thing where it is about one; `preset` are answers that are known from what was touched.
    Fill { form: String, about: Option<AboutItem>, preset: Vec<(String, String)> },
    /// Sends the form that is filled in.
    Submit,
    /// Looks for the policies that fit the answers.
    Find,
    /// Opens an assessment from its beginning.
    Assess(String),
    /// Goes on with what was left when the machine stopped, or erases it.
    Recover(bool),
    /// Postings of an everyday job, after an assessment.
    Jobs(crate::domain::JobKind),
    /// Postings of a zone.
    Postings(Box<Wanted>),
    /// About a film that is watched.
    Watch(WatchCommand),
}

/// What these screens may read of this session.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ServiceFacts {
    /// What one form was told and the next one need not ask.
    pub known: BTreeMap<Prefill, Given>,
    /// A form is on its way to the disk.
    pub saving: bool,
    /// What the store found wrong with it.
    pub faults: Vec<Fault>,
    pub trouble: Option<StoreTrouble>,
    /// The hour was taken by somebody else.
    pub full: bool,
    /// The form that was sent last.
    pub done: Option<Done>,
    /// The hours of a thing that are held.
    pub held: Option<(String, Vec<(SlotTime, u32)>)>,
    /// What was being filled in when the machine stopped.
    pub left: Option<Box<Filled>>,
    /// The film that is watched.
    pub watching: Option<Watching>,
}

/// Never what a person said: a debug print ends in a log.
impl std::fmt::Debug for ServiceFacts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServiceFacts").field("saving", &self.saving).finish_non_exhaustive()
    }
}

/// A form that is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub registered: Registered,
    pub form: String,
    pub about: Option<AboutItem>,
    pub urgent: bool,
}

/// What these screens edit.
#[derive(Clone, PartialEq, Default)]
pub struct ServiceDraft {
    pub filled: Filled,
    /// The page was left, or the form checked: what is missing on it is shown from now on.
    pub tried: bool,
    pub typing: Typing,
    /// Days and months that are being chosen, by question.
    pub days: BTreeMap<String, DateSteps>,
    /// The hour that was chosen on a thing's page.
    pub slot: Option<SlotTime>,
    /// The group that a shelf is narrowed to.
    pub group: Option<String>,
    /// The row of the hall.
    pub row: Option<char>,
    pub answering: Answering,
    /// What is typed to prove whose draft it is.
    pub digits: String,
    pub need: Need,
}

/// Never what a person said.
impl std::fmt::Debug for ServiceDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServiceDraft").field("form", &self.filled.form).finish_non_exhaustive()
    }
}

/// An assessment as far as it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answering {
    pub id: String,
    pub answers: Vec<Option<u32>>,
    /// The question that is shown.
    pub at: usize,
}

/// Shows a page.
pub fn show(ui: &mut Ui, place: &ServiceScreen, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let screen = Screen::Service(place.clone());
    seeker::framed(ui, &screen, facts, |ui| {
        let main = page::keys(ui, |ui| draft.service.typing.keyboard_ui(ui, facts.words));
        ui.scope_builder(main, |ui| page::page(ui, |ui| page_ui(ui, place, facts, draft))).inner
    })
}

fn page_ui(ui: &mut Ui, place: &ServiceScreen, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    match place {
        ServiceScreen::Ask => ask::show(ui, facts, draft),
        ServiceScreen::Door(door) => door::show(ui, facts, draft, *door),
        ServiceScreen::Item(kind, id) => item::show(ui, facts, &mut draft.service, *kind, id),
        ServiceScreen::Take(kind, id) => take::show(ui, facts, *kind, id),
        ServiceScreen::Map(kind) => map::show(ui, facts, *kind),
        ServiceScreen::At(kind, code) => map::at(ui, facts, draft, *kind, code),
        ServiceScreen::Hall(id) => hall::show(ui, facts, &mut draft.service, id),
        ServiceScreen::Plan(id) => plan::show(ui, facts, id),
        ServiceScreen::Fill => fill::show(ui, facts, &mut draft.service),
        ServiceScreen::Done => done::show(ui, facts),
        ServiceScreen::Findings => findings::show(ui, facts, &draft.service),
        ServiceScreen::Assess(id) => assess::show(ui, facts, &mut draft.service.answering, id),
        ServiceScreen::Scores(id) => assess::scores(ui, facts, &draft.service.answering, id),
        ServiceScreen::Recover => recover::show(ui, facts, &mut draft.service),
        ServiceScreen::Watch(kind, id) => watch::show(ui, facts, *kind, id),
    }
}

/// The page above and a foot of one row of buttons below it.
fn with_foot(
    ui: &mut Ui,
    high: f32,
    page: impl FnOnce(&mut Ui) -> Option<Command>,
    foot: impl FnOnce(&mut Ui) -> Option<Command>,
) -> Option<Command> {
    let theme = crate::widgets::Theme::of(ui);
    let all = ui.available_rect_before_wrap();
    let (above, below) = all.split_top_bottom_at_y(all.bottom() - high - 2.0 * theme.space.s);
    let from_page = ui.scope_builder(UiBuilder::new().max_rect(above), page).inner;
    let below = below.shrink2(eframe::egui::vec2(0.0, theme.space.s));
    let from_foot = ui.scope_builder(UiBuilder::new().max_rect(below), foot).inner;
    from_foot.or(from_page)
}

/// Which plans belong behind which door.
const fn area(door: Door) -> Option<Area> {
    match door {
        Door::Business => Some(Area::Business),
        Door::Startup => Some(Area::Startup),
        Door::Guidance => Some(Area::Career),
        Door::Rights => Some(Area::Rights),
        Door::Firms => Some(Area::Firms),
        Door::Policies | Door::Training | Door::Events => None,
    }
}
