//! What SQLite finds in its log when it opens a file need not lie on the disk. Where a drive failed to write it, Linux says so once,
//! shows the bytes from memory all the same, and calls the next sync a success. A checkpoint that trusts such a log and is cut
//! short by the power leaves half of what it moved, and no log to mend it by. So the log is written once more, over itself, and
//! synced, before anybody moves anything out of it.

#![expect(unsafe_code, reason = "SQLite shows its log by nothing but its C functions")]

use rusqlite::ffi;
use rusqlite::{Connection, Error, ErrorCode, Result};
use std::ffi::{c_int, c_void};
use std::ptr::null_mut;

/// So much is read and written at a time.
const PART: usize = 64 * 1024;

/// Writes the log of an open database over itself and syncs it. Nothing is done where it has none, or where another program
/// writes: that one has done it when it opened the file.
///
/// # Errors
/// When the disk does not take it: nothing may be built on this file then.
pub fn write_log_again(db: &Connection) -> Result<()> {
    // Nobody adds to the log, or begins it anew, while this connection may write.
    match db.execute_batch("BEGIN IMMEDIATE") {
        Err(Error::SqliteFailure(failure, _)) if failure.code == ErrorCode::DatabaseBusy => return Ok(()),
        other => other?,
    }
    let done = log_of(db).and_then(|log| log.map_or(Ok(()), |log| log.write_again()));
    db.execute_batch("ROLLBACK")?;
    done
}

/// The log as SQLite has it open.
struct Log {
    file: *mut ffi::sqlite3_file,
    methods: ffi::sqlite3_io_methods,
}

/// `None`: the database keeps no log.
fn log_of(db: &Connection) -> Result<Option<Log>> {
    let mut file: *mut ffi::sqlite3_file = null_mut();
    // SAFETY: the connection is open, and SQLite writes a pointer to a file that lives as long as the transaction.
    let methods = unsafe {
        let place: *mut c_void = (&raw mut file).cast();
        sound(ffi::sqlite3_file_control(db.handle(), c"main".as_ptr(), ffi::SQLITE_FCNTL_JOURNAL_POINTER, place))?;
        file.as_ref().and_then(|file| file.pMethods.as_ref()).copied()
    };
    Ok(methods.map(|methods| Log { file, methods }))
}

impl Log {
    fn write_again(&self) -> Result<()> {
        let length = self.length()?;
        let mut part = vec![0_u8; PART];
        let mut at = 0;
        while at < length {
            let count = PART.min(usize::try_from(length - at).unwrap_or(PART));
            let bytes = part.get_mut(..count).unwrap_or_default();
            self.read(bytes, at)?;
            self.write(bytes, at)?;
            at += i64::try_from(count).unwrap_or(i64::MAX);
        }
        if length > 0 { self.sync() } else { Ok(()) }
    }

    fn length(&self) -> Result<i64> {
        let mut length = 0;
        let size = self.methods.xFileSize.ok_or(UNABLE)?;
        // SAFETY: each of these is a method of this file, which is open.
        sound(unsafe { size(self.file, &raw mut length) })?;
        Ok(length)
    }

    fn read(&self, into: &mut [u8], at: i64) -> Result<()> {
        let read = self.methods.xRead.ok_or(UNABLE)?;
        // SAFETY: as above; the buffer is as long as is said.
        sound(unsafe { read(self.file, into.as_mut_ptr().cast(), length_of(into)?, at) })
    }

    fn write(&self, from: &[u8], at: i64) -> Result<()> {
        let write = self.methods.xWrite.ok_or(UNABLE)?;
        // SAFETY: as above.
        sound(unsafe { write(self.file, from.as_ptr().cast(), length_of(from)?, at) })
    }

    fn sync(&self) -> Result<()> {
        let sync = self.methods.xSync.ok_or(UNABLE)?;
        // SAFETY: as above.
        sound(unsafe { sync(self.file, ffi::SQLITE_SYNC_NORMAL) })
    }
}

const UNABLE: Error =
    Error::SqliteFailure(ffi::Error { code: ErrorCode::SystemIoFailure, extended_code: ffi::SQLITE_IOERR }, None);

fn length_of(bytes: &[u8]) -> Result<c_int> {
    c_int::try_from(bytes.len()).map_err(|_| UNABLE)
}

fn sound(code: c_int) -> Result<()> {
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(Error::SqliteFailure(ffi::Error::new(code), None)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[expect(clippy::disallowed_methods, reason = "a database of nobody's store")]
    fn open(path: &std::path::Path) -> Connection {
        let db = Connection::open(path).unwrap();
        db.busy_timeout(std::time::Duration::ZERO).unwrap();
        db
    }

    #[test]
    fn a_log_is_the_same_afterwards_and_what_it_says_is_still_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("some.db");
        let db = open(&path);
        db.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE thing (a);
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
             INSERT INTO thing SELECT zeroblob(1000) FROM n;",
        )
        .unwrap();
        let log = dir.path().join("some.db-wal");
        let before = fs::read(&log).unwrap();
        assert!(before.len() > 3 * PART, "several parts");
        write_log_again(&db).unwrap();
        assert_eq!(fs::read(&log).unwrap(), before);
        assert_eq!(db.query_row("SELECT count(*) FROM thing", [], |row| row.get::<_, i64>(0)).unwrap(), 300);
    }

    #[test]
    fn where_another_program_writes_it_is_left_to_that_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("some.db");
        let (one, other) = (open(&path), open(&path));
        one.execute_batch(
            "PRAGMA journal_mode = WAL; CREATE TABLE thing (a); BEGIN IMMEDIATE; INSERT INTO thing VALUES (1)",
        )
        .unwrap();
        write_log_again(&other).unwrap();
        one.execute_batch("COMMIT").unwrap();
        write_log_again(&other).unwrap();
    }

    #[test]
    fn a_database_without_a_log_needs_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let db = open(&dir.path().join("some.db"));
        write_log_again(&db).unwrap();
        db.execute_batch("CREATE TABLE thing (a)").unwrap();
        write_log_again(&db).unwrap();
    }
}
