//! The station's report of a month, a year, or for an acceptance (验收): figures against what is expected, months, the eight
//! functions and the list of evidence, as a table for a spreadsheet and as pages to print and sign. Made from the ledger alone
//! and of the day it is given, so that the same command gives the same report.

mod canvas;
mod pages;
mod plain;
pub mod resume;
mod table;

pub use canvas::Fonts;
pub use pages::pdf;
pub use plain::plain_page;
pub use table::xlsx;

pub use crate::domain::handing_in::ReportKind;
pub use crate::i18n::Language;

use crate::domain::SeqNo;
use crate::domain::functions::{Function, LEAST_FUNCTIONS};
use crate::domain::ledger::EntryState;
use crate::domain::monitor::{Evidence, Figure, Monitor, Span};
use crate::i18n::Words;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("the spreadsheet could not be written: {0}")]
    Table(#[from] rust_xlsxwriter::XlsxError),
    #[error("the pages could not be written: {0}")]
    Pages(String),
}

/// What a report says, in words already.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub title: String,
    /// Station, span and the day it was made.
    pub about: Vec<String>,
    /// Requirements: name, count, what is expected, and whether it is met. Empty where nothing is.
    pub checks: Vec<Check>,
    /// Figures: name and count.
    pub figures: Vec<Line>,
    /// Months: number, services, records. Empty in the report of a month.
    pub months: Vec<(u8, u64, u64)>,
    /// The eight functions, each with how often its evidence shows it.
    pub functions: Vec<Line>,
    /// What is counted, entry by entry.
    pub evidence: Vec<Proof>,
    /// Who signs; empty where nobody does.
    pub signs: Vec<String>,
    /// The names of the columns of each part, as they are read.
    pub columns: Columns,
    /// The day it is of.
    pub made_on: Date,
}

/// A requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub name: String,
    pub count: u64,
    pub target: u64,
    /// `达到` or `未达到`.
    pub says: String,
    /// The mark that its entries bear in the list of evidence; empty where it is no count of entries.
    pub mark: String,
}

impl Check {
    #[must_use]
    pub const fn is_met(&self) -> bool {
        self.count >= self.target
    }
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub count: u64,
    /// As in [`Check`].
    pub mark: String,
}

/// An entry that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub receipt: String,
    pub on: Date,
    pub what: String,
    pub staff: String,
    pub state: String,
    /// The marks of the figures that count it.
    pub counts: String,
}

/// Words above the columns, and names of the parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    pub checks: [String; 4],
    pub figures: [String; 2],
    pub months: [String; 3],
    pub functions: [String; 2],
    pub evidence: [String; 6],
    /// Checks, figures, months, functions, evidence.
    pub parts: [String; 5],
    /// What the count by the list of evidence is called.
    pub by_evidence: String,
    /// For what is said with a number: which page it is.
    pub words: Words,
}

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub station: &'a str,
    pub span: Span,
    pub made_on: Date,
    pub kind: ReportKind,
    /// Those of the span's year.
    pub monitor: &'a Monitor,
    /// Those of the span.
    pub figures: &'a [(Figure, u64)],
    /// What each of the figures counts that the list of evidence is about.
    pub evidence: &'a [(Figure, Vec<Evidence>)],
}

/// A report as the files that are handed in: its title, the spreadsheet and the pages, the same for the same source.
///
/// # Errors
/// When a library refuses.
pub fn files(language: Language, fonts: Fonts, source: Source<'_>) -> Result<(String, [Vec<u8>; 2]), ReportError> {
    let report = Report::of(Words::of(language), source);
    let files = [xlsx(&report)?, pdf(&report, fonts)?];
    Ok((report.title, files))
}

/// The figures whose entries are listed.
#[must_use]
pub fn listed() -> Vec<Figure> {
    let functions = Function::ALL.into_iter().map(Figure::Function);
    [Figure::ServiceTimes, Figure::ValidRecords].into_iter().chain(functions).collect()
}

impl Report {
    /// Puts a report together.
    #[must_use]
    pub fn of(words: Words, source: Source<'_>) -> Self {
        let Source { span, made_on, .. } = source;
        let whole_year = span == Span::year(span.from.year());
        let (year, month) = (i64::from(span.from.year()), i64::from(span.from.month()));
        let months = source.monitor.months.iter().zip(1_u8..).filter(|_| whole_year);
        Self {
            title: match (source.kind, whole_year) {
                (ReportKind::Acceptance, _) => words.report_acceptance(year),
                (_, true) => words.report_year(year),
                (_, false) => words.report_month(year, month),
            },
            about: vec![
                words.form_line(words.report_station(), source.station),
                words.form_line(words.report_span(), &format!("{} – {}", span.from, span.to)),
                words.form_line(words.report_made(), &made_on.to_string()),
            ],
            checks: if whole_year { checks(words, source.figures, source.monitor) } else { Vec::new() },
            figures: figures(words, source.figures),
            months: months.map(|((services, records), month)| (month, *services, *records)).collect(),
            functions: functions(words, source.figures),
            evidence: proofs(words, source.evidence),
            signs: match source.kind {
                ReportKind::Acceptance => words.report_signs().split('|').map(|sign| sign.trim().to_owned()).collect(),
                ReportKind::Usual => Vec::new(),
            },
            columns: columns(words),
            made_on,
        }
    }
}

