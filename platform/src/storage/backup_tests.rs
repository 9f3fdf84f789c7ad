use super::*;
use crate::core::Storage as _;
use crate::storage::key::{later_key, next_key, signing_key};
use crate::storage::tests::advert;
use jiff::civil::date;
use yizhan_wire::suite::Suite;
use yizhan_wire::trust::Succession;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

/// A store that has served: with a key, and a posting.
fn served() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let key = signing_key(folder.path(), false, || Ok([7; 32])).unwrap();
    store.bind_key(&key.public()).unwrap();
    store.put_postings(&[advert("a:1", "包装工", date(2026, 12, 31))]).unwrap();
    (folder, store)
}

#[test]
fn a_copy_made_while_others_write_holds_whole_transactions_and_is_put_back() {
    let (folder, store) = served();
    let copies = tempfile::tempdir().unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let made = std::thread::scope(|scope| {
        let (store, stop) = (&store, &stop);
        let writer = scope.spawn(move || {
            let mut number = 0;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                number += 2;
                let pair = [
                    advert(&format!("b:{number}"), &format!("搬运工{number}"), date(2026, 12, 31)),
                    advert(&format!("c:{number}"), &format!("保洁员{number}"), date(2026, 12, 31)),
                ];
                store.put_postings(&pair).unwrap();
            }
            number
        });
        let copies: Vec<_> = (0..5).map(|n| back_up(folder.path(), copies.path(), false, at(n)).unwrap()).collect();
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(writer.join().unwrap() > 0, "somebody wrote meanwhile");
        copies
    });
    let mut before = 0;
    for (copy, manifest) in &made {
        assert_eq!(&verify(copy).unwrap(), manifest);
        assert_eq!(manifest.postings % 2, 1, "one at first, and then pairs: {manifest:?}");
        assert!(manifest.postings >= before, "later copies hold more");
        before = manifest.postings;
        assert!(!copy.join("signing.key").exists(), "the key is not given along");
    }
    drop(store);
    let (copy, manifest) = &made[2];
    let restored = restore(copy, folder.path(), true, at(9)).unwrap();
    assert_eq!(&restored, manifest);
    let store = Store::open(folder.path()).unwrap();
    let page = store.page(yizhan_wire::Cursor(0), 100_000, date(2026, 12, 1)).unwrap();
    assert_eq!(page.changes.len() as u64, manifest.postings);
    let aside = fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains("before-"));
    assert_eq!(aside.count(), 1, "what stood there is kept");
}

#[test]
fn a_copy_that_was_damaged_is_not_put_back() {
    let (folder, store) = served();
    let copies = tempfile::tempdir().unwrap();
    let (copy, _) = back_up(folder.path(), copies.path(), false, at(0)).unwrap();
    drop(store);
    let file = copy.join("platform.db");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert!(matches!(restore(&copy, folder.path(), true, at(1)), Err(BackupError::Damaged(..))));
    assert!(
        Store::open(folder.path()).unwrap().page(yizhan_wire::Cursor(0), 9, date(2026, 12, 1)).unwrap().changes.len()
            == 1
    );
}

#[test]
fn nothing_is_put_over_a_store_in_use_or_unasked() {
    let (folder, store) = served();
    let copies = tempfile::tempdir().unwrap();
    let (copy, _) = back_up(folder.path(), copies.path(), false, at(0)).unwrap();
    assert!(matches!(restore(&copy, folder.path(), false, at(1)), Err(BackupError::InTheWay(_))));
    assert!(matches!(restore(&copy, folder.path(), true, at(1)), Err(BackupError::InUse(_))));
    drop(store);
    assert!(restore(&copy, folder.path(), true, at(1)).is_ok());
}

