//! Parts of pages that are looked at and listened to instead of read: a question with a sign that it is spoken, a large
//! picture to touch, a small picture that only tells something. Their words stand below them, for who reads a little and
//! for assistive technology.

use super::icon::Icon;
use super::icons;
use super::surface::{Surface, focus_ring, pressed, touch};
use super::text::{Rank, centred, fitting, galley, paint_centred, paint_left, paint_stacked};
use super::theme::{Theme, mm};
use eframe::egui::{
    Color32, CornerRadius, Galley, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, Widget, WidgetInfo,
    pos2, vec2,
};
use std::sync::Arc;

/// Sizes that words too long for their picture are tried in, as shares of the usual one.
const SQUEEZES: [f32; 4] = [1.0, 0.86, 0.74, 0.64];
/// The largest picture on a tile, in points: more is not seen better.
const LARGEST: f32 = mm(88.0);
/// The side of a picture that only tells something.
const SMALL: f32 = mm(26.0);

/// A large picture to touch.
#[derive(Debug, Clone, Copy)]
#[must_use = "a tile is seen only when it is added to a Ui"]
pub struct PictureTile<'a> {
    icon: Icon,
    words: &'a str,
    note: &'a str,
    extras: &'a [Icon],
    money: bool,
    main: bool,
    heard: bool,
    name: &'a str,
    size: [f32; 2],
}

impl<'a> PictureTile<'a> {
    /// A tile of a size in points; `name` is what is said of it.
    pub const fn new(icon: Icon, words: &'a str, name: &'a str, size: [f32; 2]) -> Self {
        Self { icon, words, note: "", extras: &[], money: false, main: false, heard: false, name, size }
    }

    /// A line below the words.
    pub const fn note(mut self, note: &'a str) -> Self {
        self.note = note;
        self
    }

    /// Small pictures in a row below: what comes with it.
    pub const fn extras(mut self, extras: &'a [Icon]) -> Self {
        self.extras = extras;
        self
    }

    /// The words are an amount of money.
    pub const fn money(mut self, money: bool) -> Self {
        self.money = money;
        self
    }

    /// What most people touch here.
    pub const fn main(mut self, main: bool) -> Self {
        self.main = main;
        self
    }

    /// It is being said now.
    pub const fn heard(mut self, heard: bool) -> Self {
        self.heard = heard;
        self
    }

    /// The least height in which a picture, two rows of words and a note have room, in points; with an amount of money also
    /// a second row of the note and what comes with it.
    #[must_use]
    pub fn least_height(theme: &Theme, money: bool) -> f32 {
        let words = if money { theme.size.wage } else { theme.size.lead * 1.15 } * 1.45 * 2.0;
        let below = if money { theme.size.small * 2.9 + theme.size.lead * 1.3 } else { theme.size.small * 1.45 };
        words + below + mm(20.0) + 2.0 * theme.space.s
    }

    fn surface(&self, theme: &Theme) -> Surface {
        if self.main {
            let colour = &theme.colour;
            return Surface { fill: colour.accent, pressed_fill: colour.accent_pressed, ..Surface::card(theme) };
        }
        if self.heard { Surface::chosen(theme) } else { Surface::card(theme) }
    }

    /// From above to below: the picture, the words, the note, what comes with it; together in the middle.
    fn contents(&self, ui: &Ui, rect: Rect, theme: &Theme) {
        let colour = &theme.colour;
        let ink = if self.main {
            colour.on_accent
        } else if self.money {
            colour.wage
        } else {
            colour.ink
        };
        let soft = if self.main { colour.on_accent } else { colour.ink_soft };
        let width = rect.width() - 2.0 * theme.space.s;
        let words = if self.money {
            amount(ui, self.words, ink, width)
        } else {
            squeezed(ui, self.words, theme.size.lead * 1.15, ink, width)
        };
        let note =
            (!self.note.is_empty()).then(|| centred(ui, self.note, Theme::regular(theme.size.small), soft, width, 2));
        let note_height = note.as_ref().map_or(0.0, |note| note.size().y);
        let extra = if self.extras.is_empty() { 0.0 } else { theme.size.lead * 1.3 };
        let below = words.size().y + note_height + extra + theme.space.xs;
        let side = (rect.height() - below - 2.0 * theme.space.s).min(rect.width() * 0.6).min(LARGEST);
        let top = rect.center().y - f32::midpoint(side, below);
        let x = rect.center().x;
        self.picture(ui, pos2(x, top + side / 2.0), side, theme);
        let mut y = top + side + theme.space.xs;
        let words_height = words.size().y;
        paint_centred(ui.painter(), pos2(x, y + words_height / 2.0), words);
        y += words_height;
        if let Some(note) = note {
            paint_centred(ui.painter(), pos2(x, y + note_height / 2.0), note);
            y += note_height;
        }
        self.extras_ui(ui, pos2(x, y + extra / 2.0), extra, theme);
    }

