//! From files of adverts to postings.
//!
//! A file is read row by row ([`read`]), each row is washed ([`clean`]) and looked at for pollution ([`flaws`]); a sound one
//! becomes a posting ([`convert`]: wage, job, place, terms), any other is set aside with its reason and its bytes. Both go
//! to the platform's store in batches, each one transaction. Importing a file again changes nothing.
//!
//! The room knows no clock: the day is an argument. It decides nothing about what is lawful: that is the review's work.

mod clean;
mod convert;
mod dates;
pub mod flaws;
mod html;
mod jobposting;
mod jobs;
pub mod place;
mod raw;
mod read;
mod report;
mod sheet;
pub mod terms;
pub mod wage;

pub use convert::fingerprint;
pub use jobs::kind as job_kind;
pub use report::{FileReport, Report};

use crate::core::board::Board;
use crate::core::{NewPosting, SetAside, Storage, StorageError};
use jiff::{Timestamp, civil::Date};
use read::{Failure, ReadError, Row, Source, Stop};
use std::path::Path;
use std::sync::Arc;
use yizhan_wire::content::Streets;
use yizhan_wire::{JobKind, SourceKind};

/// Rows in one transaction.
const BATCH: usize = 4_000;

/// How files are read.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Days a posting is valid, counted from the day it was posted, where the file does not say until when.
    pub valid_days: u16,
    /// The day of the import: adverts without a date are taken as posted on it.
    pub as_of: Date,
    /// Takes every advert as posted on this day, whatever the file says: for tests and demonstrations with old files.
    pub fresh_on: Option<Date>,
    /// The source that people are shown; otherwise the file's field or its name.
    pub source_name: Option<String>,
    /// What kind of source it is, where the file does not say.
    pub source_kind: SourceKind,
    /// The streets and towns that an address may name.
    pub streets: Arc<Streets>,
}

impl Options {
    /// The usual way: the file's own dates, 30 days of validity, a website as the source.
    #[must_use]
    pub fn new(as_of: Date) -> Self {
        let source_kind = SourceKind::Website;
        Self { valid_days: 30, as_of, fresh_on: None, source_name: None, source_kind, streets: Arc::default() }
    }
}

/// Imports the files one after the other. A file that cannot be read stands in the report with the reason, and the others
/// go on.
///
/// # Errors
/// When the store fails. What was reported to it before is kept; the import can be repeated.
pub fn run(
    storage: &dyn Storage,
    files: &[impl AsRef<Path>],
    options: &Options,
    now: Timestamp,
) -> Result<Report, StorageError> {
    run_into(Taking { storage, review: None }, files, options, now)
}

/// As [`run`], where the adverts may go to the review first.
///
/// # Errors
/// As [`run`].
pub fn run_into(
    taking: Taking<'_>,
    files: &[impl AsRef<Path>],
    options: &Options,
    now: Timestamp,
) -> Result<Report, StorageError> {
    let each = files.iter().map(|file| {
        let path = file.as_ref();
        one(taking, &name_of(path), Source::open(path), options, now)
    });
    Ok(Report::of(each.collect::<Result<Vec<_>, _>>()?))
}

/// Imports what came under a name from elsewhere than a file.
///
/// # Errors
/// When the store fails.
pub fn run_bytes(
    taking: Taking<'_>,
    name: &str,
    bytes: Vec<u8>,
    options: &Options,
    now: Timestamp,
) -> Result<FileReport, StorageError> {
    one(taking, name, Source::from_bytes(bytes, &name.to_lowercase()), options, now)
}

/// Where adverts go.
#[derive(Clone, Copy)]
pub struct Taking<'a> {
    pub storage: &'a dyn Storage,
    /// Where new adverts wait until somebody has looked at them; `None`: they are shown at once.
    pub review: Option<&'a dyn Board>,
}

/// A file's name without its folder.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn one(
    taking: Taking<'_>,
    name: &str,
    source: Result<Source, ReadError>,
    options: &Options,
    now: Timestamp,
) -> Result<FileReport, StorageError> {
    let mut intake =
        Intake { taking, options, now, postings: Vec::new(), aside: Vec::new(), report: FileReport::default() };
    name.clone_into(&mut intake.report.file);
    let outcome = source.map_err(Failure::from).and_then(|mut source| source.rows(&mut |row| intake.take(&row)));
    intake.flush()?;
    match outcome {
        Ok(()) => {}
        Err(Failure::Read(error)) => intake.report.error = Some(error.to_string()),
        Err(Failure::Stop(Stop(error))) => return Err(error),
    }
    Ok(intake.report)
}

/// The flaw that an import would find in an advert of these texts.
#[cfg(test)]
pub(crate) fn flaw_of(title: &str, employer: &str, description: &str) -> Option<flaws::Flaw> {
    let raw = raw::Raw {
        title: title.into(),
        employer: employer.into(),
        description: description.into(),
        ..raw::Raw::default()
    };
    flaws::find(&raw)
}

/// Collects rows and hands them to the store in batches.
struct Intake<'a> {
    taking: Taking<'a>,
    options: &'a Options,
    now: Timestamp,
    postings: Vec<NewPosting>,
    aside: Vec<SetAside>,
    report: FileReport,
}

impl Intake<'_> {
    fn take(&mut self, row: &Row<'_>) -> Result<(), Stop> {
        self.report.read += 1;
        let converted = match &row.advert {
            Ok(raw) => convert::convert(raw, &row.original, &self.report.file, self.options),
            Err(flaw) => Err(*flaw),
        };
        match converted {
            Ok(posting) => {
                self.report.unnamed_job += u64::from(posting.posting.job_kind == JobKind::Other);
                self.postings.push(posting);
            }
            Err(flaw) => {
                *self.report.set_aside.entry(flaw).or_default() += 1;
                self.aside.push(SetAside {
                    file: self.report.file.clone(),
                    line: row.line,
                    reason: flaw.code().to_owned(),
                    original: row.original.to_vec(),
                });
            }
        }
        if self.postings.len() + self.aside.len() >= BATCH {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StorageError> {
        if !self.postings.is_empty() {
            match self.taking.review {
                None => self.report.put += self.taking.storage.put_postings(&self.postings)?,
                Some(board) => {
                    let (put, waiting) = board.hold(&self.postings, self.now)?;
                    self.report.put += put;
                    self.report.held += waiting;
                }
            }
            self.postings.clear();
        }
        if !self.aside.is_empty() {
            self.taking.storage.set_aside(&self.aside, self.now)?;
            self.aside.clear();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
