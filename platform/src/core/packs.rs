//! Packs on their way into the feed: a broken one is refused here, with the place in its file, before any station sees it.

use serde::de::{self, DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use yizhan_wire::content;
use yizhan_wire::pack::{MAX_PACK_BYTES, MAX_WORD_CHARS, MAX_WORDS, WORDS};
use yizhan_wire::release::PROGRAM;
use yizhan_wire::{Benefit, JobKind, Pack};

/// The longest name of a kind.
const KIND_CHARS: usize = 32;

/// The pack of a kind that the feed holds.
pub type HeldPack = Pack;

/// What becomes of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PutPack {
    /// It is in the feed, in place of the one before.
    Taken,
    /// It is in the feed already; nothing happened.
    Unchanged,
    /// The feed holds this version with another body, or a higher version: nothing happened.
    NotNewer { held: u32 },
}

/// What is wrong with a pack's file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}, {}: {reason}", if field.is_empty() { "the pack" } else { field })]
pub struct Flaw {
    pub line: usize,
    pub column: usize,
    /// The path of the field, `body.jobs.cleaner[1]`; empty where it is the whole.
    pub field: String,
    pub reason: String,
}

/// Decides whether a pack goes into the feed: versions ascend, so that a number always names the same content.
#[must_use]
pub fn settle(pack: &Pack, held: Option<&HeldPack>) -> PutPack {
    match held {
        Some(held) if held == pack => PutPack::Unchanged,
        Some(held) if held.version >= pack.version => PutPack::NotNewer { held: held.version },
        _ => PutPack::Taken,
    }
}

/// Whether this build knows what belongs into a pack of this kind. Others are handed out as they are.
#[must_use]
pub fn is_known(kind: &str) -> bool {
    kind == WORDS || kind == PROGRAM || content::is_content(kind)
}

/// Reads the file of a pack.
///
/// # Errors
/// The first flaw, with its place.
pub fn read(text: &str) -> Result<Pack, Flaw> {
    let pack: Pack = parse::<Frame<de::IgnoredAny>>(text).and_then(|_| parse(text))?;
    let whole = |field: &str, reason: String| Flaw { line: 1, column: 1, field: field.to_owned(), reason };
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if pack.kind.is_empty() || pack.kind.len() > KIND_CHARS || !pack.kind.chars().all(word) {
        return Err(whole(
            "kind",
            format!("a word of up to {KIND_CHARS} small letters, digits and underscores is needed"),
        ));
    }
    if pack.version == 0 {
        return Err(whole("version", "versions begin with 1".to_owned()));
    }
    let bytes = pack.body.to_string().len();
    if bytes > MAX_PACK_BYTES {
        return Err(whole("body", format!("{bytes} bytes are more than the {MAX_PACK_BYTES} that a pack may have")));
    }
    if pack.kind == WORDS {
        let words = parse::<Frame<Words>>(text)?.body;
        let count = words.jobs.count + words.benefits.count;
        if !(1..=MAX_WORDS).contains(&count) {
            return Err(whole("body", format!("{count} words; a pack has 1 to {MAX_WORDS}")));
        }
    }
    content::read(&pack.kind, &pack.body.to_string()).map_err(|flaw| {
        let place = if flaw.place.is_empty() { "body".to_owned() } else { format!("body.{}", flaw.place) };
        let (line, column) = locate(text, &place);
        Flaw { line, column, field: place, reason: flaw.reason }
    })?;
    Ok(pack)
}

