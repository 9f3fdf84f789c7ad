//! The station's report of a month, a year, or for an acceptance (验收): figures, months, the eight functions and the list of
//! evidence, as a table for a spreadsheet and as pages to print and sign. Made from the ledger alone and of the day it is
//! given, so that the same command gives the same report.

mod pages;
pub mod resume;
mod table;

pub use pages::{Fonts, pdf, plain_page};
pub use table::xlsx;

use crate::domain::ledger::EntryState;
use crate::domain::monitor::{Evidence, Figure, Monitor, Span};
use crate::domain::{EntryKind, ServiceKind};
use crate::i18n::Words;
use jiff::civil::Date;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("the spreadsheet could not be written: {0}")]
    Table(#[from] rust_xlsxwriter::XlsxError),
    #[error("the pages could not be written: {0}")]
    Pages(String),
}

/// What a report says, in words already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub title: String,
    /// Station, span and the day it was made.
    pub about: Vec<String>,
    /// Figures: name, count, what is expected.
    pub figures: Vec<Line>,
    /// Months: number, services, records. Empty in the report of a month.
    pub months: Vec<(u8, u64, u64)>,
    /// The eight functions, each with what shows that it is in use.
    pub functions: Vec<Function>,
    /// What is counted, entry by entry.
    pub evidence: Vec<Proof>,
    /// The names of the columns of each part, as they are read.
    pub columns: Columns,
    /// The day it is of.
    pub made_on: Date,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub count: u64,
    pub target: Option<u64>,
}

/// One of the eight functions of a service area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    /// How often it was used in the span.
    pub used: u64,
}

/// An entry that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub receipt: String,
    pub on: Date,
    pub what: String,
    pub staff: String,
    pub state: String,
}

/// Words above the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    pub figures: [String; 3],
    pub months: [String; 3],
    pub functions: [String; 2],
    pub evidence: [String; 5],
}

impl Report {
    /// Puts a report together. `figures` are those of the span; `monitor` gives the months of its year where the span is the
    /// year.
    #[must_use]
    pub fn of(
        words: Words,
        station: &str,
        (span, made_on): (Span, Date),
        monitor: &Monitor,
        (figures, evidence): (&[(Figure, u64)], &[Evidence]),
    ) -> Self {
        let whole_year = span == Span::year(span.from.year());
        let count = |figure: Figure| figures.iter().find(|(known, _)| *known == figure).map_or(0, |(_, count)| *count);
        let line = |(figure, count): &(Figure, u64)| Line {
            name: words.figure(*figure).to_owned(),
            count: *count,
            target: figure.target(false).filter(|_| whole_year),
        };
        let months = monitor.months.iter().zip(1_u8..).filter(|_| whole_year);
        Self {
            title: if whole_year {
                words.report_year(i64::from(span.from.year()))
            } else {
                words.report_month(i64::from(span.from.year()), i64::from(span.from.month()))
            },
            about: vec![
                words.form_line(words.report_station(), station),
                words.form_line(words.report_span(), &format!("{} – {}", span.from, span.to)),
                words.form_line(words.report_made(), &made_on.to_string()),
            ],
            figures: figures.iter().map(line).collect(),
            months: months.map(|((services, records), month)| (month, *services, *records)).collect(),
            functions: functions(words, &count),
            evidence: evidence.iter().map(|one| proof(words, one)).collect(),
            columns: columns(words),
            made_on,
        }
    }
}

/// The eight functions in the order of the documents, each with the services that show it. What this station does not
/// record is 0, and not left out.
fn functions(words: Words, count: &impl Fn(Figure) -> u64) -> Vec<Function> {
    let services = |kinds: &[ServiceKind]| kinds.iter().map(|kind| count(Figure::Services(*kind))).sum();
    let used: [u64; 8] = [
        count(Figure::Registrations),
        services(&[ServiceKind::PolicyTalk]),
        services(&[ServiceKind::Guidance]),
        0,
        services(&[ServiceKind::TrainingInfo, ServiceKind::TrainingDone]),
        services(&[ServiceKind::Recommendation]),
        services(&[ServiceKind::Visit, ServiceKind::Call, ServiceKind::TraineePlace]),
        count(Figure::ValidRecords),
    ];
    let names = words.report_functions().split('|').map(str::trim);
    names.zip(used).map(|(name, used)| Function { name: name.to_owned(), used }).collect()
}

fn proof(words: Words, one: &Evidence) -> Proof {
    let what = match (one.service, one.kind) {
        (Some(service), _) => words.service_kind(service),
        (None, EntryKind::Registration) => words.figure(Figure::Registrations),
        (None, EntryKind::Referral) => words.figure(Figure::Referrals),
        _ => words.desk_service_other(),
    };
    let state = match one.state {
        EntryState::Acknowledged => words.state_accepted(),
        EntryState::Waiting => words.state_saved(),
        EntryState::Refused => words.state_refused(),
    };
    Proof {
        receipt: one.receipt.as_str().to_owned(),
        on: one.on,
        what: what.to_owned(),
        staff: one.staff.clone(),
        state: state.to_owned(),
    }
}

fn columns(words: Words) -> Columns {
    let own = |words: [&str; 3]| words.map(str::to_owned);
    Columns {
        figures: own([words.report_figure(), words.report_count(), words.report_target()]),
        months: own([words.report_in_month(), words.figure_service_times(), words.figure_valid_records()]),
        functions: [words.report_function().to_owned(), words.report_count().to_owned()],
        evidence: [
            words.receipt_number(),
            words.report_day(),
            words.report_figure(),
            words.report_staff(),
            words.report_state(),
        ]
        .map(str::to_owned),
    }
}
