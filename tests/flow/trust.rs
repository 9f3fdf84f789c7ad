//! Who believes whom: keys that change, stations that are shut out, two machines under one name, clocks that are years wrong,
//! settings of the province.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, lines, receipts, registrations};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn shown(province: &Province, station: &Value) -> Value {
    lines(&province.run(&["station", "show", &station.to_string()])).remove(0)
}

fn number(station: &Station) -> Value {
    station.status()["station"]["id"].clone()
}

/// A machine as the kernel tells of it.
fn machine(board: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("sys/class/dmi/id")).unwrap();
    fs::create_dir_all(root.path().join("sys/class/net/eth0/device")).unwrap();
    fs::create_dir_all(root.path().join("etc")).unwrap();
    fs::write(root.path().join("sys/class/dmi/id/board_serial"), board).unwrap();
    fs::write(root.path().join("sys/class/net/eth0/address"), format!("aa:{board}")).unwrap();
    fs::write(root.path().join("etc/machine-id"), "the same on every copied disk").unwrap();
    root
}

/// A command of this station on that machine.
fn on(root: &Path, station: &Station, arguments: &[&str]) -> std::process::Output {
    station.command(arguments).env("YIZHAN_MACHINE_ROOT", root).output().unwrap()
}

fn copy(from: &Station, to: &Station) {
    for file in fs::read_dir(from.path()).unwrap().map(|file| file.unwrap().path()).filter(|file| file.is_file()) {
        fs::copy(&file, to.path().join(file.file_name().unwrap())).unwrap();
    }
}

#[test]
fn a_station_changes_its_key_and_nothing_is_lost_on_the_way() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let (_, first) = station.register(&registrations(0..3));
    station.run(&["sync"]);
    let before = station.json(&["key"]);
    let after = station.json(&["key", "--change"]);
    assert_ne!(before["key"], after["key"]);
    assert_eq!(after["changing"], false);
    let (_, second) = station.register(&registrations(3..6));
    assert_eq!(station.json(&["sync"])["accepted"], 3);
    assert_eq!(receipts(&province.records()), receipts(&[first, second].concat()));
    let seen = shown(&province, &number(&station));
    assert_eq!(seen["key"], after["key"]);
    assert!(seen["old_key_until"].is_string(), "for a while the old one counts, too: {seen}");
}

#[test]
fn a_change_of_key_whose_answer_was_lost_is_finished_later() {
    let mut province = Province::start();
    let station = Station::enrolled(&province);
    province.stop();
    let failed = station.output(&["key", "--change"]);
    assert_eq!(failed.status.code(), Some(1));
    assert_eq!(station.json(&["key"])["changing"], true);
    let copy_before_the_answer = Station::fresh();
    copy(&station, &copy_before_the_answer);
    province.resume();
    let changed = station.json(&["key", "--change"]);
    // As if the answer had not arrived: the same new key is introduced once more, by the old one.
    let again = copy_before_the_answer.json(&["key", "--change"]);
    assert_eq!(changed["key"], again["key"]);
    assert_eq!(station.json(&["sync"])["failures"], 0);
}

#[test]
fn stations_follow_the_platforms_new_key_however_long_they_were_away() {
    let mut province = Province::start();
    province.stock(5);
    let (near, far) = (Station::enrolled(&province), Station::enrolled(&province));
    near.run(&["sync"]);
    let first = near.json(&["key"])["platform_key"].clone();
    for _ in 0..2 {
        province.stop();
        province.run(&["key", "rotate"]);
        province.resume();
        assert_eq!(near.json(&["sync"])["failures"], 0);
    }
    let newest = lines(&province.run(&["key", "list"])).pop().unwrap()["key"].clone();
    assert_eq!(near.json(&["key"])["platform_key"], newest);
    far.register(&registrations(0..2));
    assert_eq!(far.json(&["key"])["platform_key"], first);
    let synced = far.json(&["sync"]);
    assert_eq!((&synced["accepted"], &synced["failures"]), (&json!(2), &json!(0)), "two keys later");
    assert_eq!(far.json(&["key"])["platform_key"], newest);
    assert_eq!(far.json(&["sync"])["failures"], 0);
    let late = Station::enrolled(&province);
    assert_eq!(late.json(&["key"])["platform_key"], newest);
    late.register(&registrations(5..6));
    assert_eq!(late.json(&["sync"])["accepted"], 1);
}

#[test]
fn a_revoked_station_says_so_keeps_everything_and_goes_on_when_it_is_readmitted() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let id = number(&station).to_string();
    station.register(&registrations(0..2));
    province.run(&["station", "revoke", &id, "--reason", "设备被盗"]);
    let failed = station.output(&["sync"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("停用"), "{failed:?}");
    let (code, _) = station.register(&registrations(2..4));
    assert_eq!(code, 0, "people are served on");
    let status = station.status();
    assert_eq!((&status["line"]["trouble"], &status["entries"]["waiting"]), (&json!("revoked"), &json!(4)));
    assert!(province.records().is_empty());
    assert_eq!(shown(&province, &json!(1))["reason"], "设备被盗");
    province.run(&["station", "readmit", &id]);
    assert_eq!(station.json(&["sync"])["accepted"], 4);
    assert_eq!(station.status()["line"]["trouble"], Value::Null);
}

