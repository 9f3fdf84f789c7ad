//! Stores of older versions, as they stand on terminals: each opens with this build, keeps everything it holds, and has
//! the form of a new one.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

mod common;

use common::Station;
use rusqlite::Connection;
use serde_json::json;
use std::fs;
use std::path::Path;
use yizhan::runtime::intake::Intake;
use yizhan::store::{Catalogue, Station as Store, StoreKey};

const V1: &str = include_str!("migrations/v1.sql");
const V2: &str = include_str!("migrations/v2.sql");
/// What each released version of a file made, with rows in it.
const STATIONS: &[(i64, &str)] = &[
    (1, V1),
    (2, include_str!("migrations/station-v2.sql")),
    (3, include_str!("migrations/station-v3.sql")),
    (4, include_str!("migrations/station-v4.sql")),
    (5, include_str!("migrations/station-v5.sql")),
    (6, include_str!("migrations/station-v6.sql")),
];
/// The third version of a catalogue differs from the second in which words it holds, not in its tables.
const CATALOGUES: &[(i64, &str)] = &[
    (1, V1),
    (2, V2),
    (3, V2),
    (4, include_str!("migrations/catalogue-v4.sql")),
    (5, include_str!("migrations/catalogue-v5.sql")),
];
const FILES: [(&str, i64); 2] = [("station.db", 0x5A59_5354), ("catalogue.db", 0x5A59_4341)];
const POSTING: &str = include_str!("migrations/posting.json");
/// The key of every store in these tests, as `station.key` holds it.
const KEY: [u8; 32] = [7; 32];

/// A connection like the store's own, so that a test can look into a file and can write an old one.
fn connect(folder: &Path, file: &str) -> Connection {
    #[expect(clippy::disallowed_methods, reason = "an old file is made, and looked into, past the store")]
    let db = Connection::open(folder.join(file)).unwrap();
    if file == "station.db" {
        let digits = data_encoding::HEXLOWER.encode(&KEY);
        db.pragma_update(None, "key", format!("x'{digits}'")).unwrap();
    }
    db
}

/// Every station.db with every catalogue: a catalogue is made anew more often.
fn pairs() -> impl Iterator<Item = [(i64, &'static str); 2]> {
    STATIONS.iter().flat_map(|station| CATALOGUES.iter().map(|catalogue| [*station, *catalogue]))
}

/// A station whose files are as old versions left them.
fn left_by(versions: [(i64, &str); 2]) -> Station {
    let station = Station::fresh();
    fs::write(station.path().join("station.key"), KEY).unwrap();
    for ((file, application_id), (version, dump)) in FILES.into_iter().zip(versions) {
        let part = dump.split("-- FILE ").find_map(|part| part.strip_prefix(file)).unwrap();
        let db = connect(station.path(), file);
        db.execute_batch(&format!("PRAGMA journal_mode = WAL; BEGIN; {part}; COMMIT")).unwrap();
        db.pragma_update(None, "application_id", application_id).unwrap();
        db.pragma_update(None, "user_version", version).unwrap();
    }
    let packed = zstd::bulk::compress(POSTING.as_bytes(), 3).unwrap();
    connect(station.path(), "catalogue.db").execute("UPDATE posting SET whole = ?1", [packed]).unwrap();
    station
}

/// Opens both files as their writers do, and does what the kiosk does first.
fn open(station: &Station) {
    Store::open(station.path(), &StoreKey::new(KEY)).unwrap();
    let mut catalogue = Catalogue::open(station.path()).unwrap();
    Intake::new().catch_up(&mut catalogue).unwrap();
}

/// Everything a file promises: tables, columns, indexes, references.
fn form_of(folder: &Path, file: &str) -> Vec<String> {
    let db = connect(folder, file);
    let sql = "
        SELECT printf('column %s.%s %s %d %s %d', m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk)
        FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'posting_text_%'
        UNION ALL SELECT printf('index %s %s %d %d %s', m.name, i.name, i.\"unique\", i.partial, c.name)
        FROM sqlite_schema m, pragma_index_list(m.name) i, pragma_index_info(i.name) c WHERE m.type = 'table'
        UNION ALL SELECT printf('reference %s.%s %s.%s', m.name, r.\"from\", r.\"table\", r.\"to\")
        FROM sqlite_schema m, pragma_foreign_key_list(m.name) r WHERE m.type = 'table'
        UNION ALL SELECT printf('version %d', user_version) FROM pragma_user_version ORDER BY 1";
    let mut statement = db.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn what_an_old_version_left_is_all_there_after_the_update() {
    for versions in pairs() {
        let version = versions.map(|(version, _)| version);
        let station = left_by(versions);
        open(&station);
        let status = station.status();
        let entries = json!({ "waiting": 1, "acknowledged": 1, "refused": 1 });
        for state in ["waiting", "acknowledged", "refused"] {
            assert_eq!(status["entries"][state], entries[state], "version {version:?}: {status}");
        }
        assert_eq!(status["station"]["name"], "测试驿站");
        assert_eq!(status["refusals"][0]["receipt"], "0012-000002-90");
        assert_eq!(status["catalogue"]["cursor"], 12);
        assert_eq!(station.json(&["posting", "7"])["title"], "电焊工");
        for query in ["电焊", "dianhan", "焊接"] {
            assert_eq!(station.json(&["search", query])["total"], 1, "version {version:?}: {query}");
        }
        let db = connect(station.path(), "station.db");
        let draft: String = db.query_row("SELECT form FROM draft", [], |row| row.get(0)).unwrap();
        assert!(draft.contains("测试乙"), "a draft is offered again after an update");
    }
}

#[test]
fn an_updated_store_has_the_form_of_a_new_one() {
    let new = Station::fresh();
    fs::write(new.path().join("station.key"), KEY).unwrap();
    open(&new);
    for versions in pairs() {
        let version = versions.map(|(version, _)| version);
        let old = left_by(versions);
        open(&old);
        for (file, _) in FILES {
            let (old, new) = (form_of(old.path(), file), form_of(new.path(), file));
            assert_eq!(old, new, "{file} of version {version:?}");
            assert!(new.len() > 15, "{new:?}");
        }
    }
}

#[test]
fn the_newest_schema_stands_among_the_frozen_ones_once_it_is_released() {
    let new = Station::fresh();
    fs::write(new.path().join("station.key"), KEY).unwrap();
    open(&new);
    for ((file, _), frozen) in FILES.into_iter().zip([STATIONS, CATALOGUES]) {
        let frozen = frozen.last().unwrap().0;
        let version: i64 = connect(new.path(), file).query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert!(
            (frozen - 1..=frozen + 1).contains(&version),
            "{file}: version {version} is far from the frozen {frozen}"
        );
    }
}
