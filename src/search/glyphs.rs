//! Texts as numbers: a glyph is a character together with how it is read there (长 in 长沙 and in 班长 are two), so that one
//! array serves both the search by hanzi and the search by pinyin.

use super::text::{is_hanzi, normalise};
use roaring::RoaringBitmap;
use std::collections::HashMap;

/// How a glyph is read: a syllable's number for hanzi, [`LETTER`] plus the byte for Latin letters and digits, [`BREAK`]
/// for the rest. All are below [`UNITS`], so that a table of them stays small.
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
}

/// Number of a character and its reading.
pub(super) type Glyph = u16;
/// Stands for whatever found no number of its own.
const UNKNOWN: Glyph = 0;

/// The characters and readings seen so far.
pub(super) struct Glyphs {
    pub(super) syllables: Syllables,
    list: Vec<(char, Unit)>,
    numbers: HashMap<(char, Unit), Glyph>,
    by_char: HashMap<char, Vec<Glyph>>,
    by_unit: Vec<Vec<Glyph>>,
}

impl Default for Glyphs {
    fn default() -> Self {
        Self {
            syllables: Syllables::default(),
            list: vec![('\0', BREAK)],
            numbers: HashMap::new(),
            by_char: HashMap::new(),
            by_unit: vec![Vec::new(); UNITS],
        }
    }
}

impl Glyphs {
    /// Appends the glyphs of a text as it stands in a posting; `pinyin` has a word for each of its hanzi.
    pub(super) fn read(&mut self, text: &str, pinyin: &str, into: &mut Vec<Glyph>) {
        let mut words = pinyin.split_ascii_whitespace();
        for c in normalise(text).chars() {
            let unit = match c {
                c if is_hanzi(c) => words.next().map_or(BREAK, |word| self.syllables.number(word)),
                c if c.is_ascii_alphanumeric() => LETTER + c as Unit,
                _ => BREAK,
            };
            into.push(self.number(c, unit));
        }
    }

    fn number(&mut self, c: char, unit: Unit) -> Glyph {
        if let Some(number) = self.numbers.get(&(c, unit)) {
            return *number;
        }
        let Ok(number) = Glyph::try_from(self.list.len()) else { return UNKNOWN };
        self.list.push((c, unit));
        self.numbers.insert((c, unit), number);
        self.by_char.entry(c).or_default().push(number);
        if let Some(glyphs) = self.by_unit.get_mut(usize::from(unit)) {
            glyphs.push(number);
        }
        number
    }

    pub(super) fn of(&self, glyph: Glyph) -> (char, Unit) {
        self.list.get(usize::from(glyph)).copied().unwrap_or(('\0', BREAK))
    }

    pub(super) fn of_char(&self, c: char) -> &[Glyph] {
        self.by_char.get(&c).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn of_unit(&self, unit: usize) -> &[Glyph] {
        self.by_unit.get(unit).map(Vec::as_slice).unwrap_or_default()
    }
}

/// In which slots each glyph stands, for one field of the postings.
#[derive(Default)]
pub(super) struct Field(Vec<RoaringBitmap>);

impl Field {
    pub(super) fn add(&mut self, slot: u32, glyphs: &[Glyph]) {
        for glyph in glyphs {
            let at = usize::from(*glyph);
            if at >= self.0.len() {
                self.0.resize_with(at + 1, RoaringBitmap::new);
            }
            if let Some(slots) = self.0.get_mut(at) {
                slots.insert(slot);
            }
        }
    }

    /// The slots that hold at least one of the glyphs.
    pub(super) fn any<'g>(&self, glyphs: impl Iterator<Item = &'g Glyph>) -> RoaringBitmap {
        let mut all = RoaringBitmap::new();
        for slots in glyphs.filter_map(|glyph| self.0.get(usize::from(*glyph))) {
            all |= slots;
        }
        all
    }

    pub(super) fn bytes_held(&self) -> usize {
        self.0.iter().map(|slots| slots.serialized_size() + 40).sum()
    }
}
