//! The platform's signing key, in a file of its own beside the store: a copy of the store, or a database server that later
//! takes its place, must not hold the key that every station believes.

use ring::digest::{SHA256, digest};
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;

/// The file of the first key.
pub(super) const FIRST_FILE: &str = "signing.key";
/// The file of the first key of the other suite.
pub(super) const SM_FILE: &str = "signing-sm.key";
/// Of random bytes so many may be no key of SM2, each once in 2^32 times.
const DRAWS: usize = 4;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("{0} is missing, and the stations of this store believe no other key: put it back from the backup")]
    Lost(PathBuf),
    #[error("{0} is no key: a key file holds 32 bytes")]
    NotAKey(PathBuf),
    #[error("{0} cannot be used: {1}")]
    Io(PathBuf, io::Error),
}

/// The key in this folder. Where there is none it is made of `random`, unless the store is already `bound` to a key: then
/// a new one would silence every station.
pub fn signing_key(
    data_dir: &Path,
    bound: bool,
    random: impl Fn() -> io::Result<[u8; 32]>,
) -> Result<SigningKey, KeyError> {
    first(data_dir.join(FIRST_FILE), Suite::Ed25519, bound, random)
}

/// The same of the other suite.
pub fn sm_key(data_dir: &Path, bound: bool, random: impl Fn() -> io::Result<[u8; 32]>) -> Result<SigningKey, KeyError> {
    first(data_dir.join(SM_FILE), Suite::Sm, bound, random)
}

fn first(
    file: PathBuf,
    suite: Suite,
    bound: bool,
    random: impl Fn() -> io::Result<[u8; 32]>,
) -> Result<SigningKey, KeyError> {
    if !file.try_exists().map_err(|e| KeyError::Io(file.clone(), e))? {
        if bound {
            return Err(KeyError::Lost(file));
        }
        draw(&file, suite, random)?;
    }
    read(file, suite)
}

/// Makes a key of random bytes, and its file.
fn draw(file: &Path, suite: Suite, random: impl Fn() -> io::Result<[u8; 32]>) -> Result<(), KeyError> {
    let wrap = |e| KeyError::Io(file.to_owned(), e);
    for _ in 0..DRAWS {
        let seed = random().map_err(wrap)?;
        if SigningKey::of(suite, &seed).is_ok() {
            return make(file, &seed).map_err(wrap);
        }
    }
    Err(KeyError::NotAKey(file.to_owned()))
}

/// The key of this number (from 2), which followed the first.
///
/// # Errors
/// When it is missing or none.
pub fn later_key(data_dir: &Path, number: u32, suite: Suite) -> Result<SigningKey, KeyError> {
    let file = later_file(data_dir, number);
    if file.exists() { read(file, suite) } else { Err(KeyError::Lost(file)) }
}

/// Makes the key of this number, unless there is one already that was made and not announced yet.
///
/// # Errors
/// When it cannot be written.
pub fn next_key(
    data_dir: &Path,
    number: u32,
    suite: Suite,
    random: impl Fn() -> io::Result<[u8; 32]>,
) -> Result<SigningKey, KeyError> {
    let file = later_file(data_dir, number);
    if !file.exists() {
        draw(&file, suite, random)?;
    }
    read(file, suite)
}

/// The file of a key that follows the `announced` ones and that the store knows nothing of: it was made after the copy that
/// the store was put back from, and stations may believe it.
#[must_use]
pub fn unannounced(data_dir: &Path, announced: usize) -> Option<PathBuf> {
    let number = u32::try_from(announced).ok()?.checked_add(2)?;
    Some(later_file(data_dir, number)).filter(|file| file.exists())
}

fn later_file(data_dir: &Path, number: u32) -> PathBuf {
    data_dir.join(later_name(number))
}

/// The file of the key of this number (from 2).
pub(super) fn later_name(number: u32) -> String {
    format!("signing-{number}.key")
}

fn read(file: PathBuf, suite: Suite) -> Result<SigningKey, KeyError> {
    let mut seed = Vec::new();
    let whole = File::open(&file).and_then(|f| f.take(64).read_to_end(&mut seed));
    whole.map_err(|e| KeyError::Io(file.clone(), e))?;
    SigningKey::of(suite, &seed).map_err(|_| KeyError::NotAKey(file))
}

/// Writes the key whole or not at all, readable by this account only. Of two programs that start at once, one makes it.
fn make(file: &Path, seed: &[u8; 32]) -> io::Result<()> {
    // Named after a hash of what is in it: unguessable, and never the half-written file of another program.
    let name = data_encoding::HEXLOWER.encode(digest(&SHA256, seed).as_ref().get(..8).unwrap_or_default());
    let draft = file.with_extension(name);
    let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    out.write_all(seed)?;
    out.sync_all()?;
    let placed = match std::fs::hard_link(&draft, file) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    };
    std::fs::remove_file(&draft)?;
    placed?;
    file.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn the_key_is_made_once_and_nobody_else_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let made = signing_key(folder.path(), false, || Ok([1; 32])).unwrap();
        let found = signing_key(folder.path(), true, || Ok([2; 32])).unwrap();
        assert_eq!(made.public(), found.public());
        let permissions = std::fs::metadata(folder.path().join("signing.key")).unwrap().permissions().mode();
        assert_eq!(permissions & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn a_lost_or_cut_key_is_not_quietly_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(signing_key(folder.path(), true, || Ok([1; 32])), Err(KeyError::Lost(_))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        std::fs::write(folder.path().join("signing.key"), [1; 31]).unwrap();
        assert!(matches!(signing_key(folder.path(), true, || Ok([1; 32])), Err(KeyError::NotAKey(_))));
    }
}
