//! What people call a job or a benefit: 门卫 is a security guard, 管饭 means meals. One list for the search, the forms and
//! the touch keyboard, in `assets/words.csv`: `job` or `benefit`, code, word, pinyin of the word; of each
//! code the most usual word first. The province adds words to it by packs, see [`super::pack`].

use super::nouns::{Benefit, JobKind};
use std::borrow::Cow;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../assets/words.csv");

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    Job(JobKind),
    Benefit(Benefit),
}

impl Named {
    /// The code of a list: `job` or `benefit`.
    #[must_use]
    pub fn parse(list: &str, code: &str) -> Option<Self> {
        match list {
            "job" => JobKind::parse(code).filter(|kind| *kind != JobKind::Other).map(Self::Job),
            "benefit" => Benefit::parse(code).filter(|benefit| *benefit != Benefit::Other).map(Self::Benefit),
            _ => None,
        }
    }

    /// Its list and its code.
    #[must_use]
    pub const fn as_strs(self) -> (&'static str, &'static str) {
        match self {
            Self::Job(kind) => ("job", kind.as_str()),
            Self::Benefit(benefit) => ("benefit", benefit.as_str()),
        }
    }
}

/// A word and what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    pub named: Named,
    pub text: Cow<'a, str>,
    /// A syllable for each of its hanzi, without tones, ü as v.
    pub pinyin: Cow<'a, str>,
}

/// The words that come with the program.
#[must_use]
pub fn words() -> &'static [Word<'static>] {
    static WORDS: LazyLock<Vec<Word<'static>>> = LazyLock::new(|| TABLE.lines().filter_map(word).collect());
    &WORDS
}

fn word(line: &'static str) -> Option<Word<'static>> {
    let mut fields = line.split(',');
    let named = Named::parse(fields.next()?, fields.next()?)?;
    Some(Word { named, text: fields.next()?.into(), pinyin: fields.next()?.into() })
}

/// Words for jobs, each with its place among the words of its job: 0 is the most usual.
pub fn job_words() -> impl Iterator<Item = (JobKind, usize, &'static Word<'static>)> {
    let mut last = (None, 0);
    words().iter().filter_map(move |word| {
        let Named::Job(kind) = word.named else { return None };
        last = if last.0 == Some(kind) { (last.0, last.1 + 1) } else { (Some(kind), 0) };
        Some((kind, last.1, word))
    })
}

/// The job that a word names. Of several (铲车司机 drives a digger, or a forklift) the one it is the more usual word for.
#[must_use]
pub fn job(text: &str) -> Option<JobKind> {
    let named = job_words().filter(|(_, _, word)| word.text.eq_ignore_ascii_case(text));
    named.min_by_key(|(_, place, _)| *place).map(|(kind, _, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_word_and_every_code_has_one() {
        assert_eq!(words().len(), TABLE.lines().count(), "a line that is no word");
        for kind in JobKind::ALL {
            assert!(job_words().any(|(named, _, _)| named == *kind), "{kind} has no words");
        }
        for word in words() {
            let twice = words().iter().filter(|other| (other.named, &other.text) == (word.named, &word.text)).count();
            assert_eq!(twice, 1, "{word:?} stands there twice");
        }
    }

    #[test]
    fn a_word_for_several_jobs_names_the_one_it_is_more_usual_for() {
        for (word, kind) in [
            ("育儿嫂", JobKind::MaternityNurse),
            ("迎宾", JobKind::Waiter),
            ("厨工", JobKind::Cook),
            ("车工", JobKind::Machinist),
            ("维修工", JobKind::Mechanic),
            ("安装工", JobKind::Decorator),
            ("铲车司机", JobKind::HeavyPlantOperator),
            ("话务员", JobKind::TelephoneSales),
            ("杂工", JobKind::BuildingHelper),
            ("小工", JobKind::BuildingHelper),
            ("门卫", JobKind::SecurityGuard),
            ("cnc", JobKind::Machinist),
        ] {
            assert_eq!(job(word), Some(kind), "{word}");
        }
        assert_eq!(job("修表"), None);
    }
}
