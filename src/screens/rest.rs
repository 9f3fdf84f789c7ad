//! The screen at rest: while it is wiped, and in the hours in which nobody comes.

use super::Command;
use crate::i18n::Words;
use crate::widgets::icons;
use crate::widgets::notice::notice;
use crate::widgets::page::page;
use crate::widgets::surface::touch;
use eframe::egui::{Color32, Ui};

/// While the glass is wiped: touches mean nothing, and the time that is left is said.
pub fn cleaning(ui: &mut Ui, words: Words, left_secs: u64) {
    page(ui, |ui| {
        ui.add_space(ui.available_height() * 0.25);
        let left = words.cleaning_left(i64::try_from(left_secs).unwrap_or(i64::MAX));
        notice(ui, icons::HAND_SOAP, words.cleaning_title(), &left);
    });
}

/// Outside its hours: black, until somebody touches it.
pub fn asleep(ui: &mut Ui, words: Words) -> Option<Command> {
    let whole = ui.max_rect();
    ui.painter().rect_filled(whole, 0, Color32::BLACK);
    let (_, response) = touch(ui, whole.size(), true, words.asleep_touch());
    response.clicked().then_some(Command::Begin)
}
