//! Words that not everybody knows, as buttons; a touch explains one over the page.

use super::VisitDraft;
use crate::domain::Posting;
use crate::domain::glossary::{self, Meaning};
use crate::screens::Facts;
use crate::screens::staff::parts::chips_ui;
use crate::widgets::button::Button;
use crate::widgets::dialog::dialog;
use crate::widgets::icons;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{panel, section};
use crate::widgets::text::Rank;
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// The most words that one posting offers: what everybody asks for stands first in the table.
const MOST: usize = 8;
/// And in large type.
const MOST_LARGE: usize = 5;

/// Shows the words of a posting, and the meaning of the one that was touched.
pub fn terms_ui(ui: &mut Ui, facts: &Facts<'_>, posting: &Posting, draft: &mut VisitDraft) {
    let terms = glossary::explained(posting, facts.content.terms());
    if terms.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    let most = if facts.elder { MOST_LARGE } else { MOST };
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        section(ui, icons::QUESTION, facts.words.terms_title());
        let chips: Vec<_> = terms.iter().take(most).map(|term| (facts.words.term(term), false)).collect();
        if let Some(term) = chips_ui(ui, &chips).and_then(|place| terms.get(place)) {
            draft.term = Some(term.name.0.to_owned());
        }
    });
    let open = draft.term.as_ref().and_then(|word| terms.iter().find(|term| term.name.0 == word.as_str()));
    if let Some(term) = open
        && meaning_ui(ui, facts, term)
    {
        draft.term = None;
    }
}

/// Explains a word; `true` once it is understood.
fn meaning_ui(ui: &Ui, facts: &Facts<'_>, term: &Meaning<'_>) -> bool {
    let words = facts.words;
    dialog(ui.ctx(), "term", |ui| {
        let theme = Theme::of(ui);
        centre_ui(ui, Rank::Heading, words.term(term), theme.colour.ink);
        centre_ui(ui, Rank::Body, words.term_text(term), theme.colour.ink);
        let mind = words.term_mind(term);
        if !mind.is_empty() {
            centre_ui(ui, Rank::Strong, mind, theme.colour.ink);
        }
        if !term.source.is_empty() {
            centre_ui(ui, Rank::Small, &words.terms_source(term.source), theme.colour.ink_soft);
        }
        ui.add_space(theme.space.s);
        ui.add(Button::primary(words.terms_close()).icon(icons::CHECK).wide()).clicked()
    })
}
