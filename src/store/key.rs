//! The key of station.db, and where it comes from.

use super::error::StoreError;
use super::open::{STATION_FILE, in_any_form};
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use zeroize::Zeroizing;

/// Name of the systemd credential (`LoadCredentialEncrypted=`), which a TPM2 can seal to the machine.
pub const CREDENTIAL: &str = "yizhan-store-key";
/// The key file of demos and of machines without credentials, beside station.db, readable by its owner only.
pub const KEY_FILE: &str = "station.key";
/// The key that follows, while the store is given it ([`super::rekey`]): as a credential, and as a file.
pub const NEXT_CREDENTIAL: &str = "yizhan-store-key-next";
pub const NEXT_FILE: &str = "station.key.next";
const KEY_BYTES: usize = 32;

/// 32 random bytes: the raw key of SQLCipher, without a passphrase and its slow derivation. Wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey(Zeroizing<[u8; KEY_BYTES]>);

impl StoreKey {
    #[must_use]
    pub fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The value of `PRAGMA key`.
    pub(super) fn pragma_value(&self) -> Zeroizing<String> {
        let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(self.0.as_slice()));
        Zeroizing::new(format!("x'{}'", hex.as_str()))
    }

    /// Reads 32 raw bytes or their 64 hexadecimal digits.
    pub(super) fn read(path: &Path) -> Result<Self, StoreError> {
        let content = Zeroizing::new(fs::read(path).map_err(|e| StoreError::file(path, e))?);
        if let Ok(bytes) = <[u8; KEY_BYTES]>::try_from(content.as_slice()) {
            return Ok(Self::new(bytes));
        }
        let digits = content.trim_ascii();
        let decoded = data_encoding::HEXLOWER_PERMISSIVE.decode(digits).map(Zeroizing::new);
        let bytes = decoded.ok().and_then(|d| <[u8; KEY_BYTES]>::try_from(d.as_slice()).ok());
        bytes.map(Self::new).ok_or_else(|| {
            StoreError::NoKey(format!("{} holds neither 32 bytes nor 64 hexadecimal digits", path.display()))
        })
    }
}

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(…)")
    }
}

/// The key of the store in `data`: the credential where the service manager hands one over (`credentials` is its folder,
/// `$CREDENTIALS_DIRECTORY`), else the key file. A key file is made, from `fresh`, only while there is no station.db: a
/// new key would never open an old file, and would look as if it should. Where a change of the key was cut off, it is the one of
/// both that opens the file.
///
/// # Errors
/// [`StoreError::NoKey`] when station.db is there and its key is not, or when a key is not 32 bytes.
pub fn find(data: &Path, credentials: Option<&Path>, fresh: [u8; 32]) -> Result<StoreKey, StoreError> {
    let next = [credentials.map(|folder| folder.join(NEXT_CREDENTIAL)), Some(data.join(NEXT_FILE))];
    for path in next.into_iter().flatten().filter(|path| path.exists()) {
        let next = StoreKey::read(&path)?;
        if opens(data, &next) {
            return Ok(next);
        }
    }
    find_present(data, credentials, fresh)
}

/// Whether the people's file opens with this key.
pub(super) fn opens(data: &Path, key: &StoreKey) -> bool {
    let path = data.join(STATION_FILE);
    let looked = in_any_form(&path, key)
        .and_then(|db| Ok(db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?));
    path.exists() && looked.is_ok()
}

/// Writes the key that follows beside the present one.
pub(super) fn write_next(data: &Path, fresh: [u8; 32]) -> Result<StoreKey, StoreError> {
    let (path, next) = (data.join(NEXT_FILE), StoreKey::new(fresh));
    write_new(&path, &next).map_err(|e| StoreError::file(&path, e))?;
    Ok(next)
}

/// The present key, whether it opens the file or not.
fn find_present(data: &Path, credentials: Option<&Path>, fresh: [u8; KEY_BYTES]) -> Result<StoreKey, StoreError> {
    let fresh = StoreKey::new(fresh);
    if let Some(credential) = credentials.map(|folder| folder.join(CREDENTIAL)).filter(|path| path.exists()) {
        return StoreKey::read(&credential);
    }
    let path = data.join(KEY_FILE);
    if path.exists() {
        return StoreKey::read(&path);
    }
    if data.join(STATION_FILE).exists() {
        let what = format!("{STATION_FILE} is there, and neither the credential {CREDENTIAL} nor {KEY_FILE} is");
        return Err(StoreError::NoKey(what));
    }
    match write_new(&path, &fresh) {
        // Another process of ours was first: its key counts.
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => StoreKey::read(&path),
        Err(e) => Err(StoreError::file(&path, e)),
        Ok(()) => Ok(fresh),
    }
}

/// Writes the key so that the file is there whole or not at all, also after a power cut.
fn write_new(path: &Path, key: &StoreKey) -> std::io::Result<()> {
    let unfinished = path.with_extension(format!("new-{}", std::process::id()));
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        file.write_all(key.0.as_slice())?;
        file.sync_all()?;
        // A link, unlike a rename, does not replace a key that appeared meanwhile.
        fs::hard_link(&unfinished, path)?;
        path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    })();
    fs::remove_file(&unfinished).ok();
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_key_is_made_once_and_found_again_and_only_its_owner_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = find(dir.path(), None, [1; 32]).unwrap();
        let again = find(dir.path(), None, [2; 32]).unwrap();
        assert_eq!(first.0, again.0);
        let mode = fs::metadata(dir.path().join(KEY_FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing unfinished is left behind");
    }

    #[test]
    fn no_new_key_is_made_for_an_old_store() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(STATION_FILE), b"old").unwrap();
        assert!(matches!(find(dir.path(), None, [1; 32]), Err(StoreError::NoKey(_))));
        assert!(!dir.path().join(KEY_FILE).exists());
    }

    #[test]
    fn a_credential_goes_before_the_key_file_and_may_be_written_in_hexadecimal() {
        let dir = tempfile::tempdir().unwrap();
        let credentials = tempfile::tempdir().unwrap();
        find(dir.path(), None, [1; 32]).unwrap();
        fs::write(credentials.path().join(CREDENTIAL), format!("{}\n", "ab".repeat(32))).unwrap();
        let key = find(dir.path(), Some(credentials.path()), [2; 32]).unwrap();
        assert_eq!(*key.0, [0xab; 32]);
        fs::write(credentials.path().join(CREDENTIAL), "short").unwrap();
        assert!(matches!(find(dir.path(), Some(credentials.path()), [2; 32]), Err(StoreError::NoKey(_))));
    }

    #[test]
    fn a_key_never_prints_itself() {
        assert_eq!(format!("{:?}", StoreKey::new([7; 32])), "StoreKey(…)");
    }
}
