//! Things to read and to act on: shelves of items, plans of steps, assessments, words.

use super::form::FormDef;
use super::playlist::Film;
use super::rule::Rule;
use super::{COURSES, EVENTS, EXPERTS, PLACES, POLICIES, SHELF, Said, ZONES};
use crate::DivisionCode;
use crate::codes::{Benefit, Category, JobGroup, JobKind, Settlement, Shift, SourceKind, WorkForm};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShelfKind {
    Policies,
    Courses,
    Experts,
    Events,
    Places,
    /// Law and rights.
    Shelf,
    /// Postings of a campaign, or for a group of people (招聘专区).
    Zones,
}

impl ShelfKind {
    pub const ALL: [Self; 7] =
        [Self::Policies, Self::Courses, Self::Experts, Self::Events, Self::Places, Self::Shelf, Self::Zones];

    /// The kind of its packs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policies => POLICIES,
            Self::Courses => COURSES,
            Self::Experts => EXPERTS,
            Self::Events => EVENTS,
            Self::Places => PLACES,
            Self::Shelf => SHELF,
            Self::Zones => ZONES,
        }
    }

    #[must_use]
    pub fn parse(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.as_str() == kind)
    }
}

/// The body of a pack that is a shelf.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shelf {
    /// What items are sorted by, where there are many.
    #[serde(default)]
    pub groups: Vec<Group>,
    pub items: Vec<Item>,
    /// What is asked so that items with a rule find their people.
    #[serde(default)]
    pub questions: Option<FormDef>,
    /// Rules that several items share.
    #[serde(default)]
    pub rules: BTreeMap<String, Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub title: Said,
}

/// A policy, a course, an expert, an event, a place or a law: what stands on its card, on its page and on its slip.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub title: Said,
    /// One sentence, on the card.
    pub line: Said,
    /// What else people call it: by these words it is found, too.
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub group: Option<String>,
    /// What matters most, at a glance.
    #[serde(default)]
    pub facts: Vec<Fact>,
    #[serde(default)]
    pub parts: Vec<Part>,
    /// What to bring.
    #[serde(default)]
    pub papers: Vec<Said>,
    /// When it takes place, with the hours in words.
    #[serde(default)]
    pub on: Option<Date>,
    #[serde(default)]
    pub hours: Said,
    /// Where it takes place: how far that is, and where it stands on a map, is told by it.
    #[serde(default)]
    pub at: Option<DivisionCode>,
    /// When one can be there each week: what is booked.
    #[serde(default)]
    pub times: Vec<Weekly>,
    /// The stands of a fair.
    #[serde(default)]
    pub booths: Vec<Booth>,
    /// What is done about it here.
    #[serde(default)]
    pub acts: Vec<Act>,
    /// The licences that a course leads to, by the codes of the station's table: where a posting asks for one, the course is
    /// named beside it.
    #[serde(default)]
    pub leads_to: Vec<String>,
    /// An official address that a phone may open.
    #[serde(default)]
    pub code: String,
    /// A talk or a lesson that can be watched here.
    #[serde(default)]
    pub watch: Option<Film>,
    /// Whom it fits.
    #[serde(default)]
    pub rule: Option<Rule>,
    /// The group whose recognition this is: its rule says who belongs to it here and from when on, and its papers prove it.
    #[serde(default)]
    pub recognises: Option<Category>,
    #[serde(default)]
    pub region: Option<String>,
    #[serde(default)]
    pub from: Option<Date>,
    #[serde(default)]
    pub until: Option<Date>,
    pub source: Origin,
}

impl Item {
    /// Whether it is shown on a day: what is over is not; what begins later already is where it has a day of its own.
    #[must_use]
    pub fn is_open(&self, today: Date) -> bool {
        let over = self.until.is_some_and(|until| until < today) || self.on.is_some_and(|on| on < today);
        !over && (self.on.is_some() || self.from.is_none_or(|from| from <= today))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub label: Said,
    pub value: Said,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub heading: Said,
    pub lines: Vec<Said>,
}

/// Where a text comes from, and as of when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    pub name: Said,
    /// The document's number.
    #[serde(default)]
    pub document: String,
    pub as_of: Date,
}

/// An hour of every week.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weekly {
    /// Monday is 1, Sunday 7.
    pub weekday: i8,
    /// `09:00`.
    pub at: String,
    /// People who can be seen in it.
    pub seats: u32,
}

/// A firm's stand at a fair.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booth {
    pub at: Stand,
    pub firm: String,
    pub offers: Vec<Offer>,
}

/// A place in the hall: a row by its letter, and the number in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Stand {
    pub row: char,
    pub number: u16,
}

