//! Posters and films that packs name, as files under their hash. They are a download away, so that nothing here is precious:
//! what is broken is fetched again, what no pack names any more is removed, and the disk is left room for people's records.

use super::{Result, StoreError};
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use yizhan_wire::media::{MediaHash, MediaHasher, MediaRef};

/// The folder's name in the data folder.
pub const MEDIA_FOLDER: &str = "media";
/// The most that all media take together, in bytes; those that packs name behind it are not fetched.
pub const MAX_MEDIA_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// So many bytes of the disk are left alone: people's records need them.
const LEFT_FREE: u64 = 512 * 1024 * 1024;
/// Bytes that are read at once to name what is in a file.
const PIECE: usize = 256 * 1024;

/// The media of one data folder.
#[derive(Debug, Clone)]
pub struct MediaFolder {
    folder: PathBuf,
}

/// A medium that is not here as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaGap {
    pub medium: MediaRef,
    /// So many of its first bytes are here.
    pub have: u64,
}

/// What came of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// More is needed.
    Part,
    /// It is here, and is what its name says.
    Whole,
    /// All bytes were there and were something else. It is not asked for again until packs name other media.
    Wrong,
    /// The bytes do not continue what is here: nothing was kept.
    Elsewhere,
}

impl MediaFolder {
    /// The media beside the store in this data folder. The folder is made when the first one comes.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { folder: data.join(MEDIA_FOLDER) }
    }

    /// Where a medium lies, if it is here as a whole.
    #[must_use]
    pub fn path_of(&self, hash: &MediaHash) -> Option<PathBuf> {
        Some(self.whole(hash)).filter(|path| path.is_file())
    }

    /// The first of the named media that is not here and has room.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn next(&self, named: &[MediaRef]) -> Result<Option<MediaGap>> {
        let mut sum = 0_u64;
        for medium in named {
            sum = sum.saturating_add(medium.bytes);
            if sum > MAX_MEDIA_BYTES {
                return Ok(None);
            }
            if self.whole(&medium.sha256).exists() || self.refused(&medium.sha256).exists() {
                continue;
            }
            let have = fs::metadata(self.part(&medium.sha256)).map_or(0, |part| part.len());
            if have >= medium.bytes {
                // All bytes came, and the program ended before it had looked at them.
                self.finish(medium)?;
                continue;
            }
            if self.has_room(medium.bytes - have)? {
                return Ok(Some(MediaGap { medium: medium.clone(), have }));
            }
        }
        Ok(None)
    }

    /// Adds bytes of a medium behind its first `from`.
    ///
    /// # Errors
    /// When they cannot be written; what was there before stays.
    pub fn add(&self, medium: &MediaRef, from: u64, bytes: &[u8]) -> Result<Added> {
        let path = self.part(&medium.sha256);
        self.make()?;
        let file = |e| StoreError::file(&path, e);
        let mut part =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(file)?;
        let have = part.metadata().map_err(file)?.len();
        let to = from.saturating_add(bytes.len() as u64);
        if from > have || to > medium.bytes || bytes.is_empty() {
            return Ok(Added::Elsewhere);
        }
        part.set_len(from).map_err(file)?;
        part.seek(std::io::SeekFrom::Start(from)).map_err(file)?;
        part.write_all(bytes).map_err(file)?;
        if to < medium.bytes {
            return Ok(Added::Part);
        }
        drop(part);
        self.finish(medium)
    }

    /// Looks whether all bytes are what their name says.
    fn finish(&self, medium: &MediaRef) -> Result<Added> {
        let path = self.part(&medium.sha256);
        let file = |e| StoreError::file(&path, e);
        File::open(&path).and_then(|part| part.sync_all()).map_err(file)?;
        if name_of(&path)? != medium.sha256 {
            fs::remove_file(&path).map_err(file)?;
            File::create(self.refused(&medium.sha256)).map_err(file)?;
            return Ok(Added::Wrong);
        }
        fs::rename(&path, self.whole(&medium.sha256)).map_err(file)?;
        File::open(&self.folder).and_then(|folder| folder.sync_all()).map_err(file)?;
        Ok(Added::Whole)
    }

    /// Removes every medium, and every part of one, that is not among the named; answers how many files.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn keep_only(&self, named: &[MediaRef]) -> Result<usize> {
        let kept: HashSet<MediaHash> = named.iter().map(|medium| medium.sha256).collect();
        let files = match fs::read_dir(&self.folder) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(0),
            other => other.map_err(|e| StoreError::file(&self.folder, e))?,
        };
        let mut removed = 0;
        for file in files {
            let path = file.map_err(|e| StoreError::file(&self.folder, e))?.path();
            let named = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
            // What is not called like a medium is not ours to remove.
            if named.is_some_and(|hash: MediaHash| !kept.contains(&hash)) {
                fs::remove_file(&path).map_err(|e| StoreError::file(&path, e))?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    fn make(&self) -> Result<()> {
        fs::create_dir_all(&self.folder).map_err(|e| StoreError::file(&self.folder, e))
    }

    fn has_room(&self, bytes: u64) -> Result<bool> {
        self.make()?;
        let disk = rustix::fs::statvfs(&self.folder).map_err(|e| StoreError::file(&self.folder, e.into()))?;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize) >= bytes.saturating_add(LEFT_FREE))
    }

    fn whole(&self, hash: &MediaHash) -> PathBuf {
        self.folder.join(hash.to_string())
    }

    fn part(&self, hash: &MediaHash) -> PathBuf {
        self.folder.join(format!("{hash}.part"))
    }

    fn refused(&self, hash: &MediaHash) -> PathBuf {
        self.folder.join(format!("{hash}.refused"))
    }
}

