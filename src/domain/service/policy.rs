//! Policies find their people (政策找人): which may fit, which condition holds, which is missing, and what proves it. A
//! policy is never promised: the window decides, and the screen says so.

use super::fill::{Answers, holds};
use super::{holds_at, significant};
use crate::domain::content::{Condition, Item, Rule, Shelf};
use crate::domain::id_number::{IdNumber, sex_in};
use crate::domain::tag::{self, Tag};
use crate::domain::{Category, DivisionCode, Form, Given};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Whether a condition holds for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    Holds,
    Fails,
    /// She has not been asked, or does not know.
    Unknown,
}

/// How a policy fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Every condition holds.
    Likely,
    /// None fails, but not all are known.
    Perhaps,
    /// One fails.
    No,
}

/// A condition of a policy, and how it stands; among alternatives all that one of them asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason<'a> {
    pub conditions: Vec<&'a Condition>,
    pub truth: Truth,
    /// One of several, of which one is enough.
    pub either: bool,
}

/// What was found out about one policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<'a> {
    pub item: &'a Item,
    pub fit: Fit,
    pub reasons: Vec<Reason<'a>>,
}

impl<'a> Finding<'a> {
    /// What is missing or not known yet.
    pub fn missing(&self) -> impl Iterator<Item = &Reason<'a>> {
        self.reasons.iter().filter(|reason| reason.truth != Truth::Holds)
    }
}

/// Looks at every policy of a shelf that has a rule, is in force on `today` and holds `here`; the likeliest first. Pure: the
/// same answers always find the same.
#[must_use]
pub fn find<'a>(shelf: &'a Shelf, answers: &Answers, today: Date, here: Option<&DivisionCode>) -> Vec<Finding<'a>> {
    let items = shelf.items.iter().filter(|item| item.is_open(today) && holds_at(item.region.as_deref(), here));
    let mut findings: Vec<Finding<'a>> = items.filter_map(|item| finding(shelf, item, answers)).collect();
    findings.sort_by_key(|finding| (finding.fit, finding.missing().count()));
    findings
}

fn finding<'a>(shelf: &'a Shelf, item: &'a Item, answers: &Answers) -> Option<Finding<'a>> {
    let mut reasons = Vec::new();
    let fit = match look(item.rule.as_ref()?, &shelf.rules, answers, &mut reasons) {
        Truth::Holds => Fit::Likely,
        Truth::Unknown => Fit::Perhaps,
        Truth::Fails => Fit::No,
    };
    Some(Finding { item, fit, reasons })
}

/// What the province asks of who is to belong to a group, here and today: of several the one for the smallest region, and where the
/// station does not know its place only one for all. The conditions differ by province and change by the year.
#[must_use]
pub fn recognition<'a>(
    shelf: &'a Shelf,
    group: Category,
    today: Date,
    here: Option<&DivisionCode>,
) -> Option<&'a Item> {
    let of_group = shelf.items.iter().filter(|item| item.recognises == Some(group) && item.is_open(today));
    let holds = |item: &&Item| item.region.is_none() || here.is_some() && holds_at(item.region.as_deref(), here);
    of_group.filter(holds).max_by_key(|item| item.region.as_deref().map_or(0, |region| significant(region).len()))
}

/// How its conditions stand for somebody who is registered. That she has been without work for so long at least, the register
/// knows; that it is not longer, it does not.
#[must_use]
pub fn recognised<'a>(shelf: &'a Shelf, item: &'a Item, form: &Form, tags: &[Tag], today: Date) -> Option<Finding<'a>> {
    let known = Form { categories: tag::on(tags, today), ..form.clone() };
    let mut answers = answers_of(&known, today);
    let unsaid = finding(shelf, item, &answers)?;
    answers.insert("unemployed_months".to_owned(), Given::One(months_without_work(tags, today).to_string()));
    let said = finding(shelf, item, &answers)?;
    Some(if said.fit < unsaid.fit { said } else { unsaid })
}

