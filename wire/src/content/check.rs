//! What no type can say of a body: that names lead somewhere, that no rule needs itself, that nothing shown is empty.

mod codes;
mod desk;
mod showing;
mod streets;

use super::Said;
use super::form::{Field, FieldKind, FormDef, MAX_PICTURES, Prefill, ShowIf};
use super::read::{Body, Flaw, FlawKind};
use super::rule::{Condition, Rule};
use super::shelf::{Act, Area, Assessment, Do, Glossary, Item, Method, Plan, Shelf};
use crate::DivisionCode;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

type Checked = Result<(), Flaw>;

/// The longest name of a thing in a pack.
const ID_CHARS: usize = 40;

pub fn body(body: &Body) -> Checked {
    match body {
        Body::Shelf(_, shelf) => check_shelf(shelf),
        Body::Guides(guides) => {
            unique("plans", guides.plans.iter().map(|plan| plan.id.as_str()))?;
            each("plans", &guides.plans, check_plan)
        }
        Body::Assessments(all) => {
            unique("assessments", all.assessments.iter().map(|one| one.id.as_str()))?;
            each("assessments", &all.assessments, check_assessment)
        }
        Body::Forms(forms) => {
            unique("forms", forms.forms.iter().map(|form| form.id.as_str()))?;
            each("forms", &forms.forms, check_form)
        }
        Body::Glossary(glossary) => check_glossary(glossary),
        Body::Playlist(playlist) => showing::check(playlist),
        Body::Voices(voices) => showing::check_voices(voices),
        Body::Streets(streets) => streets::check(streets),
        Body::ServicePlans(plans) => desk::check_plans(plans),
        Body::HelpRules(rules) => desk::check_help(rules),
        Body::Fields(fields) => desk::check_fields(fields),
        Body::Codes(lists) => codes::check(lists),
    }
}

/// Checks every thing of a list under its own place.
fn each<T>(list: &str, things: &[T], check: impl Fn(&T, &str) -> Checked) -> Checked {
    if things.is_empty() {
        return Err(Flaw::new(list, FlawKind::Empty, "there is nothing in it"));
    }
    things.iter().enumerate().try_for_each(|(at, thing)| check(thing, &format!("{list}[{at}]")))
}

/// Names are short words of small letters, digits and hyphens, and none stands twice.
fn unique<'a>(list: &str, ids: impl Iterator<Item = &'a str>) -> Checked {
    let mut known = BTreeSet::new();
    for (at, id) in ids.enumerate() {
        let place = || format!("{list}[{at}].id");
        let sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        if id.is_empty() || id.len() > ID_CHARS || !id.chars().all(sign) {
            let reason = format!("`{id}` is no name: up to {ID_CHARS} small letters, digits, hyphens and underscores");
            return Err(Flaw::new(place(), FlawKind::WrongValue, reason));
        }
        if !known.insert(id) {
            return Err(Flaw::new(place(), FlawKind::Twice, format!("`{id}` stands here twice")));
        }
    }
    Ok(())
}

fn said(text: &Said, place: &str, field: &str) -> Checked {
    if text.is_empty() {
        return Err(Flaw::new(format!("{place}.{field}"), FlawKind::Empty, "the text is empty"));
    }
    Ok(())
}

fn validity(from: Option<Date>, until: Option<Date>, region: Option<&str>, place: &str) -> Checked {
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let reason = format!("it ends on {until}, before it begins on {from}");
        return Err(Flaw::new(format!("{place}.until"), FlawKind::Backwards, reason));
    }
    match region {
        Some(code) if DivisionCode::new(code).is_none() => {
            let reason = format!("`{code}` is no division code");
            Err(Flaw::new(format!("{place}.region"), FlawKind::WrongValue, reason))
        }
        _ => Ok(()),
    }
}

fn check_shelf(shelf: &Shelf) -> Checked {
    unique("groups", shelf.groups.iter().map(|group| group.id.as_str()))?;
    unique("items", shelf.items.iter().map(|item| item.id.as_str()))?;
    if let Some(questions) = &shelf.questions {
        check_form(questions, "questions")?;
    }
    for (name, rule) in &shelf.rules {
        let place = format!("rules.{name}");
        check_rule(rule, &place, shelf)?;
        check_no_cycle(name, rule, &shelf.rules, &mut vec![name])
            .map_err(|reason| Flaw::new(place, FlawKind::Cyclic, reason))?;
    }
    each("items", &shelf.items, |item, place| check_item(item, place, shelf))
}

