//! The real programs do what a station does for somebody whose words stand nowhere else. Afterwards every file of the station, every
//! stick and every line of its log is searched for them.

use super::common::{Province, Station, text};
use serde_json::json;
use std::fs;
use std::path::Path;

const NAME: &str = "测试鑫焱淼";
const NUMBER: &str = "430000199003071519";
const PHONE: &str = "13800137731";
const NOTE: &str = "青藤老屋后第三家";
const TYPED: &str = "测试垚犇";

const ALL: [&str; 5] = [NAME, NUMBER, PHONE, NOTE, TYPED];

/// Where in a folder any of the words stand, as they are or as another program would write them.
fn found(folder: &Path) -> Vec<String> {
    let mut places = Vec::new();
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        if file.is_dir() {
            places.extend(found(&file));
            continue;
        }
        let bytes = fs::read(&file).unwrap();
        places.extend(words_in(&bytes).into_iter().map(|word| format!("{word} in {}", file.display())));
    }
    places
}

fn words_in(bytes: &[u8]) -> Vec<&'static str> {
    let stands = |word: &&&str| {
        let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let escaped: String =
            word.encode_utf16().flat_map(|unit| format!("\\u{unit:04x}").into_bytes()).map(char::from).collect();
        [word.as_bytes(), &utf16, escaped.as_bytes()]
            .iter()
            .any(|way| bytes.windows(way.len()).any(|window| window == *way))
    };
    ALL.iter().filter(stands).copied().collect()
}

#[test]
fn canary_no_file_no_stick_and_no_line_of_the_log_names_anybody() {
    let province = Province::start();
    province.stock(4);
    let station = Station::enrolled(&province);
    let (elsewhere, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let form = elsewhere.path().join("form.jsonl");
    let her = json!({
        "name": NAME, "id_type": "resident_id", "id_number": NUMBER, "phone": PHONE, "note": NOTE,
        "wanted_jobs": [{ "kind": "welder" }],
        "consents": [{ "purpose": "register", "version": "2026-11", "given": "2026-11-20T08:00:00Z" }],
    });
    fs::write(&form, her.to_string()).unwrap();
    let mut log = String::new();
    let mut run = |arguments: &[&str]| {
        let output = station.command(arguments).env("YIZHAN_LOG", "trace").output().unwrap();
        log.push_str(&String::from_utf8_lossy(&output.stderr));
        text(&output)
    };
    let said = run(&["register", form.to_str().unwrap()]);
    let receipt = serde_json::from_str::<serde_json::Value>(&said).unwrap()["receipt"].as_str().unwrap().to_owned();
    run(&["search", TYPED]);
    run(&["export", "--to", stick.path().to_str().unwrap()]);
    run(&["sync"]);
    run(&["import", "--from", {
        province.run(&["carry", stick.path().to_str().unwrap()]);
        stick.path().to_str().unwrap()
    }]);
    // What is sent to whoever supports the technician lies beside it, and is searched with it.
    run(&["bundle", "--no-devices", "--plain", "--to", station.path().join("bundle.json").to_str().unwrap()]);
    let said = [run(&["status"]), run(&["status", "--json"])].concat();
    assert_eq!(words_in(said.as_bytes()), Vec::<&str>::new(), "the technician's account");
    assert_eq!(found(station.path()), Vec::<String>::new());
    assert_eq!(found(stick.path()), Vec::<String>::new());
    assert!(!found(province.path()).is_empty(), "what was sent is there, and is found where it is");

    run(&["erase", &receipt]);
    run(&["sync"]);
    assert_eq!(found(province.path()), Vec::<String>::new(), "of whom was erased nothing is left at the province");
    assert_eq!(found(station.path()), Vec::<String>::new());
    assert!(!log.is_empty(), "there is a log");
    assert_eq!(words_in(log.as_bytes()), Vec::<&str>::new(), "the log");
}
