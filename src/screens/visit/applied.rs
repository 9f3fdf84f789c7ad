//! She has applied: a number, a code that holds the receipt as plain text, a slip, and where she will see what becomes of
//! it.

use super::VisitCommand;
use crate::domain::ledger::Registered;
use crate::screens::printing::{application_slip, print_ui};
use crate::screens::seeker::station_name;
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::lying;
use crate::widgets::qr::{Modules, show as qr};
use crate::widgets::text::Rank;
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Sense, Ui, vec2};

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let applied = facts.visit.applied.as_ref()?;
    let theme = Theme::of(ui);
    let text = plain_text(facts, applied);
    let mut command = None;
    fling(ui, "applied", facts.words.more_below(), |ui| {
        ui.add_space(theme.space.s);
        if lying(ui) {
            let width = ui.available_width();
            ui.horizontal_top(|ui| {
                ui.allocate_ui(vec2(width * 0.42, 0.0), |ui| {
                    ui.vertical_centered(|ui| code_ui(ui, facts, &text, mm(110.0)));
                });
                ui.vertical(|ui| {
                    said_ui(ui, facts, applied);
                    command = ways_ui(ui, facts, applied, &text);
                });
            });
        } else {
            said_ui(ui, facts, applied);
            let side = (ui.available_width() * 0.5).min(mm(120.0));
            ui.vertical_centered(|ui| code_ui(ui, facts, &text, side));
            ui.add_space(theme.space.s);
            command = ways_ui(ui, facts, applied, &text);
        }
        ui.add_space(theme.space.m);
    });
    command
}

fn said_ui(ui: &mut Ui, facts: &Facts<'_>, applied: &Registered) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let side = mm(26.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), side), Sense::hover());
    ui.painter().circle_filled(rect.center(), side / 2.0, theme.colour.accent_tint);
    icons::CHECK_CIRCLE.filled(ui.painter(), rect.center(), side * 0.7, theme.colour.accent);
    let done = if applied.already { words.applied_already() } else { words.applied_done() };
    centre_ui(ui, Rank::Heading, done, theme.colour.ink);
    centre_ui(ui, Rank::Body, words.receipt_number(), theme.colour.ink_soft);
    centre_ui(ui, Rank::Display, applied.receipt.as_str(), theme.colour.accent);
    centre_ui(ui, Rank::Body, words.applied_next(), theme.colour.ink_soft);
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

fn code_ui(ui: &mut Ui, facts: &Facts<'_>, text: &str, side: f32) {
    if let Some(code) = Modules::remembered(ui, text) {
        qr(ui, &code, side, facts.words.receipt_code());
        centre_ui(ui, Rank::Small, facts.words.receipt_scan(), Theme::of(ui).colour.ink_soft);
    }
}

/// The receipt for a phone without a network. Nothing personal: a phone is lent and lost.
fn plain_text(facts: &Facts<'_>, applied: &Registered) -> String {
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
    lines.join("\n")
}
