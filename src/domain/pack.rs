//! Whether a pack of the province is what its kind says: checked here again, by code of the station's own, before anything
//! believes it.

use super::content;
use super::everyday::Named;
use super::nouns::{MAX_PACK_BYTES, MAX_WORD_CHARS, MAX_WORDS};
use super::text;
use serde_json::{Map, Value};

/// What is wrong with a pack, and in which field of its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// `jobs.cleaner[1]`; empty where it is the whole.
    pub place: String,
    pub kind: FlawKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlawKind {
    /// A field that such a pack does not have.
    UnknownField,
    /// No job or benefit has this code.
    UnknownCode,
    /// An object, a list or a text is needed here.
    WrongType,
    EmptyWord,
    /// Longer than [`MAX_WORD_CHARS`].
    LongWord,
    /// Characters that nobody sees or types.
    Untypable,
    /// More than [`MAX_WORDS`], or larger than [`MAX_PACK_BYTES`].
    TooLarge,
    /// No word at all.
    Nothing,
    /// A reason that this program does not know.
    Unreadable,
    /// A field that must be there.
    MissingField,
    /// No day of the calendar.
    NoDate,
    /// It ends before it begins.
    Backwards,
    /// A condition without a test, or with several.
    NoCondition,
    /// It names something that is not there.
    UnknownName,
    /// A rule that needs itself.
    Cyclic,
    /// The same name twice.
    Twice,
}

impl FlawKind {
    pub const ALL: [Self; 16] = [
        Self::UnknownField,
        Self::UnknownCode,
        Self::WrongType,
        Self::EmptyWord,
        Self::LongWord,
        Self::Untypable,
        Self::TooLarge,
        Self::Nothing,
        Self::Unreadable,
        Self::MissingField,
        Self::NoDate,
        Self::Backwards,
        Self::NoCondition,
        Self::UnknownName,
        Self::Cyclic,
        Self::Twice,
    ];

    /// The code in the store and in `yizhan status`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown_field",
            Self::UnknownCode => "unknown_code",
            Self::WrongType => "wrong_type",
            Self::EmptyWord => "empty_word",
            Self::LongWord => "long_word",
            Self::Untypable => "untypable",
            Self::TooLarge => "too_large",
            Self::Nothing => "nothing",
            Self::Unreadable => "unreadable",
            Self::MissingField => "missing_field",
            Self::NoDate => "no_date",
            Self::Backwards => "backwards",
            Self::NoCondition => "no_condition",
            Self::UnknownName => "unknown_name",
            Self::Cyclic => "cyclic",
            Self::Twice => "twice",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == code)
    }

    fn at(self, place: impl Into<String>) -> Flaw {
        Flaw { place: place.into(), kind: self }
    }
}

/// The words of a pack of the kind [`super::WORDS`].
///
/// # Errors
/// The first flaw; a pack is good as a whole or not at all.
pub fn words(body: &Value) -> Result<Vec<(Named, String)>, Flaw> {
    let fields = object(body, "")?;
    if body.to_string().len() > MAX_PACK_BYTES {
        return Err(FlawKind::TooLarge.at(""));
    }
    let mut words = Vec::new();
    for (field, lists) in fields {
        let list = match field.as_str() {
            "jobs" => "job",
            "benefits" => "benefit",
            other => return Err(FlawKind::UnknownField.at(other)),
        };
        for (code, list_of_words) in object(lists, field)? {
            let place = format!("{field}.{code}");
            let named = Named::parse(list, code).ok_or_else(|| FlawKind::UnknownCode.at(&place))?;
            let texts = list_of_words.as_array().ok_or_else(|| FlawKind::WrongType.at(&place))?;
            for (at, text) in texts.iter().enumerate() {
                words.push((named, word(text).map_err(|kind| kind.at(format!("{place}[{at}]")))?));
            }
        }
    }
    match words.len() {
        0 => Err(FlawKind::Nothing.at("")),
        1..=MAX_WORDS => Ok(words),
        _ => Err(FlawKind::TooLarge.at("")),
    }
}

