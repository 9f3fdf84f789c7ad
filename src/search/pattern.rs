//! One word of a query, made ready to be found in texts: hanzi and digits as they stand, Latin letters also as pinyin.
//!
//! Letters are read against whole syllables, so that `hushi` (护士) is not found inside other syllables. Three readings:
//! *spelled* (`dianhan`: whole syllables, the last may be unfinished, as while typing), *initials* (`dh`; `zh`, `ch`, `sh`
//! count as one or two letters), and *mixed* (`dianhg`, `dhan`), which is tried only where the word cannot be spelled:
//! otherwise `gan` (干) would find 公安. Latin letters of the text itself match in every reading.

use super::glyphs::{Field, Glyph, Glyphs, LETTER, Syllables, UNITS, Unit};
use super::text::is_hanzi;
use roaring::RoaringBitmap;

/// Longer words are cut: a state is a bit.
const MAX_LENGTH: usize = 40;

/// A word of a query.
pub(super) struct Pattern {
    /// The word, normalised.
    pub(super) word: String,
    chars: Vec<char>,
    readings: Vec<Reading>,
    /// By glyph: whether the word can begin with it.
    begins: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Spelled,
    Initials,
    Mixed,
    /// As it sounds: hanzi by their reading, and letters as they are spoken in the south.
    Heard,
}

/// An automaton over units: state bit p is "the first p characters of the word are matched".
struct Reading {
    /// For each place of the word a table of the places behind it, by unit.
    next: Vec<[u64; UNITS]>,
    accept: u64,
    /// Whether some of its characters can only be matched by themselves.
    written: bool,
    style: Style,
}

/// A place of the word that every reading of it passes, and the places behind it that one step reaches, as bits.
struct Cut {
    place: usize,
    to: u64,
}

impl Pattern {
    pub(super) fn new(word: &str, glyphs: &Glyphs) -> Self {
        let syllables = &glyphs.syllables;
        let chars: Vec<char> = word.chars().take(MAX_LENGTH).collect();
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
        Self::made_of(chars, readings, glyphs)
    }

    fn made_of(chars: Vec<char>, readings: Vec<Reading>, glyphs: &Glyphs) -> Self {
        let mut begins = vec![false; glyphs.len()];
        let written = chars.first().filter(|c| readings.is_empty() || stands_for_itself(**c));
        let written = written.map(|c| glyphs.of_char(*c)).unwrap_or_default();
        let read = readings.iter().flat_map(Reading::first_units).flat_map(|unit| glyphs.of_unit(unit));
        for glyph in written.iter().chain(read) {
            if let Some(begins) = begins.get_mut(usize::from(*glyph)) {
                *begins = true;
            }
        }
        Self { word: chars.iter().collect(), chars, readings, begins }
    }

    /// The word as it sounds: 保按 finds 保安, `fulan` finds 湖南. `None` where so little was typed that everything sounds
    /// like it.
    pub(super) fn heard(word: &str, glyphs: &Glyphs) -> Option<Self> {
        let chars: Vec<char> = word.chars().take(MAX_LENGTH).collect();
        let letters = chars.iter().filter(|c| c.is_ascii_lowercase()).count();
        let hanzi = chars.iter().filter(|c| is_hanzi(**c)).count();
        if hanzi < 2 && letters + 2 * hanzi < 4 {
            return None;
        }
        let heard = Reading::heard(&chars, glyphs);
        let spelled = heard.spells(&chars);
        spelled.then(|| Self::made_of(chars, vec![heard], glyphs))
    }

    /// How many characters were asked for.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Where to look for the word in a field.
    pub(super) fn candidates(&self, field: &Field, glyphs: &Glyphs) -> Candidates {
        if self.readings.is_empty() {
            let found = all_of(self.chars.iter().map(|c| field.with(*c, glyphs)));
            let nothing = RoaringBitmap::new();
            return if self.chars.len() == 1 {
                Candidates { sure: found, maybe: nothing }
            } else {
                Candidates { sure: nothing, maybe: found }
            };
        }
        let mut all = Candidates::default();
        for reading in &self.readings {
            let Candidates { sure, maybe } = reading.candidates(&self.chars, field, glyphs);
            all.sure |= sure;
            all.maybe |= maybe;
        }
        all.maybe -= &all.sure;
        all
    }

