//! A store that does not open, in every way in which it can not; settings and engines that are not what was asked for. What the doctor
//! says of each is a sentence of its own, in both languages, with what to do about it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test whose scene cannot be set has failed"
)]

use super::common;
use super::doctor::{self, Machine};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::sync::Mutex;
use yizhan::domain::health::{Check, Finding, Severity};
use yizhan::i18n::{Language, Words};
use yizhan::store::STATION_FILE;

/// What stands for a state that has no words of its own.
const USUAL: &str = "good";

/// What was found is told by words of its own, and where somebody must act it says how.
pub fn worded(finding: &Finding) {
    saw(finding.check.as_str(), finding.state);
    for language in Language::ALL {
        let words = Words::of(language);
        let usual = words.finding(&Finding { state: USUAL, ..finding.clone() });
        let said = words.finding(finding);
        let severe = finding.severity >= Severity::Poor;
        // Where a number stands in the sentence, it says which it is.
        let told = finding.severity == Severity::Good || finding.n > 0 || said != usual;
        assert!(told, "{finding:?} is told as if it were good: {said}");
        assert_eq!(words.remedy(finding).is_some_and(|help| !help.is_empty()), severe, "{finding:?}");
    }
}

fn of_the_store(machine: &Machine) -> rusqlite::Connection {
    #[expect(clippy::disallowed_methods, reason = "the store is touched past the program")]
    let db = rusqlite::Connection::open(machine.data.path().join(STATION_FILE)).unwrap();
    db.pragma_update(None, "key", format!("x'{}'", data_encoding::HEXLOWER.encode(&[7; 32]))).unwrap();
    db
}

/// What the command finds, run in a way of its own (`$0` is the command).
fn found(machine: &Machine, way: &str, check: &str) -> (String, String) {
    let mut command = Command::new("sh");
    command.arg("-c").arg(way).arg(common::kiosk_program());
    command.args(["doctor", "--json", "--no-devices", "--lang", "en", "--root"]).arg(machine.root.path());
    command.env("YIZHAN_DATA", machine.data.path()).env("CREDENTIALS_DIRECTORY", machine.credentials.path());
    let output = command.output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{way}: {e}: {}", String::from_utf8_lossy(&output.stderr)));
    let one = said["checks"].as_array().unwrap().iter().find(|one| one["check"] == check).unwrap();
    assert!(one["remedy"].as_str().is_some_and(|help| !help.is_empty()) || one["severity"] == "note", "{one}");
    saw(check, one["state"].as_str().unwrap());
    (one["severity"].as_str().unwrap().to_owned(), one["state"].as_str().unwrap().to_owned())
}

fn bad(state: &str) -> (String, String) {
    ("bad".to_owned(), state.to_owned())
}

#[test]
fn a_store_of_a_newer_version_or_of_something_else_is_told_and_left_as_it_is() {
    let machine = Machine::with_station();
    of_the_store(&machine).pragma_update(None, "user_version", 999).unwrap();
    let before = fs::read(machine.data.path().join(STATION_FILE)).unwrap();
    assert_eq!(machine.says(Check::Store), (Severity::Bad, "too_new"));
    assert_eq!(fs::read(machine.data.path().join(STATION_FILE)).unwrap(), before);

    fs::write(machine.data.path().join(STATION_FILE), b"SQLite format 3\0 and of another program").unwrap();
    assert_eq!(machine.says(Check::Store), (Severity::Bad, "damaged"));
    fs::remove_file(machine.data.path().join(STATION_FILE)).unwrap();
    fs::create_dir(machine.data.path().join(STATION_FILE)).unwrap();
    assert_eq!(machine.says(Check::Store), (Severity::Bad, "other"));
}

#[test]
fn a_store_that_another_program_holds_is_told_and_opens_when_it_lets_go() {
    let machine = Machine::with_station();
    let other = of_the_store(&machine);
    // As a copy or another program does that wants it for itself.
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    assert_eq!(machine.says(Check::Store), (Severity::Bad, "locked"));
    drop(other);
    assert_eq!(machine.says(Check::Store), (Severity::Good, "good"));
}

#[test]
fn a_disk_without_a_byte_left_is_told_as_such() {
    let machine = Machine::with_station();
    let (source, library) = (machine.root.path().join("full.c"), machine.root.path().join("full.so"));
    fs::write(&source, include_str!("../common/full.c")).unwrap();
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(&source);
    assert!(compiler.status().unwrap().success(), "the C compiler that SQLite is built with");
    let way = format!("LD_PRELOAD={} exec \"$0\" \"$@\"", library.display());
    assert_eq!(found(&machine, &way, "store"), bad("disk_full"));
    assert_eq!(machine.says(Check::Store), (Severity::Good, "good"));
}