    fn picture(&self, ui: &Ui, centre: Pos2, side: f32, theme: &Theme) {
        let colour = &theme.colour;
        let ground = Rect::from_center_size(centre, vec2(side, side));
        let fill = match (self.main, self.heard) {
            (true, _) => colour.accent_pressed,
            (false, true) => colour.card,
            (false, false) => colour.accent_tint,
        };
        ui.painter().rect_filled(ground, CornerRadius::from(side * 0.28), fill);
        if self.main {
            self.icon.filled(ui.painter(), centre, side * 0.68, colour.on_accent);
        } else {
            self.icon.duotone(ui.painter(), centre, side * 0.7, theme);
        }
    }

    fn extras_ui(&self, ui: &Ui, centre: Pos2, side: f32, theme: &Theme) {
        let step = side * 1.25;
        let left = centre.x - step * (self.extras.len() as f32 - 1.0) / 2.0;
        for (place, icon) in self.extras.iter().enumerate() {
            let at = pos2(left + step * place as f32, centre.y);
            icon.filled(ui.painter(), at, side * 0.8, theme.colour.accent);
        }
    }
}

impl Widget for PictureTile<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let (rect, response) = touch(ui, self.size, true, self.name);
        if ui.is_rect_visible(rect) {
            let sink = self.surface(&theme).paint(ui.painter(), rect, &theme, pressed(&response));
            if self.heard {
                let stroke = Stroke::new(mm(1.4), theme.colour.accent);
                ui.painter().rect_stroke(rect.expand(mm(1.0)), theme.corner(), stroke, StrokeKind::Outside);
            }
            focus_ring(ui.painter(), rect, &theme, &response);
            self.contents(ui, rect.translate(vec2(0.0, sink)), &theme);
        }
        response
    }
}

/// An amount of money with its unit; where they have no room in one row, the unit stands below, whole.
fn amount(ui: &Ui, words: &str, ink: Color32, width: f32) -> Arc<Galley> {
    let size = Theme::of(ui).size.wage;
    let beside = galley(ui, words, Theme::bold(size), ink, f32::INFINITY, 1).size().x <= width;
    match words.rsplit_once(' ').filter(|_| !beside) {
        Some((amount, unit)) => squeezed(ui, &format!("{amount}\n{unit}"), size, ink, width),
        None => squeezed(ui, words, size, ink, width),
    }
}

/// Words in two rows at most, in the largest type in which all of them are seen and none of them is parted.
fn squeezed(ui: &Ui, words: &str, size: f32, ink: Color32, width: f32) -> Arc<Galley> {
    let laid = |factor: f32| centred(ui, words, Theme::bold(size * factor), ink, width, 2);
    let longest = |factor: f32| {
        let whole = words.split(' ').filter(|word| word.is_ascii());
        let width_of = |word: &str| galley(ui, word, Theme::bold(size * factor), ink, f32::INFINITY, 1).size().x;
        whole.map(width_of).fold(0.0, f32::max)
    };
    let fits = |factor: &f32| longest(*factor) <= width && !laid(*factor).elided;
    let least = Theme::of(ui).size.least / size;
    match SQUEEZES.into_iter().filter(|factor| *factor >= least).find(fits) {
        Some(factor) => laid(factor),
        None => centred(ui, words, Theme::bold(size * least.max(0.64)), ink, width, 3),
    }
}

