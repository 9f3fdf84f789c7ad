//! Lists that fling, and pages of choices for those who would rather not scroll.

use super::button::Button;
use super::icons;
use super::surface::{Surface, focus_ring, pressed};
use super::text::{Rank, galley, paint_in, paint_left};
use super::theme::{Theme, mm};
use eframe::egui::scroll_area::{DragScroll, ScrollSource};
use eframe::egui::{
    Color32, CornerRadius, Id, Margin, Mesh, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};
use std::ops::Range;

/// A vertical list that follows a finger and goes on after it, in the rest of the page. Its bar and the shadows of what
/// lies in it use the page's margin, so that its contents stay in line with what stands above. Where it goes on below the
/// page's end, a button with the words `more` says so and scrolls, for who has never drawn a finger over a screen.
pub fn fling<R>(ui: &mut Ui, id: &str, more: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    in_margin(ui, |ui, margin| {
        let wish = ui.scope_id().with((id, "scroll on"));
        let shown = area(id, margin).show(ui, |ui| {
            if let Some(way) = ui.data_mut(|data| data.remove_temp::<f32>(wish)) {
                ui.scroll_with_delta(vec2(0.0, -way));
            }
            contents(ui)
        });
        let hidden = shown.content_size.y - shown.inner_rect.height() - shown.state.clamped_offset().y;
        let theme = Theme::of(ui);
        // What is hidden may be no more than the room that pages leave at their end. While something is typed, the button
        // would cover what little of the page there is above the keyboard.
        let typing = ui.ctx().text_edit_focused();
        let wanted = hidden > 2.0 * theme.space.l && !typing;
        if wanted && more_ui(ui, shown.inner_rect, wish, more) {
            ui.data_mut(|data| data.insert_temp(wish, shown.inner_rect.height() * 0.7));
            ui.ctx().request_repaint();
        }
        shown.inner
    })
}

/// The button that says that there is more below, in the middle of the list's lower edge.
fn more_ui(ui: &Ui, list: Rect, id: Id, words: &str) -> bool {
    let theme = Theme::of(ui);
    let c = &theme.colour;
    let icon = theme.size.small;
    let laid = galley(ui, words, Theme::bold(theme.size.small), c.accent, list.width(), 1);
    let size = vec2(laid.size().x + icon + theme.space.xs + 2.0 * theme.space.m, theme.target.secondary);
    let rect = Rect::from_center_size(list.center_bottom() - vec2(0.0, size.y / 2.0 + theme.space.xs), size);
    veil(ui, list.with_min_y(rect.top() - theme.space.m), c.paper);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    let corner = CornerRadius::from(size.y / 2.0);
    let surface = Surface { corner, stroke: Stroke::new(mm(0.4), c.accent), ..Surface::card(&theme) };
    let sink = surface.paint(ui.painter(), rect, &theme, pressed(&response));
    focus_ring(ui.painter(), rect, &theme, &response);
    let at = pos2(rect.left() + theme.space.m, rect.center().y + sink);
    icons::CARET_DOWN.line(ui.painter(), at + vec2(icon / 2.0, 0.0), icon, c.accent);
    paint_left(ui.painter(), at.x + icon + theme.space.xs, at.y, laid);
    response.clicked()
}

/// Lets what lies in a strip fade into the page, from above to its middle.
fn veil(ui: &Ui, strip: Rect, paper: Color32) {
    let mut mesh = Mesh::default();
    for (height, colour) in [(0.0, paper.gamma_multiply(0.0)), (0.5, paper), (1.0, paper)] {
        let y = strip.top() + strip.height() * height;
        mesh.colored_vertex(pos2(strip.left(), y), colour);
        mesh.colored_vertex(pos2(strip.right(), y), colour);
    }
    for corner in [0, 2] {
        mesh.add_triangle(corner, corner + 1, corner + 2);
        mesh.add_triangle(corner + 1, corner + 2, corner + 3);
    }
    ui.painter().add(mesh);
}

/// The same for rows of one height, of which only those in sight are laid out. `height` is in points, without the gap.
pub fn fling_rows<R>(
    ui: &mut Ui,
    id: &str,
    height: f32,
    rows: usize,
    contents: impl FnOnce(&mut Ui, Range<usize>) -> R,
) -> R {
    in_margin(ui, |ui, margin| area(id, margin).show_rows(ui, height, rows, contents).inner)
}

fn area(id: &str, margin: f32) -> ScrollArea {
    let source = ScrollSource { scroll_bar: true, drag: DragScroll::Always, mouse_wheel: true };
    let margin = Margin { left: margin as i8, right: margin as i8, top: 0, bottom: margin as i8 };
    ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).scroll_source(source).content_margin(margin)
}

fn in_margin<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui, f32) -> R) -> R {
    let margin = Theme::of(ui).space.l * 0.75;
    let rect = ui.available_rect_before_wrap().expand2(vec2(margin, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| contents(ui, margin)).inner
}

/// Two buttons and the page's number between them; `page` counts from zero. Shows nothing where one page is all.
/// `before`, `after` and `place` are words ("2 / 5").
pub fn pager(ui: &mut Ui, page: &mut usize, pages: usize, before: &str, after: &str, place: &str) -> bool {
    if pages < 2 {
        return false;
    }
    let theme = Theme::of(ui);
    let was = *page;
    let width = ui.available_width();
    let side = width * 0.36;
    ui.spacing_mut().item_spacing.x = 0.0;
    ui.horizontal(|ui| {
        if ui.add(Button::secondary(before).icon(icons::CARET_LEFT).width(side).enabled(*page > 0)).clicked() {
            *page = page.saturating_sub(1);
        }
        let (rect, response) = ui.allocate_exact_size(vec2(width - 2.0 * side, theme.target.primary), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, place));
        let words = galley(ui, place, Rank::Lead.font(&theme), theme.colour.ink_soft, rect.width(), 1);
        paint_in(ui.painter(), rect, words);
        if ui
            .add(Button::secondary(after).trailing(icons::CARET_RIGHT).width(side).enabled(*page + 1 < pages))
            .clicked()
        {
            *page = (*page + 1).min(pages - 1);
        }
    });
    was != *page
}
