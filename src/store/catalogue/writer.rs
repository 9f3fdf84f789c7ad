//! The feed's changes go in here, a bounded number at a time, each part with its cursor in one transaction.

use super::{ahead, packs};
use crate::domain::ledger::CatalogueState;
use crate::domain::listing::{BenefitSet, Ingest, ShiftSet, Slot};
use crate::domain::{Cursor, DivisionCode, Education, Posting, PostingId, Settlement, WageUnit};
use crate::store::values::millis;
use crate::store::{Result, StoreError, open};
use jiff::{Timestamp, civil::Date};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, Statement, Transaction, TransactionBehavior, params};
use std::path::Path;
use std::time::Duration;
use yizhan_wire::Change;
use yizhan_wire::feed::LIFE;

/// zstd level of the stored postings: of 100,000 it makes a file of 181.6 MB, and level 3 one of 180.8 MB in more time.
const LEVEL: i32 = 1;
/// How long the emptying of the log waits for readers before it is put off.
const CHECKPOINT_WAIT: Duration = Duration::from_millis(200);
const BUSY: Duration = Duration::from_secs(5);
/// The log is emptied when it has grown so long: each time costs three waits for the disk, a second of a first load at 4 MiB.
const LOG_BYTES: u64 = 16 * 1024 * 1024;

/// The one writer of catalogue.db.
pub struct Catalogue {
    pub(super) db: Connection,
}

impl Catalogue {
    /// Opens catalogue.db in the folder `data`, which must exist; makes the file where there is none.
    ///
    /// # Errors
    /// A file that is damaged, too new or no catalogue is refused and left as it is; see
    /// [`crate::store::set_aside_catalogue`].
    pub fn open(data: &Path) -> Result<Self> {
        let db = open::catalogue(data)?;
        // The log is emptied where the outcome is looked at: by itself SQLite would not say that the disk did not take it.
        db.pragma_update(None, "wal_autocheckpoint", 0)?;
        db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(Self { db })
    }

    /// How far the feed has been applied.
    pub fn cursor(&self) -> Result<Cursor> {
        Ok(Cursor(self.db.query_row("SELECT cursor FROM feed", [], |row| row.get(0))?))
    }

    pub fn state(&self, today: Date) -> Result<CatalogueState> {
        super::state(&self.db, today)
    }

    /// Applies changes, ascending by their numbers, and moves the cursor to the last: one transaction, all or nothing.
    /// Changes at or below the cursor were applied before and are passed over. Callers hand over at most 500 at a time,
    /// and pause between, so that readers and the other file's writer get their turn.
    ///
    /// # Errors
    /// After an error nothing has changed, the cursor neither.
    pub fn apply(&mut self, changes: &[(Change, Ingest)]) -> Result<Applied> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (cursor, next) =
            tx.query_row("SELECT cursor, next_slot FROM feed", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let gone = changes.last().map_or_else(|| Ok(Vec::new()), |(last, _)| ahead::drop(&tx, cursor, last.seq().0))?;
        let written = write_changes(&tx, changes, cursor, next)?;
        tx.execute("UPDATE feed SET cursor = ?1, next_slot = ?2", params![written.cursor, written.next_slot])?;
        tx.commit()?;
        self.empty_log_if_long()?;
        Ok(Applied { slots: written.slots, gone })
    }

    /// The feed said that nothing more is behind the cursor: the data are of this moment.
    pub fn feed_complete(&mut self, at: Timestamp) -> Result<()> {
        self.db.execute("UPDATE feed SET complete_at = ?1", [millis(at)])?;
        self.checkpoint()
    }

    /// Asks for everything again: the cursor goes back to the beginning. What is here stays, as if it had been given ahead of its place,
    /// and goes where its place is passed without it.
    pub fn start_over(&mut self) -> Result<()> {
        self.db.execute("UPDATE feed SET cursor = 0, complete_at = NULL", [])?;
        Ok(())
    }

