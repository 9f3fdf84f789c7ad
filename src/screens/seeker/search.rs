//! The search box: what is found stands below it while one types, by hanzi, pinyin or initials.

use super::list::forgiven_ui;
use super::wording::job_card;
use crate::domain::JobKind;
use crate::screens::listen::listen_ui;
use crate::screens::service::named_ui;
use crate::screens::typing::Way;
use crate::screens::{Command, Condition, Draft, Facts, Screen, whole};
use crate::widgets::button::Button;
use crate::widgets::card;
use crate::widgets::chip::Chip;
use crate::widgets::field::Field;
use crate::widgets::list::fling;
use crate::widgets::text::{Rank, murmur};
use crate::widgets::{Theme, icons, notice};
use eframe::egui::{Id, Ui, vec2};

/// The field that the touch keyboard types into.
#[must_use]
pub fn field_id() -> Id {
    Id::unique("search box")
}

/// Characters the box takes.
const LONGEST: usize = 40;
/// Hits shown below the box; the whole list is one touch further.
const SHOWN: usize = 12;

/// Words often looked for, offered before anything is typed.
const SUGGESTED: &[JobKind] = &[
    JobKind::Cleaner,
    JobKind::SecurityGuard,
    JobKind::Courier,
    JobKind::GeneralWorker,
    JobKind::Electrician,
    JobKind::Welder,
    JobKind::Cook,
    JobKind::Waiter,
    JobKind::Driver,
    JobKind::Loader,
];

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.add_space(theme.space.s);
    let before = draft.search.clone();
    let field = Field::new(field_id(), words.search_label()).label_hidden().hint(words.search_hint());
    let field = field.icon(icons::MAGNIFYING_GLASS);
    draft.typing.field(ui, field_id(), Way::Search, LONGEST, field, &mut draft.search);
    let asked = draft.search.trim().is_empty() || facts.devices.listening.is_some();
    let listen = if asked { listen_ui(ui, facts) } else { None };
    if listen.is_some() {
        // Who speaks needs no keyboard; when the words are there she may open it again.
        draft.typing.close(ui.ctx());
        return listen;
    }
    let found = if draft.search.trim().is_empty() { suggestions(ui, facts) } else { found_ui(ui, facts, draft) };
    if draft.search != before {
        return Some(Command::SearchFor(draft.search.clone()));
    }
    found
}

fn suggestions(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let mut command = None;
    let words = facts.words;
    let theme = Theme::of(ui);
    murmur(ui, Rank::Body, words.search_below());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme.target.gap, theme.target.gap);
        for kind in SUGGESTED.iter().take(if facts.elder { 5 } else { SUGGESTED.len() }) {
            if ui.add(Chip::choice(words.job_kind(*kind), false)).clicked() {
                command = Some(Command::Choose(Condition::JobKind(*kind)));
            }
        }
    });
    command
}

fn found_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    // Who types 失业登记 where jobs are looked for came for that.
    let service = named_ui(ui, facts, &mut draft.service, &draft.search);
    if service.is_some() {
        return service;
    }
    let listing = facts.listing;
    let Some(total) = listing.total.filter(|_| listing.is_narrowed()) else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    if total == 0 {
        ui.add_space(theme.space.m);
        notice::notice(ui, icons::MAGNIFYING_GLASS, words.search_nothing(), words.search_nothing_below());
        return None;
    }
    forgiven_ui(ui, facts);
    let mut command = None;
    let show_all = words.search_show_all(whole(total));
    if ui.add(Button::secondary(&show_all).trailing(icons::CARET_RIGHT).wide()).clicked() {
        command = Some(Command::Go(Screen::List));
    }
    fling(ui, "found", facts.words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = card::gap(&theme);
        let width = ui.available_width();
        for place in 0..total.min(SHOWN) {
            let Some(hit) = listing.hit(place) else { break };
            if job_card(facts, hit, width, |card| ui.add(*card)).clicked() {
                command = Some(Command::OpenPosting(hit.id));
            }
        }
    });
    command
}
