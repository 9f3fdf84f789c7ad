//! The postings around the station, on a map drawn from where the counties lie, and the streets of its own where they are known:
//! how far, in which direction, and how many.

use crate::domain::division;
use crate::domain::nearby::{Near, Towards, around, streets};
use crate::i18n::Words;
use crate::screens::{Command, Condition, Facts, whole};
use crate::widgets::list::fling;
use crate::widgets::map::{self, Ring, Spot};
use crate::widgets::theme::mm;
use crate::widgets::{Theme, icons, notice, page};
use eframe::egui::{Sense, Ui, vec2};

/// Places a map shows at most; fewer in large type.
const MOST: usize = 14;
const MOST_ELDER: usize = 7;
/// A map is at least so high; where the page is lower, it is scrolled.
const LEAST_MM: f32 = 150.0;
/// Of these so many at most are streets of the station's own county: the other counties are to be seen too.
const STREETS: usize = 8;
const STREETS_ELDER: usize = 4;
/// Rings, in kilometres.
pub const RINGS: [f32; 6] = [2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// Whether there is a map: the station knows where it is, and there is work in another place near it.
#[must_use]
pub fn is_there(facts: &Facts<'_>) -> bool {
    !near(facts).is_empty()
}

fn near(facts: &Facts<'_>) -> Vec<Near> {
    let Some((here, counts)) = facts.status.place.as_ref().zip(facts.facets()) else { return Vec::new() };
    let from = (here, facts.content.ground());
    let counted = counts.streets.iter().map(|(code, jobs)| (&**code, *jobs));
    let mut near: Vec<Near> = streets(from, counted).into_iter().take(shown(facts, STREETS, STREETS_ELDER)).collect();
    near.extend(around(from, counts.districts.iter().map(|(district, jobs)| (&**district, *jobs))));
    near.truncate(shown(facts, MOST, MOST_ELDER));
    near.sort_by(|a, b| a.km.total_cmp(&b.km));
    near
}

const fn shown(facts: &Facts<'_>, most: usize, in_large_type: usize) -> usize {
    if facts.elder { in_large_type } else { most }
}

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    page::heading(ui, words.map_heading(), words.map_below());
    let near = near(facts);
    if near.is_empty() {
        notice::notice(ui, icons::MAP_PIN, words.map_none(), words.nothing_found_below());
        return None;
    }
    let theme = Theme::of(ui);
    fling(ui, "map", words.more_below(), |ui| {
        let size = vec2(ui.available_width(), (ui.available_height() - theme.space.m).max(mm(LEAST_MM)));
        let (place, _) = ui.allocate_exact_size(size, Sense::hover());
        let spots: Vec<Spot> = middle(facts).into_iter().chain(near.iter().map(|near| spot(facts, near))).collect();
        let rings: Vec<Ring> = RINGS.iter().map(|km| (*km, words.map_ring(*km as i64))).collect();
        let touched = map::show(ui, place, &spots, &rings)?;
        let district = match touched.checked_sub(1) {
            Some(number) => near.get(number)?.district.clone(),
            None => own(facts)?,
        };
        Some(Command::Choose(Condition::District(district)))
    })
}

/// The station's own county, in the words of postings.
fn own(facts: &Facts<'_>) -> Option<String> {
    Some(division::spoken(facts.status.place.as_ref()?.county()))
}

/// Where one stands.
fn middle(facts: &Facts<'_>) -> Option<Spot> {
    let words = facts.words;
    let own = own(facts)?;
    let counted = facts.facets().map_or(&[][..], |facets| &facets.districts);
    let jobs = whole(counted.iter().find(|(district, _)| **district == *own).map_or(0, |(_, jobs)| *jobs));
    let name = short(&own);
    Some(Spot {
        said: words.map_here(name, jobs),
        name: name.to_owned(),
        note: words.jobs(jobs),
        at: vec2(0.0, 0.0),
        chosen: facts.listing.query.filters.district.as_deref() == Some(&own),
    })
}

fn spot(facts: &Facts<'_>, near: &Near) -> Spot {
    let words = facts.words;
    let (name, jobs) = (near.name.as_str(), whole(near.jobs));
    let km = (near.km.round() as i64).max(1);
    Spot {
        said: words.map_spot(name, towards(words, near.towards), km, jobs),
        name: name.to_owned(),
        note: words.jobs(jobs),
        // The page's y goes down.
        at: vec2(near.offset.0 as f32, -near.offset.1 as f32),
        chosen: facts.listing.query.filters.district.as_deref() == Some(&near.district),
    }
}

/// The county alone.
fn short(district: &str) -> &str {
    district.split_whitespace().last().unwrap_or(district)
}

/// A wind in words.
pub fn towards(words: Words, towards: Towards) -> &'static str {
    match towards {
        Towards::North => words.towards_north(),
        Towards::NorthEast => words.towards_north_east(),
        Towards::East => words.towards_east(),
        Towards::SouthEast => words.towards_south_east(),
        Towards::South => words.towards_south(),
        Towards::SouthWest => words.towards_south_west(),
        Towards::West => words.towards_west(),
        Towards::NorthWest => words.towards_north_west(),
    }
}
