//! Where there is no line a stick goes to and fro: late, twice, cut, changed, lost, or overtaken by a line after all.

use super::common::{Province, STATION_NAME, Station, lines, receipts, registrations};
use super::{dice, kill_at_a_random_moment};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

struct Stick(tempfile::TempDir);

impl Stick {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &str {
        self.0.path().to_str().unwrap()
    }

    fn file(&self, ending: &str) -> PathBuf {
        let found = fs::read_dir(self.0.path()).unwrap().map(|f| f.unwrap().path());
        found.into_iter().find(|f| f.extension().is_some_and(|e| e == ending)).unwrap()
    }
}

impl Province {
    fn carry(&self, stick: &Stick) -> Vec<Value> {
        lines(&self.run(&["carry", stick.path(), "--json"]))
    }
}

impl Station {
    fn export(&self, stick: &Stick) -> Value {
        self.json(&["export", "--to", stick.path()])
    }

    fn import(&self, stick: &Stick) -> Value {
        self.json(&["import", "--from", stick.path()])
    }
}

#[test]
fn a_stick_brings_entries_up_and_answers_postings_and_notices_down() {
    let province = Province::start();
    province.stock(40);
    let station = Station::enrolled(&province);
    let (_, answers) = station.register(&registrations(0..3));
    let stick = Stick::new();
    assert_eq!(station.export(&stick)["entries"], 3);
    let carried = province.carry(&stick);
    assert_eq!((&carried[0]["accepted"], &carried[0]["refused"]), (&json!(3), &json!(0)));
    province.tell(answers[0]["receipt"].as_str().unwrap(), "message", &json!({ "text": "请来一趟" }));
    province.carry(&stick);
    let brought = station.import(&stick);
    assert_eq!(
        (&brought["acknowledged"], &brought["changes"], &brought["notices"]),
        (&json!(3), &json!(40), &json!(1))
    );
    let status = station.status();
    assert_eq!((&status["entries"]["waiting"], &status["catalogue"]["open"]), (&json!(0), &json!(40)));
    assert!(status["catalogue"]["complete_at"].is_string());
    assert_eq!(receipts(&province.records()), receipts(&answers));
    assert_eq!(station.json(&["search", "dianhan"])["total"], 10, "what a stick brings is found");
    assert_eq!(station.json(&["sync"])["sent"], 0, "and the line has nothing left to do");
}

#[test]
fn what_went_both_ways_is_there_once() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let (_, answers) = station.register(&registrations(0..5));
    let stick = Stick::new();
    station.export(&stick);
    station.run(&["sync"]);
    let carried = province.carry(&stick);
    assert_eq!((&carried[0]["accepted"], &carried[0]["known"]), (&json!(0), &json!(5)));
    assert_eq!(station.import(&stick)["acknowledged"], 0);
    assert_eq!(receipts(&province.records()), receipts(&answers));
    // The other way round: the stick is first, its answer is late, the line is asked again.
    let (_, more) = station.register(&registrations(5..8));
    station.export(&stick);
    province.carry(&stick);
    assert_eq!(station.json(&["sync"])["accepted"], 3, "known is acknowledged");
    assert_eq!(station.import(&stick)["acknowledged"], 0);
    assert_eq!(receipts(&province.records()).len(), answers.len() + more.len());
}

#[test]
fn an_old_stick_brought_again_changes_nothing() {
    let province = Province::start();
    province.stock(4);
    let station = Station::enrolled(&province);
    station.register(&registrations(0..2));
    let (old, new) = (Stick::new(), Stick::new());
    station.export(&old);
    province.carry(&old);
    province.stock(12);
    station.register(&registrations(2..4));
    station.export(&new);
    province.carry(&new);
    station.import(&new);
    let before = station.status();
    assert_eq!((&before["entries"]["waiting"], &before["catalogue"]["open"]), (&json!(0), &json!(12)));
    for _ in 0..2 {
        let brought = station.import(&old);
        assert_eq!((&brought["acknowledged"], &brought["changes"]), (&json!(0), &json!(0)));
    }
    let after = station.status();
    for fact in ["entries", "notices"] {
        assert_eq!(after[fact], before[fact]);
    }
    let complete = |status: &Value| (status["catalogue"]["cursor"].clone(), status["catalogue"]["complete_at"].clone());
    assert_eq!(complete(&after), complete(&before), "nor do the data become older");
    assert_eq!(province.carry(&old)[0]["known"], 2);
    assert_eq!(province.records().len(), 4);
}