fn months_without_work(tags: &[Tag], today: Date) -> i32 {
    let unemployed = |tag: &&Tag| tag.category == Category::RegisteredUnemployed && tag.holds_on(today);
    let from = tags.iter().filter(unemployed).map(|tag| tag.from).min();
    let span = from.and_then(|from| from.until((jiff::Unit::Month, today)).ok());
    span.map_or(0, |span| span.get_months())
}

/// What a rule says, and its conditions as they are to be shown: of alternatives those that hold, or where none does all.
fn look<'a>(
    rule: &'a Rule,
    rules: &'a BTreeMap<String, Rule>,
    answers: &Answers,
    reasons: &mut Vec<Reason<'a>>,
) -> Truth {
    match rule {
        Rule::When(condition) => {
            let truth = match holds(condition, answers) {
                Some(true) => Truth::Holds,
                Some(false) => Truth::Fails,
                None => Truth::Unknown,
            };
            reasons.push(Reason { conditions: vec![condition], truth, either: false });
            truth
        }
        // A pack with a rule that is not there is refused on arrival.
        Rule::Named(name) => rules.get(name).map_or(Truth::Unknown, |rule| look(rule, rules, answers, reasons)),
        Rule::All(inner) => {
            let truths: Vec<Truth> = inner.iter().map(|rule| look(rule, rules, answers, reasons)).collect();
            if truths.contains(&Truth::Fails) {
                Truth::Fails
            } else if truths.contains(&Truth::Unknown) {
                Truth::Unknown
            } else {
                Truth::Holds
            }
        }
        Rule::Any(inner) => any(inner, rules, answers, reasons),
    }
}

