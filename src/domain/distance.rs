//! How far a place is, as well as is known ([`super::ground`] knows more than counties): from where one government stands to
//! where another does, a little longer than the bird flies. An estimate, and always called one.

use super::division::{self, Position};
use super::nouns::DivisionCode;

/// The earth's mean radius.
const EARTH_KM: f64 = 6_371.0;
/// Roads are longer than the line between two places: about a third, in towns and hills alike.
const DETOUR: f64 = 1.3;
/// Who goes farther on foot takes a bus.
const WALK_UP_TO_KM: f64 = 4.0;
/// An older person's pace.
const WALK_KM_AN_HOUR: f64 = 4.0;
/// A town bus with its stops, and with the way to the stop and the wait.
const BUS_KM_AN_HOUR: f64 = 18.0;
const BUS_WAIT_MINUTES: f64 = 12.0;
/// Beyond this a bus every day is no answer, and minutes would promise one.
const BUS_UP_TO_KM: f64 = 60.0;

/// How far a place of work is from a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Away {
    /// In the station's own street or town.
    SameStreet,
    /// In the station's own county, and no more is known of one of the two.
    SameCounty,
    /// So many kilometres by road, about.
    About { km: u16 },
}

/// How one would get there, in minutes, about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trip {
    Walk { minutes: u16 },
    Bus { minutes: u16 },
}

impl Away {
    /// From one division to another; `None` where one of them is unknown or is not told down to the county: the middle of a
    /// province is nowhere.
    #[must_use]
    pub fn between(here: &DivisionCode, there: &DivisionCode) -> Option<Self> {
        if here.county() == there.county() {
            return Some(Self::SameCounty);
        }
        let km = road_km(county(here)?, county(there)?);
        Some(Self::About { km: (km.ceil() as u16).max(1) })
    }

    /// For an order by nearness, and for "within so many kilometres": the same county counts as 0.
    #[must_use]
    pub const fn km(self) -> u16 {
        match self {
            Self::SameStreet | Self::SameCounty => 0,
            Self::About { km } => km,
        }
    }

    /// Kilometres where they are told at all.
    #[must_use]
    pub const fn told_km(self) -> Option<u16> {
        match self {
            Self::SameStreet | Self::SameCounty => None,
            Self::About { km } => Some(km),
        }
    }

    /// How one would get there every day; `None` where the distance is not told, or too far for that.
    #[must_use]
    pub fn trip(self) -> Option<Trip> {
        let km = match self {
            // From one end of a street's ground to its middle.
            Self::SameStreet => 1.0,
            Self::SameCounty => return None,
            Self::About { km } => f64::from(km),
        };
        let minutes = |an_hour: f64| (km / an_hour * 60.0 / 5.0).ceil() as u16 * 5;
        if km <= WALK_UP_TO_KM {
            Some(Trip::Walk { minutes: minutes(WALK_KM_AN_HOUR) })
        } else if km <= BUS_UP_TO_KM {
            Some(Trip::Bus { minutes: minutes(BUS_KM_AN_HOUR) + BUS_WAIT_MINUTES as u16 })
        } else {
            None
        }
    }
}

/// Where a county stands. A city's code stands for its seat; a province's for nothing.
fn county(code: &DivisionCode) -> Option<Position> {
    (!code.county().ends_with("0000")).then(|| division::position(code.county()))?
}

/// By the haversine formula, made longer as roads are.
pub(super) fn road_km(a: Position, b: Position) -> f64 {
    let (from, to) = (a.latitude.to_radians(), b.latitude.to_radians());
    let north = (to - from) / 2.0;
    let east = (b.longitude - a.longitude).to_radians() / 2.0;
    let chord = north.sin().powi(2) + from.cos() * to.cos() * east.sin().powi(2);
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin() * DETOUR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn away(here: &str, there: &str) -> Option<Away> {
        Away::between(&DivisionCode::new(here).unwrap(), &DivisionCode::new(there).unwrap())
    }

    #[test]
    fn the_same_county_is_near_and_others_are_told_in_kilometres() {
        assert_eq!(away("430111", "430111005"), Some(Away::SameCounty));
        // 长沙 to 北京 is some 1,340 km as the bird flies.
        let Some(Away::About { km }) = away("430111", "110101") else { panic!("it is far") };
        assert!((1_600..1_900).contains(&km), "{km}");
        assert_eq!(away("430111", "110101"), away("110101", "430111"));
        assert_eq!(away("430111", "430000"), None, "somewhere in the province");
        assert_eq!(away("430111", "999999"), None);
    }

    #[test]
    fn a_short_way_is_walked_a_longer_one_takes_the_bus_and_a_journey_has_no_minutes() {
        assert_eq!(Away::About { km: 2 }.trip(), Some(Trip::Walk { minutes: 30 }));
        assert_eq!(Away::About { km: 12 }.trip(), Some(Trip::Bus { minutes: 52 }));
        assert_eq!(Away::About { km: 300 }.trip(), None);
        assert_eq!(Away::SameCounty.trip(), None);
        assert_eq!(Away::SameStreet.trip(), Some(Trip::Walk { minutes: 15 }));
    }
}
