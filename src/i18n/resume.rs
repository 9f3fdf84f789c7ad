//! A résumé in words: only what was touched, in one of three wordings.

use super::language::Language;
use super::words::Words;
use crate::domain::resume::{Choice, Did, Lasted, Resume, Wording};

impl Words {
    /// Something that is done, or worked with.
    #[must_use]
    pub fn choice(self, choice: &'static Choice) -> &'static str {
        match self.language() {
            Language::Chinese => &choice.zh,
            Language::English => &choice.en,
        }
    }

    #[must_use]
    pub fn lasted(self, lasted: Lasted) -> &'static str {
        match lasted {
            Lasted::UnderHalfYear => self.lasted_under_half(),
            Lasted::HalfToOne => self.lasted_half_to_one(),
            Lasted::OneToThree => self.lasted_one_to_three(),
            Lasted::ThreeToFive => self.lasted_three_to_five(),
            Lasted::FiveToTen => self.lasted_five_to_ten(),
            Lasted::OverTen => self.lasted_over_ten(),
        }
    }

    #[must_use]
    pub fn wording(self, wording: Wording) -> &'static str {
        match wording {
            Wording::Listed => self.wording_listed(),
            Wording::Told => self.wording_told(),
            Wording::Brief => self.wording_brief(),
        }
    }

    /// The lines of a résumé, without a name.
    #[must_use]
    pub fn resume(self, resume: &Resume) -> Vec<String> {
        resume.said().flat_map(|did| self.did(did, resume.wording)).collect()
    }

    fn did(self, did: &Did, wording: Wording) -> Vec<String> {
        let (Some(kind), Some(lasted)) = (did.kind, did.lasted) else { return Vec::new() };
        let list = |all: &[&'static Choice]| {
            let all: Vec<&str> = all.iter().map(|one| self.choice(one)).collect();
            all.join(self.list_separator())
        };
        let (job, lasted) = (self.job_kind(kind), self.lasted(lasted));
        let tasks = (!did.tasks.is_empty()).then(|| list(&did.tasks));
        let tools = (!did.tools.is_empty()).then(|| list(&did.tools));
        match wording {
            Wording::Listed => {
                let first = self.resume_listed(job, lasted);
                let tasks = tasks.map(|tasks| self.resume_listed_tasks(&tasks));
                let tools = tools.map(|tools| self.resume_listed_tools(&tools));
                [Some(first), tasks, tools].into_iter().flatten().collect()
            }
            Wording::Told => {
                let tasks = tasks.map(|tasks| self.resume_told_tasks(&tasks)).unwrap_or_default();
                let tools = tools.map(|tools| self.resume_told_tools(&tools)).unwrap_or_default();
                vec![format!("{}{tasks}{tools}", self.resume_told(job, lasted))]
            }
            Wording::Brief => {
                vec![self.joined(&[job, lasted, &tasks.unwrap_or_default(), &tools.unwrap_or_default()])]
            }
        }
    }
}
