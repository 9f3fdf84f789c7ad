//! Two suites of cryptography side by side: a station brings one when it enrols, and everything after it is in that suite.

use super::common::{Province, Station, lines, receipts, registrations, text};
use serde_json::json;
use std::fs;
use std::io::{Seek as _, Write as _};

fn enrolled_by(province: &Province, suite: &str) -> Station {
    let station = Station::fresh();
    let code = province.enrolment_code();
    text(&station.output(&["provision", "--platform", &province.url(), "--code", &code, "--suite", suite]));
    station
}

#[test]
fn stations_of_both_suites_send_to_one_province_and_each_believes_its_own_answers() {
    let mut province = Province::start();
    province.stock(20);
    let (first, second) = (Station::enrolled(&province), enrolled_by(&province, "sm"));
    let (_, of_first) = first.register(&registrations(0..3));
    let (_, of_second) = second.register(&registrations(3..6));
    for station in [&first, &second] {
        assert_eq!(station.json(&["sync"])["accepted"], 3);
        assert_eq!(station.status()["catalogue"]["open"], 20);
    }
    let mut there = receipts(&province.records());
    let mut sent = receipts(&[of_first, of_second].concat());
    there.sort();
    sent.sort();
    assert_eq!(there, sent);
    // A platform that starts anew has both its keys still.
    province.stop();
    province.resume();
    let (_, more) = second.register(&registrations(6..7));
    assert_eq!(second.json(&["sync"])["accepted"], 1);
    assert!(receipts(&province.records()).contains(&receipts(&more)[0]));
}

#[test]
fn keys_of_the_second_suite_follow_one_another_on_both_sides() {
    let mut province = Province::start();
    let (first, second) = (Station::enrolled(&province), enrolled_by(&province, "sm"));
    let before = second.json(&["key"]);
    assert_ne!(second.json(&["key", "--change"])["key"], before["key"]);
    assert!(province.run(&["key", "rotate", "--suite", "sm"]).contains("key 2"));
    province.stop();
    province.resume();
    for station in [&first, &second] {
        station.register(&registrations(0..2));
        assert_eq!(station.json(&["sync"])["accepted"], 2);
    }
    let believed = second.json(&["key"])["platform_key"].clone();
    let listed = lines(&province.run(&["key", "list"]));
    assert_eq!(listed.last().unwrap()["suite"], "sm");
    assert_eq!(listed.last().unwrap()["key"], believed, "the station has followed: {listed:?}");
    assert_eq!(
        first.json(&["key"])["platform_key"],
        listed[0]["key"],
        "the other suite's station has nothing to follow"
    );
}

#[test]
fn a_stick_of_the_second_suite_brings_entries_up_and_answers_down() {
    let province = Province::start();
    province.stock(20);
    let station = enrolled_by(&province, "sm");
    station.register(&registrations(0..3));
    let stick = tempfile::tempdir().unwrap();
    let at = stick.path().to_str().unwrap();
    assert_eq!(station.json(&["export", "--to", at])["entries"], 3);
    let file = fs::read_dir(stick.path()).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"YZB2") && !bytes.windows(6).any(|w| w == "测试".as_bytes()));
    let carried = lines(&province.run(&["carry", at, "--json"]));
    assert_eq!((&carried[0]["accepted"], &carried[0]["refused"]), (&json!(3), &json!(0)));
    let brought = station.json(&["import", "--from", at]);
    assert_eq!((&brought["acknowledged"], &brought["changes"]), (&json!(3), &json!(20)));
}

#[test]
fn a_machine_enrols_by_what_a_scanner_types_of_the_operators_qr_code() {
    let province = Province::start();
    let added = province.run(&["station", "add", "--name", "测试驿站", "--url", &province.url(), "--suite", "sm"]);
    let lines: Vec<&str> = added.lines().collect();
    assert!(lines.len() > 15, "a picture stands above the words: {added}");
    let invitation = lines[lines.len() - 2];
    assert!(invitation.ends_with(&province.url()) && invitation.contains(lines[lines.len() - 1]), "{invitation}");
    let station = Station::fresh();
    let mut typed = tempfile::tempfile().unwrap();
    writeln!(typed, "{invitation}").unwrap();
    typed.rewind().unwrap();
    text(&station.command(&["provision", "--invitation", "-"]).stdin(typed).output().unwrap());
    station.register(&registrations(0..1));
    assert_eq!(station.json(&["sync"])["accepted"], 1);
    let other = Station::fresh();
    let refused = other.output(&["provision", "--invitation", "https://phishing.example"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no invitation"), "{refused:?}");
}
