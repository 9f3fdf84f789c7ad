//! The stations: by place from the country down to the street, and each by itself.

use super::super::request::{blocking, trouble};
use super::super::{Problem, now};
use super::frame::{Place, page, place_name, way};
use super::session::{Refused, SignedIn};
use super::{Cockpit, Held, health};
use crate::core::accounts::Role;
use crate::core::board::{BoardStation, RefusedLine};
use crate::core::divisions;
use crate::core::health::HealthSeen;
use crate::core::presence::{Heard, Standing};
use crate::core::service::day_of;
use crate::words::Words;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::{Timestamp, ToSpan as _};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use yizhan_wire::StationId;

/// Stations that are shown one by one; more of them are shown by place.
const TILES: usize = 120;
/// Days of one station of which is shown how quickly its screen answered.
const DAYS_SHOWN: i64 = 30;
/// The longest name of a street.
const STREET_CHARS: usize = 60;

#[derive(Deserialize)]
pub struct Asked {
    /// The first digits of a division.
    #[serde(default, rename = "in")]
    pub part: String,
}

/// A station as it stands now.
pub struct Shown {
    pub line: BoardStation,
    pub heard: Option<Heard>,
    pub standing: Standing,
    /// How it said last that it is.
    pub health: Option<HealthSeen>,
}

/// Every station, with what was heard of it up to now.
pub fn stations(cockpit: &Cockpit, at: Timestamp) -> Result<Vec<Shown>, Problem> {
    let lines = cockpit.board.board().map_err(trouble)?;
    let mut healths: BTreeMap<StationId, HealthSeen> =
        cockpit.board.healths().map_err(trouble)?.into_iter().map(|seen| (seen.station, seen)).collect();
    let shown = lines.into_iter().map(|line| {
        let heard = cockpit.platform.presence.of(line.id).or(line.heard);
        let heard_at = heard.map(|heard| heard.at).max(line.upload_at);
        Shown { standing: Standing::of(heard_at, at), heard, health: healths.remove(&line.id), line }
    });
    Ok(shown.collect())
}

/// Those in a place.
pub fn in_part(stations: Vec<Shown>, part: &str) -> Vec<Shown> {
    stations.into_iter().filter(|station| station.line.division.starts_with(part)).collect()
}

/// Digits only, and of a level: what is typed into the address is not trusted.
pub fn part_of(asked: &Asked) -> String {
    let digits: String = asked.part.chars().filter(char::is_ascii_digit).take(6).collect();
    if digits.len().is_multiple_of(2) { digits } else { String::new() }
}

#[derive(Default)]
struct Sums {
    standing: BTreeMap<Standing, usize>,
    all: usize,
    unsent: u64,
    refused: u64,
    paper_out: usize,
}

impl Sums {
    fn of<'a>(stations: impl IntoIterator<Item = &'a Shown>) -> Self {
        let mut sums = Self::default();
        for station in stations {
            sums.all += 1;
            *sums.standing.entry(station.standing).or_default() += 1;
            sums.unsent += u64::from(unsent(station));
            sums.refused += u64::from(station.line.refused);
            sums.paper_out += usize::from(is_without_paper(station));
        }
        sums
    }

    fn standing(&self, standing: Standing) -> usize {
        self.standing.get(&standing).copied().unwrap_or(0)
    }
}

fn unsent(station: &Shown) -> u32 {
    station.heard.and_then(|heard| heard.unsent).unwrap_or(0)
}

fn is_without_paper(station: &Shown) -> bool {
    station.heard.and_then(|heard| heard.paper) == Some(false)
}

pub async fn overview(
    State(cockpit): State<Held>,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let part = part_of(&asked);
    let at = now();
    let held = Arc::clone(&cockpit);
    let all = blocking(move || stations(&held, at)).await?;
    let here = in_part(all, &part);
    let words = who.words;
    let body = html! {
        (way(words, "/", &part))
        (sums_ui(words, &Sums::of(&here)))
        (health::sums_ui(words, &here, at))
        @if here.is_empty() { p.note { (words.say("cockpit-no-stations")) } }
        @if let Some(level) = divisions::below(&part) { (places_ui(words, &here, level)) } @else { (streets_ui(words, &here)) }
        @if here.len() <= TILES { (tiles_ui(words, &here, at)) }
    };
    Ok(page(&who, Place::Grid, &words.say("cockpit-stations"), &body))
}

