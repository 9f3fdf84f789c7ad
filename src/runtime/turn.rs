//! Whose turn it is to sync: one process of a data folder at a time. The lock is the kernel's, so that it ends with the
//! process, however that ends.

use rustix::fs::{FlockOperation, flock};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// The file that is locked; it is empty and stays.
pub const FILE: &str = "sync.lock";

/// The right to sync, until it is dropped.
pub struct Turn(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

impl Turn {
    /// Takes the turn; `None` when another process has it.
    ///
    /// # Errors
    /// When the lock file cannot be made.
    pub fn take(data: &Path) -> io::Result<Option<Self>> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(data.join(FILE))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(Self(file))),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }
}
