//! Small touchable words: conditions that can be taken away, choices among a few, and tags that cannot be touched.

use super::icon::Icon;
use super::icons;
use super::surface::{Surface, focus_ring, pressed, touch};
use super::text::{galley, paint_left};
use super::theme::{Theme, mm};
use eframe::egui::{Color32, CornerRadius, Painter, Pos2, Rect, Response, Role, Stroke, Ui, Widget, WidgetInfo, vec2};

/// A pill.
#[derive(Debug, Clone, Copy)]
#[must_use = "a chip is seen only when it is added to a Ui"]
pub struct Chip<'a> {
    words: &'a str,
    spoken: Option<&'a str>,
    leading: Option<Icon>,
    trailing: Option<Icon>,
    chosen: Option<bool>,
}

impl<'a> Chip<'a> {
    /// A choice among several.
    pub const fn choice(words: &'a str, chosen: bool) -> Self {
        Self { words, spoken: None, leading: None, trailing: None, chosen: Some(chosen) }
    }

    /// A condition in force, which a touch takes away; `spoken` says so.
    pub const fn removable(words: &'a str, spoken: &'a str) -> Self {
        Self { words, spoken: Some(spoken), leading: None, trailing: Some(icons::X), chosen: Some(true) }
    }

    /// Opens a choice.
    pub const fn opening(words: &'a str) -> Self {
        Self { words, spoken: None, leading: None, trailing: Some(icons::CARET_DOWN), chosen: None }
    }

    pub const fn icon(mut self, icon: Icon) -> Self {
        self.leading = Some(icon);
        self
    }
}

impl Widget for Chip<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let chosen = self.chosen.unwrap_or(false);
        let colour = if chosen { theme.colour.accent } else { theme.colour.ink };
        let font = if chosen { Theme::bold(theme.size.body) } else { Theme::regular(theme.size.body) };
        let words = galley(ui, self.words, font, colour, ui.available_width(), 1);
        let icon = theme.size.body * 0.95;
        let icon_room = icon + theme.space.xs * 1.4;
        let icons = f32::from(u8::from(self.leading.is_some())) + f32::from(u8::from(self.trailing.is_some()));
        let width = words.size().x + icons * icon_room + 2.0 * theme.space.m;
        let size = vec2(width.max(theme.target.secondary), theme.target.secondary);
        let (rect, response) = touch(ui, size, true, self.spoken.unwrap_or(self.words));
        if let (Some(selected), None) = (self.chosen, self.spoken) {
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, self.words));
        }
        if ui.is_rect_visible(rect) {
            let base = if chosen { Surface::chosen(&theme) } else { Surface::card(&theme) };
            let stroke = if chosen { base.stroke } else { Stroke::new(mm(0.3), theme.colour.edge) };
            let surface = Surface { corner: CornerRadius::from(size.y / 2.0), lifted: false, stroke, ..base };
            surface.paint(ui.painter(), rect, &theme, pressed(&response));
            focus_ring(ui.painter(), rect, &theme, &response);
            let mut left = rect.center().x - f32::midpoint(words.size().x, icons * icon_room);
            let y = rect.center().y;
            if let Some(glyph) = self.leading {
                glyph.line(ui.painter(), Pos2::new(left + icon / 2.0, y), icon * 1.1, colour);
                left += icon_room;
            }
            let after = left + words.size().x + theme.space.xs * 1.4;
            paint_left(ui.painter(), left, y, words);
            if let Some(glyph) = self.trailing {
                glyph.line(ui.painter(), Pos2::new(after + icon / 2.0, y), icon, colour);
            }
        }
        response
    }
}

/// Paints a tag that only tells something; gives back the width it took, in points.
pub fn paint_tag(ui: &Ui, painter: &Painter, left: f32, middle: f32, words: &str, fill: Color32, ink: Color32) -> f32 {
    let theme = Theme::of(ui);
    let words = galley(ui, words, Theme::regular(theme.size.small), ink, f32::INFINITY, 1);
    let size = vec2(words.size().x + theme.space.s * 1.6, theme.size.small * 1.5);
    let rect = Rect::from_min_size(Pos2::new(left, middle - size.y / 2.0), size);
    painter.rect_filled(rect, CornerRadius::from(mm(2.0)), fill);
    paint_left(painter, left + theme.space.s * 0.8, middle, words);
    size.x
}

/// The width [`paint_tag`] would take, in points.
#[must_use]
pub fn tag_width(ui: &Ui, words: &str) -> f32 {
    let theme = Theme::of(ui);
    galley(ui, words, Theme::regular(theme.size.small), Color32::PLACEHOLDER, f32::INFINITY, 1).size().x
        + theme.space.s * 1.6
}
