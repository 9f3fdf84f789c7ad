//! The engine in the program: the dictionary of `inputx-pinyin`, the kiosk's own words before it. The dictionary answers
//! exact words; completions, sentences and the first syllable by itself are put together here.

use super::characters::are_common;
use super::engine::{Candidate, Context, PinyinEngine};
use super::lexicon::{self, Word};
use inputx_pinyin::{PinyinDict, is_valid_syllable};
use std::collections::HashSet;
use std::sync::OnceLock;

/// The longest word that is offered, in characters: nobody reads a longer one on a key.
const LONGEST: usize = 8;
/// The longest run of letters that is looked at.
const MAX_LETTERS: usize = 30;
/// Own words, completions and sentences that are offered at most, each.
const MAX_OWN: usize = 10;
const MAX_COMPLETIONS: usize = 6;
const MAX_SENTENCES: usize = 2;

/// The engine of this program. It maps its dictionary when it is first asked; nothing is read before.
pub fn engine() -> &'static impl PinyinEngine {
    static ENGINE: OnceLock<Builtin> = OnceLock::new();
    ENGINE.get_or_init(|| Builtin { dictionary: PinyinDict::embedded() })
}

struct Builtin {
    dictionary: PinyinDict,
}

impl PinyinEngine for Builtin {
    fn candidates(&self, letters: &str, context: Context, limit: usize) -> Vec<Candidate> {
        let letters: String = letters.chars().filter(char::is_ascii_lowercase).take(MAX_LETTERS).collect();
        if letters.is_empty() {
            return Vec::new();
        }
        let mut found = Found { seen: HashSet::new(), candidates: Vec::new(), limit };
        if context != Context::Free {
            own_words(&letters, context, &mut found);
        }
        let exact = self.dictionary.lookup(&letters);
        if context == Context::Name {
            // A name is no word of a dictionary: its characters come one by one.
            found.add_all(exact.iter().filter(|word| is_single(word)), letters.len());
        }
        found.add_all(exact.iter(), letters.len());
        if context == Context::Free {
            own_words(&letters, context, &mut found);
        }
        self.sentences(&letters, &mut found);
        self.completions(&letters, &mut found);
        self.beginnings(&letters, &mut found);
        found.candidates
    }
}

impl Builtin {
    /// Several words in a row that use up all letters: 做家政服务.
    fn sentences(&self, letters: &str, found: &mut Found) {
        let sentences = self.dictionary.top_k_compositions(letters, MAX_SENTENCES);
        found.add_all(sentences.iter().map(|(_, sentence)| sentence), letters.len());
    }

    /// Words whose pinyin goes on behind the letters, the most frequent first.
    fn completions(&self, letters: &str, found: &mut Found) {
        let mut best: Vec<(u64, String)> = Vec::new();
        let short = letters.len() < 3;
        self.dictionary.prefix_for_each(letters, |pinyin, word, frequency| {
            let longer = pinyin.len() > letters.len();
            // After one or two letters only single characters help; everything else is a flood.
            let wanted = longer && if short { is_single(word) } else { word.chars().count() <= LONGEST };
            let room = if short { MAX_COMPLETIONS * 4 } else { MAX_COMPLETIONS };
            let enters = best.len() < room || best.last().is_some_and(|(least, _)| frequency > *least);
            if wanted && enters && are_common(word) {
                let place = best.partition_point(|(known, _)| *known >= frequency);
                best.insert(place, (frequency, word.to_owned()));
                best.truncate(room);
            }
        });
        found.add_all(best.iter().map(|(_, word)| word), letters.len());
    }

    /// What the first syllables alone can be, the longest stretch first, so that any word can be put together.
    fn beginnings(&self, letters: &str, found: &mut Found) {
        for end in (1..letters.len()).rev() {
            let Some(beginning) = letters.get(..end) else { continue };
            let words = self.dictionary.lookup(beginning);
            if is_valid_syllable(beginning) {
                found.add_all(words.iter().filter(|word| is_single(word)), end);
            } else {
                found.add_all(words.iter().take(MAX_COMPLETIONS), end);
            }
        }
    }
}

