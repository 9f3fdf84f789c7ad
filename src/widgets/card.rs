//! The card of a job in a list: the wage is the largest thing on it, in its own unit.

use super::chip::{paint_tag, tag_width};
use super::surface::{Surface, focus_ring, pressed, touch};
use super::text::{ASCENT, galley, paint_left};
use super::theme::{Theme, mm};
use eframe::egui::{Pos2, Rect, Response, Role, Ui, Widget, WidgetInfo, vec2};

/// What a card says; all in words already.
#[derive(Debug, Clone, Copy)]
#[must_use = "a card is seen only when it is added to a Ui"]
pub struct JobCard<'a> {
    pub title: &'a str,
    /// `4000–6000` and `元/月`: the amount large, the unit beside it.
    pub wage: (&'a str, &'a str),
    /// Employer and place.
    pub whom_and_where: &'a str,
    pub tags: &'a [&'a str],
    /// How fresh, where it is worth saying.
    pub fresh: Option<&'a str>,
    /// It stands back behind the others: old, or in doubt.
    pub faded: bool,
    pub width: f32,
}

impl JobCard<'_> {
    /// Where a card is too narrow for title and wage side by side.
    fn stacked(theme: &Theme, width: f32) -> bool {
        width < theme.size.lead * 22.0
    }

    /// The height of every card of a width, in points: all are equal, so that a list of a hundred thousand scrolls
    /// without having laid them out.
    #[must_use]
    pub fn height(theme: &Theme, width: f32) -> f32 {
        let first = (theme.size.wage * 1.3).max(theme.size.lead * 1.45);
        let title = if Self::stacked(theme, width) { theme.size.lead * 1.45 } else { 0.0 };
        first + title + theme.size.body * 1.5 + theme.size.small * 1.9 + 2.0 * theme.space.m
    }

    fn spoken(&self) -> String {
        let (amount, unit) = self.wage;
        let tags = self.tags.join("，");
        [self.title, &format!("{amount} {unit}"), self.whom_and_where, &tags, self.fresh.unwrap_or_default()]
            .iter()
            .map(|s| s.trim())
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
            .join("，")
    }

    fn contents(&self, ui: &Ui, rect: Rect, theme: &Theme) {
        let inner = rect.shrink2(vec2(theme.space.l * 0.8, theme.space.m));
        let first = (theme.size.wage * 1.3).max(theme.size.lead * 1.45);
        let mut y = inner.top();
        if Self::stacked(theme, rect.width()) {
            let width = self.wage_ui(ui, inner.left(), y + first / 2.0, theme, inner.width(), false);
            self.fresh_ui(ui, inner.right(), y + first / 2.0, theme, inner.width() - width);
            y += first;
            let title = galley(ui, self.title, Theme::bold(theme.size.lead), theme.colour.ink, inner.width(), 1);
            paint_left(ui.painter(), inner.left(), y + theme.size.lead * 0.725, title);
            y += theme.size.lead * 1.45;
        } else {
            let wage = self.wage_ui(ui, inner.right(), y + first / 2.0, theme, inner.width() * 0.66, true);
            let width = inner.width() - wage - theme.space.m;
            let title = galley(ui, self.title, Theme::bold(theme.size.lead), theme.colour.ink, width, 1);
            paint_left(ui.painter(), inner.left(), y + first / 2.0, title);
            y += first;
        }
        let line = theme.size.body * 1.5;
        let whom =
            galley(ui, self.whom_and_where, Theme::regular(theme.size.body), theme.colour.ink_soft, inner.width(), 1);
        paint_left(ui.painter(), inner.left(), y + line / 2.0, whom);
        y += line;
        let middle = y + theme.size.small * 0.95 + theme.space.xs * 0.5;
        let fresh = if Self::stacked(theme, rect.width()) {
            0.0
        } else {
            self.fresh_ui(ui, inner.right(), middle, theme, inner.width())
        };
        self.tags_ui(ui, inner.left(), inner.right() - fresh - theme.space.s, middle, theme);
    }

    /// Amount large, unit small on one base line; gives back the width it took.
    fn wage_ui(&self, ui: &Ui, x: f32, middle: f32, theme: &Theme, room: f32, right: bool) -> f32 {
        let (amount, unit) = self.wage;
        let c = theme.colour.wage;
        let unit = galley(ui, unit, Theme::regular(theme.size.body), c, room * 0.6, 1);
        let gap = if unit.size().x > 0.0 { theme.space.xs } else { 0.0 };
        let left_over = room - unit.size().x - gap;
        let laid = |size: f32| galley(ui, amount, Theme::bold(size), c, left_over, 1);
        // A long amount is written a little smaller rather than cut: half a number is a wrong one.
        let size = [1.0, 0.88].map(|part| theme.size.wage * part).into_iter().find(|size| !laid(*size).elided);
        let size = size.unwrap_or(theme.size.wage * 0.76);
        let amount = laid(size);
        let width = amount.size().x + gap + unit.size().x;
        let left = if right { x - width } else { x };
        let base = middle + theme.size.wage * 0.36;
        let unit_left = left + amount.size().x + gap;
        let painter = ui.painter();
        painter.galley(Pos2::new(left, base - size * ASCENT), amount, c);
        painter.galley(Pos2::new(unit_left, base - theme.size.body * ASCENT), unit, c);
        width
    }

    fn fresh_ui(&self, ui: &Ui, right: f32, middle: f32, theme: &Theme, room: f32) -> f32 {
        let Some(fresh) = self.fresh else { return 0.0 };
        let width = tag_width(ui, fresh);
        if width > room {
            return 0.0;
        }
        paint_tag(ui, ui.painter(), right - width, middle, fresh, theme.colour.warm, theme.colour.on_warm)
    }

    fn tags_ui(&self, ui: &Ui, left: f32, right: f32, middle: f32, theme: &Theme) {
        let mut x = left;
        for tag in self.tags {
            if x + tag_width(ui, tag) > right {
                break;
            }
            x += paint_tag(ui, ui.painter(), x, middle, tag, theme.colour.accent_tint, theme.colour.accent)
                + theme.space.s * 0.8;
        }
    }
}

