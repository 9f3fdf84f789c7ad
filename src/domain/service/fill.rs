//! Filling in a form: which questions are asked, what is wrong with an answer, and what travels once nothing is.

use crate::domain::content::{Condition, Field, FieldKind, FormDef, Prefill};
use crate::domain::credit_code::CreditCode;
use crate::domain::{
    AboutItem, Answered, ConsentGiven, Fault, FaultKind, Given, IdType, ListUsed, ReceiptNo, Submission, id_number,
    phone, text,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Answers by the question's name, as they were typed.
pub type Answers = BTreeMap<String, Given>;

/// How many last digits of a number prove that somebody typed it.
pub const PROOF_DIGITS: usize = 4;
/// The most people, months or yuan a number may say where the form sets no bounds: above it somebody typed a telephone number.
const MOST: i64 = 100_000_000;

/// A form as far as it is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filled {
    pub form: String,
    pub version: u32,
    pub about: Option<AboutItem>,
    /// The page that is open.
    pub step: usize,
    pub answers: Answers,
}

impl Filled {
    /// Nothing of a form yet but what is known already.
    #[must_use]
    pub fn new(form: &FormDef, about: Option<AboutItem>, known: &BTreeMap<Prefill, Given>) -> Self {
        let answer = |field: &Field| Some((field.id.clone(), known.get(&field.prefill?)?.clone()));
        let answers = form.fields().filter_map(answer).filter(|(id, given)| {
            // What is known as a code must be a code here, too.
            form.field(id).is_some_and(|field| !field.kind.has_options() || is_of(field, given, None))
        });
        Self { form: form.id.clone(), version: form.version, about, step: 0, answers: answers.collect() }
    }

    /// The telephone and ID numbers that were typed into it: who knows their last digits typed them.
    #[must_use]
    pub fn numbers(&self, form: &FormDef) -> Vec<String> {
        let numbers = form.fields().filter(|field| matches!(field.kind, FieldKind::Phone | FieldKind::IdNumber));
        let typed = numbers.filter_map(|field| self.answers.get(&field.id)).map(|given| given.text().trim().to_owned());
        typed.filter(|number| number.chars().count() >= PROOF_DIGITS).collect()
    }

    /// What it says of her that the next form may ask again.
    pub fn known<'a>(&'a self, form: &'a FormDef) -> impl Iterator<Item = (Prefill, Given)> + 'a {
        form.fields().filter_map(|field| {
            let given = self.answers.get(&field.id).filter(|given| !given.is_empty())?;
            Some((field.prefill?, given.clone()))
        })
    }
}

/// Whether a question is asked: always, or where an earlier one was answered so.
#[must_use]
pub fn is_asked(form: &FormDef, field: &Field, answers: &Answers) -> bool {
    field.show_if.as_ref().is_none_or(|show_if| {
        let asked = form.field(&show_if.field).is_some_and(|earlier| is_asked(form, earlier, answers));
        let given = answers.get(&show_if.field);
        asked && given.is_some_and(|given| show_if.is.iter().any(|code| given.has(code)))
    })
}

/// What is wrong with the answers on one page, in the order of its questions.
#[must_use]
pub fn faults_of_step(form: &FormDef, step: usize, answers: &Answers, today: Date) -> Vec<Fault> {
    let fields = form.steps.get(step).map_or(&[][..], |step| &step.fields);
    let asked = fields.iter().filter(|field| is_asked(form, field, answers));
    asked
        .filter_map(|field| {
            let kind = answer(field, answers.get(&field.id), today).err()?;
            Some(Fault::new(field.id.clone(), kind))
        })
        .collect()
}

/// A form in which nothing is wrong, in the shape it travels in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The ID number among the answers, where there is one.
    id_number: Option<String>,
    form: String,
    version: u32,
    title: String,
    about: Option<AboutItem>,
    answers: Vec<Answered>,
    consents: Vec<String>,
    urgent: bool,
    lists: Vec<ListUsed>,
}

