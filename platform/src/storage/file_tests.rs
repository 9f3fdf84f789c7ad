//! What is promised of the file: it is never overwritten, and brought up to date.

use super::testing::sqlite;
use super::tests::{TODAY, advert};
use super::{Inner, Store, lock};
use crate::core::Storage as _;
use crate::core::packs::PutPack;
use jiff::civil::date;
use rusqlite::Connection;
use std::sync::MutexGuard;
use yizhan_wire::{Cursor, Pack, StationId, WorkForm};

fn writer(store: &Store) -> MutexGuard<'_, Connection> {
    let Inner::Sqlite(sqlite) = &store.0 else { panic!("a file is meant") };
    lock(&sqlite.writer)
}

#[test]
fn a_file_that_is_not_ours_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("platform.db");
    std::fs::write(&file, "an important letter, not a database at all".repeat(50)).unwrap();
    assert!(Store::open(folder.path()).is_err());
    assert!(std::fs::read(&file).unwrap().starts_with(b"an important letter"));
}

#[test]
fn a_store_of_a_newer_version_is_refused_and_kept() {
    let (folder, store) = sqlite();
    writer(&store).execute_batch("PRAGMA user_version = 99").unwrap();
    drop(store);
    let refused = Store::open(folder.path()).err().unwrap();
    assert!(refused.to_string().contains("newer"), "{refused}");
}

#[test]
fn a_store_from_before_the_packs_is_brought_up_to_date_with_all_it_holds() {
    let (folder, store) = sqlite();
    let mut gig = advert("a:2", "搬运工", date(2026, 12, 31));
    gig.posting.work_form = WorkForm::DayJob;
    store.put_postings(&[advert("a:1", "包装工", date(2026, 12, 31)), gig]).unwrap();
    let form = |store: &Store| -> Vec<Option<String>> {
        let db = writer(store);
        let mut statement = db.prepare("SELECT sql FROM sqlite_schema ORDER BY name").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let new = form(&store);
    // Every table that a later version brought is taken away again.
    let later = include_str!("../../schema.sql").split_once("\n-- SINCE ").unwrap().1;
    let names = later.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split(' ').next());
    let altered = later.lines().filter_map(|line| line.strip_prefix("ALTER TABLE ")?.split_once(" ADD COLUMN "));
    let columns = altered.map(|(table, column)| {
        let column = column.split(' ').next().unwrap();
        format!("ALTER TABLE {table} DROP COLUMN {column};")
    });
    let columns: String = columns.collect();
    let indexes = later
        .lines()
        .filter_map(|line| line.strip_prefix("CREATE INDEX ").or(line.strip_prefix("CREATE UNIQUE INDEX ")));
    let indexes: String = indexes
        .filter_map(|line| line.split(' ').next())
        .map(|name| format!("DROP INDEX {name};"))
        .collect::<Vec<_>>()
        .concat();
    let drops = names.map(|name| format!("DROP TABLE {name};")).collect::<Vec<_>>().concat();
    assert!(drops.contains("notice"), "{drops}");
    writer(&store)
        .execute_batch(&format!("PRAGMA foreign_keys = OFF; {indexes} {columns} {drops} PRAGMA user_version = 1"))
        .unwrap();
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    let words = Pack { kind: "words".into(), version: 1, body: serde_json::json!({ "version": 1 }) };
    assert_eq!(form(&store), new);
    assert_eq!(store.page(Cursor(0), 10, TODAY).unwrap().changes.len(), 2);
    let ahead = store.day_jobs_behind(StationId(1), Cursor(1), 10, TODAY).unwrap();
    assert_eq!(ahead.len(), 1, "the day jobs that were there before are known");
    store.put_pack(&words, &|_| PutPack::Taken).unwrap();
    assert_eq!(store.page(Cursor(0), 10, TODAY).unwrap().changes.len(), 3);
}
