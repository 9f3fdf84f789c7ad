//! What follows from the answers themselves: hours that add up to more than the law allows, pay below the minimum, a trial
//! that is too long, what is missing. Figures are computed and shown, so that whoever decides can check them.

use super::{Finding, Rule, Severity};
use crate::domain::service::fill::Answers;
use crate::domain::{Settlement, WageUnit, WorkForm};

/// Hours a day and a week that need no overtime pay (劳动法 36).
const HOURS_A_DAY: i64 = 8;
const HOURS_A_WEEK: i64 = 44;
/// The same of work by the hour (劳动合同法 68).
const PART_HOURS_A_DAY: i64 = 4;
const PART_HOURS_A_WEEK: i64 = 24;
/// The longest trial there is, in months (劳动合同法 19).
const LONGEST_TRIAL: i64 = 6;
/// The least share of the wage in it, in per cent (劳动合同法 20).
const TRIAL_PAY: i64 = 80;
/// A range this wide says nothing.
const WIDEST_RANGE: i64 = 3;
/// An age limit below this needs a reason.
const AGE_TO: i64 = 50;
/// 劳动法 15; and until 18 no night work and nothing heavy or harmful (64).
const OF_AGE: i64 = 16;
const GROWN_UP: i64 = 18;
/// Days after which a posting has to be confirmed anew.
const LONGEST_DAYS: i64 = 90;
/// More employers than this with one telephone are an agency, or something worse.
const PHONE_FIRMS: usize = 2;

/// What the station knows besides the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// The local minimum wage in yuan: a month, an hour. `None`: nobody has said it here.
    pub minimum: Option<(i64, i64)>,
    /// Postings of the same employer, title and place of the last thirty days.
    pub same: usize,
    /// Other employers that gave the same telephone.
    pub phone_firms: usize,
}

/// The answers as the rules need them.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a>(&'a Answers);

impl<'a> Told<'a> {
    #[must_use]
    pub const fn of(answers: &'a Answers) -> Self {
        Self(answers)
    }

    #[must_use]
    pub fn text(self, id: &str) -> &'a str {
        self.0.get(id).map_or("", |given| given.text().trim())
    }

    #[must_use]
    pub fn number(self, id: &str) -> Option<i64> {
        crate::domain::text::half_width(self.text(id)).parse().ok()
    }

    #[must_use]
    pub fn has(self, id: &str, code: &str) -> bool {
        self.0.get(id).is_some_and(|given| given.has(code))
    }

    #[must_use]
    pub fn work_form(self) -> WorkForm {
        WorkForm::parse(self.text("work_form")).unwrap_or(WorkForm::Other)
    }

    #[must_use]
    pub fn unit(self) -> Option<WageUnit> {
        WageUnit::parse(self.text("pay_unit"))
    }

    #[must_use]
    pub fn settlement(self) -> Option<Settlement> {
        Settlement::parse(self.text("settlement"))
    }

    /// Days a week, five or six where nothing is said being no matter: only what was said is judged.
    fn hours_a_week(self) -> Option<i64> {
        Some(self.number("hours_day")? * self.number("days_week")?)
    }

    fn by_the_hour(self) -> bool {
        matches!(self.work_form(), WorkForm::PartTime | WorkForm::Hourly)
    }
}

/// What the answers say against the rules.
#[must_use]
pub fn told(answers: &Answers, known: &Known) -> Vec<Finding> {
    let told = Told::of(answers);
    let mut findings = Findings(Vec::new());
    ages(told, &mut findings);
    pay(told, known, &mut findings);
    hours(told, &mut findings);
    trial(told, &mut findings);
    missing(told, &mut findings);
    stale(told, known, &mut findings);
    findings.0
}

struct Findings(Vec<Finding>);

impl Findings {
    fn note(&mut self, rule: Rule, severity: Severity, field: &str, figure: Option<i64>) {
        let field = field.to_owned();
        self.0.push(Finding { rule, severity, field, place: 0..0, quote: String::new(), figure });
    }
}

fn ages(told: Told<'_>, findings: &mut Findings) {
    let from = told.number("age_from");
    if let Some(from) = from.filter(|from| *from < OF_AGE) {
        findings.note(Rule::Age, Severity::Block, "age_from", Some(from));
    }
    let harmful = !told.text("hazards").is_empty() || told.has("shifts", "night") || told.has("shifts", "two_shifts");
    if let Some(from) = from.filter(|from| (OF_AGE..GROWN_UP).contains(from) && harmful) {
        findings.note(Rule::Age, Severity::Block, "age_from", Some(from));
    }
    if let Some(to) = told.number("age_to").filter(|to| *to < AGE_TO) {
        findings.note(Rule::Age, Severity::Weigh, "age_to", Some(to));
    }
}