fn check_item(item: &Item, place: &str, shelf: &Shelf) -> Checked {
    said(&item.title, place, "title")?;
    said(&item.line, place, "line")?;
    if item.recognises.is_some() && item.rule.is_none() {
        let reason = "a recognition says by a rule who belongs to the group";
        return Err(Flaw::new(format!("{place}.rule"), FlawKind::MissingField, reason));
    }
    validity(item.from, item.until, item.region.as_deref(), place)?;
    if let Some(group) = &item.group
        && !shelf.groups.iter().any(|known| known.id == *group)
    {
        return Err(Flaw::new(format!("{place}.group"), FlawKind::Unknown, format!("there is no group `{group}`")));
    }
    for (at, part) in item.parts.iter().enumerate() {
        said(&part.heading, &format!("{place}.parts[{at}]"), "heading")?;
    }
    for (at, act) in item.acts.iter().enumerate() {
        check_act(act, &format!("{place}.acts[{at}]"))?;
    }
    for (at, time) in item.times.iter().enumerate() {
        let clock = time.at.parse::<jiff::civil::Time>().is_ok() && time.at.len() == 5;
        if !clock || !(1..=7).contains(&time.weekday) || time.seats == 0 {
            let reason = "a weekday from 1 to 7, a time as 09:00 and at least one seat are needed";
            return Err(Flaw::new(format!("{place}.times[{at}]"), FlawKind::WrongValue, reason));
        }
    }
    let mut stands = BTreeSet::new();
    for (at, booth) in item.booths.iter().enumerate() {
        if !stands.insert(&booth.at) {
            let reason = format!("two firms stand at {}", booth.at);
            return Err(Flaw::new(format!("{place}.booths[{at}].at"), FlawKind::Twice, reason));
        }
    }
    if let Some(film) = &item.watch {
        showing::check_film(film, &format!("{place}.watch"))?;
    }
    item.rule.as_ref().map_or(Ok(()), |rule| check_rule(rule, &format!("{place}.rule"), shelf))
}

/// A button says what it does, and one that leads to postings says to which.
fn check_act(act: &Act, place: &str) -> Checked {
    match &act.what {
        Do::Postings(wanted) if wanted.is_empty() => {
            let reason = "at least one condition is needed: without any it would be all postings";
            Err(Flaw::new(format!("{place}.do.postings"), FlawKind::NoCondition, reason))
        }
        _ => said(&act.says, place, "says"),
    }
}

fn check_rule(rule: &Rule, place: &str, shelf: &Shelf) -> Checked {
    match rule {
        Rule::All(rules) => each(&format!("{place}.all"), rules, |rule, place| check_rule(rule, place, shelf)),
        Rule::Any(rules) => each(&format!("{place}.any"), rules, |rule, place| check_rule(rule, place, shelf)),
        Rule::Named(name) if shelf.rules.contains_key(name) => Ok(()),
        Rule::Named(name) => {
            Err(Flaw::new(format!("{place}.named"), FlawKind::Unknown, format!("there is no rule `{name}`")))
        }
        Rule::When(condition) => {
            let questions = shelf.questions.as_ref();
            let field = questions.and_then(|questions| questions.field(&condition.fact));
            check_condition(condition, field, &format!("{place}.when"))
        }
    }
}

/// One test, that the answers of the question can pass.
fn check_condition(condition: &Condition, field: Option<&Field>, place: &str) -> Checked {
    said(&condition.says, place, "says")?;
    let Some(field) = field else {
        let reason = format!("nobody asks `{}`", condition.fact);
        return Err(Flaw::new(format!("{place}.fact"), FlawKind::Unknown, reason));
    };
    let codes = [!condition.is.is_empty(), !condition.is_not.is_empty()];
    let numbers = [condition.at_least.is_some(), condition.at_most.is_some()];
    let tests = codes.iter().chain(&numbers).filter(|given| **given).count();
    if tests != 1 {
        let reason = "one of `is`, `is_not`, `at_least` and `at_most` is needed, and only one";
        return Err(Flaw::new(place, FlawKind::NoCondition, reason));
    }
    let counts = matches!(field.kind, FieldKind::Number | FieldKind::Money);
    let fits = if numbers.contains(&true) {
        counts
    } else {
        condition.is.iter().chain(&condition.is_not).all(|code| takes(field, code))
    };
    if fits {
        return Ok(());
    }
    let reason = format!("`{}` is never answered like this", condition.fact);
    Err(Flaw::new(place, FlawKind::WrongValue, reason))
}

