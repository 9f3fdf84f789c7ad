//! A pack's body, read as what its kind says; or what is wrong with it, and where.

use super::codes::CodeLists;
use super::desk::{HelpRules, ProvinceFields, ServicePlans};
use super::form::Forms;
use super::playlist::Playlist;
use super::shelf::{Assessments, Glossary, Guides, Shelf, ShelfKind};
use super::streets::Streets;
use super::voices::Voices;
use super::{ASSESSMENTS, CODES, FIELDS, FORMS, GLOSSARY, GUIDES, HELP, PLANS, PLAYLIST, STREETS, VOICES, check};
use serde::de::DeserializeOwned;

/// A body of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Shelf(ShelfKind, Box<Shelf>),
    Guides(Guides),
    Assessments(Assessments),
    Forms(Forms),
    Glossary(Glossary),
    Playlist(Playlist),
    Voices(Voices),
    Streets(Streets),
    ServicePlans(ServicePlans),
    HelpRules(HelpRules),
    Fields(ProvinceFields),
    Codes(CodeLists),
}

/// What is wrong with a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// `items[3].rule.all[1]`; empty where it is the whole.
    pub place: String,
    pub kind: FlawKind,
    /// For the person who wrote it.
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlawKind {
    UnknownField,
    MissingField,
    /// Another type of value, or no code of the list.
    WrongValue,
    /// No day of the calendar.
    NoDate,
    /// It ends before it begins.
    Backwards,
    /// A text or a list that must not be empty.
    Empty,
    /// A condition without a test, or with several.
    NoCondition,
    /// It names something that is not there.
    Unknown,
    /// A rule that needs itself.
    Cyclic,
    /// The same name twice.
    Twice,
}

impl Flaw {
    pub(super) fn new(place: impl Into<String>, kind: FlawKind, reason: impl Into<String>) -> Self {
        Self { place: place.into(), kind, reason: reason.into() }
    }
}

/// Reads a body; `None` where packs of this kind are not content.
///
/// # Errors
/// The first flaw: a pack is good as a whole or not at all.
pub fn read(kind: &str, body: &str) -> Result<Option<Body>, Flaw> {
    let body = match kind {
        GUIDES => Body::Guides(parse(body)?),
        ASSESSMENTS => Body::Assessments(parse(body)?),
        FORMS => Body::Forms(parse(body)?),
        GLOSSARY => Body::Glossary(parse(body)?),
        PLAYLIST => Body::Playlist(parse(body)?),
        VOICES => Body::Voices(parse(body)?),
        STREETS => Body::Streets(parse(body)?),
        PLANS => Body::ServicePlans(parse(body)?),
        HELP => Body::HelpRules(parse(body)?),
        FIELDS => Body::Fields(parse(body)?),
        CODES => Body::Codes(parse(body)?),
        _ => match ShelfKind::parse(kind) {
            Some(shelf) => Body::Shelf(shelf, Box::new(parse(body)?)),
            None => return Ok(None),
        },
    };
    check::body(&body)?;
    Ok(Some(body))
}

fn parse<T: DeserializeOwned>(body: &str) -> Result<T, Flaw> {
    let mut json = serde_json::Deserializer::from_str(body);
    serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let path = e.path().to_string();
        let said = e.inner().to_string();
        let reason = said.rsplit_once(" at line ").map_or(said.as_str(), |(reason, _)| reason);
        Flaw::new(if path == "." { String::new() } else { path }, kind_of(reason), reason)
    })
}