#[test]
fn a_copied_disk_in_another_machine_is_not_heard_and_the_first_machine_goes_on() {
    let province = Province::start();
    let (first, second) = (machine("b1"), machine("b2"));
    let station = Station::fresh();
    let url = province.url();
    let code = province.enrolment_code();
    assert!(on(first.path(), &station, &["provision", "--platform", &url, "--code", &code]).status.success());
    let copied = Station::fresh();
    copy(&station, &copied);
    station.register(&registrations(0..2));
    copied.register(&registrations(10..13));
    assert!(on(first.path(), &station, &["sync"]).status.success());
    assert_eq!(on(second.path(), &copied, &["sync"]).status.code(), Some(1));
    let status = copied.status();
    assert_eq!((&status["line"]["trouble"], &status["entries"]["waiting"]), (&json!("parked"), &json!(3)));
    assert_eq!(province.records().len(), 2);
    let seen = shown(&province, &json!(1));
    assert!(seen["other_machine"].is_string() && seen["other_machine_at"].is_string(), "{seen}");
    assert!(on(first.path(), &station, &["sync"]).status.success(), "the right one goes on");
    // The first machine burnt down: the operator takes the other one in its place.
    province.run(&["station", "readmit", "1", "--other-machine"]);
    assert!(on(second.path(), &copied, &["sync"]).status.success());
    assert_eq!(on(first.path(), &station, &["sync"]).status.code(), Some(1));
    let refused = copied.status()["entries"]["refused"].as_u64().unwrap();
    assert_eq!(province.records().len() as u64 + refused, 2 + 3, "each is there once, or stands refused");
}

#[test]
fn two_machines_that_look_alike_are_parked_by_the_numbers_they_use() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    station.register(&registrations(0..2));
    station.run(&["sync"]);
    let twin = Station::fresh();
    copy(&station, &twin);
    let mut people = 100;
    let mut parked = false;
    for _ in 0..4 {
        for one in [&station, &twin] {
            one.register(&registrations(people..people + 2));
            people += 2;
            one.output(&["sync"]);
            parked |= one.status()["line"]["trouble"] == "parked";
        }
    }
    assert!(parked);
    let seen = shown(&province, &json!(1));
    assert_eq!((&seen["standing"], &seen["numbers_used_twice"]), (&json!("parked"), &json!(2)));
    let mut arrived = receipts(&province.records());
    let all = arrived.len();
    arrived.sort();
    arrived.dedup();
    assert_eq!(arrived.len(), all);
}

#[test]
fn settings_of_the_province_count_at_one_station_and_wrong_ones_change_nothing() {
    let province = Province::start();
    province.stock(200);
    let (station, other) = (Station::enrolled(&province), Station::enrolled(&province));
    let configure = |text: &str| {
        let file = province.path().join("settings.json");
        fs::write(&file, text).unwrap();
        province.command(&["station", "configure", file.to_str().unwrap(), "1"]).output().unwrap()
    };
    assert!(configure(r#"{"version": 1, "daily_megabytes": 20, "poll_minutes": 10}"#).status.success());
    assert_eq!(configure(r#"{"version": 2, "daily_megabytes": 0}"#).status.code(), Some(1), "not sent at all");
    assert_eq!(configure(r#"{"version": 2, "colour": "red"}"#).status.code(), Some(1));
    station.run(&["sync"]);
    other.run(&["sync"]);
    let settings = station.status()["settings"].clone();
    assert_eq!(settings["in_force"], json!({ "version": 1, "daily_megabytes": 20, "poll_minutes": 10 }));
    assert!(settings["spent_bytes_today"].as_u64().unwrap() > 1_000, "{settings}");
    assert_eq!(other.status()["settings"]["in_force"]["version"], 0);
    // Another platform may send what ours would not.
    let notice = json!({ "station": 1, "kind": "configuration", "body": { "version": 3, "poll_minutes": 9_000 } });
    let file = province.path().join("wrong.jsonl");
    fs::write(&file, notice.to_string()).unwrap();
    province.run(&["notice", file.to_str().unwrap()]);
    station.run(&["sync"]);
    let settings = station.status()["settings"].clone();
    assert_eq!(settings["in_force"]["version"], 1, "the last good ones count");
    assert_eq!(settings["refused"], json!({ "version": 3, "field": "poll_minutes" }));
    assert!(station.run(&["status"]).contains('3'));
}

#[test]
fn a_clock_that_is_years_wrong_is_told_and_set_right_and_receipts_carry_the_right_day() {
    let province = Province::start();
    province.stock(3);
    let station = Station::enrolled(&province);
    let wrong = |arguments: &[&str]| {
        let years = (-9 * 365 * 86_400).to_string();
        let output = station.command(arguments).env("YIZHAN_CLOCK_WRONG_S", years).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    wrong(&["sync"]);
    let status: Value = serde_json::from_str(&wrong(&["status", "--json"])).unwrap();
    assert_eq!(status["clock"]["wrong"], true, "{status}");
    assert!(status["clock"]["off_seconds"].as_i64().unwrap() > 9 * 365 * 86_400 - 60);
    assert!(wrong(&["status"]).contains("时钟"));
    assert!(shown(&province, &json!(1))["clock_wrong"] == true);
    // Started anew, before any contact: it cannot be earlier than the province last said.
    let input = station.path().join("one.jsonl");
    fs::write(&input, registrations(0..1)).unwrap();
    wrong(&["register", input.to_str().unwrap()]);
    wrong(&["sync"]);
    let today = lines(&province.run(&["records"])).remove(0);
    let made: Value = station.json(&["status"]);
    assert_eq!(made["entries"]["acknowledged"], 1);
    let until = today["body"]["valid_until"].as_str().unwrap_or_default().to_owned();
    assert!(until.as_str() > "2026-01-01", "the registration runs from today, not from nine years ago: {until}");
    station.run(&["sync"]);
    assert_eq!(station.status()["clock"]["wrong"], false, "the battery was changed");
}