    /// Whether the word is in one text. The inner loop of every search.
    pub(super) fn is_in(&self, text: &[Glyph], glyphs: &Glyphs) -> bool {
        let mut rest = text;
        while let Some(at) = rest.iter().position(|glyph| self.can_begin_with(*glyph)) {
            let here = rest.get(at..).unwrap_or_default();
            if self.begins(here, glyphs) {
                return true;
            }
            rest = here.get(1..).unwrap_or_default();
        }
        false
    }

    /// Whether a text begins with the word; most do not even begin with its first character.
    pub(super) fn starts(&self, text: &[Glyph], glyphs: &Glyphs) -> bool {
        text.first().is_some_and(|glyph| self.can_begin_with(*glyph)) && self.begins(text, glyphs)
    }

    fn can_begin_with(&self, glyph: Glyph) -> bool {
        self.begins.get(usize::from(glyph)).copied().unwrap_or(false)
    }

    /// Whether a text that the word can begin with begins with it.
    fn begins(&self, text: &[Glyph], glyphs: &Glyphs) -> bool {
        if self.readings.is_empty() {
            let same = |(glyph, c): (&Glyph, &char)| glyphs.char(*glyph) == *c;
            return text.len() >= self.chars.len() && text.iter().zip(&self.chars).all(same);
        }
        self.readings.iter().any(|reading| reading.begins(&self.chars, text, glyphs))
    }
}

/// Texts in which a word stands, and those in which it may stand.
#[derive(Default)]
pub(super) struct Candidates {
    pub(super) sure: RoaringBitmap,
    pub(super) maybe: RoaringBitmap,
}

fn all_of(sets: impl Iterator<Item = RoaringBitmap>) -> RoaringBitmap {
    sets.reduce(|all, set| all & set).unwrap_or_default()
}

impl Reading {
    fn new(word: &[char], syllables: &Syllables, style: Style) -> Self {
        let next = tables(word, |rest, unit| syllables.spelled(unit).map_or(0, |s| steps(rest, s, style)));
        Self { next, accept: 1 << word.len(), written: word.iter().any(|c| stands_for_itself(*c)), style }
    }

