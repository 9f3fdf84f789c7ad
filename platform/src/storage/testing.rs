//! Stores for the tests of this room: the same tests run on SQLite and on a real `PostgreSQL` server.

use super::Store;
use std::io::Write as _;

#[path = "../../tests/rig/postgres.rs"]
mod server;
pub use server::database;

/// A store in a folder of its own.
pub fn sqlite() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

/// A store in a database of its own; the folder holds what is not in the database.
pub fn postgres() -> (tempfile::TempDir, Store) {
    let store = Store::connect(&database()).unwrap();
    (tempfile::tempdir().unwrap(), store)
}

#[test]
fn a_database_of_something_else_is_refused_and_left_alone() {
    let address = database();
    let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    client.batch_execute("CREATE TABLE accounts (id INTEGER)").unwrap();
    let refused = Store::connect(&address).err().unwrap();
    assert!(refused.to_string().contains("something else"), "{refused}");
    assert_eq!(client.query("SELECT * FROM pg_tables WHERE schemaname = 'public'", &[]).unwrap().len(), 1);
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let address = database();
    drop(Store::connect(&address).unwrap());
    let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    client.batch_execute("UPDATE yizhan_schema SET version = 99").unwrap();
    assert!(matches!(Store::connect(&address), Err(super::ServerError::TooNew(99))));
}

#[test]
fn what_would_leave_the_machine_in_the_clear_is_refused_unless_somebody_said_so() {
    let refused = Store::connect("postgres://yizhan@db.example/yizhan").err().unwrap();
    assert!(matches!(refused, super::ServerError::NotEncrypted), "{refused}");
    let mut out = std::io::sink();
    writeln!(out, "{refused}").unwrap();
    assert!(matches!(Store::connect("postgres://[nonsense"), Err(super::ServerError::Address(_))));
}
