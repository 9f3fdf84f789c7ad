//! The bottom bar, which is the same everywhere, and the status line above the page.

use super::icon::Icon;
use super::page::lying;
use super::surface::{focus_ring, pressed, touch};
use super::text::{fitting, galley, paint_left};
use super::theme::{Theme, mm};
use eframe::egui::{Frame, Panel, Pos2, Rect, Role, Ui, UiBuilder, vec2};

/// One slot of the bottom bar.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    pub icon: Icon,
    pub words: &'a str,
    /// A slot that leads nowhere now keeps its place, faintly.
    pub enabled: bool,
    /// The slot for help stands out.
    pub warm: bool,
}

/// Height of the bottom bar, in points. A lying screen has little height to give: there the words stand beside the icon.
#[must_use]
pub fn height(theme: &Theme, lying: bool) -> f32 {
    if lying { theme.target.primary + mm(4.0) } else { theme.target.primary + theme.size.small * 0.9 + theme.space.s }
}

/// The page above and the bar below: the bar is shown after the page, because it is read after it, by who sees it and by
/// who hears it.
#[must_use]
pub fn split(ui: &Ui) -> (Rect, Rect) {
    let theme = Theme::of(ui);
    let whole = ui.available_rect_before_wrap();
    whole.split_top_bottom_at_y(whole.bottom() - height(&theme, lying(ui)))
}

/// Shows the bar in its place; gives back the place of the slot that was touched.
pub fn bottom_bar(ui: &mut Ui, rect: Rect, slots: &[Slot<'_>]) -> Option<usize> {
    let theme = Theme::of(ui);
    ui.painter().rect_filled(rect, 0.0, theme.colour.card);
    ui.painter().hline(rect.x_range(), rect.top(), theme.hairline());
    let place = UiBuilder::new().max_rect(rect).accessibility_role(Role::Navigation);
    ui.scope_builder(place, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let width = rect.width() / slots.len().max(1) as f32;
        let mut touched = None;
        ui.horizontal_top(|ui| {
            for (place, slot) in slots.iter().enumerate() {
                if slot_ui(ui, slot, vec2(width, rect.height()), &theme) {
                    touched = Some(place);
                }
            }
        });
        touched
    })
    .inner
}

fn slot_ui(ui: &mut Ui, slot: &Slot<'_>, size: impl Into<eframe::egui::Vec2>, theme: &Theme) -> bool {
    let (rect, response) = touch(ui, size, slot.enabled, slot.words);
    let c = &theme.colour;
    let painter = ui.painter();
    let ground = rect.shrink2(vec2(mm(1.5), mm(2.0)));
    if pressed(&response) && slot.enabled {
        painter.rect_filled(ground, theme.corner(), c.sunk);
    } else if slot.warm {
        painter.rect_filled(ground, theme.corner(), c.warm);
    }
    focus_ring(painter, ground, theme, &response);
    let ink = if slot.warm {
        c.on_warm
    } else if slot.enabled {
        c.accent
    } else {
        c.ink_soft
    };
    // What leads nowhere is still there, but only as a line.
    let ink = if slot.enabled { ink } else { ink.gamma_multiply(0.45) };
    let icon = theme.size.lead * 1.2;
    if lying(ui) {
        let room = rect.width() - icon - theme.space.xs - mm(6.0);
        let words = fitting(ui, slot.words, &Theme::bold(theme.size.small), ink, room);
        let left = rect.center().x - (icon + theme.space.xs + words.size().x) / 2.0;
        slot.icon.filled(painter, Pos2::new(left + icon / 2.0, rect.center().y), icon, ink);
        paint_left(painter, left + icon + theme.space.xs, rect.center().y, words);
    } else {
        let words = fitting(ui, slot.words, &Theme::bold(theme.size.small), ink, rect.width() - mm(4.0));
        let total = icon + theme.space.xs * 0.4 + words.size().y;
        let top = rect.center().y - total / 2.0;
        slot.icon.filled(painter, Pos2::new(rect.center().x, top + icon / 2.0), icon, ink);
        let left = rect.center().x - words.size().x / 2.0;
        paint_left(painter, left, top + total - words.size().y / 2.0, words);
    }
    slot.enabled && response.clicked()
}

/// How the line to the province is, at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Good,
    Waiting,
    Attention,
}

/// One piece of the status line.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    pub icon: Icon,
    pub words: &'a str,
    pub mood: Mood,
}

/// Height of the status line, in points.
#[must_use]
pub fn status_height(theme: &Theme) -> f32 {
    theme.size.small * 1.45 + theme.space.s
}

/// The line at the top: the station's name on the left, what the data are worth on the right.
pub fn status_line(ui: &mut Ui, station: &str, pieces: &[Piece<'_>]) {
    let theme = Theme::of(ui);
    Panel::top("status").exact_size(status_height(&theme)).frame(Frame::NONE).show_separator_line(false).show(
        ui,
        |ui| {
            let rect = ui.max_rect().shrink2(vec2(theme.space.l, 0.0));
            // The name comes first: a piece for which there is no room beside it is left out, the calm ones before the others.
            let name = galley(ui, station, Theme::bold(theme.size.small), theme.colour.ink, rect.width() * 0.45, 1);
            let whole: f32 = pieces.iter().map(|piece| piece_width(ui, piece, rect, &theme)).sum();
            let crowded = name.size().x + theme.space.m + whole > rect.width();
            let calm = |piece: &Piece<'_>| crowded && pieces.len() > 1 && piece.mood == Mood::Good;
            let mut right = rect.right();
            for piece in pieces.iter().rev().filter(|piece| !calm(piece)) {
                right = piece_ui(ui, piece, rect, right, &theme);
            }
            paint_left(ui.painter(), rect.left(), rect.center().y, name);
        },
    );
}

/// The width a piece takes with the gap before it, in points.
fn piece_width(ui: &Ui, piece: &Piece<'_>, rect: Rect, theme: &Theme) -> f32 {
    let font = Theme::regular(theme.size.small);
    let words = galley(ui, piece.words, font, theme.colour.ink, rect.width() * 0.6, 1);
    words.size().x + theme.size.small * 1.05 + theme.space.xs + theme.space.m
}

fn piece_ui(ui: &mut Ui, piece: &Piece<'_>, rect: Rect, right: f32, theme: &Theme) -> f32 {
    let colour = match piece.mood {
        Mood::Good => theme.colour.ink_soft,
        Mood::Waiting => theme.colour.on_warm,
        Mood::Attention => theme.colour.bad,
    };
    let words = galley(ui, piece.words, Theme::regular(theme.size.small), colour, rect.width() * 0.6, 1);
    let icon = theme.size.small * 1.05;
    let width = words.size().x + icon + theme.space.xs;
    let left = right - width;
    if left < rect.left() {
        return right;
    }
    let place = Rect::from_x_y_ranges(left..=right, rect.y_range());
    let response = ui.interact(place, ui.scope_id().with(piece.words), eframe::egui::Sense::hover());
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(Role::Label, true, piece.words));
    piece.icon.filled(ui.painter(), Pos2::new(left + icon / 2.0, rect.center().y), icon, colour);
    paint_left(ui.painter(), left + icon + theme.space.xs, rect.center().y, words);
    left - theme.space.m
}