/// Where a field stands in a text, as line and column from 1; where it is missing, where what should hold it stands.
fn locate(text: &str, place: &str) -> (usize, usize) {
    let mut at: &str = text.trim_start();
    for step in steps(place) {
        let inner = if let Ok(index) = step.parse::<usize>() {
            serde_json::from_str::<Vec<&RawValue>>(at).ok().and_then(|list| list.get(index).copied())
        } else {
            let fields = serde_json::from_str::<BTreeMap<String, &RawValue>>(at).ok();
            fields.and_then(|fields| fields.get(step).copied())
        };
        let Some(inner) = inner else { break };
        at = inner.get();
    }
    // A raw value is a part of the text it was read from.
    let offset = (at.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// `body.items[3].rule` as body, items, 3, rule.
fn steps(place: &str) -> impl Iterator<Item = &str> {
    place.split(['.', '[', ']']).filter(|step| !step.is_empty())
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Flaw> {
    let mut json = serde_json::Deserializer::from_str(text);
    let parsed = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let path = e.path().to_string();
        flaw(if path == "." { String::new() } else { path }, e.inner())
    })?;
    json.end().map_err(|e| flaw(String::new(), &e))?;
    Ok(parsed)
}

fn flaw(field: String, error: &serde_json::Error) -> Flaw {
    let said = error.to_string();
    // The place is said before the reason.
    let reason = said.rsplit_once(" at line ").map_or(said.as_str(), |(reason, _)| reason).to_owned();
    Flaw { line: error.line(), column: error.column(), field, reason }
}

/// A pack whose body is read as what its kind says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame<T> {
    #[serde(rename = "kind")]
    _kind: String,
    #[serde(rename = "version")]
    _version: u32,
    body: T,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(default = "Lists::default")]
    jobs: Lists<JobKind>,
    #[serde(default = "Lists::default")]
    benefits: Lists<Benefit>,
}

/// Codes with their words: each code once, each word once under it.
struct Lists<T> {
    count: usize,
    code: PhantomData<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { count: 0, code: PhantomData }
    }
}

/// A list of codes that words may be for.
trait Code {
    const NAME: &str;
    fn is_one(code: &str) -> bool;
}

impl Code for JobKind {
    const NAME: &str = "job";
    fn is_one(code: &str) -> bool {
        Self::ALL.iter().any(|known| known.as_str() == code)
    }
}

impl Code for Benefit {
    const NAME: &str = "benefit";
    fn is_one(code: &str) -> bool {
        Self::ALL.iter().any(|known| known.as_str() == code)
    }
}

impl<'de, T: Code> Deserialize<'de> for Lists<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(ListsVisitor(PhantomData))
    }
}

struct ListsVisitor<T>(PhantomData<T>);

impl<'de, T: Code> Visitor<'de> for ListsVisitor<T> {
    type Value = Lists<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of {} codes with lists of words", T::NAME)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut codes = BTreeSet::new();
        let mut count = 0;
        while let Some(code) = map.next_key::<String>()? {
            if !T::is_one(&code) {
                return Err(de::Error::custom(format!("no {} has the code `{code}`", T::NAME)));
            }
            if !codes.insert(code.clone()) {
                return Err(de::Error::custom(format!("`{code}` stands here twice")));
            }
            let words: Vec<Word> = map.next_value()?;
            let unique: BTreeSet<&str> = words.iter().map(|word| word.0.as_str()).collect();
            if unique.len() < words.len() {
                return Err(de::Error::custom(format!("`{code}` has a word twice")));
            }
            count += words.len();
        }
        Ok(Lists { count, code: PhantomData })
    }
}

/// A word that somebody can type.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Word(String);

