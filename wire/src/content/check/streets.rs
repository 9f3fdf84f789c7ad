//! What is asked of a pack of streets: a code that is finer than a county, a name, a place in China.

use super::super::read::{Flaw, FlawKind};
use super::super::streets::{Degrees, Street, Streets};
use super::{Checked, each};
use crate::DivisionCode;
use std::collections::BTreeSet;

/// The north and the east of China, in degrees.
const NORTH: (f64, f64) = (3.0, 54.0);
const EAST: (f64, f64) = (73.0, 136.0);

pub fn check(streets: &Streets) -> Checked {
    let mut known = BTreeSet::new();
    for (at, street) in streets.streets.iter().enumerate() {
        if !known.insert(street.code.as_str()) {
            let reason = format!("`{}` stands here twice", street.code);
            return Err(Flaw::new(format!("streets[{at}].code"), FlawKind::Twice, reason));
        }
    }
    each("streets", &streets.streets, check_street)
}

fn check_street(street: &Street, place: &str) -> Checked {
    let code = street.code.as_str();
    if code.len() < 9 || DivisionCode::new(code).is_none() {
        let reason = format!("`{code}`: a street or town has 9 digits, a community 12");
        return Err(Flaw::new(format!("{place}.code"), FlawKind::WrongValue, reason));
    }
    let words = std::iter::once(("name".to_owned(), &street.name));
    let also = street.also.iter().enumerate().map(|(at, word)| (format!("also[{at}]"), word));
    for (field, word) in words.chain(also) {
        if word.trim().chars().count() < 2 {
            return Err(Flaw::new(format!("{place}.{field}"), FlawKind::Empty, "a name has two characters at least"));
        }
    }
    degrees(street.latitude, NORTH, &format!("{place}.latitude"))?;
    degrees(street.longitude, EAST, &format!("{place}.longitude"))
}

fn degrees(of: Degrees, (least, most): (f64, f64), place: &str) -> Checked {
    if (least..=most).contains(&of.get()) {
        return Ok(());
    }
    let reason = format!("{} degrees lie outside of China ({least} to {most})", of.get());
    Err(Flaw::new(place, FlawKind::WrongValue, reason))
}

#[cfg(test)]
mod tests {
    use super::super::super::read::{FlawKind, read};
    use serde_json::{Value, json};

    fn flaw(change: impl FnOnce(&mut Value)) -> Option<(String, FlawKind)> {
        let mut body = json!({ "streets": [
            { "code": "430111005", "name": "东塘街道", "latitude": 28.1713, "longitude": 112.9903 },
            { "code": "430111006", "name": "雨花亭街道", "latitude": 28.153, "longitude": 112.993, "also": ["雨花亭"] }] });
        change(&mut body["streets"][1]);
        read("streets", &body.to_string()).err().map(|flaw| (flaw.place, flaw.kind))
    }

    #[test]
    fn a_street_has_a_code_a_name_and_a_place_in_china() {
        let at = |field: &str, kind| Some((format!("streets[1].{field}"), kind));
        assert_eq!(flaw(|_| ()), None);
        assert_eq!(flaw(|street| street["code"] = "430111".into()), at("code", FlawKind::WrongValue));
        assert_eq!(flaw(|street| street["code"] = "430111005".into()), at("code", FlawKind::Twice));
        assert_eq!(flaw(|street| street["name"] = " ".into()), at("name", FlawKind::Empty));
        assert_eq!(flaw(|street| street["also"] = json!(["塘"])), at("also[0]", FlawKind::Empty));
        assert_eq!(flaw(|street| street["latitude"] = 112.9.into()), at("latitude", FlawKind::WrongValue));
        assert_eq!(flaw(|street| street["longitude"] = "east".into()), at("longitude", FlawKind::WrongValue));
        assert_eq!(flaw(|street| street["height"] = 3.into()), at("height", FlawKind::UnknownField));
    }
}
