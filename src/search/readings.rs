//! What the search adds to a posting when it comes in: readings. Too slow to make while somebody types
//! (50 µs a title; the dictionary alone takes over a second to load), so it is kept in the store.

use super::text::{is_hanzi, normalise};
use crate::domain::Posting;
use crate::domain::listing::Ingest;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;

/// How many employers' readings are remembered; one employer has many postings.
const REMEMBERED: usize = 20_000;

/// Prepares postings for the store.
#[derive(Default)]
pub struct Ingester {
    employers: HashMap<String, String>,
}

impl Ingester {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Readings of one posting.
    #[must_use]
    pub fn prepare(&mut self, posting: &Posting) -> Ingest {
        Ingest { title_pinyin: pinyin(&posting.title), employer_pinyin: self.employer(&posting.employer) }
    }

    fn employer(&mut self, name: &str) -> String {
        if let Some(known) = self.employers.get(name) {
            return known.clone();
        }
        if self.employers.len() >= REMEMBERED {
            self.employers.clear();
        }
        let reading = pinyin(name);
        self.employers.insert(name.to_owned(), reading.clone());
        reading
    }
}

/// Full pinyin without tones, a word for each hanzi of the normalised text, ü as v: `电焊工(长沙)` is `dian han gong chang
/// sha`. Words are read as words (会计 is `kuai ji`); a hanzi nobody can read is `?`.
#[must_use]
pub fn pinyin(text: &str) -> String {
    let normalised = normalise(text);
    let mut readings: Vec<String> = Vec::new();
    let mut rest = normalised.as_str();
    for (word, reading) in ::pinyin::match_word_pinyin(&normalised) {
        let Some((before, behind)) = rest.split_once(word.as_str()) else { continue };
        readings.extend(unread(before));
        readings.extend(of_word(&word, &reading));
        rest = behind;
    }
    readings.extend(unread(rest));
    readings.join(" ")
}

/// Hanzi that the dictionary reads as a surname where they stand alone, and adverts never do (跟单员, 调漆工).
const ALONE: &[(&str, &str)] = &[("单", "dan"), ("调", "tiao"), ("藏", "cang"), ("仇", "chou")];

fn unread(text: &str) -> impl Iterator<Item = String> {
    text.chars().filter(|c| is_hanzi(*c)).map(|_| "?".to_owned())
}

/// A reading for each hanzi of a word. Where the dictionary gives more or fewer (儿 melts into the syllable before it),
/// each hanzi is read by itself.
fn of_word(word: &str, reading: &str) -> Vec<String> {
    if let Some((_, right)) = ALONE.iter().find(|(hanzi, _)| *hanzi == word) {
        return vec![(*right).to_owned()];
    }
    let syllables: Vec<String> = reading.split_whitespace().map(without_tone).collect();
    let hanzi: Vec<char> = word.chars().filter(|c| is_hanzi(*c)).collect();
    if syllables.len() == hanzi.len() {
        return syllables;
    }
    let alone = |c: char| ::pinyin::match_word_pinyin(&c.to_string()).into_iter().next();
    let first = |(_, reading): (String, String)| reading.split_whitespace().next().map(without_tone);
    hanzi.into_iter().map(|c| alone(c).and_then(first).unwrap_or_else(|| "?".to_owned())).collect()
}

fn without_tone(syllable: &str) -> String {
    let mut plain = String::with_capacity(syllable.len());
    for c in syllable.nfd() {
        match c {
            '\u{308}' => {
                // The two dots over u; typed as v.
                plain.pop();
                plain.push('v');
            }
            c if c.is_ascii_alphabetic() => plain.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    plain
}
