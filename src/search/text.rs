//! Writing made comparable: one form for each character, and its runs of one kind.

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
pub(super) fn runs(normalised: &str) -> impl Iterator<Item = (&str, bool)> {
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