impl TryFrom<String> for Stand {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let stand = || {
            let row = text.chars().next().filter(char::is_ascii_uppercase)?;
            let number = text.get(1..)?.parse().ok().filter(|number| (1..=99).contains(number))?;
            Some(Self { row, number })
        };
        stand().ok_or_else(|| format!("`{text}` is no stand; one is a letter and a number up to 99, as A12"))
    }
}

impl std::fmt::Display for Stand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{:02}", self.row, self.number)
    }
}

/// Posts of one kind that a firm offers at a fair; in JSON `["电焊工", 5, "6000-8000 元/月"]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Offer(pub String, pub u32, pub String);

/// Something to be done here, and what its button says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    #[serde(rename = "do")]
    pub what: Do,
    pub says: Said,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Do {
    /// Fill in a form; one that is about a thing is about this one.
    Form(String),
    /// Go through a plan of steps.
    Plan(String),
    /// Look at a shelf.
    Shelf(ShelfKind),
    /// Go through an assessment.
    Assess(String),
    /// Ask which policies fit.
    CheckPolicies,
    /// Look at the postings that these conditions find.
    Postings(Wanted),
}

/// Which postings: all conditions must hold, as when somebody chooses them on the screen, where each can be dropped again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wanted {
    /// Words that the advert says: a campaign's adverts name it.
    pub words: String,
    pub job_group: Option<JobGroup>,
    pub job_kind: Option<JobKind>,
    pub work_form: Option<WorkForm>,
    pub settlement: Option<Settlement>,
    pub shift: Option<Shift>,
    pub benefits: Vec<Benefit>,
    pub source: Option<SourceKind>,
    /// No diploma is asked for.
    pub no_diploma: bool,
    /// Disabled people are welcome.
    pub disability_welcome: bool,
    /// Open to this age.
    pub age: Option<u8>,
    /// Posted within the last days.
    pub new: bool,
}

impl Wanted {
    /// Whether it says nothing: everything would be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && *self == Self { words: self.words.clone(), ..Self::default() }
    }
}

/// The body of a pack of plans.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guides {
    pub plans: Vec<Plan>,
}

/// What a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// 业务经办
    Business,
    /// 创业
    Startup,
    /// 职业发展路径
    Career,
    /// 维权
    Rights,
    /// 单位招人、用工
    Firms,
}

/// Steps that lead to something.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub id: String,
    pub area: Area,
    pub title: Said,
    pub line: Said,
    /// What else people call it: by these words it is found, too.
    #[serde(default)]
    pub also: Vec<String>,
    /// Who, where, how long, what it costs.
    #[serde(default)]
    pub facts: Vec<Fact>,
    pub steps: Vec<PlanStep>,
    #[serde(default)]
    pub region: Option<String>,
    #[serde(default)]
    pub from: Option<Date>,
    #[serde(default)]
    pub until: Option<Date>,
    pub source: Origin,
}

impl Plan {
    #[must_use]
    pub fn is_open(&self, today: Date) -> bool {
        self.until.is_none_or(|until| until >= today) && self.from.is_none_or(|from| from <= today)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanStep {
    pub title: Said,
    #[serde(default)]
    pub text: Said,
    #[serde(default)]
    pub papers: Vec<Said>,
    #[serde(default)]
    pub act: Option<Act>,
}

/// The body of a pack of assessments.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessments {
    pub assessments: Vec<Assessment>,
}

/// Questions a person answers about herself, for herself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    pub id: String,
    pub title: Said,
    pub line: Said,
    pub method: Method,
    /// What it is not: shown before and beside every result.
    pub limits: Said,
    /// What each question asks.
    pub ask: Said,
    /// The answers, from the least to the most.
    #[serde(default)]
    pub scale: Vec<Said>,
    /// How many are picked.
    #[serde(default)]
    pub pick: Option<usize>,
    pub questions: Vec<Question>,
    pub outcomes: Vec<Outcome>,
    #[serde(default)]
    pub acts: Vec<Act>,
    pub source: Origin,
}

/// How it is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Sums over six types of interest, in the order R, I, A, S, E, C.
    Riasec,
    /// The cards that matter most.
    Sort,
    /// What was answered by no becomes a list of things to do.
    ToDo,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub says: Said,
    /// The type it counts for, or the outcome it leads to.
    pub mark: String,
}

/// What is said for a type, a card or a thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub mark: String,
    pub title: Said,
    #[serde(default)]
    pub text: Said,
    /// Everyday jobs that go with it, by code.
    #[serde(default)]
    pub jobs: Vec<JobKind>,
}

/// The body of a pack of words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    pub terms: Vec<Term>,
}

/// A word as postings and papers use it, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub word: Said,
    /// Other words for the same.
    #[serde(default)]
    pub also: Vec<String>,
    pub means: Said,
    /// What to watch out for.
    #[serde(default)]
    pub mind: Said,
    #[serde(default)]
    pub source: Option<Origin>,
}
