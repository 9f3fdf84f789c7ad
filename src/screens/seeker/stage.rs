//! A poster or a film for passers-by, and what it is about: one touch on it opens the very posting it shows; a touch at the
//! foot begins. Where a lying film leaves half of an upright screen, the newest jobs stand there, each a touch away.

use super::attract::newest;
use super::station_name;
use super::wording::job_card;
use crate::domain::showing::Turn;
use crate::screens::facts::Shot;
use crate::screens::{Command, Facts};
use crate::widgets::card::{self, JobCard};
use crate::widgets::scenery::scenery;
use crate::widgets::surface::{self, Surface};
use crate::widgets::text::{Rank, centred, galley, paint_centred, paint_left};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{film, icons, page};
use eframe::egui::{Id, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Shows the turn in all of the screen but its foot, which belongs to the button that begins.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, (turn, shot): (&Turn, Option<Shot<'_>>), whole: Rect) -> Option<Command> {
    let theme = Theme::of(ui);
    let (picture, about, below) = split(ui, whole, &theme, shot);
    // What is shown is opened by a touch on it; the jobs below are their own.
    let place = below.map_or(whole, |below| whole.with_max_y(below.top() - theme.space.s));
    let touched = turn.posting.as_ref().map(|posting| {
        let response = ui.interact(place, Id::unique("shown"), Sense::click());
        // All that is drawn below the picture, in one sentence.
        let wage = facts.words.wage(&posting.wage).to_string();
        let about = facts.words.joined(&[facts.words.of_pack(&turn.title), &wage, posting.employer.trim()]);
        let says = facts.words.shown_open(&about);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, says.as_str()));
        (response, posting.id)
    });
    let pressed = touched.as_ref().is_some_and(|(response, _)| surface::pressed(response));
    head_ui(ui, facts, place, &theme);
    let here = if let Some(shot) = shot {
        film::show(ui, picture, shot.texture, shot.size, shot.said)
    } else {
        // It is on its way; nothing else is shown meanwhile, since what is shown is what a touch opens.
        scenery(ui.painter(), picture, &theme);
        picture
    };
    if turn.posting.is_none() {
        // Nothing to touch, yet somebody may listen.
        let response = ui.interact(here, Id::unique("poster"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, facts.words.of_pack(&turn.title)));
    }
    about_ui(ui, facts, turn, about, pressed);
    let newest = below.and_then(|below| newest_ui(ui, facts, below, &theme));
    newest.or(touched.and_then(|(response, id)| response.clicked().then_some(Command::OpenShown(id))))
}

/// How high the name of the station stands above the picture.
fn head(theme: &Theme) -> f32 {
    theme.size.heading * 1.9
}

/// The picture's place and that of the words about it: below, or beside it on a lying screen; and where the film leaves room,
/// that of the newest jobs.
fn split(ui: &Ui, place: Rect, theme: &Theme, shot: Option<Shot<'_>>) -> (Rect, Rect, Option<Rect>) {
    let inner = place.shrink2(vec2(theme.space.l, theme.space.m));
    let inner = inner.with_min_y(inner.top() + head(theme));
    if page::lying(ui) {
        let (left, right) = inner.split_left_right_at_fraction(0.66);
        return (left, right.with_min_x(right.left() + theme.space.l), None);
    }
    // An upright poster needs the height, a lying film leaves it to the words.
    let size = shot.map_or(vec2(16.0, 9.0), |shot| shot.size);
    let wanted = inner.width() * size.y / size.x.max(1.0);
    let most = inner.height() - card_height(theme) - theme.space.m;
    let top = inner.with_max_y(inner.top() + wanted.clamp(mm(60.0), most.max(mm(60.0))));
    let below = inner.with_min_y(top.bottom() + theme.space.m);
    let about = below.with_max_y(below.bottom().min(below.top() + card_height(theme)));
    let rest = inner.with_min_y(about.bottom() + theme.space.l);
    let enough = newest_head(theme) + JobCard::height(theme, rest.width());
    (top, about, (rest.height() >= enough).then_some(rest))
}

/// How high the words above the newest jobs are.
fn newest_head(theme: &Theme) -> f32 {
    theme.size.lead * 1.8
}

