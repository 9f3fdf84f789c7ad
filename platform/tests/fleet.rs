//! A small fleet on bad lines: in the end each entry is on the platform exactly once, or refused with its reason.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it must be"
)]

#[path = "rig/postgres.rs"]
mod postgres;

use serde_json::Value;
use std::process::Command;

fn played(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_yizhan-platform"))
        .arg("fleet")
        .args(arguments)
        .arg("--json")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stdout));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn number(report: &Value, path: &str) -> u64 {
    report.pointer(path).unwrap().as_u64().unwrap()
}

/// Nothing may be lost, doubled or changed, and every number must have been seen.
fn assert_whole(report: &Value) {
    let found = &report["found"];
    assert_eq!(number(found, "/taken") + number(found, "/refused"), number(found, "/made"), "{report}");
    for what in ["doubled", "lost", "changed", "foreign", "unsent", "gaps"] {
        assert_eq!(found[what], 0, "{what}: {report}");
    }
    assert_eq!(report["faults"]["conflicts"], 0, "{report}");
    assert_eq!(report["faults"]["answers to another entry"], 0, "{report}");
}

#[test]
fn over_lines_that_cut_lose_and_double_every_entry_arrives_once() {
    let report = played(&["--stations", "24", "--days", "3", "--every", "60", "--seed", "11", "--postings", "50"]);
    assert_whole(&report);
    assert!(number(&report, "/found/made") > 500, "{report}");
    assert!(number(&report, "/found/refused") > 0, "somebody's form was wrong: {report}");
    for fault in [
        "requests cut",
        "answers lost",
        "sent twice at once",
        "sent again later",
        "entries known already",
        "stations with a wrong clock",
    ] {
        assert!(report["faults"][fault].as_u64().unwrap() > 0, "the lines were too good ({fault}): {report}");
    }
    assert_eq!(number(&report, "/changes"), 24 * 50, "every station has every posting: {report}");
}

#[test]
fn a_province_that_comes_back_after_a_day_brings_everything_it_kept() {
    let report = played(&["--stations", "20", "--days", "2", "--every", "60", "--outage-day", "1", "--calm"]);
    assert_whole(&report);
    assert_eq!(number(&report, "/found/refused"), 0);
    assert!(report["drain_seconds"].as_f64().is_some(), "{report}");
}

#[test]
fn on_a_database_server_every_entry_arrives_once_too() {
    let database = postgres::database();
    let arguments = [
        "--stations",
        "12",
        "--days",
        "2",
        "--every",
        "60",
        "--seed",
        "5",
        "--postings",
        "40",
        "--database-url",
        &database,
    ];
    let report = played(&arguments);
    assert_whole(&report);
    assert!(number(&report, "/found/made") > 200, "{report}");
    let again = Command::new(env!("CARGO_BIN_EXE_yizhan-platform")).arg("fleet").args(arguments).output().unwrap();
    assert!(String::from_utf8_lossy(&again.stderr).contains("has a platform already"));
}

#[test]
fn a_play_never_adds_to_a_platform_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("platform.db"), b"").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_yizhan-platform"))
        .args(["fleet", "--stations", "1", "--days", "1", "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("has a platform already"));
}
