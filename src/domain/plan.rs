//! Plans of services that some groups of people are owed: 311 and its kin. A plan is data, with the days from and until
//! which it holds: what counts, how often, in which period, for whom. What a person has had, and what is still owed to her,
//! is computed from her services each time and kept nowhere, so that it cannot drift from its evidence.

mod count;
#[cfg(test)]
mod tests;

pub use count::{Counted, Judged, NotCounted, Owed, Standing, judge, standing};

use super::nouns::{Category, EntryId, PostingId, ServiceKind};
use super::tag::Tag;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use serde::Deserialize;
use std::sync::OnceLock;

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What people call it: 311.
    pub code: String,
    /// The document it comes from, in a sentence.
    pub source: String,
    /// The first day it holds.
    pub from: Date,
    /// And the last.
    #[serde(default)]
    pub until: Option<Date>,
    pub period: Period,
    /// Who belongs to one of these groups is entitled.
    pub entitled: Vec<Category>,
    pub needs: Vec<Need>,
}

/// In what time a plan's services are to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// From January to December (每年至少).
    CalendarYear,
    /// The year that ends today.
    RollingYear,
    /// From the day she came to belong to the group, without an end.
    Case,
}

/// One of the services that a plan asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Any of these kinds.
    pub counts: Vec<ServiceKind>,
    pub at_least: u32,
}

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

/// The plans of this program, as `assets/plans.json` has them.
///
/// The file is part of the program; that it can be read is what a test is for.
#[must_use]
pub fn plans() -> &'static [Plan] {
    static PLANS: OnceLock<Vec<Plan>> = OnceLock::new();
    PLANS.get_or_init(|| serde_json::from_str(include_str!("../../assets/plans.json")).unwrap_or_default())
}

impl Plan {
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// The groups that entitle a person on a day.
    #[must_use]
    pub fn entitling(&self, tags: &[Tag], day: Date) -> Vec<Category> {
        if !self.holds_on(day) {
            return Vec::new();
        }
        super::tag::on(tags, day).into_iter().filter(|category| self.entitled.contains(category)).collect()
    }

    /// The first and the last day of the period that `today` lies in, for a person with these tags.
    #[must_use]
    pub fn span(&self, tags: &[Tag], today: Date) -> (Date, Date) {
        match self.period {
            Period::CalendarYear => (date(today.year(), 1, 1), date(today.year(), 12, 31)),
            Period::RollingYear => (today.saturating_sub(1.year()).saturating_add(1.day()), today),
            Period::Case => (self.case_from(tags, today).unwrap_or(today), today),
        }
    }

    /// Since when she has belonged to a group of the plan without a break: the case began then.
    fn case_from(&self, tags: &[Tag], today: Date) -> Option<Date> {
        let mut mine: Vec<&Tag> = tags.iter().filter(|tag| self.entitled.contains(&tag.category)).collect();
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
}
