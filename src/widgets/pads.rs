//! Pads of digits, large enough to hit without looking twice.

use super::icon::Icon;
use super::keyboard::Cap;
use super::theme::{Theme, mm};
use eframe::egui::{Rect, Sense, Ui, Vec2, pos2, vec2};

/// A key of a pad.
#[derive(Debug, Clone, Copy)]
pub enum PadCap<'a> {
    Sign(char),
    /// A pictogram, with its name for assistive technology.
    Icon(Icon, &'a str),
    Word(&'a str),
    /// The key that finishes.
    Done(&'a str),
    Gap,
}

const GAP: f32 = mm(2.5);

/// The size of a pad with keys of a comfortable size, at most as wide as `room`, in points.
#[must_use]
pub fn size(theme: &Theme, room: f32) -> Vec2 {
    let key = theme.target.primary.max(mm(20.0));
    vec2((4.0 * mm(36.0) + 3.0 * GAP).min(room), 4.0 * key + 3.0 * GAP)
}

/// Shows a pad in a place; gives back row and column of what was touched.
pub fn pad_in(ui: &mut Ui, rect: Rect, rows: &[[PadCap<'_>; 4]; 4]) -> Option<(usize, usize)> {
    let key = vec2((rect.width() - 3.0 * GAP) / 4.0, (rect.height() - 3.0 * GAP) / 4.0);
    let mut touched = None;
    for (row, caps) in rows.iter().enumerate() {
        for (column, cap) in caps.iter().enumerate() {
            let at = pos2(rect.left() + column as f32 * (key.x + GAP), rect.top() + row as f32 * (key.y + GAP));
            if cap_ui(ui, Rect::from_min_size(at, key), cap) {
                touched = Some((row, column));
            }
        }
    }
    touched
}

/// Shows a pad where the page goes on.
pub fn pad(ui: &mut Ui, rows: &[[PadCap<'_>; 4]; 4]) -> Option<(usize, usize)> {
    let size = size(&Theme::of(ui), ui.available_width());
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    pad_in(ui, rect, rows)
}

fn cap_ui(ui: &mut Ui, rect: Rect, cap: &PadCap<'_>) -> bool {
    match cap {
        PadCap::Sign(sign) => {
            let sign = sign.to_string();
            Cap::plain(&sign).show(ui, rect, &sign).clicked()
        }
        PadCap::Icon(icon, name) => Cap::icon(*icon).quiet().show(ui, rect, name).clicked(),
        PadCap::Word(words) => Cap::word(words).quiet().show(ui, rect, words).clicked(),
        PadCap::Done(words) => Cap::word(words).primary().show(ui, rect, words).clicked(),
        PadCap::Gap => false,
    }
}