/// The kind behind one of serde's sentences.
fn kind_of(reason: &str) -> FlawKind {
    // What jiff says of a text that is no day.
    let date = ["date", "day", "month", "year"].iter().any(|word| reason.contains(word));
    match reason {
        _ if reason.starts_with("unknown field") => FlawKind::UnknownField,
        _ if reason.starts_with("missing field") => FlawKind::MissingField,
        _ if reason.starts_with("invalid type") || reason.starts_with("unknown variant") => FlawKind::WrongValue,
        _ if date => FlawKind::NoDate,
        _ => FlawKind::WrongValue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A policy with this field in place of its rule, and one question.
    fn policies(rule: &str, more: &str) -> String {
        format!(
            r#"{{"questions": {{"id": "q", "version": 1, "title": "问", "steps": [{{"title": "一", "fields": [
                {{"id": "age", "kind": "number", "label": "年龄"}},
                {{"id": "out", "kind": "yes_no", "label": "失业"}}]}}]}},
               "rules": {{"a": {{"named": "b"}}, "b": {{"when": {{"fact": "age", "at_least": 45, "says": "满 45 岁"}}}}{more}}},
               "items": [{{"id": "p", "title": "题", "line": "句", "source": {{"name": "样例", "as_of": "2026-01-01"}},
                           "rule": {rule}}}]}}"#
        )
    }

    fn flaw(kind: &str, body: &str) -> (String, FlawKind) {
        let flaw = read(kind, body).expect_err(body);
        (flaw.place, flaw.kind)
    }

    #[test]
    fn a_good_body_is_read_and_a_kind_of_the_future_is_none_of_ours() {
        let body =
            policies(r#"{"all": [{"named": "a"}, {"when": {"fact": "out", "is": ["yes"], "says": "失业"}}]}"#, "");
        assert!(matches!(read("policies", &body), Ok(Some(Body::Shelf(ShelfKind::Policies, _)))));
        assert_eq!(read("songs", "{}"), Ok(None));
        let said = read("glossary", r#"{"terms": [{"word": {"zh": "日结", "en": "daily pay"}, "means": "当天结"}]}"#);
        let Ok(Some(Body::Glossary(said))) = said else { panic!("{said:?}") };
        assert_eq!((said.terms[0].word.english(), said.terms[0].means.english()), ("daily pay", "当天结"));
    }

    #[test]
    fn each_flaw_is_named_by_its_kind_and_its_place() {
        let when = |test: &str| format!(r#"{{"when": {{"fact": "age", {test} "says": "句"}}}}"#);
        for (rule, more, place, kind) in [
            (r#"{"all": []}"#.to_owned(), "", "items[0].rule.all", FlawKind::Empty),
            (when(""), "", "items[0].rule.when", FlawKind::NoCondition),
            (when(r#""at_least": 1, "at_most": 2,"#), "", "items[0].rule.when", FlawKind::NoCondition),
            (when(r#""is": ["x"],"#), "", "items[0].rule.when", FlawKind::WrongValue),
            (r#"{"named": "c"}"#.to_owned(), "", "items[0].rule.named", FlawKind::Unknown),
            (r#"{"named": "d"}"#.to_owned(), r#", "d": {"any": [{"named": "d"}]}"#, "rules.d", FlawKind::Cyclic),
            (r#"{"never": []}"#.to_owned(), "", "items[0].rule", FlawKind::WrongValue),
            (when(r#""since": 1,"#), "", "items[0].rule.when.since", FlawKind::UnknownField),
            (
                r#"{"when": {"fact": "wage", "at_least": 1, "says": "句"}}"#.to_owned(),
                "",
                "items[0].rule.when.fact",
                FlawKind::Unknown,
            ),
        ] {
            assert_eq!(flaw("policies", &policies(&rule, more)), (place.to_owned(), kind), "{rule}");
        }
        let day = policies(&when(r#""at_least": 1,"#), "").replace("2026-01-01", "2026-02-30");
        assert_eq!(flaw("policies", &day), ("items[0].source.as_of".to_owned(), FlawKind::NoDate));
        let form = r#"{"forms": [{"id": "f", "version": 1, "title": "表", "from": "2026-02-01", "until": "2026-01-01",
            "steps": [{"title": "一", "fields": [{"id": "a", "kind": "line", "label": "甲"}]}]}]}"#;
        assert_eq!(flaw("forms", form), ("forms[0].until".to_owned(), FlawKind::Backwards));
        let later = r#"{"forms": [{"id": "f", "version": 1, "title": "表", "steps": [{"title": "一", "fields": [
            {"id": "a", "kind": "line", "label": "甲", "show_if": {"field": "b", "is": ["yes"]}},
            {"id": "b", "kind": "yes_no", "label": "乙"}]}]}]}"#;
        assert_eq!(flaw("forms", later), ("forms[0].steps[0].fields[0].show_if.field".to_owned(), FlawKind::Unknown));
        let twice = r#"{"terms": [{"word": "日结", "means": "当天结"}, {"word": "日结", "means": ""}]}"#;
        assert_eq!(flaw("glossary", twice), ("terms[1].means".to_owned(), FlawKind::Empty));
    }
}
