//! A card that says all it has to say: a pictogram, a title, a sentence, and perhaps a word that matters. As tall as its words
//! need.

use super::icon::Icon;
use super::surface::{Surface, focus_ring, pressed, touch};
use super::text::{galley, paint_left};
use super::theme::{Theme, mm};
use eframe::egui::{CornerRadius, Galley, Rect, Response, Ui, Widget, vec2};
use std::sync::Arc;

/// A card of a list of things to read.
#[derive(Debug, Clone, Copy)]
#[must_use = "a card is seen only when it is added to a Ui"]
pub struct Leaf<'a> {
    icon: Icon,
    title: &'a str,
    line: &'a str,
    note: &'a str,
    warns: bool,
    width: f32,
}

impl<'a> Leaf<'a> {
    /// A card of a width in points.
    pub const fn new(icon: Icon, title: &'a str, line: &'a str, width: f32) -> Self {
        Self { icon, title, line, note: "", warns: false, width }
    }

    /// A word below: a day, a count.
    pub const fn note(mut self, note: &'a str) -> Self {
        self.note = note;
        self
    }

    /// The word below is a warning.
    pub const fn warning(mut self, note: &'a str) -> Self {
        self.note = note;
        self.warns = true;
        self
    }

    /// How tall it is, in points.
    #[must_use]
    pub fn height(&self, ui: &Ui) -> f32 {
        self.laid(ui, &Theme::of(ui)).height
    }

    fn laid(&self, ui: &Ui, theme: &Theme) -> Laid {
        let c = &theme.colour;
        let side = theme.size.lead * 1.9;
        let left = theme.space.m + side + theme.space.m;
        let room = self.width - left - theme.space.m;
        let title = galley(ui, self.title, Theme::bold(theme.size.lead), c.ink, room, 4);
        let line = galley(ui, self.line, Theme::regular(theme.size.body), c.ink_soft, room, 6);
        let note_ink = if self.warns { c.on_warm } else { c.accent };
        let note = galley(ui, self.note, Theme::bold(theme.size.small), note_ink, room - theme.space.s * 1.6, 3);
        let gap = theme.space.xs;
        let heights = [
            title.size().y,
            if self.line.is_empty() { 0.0 } else { line.size().y + gap },
            if self.note.is_empty() { 0.0 } else { note.size().y + gap + theme.space.xs },
        ];
        let inner: f32 = heights.iter().sum();
        let height = (inner + 2.0 * theme.space.m).max(theme.target.primary).max(side + 2.0 * theme.space.s);
        Laid { title, line, note, side, left, inner, height }
    }
}

/// Its words as they are laid out.
struct Laid {
    title: Arc<Galley>,
    line: Arc<Galley>,
    note: Arc<Galley>,
    /// Of the pictogram.
    side: f32,
    /// Where the words begin.
    left: f32,
    /// How tall the words are together.
    inner: f32,
    height: f32,
}

impl Widget for Leaf<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let c = &theme.colour;
        let (gap, laid) = (theme.space.xs, self.laid(ui, &theme));
        let Laid { title, line, note, side, left, inner, height } = laid;
        let texts = [self.title, self.line, self.note];
        let name = texts.iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join("，");
        let (rect, response) = touch(ui, vec2(self.width, height), true, &name);
        if ui.is_rect_visible(rect) {
            let painter = ui.painter();
            let sink = Surface::card(&theme).paint(painter, rect, &theme, pressed(&response));
            focus_ring(painter, rect, &theme, &response);
            let rect = rect.translate(vec2(0.0, sink));
            let middle = rect.left_center() + vec2(theme.space.m + side / 2.0, 0.0);
            let ground = Rect::from_center_size(middle, vec2(side, side));
            painter.rect_filled(ground, CornerRadius::from(side * 0.28), c.accent_tint);
            self.icon.duotone(painter, middle, side * 0.66, &theme);
            let x = rect.left() + left;
            let mut y = rect.center().y - inner / 2.0;
            paint_left(painter, x, y + title.size().y / 2.0, title.clone());
            y += title.size().y;
            if !self.line.is_empty() {
                y += gap;
                paint_left(painter, x, y + line.size().y / 2.0, line.clone());
                y += line.size().y;
            }
            if !self.note.is_empty() {
                y += gap;
                let height = note.size().y + theme.space.xs;
                let mut left = x;
                if self.warns {
                    let width = note.size().x + theme.space.s * 1.6;
                    let tag = Rect::from_min_size(eframe::egui::pos2(x, y), vec2(width, height));
                    painter.rect_filled(tag, CornerRadius::from(mm(2.0)), c.warm);
                    left += theme.space.s * 0.8;
                }
                paint_left(painter, left, y + height / 2.0, note);
            }
        }
        response
    }
}
