//! The one way to open a file of the store. A file that is damaged, too new, of another key or no store at all is refused
//! and left as it is: the only copy may be in it.

mod memory;

use super::error::StoreError;
use super::key::StoreKey;
use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// People, entries, drafts, accounts; encrypted.
pub const STATION_FILE: &str = "station.db";
/// Postings and the feed's cursor; plain.
pub const CATALOGUE_FILE: &str = "catalogue.db";

const SCHEMA: &str = include_str!("../../schema.sql");
/// The form of station.db that this build writes.
pub const STATION_VERSION: i64 = 7;
/// SQLite before this can lose commits when two connections share a file in WAL mode.
const OLDEST_SQLITE: i32 = 3_051_003;
/// How long a call waits for another process that is writing.
const BUSY: Duration = Duration::from_secs(5);
/// Up to this size station.db is checked page by page at every start (0.4 s); above, a start would take
/// too long, and SQLite checks each page as it is read.
const CHECK_WHOLE_UP_TO: u64 = 24 * 1024 * 1024;
/// Pages of the file; also the least a database can have.
const PAGE: u64 = 4096;

/// What differs between the two files.
struct Kind<'a> {
    file: &'static str,
    /// `application_id`: tells our files from other people's databases, and from each other.
    application_id: i64,
    key: Option<&'a StoreKey>,
    tuning: &'static str,
    /// `user_version` of what this build writes.
    version: i64,
    /// Brings a file of an older version into the form of this one, given this one's schema.
    upgrade: fn(&Connection, &str) -> Result<(), StoreError>,
}

/// Opens station.db, creating it where there is none; and whether all of it was read and found sound.
pub(super) fn station(data: &Path, key: &StoreKey) -> Result<(Connection, bool), StoreError> {
    let kind = Kind {
        file: STATION_FILE,
        application_id: 0x5A59_5354,
        key: Some(key),
        // Each page that is read again is deciphered again: a backlog's worth stays in memory while it is sent.
        tuning: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
                 PRAGMA cache_size = -8192;",
        version: STATION_VERSION,
        upgrade: add_what_is_new,
    };
    let db = open(data, &kind, false)?;
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .map_err(|e| StoreError::from(e).of_file(STATION_FILE))?;
    let size = fs::metadata(data.join(STATION_FILE)).map_or(0, |m| m.len());
    let whole = size <= CHECK_WHOLE_UP_TO;
    if whole {
        check(&db).map_err(|e| e.of_file(STATION_FILE))?;
    }
    Ok((db, whole))
}

/// Opens catalogue.db for its writer, creating it where there is none.
pub(super) fn catalogue(data: &Path) -> Result<Connection, StoreError> {
    open(data, &CATALOGUE, false)
}

/// Opens catalogue.db for reading; it must exist.
pub(super) fn catalogue_reader(data: &Path) -> Result<Connection, StoreError> {
    let db = open(data, &CATALOGUE, true)?;
    if read_marks(&db, &CATALOGUE)? == CATALOGUE.version {
        return Ok(db);
    }
    // An older version, after an update of the program: only a writer brings it up to date.
    drop(db);
    drop(catalogue(data)?);
    open(data, &CATALOGUE, true)
}

const CATALOGUE: Kind<'static> = Kind {
    file: CATALOGUE_FILE,
    application_id: 0x5A59_4341,
    key: None,
    tuning: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -3072;
             PRAGMA journal_size_limit = 16777216;",
    version: super::catalogue::VERSION,
    upgrade: super::catalogue::rebuild,
};

