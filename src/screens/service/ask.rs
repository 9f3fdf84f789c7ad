//! What somebody wants done, typed or written in her own words: the guides, forms and things that are about it, each a touch away,
//! and a person where nothing is.

use super::ServiceDraft;
use super::cards::{self, Card, Section};
use super::door::{form_card, item_card, plan_card};
use crate::domain::content::Area;
use crate::domain::service::need::{Found, Thing, find};
use crate::i18n::Language;
use crate::input::Context;
use crate::screens::listen::listen_ui;
use crate::screens::typing::Way;
use crate::screens::{Command, Draft, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::field::Field;
use crate::widgets::page::heading;
use crate::widgets::text::{Rank, murmur};
use crate::widgets::{Theme, icons, notice};
use eframe::egui::{Id, Ui, Vec2};

/// Characters the box takes.
const LONGEST: usize = 40;
/// What is shown at most: who has not found it among these asks a person.
const SHOWN: usize = 8;
/// Examples that can be touched.
const EXAMPLES: usize = 12;
const EXAMPLES_ELDER: usize = 6;

/// What was typed, and what was found for it.
#[derive(Clone, PartialEq, Default)]
pub struct Need {
    text: String,
    /// The words that were looked for last, and what they found.
    found: Option<(String, Vec<Found>)>,
}

impl Need {
    /// It was said aloud.
    pub fn say(&mut self, words: &str) {
        self.text = words.chars().take(LONGEST).collect();
    }

    /// What the packs hold for some words; looked for when the words change, and not for each frame.
    fn of(&mut self, facts: &Facts<'_>, text: &str) -> &[Found] {
        if self.found.as_ref().is_none_or(|(known, _)| known != text) {
            let at = (facts.today, facts.status.place.as_ref());
            self.found = Some((text.to_owned(), find(facts.content, text, at, SHOWN)));
        }
        self.found.as_ref().map_or(&[], |(_, found)| found)
    }
}

/// The one service that was called by its name where jobs are looked for, as a card.
pub fn named_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft, text: &str) -> Option<Command> {
    let named = draft.need.of(facts, text.trim()).iter().find(|found| found.sure)?;
    let card = card(facts, &named.thing)?;
    let touched = ui.add(card.leaf(ui.available_width())).clicked();
    touched.then_some(card.command)
}

fn card(facts: &Facts<'_>, thing: &Thing) -> Option<Card> {
    Some(match thing {
        Thing::Plan(id) => plan_card(facts, facts.content.plan(id)?),
        Thing::Form(id) => form_card(facts, icons::CLIPBOARD_TEXT, facts.content.form(id)?),
        Thing::Item(kind, id) => item_card(facts, *kind, facts.content.item(*kind, id)?),
    })
}

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    if !draft.service.typing.is_open() {
        heading(ui, words.ask_door(), words.ask_below());
    }
    let id = Id::unique("what is to be done");
    let field = Field::new(id, words.ask_door()).label_hidden().hint(words.ask_hint()).icon(icons::MAGNIFYING_GLASS);
    let mut text = std::mem::take(&mut draft.service.need.text);
    draft.service.typing.field(ui, id, Way::Words(Context::Free), LONGEST, field, &mut text);
    let listen = if draft.service.typing.is_open() { None } else { listen_ui(ui, facts) };
    let found = draft.service.need.of(facts, text.trim());
    let cards: Vec<Card> = found.iter().filter_map(|found| card(facts, &found.thing)).collect();
    let empty = text.trim().is_empty();
    draft.service.need.text = text;
    if listen.is_some() {
        return listen;
    }
    ui.add_space(theme.space.s);
    if !cards.is_empty() {
        return cards::show(ui, facts, draft, "ask", vec![Section { heading: None, cards }]);
    }
    if empty {
        examples_ui(ui, facts, &mut draft.service.need);
        return None;
    }
    notice::notice(ui, icons::MAGNIFYING_GLASS, words.ask_nothing(), words.ask_nothing_below());
    ui.add_space(theme.space.s);
    let person = ui.add(Button::primary(words.plan_person()).icon(icons::HAND_WAVING).wide()).clicked();
    person.then_some(Command::Go(Screen::Help))
}

/// What people say, as the packs have it: a touch says it for her.
fn examples_ui(ui: &mut Ui, facts: &Facts<'_>, need: &mut Need) {
    let words = facts.words;
    let theme = Theme::of(ui);
    murmur(ui, Rank::Body, words.ask_examples());
    ui.add_space(theme.space.s);
    let plans = facts.content.open_plans(facts.today, facts.status.place.as_ref());
    let errands = plans.filter(|plan| plan.area != Area::Career);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for plan in errands.take(if facts.elder { EXAMPLES_ELDER } else { EXAMPLES }) {
            let own = plan.also.first().filter(|_| words.language() == Language::Chinese);
            let said = own.map_or_else(|| words.of_pack(&plan.title), String::as_str);
            if ui.add(Chip::choice(said, false)).clicked() {
                said.clone_into(&mut need.text);
            }
        }
    });
}
