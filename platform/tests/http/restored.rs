//! A platform that is put back from a copy while its stations go on: each entry is there once in the end.

use super::rig::postgres::database;
use super::rig::{Rig, StationSim};
use std::collections::BTreeSet;
use std::process::Command;
use yizhan_wire::{Entry, Outcome};

/// Each station sends so many entries, some at a time; what was answered for good.
fn send(stations: &[StationSim], from: i64, to: i64) {
    std::thread::scope(|scope| {
        for station in stations {
            scope.spawn(move || {
                let entries: Vec<Entry> = (from..=to).map(|seq| station.entry(seq, "测试甲")).collect();
                for some in entries.chunks(7) {
                    for answer in station.upload(some).answers {
                        let good = matches!(answer.outcome, Outcome::Accepted { .. } | Outcome::Known { .. });
                        assert!(good, "{answer:?}");
                    }
                }
            });
        }
    });
}

/// Each station's entries 1 to `last`, once.
fn assert_once(platform: &Rig, stations: usize, last: i64) {
    let records = platform.records();
    let names: BTreeSet<(i64, i64)> =
        records.iter().map(|one| (one["station"].as_i64().unwrap(), one["seq"].as_i64().unwrap())).collect();
    assert_eq!(records.len(), names.len(), "none twice");
    assert_eq!(names.len(), stations * usize::try_from(last).unwrap(), "none lost");
}

/// A station that was answered, and finds that the platform has seen less since, sends what lies between again.
fn send_again(stations: &[StationSim], last: i64) {
    std::thread::scope(|scope| {
        for station in stations {
            scope.spawn(move || {
                let seen_to = station.upload(&[]).seen_to.0;
                assert!(seen_to <= last);
                send(std::slice::from_ref(station), seen_to + 1, last);
            });
        }
    });
}

#[test]
fn a_copy_made_and_put_back_under_load_loses_nothing() {
    let mut platform = Rig::start();
    let stations: Vec<_> = (0..6).map(|_| platform.new_station()).collect();
    let copies = tempfile::tempdir().unwrap();
    let into = copies.path().to_str().unwrap();
    let copy = std::thread::scope(|scope| {
        let sending = scope.spawn(|| send(&stations, 1, 70));
        let made: serde_json::Value = serde_json::from_str(&platform.run(&["backup", into, "--json"])).unwrap();
        sending.join().unwrap();
        made["folder"].as_str().unwrap().to_owned()
    });
    send(&stations, 71, 90);
    assert_once(&platform, 6, 90);
    platform.stop();
    platform.run(&["restore", &copy, "--replace"]);
    platform.start_again();
    let stations: Vec<_> = stations.into_iter().map(|station| platform.moved(station)).collect();
    let had = platform.records().len();
    assert!(had < 6 * 90, "the copy is older: {had}");
    // All at once, as after an outage, and with new ones behind.
    send_again(&stations, 90);
    send(&stations, 91, 110);
    assert_once(&platform, 6, 110);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the copy is of a moment of the platform's own clock")]
fn on_a_server_a_copy_is_made_and_put_back_with_its_own_tools_and_nothing_is_lost() {
    let mut platform = Rig::start_on(database());
    let stations: Vec<_> = (0..3).map(|_| platform.new_station()).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("yizhan.dump");
    std::thread::scope(|scope| {
        let sending = scope.spawn(|| send(&stations, 1, 40));
        let address = platform.database();
        let dumped = Command::new("pg_dump").args(["--format=custom", "--file"]).arg(&file).arg(address).status();
        assert!(dumped.unwrap().success());
        sending.join().unwrap();
    });
    let copied_at = jiff::Timestamp::now().to_string();
    send(&stations, 41, 50);
    platform.stop();
    let fresh = database();
    let restored = Command::new("pg_restore").args(["--no-owner", "--dbname", &fresh]).arg(&file).output().unwrap();
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    platform.put_on(fresh);
    let said = platform.run(&["restore", "--server-copy-of", &copied_at]);
    assert!(said.contains("leased anew"), "{said}");
    platform.start_again();
    let stations: Vec<_> = stations.into_iter().map(|station| platform.moved(station)).collect();
    send_again(&stations, 50);
    send(&stations, 51, 60);
    assert_once(&platform, 3, 60);
}