#[test]
fn a_store_that_may_not_be_written_is_told_and_left_as_it_is() {
    let machine = Machine::with_station();
    let (folder, file) = (machine.data.path().to_owned(), machine.data.path().join(STATION_FILE));
    let mode = |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&file, 0o444);
    mode(&folder, 0o555);
    let before = fs::read(&file).unwrap();
    // Root writes where it may not, unless that is taken from it.
    let way = if rustix::process::geteuid().is_root() {
        "exec setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override \"$0\" \"$@\""
    } else {
        "exec \"$0\" \"$@\""
    };
    let told = found(&machine, way, "store");
    mode(&folder, 0o755);
    assert_eq!(told, bad("read_only"));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn settings_that_are_not_there_or_are_wrong_are_told_with_the_line() {
    let machine = Machine::with_station();
    let settings = machine.data.path().join("technicians.toml");
    let with = |text: &str| {
        fs::write(&settings, text).unwrap();
        let way = format!("YIZHAN_CONFIG={} exec \"$0\" \"$@\"", settings.display());
        found(&machine, &way, "settings")
    };
    let way = "unset YIZHAN_CONFIG; exec \"$0\" \"$@\"";
    if !std::path::Path::new("/etc/yizhan/station.toml").exists() {
        assert_eq!(found(&machine, way, "settings"), ("note".to_owned(), "none".to_owned()));
    }
    assert_eq!(with("[site]\nlang = \"klingon\"\n"), bad("faulty"));
    let finding =
        Finding::new(Check::Settings, Severity::Bad, "faulty").counting(1).naming("station.toml:2: site.lang");
    worded(&finding);
    assert!(Words::of(Language::Chinese).finding(&finding).contains("station.toml:2"));
}

#[test]
fn an_engine_that_was_asked_for_and_is_not_there_is_told() {
    let machine = Machine::with_station();
    let mut command = Command::new(common::kiosk_program());
    command.args(["doctor", "--json", "--pinyin", "librime", "--root"]).arg(machine.root.path());
    command.env("YIZHAN_DATA", machine.data.path()).env("CREDENTIALS_DIRECTORY", machine.credentials.path());
    // Its settings lie in a folder of the temporary ones, which there is none of here.
    command.env("TMPDIR", machine.data.path().join("nowhere"));
    let said: serde_json::Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let one = said["checks"].as_array().unwrap().iter().find(|one| one["check"] == "pinyin").unwrap();
    assert_eq!((&one["severity"], &one["state"]), (&"poor".into(), &"failing".into()), "{one}");
    assert!(one["remedy"].as_str().unwrap().contains("librime"), "{one}");
    saw("pinyin", "failing");
}

/// The states that the locale has words for, by the name of the check.
fn states_with_words() -> BTreeSet<(String, String)> {
    let text = include_str!("../../locales/en/doctor.ftl");
    let mut states = BTreeSet::new();
    let mut check = String::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("doctor-").and_then(|rest| rest.split(" =").next()) {
            check = name.replace('-', "_");
        }
        let key = line.trim().strip_prefix('[').and_then(|rest| rest.split(']').next());
        states.extend(key.map(|state| (check.clone(), state.to_owned())));
    }
    states
}

/// Which states of which checks came about in this process.
static SEEN: Mutex<BTreeSet<(String, String)>> = Mutex::new(BTreeSet::new());

pub fn saw(check: &str, state: &str) {
    SEEN.lock().unwrap().insert((check.to_owned(), state.to_owned()));
}

#[test]
fn every_state_that_has_words_is_one_that_comes_about() {
    a_store_of_a_newer_version_or_of_something_else_is_told_and_left_as_it_is();
    a_store_that_another_program_holds_is_told_and_opens_when_it_lets_go();
    a_disk_without_a_byte_left_is_told_as_such();
    a_store_that_may_not_be_written_is_told_and_left_as_it_is();
    settings_that_are_not_there_or_are_wrong_are_told_with_the_line();
    an_engine_that_was_asked_for_and_is_not_there_is_told();
    doctor::every_scene();
    let mut never = states_with_words();
    assert!(never.len() > 45, "{never:?}");
    never.retain(|state| !SEEN.lock().unwrap().contains(state));
    for state in ["no_log", "damaged"] {
        worded(&Finding::new(Check::Integrity, Severity::Bad, state));
    }
    // Settings that were good before take a kiosk that ran with them (`window/manager.rs`); a store without a log takes a file system
    // that has no shared memory, and one that opens and is damaged all the same is larger than any here: smaller ones are read whole when
    // they are opened (`src/doctor/station.rs`).
    let elsewhere = [("settings", "last_good"), ("integrity", "no_log"), ("integrity", "damaged")];
    never.retain(|(check, state)| !elsewhere.contains(&(check.as_str(), state.as_str())));
    assert!(never.is_empty(), "{never:?}");
}