impl TryFrom<String> for Word {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        let chars = word.chars().count();
        if word.trim().is_empty() {
            return Err("the word is empty".to_owned());
        }
        if chars > MAX_WORD_CHARS {
            return Err(format!("the word has {chars} characters; {MAX_WORD_CHARS} are the most"));
        }
        if word.trim() != word {
            return Err("the word begins or ends with a blank".to_owned());
        }
        match word.chars().find(|c| !c.is_alphanumeric() && !" ·-/+#".contains(*c)) {
            Some(sign) => Err(format!("the word holds {sign:?}, which nobody types")),
            None => Ok(Self(word)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw_of(body: &str) -> String {
        read(&format!("{{\n\"kind\": \"words\",\n\"version\": 2,\n\"body\": {body}\n}}")).unwrap_err().to_string()
    }

    #[test]
    fn a_good_pack_is_read() {
        let text = r#"{"kind":"words","version":2,"body":{"jobs":{"cleaner":["搞卫生"]}}}"#;
        let pack = read(text).unwrap();
        assert_eq!((pack.kind.as_str(), pack.version), ("words", 2));
        assert_eq!(serde_json::to_string(&pack).unwrap().len(), text.len());
        assert!(read(r#"{"kind":"notices","version":1,"body":[1]}"#).is_ok(), "a kind of the future is handed on");
    }

    #[test]
    fn a_flaw_is_named_with_line_and_field() {
        for (body, place, reason) in [
            ("{\"jobs\": {\n\"clener\": [\"搞卫生\"]}}", "line 5", "body.jobs: no job has the code `clener`"),
            ("{\"jobs\": {\n\"other\": [\"搞卫生\"]}}", "line 5", "no job has the code `other`"),
            ("{\"jobs\": {\"cleaner\": [\"搞卫生\",\n\"\"]}}", "line 5", "body.jobs.cleaner[1]: the word is empty"),
            ("{\"benefits\": {\"meals\": [\n\n7]}}", "line 6", "body.benefits.meals[0]: invalid type"),
            ("{\"jobs\": {\"cleaner\": [\"扫\\u0000地\"]}}", "line 4", "body.jobs.cleaner[0]: the word holds"),
            ("{\n\"trades\": {}}", "line 5", "unknown field `trades`"),
            ("{\"jobs\": {\"cleaner\": [], \"cleaner\": []}}", "line 4", "`cleaner` stands here twice"),
            ("{\"jobs\": {\"cleaner\": [\"扫\", \"扫\"]}}", "line 4", "a word twice"),
            ("{}", "line 1", "0 words"),
            ("[", "line 5", "body"),
        ] {
            let said = flaw_of(body);
            assert!(said.contains(place) && said.contains(reason), "{body}: {said}");
        }
        let long = flaw_of(&format!("{{\"jobs\": {{\"cleaner\": [\"{}\"]}}}}", "扫".repeat(21)));
        assert!(long.contains("21 characters"), "{long}");
        let said = read(r#"{"kind":"Words!","version":1,"body":{}}"#).unwrap_err().to_string();
        assert!(said.contains("kind"), "{said}");
        assert!(read(r#"{"kind":"words","version":1,"body":{},"note":1}"#).unwrap_err().to_string().contains("note"));
    }

    #[test]
    fn a_flaw_of_content_is_named_with_line_and_field() {
        let pack = |body: &str| format!("{{\n\"kind\": \"policies\",\n\"version\": 1,\n\"body\": {body}}}");
        let item = r#""title": "题", "line": "句", "source": {"name": "样", "as_of": "2026-01-01"}"#;
        for (body, line, field) in [
            (
                format!("{{\n\"items\": [\n{{\"id\": \"a\", {item}}},\n{{\"id\": \"a\", {item}}}]}}"),
                7,
                "body.items[1].id",
            ),
            (
                format!("{{\"items\": [{{\"id\": \"a\", {item},\n\"rule\": {{\"all\": [\n]}}}}]}}"),
                5,
                "body.items[0].rule.all",
            ),
            (
                format!(
                    "{{\"items\": [{{\"id\": \"a\", {item}, \"from\": \"2026-02-01\",\n\"until\": \"2026-01-01\"}}]}}"
                ),
                5,
                "body.items[0].until",
            ),
            (
                format!("{{\"items\": [{{\"id\": \"a\", {item}}}],\n\"rules\": {{\n\"r\": {{\"named\": \"r\"}}}}}}"),
                6,
                "body.rules.r",
            ),
        ] {
            let flaw = read(&pack(&body)).unwrap_err();
            assert_eq!((flaw.line, flaw.field.as_str()), (line, field), "{flaw}");
        }
    }

    #[test]
    fn a_number_always_names_the_same_content() {
        let pack = |version, body: &str| Pack { kind: "words".into(), version, body: body.into() };
        let held = pack(3, "a");
        assert_eq!(settle(&pack(3, "a"), None), PutPack::Taken);
        assert_eq!(settle(&pack(3, "a"), Some(&held)), PutPack::Unchanged);
        assert_eq!(settle(&pack(3, "b"), Some(&held)), PutPack::NotNewer { held: 3 });
        assert_eq!(settle(&pack(2, "b"), Some(&held)), PutPack::NotNewer { held: 3 });
        assert_eq!(settle(&pack(4, "b"), Some(&held)), PutPack::Taken);
    }
}