fn count(figures: &[(Figure, u64)], figure: Figure) -> u64 {
    figures.iter().find(|(known, _)| *known == figure).map_or(0, |(_, count)| *count)
}

/// What is expected of a station in a year.
fn checks(words: Words, figures: &[(Figure, u64)], monitor: &Monitor) -> Vec<Check> {
    let says = |met: bool| if met { words.report_met() } else { words.report_not_met() }.to_owned();
    let of = |figure: Figure| {
        let (count, target) = (count(figures, figure), monitor.target(figure)?);
        let name = words.figure(figure).to_owned();
        Some(Check { name, count, target, says: says(count >= target), mark: mark(words, figure) })
    };
    let used = Function::ALL.iter().filter(|function| count(figures, Figure::Function(**function)) > 0).count() as u64;
    let least = LEAST_FUNCTIONS as u64;
    let functions = Check {
        name: words.report_functions_used().to_owned(),
        count: used,
        target: least,
        says: says(used >= least),
        mark: String::new(),
    };
    [of(Figure::ServiceTimes), of(Figure::ValidRecords), Some(functions)].into_iter().flatten().collect()
}

fn figures(words: Words, figures: &[(Figure, u64)]) -> Vec<Line> {
    let plain = figures.iter().filter(|(figure, _)| !matches!(figure, Figure::Function(_)));
    plain.map(|(figure, count)| line(words, *figure, *count)).collect()
}

fn functions(words: Words, figures: &[(Figure, u64)]) -> Vec<Line> {
    let all = Function::ALL.into_iter().map(Figure::Function);
    all.map(|figure| line(words, figure, count(figures, figure))).collect()
}

fn line(words: Words, figure: Figure, count: u64) -> Line {
    let mark = if listed().contains(&figure) { mark(words, figure) } else { String::new() };
    let name = match figure {
        Figure::Function(function) => {
            let place = Function::ALL.iter().position(|known| *known == function).unwrap_or(0) + 1;
            words.report_function_name(i64::try_from(place).unwrap_or(0), words.function(function))
        }
        figure => words.figure(figure).to_owned(),
    };
    Line { name, count, mark }
}

/// The mark of a figure's entries in the list of evidence; no mark is a part of another.
fn mark(words: Words, figure: Figure) -> String {
    match figure {
        Figure::ServiceTimes => words.report_mark_services().to_owned(),
        Figure::ValidRecords => words.report_mark_records().to_owned(),
        Figure::Function(function) => {
            let place = Function::ALL.iter().position(|known| *known == function).unwrap_or(0) + 1;
            words.report_mark_function(i64::try_from(place).unwrap_or(0))
        }
        _ => String::new(),
    }
}

/// Every entry once, in its order, with the marks of all that count it.
fn proofs(words: Words, evidence: &[(Figure, Vec<Evidence>)]) -> Vec<Proof> {
    let mut all: BTreeMap<SeqNo, (&Evidence, Vec<String>)> = BTreeMap::new();
    for (figure, rows) in evidence {
        for row in rows {
            all.entry(row.seq).or_insert_with(|| (row, Vec::new())).1.push(mark(words, *figure));
        }
    }
    all.into_values().map(|(row, marks)| proof(words, row, &marks)).collect()
}

fn proof(words: Words, one: &Evidence, marks: &[String]) -> Proof {
    let state = match one.state {
        EntryState::Acknowledged => words.state_accepted(),
        EntryState::Waiting => words.state_saved(),
        EntryState::Refused => words.state_refused(),
    };
    Proof {
        receipt: one.receipt.as_str().to_owned(),
        on: one.on,
        what: one.service.map_or_else(|| words.entry_kind(one.kind), |kind| words.service_kind(kind)).to_owned(),
        staff: one.staff.clone(),
        state: state.to_owned(),
        counts: marks.join(" "),
    }
}

fn columns(words: Words) -> Columns {
    let own = str::to_owned;
    Columns {
        checks: [words.report_check(), words.report_count(), words.report_target(), words.report_result()].map(own),
        figures: [words.report_figure(), words.report_count()].map(own),
        months: [words.report_in_month(), words.figure_service_times(), words.figure_valid_records()].map(own),
        functions: [words.report_function(), words.report_count()].map(own),
        evidence: [
            words.receipt_number(),
            words.report_day(),
            words.report_figure(),
            words.report_staff(),
            words.report_state(),
            words.report_counts(),
        ]
        .map(own),
        parts: [
            words.report_check(),
            words.report_figures(),
            words.report_months(),
            words.report_functions_title(),
            words.report_evidence(),
        ]
        .map(own),
        by_evidence: words.report_by_evidence().to_owned(),
        words,
    }
}