/// Puts a damaged catalogue out of the way, under a name that says since when, so that the next open makes a new one and
/// the feed fills it again. The file itself is kept for the technician.
///
/// # Errors
/// When the file cannot be renamed.
pub fn set_aside_catalogue(data: &Path, now: Timestamp) -> Result<PathBuf, StoreError> {
    let path = data.join(CATALOGUE_FILE);
    let aside = data.join(format!("{CATALOGUE_FILE}.damaged-{}", now.as_second()));
    fs::rename(&path, &aside).map_err(|e| StoreError::file(&path, e))?;
    for companion in ["-wal", "-shm"] {
        let from = data.join(format!("{CATALOGUE_FILE}{companion}"));
        let to = data.join(format!("{CATALOGUE_FILE}.damaged-{}{companion}", now.as_second()));
        if from.exists() {
            fs::rename(&from, &to).map_err(|e| StoreError::file(&from, e))?;
        }
    }
    Ok(aside)
}

fn open(data: &Path, kind: &Kind<'_>, reading: bool) -> Result<Connection, StoreError> {
    check_library(rusqlite::version_number(), rusqlite::version())?;
    memory::use_ours();
    let path = data.join(kind.file);
    look_at_header(&path, kind)?;
    let access = if reading {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
    };
    #[expect(clippy::disallowed_methods, reason = "this is the one way to open a file")]
    let mut db = Connection::open_with_flags(&path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    if let Some(key) = kind.key {
        memory::keep_nothing_aside(&db);
        db.pragma_update(None, "key", key.pragma_value().as_str())?;
    }
    db.busy_timeout(BUSY)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    let version = read_marks(&db, kind)?;
    db.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;",
    )?;
    if reading {
        if version == 0 {
            return Err(StoreError::NotFound("catalogue"));
        }
        db.execute_batch("PRAGMA cache_size = -2048; PRAGMA query_only = ON;")?;
    } else {
        // What a process before this one wrote may stand in the log and not on the disk, where its drive failed to say so.
        yizhan_durable::write_log_again(&db).map_err(|e| StoreError::from(e).of_file(kind.file))?;
        db.execute_batch(kind.tuning).map_err(|e| StoreError::from(e).of_file(kind.file))?;
        bring_up_to_date(&mut db, kind, version).map_err(|e| e.of_file(kind.file))?;
    }
    Ok(db)
}

/// Opens a people's file of whatever form as it is, to compare or to copy it.
pub(super) fn in_any_form(path: &Path, key: &StoreKey) -> Result<Connection, StoreError> {
    #[expect(clippy::disallowed_methods, reason = "this is the one way to open a file")]
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.pragma_update(None, "key", key.pragma_value().as_str())?;
    db.busy_timeout(BUSY)?;
    Ok(db)
}

/// The version of SQLite in this program.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

fn check_library(number: i32, found: &'static str) -> Result<(), StoreError> {
    if number < OLDEST_SQLITE { Err(StoreError::TooOldSqlite { found }) } else { Ok(()) }
}

/// What the first bytes tell before SQLite touches the file: a plain file where an encrypted one belongs, a file that is
/// no database, one that was cut.
fn look_at_header(path: &Path, kind: &Kind<'_>) -> Result<(), StoreError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(StoreError::file(path, e)),
    };
    let size = file.metadata().map_err(|e| StoreError::file(path, e))?.len();
    let mut header = [0_u8; 32];
    let beginning = file.by_ref().take(32).read(&mut header).map_err(|e| StoreError::file(path, e))?;
    if beginning == 0 {
        return Ok(());
    }
    let plain = header.starts_with(b"SQLite format 3\0");
    if plain != kind.key.is_none() {
        return Err(StoreError::NotADatabase { file: kind.file.to_owned() });
    }
    let damaged = |detail: &str| StoreError::Damaged { file: kind.file.to_owned(), detail: detail.to_owned() };
    // A power cut may leave half a page, or pages missing, only while the log that holds them whole is still there.
    let log = path.with_file_name(format!("{}-wal", kind.file));
    let no_log = fs::metadata(log).map_or(0, |m| m.len()) == 0;
    if no_log && size % PAGE != 0 {
        return Err(damaged("the file ends in the middle of a page"));
    }
    let pages = header.last_chunk::<4>().map_or(0, |b| u64::from(u32::from_be_bytes(*b)));
    if plain && no_log && pages * PAGE > size {
        return Err(damaged("the file is shorter than it says"));
    }
    Ok(())
}