/// The body of a pack that is content; `None` for other kinds.
///
/// # Errors
/// The first flaw; a pack is good as a whole or not at all.
pub fn content(kind: &str, body: &Value) -> Result<Option<content::Body>, Flaw> {
    let text = body.to_string();
    if text.len() > MAX_PACK_BYTES {
        return Err(FlawKind::TooLarge.at(""));
    }
    content::read(kind, &text).map_err(|flaw| {
        let kind = match flaw.kind {
            content::FlawKind::UnknownField => FlawKind::UnknownField,
            content::FlawKind::MissingField => FlawKind::MissingField,
            content::FlawKind::WrongValue => FlawKind::WrongType,
            content::FlawKind::NoDate => FlawKind::NoDate,
            content::FlawKind::Backwards => FlawKind::Backwards,
            content::FlawKind::Empty => FlawKind::Nothing,
            content::FlawKind::NoCondition => FlawKind::NoCondition,
            content::FlawKind::Unknown => FlawKind::UnknownName,
            content::FlawKind::Cyclic => FlawKind::Cyclic,
            content::FlawKind::Twice => FlawKind::Twice,
        };
        kind.at(flaw.place)
    })
}

fn object<'a>(value: &'a Value, place: &str) -> Result<&'a Map<String, Value>, Flaw> {
    value.as_object().ok_or_else(|| FlawKind::WrongType.at(place))
}

fn word(value: &Value) -> Result<String, FlawKind> {
    let typed = value.as_str().ok_or(FlawKind::WrongType)?;
    if typed.chars().count() > MAX_WORD_CHARS {
        return Err(FlawKind::LongWord);
    }
    let word = text::one_line(typed, MAX_WORD_CHARS).map_err(|_| FlawKind::Untypable)?;
    if word.chars().any(char::is_alphanumeric) { Ok(word) } else { Err(FlawKind::EmptyWord) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Benefit, JobKind};
    use serde_json::json;

    #[test]
    fn a_good_pack_names_jobs_and_benefits() {
        let body = json!({ "jobs": { "cleaner": ["搞卫生", " 扫街 "] }, "benefits": { "meals": ["包餐"] } });
        let mut read = words(&body).unwrap();
        read.sort_by_key(|(_, word)| word.len());
        assert_eq!(
            read,
            [
                (Named::Benefit(Benefit::Meals), "包餐".to_owned()),
                (Named::Job(JobKind::Cleaner), "扫街".to_owned()),
                (Named::Job(JobKind::Cleaner), "搞卫生".to_owned()),
            ]
        );
    }

    #[test]
    fn a_broken_pack_is_refused_with_the_place_and_the_reason() {
        let long = "扫".repeat(MAX_WORD_CHARS + 1);
        for (body, place, kind) in [
            (json!({ "jobs": { "clener": ["扫街"] } }), "jobs.clener", FlawKind::UnknownCode),
            (json!({ "jobs": { "other": ["扫街"] } }), "jobs.other", FlawKind::UnknownCode),
            (json!({ "jobs": { "meals": ["扫街"] } }), "jobs.meals", FlawKind::UnknownCode),
            (json!({ "jobs": { "cleaner": ["扫街", "  "] } }), "jobs.cleaner[1]", FlawKind::EmptyWord),
            (json!({ "jobs": { "cleaner": [long] } }), "jobs.cleaner[0]", FlawKind::LongWord),
            (json!({ "jobs": { "cleaner": ["扫\u{202e}街"] } }), "jobs.cleaner[0]", FlawKind::Untypable),
            (json!({ "jobs": { "cleaner": [7] } }), "jobs.cleaner[0]", FlawKind::WrongType),
            (json!({ "jobs": { "cleaner": "扫街" } }), "jobs.cleaner", FlawKind::WrongType),
            (json!({ "jobs": [] }), "jobs", FlawKind::WrongType),
            (json!({ "trades": {} }), "trades", FlawKind::UnknownField),
            (json!({ "jobs": {} }), "", FlawKind::Nothing),
            (json!([]), "", FlawKind::WrongType),
            (json!({ "jobs": { "cleaner": vec!["扫街"; MAX_WORDS + 1] } }), "", FlawKind::TooLarge),
        ] {
            assert_eq!(words(&body), Err(kind.at(place)), "{place}");
        }
    }

    #[test]
    fn every_reason_has_a_code_of_its_own() {
        for kind in FlawKind::ALL {
            assert_eq!(FlawKind::parse(kind.as_str()), Some(kind));
        }
    }
}
