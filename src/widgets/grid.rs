//! Tiles in columns, as many as the page is wide enough for.

use super::theme::{Theme, mm};
use eframe::egui::{Ui, vec2};

/// How many columns of at least `least` points fit, between one and `most`.
#[must_use]
pub fn columns(ui: &Ui, least: f32, most: usize) -> usize {
    let gap = Theme::of(ui).target.gap;
    let fit = ((ui.available_width() + gap) / (least + gap)).floor();
    (fit.max(1.0) as usize).min(most.max(1))
}

/// Columns for tiles of a page: two on an upright screen, three or four on a lying one.
#[must_use]
pub fn tile_columns(ui: &Ui) -> usize {
    let theme = Theme::of(ui);
    columns(ui, if theme.elder { mm(118.0) } else { mm(100.0) }, 4)
}

/// Shows `count` things in columns; `cell` gets the place and the width of its column in points.
pub fn grid(ui: &mut Ui, columns: usize, count: usize, mut cell: impl FnMut(&mut Ui, usize, f32)) {
    let gap = Theme::of(ui).target.gap;
    let columns = columns.max(1);
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    for row in 0..count.div_ceil(columns) {
        ui.horizontal_top(|ui| {
            for place in row * columns..((row + 1) * columns).min(count) {
                cell(ui, place, width);
            }
        });
    }
}
