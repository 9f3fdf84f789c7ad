//! The machine stopped while somebody was filling in a form. It is offered again only here, only for some minutes, and only to
//! who knows what was typed.

use super::{ServiceCommand, ServiceDraft};
use crate::domain::content::FieldKind;
use crate::domain::service::fill::Filled;
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

/// Digits that are asked for.
const DIGITS: usize = 4;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft) -> Option<Command> {
    let words = facts.words;
    let left = facts.service.left.as_deref()?;
    let title = facts.content.form(&left.form).map_or("", |form| words.of_pack(&form.title));
    heading(ui, words.recover_heading(), &words.recover_below(title));
    fling(ui, "recover", words.more_below(), |ui| {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let numbers = numbers(facts, left);
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

/// The numbers that were typed into it; none where it is anonymous.
fn numbers(facts: &Facts<'_>, left: &Filled) -> Vec<String> {
    let Some(form) = facts.content.form(&left.form) else { return Vec::new() };
    let numbers = form.fields().filter(|field| matches!(field.kind, FieldKind::Phone | FieldKind::IdNumber));
    let typed = numbers.filter_map(|field| left.answers.get(&field.id)).map(|given| given.text().trim().to_owned());
    typed.filter(|number| number.chars().count() >= DIGITS).collect()
}

fn ends_with(number: &str, digits: &str) -> bool {
    digits.chars().count() == DIGITS && number.to_uppercase().ends_with(&digits.to_uppercase())
}
