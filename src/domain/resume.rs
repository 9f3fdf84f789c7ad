//! A résumé by questions: what somebody did last, for how long, what she did there and with which tools. It says what she
//! touched and nothing else; number of a document, ethnic group, marriage and health have no place in it. The choices of
//! each kind of work stand in `assets/resume.csv`.

use super::nouns::{JobGroup, JobKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../assets/resume.csv");
/// Jobs on one résumé: it stays on one page.
pub const MOST_JOBS: usize = 3;

/// What stands on a résumé that is printed on a page, in words already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResumeSheet {
    pub title: String,
    /// Name and telephone, where she wished so.
    pub who: Vec<String>,
    /// What she did.
    pub lines: Vec<String>,
    /// Beside the code.
    pub scan: String,
    /// Station and day.
    pub foot: String,
}

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

/// The words under which somebody lets her résumé be kept, as they stand in the locales.
pub const KEEP_NOTICE_VERSION: &str = "2026-11";

/// How long it is kept, in days: as long as somebody looks for work, and no longer.
pub const KEPT_DAYS: i64 = 180;

/// A résumé that is kept at the wish of its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptResume {
    pub resume: Resume,
    /// The last day on which it is kept.
    pub until: Date,
}

/// A résumé as it is written down: work, and nothing that says whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    jobs: Vec<WrittenJob>,
    wording: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct WrittenJob {
    kind: JobKind,
    lasted: String,
    tasks: Vec<String>,
    tools: Vec<String>,
}

impl Written {
    #[must_use]
    pub fn of(resume: &Resume) -> Self {
        let words = |choices: &[&'static Choice]| choices.iter().map(|one| one.zh.clone()).collect();
        let job = |did: &Did| {
            Some(WrittenJob {
                kind: did.kind?,
                lasted: did.lasted?.as_str().to_owned(),
                tasks: words(&did.tasks),
                tools: words(&did.tools),
            })
        };
        Self { jobs: resume.said().filter_map(job).collect(), wording: resume.wording.as_str().to_owned() }
    }

    /// What it says, as far as it can still be chosen: the table of choices may have changed since.
    #[must_use]
    pub fn read(&self) -> Resume {
        let job = |job: &WrittenJob| Did {
            kind: Some(job.kind),
            lasted: Lasted::ALL.into_iter().find(|one| one.as_str() == job.lasted),
            tasks: tasks(job.kind).into_iter().filter(|one| job.tasks.contains(&one.zh)).collect(),
            tools: tools(job.kind).into_iter().filter(|one| job.tools.contains(&one.zh)).collect(),
        };
        let wording = Wording::ALL.into_iter().find(|one| one.as_str() == self.wording).unwrap_or_default();
        Resume { jobs: self.jobs.iter().map(job).collect(), wording, named: false }
    }
}

impl Lasted {
    const fn as_str(self) -> &'static str {
        match self {
            Self::UnderHalfYear => "under_half_year",
            Self::HalfToOne => "half_to_one",
            Self::OneToThree => "one_to_three",
            Self::ThreeToFive => "three_to_five",
            Self::FiveToTen => "five_to_ten",
            Self::OverTen => "over_ten",
        }
    }
}

impl Wording {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Told => "told",
            Self::Brief => "brief",
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
    fn a_resume_that_was_kept_is_the_same_again_and_names_nobody() {
        let mut did = Did::default();
        did.set_kind(JobKind::Welder);
        did.lasted = Some(Lasted::FiveToTen);
        did.tasks = tasks(JobKind::Welder);
        did.tools = tools(JobKind::Welder).into_iter().take(2).collect();
        let resume = Resume { jobs: vec![did, Did::default()], wording: Wording::Brief, named: true };
        let text = serde_json::to_string(&Written::of(&resume)).unwrap();
        let back = serde_json::from_str::<Written>(&text).unwrap().read();
        assert_eq!(
            (back.jobs.len(), &back.jobs[0], back.wording, back.named),
            (1, &resume.jobs[0], Wording::Brief, false)
        );
        let older = text.replace(&resume.jobs[0].tools[0].zh, "算盘");
        assert_eq!(serde_json::from_str::<Written>(&older).unwrap().read().jobs[0].tools.len(), 1);
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
