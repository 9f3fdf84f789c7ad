//! The strip above every page of a kiosk on which somebody practises.

use crate::i18n::Words;
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::text::{Rank, say_in};
use crate::widgets::theme::Theme;
use eframe::egui::{Align, Layout, Ui, vec2};

/// The height of the strip, in points.
#[must_use]
pub fn height(ui: &Ui) -> f32 {
    let theme = Theme::of(ui);
    theme.target.primary + 2.0 * theme.space.xs
}

/// Shows it; whether the practice is over.
pub fn show(ui: &mut Ui, words: Words, pin: &str) -> bool {
    let theme = Theme::of(ui);
    let strip = ui.max_rect();
    ui.painter().rect_filled(strip, 0, theme.colour.warm);
    let row = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(theme.space.m);
        let over = ui.add(Button::secondary(words.practice_end()).icon(icons::SIGN_OUT)).clicked();
        let room = vec2(ui.available_width() - theme.space.m, strip.height());
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(theme.space.m);
            say_in(ui, Rank::Small, theme.colour.on_warm, words.practice_banner(pin));
        });
        over
    });
    row.inner
}