    /// Drops at most `limit` postings that ended before `before`; nobody is shown them any more. `before` must come from
    /// the province: a terminal whose clock says 2099 must not empty its catalogue. Returns which ones went.
    pub fn forget_ended(&mut self, before: Date, limit: u32) -> Result<Vec<PostingId>> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let gone = tx
            .prepare("SELECT id FROM posting WHERE valid_until < ?1 LIMIT ?2")?
            .query_map((before.to_string(), limit), |row| row.get(0).map(PostingId))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for id in &gone {
            tx.execute("DELETE FROM posting WHERE id = ?1", [id.0])?;
        }
        tx.commit()?;
        self.empty_log_if_long()?;
        Ok(gone)
    }

    /// Drops at most `limit` postings of an earlier life of the platform's store than the cursor is of: what it still has of them has
    /// come again. Returns which ones went.
    pub fn forget_earlier_life(&mut self, limit: u32) -> Result<Vec<PostingId>> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let gone = tx
            .prepare("SELECT id FROM posting WHERE seq < (SELECT cursor / ?1 * ?1 FROM feed) LIMIT ?2")?
            .query_map((LIFE, limit), |row| row.get(0).map(PostingId))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for id in &gone {
            tx.execute("DELETE FROM posting WHERE id = ?1", [id.0])?;
        }
        tx.commit()?;
        self.empty_log_if_long()?;
        Ok(gone)
    }

    /// Reads every page, index and the text index: 30 ms a megabyte.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with the first finding.
    pub fn check(&self) -> Result<()> {
        open::check(&self.db).map_err(|e| e.of_file(open::CATALOGUE_FILE))
    }

    /// A disk of so many pages.
    #[cfg(test)]
    pub(super) fn limit_pages(&self, pages: i64) -> Result<()> {
        Ok(self.db.pragma_update(None, "max_page_count", pages)?)
    }

    pub(super) fn empty_log_if_long(&self) -> Result<()> {
        let log = self.db.path().map(|path| format!("{path}-wal"));
        let bytes = log.and_then(|log| std::fs::metadata(log).ok()).map_or(0, |log| log.len());
        if bytes < LOG_BYTES { Ok(()) } else { self.checkpoint() }
    }

    /// Moves the log into the file and cuts it to nothing. Where a reader is in the way it is tried again next time.
    fn checkpoint(&self) -> Result<()> {
        self.db.busy_timeout(CHECKPOINT_WAIT)?;
        let done = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        self.db.busy_timeout(BUSY)?;
        match done.map_err(StoreError::from) {
            Ok(()) | Err(StoreError::Locked) => Ok(()),
            failed => self.untouched_if_failed(failed),
        }
    }

    /// Where the disk did not take the log, closing must not try it again: the second time it is told that all is well, and what is
    /// moved into the file then has no log behind it. The next one to open it writes the log once more first.
    fn untouched_if_failed<T>(&self, done: Result<T>) -> Result<T> {
        if done.is_err() {
            self.db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        }
        done
    }
}

/// What came of a part of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// The slot that each posting got; none for other changes, and for what was passed over.
    pub slots: Vec<Option<Slot>>,
    /// Postings that were given ahead of this place. Those that the part does not name are not here any more.
    pub gone: Vec<PostingId>,
}

/// What a transaction wrote.
struct Written {
    cursor: i64,
    next_slot: Slot,
    slots: Vec<Option<Slot>>,
}

/// Writes what is behind the cursor; returns the new cursor.
fn write_changes(tx: &Transaction<'_>, changes: &[(Change, Ingest)], cursor: i64, next_slot: Slot) -> Result<Written> {
    let mut statements = Statements::new(tx)?;
    let mut written = Written { cursor, next_slot, slots: Vec::with_capacity(changes.len()) };
    for (change, ingest) in changes {
        let seq = change.seq().0;
        let slot = match change {
            _ if seq <= written.cursor => None,
            Change::Posting { posting, .. } => {
                statements.put(seq, written.next_slot, posting, ingest)?;
                written.next_slot += 1;
                Some(written.next_slot - 1)
            }
            Change::Withdrawn { id, .. } => {
                statements.remove.execute([id.0])?;
                None
            }
            Change::Pack { pack, .. } => {
                packs::put(tx, pack)?;
                None
            }
            Change::Unknown { .. } => None,
        };
        written.slots.push(slot);
        written.cursor = written.cursor.max(seq);
    }
    Ok(written)
}

