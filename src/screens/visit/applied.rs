//! She has applied: a number, a code that holds the receipt as plain text, a slip, and where she will see what becomes of
//! it.

use super::VisitCommand;
use crate::domain::ledger::Registered;
use crate::screens::phone::with_proof;
use crate::screens::printing::{application_slip, print_ui};
use crate::screens::receipt::{Receipt, receipt_page};
use crate::screens::seeker::station_name;
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let applied = facts.visit.applied.as_ref()?;
    let text = applied_text(facts, applied);
    let receipt = Receipt {
        page: "applied",
        done: if applied.already { words.applied_already() } else { words.applied_done() },
        detail: None,
        number: &applied.receipt,
        next: words.applied_next(),
        text: &text,
    };
    receipt_page(ui, facts, &receipt, |ui| ways_ui(ui, facts, applied, &text))
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, applied: &Registered, text: &str) -> Option<Command> {
    let words = facts.words;
    ui.spacing_mut().item_spacing.y = Theme::of(ui).target.gap;
    let printed = print_ui(ui, facts, || application_slip(facts, applied, text));
    if ui.add(Button::primary(words.applied_more()).icon(icons::MAGNIFYING_GLASS).wide()).clicked() {
        return Some(Command::Visit(VisitCommand::LookOn));
    }
    if ui.add(Button::secondary(words.mine()).icon(icons::USER_CIRCLE).wide()).clicked() {
        return Some(Command::Visit(VisitCommand::ShowMine));
    }
    printed
}

/// The receipt for a phone without a network. Nothing personal: a phone is lent and lost.
pub fn applied_text(facts: &Facts<'_>, applied: &Registered) -> String {
    let words = facts.words;
    let mut lines = vec![
        words.applied_text_title().to_owned(),
        words.receipt_text_number(applied.receipt.as_str()),
        words.receipt_text_station(&station_name(facts.status, words)),
    ];
    if let Some(posting) = &facts.visit.wanted {
        let short = |text: &str| text.chars().take(24).collect::<String>();
        lines.push(words.applied_text_posting(&short(&posting.title)));
        lines.push(words.applied_text_employer(&short(posting.employer.trim())));
    }
    with_proof(facts, lines.join("\n"), applied)
}
