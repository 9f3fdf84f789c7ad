//! The frame of a page: margins that suit the screen, a heading with what belongs beside it, sections.

use super::icon::Icon;
use super::reach::stage;
use super::text::{Rank, galley, murmur, paint_left, say};
use super::theme::{Theme, mm};
use eframe::egui::{CentralPanel, Frame, Margin, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// The widest a page's contents become, in points: longer lines are hard to read and far to reach.
const WIDEST: f32 = mm(620.0);

/// The room between status line and bottom bar, with margins. The paper it lies on is the colour a frame begins with: to
/// paint it once more would cost a terminal without a graphics chip every pixel twice.
pub fn page<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui);
    let spare = (ui.available_width() - WIDEST).max(0.0) / 2.0;
    let side = (theme.space.l + spare) as i32;
    // Margins are bytes in egui; a very wide screen gets its spare room from a narrower child.
    let frame = Frame::new().inner_margin(Margin::symmetric(side.min(127) as i8, 0));
    CentralPanel::no_frame()
        .frame(frame)
        .show(ui, |ui| {
            let more = (side - 127).max(0) as f32;
            let rect = ui.max_rect().shrink2(vec2(more, 0.0));
            ui.scope_builder(UiBuilder::new().max_rect(rect), contents).inner
        })
        .inner
}

/// Shows the keyboard or pad at the bottom, if one is open; gives back the place that is left, for the page. Assistive
/// technology is told which is which.
pub fn keys(ui: &mut Ui, keyboard: impl FnOnce(&mut Ui)) -> UiBuilder {
    let place = UiBuilder::new().max_rect(ui.available_rect_before_wrap()).accessibility_role(Role::Toolbar);
    let rest = ui.scope_builder(place, |ui| {
        keyboard(ui);
        ui.available_rect_before_wrap()
    });
    UiBuilder::new().max_rect(rest.inner).accessibility_role(Role::Main)
}

/// Whether the page is wider than tall: that of the screen, or of the band of it that can be reached.
#[must_use]
pub fn lying(ui: &Ui) -> bool {
    let stage = stage(ui.ctx());
    stage.width() > stage.height()
}

/// The page's heading, with a line below it.
pub fn heading(ui: &mut Ui, words: &str, below: &str) {
    let theme = Theme::of(ui);
    ui.add_space(theme.space.s);
    ui.spacing_mut().item_spacing.y = theme.space.xs;
    say(ui, Rank::Heading, words);
    if !below.is_empty() {
        murmur(ui, Rank::Body, below);
    }
    ui.spacing_mut().item_spacing.y = theme.space.m;
    ui.add_space(theme.space.s);
}

/// The heading of a part of a page.
pub fn section(ui: &mut Ui, icon: Icon, words: &str) {
    let theme = Theme::of(ui);
    let size = theme.size.lead * 1.1;
    let width = ui.available_width();
    let heading = galley(ui, words, Rank::Lead.font(&theme), theme.colour.ink, width - size - theme.space.s, 2);
    let height = heading.size().y.max(theme.size.lead * 1.5);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, words));
    icon.filled(ui.painter(), rect.left_center() + vec2(size / 2.0, 0.0), size, theme.colour.accent);
    let left = rect.left() + size + theme.space.s;
    paint_left(ui.painter(), left, rect.center().y, heading);
}

/// A surface that holds several things together and is not touched itself.
pub fn panel<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui);
    Frame::new()
        .fill(theme.colour.card)
        .stroke(theme.hairline())
        .corner_radius(theme.corner())
        .inner_margin(Margin::symmetric((theme.space.l * 0.8) as i8, theme.space.m as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// A surface in the warm tone, for one sentence that should not be missed.
pub fn remark(ui: &mut Ui, icon: Icon, words: &str) {
    let theme = Theme::of(ui);
    let side = theme.size.lead * 1.3;
    let left = theme.space.m + side + theme.space.s;
    let width = ui.available_width() - left - theme.space.m;
    let laid = galley(ui, words, Rank::Body.font(&theme), theme.colour.on_warm, width, 8);
    let height = laid.size().y.max(side) + 2.0 * theme.space.s;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let painter = ui.painter();
    painter.rect_filled(rect, theme.corner(), theme.colour.warm);
    let centre = rect.left_center() + vec2(theme.space.m + side / 2.0, 0.0);
    icon.filled(painter, centre, side, theme.colour.on_warm);
    paint_left(painter, rect.left() + left, rect.center().y, laid);
}
