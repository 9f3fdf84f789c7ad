//! What an accepted entry adds to the province's figures. Counted when it is taken in, since 77 million entries a year are
//! not read again for a page. A tally names nobody, and stands when a person's data are erased.

use jiff::civil::Date;
use serde::Deserialize;
use yizhan_wire::{Entry, EntryKind, Registration, SearchReport, Service};

/// One figure that grows: what, and of which code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub what: What,
    /// A code of the wire; empty where there is only one.
    pub code: String,
    pub by: u32,
}

/// The figures that are kept, by day and station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// Accepted entries, by kind.
    Entry,
    /// Services, by kind.
    Service,
    /// Trades that people who registered want.
    Wanted,
    /// Trades that were searched for in vain.
    Missed,
}

impl What {
    /// As it stands in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Service => "service",
            Self::Wanted => "wanted",
            Self::Missed => "missed",
        }
    }
}

/// What is counted of an entry that was accepted. A body that cannot be read adds its kind and no more: it was examined
/// before, by a rule that may know more than this one.
#[must_use]
pub fn of(entry: &Entry) -> Vec<Count> {
    let mut counts = vec![one(What::Entry, entry.kind.as_str())];
    match entry.kind {
        EntryKind::Registration => counts.extend(read::<Registration>(entry).into_iter().flat_map(|registration| {
            registration.wanted_jobs.into_iter().map(|job| one(What::Wanted, job.kind.as_str())).collect::<Vec<_>>()
        })),
        EntryKind::Service => {
            counts.extend(read::<Service>(entry).map(|service| one(What::Service, service.kind.as_str())));
        }
        EntryKind::SearchReport => counts.extend(read::<SearchReport>(entry).into_iter().flat_map(|report| {
            let named = report.unanswered.into_iter().filter_map(|line| line.job_kind.map(|kind| (kind, line.count)));
            named.map(|(kind, by)| Count { by, ..one(What::Missed, kind.as_str()) }).collect::<Vec<_>>()
        })),
        _ => {}
    }
    counts
}

/// The month a day is in, as `2026-11`.
#[must_use]
pub fn month_of(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn one(what: What, code: &str) -> Count {
    Count { what, code: code.to_owned(), by: 1 }
}

fn read<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Option<T> {
    serde_json::from_str(entry.body.get()).ok()
}