/// Whether a question can be answered by a code.
fn takes(field: &Field, code: &str) -> bool {
    match field.kind {
        FieldKind::YesNo => code == "yes" || code == "no",
        FieldKind::Consent => code == "yes",
        // What a list of the province holds is another pack's.
        _ => field.list.is_some() || field.options.iter().any(|choice| choice.code == code),
    }
}

fn check_no_cycle<'a>(
    of: &str,
    rule: &'a Rule,
    rules: &'a BTreeMap<String, Rule>,
    way: &mut Vec<&'a str>,
) -> Result<(), String> {
    match rule {
        Rule::When(_) => Ok(()),
        Rule::All(inner) | Rule::Any(inner) => inner.iter().try_for_each(|rule| check_no_cycle(of, rule, rules, way)),
        Rule::Named(name) if way.contains(&name.as_str()) => Err(format!("`{of}` needs itself by way of `{name}`")),
        Rule::Named(name) => {
            way.push(name);
            let checked = rules.get(name).map_or(Ok(()), |rule| check_no_cycle(of, rule, rules, way));
            way.pop();
            checked
        }
    }
}

fn check_form(form: &FormDef, place: &str) -> Checked {
    said(&form.title, place, "title")?;
    validity(form.from, form.until, form.region.as_deref(), place)?;
    if form.version == 0 {
        return Err(Flaw::new(format!("{place}.version"), FlawKind::WrongValue, "versions begin with 1"));
    }
    let mut asked: Vec<&Field> = Vec::new();
    each(&format!("{place}.steps"), &form.steps, |step, place| said(&step.title, place, "title"))?;
    for (at, step) in form.steps.iter().enumerate() {
        let list = format!("{place}.steps[{at}].fields");
        unique(&list, step.fields.iter().map(|field| field.id.as_str()))?;
        if step.fields.is_empty() {
            return Err(Flaw::new(list, FlawKind::Empty, "a step asks something"));
        }
        for (at, field) in step.fields.iter().enumerate() {
            let place = format!("{list}[{at}]");
            if asked.iter().any(|known| known.id == field.id) {
                let reason = format!("`{}` is asked twice", field.id);
                return Err(Flaw::new(format!("{place}.id"), FlawKind::Twice, reason));
            }
            check_field(field, &asked, &place)?;
            asked.push(field);
        }
    }
    if let Some(calculation) = &form.calculation {
        let needed = calculation.calculator.fields().iter();
        if let Some(missing) = needed.copied().find(|id| !asked.iter().any(|field| field.id == *id)) {
            let reason = format!("it needs the field `{missing}`");
            return Err(Flaw::new(format!("{place}.calculation"), FlawKind::Unknown, reason));
        }
    }
    if form.pictures > MAX_PICTURES || (form.pictures > 0 && form.calculation.is_some()) {
        let reason = format!("up to {MAX_PICTURES} pictures go with a form, and none with a calculation");
        return Err(Flaw::new(format!("{place}.pictures"), FlawKind::WrongValue, reason));
    }
    if form.account.is_some() {
        check_account(form, place)?;
    }
    form.urgent
        .as_ref()
        .map_or(Ok(()), |urgent| check_condition(urgent, form.field(&urgent.fact), &format!("{place}.urgent")))
}

/// What an account cannot be opened without is always asked, and it is agreed to.
fn check_account(form: &FormDef, place: &str) -> Checked {
    let always = |field: &&Field| field.required && field.show_if.is_none();
    for needed in [Prefill::Name, Prefill::IdNumber, Prefill::Phone] {
        if !form.fields().filter(always).any(|field| field.prefill == Some(needed)) {
            let reason = "a name, an ID number and a telephone must be asked, each with its `prefill`";
            return Err(Flaw::new(format!("{place}.account"), FlawKind::Unknown, reason));
        }
    }
    if form.fields().filter(always).any(|field| field.kind == FieldKind::Consent) {
        return Ok(());
    }
    let reason = "a consent must be asked: who gets these data is another than this station";
    Err(Flaw::new(format!("{place}.account"), FlawKind::MissingField, reason))
}

