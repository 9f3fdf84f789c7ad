//! Words for the closed code lists. A code's message is named by its list and itself: `job-kind-welder`.

use super::words::Words;
use crate::domain::matching::{Licence, Trait};
use crate::domain::notice::{ApplicationOutcome, DecisionOutcome, Progress};
use crate::domain::{
    ApplicationWish, Benefit, Category, ConsentPurpose, Education, IdType, JobGroup, JobKind, PostingFlaw, Settlement,
    Shift, SourceKind, WageUnit, WorkForm,
};

macro_rules! code_words {
    (
        $($(#[$doc:meta])* $name:ident: $list:ident = $prefix:literal),+;
        without other: $($(#[$own_doc:meta])* $own:ident: $own_list:ident = $own_prefix:literal),+ $(,)?
    ) => {
        /// Every code's word, by the code's place in its list.
        pub(super) struct CodeWords {
            $($name: Vec<String>,)+
            $($own: Vec<String>,)+
        }

        impl CodeWords {
            pub(super) fn load(word: impl Fn(&str) -> String) -> Self {
                Self {
                    $($name: $list::ALL.iter().chain([&$list::Other])
                        .map(|code| word(&key($prefix, code.as_str()))).collect(),)+
                    $($own: $own_list::ALL.iter().map(|code| word(&key($own_prefix, code.as_str()))).collect(),)+
                }
            }
        }

        impl Words {
            $($(#[$doc])*
            pub fn $name(self, code: $list) -> &'static str {
                self.codes().$name.get(code as usize).map_or("", String::as_str)
            })+
            $($(#[$own_doc])*
            pub fn $own(self, code: $own_list) -> &'static str {
                self.codes().$own.get(code as usize).map_or("", String::as_str)
            })+
        }

        /// The message of every code, for the test that none lacks its word and no word its code.
        #[cfg(test)]
        fn keys() -> Vec<String> {
            let mut keys = Vec::new();
            $(keys.extend($list::ALL.iter().chain([&$list::Other]).map(|code| key($prefix, code.as_str())));)+
            $(keys.extend($own_list::ALL.iter().map(|code| key($own_prefix, code.as_str())));)+
            keys
        }
    };
}

code_words!(
    /// An everyday job: 电焊工.
    job_kind: JobKind = "job-kind",
    /// A shelf of jobs: 餐饮.
    job_group: JobGroup = "job-group",
    work_form: WorkForm = "work-form",
    benefit: Benefit = "benefit",
    education: Education = "education",
    /// The unit by itself, for pickers: 月, 天.
    wage_unit: WageUnit = "wage-unit",
    /// The unit behind an amount: 元/月.
    wage_per: WageUnit = "wage-per",
    settlement: Settlement = "settlement",
    shift: Shift = "shift",
    category: Category = "category",
    id_type: IdType = "id-type",
    source_kind: SourceKind = "source-kind",
    /// What a consent is for, as the title of its switch.
    consent: ConsentPurpose = "consent",
    /// What exactly the person agrees to, in two sentences.
    consent_text: ConsentPurpose = "consent-text",
    /// What is wrong with a posting.
    posting_flaw: PostingFlaw = "posting-flaw",
    application_wish: ApplicationWish = "application-wish",
    /// How far an application has come.
    application_outcome: ApplicationOutcome = "application-outcome",
    progress: Progress = "progress",
    decision_outcome: DecisionOutcome = "decision-outcome";
    without other:
    /// A licence or certificate: 叉车证.
    licence: Licence = "licence",
    /// What a job is made of, as something one does or meets: 和人打交道.
    job_trait: Trait = "trait",
);

fn key(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::keys;
    use fluent_syntax::ast::Entry;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_a_word_in_every_language_and_every_word_a_code() {
        let keys: BTreeSet<String> = keys().into_iter().collect();
        for source in [include_str!("../../locales/zh-CN/codes.ftl"), include_str!("../../locales/en/codes.ftl")] {
            let resource = fluent_syntax::parser::parse(source).unwrap();
            let words: BTreeSet<String> = resource
                .body
                .iter()
                .filter_map(|entry| match entry {
                    Entry::Message(message) => Some(message.id.name.to_owned()),
                    _ => None,
                })
                .collect();
            assert_eq!(keys.difference(&words).collect::<Vec<_>>(), Vec::<&String>::new(), "codes without a word");
            assert_eq!(words.difference(&keys).collect::<Vec<_>>(), Vec::<&String>::new(), "words without a code");
        }
    }
}
