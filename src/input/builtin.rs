//! The engine in the program: the dictionary of `inputx-pinyin`, the kiosk's own words before it. The dictionary answers
//! exact words; completions, sentences, initials, what sounds alike and the first syllables by themselves are put together
//! here.

use super::characters::are_common;
use super::engine::{Candidate, Context, PinyinEngine};
use super::guesses::{is_spelt_out, shorten, sound_alike};
use super::lexicon::{self, Word};
use inputx_pinyin::{PinyinDict, is_valid_syllable};
use std::collections::HashSet;
use std::sync::OnceLock;

/// The longest word that is offered, in characters: nobody reads a longer one on a key.
pub(super) const LONGEST: usize = 8;
/// Bytes of a hanzi in UTF-8, at least.
const HANZI_BYTES: usize = 3;
/// The longest run of letters that is looked at.
pub(super) const MAX_LETTERS: usize = 30;
/// Own words, completions and sentences that are offered at most, each.
const MAX_OWN: usize = 10;
const MAX_COMPLETIONS: usize = 6;
const MAX_SENTENCES: usize = 2;
/// Employers that are offered at most, from so many letters on, and the longest name.
const MAX_EMPLOYERS: usize = 4;
const EMPLOYER_LETTERS: usize = 3;
const LONGEST_EMPLOYER: usize = 20;
/// Words that letters shorten, and that sound like them.
const MAX_SHORTENED: usize = 12;
const MAX_ALIKE: usize = 10;

