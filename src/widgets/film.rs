//! A picture of a poster or a film, as large as its place allows without being cut or stretched, with what is said in it.

use super::surface;
use super::text::{Rank, centred, paint_centred};
use super::theme::{SUBTITLE_GROUND, SUBTITLE_INK, Theme, UNTINTED, mm};
use eframe::egui::{Align2, Rect, TextureId, Ui, Vec2, pos2, vec2};

/// Paints it into the middle of a place, and gives back where it came to lie.
pub fn show(ui: &Ui, place: Rect, texture: TextureId, size: Vec2, said: &str) -> Rect {
    let theme = Theme::of(ui);
    let scale = (place.size() / size.max(Vec2::splat(1.0))).min_elem();
    let here = Align2::CENTER_CENTER.align_size_within_rect(size * scale, place);
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    surface::lift(ui.painter(), here, theme.corner(), &theme);
    ui.painter().image(texture, here, whole, UNTINTED);
    said_ui(ui, here, said, &theme);
    here
}

/// What is said, on a band over the lower part of the picture: light on dark, whatever is behind it.
fn said_ui(ui: &Ui, picture: Rect, said: &str, theme: &Theme) {
    if said.is_empty() {
        return;
    }
    let width = picture.width() - 2.0 * theme.space.l;
    let laid = centred(ui, said, Rank::Lead.font(theme), SUBTITLE_INK, width, 3);
    let high = laid.size().y + 2.0 * theme.space.s;
    let middle = pos2(picture.center().x, picture.bottom() - theme.space.m - high / 2.0);
    let band = Rect::from_center_size(middle, vec2(laid.size().x + 2.0 * theme.space.m, high));
    ui.painter().rect_filled(band, mm(2.0), SUBTITLE_GROUND);
    paint_centred(ui.painter(), band.center(), laid);
}

/// A line that says how far a film is, from 0 to 1.
pub fn progress(ui: &mut Ui, part: f32) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), mm(2.0)), eframe::egui::Sense::hover());
    ui.painter().rect_filled(rect, mm(1.0), theme.colour.sunk);
    let done = rect.with_max_x(rect.left() + rect.width() * part.clamp(0.0, 1.0));
    ui.painter().rect_filled(done, mm(1.0), theme.colour.accent);
}
