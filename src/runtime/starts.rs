//! Starts that did not last, counted over restarts: a kiosk that falls over again and again shows a technician why, instead of
//! a screen that flickers.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// So many starts in a row that did not last are a loop.
pub const LOOP: u32 = 5;
/// The count, in the data folder.
const FILE: &str = "starts";

/// The count of one station.
#[derive(Debug, Clone)]
pub struct Starts(PathBuf);

impl Starts {
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self(data.join(FILE))
    }

    /// A start: how many before it, in a row, did not last. A count that cannot be kept, as on a full disk, is no reason
    /// not to start.
    #[must_use]
    pub fn begin(&self) -> u32 {
        let before = self.count();
        if let Err(error) = self.write(before.saturating_add(1)) {
            tracing::warn!(%error, "starts cannot be counted");
        }
        before
    }

    /// This start has lasted, or was ended in order.
    pub fn lasted(&self) {
        if self.count() > 0
            && let Err(error) = self.write(0)
        {
            tracing::warn!(%error, "starts cannot be counted");
        }
    }

    /// One more try is given: if it does not last either, the next start is one of a loop again.
    pub fn once_more(&self) {
        if let Err(error) = self.write(LOOP - 1) {
            tracing::warn!(%error, "starts cannot be counted");
        }
    }

    fn count(&self) -> u32 {
        fs::read_to_string(&self.0).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
    }

    /// The old count or the new one is there, also after a power cut, which may be what the starts are ended by.
    fn write(&self, count: u32) -> io::Result<()> {
        let half = self.0.with_extension("part");
        let mut file = File::create(&half)?;
        write!(file, "{count}")?;
        file.sync_all()?;
        fs::rename(&half, &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_that_do_not_last_add_up_to_a_loop_and_one_that_lasts_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let starts = Starts::of(folder.path());
        let counted: Vec<u32> = (0..=LOOP).map(|_| starts.begin()).collect();
        assert_eq!(counted, [0, 1, 2, 3, 4, 5]);
        assert!(counted.last().is_some_and(|before| *before >= LOOP));
        starts.once_more();
        assert!(starts.begin() < LOOP, "one try is given");
        assert!(starts.begin() >= LOOP, "and no second");
        starts.lasted();
        assert_eq!(starts.begin(), 0);
    }

    #[test]
    fn a_count_that_nobody_can_read_or_write_is_no_reason_not_to_start() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "\0\0\0").unwrap();
        assert_eq!(Starts::of(folder.path()).begin(), 0);
        assert_eq!(Starts::of(Path::new("/nowhere")).begin(), 0);
    }
}
