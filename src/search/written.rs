//! One written field of the postings: titles, or employers. Many postings share a text (an employer has many jobs, and half
//! of all titles come again), so texts are numbered, searched once each, and lead to the slots that hold them.

use super::frequent::Frequent;
use super::glyphs::{Field, Glyph, Glyphs};
use super::pattern::{Candidates, Pattern};
use crate::domain::listing::Slot;
use roaring::RoaringBitmap;
use std::collections::HashMap;

/// The number of a text within its field.
pub(super) type TextNo = u32;

/// "No slot": none is that high.
const NONE: Slot = Slot::MAX;
/// "No text".
const NO_TEXT: TextNo = TextNo::MAX;
/// Where more than one text in so many is found, all slots are passed in order, and their texts looked at: following each
/// text's slots jumps about in memory.
const MOST: usize = 6;
/// So few texts are looked at one by one sooner than frequent runs are gone through.
const FEW: u64 = 256;
/// How many texts pass between two looks at whether to stop.
const STRIDE: usize = 1_024;

#[derive(Default)]
pub(super) struct Written {
    /// All texts, one behind the other, and where each ends.
    glyphs: Vec<Glyph>,
    ends: Vec<u32>,
    field: Field,
    frequent: Frequent,
    /// By text: the slot that came last with it.
    last: Vec<Slot>,
    /// By slot: the one before it with the same text.
    before: Vec<Slot>,
    /// By slot: its text.
    of: Vec<TextNo>,
    /// Numbers of the texts that came since memory was last given back.
    known: HashMap<Box<str>, TextNo>,
}

impl Written {
    /// The number of a text; one that came before since the last [`Self::give_back`] is not read again.
    pub(super) fn read(&mut self, text: &str, pinyin: &str, glyphs: &mut Glyphs) -> TextNo {
        if let Some(number) = self.known.get(text) {
            return *number;
        }
        let number = self.ends.len() as TextNo;
        let start = self.glyphs.len();
        glyphs.read(text, pinyin, &mut self.glyphs);
        self.field.add(number, self.glyphs.get(start..).unwrap_or_default(), glyphs);
        self.ends.push(self.glyphs.len() as u32);
        self.last.push(NONE);
        self.known.insert(text.into(), number);
        number
    }

    /// From now on the text leads to the slot. A slot is linked once.
    pub(super) fn link(&mut self, slot: Slot, text: TextNo) {
        let at = slot as usize;
        if at >= self.before.len() {
            self.before.resize(at + 1, NONE);
            self.of.resize(at + 1, NO_TEXT);
        }
        if let (Some(last), Some(before)) = (self.last.get_mut(text as usize), self.before.get_mut(at)) {
            *before = std::mem::replace(last, slot);
        }
        if let Some(of) = self.of.get_mut(at) {
            *of = text;
        }
    }

    /// Gives back what filling has reserved, and looks what has become frequent.
    pub(super) fn give_back(&mut self) {
        self.known = HashMap::new();
        if self.frequent.is_outdated(self.ends.len()) {
            self.frequent = Frequent::find(&(0..self.ends.len() as TextNo).map(|text| self.text(text)));
        }
        if self.glyphs.capacity() > self.glyphs.len() + self.glyphs.len() / 4 {
            self.glyphs.shrink_to_fit();
            self.ends.shrink_to_fit();
            self.last.shrink_to_fit();
            self.before.shrink_to_fit();
            self.of.shrink_to_fit();
        }
    }

    /// The slots whose text holds a word, those of postings that are gone included; `None` when told to stop.
    pub(super) fn holding(&self, word: &Pattern, glyphs: &Glyphs, stop: &dyn Fn() -> bool) -> Option<RoaringBitmap> {
        let Candidates { mut sure, mut maybe } = word.candidates(&self.field, glyphs);
        if maybe.len() > FEW {
            sure |= self.frequent.holding(word, glyphs);
            maybe -= &sure;
        }
        let mut texts = Bits::new(self.ends.len());
        sure.iter().for_each(|text| texts.set(text));
        let mut found = sure.len() as usize;
        for (passed, text) in maybe.iter().enumerate() {
            if passed % STRIDE == STRIDE - 1 && stop() {
                return None;
            }
            if word.is_in(self.text(text), glyphs) {
                texts.set(text);
                found += 1;
            }
        }
        Some(RoaringBitmap::from_lsb0_bytes(0, &self.slots_of(&texts, found)))
    }

    /// The slots that some texts lead to, as bits.
    fn slots_of(&self, texts: &Bits, found: usize) -> Vec<u8> {
        if found * MOST > self.ends.len() {
            return self.of.chunks(8).map(|slots| texts.are_set(slots)).collect();
        }
        let mut slots = Bits::new(self.before.len());
        for text in texts.iter() {
            let mut slot = self.last.get(text as usize).copied().unwrap_or(NONE);
            while slot != NONE {
                slots.set(slot);
                slot = self.before.get(slot as usize).copied().unwrap_or(NONE);
            }
        }
        slots.0
    }

    fn text(&self, number: TextNo) -> &[Glyph] {
        let at = number as usize;
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        self.glyphs.get(start..end(at)).unwrap_or_default()
    }
}

/// A set as plain bits, the lowest of each byte first.
struct Bits(Vec<u8>);

impl Bits {
    fn new(members: usize) -> Self {
        Self(vec![0; members.div_ceil(8)])
    }

    fn set(&mut self, member: u32) {
        if let Some(byte) = self.0.get_mut(member as usize / 8) {
            *byte |= 1 << (member % 8);
        }
    }

    fn has(&self, member: u32) -> bool {
        self.0.get(member as usize / 8).is_some_and(|byte| byte >> (member % 8) & 1 == 1)
    }

    /// Whether each of eight members is in it, as bits.
    fn are_set(&self, members: &[u32]) -> u8 {
        members.iter().rev().fold(0, |bits, member| bits << 1 | u8::from(self.has(*member)))
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().zip((0..).step_by(8)).flat_map(|(byte, first)| {
            let mut rest = *byte;
            std::iter::from_fn(move || {
                let place = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(first + place)
            })
        })
    }
}
