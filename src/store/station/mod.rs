//! station.db: who the station is, who works there, what people registered and how far it has travelled.

mod act;
mod alike;
mod application;
mod arrived;
mod audit;
mod closing;
mod draft;
mod entry;
mod firms;
mod gigs;
mod helping;
mod identity;
mod importing;
mod line;
mod monitor;
mod notices;
mod offers;
mod outbox;
mod own;
mod people;
mod posting_report;
mod purge;
mod referrals;
mod registration;
mod returned;
mod seals;
mod seekers;
mod seen;
mod services;
mod staff;
mod submission;
mod tags;
mod tasks;
mod trust;
mod unanswered;
mod visitor;
mod waits;
mod wishes;

pub use act::Act;
pub use application::{AppliesAs, Wanted};
pub use firms::NewFirmNote;
pub use gigs::{Says, Taking};
pub use identity::Identity;
pub use people::Person;
pub use registration::Origin;
pub use seen::ProvinceSeen;
pub use submission::Submitted;
pub use tasks::TakenByAnother;

use super::key::StoreKey;
use super::{Result, open};
use crate::domain::desk_rules::DeskRules;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

/// All subjects of one person, who is `?1`: hers, and those that were found to be her.
const OF_HER: &str = "(SELECT ?1 UNION SELECT away FROM merged WHERE stays = ?1)";

/// A state of the file as one connection sees it; worth nothing beside another connection's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    own: u64,
    others: i64,
}

/// The open store of people and entries. One writer at a time: in the kiosk the store thread; a command line beside it
/// waits its turn.
pub struct Station {
    db: Connection,
    /// Whether every page was read when the file was opened.
    read_whole: bool,
    /// As many rows were written when the last of them was overwritten in memory.
    overwritten: Cell<u64>,
    /// By what the desk works: what the province sent, as far as it is in force.
    rules: Arc<DeskRules>,
}

impl Station {
    /// Opens station.db in the folder `data`, which must exist; makes the file where there is none.
    ///
    /// # Errors
    /// A file that is damaged, too new, of another key or no store is refused and left as it is.
    pub fn open(data: &Path, key: &StoreKey) -> Result<Self> {
        let (db, read_whole) = open::station(data, key)?;
        Ok(Self { db, read_whole, overwritten: Cell::new(0), rules: Arc::default() })
    }

    /// Works by these plans and rules from now on; until then by the program's own.
    pub fn heed(&mut self, rules: Arc<DeskRules>) {
        self.rules = rules;
    }

    /// By what the desk works.
    #[must_use]
    pub fn rules(&self) -> Arc<DeskRules> {
        Arc::clone(&self.rules)
    }

    /// Reads every page and index (about 15 ms a megabyte), where opening has not done that: for `yizhan doctor`, which opens
    /// the file to look at it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the first finding.
    pub fn check_rest(&self) -> Result<()> {
        if self.read_whole { Ok(()) } else { self.check() }
    }

    /// Reads every page and index, whatever was read before.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the first finding.
    pub fn check(&self) -> Result<()> {
        open::check(&self.db).map_err(|e| e.of_file(open::STATION_FILE))
    }

    /// Lets go of what was read: pages are in memory no longer than somebody works with them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn let_go(&self) -> Result<()> {
        if self.db.total_changes() != self.overwritten.get() {
            open::overwrite_last_row(&self.db)?;
            self.overwritten.set(self.db.total_changes());
        }
        open::let_go(&self.db)
    }

    /// Where the file stands: the same twice means that nobody, here or in another process, wrote anything between.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mark(&self) -> Result<Mark> {
        let others = self.db.pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(Mark { own: self.db.total_changes(), others })
    }

    /// Whether the file is written through a log, as it was opened: without one a power cut may take a commit back.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn log_is_ahead(&self) -> Result<bool> {
        let mode: String = self.db.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
        Ok(mode == "wal")
    }

    /// A transaction that holds the writer's lock from its start, so that what it reads stays true until it commits.
    fn write(&mut self) -> Result<Transaction<'_>> {
        Ok(self.db.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

#[cfg(test)]
mod notices_tests;
#[cfg(test)]
mod seen_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod visit_tests;
#[cfg(test)]
mod wishes_tests;
