//! The writing pad in place of the letters: large candidates, the sheet, and keys to correct beside it.

use super::icons;
use super::ink::{Drawn, sheet};
use super::keyboard::{self, Cap, GAP, Names, bottom_ui, key_height, tray};
use super::page::lying;
use super::text::{galley, paint_in};
use super::theme::{Theme, mm};
use eframe::egui::{Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

/// What was touched.
#[derive(Debug, Clone, PartialEq)]
pub enum Press {
    Drawn(Vec<Drawn>),
    /// A candidate, by its place.
    Pick(usize),
    /// The last stroke goes.
    Undo,
    /// All ink goes.
    Clear,
    /// A key that the pad shares with the other layouts.
    Key(keyboard::Press),
}

/// The pad as it is to be shown.
#[derive(Debug, Clone, Copy)]
#[must_use = "a pad is seen only when it is shown"]
pub struct WritingPad<'a> {
    /// Strokes, in points from the sheet's upper left corner.
    pub ink: &'a [Vec<[f32; 2]>],
    /// At most ten.
    pub candidates: &'a [&'a str],
    /// What stands on the sheet while it is empty.
    pub sheet: &'a str,
    /// Signs to touch while there is nothing to pick: a comma drawn by hand looks like a dot, and a dot like a hyphen.
    pub signs: &'a [char],
    /// What else can be done about a character that is not among the candidates; stands at the foot of the ink.
    pub elsewhere: &'a str,
    pub undo: &'a str,
    pub clear: &'a str,
    pub names: Names<'a>,
}

/// Candidates in a row; on a narrow screen in two.
const CANDIDATES: usize = 10;

impl WritingPad<'_> {
    /// Shows it at the bottom; gives back what was touched and where it lies.
    pub fn show(&self, ui: &mut Ui) -> (Option<Press>, Rect) {
        let theme = Theme::of(ui);
        // Upright there is room for a sheet as large as a hand; lying, the field above must stay in sight.
        let sheet = if lying(ui) { 3.0 } else { 5.0 } * (key_height(&theme) + GAP) - GAP;
        let width = keyboard::width(ui);
        let strip = rows(width, &theme) as f32 * (theme.target.primary + GAP);
        let height = strip + sheet + GAP + key_height(&theme) + 2.0 * theme.space.s;
        tray(ui, height, |ui, rect| {
            let (above, below) = (rect.top() + strip, rect.bottom() - key_height(&theme));
            let picked = self.candidates_ui(ui, rect.with_max_y(above - GAP), &theme);
            let middle = Rect::from_min_max(pos2(rect.left(), above), pos2(rect.right(), below - GAP));
            let drawn = self.sheet_ui(ui, middle);
            let key = bottom_ui(ui, rect.with_min_y(below), keyboard::Layout::Writing, &self.names);
            picked.or(drawn).or(key.map(Press::Key))
        })
    }

    fn candidates_ui(&self, ui: &mut Ui, rect: Rect, theme: &Theme) -> Option<Press> {
        if self.candidates.is_empty() {
            return self.signs_ui(ui, rect, theme);
        }
        let key = |place: usize| key_at(rect, place, theme);
        let mut picked = None;
        for (place, candidate) in self.candidates.iter().take(CANDIDATES).enumerate() {
            if Cap::candidate(candidate).show(ui, key(place), candidate).clicked() {
                picked = Some(Press::Pick(place));
            }
        }
        picked
    }

    /// Where candidates will stand.
    fn signs_ui(&self, ui: &mut Ui, rect: Rect, theme: &Theme) -> Option<Press> {
        let mut touched = None;
        for (place, sign) in self.signs.iter().take(CANDIDATES).enumerate() {
            let shown = sign.to_string();
            if Cap::candidate(&shown).quiet().show(ui, key_at(rect, place, theme), &shown).clicked() {
                touched = Some(Press::Key(keyboard::Press::Sign(*sign)));
            }
        }
        touched
    }

    /// The sheet, and at its right what corrects.
    fn sheet_ui(&self, ui: &mut Ui, rect: Rect) -> Option<Press> {
        let column = ((rect.width() - 9.0 * GAP) / 10.0 * 1.5).max(mm(24.0));
        let left = rect.right() - column;
        let height = (rect.height() - 2.0 * GAP) / 3.0;
        let at = |n: f32| Rect::from_min_size(pos2(left, rect.top() + n * (height + GAP)), vec2(column, height));
        let paper = rect.with_max_x(left - GAP);
        let drawn = sheet(ui, paper, self.ink, self.sheet, self.sheet);
        if !self.candidates.is_empty() {
            self.elsewhere_ui(ui, paper);
        }
        if !drawn.is_empty() {
            return Some(Press::Drawn(drawn));
        }
        if Cap::word(self.undo).quiet().show(ui, at(0.0), self.undo).clicked() {
            return Some(Press::Undo);
        }
        if Cap::word(self.clear).quiet().show(ui, at(1.0), self.clear).clicked() {
            return Some(Press::Clear);
        }
        let backspace = Cap::icon(icons::BACKSPACE).quiet().show(ui, at(2.0), self.names.backspace);
        backspace.clicked().then_some(Press::Key(keyboard::Press::Backspace))
    }

    /// A line at the foot of the sheet, or at its head where the ink reaches down to it; where it reaches to both, the line is
    /// only told. A finger draws over it.
    fn elsewhere_ui(&self, ui: &Ui, paper: Rect) {
        let theme = Theme::of(ui);
        let font = Theme::regular(theme.size.small);
        let words = galley(ui, self.elsewhere, font, theme.colour.ink_soft, paper.width() - 2.0 * theme.space.s, 1);
        let high = words.size().y + theme.space.xs;
        let ys = || self.ink.iter().flatten().map(|[_, y]| *y);
        let (top, bottom) = (ys().fold(f32::INFINITY, f32::min), ys().fold(0.0, f32::max));
        let below = paper.with_min_y(paper.bottom() - high);
        let free_above = top > high + theme.space.xs;
        let free_below = bottom < paper.height() - high - theme.space.xs;
        let place = if free_below || !free_above { below } else { paper.with_max_y(paper.top() + high) };
        if free_below || free_above {
            paint_in(ui.painter(), place, words);
        }
        let response = ui.interact(place, ui.scope_id().with("elsewhere"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, self.elsewhere));
    }
}

/// Where the candidate of a place stands.
fn key_at(rect: Rect, place: usize, theme: &Theme) -> Rect {
    let columns = CANDIDATES / rows(rect.width(), theme);
    let width = (rect.width() - (columns - 1) as f32 * GAP) / columns as f32;
    let step = vec2(width + GAP, theme.target.primary + GAP);
    let at = vec2((place % columns) as f32, (place / columns) as f32) * step;
    Rect::from_min_size(rect.min + at, step - Vec2::splat(GAP))
}

fn rows(width: f32, theme: &Theme) -> usize {
    let needed = CANDIDATES as f32 * (theme.target.secondary + GAP) - GAP;
    if width >= needed { 1 } else { 2 }
}
