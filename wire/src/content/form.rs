//! Forms as data: what is asked, in which order, when, and what comes of it.

use super::rule::Condition;
use super::shelf::Origin;
use super::{Said, ShelfKind};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The body of a pack of forms.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    pub forms: Vec<FormDef>,
}

/// The most pictures that a form can take.
pub const MAX_PICTURES: u8 = 9;

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormDef {
    pub id: String,
    /// Goes up with every change of what is asked: an answer is examined by the version it answers.
    pub version: u32,
    pub title: Said,
    /// What else people call it: by these words it is found, too.
    #[serde(default)]
    pub also: Vec<String>,
    /// Said before the first step.
    #[serde(default)]
    pub intro: Vec<Said>,
    /// Better or quicker ways than this form, shown before it.
    #[serde(default)]
    pub first: Vec<First>,
    pub steps: Vec<Step>,
    /// What happens next, on the receipt.
    #[serde(default)]
    pub after: Vec<Said>,
    /// It is about a thing of this shelf: a booking, an enrolment.
    #[serde(default)]
    pub about: Option<ShelfKind>,
    /// It asks for an account of this service, and not for an office to look at it.
    #[serde(default)]
    pub account: Option<Said>,
    /// When it cannot wait for the next working day.
    #[serde(default)]
    pub urgent: Option<Condition>,
    /// It only calculates: nothing is kept or sent.
    #[serde(default)]
    pub calculation: Option<Calculation>,
    /// How many pictures may be added to it from a phone, by the code on its slip; none where it is not said.
    #[serde(default)]
    pub pictures: u8,
    #[serde(default)]
    pub from: Option<Date>,
    #[serde(default)]
    pub until: Option<Date>,
    /// The division it holds in; none for the whole country.
    #[serde(default)]
    pub region: Option<String>,
    #[serde(default)]
    pub source: Option<Origin>,
}

impl FormDef {
    /// All its fields, in the order they are asked.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.steps.iter().flat_map(|step| &step.fields)
    }

    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|field| field.id == id)
    }
}

/// A better or quicker way: a hotline, an official code to scan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct First {
    pub says: Said,
    #[serde(default)]
    pub phone: String,
    /// What a code to scan holds.
    #[serde(default)]
    pub code: String,
}

/// What is asked on one page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub title: Said,
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub id: String,
    pub kind: FieldKind,
    pub label: Said,
    #[serde(default)]
    pub hint: Said,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub options: Vec<Choice>,
    /// The options are the codes of this list of the province's.
    #[serde(default)]
    pub list: Option<String>,
    /// Of which version of the list they are; no part of a pack.
    #[serde(skip)]
    pub list_version: u32,
    /// The least and the most of a number.
    #[serde(default)]
    pub min: Option<i64>,
    #[serde(default)]
    pub max: Option<i64>,
    /// It is asked only then.
    #[serde(default)]
    pub show_if: Option<ShowIf>,
    /// What may be known of it already, and is remembered from it for the next form.
    #[serde(default)]
    pub prefill: Option<Prefill>,
}

impl Field {
    /// The options that may be chosen on a day.
    pub fn options_on(&self, day: Date) -> impl Iterator<Item = &Choice> {
        self.options.iter().filter(move |choice| choice.holds_on(day))
    }
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Name,
    IdNumber,
    Phone,
    Email,
    /// The unified social credit code of an employer, both of whose check characters fit (GB 32100-2015).
    CreditCode,
    /// One line.
    Line,
    /// Several lines.
    Long,
    Number,
    /// Whole yuan.
    Money,
    /// A day: `2026-11-22`.
    Day,
    /// A month: `2026-11`.
    Month,
    /// One of the options.
    Choice,
    /// Any of the options.
    Many,
    /// `yes` or `no`.
    YesNo,
    /// A consent of its own; the hint says what is agreed to. Answered by `yes` or not at all.
    Consent,
}

impl FieldKind {
    /// Whether it has options of its own.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::Many)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub code: String,
    pub label: Said,
    /// The first day on which it may be chosen.
    #[serde(default)]
    pub from: Option<Date>,
    /// And the last.
    #[serde(default)]
    pub until: Option<Date>,
}

impl Choice {
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// An earlier question was answered by one of these codes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShowIf {
    pub field: String,
    pub is: Vec<String>,
}

/// What is remembered within one visit, so that nothing is typed twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prefill {
    Name,
    IdNumber,
    Phone,
    Residence,
    Education,
    Birth,
    Sex,
    Employer,
}

/// A calculation over the answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calculation {
    pub calculator: Calculator,
    /// The figures that change with the years: amounts in yuan, limits in months.
    #[serde(default)]
    pub figures: BTreeMap<String, i64>,
}

/// What is calculated. The rules are the station's; the figures come with the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calculator {
    /// 渐进式延迟法定退休年龄: fields `birth` (month) and `group` (`man`, `woman_55`, `woman_50`).
    Retirement,
    /// 失业金 months: field `years` of contributions.
    UnemploymentMonths,
    /// 一次性扩岗补助: field `people`; figure `each`.
    HiringSubsidy,
    /// 技能提升补贴: field `level`; a figure for each of its codes.
    SkillSubsidy,
}

impl Calculator {
    /// The fields it needs.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Retirement => &["birth", "group"],
            Self::UnemploymentMonths => &["years"],
            Self::HiringSubsidy => &["people"],
            Self::SkillSubsidy => &["level"],
        }
    }
}
