//! Where places lie, as fine as is known: the table of counties, and the streets and towns of the province's pack. Between two
//! places of one county the distance is told only where the pack tells both; else they are in one county, and no more is said.

use super::content::{Street, Streets};
use super::distance::{Away, road_km};
use super::division::{self, Position};
use super::nouns::DivisionCode;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A county is some 30 km wide, a district of a city half of that: what lies somewhere in it is about so far.
const SOMEWHERE_KM: u16 = 8;
/// Digits of a street's or town's code.
const STREET_DIGITS: usize = 9;

/// The streets and towns that are known, by their codes; a clone is another name for the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ground(Arc<BTreeMap<String, Street>>);

impl Ground {
    #[must_use]
    pub fn of(pack: Streets) -> Self {
        Self(Arc::new(pack.streets.into_iter().map(|street| (street.code.as_str().to_owned(), street)).collect()))
    }

    /// The community, or the street or town it belongs to.
    #[must_use]
    pub fn street(&self, code: &str) -> Option<&Street> {
        self.0.get(code).or_else(|| self.0.get(code.get(..STREET_DIGITS)?))
    }

    /// A place as people say it: `长沙市 雨花区 东塘街道`, and without the street where that is not known.
    #[must_use]
    pub fn spoken(&self, code: &str) -> String {
        let above = division::spoken(code);
        match self.street(code) {
            Some(street) if above.is_empty() => street.name.clone(),
            Some(street) => format!("{above} {}", street.name),
            None => above,
        }
    }

    /// The streets and towns of a county.
    pub fn inside<'a>(&'a self, county: &'a str) -> impl Iterator<Item = &'a Street> {
        self.0.range(county.to_owned()..).map(|(_, street)| street).take_while(move |s| s.code.county() == county)
    }

    /// Where a place lies: its street, its county's seat, or nowhere, as a province or a place nobody knows.
    #[must_use]
    pub fn position(&self, code: &DivisionCode) -> Option<Position> {
        if let Some(street) = self.street(code.as_str()) {
            return Some(Position { latitude: street.latitude.get(), longitude: street.longitude.get() });
        }
        (!code.county().ends_with("0000")).then(|| division::position(code.county()))?
    }

    /// Kilometres for an order by nearness. What is somewhere in the station's own county comes first where nothing finer is
    /// known of the station either, and behind what is known to be near where its street is.
    #[must_use]
    pub fn reckoned(&self, here: &DivisionCode, there: &DivisionCode) -> Option<u16> {
        match self.between(here, there)? {
            Away::SameCounty if self.street(here.as_str()).is_some() => Some(SOMEWHERE_KM),
            away => Some(away.km()),
        }
    }

    /// How far from one place to another, about; `None` where one of them is unknown.
    #[must_use]
    pub fn between(&self, here: &DivisionCode, there: &DivisionCode) -> Option<Away> {
        let streets = self.street(here.as_str()).zip(self.street(there.as_str()));
        if here.county() == there.county() && streets.is_none() {
            return Some(Away::SameCounty);
        }
        if streets.is_some_and(|(a, b)| a.code == b.code) {
            return Some(Away::SameStreet);
        }
        let km = road_km(self.position(here)?, self.position(there)?);
        Some(Away::About { km: (km.ceil() as u16).max(1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::Degrees;

    fn code(code: &str) -> DivisionCode {
        DivisionCode::new(code).unwrap()
    }

    fn ground() -> Ground {
        let street = |of: &str, name: &str, north: f64, east: f64| Street {
            code: code(of),
            name: name.into(),
            latitude: Degrees::new(north),
            longitude: Degrees::new(east),
            also: Vec::new(),
        };
        Ground::of(Streets {
            streets: vec![
                street("430111005", "东塘街道", 28.171, 112.990),
                street("430111101", "跳马镇", 28.052, 113.105),
                street("430103009", "桂花坪街道", 28.118, 112.990),
            ],
        })
    }

    #[test]
    fn within_a_county_it_is_told_how_far_where_both_streets_are_known() {
        let ground = ground();
        let away = |here: &str, there: &str| ground.between(&code(here), &code(there));
        assert_eq!(away("430111005", "430111005012"), Some(Away::SameStreet), "a community of this street");
        // Some 17 km as the bird flies.
        let Some(Away::About { km }) = away("430111005", "430111101") else { panic!("it is told") };
        assert!((19..26).contains(&km), "{km}");
        // The next district's street is nearer than a town of the same one.
        let Some(Away::About { km }) = away("430111005", "430103009") else { panic!("it is told") };
        assert!((6..10).contains(&km), "{km}");
        assert_eq!(away("430111005", "430111"), Some(Away::SameCounty));
        assert_eq!(away("430111", "430111101"), Some(Away::SameCounty));
        assert_eq!(away("430111999", "430111101"), Some(Away::SameCounty), "a street that nobody knows");
        assert_eq!(away("430111005", "430000"), None, "somewhere in the province");
    }

    #[test]
    fn without_a_pack_it_is_as_the_table_of_counties_tells() {
        let nothing = Ground::default();
        for (here, there) in [("430111", "430111005"), ("430111", "110101"), ("430111", "430000"), ("430111", "999999")]
        {
            assert_eq!(
                nothing.between(&code(here), &code(there)),
                Away::between(&code(here), &code(there)),
                "{here} {there}"
            );
        }
    }

    #[test]
    fn what_is_somewhere_in_the_county_comes_behind_what_is_known_to_be_near() {
        let ground = ground();
        let km = |here: &str, there: &str| ground.reckoned(&code(here), &code(there)).unwrap();
        assert!(km("430111005", "430111005") < km("430111005", "430111"));
        assert!(km("430111005", "430111") < km("430111005", "430111101"));
        assert_eq!(km("430111", "430111101"), 0, "a station that knows its county alone");
    }

    #[test]
    fn a_place_is_said_with_its_street() {
        let ground = ground();
        assert_eq!(ground.spoken("430111005"), "长沙市 雨花区 东塘街道");
        assert_eq!(ground.spoken("430111777"), "长沙市 雨花区");
        let inside: Vec<_> = ground.inside("430111").map(|street| street.name.as_str()).collect();
        assert_eq!(inside, ["东塘街道", "跳马镇"]);
    }
}
