//! Files that must be refused and left as they are, and those that are opened.

use super::*;
use crate::store::{Catalogue, CatalogueReader, Station};
use std::io::{Seek as _, SeekFrom, Write as _};

fn key() -> StoreKey {
    StoreKey::new([7; 32])
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Everything that stands in the file, to see that a refusal leaves it alone.
fn bytes_of(dir: &Path, file: &str) -> Vec<u8> {
    fs::read(dir.join(file)).unwrap()
}

fn overwrite(dir: &Path, file: &str, at: u64, bytes: &[u8]) {
    let mut f = fs::OpenOptions::new().write(true).open(dir.join(file)).unwrap();
    f.seek(SeekFrom::Start(at)).unwrap();
    f.write_all(bytes).unwrap();
}

/// A store that was closed in good order: no log beside the file.
fn closed_station(dir: &Path) {
    let station = Station::open(dir, &key()).unwrap();
    station.check().unwrap();
}

#[test]
fn an_sqlite_that_can_lose_commits_is_refused() {
    assert!(matches!(check_library(3_051_002, "3.51.2"), Err(StoreError::TooOldSqlite { found: "3.51.2" })));
    check_library(3_051_003, "3.51.3").unwrap();
    check_library(rusqlite::version_number(), rusqlite::version()).unwrap();
}

#[test]
fn station_db_is_unreadable_without_its_key_and_durable_with_it() {
    let dir = folder();
    let station = Station::open(dir.path(), &key()).unwrap();
    drop(station);
    assert!(!bytes_of(dir.path(), STATION_FILE).windows(6).any(|w| w == b"CREATE" || w == b"SQLite"));
    let (db, _) = super::station(dir.path(), &key()).unwrap();
    let pragma =
        |name: &str| db.query_row(&format!("PRAGMA {name}"), [], |r| r.get::<_, rusqlite::types::Value>(0)).unwrap();
    assert_eq!(pragma("journal_mode"), "wal".to_owned().into());
    assert_eq!(pragma("synchronous"), 2.into());
    assert_eq!(pragma("secure_delete"), 1.into());
    assert_eq!(pragma("foreign_keys"), 1.into());
    assert_eq!(pragma("busy_timeout"), 5_000.into());
    assert_eq!(pragma("cell_size_check"), 1.into());
}

#[test]
fn a_wrong_key_is_refused_and_the_file_kept() {
    let dir = folder();
    closed_station(dir.path());
    let before = bytes_of(dir.path(), STATION_FILE);
    let refused = Station::open(dir.path(), &StoreKey::new([8; 32])).err().unwrap();
    assert!(matches!(refused, StoreError::WrongKey { .. }), "{refused}");
    assert_eq!(bytes_of(dir.path(), STATION_FILE), before);
    closed_station(dir.path());
}

#[test]
fn a_store_of_a_newer_version_is_refused_and_kept() {
    let dir = folder();
    station(dir.path(), &key()).unwrap().0.pragma_update(None, "user_version", 8).unwrap();
    let refused = Station::open(dir.path(), &key()).err().unwrap();
    assert!(matches!(refused, StoreError::TooNew { found: 8, known: 7, .. }), "{refused}");
    catalogue(dir.path()).unwrap().pragma_update(None, "user_version", 9).unwrap();
    assert!(matches!(Catalogue::open(dir.path()), Err(StoreError::TooNew { found: 9, known: 6, .. })));
    assert!(matches!(CatalogueReader::open(dir.path()), Err(StoreError::TooNew { found: 9, known: 6, .. })));
}

#[test]
fn a_damaged_beginning_is_refused_and_kept() {
    let dir = folder();
    closed_station(dir.path());
    overwrite(dir.path(), STATION_FILE, 100, b"scribbled over the first page");
    let before = bytes_of(dir.path(), STATION_FILE);
    assert!(matches!(Station::open(dir.path(), &key()), Err(StoreError::WrongKey { .. })));
    assert_eq!(bytes_of(dir.path(), STATION_FILE), before);

    drop(Catalogue::open(dir.path()).unwrap());
    overwrite(dir.path(), CATALOGUE_FILE, 0, b"scribbled over ");
    assert!(matches!(Catalogue::open(dir.path()), Err(StoreError::NotADatabase { .. })));
}

#[test]
fn a_damaged_middle_is_refused_and_kept() {
    let dir = folder();
    closed_station(dir.path());
    overwrite(dir.path(), STATION_FILE, 5 * 4096 + 900, b"scribbled over a page in the middle");
    let before = bytes_of(dir.path(), STATION_FILE);
    let refused = Station::open(dir.path(), &key()).err().unwrap();
    assert!(matches!(&refused, StoreError::Damaged { file, .. } if file == STATION_FILE), "{refused}");
    assert_eq!(bytes_of(dir.path(), STATION_FILE), before);
}

#[test]
fn a_cut_file_is_refused_and_kept_wherever_it_was_cut() {
    for cut in [1, 4096, 3 * 4096, 5 * 4096 + 17] {
        let dir = folder();
        closed_station(dir.path());
        drop(Catalogue::open(dir.path()).unwrap());
        for file in [STATION_FILE, CATALOGUE_FILE] {
            let path = dir.path().join(file);
            let whole = fs::metadata(&path).unwrap().len();
            fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(whole - cut).unwrap();
        }
        let before = (bytes_of(dir.path(), STATION_FILE), bytes_of(dir.path(), CATALOGUE_FILE));
        let station = Station::open(dir.path(), &key()).err();
        assert!(matches!(station, Some(StoreError::Damaged { .. })), "{cut} bytes less: {station:?}");
        let catalogue = Catalogue::open(dir.path()).err();
        assert!(matches!(catalogue, Some(StoreError::Damaged { .. })), "{cut} bytes less: {catalogue:?}");
        assert_eq!((bytes_of(dir.path(), STATION_FILE), bytes_of(dir.path(), CATALOGUE_FILE)), before);
    }
}

#[test]
fn what_is_no_store_of_ours_is_left_alone() {
    let dir = folder();
    fs::write(dir.path().join(STATION_FILE), b"a letter that someone saved under this name").unwrap();
    assert!(Station::open(dir.path(), &key()).is_err());
    let foreign = tempfile::tempdir().unwrap();
    #[expect(clippy::disallowed_methods, reason = "another program's database is the point here")]
    let db = Connection::open(foreign.path().join(CATALOGUE_FILE)).unwrap();
    db.execute_batch("CREATE TABLE theirs (a)").unwrap();
    drop(db);
    assert!(matches!(Catalogue::open(foreign.path()), Err(StoreError::NotADatabase { .. })));
    // An unencrypted file where people's data belong.
    drop(Catalogue::open(dir.path()).unwrap());
    fs::copy(dir.path().join(CATALOGUE_FILE), foreign.path().join(STATION_FILE)).unwrap();
    assert!(matches!(Station::open(foreign.path(), &key()), Err(StoreError::NotADatabase { .. })));
}

#[test]
fn a_creation_that_was_interrupted_is_done_again() {
    let dir = folder();
    // The file is there, in WAL mode, and the transaction of the schema never committed.
    #[expect(
        clippy::disallowed_methods,
        reason = "the state a crash leaves behind cannot be made by opening in good order"
    )]
    let mut db = Connection::open(dir.path().join(CATALOGUE_FILE)).unwrap();
    db.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    let tx = db.transaction().unwrap();
    tx.execute_batch(schema_of(CATALOGUE_FILE)).unwrap();
    drop(tx);
    drop(db);
    assert_eq!(Catalogue::open(dir.path()).unwrap().cursor().unwrap().0, 0);
    // A file of no bytes, as a full disk leaves it.
    fs::write(dir.path().join(STATION_FILE), b"").unwrap();
    closed_station(dir.path());
}

#[test]
fn a_damaged_catalogue_is_set_aside_and_a_new_one_takes_its_place() {
    let dir = folder();
    fs::write(dir.path().join(CATALOGUE_FILE), vec![b'x'; 8192]).unwrap();
    assert!(Catalogue::open(dir.path()).is_err());
    let aside = set_aside_catalogue(dir.path(), Timestamp::from_second(1_800_000_000).unwrap()).unwrap();
    assert_eq!(fs::read(aside).unwrap(), vec![b'x'; 8192]);
    Catalogue::open(dir.path()).unwrap();
}

#[test]
fn reading_needs_a_catalogue_that_its_writer_made() {
    assert!(CatalogueReader::open(folder().path()).is_err());
}

#[test]
fn both_parts_of_the_schema_are_found() {
    assert!(
        schema_of(STATION_FILE).contains("CREATE TABLE entry") && !schema_of(STATION_FILE).contains("TABLE posting")
    );
    assert!(schema_of(CATALOGUE_FILE).contains("CREATE TABLE posting"));
}