    fn heard(word: &[char], glyphs: &Glyphs) -> Self {
        let spellings = glyphs.syllables.heard();
        let next = tables(word, |rest, unit| match rest.first() {
            Some(c) if stands_for_itself(*c) => {
                u64::from(glyphs.of_char(*c).iter().any(|glyph| glyphs.unit(*glyph) == unit)) << 1
            }
            _ => {
                let spellings = spellings.get(usize::from(unit)).map(Vec::as_slice).unwrap_or_default();
                spellings.iter().fold(0, |all, spelling| all | steps(rest, spelling, Style::Spelled))
            }
        });
        Self { next, accept: 1 << word.len(), written: false, style: Style::Heard }
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

    /// Texts that hold, for each place of the word which no syllable can jump over, something that can stand there. Those
    /// where a single glyph is the whole word are sure.
    fn candidates(&self, word: &[char], field: &Field, glyphs: &Glyphs) -> Candidates {
        let standing = |place: usize, whole: bool| {
            let written = word.get(place).filter(|c| self.is_written(**c) && (!whole || word.len() == 1));
            if let Some(c) = written {
                return field.with(*c, glyphs);
            }
            let table = self.next.get(place).map(<[u64; UNITS]>::as_slice).unwrap_or_default();
            let fits = |to: u64| if whole { to & self.accept != 0 } else { to != 0 };
            let units: Vec<Unit> = (0..).zip(table).filter(|(_, to)| fits(**to)).map(|(unit, _)| unit).collect();
            field.read_as(units, glyphs)
        };
        let sure = standing(0, true);
        if let (Style::Initials | Style::Mixed, &[a, b]) = (self.style, word) {
            // Two initials are two neighbours, or one syllable that has begun (zh); there is nothing to look up.
            if let Some(neighbours) = field.neighbours(a, b) {
                return Candidates { sure: sure | neighbours, maybe: RoaringBitmap::new() };
            }
        }
        let cuts = self.cuts(word);
        let mut needed = Vec::new();
        for (nth, cut) in cuts.iter().enumerate() {
            // Where one step leads to the next cut, what stands at both are neighbours.
            let next = cuts.get(nth + 1).filter(|next| cut.to == 1 << next.place);
            let letters = next.and_then(|next| Some((*word.get(cut.place)?, *word.get(next.place)?)));
            let written = letters.filter(|_| self.style != Style::Heard);
            let neighbours = written.and_then(|(a, b)| field.neighbours(a, b));
            // Initials say no more than their neighbours do; syllables do.
            if neighbours.is_none() || self.style != Style::Initials {
                needed.push(standing(cut.place, false));
            }
            needed.extend(neighbours);
        }
        Candidates { sure, maybe: all_of(needed.into_iter()) }
    }

    /// Whether a character of the word stands in the text as it was typed; of what is only heard nothing does.
    fn is_written(&self, c: char) -> bool {
        self.style != Style::Heard && stands_for_itself(c)
    }

    /// The places of the word that every reading of it passes.
    fn cuts(&self, word: &[char]) -> Vec<Cut> {
        let mut reached = 1_u64;
        let mut jumped = 0_u64;
        let mut cuts = Vec::new();
        for (place, (c, table)) in word.iter().zip(&self.next).enumerate() {
            if reached & (1 << place) == 0 {
                continue;
            }
            let mut to = table.iter().fold(0, |all, step| all | step);
            if self.is_written(*c) {
                to |= 1 << (place + 1);
            }
            reached |= to;
            // A step from here to `end` jumps over everything between.
            for end in (place + 2)..=word.len() {
                if to & (1 << end) != 0 {
                    jumped |= (1 << end) - (1 << (place + 1));
                }
            }
            cuts.push(Cut { place, to });
        }
        cuts.retain(|cut| jumped & (1 << cut.place) == 0);
        cuts
    }

    /// The units that the word can begin with.
    fn first_units(&self) -> impl Iterator<Item = usize> {
        let steps = self.next.first().into_iter().flatten().enumerate();
        steps.filter(|(_, to)| **to != 0).map(|(unit, _)| unit)
    }

    /// Whether a text begins with the word, so read.
    fn begins(&self, word: &[char], text: &[Glyph], glyphs: &Glyphs) -> bool {
        let mut state = 1;
        for glyph in text {
            let mut after = self.step(state, glyphs.unit(*glyph));
            if self.written {
                after |= same_character(state, word, glyphs.char(*glyph));
            }
            if after == 0 || after & self.accept != 0 {
                return after != 0;
            }
            state = after;
        }
        false
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

/// For each place of a word the places behind it, by unit; `steps` says how many characters of the rest a syllable takes.
fn tables(word: &[char], steps: impl Fn(&[char], Unit) -> u64) -> Vec<[u64; UNITS]> {
    let mut tables = Vec::with_capacity(word.len());
    for (place, c) in word.iter().enumerate() {
        let mut table = [0; UNITS];
        let rest = word.get(place..).unwrap_or_default();
        for (cell, unit) in table.iter_mut().zip(0..LETTER) {
            *cell = steps(rest, unit) << place;
        }
        if c.is_ascii_alphanumeric()
            && let Some(cell) = table.get_mut(usize::from(LETTER) + *c as usize)
        {
            *cell = 1 << (place + 1);
        }
        tables.push(table);
    }
    tables
}

/// Whether a character of the word can only be matched by itself.
fn stands_for_itself(c: char) -> bool {
    !c.is_ascii_alphanumeric() && !c.is_whitespace()
}

/// Hanzi and signs of the word match themselves; Latin letters are matched by their units.
fn same_character(state: u64, word: &[char], c: char) -> u64 {
    if !stands_for_itself(c) {
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
