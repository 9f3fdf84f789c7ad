//! Media as files under their hash, in a folder beside the store: a copy of it needs nothing but a copy of files, and a web
//! server can give them out instead of this program.

use crate::core::media::MediaStore;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use yizhan_wire::media::{MAX_MEDIUM_BYTES, MediaHasher};
use yizhan_wire::{MediaHash, MediaRef};

/// Bytes that are copied at once.
const PIECE: usize = 256 * 1024;

/// The media of one platform.
#[derive(Debug, Clone)]
pub struct MediaFolder(PathBuf);

/// Why a file does not become a medium.
#[derive(Debug, thiserror::Error)]
pub enum NotAdded {
    #[error("{0} is empty")]
    Empty(PathBuf),
    #[error("{0} is larger than {MAX_MEDIUM_BYTES} bytes")]
    TooLarge(PathBuf),
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
}

impl MediaFolder {
    /// The media in this data folder.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self(data.join("media"))
    }

    /// Takes a copy of a file; it is there whole or not at all.
    ///
    /// # Errors
    /// When it cannot be read or written, or is too large for a station.
    pub fn add(&self, file: &Path) -> Result<MediaRef, NotAdded> {
        let mut from = File::open(file).map_err(|e| NotAdded::Io(file.to_owned(), e))?;
        let (sha256, bytes) = self.keep(&mut from, file)?;
        Ok(MediaRef { sha256, bytes, mime: mime_of(file).to_owned() })
    }

    /// Takes bytes that come with this program; `mime` is what they are.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add_bytes(&self, bytes: &[u8], mime: &str) -> Result<MediaRef, NotAdded> {
        let mut from = bytes;
        let (sha256, bytes) = self.keep(&mut from, &self.0)?;
        Ok(MediaRef { sha256, bytes, mime: mime.to_owned() })
    }

    fn keep(&self, from: &mut dyn io::Read, file: &Path) -> Result<(MediaHash, u64), NotAdded> {
        let wrap = |e| NotAdded::Io(file.to_owned(), e);
        fs::create_dir_all(&self.0).map_err(wrap)?;
        let draft = self.0.join(format!("draft-{}", std::process::id()));
        let mut to = File::create(&draft).map_err(wrap)?;
        let (mut hasher, mut bytes, mut piece) = (MediaHasher::default(), 0_u64, vec![0; PIECE]);
        loop {
            let read = from.read(&mut piece).map_err(wrap)?;
            let some = piece.get(..read).unwrap_or_default();
            if some.is_empty() {
                break;
            }
            hasher.update(some);
            bytes += some.len() as u64;
            if bytes > MAX_MEDIUM_BYTES {
                fs::remove_file(&draft).map_err(wrap)?;
                return Err(NotAdded::TooLarge(file.to_owned()));
            }
            to.write_all(some).map_err(wrap)?;
        }
        if bytes == 0 {
            fs::remove_file(&draft).map_err(wrap)?;
            return Err(NotAdded::Empty(file.to_owned()));
        }
        to.sync_all().map_err(wrap)?;
        let sha256 = hasher.finish();
        fs::rename(&draft, self.path(&sha256)).map_err(wrap)?;
        File::open(&self.0).and_then(|folder| folder.sync_all()).map_err(wrap)?;
        Ok((sha256, bytes))
    }

    /// Every medium that is here, with its length, by name.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list(&self) -> io::Result<Vec<MediaRef>> {
        let files = match fs::read_dir(&self.0) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut media = Vec::new();
        for file in files {
            let file = file?;
            if let Some(sha256) = file.file_name().to_str().and_then(|name| name.parse().ok()) {
                media.push(MediaRef { sha256, bytes: file.metadata()?.len(), mime: String::new() });
            }
        }
        media.sort_by_key(|medium| medium.sha256);
        Ok(media)
    }

    /// Removes a medium.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self, hash: &MediaHash) -> io::Result<()> {
        fs::remove_file(self.path(hash))
    }

    fn path(&self, hash: &MediaHash) -> PathBuf {
        self.0.join(hash.to_string())
    }
}

impl MediaStore for MediaFolder {
    fn length(&self, hash: &MediaHash) -> io::Result<Option<u64>> {
        match fs::metadata(self.path(hash)) {
            Ok(file) => Ok(Some(file.len())),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    fn read(&self, hash: &MediaHash, bytes: RangeInclusive<u64>) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.path(hash))?;
        file.seek(SeekFrom::Start(*bytes.start()))?;
        let wanted = bytes.end().saturating_sub(*bytes.start()).saturating_add(1);
        let mut read = Vec::new();
        file.take(wanted).read_to_end(&mut read)?;
        if (read.len() as u64) < wanted { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(read) }
    }
}

/// What a file is, by the end of its name; empty where it tells nothing.
fn mime_of(file: &Path) -> &'static str {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "m4a" => "audio/mp4",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "vtt" => "text/vtt",
        "srt" => "application/x-subrip",
        "mp3" => "audio/mpeg",
        "ogg" | "opus" => "audio/ogg",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_kept_under_its_hash_and_given_in_parts() {
        let data = tempfile::tempdir().unwrap();
        let folder = MediaFolder::of(data.path());
        let file = data.path().join("poster.PNG");
        fs::write(&file, b"0123456789").unwrap();
        let medium = folder.add(&file).unwrap();
        assert_eq!((medium.bytes, medium.mime.as_str()), (10, "image/png"));
        assert_eq!(medium.sha256, MediaHash::of(b"0123456789"));
        assert_eq!(folder.length(&medium.sha256).unwrap(), Some(10));
        assert_eq!(folder.read(&medium.sha256, 3..=5).unwrap(), b"345");
        assert!(folder.read(&medium.sha256, 8..=12).is_err());
        assert_eq!(folder.list().unwrap().len(), 1, "no draft is left");
        folder.remove(&medium.sha256).unwrap();
        assert_eq!(folder.length(&medium.sha256).unwrap(), None);
    }
}
