//! Where the things of a shelf are (培训地图): how far from the station, in which direction, and how many, as the map of the jobs
//! tells it; and those at one place.

use super::ServiceScreen;
use super::cards::{self, Card, Section};
use super::door::item_card;
use crate::domain::DivisionCode;
use crate::domain::content::{Item, ShelfKind};
use crate::domain::nearby::{Near, places};
use crate::screens::seeker::map::{RINGS, towards};
use crate::screens::seeker::wording::far;
use crate::screens::{Command, Draft, Facts, Screen, whole};
use crate::widgets::list::fling;
use crate::widgets::map::{self, Ring, Spot};
use crate::widgets::page::heading;
use crate::widgets::theme::mm;
use crate::widgets::{Theme, icons, notice};
use eframe::egui::{Sense, Ui, vec2};
use std::collections::BTreeMap;

/// Places a map shows at most; fewer in large type.
const MOST: usize = 14;
const MOST_ELDER: usize = 7;
/// A map is at least so high; where the page is lower, it is scrolled.
const LEAST_MM: f32 = 150.0;
/// What is nearer than this is where the station is.
const HERE_KM: f64 = 0.5;

/// The way to the map; none where nothing of the shelf says where it is, or the station does not know where it stands.
pub fn card(facts: &Facts<'_>, kind: ShelfKind) -> Option<Card> {
    near(facts, kind).iter().any(|near| near.km > HERE_KM).then(|| {
        let open = Command::Go(Screen::Service(ServiceScreen::Map(kind)));
        Card::new(icons::MAP_TRIFOLD, facts.words.course_map(), facts.words.course_map_below(), open)
    })
}

/// How far a thing is from the station, about.
pub fn away(facts: &Facts<'_>, item: &Item) -> Option<String> {
    let away = facts.content.ground().between(facts.status.place.as_ref()?, item.at.as_ref()?)?;
    Some(far(facts.words, away))
}

fn items<'a>(facts: &'a Facts<'_>, kind: ShelfKind) -> Vec<&'a Item> {
    let mut items = facts.content.items(kind, facts.today, facts.status.place.as_ref());
    items.retain(|item| item.is_open(facts.today));
    items
}

fn near(facts: &Facts<'_>, kind: ShelfKind) -> Vec<Near> {
    let Some(here) = facts.status.place.as_ref() else { return Vec::new() };
    let mut counted: BTreeMap<&str, (&DivisionCode, usize)> = BTreeMap::new();
    let items = items(facts, kind);
    for at in items.iter().filter_map(|item| item.at.as_ref()) {
        counted.entry(at.as_str()).or_insert((at, 0)).1 += 1;
    }
    let mut near = places((here, facts.content.ground()), counted.into_values());
    near.truncate(if facts.elder { MOST_ELDER } else { MOST });
    near
}

/// Shows the map.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, kind: ShelfKind) -> Option<Command> {
    let words = facts.words;
    heading(ui, words.course_map(), words.course_map_below());
    let near = near(facts, kind);
    if near.is_empty() {
        notice::notice(ui, icons::MAP_PIN, words.door_empty(), words.door_empty_below());
        return None;
    }
    let theme = Theme::of(ui);
    fling(ui, "map of things", words.more_below(), |ui| {
        let size = vec2(ui.available_width(), (ui.available_height() - theme.space.m).max(mm(LEAST_MM)));
        let (place, _) = ui.allocate_exact_size(size, Sense::hover());
        let here = near.iter().take_while(|near| near.km <= HERE_KM).count();
        let (own, others) = near.split_at_checked(here)?;
        let spots: Vec<Spot> =
            std::iter::once(middle(facts, own)).chain(others.iter().map(|near| spot(facts, near))).collect();
        let rings: Vec<Ring> = RINGS.iter().map(|km| (*km, words.map_ring(*km as i64))).collect();
        let touched = map::show(ui, place, &spots, &rings)?;
        let code = match touched.checked_sub(1) {
            Some(number) => DivisionCode::new(&others.get(number)?.district)?,
            None => DivisionCode::new(&own.first()?.district)?,
        };
        Some(Command::Go(Screen::Service(ServiceScreen::At(kind, code))))
    })
}

/// Where one stands, with what is right here.
fn middle(facts: &Facts<'_>, own: &[Near]) -> Spot {
    let words = facts.words;
    let count = whole(own.iter().map(|near| near.jobs).sum());
    let place = facts.status.place.as_ref().map(|code| facts.content.ground().spoken(code.as_str()));
    let name = place.as_deref().and_then(|said| said.split_whitespace().last()).unwrap_or_default().to_owned();
    let note = words.course_map_count(count);
    Spot { said: words.joined(&[&name, words.course_map_here(), &note]), name, note, at: vec2(0.0, 0.0), chosen: false }
}

fn spot(facts: &Facts<'_>, near: &Near) -> Spot {
    let words = facts.words;
    let note = words.course_map_count(whole(near.jobs));
    let km = (near.km.round() as i64).max(1);
    Spot {
        said: words.joined(&[&near.name, &words.course_map_way(towards(words, near.towards), km), &note]),
        name: near.name.clone(),
        note,
        // The page's y goes down.
        at: vec2(near.offset.0 as f32, -near.offset.1 as f32),
        chosen: false,
    }
}

/// What is at one place.
pub fn at(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft, kind: ShelfKind, code: &DivisionCode) -> Option<Command> {
    let place = facts.content.ground().spoken(code.as_str());
    let here = items(facts, kind).into_iter().filter(|item| item.at.as_ref() == Some(code));
    let cards: Vec<Card> = here.map(|item| item_card(facts, kind, item)).collect();
    let away = facts.status.place.as_ref().and_then(|here| facts.content.ground().between(here, code));
    heading(ui, &place, &away.map_or_else(String::new, |away| far(facts.words, away)));
    cards::show(ui, facts, draft, code.as_str(), vec![Section { heading: None, cards }])
}
