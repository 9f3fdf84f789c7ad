//! Pads of digits, large enough to hit without looking twice.

use super::icon::Icon;
use super::keyboard::Cap;
use super::theme::{Theme, mm};
use eframe::egui::{Rect, Sense, Ui, Vec2, pos2, vec2};

/// A key of a pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Rows of keys, all of one length; a key that stands twice beside itself is one wide key.
pub type Rows<'a> = Vec<Vec<PadCap<'a>>>;

/// The size of a pad with keys of a comfortable size, at most as wide as `room`, in points.
#[must_use]
pub fn size(theme: &Theme, room: f32, rows: &Rows<'_>) -> Vec2 {
    let (down, across) = (rows.len() as f32, rows.first().map_or(1, Vec::len) as f32);
    // Few keys are wide; many share what there is.
    let key = vec2(if across > 4.0 { mm(30.0) } else { mm(36.0) }, theme.target.primary.max(mm(20.0)));
    vec2((across * (key.x + GAP) - GAP).min(room), down * (key.y + GAP) - GAP)
}

/// Shows a pad in a place; gives back row and column of what was touched.
pub fn pad_in(ui: &mut Ui, rect: Rect, rows: &Rows<'_>) -> Option<(usize, usize)> {
    let (down, across) = (rows.len() as f32, rows.first().map_or(1, Vec::len) as f32);
    let key = vec2((rect.width() - (across - 1.0) * GAP) / across, (rect.height() - (down - 1.0) * GAP) / down);
    let mut touched = None;
    for (row, caps) in rows.iter().enumerate() {
        let mut column = 0;
        for caps in caps.chunk_by(|one, other| one == other) {
            let at = pos2(rect.left() + column as f32 * (key.x + GAP), rect.top() + row as f32 * (key.y + GAP));
            let width = caps.len() as f32 * (key.x + GAP) - GAP;
            let cap = caps.first().unwrap_or(&PadCap::Gap);
            if cap_ui(ui, Rect::from_min_size(at, vec2(width, key.y)), cap) {
                touched = Some((row, column));
            }
            column += caps.len();
        }
    }
    touched
}

/// Shows a pad where the page goes on.
pub fn pad(ui: &mut Ui, rows: &Rows<'_>) -> Option<(usize, usize)> {
    let size = size(&Theme::of(ui), ui.available_width(), rows);
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