/// Checks all pages. Questions that are not asked are not answered, whatever was typed before.
///
/// # Errors
/// Every fault, in the order of the form.
pub fn check(form: &FormDef, filled: &Filled, today: Date) -> Result<Checked, Vec<Fault>> {
    let (mut answers, mut consents, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for field in form.fields().filter(|field| is_asked(form, field, &filled.answers)) {
        match answer(field, filled.answers.get(&field.id), today) {
            Ok(None) => {}
            Ok(Some(_)) if field.kind == FieldKind::Consent => consents.push(field.id.clone()),
            Ok(Some(value)) => {
                answers.push(Answered { field: field.id.clone(), label: field.label.chinese().to_owned(), value });
            }
            Err(kind) => faults.push(Fault::new(field.id.clone(), kind)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let urgent = form.urgent.as_ref().is_some_and(|condition| holds(condition, &filled.answers) == Some(true));
    let numbers = form.fields().filter(|field| field.kind == FieldKind::IdNumber);
    let typed = |field: &Field| answers.iter().find(|answer| answer.field == field.id);
    let lists = lists_used(form, &answers);
    let id_number = numbers.filter_map(typed).map(|answer| answer.value.text().to_owned()).next();
    Ok(Checked {
        id_number,
        form: form.id.clone(),
        version: form.version,
        title: form.title.chinese().to_owned(),
        about: filled.about.clone(),
        answers,
        consents,
        urgent,
        lists,
    })
}

/// The code lists by which these answers were checked, each once.
fn lists_used(form: &FormDef, answers: &[Answered]) -> Vec<ListUsed> {
    let mut used: Vec<ListUsed> = Vec::new();
    for field in form.fields().filter(|field| answers.iter().any(|answer| answer.field == field.id)) {
        let Some(list) = field.list.clone().filter(|list| used.iter().all(|known| known.list != *list)) else {
            continue;
        };
        used.push(ListUsed { list, version: field.list_version });
    }
    used
}

impl Checked {
    /// What it is about, with the hour that is booked.
    #[must_use]
    pub const fn about(&self) -> Option<&AboutItem> {
        self.about.as_ref()
    }

    /// The ID number that was given, by which she is known again.
    #[must_use]
    pub fn id_number(&self) -> Option<String> {
        self.id_number.clone()
    }

    /// The same bytes for the same words: whether a form was sent before is decided by them.
    #[must_use]
    pub fn content(&self) -> Vec<u8> {
        // Nothing in it can fail to be written: texts and lists of texts.
        serde_json::to_vec(&(&self.form, self.version, &self.about, &self.answers, &self.consents)).unwrap_or_default()
    }

    /// What travels, under the receipt number it is given; consents count from `now`.
    #[must_use]
    pub fn into_submission(self, receipt: ReceiptNo, now: Timestamp) -> Submission {
        let version = self.version;
        let given = |field: String| ConsentGiven { field, version, given: now };
        Submission {
            receipt,
            form: self.form,
            form_version: version,
            title: self.title,
            about: self.about,
            answers: self.answers,
            consents: self.consents.into_iter().map(given).collect(),
            urgent: self.urgent,
            lists: self.lists,
        }
    }
}

/// An answer as it travels; `None` where nothing was answered and nothing must be.
fn answer(field: &Field, given: Option<&Given>, today: Date) -> Result<Option<Given>, FaultKind> {
    let Some(given) = given.filter(|given| !given.is_empty()) else {
        return match (field.required, field.kind) {
            (false, _) => Ok(None),
            (true, FieldKind::Consent) => Err(FaultKind::NoConsent),
            (true, _) => Err(FaultKind::Missing),
        };
    };
    let typed = given.text();
    let one = |text: String| Some(Given::One(text));
    Ok(match field.kind {
        FieldKind::Choice | FieldKind::Many | FieldKind::YesNo | FieldKind::Consent => {
            if !is_of(field, given, Some(today)) {
                return Err(FaultKind::UnknownCode);
            }
            // A consent that was taken back is none.
            if field.kind == FieldKind::Consent && !given.has("yes") {
                return if field.required { Err(FaultKind::NoConsent) } else { Ok(None) };
            }
            Some(given.clone())
        }
        FieldKind::Name => one(text::name(typed)?),
        FieldKind::Line => one(text::one_line(typed, text::MAX_LINE)?),
        FieldKind::Long => one(text::note(typed)?),
        FieldKind::Email => one(email(typed)?),
        FieldKind::Phone => one(phone::national(typed)?),
        FieldKind::IdNumber => one(id_number(field, typed, today)?),
        FieldKind::CreditCode => one(CreditCode::parse(typed)?.to_string()),
        FieldKind::Number | FieldKind::Money => one(number(field, typed)?),
        FieldKind::Day => one(typed.trim().parse::<Date>().map_err(|_| FaultKind::ImpossibleDate)?.to_string()),
        FieldKind::Month => {
            let month = month(typed).ok_or(FaultKind::ImpossibleDate)?;
            one(format!("{:04}-{:02}", month.year(), month.month()))
        }
    })
}

/// Whether all chosen codes are the question's, and hold on the day.
fn is_of(field: &Field, given: &Given, day: Option<Date>) -> bool {
    let known = |code: &str| match field.kind {
        FieldKind::YesNo | FieldKind::Consent => code == "yes" || code == "no",
        _ => field.options.iter().any(|choice| choice.code == code && day.is_none_or(|day| choice.holds_on(day))),
    };
    match given {
        Given::One(code) => field.kind != FieldKind::Many && known(code),
        Given::Many(codes) => field.kind == FieldKind::Many && codes.iter().all(|code| known(code)),
    }
}

/// The first day of a month written `2026-11`.
#[must_use]
pub fn month(typed: &str) -> Option<Date> {
    let (year, month) = typed.trim().split_once('-')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
}

/// An address with one sign `@` between two parts, of what such addresses are made of.
fn email(typed: &str) -> Result<String, FaultKind> {
    let address = text::one_line(&text::half_width(typed), text::MAX_LINE)?;
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || ".-_+".contains(c));
    let fine = address.split_once('@').is_some_and(|(name, host)| part(name) && part(host) && host.contains('.'));
    if fine { Ok(address) } else { Err(FaultKind::NotWriting) }
}

fn id_number(field: &Field, typed: &str, today: Date) -> Result<String, FaultKind> {
    let normalised = id_number::normalised(typed);
    let kind = match id_number::likely_type(&normalised) {
        IdType::Other | IdType::None => IdType::ResidentId,
        known => known,
    };
    let number = id_number::IdNumber::parse(kind, &normalised, today)?;
    let least = field.min.unwrap_or_default();
    if i64::from(number.age_on(today)) < least { Err(FaultKind::UnderAge) } else { Ok(number.as_str().to_owned()) }
}

fn number(field: &Field, typed: &str) -> Result<String, FaultKind> {
    let number: i64 = text::half_width(typed).trim().parse().map_err(|_| FaultKind::WrongType)?;
    let within = number >= field.min.unwrap_or(0) && number <= field.max.unwrap_or(MOST);
    if within { Ok(number.to_string()) } else { Err(FaultKind::OutOfRange) }
}

/// Whether a condition holds; `None` where its question was not answered.
#[must_use]
pub fn holds(condition: &Condition, answers: &Answers) -> Option<bool> {
    let given = answers.get(&condition.fact).filter(|given| !given.is_empty())?;
    if !condition.is.is_empty() {
        return Some(condition.is.iter().any(|code| given.has(code)));
    }
    if !condition.is_not.is_empty() {
        return Some(!condition.is_not.iter().any(|code| given.has(code)));
    }
    let number: i64 = text::half_width(given.text()).trim().parse().ok()?;
    let enough = condition.at_least.is_none_or(|least| number >= least);
    Some(enough && condition.at_most.is_none_or(|most| number <= most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{Body, read};
    use crate::domain::{SeqNo, StationId};
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn form() -> FormDef {
        let body = r#"{"forms": [{"id": "tip", "version": 2, "title": "线索",
            "urgent": {"fact": "people", "at_least": 11, "says": "超过 10 人"},
            "steps": [
              {"title": "事", "fields": [
                {"id": "people", "kind": "number", "label": "人数", "required": true, "min": 1, "max": 1000},
                {"id": "proof", "kind": "many", "label": "凭据", "options": [{"code": "contract", "label": "合同"}, {"code": "chat", "label": "微信"}]},
                {"id": "named", "kind": "yes_no", "label": "留名字吗", "required": true}]},
              {"title": "人", "fields": [
                {"id": "name", "kind": "name", "label": "姓名", "required": true, "prefill": "name", "show_if": {"field": "named", "is": ["yes"]}},
                {"id": "phone", "kind": "phone", "label": "电话", "show_if": {"field": "named", "is": ["yes"]}},
                {"id": "id", "kind": "id_number", "label": "证件", "min": 16},
                {"id": "mail", "kind": "email", "label": "邮箱"},
                {"id": "agree", "kind": "consent", "label": "同意转交", "required": true}]}]}]}"#;
        let Ok(Some(Body::Forms(forms))) = read("forms", body) else { panic!("no form") };
        forms.forms.into_iter().next().unwrap()
    }

    fn filled(answers: &[(&str, &str)]) -> Filled {
        let answers = answers.iter().map(|(id, given)| ((*id).to_owned(), Given::One((*given).to_owned())));
        Filled { form: "tip".into(), version: 2, answers: answers.collect(), ..Filled::default() }
    }

    fn faults(answers: &[(&str, &str)]) -> Vec<(String, FaultKind)> {
        let faults = check(&form(), &filled(answers), TODAY).expect_err("it passed");
        faults.into_iter().map(|fault| (fault.field.into_owned(), fault.kind)).collect()
    }

    #[test]
    fn answers_travel_in_the_order_of_the_form_and_only_those_that_were_asked() {
        let given = [("agree", "yes"), ("name", "测试甲"), ("people", " １２ "), ("named", "no"), ("mail", "a@b.cn")];
        let checked = check(&form(), &filled(&given), TODAY).unwrap();
        let submission = checked.into_submission(ReceiptNo::of(StationId(1), SeqNo(1)), Timestamp::UNIX_EPOCH);
        let fields: Vec<_> = submission.answers.iter().map(|a| (a.field.as_str(), a.value.text())).collect();
        assert_eq!(fields, [("people", "12"), ("named", "no"), ("mail", "a@b.cn")], "an anonymous tip carries no name");
        assert!(submission.urgent && submission.consents.len() == 1);
    }

    #[test]
    fn every_fault_is_named_by_its_question() {
        let all =
            faults(&[("people", "0"), ("named", "yes"), ("phone", "12"), ("id", "330000201101010008"), ("mail", "a")]);
        let expected = [
            ("people", FaultKind::OutOfRange),
            ("name", FaultKind::Missing),
            ("phone", FaultKind::Phone),
            ("mail", FaultKind::NotWriting),
            ("agree", FaultKind::NoConsent),
        ];
        for (field, kind) in expected {
            assert!(all.contains(&(field.to_owned(), kind)), "{field}: {all:?}");
        }
        let consent = [("people", "1"), ("named", "no"), ("agree", "no")];
        assert_eq!(faults(&consent), [("agree".to_owned(), FaultKind::NoConsent)], "a consent taken back is none");
        // Born 2010-11-23: sixteen tomorrow.
        let young = [("people", "1"), ("named", "no"), ("agree", "yes"), ("id", "430000201011230014")];
        assert!(faults(&young)[0].0 == "id");
    }

    #[test]
    fn what_one_form_was_told_the_next_one_knows() {
        let form = form();
        let first = filled(&[("name", "测试甲"), ("people", "3")]);
        let known: BTreeMap<_, _> = first.known(&form).collect();
        let next = Filled::new(&form, None, &known);
        assert_eq!(next.answers.keys().collect::<Vec<_>>(), ["name"]);
    }

    #[test]
    fn the_same_words_are_the_same_content_whenever_they_are_said() {
        let given = [("people", "1"), ("named", "no"), ("agree", "yes")];
        let content = |answers: &[(&str, &str)]| check(&form(), &filled(answers), TODAY).unwrap().content();
        assert_eq!(content(&given), content(&given));
        assert_ne!(content(&given), content(&[("people", "2"), ("named", "no"), ("agree", "yes")]));
    }
}