#[test]
fn canary_a_stick_found_in_the_street_tells_nothing() {
    let province = Province::start();
    province.stock(4);
    let station = Station::enrolled(&province);
    let (_, answers) = station.register(&registrations(0..3));
    let stick = Stick::new();
    station.export(&stick);
    province.carry(&stick);
    let canaries = ["测试", "13800000000", STATION_NAME, "电焊", "registration", "station", "entries", "postings"];
    let receipt = answers[0]["receipt"].as_str().unwrap();
    for file in [stick.file("up"), stick.file("down")] {
        let bytes = fs::read(&file).unwrap();
        for canary in canaries.iter().copied().chain([receipt]) {
            let found = bytes.windows(canary.len()).any(|w| w == canary.as_bytes());
            assert!(!found, "{canary} stands in {}", file.display());
        }
        // Packed once more it gets no smaller: there is nothing in it to be seen but chance.
        assert!(zstd::bulk::compress(&bytes, 19).unwrap().len() >= bytes.len());
        assert!(!file.to_str().unwrap().contains(receipt));
    }
    // Another station can do nothing with it, whatever it is called.
    let other = Station::enrolled(&province);
    other.export(&stick);
    let own = fs::read_dir(stick.path()).unwrap().map(|f| f.unwrap().path());
    let own = own.into_iter().find(|f| f.extension().is_some_and(|e| e == "up") && *f != stick.file("up"));
    let own = own.unwrap_or_else(|| stick.file("up")).with_extension("down");
    fs::copy(stick.file("down"), &own).ok();
    let refused = other.output(&["import", "--from", stick.path()]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(other.status()["catalogue"]["open"], 0);
}

/// Writes the first `length` bytes of `whole` as the file.
fn cut(file: &Path, whole: &[u8], length: usize) {
    fs::write(file, &whole[..length]).unwrap();
}

#[test]
fn a_file_that_was_cut_or_changed_is_refused_as_a_whole_on_either_side() {
    let province = Province::start();
    province.stock(8);
    let station = Station::enrolled(&province);
    station.register(&registrations(0..4));
    let stick = Stick::new();
    station.export(&stick);
    let (up, whole) = (stick.file("up"), fs::read(stick.file("up")).unwrap());
    let mut dice = dice();
    for _ in 0..12 {
        if dice.bool() {
            cut(&up, &whole, dice.usize(0..whole.len()));
        } else {
            let mut changed = whole.clone();
            changed[dice.usize(0..whole.len())] ^= 1 << dice.u32(0..8);
            fs::write(&up, changed).unwrap();
        }
        let refused = province.command(&["carry", stick.path()]).output().unwrap();
        assert_eq!(refused.status.code(), Some(1));
        assert!(province.records().is_empty(), "nothing of a spoilt file is taken");
    }
    fs::write(&up, &whole).unwrap();
    province.carry(&stick);
    let (down, whole) = (stick.file("down"), fs::read(stick.file("down")).unwrap());
    for _ in 0..12 {
        cut(&down, &whole, dice.usize(0..whole.len()));
        assert_eq!(station.output(&["import", "--from", stick.path()]).status.code(), Some(1));
        assert_eq!(station.status()["entries"]["waiting"], 4);
    }
    fs::write(&down, &whole).unwrap();
    assert_eq!(station.import(&stick)["acknowledged"], 4);
}

#[test]
fn pulled_out_and_killed_at_any_moment_each_entry_arrives_once() {
    let province = Province::start();
    province.stock(600);
    let station = Station::enrolled(&province);
    let stick = Stick::new();
    let mut dice = dice();
    let mut registered = 0;
    for round in 0..10 {
        station.register(&registrations(registered..registered + 3));
        registered += 3;
        let command =
            if round % 2 == 0 { ["export", "--to", stick.path()] } else { ["import", "--from", stick.path()] };
        let child = station.command(&command).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        kill_at_a_random_moment(child, Duration::from_millis(120), &mut dice);
        // Whatever the stick holds now is carried, if it is anything.
        province.command(&["carry", stick.path()]).output().unwrap();
    }
    station.export(&stick);
    province.carry(&stick);
    station.import(&stick);
    let status = station.status();
    assert_eq!((&status["entries"]["waiting"], &status["catalogue"]["open"]), (&json!(0), &json!(600)));
    let mut arrived = receipts(&province.records());
    arrived.sort();
    arrived.dedup();
    assert_eq!((arrived.len(), province.records().len()), (registered, registered));
}

#[test]
fn what_comes_from_a_stick_is_the_platforms_or_nothing() {
    let (province, impostor) = (Province::start(), Province::start());
    let station = Station::enrolled(&province);
    station.register(&registrations(0..1));
    let stick = Stick::new();
    station.export(&stick);
    let refused = impostor.command(&["carry", stick.path()]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1), "a stick for another province does not open");
    assert_eq!(station.output(&["import", "--from", stick.path()]).status.code(), Some(1), "there is nothing for it");
    assert_eq!(station.status()["entries"]["waiting"], 1);
}
