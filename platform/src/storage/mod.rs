//! The platform's store, on SQLite or a `PostgreSQL` server: the only room here that knows SQL. It carries out what the rules
//! decide and decides nothing itself. The statements stand once, for both (see [`db`]).
//!
//! One connection writes, behind a lock; reads take a connection of their own from a small pool and see the last commit.
//! Other processes (`records`, `station add`, `import`) may have the same store open.

mod accounts;
mod ahead;
mod backup;
mod batches;
mod board;
mod db;
mod doubts;
mod entries;
mod forwards;
mod gigs;
mod health;
pub mod key;
pub mod media;
mod notices;
mod offers;
mod open;
mod packs;
mod pictures;
mod pool;
mod postgres;
mod postings;
mod seeker;
mod stations;
mod trust;
mod wishes;

pub use self::postgres::ServerError;
pub use backup::{BackupError, Manifest, back_up, mark_restored, restore, verify};
pub use open::{OpenError, prepare_folder};

use self::postgres::Server;
use crate::core::enrolment::{CodeState, Enrol};
use crate::core::health::HealthSeen;
use crate::core::intake::{Seen, Verdict};
use crate::core::notices::{NewNotice, SentNotice};
use crate::core::packs::{HeldPack, PutPack};
use crate::core::postings::{NewPosting, PutCounts, StoredChange, StoredPage};
use crate::core::storage::{
    Batch, DoubtLine, NewCode, Record, SeatLine, SetAside, Station, StationLine, Storage, StorageError, TakenIn,
};
use crate::core::trust::Trust;
use db::Db;
use jiff::{Timestamp, civil::Date};
use pool::Pool;
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::notice::{About, NoticeMark, NoticePage};
use yizhan_wire::trust::Succession;
use yizhan_wire::{
    Cursor, Entry, EntryKind, MediaRef, NoticeId, NoticeNo, Pack, PostingId, ReceiptNo, SeqNo, StationId,
};

/// The platform's store: one SQLite file (`platform.db` in the data folder), or a database of a `PostgreSQL` server.
pub struct Store(Inner);

enum Inner {
    Sqlite(Sqlite),
    Postgres(Box<Server>),
}

/// The store in one SQLite file.
struct Sqlite {
    file: PathBuf,
    writer: Mutex<Connection>,
    readers: Pool<Connection>,
}

impl Store {
    /// Opens the store in this folder; makes both where there is none yet.
    ///
    /// # Errors
    /// When the folder cannot be used, or the file is damaged, too new, or not this program's. The file is never touched
    /// then: it may be the only copy.
    pub fn open(data_dir: &Path) -> Result<Self, OpenError> {
        let file = prepare_folder(data_dir)?;
        let writer = open::writer(&file)?;
        Ok(Self(Inner::Sqlite(Sqlite { file, writer: Mutex::new(writer), readers: Pool::default() })))
    }

    /// Opens the store in a database of a server (`postgres://…`); makes its tables where there are none yet.
    ///
    /// # Errors
    /// When the server cannot be reached, or the database is too new or not this program's. It is never touched then.
    pub fn connect(url: &str) -> Result<Self, ServerError> {
        Ok(Self(Inner::Postgres(Box::new(Server::connect(url)?))))
    }

    /// What an erasure overwrote in the file stands in its log until that is emptied. Readers put this off, no more. A server does
    /// this by itself, when it cleans up and recycles its logs.
    fn empty_log_after(&self, entries: &[Entry]) -> Result<(), StorageError> {
        if let Inner::Sqlite(sqlite) = &self.0
            && entries.iter().any(|entry| entry.kind == EntryKind::Erasure)
        {
            lock(&sqlite.writer).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(Fail::from)?;
        }
        Ok(())
    }

    /// Makes room for entries that come now, where that is not a matter of course.
    fn make_room(&self, now: Timestamp) -> Result<(), StorageError> {
        match &self.0 {
            Inner::Sqlite(_) => Ok(()),
            Inner::Postgres(server) => Ok(server.make_part(now)?),
        }
    }

    /// How large the store is, and its log beside it, in bytes. A server's logs are its own affair.
    fn bytes(&self) -> Result<(u64, u64), StorageError> {
        match &self.0 {
            Inner::Sqlite(sqlite) => {
                let bytes = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
                let mut log = sqlite.file.clone().into_os_string();
                log.push("-wal");
                Ok((bytes(&sqlite.file), bytes(Path::new(&log))))
            }
            Inner::Postgres(server) => Ok((server.bytes()?, 0)),
        }
    }