fn pay(told: Told<'_>, known: &Known, findings: &mut Findings) {
    let (least, most) = (told.number("pay_min"), told.number("pay_max"));
    if let (Some(least), Some(most)) = (least, most)
        && (most > least * WIDEST_RANGE || most < least)
    {
        findings.note(Rule::Wage, Severity::Weigh, "pay_max", Some(most));
    }
    let (Some(least), Some(unit)) = (least, told.unit()) else { return };
    let Some((month, hour)) = known.minimum else {
        return findings.note(Rule::Wage, Severity::Hint, "pay_min", None);
    };
    let full_time = told.work_form() == WorkForm::FullTime;
    match unit {
        WageUnit::Month if least < month && full_time => {
            findings.note(Rule::Wage, Severity::Block, "pay_min", Some(month));
        }
        WageUnit::Month if least < month => findings.note(Rule::Wage, Severity::Weigh, "pay_min", Some(month)),
        WageUnit::Hour if least < hour => findings.note(Rule::Wage, Severity::Weigh, "pay_min", Some(hour)),
        _ => {}
    }
}

fn hours(told: Told<'_>, findings: &mut Findings) {
    let day = told.number("hours_day");
    let week = told.hours_a_week();
    let overtime = told.has("benefits", "overtime_pay");
    if told.by_the_hour() {
        if let Some(day) = day.filter(|day| *day > PART_HOURS_A_DAY) {
            findings.note(Rule::PartTime, Severity::Weigh, "hours_day", Some(day));
        } else if let Some(week) = week.filter(|week| *week > PART_HOURS_A_WEEK) {
            findings.note(Rule::PartTime, Severity::Weigh, "days_week", Some(week));
        }
        if told.settlement() == Some(Settlement::Monthly) {
            findings.note(Rule::PartTime, Severity::Weigh, "settlement", None);
        }
        return;
    }
    match (week, day) {
        (Some(week), _) if week > HOURS_A_WEEK && !overtime => {
            findings.note(Rule::Hours, Severity::Weigh, "days_week", Some(week));
        }
        (_, Some(day)) if day > HOURS_A_DAY && !overtime => {
            findings.note(Rule::Hours, Severity::Weigh, "hours_day", Some(day));
        }
        _ => {}
    }
    if told.number("days_week") == Some(7) {
        findings.note(Rule::Hours, Severity::Weigh, "days_week", Some(7));
    }
}

fn trial(told: Told<'_>, findings: &mut Findings) {
    if let Some(months) = told.number("trial").filter(|months| *months > LONGEST_TRIAL) {
        findings.note(Rule::Probation, Severity::Block, "trial", Some(months));
    }
    if told.by_the_hour() && told.number("trial").is_some_and(|months| months > 0) {
        // 劳动合同法 70: work by the hour has no trial.
        findings.note(Rule::Probation, Severity::Block, "trial", told.number("trial"));
    }
    if let Some(share) = told.number("trial_pay").filter(|share| *share < TRIAL_PAY) {
        findings.note(Rule::Probation, Severity::Block, "trial_pay", Some(share));
    }
}

/// The elements of a notice (人社厅发〔2025〕60号) and how to reach who posts it.
fn missing(told: Told<'_>, findings: &mut Findings) {
    for field in ["title", "headcount", "tasks", "requirements", "place", "pay_min", "phone", "valid_days"] {
        let there = match field {
            // A condition may also stand in the questions of its own.
            "requirements" => ["requirements", "education", "experience", "age_from", "age_to"]
                .iter()
                .any(|field| !told.text(field).is_empty()),
            field => !told.text(field).is_empty(),
        };
        if !there {
            findings.note(Rule::Missing, Severity::Block, field, None);
        }
    }
}

fn stale(told: Told<'_>, known: &Known, findings: &mut Findings) {
    if let Some(days) = told.number("valid_days").filter(|days| *days > LONGEST_DAYS) {
        findings.note(Rule::Stale, Severity::Weigh, "valid_days", Some(days));
    }
    if known.same > 0 {
        findings.note(Rule::Stale, Severity::Weigh, "title", None);
    }
    if known.phone_firms > PHONE_FIRMS {
        let firms = i64::try_from(known.phone_firms).unwrap_or(i64::MAX);
        findings.note(Rule::Stale, Severity::Weigh, "phone", Some(firms));
    }
}
