//! A sheet to write on with a finger. What is drawn is seen in the same frame; what it means is not known here.

use super::text::{galley, paint_in};
use super::theme::{Theme, mm};
use eframe::egui::{Event, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

/// What a finger did on the sheet, in points from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Drawn {
    Down([f32; 2]),
    Move([f32; 2]),
    Up,
}

/// As wide as a felt pen's line.
const LINE: f32 = mm(1.8);

/// Shows the sheet with its ink, in points from its upper left corner. `name` is what assistive technology is told, `hint`
/// stands on the sheet while it is empty.
pub fn sheet(ui: &mut Ui, rect: Rect, ink: &[Vec<[f32; 2]>], name: &str, hint: &str) -> Vec<Drawn> {
    let theme = Theme::of(ui);
    let response = ui.interact(rect, ui.scope_id().with("sheet"), Sense::drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Unknown, true, name));
    let painter = ui.painter().with_clip_rect(rect);
    let edge = Stroke::new(mm(0.35), theme.colour.edge);
    painter.rect(rect, theme.small_corner(), theme.colour.card, edge, StrokeKind::Inside);
    let at = |pos: Pos2| (pos.clamp(rect.min, rect.max) - rect.min).into();
    let mut drawn = Vec::new();
    if response.drag_started() {
        drawn.extend(ui.input(|i| i.pointer.press_origin()).map(|pos| Drawn::Down(at(pos))));
    }
    if response.dragged() || response.drag_stopped() {
        // A quick finger moves several times between two frames, and each of them belongs to its line.
        ui.input(|input| {
            drawn.extend(input.events.iter().filter_map(|event| match event {
                Event::PointerMoved(pos) => Some(Drawn::Move(at(*pos))),
                _ => None,
            }));
        });
    }
    if response.drag_stopped() {
        drawn.push(Drawn::Up);
    }
    if ink.is_empty() && drawn.is_empty() {
        let words = galley(ui, hint, Theme::regular(theme.size.small), theme.colour.ink_soft, rect.width() * 0.9, 1);
        paint_in(&painter, rect, words);
    }
    let pen = Stroke::new(LINE, theme.colour.ink);
    for stroke in ink {
        line(&painter, rect.min, stroke, pen);
    }
    // What was drawn since the last frame is not in the ink yet.
    let last = ink.last().and_then(|stroke| stroke.last()).filter(|_| response.dragged() && !response.drag_started());
    let fresh: Vec<[f32; 2]> = last
        .copied()
        .into_iter()
        .chain(drawn.iter().filter_map(|drawn| match drawn {
            Drawn::Down(point) | Drawn::Move(point) => Some(*point),
            Drawn::Up => None,
        }))
        .collect();
    line(&painter, rect.min, &fresh, pen);
    drawn
}

/// A line with round ends.
fn line(painter: &Painter, origin: Pos2, stroke: &[[f32; 2]], pen: Stroke) {
    let points: Vec<Pos2> = stroke.iter().map(|[x, y]| origin + Vec2::new(*x, *y)).collect();
    let ends = [points.first().copied(), points.last().copied()];
    if points.len() > 1 {
        painter.line(points, pen);
    }
    for end in ends.into_iter().flatten() {
        painter.circle_filled(pos2(end.x, end.y), pen.width / 2.0, pen.color);
    }
}
