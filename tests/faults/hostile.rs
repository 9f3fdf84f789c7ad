//! Adverts that somebody wrote to do harm, and that came past the import: they are shown and searched as text and nothing else.

use super::common::{Province, Station};
use serde_json::{Value, json};

/// A terminal is cleared, its title set and its keys read; the writing turns; SQL, Fluent, a formula and a printer are spoken to.
const TITLE: &str =
    "测试\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}工焊电\u{2069}'; DROP TABLE posting; -- {$x} {-term} =1+1 \u{1d}V\0";

/// Writes over a field of a posting in the platform's file, past everything that would look at it.
fn plant(province: &mut Province, posting: i64, field: &str, text: &str) {
    province.stop();
    #[expect(clippy::disallowed_methods, reason = "a test writes past the platform's import")]
    let db = rusqlite::Connection::open(province.path().join("platform.db")).unwrap();
    let sql = "UPDATE posting SET whole = json_set(whole, '$.' || ?2, ?3) WHERE id = ?1";
    assert_eq!(db.execute(sql, rusqlite::params![posting, field, text]).unwrap(), 1);
    drop(db);
    province.resume();
}

fn total(station: &Station, query: &str) -> Value {
    station.json(&["search", query])["total"].clone()
}

#[test]
fn a_hostile_posting_is_text_and_nothing_else() {
    let mut province = Province::start();
    province.stock(4);
    for field in ["title", "employer", "tasks", "contact"] {
        plant(&mut province, 1, field, TITLE);
    }
    let station = Station::enrolled(&province);
    station.run(&["sync", "--until-idle"]);
    assert_eq!(station.json(&["posting", "1"])["title"], TITLE, "kept as it was written");
    let shown = [station.run(&["posting", "1"]), station.run(&["search", "DROP"])].concat();
    assert!(shown.contains("DROP TABLE posting"), "{shown}");
    let obeyed = |c: &char| (c.is_control() && *c != '\n' && *c != '\t') || ('\u{202a}'..='\u{2069}').contains(c);
    assert_eq!(shown.chars().find(obeyed), None, "nothing that a terminal obeys: {shown:?}");
    for query in ["'; DROP TABLE posting; --", "\" OR 1=1", "{$x}", "%_*?[", "\u{202e}", "=1+1", &"焊".repeat(5_000)] {
        let found = total(&station, query);
        assert!(found.is_u64(), "{query}: {found}");
    }
    assert_eq!(station.status()["catalogue"]["open"], 4);
    assert_eq!(total(&station, "厨师"), 1, "the others are found as ever");
}

#[test]
fn a_title_of_ten_megabytes_takes_nothing_else_along() {
    let mut province = Province::start();
    province.stock(8);
    plant(&mut province, 1, "title", &"焊".repeat(10 * 1024 * 1024 / 3));
    let station = Station::enrolled(&province);
    station.run(&["sync", "--until-idle"]);
    let status = station.status();
    assert!(status["catalogue"]["open"].as_u64() >= Some(7), "{status}");
    assert_eq!(total(&station, "厨师"), 2);
    assert_eq!(station.json(&["search", "--limit", "3", "厨师"])["hits"].as_array().map(Vec::len), Some(2));
    assert_eq!(json!(status["line"]["trouble"]), Value::Null);
}