fn name_of(path: &Path) -> Result<MediaHash> {
    let wrap = |e| StoreError::file(path, e);
    let mut file = File::open(path).map_err(wrap)?;
    let (mut hasher, mut piece) = (MediaHasher::default(), vec![0; PIECE]);
    loop {
        let read = file.read(&mut piece).map_err(wrap)?;
        if read == 0 {
            return Ok(hasher.finish());
        }
        hasher.update(piece.get(..read).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn medium(bytes: &[u8]) -> MediaRef {
        MediaRef { sha256: MediaHash::of(bytes), bytes: bytes.len() as u64, mime: String::new() }
    }

    #[test]
    fn a_medium_comes_in_parts_and_counts_when_the_whole_is_what_its_name_says() {
        let data = tempfile::tempdir().unwrap();
        let folder = MediaFolder::of(data.path());
        let film = medium(b"film");
        assert_eq!(folder.next(std::slice::from_ref(&film)).unwrap().unwrap().have, 0);
        assert_eq!(folder.add(&film, 0, b"fi").unwrap(), Added::Part);
        assert_eq!(folder.next(std::slice::from_ref(&film)).unwrap().unwrap().have, 2, "and goes on where it was");
        assert_eq!(folder.path_of(&film.sha256), None);
        assert_eq!(folder.add(&film, 3, b"m").unwrap(), Added::Elsewhere, "a gap is no part");
        assert_eq!(folder.add(&film, 2, b"lmn").unwrap(), Added::Elsewhere, "nor is more than there is");
        assert_eq!(folder.add(&film, 2, b"lm").unwrap(), Added::Whole);
        assert_eq!(fs::read(folder.path_of(&film.sha256).unwrap()).unwrap(), b"film");
        assert_eq!(folder.next(&[film]).unwrap(), None);
    }

    #[test]
    fn one_whose_last_byte_came_as_the_program_was_killed_is_not_fetched_again() {
        let data = tempfile::tempdir().unwrap();
        let folder = MediaFolder::of(data.path());
        let film = medium(b"film");
        folder.add(&film, 0, b"fil").unwrap();
        fs::write(folder.part(&film.sha256), b"film").unwrap();
        assert_eq!(folder.next(std::slice::from_ref(&film)).unwrap(), None);
        assert!(folder.path_of(&film.sha256).is_some());
    }

    #[test]
    fn what_is_not_what_its_name_says_is_never_shown_and_not_asked_for_for_ever() {
        let data = tempfile::tempdir().unwrap();
        let folder = MediaFolder::of(data.path());
        let film = medium(b"film");
        assert_eq!(folder.add(&film, 0, b"else").unwrap(), Added::Wrong);
        assert_eq!((folder.path_of(&film.sha256), folder.next(std::slice::from_ref(&film)).unwrap()), (None, None));
        assert_eq!(folder.keep_only(&[]).unwrap(), 1);
        assert!(folder.next(&[film]).unwrap().is_some(), "named anew, it is tried anew");
    }

    #[test]
    fn what_no_pack_names_is_removed_and_nothing_else() {
        let data = tempfile::tempdir().unwrap();
        let folder = MediaFolder::of(data.path());
        let (one, two) = (medium(b"one"), medium(b"two"));
        folder.add(&one, 0, b"one").unwrap();
        folder.add(&two, 0, b"t").unwrap();
        fs::write(data.path().join(MEDIA_FOLDER).join("README"), "of the technician").unwrap();
        assert_eq!(folder.keep_only(std::slice::from_ref(&one)).unwrap(), 1);
        assert!(folder.path_of(&one.sha256).is_some());
        assert_eq!(fs::read_dir(data.path().join(MEDIA_FOLDER)).unwrap().count(), 2);
    }
}
