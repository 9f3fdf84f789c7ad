//! The seeker's screens, and the frame that is the same on all of them: a status line above, the bottom bar below.

mod ahead;
pub mod attract;
pub mod choose;
pub mod detail;
pub mod help;
pub mod home;
pub mod idle;
pub mod list;
pub mod map;
pub mod pictogram;
pub mod search;
mod stage;
pub mod takeaway;
mod turn;
pub mod wording;

use super::{Command, Draft, Ease, Facts, Screen, pictures, visit};
use crate::domain::ledger::Status;
use crate::i18n::Words;
use crate::widgets::bar::{self, Mood, Piece, Slot};
use crate::widgets::{icons, notice, page};
use eframe::egui::{Rect, Ui, UiBuilder};

/// Shows a seeker's screen.
pub fn show(ui: &mut Ui, screen: &Screen, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    if *screen == Screen::Attract {
        return attract::show(ui, facts);
    }
    if pictured(screen, facts, draft) {
        return framed(ui, screen, facts, |ui| {
            let main = page::keys(ui, |_| {});
            ui.scope_builder(main, |ui| page::page(ui, |ui| pictures::show(ui, screen, facts, draft))).inner
        });
    }
    framed(ui, screen, facts, |ui| {
        let typed = *screen == Screen::Search;
        let main = page::keys(ui, |ui| {
            if typed {
                draft.typing.keyboard_ui(ui, facts.words);
            }
            visit::keyboard_ui(ui, screen, facts, draft);
        });
        ui.scope_builder(main, |ui| page::page(ui, |ui| page_ui(ui, screen, facts, draft))).inner
    })
}

fn pictured(screen: &Screen, facts: &Facts<'_>, draft: &Draft) -> bool {
    facts.pictures && pictures::has(screen, facts.opened, facts.visit, draft)
}

fn page_ui(ui: &mut Ui, screen: &Screen, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    match screen {
        Screen::Attract | Screen::Staff(_) | Screen::Service(_) | Screen::Board => None,
        Screen::Home => home::show(ui, facts),
        Screen::JobGroups => choose::job_groups(ui, facts, draft),
        Screen::JobKinds(group) => choose::job_kinds(ui, facts, draft, *group),
        Screen::WorkForms => choose::work_forms(ui, facts, draft),
        Screen::Districts => choose::cities(ui, facts, draft),
        Screen::DistrictsOf(city) => choose::districts(ui, facts, draft, city),
        Screen::Map => map::show(ui, facts),
        Screen::Wages => choose::wages(ui, facts, draft),
        Screen::Benefits => choose::benefits(ui, facts, draft),
        Screen::MoreConditions => choose::more(ui, facts, draft),
        Screen::Search => search::show(ui, facts, draft),
        Screen::List => list::show(ui, facts),
        Screen::Detail(id) => detail::show(ui, facts, *id, &mut draft.visit),
        Screen::Takeaway(id) => takeaway::show(ui, facts, *id),
        Screen::Help => help::help(ui, facts),
        Screen::Turn(step) => turn::show(ui, facts, draft, *step),
        Screen::Services => super::service::hub(ui, facts, draft),
        Screen::Visit(place) => visit::show(ui, *place, facts, &mut draft.visit),
    }
}

/// A page between status line and bottom bar. The staff desk uses it too: a person finds the way home everywhere. Assistive
/// technology is told which part is which.
pub fn framed(
    ui: &mut Ui,
    screen: &Screen,
    facts: &Facts<'_>,
    contents: impl FnOnce(&mut Ui) -> Option<Command>,
) -> Option<Command> {
    status_ui(ui, facts);
    let (mut page, bar) = bar::split(ui);
    // A way by pictures shows what is said on the pictures themselves.
    if let Some(said) = facts.said.filter(|_| !facts.pictures) {
        let below = notice::subtitle(ui, page, icons::SPEAKER_HIGH, said);
        page.max.y = below.top();
    }
    let from_page = ui.scope_builder(UiBuilder::new().max_rect(page), contents).inner;
    bar_ui(ui, bar, screen, facts).or(from_page)
}

fn status_ui(ui: &mut Ui, facts: &Facts<'_>) {
    let words = facts.words;
    let station = station_name(facts.status, words);
    let pieces = status_words(facts);
    let pieces: Vec<_> = pieces.iter().map(|(icon, words, mood)| Piece { icon: *icon, words, mood: *mood }).collect();
    bar::status_line(ui, &station, &pieces);
}

fn bar_ui(ui: &mut Ui, place: Rect, screen: &Screen, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let slot = |icon, words, enabled, warm| Slot { icon, words, enabled, warm };
    let (read_icon, read) =
        if facts.reading { (icons::X_CIRCLE, words.bar_read_stop()) } else { (icons::SPEAKER_HIGH, words.bar_read()) };
    let ease = facts.ease.next(facts.low_helps);
    let (size_icon, size) = match ease {
        Ease::Normal => (icons::TEXT_AA, words.bar_text_normal()),
        Ease::Larger => (icons::TEXT_AA, words.bar_text_large()),
        Ease::Lower => (icons::CARET_DOWN, words.bar_lower()),
    };
    let last = if facts.pictures {
        (icons::BOOK_OPEN, words.pictures_leave(), Command::SetPictures(false))
    } else {
        (icons::TRANSLATE, words.bar_other_language(), Command::SetLanguage(words.language().next()))
    };
    let slots = [
        slot(icons::HOUSE, words.home(), *screen != Screen::Home, false),
        slot(icons::ARROW_LEFT, words.back(), true, false),
        slot(icons::HAND_WAVING, words.bar_help(), *screen != Screen::Help, true),
        slot(read_icon, read, true, false),
        slot(size_icon, size, true, false),
        slot(last.0, last.1, true, false),
    ];
    let commands =
        [Command::Home, Command::Back, Command::Go(Screen::Help), Command::ReadAloud, Command::SetEase(ease), last.2];
    let touched = bar::bottom_bar(ui, place, &slots)?;
    commands.into_iter().nth(touched)
}

/// What the station is called.
#[must_use]
pub fn station_name(status: &Status, words: Words) -> String {
    status.station.as_ref().map_or_else(|| words.app_name().to_owned(), |(_, name)| name.clone())
}

type StatusWords = (crate::widgets::Icon, String, Mood);

/// What anyone should know of the line: how old the postings are, and whether the network is there.
fn status_words(facts: &Facts<'_>) -> Vec<StatusWords> {
    let words = facts.words;
    let line = &facts.status.line;
    let mut pieces = Vec::new();
    if line.failures > 0 {
        let said = match line.contact_at {
            Some(at) => words.status_offline_since(&words.ago(at, facts.now)),
            None => words.status_offline().to_owned(),
        };
        pieces.push((icons::CLOUD_SLASH, said, Mood::Waiting));
    }
    if let Some(hours) = facts.unstaffed {
        pieces.push((icons::CLOCK, words.status_unstaffed(&hours.to_string()), Mood::Waiting));
    }
    let open = i64::try_from(facts.status.catalogue.open).unwrap_or(i64::MAX);
    pieces.push(match facts.status.catalogue.complete_at {
        Some(at) => (icons::ARROWS_CLOCKWISE, words.status_data_age(&words.ago(at, facts.now)), Mood::Good),
        None if open > 0 => (icons::ARROWS_CLOCKWISE, words.status_loading(open), Mood::Waiting),
        None => (icons::CLOUD_WARNING, words.status_no_data().to_owned(), Mood::Waiting),
    });
    pieces
}