/// The engine of this program. It maps its dictionary when it is first asked; nothing is read before.
pub(super) fn engine() -> &'static (dyn PinyinEngine + Send + Sync) {
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
        employers(&letters, context, &mut found);
        // Who spells it right is not shown first what it could be otherwise.
        let known = !found.candidates.is_empty();
        if !known {
            self.alike(&letters, context, &mut found);
        }
        self.sentences(&letters, &mut found);
        self.completions(&letters, &mut found);
        self.shortened(&letters, &mut found);
        if known {
            self.alike(&letters, context, &mut found);
        }
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
        let short = letters.len() < 3;
        let mut best = Best::new(if short { MAX_COMPLETIONS * 4 } else { MAX_COMPLETIONS });
        self.dictionary.prefix_for_each(letters, |pinyin, word, frequency| {
            let longer = pinyin.len() > letters.len();
            // After one or two letters only single characters help; everything else is a flood.
            let wanted = longer && if short { is_single(word) } else { word.chars().count() <= LONGEST };
            if wanted && best.takes(frequency) && are_common(word) {
                best.put(frequency, word);
            }
        });
        found.add_all(best.words(), letters.len());
    }

    /// Words whose initials or beginnings these are: 工作 for `gz`. Letters that are syllables to the end mean those.
    fn shortened(&self, letters: &str, found: &mut Found) {
        let Some(first) = letters.get(..1).filter(|_| letters.len() > 1 && !is_spelt_out(letters)) else { return };
        let mut best = Best::new(MAX_SHORTENED);
        self.dictionary.prefix_for_each(first, |pinyin, word, frequency| {
            // The cheapest question first: a letter begins tens of thousands of words.
            if !best.takes(frequency) || word.len() > LONGEST * HANZI_BYTES {
                return;
            }
            let characters = word.chars().count();
            if characters > 1 && shorten(letters, pinyin, characters) && are_common(word) {
                best.put(frequency, word);
            }
        });
        found.add_all(best.words(), letters.len());
    }

    /// Words that sound the same in the south, the own ones first.
    fn alike(&self, letters: &str, context: Context, found: &mut Found) {
        let mut best = Best::new(MAX_ALIKE);
        let mut known = Vec::new();
        for spelling in sound_alike(letters) {
            let own = lexicon::words(context).iter().filter(|word| word.full == spelling);
            found.add_all(own.map(|word| &word.text), letters.len());
            known.clear();
            self.dictionary.lookup_with_freq_into(&spelling, &mut known);
            for (word, frequency) in known.iter().filter(|(word, _)| are_common(word)) {
                if best.takes(*frequency) {
                    best.put(*frequency, word);
                }
            }
        }
        found.add_all(best.words(), letters.len());
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

/// The kiosk's own words for these letters, for whoever puts them before another engine's.
pub(super) fn own_candidates(letters: &str, context: Context) -> Vec<Candidate> {
    let mut found = Found { seen: HashSet::new(), candidates: Vec::new(), limit: MAX_OWN };
    own_words(letters, context, &mut found);
    found.candidates
}

fn own_words(letters: &str, context: Context, found: &mut Found) {
    let station = lexicon::station();
    let words = || station.near(context).iter().chain(lexicon::words(context)).chain(station.more(context));
    let before = found.candidates.len();
    let ways: [fn(&Word, &str) -> bool; 4] = [
        |word, letters| word.full == letters,
        |word, letters| word.initials == letters && letters.len() > 1,
        |word, letters| letters.len() > 1 && word.full.starts_with(letters),
        |word, letters| letters.len() > 1 && word.initials.starts_with(letters),
    ];
    for fits in ways {
        for word in words().filter(|word| fits(word, letters)) {
            if found.candidates.len() - before >= MAX_OWN {
                return;
            }
            found.add(&word.text, letters.len());
        }
    }
}

/// Employers whose postings are here, where a name of one may be typed.
fn employers(letters: &str, context: Context, found: &mut Found) {
    if letters.len() < EMPLOYER_LETTERS || !matches!(context, Context::Job | Context::Free) {
        return;
    }
    let station = lexicon::station();
    let named = station.employers.iter().filter(|word| {
        word.text.chars().count() <= LONGEST_EMPLOYER
            && (word.full.starts_with(letters) || word.initials.starts_with(letters))
    });
    for word in named.take(MAX_EMPLOYERS) {
        found.put(&word.text, letters.len());
    }
}

fn is_single(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

/// The most frequent words so far, the most frequent first.
struct Best {
    room: usize,
    words: Vec<(u64, String)>,
}

impl Best {
    const fn new(room: usize) -> Self {
        Self { room, words: Vec::new() }
    }

    fn takes(&self, frequency: u64) -> bool {
        self.words.len() < self.room || self.words.last().is_some_and(|(least, _)| frequency > *least)
    }

    fn put(&mut self, frequency: u64, word: &str) {
        let place = self.words.partition_point(|(known, _)| *known >= frequency);
        self.words.insert(place, (frequency, word.to_owned()));
        self.words.truncate(self.room);
    }

    fn words(&self) -> impl Iterator<Item = &String> {
        self.words.iter().map(|(_, word)| word)
    }
}

/// Candidates so far, each once.
struct Found {
    seen: HashSet<String>,
    candidates: Vec<Candidate>,
    limit: usize,
}

impl Found {
    fn add(&mut self, text: &str, letters: usize) {
        if text.chars().count() <= LONGEST && are_common(text) {
            self.put(text, letters);
        }
    }

    /// Whatever its length and its characters: a name is as it is.
    fn put(&mut self, text: &str, letters: usize) {
        if self.candidates.len() < self.limit && self.seen.insert(text.to_owned()) {
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
    fn initials_are_enough_for_a_usual_word() {
        assert!(
            texts("gz", Context::Free).iter().take(3).any(|text| text == "工作"),
            "{:?}",
            texts("gz", Context::Free)
        );
        assert!(texts("gongz", Context::Free).iter().take(5).any(|text| text == "工作"));
        assert!(texts("zhg", Context::Free).iter().take(5).any(|text| text == "中国"));
    }

    #[test]
    fn who_speaks_the_south_finds_what_she_means() {
        assert!(texts("sangban", Context::Free).iter().take(3).any(|text| text == "上班"));
        assert!(texts("len", Context::Free).iter().take(6).any(|text| text == "冷" || text == "能"));
        assert!(
            texts("zan", Context::Name).iter().take(20).any(|text| text == "张"),
            "{:?}",
            texts("zan", Context::Name)
        );
        // Rightly spelt words come before those that only sound like them.
        let shi = texts("si", Context::Free);
        assert!(shi.iter().position(|t| t == "四") < shi.iter().position(|t| t == "是"), "{shi:?}");
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