fn sums_ui(words: Words, sums: &Sums) -> Markup {
    let bad = |n: u64| (n > 0).then_some("bad");
    let standing = |standing: Standing| sums.standing(standing);
    html! {
        ul.sums {
            li { b { (sums.all) } (words.say("cockpit-all")) }
            li { b { (standing(Standing::Up)) } (words.say("standing-up")) }
            li class=[bad(standing(Standing::Late) as u64)] { b { (standing(Standing::Late)) } (words.say("standing-late")) }
            li class=[bad(standing(Standing::Gone) as u64)] { b { (standing(Standing::Gone)) } (words.say("standing-gone")) }
            li { b { (standing(Standing::Silent)) } (words.say("standing-silent")) }
            li { b { (sums.unsent) } (words.say("cockpit-unsent")) }
            li class=[bad(sums.refused)] { b { (sums.refused) } (words.say("cockpit-refused")) }
            li class=[bad(sums.paper_out as u64)] { b { (sums.paper_out) } (words.say("cockpit-paper-out")) }
        }
    }
}

fn places_ui(words: Words, here: &[Shown], level: usize) -> Markup {
    let mut places: BTreeMap<&str, Vec<&Shown>> = BTreeMap::new();
    for station in here {
        places.entry(station.line.division.get(..level).unwrap_or_default()).or_default().push(station);
    }
    html! {
        h2 { (words.say("cockpit-places")) }
        ul.tiles {
            @for (part, stations) in &places {
                @let sums = Sums::of(stations.iter().copied());
                li class=(worst(&sums).as_str()) {
                    a href={ "/?in=" (part) } {
                        strong { (place_name(words, part)) }
                        small { (words.count("cockpit-count", sums.all as u64)) }
                        span.state { (words.count("cockpit-up-of", sums.standing(Standing::Up) as u64)) }
                        (marks_ui(words, sums.unsent, sums.refused, sums.paper_out))
                    }
                }
            }
        }
    }
}

fn streets_ui(words: Words, here: &[Shown]) -> Markup {
    let mut streets: BTreeMap<&str, Vec<&Shown>> = BTreeMap::new();
    for station in here {
        streets.entry(station.line.street.as_str()).or_default().push(station);
    }
    html! {
        h2 { (words.say("cockpit-streets")) }
        table {
            tr { th { (words.say("cockpit-street")) } th { (words.say("cockpit-stations")) } }
            @for (street, stations) in &streets {
                tr {
                    td { @if street.is_empty() { (words.say("cockpit-nowhere")) } @else { (street) } }
                    td {
                        @for station in stations {
                            a href={ "/station/" (station.line.id) } { (station.line.name) } " "
                        }
                    }
                }
            }
        }
    }
}

/// What a place's tile shows first: a station that is gone among many that are up must be seen.
fn worst(sums: &Sums) -> Standing {
    [Standing::Gone, Standing::Late, Standing::Up]
        .into_iter()
        .find(|standing| sums.standing(*standing) > 0)
        .unwrap_or(Standing::Silent)
}

fn tiles_ui(words: Words, here: &[Shown], at: Timestamp) -> Markup {
    html! {
        h2 { (words.say("cockpit-each")) }
        ul.tiles {
            @for station in here {
                li class=(station.standing.as_str()) {
                    a href={ "/station/" (station.line.id) } {
                        strong { (station.line.name) }
                        small { (words.text("cockpit-number", "number", &station.line.id.to_string())) " · " (station.line.street) }
                        span.state { (words.code("standing", station.standing.as_str())) }
                        @if let Some(heard) = station.heard { small { (words.moment(heard.at)) } }
                        (marks_ui(words, u64::from(unsent(station)), u64::from(station.line.refused), usize::from(is_without_paper(station))))
                        (health::marks(words, station.health.as_ref(), at))
                        (health::version(words, station.health.as_ref()))
                    }
                }
            }
        }
    }
}

fn marks_ui(words: Words, unsent: u64, refused: u64, paper_out: usize) -> Markup {
    html! {
        span.marks {
            @if unsent > 0 { span.mark { (words.count("cockpit-mark-unsent", unsent)) } }
            @if refused > 0 { span.mark { (words.count("cockpit-mark-refused", refused)) } }
            @if paper_out > 0 { span.mark { (words.say("cockpit-paper-out")) } }
        }
    }
}

