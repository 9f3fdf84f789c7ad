//! The touch keyboard: letters in the places of a typewriter, a strip of candidates above them, digits and signs behind a
//! key. It knows keys and words, not pinyin: what a key means is decided by who shows it.

use super::icon::Icon;
use super::icons;
use super::surface::{Surface, focus_ring, pressed};
use super::text::{galley, paint_in};
use super::theme::{Theme, mm};
use eframe::egui::{Frame, Margin, Panel, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Which keys are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Hanzi,
    Latin,
    Digits,
    /// A sheet to write on, see [`super::writing`].
    Writing,
}

/// What was touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    Letter(char),
    Sign(char),
    /// A candidate, by its place among those handed in.
    Pick(usize),
    /// More candidates; how many were shown.
    More(usize),
    Less,
    Backspace,
    Space,
    Done,
    Layout(Layout),
    Capital,
}

/// The words on the keys that are no letters.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    pub space: &'a str,
    pub done: &'a str,
    pub hanzi: &'a str,
    pub writing: &'a str,
    pub latin: &'a str,
    pub digits: &'a str,
    /// Told to assistive technology only.
    pub backspace: &'a str,
    pub capital: &'a str,
    pub more: &'a str,
    pub less: &'a str,
}

/// The keyboard as it is to be shown.
#[derive(Debug, Clone, Copy)]
#[must_use = "a keyboard is seen only when it is shown"]
pub struct Keyboard<'a> {
    pub layout: Layout,
    pub capital: bool,
    /// Letters waiting to become hanzi; empty where the text itself holds them.
    pub letters: &'a str,
    pub candidates: &'a [&'a str],
    /// Whether there are candidates before these.
    pub less: bool,
    /// What the strip says while there is nothing to pick.
    pub hint: &'a str,
    pub names: Names<'a>,
}

pub(super) const GAP: f32 = mm(1.7);
/// Wider keys would only make the way longer.
const WIDEST: f32 = mm(320.0);

/// The height of a key, in points.
pub(super) fn key_height(theme: &Theme) -> f32 {
    theme.target.secondary
}

/// The height of everything, in points.
#[must_use]
pub fn height(theme: &Theme) -> f32 {
    5.0 * key_height(theme) + 4.0 * GAP + 2.0 * theme.space.s
}

/// The width that keys have, in points.
pub(super) fn width(ui: &Ui) -> f32 {
    (ui.available_width() - 2.0 * Theme::of(ui).space.s).min(WIDEST)
}

/// Shows the surface at the bottom of the page on which keys lie, and gives back where it is.
pub fn tray<R>(ui: &mut Ui, height: f32, keys: impl FnOnce(&mut Ui, Rect) -> R) -> (R, Rect) {
    let theme = Theme::of(ui);
    let frame = Frame::new().fill(theme.colour.tray).inner_margin(Margin::same(0));
    let panel = Panel::bottom("keys").exact_size(height).frame(frame).show_separator_line(false);
    let shown = panel.show(ui, |ui| {
        let whole = ui.max_rect();
        let width = (whole.width() - 2.0 * theme.space.s).min(WIDEST);
        let size = vec2(width, whole.height() - 2.0 * theme.space.s);
        keys(ui, Rect::from_center_size(whole.center(), size))
    });
    (shown.inner, shown.response.rect)
}

