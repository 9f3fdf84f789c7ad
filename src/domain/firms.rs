//! Employers at the desk: who may post, what a posting says once its questions are answered, and what has to be decided
//! before anybody sees it.

pub mod vacancy;

use super::content::{Body, FormDef, read};
use super::credit_code::CreditCode;
use super::nouns::{
    Benefit, DivisionCode, Education, EntryId, Firm, FirmDeed, FirmPaper, JobKind, Judged, Place, Posting, PostingId,
    RecallReason, Shift, Source, SourceKind, Wage,
};
use super::review::{Finding, Known, Rule, Severity, Told, read_text, told};
use super::service::fill::{Answers, Filled};
use super::{Fault, FaultKind, everyday, phone};
use crate::domain::ledger::EntryState;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The question for an employer's unified social credit code, in every form.
pub const CREDIT_CODE: &str = "credit_code";
/// Answers that are free words, in which anything may be hidden.
const WORDS: [&str; 7] = ["title", "tasks", "hazards", "experience", "requirements", "place", "contact"];
/// The same employer, title and place within so many days is the same posting again.
pub const AGAIN_DAYS: i64 = 30;

/// The desk's own forms, which come with the program: `firm`, `offer`, `visit`, `need`, `complaint`, `closed`, `promise`,
/// `closing`.
#[must_use]
pub fn forms() -> &'static [FormDef] {
    static FORMS: OnceLock<Vec<FormDef>> = OnceLock::new();
    // The file is part of the program; that it can be read is what a test is for.
    FORMS.get_or_init(|| match read("forms", include_str!("../../assets/desk-forms.json")) {
        Ok(Some(Body::Forms(forms))) => forms.forms,
        _ => Vec::new(),
    })
}

/// One of them.
#[must_use]
pub fn form(id: &str) -> Option<&'static FormDef> {
    forms().iter().find(|form| form.id == id)
}

/// An employer as the desk knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmRow {
    /// The store's number.
    pub id: i64,
    pub firm: Firm,
    /// Of the entry that says so.
    pub state: EntryState,
    /// Postings that stand, and needs and complaints that are open.
    pub standing: usize,
    pub open: usize,
}

/// An employer with everything the desk has of it.
#[derive(Debug, Clone, PartialEq)]
pub struct FirmFile {
    pub row: FirmRow,
    /// The latest first.
    pub offers: Vec<Offer>,
    pub notes: Vec<FirmNoteRow>,
}

/// A visit, a need or a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmNoteRow {
    pub id: EntryId,
    pub deed: FirmDeed,
    pub on: Date,
    pub staff: String,
    pub topic: String,
    pub result: String,
    pub headcount: Option<u32>,
    pub by: Option<Date>,
    /// When it ended, and how; visits end as they are written.
    pub closed: Option<(Date, String)>,
    pub state: EntryState,
}

/// A posting on its way from the questions to the province.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The store's number.
    pub id: i64,
    pub firm: i64,
    pub stage: Stage,
    pub answers: Answers,
    /// What the review pointed at when it was typed.
    pub findings: Vec<Finding>,
    /// Of each finding that was let pass, in their order: why.
    pub reasons: Vec<String>,
    pub made_by: String,
    pub made_on: Date,
    pub reviewed_by: String,
    /// What the reviewer wants changed.
    pub remark: String,
    /// The entry that offered it.
    pub entry: Option<(EntryId, EntryState)>,
    pub recalled: Option<RecallReason>,
}

/// Where an offer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for a reviewer.
    Review,
    /// A reviewer wants something changed.
    SentBack,
    /// It is on its way to the province, or with it.
    Offered,
    Recalled,
}

impl Stage {
    pub const ALL: [Self; 4] = [Self::Review, Self::SentBack, Self::Offered, Self::Recalled];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::SentBack => "sent_back",
            Self::Offered => "offered",
            Self::Recalled => "recalled",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

impl Offer {
    #[must_use]
    pub fn title(&self) -> &str {
        Told::of(&self.answers).text("title")
    }
}

/// An employer from the answers of the form `firm`.
///
/// # Errors
/// What no form alone can check: the code's check characters, and the papers without which nobody may post.
pub fn firm_of(answers: &Answers, staff: &str, today: Date) -> Result<Firm, Vec<Fault>> {
    let told = Told::of(answers);
    let code = CreditCode::parse(told.text(CREDIT_CODE));
    let mut faults = Vec::new();
    if let Err(no) = &code {
        faults.push(Fault::new("credit_code", (*no).into()));
    }
    let papers: Vec<FirmPaper> =
        FirmPaper::ALL.iter().copied().filter(|paper| told.has("papers", paper.as_str())).collect();
    if !papers.contains(&FirmPaper::Licence) || !papers.contains(&FirmPaper::AgentId) {
        faults.push(Fault::new("papers", FaultKind::Missing));
    }
    let Ok(code) = code else { return Err(faults) };
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Firm {
        credit_code: code.to_string(),
        name: told.text("name").to_owned(),
        contact: told.text("contact").to_owned(),
        phone: phone::national(told.text("phone")).unwrap_or_default(),
        agent: told.text("agent").to_owned(),
        papers,
        commissioner: String::new(),
        on: today,
        staff: staff.to_owned(),
    })
}

