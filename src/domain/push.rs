//! Policies look for the people on the register whom they may fit (政策找人), and who is to be told is told once.

use super::content::{Said, Shelf};
use super::nouns::{DivisionCode, ReceiptNo, SubjectId};
use super::service::policy::{Fit, Truth, answers_of, find};
use super::{Form, phone};
use jiff::civil::Date;
use std::collections::HashMap;

/// Somebody on the register.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub subject: SubjectId,
    pub receipt: &'a ReceiptNo,
    pub form: &'a Form,
}

/// How far it is with telling somebody of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// A task to call her is open, since this day.
    Asked(Date),
    /// She was told, on this day.
    On(Date),
}

/// What was said of which policy to whom.
pub type Marks = HashMap<(SubjectId, String), Told>;

/// A policy and the people it may fit.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyPeople {
    pub policy: String,
    pub title: Said,
    pub line: Said,
    /// The likeliest first.
    pub people: Vec<Fitting>,
}

/// Somebody whom a policy may fit.
#[derive(Clone, PartialEq)]
pub struct Fitting {
    pub subject: SubjectId,
    pub receipt: ReceiptNo,
    pub name: String,
    /// National form; empty where she has none.
    pub phone: String,
    pub likely: bool,
    /// What holds, and what is not known of her.
    pub holds: Vec<Said>,
    pub unknown: Vec<Said>,
    /// She agreed to be told of what comes up.
    pub may_call: bool,
    pub told: Option<Told>,
}

/// Never who it is.
impl std::fmt::Debug for Fitting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fitting").field("receipt", &self.receipt).field("likely", &self.likely).finish_non_exhaustive()
    }
}

impl PolicyPeople {
    #[must_use]
    pub fn likely(&self) -> usize {
        self.people.iter().filter(|one| one.likely).count()
    }

    /// Whom nobody has told yet, of those it likely fits.
    #[must_use]
    pub fn to_tell(&self) -> usize {
        self.people.iter().filter(|one| one.likely && one.told.is_none()).count()
    }
}

