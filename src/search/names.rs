//! What people call a job or a benefit: 门卫 finds security guards, 管饭 postings with meals. The words are those of
//! [`crate::domain::everyday`] and of the province's packs.

use super::glyphs::{Glyph, Glyphs};
use super::pattern::Pattern;
use crate::domain::everyday::{self, Named, Word};
use crate::domain::{Benefit, JobKind};

/// Shorter words would find half of all jobs by a single 工.
const LEAST: usize = 2;

/// A word with one wrong letter has at least so many letters, or hanzi: most shorter ones are near to something.
const LEAST_LETTERS: usize = 5;
const LEAST_HANZI: usize = 3;

/// Names of the codes of one list.
pub(super) struct Names<T>(Vec<(T, Vec<Glyph>)>);

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl Names<JobKind> {
    /// The program's words and these.
    pub(super) fn of_jobs(more: &[Word<'_>], glyphs: &mut Glyphs) -> Self {
        let job = |named| if let Named::Job(kind) = named { Some(kind) } else { None };
        Self::read(more, job, glyphs)
    }
}

impl Names<Benefit> {
    pub(super) fn of_benefits(more: &[Word<'_>], glyphs: &mut Glyphs) -> Self {
        let benefit = |named| if let Named::Benefit(benefit) = named { Some(benefit) } else { None };
        Self::read(more, benefit, glyphs)
    }
}

impl<T: Copy + PartialEq> Names<T> {
    fn read(more: &[Word<'_>], code: fn(Named) -> Option<T>, glyphs: &mut Glyphs) -> Self {
        let mut read = |word: &Word<'_>| {
            let code = code(word.named)?;
            let mut name = Vec::new();
            glyphs.read(&word.text, &word.pinyin, &mut name);
            Some((code, name))
        };
        Self(everyday::words().iter().chain(more).filter_map(&mut read).collect())
    }

    /// The name that was probably meant by a word with one wrong letter, and the codes it names. Of a half-typed word so
    /// much must be there that a letter more or less does not make it another word.
    pub(super) fn meant(&self, word: &str, glyphs: &Glyphs) -> Option<(String, Vec<T>)> {
        let letters = word.bytes().all(|b| b.is_ascii_lowercase());
        let length = word.chars().count();
        if length < if letters { LEAST_LETTERS } else { LEAST_HANZI } {
            return None;
        }
        let distance = |name: &[Glyph]| {
            // Hanzi are one glyph each: names of another length are further away than one letter.
            if !letters && name.len().abs_diff(length) > 1 {
                return usize::MAX;
            }
            let written: String = if letters { glyphs.spelling(name) } else { glyphs.text(name) };
            let begun: String = written.chars().take(length).collect();
            let whole = strsim::osa_distance(word, &written);
            if letters && length > LEAST_LETTERS { whole.min(strsim::osa_distance(word, &begun)) } else { whole }
        };
        let near = self.0.iter().map(|(_, name)| (distance(name), name)).filter(|(far, _)| *far <= 1);
        let (_, name) = near.min_by_key(|(far, name)| (*far, name.len()))?;
        let codes = self.0.iter().filter(|(_, other)| other == name).map(|(code, _)| *code).collect();
        Some((glyphs.text(name), codes))
    }

    /// The codes that a word of a query names: hanzi anywhere in one of their names, pinyin from its start.
    pub(super) fn named(&self, pattern: &Pattern, glyphs: &Glyphs) -> Vec<T> {
        if pattern.len() < LEAST {
            return Vec::new();
        }
        let from_start = pattern.word.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        let named = self.0.iter().filter(|(_, word)| pattern.is_in(word, glyphs, from_start));
        let mut codes: Vec<T> = named.map(|(code, _)| *code).collect();
        codes.dedup();
        codes
    }
}
