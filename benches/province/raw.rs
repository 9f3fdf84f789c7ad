//! What a first load cannot cost less than: its rows written to a file, its bytes sent and unpacked.

use rusqlite::{Connection, OpenFlags, params_from_iter, types::Value};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

/// Tables of a catalogue, with all their rows.
pub const POSTINGS: &[&str] = &["posting"];
/// Everything that a load of postings writes: the words of their descriptions are rows, too.
pub const ALL: &[&str] = &["posting", "word_part", "word"];

/// The rows of some tables of a catalogue into tables of the same form in a new file, with the same keys and indexes, the rows as
/// wide as they are, in one transaction that is on the disk when it is over. Nothing is read, parsed or made meanwhile.
pub fn insert(catalogue: &Path, into: &Path, tables: &[&str]) -> Duration {
    tables.iter().map(|table| copy(catalogue, into, table)).sum()
}

#[expect(clippy::disallowed_methods, reason = "a bench reads a file that is no longer in use")]
fn copy(catalogue: &Path, into: &Path, table: &str) -> Duration {
    let source = Connection::open_with_flags(catalogue, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    // The table first, then its indexes.
    let sql = "SELECT sql FROM sqlite_schema WHERE tbl_name = ?1 AND sql IS NOT NULL ORDER BY type DESC";
    let mut schema = source.prepare(sql).unwrap();
    let schema: Vec<String> = schema.query_map([table], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut statement = source.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = statement.column_count();
    let rows: Vec<Vec<Value>> = statement
        .query_map([], |row| (0..columns).map(|column| row.get(column)).collect())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut target = Connection::open(into).unwrap();
    target.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;").unwrap();
    for sql in &schema {
        target.execute_batch(sql).unwrap();
    }
    let places = vec!["?"; columns].join(",");
    let begun = Instant::now();
    let transaction = target.transaction().unwrap();
    {
        let mut insert = transaction.prepare(&format!("INSERT INTO {table} VALUES ({places})")).unwrap();
        for row in rows {
            insert.execute(params_from_iter(row)).unwrap();
        }
    }
    transaction.commit().unwrap();
    begun.elapsed()
}

/// Unpacked.
const MOST_A_POSTING: usize = 1024 * 1024;

/// So many bodies into a table with a key, so many in a transaction, each on the disk when it is over: what both sides of an
/// upload do at least. Answers how long.
#[expect(clippy::disallowed_methods, reason = "a bench writes a file of its own")]
pub fn entries(into: &Path, bodies: usize, at_once: usize, body: &str) -> Duration {
    let mut target = Connection::open(into).unwrap();
    target.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;").unwrap();
    target.execute_batch("CREATE TABLE entry (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, body TEXT) STRICT").unwrap();
    let begun = Instant::now();
    for first in (0..bodies).step_by(at_once) {
        let transaction = target.transaction().unwrap();
        {
            let mut insert = transaction.prepare_cached("INSERT INTO entry VALUES (?1, ?2, ?3)").unwrap();
            for seq in first..(first + at_once).min(bodies) {
                let id = u128::try_from(seq).unwrap().wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
                insert.execute((i64::try_from(seq).unwrap(), id.to_be_bytes(), body)).unwrap();
            }
        }
        transaction.commit().unwrap();
    }
    begun.elapsed()
}

/// All texts of the catalogue's postings as one file, packed as the line packs, sent over loopback and unpacked: its bytes
/// and how long that took.
#[expect(clippy::disallowed_methods, reason = "a bench reads a file that is no longer in use; its own sender")]
pub fn send(catalogue: &Path) -> (u64, Duration) {
    let source = Connection::open_with_flags(catalogue, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = source.prepare("SELECT whole FROM posting ORDER BY id").unwrap();
    let mut plain = Vec::new();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        // Each lies packed by itself; the file is packed as one.
        let posting = zstd::bulk::decompress(row.get_ref(0).unwrap().as_blob().unwrap(), MOST_A_POSTING).unwrap();
        plain.extend_from_slice(&posting);
        plain.push(b'\n');
    }
    let packed = zstd::bulk::compress(&plain, 3).unwrap();
    let bytes = packed.len() as u64;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let begun = Instant::now();
    let sender = std::thread::spawn(move || listener.accept().unwrap().0.write_all(&packed).unwrap());
    let mut arrived = Vec::new();
    TcpStream::connect(address).unwrap().read_to_end(&mut arrived).unwrap();
    sender.join().unwrap();
    assert_eq!(zstd::bulk::decompress(&arrived, plain.len()).unwrap().len(), plain.len());
    (bytes, begun.elapsed())
}
