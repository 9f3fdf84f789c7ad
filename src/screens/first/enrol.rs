//! The last page: where the platform is and by which code, typed, or scanned in one line.

use super::{FirstCommand, FirstDraft, FirstFacts};
use crate::domain::setup::Ask;
use crate::i18n::Words;
use crate::screens::typing::Way;
use crate::widgets::button::Button;
use crate::widgets::field::Field;
use crate::widgets::icons;
use crate::widgets::notice::notice;
use crate::widgets::page::{heading, remark};
use crate::widgets::text::{Rank, say};
use crate::widgets::theme::Theme;
use eframe::egui::{Id, Ui};

/// The longest address, and the longest line of a scanner.
const LONGEST: usize = 200;

/// The field that a scanner types into.
#[must_use]
pub fn code_field() -> Id {
    Id::unique("first code")
}

pub fn show(ui: &mut Ui, words: Words, draft: &mut FirstDraft, facts: &FirstFacts) -> Option<FirstCommand> {
    let theme = Theme::of(ui);
    if let Some(name) = &facts.enrolled {
        notice(ui, icons::CHECK_CIRCLE, &words.first_enrolled(name), words.first_enrolled_below());
        ui.add_space(theme.space.l);
        let button = Button::primary(words.first_begin()).trailing(icons::ARROW_RIGHT).wide().large();
        return ui.add(button).clicked().then_some(FirstCommand::Begin);
    }
    heading(ui, words.first_enrol_ask(), words.first_enrol_below());
    let field = Field::new(code_field(), words.first_code()).hint(words.first_code_hint());
    draft.typing.field(ui, code_field(), Way::Latin, LONGEST, field, &mut draft.code);
    ui.add_space(theme.space.s);
    let scanned = draft.code.contains("://");
    if !scanned {
        let id = Id::unique("first platform");
        let field = Field::new(id, words.first_platform()).hint("https://");
        draft.typing.field(ui, id, Way::Latin, LONGEST, field, &mut draft.platform);
        ui.add_space(theme.space.s);
    }
    let mut command = None;
    if !scanned {
        let look = Button::secondary(words.first_knock()).icon(icons::GLOBE);
        if ui.add(look.enabled(!facts.busy && !draft.platform.is_empty())).clicked() {
            command = Some(FirstCommand::Ask(Ask::Knock(draft.platform.clone())));
        }
    }
    match facts.reached {
        Some(true) => drop(say(ui, Rank::Body, words.first_reached())),
        Some(false) => remark(ui, icons::INFO, words.first_not_reached()),
        None => {}
    }
    if let Some(failed) = &facts.failed {
        remark(ui, icons::WARNING, &words.first_failed(failed));
    }
    ui.add_space(theme.space.m);
    let ready = !facts.busy && !draft.code.trim().is_empty() && (scanned || !draft.platform.trim().is_empty());
    let go = if facts.busy { words.first_enrolling() } else { words.first_go() };
    if ui.add(Button::primary(go).icon(icons::CHECK).wide().enabled(ready)).clicked() {
        draft.typing.close(ui.ctx());
        let (platform, code) = (draft.platform.trim().to_owned(), draft.code.trim().to_owned());
        command = Some(FirstCommand::Ask(Ask::Enrol { platform, code, place: draft.division().cloned() }));
    }
    command
}
