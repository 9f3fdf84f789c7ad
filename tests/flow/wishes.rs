//! A person takes something back: it holds at the station at once, reaches the province, is done there, and confirmed.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, registration, registrations};
use serde_json::{Value, json};
use std::fs;

/// Registers one person with these words in the note; her receipt.
fn registered(station: &Station, form: &Value) -> String {
    let (code, answers) = station.register(form.to_string().as_bytes());
    assert_eq!(code, 0, "{answers:?}");
    answers[0]["receipt"].as_str().unwrap().to_owned()
}

fn body_of(province: &Province, receipt: &str) -> Value {
    let record = province.records().into_iter().find(|record| record["receipt"] == receipt);
    record.unwrap()["body"].clone()
}

/// Whether these words stand in the platform's file or its log.
fn stands_in(folder: &std::path::Path, words: &str) -> bool {
    ["platform.db", "platform.db-wal"].iter().any(|file| {
        let bytes = fs::read(folder.join(file)).unwrap_or_default();
        bytes.windows(words.len()).any(|w| w == words.as_bytes())
    })
}

#[test]
fn who_wishes_to_be_forgotten_is_erased_at_the_province_and_then_here() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let (hers, other) = (registered(&station, &registration(1)), registered(&station, &registration(2)));
    station.run(&["sync"]);
    let name = registration(1)["name"].as_str().unwrap().to_owned();
    assert!(stands_in(province.path(), &name));
    province.tell(&hers, "message", &json!({ "text": format!("{name}请来一趟") }));

    let wished = station.json(&["erase", &hers]);
    assert_eq!(station.json(&["erase", &hers])["receipt"], wished["receipt"], "asked twice it is one wish");
    let synced = station.json(&["sync"]);
    assert_eq!((&synced["accepted"], &synced["refused"]), (&json!(1), &json!(0)));
    assert_eq!(body_of(&province, &hers), Value::Null);
    assert_eq!(body_of(&province, &other)["name"], registration(2)["name"]);
    assert!(!stands_in(province.path(), &name), "neither in the file nor in its log");

    let store = station.store();
    let told = store.wishes_about(&yizhan::domain::ReceiptNo::parse(&hers).unwrap()).unwrap();
    assert!(matches!(told[0].state, yizhan::domain::wishes::WishState::Confirmed { .. }), "{told:?}");
    assert!(store.form_of(&yizhan::domain::ReceiptNo::parse(&other).unwrap()).unwrap().is_some());
    drop(store);
    let status = station.status();
    assert_eq!((&status["entries"]["acknowledged"], &status["entries"]["waiting"]), (&json!(3), &json!(0)));
    // Whoever comes again is a new registration.
    let again = registered(&station, &registration(1));
    assert_ne!(again, hers);
    station.run(&["sync"]);
    assert_eq!(body_of(&province, &again)["name"], name);
}

#[test]
fn a_consent_taken_back_leaves_the_provinces_record_and_is_confirmed() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let mut form = registration(1);
    let given = |purpose: &str| json!({ "purpose": purpose, "version": "2026-11", "given": "2026-11-20T08:00:00Z" });
    form["consents"] = json!([given("register"), given("share_with_employers"), given("sensitive_tags")]);
    form["categories"] = json!(["disabled"]);
    let hers = registered(&station, &form);
    station.run(&["withdraw", &hers, "--purpose", "sensitive_tags", "--purpose", "share_with_employers"]);
    let synced = station.json(&["sync"]);
    assert_eq!((&synced["accepted"], &synced["notices"]), (&json!(2), &json!(1)), "what waited went first");
    let body = body_of(&province, &hers);
    assert_eq!(body["categories"], json!([]));
    assert_eq!(body["consents"].as_array().unwrap().len(), 1);
    assert_eq!(body["name"], form["name"], "her registration stands");
    assert_eq!(station.output(&["withdraw", &hers, "--purpose", "mood"]).status.code(), Some(2));
    assert_eq!(station.output(&["withdraw", "0001-000099-00", "--purpose", "push"]).status.code(), Some(2));
}

#[test]
fn a_copy_on_an_old_stick_does_not_bring_back_what_was_erased() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let hers = registered(&station, &registration(1));
    let stick = tempfile::tempdir().unwrap();
    let folder = stick.path().to_str().unwrap();
    station.run(&["export", "--to", folder]);
    station.run(&["sync"]);
    station.run(&["erase", &hers]);
    station.run(&["sync"]);
    province.run(&["carry", folder]);
    assert_eq!(body_of(&province, &hers), Value::Null);
    assert_eq!(province.records().len(), 2);
    station.run(&["import", "--from", folder]);
    let store = station.store();
    assert!(store.form_of(&yizhan::domain::ReceiptNo::parse(&hers).unwrap()).unwrap().is_none());
}

#[test]
fn with_no_line_a_wish_holds_here_and_waits_behind_what_it_is_about() {
    let mut province = Province::start();
    let station = Station::enrolled(&province);
    province.stop();
    let hers = registered(&station, &registration(1));
    station.run(&["erase", &hers]);
    assert_eq!(station.status()["entries"]["waiting"], 2);
    province.resume();
    station.run(&["sync", "--until-idle"]);
    let kinds: Vec<Value> = province.records().iter().map(|record| record["kind"].clone()).collect();
    assert_eq!(kinds, ["registration", "erasure"]);
    assert_eq!(body_of(&province, &hers), Value::Null);
    station.register(&registrations(5..6));
    assert_eq!(station.json(&["sync"])["accepted"], 1);
}
