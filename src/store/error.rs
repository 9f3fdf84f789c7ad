//! Why the store could not do it. The words are for the technician; screens word the kinds by themselves.

use crate::domain::StoreTrouble;
use rusqlite::ffi;
use std::path::PathBuf;

/// Every way the store fails. None of them names a person, and none of them has changed the file it is about.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full: free some space; nothing of this was saved")]
    DiskFull,
    #[error("the store cannot be written: check the owner and the mount of the data folder")]
    ReadOnly,
    #[error("another program holds the store: close it, or wait and try again")]
    Locked,
    #[error("{file} is damaged ({detail}): it was left as it is; keep a copy of it before anything else")]
    Damaged { file: String, detail: String },
    /// A wrong key and a damaged first page look the same under SQLCipher, so the message names both.
    #[error(
        "{file} does not open with this key: it belongs to another key, or its beginning is damaged; it was left as it is"
    )]
    WrongKey { file: String },
    #[error("{file} was written by a newer version (schema {found}, this program knows {known}): install that version")]
    TooNew { file: String, found: i64, known: i64 },
    #[error("{file} is not a store of this program: it was left as it is")]
    NotADatabase { file: String },
    #[error("SQLite {found} is older than 3.51.3, which may lose commits: this program must be built with a newer one")]
    TooOldSqlite { found: &'static str },
    #[error("there is no key for the store: {0}")]
    NoKey(String),
    #[error("this station is not enrolled yet")]
    NotEnrolled,
    #[error("this station is enrolled already")]
    AlreadyEnrolled,
    #[error("there is no such {0}")]
    NotFound(&'static str),
    #[error("a {0} of this name exists already")]
    NameTaken(&'static str),
    #[error("the entry has {0} bytes, more than the platform takes")]
    TooLarge(usize),
    /// What stands in the file is not what this program writes there.
    #[error("the store holds something unreadable: {0}")]
    Unreadable(&'static str),
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    #[error("SQLite: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// The same error, saying which file it is about where SQLite could not know.
    pub(super) fn of_file(self, name: &str) -> Self {
        match self {
            Self::Damaged { detail, .. } => Self::Damaged { file: name.to_owned(), detail },
            Self::NotADatabase { .. } => Self::NotADatabase { file: name.to_owned() },
            other => other,
        }
    }

    /// Whether what the connection holds in memory is to be trusted no more: after a fault of the disk SQLite may take a sound file for
    /// a malformed one until it is opened anew.
    #[must_use]
    pub const fn is_of_the_disk(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::WrongKey { .. } | Self::NotADatabase { .. } | Self::Sqlite(_))
    }

    /// The system has given no thread.
    #[must_use]
    pub fn no_thread(source: std::io::Error) -> Self {
        Self::File { path: "a thread".into(), source }
    }

    pub(super) fn file(path: &std::path::Path, source: std::io::Error) -> Self {
        match source.kind() {
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::File { path: path.to_owned(), source },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let rusqlite::Error::SqliteFailure(failure, _) = &error else { return Self::Sqlite(error) };
        match failure.code {
            Code::DiskFull => Self::DiskFull,
            // A full disk also shows where the shared memory beside the file cannot grow.
            _ if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Self::DiskFull,
            Code::ReadOnly | Code::PermissionDenied => Self::ReadOnly,
            Code::DatabaseBusy | Code::DatabaseLocked => Self::Locked,
            Code::DatabaseCorrupt => {
                Self::Damaged { file: "the store".to_owned(), detail: "SQLite finds the file malformed".to_owned() }
            }
            // A page whose authentication fails under SQLCipher in the middle of the file.
            _ if failure.extended_code == ffi::SQLITE_IOERR_SHORT_READ => {
                Self::Damaged { file: "the store".to_owned(), detail: "the file ends too early".to_owned() }
            }
            Code::NotADatabase => Self::NotADatabase { file: "the store".to_owned() },
            _ => Self::Sqlite(error),
        }
    }
}

impl From<&StoreError> for StoreTrouble {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::DiskFull,
            StoreError::ReadOnly => Self::ReadOnly,
            StoreError::Damaged { .. }
            | StoreError::WrongKey { .. }
            | StoreError::NotADatabase { .. }
            | StoreError::Unreadable(_) => Self::Damaged,
            StoreError::NotEnrolled => Self::NotEnrolled,
            _ => Self::Other,
        }
    }
}
