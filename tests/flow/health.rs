//! How a station is, from its own checks to the province's store: at its first contact, and no oftener than the province asks.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station};
use rusqlite::Connection;
use serde_json::{Value, json};

/// What the province has of it: when it came, and what it says.
#[expect(clippy::disallowed_methods, reason = "whoever checks opens the file by herself")]
fn told(province: &Province) -> Vec<(i64, String)> {
    let file = Connection::open(province.path().join("platform.db")).unwrap();
    let mut statement = file.prepare("SELECT received_at, whole FROM station_health").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn canary_a_station_tells_how_it_is_at_its_first_contact_and_nothing_of_anybody() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let person = json!({ "name": "测试欧阳金丝雀", "id_type": "none", "no_id_reason": "证件丢失，正在补办",
        "phone": "13800009753", "wanted_jobs": [{ "kind": "welder" }], "consents": ["register"], "note": "金丝雀" });
    let file = station.path().join("person.jsonl");
    std::fs::write(&file, person.to_string()).unwrap();
    station.run(&["register", file.to_str().unwrap()]);
    station.run(&["sync", "--until-idle"]);
    let [(at, whole)] = told(&province).try_into().unwrap();
    let report: Value = serde_json::from_str(&whole).unwrap();
    assert_eq!(report["program"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&report["unsent"], &report["refused"]), (&json!(0), &json!(0)));
    assert!(report["disk_mb"].as_u64().unwrap() > 0 && report["clock_off_s"].is_i64(), "{whole}");
    let named: Vec<&str> = report["checks"].as_array().unwrap().iter().map(|c| c["check"].as_str().unwrap()).collect();
    assert!(named.contains(&"key"), "the key lies beside the store in a test: {named:?}");
    let folder = station.path().to_string_lossy().into_owned();
    for canary in ["金丝雀", "欧阳", "13800009753", "测试", folder.as_str()] {
        assert!(!whole.contains(canary), "{canary} is in {whole}");
    }
    assert!(whole.is_ascii() && whole.len() < 4_000, "{whole}");

    station.run(&["sync"]);
    assert_eq!(told(&province), [(at, whole)], "not again within the hour");
    std::fs::remove_file(station.path().join("health-told")).unwrap();
    station.run(&["sync"]);
    assert!(told(&province)[0].0 > at, "and when it is time");
}
