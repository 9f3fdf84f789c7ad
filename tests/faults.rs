//! What goes wrong at a street station, on purpose: kills at any moment, a platform that is gone, input of every bad kind.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test whose scene cannot be set has failed")]

#[path = "faults/canaries.rs"]
mod canaries;
mod common;
#[path = "faults/copies.rs"]
mod copies;
#[path = "faults/disks.rs"]
mod disks;
#[path = "faults/hostile.rs"]
mod hostile;
#[path = "faults/keys.rs"]
mod keys;
#[path = "faults/line.rs"]
mod line;
#[path = "faults/processes.rs"]
mod processes;
#[path = "faults/proxy.rs"]
mod proxy;
#[path = "faults/room.rs"]
mod room;
#[path = "faults/sticks.rs"]
mod sticks;

use common::{Province, Station, lines, receipts, registration, registrations};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Stdio};
use std::time::Duration;

/// How many kills; the release is proven with 500.
fn kills() -> usize {
    std::env::var("YIZHAN_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(40)
}

#[expect(clippy::print_stdout, reason = "a failure can be played again by its seed")]
fn dice() -> fastrand::Rng {
    let seed = std::env::var("YIZHAN_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    println!("YIZHAN_SEED={seed}");
    fastrand::Rng::with_seed(seed)
}

/// Kills a process at a moment between its start and some time after its likely end, and returns what it had printed.
fn kill_at_a_random_moment(mut child: Child, within: Duration, dice: &mut fastrand::Rng) -> String {
    std::thread::sleep(Duration::from_micros(dice.u64(0..within.as_micros() as u64)));
    // SIGKILL; it may have ended by itself.
    child.kill().unwrap();
    String::from_utf8_lossy(&child.wait_with_output().unwrap().stdout).into_owned()
}

#[test]
fn killed_at_any_moment_no_receipt_is_lost_and_none_is_on_the_platform_twice() {
    let mut dice = dice();
    let mut province = Province::start();
    province.stock(3_000);
    let station = Station::enrolled(&province);
    let input = station.path().join("input.jsonl");
    let mut printed: BTreeMap<String, String> = BTreeMap::new();
    let mut next = 0;
    for round in 0..kills() {
        let batch = dice.usize(1..20);
        std::fs::write(&input, registrations(next..next + batch)).unwrap();
        let register = ["register", input.to_str().unwrap()];
        let command: &[&str] = if dice.bool() { &register } else { &["sync", "--until-idle"] };
        let child = station.command(command).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // Some of the syncs get as far as the feed, whose first posting loads the dictionary of readings.
        let within = if command != register && dice.usize(0..4) == 0 { 3_000 } else { 80 };
        let said = kill_at_a_random_moment(child, Duration::from_millis(within), &mut dice);
        if command == register {
            // A line that was cut by the kill was not printed.
            let whole = said.rfind('\n').map_or("", |end| said.get(..=end).unwrap());
            printed.extend(whole.lines().map(receipt_and_entry));
            next += batch;
        }
        if round % 10 == 9 {
            province.stop();
            province.resume();
        }
    }
    // The clerk types again what had no receipt: the same forms keep the receipts they had.
    let (code, answers) = station.register(&registrations(0..next));
    assert_eq!(code, 0);
    assert_eq!(answers.len(), next);
    station.run(&["sync", "--until-idle"]);

    let arrived = receipts(&province.records());
    let unique: BTreeSet<_> = arrived.iter().collect();
    assert_eq!(unique.len(), arrived.len(), "an entry is on the platform twice");
    assert_eq!(arrived.len(), next, "an entry is missing or too many");
    for receipt in printed.keys() {
        assert!(unique.contains(receipt), "{receipt} was printed and is not on the platform");
    }
    let status = station.status();
    assert_eq!(status["entries"]["waiting"], 0);
    assert_eq!(status["catalogue"]["open"], 3_000, "killed in the middle of the feed, none is missing");
}

fn receipt_and_entry(line: &str) -> (String, String) {
    let answer: Value = serde_json::from_str(line).unwrap();
    (answer["receipt"].as_str().unwrap().to_owned(), answer["entry"].as_str().unwrap().to_owned())
}

/// A good registration with one thing changed.
fn with(field: &str, value: Value) -> Vec<u8> {
    let mut form = registration(1);
    form[field] = value;
    form.to_string().into_bytes()
}

fn with_id(number: &str) -> Vec<u8> {
    let mut form = registration(1);
    form["id_type"] = json!("resident_id");
    form["id_number"] = json!(number);
    form["no_id_reason"] = Value::Null;
    form.to_string().into_bytes()
}

/// Each bad line, the field it is about and the kind of wrong.
fn bad_lines() -> Vec<(Vec<u8>, &'static str, &'static str)> {
    let mut cut = registration(1).to_string().into_bytes();
    cut.truncate(cut.len() / 2);
    // The name in GB 18030, as an old program writes it.
    let mut gbk = br#"{"name":""#.to_vec();
    gbk.extend_from_slice(b"\xb2\xe2\xca\xd4\"}");
    vec![
        (with_id("430000199003071514"), "id_number", "id_check_digit"),
        (with_id("43000019900230151X"), "id_number", "impossible_date"),
        (with_id("4300001990"), "id_number", "id_length"),
        (with("residence", json!({ "division": "439999" })), "residence.division", "unknown_division"),
        (with("phone", json!("1380000")), "phone", "phone"),
        (with("name", json!("测".repeat(10_000))), "name", "too_long"),
        (with("name", json!("测试\u{7}")), "name", "control_character"),
        (with("name", json!("测试😀")), "name", "not_writing"),
        (with("name", json!("测试\u{202e}甲")), "name", "text_direction"),
        (with("name", json!("")), "name", "missing"),
        (with("consents", json!([])), "consents", "no_consent"),
        (with("married", json!(true)), "married", "unknown_field"),
        (cut, "", "not_json"),
        (gbk, "", "encoding"),
    ]
}

#[test]
fn each_bad_line_is_told_in_the_persons_language_and_the_good_ones_go_on() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    for (line, field, kind) in bad_lines() {
        let shown = String::from_utf8_lossy(&line[..line.len().min(80)]).into_owned();
        let good = dice().usize(0..1_000);
        let input =
            [&registrations(good..=good)[..], &line, b"\n", &registrations(good + 1_000..=good + 1_000)].concat();
        let (code, answers, _) = station.register_saying(&input);
        assert_eq!(code, 1, "{shown}");
        assert_eq!(answers.len(), 3, "{shown}: {answers:?}");
        assert_eq!(
            (&answers[1]["error"]["field"], &answers[1]["error"]["kind"]),
            (&json!(field), &json!(kind)),
            "{shown}"
        );
        let message = answers[1]["error"]["message"].as_str().unwrap();
        assert!(message.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{message}");
        assert_eq!(receipts(&answers).len(), 2, "{shown}: the good ones go on");
    }
    station.run(&["sync"]);
    let status = station.status();
    assert_eq!(status["entries"]["refused"], 0, "the platform agrees with the station's checks");
    assert_eq!(status["entries"]["acknowledged"].as_u64().unwrap(), province.records().len() as u64);
}

#[test]
fn messages_come_in_english_when_asked_for() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let input = station.path().join("bad.jsonl");
    std::fs::write(&input, with("phone", json!("12"))).unwrap();
    let output = station.output(&["register", input.to_str().unwrap(), "--lang", "en"]);
    let answers = lines(&String::from_utf8(output.stdout).unwrap());
    assert!(answers[0]["error"]["message"].as_str().unwrap().is_ascii(), "{answers:?}");
}

#[test]
fn an_empty_file_a_missing_file_and_a_file_of_noise_are_told_apart() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let (code, answers, said) = station.register_saying(b"");
    assert_eq!((code, answers.len()), (1, 0));
    assert!(said.contains("空"), "{said}");
    let missing = station.output(&["register", "no-such-file"]);
    assert_eq!(missing.status.code(), Some(1));
    let mut dice = dice();
    let noise: Vec<u8> = (0..20_000).map(|_| dice.u8(..)).collect();
    let (code, answers, said) = station.register_saying(&noise);
    assert_eq!(code, 1);
    assert!(!said.contains("panic"), "{said}");
    assert!(answers.iter().all(|a| a["error"].is_object()));
    assert_eq!(station.status()["entries"]["waiting"], 0);
}

#[test]
fn a_machine_that_is_no_station_says_what_to_do() {
    let station = Station::fresh();
    for command in [&["register", "-"][..], &["sync"], &["status"]] {
        let output = station.output(command);
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("provision"), "{command:?}");
    }
    assert!(!station.path().join("station.db").exists(), "looking makes no store");
}

#[test]
fn wrong_usage_is_told_apart_from_failure() {
    let station = Station::fresh();
    assert_eq!(station.output(&["search", "--form", "astronaut"]).status.code(), Some(2));
    assert_eq!(station.output(&["nonsense"]).status.code(), Some(2));
}
