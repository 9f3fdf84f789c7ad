//! A large choice: a pictogram, its words, and how much is behind it.

use super::icon::Icon;
use super::surface::{Surface, focus_ring, pressed, touch};
use super::text::{galley, paint_left, paint_stacked};
use super::theme::{Theme, mm};
use eframe::egui::{Color32, CornerRadius, Pos2, Rect, Response, Ui, Widget, vec2};

/// Sizes that words too long for their tile are tried in, as shares of the usual one.
const SQUEEZES: [f32; 5] = [1.0, 0.92, 0.85, 0.78, LEAST_SQUEEZE];
const LEAST_SQUEEZE: f32 = 0.7;

/// A tile of a grid.
#[derive(Debug, Clone, Copy)]
#[must_use = "a tile is seen only when it is added to a Ui"]
pub struct Tile<'a> {
    words: &'a str,
    note: &'a str,
    icon: Option<Icon>,
    chosen: bool,
    money: bool,
    width: f32,
    height: Option<f32>,
}

impl<'a> Tile<'a> {
    /// A tile of a width in points.
    pub const fn new(words: &'a str, width: f32) -> Self {
        Self { words, note: "", icon: None, chosen: false, money: false, width, height: None }
    }

    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// A line below the words: a count, an explanation.
    pub const fn note(mut self, note: &'a str) -> Self {
        self.note = note;
        self
    }

    pub const fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// The words are an amount of money, the note its unit.
    pub const fn money(mut self) -> Self {
        self.money = true;
        self
    }

    pub const fn height(mut self, height: f32) -> Self {
        self.height = Some(height);
        self
    }

    /// The height of a tile with a pictogram and a note, in points.
    #[must_use]
    pub fn usual_height(theme: &Theme) -> f32 {
        (theme.size.lead * 1.45 + theme.size.small * 1.45 + 2.0 * theme.space.m).max(theme.target.primary)
    }
}

impl Widget for Tile<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let height = self.height.unwrap_or_else(|| Self::usual_height(&theme));
        let name = if self.note.is_empty() { self.words.to_owned() } else { format!("{}，{}", self.words, self.note) };
        let (rect, response) = touch(ui, vec2(self.width, height), true, &name);
        if ui.is_rect_visible(rect) {
            let surface = if self.chosen { Surface::chosen(&theme) } else { Surface::card(&theme) };
            let sink = surface.paint(ui.painter(), rect, &theme, pressed(&response));
            focus_ring(ui.painter(), rect, &theme, &response);
            self.contents(ui, rect.translate(vec2(0.0, sink)), &theme);
        }
        response
    }
}

impl Tile<'_> {
    fn contents(&self, ui: &Ui, rect: Rect, theme: &Theme) {
        let mut left = rect.left() + theme.space.m;
        let words_size = match (self.money, Self::large(rect, theme)) {
            (true, _) => theme.size.wage,
            (false, true) => theme.size.lead * 1.15,
            (false, false) => theme.size.lead,
        };
        let ink = if self.money { theme.colour.wage } else { theme.colour.ink };
        if let Some(icon) = self.icon {
            let side = (rect.height() - 2.0 * theme.space.s).min(rect.width() * 0.29).min(mm(36.0));
            let margin = theme.space.s.max(((rect.height() - side) / 2.0).min(theme.space.m));
            let min = Pos2::new(rect.left() + margin, rect.center().y - side / 2.0);
            let ground = Rect::from_min_size(min, vec2(side, side));
            let fill = if self.chosen { theme.colour.card } else { theme.colour.accent_tint };
            ui.painter().rect_filled(ground, CornerRadius::from(side * 0.28), fill);
            icon.duotone(ui.painter(), ground.center(), side * 0.68, theme);
            left = ground.right() + theme.space.m;
        }
        let width = rect.right() - theme.space.s - left;
        // Two rows of the smallest always have room.
        let rows = self.rows(rect, theme);
        let (rows, squeeze) = self.squeeze(ui, words_size, width, rows).map_or((2, LEAST_SQUEEZE), |part| (rows, part));
        let words_size = words_size * squeeze;
        let words = galley(ui, self.words, Theme::bold(words_size), ink, width, rows);
        if self.note.is_empty() {
            return paint_left(ui.painter(), left, rect.center().y, words);
        }
        let room = rect.height() - theme.space.s - words.size().y;
        let note_rows = if Self::large(rect, theme) || room >= 2.0 * theme.size.small * 1.45 { 2 } else { 1 };
        let note = galley(ui, self.note, Theme::regular(theme.size.small), theme.colour.ink_soft, width, note_rows);
        paint_stacked(ui.painter(), left, rect.center().y, words, note);
    }

    /// How much smaller the words must be for all of them to be seen and none of them parted. Hanzi may be parted between
    /// lines, where there are two.
    fn squeeze(&self, ui: &Ui, size: f32, width: f32, rows: usize) -> Option<f32> {
        let laid = |words: &str, size: f32, width: f32, rows: usize| {
            galley(ui, words, Theme::bold(size), Color32::PLACEHOLDER, width, rows)
        };
        let whole = self.words.split(' ').filter(|word| rows == 1 || word.is_ascii());
        let longest = whole.map(|word| laid(word, size, f32::INFINITY, 1).size().x).fold(0.0, f32::max);
        let fits = |factor: &f32| longest * factor <= width && !laid(self.words, size * factor, width, rows).elided;
        SQUEEZES.into_iter().find(fits)
    }

    fn large(rect: Rect, theme: &Theme) -> bool {
        rect.height() > Self::usual_height(theme) * 1.25
    }

    /// Rows of words the tile has the height for, above its note.
    fn rows(&self, rect: Rect, theme: &Theme) -> usize {
        let note = if self.note.is_empty() { 0.0 } else { theme.size.small * 1.45 };
        ((rect.height() - note - theme.space.s) / (theme.size.lead * 1.5)).floor().clamp(1.0, 2.0) as usize
    }
}

/// The height of tiles that share out what is left of a page: between the usual and half as much again, in points.
#[must_use]
pub fn shared_height(ui: &Ui, rows: usize) -> f32 {
    let theme = Theme::of(ui);
    let usual = Tile::usual_height(&theme);
    let gaps = theme.target.gap * rows.max(1) as f32;
    ((ui.available_height() - gaps) / rows.max(1) as f32).clamp(usual, usual * 1.7)
}
