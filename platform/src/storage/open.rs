//! The one way to open the platform's file.

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `YZpf`: what `file(1)` and we know our file by.
const APPLICATION_ID: i32 = 0x595A_7066;
/// Of schema.sql.
pub(super) const SCHEMA_VERSION: i32 = 8;
const SCHEMA: &str = include_str!("../../schema.sql");
/// Older ones can lose commits when two connections share a file in WAL mode.
const OLDEST_SQLITE: i32 = 3_051_003;
/// How long a write waits for another process, e.g. an import's transaction of some thousand rows.
const BUSY: Duration = Duration::from_secs(30);

/// Why the store cannot be opened. The file stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the folder {0} cannot be used: {1}")]
    Folder(PathBuf, std::io::Error),
    #[error("{0} is not a store of yizhan-platform")]
    NotOurs(PathBuf),
    #[error("{0} was written by a newer yizhan-platform (schema {1}); install that version")]
    TooNew(PathBuf, i32),
    #[error("{0} cannot be opened: {1}")]
    Sqlite(PathBuf, rusqlite::Error),
    #[error("this program was built with SQLite {0}, which can lose commits; 3.51.3 is the oldest that cannot")]
    OldSqlite(&'static str),
}

/// Makes the folder, for this account alone, and answers where the file is.
pub fn prepare_folder(folder: &Path) -> Result<PathBuf, OpenError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|e| OpenError::Folder(folder.to_owned(), e))?;
    Ok(folder.join("platform.db"))
}

/// The connection that writes; makes the file's tables where it has none.
pub fn writer(file: &Path) -> Result<Connection, OpenError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(OpenError::OldSqlite(rusqlite::version()));
    }
    let mut connection = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    set_up(&mut connection, file)?;
    let again = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    again.map_err(|e| OpenError::Sqlite(file.to_owned(), e))?;
    Ok(connection)
}

/// A connection that only reads.
pub fn reader(file: &Path) -> Result<Connection, OpenError> {
    let connection = connect(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // There are several of them.
    connection.execute_batch("PRAGMA cache_size = -8000;").map_err(|e| OpenError::Sqlite(file.to_owned(), e))?;
    Ok(connection)
}

/// A connection to a new file, for a copy.
pub fn blank(file: &Path) -> Result<Connection, OpenError> {
    connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

/// A connection that nobody else has beside it, which leaves the file without a log.
///
/// # Errors
/// When another one is open, in this program or another.
pub fn alone(file: &Path) -> Result<Connection, OpenError> {
    let wrap = |e| OpenError::Sqlite(file.to_owned(), e);
    let connection = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(Duration::ZERO).map_err(wrap)?;
    connection.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |row| row.get::<_, String>(0)).map_err(wrap)?;
    connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0)).map_err(wrap)?;
    connection.execute_batch("BEGIN EXCLUSIVE; ROLLBACK").map_err(wrap)?;
    Ok(connection)
}

#[expect(clippy::disallowed_methods, reason = "this is the one way to open the platform's file")]
fn connect(file: &Path, flags: OpenFlags) -> Result<Connection, OpenError> {
    let wrap = |e| OpenError::Sqlite(file.to_owned(), e);
    let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(wrap)?;
    connection.busy_timeout(BUSY).map_err(wrap)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -32000;")
        .map_err(wrap)?;
    Ok(connection)
}

fn set_up(connection: &mut Connection, file: &Path) -> Result<(), OpenError> {
    let wrap = |e| OpenError::Sqlite(file.to_owned(), e);
    check_ours(connection, file)?;
    // What a program before this one wrote may stand in the log and not on the disk, where its drive failed to say so.
    yizhan_durable::write_log_again(connection).map_err(wrap)?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)).map_err(wrap)?;
    // Two processes may start over an empty folder at once: whoever comes second finds the tables made.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrap)?;
    let version: i32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(wrap)?;
    if version < SCHEMA_VERSION {
        transaction.execute_batch(&brought_since(version)).map_err(wrap)?;
        transaction
            .execute_batch(&format!(
                "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
            ))
            .map_err(wrap)?;
    }
    transaction.commit().map_err(wrap)
}

/// What a store of this version lacks; the whole schema for an empty file.
pub(super) fn brought_since(version: i32) -> String {
    let mut parts = SCHEMA.split("\n-- SINCE ");
    let first = parts.next().filter(|_| version == 0);
    let later = parts
        .filter_map(|part| part.split_once('\n'))
        .filter(|(since, _)| since.trim().parse::<i32>().is_ok_and(|since| since > version));
    first.into_iter().chain(later.map(|(_, sql)| sql)).collect()
}

/// Looks before anything is written: another program's file, or one of a newer version, must not be changed.
fn check_ours(connection: &Connection, file: &Path) -> Result<(), OpenError> {
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i32>(0));
    let wrap = |e| OpenError::Sqlite(file.to_owned(), e);
    let tables = number("SELECT count(*) FROM sqlite_schema").map_err(wrap)?;
    let application = number("PRAGMA application_id").map_err(wrap)?;
    let version = number("PRAGMA user_version").map_err(wrap)?;
    match (tables, application, version) {
        (0, 0, 0) | (_, APPLICATION_ID, 1..=SCHEMA_VERSION) => Ok(()),
        (_, APPLICATION_ID, newer) if newer > SCHEMA_VERSION => Err(OpenError::TooNew(file.to_owned(), newer)),
        _ => Err(OpenError::NotOurs(file.to_owned())),
    }
}
