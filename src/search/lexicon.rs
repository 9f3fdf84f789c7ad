//! Distinct texts in one piece of memory: a title that a thousand postings share is held and searched once.

use super::text::{is_hanzi, normalise};
use std::collections::HashMap;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

/// A unit stands for one character of a normalised text: a syllable's number for hanzi, [`LETTER`] plus the byte for
/// Latin letters and digits, [`BREAK`] for the rest. All are below [`UNITS`], so that a table of them stays small.
pub(super) type Unit = u16;
pub(super) const UNITS: usize = 1_024;
pub(super) const LETTER: Unit = 896;
pub(super) const BREAK: Unit = 1_023;

/// The syllables seen so far (Mandarin has some 410), numbered.
#[derive(Default)]
pub(super) struct Syllables {
    numbers: HashMap<String, Unit>,
    spelled: Vec<String>,
}

impl Syllables {
    fn number(&mut self, syllable: &str) -> Unit {
        if let Some(number) = self.numbers.get(syllable) {
            return *number;
        }
        if !syllable.bytes().all(|b| b.is_ascii_lowercase())
            || syllable.is_empty()
            || self.spelled.len() >= usize::from(LETTER)
        {
            return BREAK;
        }
        let number = self.spelled.len() as Unit;
        self.spelled.push(syllable.to_owned());
        self.numbers.insert(syllable.to_owned(), number);
        number
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.spelled.iter().map(String::as_str)
    }

    /// One unit for each character of a normalised text; `pinyin` has a word for each of its hanzi.
    pub(super) fn units(&mut self, normalised: &str, pinyin: &str) -> Vec<Unit> {
        let mut words = pinyin.split_ascii_whitespace();
        let unit = |c: char| match c {
            c if is_hanzi(c) => words.next().map_or(BREAK, |word| self.number(word)),
            c if c.is_ascii_alphanumeric() => LETTER + c as Unit,
            _ => BREAK,
        };
        normalised.chars().map(unit).collect()
    }
}

/// Number of a text in its [`Lexicon`].
pub(super) type TextNo = u32;

/// Stands between two texts; no normalised text holds it.
const SEPARATOR: u8 = b'\n';

#[derive(Default)]
pub(super) struct Lexicon {
    /// All texts, each ended by [`SEPARATOR`].
    bytes: Vec<u8>,
    /// Where each text ends in `bytes`, its separator not counted.
    ends: Vec<u32>,
    units: Vec<Unit>,
    unit_ends: Vec<u32>,
    /// From a text's hash to its number. Two texts of one hash: the later one is not found again, and held twice.
    numbers: HashMap<u64, TextNo>,
}

impl Lexicon {
    /// The number of a text as it stands in a posting.
    pub(super) fn take(&mut self, text: &str, pinyin: &str, syllables: &mut Syllables) -> TextNo {
        let normalised = normalise(text);
        let hash = BuildHasherDefault::<DefaultHasher>::new().hash_one(&normalised);
        if let Some(number) = self.numbers.get(&hash).filter(|n| self.text(**n) == normalised.as_bytes()) {
            return *number;
        }
        let units = syllables.units(&normalised, pinyin);
        self.push(hash, normalised.as_bytes(), &units)
    }

    /// Takes over a text of another lexicon.
    pub(super) fn copy(&mut self, other: &Self, number: TextNo) -> TextNo {
        let text = other.text(number);
        let hash = BuildHasherDefault::<DefaultHasher>::new().hash_one(String::from_utf8_lossy(text).as_ref());
        self.push(hash, text, other.units(number))
    }

    fn push(&mut self, hash: u64, text: &[u8], units: &[Unit]) -> TextNo {
        let number = self.ends.len() as TextNo;
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len() as u32);
        self.bytes.push(SEPARATOR);
        self.units.extend_from_slice(units);
        self.unit_ends.push(self.units.len() as u32);
        self.numbers.entry(hash).or_insert(number);
        number
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn text(&self, number: TextNo) -> &[u8] {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize + 1);
        self.ends.get(at).and_then(|end| self.bytes.get(start..*end as usize)).unwrap_or_default()
    }

    pub(super) fn units(&self, number: TextNo) -> &[Unit] {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|before| self.unit_ends.get(before)).map_or(0, |end| *end as usize);
        self.unit_ends.get(at).and_then(|end| self.units.get(start..*end as usize)).unwrap_or_default()
    }

    /// The texts that hold `part`: one pass over the whole memory.
    pub(super) fn holding(&self, part: &str) -> Bits {
        let mut found = Bits::new(self.len());
        let finder = memchr::memmem::Finder::new(part.as_bytes());
        let (mut from, mut number) = (0, 0);
        while let Some(at) = self.bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let place = (from + at) as u32;
            number += self.ends.get(number..).map_or(0, |ends| ends.partition_point(|end| *end <= place));
            found.set(number);
            let Some(end) = self.ends.get(number) else { break };
            from = *end as usize + 1;
        }
        found
    }

    pub(super) fn bytes_held(&self) -> usize {
        self.bytes.capacity()
            + self.ends.capacity() * 4
            + self.units.capacity() * 2
            + self.unit_ends.capacity() * 4
            + self.numbers.capacity() * 17
    }

    /// Gives back what growing has reserved too much.
    pub(super) fn trim(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.units.shrink_to_fit();
        self.unit_ends.shrink_to_fit();
        self.numbers.shrink_to_fit();
    }
}

/// A set of numbers.
#[derive(Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn new(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    /// Makes room for numbers below `len`.
    pub(super) fn grow(&mut self, len: usize) {
        self.0.resize(len.div_ceil(64), 0);
    }

    pub(super) fn set(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(super) fn clear(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word &= !(1 << (at % 64));
        }
    }

    pub(super) fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    /// The numbers in the set, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(at * 64 + bit)
            })
        })
    }
}
