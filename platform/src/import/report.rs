//! What became of each file, for people and for programs.

use super::flaws::Flaw;
use crate::core::PutCounts;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What became of one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FileReport {
    /// The file's name without its folder.
    pub file: String,
    /// Rows that were there: the sum of the following and of `set_aside`.
    pub read: u64,
    #[serde(flatten)]
    pub put: PutCounts,
    pub set_aside: BTreeMap<Flaw, u64>,
    /// Adverts that wait until somebody has looked at them.
    #[serde(skip_serializing_if = "is_none")]
    pub held: u64,
    /// Adverts whose job no word of the table names.
    pub unnamed_job: u64,
    /// Why the file could not be read, or not to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl FileReport {
    #[must_use]
    pub fn set_aside_sum(&self) -> u64 {
        self.set_aside.values().sum()
    }
}

/// What became of all files.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    pub files: Vec<FileReport>,
    pub total: FileReport,
}

impl Report {
    #[must_use]
    pub fn of(files: Vec<FileReport>) -> Self {
        let mut total = FileReport { file: "total".to_owned(), ..FileReport::default() };
        for file in &files {
            total.read += file.read;
            total.put += file.put;
            total.held += file.held;
            total.unnamed_job += file.unnamed_job;
            for (flaw, count) in &file.set_aside {
                *total.set_aside.entry(*flaw).or_default() += count;
            }
        }
        Self { files, total }
    }

    /// Whether every file could be read to its end.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.files.iter().all(|file| file.error.is_none())
    }

    /// A table for people: one line a file, the reasons below.
    pub fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let width = self.files.iter().map(|f| f.file.chars().count()).max().unwrap_or(0).max(5);
        writeln!(
            out,
            "{:width$} {:>7} {:>7} {:>7} {:>7} {:>9} {:>9} {:>10}",
            "file", "read", "taken", "merged", "changed", "unchanged", "set aside", "job other"
        )?;
        let lines = if self.files.len() > 1 {
            self.files.iter().chain(Some(&self.total))
        } else {
            self.files.iter().chain(None)
        };
        for file in lines {
            let taken = file.read - file.set_aside_sum();
            let share = if taken == 0 { 0.0 } else { 100.0 * file.unnamed_job as f64 / taken as f64 };
            writeln!(
                out,
                "{:width$} {:>7} {:>7} {:>7} {:>7} {:>9} {:>9} {:>8.1} %",
                file.file,
                file.read,
                file.put.taken,
                file.put.merged,
                file.put.changed,
                file.put.unchanged,
                file.set_aside_sum(),
                share
            )?;
        }
        for file in &self.files {
            for (flaw, count) in &file.set_aside {
                writeln!(out, "  {}: {count} set aside: {flaw}", file.file)?;
            }
        }
        Ok(())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_none(count: &u64) -> bool {
    *count == 0
}
