//! What an operator does to a station from afar, when it is online: its entries are held back and let go again, and everything is asked
//! for anew. Restarting it is in `runtime/update/orders.rs`; here it is seen that a start of the kiosk hands the order on.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, registrations};
use serde_json::json;
use std::fs;

fn configure(province: &Province, settings: &serde_json::Value) {
    let file = province.path().join("settings.json");
    fs::write(&file, settings.to_string()).unwrap();
    province.run(&["station", "configure", file.to_str().unwrap(), "--all"]);
}

#[test]
fn entries_are_held_back_while_an_operator_wants_it_and_go_when_she_lets_them() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    configure(&province, &json!({ "version": 1, "hold_entries": true }));
    station.run(&["sync", "--until-idle"]);
    assert_eq!(station.register(&registrations(0..3)).0, 0);
    station.run(&["sync", "--until-idle"]);
    assert_eq!((station.status()["entries"]["waiting"].as_u64(), province.records().len()), (Some(3), 0));
    configure(&province, &json!({ "version": 2 }));
    station.run(&["sync", "--until-idle"]);
    station.run(&["sync", "--until-idle"]);
    assert_eq!((station.status()["entries"]["waiting"].as_u64(), province.records().len()), (Some(0), 3));
}

#[test]
fn an_order_that_no_station_knows_is_refused_where_it_is_given() {
    let province = Province::start();
    let _station = Station::enrolled(&province);
    let file = province.path().join("settings.json");
    for (n, order, says) in [(1, "dance", "restart, reboot or resync"), (0, "reboot", "order cannot be right")] {
        fs::write(&file, json!({ "version": 1, "order": { "n": n, "act": order } }).to_string()).unwrap();
        let said = province.command(&["station", "configure", file.to_str().unwrap(), "--all"]).output().unwrap();
        assert_eq!(said.status.code(), Some(1));
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn a_station_that_is_to_begin_anew_asks_for_everything_and_shows_what_it_has_meanwhile() {
    let mut province = Province::start();
    province.stock(400);
    let station = Station::enrolled(&province);
    station.run(&["sync", "--until-idle"]);
    let open = |station: &Station| station.status()["catalogue"]["open"].as_u64().unwrap();
    assert_eq!(open(&station), 400);
    // Something went wrong here that nobody has foreseen: half of the postings are gone.
    #[expect(clippy::disallowed_methods, reason = "a test spoils a catalogue past the store")]
    let db = rusqlite::Connection::open(station.path().join("catalogue.db")).unwrap();
    db.execute("DELETE FROM posting WHERE id % 2 = 0", []).unwrap();
    drop(db);
    assert!(open(&station) < 400);
    station.run(&["sync", "--until-idle"]);
    assert!(open(&station) < 400, "the feed has nothing new to say");

    fs::write(station.path().join("resync.wanted"), "").unwrap();
    province.stop();
    assert_eq!(station.output(&["sync", "--once"]).status.code(), Some(1));
    assert!(open(&station) > 100, "without a line what is here stays");
    province.resume();
    station.run(&["sync", "--until-idle"]);
    assert_eq!(open(&station), 400);
    assert!(!station.path().join("resync.wanted").exists(), "once");
}

#[test]
fn a_machine_that_is_to_restart_does_so_when_the_kiosk_begins_anew() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    fs::write(station.path().join("reboot.next"), "").unwrap();
    station.run(&["boot", "status"]);
    assert!(station.path().join("reboot.next").exists(), "a technician's command is no start");
    station.run(&["boot", "run", "--help"]);
    // The unit of root's that waits for this mark is in the package (`tests/packages.rs`).
    assert!(station.path().join("reboot.wanted").exists() && !station.path().join("reboot.next").exists());
}
