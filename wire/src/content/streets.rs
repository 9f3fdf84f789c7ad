//! Where the streets and towns of the province lie (街道, 乡, 镇): what no table of counties tells, so that "near" means near
//! and not "in this county too".

use crate::DivisionCode;
use serde::{Deserialize, Deserializer};

/// The body of a pack of streets.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Streets {
    pub streets: Vec<Street>,
}

/// A street office's or a town's ground.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Street {
    /// 9 digits, or 12 for a community.
    pub code: DivisionCode,
    /// As people say it: 东塘街道, 常平镇.
    pub name: String,
    /// Where its office stands.
    pub latitude: Degrees,
    pub longitude: Degrees,
    /// What else an address there may say: a market, an industrial park, a former name.
    #[serde(default)]
    pub also: Vec<String>,
}

/// Degrees to the north or to the east, in ten-thousandths: some ten metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Degrees(i32);

impl Degrees {
    #[must_use]
    pub fn new(degrees: f64) -> Self {
        Self((degrees * 10_000.0).round() as i32)
    }

    #[must_use]
    pub fn get(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

impl<'de> Deserialize<'de> for Degrees {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::new)
    }
}

/// Some 15 km, in degrees of latitude: what lies farther from every office lies in another county, or its point is wrong.
const FAR_DEGREES: f64 = 0.14;

impl Streets {
    /// The street of a county that an address names, by its name or by what else is said for it; of several the longest
    /// name. 东塘路 is a road, and 东塘街道 is meant by 东塘 only where no road follows.
    #[must_use]
    pub fn named_in(&self, county: &DivisionCode, address: &str) -> Option<&Street> {
        let inside = self.streets.iter().filter(|street| street.code.county() == county.county());
        let named = inside.filter_map(|street| Some((street.said_in(address)?, street)));
        named.max_by_key(|(length, _)| *length).map(|(_, street)| street)
    }

    /// The street of a county whose office stands nearest to a point; `None` where none is within some 15 km.
    #[must_use]
    pub fn nearest_in(&self, county: &DivisionCode, (north, east): (f64, f64)) -> Option<&Street> {
        let inside = self.streets.iter().filter(|street| street.code.county() == county.county());
        let shorter = north.to_radians().cos();
        let apart = |street: &Street| (street.latitude.get() - north).hypot((street.longitude.get() - east) * shorter);
        let near = inside.map(|street| (apart(street), street)).filter(|(apart, _)| *apart < FAR_DEGREES);
        near.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, street)| street)
    }
}

impl Street {
    /// The length of the longest of its names that an address holds.
    fn said_in(&self, address: &str) -> Option<usize> {
        let whole = std::iter::once(&self.name).chain(&self.also).filter(|name| address.contains(name.as_str()));
        let whole = whole.map(String::len).max();
        let short = ["街道", "镇", "乡"].iter().find_map(|kind| self.name.strip_suffix(kind));
        let short = short.filter(|short| short.chars().count() > 1 && is_meant(address, short)).map(str::len);
        whole.max(short)
    }
}

/// Whether a short name stands for the place: not for the beginning of a road's name.
fn is_meant(address: &str, short: &str) -> bool {
    const ROADS: [&str; 7] = ["路", "街", "大道", "巷", "东路", "西路", "村"];
    let mut found = address.match_indices(short);
    found.any(|(at, _)| {
        let behind = address.get(at + short.len()..).unwrap_or_default();
        let behind = behind.trim_start_matches(['东', '西', '南', '北', '中', '一', '二', '三', '四']);
        !ROADS.iter().any(|road| behind.starts_with(road))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn street(code: &str, name: &str, also: &[&str]) -> Street {
        Street {
            code: DivisionCode::new(code).unwrap(),
            name: name.into(),
            latitude: Degrees::new(28.17),
            longitude: Degrees::new(112.99),
            also: also.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn an_address_leads_to_its_street_and_a_road_of_that_name_to_none() {
        let all = Streets {
            streets: vec![
                street("430111005", "东塘街道", &["平和堂东塘店"]),
                street("430111007", "高桥街道", &["高桥大市场"]),
                street("430102007", "高桥街道", &[]),
            ],
        };
        let county = DivisionCode::new("430111").unwrap();
        let found = |address: &str| all.named_in(&county, address).map(|street| street.code.as_str());
        assert_eq!(found("长沙市雨花区东塘街道韶山中路12号"), Some("430111005"));
        assert_eq!(found("雨花区高桥大市场B区"), Some("430111007"));
        assert_eq!(found("雨花区东塘"), Some("430111005"));
        assert_eq!(found("雨花区东塘路3号"), None, "a road");
        assert_eq!(found("雨花区东塘西路3号"), None, "a road");
        assert_eq!(found("雨花区"), None);
        let near = |at: (f64, f64)| all.nearest_in(&county, at).map(|street| street.code.as_str());
        assert!(near((28.175, 112.995)).is_some());
        assert_eq!(near((39.9, 116.4)), None, "a point in Beijing");
        let other = DivisionCode::new("430121").unwrap();
        assert_eq!(all.named_in(&other, "东塘街道"), None, "a street of another county");
    }
}
