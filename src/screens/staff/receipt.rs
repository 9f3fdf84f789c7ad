//! The visitor is done: a number, and a code that holds the receipt as plain text.

use super::StaffCommand;
use crate::domain::ledger::Registered;
use crate::screens::phone::with_proof;
use crate::screens::printing::{print_ui, receipt_slip};
use crate::screens::receipt::{Receipt, receipt_page};
use crate::screens::seeker::station_name;
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::icons;
use eframe::egui::Ui;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let registered = facts.staff.registered.as_ref()?;
    let text = plain_text(facts, registered);
    let receipt = Receipt {
        page: "receipt",
        done: if registered.already { words.receipt_already() } else { words.receipt_done() },
        detail: None,
        number: &registered.receipt,
        next: words.receipt_what_now(),
        text: &text,
    };
    receipt_page(ui, facts, &receipt, |ui| ways_ui(ui, facts, registered, &text))
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, registered: &Registered, text: &str) -> Option<Command> {
    let words = facts.words;
    let printed = print_ui(ui, facts, || receipt_slip(facts, registered, text));
    if ui.add(Button::primary(words.receipt_next()).icon(icons::USER_PLUS).wide()).clicked() {
        return Some(Command::Staff(StaffCommand::Begin));
    }
    let to_desk = ui.add(Button::secondary(words.receipt_to_desk()).wide()).clicked();
    printed.or(to_desk.then_some(Command::Staff(StaffCommand::Desk)))
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
    let text = [
        words.receipt_text_title().to_owned(),
        words.receipt_text_number(registered.receipt.as_str()),
        words.receipt_text_station(&station),
        words.receipt_text_day(&today),
        words.receipt_text_valid(crate::domain::registration::VALID_DAYS),
    ]
    .join("\n");
    with_proof(facts, text, registered)
}
