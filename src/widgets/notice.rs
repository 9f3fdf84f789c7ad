//! What a page says when there is nothing to show: still waiting, nothing found, no line, something broken. And the short
//! word after something was done.

use super::icon::Icon;
use super::text::{Rank, centred, galley, paint_centred, paint_in, paint_left};
use super::theme::{Theme, mm};
use eframe::egui::{Align2, Area, Context, CornerRadius, Id, Order, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// A large pictogram, a heading and a sentence, in the middle of the page.
pub fn notice(ui: &mut Ui, icon: Icon, heading: &str, words: &str) {
    let theme = Theme::of(ui);
    ui.vertical_centered(|ui| {
        let side = mm(if theme.elder { 52.0 } else { 46.0 });
        let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
        ui.painter().circle_filled(rect.center(), side / 2.0, theme.colour.accent_tint);
        icon.duotone(ui.painter(), rect.center(), side * 0.58, &theme);
        ui.add_space(theme.space.s);
        centre_ui(ui, Rank::Heading, heading, theme.colour.ink);
        if !words.is_empty() {
            centre_ui(ui, Rank::Body, words, theme.colour.ink_soft);
        }
    });
}

/// A text whose lines are centred on the page.
pub fn centre_ui(ui: &mut Ui, rank: Rank, words: &str, colour: eframe::egui::Color32) {
    let theme = Theme::of(ui);
    let width = (ui.available_width() - 2.0 * theme.space.m).min(mm(300.0));
    let words_laid = centred(ui, words, rank.font(&theme), colour, width, 12);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), words_laid.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    paint_centred(ui.painter(), rect.center(), words_laid);
}

/// The place of a card that is still being read: a pale shape, so that the page does not jump.
pub fn placeholder(ui: &mut Ui, size: impl Into<eframe::egui::Vec2>) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(size.into(), Sense::hover());
    let painter = ui.painter();
    painter.rect_filled(rect, theme.corner(), theme.colour.card);
    let bar = |x: f32, y: f32, w: f32, h: f32| {
        let min = rect.min + vec2(rect.width() * x, rect.height() * y);
        let bar = Rect::from_min_size(min, vec2(rect.width() * w, rect.height() * h));
        painter.rect_filled(bar, CornerRadius::from(mm(1.5)), theme.colour.sunk);
    };
    bar(0.04, 0.16, 0.32, 0.2);
    bar(0.66, 0.16, 0.3, 0.2);
    bar(0.04, 0.5, 0.6, 0.12);
    bar(0.04, 0.74, 0.22, 0.12);
}

/// A short word above the bottom bar. `bottom` is how far above the screen's edge, in points.
pub fn toast(ctx: &Context, icon: Icon, words: &str, bottom: f32) {
    let theme = Theme::of_context(ctx);
    Area::new(Id::unique("toast"))
        .anchor(Align2::CENTER_BOTTOM, [0.0, -bottom - theme.space.m])
        .order(Order::Foreground)
        .interactable(false)
        .show(ctx, |ui| {
            let laid = galley(ui, words, Rank::Strong.font(&theme), theme.colour.card, mm(200.0), 3);
            let pictogram = theme.size.lead;
            let size = laid.size() + vec2(pictogram + theme.space.l * 2.0 + theme.space.s, theme.space.l);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Status, true, words));
            ui.painter().rect_filled(rect, theme.corner(), theme.colour.ink);
            let centre = rect.left_center() + vec2(theme.space.l + pictogram / 2.0, 0.0);
            icon.filled(ui.painter(), centre, pictogram, theme.colour.card);
            let mut inner = rect;
            inner.min.x += theme.space.l + pictogram;
            paint_in(ui.painter(), inner, laid);
        });
}

/// What is being said, at the foot of a page and in two lines; gives back the place it takes.
pub fn subtitle(ui: &Ui, page: Rect, icon: Icon, words: &str) -> Rect {
    let theme = Theme::of(ui);
    let c = &theme.colour;
    let height = theme.size.body * 1.45 * 2.0 + 2.0 * theme.space.xs;
    let rect = page.with_min_y(page.bottom() - height);
    let response = ui.interact(rect, Id::unique("subtitle"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Caption, true, words));
    ui.painter().rect_filled(rect, 0.0, c.ink);
    let side = theme.size.lead;
    let left = rect.left() + theme.space.l;
    icon.filled(ui.painter(), pos2(left + side / 2.0, rect.center().y), side, c.paper);
    let left = left + side + theme.space.s;
    let laid = galley(ui, words, Rank::Body.font(&theme), c.paper, rect.right() - theme.space.l - left, 2);
    paint_left(ui.painter(), left, rect.center().y, laid);
    rect
}

/// How far something has come, between 0 and 1.
pub fn progress(ui: &mut Ui, share: f32, name: &str) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), mm(4.0)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    let corner = CornerRadius::from(mm(2.0));
    ui.painter().rect_filled(rect, corner, theme.colour.sunk);
    let done = Rect::from_min_size(rect.min, vec2(rect.width() * share.clamp(0.0, 1.0), rect.height()));
    ui.painter().rect_filled(done, corner, theme.colour.accent);
}
