//! The eight functions of a service area (数智就业服务功能), of which a station has to offer five: which entries show that one
//! is in use. What a station says of itself is what its entries show.

use super::nouns::ServiceKind;

/// A function, in the order of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// （一）业务经办
    Business,
    /// （二）政策服务
    Policy,
    /// （三）就业指导
    Guidance,
    /// （四）创业扶持
    StartUp,
    /// （五）技能提升
    Skills,
    /// （六）供需匹配
    Matching,
    /// （七）就业帮扶
    Help,
    /// （八）就业监测
    Monitoring,
}

/// The forms of an event in the packs: who would come, and who is interested in a firm.
pub const EVENT_TICKET: &str = "event-ticket";
pub const EVENT_INTENTION: &str = "intention";

/// How many of them a station has to offer.
pub const LEAST_FUNCTIONS: usize = 5;

/// What shows that a function is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shows {
    pub services: &'static [ServiceKind],
    /// Kinds of entries, by their words, that each show it.
    pub entries: &'static [&'static str],
    /// Forms that were filled in at the machine, by their names in the pack.
    pub forms: &'static [&'static str],
}

impl Function {
    pub const ALL: [Self; 8] = [
        Self::Business,
        Self::Policy,
        Self::Guidance,
        Self::StartUp,
        Self::Skills,
        Self::Matching,
        Self::Help,
        Self::Monitoring,
    ];

    /// The word of a report for machines.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Business => "function_business",
            Self::Policy => "function_policy",
            Self::Guidance => "function_guidance",
            Self::StartUp => "function_start_up",
            Self::Skills => "function_skills",
            Self::Matching => "function_matching",
            Self::Help => "function_help",
            Self::Monitoring => "function_monitoring",
        }
    }

    /// What shows it. No entry shows two.
    #[must_use]
    pub const fn shows(self) -> Shows {
        use ServiceKind as S;
        let (services, entries, forms): (&[S], &[&str], &[&str]) = match self {
            Self::Business => (
                &[],
                &["registration"],
                &[
                    "employment-register",
                    "unemployment-register",
                    "startup-subsidy",
                    "insurance-register",
                    "unemployment-pay",
                ],
            ),
            Self::Policy => (&[S::PolicyTalk], &[], &[]),
            Self::Guidance => (&[S::Guidance, S::Practice], &[], &["book-expert", "interview-machine"]),
            Self::StartUp => (&[], &[], &["mentor", "visit-place"]),
            Self::Skills => (&[S::TrainingInfo, S::TrainingDone], &[], &["enrol-course"]),
            Self::Matching => {
                (&[S::Recommendation], &["application", "posting_offer"], &[EVENT_TICKET, EVENT_INTENTION])
            }
            Self::Help => (&[S::TraineePlace, S::Visit, S::Call], &[], &[]),
            Self::Monitoring => (&[], &["search_report", "day_close", "firm_note"], &[]),
        };
        Shows { services, entries, forms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shows_two_functions_and_each_is_shown_by_something() {
        let mut all: Vec<String> = Vec::new();
        for function in Function::ALL {
            let Shows { services, entries, forms } = function.shows();
            assert!(services.len() + entries.len() + forms.len() > 0, "{function:?}");
            all.extend(services.iter().map(|kind| format!("service {}", kind.as_str())));
            all.extend(entries.iter().map(|kind| format!("entry {kind}")));
            all.extend(forms.iter().map(|form| format!("form {form}")));
        }
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
