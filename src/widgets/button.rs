//! Buttons: one primary on a page, secondary ones beside it, quiet ones for ways out.

use super::icon::Icon;
use super::surface::{Surface, focus_ring, pressed, touch};
use super::text::{galley, paint_in};
use super::theme::{Theme, mm};
use eframe::egui::{Color32, Galley, Pos2, Rect, Response, Stroke, Ui, Vec2, Widget, vec2};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Quiet,
    Danger,
}

/// A button with words, and perhaps a pictogram before them.
#[derive(Debug, Clone, Copy)]
#[must_use = "a button is seen only when it is added to a Ui"]
pub struct Button<'a> {
    words: &'a str,
    kind: Kind,
    icon: Option<Icon>,
    trailing: Option<Icon>,
    enabled: bool,
    width: Option<f32>,
    large: bool,
}

impl<'a> Button<'a> {
    const fn new(words: &'a str, kind: Kind) -> Self {
        Self { words, kind, icon: None, trailing: None, enabled: true, width: None, large: false }
    }

    /// The one thing to do next.
    pub const fn primary(words: &'a str) -> Self {
        Self::new(words, Kind::Primary)
    }

    pub const fn secondary(words: &'a str) -> Self {
        Self::new(words, Kind::Secondary)
    }

    /// Without a surface: for ways out and small choices.
    pub const fn quiet(words: &'a str) -> Self {
        Self::new(words, Kind::Quiet)
    }

    /// Something that cannot be taken back.
    pub const fn danger(words: &'a str) -> Self {
        Self::new(words, Kind::Danger)
    }

    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// A pictogram behind the words, for ways on.
    pub const fn trailing(mut self, icon: Icon) -> Self {
        self.trailing = Some(icon);
        self
    }

    pub const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// A fixed width, in points.
    pub const fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// As wide as the place it stands in.
    pub const fn wide(mut self) -> Self {
        self.width = Some(f32::INFINITY);
        self
    }

    /// Half as tall again: for the one button of a page that has only one.
    pub const fn large(mut self) -> Self {
        self.large = true;
        self
    }

    /// How large it is on a page, in points.
    #[must_use]
    pub fn size(&self, ui: &Ui) -> Vec2 {
        self.laid(ui, &Theme::of(ui), Color32::PLACEHOLDER).size
    }

    fn laid(&self, ui: &Ui, theme: &Theme, colour: Color32) -> Laid {
        let letters = if self.large { theme.size.heading } else { theme.size.lead };
        let icon = letters * 1.25 + theme.space.s * 1.2;
        let icons = icon * (f32::from(u8::from(self.icon.is_some())) + f32::from(u8::from(self.trailing.is_some())));
        let padding = if self.kind == Kind::Quiet { theme.space.m } else { theme.space.l };
        let room = self.width.unwrap_or(f32::INFINITY).min(ui.available_width());
        let words = galley(ui, self.words, Theme::bold(letters), colour, room - icons - padding, 2);
        let natural = words.size().x + icons + 2.0 * padding;
        let width = self.width.map_or(natural, |w| w.min(ui.available_width()));
        let least = theme.target.primary * if self.large { 1.4 } else { 1.0 };
        let height = least.max(words.size().y + theme.space.s);
        Laid { words, size: vec2(width.max(least), height), letters, icon, icons }
    }

    fn surface(&self, theme: &Theme) -> (Surface, Color32) {
        let c = &theme.colour;
        let card = Surface::card(theme);
        let full = |fill, pressed_fill| Surface { fill, pressed_fill, stroke: Stroke::NONE, ..card };
        if !self.enabled {
            return (Surface { lifted: false, stroke: theme.hairline(), ..full(c.sunk, c.sunk) }, c.ink_soft);
        }
        match self.kind {
            Kind::Primary => (full(c.accent, c.accent_pressed), c.on_accent),
            Kind::Secondary => (Surface { stroke: Stroke::new(mm(0.4), c.edge), ..card }, c.ink),
            Kind::Quiet => (Surface { lifted: false, ..full(Color32::TRANSPARENT, c.sunk) }, c.accent),
            Kind::Danger => (Surface { stroke: Stroke::new(mm(0.5), c.bad), ..card }, c.bad),
        }
    }
}

/// A button as it is laid out.
struct Laid {
    words: Arc<Galley>,
    size: Vec2,
    /// The size of its letters.
    letters: f32,
    /// The width of a pictogram with what stands beside it, and of all of them.
    icon: f32,
    icons: f32,
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let (surface, colour) = self.surface(&theme);
        let Laid { words, size, letters, icon: icon_width, icons } = self.laid(ui, &theme, colour);
        let (rect, response) = touch(ui, size, self.enabled, self.words);
        if ui.is_rect_visible(rect) {
            let painter = ui.painter();
            let sink = surface.paint(painter, rect, &theme, pressed(&response));
            focus_ring(painter, rect, &theme, &response);
            let content = words.size().x + icons;
            let mut inner = Rect::from_center_size(rect.center() + vec2(0.0, sink), vec2(content, size.y));
            if let Some(icon) = self.icon {
                icon.line(painter, Pos2::new(inner.left() + letters * 0.62, inner.center().y), letters * 1.25, colour);
                inner.min.x += icon_width;
            }
            if let Some(icon) = self.trailing {
                icon.line(painter, Pos2::new(inner.right() - letters * 0.62, inner.center().y), letters * 1.1, colour);
                inner.max.x -= icon_width;
            }
            paint_in(painter, inner, words);
        }
        response
    }
}
