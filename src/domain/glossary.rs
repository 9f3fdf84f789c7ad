//! What the words of postings mean, in two plain sentences each and with the law that says so: `assets/glossary.csv`. A
//! posting is looked through for them, so that a seeker is offered only what stands before her.

use super::nouns::{Benefit, Posting, Settlement, Shift, WorkForm};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../assets/glossary.csv");

/// A word of postings and its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Tells it apart; never shown.
    pub code: String,
    /// How postings write it; the first is how it is shown in Chinese.
    pub words: Vec<String>,
    pub name_en: String,
    pub zh: String,
    pub en: String,
    /// The law or rule that says so, in Chinese, as one looks it up.
    pub source: String,
}

/// All terms, in the order of the table.
#[must_use]
pub fn terms() -> &'static [Term] {
    static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
        let mut table = csv::Reader::from_reader(TABLE.as_bytes());
        table.records().filter_map(|row| term(&row.ok()?)).collect()
    });
    &TERMS
}

fn term(row: &csv::StringRecord) -> Option<Term> {
    let field = |place: usize| row.get(place).map(str::to_owned);
    Some(Term {
        code: field(0)?,
        words: row.get(1)?.split('|').map(str::to_owned).collect(),
        name_en: field(2)?,
        zh: field(3)?,
        en: field(4)?,
        source: field(5)?,
    })
}

/// The terms of a posting, in the order of the table: those it writes, and those its facts stand for.
#[must_use]
pub fn of(posting: &Posting) -> Vec<&'static Term> {
    let texts = [&posting.title, &posting.wage.text, &posting.tasks, &posting.requirements, &posting.experience];
    let written = |term: &Term| term.words.iter().any(|word| texts.iter().any(|text| text.contains(word.as_str())));
    let meant = meant_by_facts(posting);
    terms().iter().filter(|term| meant.contains(&term.code.as_str()) || written(term)).collect()
}

/// Codes of the terms that the coded facts of a posting stand for.
fn meant_by_facts(posting: &Posting) -> Vec<&'static str> {
    let mut codes = Vec::new();
    codes.extend(match posting.work_form {
        WorkForm::Dispatch => Some("dispatch"),
        WorkForm::Hourly => Some("hourly"),
        WorkForm::Internship => Some("internship"),
        WorkForm::PublicWelfare => Some("welfare_post"),
        _ => None,
    });
    codes.extend(match posting.settlement {
        Some(Settlement::Daily) => Some("daily_pay"),
        Some(Settlement::Weekly | Settlement::HalfMonthly) => Some("weekly_pay"),
        _ => None,
    });
    codes.extend(posting.wage.negotiable.then_some("negotiable"));
    codes.extend(posting.wage.months_a_year.map(|_| "thirteen"));
    codes.extend(posting.benefits.iter().filter_map(|benefit| match benefit {
        Benefit::SocialInsurance => Some("insurances"),
        Benefit::HousingFund => Some("housing_fund"),
        Benefit::InjuryInsurance => Some("injury_insurance"),
        Benefit::AccidentInsurance => Some("accident_insurance"),
        Benefit::AttendanceBonus => Some("attendance"),
        Benefit::OvertimePay => Some("overtime"),
        Benefit::Meals | Benefit::Lodging | Benefit::MealAllowance | Benefit::HousingAllowance => Some("board"),
        _ => None,
    }));
    codes.extend(posting.shifts.iter().filter_map(|shift| match shift {
        Shift::TwoShifts => Some("two_shifts"),
        Shift::ThreeShifts => Some("three_shifts"),
        Shift::OneDayOff | Shift::TwoDaysOff => Some("days_off"),
        _ => None,
    }));
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::JobKind;
    use crate::domain::matching::tests::posting;
    use std::collections::BTreeSet;

    #[test]
    fn every_term_says_what_it_means_in_both_languages_and_where_it_is_written() {
        let mut codes = BTreeSet::new();
        for term in terms() {
            assert!(codes.insert(&term.code), "{} stands twice", term.code);
            let all = [&term.name_en, &term.zh, &term.en, &term.source];
            assert!(all.iter().all(|text| text.chars().count() > 4), "{} is not whole", term.code);
            assert!(term.words.iter().all(|word| !word.is_empty()), "{}", term.code);
        }
        assert!(terms().len() >= 25, "{}", terms().len());
    }

    #[test]
    fn what_the_facts_of_a_posting_stand_for_has_a_term() {
        let codes: BTreeSet<&str> = terms().iter().map(|term| term.code.as_str()).collect();
        let mut all = posting(1, JobKind::Welder);
        all.benefits = Benefit::ALL.to_vec();
        all.shifts = Shift::ALL.to_vec();
        all.wage.negotiable = true;
        all.wage.months_a_year = Some(13);
        for form in WorkForm::ALL {
            all.work_form = *form;
            assert!(meant_by_facts(&all).iter().all(|code| codes.contains(code)), "{form}");
        }
    }

    #[test]
    fn a_posting_offers_the_words_it_holds_and_no_others() {
        let mut one = posting(1, JobKind::Welder);
        one.benefits.clear();
        one.shifts.clear();
        one.settlement = Some(Settlement::Daily);
        one.work_form = WorkForm::Dispatch;
        one.requirements = "有健康证，试用期一个月".into();
        one.tasks = String::new();
        let codes: Vec<&str> = of(&one).iter().map(|term| term.code.as_str()).collect();
        assert_eq!(codes, ["daily_pay", "dispatch", "probation", "health_card"]);
    }
}