impl Keyboard<'_> {
    /// Shows it at the bottom; gives back what was touched, how many candidates there was room for, and where it lies.
    pub fn show(&self, ui: &mut Ui) -> (Option<Press>, usize, Rect) {
        let height = height(&Theme::of(ui));
        let ((press, shown), rect) = tray(ui, height, |ui, rect| self.keys_ui(ui, rect));
        (press, shown, rect)
    }

    fn keys_ui(&self, ui: &mut Ui, rect: Rect) -> (Option<Press>, usize) {
        let theme = Theme::of(ui);
        let height = key_height(&theme);
        let row = |n: usize| {
            let top = rect.top() + (height + GAP) * n as f32;
            Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), height))
        };
        let (strip, shown) = self.strip_ui(ui, row(0), &theme);
        let letters = match self.layout {
            Layout::Hanzi | Layout::Latin => self.letters_ui(ui, [row(1), row(2), row(3)]),
            Layout::Digits | Layout::Writing => self.signs_ui(ui, [row(1), row(2), row(3)]),
        };
        let bottom = bottom_ui(ui, row(4), self.layout, &self.names);
        (strip.or(letters).or(bottom), shown)
    }

    /// The letters that wait, and as many candidates as there is room for.
    fn strip_ui(&self, ui: &mut Ui, rect: Rect, theme: &Theme) -> (Option<Press>, usize) {
        let mut left = rect.left();
        if !self.letters.is_empty() {
            let words =
                galley(ui, self.letters, Theme::regular(theme.size.body), theme.colour.accent, rect.width() * 0.4, 1);
            let place = Rect::from_min_size(rect.min, vec2(words.size().x + theme.space.m, rect.height()));
            let response = ui.interact(place, ui.scope_id().with("letters"), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, self.letters));
            paint_in(ui.painter(), place, words);
            left = place.right() + GAP;
        }
        if self.candidates.is_empty() {
            if self.letters.is_empty() {
                let words =
                    galley(ui, self.hint, Theme::regular(theme.size.small), theme.colour.ink_soft, rect.width(), 1);
                paint_in(ui.painter(), rect, words);
            }
            return (None, 0);
        }
        self.candidates_ui(ui, Rect::from_min_max(pos2(left, rect.top()), rect.max), theme)
    }

    fn candidates_ui(&self, ui: &mut Ui, rect: Rect, theme: &Theme) -> (Option<Press>, usize) {
        let turn = theme.target.secondary;
        let room = rect.right() - 2.0 * (turn + GAP);
        let mut touched = None;
        let mut left = rect.left();
        let mut shown = 0;
        for (place, candidate) in self.candidates.iter().enumerate() {
            let words = galley(ui, candidate, Theme::regular(theme.size.lead), theme.colour.ink, room, 1);
            let width = (words.size().x + theme.space.m).max(theme.target.secondary);
            if left + width > room && shown > 0 {
                break;
            }
            let key = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
            if Cap::plain(candidate).show(ui, key, candidate).clicked() {
                touched = Some(Press::Pick(place));
            }
            left += width + GAP;
            shown += 1;
        }
        let turn_at = |n: f32| {
            let right = rect.right() - n * (turn + GAP);
            Rect::from_min_max(pos2(right - turn, rect.top()), pos2(right, rect.bottom()))
        };
        if self.less && Cap::icon(icons::CARET_LEFT).show(ui, turn_at(1.0), self.names.less).clicked() {
            touched = Some(Press::Less);
        }
        let more = shown < self.candidates.len();
        if more && Cap::icon(icons::CARET_RIGHT).show(ui, turn_at(0.0), self.names.more).clicked() {
            touched = Some(Press::More(shown));
        }
        (touched, shown)
    }

    fn letters_ui(&self, ui: &mut Ui, rows: [Rect; 3]) -> Option<Press> {
        let mut touched = None;
        for (row, letters) in rows.iter().zip(["qwertyuiop", "asdfghjkl", "zxcvbnm"]) {
            let unit = (row.width() - 9.0 * GAP) / 10.0;
            let width = letters.len() as f32 * (unit + GAP) - GAP;
            let mut left = row.center().x - width / 2.0;
            for letter in letters.chars() {
                let shown = if self.capital { letter.to_ascii_uppercase() } else { letter }.to_string();
                let key = Rect::from_min_size(pos2(left, row.top()), vec2(unit, row.height()));
                if Cap::plain(&shown).show(ui, key, &shown).clicked() {
                    touched = Some(Press::Letter(letter));
                }
                left += unit + GAP;
            }
        }
        touched.or(self.corners_ui(ui, rows[2]))
    }

    /// Backspace at the right of the last row of letters; capitals at its left, where they mean something.
    fn corners_ui(&self, ui: &mut Ui, row: Rect) -> Option<Press> {
        let width = (row.width() - 9.0 * GAP) / 10.0 * 1.5 + GAP * 0.5;
        let right = Rect::from_min_max(pos2(row.right() - width, row.top()), row.max);
        if Cap::icon(icons::BACKSPACE).quiet().show(ui, right, self.names.backspace).clicked() {
            return Some(Press::Backspace);
        }
        let left = Rect::from_min_size(row.min, vec2(width, row.height()));
        let capital = Cap::icon(icons::CARET_UP).quiet().lit(self.capital);
        (self.layout == Layout::Latin && capital.show(ui, left, self.names.capital).clicked()).then_some(Press::Capital)
    }

    fn signs_ui(&self, ui: &mut Ui, rows: [Rect; 3]) -> Option<Press> {
        let mut touched = None;
        for (row, signs) in rows.iter().zip(["1234567890", "-/:()@#+%&", "，。、？！·“”"]) {
            let unit = (row.width() - 9.0 * GAP) / 10.0;
            for (n, sign) in signs.chars().enumerate() {
                let key = Rect::from_min_size(
                    pos2(row.left() + (unit + GAP) * n as f32, row.top()),
                    vec2(unit, row.height()),
                );
                let shown = sign.to_string();
                if Cap::plain(&shown).show(ui, key, &shown).clicked() {
                    touched = Some(Press::Sign(sign));
                }
            }
        }
        touched.or(self.corners_ui(ui, rows[2]))
    }
}