fn any<'a>(
    inner: &'a [Rule],
    rules: &'a BTreeMap<String, Rule>,
    answers: &Answers,
    reasons: &mut Vec<Reason<'a>>,
) -> Truth {
    let looked: Vec<(Truth, Vec<Reason<'a>>)> = inner
        .iter()
        .map(|rule| {
            let mut own = Vec::new();
            let truth = look(rule, rules, answers, &mut own);
            // Alternatives within an alternative stay apart; what it asks for together is said together.
            if !own.iter().any(|reason| reason.either) {
                let conditions = own.into_iter().flat_map(|reason| reason.conditions).collect();
                own = vec![Reason { conditions, truth, either: inner.len() > 1 }];
            }
            (truth, own)
        })
        .collect();
    let truth = if looked.iter().any(|(truth, _)| *truth == Truth::Holds) {
        Truth::Holds
    } else if looked.iter().any(|(truth, _)| *truth == Truth::Unknown) {
        Truth::Unknown
    } else {
        Truth::Fails
    };
    let shown = looked.into_iter().filter(|(own, _)| truth != Truth::Holds || *own == Truth::Holds);
    reasons.extend(shown.flat_map(|(_, own)| own));
    truth
}

/// What a registration answers of the questions of the policies, by the names that packs use: `age`, `sex` (`woman`, `man`),
/// `state` (`registered_unemployed`), `category` (the codes of [`Category`]). For a clerk's list of whom a policy may fit.
#[must_use]
pub fn answers_of(form: &Form, today: Date) -> Answers {
    let mut answers = Answers::new();
    let mut say = |id: &str, given: Given| {
        answers.insert(id.to_owned(), given);
    };
    if let Ok(number) = IdNumber::parse(form.id_type, &form.id_number, today) {
        say("age", Given::One(number.age_on(today).to_string()));
        if let Some(sex) = sex_in(number.as_str()) {
            say("sex", Given::One(if sex == 2 { "woman" } else { "man" }.to_owned()));
        }
    }
    if form.categories.contains(&Category::RegisteredUnemployed) {
        say("state", Given::One("registered_unemployed".to_owned()));
    }
    if !form.categories.is_empty() {
        say("category", Given::Many(form.categories.iter().map(|category| category.as_str().to_owned()).collect()));
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::IdType;
    use crate::domain::content::{Body, ShelfKind, read};
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn shelf() -> Shelf {
        let body = r#"{
          "questions": {"id": "q", "version": 1, "title": "问", "steps": [{"title": "一", "fields": [
            {"id": "age", "kind": "number", "label": "年龄"},
            {"id": "sex", "kind": "choice", "label": "性别", "options": [{"code": "woman", "label": "女"}, {"code": "man", "label": "男"}]},
            {"id": "state", "kind": "choice", "label": "现状", "options": [{"code": "employed", "label": "有工作"}, {"code": "registered_unemployed", "label": "已失业登记"}]}]}]},
          "rules": {"older": {"any": [
            {"all": [{"when": {"fact": "sex", "is": ["woman"], "says": "女"}}, {"when": {"fact": "age", "at_least": 45, "says": "女满 45"}}]},
            {"all": [{"when": {"fact": "sex", "is": ["man"], "says": "男"}}, {"when": {"fact": "age", "at_least": 55, "says": "男满 55"}}]}]}},
          "items": [
            {"id": "older", "title": "大龄", "line": "句", "source": {"name": "样", "as_of": "2026-01-01"}, "rule":
              {"all": [{"named": "older"}, {"when": {"fact": "state", "is": ["registered_unemployed"], "says": "已登记失业", "paper": "登记证明"}}]}},
            {"id": "ended", "title": "去年", "line": "句", "until": "2025-12-31", "source": {"name": "样", "as_of": "2025-01-01"},
              "rule": {"when": {"fact": "age", "at_least": 16, "says": "满 16"}}},
            {"id": "elsewhere", "title": "外省", "line": "句", "region": "370000", "source": {"name": "样", "as_of": "2026-01-01"},
              "rule": {"when": {"fact": "age", "at_least": 16, "says": "满 16"}}},
            {"id": "all", "title": "人人", "line": "句", "source": {"name": "样", "as_of": "2026-01-01"},
              "rule": {"when": {"fact": "age", "at_least": 16, "says": "满 16"}}}]}"#;
        let Ok(Some(Body::Shelf(ShelfKind::Policies, shelf))) = read("policies", body) else { panic!("no shelf") };
        *shelf
    }

    fn answers(given: &[(&str, &str)]) -> Answers {
        given.iter().map(|(id, given)| ((*id).to_owned(), Given::One((*given).to_owned()))).collect()
    }

    /// A policy by its name, how it fits, and why.
    type Found = (String, Fit, Vec<(String, Truth)>);

    fn found(given: &[(&str, &str)]) -> Vec<Found> {
        let shelf = shelf();
        let here = DivisionCode::new("430111");
        let findings = find(&shelf, &answers(given), TODAY, here.as_ref());
        let said = |reason: &Reason<'_>| {
            let said: Vec<&str> = reason.conditions.iter().map(|condition| condition.says.chinese()).collect();
            (said.join("，"), reason.truth)
        };
        findings.iter().map(|f| (f.item.id.clone(), f.fit, f.reasons.iter().map(said).collect())).collect()
    }

    #[test]
    fn a_woman_of_forty_seven_without_work_is_found_with_every_reason() {
        let found = found(&[("age", "47"), ("sex", "woman"), ("state", "registered_unemployed")]);
        let (id, fit, reasons) = &found[0];
        assert_eq!((id.as_str(), *fit), ("older", Fit::Likely));
        let all = ["女，女满 45", "已登记失业"].map(|said| (said.to_owned(), Truth::Holds));
        assert_eq!(*reasons, all, "what would be asked of a man is not shown to her");
        assert_eq!(found.len(), 2, "what has ended or holds elsewhere is not found: {found:?}");
    }

    #[test]
    fn what_is_missing_is_said_and_what_nobody_answered_is_not_held_against_her() {
        let found = found(&[("age", "47"), ("sex", "man")]);
        let (id, fit, reasons) = &found[1];
        assert_eq!((id.as_str(), *fit), ("older", Fit::No));
        assert!(reasons.contains(&("男，男满 55".to_owned(), Truth::Fails)), "{reasons:?}");
        assert!(reasons.contains(&("已登记失业".to_owned(), Truth::Unknown)), "{reasons:?}");
        let nothing = self::found(&[]);
        assert!(nothing.iter().all(|(_, fit, _)| *fit == Fit::Perhaps), "{nothing:?}");
    }

    #[test]
    fn a_group_is_recognised_by_the_conditions_of_the_place_and_by_what_the_register_knows_at_least() {
        let (item, source) = (
            r#""title": "认定", "line": "句", "recognises": "hard_to_employ""#,
            r#""source": {"name": "样", "as_of": "2025-01-01"}"#,
        );
        let when = |fact: &str, least: i64| {
            format!(r#"{{"when": {{"fact": "{fact}", "at_least": {least}, "says": "{fact} {least}"}}}}"#)
        };
        let older = |age| format!(r#"{{"all": [{}, {}]}}"#, when("age", age), when("unemployed_months", 6));
        let body = format!(
            r#"{{"questions": {{"id": "q", "version": 1, "title": "问", "steps": [{{"title": "一", "fields": [
                {{"id": "age", "kind": "number", "label": "年龄"}}, {{"id": "unemployed_months", "kind": "number", "label": "几个月"}}]}}]}},
              "items": [{{"id": "all", {item}, "rule": {}, {source}}},
                {{"id": "here", {item}, "region": "430000", "rule": {}, {source}}},
                {{"id": "last-year", {item}, "region": "430100", "until": "2025-12-31", "rule": {}, {source}}}]}}"#,
            older(60),
            older(45),
            older(40)
        );
        let Ok(Some(Body::Shelf(_, shelf))) = read("policies", &body) else { panic!("{:?}", read("policies", &body)) };
        let id = |here: Option<&str>| {
            let here = here.and_then(DivisionCode::new);
            recognition(&shelf, Category::HardToEmploy, TODAY, here.as_ref()).map(|item| item.id.as_str())
        };
        assert_eq!((id(Some("430111")), id(Some("370102")), id(None)), (Some("here"), Some("all"), Some("all")));
        assert_eq!(recognition(&shelf, Category::Mother, TODAY, None), None);

        let form = Form { id_type: IdType::ResidentId, id_number: "430000197403100228".into(), ..Form::default() };
        let unemployed = |from| Tag {
            category: Category::RegisteredUnemployed,
            source: crate::domain::TagSource::Verified,
            from,
            until: None,
            evidence: String::new(),
        };
        let stands = |from| {
            let found = recognised(&shelf, &shelf.items[1], &form, &[unemployed(from)], TODAY).unwrap();
            (found.fit, found.reasons.iter().map(|reason| reason.truth).collect::<Vec<_>>())
        };
        assert_eq!(stands(date(2026, 5, 22)), (Fit::Likely, vec![Truth::Holds, Truth::Holds]));
        let short = stands(date(2026, 9, 1));
        assert_eq!(
            short,
            (Fit::Perhaps, vec![Truth::Holds, Truth::Unknown]),
            "she may have been without work before she came"
        );
        let without = body.replacen(&format!(r#""rule": {}, "#, older(60)), "", 1);
        assert_eq!(read("policies", &without).unwrap_err().place, "items[0].rule");
    }

    #[test]
    fn a_clerk_can_ask_for_a_registered_person() {
        let form = Form {
            id_type: IdType::ResidentId,
            id_number: "430000197403100228".into(),
            categories: vec![Category::RegisteredUnemployed],
            ..Form::default()
        };
        let shelf = shelf();
        let answers = answers_of(&form, TODAY);
        let findings = find(&shelf, &answers, TODAY, None);
        assert!(findings.iter().any(|f| f.item.id == "older" && f.fit == Fit::Likely), "{findings:?}");
    }
}
