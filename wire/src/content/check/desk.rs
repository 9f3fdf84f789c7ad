//! Whether plans, rules of help and the fields of lists can be worked by: whoever is counted, helped or handed on by them must
//! be counted, helped and handed on as the province meant it, so that a word nobody knows refuses the pack.

use super::{Checked, each, said, validity};
use crate::codes::Category;
use crate::content::desk::{
    HelpRule, HelpRules, PERSON, POSTING, ProvinceColumn, ProvinceFields, ServicePlan, ServicePlans,
};
use crate::content::read::{Flaw, FlawKind};
use crate::service::ServiceKind;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The longest name of a plan, a rule or a column.
const NAME_CHARS: usize = 40;
/// So often at most may a plan ask for one service, and so many days may lie between two turns of a rule.
const MOST_TIMES: u32 = 366;
const MOST_DAYS: i64 = 3_660;

type Held<'a> = (&'a str, Date, Option<Date>);

pub fn check_plans(plans: &ServicePlans) -> Checked {
    each("plans", &plans.plans, check_plan)?;
    follow("plans", plans.plans.iter().map(|plan| (plan.code.as_str(), plan.from, plan.until)))
}

fn check_plan(plan: &ServicePlan, place: &str) -> Checked {
    name(&plan.code, place, "code")?;
    if plan.source.trim().is_empty() {
        return Err(Flaw::new(format!("{place}.source"), FlawKind::Empty, "the document it comes from is needed"));
    }
    validity(Some(plan.from), plan.until, None, place)?;
    each(&format!("{place}.entitled"), &plan.entitled, |group, place| known_group(*group, place))?;
    each(&format!("{place}.needs"), &plan.needs, |need, place| {
        each(&format!("{place}.counts"), &need.counts, |kind, place| known_service(*kind, place))?;
        within(i64::from(need.at_least), (1, i64::from(MOST_TIMES)), place, "at_least")
    })
}

pub fn check_help(rules: &HelpRules) -> Checked {
    each("rules", &rules.rules, check_rule)?;
    follow("rules", rules.rules.iter().map(|rule| (rule.code.as_str(), rule.from, rule.until)))
}

fn check_rule(rule: &HelpRule, place: &str) -> Checked {
    name(&rule.code, place, "code")?;
    validity(Some(rule.from), rule.until, None, place)?;
    said(&rule.says, place, "says")?;
    known_service(rule.does, &format!("{place}.does"))?;
    within(rule.within_days, (1, 366), place, "within_days")?;
    within(rule.again_days.unwrap_or(1), (1, MOST_DAYS), place, "again_days")?;
    let (when, place) = (&rule.when, format!("{place}.when"));
    if *when == crate::content::desk::When::default() {
        return Err(Flaw::new(place, FlawKind::NoCondition, "without a condition it would be everybody"));
    }
    if when.held_days.is_some() && when.any_of.is_empty() {
        let reason = "days of belonging are asked for, and to no group";
        return Err(Flaw::new(format!("{place}.any_of"), FlawKind::MissingField, reason));
    }
    let group = |(at, group): (usize, &Category)| known_group(*group, &format!("{place}.any_of[{at}]"));
    when.any_of.iter().enumerate().try_for_each(group)?;
    within(when.held_days.unwrap_or(0), (0, MOST_DAYS), &place, "held_days")?;
    within(when.no_service_days.unwrap_or(0), (0, MOST_DAYS), &place, "no_service_days")?;
    within(i64::from(when.from_month.unwrap_or(1)), (1, 12), &place, "from_month")
}

pub fn check_fields(fields: &ProvinceFields) -> Checked {
    check_columns("registrations", &fields.registrations, &PERSON)?;
    check_columns("postings", &fields.postings, &POSTING)?;
    if fields.registrations.is_empty() && fields.postings.is_empty() {
        return Err(Flaw::new("registrations", FlawKind::Empty, "there is no column in it"));
    }
    Ok(())
}

fn check_columns(list: &str, columns: &[ProvinceColumn], known: &[&str]) -> Checked {
    let mut names = BTreeSet::new();
    for (at, column) in columns.iter().enumerate() {
        let place = format!("{list}[{at}]");
        name(&column.name, &place, "name")?;
        if !names.insert(&column.name) {
            let reason = format!("`{}` stands here twice", column.name);
            return Err(Flaw::new(format!("{place}.name"), FlawKind::Twice, reason));
        }
        if !known.contains(&column.from.as_str()) {
            let reason = format!("no station has `{}`; it has: {}", column.from, known.join(", "));
            return Err(Flaw::new(format!("{place}.from"), FlawKind::Unknown, reason));
        }
    }
    Ok(())
}

/// A name that people call it by.
fn name(text: &str, place: &str, field: &str) -> Checked {
    let fits = !text.trim().is_empty() && text.chars().count() <= NAME_CHARS && !text.chars().any(char::is_control);
    let reason = format!("a name of up to {NAME_CHARS} characters is needed");
    if fits { Ok(()) } else { Err(Flaw::new(format!("{place}.{field}"), FlawKind::WrongValue, reason)) }
}

/// Those of one name follow each other: on a day there is one.
fn follow<'a>(list: &str, all: impl Iterator<Item = Held<'a>>) -> Checked {
    let mut before: Vec<Held<'a>> = Vec::new();
    for (at, one) in all.enumerate() {
        let (code, from, until) = one;
        let meets = |other: &&Held<'_>| {
            other.0 == code && other.2.is_none_or(|end| from <= end) && until.is_none_or(|end| other.1 <= end)
        };
        if before.iter().any(|other| meets(&other)) {
            let reason = format!("`{code}` stands here twice for the same days");
            return Err(Flaw::new(format!("{list}[{at}].code"), FlawKind::Twice, reason));
        }
        before.push(one);
    }
    Ok(())
}

