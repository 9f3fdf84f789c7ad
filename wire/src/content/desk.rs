//! What the province says of the desk's own work: which services some groups of people are owed (311 and its kin), when help
//! triggers itself (就业帮扶), and in which fields and codes lists are handed on to the province. All of it is dated where it
//! changes with the years, and a station has its own of each until a pack comes.

use super::Said;
use crate::codes::Category;
use crate::service::ServiceKind;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The body of a pack of service plans.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServicePlans {
    pub plans: Vec<ServicePlan>,
}

/// Services that some groups of people are owed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServicePlan {
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

impl ServicePlan {
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        holds(self.from, self.until, day)
    }
}

/// The body of a pack of rules of help.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpRules {
    pub rules: Vec<HelpRule>,
}

/// Who is to be helped next, how and by when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpRule {
    pub code: String,
    pub from: Date,
    #[serde(default)]
    pub until: Option<Date>,
    pub when: When,
    /// What is to be done.
    pub does: ServiceKind,
    pub within_days: i64,
    /// Anew after so many days, as long as it holds; none: once.
    #[serde(default)]
    pub again_days: Option<i64>,
    /// Why, as the desk reads it.
    pub says: Said,
}

/// When a rule holds: everything that it says must.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct When {
    /// She belongs to one of these.
    pub any_of: Vec<Category>,
    /// And has for so many days.
    pub held_days: Option<i64>,
    /// How hard it is, from 1 up: one for each difficulty.
    pub degree: Option<u32>,
    /// Nothing has been done for her, and she has not registered, for so many days.
    pub no_service_days: Option<i64>,
    pub failed_referrals: Option<u32>,
    /// A plan still owes her services.
    pub owed: Option<bool>,
    /// From this month of the year on.
    pub from_month: Option<i8>,
}

impl HelpRule {
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        holds(self.from, self.until, day)
    }

    /// Whether its reason tells of a group that not everybody at the desk may see.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.when.any_of.iter().any(|category| category.is_sensitive())
    }
}

fn holds(from: Date, until: Option<Date>, day: Date) -> bool {
    from <= day && until.is_none_or(|until| day <= until)
}

/// The body of a pack of the province's fields: the columns of the lists that are handed on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvinceFields {
    pub registrations: Vec<ProvinceColumn>,
    pub postings: Vec<ProvinceColumn>,
}

/// A column as the province names it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvinceColumn {
    /// `AAC003`
    pub name: String,
    /// What it is called for people: the second line of the table; none where no column has one.
    #[serde(default)]
    pub title: String,
    /// Our field.
    pub from: String,
    /// Our code to theirs. Empty: the value travels as it is.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    #[serde(default)]
    pub format: Format,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    #[default]
    Plain,
    /// A day as C8: `20261122`.
    YyyyMmDd,
}

/// Fields of a registered person.
pub const PERSON: [&str; 26] = [
    "receipt",
    "station",
    "name",
    "id_type",
    "id_number",
    "no_id_reason",
    "sex",
    "born",
    "phone",
    "contact_by_station",
    "residence",
    "division",
    "education",
    "skills",
    "wanted_jobs",
    "work_forms",
    "wage",
    "available_from",
    "max_distance_km",
    "night_shift",
    "needs_board",
    "needs_lodging",
    "categories",
    "registered_on",
    "valid_until",
    "assisted_by",
];

/// Fields of a posting.
pub const POSTING: [&str; 29] = [
    "receipt",
    "station",
    "credit_code",
    "employer",
    "title",
    "headcount",
    "work_form",
    "tasks",
    "hazards",
    "pay",
    "pay_unit",
    "pay_min",
    "pay_max",
    "settlement",
    "benefits",
    "hours_day",
    "days_week",
    "shifts",
    "education",
    "experience",
    "age_from",
    "age_to",
    "requirements",
    "place",
    "contact",
    "phone",
    "registered_on",
    "valid_until",
    "valid_days",
];
