//! What letters can stand for when they are not the full pinyin of a word: initials (`gz` for 工作), half-spelt words
//! (`gongz`), and syllables spelt as the south speaks them (`sangban` for 上班).

use crate::domain::southern;
use inputx_pinyin::syllable::VALID_SYLLABLES;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The longest syllable, `zhuang`.
const LONGEST: usize = 6;
/// Spellings that are looked up at most, and steps towards them.
const MAX_SPELLINGS: usize = 40;
const MAX_STEPS: usize = 600;
/// More letters are a sentence, whose words are heard one by one as they are picked.
const MAX_HEARD: usize = 16;

fn syllables() -> &'static HashSet<&'static str> {
    static KNOWN: OnceLock<HashSet<&'static str>> = OnceLock::new();
    KNOWN.get_or_init(|| VALID_SYLLABLES.iter().copied().collect())
}

/// Whether letters are syllables, one after the other to the end.
pub(super) fn is_spelt_out(letters: &str) -> bool {
    letters.is_empty()
        || ends(letters).any(|end| {
            letters.split_at_checked(end).is_some_and(|(first, rest)| syllables().contains(first) && is_spelt_out(rest))
        })
}

/// Whether letters shorten the pinyin of a word of so many characters: of each syllable its initial or all of it, and any
/// part of the last.
pub(super) fn shorten(letters: &str, pinyin: &str, characters: usize) -> bool {
    stand_in_order(letters, pinyin) && fit(letters, pinyin, characters)
}

fn fit(letters: &str, pinyin: &str, left: usize) -> bool {
    if left == 0 {
        return letters.is_empty() && pinyin.is_empty();
    }
    ends(pinyin).any(|end| {
        let Some((syllable, behind)) = pinyin.split_at_checked(end) else { return false };
        let initial = if syllable.get(1..2) == Some("h") { 2 } else { 1 };
        let typed = |part: usize| part == 1 || part == initial || part == end || left == 1;
        syllables().contains(syllable)
            && (1..=end).filter(|part| typed(*part)).any(|part| {
                let rest = syllable.get(..part).and_then(|part| letters.strip_prefix(part));
                rest.is_some_and(|rest| fit(rest, behind, left - 1))
            })
    })
}

/// Whether each letter stands in the pinyin, in order: nearly every word fails here, and cheaply.
fn stand_in_order(letters: &str, pinyin: &str) -> bool {
    let mut rest = pinyin.bytes();
    letters.bytes().all(|letter| rest.any(|b| b == letter))
}

fn ends(letters: &str) -> impl Iterator<Item = usize> + use<> {
    1..=letters.len().min(LONGEST)
}

/// Other spellings of the same sounds, those that differ in the fewest syllables first. Without the letters themselves.
pub(super) fn sound_alike(letters: &str) -> Vec<String> {
    if letters.len() > MAX_HEARD {
        return Vec::new();
    }
    let mut found = Vec::new();
    hear(letters, (0, String::new()), &mut MAX_STEPS.clone(), &mut found);
    found.retain(|(changed, _)| *changed > 0);
    found.sort_unstable();
    found.dedup_by(|a, b| a.1 == b.1);
    found.truncate(MAX_SPELLINGS);
    found.into_iter().map(|(_, spelling)| spelling).collect()
}

fn hear(letters: &str, so_far: (usize, String), steps: &mut usize, found: &mut Vec<(usize, String)>) {
    if letters.is_empty() {
        found.push(so_far);
        return;
    }
    for end in ends(letters) {
        let Some((typed, rest)) = letters.split_at_checked(end) else { continue };
        for meant in heard().get(typed).into_iter().flatten() {
            if *steps == 0 {
                return;
            }
            *steps -= 1;
            let (changed, spelling) = &so_far;
            hear(rest, (changed + usize::from(*meant != typed), format!("{spelling}{meant}")), steps, found);
        }
    }
}

/// By what may be typed: the syllables it can mean.
fn heard() -> &'static HashMap<String, Vec<&'static str>> {
    static KNOWN: OnceLock<HashMap<String, Vec<&'static str>>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut heard: HashMap<String, Vec<&'static str>> = HashMap::new();
        for syllable in VALID_SYLLABLES {
            for typed in southern::spellings(syllable) {
                heard.entry(typed).or_default().push(syllable);
            }
        }
        heard
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_half_words_shorten_a_word() {
        for letters in ["gz", "gongz", "gzuo", "gongzuo", "gzu"] {
            assert!(shorten(letters, "gongzuo", 2), "{letters}");
        }
        for letters in ["g", "gzz", "zg", "gon", "goz"] {
            assert!(!shorten(letters, "gongzuo", 2), "{letters}");
        }
        assert!(shorten("zhg", "zhongguo", 2) && shorten("zg", "zhongguo", 2));
        assert!(shorten("xa", "xian", 2) && !shorten("xa", "xian", 1));
    }

    #[test]
    fn a_syllable_is_heard_in_every_way_of_the_south() {
        assert!(sound_alike("sangban").contains(&"shangban".to_owned()));
        assert!(sound_alike("len").contains(&"leng".to_owned()));
        assert!(sound_alike("lan").contains(&"nan".to_owned()));
        assert!(sound_alike("er").is_empty());
        assert!(sound_alike("zzz").is_empty());
        let many = sound_alike("sishisishisishisishisishisishi");
        assert!(many.len() <= MAX_SPELLINGS);
    }

    #[test]
    fn what_is_spelt_out_is_known() {
        assert!(is_spelt_out("gongzuo") && is_spelt_out("xian"));
        assert!(!is_spelt_out("gongz") && !is_spelt_out("gz"));
    }
}
