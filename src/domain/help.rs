//! Help that triggers itself (就业帮扶): rules, by the kind and the degree of a difficulty, say who is to be helped next, how
//! and by when. They are data with dates, as the groups are the province's and change, and the province sends its own in a pack; each carries the sentence that the
//! desk is shown, so that what is shown and what is checked cannot drift apart. A clerk may put a task off or close it: the
//! rule proposes.

pub use super::content::{HelpRule, When};

use super::content::{self, Body, HelpRules};
use super::nouns::Category;
use super::plan::Done;
use super::tag::{self, Tag};
use jiff::civil::Date;
use std::sync::OnceLock;

/// Groups that are difficulties, of which several weigh more than one.
const DIFFICULTIES: [Category; 5] = [
    Category::HardToEmploy,
    Category::ZeroEmploymentHousehold,
    Category::Disabled,
    Category::MinimumLivingAllowance,
    Category::OlderWorker,
];
/// Days of registered unemployment that are a difficulty of their own (人社部发〔2024〕84号 leaves it to the provinces; 浙江: half
/// a year).
const LONG_DAYS: i64 = 180;
/// Referrals that came to nothing from which on looking for work alone does not help.
const MANY_FAILED: u32 = 3;

/// What is known of somebody.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub tags: &'a [Tag],
    pub done: &'a [Done],
    pub registered_on: Date,
    pub failed_referrals: u32,
    pub owed: u32,
}

/// Somebody is to be helped, by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triggered<'a> {
    pub rule: &'a HelpRule,
    /// The same as long as it is the same matter, so that nobody is given twice to do what is done.
    pub about: String,
    pub due_on: Date,
}

/// The rules of this program, which count until the province sends its own: `assets/help-rules.json` is the body of such a
/// pack.
#[must_use]
pub fn rules() -> &'static [HelpRule] {
    static RULES: OnceLock<Vec<HelpRule>> = OnceLock::new();
    // The file is part of the program; that it can be read is what a test is for.
    RULES.get_or_init(|| match content::read(content::HELP, include_str!("../../assets/help-rules.json")) {
        Ok(Some(Body::HelpRules(HelpRules { rules }))) => rules,
        _ => Vec::new(),
    })
}

/// The rule of this name; of several, which follow each other, the latest.
#[must_use]
pub fn rule<'a>(rules: &'a [HelpRule], code: &str) -> Option<&'a HelpRule> {
    rules.iter().filter(|rule| rule.code == code).max_by_key(|rule| rule.from)
}

/// How hard it is for somebody: one for each of her difficulties, one for half a year without work, one for three referrals
/// that came to nothing.
#[must_use]
pub fn degree(case: &Case<'_>, today: Date) -> u32 {
    let held = tag::on(case.tags, today);
    let difficulties = held.iter().filter(|category| DIFFICULTIES.contains(category)).count();
    let long =
        since(case.tags, &[Category::RegisteredUnemployed], today).is_some_and(|from| days(from, today) >= LONG_DAYS);
    let failed = case.failed_referrals >= MANY_FAILED;
    u32::try_from(difficulties).unwrap_or(0) + u32::from(long) + u32::from(failed)
}

/// Whom the rules are about today, each rule once.
#[must_use]
pub fn triggered<'a>(rules: &'a [HelpRule], case: &Case<'_>, today: Date) -> Vec<Triggered<'a>> {
    let holds = |rule: &&HelpRule| rule.holds_on(today) && holds(&rule.when, case, today);
    rules.iter().filter(holds).map(|rule| trigger(rule, case, today)).collect()
}

fn trigger<'a>(rule: &'a HelpRule, case: &Case<'_>, today: Date) -> Triggered<'a> {
    let began = since(case.tags, &rule.when.any_of, today).unwrap_or(case.registered_on);
    // Which time it is: the first from the day she came to belong to the group, the next after each span.
    let turn = rule.again_days.map_or(0, |span| days(began, today) / span.max(1));
    let due_on = today.saturating_add(jiff::Span::new().days(rule.within_days.clamp(0, 366)));
    Triggered { rule, about: format!("{} {began} {turn}", rule.code), due_on }
}

fn holds(when: &When, case: &Case<'_>, today: Date) -> bool {
    let belongs = since(case.tags, &when.any_of, today);
    let last = case.done.iter().filter(|done| !done.void).map(|done| done.on).max().unwrap_or(case.registered_on);
    (when.any_of.is_empty() || belongs.is_some())
        && when.held_days.is_none_or(|least| belongs.is_some_and(|from| days(from, today) >= least))
        && when.degree.is_none_or(|least| degree(case, today) >= least)
        && when.no_service_days.is_none_or(|least| days(last.max(case.registered_on), today) >= least)
        && when.failed_referrals.is_none_or(|least| case.failed_referrals >= least)
        && when.owed.is_none_or(|owed| owed == (case.owed > 0))
        && when.from_month.is_none_or(|month| today.month() >= month)
}

