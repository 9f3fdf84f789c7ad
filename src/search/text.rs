//! Writing made comparable: one form for each character, and the tokens of the description index.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// Full-width letters become ordinary ones, compatibility characters their plain form (NFKC), capitals small; whatever is
/// no letter, digit, mark or punctuation becomes a space.
#[must_use]
pub fn normalise(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c })
        .collect()
}

/// Han characters: the unified ideographs with their extensions, and 〇.
#[must_use]
pub(super) const fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}' | '〇')
}

/// A run of one kind of writing in a normalised text.
enum Run {
    Hanzi(Vec<char>),
    Word(String),
}

fn runs(normalised: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open = false;
    for c in normalised.chars() {
        if is_hanzi(c) {
            match runs.last_mut() {
                Some(Run::Hanzi(run)) if open => run.push(c),
                _ => runs.push(Run::Hanzi(vec![c])),
            }
        } else if c.is_alphanumeric() {
            match runs.last_mut() {
                Some(Run::Word(word)) if open => word.push(c),
                _ => runs.push(Run::Word(c.to_string())),
            }
        }
        open = c.is_alphanumeric();
    }
    runs
}

/// Tokens of a description, each once: every hanzi, every two neighbouring hanzi, Latin words and numbers whole.
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = BTreeSet::new();
    for run in runs(&normalise(text)) {
        match run {
            Run::Word(word) => {
                tokens.insert(word);
            }
            Run::Hanzi(run) => {
                tokens.extend(run.iter().map(char::to_string));
                tokens.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
            }
        }
    }
    tokens.into_iter().collect()
}

/// Tokens that a description with this word in it must all hold: pairs where there are pairs, else the single hanzi.
pub(super) fn needed_tokens(normalised: &str) -> Vec<String> {
    let mut tokens = BTreeSet::new();
    for run in runs(normalised) {
        match run {
            Run::Word(word) => {
                tokens.insert(word);
            }
            Run::Hanzi(run) if run.len() == 1 => tokens.extend(run.iter().map(char::to_string)),
            Run::Hanzi(run) => tokens.extend(run.windows(2).map(|pair| pair.iter().collect::<String>())),
        }
    }
    tokens.into_iter().collect()
}
