//! A row of a long list: a pictogram, two lines, and a word at the end. All rows of a list have one height, so that of
//! thousands only those in sight are laid out.

use super::icon::Icon;
use super::surface::{Surface, focus_ring, pressed, touch};
use super::text::{fitting, galley, paint_left, paint_stacked};
use super::theme::{Theme, mm};
use eframe::egui::{Color32, FontId, Galley, Pos2, Response, Stroke, Ui, Widget, vec2};
use std::sync::Arc;

/// A row.
#[derive(Debug, Clone, Copy)]
#[must_use = "a row is seen only when it is added to a Ui"]
pub struct Row<'a> {
    title: &'a str,
    below: &'a str,
    icon: Icon,
    end: &'a str,
    urgent: bool,
    lines: usize,
}

impl<'a> Row<'a> {
    pub const fn new(icon: Icon, title: &'a str, below: &'a str) -> Self {
        Self { title, below, icon, end: "", urgent: false, lines: 1 }
    }

    /// A short word at the end of the row.
    pub const fn end(mut self, end: &'a str) -> Self {
        self.end = end;
        self
    }

    /// Somebody should look at it soon.
    pub const fn urgent(mut self, urgent: bool) -> Self {
        self.urgent = urgent;
        self
    }

    /// What stands below the title may take so many lines: it is a sentence to act upon, which is not to be made small.
    pub const fn lines(mut self, lines: usize) -> Self {
        self.lines = lines;
        self
    }

    /// How many lines a sentence needs below a title: two or three where the page is narrow for its type.
    #[must_use]
    pub fn lines_in(ui: &Ui, theme: &Theme) -> usize {
        match ui.available_width() / theme.size.body {
            ems if ems < 27.0 => 3,
            ems if ems < 38.0 => 2,
            _ => 1,
        }
    }

    /// The height of rows with so many lines below their titles, in points.
    #[must_use]
    pub fn height_of(theme: &Theme, lines: usize) -> f32 {
        Self::height(theme) + theme.size.body * 1.45 * lines.saturating_sub(1) as f32
    }

    /// The height of every row, in points.
    #[must_use]
    pub fn height(theme: &Theme) -> f32 {
        (theme.size.lead + theme.size.body) * 1.45 + theme.space.m
    }
}

impl Widget for Row<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let c = &theme.colour;
        let size = vec2(ui.available_width(), Self::height_of(&theme, self.lines));
        let said = [self.title, self.below, self.end].map(str::trim);
        let name = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let (rect, response) = touch(ui, size, true, &name);
        if ui.is_rect_visible(rect) {
            let edge = if self.urgent { Stroke::new(mm(0.5), c.bad) } else { theme.hairline() };
            let surface = Surface { lifted: false, stroke: edge, ..Surface::card(&theme) };
            surface.paint(ui.painter(), rect, &theme, pressed(&response));
            focus_ring(ui.painter(), rect, &theme, &response);
            let mark = theme.size.lead * 1.3;
            let middle = rect.center().y;
            let mut left = rect.left() + theme.space.m;
            self.icon.line(ui.painter(), Pos2::new(left + mark / 2.0, middle), mark, c.accent);
            left += mark + theme.space.m;
            let colour: Color32 = if self.urgent { c.bad } else { c.accent };
            let mut end = galley(ui, self.end, Theme::bold(theme.size.body), colour, rect.width() * 0.36, 1);
            let room_beside = |end: f32| rect.right() - theme.space.m - end - left - theme.space.s;
            let fits = |text: &str, font: FontId| {
                galley(ui, text, font, c.ink, f32::INFINITY, 1).size().x <= room_beside(end.size().x)
            };
            if !fits(self.title, Theme::bold(theme.size.lead)) || !fits(self.below, Theme::regular(theme.size.body)) {
                // What stands at the end is broken into two lines before anything else is cut.
                end = galley(ui, self.end, Theme::bold(theme.size.body), colour, rect.width() * 0.26, 2);
            }
            let end_left = rect.right() - theme.space.m - end.size().x;
            let room = room_beside(end.size().x);
            let title = fitting(ui, self.title, &Theme::bold(theme.size.lead), c.ink, room);
            let below = self.below(ui, &theme, room);
            if self.below.is_empty() {
                paint_left(ui.painter(), left, middle, title);
            } else {
                paint_stacked(ui.painter(), left, middle, title, below);
            }
            paint_left(ui.painter(), end_left, middle, end);
        }
        response
    }
}

impl Row<'_> {
    /// What stands below the title; over several lines where it may have them, and smaller only where those are too few.
    fn below(&self, ui: &Ui, theme: &Theme, room: f32) -> Arc<Galley> {
        let (font, soft) = (Theme::regular(theme.size.body), theme.colour.ink_soft);
        if self.lines == 1 {
            return fitting(ui, self.below, &font, soft, room);
        }
        let least = theme.size.least.min(font.size);
        let laid = |size: f32| galley(ui, self.below, Theme::regular(size), soft, room, self.lines);
        let sizes = [1.0, 0.92, 0.85, 0.78].map(|part| font.size * part).into_iter().filter(|size| *size > least);
        sizes.map(laid).find(|words| !words.elided).unwrap_or_else(|| laid(least))
    }
}
