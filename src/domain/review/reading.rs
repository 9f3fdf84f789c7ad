//! A text as the rules read it: full width made half, traditional made simplified, look-alikes and spelt-out words put back,
//! separators that only hide taken out. Each character knows where it stands in what was written, so that a finding can be
//! shown in place.

use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization as _;

/// How words are hidden: by separators, by characters that look alike, by pinyin, by other characters of the same sound.
#[derive(Default)]
pub(super) struct Spelt {
    separators: HashSet<char>,
    look_alikes: BTreeMap<char, String>,
    /// Spellings, and what each stands for.
    words: Vec<(String, String)>,
    find: Option<AhoCorasick>,
}

impl Spelt {
    pub(super) fn new(
        separators: &str,
        look_alikes: BTreeMap<char, String>,
        spellings: &BTreeMap<String, String>,
        homophones: &BTreeMap<String, String>,
    ) -> Result<Self, String> {
        let mut words: Vec<(String, String)> =
            homophones.iter().map(|(as_is, for_)| (as_is.clone(), for_.clone())).collect();
        for (word, pinyin) in spellings {
            words.extend(mixtures(word, pinyin)?.into_iter().map(|mixed| (mixed, word.clone())));
        }
        let find = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(words.iter().map(|(as_is, _)| as_is))
            .map_err(|e| e.to_string())?;
        Ok(Self { separators: separators.chars().collect(), look_alikes, words, find: Some(find) })
    }
}

/// Every way to write a word with some of its characters as pinyin: 押金 is `yajin`, `ya金` and `押jin`.
fn mixtures(word: &str, pinyin: &str) -> Result<Vec<String>, String> {
    let hanzi: Vec<char> = word.chars().collect();
    let syllables: Vec<&str> = pinyin.split_whitespace().collect();
    if hanzi.len() != syllables.len() {
        return Err(format!("{word} has {} characters and {} syllables", hanzi.len(), syllables.len()));
    }
    let spelt = |mask: usize| {
        let parts = hanzi.iter().zip(&syllables).enumerate();
        parts
            .map(|(at, (c, syllable))| if mask >> at & 1 == 1 { (*syllable).to_owned() } else { c.to_string() })
            .collect()
    };
    Ok((1..1_usize << hanzi.len()).map(spelt).collect())
}

/// A text, and for each of its characters where it stands in what was written.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    text: String,
    /// Where a character begins here, and the bytes it stands for there.
    places: Vec<(usize, Range<usize>)>,
}

impl Reading {
    /// The text in small letters and half width, with everything else as it stands.
    #[must_use]
    pub fn raw(written: &str) -> Self {
        let mut reading = Self::default();
        for (at, c) in written.char_indices() {
            reading.take(c.nfkc().flat_map(char::to_lowercase), &(at..at + c.len_utf8()));
        }
        reading
    }

    /// The text as it is meant.
    pub(super) fn folded(written: &str, spelt: &Spelt) -> Self {
        Self::without_separators(&Self::raw(written), spelt).with_words(spelt)
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of what was written that a part of the reading stands for.
    #[must_use]
    pub fn original(&self, part: &Range<usize>) -> Range<usize> {
        let within = self.places.iter().filter(|(at, _)| part.contains(at)).map(|(_, place)| place);
        let (mut start, mut end) = (usize::MAX, 0);
        for place in within {
            start = start.min(place.start);
            end = end.max(place.end);
        }
        if start < end { start..end } else { 0..0 }
    }

    fn take(&mut self, chars: impl Iterator<Item = char>, place: &Range<usize>) {
        for c in chars {
            self.places.push((self.text.len(), place.clone()));
            self.text.push(c);
        }
    }

    /// Between two digits a separator says something (18-45, 14.5); elsewhere it may be there to hide.
    fn without_separators(raw: &Self, spelt: &Spelt) -> Self {
        let chars: Vec<char> = raw.text.chars().collect();
        let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        let mut reading = Self::default();
        for (at, (c, (_, place))) in chars.iter().zip(&raw.places).enumerate() {
            let parts = digit(at.checked_sub(1)) && digit(Some(at + 1));
            let hides = spelt.separators.contains(c) || is_picture(*c);
            if let Some(meant) = spelt.look_alikes.get(c) {
                reading.take(meant.chars(), place);
            } else if !hides || parts {
                reading.take(std::iter::once(simplified(*c)), place);
            }
        }
        reading
    }

    /// Words that are spelt out or written by their sound, as the words they stand for.
    fn with_words(self, spelt: &Spelt) -> Self {
        let Some(find) = &spelt.find else { return self };
        let mut reading = Self::default();
        let mut done = 0;
        for hit in find.find_iter(&self.text) {
            let Some((as_is, meant)) = spelt.words.get(hit.pattern().as_usize()) else { continue };
            if !self.stands_alone(&hit.range(), as_is) {
                continue;
            }
            let place = self.original(&hit.range());
            reading.copy(&self, done..hit.start());
            reading.take(meant.chars(), &place);
            done = hit.end();
        }
        let end = self.text.len();
        reading.copy(&self, done..end);
        reading
    }

    fn copy(&mut self, from: &Self, part: Range<usize>) {
        let behind = from.text.get(part.clone()).unwrap_or_default();
        let places = from.places.iter().filter(|(at, _)| part.contains(at)).map(|(_, place)| place);
        for (c, place) in behind.chars().zip(places) {
            self.take(std::iter::once(c), place);
        }
    }

    /// Letters of a spelling are a word of their own, and not the middle of a longer one.
    fn stands_alone(&self, part: &Range<usize>, spelling: &str) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
        let before = self.text.get(..part.start).and_then(|text| text.chars().next_back());
        let behind = self.text.get(part.end..).and_then(|text| text.chars().next());
        let joined = |one: usize, other: usize| {
            // Next to each other in what was written, too: a separator between them parts words.
            let [one, other] = [self.original(&(one..one + 1)), self.original(&(other..other + 1))];
            one.end == other.start
        };
        let begins_inside = letter(before) && letter(spelling.chars().next()) && joined(part.start - 1, part.start);
        let ends_inside = letter(behind) && letter(spelling.chars().next_back()) && joined(part.end - 1, part.end);
        !begins_inside && !ends_inside
    }
}

/// Pictograms and marks that show nothing.
const fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}'
        | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
}

/// The simplified form of a traditional character.
fn simplified(c: char) -> char {
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let pair = |line: &str| {
            let mut chars = line.chars();
            Some((chars.next()?, chars.next()?))
        };
        include_str!("../../../assets/simplified.txt").lines().filter_map(pair).collect()
    });
    if c.is_ascii() { c } else { table.get(&c).copied().unwrap_or(c) }
}
