//! What passers-by see: that there is work here today, how much, and that it costs nothing to look.

use super::wording::job_card;
use super::{stage, station_name};
use crate::domain::query::Hit;
use crate::screens::{Command, Facts};
use crate::widgets::card::JobCard;
use crate::widgets::scenery::scenery;
use crate::widgets::text::{Rank, centred, fitting, paint_centred, paint_in};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{icons, page, picture, surface};
use eframe::egui::{CentralPanel, CornerRadius, Id, Pos2, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Cards shown at a time.
const CARDS: usize = 4;

/// The whole screen is one button: wherever it is touched, it begins.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let theme = Theme::of(ui);
    CentralPanel::no_frame().show(ui, |ui| whole_ui(ui, facts, &theme)).inner
}

fn whole_ui(ui: &mut Ui, facts: &Facts<'_>, theme: &Theme) -> Option<Command> {
    let whole = ui.max_rect();
    if let Some(turn) = facts.stage.turn {
        let foot = Rect::from_min_max(pos2(whole.left(), whole.bottom() - foot_height(theme)), whole.max);
        let foot = foot.shrink2(vec2(theme.space.l, 0.0)).translate(vec2(0.0, -theme.space.m));
        let above = whole.with_max_y(foot.top() - theme.space.m);
        let opened = stage::show(ui, facts, (turn, facts.stage.picture), above);
        let (here, by_pictures) = two_ways(foot, theme);
        let begun = stage::begin_ui(ui, here, facts.words.attract_touch());
        let pictures = by_pictures_ui(ui, by_pictures, facts);
        return opened.or(pictures).or(begun.then_some(Command::Begin));
    }
    let begin = ui.interact(whole, Id::unique("begin"), Sense::click());
    let words = facts.words;
    begin.widget_info(|| WidgetInfo::labeled(Role::Button, true, words.attract_touch()));
    let (greeting, shelf) = split(ui, whole);
    greeting_ui(ui, greeting, facts, theme);
    // Who cannot read begins beside it, by the loudspeaker; that lies above the whole.
    let pictures = cards_ui(ui, shelf, facts, theme);
    pictures.or(begin.clicked().then_some(Command::Begin))
}

/// How high the two ways to begin are.
fn foot_height(theme: &Theme) -> f32 {
    theme.target.primary * 1.7
}

/// The places of the two ways to begin: by words, and beside it by pictures.
fn two_ways(foot: Rect, theme: &Theme) -> (Rect, Rect) {
    let width = (foot.width() * 0.3).max(theme.target.primary * 2.0);
    let (here, by_pictures) = foot.split_left_right_at_x(foot.right() - width);
    (here.with_max_x(here.right() - theme.target.gap), by_pictures)
}

fn by_pictures_ui(ui: &mut Ui, place: Rect, facts: &Facts<'_>) -> Option<Command> {
    let touched = ui
        .scope_builder(UiBuilder::new().max_rect(place), |ui| {
            picture::listen(ui, place.size(), facts.words.pictures_way()).clicked()
        })
        .inner;
    touched.then_some(Command::SetPictures(true))
}

/// The greeting above and the cards below, or beside each other on a lying screen.
fn split(ui: &Ui, whole: Rect) -> (Rect, Rect) {
    if page::lying(ui) { whole.split_left_right_at_fraction(0.5) } else { whole.split_top_bottom_at_fraction(0.53) }
}

