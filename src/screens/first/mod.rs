//! The first start: what a machine has to know before it is a station, one question a page. A stranger with the one-page guide is through
//! in five minutes; every page has an answer already, but the last.

mod devices;
mod enrol;
mod glass;
mod network;

use crate::domain::ground::Ground;
use crate::domain::setup::{Ask, Found, Network, Quarter, SiteKind, inches};
use crate::domain::{DivisionCode, Residence};
use crate::i18n::{Language, Words};
use crate::screens::staff::Picker;
use crate::screens::typing::Typing;
use crate::widgets::button::Button;
use crate::widgets::grid::{grid, tile_columns};
use crate::widgets::list::fling;
use crate::widgets::page::{heading, keys, page};
use crate::widgets::steps::{StepState, steps};
use crate::widgets::theme::Theme;
use crate::widgets::tile::Tile;
use crate::widgets::{Icon, icons};
use eframe::egui::{Pos2, Ui};

/// The pages, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Step {
    #[default]
    Language,
    /// How large the screen is, how high it hangs, how it is turned.
    Screen,
    /// Whether touches arrive where the finger is.
    Touch,
    /// Which network it is in.
    Network,
    Devices,
    /// What kind of place this is.
    Kind,
    /// Where it is.
    Place,
    /// The platform, and the code.
    Enrol,
}

impl Step {
    pub const ALL: [Self; 8] =
        [Self::Language, Self::Screen, Self::Touch, Self::Network, Self::Devices, Self::Kind, Self::Place, Self::Enrol];

    fn place(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).unwrap_or_default()
    }

    fn next(self) -> Self {
        Self::ALL.get(self.place() + 1).copied().unwrap_or(self)
    }

    fn words(self, words: Words) -> &'static str {
        match self {
            Self::Language => words.first_language(),
            Self::Screen => words.first_screen(),
            Self::Touch => words.first_touch(),
            Self::Network => words.first_network(),
            Self::Devices => words.first_devices(),
            Self::Kind => words.first_kind(),
            Self::Place => words.first_place(),
            Self::Enrol => words.first_enrol(),
        }
    }
}

/// What was answered so far.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstDraft {
    pub step: Step,
    pub language: Language,
    /// In tenths of an inch.
    pub diagonal: u16,
    pub above_floor: u32,
    pub turn: Quarter,
    /// How far each touch was off its mark, in points.
    pub touches: Vec<f32>,
    pub kind: SiteKind,
    pub residence: Residence,
    picker: Option<Picker>,
    /// The wireless network that was touched, and its password.
    wireless: Option<String>,
    secret: String,
    /// What was found, and whether it is taken.
    pub devices: Vec<(Found, bool)>,
    pub platform: String,
    pub code: String,
    typing: Typing,
}

impl FirstDraft {
    /// Answers that most machines would give.
    #[must_use]
    pub fn new(language: Language, step: Step, turn: Quarter) -> Self {
        Self {
            step,
            language,
            diagonal: 215,
            above_floor: 760,
            turn,
            touches: Vec::new(),
            kind: SiteKind::default(),
            residence: Residence::default(),
            picker: None,
            wireless: None,
            secret: String::new(),
            devices: Vec::new(),
            platform: String::new(),
            code: String::new(),
            typing: Typing::default(),
        }
    }

    #[must_use]
    pub const fn division(&self) -> Option<&DivisionCode> {
        self.residence.division.as_ref()
    }
}

/// What is known besides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstFacts {
    /// Somebody is at it.
    pub busy: bool,
    /// Whether the platform answers.
    pub reached: Option<bool>,
    pub network: Option<Network>,
    pub printed: Option<bool>,
    /// The devices were looked for.
    pub looked: bool,
    pub enrolled: Option<String>,
    pub failed: Option<String>,
}

/// What a page asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum FirstCommand {
    Ask(Ask),
    /// The screen is to be turned, for which the kiosk is started anew.
    Turn(Quarter),
    /// The machine is a station: the kiosk begins.
    Begin,
}

/// Shows the page over the whole screen.
pub fn show(ui: &mut Ui, draft: &mut FirstDraft, facts: &FirstFacts) -> Option<FirstCommand> {
    let words = Words::of(draft.language);
    let mut typing = std::mem::take(&mut draft.typing);
    let rest = keys(ui, |ui| typing.keyboard_ui(ui, words));
    draft.typing = typing;
    ui.scope_builder(rest, |ui| page(ui, |ui| page_ui(ui, words, draft, facts))).inner
}

