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
pub(super) struct Names<T>(Vec<Name<T>>);

struct Name<T> {
    code: T,
    glyphs: Vec<Glyph>,
    /// Its characters, and its pinyin in one word.
    written: Box<str>,
    spelled: Box<str>,
}

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
            let (written, spelled) = (glyphs.text(&name).into(), glyphs.spelling(&name).into());
            Some(Name { code, glyphs: name, written, spelled })
        };
        Self(everyday::words().iter().chain(more).filter_map(&mut read).collect())
    }

    /// The name that was probably meant by a word with one wrong letter, and the codes it names. Of a half-typed word so
    /// much must be there that a letter more or less does not make it another word.
    pub(super) fn meant(&self, word: &str) -> Option<(String, Vec<T>)> {
        let letters = word.bytes().all(|b| b.is_ascii_lowercase());
        let length = word.chars().count();
        if length < if letters { LEAST_LETTERS } else { LEAST_HANZI } {
            return None;
        }
        let is_near = |name: &Name<T>| {
            if !letters {
                return at_most_one_apart(word, &name.written);
            }
            let begun = name.spelled.get(..length.min(name.spelled.len())).unwrap_or_default();
            at_most_one_apart(word, &name.spelled) || length > LEAST_LETTERS && at_most_one_apart(word, begun)
        };
        let near = self.0.iter().filter(|name| is_near(name));
        let meant = near.min_by_key(|name| (&*name.written != word && &*name.spelled != word, name.glyphs.len()))?;
        let codes = self.0.iter().filter(|other| other.glyphs == meant.glyphs).map(|name| name.code).collect();
        Some((meant.written.to_string(), codes))
    }

    /// The codes that a word of a query names: hanzi anywhere in one of their names, pinyin from its start.
    pub(super) fn named(&self, pattern: &Pattern, glyphs: &Glyphs) -> Vec<T> {
        if pattern.len() < LEAST {
            return Vec::new();
        }
        let from_start = pattern.word.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        let fits = |name: &Name<T>| {
            if from_start { pattern.starts(&name.glyphs, glyphs) } else { pattern.is_in(&name.glyphs, glyphs) }
        };
        let mut codes: Vec<T> = self.0.iter().filter(|name| fits(name)).map(|name| name.code).collect();
        codes.dedup();
        codes
    }
}

/// Whether two words differ by at most one letter: another one, one more or less, or two that changed places.
fn at_most_one_apart(a: &str, b: &str) -> bool {
    // Nearly all words end here, at a tenth of the cost: what is the same at both ends leaves too much in the middle.
    let same = |(a, b): &(u8, u8)| a == b;
    let front = a.bytes().zip(b.bytes()).take_while(same).count();
    let back = a.bytes().rev().zip(b.bytes().rev()).take_while(same).count();
    let widest = if a.is_ascii() && b.is_ascii() { 2 } else { 2 * char::MAX.len_utf8() };
    front + back + widest >= a.len().max(b.len()) && strsim::osa_distance(a, b) <= 1
}
