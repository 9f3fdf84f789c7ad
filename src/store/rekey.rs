//! Another key for the people's file. Whenever the power fails, the file opens with the key before or with the new one, and both are
//! there: the new key lies on the disk before the first page is written under it, the pages change in one transaction, and only then
//! does the new key take the place of the old.

use super::error::StoreError;
use super::key::{self, CREDENTIAL, KEY_FILE, NEXT_CREDENTIAL, NEXT_FILE, StoreKey};
use super::open::{STATION_FILE, in_any_form};
use std::fs::{self, File};
use std::path::Path;

/// Gives the people's file another key. Where the key before is sealed to the machine, the new one has to be sealed beside it first
/// ([`NEXT_CREDENTIAL`]), and whoever sealed it puts it in its place afterwards; otherwise it is made of `fresh`. What was begun before
/// and cut off is finished.
///
/// # Errors
/// [`StoreError::Locked`] while another program has the file open; [`StoreError::NoKey`] where there is no file, or no new key
/// beside a sealed one. The file opens afterwards as before.
pub fn change_key(data: &Path, credentials: Option<&Path>, fresh: [u8; 32]) -> Result<(), StoreError> {
    if !data.join(STATION_FILE).exists() {
        return Err(StoreError::NoKey(format!("there is no {STATION_FILE} whose key could be changed")));
    }
    let sealed = |name| credentials.map(|folder| folder.join(name)).filter(|path| path.exists());
    if sealed(CREDENTIAL).is_none() {
        take_place(data)?;
        let before = key::find(data, None, fresh)?;
        let new = key::write_next(data, fresh)?;
        rewrite(data, &before, &new)?;
        return take_place(data);
    }
    let next = sealed(NEXT_CREDENTIAL)
        .ok_or_else(|| StoreError::NoKey("the key is sealed: yizhan-seal-key --change seals another".to_owned()))?;
    let (before, new) = (key::find(data, credentials, fresh)?, StoreKey::read(&next)?);
    if before == new { Ok(()) } else { rewrite(data, &before, &new) }
}

/// Writes every page under the new key, in one transaction. Through a journal and not a log: the journal keeps the pages as they
/// were, under the key before, and the file comes back from it whole.
///
/// # Errors
/// As for [`change_key`].
pub fn rewrite(data: &Path, before: &StoreKey, new: &StoreKey) -> Result<(), StoreError> {
    let path = data.join(STATION_FILE);
    let db = in_any_form(&path, before)?;
    let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    // The log can be left only by whoever has the file alone.
    let mode: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if busy != 0 || mode != "delete" {
        return Err(StoreError::Locked);
    }
    db.execute_batch("PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;")?;
    db.pragma_update(None, "rekey", new.pragma_value().as_str())?;
    super::open::check(&db).map_err(|e| e.of_file(STATION_FILE))?;
    drop(db);
    super::open::check(&in_any_form(&path, new)?).map_err(|e| e.of_file(STATION_FILE))
}

/// The new key takes the place of the one before, where the file opens with it and no more with the other.
fn take_place(data: &Path) -> Result<(), StoreError> {
    let (path, next) = (data.join(KEY_FILE), data.join(NEXT_FILE));
    if !next.exists() {
        return Ok(());
    }
    let taken = if key::opens(data, &StoreKey::read(&next)?) {
        fs::rename(&next, &path)
    } else if key::opens(data, &StoreKey::read(&path)?) {
        fs::remove_file(&next)
    } else {
        // Neither can be tried now; one of them is the only one.
        return Err(StoreError::Locked);
    };
    taken.and_then(|()| File::open(data)?.sync_all()).map_err(|e| StoreError::file(&path, e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Station;

    fn station() -> tempfile::TempDir {
        let data = tempfile::tempdir().unwrap();
        let mut station = Station::open(data.path(), &key::find(data.path(), None, [1; 32]).unwrap()).unwrap();
        station.set_place(&crate::domain::DivisionCode::new("430111").unwrap()).unwrap();
        data
    }

    /// It opens by what lies there, and says where it stands.
    fn opens(data: &Path, credentials: Option<&Path>) -> StoreKey {
        let key = key::find(data, credentials, [9; 32]).unwrap();
        assert!(Station::open(data, &key).unwrap().place().unwrap().is_some());
        key
    }

    fn files(data: &Path) -> Vec<String> {
        let names = fs::read_dir(data).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm")).collect();
        names.sort();
        names
    }

    #[test]
    fn a_store_gets_another_key_and_the_one_before_opens_nothing_any_more() {
        let data = station();
        let before = opens(data.path(), None);
        change_key(data.path(), None, [2; 32]).unwrap();
        assert!(opens(data.path(), None) == StoreKey::new([2; 32]));
        assert!(matches!(Station::open(data.path(), &before), Err(StoreError::WrongKey { .. })));
        assert_eq!(files(data.path()), [STATION_FILE, KEY_FILE]);
    }

    #[test]
    fn stopped_after_any_step_the_file_opens_and_the_next_try_ends_it() {
        let new = StoreKey::new([2; 32]);
        let steps: [&dyn Fn(&Path); 3] = [
            &|data| drop(key::write_next(data, [2; 32]).unwrap()),
            &|data| rewrite(data, &StoreKey::new([1; 32]), &new).unwrap(),
            &|data| take_place(data).unwrap(),
        ];
        for stopped_after in 0..=steps.len() {
            let data = station();
            steps.iter().take(stopped_after).for_each(|step| step(data.path()));
            let expected = if stopped_after < 2 { StoreKey::new([1; 32]) } else { new.clone() };
            assert!(opens(data.path(), None) == expected, "stopped after {stopped_after} steps");
            change_key(data.path(), None, [3; 32]).unwrap();
            assert!(opens(data.path(), None) == StoreKey::new([3; 32]));
            assert_eq!(files(data.path()), [STATION_FILE, KEY_FILE]);
        }
    }

    #[test]
    fn while_somebody_has_the_store_open_its_key_stays() {
        let data = station();
        let open = Station::open(data.path(), &opens(data.path(), None)).unwrap();
        assert!(matches!(change_key(data.path(), None, [2; 32]), Err(StoreError::Locked)));
        drop(open);
        assert!(opens(data.path(), None) == StoreKey::new([1; 32]));
    }

    #[test]
    fn a_sealed_key_waits_for_another_that_is_sealed() {
        let (data, sealed) = (station(), tempfile::tempdir().unwrap());
        fs::rename(data.path().join(KEY_FILE), sealed.path().join(CREDENTIAL)).unwrap();
        let at = Some(sealed.path());
        assert!(matches!(change_key(data.path(), at, [2; 32]), Err(StoreError::NoKey(_))));
        fs::write(sealed.path().join(NEXT_CREDENTIAL), [2; 32]).unwrap();
        assert!(opens(data.path(), at) == StoreKey::new([1; 32]), "sealed, and not yet in use");
        change_key(data.path(), at, [7; 32]).unwrap();
        assert!(opens(data.path(), at) == StoreKey::new([2; 32]), "until the script puts it in its place");
        change_key(data.path(), at, [7; 32]).unwrap();
        fs::rename(sealed.path().join(NEXT_CREDENTIAL), sealed.path().join(CREDENTIAL)).unwrap();
        assert!(opens(data.path(), at) == StoreKey::new([2; 32]));
        assert!(!data.path().join(KEY_FILE).exists() && !data.path().join(NEXT_FILE).exists());
    }
}
