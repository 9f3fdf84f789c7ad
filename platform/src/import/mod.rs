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
pub mod terms;
pub mod wage;

pub use report::{FileReport, Report};

use crate::core::{NewPosting, SetAside, Storage, StorageError};
use jiff::{Timestamp, civil::Date};
use read::{Failure, Row, Source, Stop};
use std::path::Path;
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
}

impl Options {
    /// The usual way: the file's own dates, 30 days of validity, a website as the source.
    #[must_use]
    pub const fn new(as_of: Date) -> Self {
        Self { valid_days: 30, as_of, fresh_on: None, source_name: None, source_kind: SourceKind::Website }
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
    let reports: Result<Vec<_>, _> = files.iter().map(|file| one(storage, file.as_ref(), options, now)).collect();
    Ok(Report::of(reports?))
}

fn one(storage: &dyn Storage, path: &Path, options: &Options, now: Timestamp) -> Result<FileReport, StorageError> {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut intake = Intake { storage, options, now, postings: Vec::new(), aside: Vec::new(), report: FileReport::default() };
    intake.report.file = file;
    let outcome = Source::open(path).map_err(Failure::from).and_then(|mut source| source.rows(&mut |row| intake.take(&row)));
    intake.flush()?;
    match outcome {
        Ok(()) => {}
        Err(Failure::Read(error)) => intake.report.error = Some(error.to_string()),
        Err(Failure::Stop(Stop(error))) => return Err(error),
    }
    Ok(intake.report)
}

/// Collects rows and hands them to the store in batches.
struct Intake<'a> {
    storage: &'a dyn Storage,
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
            self.report.put += self.storage.put_postings(&self.postings)?;
            self.postings.clear();
        }
        if !self.aside.is_empty() {
            self.storage.set_aside(&self.aside, self.now)?;
            self.aside.clear();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