/// Since when she has belonged to one of these groups, of those that hold today the first.
fn since(tags: &[Tag], any_of: &[Category], today: Date) -> Option<Date> {
    let held = tags.iter().filter(|tag| any_of.contains(&tag.category) && tag.holds_on(today));
    held.map(|tag| tag.from).min()
}

fn days(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TagSource;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 6, 22);

    fn held(category: Category, from: Date) -> Tag {
        Tag { category, source: TagSource::Verified, from, until: None, evidence: String::new() }
    }

    fn case(tags: &[Tag]) -> Case<'_> {
        Case { tags, done: &[], registered_on: date(2026, 6, 20), failed_referrals: 0, owed: 0 }
    }

    fn codes(case: &Case<'_>, today: Date) -> Vec<&'static str> {
        triggered(rules(), case, today).into_iter().map(|one| one.rule.code.as_str()).collect()
    }

    #[test]
    fn the_rules_can_be_read_and_each_has_a_name_of_its_own_and_a_sentence() {
        let mut names: Vec<&str> = rules().iter().map(|rule| rule.code.as_str()).collect();
        assert!(names.len() >= 9);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), rules().len());
        assert!(rules().iter().all(|rule| !rule.says.is_empty() && rule.within_days > 0));
    }

    #[test]
    fn half_a_year_without_work_calls_for_guidance_and_again_a_quarter_later() {
        let tags = [held(Category::RegisteredUnemployed, date(2026, 1, 5))];
        assert_eq!(codes(&case(&tags), date(2026, 6, 1)), Vec::<&str>::new());
        let at = |day| triggered(rules(), &case(&tags), day).into_iter().next().map(|one| one.about);
        let first = at(date(2026, 7, 10)).unwrap();
        assert_eq!(at(date(2026, 7, 11)).unwrap(), first, "the same matter is no new one the next day");
        assert_ne!(at(date(2026, 10, 10)).unwrap(), first);
    }

    #[test]
    fn difficulties_add_up_and_the_heaviest_are_visited() {
        let tags = [held(Category::HardToEmploy, date(2025, 1, 1)), held(Category::OlderWorker, date(2025, 1, 1))];
        assert_eq!(degree(&case(&tags), TODAY), 2);
        assert!(!codes(&case(&tags), TODAY).contains(&"hard_and_heavy"));
        let unlucky = Case { failed_referrals: 3, ..case(&tags) };
        assert_eq!(degree(&unlucky, TODAY), 3);
        let codes = codes(&unlucky, TODAY);
        assert!(codes.contains(&"hard_and_heavy") && codes.contains(&"failed_referrals"), "{codes:?}");
    }

    #[test]
    fn who_was_served_yesterday_is_left_in_peace() {
        let tags = [held(Category::OlderWorker, date(2026, 1, 1))];
        let long_ago = Case { registered_on: date(2026, 3, 1), ..case(&tags) };
        assert_eq!(codes(&long_ago, TODAY), ["older"]);
        let served = Done {
            id: crate::domain::EntryId::new(1, [1; 10]),
            kind: crate::domain::ServiceKind::Call,
            on: date(2026, 6, 21),
            posting: None,
            topic: String::new(),
            result: String::new(),
            told: true,
            confirmed: false,
            void: false,
        };
        let done = [served];
        assert_eq!(codes(&Case { done: &done, ..long_ago }, TODAY), Vec::<&str>::new());
        let void = [Done { void: true, ..done[0].clone() }];
        assert_eq!(codes(&Case { done: &void, ..long_ago }, TODAY), ["older"], "a mistake was no service");
    }

    #[test]
    fn what_a_plan_owes_late_in_the_year_is_a_task() {
        let owing = Case { owed: 2, ..case(&[]) };
        assert_eq!(codes(&owing, date(2026, 9, 30)), Vec::<&str>::new());
        assert_eq!(codes(&owing, date(2026, 10, 1)), ["plan_late"]);
    }

    #[test]
    fn a_rule_about_a_sensitive_group_says_that_it_is() {
        assert!(
            rule(rules(), "disabled").unwrap().is_sensitive()
                && rule(rules(), "zero_household").unwrap().is_sensitive()
        );
        assert!(!rule(rules(), "long_unemployed").unwrap().is_sensitive());
    }
}
