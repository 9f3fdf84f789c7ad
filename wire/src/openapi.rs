//! The protocol as an `OpenAPI` 3.1 document, for a vendor's tools. What is in it by hand stands in `wire/openapi.json`; the lists
//! of codes are put in from the types, so that they cannot drift apart.

use crate::codes::{Benefit, Education, EntryKind, JobKind, Settlement, Shift, SourceKind, WageUnit, WorkForm};
use crate::gig::SeatState;
use crate::notice::NoticeKind;
use serde_json::{Value, json};

const BY_HAND: &str = include_str!("../openapi.json");

/// The document.
///
/// # Errors
/// None: a test reads what is written by hand.
pub fn document() -> Result<Value, serde_json::Error> {
    let mut document: Value = serde_json::from_str(BY_HAND)?;
    if let Some(Value::Object(schemas)) = document.pointer_mut("/components/schemas") {
        macro_rules! codes {
            ($($list:ident),+) => {$(
                let mut codes: Vec<&str> = $list::ALL.iter().map(|code| code.as_str()).collect();
                codes.push("other");
                schemas.insert(stringify!($list).to_owned(), json!({ "type": "string", "enum": codes }));
            )+};
        }
        codes!(
            EntryKind, NoticeKind, JobKind, WorkForm, Settlement, Education, Benefit, Shift, SourceKind, WageUnit,
            SeatState
        );
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that is referred to.
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    match field {
                        Value::String(to) if name == "$ref" => found.push(to.clone()),
                        other => references(other, found),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }

    #[test]
    fn everything_that_is_referred_to_is_there() {
        let document = document().unwrap();
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(found.len() > 40);
        for reference in found {
            let pointer = reference.trim_start_matches('#');
            assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
    }

    #[test]
    fn every_path_of_the_protocol_is_described() {
        use crate::paths;
        let document = document().unwrap();
        let mut described: Vec<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
        let medium = format!("{}{{sha256}}", paths::MEDIA);
        let mut all = [
            paths::CARRIED,
            paths::CHANGES,
            paths::ENROLMENTS,
            paths::ENTRIES,
            paths::HEALTH,
            paths::KEYS,
            paths::NOTICES,
            paths::OPENAPI,
            medium.as_str(),
        ];
        described.sort_unstable();
        all.sort_unstable();
        assert_eq!(described, all);
    }
}