/// Whose file it is and of which version. The first read under a key: this is where a wrong one shows.
fn read_marks(db: &Connection, kind: &Kind<'_>) -> Result<i64, StoreError> {
    let marks = db.query_row(
        "SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id),
                (SELECT count(*) FROM sqlite_schema)",
        [],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)),
    );
    let (version, application_id, tables) = marks.map_err(|e| match StoreError::from(e) {
        StoreError::NotADatabase { .. } if kind.key.is_some() => StoreError::WrongKey { file: kind.file.to_owned() },
        other => other.of_file(kind.file),
    })?;
    if (version, application_id, tables) == (0, 0, 0) {
        return Ok(0);
    }
    if application_id != kind.application_id || version < 1 {
        return Err(StoreError::NotADatabase { file: kind.file.to_owned() });
    }
    if version > kind.version {
        return Err(StoreError::TooNew { file: kind.file.to_owned(), found: version, known: kind.version });
    }
    Ok(version)
}

/// Creates the schema or brings an older one up to date, in one transaction: after a crash there is the old or the new, whole.
fn bring_up_to_date(db: &mut Connection, kind: &Kind<'_>, version: i64) -> Result<(), StoreError> {
    if version == kind.version {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster between our look and our lock.
    let version = read_marks(&tx, kind)?;
    if version == 0 {
        tx.execute_batch(schema_of(kind.file))?;
        tx.pragma_update(None, "application_id", kind.application_id)?;
    } else {
        (kind.upgrade)(&tx, schema_of(kind.file))?;
    }
    tx.pragma_update(None, "user_version", kind.version)?;
    tx.commit()?;
    Ok(())
}

/// Gives a file of an older version the tables that have come since.
fn add_what_is_new(db: &Connection, schema: &str) -> Result<(), StoreError> {
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for part in schema.split("\n-- SINCE ").skip(1) {
        let (since, sql) = part.split_once('\n').unwrap_or_default();
        if since.trim().parse::<i64>().is_ok_and(|since| since > version) {
            db.execute_batch(sql)?;
        }
    }
    Ok(())
}

/// The part of schema.sql behind the line `-- FILE name`.
fn schema_of(file: &str) -> &'static str {
    let behind = SCHEMA.split("-- FILE ").find_map(|part| part.strip_prefix(file)?.strip_prefix('\n'));
    behind.unwrap_or_default()
}

/// SQLite puts a row together in a place of its own, and leaves it there until the next one: a row as long as that place, which
/// is never written, takes it.
pub(super) fn overwrite_last_row(db: &Connection) -> Result<(), StoreError> {
    const ROW: &str = "BEGIN IMMEDIATE;
        INSERT INTO draft (form, saved_at) VALUES (json_quote(printf('%.*c', 3950, ' ')), 0); ROLLBACK;";
    let done = db.execute_batch(ROW);
    if done.is_err() && !db.is_autocommit() {
        db.execute_batch("ROLLBACK")?;
    }
    Ok(done?)
}

/// Lets go of every page that is not in use, and of the last one that was deciphered: what was read of people is in memory no longer
/// than somebody works with it.
pub(super) fn let_go(db: &Connection) -> Result<(), StoreError> {
    // The first page, which says nothing of anybody, takes the place of the last one in the cipher's own buffer.
    Ok(db.execute_batch("PRAGMA shrink_memory; PRAGMA user_version; PRAGMA shrink_memory;")?)
}

/// Reads every page and every index of the file.
pub(super) fn check(db: &Connection) -> Result<(), StoreError> {
    let finding: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if finding == "ok" {
        return Ok(());
    }
    Err(StoreError::Damaged { file: "the store".to_owned(), detail: finding })
}

#[cfg(test)]
mod tests;
