//! The visitor is done: a number, and a code that holds the receipt as plain text.

use super::StaffCommand;
use crate::domain::ledger::Registered;
use crate::screens::printing::{print_ui, receipt_slip};
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
    let registered = facts.staff.registered.as_ref()?;
    let theme = Theme::of(ui);
    let mut command = None;
    fling(ui, "receipt", facts.words.more_below(), |ui| {
        ui.add_space(theme.space.m);
        if lying(ui) {
            let width = ui.available_width();
            ui.horizontal_top(|ui| {
                ui.allocate_ui(vec2(width * 0.42, 0.0), |ui| {
                    ui.vertical_centered(|ui| code_ui(ui, facts, registered, mm(120.0)));
                });
                ui.vertical(|ui| {
                    said_ui(ui, facts, registered);
                    command = ways_ui(ui, facts, registered);
                });
            });
        } else {
            said_ui(ui, facts, registered);
            let side = (ui.available_width() * 0.55).min(mm(130.0));
            ui.vertical_centered(|ui| code_ui(ui, facts, registered, side));
            ui.add_space(theme.space.m);
            command = ways_ui(ui, facts, registered);
        }
    });
    command
}

fn said_ui(ui: &mut Ui, facts: &Facts<'_>, registered: &Registered) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let side = mm(30.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), side), Sense::hover());
    ui.painter().circle_filled(rect.center(), side / 2.0, theme.colour.accent_tint);
    icons::CHECK_CIRCLE.filled(ui.painter(), rect.center(), side * 0.7, theme.colour.accent);
    let done = if registered.already { words.receipt_already() } else { words.receipt_done() };
    centre_ui(ui, Rank::Heading, done, theme.colour.ink);
    centre_ui(ui, Rank::Body, words.receipt_number(), theme.colour.ink_soft);
    centre_ui(ui, Rank::Display, registered.receipt.as_str(), theme.colour.accent);
    centre_ui(ui, Rank::Body, words.receipt_what_now(), theme.colour.ink_soft);
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, registered: &Registered) -> Option<Command> {
    let words = facts.words;
    let printed = print_ui(ui, facts, || receipt_slip(facts, registered, &plain_text(facts, registered)));
    if ui.add(Button::primary(words.receipt_next()).icon(icons::USER_PLUS).wide()).clicked() {
        return Some(Command::Staff(StaffCommand::Begin));
    }
    let to_desk = ui.add(Button::secondary(words.receipt_to_desk()).wide()).clicked();
    printed.or(to_desk.then_some(Command::Staff(StaffCommand::Desk)))
}

fn code_ui(ui: &mut Ui, facts: &Facts<'_>, registered: &Registered, side: f32) {
    let text = plain_text(facts, registered);
    if let Some(code) = Modules::remembered(ui, &text) {
        qr(ui, &code, side, facts.words.receipt_code());
        centre_ui(ui, Rank::Small, facts.words.receipt_scan(), Theme::of(ui).colour.ink_soft);
    }
}

/// The receipt for a phone without a network: number, station, day. Nothing personal: a phone is lent and lost.
fn plain_text(facts: &Facts<'_>, registered: &Registered) -> String {
    let words = facts.words;
    let station = station_name(facts.status, words);
    let today = words.date_with_year(
        i64::from(facts.today.year()),
        i64::from(facts.today.month()),
        i64::from(facts.today.day()),
    );
    [
        words.receipt_text_title().to_owned(),
        words.receipt_text_number(registered.receipt.as_str()),
        words.receipt_text_station(&station),
        words.receipt_text_day(&today),
        words.receipt_text_valid(crate::domain::registration::VALID_DAYS),
    ]
    .join("\n")
}
