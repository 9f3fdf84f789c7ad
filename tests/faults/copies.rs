//! The platform, or a station, is put back to what it was yesterday.

use super::common::{Province, Station, receipts, registrations};
use serde_json::json;
use std::fs;
use std::path::Path;

/// Copies the files of a folder into another.
fn copy(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap().map(|file| file.unwrap().path()).filter(|file| file.is_file()) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

fn put_back(from: &Path, to: &Path) {
    for file in fs::read_dir(to).unwrap().map(|file| file.unwrap().path()).filter(|file| file.is_file()) {
        fs::remove_file(file).unwrap();
    }
    copy(from, to);
}

#[test]
fn a_platform_restored_from_yesterday_gets_everything_again_once() {
    let mut province = Province::start();
    province.stock(12);
    let station = Station::enrolled(&province);
    let backup = tempfile::tempdir().unwrap();
    let (_, first) = station.register(&registrations(0..5));
    station.run(&["sync"]);
    province.stop();
    copy(province.path(), backup.path());
    province.resume();
    let (_, second) = station.register(&registrations(5..9));
    station.run(&["sync"]);
    assert_eq!(station.status()["entries"]["acknowledged"], 9);
    province.stop();
    put_back(backup.path(), province.path());
    province.resume();
    assert_eq!(province.records().len(), 5, "yesterday");

    // The station has nothing to send, and learns from the feed that the platform has lost something.
    let synced = station.json(&["sync"]);
    assert_eq!((&synced["sent"], &synced["accepted"]), (&json!(4), &json!(4)));
    assert_eq!(receipts(&province.records()), receipts(&[first, second].concat()));
    assert_eq!(station.json(&["sync"])["sent"], 0);
    let entries = station.status()["entries"].clone();
    assert_eq!((&entries["acknowledged"], &entries["waiting"]), (&json!(9), &json!(0)));
}

#[test]
fn a_platform_restored_from_before_a_stations_change_of_key_learns_the_key_once_more() {
    let mut province = Province::start();
    let station = Station::enrolled(&province);
    let backup = tempfile::tempdir().unwrap();
    let (_, first) = station.register(&registrations(0..2));
    station.run(&["sync"]);
    province.stop();
    copy(province.path(), backup.path());
    province.resume();
    let key = station.json(&["key", "--change"])["key"].clone();
    let (_, second) = station.register(&registrations(2..4));
    station.run(&["sync"]);
    province.stop();
    put_back(backup.path(), province.path());
    province.resume();

    let (_, third) = station.register(&registrations(4..5));
    station.run(&["sync", "--until-idle"]);
    let mut arrived = receipts(&province.records());
    arrived.sort();
    assert_eq!(arrived, receipts(&[first, second, third].concat()));
    assert_eq!(station.json(&["key"])["key"], key, "it keeps the key it has");
    assert_eq!(station.json(&["sync"])["failures"], 0);
}

#[test]
fn a_platform_restored_from_before_its_own_change_of_key_says_what_to_do_and_stations_come_back() {
    let mut province = Province::start();
    let station = Station::enrolled(&province);
    station.run(&["sync"]);
    province.stop();
    let copies = tempfile::tempdir().unwrap();
    province.run(&["backup", copies.path().to_str().unwrap()]);
    let made = fs::read_dir(copies.path()).unwrap().next().unwrap().unwrap().path();
    province.run(&["key", "rotate"]);
    province.resume();
    let (_, slips) = station.register(&registrations(0..3));
    assert_eq!(station.json(&["sync"])["accepted"], 3);
    assert_eq!(station.json(&["sync"])["failures"], 0, "the station believes the new key");
    province.stop();
    let restored = province.command(&["restore", "--replace", made.to_str().unwrap()]).output().unwrap();
    assert!(restored.status.success());
    let told = String::from_utf8_lossy(&restored.stderr).into_owned();
    assert!(told.contains("signing-2.key") && told.contains("key rotate"), "{told}");
    province.run(&["key", "rotate"]);
    province.resume();
    station.run(&["sync", "--until-idle"]);
    assert_eq!(receipts(&province.records()), receipts(&slips));
}

#[test]
fn a_station_restored_from_an_old_copy_says_so_and_goes_on_behind_what_the_province_has() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let image = tempfile::tempdir().unwrap();
    station.register(&registrations(0..3));
    station.run(&["sync"]);
    copy(station.path(), image.path());
    station.register(&registrations(3..7));
    station.run(&["sync"]);
    put_back(image.path(), station.path());

    // Registered before the station can know: their numbers are other people's.
    let (_, too_early) = station.register(&registrations(20..22));
    let synced = station.json(&["sync"]);
    assert_eq!((&synced["accepted"], &synced["refused"]), (&json!(0), &json!(2)));
    let refusals = station.status()["refusals"].clone();
    assert_eq!(refusals[0]["code"], "sequence_reused");
    assert!(receipts(&too_early).contains(&refusals[0]["receipt"].as_str().unwrap().to_owned()));

    let (_, after) = station.register(&registrations(30..33));
    assert_eq!(station.json(&["sync"])["accepted"], 3, "new ones are numbered behind what the province has");
    let mut arrived = receipts(&province.records());
    assert_eq!(arrived.len(), 3 + 4 + 3);
    assert!(receipts(&after).iter().all(|receipt| arrived.contains(receipt)));
    arrived.sort();
    arrived.dedup();
    assert_eq!(arrived.len(), 10);
}