/// The row below letters, signs and sheet alike: to the others, a space, and the end.
pub(super) fn bottom_ui(ui: &mut Ui, row: Rect, layout: Layout, names: &Names<'_>) -> Option<Press> {
    let unit = (row.width() - 9.0 * GAP) / 10.0;
    let at = |from: f32, keys: f32| {
        let left = row.left() + (unit + GAP) * from;
        Rect::from_min_size(pos2(left, row.top()), vec2(keys * (unit + GAP) - GAP, row.height()))
    };
    let others = match layout {
        Layout::Hanzi => [(names.latin, Layout::Latin), (names.writing, Layout::Writing)],
        Layout::Latin | Layout::Digits => [(names.hanzi, Layout::Hanzi), (names.writing, Layout::Writing)],
        Layout::Writing => [(names.latin, Layout::Latin), (names.hanzi, Layout::Hanzi)],
    };
    let digits = layout == Layout::Digits;
    let numbers = if digits { Layout::Hanzi } else { Layout::Digits };
    if Cap::word(names.digits).quiet().lit(digits).show(ui, at(0.0, 1.5), names.digits).clicked() {
        return Some(Press::Layout(numbers));
    }
    for (place, (name, layout)) in others.into_iter().enumerate() {
        if Cap::word(name).quiet().show(ui, at(1.5 * (place + 1) as f32, 1.5), name).clicked() {
            return Some(Press::Layout(layout));
        }
    }
    if Cap::word(names.space).show(ui, at(4.5, 3.2), names.space).clicked() {
        return Some(Press::Space);
    }
    Cap::word(names.done).primary().show(ui, at(7.7, 2.3), names.done).clicked().then_some(Press::Done)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Quiet,
    Primary,
}

/// The cap of a key: a letter, a word or a pictogram.
#[derive(Debug, Clone, Copy)]
pub struct Cap<'a> {
    words: &'a str,
    icon: Option<Icon>,
    look: Look,
    lit: bool,
    size: Size,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Small,
    Lead,
    /// A character to be told from others like it.
    Large,
}

impl<'a> Cap<'a> {
    /// A letter, digit or word.
    #[must_use]
    pub const fn plain(words: &'a str) -> Self {
        Self { words, icon: None, look: Look::Plain, lit: false, size: Size::Lead }
    }

    /// A single character to choose by its looks.
    #[must_use]
    pub const fn candidate(words: &'a str) -> Self {
        Self { size: Size::Large, ..Self::plain(words) }
    }

    /// A word for a function.
    #[must_use]
    pub const fn word(words: &'a str) -> Self {
        Self { size: Size::Small, ..Self::plain(words) }
    }

    #[must_use]
    pub const fn icon(icon: Icon) -> Self {
        Self { icon: Some(icon), ..Self::plain("") }
    }

    #[must_use]
    pub const fn quiet(mut self) -> Self {
        self.look = Look::Quiet;
        self
    }

    #[must_use]
    pub const fn primary(mut self) -> Self {
        self.look = Look::Primary;
        self
    }

    /// Whether it is held down, as capitals are.
    #[must_use]
    pub const fn lit(mut self, lit: bool) -> Self {
        self.lit = lit;
        self
    }

    /// Shows it in a place; `name` is what assistive technology is told.
    pub fn show(self, ui: &mut Ui, rect: Rect, name: &str) -> Response {
        let theme = Theme::of(ui);
        let id = ui.scope_id().with((name, rect.left() as i32, rect.top() as i32));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let c = &theme.colour;
        let base = Surface { corner: theme.small_corner(), ..Surface::card(&theme) };
        let (surface, ink) = match self.look {
            _ if self.lit => (Surface { corner: base.corner, ..Surface::chosen(&theme) }, c.accent),
            Look::Plain => (Surface { pressed_fill: c.accent_tint, ..base }, c.ink),
            Look::Quiet => (Surface { fill: c.paper, pressed_fill: c.accent_tint, lifted: false, ..base }, c.ink),
            Look::Primary => {
                (Surface { fill: c.accent, pressed_fill: c.accent_pressed, stroke: Stroke::NONE, ..base }, c.on_accent)
            }
        };
        let sink = surface.paint(ui.painter(), rect, &theme, pressed(&response));
        focus_ring(ui.painter(), rect, &theme, &response);
        let inner = rect.translate(vec2(0.0, sink));
        if let Some(icon) = self.icon {
            icon.line(ui.painter(), inner.center(), theme.size.lead, ink);
        } else {
            let font = match self.size {
                Size::Small => Theme::bold(theme.size.small),
                Size::Lead => Theme::regular(theme.size.lead),
                Size::Large => Theme::regular(theme.size.heading),
            };
            let words = galley(ui, self.words, font, ink, inner.width(), 1);
            paint_in(ui.painter(), inner, words);
        }
        response
    }
}
