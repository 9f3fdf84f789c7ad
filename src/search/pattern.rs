//! One word of a query, made ready to be found in texts: hanzi and digits as they stand, Latin letters also as pinyin.
//!
//! Letters are read against whole syllables, so that `hushi` (护士) is not found inside other syllables. Three readings:
//! *spelled* (`dianhan`: whole syllables, the last may be unfinished, as while typing), *initials* (`dh`; `zh`, `ch`, `sh`
//! count as one or two letters), and *mixed* (`dianhg`, `dhan`), which is tried only where the word cannot be spelled:
//! otherwise `gan` (干) would find 公安. Latin letters of the text itself match in every reading.

use super::lexicon::{BREAK, Bits, LETTER, Lexicon, Syllables, Unit};
use super::text::is_hanzi;

/// Longer words are cut: a state is a bit.
const MAX_LENGTH: usize = 40;

/// A word of a query.
pub(super) struct Pattern {
    /// The word, normalised.
    pub(super) word: String,
    chars: Vec<char>,
    readings: Vec<Reading>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Spelled,
    Initials,
    Mixed,
}

/// An automaton over units: state bit p is "the first p characters of the word are matched".
struct Reading {
    /// For each place and syllable, the places behind it; `next[place * syllables + syllable]`.
    next: Vec<u64>,
    syllables: usize,
    /// For each ASCII character, the places where the word has it.
    places: [u64; 128],
    accept: u64,
}

impl Pattern {
    pub(super) fn new(word: &str, syllables: &Syllables) -> Self {
        let chars: Vec<char> = word.chars().take(MAX_LENGTH).collect();
        let word: String = chars.iter().collect();
        let has_letters = chars.iter().any(char::is_ascii_lowercase);
        let mut readings = Vec::new();
        if has_letters {
            let spelled = Reading::new(&chars, syllables, Style::Spelled);
            if spelled.spells(&chars) {
                readings.push(spelled);
                readings.push(Reading::new(&chars, syllables, Style::Initials));
            } else {
                readings.push(Reading::new(&chars, syllables, Style::Mixed));
            }
        }
        Self { word, chars, readings }
    }

    /// How many characters were asked for.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The texts of a lexicon in which the word is found; `None` when told to stop.
    pub(super) fn find(&self, lexicon: &Lexicon, stop: &dyn Fn() -> bool) -> Option<Bits> {
        if self.readings.is_empty() {
            return Some(lexicon.holding(&self.word));
        }
        let mut found = Bits::new(lexicon.len());
        let with_hanzi = self.chars.iter().any(|c| !c.is_ascii());
        for number in 0..lexicon.len() {
            if number % 8_192 == 0 && stop() {
                return None;
            }
            let units = lexicon.units(number as u32);
            let matched = if with_hanzi {
                std::str::from_utf8(lexicon.text(number as u32)).is_ok_and(|text| self.in_writing(text, units))
            } else {
                self.readings.iter().any(|reading| reading.runs_through(units))
            };
            if matched {
                found.set(number);
            }
        }
        Some(found)
    }

    /// Whether the word is in one text. `from_start`: only where the text begins with it.
    pub(super) fn is_in(&self, text: &str, units: &[Unit], from_start: bool) -> bool {
        if self.readings.is_empty() {
            return if from_start { text.starts_with(&self.word) } else { text.contains(&self.word) };
        }
        self.readings.iter().any(|reading| reading.runs_through_writing(&self.chars, text, units, from_start))
    }

    fn in_writing(&self, text: &str, units: &[Unit]) -> bool {
        self.is_in(text, units, false)
    }
}

impl Reading {
    fn new(word: &[char], syllables: &Syllables, style: Style) -> Self {
        let count = syllables.iter().count();
        let mut next = vec![0; word.len() * count];
        for (place, row) in next.chunks_exact_mut(count.max(1)).enumerate() {
            let rest = word.get(place..).unwrap_or_default();
            for (cell, syllable) in row.iter_mut().zip(syllables.iter()) {
                *cell = steps(rest, syllable, style) << place;
            }
        }
        let mut places = [0; 128];
        for (place, c) in word.iter().enumerate() {
            if let Some(mask) = places.get_mut(*c as usize) {
                *mask |= 1 << place;
            }
        }
        Self { next, syllables: count, places, accept: 1 << word.len() }
    }

    /// Whether syllables alone can make up the word's letters (its other characters stand for themselves).
    fn spells(&self, word: &[char]) -> bool {
        let mut state = 1_u64;
        for (place, c) in word.iter().enumerate() {
            if state & (1 << place) == 0 {
                continue;
            }
            if c.is_ascii_lowercase() {
                let row = self.next.get(place * self.syllables..(place + 1) * self.syllables).unwrap_or_default();
                state |= row.iter().fold(0, |all, step| all | step);
            } else {
                state |= 1 << (place + 1);
            }
        }
        state & self.accept != 0
    }

    fn runs_through(&self, units: &[Unit]) -> bool {
        let mut state = 0;
        units.iter().any(|unit| {
            state = self.step(state | 1, *unit);
            state & self.accept != 0
        })
    }

    fn runs_through_writing(&self, word: &[char], text: &str, units: &[Unit], from_start: bool) -> bool {
        let mut state = 0;
        text.chars().zip(units).enumerate().any(|(at, (c, unit))| {
            let before = if from_start && at > 0 { state } else { state | 1 };
            state = self.step(before, *unit) | same_character(before, word, c);
            state & self.accept != 0
        })
    }

    /// The state behind one more unit.
    fn step(&self, state: u64, unit: Unit) -> u64 {
        if unit == BREAK {
            return 0;
        }
        if unit & LETTER != 0 {
            return (state & self.places.get(usize::from(unit & 0x7f)).copied().unwrap_or(0)) << 1;
        }
        let (mut open, mut after) = (state & (self.accept - 1), 0);
        while open != 0 {
            let place = open.trailing_zeros() as usize;
            after |= self.next.get(place * self.syllables + usize::from(unit)).copied().unwrap_or(0);
            open &= open - 1;
        }
        after
    }
}

/// Hanzi and signs of the word match themselves; Latin letters are matched by their units.
fn same_character(state: u64, word: &[char], c: char) -> u64 {
    if c.is_ascii_alphanumeric() || !(is_hanzi(c) || !c.is_whitespace()) {
        return 0;
    }
    word.iter()
        .enumerate()
        .filter(|(place, w)| **w == c && state & (1 << place) != 0)
        .fold(0, |all, (place, _)| all | 1 << (place + 1))
}

/// How many letters at the beginning of `rest` one syllable can stand for, as bits (bit n: n letters).
fn steps(rest: &[char], syllable: &str, style: Style) -> u64 {
    let common = rest.iter().zip(syllable.chars()).take_while(|(a, b)| **a == *b).count();
    if common == 0 {
        return 0;
    }
    let mut steps = 0;
    if style != Style::Initials && (common == syllable.len() || common == rest.len()) {
        steps |= 1 << common;
    }
    if style != Style::Spelled {
        steps |= 1 << 1;
        let double = ["zh", "ch", "sh"].iter().any(|initial| syllable.starts_with(initial));
        if double && common >= 2 {
            steps |= 1 << 2;
        }
    }
    steps
}