fn check_field(field: &Field, earlier: &[&Field], place: &str) -> Checked {
    said(&field.label, place, "label")?;
    let codes: Vec<&str> = field.options.iter().map(|choice| choice.code.as_str()).collect();
    if let Some(list) = &field.list {
        if !field.kind.has_options() || list.is_empty() {
            let reason = "a list of codes is named where there is a choice, and nowhere else";
            return Err(Flaw::new(format!("{place}.list"), FlawKind::Unknown, reason));
        }
        if !codes.is_empty() {
            let reason = "the options are the list's, or the form's own, and not both";
            return Err(Flaw::new(format!("{place}.options"), FlawKind::Twice, reason));
        }
    } else if field.kind.has_options() == codes.is_empty() {
        let reason = "options are needed where there is a choice, and nowhere else";
        return Err(Flaw::new(format!("{place}.options"), FlawKind::Empty, reason));
    }
    let doubled = codes.iter().enumerate().find(|(at, code)| codes.iter().take(*at).any(|known| known == *code));
    if let Some((at, code)) = doubled {
        let reason = format!("`{code}` stands here twice");
        return Err(Flaw::new(format!("{place}.options[{at}].code"), FlawKind::Twice, reason));
    }
    if field.min.zip(field.max).is_some_and(|(min, max)| max < min) {
        return Err(Flaw::new(format!("{place}.max"), FlawKind::Backwards, "the most is less than the least"));
    }
    field.show_if.as_ref().map_or(Ok(()), |show_if| check_show_if(show_if, earlier, place))
}

/// Only an earlier question decides whether a later one is asked: no circle can come about.
fn check_show_if(show_if: &ShowIf, earlier: &[&Field], place: &str) -> Checked {
    let Some(field) = earlier.iter().find(|field| field.id == show_if.field) else {
        let reason = format!("no earlier question is `{}`", show_if.field);
        return Err(Flaw::new(format!("{place}.show_if.field"), FlawKind::Unknown, reason));
    };
    if show_if.is.is_empty() || !show_if.is.iter().all(|code| takes(field, code)) {
        let reason = format!("`{}` is never answered like this", show_if.field);
        return Err(Flaw::new(format!("{place}.show_if.is"), FlawKind::WrongValue, reason));
    }
    Ok(())
}

fn check_plan(plan: &Plan, place: &str) -> Checked {
    said(&plan.title, place, "title")?;
    said(&plan.line, place, "line")?;
    validity(plan.from, plan.until, plan.region.as_deref(), place)?;
    // A path of a career may end at any step; errands need something to do.
    let acts = plan.steps.iter().any(|step| step.act.is_some() || !step.text.is_empty());
    if plan.area != Area::Career && !acts {
        return Err(Flaw::new(format!("{place}.steps"), FlawKind::Empty, "no step says what to do"));
    }
    each(&format!("{place}.steps"), &plan.steps, |step, place| {
        said(&step.title, place, "title")?;
        step.act.as_ref().map_or(Ok(()), |act| check_act(act, &format!("{place}.act")))
    })
}

fn check_assessment(assessment: &Assessment, place: &str) -> Checked {
    for (field, text) in [
        ("title", &assessment.title),
        ("line", &assessment.line),
        ("limits", &assessment.limits),
        ("ask", &assessment.ask),
    ] {
        said(text, place, field)?;
    }
    let fits = match assessment.method {
        Method::Riasec => assessment.scale.len() == 5,
        Method::Sort => assessment.pick.is_some_and(|pick| (1..=assessment.questions.len()).contains(&pick)),
        Method::ToDo => assessment.scale.len() == 2,
    };
    if !fits {
        let reason =
            "five answers are needed for interests, two for a list of things to do, a number to pick for cards";
        return Err(Flaw::new(format!("{place}.method"), FlawKind::WrongValue, reason));
    }
    each(&format!("{place}.questions"), &assessment.questions, |question, place| {
        said(&question.says, place, "says")?;
        if assessment.outcomes.iter().any(|outcome| outcome.mark == question.mark) {
            return Ok(());
        }
        let reason = format!("nothing is said for `{}`", question.mark);
        Err(Flaw::new(format!("{place}.mark"), FlawKind::Unknown, reason))
    })
}

fn check_glossary(glossary: &Glossary) -> Checked {
    each("terms", &glossary.terms, |term, place| {
        said(&term.word, place, "word")?;
        said(&term.means, place, "means")
    })?;
    let mut known = BTreeSet::new();
    for (at, term) in glossary.terms.iter().enumerate() {
        if !known.insert(term.word.chinese()) {
            let reason = format!("`{}` stands here twice", term.word.chinese());
            return Err(Flaw::new(format!("terms[{at}].word"), FlawKind::Twice, reason));
        }
    }
    Ok(())
}
