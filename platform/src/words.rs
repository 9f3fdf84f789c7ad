//! Words of the platform's own pages, in Fluent: the codes from the same files as the kiosk's, the rest from files beside
//! this crate. The command line speaks English.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use jiff::{Timestamp, tz};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

const CHINESE: [&str; 4] = [
    include_str!("../../locales/zh-CN/codes.ftl"),
    include_str!("../../locales/zh-CN/faults.ftl"),
    include_str!("../locales/zh-CN.ftl"),
    include_str!("../../locales/zh-CN/doctor.ftl"),
];
const ENGLISH: [&str; 4] = [
    include_str!("../../locales/en/codes.ftl"),
    include_str!("../../locales/en/faults.ftl"),
    include_str!("../locales/en.ftl"),
    include_str!("../../locales/en/doctor.ftl"),
];

/// The languages of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

impl Language {
    /// As HTML names it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// What a browser asks for (RFC 9110 §12.5.4), read as far as two languages need: English where it stands before any
    /// Chinese, Chinese otherwise.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let place = |tag: &str| header.to_ascii_lowercase().find(tag);
        match (place("en"), place("zh")) {
            (Some(_), None) => Self::English,
            (Some(english), Some(chinese)) if english < chinese => Self::English,
            _ => Self::Chinese,
        }
    }
}

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words {
    language: Language,
    bundle: &'static FluentBundle<FluentResource>,
}

static CHINESE_WORDS: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::Chinese, &CHINESE));
static ENGLISH_WORDS: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::English, &ENGLISH));

impl Words {
    #[must_use]
    pub fn of(language: Language) -> Self {
        let bundle = match language {
            Language::Chinese => &CHINESE_WORDS,
            Language::English => &ENGLISH_WORDS,
        };
        Self { language, bundle }
    }

    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// The message of this name; its name where there is none, which a test forbids.
    #[must_use]
    pub fn say(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with one number in it, `$n`.
    #[must_use]
    pub fn count(self, key: &str, n: u64) -> String {
        self.with(key, &[("n", FluentValue::from(n))])
    }

    /// A message with text in it.
    #[must_use]
    pub fn text(self, key: &str, name: &'static str, text: &str) -> String {
        self.with(key, &[(name, FluentValue::from(text.to_owned()))])
    }

    /// The word of a code; the code itself where it is of the future.
    #[must_use]
    pub fn code(self, list: &str, code: &str) -> String {
        let key = format!("{list}-{}", code.replace('_', "-"));
        if self.bundle.has_message(&key) { self.say(&key) } else { code.to_owned() }
    }

    /// What a check of a station found, in the words of its own doctor; names stay at the station. The code where it is of the
    /// future.
    #[must_use]
    pub fn finding(self, check: &str, state: &str, n: i64) -> String {
        let key = format!("doctor-{}", check.replace('_', "-"));
        if !self.bundle.has_message(&key) {
            return format!("{check}: {state}");
        }
        let what = FluentValue::from("…");
        self.with(&key, &[("state", FluentValue::from(state.to_owned())), ("n", FluentValue::from(n)), ("what", what)])
    }

    /// A day.
    #[must_use]
    pub fn day(self, day: Date) -> String {
        match self.language {
            Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Language::English => day.strftime("%-d %B %Y").to_string(),
        }
    }

    /// A moment by China's clock.
    #[must_use]
    pub fn moment(self, at: Timestamp) -> String {
        at.to_zoned(tz::offset(8).to_time_zone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn with(self, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let arguments: FluentArgs<'_> = arguments.iter().cloned().collect();
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned()
    }
}

fn bundle(language: Language, sources: &[&str]) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    for source in sources {
        // A file with a broken message still gives its other messages; the test below refuses it.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_syntax::ast::Entry;
    use std::collections::BTreeSet;

    fn keys(source: &str) -> BTreeSet<String> {
        let resource = fluent_syntax::parser::parse(source).unwrap();
        let message = |entry: &Entry<&str>| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        };
        resource.body.iter().filter_map(message).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert_eq!(keys(CHINESE[2]), keys(ENGLISH[2]));
    }

    #[test]
    fn every_word_is_asked_for_somewhere_and_every_word_asked_for_is_there() {
        let pages = [
            include_str!("http/pages.rs"),
            include_str!("http/pictures_page.rs"),
            include_str!("http/carry_page.rs"),
            include_str!("http/cockpit/mod.rs"),
            include_str!("http/cockpit/session.rs"),
            include_str!("http/cockpit/frame.rs"),
            include_str!("http/cockpit/grid.rs"),
            include_str!("http/cockpit/health.rs"),
            include_str!("http/cockpit/figures.rs"),
            include_str!("http/cockpit/review.rs"),
            include_str!("http/cockpit/forwards.rs"),
            include_str!("http/cockpit/claims.rs"),
        ]
        .concat();
        let known = keys(CHINESE[2]);
        let prefixes = [
            "standing-",
            "role-",
            "service-",
            "kind-",
            "flaw-",
            "refused-for-",
            "concern-",
            "severity-",
            "claims-yes",
            "claims-no",
        ];
        for key in &known {
            let by_code = prefixes.iter().any(|prefix| key.starts_with(prefix));
            assert!(by_code || pages.contains(&format!("\"{key}\"")), "nobody says {key}");
        }
        for part in pages.split(".say(\"").skip(1).chain(pages.split(".count(\"").skip(1)) {
            let key = part.split('"').next().unwrap();
            assert!(known.contains(key), "{key} is not in the files");
        }
    }

    #[test]
    fn a_browser_gets_the_language_it_asks_for() {
        assert_eq!(Language::accepted("en-GB,en;q=0.9"), Language::English);
        assert_eq!(Language::accepted("zh-CN,zh;q=0.9,en;q=0.8"), Language::Chinese);
        assert_eq!(Language::accepted(""), Language::Chinese);
        assert_eq!(Words::of(Language::Chinese).code("job-kind", "welder"), "电焊工");
        assert_eq!(Words::of(Language::Chinese).code("job-kind", "astronaut"), "astronaut");
    }
}