/// The newest jobs, as many as there is room for, spread over it.
fn newest_ui(ui: &mut Ui, facts: &Facts<'_>, place: Rect, theme: &Theme) -> Option<Command> {
    let height = JobCard::height(theme, place.width());
    let room = place.height() - newest_head(theme);
    let fit = ((room + card::gap(theme)) / (height + card::gap(theme))).floor() as usize;
    let hits = newest(facts, fit);
    let heading = galley(ui, facts.words.shown_newest(), Rank::Lead.font(theme), theme.colour.ink, place.width(), 1);
    if hits.is_empty() {
        return None;
    }
    let head = place.with_max_y(place.top() + newest_head(theme));
    let response = ui.interact(head, Id::unique("newest"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, facts.words.shown_newest()));
    paint_left(ui.painter(), head.left(), head.center().y, heading);
    let cards = place.with_min_y(place.top() + newest_head(theme));
    let mut opened = None;
    ui.scope_builder(UiBuilder::new().max_rect(cards), |ui| {
        ui.spacing_mut().item_spacing.y = card::gap(theme);
        for hit in hits {
            if job_card(facts, hit, cards.width(), |card| ui.add(*card)).clicked() {
                opened = Some(Command::OpenShown(hit.id));
            }
        }
    });
    opened
}

fn card_height(theme: &Theme) -> f32 {
    theme.size.wage * 1.3 + theme.size.lead * 1.5 + theme.size.body * 3.2 + 2.0 * theme.space.m
}

fn head_ui(ui: &Ui, facts: &Facts<'_>, place: Rect, theme: &Theme) {
    let words = facts.words;
    let name = station_name(facts.status, words);
    let open = facts.open_today().filter(|open| *open > 0).map(|open| words.shown_today(crate::screens::whole(open)));
    let width = place.width() - 2.0 * theme.space.l;
    let middle = place.top() + theme.space.m + head(theme) / 2.0 - theme.space.xs;
    let left = galley(ui, &name, Theme::bold(theme.size.lead), theme.colour.ink, width * 0.6, 1);
    paint_left(ui.painter(), place.left() + theme.space.l, middle, left);
    if let Some(open) = open {
        let right = galley(ui, &open, Theme::bold(theme.size.lead), theme.colour.accent, width * 0.4, 1);
        paint_left(ui.painter(), place.right() - theme.space.l - right.size().x, middle, right);
    }
}

/// Title, wage and employer of the posting, and that a touch opens it; of what has no posting its own words.
fn about_ui(ui: &Ui, facts: &Facts<'_>, turn: &Turn, place: Rect, pressed: bool) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let surface = if turn.posting.is_some() { Surface::card(&theme) } else { Surface::flat(&theme) };
    let high = if page::lying(ui) { place.height().min(card_height(&theme) * 1.6) } else { place.height() };
    let place = Rect::from_center_size(place.center(), vec2(place.width(), high));
    let sink = surface.paint(ui.painter(), place, &theme, pressed);
    let inner = place.translate(vec2(0.0, sink)).shrink2(vec2(theme.space.l * 0.8, theme.space.m));
    let mut y = inner.top();
    let mut line = |text: &str, font, colour, rows: usize| {
        if text.is_empty() {
            return;
        }
        let laid = galley(ui, text, font, colour, inner.width(), rows);
        let height = laid.size().y;
        paint_left(ui.painter(), inner.left(), y + height / 2.0, laid);
        y += height + theme.space.xs;
    };
    line(words.of_pack(&turn.title), Rank::Lead.font(&theme), theme.colour.ink, 2);
    if let Some(posting) = &turn.posting {
        let wage = words.wage(&posting.wage);
        let amount = format!("{} {}", wage.amount, wage.unit);
        line(amount.trim(), Theme::bold(theme.size.wage), theme.colour.wage, 1);
        let whom = words.joined(&[&posting.employer, &posting.place.district]);
        line(&whom, Rank::Body.font(&theme), theme.colour.ink_soft, 2);
        line(words.shown_touch(), Rank::Strong.font(&theme), theme.colour.accent, 1);
    } else {
        line(words.of_pack(&turn.line), Rank::Body.font(&theme), theme.colour.ink_soft, 3);
    }
}

/// The button at the foot, which begins.
pub fn begin_ui(ui: &Ui, place: Rect, words: &str) -> bool {
    let theme = Theme::of(ui);
    let response = ui.interact(place, Id::unique("begin"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    let corner = eframe::egui::CornerRadius::from(place.height() / 2.0);
    let sink = if surface::pressed(&response) { mm(0.4) } else { 0.0 };
    let place = place.translate(vec2(0.0, sink));
    surface::lift(ui.painter(), place, corner, &theme);
    ui.painter().rect_filled(place, corner, theme.colour.accent);
    let size = theme.size.display;
    let room = place.width() - size - 2.0 * theme.space.l;
    let laid = centred(ui, words, Rank::Heading.font(&theme), theme.colour.on_accent, room, 1);
    let icon = pos2(place.center().x - laid.size().x / 2.0 - theme.space.s, place.center().y);
    icons::HAND_TAP.filled(ui.painter(), icon, size, theme.colour.on_accent);
    paint_centred(ui.painter(), place.center() + vec2(size / 2.0, 0.0), laid);
    response.clicked()
}
