//! One written field of the postings: titles, or employers. Many postings share a text (an employer has many jobs, and half
//! of all titles come again), so texts are numbered, searched once each, and lead to the slots that hold them.

use super::glyphs::{Field, Glyph, Glyphs};
use super::pattern::{Candidates, Pattern};
use crate::domain::listing::Slot;
use roaring::RoaringBitmap;
use std::collections::HashMap;

/// The number of a text within its field.
pub(super) type TextNo = u32;

/// "No slot": none is that high.
const NONE: Slot = Slot::MAX;
/// How many texts pass between two looks at whether to stop.
const STRIDE: usize = 1_024;

#[derive(Default)]
pub(super) struct Written {
    /// All texts, one behind the other, and where each ends.
    glyphs: Vec<Glyph>,
    ends: Vec<u32>,
    field: Field,
    /// By text: the slot that came last with it.
    last: Vec<Slot>,
    /// By slot: the one before it with the same text.
    before: Vec<Slot>,
    /// Numbers of the texts that came since the index was settled.
    known: HashMap<Box<str>, TextNo>,
}

impl Written {
    /// The number of a text; one that came before since the last [`Self::settle`] is not read again.
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
        }
        if let (Some(last), Some(before)) = (self.last.get_mut(text as usize), self.before.get_mut(at)) {
            *before = std::mem::replace(last, slot);
        }
    }

    /// Gives back what filling has reserved.
    pub(super) fn settle(&mut self) {
        self.known = HashMap::new();
        if self.glyphs.capacity() > self.glyphs.len() + self.glyphs.len() / 4 {
            self.glyphs.shrink_to_fit();
            self.ends.shrink_to_fit();
            self.last.shrink_to_fit();
            self.before.shrink_to_fit();
        }
    }

    /// The slots whose text holds a word, those of postings that are gone included; `None` when told to stop.
    pub(super) fn holding(&self, word: &Pattern, glyphs: &Glyphs, stop: &dyn Fn() -> bool) -> Option<RoaringBitmap> {
        let Candidates { sure, maybe } = word.candidates(&self.field, glyphs);
        let mut bits = vec![0_u8; self.before.len().div_ceil(8)];
        sure.iter().for_each(|text| self.mark(text, &mut bits));
        for (passed, text) in maybe.iter().enumerate() {
            if passed % STRIDE == STRIDE - 1 && stop() {
                return None;
            }
            if word.is_in(self.text(text), glyphs, false) {
                self.mark(text, &mut bits);
            }
        }
        Some(RoaringBitmap::from_lsb0_bytes(0, &bits))
    }

    fn text(&self, number: TextNo) -> &[Glyph] {
        let at = number as usize;
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        self.glyphs.get(start..end(at)).unwrap_or_default()
    }

    fn mark(&self, text: TextNo, bits: &mut [u8]) {
        let mut slot = self.last.get(text as usize).copied().unwrap_or(NONE);
        while let Some(byte) = bits.get_mut(slot as usize / 8) {
            *byte |= 1 << (slot % 8);
            slot = self.before.get(slot as usize).copied().unwrap_or(NONE);
        }
    }
}
