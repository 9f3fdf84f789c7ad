//! A question over the page, and a ring that shows how long is left.

use super::reach::stage;
use super::theme::{Theme, mm};
use eframe::egui::epaint::PathStroke;
use eframe::egui::{Align2, Context, Frame, Id, Margin, Modal, Pos2, Shape, Stroke, Ui, vec2};
use std::f32::consts::TAU;

/// Shows a card over the veiled page; everything below it waits.
pub fn dialog<R>(ctx: &Context, id: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of_context(ctx);
    let frame = Frame::new()
        .fill(theme.colour.card)
        .corner_radius(theme.corner())
        .inner_margin(Margin::same(theme.space.l as i8));
    let (screen, stage) = (ctx.content_rect(), stage(ctx));
    let width = (stage.width() - 2.0 * theme.space.l).min(mm(210.0));
    // In the middle of what can be reached.
    let area = Modal::default_area(Id::unique(id)).anchor(Align2::CENTER_CENTER, stage.center() - screen.center());
    Modal::new(Id::unique(id))
        .area(area)
        .backdrop_color(theme.colour.veil)
        .frame(frame)
        .show(ctx, |ui| {
            ui.set_width(width - 2.0 * theme.space.l);
            ui.vertical_centered(contents).inner
        })
        .inner
}

/// A ring with a number in it: `left` of `whole` seconds.
pub fn ring(ui: &mut Ui, left: u64, whole: u64) {
    let theme = Theme::of(ui);
    let side = theme.size.giant * 1.15;
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), eframe::egui::Sense::hover());
    let radius = side / 2.0 - mm(2.0);
    let share = left as f32 / whole.max(1) as f32;
    let painter = ui.painter();
    painter.circle_stroke(rect.center(), radius, Stroke::new(mm(2.4), theme.colour.sunk));
    let points: Vec<Pos2> = (0..=72_u16)
        .map(|i| {
            let angle = TAU * (share * f32::from(i) / 72.0 - 0.25);
            rect.center() + radius * vec2(angle.cos(), angle.sin())
        })
        .collect();
    painter.add(Shape::line(points, PathStroke::new(mm(2.4), theme.colour.accent)));
    let font = Theme::bold(theme.size.giant * 0.42);
    let number = super::text::galley(ui, &left.to_string(), font, theme.colour.ink, side, 1);
    super::text::paint_in(painter, rect, number);
}