impl JobCard<'_> {
    /// Composes the words of the card that no other card has, without showing them: each character is drawn once, and that is
    /// done before the card comes into sight.
    pub fn compose(&self, ui: &Ui) {
        let theme = Theme::of(ui);
        let colours = &theme.colour;
        drop(galley(ui, self.title, Theme::bold(theme.size.lead), colours.ink, self.width, 1));
        drop(galley(ui, self.whom_and_where, Theme::regular(theme.size.body), colours.ink_soft, self.width, 1));
    }

    /// Shows the card as a picture of itself, which cannot be touched.
    pub fn picture(&self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let size = vec2(self.width, Self::height(&theme, self.width));
        let (rect, response) = ui.allocate_exact_size(size, eframe::egui::Sense::empty());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, self.spoken()));
        Surface::flat(&theme).paint(ui.painter(), rect, &theme, false);
        self.contents(ui, rect, &theme);
    }
}

impl Widget for JobCard<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let size = vec2(self.width, Self::height(&theme, self.width));
        let (rect, response) = touch(ui, size, true, &self.spoken());
        if ui.is_rect_visible(rect) {
            let surface = if self.faded { Surface::faded(&theme) } else { Surface::card(&theme) };
            let sink = surface.paint(ui.painter(), rect, &theme, pressed(&response));
            focus_ring(ui.painter(), rect, &theme, &response);
            self.contents(ui, rect.translate(vec2(0.0, sink)), &theme);
        }
        response
    }
}

/// The gap between two cards, in points.
#[must_use]
pub fn gap(theme: &Theme) -> f32 {
    theme.target.gap.max(mm(5.0))
}