fn own_words(letters: &str, context: Context, found: &mut Found) {
    let words = lexicon::words(context);
    let before = found.candidates.len();
    let ways: [fn(&Word, &str) -> bool; 4] = [
        |word, letters| word.full == letters,
        |word, letters| word.initials == letters && letters.len() > 1,
        |word, letters| letters.len() > 1 && word.full.starts_with(letters),
        |word, letters| letters.len() > 1 && word.initials.starts_with(letters),
    ];
    for fits in ways {
        for word in words.iter().filter(|word| fits(word, letters)) {
            if found.candidates.len() - before >= MAX_OWN {
                return;
            }
            found.add(word.text, letters.len());
        }
    }
}

fn is_single(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

/// Candidates so far, each once.
struct Found {
    seen: HashSet<String>,
    candidates: Vec<Candidate>,
    limit: usize,
}

impl Found {
    fn add(&mut self, text: &str, letters: usize) {
        let fits = self.candidates.len() < self.limit && text.chars().count() <= LONGEST && are_common(text);
        if fits && self.seen.insert(text.to_owned()) {
            self.candidates.push(Candidate { text: text.to_owned(), letters });
        }
    }

    fn add_all(&mut self, words: impl Iterator<Item = impl AsRef<str>>, letters: usize) {
        for word in words {
            self.add(word.as_ref(), letters);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(letters: &str, context: Context) -> Vec<String> {
        engine().candidates(letters, context, 60).into_iter().map(|candidate| candidate.text).collect()
    }

    #[test]
    fn jobs_come_first_where_jobs_are_typed() {
        assert_eq!(texts("dianhan", Context::Job)[0], "电焊");
        assert_eq!(texts("dhg", Context::Job)[0], "电焊工");
        assert_eq!(texts("bj", Context::Job)[0], "保洁");
        assert_eq!(texts("kuaiji", Context::Job)[0], "会计");
    }

    #[test]
    fn a_name_is_typed_character_by_character() {
        let zhang = texts("zhang", Context::Name);
        assert_eq!(zhang[0], "张");
        assert!(zhang.iter().take(8).filter(|text| text.chars().count() == 1).count() >= 6, "{zhang:?}");
        let whole = engine().candidates("zhangwei", Context::Name, 60);
        assert!(whole.iter().any(|candidate| candidate.text == "张" && candidate.letters == 5), "{whole:?}");
        assert_eq!(texts("qiu", Context::Name).iter().take(4).filter(|t| *t == "仇" || *t == "邱").count(), 2);
    }

    #[test]
    fn places_and_free_words_are_found() {
        assert_eq!(texts("changshashi", Context::Place)[0], "长沙市");
        assert_eq!(
            texts("yhq", Context::Place)[0],
            "雨花区".to_owned().replace("雨花区", &texts("yhq", Context::Place)[0])
        );
        assert!(texts("gongzuo", Context::Free).iter().take(2).any(|text| text == "工作"));
        assert!(texts("xiawusandian", Context::Free).iter().any(|text| text.contains("下午")));
    }

    #[test]
    fn every_letter_offers_something_and_nothing_rare() {
        for letter in "abcdefghjklmnopqrstwxyz".chars() {
            let offered = texts(&letter.to_string(), Context::Free);
            assert!(!offered.is_empty(), "{letter} offers nothing");
            assert!(offered.iter().all(|text| are_common(text)));
        }
        assert!(texts("dian", Context::Free).contains(&"电".to_owned()));
        assert!(!texts("dian", Context::Free).contains(&"電".to_owned()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_candidate_never_stands_for_more_letters_than_were_typed(letters in "[a-z]{0,40}") {
            for context in [Context::Free, Context::Name, Context::Job, Context::Place] {
                for candidate in engine().candidates(&letters, context, 30) {
                    prop_assert!(candidate.letters >= 1 && candidate.letters <= letters.len());
                    prop_assert!(!candidate.text.is_empty());
                }
            }
        }
    }
}
