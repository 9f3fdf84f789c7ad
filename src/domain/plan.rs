//! Plans of services that some groups of people are owed: 311 and its kin. A plan is data, with the days from and until
//! which it holds, and the province sends its own in a pack: what counts, how often, in which period, for whom. What a person has had, and what is still owed to her,
//! is computed from her services each time and kept nowhere, so that it cannot drift from its evidence.

mod count;
#[cfg(test)]
mod tests;

pub use count::{Counted, Judged, NotCounted, Owed, Standing, judge, standing};

pub use super::content::{Need, Period, ServicePlan as Plan};

use super::content::{self, Body, ServicePlans};
use super::nouns::{Category, EntryId, PostingId, ServiceKind};
use super::tag::Tag;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use std::sync::OnceLock;

/// A service that a person has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The entry that says so.
    pub id: EntryId,
    pub kind: ServiceKind,
    pub on: Date,
    pub posting: Option<PostingId>,
    pub topic: String,
    pub result: String,
    /// She was told in person.
    pub told: bool,
    /// She has confirmed it herself.
    pub confirmed: bool,
    /// It was a mistake.
    pub void: bool,
}

/// The plans of this program, which count until the province sends its own: `assets/plans.json` is the body of such a pack.
///
/// The file is part of the program; that it can be read is what a test is for.
#[must_use]
pub fn plans() -> &'static [Plan] {
    static PLANS: OnceLock<Vec<Plan>> = OnceLock::new();
    PLANS.get_or_init(|| match content::read(content::PLANS, include_str!("../../assets/plans.json")) {
        Ok(Some(Body::ServicePlans(ServicePlans { plans }))) => plans,
        _ => Vec::new(),
    })
}

/// The groups that entitle a person on a day.
#[must_use]
pub fn entitling(plan: &Plan, tags: &[Tag], day: Date) -> Vec<Category> {
    if !plan.holds_on(day) {
        return Vec::new();
    }
    super::tag::on(tags, day).into_iter().filter(|category| plan.entitled.contains(category)).collect()
}

/// The first and the last day of the period that `today` lies in, for a person with these tags.
#[must_use]
pub fn span(plan: &Plan, tags: &[Tag], today: Date) -> (Date, Date) {
    match plan.period {
        Period::CalendarYear => (date(today.year(), 1, 1), date(today.year(), 12, 31)),
        Period::RollingYear => (today.saturating_sub(1.year()).saturating_add(1.day()), today),
        Period::Case => (case_from(plan, tags, today).unwrap_or(today), today),
    }
}

/// Since when she has belonged to a group of the plan without a break: the case began then.
fn case_from(plan: &Plan, tags: &[Tag], today: Date) -> Option<Date> {
    let mut mine: Vec<&Tag> = tags.iter().filter(|tag| plan.entitled.contains(&tag.category)).collect();
    mine.sort_unstable_by_key(|tag| std::cmp::Reverse(tag.from));
    let mut from = mine.iter().filter(|tag| tag.holds_on(today)).map(|tag| tag.from).min()?;
    for tag in mine {
        // A tag that ends the day before belongs to the same case.
        if tag.from < from && tag.until.is_none_or(|until| until.saturating_add(1.day()) >= from) {
            from = tag.from;
        }
    }
    Some(from)
}
