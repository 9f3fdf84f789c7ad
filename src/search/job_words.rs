//! What people call a job: 门卫 finds security guards, 骑手 food riders. The list stands in `job_words.csv`.

use super::lexicon::{Syllables, Unit};
use super::pattern::Pattern;
use crate::domain::JobKind;

/// Job, word, pinyin of the word. The pinyin stands there because its dictionary takes a second to load.
pub(super) const LIST: &str = include_str!("job_words.csv");

/// Shorter words would find half of all jobs by a single 工.
const LEAST: usize = 2;

pub(super) struct JobWords(Vec<(JobKind, &'static str, Vec<Unit>)>);

impl JobWords {
    pub(super) fn new(syllables: &mut Syllables) -> Self {
        let read = |line: &'static str| {
            let mut fields = line.split(',');
            let kind = JobKind::parse(fields.next()?)?;
            let word = fields.next()?;
            let units = syllables.units(word, fields.next()?);
            Some((kind, word, units))
        };
        Self(LIST.lines().filter_map(read).collect())
    }

    /// The jobs that a word of a query names, as bits: hanzi anywhere in one of their words, pinyin from its start.
    pub(super) fn named(&self, pattern: &Pattern) -> u128 {
        if pattern.len() < LEAST {
            return 0;
        }
        let from_start = pattern.word.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        let named = self.0.iter().filter(|(_, word, units)| pattern.is_in(word, units, from_start));
        named.fold(0, |all, (kind, ..)| all | bit(*kind))
    }
}

/// The bit of a job; the list of jobs is shorter than 128.
pub(super) const fn bit(kind: JobKind) -> u128 {
    1 << kind as u8
}