pub(super) struct Statements<'a> {
    /// What stands in the way of a posting: itself, as it was.
    clear: Statement<'a>,
    put: Statement<'a>,
    remove: Statement<'a>,
    packer: Packer,
}

/// Packs postings as the store keeps them.
pub struct Packer(zstd::bulk::Compressor<'static>);

impl Packer {
    /// # Errors
    /// When there is no memory for it.
    pub fn new() -> Result<Self> {
        zstd::bulk::Compressor::new(LEVEL).map(Self).map_err(|_| StoreError::Unreadable("zstd"))
    }

    /// # Errors
    /// When the posting cannot be written as JSON, or packed.
    pub fn pack(&mut self, posting: &Posting) -> Result<Vec<u8>> {
        let unreadable = || StoreError::Unreadable("a posting");
        let text = serde_json::to_vec(posting).map_err(|_| unreadable())?;
        self.0.compress(&text).map_err(|_| unreadable())
    }
}

impl<'a> Statements<'a> {
    pub(super) fn new(db: &'a Connection) -> Result<Self> {
        Ok(Self {
            // `INSERT OR REPLACE` would do both, and keep a journal of its own for each row.
            clear: db.prepare("DELETE FROM posting WHERE id = ?1 OR seq = ?2")?,
            put: db.prepare(
                "INSERT INTO posting (id, seq, slot, title, employer, title_pinyin, employer_pinyin, job_kind,
                    work_form, division, district, wage_min_fen, wage_max_fen, wage_unit, settlement, education,
                    source_kind, benefits, shifts, posted_on, valid_until, whole, age_max, disability_welcome,
                    wage, headcount, confirmed_on, doubted)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                    ?22, ?23, ?24, ?25, ?26, ?27, ?28)",
            )?,
            remove: db.prepare("DELETE FROM posting WHERE id = ?1")?,
            packer: Packer::new()?,
        })
    }

    pub(super) fn put(&mut self, seq: i64, slot: Slot, posting: &Posting, ingest: &Ingest) -> Result<()> {
        let wage = serde_json::to_string(&posting.wage).map_err(|_| StoreError::Unreadable("a posting"))?;
        let packed;
        let whole = if ingest.whole.is_empty() {
            packed = self.packer.pack(posting)?;
            &packed
        } else {
            &ingest.whole
        };
        let row = params![
            posting.id.0,
            seq,
            slot,
            posting.title,
            posting.employer,
            ingest.title_pinyin,
            ingest.employer_pinyin,
            posting.job_kind.as_str(),
            posting.work_form.as_str(),
            posting.place.division.as_ref().map(DivisionCode::as_str),
            posting.place.district,
            posting.wage.min_fen,
            posting.wage.max_fen,
            posting.wage.unit.map(WageUnit::as_str),
            posting.settlement.map(Settlement::as_str),
            posting.education.map(Education::as_str),
            posting.source.kind.as_str(),
            BenefitSet::of(&posting.benefits).0,
            ShiftSet::of(&posting.shifts).0,
            posting.posted_on.to_string(),
            posting.valid_until.to_string(),
            whole,
            posting.age_max,
            posting.disability_welcome,
            wage,
            posting.headcount,
            posting.confirmed_on.map(|day| day.to_string()),
            posting.doubted
        ];
        // Nearly all are new: the one that stands in its place is looked for where there is one.
        match self.put.execute(row) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                self.clear.execute((posting.id.0, seq))?;
                self.put.execute(row)?;
            }
            put => drop(put?),
        }
        Ok(())
    }
}