/// The question of a page, with the sign that it is spoken; `heard`: it is being said now.
pub fn ask(ui: &mut Ui, words: &str, heard: bool) -> Response {
    let theme = Theme::of(ui);
    let colour = &theme.colour;
    let side = theme.size.heading * 1.5;
    let left = theme.space.m + side + theme.space.m;
    let width = ui.available_width() - left - theme.space.m;
    let laid = galley(ui, words, Rank::Heading.font(&theme), colour.ink, width, 4);
    let height = laid.size().y.max(side) + 2.0 * theme.space.s;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, words));
    let painter = ui.painter();
    painter.rect_filled(rect, theme.corner(), colour.accent_tint);
    if heard {
        painter.rect_stroke(rect, theme.corner(), Stroke::new(mm(1.0), colour.accent), StrokeKind::Inside);
    }
    let centre = rect.left_center() + vec2(theme.space.m + side / 2.0, 0.0);
    painter.circle_filled(centre, side / 2.0, colour.accent);
    icons::SPEAKER_HIGH.filled(painter, centre, side * 0.62, colour.on_accent);
    paint_left(painter, rect.left() + left, rect.center().y, laid);
    response
}

/// What a page is about, in a word.
#[derive(Debug, Clone, Copy)]
pub enum Title<'a> {
    Said(&'a str),
    /// It is shown, and told to assistive technology, but a voice that everybody hears leaves it out.
    Seen(&'a str),
}

/// What a page is about: a picture, beside it an amount or a title, and a line below.
pub fn subject(ui: &mut Ui, icon: Icon, money: Option<(&str, &str)>, title: Title<'_>, below: &str) {
    let theme = Theme::of(ui);
    let colour = &theme.colour;
    let (title, title_role) = match title {
        Title::Said(words) => (words, Role::Label),
        Title::Seen(words) => (words, Role::Caption),
    };
    let amount = money.map_or_else(String::new, |(amount, unit)| format!("{amount} {unit}"));
    let lines = [
        (amount.trim(), Theme::bold(theme.size.wage * 1.2), colour.wage, Role::Label),
        (title, Theme::bold(theme.size.heading), colour.ink, title_role),
        (below, Theme::regular(theme.size.body), colour.ink_soft, Role::Label),
    ];
    let lines: Vec<_> = lines.into_iter().filter(|(words, ..)| !words.is_empty()).collect();
    let side = if lines.is_empty() { mm(72.0) } else { mm(44.0) };
    let left = side + theme.space.l;
    let width = (ui.available_width() - left).max(mm(30.0));
    let laid: Vec<_> = lines
        .into_iter()
        .map(|(words, font, ink, role)| (galley(ui, words, font, ink, width, 2), words, role))
        .collect();
    let text: f32 = laid.iter().map(|(line, ..)| line.size().y).sum();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), text.max(side)), Sense::hover());
    let x = if laid.is_empty() { rect.center().x } else { rect.left() + side / 2.0 };
    let ground = Rect::from_center_size(pos2(x, rect.center().y), vec2(side, side));
    ui.painter().rect_filled(ground, CornerRadius::from(side * 0.28), colour.accent_tint);
    icon.duotone(ui.painter(), ground.center(), side * 0.7, &theme);
    let mut y = rect.center().y - text / 2.0;
    for (place, (line, words, role)) in laid.into_iter().enumerate() {
        let at = Rect::from_min_size(pos2(rect.left() + left, y), vec2(width, line.size().y));
        y = at.bottom();
        let response = ui.interact(at, ui.scope_id().with(("subject", place)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(role, true, words));
        paint_left(ui.painter(), at.left(), at.center().y, line);
    }
}

