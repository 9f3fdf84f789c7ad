//! Where one is in a form of several pages, and where something is to be put right.

use super::icons;
use super::surface::{focus_ring, pressed};
use super::text::{fitting, paint_in};
use super::theme::{Theme, mm};
use eframe::egui::{CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// How far one page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Open,
    Done,
    /// Something on it must be put right.
    Faulty,
}

/// Shows the pages side by side; gives back the one that was touched.
pub fn steps(ui: &mut Ui, pages: &[(&str, StepState)], current: usize) -> Option<usize> {
    let theme = Theme::of(ui);
    let height = theme.target.secondary.max(theme.size.small * 1.5 + mm(12.0));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let gap = mm(2.0);
    let width = (rect.width() - gap * (pages.len() as f32 - 1.0)) / pages.len().max(1) as f32;
    let mut touched = None;
    for (place, (words, state)) in pages.iter().enumerate() {
        let left = rect.left() + place as f32 * (width + gap);
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(width, height));
        let response = ui.interact(cell, ui.scope_id().with(("step", place)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, place == current, *words));
        step_ui(ui, cell, words, *state, place == current, pressed(&response), &theme);
        focus_ring(ui.painter(), cell, &theme, &response);
        if response.clicked() {
            touched = Some(place);
        }
    }
    touched
}

fn step_ui(ui: &Ui, rect: Rect, words: &str, state: StepState, current: bool, down: bool, theme: &Theme) {
    let c = &theme.colour;
    let ink = match state {
        StepState::Faulty => c.bad,
        _ if current => c.accent,
        StepState::Done => c.ink,
        StepState::Open => c.ink_soft,
    };
    let painter = ui.painter();
    if down {
        painter.rect_filled(rect, theme.small_corner(), c.sunk);
    }
    let thick = if current { mm(1.6) } else { mm(0.8) };
    let bar = Rect::from_min_max(pos2(rect.left(), rect.bottom() - thick), rect.max);
    let fill = match state {
        StepState::Faulty => c.bad,
        StepState::Done => c.accent,
        StepState::Open if current => c.accent,
        StepState::Open => c.line,
    };
    painter.rect_filled(bar, CornerRadius::from(thick / 2.0), fill);
    let font = if current { Theme::bold(theme.size.small) } else { Theme::regular(theme.size.small) };
    let icon = match state {
        StepState::Done => Some(icons::CHECK_CIRCLE),
        StepState::Faulty => Some(icons::WARNING_CIRCLE),
        StepState::Open => None,
    };
    let side = theme.size.small * 0.95;
    let beside = side + mm(1.2);
    // The words go before the mark, whose colour the bar has as well.
    let icon = icon.filter(|_| !fitting(ui, words, &font, ink, rect.width() - beside).elided);
    let room = if icon.is_some() { beside } else { 0.0 };
    let words = fitting(ui, words, &font, ink, rect.width() - room);
    let mut inner = rect;
    inner.max.y -= mm(2.0);
    if let Some(icon) = icon {
        let left = inner.center().x - f32::midpoint(words.size().x, room);
        icon.filled(painter, pos2(left + side / 2.0, inner.center().y), side, ink);
        inner.min.x += room;
    }
    paint_in(painter, inner, words);
}
