//! The platform with its store on a real `PostgreSQL` server, as a province runs it.

use super::rig::postgres::database;
use super::rig::{Rig, outcome};
use serde_json::Value;
use yizhan_wire::{Outcome, SeqNo};

#[test]
fn stations_enrol_send_and_ask_and_a_restart_forgets_nothing() {
    let mut platform = Rig::start_on(database());
    platform.put_postings(1..=30);
    let station = platform.new_station();
    let entries = [station.entry(1, "测试甲"), station.entry(2, ""), station.entry(3, "测试丙")];
    let answers = station.upload(&entries);
    assert!(matches!(outcome(&answers, &entries[0]), Outcome::Accepted { .. }));
    assert!(matches!(outcome(&answers, &entries[1]), Outcome::Refused(_)));
    assert_eq!(answers.seen_to, SeqNo(3));
    assert_eq!(station.changes("?after=0").unwrap().changes.len(), 30);
    platform.restart();
    let station = platform.moved(station);
    let again = station.upload(&entries);
    assert!(matches!(outcome(&again, &entries[0]), Outcome::Known { .. }));
    let records = platform.run(&["records"]);
    let receipts: Vec<Value> = records.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(receipts.len(), 2);
    assert!(platform.run(&["station", "list"]).contains("accepted 2, refused 1"));
}

#[test]
fn many_stations_at_once_lose_nothing_and_double_nothing() {
    let platform = Rig::start_on(database());
    let stations: Vec<_> = (0..6).map(|_| platform.new_station()).collect();
    std::thread::scope(|scope| {
        for station in &stations {
            scope.spawn(move || {
                let entries: Vec<_> = (1..=20).map(|seq| station.entry(seq, "测试甲")).collect();
                for some in entries.chunks(7).chain(entries.chunks(5)) {
                    station.upload(some);
                }
            });
        }
    });
    assert_eq!(platform.run(&["records"]).lines().count(), 6 * 20);
}

#[test]
fn what_is_done_with_the_servers_own_tools_says_so() {
    let platform = Rig::start_on(database());
    let said = platform.fails(&["backup", "/tmp"]);
    assert!(said.contains("pg_dump"), "{said}");
}
