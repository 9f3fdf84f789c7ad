//! A yes or no with a title and a sentence: the whole row is the switch, since a finger is no mouse.

use super::surface::{Surface, focus_ring, pressed};
use super::text::{galley, paint_left};
use super::theme::{Theme, mm};
use eframe::egui::{CornerRadius, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

/// Rows of a title: what somebody agrees to is read whole.
const ROWS: usize = 6;

/// Shows a switch as wide as its place; a touch turns it.
pub fn switch(ui: &mut Ui, on: &mut bool, title: &str, text: &str) -> Response {
    let theme = Theme::of(ui);
    let knob = vec2(mm(22.0), mm(12.0));
    let width = ui.available_width();
    let room = width - knob.x - 3.0 * theme.space.m;
    let title_laid = galley(ui, title, Theme::bold(theme.size.body), theme.colour.ink, room, ROWS);
    let text_laid = galley(ui, text, Theme::regular(theme.size.small), theme.colour.ink_soft, room, 6);
    let between = if text.is_empty() { 0.0 } else { theme.space.xs };
    let below = if text.is_empty() { 0.0 } else { text_laid.size().y };
    let height = (title_laid.size().y + between + below + 2.0 * theme.space.s).max(theme.target.primary);
    let (rect, mut response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *on, title));
    if ui.is_rect_visible(rect) {
        let surface = if *on { Surface::chosen(&theme) } else { Surface::card(&theme) };
        let surface = Surface { lifted: false, ..surface };
        surface.paint(ui.painter(), rect, &theme, pressed(&response));
        focus_ring(ui.painter(), rect, &theme, &response);
        let left = rect.left() + theme.space.m;
        let top = rect.center().y - (title_laid.size().y + between + below) / 2.0;
        let text_top = top + title_laid.size().y + between;
        let (title_y, text_y) = (top + title_laid.size().y / 2.0, text_top + below / 2.0);
        paint_left(ui.painter(), left, title_y, title_laid);
        if !text.is_empty() {
            paint_left(ui.painter(), left, text_y, text_laid);
        }
        let place =
            Rect::from_center_size(Pos2::new(rect.right() - theme.space.m - knob.x / 2.0, rect.center().y), knob);
        knob_ui(ui, place, *on, &theme, &response);
    }
    response
}

fn knob_ui(ui: &Ui, rect: Rect, on: bool, theme: &Theme, response: &Response) {
    let c = &theme.colour;
    let way = ui.ctx().animate_bool_with_time(response.id, on, theme.motion);
    let painter = ui.painter();
    let corner = CornerRadius::from(rect.height() / 2.0);
    let fill = if on { c.accent } else { c.sunk };
    let edge = Stroke::new(mm(0.5), if on { c.accent } else { c.edge });
    painter.rect(rect, corner, fill, edge, StrokeKind::Inside);
    let radius = rect.height() / 2.0 - mm(1.6);
    let from = rect.left() + rect.height() / 2.0;
    let x = from + (rect.width() - rect.height()) * way;
    painter.circle(
        Pos2::new(x, rect.center().y),
        radius,
        c.card,
        Stroke::new(mm(0.4), if on { c.card } else { c.edge }),
    );
}
