//! Every language says everything, with the same arguments, and nothing is said that no code asks for.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each message of a language: its file, its arguments, its text.
struct Said {
    file: String,
    arguments: BTreeSet<String>,
    text: String,
}

fn locales() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("locales")
}

fn messages(language: &str) -> BTreeMap<String, Said> {
    let mut messages = BTreeMap::new();
    for entry in fs::read_dir(locales().join(language)).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).unwrap();
        let resource = fluent_syntax::parser::parse(source.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in &resource.body {
            if let Entry::Message(message) = entry {
                let said = said(&file, message);
                let double = messages.insert(message.id.name.to_owned(), said);
                assert!(double.is_none(), "{language}: {} is said twice", message.id.name);
            }
        }
    }
    messages
}

fn said(file: &str, message: &Message<&str>) -> Said {
    let mut said = Said { file: file.to_owned(), arguments: BTreeSet::new(), text: String::new() };
    walk(message.value.as_ref().unwrap(), &mut said);
    said
}

fn walk(pattern: &Pattern<&str>, said: &mut Said) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => said.text.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => argument(inline, said),
                Expression::Select { selector, variants } => {
                    argument(selector, said);
                    for variant in variants {
                        walk(&variant.value, said);
                    }
                }
            },
        }
    }
}

fn argument(inline: &InlineExpression<&str>, said: &mut Said) {
    if let InlineExpression::VariableReference { id } = inline {
        said.arguments.insert(id.name.to_owned());
    }
}

#[test]
fn every_language_says_everything_with_the_same_arguments() {
    let chinese = messages("zh-CN");
    assert!(chinese.len() > 200, "only {} messages were found", chinese.len());
    for language in fs::read_dir(locales()).unwrap() {
        let language = language.unwrap().file_name().to_string_lossy().into_owned();
        let other = messages(&language);
        let missing: Vec<_> = chinese.keys().filter(|key| !other.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        for (key, said) in &other {
            let first = chinese.get(key).unwrap_or_else(|| panic!("{language} says {key}, Chinese does not"));
            assert_eq!(said.arguments, first.arguments, "{language}: {key}");
            assert_eq!(said.file, first.file, "{language}: {key} stands in another file");
        }
    }
}

/// The button that changes the language names the other one as its speakers do, and examples of typing show all ways.
const OF_BOTH_LANGUAGES: &[&str] = &["bar-other-language", "search-hint"];

#[test]
fn chinese_is_written_in_chinese() {
    // Names that are written in Latin letters in Chinese, too.
    const TAKEN_OVER: &[&str] =
        &["PIN", "UTF-8", "JSON", "USB", "QR", "X", "SQLite", "URL", "A1", "A2", "B1", "B2", "C1"];
    for (key, said) in messages("zh-CN") {
        // The technician's sentences name programs, files and keys.
        if ["cli.ftl", "doctor.ftl"].contains(&said.file.as_str()) || OF_BOTH_LANGUAGES.contains(&key.as_str()) {
            continue;
        }
        for word in said.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| !word.is_empty()) {
            let foreign = word.chars().any(|c| c.is_ascii_alphabetic());
            assert!(!foreign || TAKEN_OVER.contains(&word), "{key} says {word:?} in Chinese: {}", said.text);
        }
        for sign in [", ", "? ", "! ", ": ", ";", "..."] {
            assert!(!said.text.contains(sign), "{key} has {sign:?} in Chinese: {}", said.text);
        }
    }
}

#[test]
fn no_chinese_is_left_in_english() {
    for (key, said) in messages("en").into_iter().filter(|(key, _)| !OF_BOTH_LANGUAGES.contains(&key.as_str())) {
        let hanzi = said.text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(!hanzi, "{key} has Chinese in English: {}", said.text);
    }
}

#[test]
fn no_message_is_unused() {
    let mut code = String::new();
    read_code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    let called: BTreeSet<&str> = code
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.')
        .flat_map(|part| part.split('.').skip(1))
        .collect();
    let unused: Vec<_> = messages("zh-CN")
        .into_iter()
        .filter(|(key, said)| said.file != "codes.ftl" && !called.contains(key.replace('-', "_").as_str()))
        .map(|(key, said)| format!("{}: {key}", said.file))
        .collect();
    assert!(unused.is_empty(), "nobody says {unused:#?}");
}

fn read_code(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_code(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            // Calls may be broken over lines: `words\n    .home()`.
            into.push_str(&fs::read_to_string(&path).unwrap().replace('\n', " "));
        }
    }
}
