//! Texts as numbers: a glyph is a character together with how it is read there (长 in 长沙 and in 班长 are two), so that one
//! array serves both the search by hanzi and the search by pinyin.

use super::text::{is_hanzi, normalise};
use super::written::TextNo;
use crate::domain::southern;
use roaring::{MultiOps, RoaringBitmap};
use std::cell::{OnceCell, RefCell};
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
    /// Every way in which each may be typed by who speaks as in the south.
    heard: OnceCell<Vec<Vec<String>>>,
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
        self.heard = OnceCell::new();
        self.spelled.push(syllable.to_owned());
        self.numbers.insert(syllable.to_owned(), number);
        number
    }

    pub(super) fn heard(&self) -> &[Vec<String>] {
        self.heard.get_or_init(|| self.iter().map(southern::spellings).collect())
    }

    pub(super) fn spelled(&self, unit: Unit) -> Option<&str> {
        self.spelled.get(usize::from(unit)).map(String::as_str)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.spelled.iter().map(String::as_str)
    }

    /// The first letter of a syllable; a Latin letter or digit is its own.
    fn first_letter(&self, unit: Unit) -> Option<char> {
        match self.spelled.get(usize::from(unit)) {
            Some(syllable) => syllable.chars().next(),
            None => unit.checked_sub(LETTER).and_then(|byte| u8::try_from(byte).ok()).map(char::from),
        }
    }
}

/// How many letters and digits a reading can begin with.
const INITIALS: usize = 36;

/// The number of a letter or digit.
fn initial(c: char) -> Option<u8> {
    match c {
        'a'..='z' => Some(c as u8 - b'a'),
        '0'..='9' => Some(c as u8 - b'0' + 26),
        _ => None,
    }
}

/// Number of a character and its reading.
pub(super) type Glyph = u16;
/// Stands for whatever found no number of its own.
const UNKNOWN: Glyph = 0;

/// The characters and readings seen so far.
pub(super) struct Glyphs {
    pub(super) syllables: Syllables,
    chars: Vec<char>,
    units: Vec<Unit>,
    /// The letter or digit that each reading begins with, as [`initial`] numbers it.
    initials: Vec<Option<u8>>,
    numbers: HashMap<(char, Unit), Glyph>,
    by_char: HashMap<char, Vec<Glyph>>,
    by_unit: Vec<Vec<Glyph>>,
}

impl Default for Glyphs {
    fn default() -> Self {
        Self {
            syllables: Syllables::default(),
            chars: vec!['\0'],
            units: vec![BREAK],
            initials: vec![None],
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
        let Ok(number) = Glyph::try_from(self.chars.len()) else { return UNKNOWN };
        self.chars.push(c);
        self.units.push(unit);
        self.initials.push(self.syllables.first_letter(unit).and_then(initial));
        self.numbers.insert((c, unit), number);
        self.by_char.entry(c).or_default().push(number);
        if let Some(glyphs) = self.by_unit.get_mut(usize::from(unit)) {
            glyphs.push(number);
        }
        number
    }

    pub(super) fn text(&self, glyphs: &[Glyph]) -> String {
        glyphs.iter().map(|glyph| self.char(*glyph)).collect()
    }

    /// The pinyin of a text in one word.
    pub(super) fn spelling(&self, glyphs: &[Glyph]) -> String {
        let spelled = |glyph: &Glyph| match self.syllables.spelled(self.unit(*glyph)) {
            Some(syllable) => syllable.to_owned(),
            None => self.char(*glyph).to_string(),
        };
        glyphs.iter().map(spelled).collect()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn char(&self, glyph: Glyph) -> char {
        self.chars.get(usize::from(glyph)).copied().unwrap_or('\0')
    }

    pub(super) fn unit(&self, glyph: Glyph) -> Unit {
        self.units.get(usize::from(glyph)).copied().unwrap_or(BREAK)
    }

    /// The number of two neighbours' initials.
    fn pair(&self, glyphs: &[Glyph]) -> Option<usize> {
        let &[a, b] = glyphs else { return None };
        let initial = |glyph: Glyph| self.initials.get(usize::from(glyph)).copied().flatten().map(usize::from);
        Some(initial(a)? * INITIALS + initial(b)?)
    }

    pub(super) fn of_char(&self, c: char) -> &[Glyph] {
        self.by_char.get(&c).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn of_unit(&self, unit: usize) -> &[Glyph] {
        self.by_unit.get(unit).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Adds a number (of a slot, of a text) to a set that is there.
pub(super) fn add_to(set: Option<&mut RoaringBitmap>, number: u32) {
    // Behind the last member it costs nothing to find the place.
    if let Some(set) = set
        && set.try_push(number).is_err()
    {
        set.insert(number);
    }
}

/// The union of sets; one letter typed is hundreds of glyphs.
pub(super) fn union<'s>(sets: impl Iterator<Item = &'s RoaringBitmap>) -> RoaringBitmap {
    MultiOps::union(sets.filter(|set| !set.is_empty()))
}

/// In which texts of one field of the postings each glyph stands.
#[derive(Default)]
pub(super) struct Field {
    sets: Vec<RoaringBitmap>,
    /// By the initials of two neighbours: 公司 and 电子 tell texts apart where g, s, d and z alone do not.
    neighbours: Vec<RoaringBitmap>,
    /// Unions that were asked for lately: who types a word asks for its first letters again with each key.
    united: RefCell<Vec<(Vec<Unit>, RoaringBitmap)>>,
}

/// How many unions are remembered.
const REMEMBERED: usize = 64;

impl Field {
    /// Takes in a text; cheapest where numbers ascend.
    pub(super) fn add(&mut self, number: TextNo, text: &[Glyph], glyphs: &Glyphs) {
        self.united.get_mut().clear();
        self.sets.resize_with(glyphs.chars.len(), RoaringBitmap::new);
        self.neighbours.resize_with(INITIALS * INITIALS, RoaringBitmap::new);
        for glyph in text {
            add_to(self.sets.get_mut(usize::from(*glyph)), number);
        }
        for pair in text.windows(2).filter_map(|pair| glyphs.pair(pair)) {
            add_to(self.neighbours.get_mut(pair), number);
        }
    }

    /// The texts in which two neighbours begin with these letters; `None` where they are no letters.
    pub(super) fn neighbours(&self, a: char, b: char) -> Option<RoaringBitmap> {
        let place = usize::from(initial(a)?) * INITIALS + usize::from(initial(b)?);
        Some(self.neighbours.get(place).cloned().unwrap_or_default())
    }

    /// The texts that hold a character.
    pub(super) fn with(&self, c: char, glyphs: &Glyphs) -> RoaringBitmap {
        self.any(glyphs.of_char(c).iter())
    }

    /// The texts that hold something that is read as one of the units.
    pub(super) fn read_as(&self, units: Vec<Unit>, glyphs: &Glyphs) -> RoaringBitmap {
        let mut united = self.united.borrow_mut();
        if let Some((_, texts)) = united.iter().find(|(asked, _)| *asked == units) {
            return texts.clone();
        }
        let texts = self.any(units.iter().flat_map(|unit| glyphs.of_unit(usize::from(*unit))));
        united.truncate(REMEMBERED - 1);
        united.insert(0, (units, texts.clone()));
        texts
    }

    fn any<'g>(&self, glyphs: impl Iterator<Item = &'g Glyph>) -> RoaringBitmap {
        union(glyphs.filter_map(|glyph| self.sets.get(usize::from(*glyph))))
    }
}
