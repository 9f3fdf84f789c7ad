//! A résumé by questions: what somebody did last, for how long, what she did there and with which tools. It says what she
//! touched and nothing else; number of a document, ethnic group, marriage and health have no place in it. The choices of
//! each kind of work stand in `assets/resume.csv`.

use super::nouns::{JobGroup, JobKind};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../assets/resume.csv");
/// Jobs on one résumé: it stays on one page.
pub const MOST_JOBS: usize = 3;

/// Something that is done, or worked with.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    pub group: JobGroup,
    pub is_tool: bool,
    pub zh: String,
    pub en: String,
}

fn choices() -> &'static [Choice] {
    static CHOICES: LazyLock<Vec<Choice>> = LazyLock::new(|| {
        let mut table = csv::Reader::from_reader(TABLE.as_bytes());
        table.records().filter_map(|row| choice(&row.ok()?)).collect()
    });
    &CHOICES
}

fn choice(row: &csv::StringRecord) -> Option<Choice> {
    let group = JobGroup::parse(row.get(0)?)?;
    let is_tool = row.get(1)? == "tool";
    Some(Choice { group, is_tool, zh: row.get(2)?.to_owned(), en: row.get(3)?.to_owned() })
}

/// What people in this kind of work do.
#[must_use]
pub fn tasks(kind: JobKind) -> Vec<&'static Choice> {
    of(kind, false)
}

/// What they work with.
#[must_use]
pub fn tools(kind: JobKind) -> Vec<&'static Choice> {
    of(kind, true)
}

fn of(kind: JobKind, is_tool: bool) -> Vec<&'static Choice> {
    choices().iter().filter(|one| one.group == kind.group() && one.is_tool == is_tool).collect()
}

/// For how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasted {
    UnderHalfYear,
    HalfToOne,
    OneToThree,
    ThreeToFive,
    FiveToTen,
    OverTen,
}

impl Lasted {
    pub const ALL: [Self; 6] =
        [Self::UnderHalfYear, Self::HalfToOne, Self::OneToThree, Self::ThreeToFive, Self::FiveToTen, Self::OverTen];
}

/// One job of a résumé.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Did {
    pub kind: Option<JobKind>,
    pub lasted: Option<Lasted>,
    pub tasks: Vec<&'static Choice>,
    pub tools: Vec<&'static Choice>,
}

impl Did {
    /// Another kind of work: what was chosen of the one before does not belong to it.
    pub fn set_kind(&mut self, kind: JobKind) {
        if self.kind.map(JobKind::group) != Some(kind.group()) {
            *self = Self::default();
        }
        self.kind = Some(kind);
    }

    /// Whether it says enough to be read.
    #[must_use]
    pub const fn is_said(&self) -> bool {
        self.kind.is_some() && self.lasted.is_some()
    }
}

/// How the same facts are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wording {
    /// A line for each thing.
    #[default]
    Listed,
    /// As she would say it.
    Told,
    /// One line a job.
    Brief,
}

impl Wording {
    pub const ALL: [Self; 3] = [Self::Listed, Self::Told, Self::Brief];
}

/// A résumé; gone with the session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resume {
    /// The last one first; the one at the end is being filled in.
    pub jobs: Vec<Did>,
    pub wording: Wording,
    /// Her name and telephone stand on it, because she wished so.
    pub named: bool,
}

impl Resume {
    /// The job that is being filled in.
    #[must_use]
    pub fn current(&self) -> Did {
        self.jobs.last().cloned().unwrap_or_default()
    }

    /// The same, changed.
    pub fn set_current(&mut self, did: Did) {
        match self.jobs.last_mut() {
            Some(last) => *last = did,
            None => self.jobs.push(did),
        }
    }

    /// The jobs that say enough.
    pub fn said(&self) -> impl Iterator<Item = &Did> {
        self.jobs.iter().filter(|did| did.is_said())
    }

    /// Begins one more job, if the last one is said and there is room.
    pub fn add(&mut self) {
        if self.jobs.len() < MOST_JOBS && self.jobs.last().is_some_and(Did::is_said) {
            self.jobs.push(Did::default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_work_has_things_to_choose_from() {
        for kind in JobKind::ALL {
            assert!(tasks(*kind).len() >= 5, "{kind}");
            assert!(tools(*kind).len() >= 4, "{kind}");
        }
    }

    #[test]
    fn nothing_on_a_resume_is_about_anything_but_work() {
        for choice in choices() {
            for word in ["身份证", "民族", "婚", "健康状况", "性别", "籍贯"] {
                assert!(!choice.zh.contains(word), "{}", choice.zh);
            }
        }
    }

    #[test]
    fn what_was_chosen_of_another_trade_does_not_stay() {
        let mut did = Did::default();
        did.set_kind(JobKind::Welder);
        did.tools.extend(tools(JobKind::Welder).first().copied());
        did.set_kind(JobKind::Fitter);
        assert_eq!(did.tools.len(), 1, "the same shelf of work");
        did.set_kind(JobKind::Cook);
        assert!(did.tools.is_empty());
    }

    #[test]
    fn a_second_job_is_begun_only_behind_one_that_is_said() {
        let mut resume = Resume::default();
        let mut did = Did::default();
        did.set_kind(JobKind::Cook);
        resume.set_current(did.clone());
        resume.add();
        assert_eq!(resume.jobs.len(), 1);
        resume.set_current(Did { lasted: Some(Lasted::OneToThree), ..did });
        resume.add();
        assert_eq!((resume.jobs.len(), resume.said().count()), (2, 1));
    }
}