fn known_group(group: Category, place: &str) -> Checked {
    let reason = "no group of people has this code";
    if group == Category::Other { Err(Flaw::new(place, FlawKind::Unknown, reason)) } else { Ok(()) }
}

fn known_service(kind: ServiceKind, place: &str) -> Checked {
    let reason = "no kind of service has this code";
    if kind == ServiceKind::Other { Err(Flaw::new(place, FlawKind::Unknown, reason)) } else { Ok(()) }
}

fn within(value: i64, (least, most): (i64, i64), place: &str, field: &str) -> Checked {
    let reason = format!("{value} does not lie between {least} and {most}");
    let fits = (least..=most).contains(&value);
    if fits { Ok(()) } else { Err(Flaw::new(format!("{place}.{field}"), FlawKind::WrongValue, reason)) }
}

#[cfg(test)]
mod tests {
    use crate::content::{FIELDS, FlawKind, HELP, PLANS, read};

    fn flaw(kind: &str, body: &str) -> (String, FlawKind) {
        let flaw = read(kind, body).expect_err(body);
        (flaw.place, flaw.kind)
    }

    const PLAN: &str = r#"{"plans": [{"code": "211", "source": "样例", "from": "2026-01-01", "period": "case",
        "entitled": ["graduate"], "needs": [{"counts": ["guidance"], "at_least": 2}]}]}"#;

    #[test]
    fn a_plan_that_cannot_be_counted_by_is_refused_where_it_is_wrong() {
        assert!(read(PLANS, PLAN).is_ok());
        let twice = r#""needs": [{"counts": ["guidance"], "at_least": 2}]},
            {"code": "211", "source": "后", "from": "2027-01-01", "period": "case", "entitled": ["graduate"],
             "needs": [{"counts": ["guidance"], "at_least": 1}]}"#;
        for (before, after, place, kind) in [
            (r#""graduate""#, r#""graduat""#, "plans[0].entitled[0]", FlawKind::Unknown),
            (r#""guidance""#, r#""guidence""#, "plans[0].needs[0].counts[0]", FlawKind::Unknown),
            (r#"["guidance"]"#, "[]", "plans[0].needs[0].counts", FlawKind::Empty),
            ("2}", "0}", "plans[0].needs[0].at_least", FlawKind::WrongValue),
            ("2026-01-01", "2026-02-30", "plans[0].from", FlawKind::NoDate),
            (r#""period""#, r#""until": "2025-12-31", "period""#, "plans[0].until", FlawKind::Backwards),
            (r#""211""#, r#"" ""#, "plans[0].code", FlawKind::WrongValue),
            (r#""样例""#, r#""""#, "plans[0].source", FlawKind::Empty),
            (r#""case""#, r#""decade""#, "plans[0].period", FlawKind::WrongValue),
            (r#""needs": [{"counts": ["guidance"], "at_least": 2}]}"#, twice, "plans[1].code", FlawKind::Twice),
        ] {
            assert_eq!(flaw(PLANS, &PLAN.replacen(before, after, 1)), (place.to_owned(), kind), "{after}");
        }
        let ended = PLAN.replacen(r#""period""#, r#""until": "2026-12-31", "period""#, 1);
        let needs = r#""needs": [{"counts": ["guidance"], "at_least": 2}]}"#;
        assert!(read(PLANS, &ended.replacen(needs, twice, 1)).is_ok(), "one follows the other");
    }

    #[test]
    fn a_rule_of_help_that_would_be_about_everybody_or_nobody_is_refused() {
        const RULE: &str = r#"{"rules": [{"code": "calls", "from": "2026-01-01", "does": "call", "within_days": 3,
            "when": {"any_of": ["disabled"], "held_days": 30}, "says": "句"}]}"#;
        assert!(read(HELP, RULE).is_ok());
        for (before, after, place, kind) in [
            (r#"{"any_of": ["disabled"], "held_days": 30}"#, "{}", "rules[0].when", FlawKind::NoCondition),
            (r#""any_of": ["disabled"], "#, "", "rules[0].when.any_of", FlawKind::MissingField),
            ("disabled", "disable", "rules[0].when.any_of[0]", FlawKind::Unknown),
            (r#""call""#, r#""phone""#, "rules[0].does", FlawKind::Unknown),
            (r#""within_days": 3"#, r#""within_days": 0"#, "rules[0].within_days", FlawKind::WrongValue),
            (r#""held_days": 30"#, r#""held": 30"#, "rules[0].when.held", FlawKind::UnknownField),
            (r#""句""#, r#""""#, "rules[0].says", FlawKind::Empty),
        ] {
            assert_eq!(flaw(HELP, &RULE.replacen(before, after, 1)), (place.to_owned(), kind), "{after}");
        }
    }

    #[test]
    fn a_column_names_a_field_that_stations_have_and_stands_once() {
        let of = |columns: &str| format!(r#"{{"postings": [], "registrations": [{columns}]}}"#);
        let name = r#"{"name": "AAC003", "from": "name"}"#;
        assert!(read(FIELDS, &of(name)).is_ok());
        let shoe = r#"{"name": "X", "from": "shoe_size"}"#;
        assert_eq!(flaw(FIELDS, &of(shoe)), ("registrations[0].from".to_owned(), FlawKind::Unknown));
        let twice = format!("{name}, {name}");
        assert_eq!(flaw(FIELDS, &of(&twice)), ("registrations[1].name".to_owned(), FlawKind::Twice));
        assert_eq!(flaw(FIELDS, &of("")), ("registrations".to_owned(), FlawKind::Empty));
    }
}