fn greeting_ui(ui: &Ui, rect: Rect, facts: &Facts<'_>, theme: &Theme) {
    let words = facts.words;
    let foot = if page::lying(ui) { 0.42 } else { 0.46 };
    // On an upright screen the near hill goes on behind the first card.
    let below = if page::lying(ui) { 0.0 } else { mm(26.0) };
    let scene =
        Rect::from_min_max(pos2(rect.left(), rect.bottom() - rect.height() * foot), rect.max + vec2(0.0, below));
    scenery(ui.painter(), scene, theme);
    let width = rect.width() - 2.0 * theme.space.l;
    let mut y = rect.top() + theme.space.xl;
    let x = rect.center().x;
    let mut line = |text: &str, font, colour, gap: f32| {
        let laid = centred(ui, text, font, colour, width, 2);
        let height = laid.size().y;
        paint_centred(ui.painter(), pos2(x, y + height / 2.0), laid);
        y += height + gap;
    };
    line(&station_name(facts.status, words), Theme::bold(theme.size.heading), theme.colour.ink, theme.space.xs);
    line(words.attract_promise(), Theme::regular(theme.size.body), theme.colour.ink_soft, theme.space.l);
    match facts.open_today() {
        Some(count) if count > 0 => {
            let overlap = -theme.size.giant * 0.12;
            line(words.attract_open_before(), Theme::bold(theme.size.lead), theme.colour.ink, overlap);
            line(&count.to_string(), Theme::bold(theme.size.giant), theme.colour.accent, overlap);
            line(words.attract_open_after(), Theme::bold(theme.size.lead), theme.colour.ink, 0.0);
        }
        _ => line(words.attract_welcome(), Theme::bold(theme.size.display), theme.colour.accent, 0.0),
    }
}

/// The newest postings, and below them the two ways to begin; what was touched of that by pictures.
fn cards_ui(ui: &mut Ui, rect: Rect, facts: &Facts<'_>, theme: &Theme) -> Option<Command> {
    let foot = foot_height(theme);
    let inner = rect.shrink2(vec2(theme.space.l, theme.space.m));
    let button = Rect::from_min_max(pos2(inner.left(), inner.bottom() - foot), inner.max);
    let room = Rect::from_min_max(inner.min, pos2(inner.right(), button.top() - theme.space.l));
    let height = JobCard::height(theme, room.width()) + theme.target.gap;
    let fit = ((room.height() + theme.target.gap) / height).floor() as usize;
    let hits = newest(facts, fit.min(CARDS));
    let used = height * hits.len() as f32 - theme.target.gap;
    let top = if page::lying(ui) { room.center().y - used / 2.0 } else { room.top() };
    // Only a picture: a touch anywhere begins, and a job seen here is found again under "newest".
    let place = Rect::from_min_max(pos2(room.left(), top), room.max);
    let mut pictures = ui.new_child(UiBuilder::new().max_rect(place));
    pictures.spacing_mut().item_spacing.y = theme.target.gap;
    for hit in hits {
        job_card(facts, hit, room.width(), |card| card.picture(&mut pictures));
    }
    let (here, by_pictures) = two_ways(button, theme);
    touch_here(ui, here, facts.words.attract_touch(), theme);
    by_pictures_ui(ui, by_pictures, facts)
}

/// A handful of the newest, another handful each minute.
pub(super) fn newest<'a>(facts: &Facts<'a>, count: usize) -> Vec<&'a Hit> {
    let Some(overview) = facts.overview else { return Vec::new() };
    let hits = &overview.hits;
    let start = (facts.shelf * count.max(1)) % hits.len().max(1);
    hits.iter().cycle().skip(start).take(count.min(hits.len())).collect()
}

fn touch_here(ui: &Ui, rect: Rect, words: &str, theme: &Theme) {
    let corner = CornerRadius::from(rect.height() / 2.0);
    surface::lift(ui.painter(), rect, corner, theme);
    ui.painter().rect_filled(rect, corner, theme.colour.accent);
    let icon = theme.size.display;
    let room = rect.width() - icon - theme.space.m - mm(16.0);
    let laid = fitting(ui, words, &Rank::Heading.font(theme), theme.colour.on_accent, room);
    let left = rect.center().x - (laid.size().x + icon + theme.space.m) / 2.0;
    icons::HAND_TAP.filled(ui.painter(), Pos2::new(left + icon / 2.0, rect.center().y), icon, theme.colour.on_accent);
    let place = pos2(left + icon + theme.space.m, rect.top());
    let words_rect = Rect::from_min_size(place, vec2(laid.size().x, rect.height()));
    paint_in(ui.painter(), words_rect, laid);
}
