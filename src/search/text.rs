//! Writing made comparable: one form for each character, and the tokens of the description index.

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

/// Runs of one kind of writing in a normalised text: hanzi, or a Latin word or number; and whether it is hanzi.
fn runs(normalised: &str) -> impl Iterator<Item = (&str, bool)> {
    let words = normalised.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.flat_map(|word| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let hanzi = is_hanzi(rest.chars().next()?);
            let (run, behind) = rest.split_at(rest.find(|c| is_hanzi(c) != hanzi).unwrap_or(rest.len()));
            rest = behind;
            Some((run, hanzi))
        })
    })
}

/// Two neighbouring characters each.
fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let starts = run.char_indices().map(|(at, _)| at);
    let ends = starts.clone().skip(2).chain([run.len()]);
    starts.zip(ends).filter_map(|(start, end)| run.get(start..end)).filter(|pair| pair.chars().nth(1).is_some())
}

/// Tokens of a description, each once: every hanzi, every two neighbouring hanzi, Latin words and numbers whole.
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    let normalised = normalise(text);
    let mut tokens = Vec::new();
    for (run, hanzi) in runs(&normalised) {
        if hanzi {
            tokens.extend(run.split_inclusive(|_| true));
            tokens.extend(pairs(run));
        } else {
            tokens.push(run);
        }
    }
    distinct(tokens)
}

/// Tokens that a description with this word in it must all hold: pairs where there are pairs, else the single hanzi.
pub(super) fn needed_tokens(normalised: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for (run, hanzi) in runs(normalised) {
        let mut pairs = pairs(run).peekable();
        if hanzi && pairs.peek().is_some() {
            tokens.extend(pairs);
        } else {
            tokens.push(run);
        }
    }
    distinct(tokens)
}

fn distinct(mut tokens: Vec<&str>) -> Vec<String> {
    tokens.sort_unstable();
    tokens.dedup();
    tokens.into_iter().map(str::to_owned).collect()
}
