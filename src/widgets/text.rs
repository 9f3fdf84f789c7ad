//! Words on the page, and words laid out inside other widgets.

use super::theme::Theme;
use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{
    Align, Color32, FontId, Galley, Label, Painter, Pos2, Rect, Response, RichText, Role, Sense, TextFormat, Ui,
    WidgetInfo, vec2,
};
use std::sync::Arc;

/// Rank of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    Small,
    Body,
    Strong,
    Lead,
    Heading,
    Display,
}

impl Rank {
    /// For lines to be copied by hand, or kept as they will be printed: small, except where large type is asked for.
    #[must_use]
    pub const fn of_copy(theme: &Theme) -> Self {
        if theme.elder { Self::Body } else { Self::Small }
    }

    #[must_use]
    pub fn font(self, theme: &Theme) -> FontId {
        match self {
            Self::Small => Theme::regular(theme.size.small),
            Self::Body => Theme::regular(theme.size.body),
            Self::Strong => Theme::bold(theme.size.body),
            Self::Lead => Theme::bold(theme.size.lead),
            Self::Heading => Theme::bold(theme.size.heading),
            Self::Display => Theme::bold(theme.size.display),
        }
    }
}

/// A text in ink, wrapped at the page's width.
pub fn say(ui: &mut Ui, rank: Rank, words: impl Into<String>) -> Response {
    let ink = Theme::of(ui).colour.ink;
    say_in(ui, rank, ink, words)
}

/// A text of second rank.
pub fn murmur(ui: &mut Ui, rank: Rank, words: impl Into<String>) -> Response {
    let soft = Theme::of(ui).colour.ink_soft;
    say_in(ui, rank, soft, words)
}

/// A text in a given colour of the theme.
pub fn say_in(ui: &mut Ui, rank: Rank, colour: Color32, words: impl Into<String>) -> Response {
    let font = rank.font(&Theme::of(ui));
    ui.add(Label::new(RichText::new(words).font(font).color(colour)).wrap())
}

/// How far the base line of Noto Sans SC lies below the top of a row, in ems.
pub const ASCENT: f32 = 1.16;

/// An amount of money, as large as it gets on a page, and its unit beside it on the same base line; where the line is too
/// short, the unit stands below.
pub fn money(ui: &mut Ui, amount: &str, unit: &str) -> Response {
    let theme = Theme::of(ui);
    let colour = theme.colour.wage;
    let width = ui.available_width();
    let (large, small) = (theme.size.wage * 1.5, theme.size.lead);
    let spoken = format!("{amount} {unit}");
    let amount = galley(ui, amount, Theme::bold(large), colour, width, 3);
    let unit = galley(ui, unit, Theme::bold(small), colour, width, 1);
    let beside = amount.rows.len() == 1 && amount.size().x + theme.space.xs + unit.size().x <= width;
    let below = if beside || unit.size().x <= 0.0 { 0.0 } else { unit.size().y };
    let (rect, response) = ui.allocate_exact_size(vec2(width, amount.size().y + below), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.trim()));
    let unit_at = if beside {
        rect.min + vec2(amount.size().x + theme.space.xs, (large - small) * ASCENT)
    } else {
        rect.min + vec2(0.0, amount.size().y)
    };
    ui.painter().galley(rect.min, amount, colour);
    ui.painter().galley(unit_at, unit, colour);
    response
}

/// Lays words out in at most `rows` rows of `width` points; what does not fit ends in "…".
#[must_use]
pub fn galley(ui: &Ui, words: &str, font: FontId, colour: Color32, width: f32, rows: usize) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(words.to_owned(), TextFormat::simple(font, colour));
    job.wrap =
        TextWrapping { max_width: width.max(1.0), max_rows: rows, break_anywhere: rows == 1, ..Default::default() };
    ui.painter().layout_job(job)
}

/// One row in the largest type in which the words fit, from the given one down to the smallest that may be.
#[must_use]
pub fn fitting(ui: &Ui, words: &str, font: &FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let least = Theme::of(ui).size.least.min(font.size);
    let laid = |size: f32| galley(ui, words, FontId::new(size, font.family.clone()), colour, width, 1);
    let sizes = [1.0, 0.92, 0.85, 0.78].map(|part| font.size * part).into_iter().filter(|size| *size > least);
    sizes.map(laid).find(|words| !words.elided).unwrap_or_else(|| laid(least))
}

/// The same, its rows centred around where it is painted.
#[must_use]
pub fn centred(ui: &Ui, words: &str, font: FontId, colour: Color32, width: f32, rows: usize) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(words.to_owned(), TextFormat::simple(font, colour));
    job.wrap = TextWrapping { max_width: width.max(1.0), max_rows: rows, ..Default::default() };
    job.halign = Align::Center;
    ui.painter().layout_job(job)
}

/// Paints a galley of [`galley`] with its middle at `y` and its left edge at `x`.
pub fn paint_left(painter: &Painter, x: f32, y: f32, galley: Arc<Galley>) {
    let top = y - galley.size().y / 2.0;
    painter.galley(Pos2::new(x, top), galley, Color32::PLACEHOLDER);
}

/// Paints one galley over another, both with their left edge at `x` and together around the middle `y`.
pub fn paint_stacked(painter: &Painter, x: f32, y: f32, upper: Arc<Galley>, lower: Arc<Galley>) {
    let top = y - f32::midpoint(upper.size().y, lower.size().y);
    let between = top + upper.size().y;
    painter.galley(Pos2::new(x, top), upper, Color32::PLACEHOLDER);
    painter.galley(Pos2::new(x, between), lower, Color32::PLACEHOLDER);
}

/// Paints a galley of [`centred`] around a point.
pub fn paint_centred(painter: &Painter, centre: Pos2, galley: Arc<Galley>) {
    let top = centre.y - galley.size().y / 2.0;
    painter.galley(Pos2::new(centre.x, top), galley, Color32::PLACEHOLDER);
}

/// Paints a galley of [`galley`] in the middle of a rectangle.
pub fn paint_in(painter: &Painter, rect: Rect, galley: Arc<Galley>) {
    let at = rect.center() - galley.size() / 2.0;
    painter.galley(at, galley, Color32::PLACEHOLDER);
}
