//! A pseudo-terminal: to a driver it looks like a serial port, and a simulator stands at its other end.

use super::line::device_file;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

/// The simulator's end. When it is dropped, whoever has the port open sees it unplugged.
pub struct Pty {
    ours: File,
    path: PathBuf,
    link: Option<PathBuf>,
    /// Held open, so that our end outlives a driver that closes the port and opens it again.
    _theirs: File,
}

impl Pty {
    /// A new pseudo-terminal; where `link` is given, a symbolic link of that name leads to its port.
    ///
    /// # Errors
    /// When the system gives none, or the link cannot be made.
    pub fn open(link: Option<&Path>) -> io::Result<Self> {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
        grantpt(&ours)?;
        unlockpt(&ours)?;
        let name = ptsname(&ours, Vec::new())?;
        let path = PathBuf::from(std::ffi::OsStr::from_bytes(name.as_bytes()));
        let theirs = device_file(&path)?;
        let mut settings = tcgetattr(&theirs)?;
        settings.make_raw();
        tcsetattr(&theirs, OptionalActions::Now, &settings)?;
        let ours = File::from(ours);
        // Flags given to openpt do not hold for reading on every kernel.
        rustix::fs::fcntl_setfl(&ours, rustix::fs::OFlags::NONBLOCK)?;
        if let Some(link) = link {
            std::os::unix::fs::symlink(&path, link)?;
        }
        Ok(Self { ours, path, link: link.map(Path::to_owned), _theirs: theirs })
    }

    /// Where a driver finds the port.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.link.as_deref().unwrap_or(&self.path)
    }
}

impl Read for Pty {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.ours.read(into)
    }
}

impl Write for Pty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.ours.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Some(link) = &self.link {
            // Somebody may have taken it away already.
            std::fs::remove_file(link).ok();
        }
    }
}
