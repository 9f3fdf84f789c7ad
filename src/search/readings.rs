//! What the search adds to a posting when it comes in: readings, which are kept in the store.

use super::dictionary::{alone, longest};
use super::text::{is_hanzi, normalise};
use crate::domain::Posting;
use crate::domain::listing::Ingest;
use std::collections::HashMap;

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
        Ingest {
            title_pinyin: pinyin(&posting.title),
            employer_pinyin: self.employer(&posting.employer),
            whole: Vec::new(),
        }
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
    let mut readings = String::with_capacity(normalised.len() * 2);
    let mut rest = normalised.as_str();
    while let Some(first) = rest.chars().next() {
        let read = longest(rest);
        if let Some(reading) = read.and_then(|read| read.reading) {
            add(&mut readings, reading);
        } else {
            let word = read.map_or_else(|| rest.get(..first.len_utf8()).unwrap_or_default(), |read| read.word);
            word.chars().filter(|c| is_hanzi(*c)).for_each(|c| add(&mut readings, alone(c).unwrap_or("?")));
        }
        rest = rest.get(read.map_or(first.len_utf8(), |read| read.word.len())..).unwrap_or_default();
    }
    readings
}

fn add(readings: &mut String, reading: &str) {
    if !readings.is_empty() {
        readings.push(' ');
    }
    readings.push_str(reading);
}
