//! The machine stopped while somebody was filling in a form. It is offered again only here, only for some minutes, and only to
//! who knows what was typed.

use super::{ServiceCommand, ServiceDraft};
use crate::domain::service::fill::PROOF_DIGITS as DIGITS;
use crate::input::PadKind;
use crate::screens::typing::Way;
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::field::Field;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::page::heading;
use crate::widgets::text::{Rank, say_in};
use crate::widgets::theme::Theme;
use eframe::egui::{Id, Ui};

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft) -> Option<Command> {
    let words = facts.words;
    let left = facts.service.left.as_deref()?;
    let title = facts.content.form(&left.form).map_or("", |form| words.of_pack(&form.title));
    heading(ui, words.recover_heading(), &words.recover_below(title));
    fling(ui, "recover", words.more_below(), |ui| {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let numbers = facts.content.form(&left.form).map(|form| left.numbers(form)).unwrap_or_default();
        let proven = numbers.is_empty() || numbers.iter().any(|number| ends_with(number, &draft.digits));
        if !numbers.is_empty() {
            let id = Id::unique("recover digits");
            let field = Field::new(id, words.recover_digits());
            draft.typing.field(ui, id, Way::Pad(PadKind::Id), DIGITS, field, &mut draft.digits);
            if draft.digits.chars().count() == DIGITS && !proven {
                say_in(ui, Rank::Body, theme.colour.bad, words.recover_wrong());
            }
        }
        let go = ui.add(Button::primary(words.recover_go()).icon(icons::CHECK).wide().enabled(proven)).clicked();
        let drop = ui.add(Button::secondary(words.recover_drop()).icon(icons::TRASH).wide()).clicked();
        (go || drop).then_some(Command::Service(ServiceCommand::Recover(go)))
    })
}

fn ends_with(number: &str, digits: &str) -> bool {
    digits.chars().count() == DIGITS && number.to_uppercase().ends_with(&digits.to_uppercase())
}
