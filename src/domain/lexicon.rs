//! Words that come to a station with its catalogue, beside those that come with the program: the province's everyday words
//! for jobs, and the employers whose postings are here. The touch keyboard offers them, and forms understand them. They
//! are public; what anybody types is never among them.

use super::everyday::{self, Named, Word};
use super::nouns::JobKind;
use std::collections::HashMap;

/// Employers that are offered: those with the most postings.
const EMPLOYERS: usize = 1_000;
/// Employers that are counted; a station's catalogue rarely has more, and one that is left out is still typed.
const MOST_COUNTED: usize = 10_000;

/// The words of a station.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StationWords {
    /// The province's words for jobs and benefits.
    pub everyday: Vec<Word<'static>>,
    /// Name and pinyin, one syllable a word; those with the most postings first.
    pub employers: Vec<(String, String)>,
}

impl StationWords {
    /// The job that a word names, by the program's words or by the province's.
    #[must_use]
    pub fn job(&self, typed: &str) -> Option<JobKind> {
        let typed = typed.trim();
        let of_province = self.everyday.iter().find_map(|word| match word.named {
            Named::Job(kind) if word.text.eq_ignore_ascii_case(typed) => Some(kind),
            _ => None,
        });
        everyday::job(typed).or(of_province)
    }
}

/// How many postings each employer has.
#[derive(Debug, Clone, Default)]
pub struct Employers(HashMap<Box<str>, (Box<str>, u32)>);

impl Employers {
    /// Counts a posting.
    pub fn count(&mut self, employer: &str, pinyin: &str) {
        if employer.is_empty() {
            return;
        }
        if let Some((_, count)) = self.0.get_mut(employer) {
            *count = count.saturating_add(1);
        } else if self.0.len() < MOST_COUNTED {
            self.0.insert(employer.into(), (pinyin.into(), 1));
        }
    }

    /// Name and pinyin of those with the most postings, the most first.
    #[must_use]
    pub fn most(&self) -> Vec<(String, String)> {
        let mut all: Vec<_> = self.0.iter().collect();
        all.sort_unstable_by(|(one, (_, many)), (other, (_, more))| more.cmp(many).then(one.cmp(other)));
        let most = all.into_iter().take(EMPLOYERS);
        most.map(|(name, (pinyin, _))| (name.to_string(), pinyin.to_string())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_employer_with_the_most_postings_comes_first_and_one_without_a_name_never() {
        let mut employers = Employers::default();
        for (name, pinyin) in [("测试甲", "ce shi jia"), ("测试乙", "ce shi yi"), ("测试乙", "ce shi yi"), ("", "")]
        {
            employers.count(name, pinyin);
        }
        let names: Vec<String> = employers.most().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["测试乙", "测试甲"]);
    }

    #[test]
    fn a_word_of_the_province_names_a_job() {
        let word =
            Word {
                named: Named::Job(JobKind::Cleaner), text: "搞卫生的".into(), pinyin: "gao wei sheng de".into()
            };
        let words = StationWords { everyday: vec![word], ..StationWords::default() };
        assert_eq!(words.job(" 搞卫生的 "), Some(JobKind::Cleaner));
        assert_eq!(words.job("电焊工"), Some(JobKind::Welder));
        assert_eq!(words.job("没有这样的"), None);
    }
}
