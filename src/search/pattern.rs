//! One word of a query, made ready to be found in texts: hanzi and digits as they stand, Latin letters also as pinyin.
//!
//! Letters are read against whole syllables, so that `hushi` (护士) is not found inside other syllables. Three readings:
//! *spelled* (`dianhan`: whole syllables, the last may be unfinished, as while typing), *initials* (`dh`; `zh`, `ch`, `sh`
//! count as one or two letters), and *mixed* (`dianhg`, `dhan`), which is tried only where the word cannot be spelled:
//! otherwise `gan` (干) would find 公安. Latin letters of the text itself match in every reading.

use super::lexicon::{Bits, LETTER, Lexicon, Syllables, TextNo, UNITS, Unit};

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
    /// For each place of the word a table of the places behind it, by unit.
    next: Vec<[u64; UNITS]>,
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
        match self.longest_written() {
            Some(written) => self.find_written(lexicon, &lexicon.holding(&written), stop),
            None => self.find_read(lexicon, stop),
        }
    }

    /// For a word of letters and hanzi: only texts that hold its hanzi are read letter by letter.
    fn find_written(&self, lexicon: &Lexicon, candidates: &Bits, stop: &dyn Fn() -> bool) -> Option<Bits> {
        let mut found = Bits::new(lexicon.len());
        for (passed, number) in candidates.iter().enumerate() {
            if passed % 1_024 == 0 && stop() {
                return None;
            }
            let text = std::str::from_utf8(lexicon.text(number as TextNo)).unwrap_or_default();
            if self.is_in(text, lexicon.units(number as TextNo), false) {
                found.set(number);
            }
        }
        Some(found)
    }

    fn find_read(&self, lexicon: &Lexicon, stop: &dyn Fn() -> bool) -> Option<Bits> {
        let mut found = Bits::new(lexicon.len());
        for number in 0..lexicon.len() {
            if number % 8_192 == 0 && stop() {
                return None;
            }
            let units = lexicon.units(number as TextNo);
            if self.readings.iter().any(|reading| reading.runs_through(units)) {
                found.set(number);
            }
        }
        Some(found)
    }

    /// The longest piece of the word that can only stand for itself.
    fn longest_written(&self) -> Option<String> {
        let pieces = self.chars.split(char::is_ascii).filter(|piece| !piece.is_empty());
        pieces.max_by_key(|piece| piece.len()).map(|piece| piece.iter().collect())
    }

    /// Whether the word is in one text. `from_start`: only where the text begins with it.
    pub(super) fn is_in(&self, text: &str, units: &[Unit], from_start: bool) -> bool {
        if self.readings.is_empty() {
            return if from_start { text.starts_with(&self.word) } else { text.contains(&self.word) };
        }
        self.readings.iter().any(|reading| reading.runs_through_writing(&self.chars, text, units, from_start))
    }
}

impl Reading {
    fn new(word: &[char], syllables: &Syllables, style: Style) -> Self {
        let mut next = Vec::with_capacity(word.len());
        for (place, c) in word.iter().enumerate() {
            let mut table = [0; UNITS];
            let rest = word.get(place..).unwrap_or_default();
            for (cell, syllable) in table.iter_mut().zip(syllables.iter()) {
                *cell = steps(rest, syllable, style) << place;
            }
            if c.is_ascii_alphanumeric()
                && let Some(cell) = table.get_mut(usize::from(LETTER) + *c as usize)
            {
                *cell = 1 << (place + 1);
            }
            next.push(table);
        }
        Self { next, accept: 1 << word.len() }
    }

    /// Whether syllables alone can make up the word's letters (its other characters stand for themselves).
    fn spells(&self, word: &[char]) -> bool {
        let mut state = 1_u64;
        for (place, (c, table)) in word.iter().zip(&self.next).enumerate() {
            if state & (1 << place) == 0 {
                continue;
            }
            if c.is_ascii_lowercase() {
                let syllables = table.iter().take(usize::from(LETTER));
                state |= syllables.fold(0, |all, step| all | step);
            } else {
                state |= 1 << (place + 1);
            }
        }
        state & self.accept != 0
    }

    /// Whether the word is read somewhere in the units. The inner loop of every search by pinyin.
    fn runs_through(&self, units: &[Unit]) -> bool {
        let Some(first) = self.next.first() else { return false };
        let mut state = 0;
        for unit in units {
            let begun = first.get(usize::from(*unit)).copied().unwrap_or(0);
            state = if state == 0 { begun } else { begun | self.step(state, *unit) };
            if state & self.accept != 0 {
                return true;
            }
        }
        false
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
        let (mut open, mut after) = (state & (self.accept - 1), 0);
        while open != 0 {
            let table = self.next.get(open.trailing_zeros() as usize);
            after |= table.and_then(|t| t.get(usize::from(unit))).copied().unwrap_or(0);
            open &= open - 1;
        }
        after
    }
}

/// Hanzi and signs of the word match themselves; Latin letters are matched by their units.
fn same_character(state: u64, word: &[char], c: char) -> u64 {
    if c.is_ascii_alphanumeric() || c.is_whitespace() {
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
