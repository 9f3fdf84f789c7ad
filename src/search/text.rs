//! Writing made comparable: one form for each character, and its words.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// Full-width letters become ordinary ones, compatibility characters their plain form (NFKC), capitals small, traditional
/// characters simplified; whatever is no letter, digit, mark or punctuation becomes a space.
#[must_use]
pub fn normalise(text: &str) -> String {
    let plain: Option<String> = text.chars().map(plain).collect();
    plain.unwrap_or_else(|| by_the_tables(text))
}

/// The form of a character that has one whatever stands beside it, and needs no table of Unicode's: ASCII, its full-width
/// twins, hanzi and the punctuation of Chinese are nearly everything that adverts are written in.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '\0'..='\x7f' if c.is_ascii_control() => ' ',
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => simplified(c),
        // The full-width twins stand in the order of ASCII.
        '！'..='～' => char::from_u32(u32::from(c) - u32::from('！') + u32::from('!'))?.to_ascii_lowercase(),
        '\u{3000}' => ' ',
        '、' | '。' | '《' | '》' | '「' | '」' | '【' | '】' | '“' | '”' | '‘' | '’' | '—' | '·' => {
            c
        }
        _ => return None,
    })
}

fn by_the_tables(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { simplified(c) })
        .collect()
}

/// The first of the characters that the table may hold.
const FIRST_HAN: u32 = 0x3400;
const LAST_HAN: u32 = 0x9fff;

/// Simplified characters by traditional ones, as a table over all code points between: every title is read through it.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST_HAN..=LAST_HAN).filter_map(char::from_u32).collect();
    for line in include_str!("../../assets/simplified.txt").lines() {
        let mut pair = line.chars();
        if let (Some(from), Some(to)) = (pair.next(), pair.next())
            && let Some(place) = place(from).and_then(|place| table.get_mut(place))
        {
            *place = to;
        }
    }
    table
});

fn place(c: char) -> Option<usize> {
    Some(u32::from(c).checked_sub(FIRST_HAN)? as usize)
}

fn simplified(c: char) -> char {
    place(c).and_then(|place| SIMPLIFIED.get(place)).copied().unwrap_or(c)
}

/// Han characters: the unified ideographs with their extensions, and 〇.
#[must_use]
pub(super) const fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}' | '〇')
}

/// Words of a normalised text: hanzi, letters and digits between spaces and signs.
pub(super) fn words(normalised: &str) -> impl Iterator<Item = &str> {
    normalised.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// What most adverts are written in, and what stands between it now and then.
        #[test]
        fn the_short_way_comes_to_the_same_as_the_tables(text in "[ -~\\t\\n一-龥㐀-㐄體電銲！-～　、。《》「」【】“”‘’—·]{0,40}[é①㎡ｶﾞ…]?[a-eА́]{0,3}") {
            prop_assert_eq!(normalise(&text), by_the_tables(&text));
        }
    }

    #[test]
    fn every_character_of_the_short_way_is_what_the_tables_say() {
        for c in '\0'..=char::MAX {
            if let Some(plain) = plain(c) {
                assert_eq!(plain.to_string(), by_the_tables(&c.to_string()), "{c:?}");
            }
        }
    }
}