#[test]
fn a_store_is_not_put_where_its_stations_would_believe_nothing() {
    let (folder, store) = served();
    let copies = tempfile::tempdir().unwrap();
    let (without, _) = back_up(folder.path(), copies.path(), false, at(0)).unwrap();
    let (with, manifest) = back_up(folder.path(), copies.path(), true, at(1)).unwrap();
    assert!(manifest.has_key);
    drop(store);
    let elsewhere = tempfile::tempdir().unwrap();
    assert!(matches!(restore(&without, elsewhere.path(), false, at(2)), Err(BackupError::NoKey(..))));
    fs::write(elsewhere.path().join("signing.key"), [9; 32]).unwrap();
    assert!(matches!(restore(&with, elsewhere.path(), false, at(2)), Err(BackupError::OtherKey(_))));
    fs::remove_file(elsewhere.path().join("signing.key")).unwrap();
    restore(&with, elsewhere.path(), false, at(2)).unwrap();
    assert_eq!(fs::read(elsewhere.path().join("signing.key")).unwrap(), [7; 32]);
}

#[test]
fn a_copy_with_keys_holds_all_that_stations_believe_and_without_the_last_one_nothing_is_put_back() {
    let (folder, store) = served();
    let first = signing_key(folder.path(), true, || Ok([7; 32])).unwrap();
    let next = next_key(folder.path(), 2, Suite::Ed25519, || Ok([8; 32])).unwrap();
    assert!(store.add_succession(2, &Succession::announce(&first, &next, at(0))).unwrap());
    drop(store);
    let copies = tempfile::tempdir().unwrap();
    let (whole, _) = back_up(folder.path(), copies.path(), true, at(1)).unwrap();
    let (bare, _) = back_up(folder.path(), copies.path(), false, at(2)).unwrap();

    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("signing.key"), elsewhere.path().join("signing.key")).unwrap();
    let refused = restore(&bare, elsewhere.path(), false, at(3)).unwrap_err().to_string();
    assert!(refused.contains("signing-2.key"), "{refused}");
    restore(&whole, elsewhere.path(), false, at(4)).unwrap();
    let key = later_key(elsewhere.path(), 2, Suite::Ed25519).unwrap();
    assert_eq!(key.public(), next.public());
}

#[test]
fn posters_and_films_are_copied_along_and_put_back_and_a_changed_one_is_found() {
    let (folder, store) = served();
    let poster = folder.path().join("poster.png");
    fs::write(&poster, b"a poster").unwrap();
    let medium = MediaFolder::of(folder.path()).add(&poster).unwrap();
    let into = tempfile::tempdir().unwrap();
    let (copy, manifest) = back_up(folder.path(), into.path(), true, at(0)).unwrap();
    drop(store);
    assert_eq!((manifest.media, manifest.media_bytes), (1, 8));
    let elsewhere = tempfile::tempdir().unwrap();
    restore(&copy, elsewhere.path(), false, at(9)).unwrap();
    assert_eq!(MediaFolder::of(elsewhere.path()).list().unwrap()[0].sha256, medium.sha256);
    fs::write(copy.join(MEDIA).join(medium.sha256.to_string()), b"a pos7er").unwrap();
    assert!(matches!(verify(&copy), Err(BackupError::Damaged(..))));
}

#[test]
fn the_key_of_the_other_suite_is_copied_along_and_asked_for_as_the_first_one_is() {
    let (folder, store) = served();
    let sm = crate::storage::key::sm_key(folder.path(), false, || Ok([9; 32])).unwrap();
    store.bind_key(&sm.public()).unwrap();
    assert_eq!(store.bound_sm_key().unwrap(), Some(sm.public()));
    let into = tempfile::tempdir().unwrap();
    let (copy, manifest) = back_up(folder.path(), into.path(), true, at(0)).unwrap();
    assert!(copy.join(SM_FILE).is_file() && manifest.sm_key.is_some());
    let elsewhere = tempfile::tempdir().unwrap();
    restore(&copy, elsewhere.path(), false, at(9)).unwrap();
    assert_eq!(fs::read(elsewhere.path().join(SM_FILE)).unwrap(), [9; 32]);
    fs::remove_file(copy.join(SM_FILE)).unwrap();
    let third = tempfile::tempdir().unwrap();
    let refused = restore(&copy, third.path(), false, at(9)).unwrap_err();
    assert!(matches!(refused, BackupError::NoKey(_, ref name) if name == SM_FILE), "{refused}");
}