fn page_ui(ui: &mut Ui, words: Words, draft: &mut FirstDraft, facts: &FirstFacts) -> Option<FirstCommand> {
    let theme = Theme::of(ui);
    ui.add_space(theme.space.m);
    if let Some(mut picker) = draft.picker.take() {
        // Which streets there are is known only when the province has told it: the desk asks for that (机器状况).
        if !picker.show(ui, words, &Ground::default(), &mut draft.residence) {
            draft.picker = Some(picker);
        }
        return None;
    }
    let state = |step: Step| if step.place() < draft.step.place() { StepState::Done } else { StepState::Open };
    let pages: Vec<_> = Step::ALL.iter().map(|step| (step.words(words), state(*step))).collect();
    if let Some(step) = steps(ui, &pages, draft.step.place()).and_then(|place| Step::ALL.get(place)) {
        draft.step = *step;
    }
    ui.add_space(theme.space.m);
    let before = draft.step;
    let command = fling(ui, before.words(words), words.more_below(), |ui| {
        let command = match before {
            Step::Language => language_ui(ui, draft),
            Step::Screen => glass::screen_ui(ui, words, draft),
            Step::Touch => glass::touch_ui(ui, words, draft),
            Step::Network => network::show(ui, words, draft, facts),
            Step::Devices => devices::show(ui, words, draft, facts),
            Step::Kind => kind_ui(ui, words, draft),
            Step::Place => place_ui(ui, words, draft),
            Step::Enrol => enrol::show(ui, words, draft, facts),
        };
        ui.add_space(theme.space.l);
        command.or_else(|| on_ui(ui, words, draft))
    });
    // What comes by itself is asked for when its page comes.
    if command.is_some() || facts.busy {
        return command;
    }
    match draft.step {
        Step::Network if facts.network.is_none() => Some(FirstCommand::Ask(Ask::Network)),
        Step::Devices if !facts.looked => Some(FirstCommand::Ask(Ask::Devices)),
        _ => None,
    }
}

/// On to the next page: what was answered is written down.
fn on_ui(ui: &mut Ui, words: Words, draft: &mut FirstDraft) -> Option<FirstCommand> {
    let ready = match draft.step {
        // The last page has a button of its own.
        Step::Enrol => return None,
        Step::Place => draft.division().is_some(),
        _ => true,
    };
    let button = Button::primary(words.first_on()).trailing(icons::ARROW_RIGHT).wide().enabled(ready);
    if !ui.add(button).clicked() {
        return None;
    }
    let answered = answers(draft);
    draft.step = draft.step.next();
    Some(FirstCommand::Ask(Ask::Save(answered)))
}

/// What the page that is left says, as settings.
fn answers(draft: &FirstDraft) -> Vec<(&'static str, String)> {
    match draft.step {
        Step::Language => vec![("lang", draft.language.tag().to_owned())],
        Step::Screen => vec![
            ("diagonal", inches(draft.diagonal)),
            ("above-floor", draft.above_floor.to_string()),
            ("turn", draft.turn.degrees().to_string()),
        ],
        Step::Devices => {
            let taken = draft.devices.iter().filter(|(_, taken)| *taken);
            taken.map(|(found, _)| (found.thing.setting(), found.at.clone())).collect()
        }
        Step::Kind => vec![("site", draft.kind.as_str().to_owned())],
        Step::Place => draft.division().map(|code| ("division", code.as_str().to_owned())).into_iter().collect(),
        Step::Touch | Step::Network | Step::Enrol => Vec::new(),
    }
}

fn language_ui(ui: &mut Ui, draft: &mut FirstDraft) -> Option<FirstCommand> {
    // Each in its own words: whoever stands here may read only one of them.
    let words = Words::of(draft.language);
    heading(ui, words.first_welcome(), words.first_welcome_below());
    let columns = tile_columns(ui);
    grid(ui, columns, Language::ALL.len(), |ui, place, width| {
        let Some(language) = Language::ALL.get(place).copied() else { return };
        let name = Words::of(language.next()).bar_other_language();
        if ui.add(Tile::new(name, width).chosen(language == draft.language)).clicked() {
            draft.language = language;
        }
    });
    None
}

fn kind_ui(ui: &mut Ui, words: Words, draft: &mut FirstDraft) -> Option<FirstCommand> {
    heading(ui, words.first_kind_ask(), words.first_kind_below());
    let columns = tile_columns(ui);
    grid(ui, columns, SiteKind::ALL.len(), |ui, place, width| {
        let Some(kind) = SiteKind::ALL.get(place).copied() else { return };
        let (icon, name, note) = kind_words(words, kind);
        let tile = Tile::new(name, width).icon(icon).note(note).chosen(kind == draft.kind);
        if ui.add(tile).clicked() {
            draft.kind = kind;
        }
    });
    None
}

fn kind_words(words: Words, kind: SiteKind) -> (Icon, &'static str, &'static str) {
    match kind {
        SiteKind::Station => (icons::SIGNPOST, words.site_station(), words.site_station_note()),
        SiteKind::Market => (icons::SUN, words.site_market(), words.site_market_note()),
        SiteKind::Point => (icons::MAP_PIN, words.site_point(), words.site_point_note()),
        SiteKind::Hall => (icons::SQUARES_FOUR, words.site_hall(), words.site_hall_note()),
        SiteKind::School => (icons::SPARKLE, words.site_school(), words.site_school_note()),
    }
}

fn place_ui(ui: &mut Ui, words: Words, draft: &mut FirstDraft) -> Option<FirstCommand> {
    heading(ui, words.first_place_ask(), words.first_place_below());
    let here = draft.division().map(|code| crate::domain::division::spoken(code.as_str()));
    let name = here.unwrap_or_else(|| words.first_place_choose().to_owned());
    if ui.add(Button::secondary(&name).icon(icons::MAP_PIN).wide()).clicked() {
        draft.picker = Some(Picker::at(&draft.residence, None, &Ground::default()));
    }
    None
}

/// Marks of the touch check, as shares of the field that they stand in.
const MARKS: [Pos2; 5] =
    [Pos2::new(0.1, 0.1), Pos2::new(0.9, 0.1), Pos2::new(0.5, 0.5), Pos2::new(0.1, 0.9), Pos2::new(0.9, 0.9)];
