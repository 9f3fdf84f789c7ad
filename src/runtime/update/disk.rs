//! What an update does to the disk, operation by operation, so that a test can cut the power between any two of them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// The disk below one folder. A file that was put is on the disk when the call returns; that it is called so, only after
/// [`Disk::settle`].
pub trait Disk {
    /// Opens a file to read it.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>>;

    /// Writes a file anew from what is read; it may be run where `program`.
    ///
    /// # Errors
    /// When it cannot be written: what stands there then is of no use.
    fn put(&mut self, path: &Path, from: &mut dyn Read, program: bool) -> io::Result<()>;

    /// Gives a file another name, in place of what was called so.
    ///
    /// # Errors
    /// When there is no such file.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file; one that is not there is no fault.
    ///
    /// # Errors
    /// When it cannot be removed.
    fn remove(&mut self, path: &Path) -> io::Result<()>;

    /// Makes a folder; one that is there is no fault.
    ///
    /// # Errors
    /// When it cannot be made.
    fn make(&mut self, folder: &Path) -> io::Result<()>;

    /// The names in a folder are on the disk when this returns.
    ///
    /// # Errors
    /// When the disk says that they are not.
    fn settle(&mut self, folder: &Path) -> io::Result<()>;
}

/// Reads a small file as a whole.
///
/// # Errors
/// When it cannot be read.
pub fn read(disk: &dyn Disk, path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    disk.open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file that is there as before or as it is now, whenever the power fails.
///
/// # Errors
/// When it cannot be written; then it is as before.
pub fn replace(disk: &mut dyn Disk, path: &Path, from: &mut dyn Read, program: bool) -> io::Result<()> {
    let half = path.with_extension("part");
    disk.put(&half, from, program)?;
    disk.rename(&half, path)?;
    disk.settle(path.parent().unwrap_or_else(|| Path::new("")))
}

/// The disk of this machine.
#[derive(Debug, Clone)]
pub struct RealDisk(PathBuf);

impl RealDisk {
    /// The disk below a folder.
    #[must_use]
    pub fn below(folder: &Path) -> Self {
        Self(folder.to_owned())
    }
}

impl Disk for RealDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        Ok(Box::new(File::open(self.0.join(path))?))
    }

    fn put(&mut self, path: &Path, from: &mut dyn Read, program: bool) -> io::Result<()> {
        let path = self.0.join(path);
        // A program that runs cannot be written to, and a file that is there may have another mode.
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
        let mode = if program { 0o700 } else { 0o600 };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(&path)?;
        io::copy(from, &mut file)?;
        file.flush()?;
        file.sync_all()
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        match fs::remove_file(self.0.join(path)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    fn make(&mut self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(self.0.join(folder))
    }

    fn settle(&mut self, folder: &Path) -> io::Result<()> {
        File::open(self.0.join(folder))?.sync_all()
    }
}
