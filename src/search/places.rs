//! Places as postings word them, found by their hanzi and by how they are read: `changsha` finds 长沙市 雨花区, and so does
//! `yuhua`.

use super::columns::Shared;
use super::glyphs::{Glyph, Glyphs};
use super::pattern::Pattern;
use crate::domain::division;
use std::sync::Arc;

/// With fewer letters every other place would begin like the word.
pub(super) const LEAST_LETTERS: usize = 4;

/// The districts of the postings, numbered.
#[derive(Default)]
pub(super) struct Places {
    names: Shared,
    /// By number: each division of the name as it is read. Where the table of divisions does not know one, it has none.
    read: Vec<Vec<Vec<Glyph>>>,
}

impl Places {
    pub(super) fn number(&mut self, district: &str, glyphs: &mut Glyphs) -> u16 {
        let number = self.names.number(district);
        if self.read.len() < self.names.words().len() {
            let known = district.split_whitespace().filter_map(|name| Some((name, division::reading(name)?)));
            let read = known.map(|(name, reading)| {
                let mut word = Vec::new();
                glyphs.read(name, reading, &mut word);
                word
            });
            self.read.push(read.collect());
        }
        number
    }

    /// The names in their order, with their numbers.
    pub(super) fn sorted(&self) -> impl Iterator<Item = (usize, &Arc<str>)> {
        self.names.sorted()
    }

    /// The numbers of the places whose words fit.
    pub(super) fn fitting(&self, fits: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        self.names.fitting(fits)
    }

    /// The numbers of the places that a word names: hanzi anywhere, letters from the beginning of one of its divisions.
    pub(super) fn named(&self, pattern: &Pattern, glyphs: &Glyphs) -> Vec<usize> {
        let letters = pattern.word.bytes().all(|b| b.is_ascii_lowercase());
        if !letters {
            return self.names.holding(&pattern.word);
        }
        if pattern.len() < LEAST_LETTERS {
            return Vec::new();
        }
        let read_so = |words: &Vec<Vec<Glyph>>| words.iter().any(|word| pattern.starts(word, glyphs));
        self.read.iter().enumerate().filter(|(_, words)| read_so(words)).map(|(number, _)| number).collect()
    }
}
