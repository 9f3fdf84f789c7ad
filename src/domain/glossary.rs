//! What the words of postings mean, in two plain sentences each and with the law that says so: as the province's glossary
//! pack says it, and `assets/glossary.csv` where it says nothing. A
//! posting is looked through for them, so that a seeker is offered only what stands before her.

use super::content;
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

/// A word of a posting and what it means, in both languages: as the province's pack says it, or else as the table does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning<'a> {
    pub name: (&'a str, &'a str),
    pub means: (&'a str, &'a str),
    /// What to watch out for; empty where the pack says nothing of it.
    pub mind: (&'a str, &'a str),
    /// The law or rule that says so, in Chinese, as one looks it up; empty where none is named.
    pub source: &'a str,
}

/// The words of a posting with their meanings: those of the table first, in its order; then those that only the pack explains
/// and the posting writes.
#[must_use]
pub fn explained<'a>(posting: &Posting, pack: &'a [content::Term]) -> Vec<Meaning<'a>> {
    let of_table = of(posting);
    let is_for = |term: &content::Term, words: &[String]| {
        let mut names = std::iter::once(term.word.chinese()).chain(term.also.iter().map(String::as_str));
        names.any(|name| words.iter().any(|word| word == name))
    };
    let mut meanings: Vec<Meaning<'a>> = of_table
        .iter()
        .map(|own| {
            pack.iter().find(|term| is_for(term, &own.words)).map_or_else(|| own.meaning(), |term| own.said_by(term))
        })
        .collect();
    let texts = [&posting.title, &posting.wage.text, &posting.tasks, &posting.requirements, &posting.experience];
    let writes = |word: &str| !word.is_empty() && texts.iter().any(|text| text.contains(word));
    let more = pack.iter().filter(|term| !terms().iter().any(|own| is_for(term, &own.words)));
    let more = more.filter(|term| writes(term.word.chinese()) || term.also.iter().any(|word| writes(word)));
    meanings.extend(more.map(of_pack));
    meanings
}

fn of_pack(term: &content::Term) -> Meaning<'_> {
    Meaning {
        name: (term.word.chinese(), term.word.english()),
        means: (term.means.chinese(), term.means.english()),
        mind: (term.mind.chinese(), term.mind.english()),
        source: term.source.as_ref().map_or("", |source| source.name.chinese()),
    }
}

impl Term {
    fn meaning(&'static self) -> Meaning<'static> {
        let word = self.words.first().map_or("", String::as_str);
        Meaning { name: (word, &self.name_en), means: (&self.zh, &self.en), mind: ("", ""), source: &self.source }
    }

    /// As the pack says it; English and the law are the table's where the pack has none.
    fn said_by<'a>(&'static self, term: &'a content::Term) -> Meaning<'a> {
        let said = of_pack(term);
        let own = self.meaning();
        let both = |said: (&'a str, &'a str), own: (&'static str, &'static str)| {
            if said.0 == said.1 { (said.0, own.1) } else { said }
        };
        Meaning {
            name: both(said.name, own.name),
            means: both(said.means, own.means),
            source: if said.source.is_empty() { own.source } else { said.source },
            ..said
        }
    }
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

    fn pack(body: &str) -> Vec<content::Term> {
        match content::read("glossary", body).unwrap().unwrap() {
            content::Body::Glossary(glossary) => glossary.terms,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_provinces_words_go_before_the_tables_and_are_added_to_them() {
        let mut one = posting(1, JobKind::Welder);
        one.benefits.clear();
        one.shifts.clear();
        one.settlement = Some(Settlement::Daily);
        one.tasks = "要会氩弧焊".into();
        one.requirements = String::new();
        let before = explained(&one, &[]);
        assert!(before.iter().any(|term| term.name.0 == "日结" && !term.source.is_empty()), "{before:?}");
        let pack = pack(
            r#"{"terms": [{"word": {"zh": "当日结算", "en": "paid daily"}, "also": ["日结"], "means": "干完当天给钱", "mind": "先说好几点给"},
                {"word": "氩弧焊", "means": "一种焊法"}, {"word": "倒班", "means": "轮着上班"}]}"#,
        );
        let now = explained(&one, &pack);
        let daily = now.iter().find(|term| term.name.0 == "当日结算").unwrap();
        assert_eq!((daily.name.1, daily.means.0, daily.mind.0), ("paid daily", "干完当天给钱", "先说好几点给"));
        assert_eq!(now.len(), before.len() + 1, "one is added, one is replaced: {now:?}");
        assert_eq!(now.last().map(|term| term.name.0), Some("氩弧焊"));
    }
}
