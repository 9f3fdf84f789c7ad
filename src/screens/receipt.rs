//! Something is on the disk: its number, a code that holds the receipt as plain text, and the ways on. One page for a
//! registration, an application and a seat.

use super::{Command, Facts};
use crate::domain::ReceiptNo;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::lying;
use crate::widgets::qr::{Modules, show as qr};
use crate::widgets::text::Rank;
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Sense, Ui, vec2};

/// What a receipt says.
pub struct Receipt<'a> {
    /// The name of the page's scrolled part.
    pub page: &'static str,
    pub done: &'a str,
    /// What matters besides the number.
    pub detail: Option<&'a str>,
    pub number: &'a ReceiptNo,
    /// What happens next.
    pub next: &'a str,
    /// For a phone without a network. Nothing personal: a phone is lent and lost.
    pub text: &'a str,
}

/// Shows the page; `ways` are its buttons.
pub fn receipt_page(
    ui: &mut Ui,
    facts: &Facts<'_>,
    receipt: &Receipt<'_>,
    ways: impl FnOnce(&mut Ui) -> Option<Command>,
) -> Option<Command> {
    let space = Theme::of(ui).space;
    fling(ui, receipt.page, facts.words.more_below(), |ui| {
        ui.add_space(space.s);
        let most = mm(110.0);
        let command = if lying(ui) {
            let width = ui.available_width();
            ui.horizontal_top(|ui| {
                ui.allocate_ui(vec2(width * 0.42, 0.0), |ui| {
                    ui.vertical_centered(|ui| code_ui(ui, facts, receipt, most));
                });
                ui.vertical(|ui| {
                    said_ui(ui, facts, receipt);
                    ways(ui)
                })
                .inner
            })
            .inner
        } else {
            said_ui(ui, facts, receipt);
            let side = (ui.available_width() * 0.5).min(most);
            ui.vertical_centered(|ui| code_ui(ui, facts, receipt, side));
            ui.add_space(space.s);
            ways(ui)
        };
        ui.add_space(space.m);
        command
    })
}

fn said_ui(ui: &mut Ui, facts: &Facts<'_>, receipt: &Receipt<'_>) {
    let colour = Theme::of(ui).colour;
    done_mark(ui, mm(24.0));
    centre_ui(ui, Rank::Heading, receipt.done, colour.ink);
    if let Some(detail) = receipt.detail {
        centre_ui(ui, Rank::Strong, detail, colour.ink);
    }
    number_ui(ui, facts, receipt.number);
    centre_ui(ui, Rank::Body, receipt.next, colour.ink_soft);
}

/// The sign that it is done.
pub fn done_mark(ui: &mut Ui, side: f32) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), side), Sense::hover());
    ui.painter().circle_filled(rect.center(), side / 2.0, theme.colour.accent_tint);
    icons::CHECK_CIRCLE.filled(ui.painter(), rect.center(), side * 0.7, theme.colour.accent);
}

/// The number, large, with its name.
pub fn number_ui(ui: &mut Ui, facts: &Facts<'_>, number: &ReceiptNo) {
    let colour = Theme::of(ui).colour;
    centre_ui(ui, Rank::Body, facts.words.receipt_number(), colour.ink_soft);
    centre_ui(ui, Rank::Display, number.as_str(), colour.accent);
}

fn code_ui(ui: &mut Ui, facts: &Facts<'_>, receipt: &Receipt<'_>, side: f32) {
    if let Some(code) = Modules::remembered(ui, receipt.text) {
        qr(ui, &code, side, facts.words.receipt_code());
        centre_ui(ui, Rank::Small, facts.words.receipt_scan(), Theme::of(ui).colour.ink_soft);
    }
}
