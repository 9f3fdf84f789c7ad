//! Administrative divisions to the county (GB/T 2260 as of `assets/divisions.csv`). Streets and communities (9 and 12
//! digits) are not listed: there are some 700,000 of them, and a code counts as known when its county is.

use super::nouns::DivisionCode;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A province, city or county.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Division {
    /// Six digits.
    pub code: &'static str,
    pub name: &'static str,
    /// The division above; empty for a province.
    pub parent: &'static str,
    /// Syllables without tones, one for each hanzi of the name.
    pub pinyin: &'static str,
    /// Where its government stands, in thousandths of a degree north and east; of a few young counties that is not known.
    seat: Option<(i32, i32)>,
}

/// A place on the earth, in degrees north and east.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    pub latitude: f64,
    pub longitude: f64,
}

/// `code,name,parent,pinyin,latitude,longitude`, one division a line.
const TABLE: &str = include_str!("../../assets/divisions.csv");

/// Every division in the order of the codes; read once.
fn all() -> &'static [Division] {
    static ALL: OnceLock<Vec<Division>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: Vec<Division> = TABLE.lines().skip(1).filter_map(division).collect();
        all.sort_unstable_by_key(|division| division.code);
        all
    })
}

fn division(line: &'static str) -> Option<Division> {
    let mut cells = line.trim_end().split(',');
    let (code, name, parent, pinyin) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let mut thousandths = || Some((cells.next()?.parse::<f64>().ok()? * 1_000.0).round() as i32);
    let (north, east) = (thousandths(), thousandths());
    Some(Division { code, name, parent, pinyin, seat: north.zip(east) })
}

/// The division with this code; of a longer code, its county.
#[must_use]
pub fn find(code: &str) -> Option<Division> {
    let county = code.get(..6)?;
    let place = all().binary_search_by_key(&county, |division| division.code).ok()?;
    all().get(place).copied()
}

/// Where a division stands; where that is not known, the one above it.
#[must_use]
pub fn position(code: &str) -> Option<Position> {
    let (north, east) = chain(code).iter().rev().find_map(|division| division.seat)?;
    Some(Position { latitude: f64::from(north) / 1_000.0, longitude: f64::from(east) / 1_000.0 })
}

/// The reading of a division's name; of several with one name the first, for they are read alike.
#[must_use]
pub fn reading(name: &str) -> Option<&'static str> {
    static READINGS: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    READINGS.get_or_init(|| all().iter().map(|division| (division.name, division.pinyin)).collect()).get(name).copied()
}

/// Whether such a place exists, as far as the county.
#[must_use]
pub fn is_known(code: &DivisionCode) -> bool {
    find(code.county()).is_some()
}

pub fn provinces() -> impl Iterator<Item = Division> {
    inside("")
}

/// The divisions directly below this one: cities of a province, counties of a city, districts of 北京. Empty for a
/// county and for the few cities that have none (东莞, 中山).
pub fn inside(parent: &str) -> impl Iterator<Item = Division> {
    all().iter().copied().filter(move |division| division.parent == parent)
}

/// Every county.
pub fn counties() -> impl Iterator<Item = Division> {
    all().iter().copied().filter(|division| !division.code.ends_with("00"))
}

/// The division and those above it, the highest first.
#[must_use]
pub fn chain(code: &str) -> Vec<Division> {
    let mut chain = Vec::new();
    let mut next = find(code);
    // Three levels; the bound keeps a faulty table from running in a circle.
    while let Some(division) = next.filter(|_| chain.len() < 4) {
        chain.push(division);
        next = find(division.parent);
    }
    chain.reverse();
    chain
}

/// The place in words, without its province where it has a city: `长沙市 雨花区`, as people say it.
#[must_use]
pub fn spoken(code: &str) -> String {
    let chain = chain(code);
    let shown = if chain.len() > 2 { chain.get(1..) } else { chain.get(..) };
    shown.unwrap_or_default().iter().map(|division| division.name).collect::<Vec<_>>().join(" ")
}

/// Divisions whose name begins with these words, or holds them, larger places and shorter names first; at most `limit`.
#[must_use]
pub fn named(words: &str, limit: usize) -> Vec<Division> {
    let words = words.trim();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Division> = all().iter().copied().filter(|division| division.name.contains(words)).collect();
    found.sort_by_cached_key(|division| {
        let level = chain(division.code).len();
        (!division.name.starts_with(words), level, division.name.chars().count(), division.code)
    });
    found.truncate(limit);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_division_but_a_province_has_one_above_it() {
        assert!(all().len() > 3_000);
        for division in all() {
            assert!(DivisionCode::new(division.code).is_some(), "{division:?}");
            assert!(!division.name.is_empty(), "{division:?}");
            assert!(division.parent.is_empty() || find(division.parent).is_some(), "{division:?}");
        }
        assert!(all().windows(2).all(|pair| pair[0].code < pair[1].code), "a code stands twice");
    }

    #[test]
    fn every_name_has_a_reading_and_every_place_a_position_in_china() {
        for division in all() {
            assert_eq!(division.pinyin.split(' ').count(), division.name.chars().count(), "{division:?}");
            let at = position(division.code).unwrap();
            assert!((3.0..54.0).contains(&at.latitude) && (73.0..136.0).contains(&at.longitude), "{division:?}");
        }
        assert_eq!(reading("长沙市"), Some("chang sha shi"));
        assert_eq!(reading("火星区"), None);
    }

    #[test]
    fn a_street_is_known_by_its_county() {
        assert!(is_known(&DivisionCode::new("430111").unwrap()));
        assert!(is_known(&DivisionCode::new("430111005").unwrap()));
        assert!(is_known(&DivisionCode::new("430111005012").unwrap()));
        assert!(!is_known(&DivisionCode::new("999999").unwrap()));
    }

    #[test]
    fn places_are_picked_level_by_level_and_said_as_people_say_them() {
        assert_eq!(provinces().count(), 34);
        assert!(inside("430000").any(|city| city.name == "长沙市"));
        assert!(inside("430100").any(|county| county.name == "雨花区"));
        assert_eq!(inside("441900").count(), 0);
        assert_eq!(spoken("430111005"), "长沙市 雨花区");
        assert_eq!(spoken("110105"), "北京市 朝阳区");
        assert_eq!(spoken("430000"), "湖南省");
        assert_eq!(spoken("000000"), "");
        assert_eq!(named("雨花", 5).first().map(|d| d.name), Some("雨花区"));
    }
}