pub async fn station(State(cockpit): State<Held>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Refused> {
    let at = now();
    let today = day_of(at);
    let (shown, refused, hours, days) = blocking(move || {
        let shown = stations(&cockpit, at)?.into_iter().find(|station| station.line.id.0 == id);
        let refused = cockpit.board.refused(Some(StationId(id)), 200).map_err(trouble)?;
        let hours = cockpit.board.health_of(StationId(id)).map_err(trouble)?;
        let first = today.saturating_sub(DAYS_SHOWN.days());
        // The station's day may be tomorrow by a clock that is wrong.
        let days = cockpit.board.answered(first, today.saturating_add(1.day())).map_err(trouble)?;
        let days: Vec<_> = days.into_iter().filter(|day| day.station.0 == id).collect();
        Ok((shown.ok_or(Problem::NotFound)?, refused, hours, days))
    })
    .await?;
    let words = who.words;
    let line = &shown.line;
    let body = html! {
        (way(words, "/", &line.division))
        ul.tiles { li class=(shown.standing.as_str()) { a href={ "/station/" (line.id) } {
            span.state { (words.code("standing", shown.standing.as_str())) }
            small { (words.text("cockpit-number", "number", &line.id.to_string())) " · " (line.street) }
            small { (words.text("cockpit-enrolled", "at", &words.moment(line.enrolled_at))) }
            @if let Some(upload) = line.upload_at { small { (words.text("cockpit-upload", "at", &words.moment(upload))) } }
            @if let Some(heard) = shown.heard { small { (words.text("cockpit-heard", "at", &words.moment(heard.at))) } }
            (marks_ui(words, u64::from(unsent(&shown)), u64::from(line.refused), usize::from(is_without_paper(&shown))))
        } } }
        (health::station_ui(words, &shown, &hours, &days, at))
        @if who.role >= Role::Manager { (place_form(words, line)) }
        h2 { (words.say("cockpit-refused")) }
        (refused_table(words, &refused, false))
    };
    Ok(page(&who, Place::Grid, &line.name, &body))
}

fn place_form(words: Words, line: &BoardStation) -> Markup {
    html! {
        h2 { (words.say("cockpit-where")) }
        form.inline action={ "/station/" (line.id) "/place" } method="post" {
            label for="division" { (words.say("cockpit-division")) }
            input #division name="division" value=(line.division) inputmode="numeric" pattern="[0-9]{6}" required;
            label for="street" { (words.say("cockpit-street")) }
            input #street name="street" value=(line.street) maxlength=(STREET_CHARS);
            button { (words.say("cockpit-save")) }
        }
    }
}

/// Refused entries, without a word of what is in them.
pub fn refused_table(words: Words, lines: &[RefusedLine], with_station: bool) -> Markup {
    html! {
        @if lines.is_empty() { p.note { (words.say("cockpit-none-refused")) } } @else {
            table {
                tr {
                    @if with_station { th { (words.say("cockpit-station")) } }
                    th { (words.say("cockpit-seq")) } th { (words.say("cockpit-kind")) } th { (words.say("cockpit-reason")) }
                    th { (words.say("cockpit-field")) } th { (words.say("cockpit-last")) } th.n { (words.say("cockpit-times")) }
                }
                @for line in lines {
                    tr {
                        @if with_station { td { a href={ "/station/" (line.station) } { (line.station) } } }
                        td { (line.seq) } td { (words.code("kind", &line.kind)) } td { (words.code("refused-for", &line.code)) }
                        td { (line.field) } td { (words.moment(line.last_at)) } td.n { (line.times) }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub struct Where {
    division: String,
    street: String,
}

pub async fn place(
    State(cockpit): State<Held>,
    who: SignedIn,
    Path(id): Path<i64>,
    Form(given): Form<Where>,
) -> Result<Response, Refused> {
    who.must_be(Role::Manager)?;
    let street = given.street.trim().to_owned();
    let fits = divisions::is_division(&given.division) && street.chars().count() <= STREET_CHARS;
    if !fits || street.chars().any(char::is_control) {
        return Err(Problem::Unreadable.into());
    }
    let known = blocking(move || cockpit.board.place_station(StationId(id), &given.division, &street).map_err(trouble));
    if known.await? {
        Ok(Redirect::to(&format!("/station/{id}")).into_response())
    } else {
        Err(Problem::NotFound.into())
    }
}