/// Looks at everybody for each policy. Whom none of a policy's conditions is known to hold for is not listed: nothing speaks
/// for her.
#[must_use]
pub fn look<'a>(
    shelf: &Shelf,
    people: impl Iterator<Item = Known<'a>>,
    marks: &Marks,
    (today, here): (Date, Option<&DivisionCode>),
) -> Vec<PolicyPeople> {
    let mut found: Vec<PolicyPeople> = Vec::new();
    for known in people {
        let answers = answers_of(known.form, today);
        for finding in find(shelf, &answers, today, here).into_iter().filter(|finding| finding.fit != Fit::No) {
            let said = |truth: Truth| {
                let these = finding.reasons.iter().filter(move |reason| reason.truth == truth);
                these.flat_map(|reason| reason.conditions.iter().map(|condition| condition.says.clone())).collect()
            };
            let holds: Vec<Said> = said(Truth::Holds);
            if holds.is_empty() {
                continue;
            }
            let policy = finding.item.id.clone();
            let told = marks.get(&(known.subject, policy.clone())).copied();
            let consents = &known.form.consents;
            let fitting = Fitting {
                subject: known.subject,
                receipt: known.receipt.clone(),
                name: known.form.name.trim().to_owned(),
                phone: phone::national(&known.form.phone).unwrap_or_default(),
                likely: finding.fit == Fit::Likely,
                unknown: said(Truth::Unknown),
                holds,
                may_call: consents.iter().any(|consent| consent.purpose == super::ConsentPurpose::Push),
                told,
            };
            match found.iter_mut().find(|one| one.policy == policy) {
                Some(one) => one.people.push(fitting),
                None => found.push(PolicyPeople {
                    policy,
                    title: finding.item.title.clone(),
                    line: finding.item.line.clone(),
                    people: vec![fitting],
                }),
            }
        }
    }
    for one in &mut found {
        // Stable: of equal ones the latest registration stays first.
        one.people.sort_by_key(|person| (!person.likely, person.told.is_some(), person.unknown.len()));
    }
    found.sort_by_key(|one| std::cmp::Reverse((one.to_tell(), one.people.len())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{Body, ShelfKind, read};
    use crate::domain::{Category, Consent, ConsentPurpose, IdType, SeqNo, StationId};
    use jiff::Timestamp;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn shelf() -> Shelf {
        let body = r#"{"questions": {"id": "q", "version": 1, "title": "问", "steps": [{"title": "一", "fields": [
            {"id": "age", "kind": "number", "label": "年龄"},
            {"id": "state", "kind": "choice", "label": "现状", "options": [{"code": "registered_unemployed", "label": "失业"}]},
            {"id": "paid", "kind": "number", "label": "缴费月数"}]}]},
          "items": [
            {"id": "jobless", "title": "失业人员补贴", "line": "句", "source": {"name": "样", "as_of": "2026-01-01"},
              "rule": {"when": {"fact": "state", "is": ["registered_unemployed"], "says": "已登记失业"}}},
            {"id": "benefit", "title": "失业金", "line": "句", "source": {"name": "样", "as_of": "2026-01-01"},
              "rule": {"all": [{"when": {"fact": "state", "is": ["registered_unemployed"], "says": "已登记失业"}},
                               {"when": {"fact": "paid", "at_least": 12, "says": "缴满 12 个月"}}]}}]}"#;
        let Ok(Some(Body::Shelf(ShelfKind::Policies, shelf))) = read("policies", body) else { panic!("no shelf") };
        *shelf
    }

    fn somebody(categories: &[Category], push: bool) -> Form {
        let consent = |purpose| Consent { purpose, version: "2026-11".into(), given: Timestamp::UNIX_EPOCH };
        Form {
            name: "测试甲".into(),
            phone: "13800000001".into(),
            id_type: IdType::ResidentId,
            id_number: "430000197403100228".into(),
            categories: categories.to_vec(),
            consents: if push { vec![consent(ConsentPurpose::Push)] } else { Vec::new() },
            ..Form::default()
        }
    }

    fn subject(n: u8) -> SubjectId {
        SubjectId::new(1, [n; 10])
    }

    #[test]
    fn each_policy_finds_its_people_with_what_holds_and_what_is_to_be_asked() {
        let forms = [somebody(&[Category::RegisteredUnemployed], true), somebody(&[], true)];
        let receipt = ReceiptNo::of(StationId(12), SeqNo(1));
        let people = || (1..).zip(&forms).map(|(n, form)| Known { subject: subject(n), receipt: &receipt, form });
        let found = look(&shelf(), people(), &Marks::new(), (TODAY, None));
        let said: Vec<(&str, usize, usize)> =
            found.iter().map(|one| (one.policy.as_str(), one.people.len(), one.likely())).collect();
        assert_eq!(said, [("jobless", 1, 1), ("benefit", 1, 0)], "for whom nothing speaks she is not listed");
        let person = &found[1].people[0];
        let unknown: Vec<&str> = person.unknown.iter().map(Said::chinese).collect();
        assert_eq!((unknown.as_slice(), person.may_call), (["缴满 12 个月"].as_slice(), true));
    }

    #[test]
    fn who_was_told_stands_last_and_is_not_to_be_told_again() {
        let forms =
            [somebody(&[Category::RegisteredUnemployed], false), somebody(&[Category::RegisteredUnemployed], true)];
        let receipt = ReceiptNo::of(StationId(12), SeqNo(1));
        let people = (1..).zip(&forms).map(|(n, form)| Known { subject: subject(n), receipt: &receipt, form });
        let marks = Marks::from([((subject(1), "jobless".to_owned()), Told::On(TODAY))]);
        let found = look(&shelf(), people, &marks, (TODAY, None));
        let jobless = found.iter().find(|one| one.policy == "jobless").unwrap();
        assert_eq!((jobless.likely(), jobless.to_tell()), (2, 1));
        assert_eq!(jobless.people[0].subject, subject(2));
        assert!(!jobless.people[1].may_call, "who did not agree to be called is told when she comes");
    }
}
