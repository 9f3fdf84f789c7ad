//! What lies around the station, and in which direction: where the seats of the counties are, by the table of divisions, and the
//! streets and towns of its own county as far as the ground is known. A map of it needs no pictures of anybody's.

use super::division::{self, Position};
use super::ground::Ground;
use super::nouns::DivisionCode;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What lies farther away is no place to go to every day, and belongs on no map of the neighbourhood.
const FARTHEST_KM: f64 = 150.0;
/// The earth's mean radius.
const EARTH_KM: f64 = 6_371.0;

/// A district or a street with postings, as it lies from the station.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// What a filter takes: a district as postings word it, `长沙市 雨花区`, or a street's code.
    pub district: String,
    pub name: String,
    pub jobs: usize,
    /// As the bird flies.
    pub km: f64,
    pub towards: Towards,
    /// Kilometres to the east and to the north.
    pub offset: (f64, f64),
}

/// The eight winds, clockwise from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    North,
    NorthEast,
    East,
    SouthEast,
    South,
    SouthWest,
    West,
    NorthWest,
}

impl Towards {
    pub const ALL: [Self; 8] = [
        Self::North,
        Self::NorthEast,
        Self::East,
        Self::SouthEast,
        Self::South,
        Self::SouthWest,
        Self::West,
        Self::NorthWest,
    ];

    fn of(east: f64, north: f64) -> Self {
        let eighth = (east.atan2(north) / std::f64::consts::TAU * 8.0).round().rem_euclid(8.0) as usize;
        Self::ALL.get(eighth).copied().unwrap_or(Self::North)
    }
}

/// The districts around a station, the nearest first, its own left out; what is not known down to the county has no place on
/// a map.
#[must_use]
pub fn around<'a>(
    (here, ground): (&DivisionCode, &Ground),
    districts: impl Iterator<Item = (&'a str, usize)>,
) -> Vec<Near> {
    let Some(from) = stands((here, ground)) else { return Vec::new() };
    in_order(districts.filter_map(|(district, jobs)| {
        let code = *codes().get(district)?;
        let name = district.split_whitespace().last().unwrap_or(district);
        near(from, place(code).filter(|_| code != here.county())?, (district, name, jobs))
    }))
}

/// The streets and towns of the station's own county, the nearest first, its own left out; none where the station's own
/// street is not known.
#[must_use]
pub fn streets<'a>(
    (here, ground): (&DivisionCode, &Ground),
    counted: impl Iterator<Item = (&'a str, usize)>,
) -> Vec<Near> {
    let Some(own) = ground.street(here.as_str()) else { return Vec::new() };
    let Some(from) = ground.position(here) else { return Vec::new() };
    in_order(counted.filter_map(|(code, jobs)| {
        let street = ground.street(code).filter(|street| street.code != own.code)?;
        near(from, ground.position(&street.code)?, (code, &street.name, jobs))
    }))
}

/// Places by their codes, the nearest first, also the station's own: what is there is as far as its street or its county's seat.
#[must_use]
pub fn places<'a>(
    (here, ground): (&DivisionCode, &Ground),
    counted: impl Iterator<Item = (&'a DivisionCode, usize)>,
) -> Vec<Near> {
    let Some(from) = stands((here, ground)) else { return Vec::new() };
    in_order(counted.filter_map(|(code, things)| {
        let street = ground.street(code.as_str()).map(|street| street.name.clone());
        let name = street.or_else(|| division::find(code.as_str()).map(|county| county.name.to_owned()))?;
        near(from, ground.position(code)?, (code.as_str(), &name, things))
    }))
}

fn near(from: Position, to: Position, (district, name, jobs): (&str, &str, usize)) -> Option<Near> {
    let offset = offset(from, to);
    let km = offset.0.hypot(offset.1);
    let towards = Towards::of(offset.0, offset.1);
    let (district, name) = (district.to_owned(), name.to_owned());
    (km <= FARTHEST_KM).then_some(Near { district, name, jobs, km, towards, offset })
}

fn in_order(near: impl Iterator<Item = Near>) -> Vec<Near> {
    let mut near: Vec<Near> = near.collect();
    near.sort_by(|a, b| a.km.total_cmp(&b.km).then_with(|| a.district.cmp(&b.district)));
    near
}

/// Where the station stands; a city is no point to start from.
fn stands((here, ground): (&DivisionCode, &Ground)) -> Option<Position> {
    match ground.street(here.as_str()) {
        Some(_) => ground.position(here),
        None => place(here.county()),
    }
}

/// A county's seat. A city or a province is no point.
fn place(code: &str) -> Option<Position> {
    (!code.ends_with("00")).then(|| division::position(code))?
}

/// Counties by the words in which postings say them.
fn codes() -> &'static HashMap<String, &'static str> {
    static CODES: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    CODES.get_or_init(|| division::counties().map(|county| (division::spoken(county.code), county.code)).collect())
}

/// How far to the east and to the north, on the flat: near enough for a hundred kilometres.
fn offset(from: Position, to: Position) -> (f64, f64) {
    let middle = f64::midpoint(from.latitude, to.latitude).to_radians();
    let east = (to.longitude - from.longitude).to_radians() * middle.cos() * EARTH_KM;
    let north = (to.latitude - from.latitude).to_radians() * EARTH_KM;
    (east, north)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(here: &str, districts: &[&str]) -> Vec<Near> {
        let here = DivisionCode::new(here).unwrap();
        around((&here, &Ground::default()), districts.iter().map(|district| (*district, 3)))
    }

    #[test]
    fn districts_lie_where_they_lie_and_the_nearest_come_first() {
        let around = near("430111", &["株洲市 天元区", "长沙市 岳麓区", "长沙市 雨花区", "长沙市 长沙县"]);
        let said: Vec<_> = around.iter().map(|near| (near.district.as_str(), near.towards)).collect();
        assert_eq!(said.len(), 3, "its own is where she stands: {said:?}");
        assert_eq!(said.last().map(|(district, _)| *district), Some("株洲市 天元区"));
        let of = |wanted: &str| around.iter().find(|near| near.district == wanted).unwrap();
        assert_eq!(of("长沙市 岳麓区").towards, Towards::NorthWest);
        assert!(matches!(of("株洲市 天元区").towards, Towards::South | Towards::SouthEast));
        assert!((30.0..60.0).contains(&of("株洲市 天元区").km), "{}", of("株洲市 天元区").km);
        assert_eq!(of("长沙市 长沙县").jobs, 3);
    }

    #[test]
    fn what_is_far_or_nowhere_is_on_no_map() {
        assert!(near("430111", &["北京市 东城区", "长沙市", "", "某市 某区"]).is_empty());
        assert!(near("430100", &["长沙市 岳麓区"]).is_empty(), "a city is no point to start from");
    }

    #[test]
    fn the_winds_go_round_clockwise() {
        let east_and_north = [(0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (1.0, -1.0), (0.0, -1.0), (-1.0, -1.0), (-1.0, 0.0)];
        for ((east, north), towards) in east_and_north.into_iter().zip(Towards::ALL) {
            assert_eq!(Towards::of(east, north), towards);
        }
        assert_eq!(Towards::of(-0.1, 1.0), Towards::North);
    }
}
