//! The words of a description as numbers: one, two and three neighbouring characters, hanzi, letters and digits alike, so
//! that a part of a word is found as well (`java` in `javascript`, 5g手机 as it stands).
//!
//! A single letter or digit counts only where it stands by itself (C 照): every advert has one of each somewhere. Two
//! characters are exact. Three share 65,536 numbers: they only have to tell, among the postings that hold both pairs of
//! 管理员, those where the pairs do not overlap. What the numbers mean is part of the catalogue's form: a change needs the
//! words written anew.

use super::text::{is_hanzi, normalise, words};

/// The number of a word. The two highest of its 50 bits say what kind of word it is.
pub type Term = u64;

const ONE: Term = 0 << 48;
const TWO: Term = 1 << 48;
const THREE: Term = 2 << 48;

/// The terms of a description, ascending, each once.
#[must_use]
pub fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut chars = Vec::new();
    for word in words(&normalise(text)) {
        chars.clear();
        chars.extend(word.chars());
        terms.extend(alone(&chars));
        terms.extend(pairs(&chars));
        terms.extend(triples(&chars));
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Terms that a description with this word in it must all hold, those that fewest hold first; none where the word is of
/// signs only.
pub(super) fn needed_terms(normalised: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    for word in words(normalised) {
        let chars: Vec<char> = word.chars().collect();
        match chars.as_slice() {
            [c] => terms.push(one(*c)),
            more => {
                terms.extend(pairs(more));
                terms.extend(triples(more));
            }
        }
    }
    terms.sort_unstable_by(|a, b| b.cmp(a));
    terms.dedup();
    terms
}

/// Whether terms cannot make sure that the word stands there as typed: it is longer than three characters, or has signs.
pub(super) fn is_patchy(normalised: &str) -> bool {
    !normalised.chars().all(char::is_alphanumeric) || normalised.chars().count() > 3
}

/// The characters that are looked for by themselves.
fn alone(chars: &[char]) -> impl Iterator<Item = Term> {
    let stands_alone = |at: usize| {
        let beside = [at.checked_sub(1), at.checked_add(1)].map(|at| at.and_then(|at| chars.get(at)));
        beside.into_iter().flatten().all(|c| is_hanzi(*c))
    };
    chars.iter().enumerate().filter(move |(at, c)| is_hanzi(**c) || stands_alone(*at)).map(|(_, c)| one(*c))
}

fn one(c: char) -> Term {
    ONE | Term::from(u32::from(c))
}

fn pairs(chars: &[char]) -> impl Iterator<Item = Term> {
    chars.windows(2).map(|pair| pair.iter().fold(0, |all, c| all << 21 | Term::from(u32::from(*c))) | TWO)
}

fn triples(chars: &[char]) -> impl Iterator<Item = Term> {
    chars.windows(3).map(|triple| {
        // FNV-1a over the code points, folded to 16 bits.
        let hash = triple.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, c| {
            (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
        });
        THREE | ((hash ^ hash >> 16 ^ hash >> 32 ^ hash >> 48) & 0xffff)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many bits a term has.
    const TERM_BITS: u32 = 50;

    #[test]
    fn a_description_holds_the_terms_of_every_word_in_it() {
        let text = terms("会计，ＣAD2024 12小时 两班倒 C照");
        for word in ["会", "会计", "cad", "ad2", "cad2024", "12", "2小", "小时", "两班倒", "12小时", "c照", "c"]
        {
            assert!(needed_terms(word).iter().all(|term| text.contains(term)), "{word}");
        }
        for word in ["计会", "倒班", "cda", "两班小", "计c", "a", "2"] {
            assert!(!needed_terms(word).iter().all(|term| text.contains(term)), "{word}");
        }
        assert_eq!((terms(""), terms("，。")), (vec![], vec![]));
        assert!(text.iter().all(|term| *term < 1 << TERM_BITS));
    }

    #[test]
    fn pairs_that_do_not_overlap_are_not_taken_for_the_word() {
        let text = terms("库管员工档案，仓库");
        assert!(!needed_terms("仓库管").iter().all(|term| text.contains(term)));
        assert!(is_patchy("仓库管理") && is_patchy("c++") && !is_patchy("仓库管") && !is_patchy("5g机"));
    }
}
