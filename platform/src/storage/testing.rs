//! Stores for the tests of this room: the same tests run on SQLite and on a real `PostgreSQL` server.

use super::Store;
use crate::core::Storage as _;

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

/// The same database over TLS, and the file of who vouches for its server.
fn over_tls(address: &str) -> (String, std::path::PathBuf) {
    let word = |name: &str| address.split(' ').find_map(|word| word.strip_prefix(name)).unwrap();
    let authority = std::path::Path::new(word("host=")).join("authority.pem");
    let (port, database) = (word("port="), word("dbname="));
    (format!("host=localhost hostaddr=127.0.0.1 port={port} user=postgres dbname={database}"), authority)
}

#[test]
fn what_leaves_the_machine_is_encrypted_and_a_server_for_whom_nobody_vouches_is_not_believed() {
    let (address, authority) = over_tls(&database());
    let with =
        |address: &str| Store::connect(&format!("{address} sslmode=require sslrootcert={}", authority.display()));
    let store = with(&address).unwrap();
    assert!(store.stations().unwrap().is_empty());
    let refused = Store::connect(&format!("{address} sslmode=require")).err().unwrap().to_string();
    assert!(refused.contains("certificate"), "the machine itself does not know this authority: {refused}");
    let refused = with(&address.replace("host=localhost", "host=db.example")).err().unwrap().to_string();
    assert!(refused.contains("certificate"), "it is another host's: {refused}");
    // Nobody has to say so: beyond this machine nothing goes in the clear unless somebody says sslmode=disable.
    let refused = Store::connect(&address.replace("host=localhost", "host=db.example")).err().unwrap().to_string();
    assert!(refused.contains("certificate"), "{refused}");
}

#[test]
fn a_server_that_cannot_encrypt_is_not_used_where_it_must() {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = socket.local_addr().unwrap().port();
    let server = std::thread::Builder::new().spawn(move || {
        let (mut line, _) = socket.accept().unwrap();
        let mut asked = [0; 8];
        std::io::Read::read_exact(&mut line, &mut asked).unwrap();
        std::io::Write::write_all(&mut line, b"N").unwrap();
    });
    let refused = Store::connect(&format!("host=db.example hostaddr=127.0.0.1 port={port} user=postgres"));
    let refused = refused.err().unwrap().to_string();
    assert!(refused.contains("TLS"), "{refused}");
    server.unwrap().join().unwrap();
    let missing = Store::connect("host=db.example sslrootcert=/nowhere/ca.pem user=postgres").err().unwrap();
    assert!(matches!(missing, super::ServerError::Authorities(..)), "{missing}");
    assert!(matches!(Store::connect("postgres://[nonsense"), Err(super::ServerError::Address(_))));
}
