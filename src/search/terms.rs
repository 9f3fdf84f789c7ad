//! The words of a description as numbers: one, two and three neighbouring hanzi, Latin words and numbers whole.
//!
//! Two hanzi are exact. Three share 65,536 numbers: they only have to tell, among the postings that hold both pairs of
//! 管理员, those where the pairs do not overlap. What the numbers mean is part of the catalogue's form: a change needs the
//! words written anew.

use super::text::{normalise, runs};

/// The number of a word. The two highest of its 50 bits say what kind of word it is.
pub type Term = u64;

/// How many bits a term has.
pub const TERM_BITS: u32 = 50;
const ONE: Term = 0 << 48;
const TWO: Term = 1 << 48;
const THREE: Term = 2 << 48;
const LATIN: Term = 3 << 48;

/// The terms of a description, ascending, each once.
#[must_use]
pub fn terms(text: &str) -> Vec<Term> {
    let normalised = normalise(text);
    let mut terms = Vec::new();
    for (run, hanzi) in runs(&normalised) {
        if hanzi {
            let chars: Vec<char> = run.chars().collect();
            terms.extend(chars.iter().map(|c| one(*c)));
            terms.extend(pairs(&chars));
            terms.extend(triples(&chars));
        } else {
            terms.push(latin(run));
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Terms that a description with this word in it must all hold; none where the word is of signs only.
pub(super) fn needed_terms(normalised: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    for (run, hanzi) in runs(normalised) {
        let chars: Vec<char> = run.chars().collect();
        match chars.as_slice() {
            _ if !hanzi => terms.push(latin(run)),
            [c] => terms.push(one(*c)),
            more => {
                terms.extend(pairs(more));
                terms.extend(triples(more));
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Whether terms cannot make sure that the word stands there as typed: it is longer than three hanzi, has several kinds of
/// writing, or signs.
pub(super) fn is_patchy(normalised: &str) -> bool {
    !normalised.chars().all(char::is_alphanumeric)
        || runs(normalised).count() > 1
        || runs(normalised).any(|(run, hanzi)| hanzi && run.chars().count() > 3)
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

fn latin(word: &str) -> Term {
    let hash =
        word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    LATIN | ((hash ^ hash >> 48) & 0xffff_ffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_holds_the_terms_of_every_word_in_it() {
        let text = terms("会计，ＣAD 12小时 两班倒");
        for word in ["会", "会计", "cad", "12", "小时", "两班倒", "12小时"] {
            assert!(needed_terms(word).iter().all(|term| text.contains(term)), "{word}");
        }
        for word in ["计会", "倒班", "ca", "两班小", "计c"] {
            assert!(!needed_terms(word).iter().all(|term| text.contains(term)), "{word}");
        }
        assert_eq!((terms(""), terms("，。")), (vec![], vec![]));
        assert!(text.iter().all(|term| *term < 1 << TERM_BITS));
    }

    #[test]
    fn pairs_that_do_not_overlap_are_not_taken_for_the_word() {
        let text = terms("库管员工档案，仓库");
        assert!(!needed_terms("仓库管").iter().all(|term| text.contains(term)));
        assert!(is_patchy("仓库管理") && is_patchy("手机5g") && !is_patchy("仓库管"));
    }
}