/// The answers of the form `firm` that are known of an employer.
#[must_use]
pub fn answers_of(firm: &Firm) -> Answers {
    use super::Given;
    let one = |text: &str| Given::One(text.to_owned());
    let papers = firm.papers.iter().map(|paper| paper.as_str().to_owned()).collect();
    BTreeMap::from([
        ("credit_code".to_owned(), one(&firm.credit_code)),
        ("name".to_owned(), one(&firm.name)),
        ("contact".to_owned(), one(&firm.contact)),
        ("phone".to_owned(), one(&firm.phone)),
        ("agent".to_owned(), one(&firm.agent)),
        ("papers".to_owned(), Given::Many(papers)),
    ])
}

/// An empty form of the desk; `known` are answers that need not be given again.
#[must_use]
pub fn begun(id: &str, known: Answers) -> Filled {
    let version = form(id).map_or(1, |form| form.version);
    Filled { form: id.to_owned(), version, answers: known, ..Filled::default() }
}

/// Everything the review points at, the gravest first.
#[must_use]
pub fn review(answers: &Answers, known: &Known) -> Vec<Finding> {
    let told_of = Told::of(answers);
    let mut findings: Vec<Finding> = WORDS.iter().flat_map(|field| read_text(field, told_of.text(field))).collect();
    findings.extend(told(answers, known));
    let lawful = !told_of.text("sex_limit").is_empty();
    let hazards_told = !told_of.text("hazards").is_empty();
    // Hazards that are told are no finding, and telling them is none either.
    findings.retain(|finding| finding.rule != Rule::Hazards || !hazards_told);
    for finding in findings.iter_mut().filter(|finding| finding.rule == Rule::Sex && lawful) {
        finding.severity = finding.severity.min(Severity::Weigh);
    }
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.rule));
    findings
}

/// Why an offer cannot be let through yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotYet {
    /// The text has to be changed first.
    Blocked,
    /// A finding was let pass without a reason.
    NoReason,
}

/// The decision of a person over what the review points at. `reasons` stand in the order of the findings; hints need none.
///
/// # Errors
/// Why it cannot be let through.
pub fn let_through(findings: &[Finding], reasons: &[String]) -> Result<Vec<Judged>, NotYet> {
    let mut judged = Vec::new();
    for (place, finding) in findings.iter().enumerate() {
        let reason = reasons.get(place).map_or("", |reason| reason.trim());
        match finding.severity {
            Severity::Block => return Err(NotYet::Blocked),
            Severity::Weigh if reason.is_empty() => return Err(NotYet::NoReason),
            Severity::Hint if reason.is_empty() => {}
            _ => judged.push(Judged {
                rule: finding.rule.code().to_owned(),
                field: finding.field.clone(),
                quote: finding.quote.clone(),
                reason: reason.to_owned(),
            }),
        }
    }
    Ok(judged)
}

/// The posting that the answers make. Its number is the province's to give.
#[must_use]
pub fn posting_of(
    answers: &Answers,
    firm: &Firm,
    (station, place): (&str, Option<&DivisionCode>),
    today: Date,
) -> Posting {
    let told = Told::of(answers);
    let title = told.text("title");
    let days = told.number("valid_days").unwrap_or(AGAIN_DAYS);
    let [contact, phone] = ["contact", "phone"].map(|field| told.text(field));
    let contact = if contact.is_empty() { firm.contact.as_str() } else { contact };
    let phone = phone::national(phone).unwrap_or_else(|_| firm.phone.clone());
    Posting {
        id: PostingId(0),
        title: title.to_owned(),
        employer: firm.name.clone(),
        job_kind: kind_of(title),
        work_form: told.work_form(),
        wage: Wage {
            text: String::new(),
            min_fen: told.number("pay_min").map(|yuan| yuan * 100),
            max_fen: told.number("pay_max").or_else(|| told.number("pay_min")).map(|yuan| yuan * 100),
            unit: told.unit(),
            ..Wage::default()
        },
        settlement: told.settlement(),
        headcount: told.number("headcount").and_then(|count| u32::try_from(count).ok()),
        place: place_of(told.text("place"), place),
        tasks: lines(&[told.text("tasks"), told.text("hazards")]),
        requirements: told.text("requirements").to_owned(),
        education: Education::parse(told.text("education")),
        experience: told.text("experience").to_owned(),
        benefits: Benefit::ALL.iter().copied().filter(|benefit| told.has("benefits", benefit.as_str())).collect(),
        shifts: Shift::ALL.iter().copied().filter(|shift| told.has("shifts", shift.as_str())).collect(),
        age_max: told.number("age_to").and_then(|age| u8::try_from(age).ok()),
        disability_welcome: told.text("requirements").contains("残疾人优先"),
        confirmed_on: None,
        doubted: false,
        contact: format!("{phone} {contact}"),
        source: Source { name: station.to_owned(), kind: SourceKind::Employer },
        posted_on: today,
        valid_until: today.saturating_add(days.days()),
    }
}

fn lines(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\n")
}

/// Where it is: the address as it was given, in the division the station stands in.
fn place_of(text: &str, station: Option<&DivisionCode>) -> Place {
    let district = station.map(|code| super::division::spoken(code.as_str())).unwrap_or_default();
    Place { division: station.cloned(), district, text: text.to_owned() }
}

/// The everyday job that a title names: by the longest of the words people call one.
#[must_use]
pub fn kind_of(title: &str) -> JobKind {
    let named = everyday::job_words().filter(|(_, _, word)| title.contains(word.text.as_ref()));
    let longest = named.max_by_key(|(_, place, word)| (word.text.chars().count(), std::cmp::Reverse(*place)));
    longest.map_or(JobKind::Other, |(kind, _, _)| kind)
}

#[cfg(test)]
mod tests;
