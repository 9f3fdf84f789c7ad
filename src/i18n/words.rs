//! The words of one language. Messages without arguments are made once, when the language is first used, because a screen
//! asks for them in every frame; the others are made when they are asked for.

use super::codes::CodeWords;
use super::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use unic_langid::LanguageIdentifier;

/// The words of one language: a reference, passed around freely.
#[derive(Clone, Copy)]
pub struct Words(&'static Table);

struct Table {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    fixed: Vec<String>,
    codes: CodeWords,
}

/// See [`lengthen`].
static LONGER: AtomicBool = AtomicBool::new(false);

/// Makes every language a third longer in this process: how the audit of the screens asks whether another language would fit.
/// Must be called before the first word is asked for.
pub fn lengthen() {
    LONGER.store(true, Ordering::Relaxed);
}

fn longer(text: &str) -> Cow<'_, str> {
    let more = text.chars().filter(|c| c.is_alphanumeric()).count().div_ceil(3);
    // The same kind of character: a hanzi is as wide as two letters.
    let filler = text.chars().rev().find(|c| c.is_alphanumeric()).unwrap_or('x');
    Cow::Owned(format!("{text}{}", filler.to_string().repeat(more)))
}

static TABLES: [OnceLock<Table>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];

impl Words {
    /// The words of `language`; its files are read at the first call.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let [chinese, english] = &TABLES;
        let table = match language {
            Language::Chinese => chinese,
            Language::English => english,
        };
        Self(table.get_or_init(|| Table::load(language)))
    }

    #[must_use]
    pub fn language(self) -> Language {
        self.0.language
    }

    pub(super) fn codes(self) -> &'static CodeWords {
        &self.0.codes
    }

    fn fixed(self, place: usize) -> &'static str {
        self.0.fixed.get(place).map_or("", String::as_str)
    }

    fn made<const N: usize>(self, key: &str, arguments: [(&'static str, FluentValue<'_>); N]) -> String {
        let arguments: FluentArgs<'_> = arguments.into_iter().collect();
        format(&self.0.bundle, key, Some(&arguments))
            .or_else(|| format(&Self::of(Language::Chinese).0.bundle, key, Some(&arguments)))
            .unwrap_or_else(|| key.to_owned())
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.0.language.tag())
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.0.language == other.0.language
    }
}

impl Table {
    fn load(language: Language) -> Self {
        let bundle = bundle(language);
        // Chinese is complete (its functions are made from it), so only the others fall back.
        let fallback = (language != Language::Chinese).then(|| bundle_of_chinese());
        let word = |key: &str| {
            format(&bundle, key, None)
                .or_else(|| fallback.and_then(|chinese| format(chinese, key, None)))
                .unwrap_or_else(|| key.to_owned())
        };
        let fixed = FIXED.iter().map(|key| word(key)).collect();
        let codes = CodeWords::load(word);
        Self { language, bundle, fixed, codes }
    }
}

fn bundle_of_chinese() -> &'static FluentBundle<FluentResource> {
    &Words::of(Language::Chinese).0.bundle
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks that isolate an argument's direction have no glyph in the kiosk's font.
    bundle.set_use_isolating(false);
    if LONGER.load(Ordering::Relaxed) {
        bundle.set_transform(Some(longer));
    }
    for (_, source) in SOURCES.iter().filter(|(tag, _)| *tag == language.tag()) {
        // A file with a broken message still gives its other messages; tests/locales.rs refuses both.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn format(bundle: &FluentBundle<FluentResource>, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, arguments, &mut errors).into_owned())
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));