/// The way to the pages by pictures: a wide band with a loudspeaker and pictures in it, so that it is understood without
/// being read.
pub fn banner(ui: &mut Ui, pictures: &[Icon], words: &str, note: &str) -> Response {
    let theme = Theme::of(ui);
    let colour = &theme.colour;
    let height = (theme.size.lead + theme.size.small) * 1.45 + 2.0 * theme.space.s;
    let height = height.max(theme.target.primary);
    let (rect, response) = touch(ui, vec2(ui.available_width(), height), true, &format!("{words}，{note}"));
    let surface = Surface { fill: colour.warm, ..Surface::card(&theme) };
    let sink = surface.paint(ui.painter(), rect, &theme, pressed(&response));
    focus_ring(ui.painter(), rect, &theme, &response);
    let rect = rect.translate(vec2(0.0, sink));
    let side = rect.height() - 2.0 * theme.space.s;
    let mut x = rect.left() + theme.space.m + side / 2.0;
    let painter = ui.painter();
    painter.circle_filled(pos2(x, rect.center().y), side / 2.0, colour.accent);
    icons::SPEAKER_HIGH.filled(painter, pos2(x, rect.center().y), side * 0.62, colour.on_accent);
    x += side / 2.0 + theme.space.m;
    // The words first; pictures as far as there is room.
    let room = rect.right() - theme.space.m - x;
    let name = fitting(ui, words, &Theme::bold(theme.size.lead), colour.on_warm, room);
    let below = fitting(ui, note, &Theme::regular(theme.size.small), colour.on_warm, room);
    let text = name.size().x.max(below.size().x);
    paint_stacked(ui.painter(), x, rect.center().y, name, below);
    let step = side * 1.1;
    let fit = ((room - text - theme.space.m) / step).floor().max(0.0) as usize;
    for (place, icon) in pictures.iter().take(fit).rev().enumerate() {
        let centre = pos2(rect.right() - theme.space.m - side / 2.0 - step * place as f32, rect.center().y);
        let ground = Rect::from_center_size(centre, vec2(side, side));
        ui.painter().rect_filled(ground, CornerRadius::from(side * 0.28), colour.card);
        icon.duotone(ui.painter(), centre, side * 0.7, &theme);
    }
    response
}

/// The same way as a button of a size in points: a loudspeaker, and few words beside it.
pub fn listen(ui: &mut Ui, size: Vec2, words: &str) -> Response {
    let theme = Theme::of(ui);
    let colour = &theme.colour;
    let (rect, response) = touch(ui, size, true, words);
    let corner = CornerRadius::from(size.y / 2.0);
    let surface = Surface { fill: colour.warm, corner, ..Surface::card(&theme) };
    let sink = surface.paint(ui.painter(), rect, &theme, pressed(&response));
    focus_ring(ui.painter(), rect, &theme, &response);
    let rect = rect.translate(vec2(0.0, sink));
    let icon = theme.size.display;
    let room = rect.width() - icon - 3.0 * theme.space.s;
    let laid = squeezed(ui, words, theme.size.lead, colour.on_warm, room);
    let left = rect.left() + theme.space.s * 1.5;
    let centre = pos2(left + icon / 2.0, rect.center().y);
    icons::SPEAKER_HIGH.filled(ui.painter(), centre, icon, colour.on_warm);
    let middle = f32::midpoint(centre.x + icon / 2.0 + theme.space.xs, rect.right() - theme.space.s);
    paint_centred(ui.painter(), pos2(middle, rect.center().y), laid);
    response
}

/// A small picture with its words below, of a width in points: nothing to touch.
pub fn small(ui: &mut Ui, icon: Icon, words: &str, width: f32, heard: bool) {
    let theme = Theme::of(ui);
    let colour = &theme.colour;
    let laid = centred(ui, words, Theme::bold(theme.size.small), colour.ink, width - theme.space.xs, 4);
    let height = SMALL + theme.space.xs + laid.size().y;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let centre = pos2(rect.center().x, rect.top() + SMALL / 2.0);
    let ground = Rect::from_center_size(centre, vec2(SMALL, SMALL));
    let painter = ui.painter();
    painter.rect_filled(ground, CornerRadius::from(SMALL * 0.28), if heard { colour.warm } else { colour.sunk });
    icon.filled(painter, centre, SMALL * 0.64, if heard { colour.on_warm } else { colour.accent });
    let middle = pos2(rect.center().x, rect.bottom() - laid.size().y / 2.0);
    paint_centred(ui.painter(), middle, laid);
}