    /// Runs `work` in one transaction that holds the write lock from its start.
    fn write<T>(&self, work: impl FnOnce(&Db<'_>) -> Result<T, Fail>) -> Result<T, StorageError> {
        match &self.0 {
            Inner::Sqlite(sqlite) => sqlite.write(work),
            Inner::Postgres(server) => Ok(server.write(work)?),
        }
    }

    /// Runs `work` on a snapshot of the last commit; writers do not wait for it.
    fn read<T>(&self, work: impl FnOnce(&Db<'_>) -> Result<T, Fail>) -> Result<T, StorageError> {
        match &self.0 {
            Inner::Sqlite(sqlite) => sqlite.read(work),
            Inner::Postgres(server) => Ok(server.read(work)?),
        }
    }
}

impl Sqlite {
    fn write<T>(&self, work: impl FnOnce(&Db<'_>) -> Result<T, Fail>) -> Result<T, StorageError> {
        let mut connection = lock(&self.writer);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Fail::from)?;
        let done = work(&Db::from(&*transaction))?;
        transaction.commit().map_err(Fail::from)?;
        Ok(done)
    }

    fn read<T>(&self, work: impl FnOnce(&Db<'_>) -> Result<T, Fail>) -> Result<T, StorageError> {
        let open = || open::reader(&self.file).map_err(|e| StorageError(Box::new(e)));
        self.readers.with(
            |_| true,
            open,
            |connection| {
                let snapshot = connection.transaction().map_err(Fail::from)?;
                Ok(work(&Db::from(&*snapshot))?)
            },
        )
    }
}

/// A panic in another holder cannot leave a connection half-written: its transaction was rolled back when it unwound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What can go wrong within a transaction.
#[derive(Debug, thiserror::Error)]
enum Fail {
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    #[error(transparent)]
    Server(#[from] ServerError),
    #[error("a row cannot be read: {0}")]
    Row(#[from] serde_json::Error),
    #[error("a row holds what the schema does not allow: {0}")]
    Impossible(&'static str),
}

impl From<Fail> for StorageError {
    fn from(fail: Fail) -> Self {
        Self(Box::new(fail))
    }
}

impl Storage for Store {
    fn bound_key(&self) -> Result<Option<PublicKey>, StorageError> {
        self.read(stations::bound_key)
    }

    fn bound_sm_key(&self) -> Result<Option<PublicKey>, StorageError> {
        self.read(stations::bound_sm_key)
    }

    fn bind_key(&self, key: &PublicKey) -> Result<PublicKey, StorageError> {
        self.write(|tx| stations::bind_key(tx, key))
    }

    fn add_code(&self, code: &NewCode) -> Result<(), StorageError> {
        self.write(|tx| stations::add_code(tx, code))
    }

    fn enrol(
        &self,
        code: &[u8; 32],
        key: &PublicKey,
        now: Timestamp,
        decide: &dyn Fn(Option<&CodeState>) -> Enrol,
    ) -> Result<Option<Station>, StorageError> {
        self.write(|tx| stations::enrol(tx, code, key, now, decide))
    }

    fn station(&self, id: StationId) -> Result<Option<Station>, StorageError> {
        self.read(|db| stations::station(db, id))
    }

    fn stations(&self) -> Result<Vec<StationLine>, StorageError> {
        self.read(stations::list)
    }

    fn take_in(
        &self,
        station: StationId,
        entries: &[Entry],
        now: Timestamp,
        judge: &dyn Fn(Seen) -> Vec<Verdict>,
    ) -> Result<TakenIn, StorageError> {
        self.make_room(now)?;
        let taken = self.write(|tx| entries::take_in(tx, station, entries, now, judge))?;
        self.empty_log_after(entries)?;
        Ok(taken)
    }

    fn take_in_together(
        &self,
        batches: &[Batch<'_>],
        judge: &dyn Fn(&Batch<'_>, Seen) -> Vec<Verdict>,
    ) -> Result<Vec<TakenIn>, StorageError> {
        batches.iter().try_for_each(|batch| self.make_room(batch.now))?;
        let taken = self.write(|tx| batches::take_in(tx, batches, judge))?;
        batches.iter().try_for_each(|batch| self.empty_log_after(batch.entries))?;
        Ok(taken)
    }

    fn put_health(&self, seen: &HealthSeen) -> Result<(), StorageError> {
        self.write(|tx| health::put(tx, seen))
    }

    fn records(&self, kind: Option<EntryKind>, visit: &mut dyn FnMut(Record) -> bool) -> Result<(), StorageError> {
        self.read(|db| entries::records(db, kind, visit))
    }

    fn lines_set_aside(
        &self,
        reason: Option<&str>,
        visit: &mut dyn FnMut(SetAside) -> bool,
    ) -> Result<(), StorageError> {
        self.read(|db| postings::lines_set_aside(db, reason, visit))
    }

    fn page(&self, after: Cursor, limit: usize, today: Date) -> Result<StoredPage, StorageError> {
        self.read(|db| postings::page(db, after, limit, today))
    }

    fn day_jobs_behind(
        &self,
        asker: StationId,
        last: Cursor,
        limit: usize,
        today: Date,
    ) -> Result<Vec<StoredChange>, StorageError> {
        self.read(|db| ahead::day_jobs_behind(db, asker, last, limit, today))
    }

    fn put_postings(&self, postings: &[NewPosting]) -> Result<PutCounts, StorageError> {
        self.write(|tx| postings::put(tx, postings))
    }

    fn put_pack(&self, pack: &Pack, decide: &dyn Fn(Option<&HeldPack>) -> PutPack) -> Result<PutPack, StorageError> {
        self.write(|tx| packs::put(tx, pack, decide))
    }

    fn media_named(&self) -> Result<Vec<MediaRef>, StorageError> {
        self.read(packs::media_named)
    }

    fn set_aside(&self, lines: &[SetAside], now: Timestamp) -> Result<u64, StorageError> {
        self.write(|tx| postings::set_aside(tx, lines, now))
    }

    fn withdraw(&self, id: PostingId) -> Result<bool, StorageError> {
        self.write(|tx| postings::withdraw(tx, id))
    }

    fn doubts(&self) -> Result<Vec<DoubtLine>, StorageError> {
        self.read(doubts::list)
    }

    fn confirm(&self, id: PostingId, today: Date) -> Result<bool, StorageError> {
        self.write(|tx| doubts::confirm(tx, id, today))
    }

    fn put_notice(&self, notice: &NewNotice) -> Result<Option<NoticeNo>, StorageError> {
        self.write(|tx| notices::put(tx, notice))
    }

    fn notices(&self, station: StationId, mark: NoticeMark, limit: usize) -> Result<NoticePage, StorageError> {
        // Most marks say nothing new, and none of them then waits for a writer.
        if self.read(|db| notices::is_news(db, station, mark))? {
            self.write(|tx| notices::take_mark(tx, station, mark))?;
        }
        self.read(|db| notices::page(db, station, mark.seq, limit))
    }

    fn notices_behind(&self, station: StationId, after: NoticeNo, limit: usize) -> Result<NoticePage, StorageError> {
        self.read(|db| notices::page(db, station, after, limit))
    }

    fn trust(&self, station: StationId) -> Result<Trust, StorageError> {
        self.read(|db| trust::of(db, station))
    }

    fn change_trust(&self, station: StationId, change: &dyn Fn(Trust) -> Trust) -> Result<Option<Trust>, StorageError> {
        self.write(|tx| trust::change(tx, station, change))
    }

    fn change_key(&self, station: &Station, key: &PublicKey, until: Timestamp) -> Result<bool, StorageError> {
        self.write(|tx| trust::change_key(tx, station, key, until))
    }

    fn successions(&self) -> Result<Vec<Succession>, StorageError> {
        self.read(trust::successions)
    }

    fn add_succession(&self, number: u32, succession: &Succession) -> Result<bool, StorageError> {
        self.write(|tx| trust::add_succession(tx, number, succession))
    }

    fn seen_to(&self, station: StationId) -> Result<Option<SeqNo>, StorageError> {
        self.read(|db| stations::seen_to(db, station))
    }

    fn last_notice(&self, station: StationId) -> Result<Option<NoticeId>, StorageError> {
        self.read(|db| notices::last(db, station))
    }

    fn about_receipt(&self, receipt: &ReceiptNo) -> Result<Option<(StationId, About)>, StorageError> {
        self.read(|db| notices::about_receipt(db, receipt))
    }

    fn sent_notices(&self, visit: &mut dyn FnMut(SentNotice) -> bool) -> Result<(), StorageError> {
        self.read(|db| notices::sent(db, visit))
    }

    fn seats(&self, from: Date) -> Result<Vec<SeatLine>, StorageError> {
        self.read(|db| gigs::list(db, from))
    }
}

#[cfg(test)]
mod batches_tests;
#[cfg(test)]
mod board_tests;
#[cfg(test)]
mod doubts_tests;
#[cfg(test)]
mod file_tests;
#[cfg(test)]
mod merged_tests;
#[cfg(test)]
mod on_postgres;
#[cfg(test)]
mod pictures_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
use testing::sqlite as fresh_store;
