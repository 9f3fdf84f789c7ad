//! The page for whoever carries a station's sealed file, in a real browser: the file goes up, the one to take back comes down.

use crate::browser::Browser;
use crate::rig::{Province, client};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use yizhan_wire::bundle::{self, Way};
use yizhan_wire::carried::{DownPart, UpHead};
use yizhan_wire::enrolment::{Enrolment, PublicKey};
use yizhan_wire::gig::SeatRequest;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::{Cursor, EntryKind, NoticeMark, Outcome, ReceiptNo, SeqNo, StationId, zip};

/// A station, as far as it seals files.
struct Station {
    id: StationId,
    key: SigningKey,
    platform: PublicKey,
}

impl Station {
    fn enrol(province: &Province) -> Self {
        let code = province.run(&["station", "add", "--name", "测试驿站"]);
        let key = SigningKey::from_seed(&[21; 32]).unwrap();
        let request = json!({ "code": code.trim(), "public_key": key.public() }).to_string();
        let answer = client().post(format!("{}/v1/enrolments", province.public)).body(request).send().unwrap();
        let given: Enrolment = serde_json::from_str(&answer.text().unwrap()).unwrap();
        Self { id: given.station, key, platform: given.platform_key }
    }

    /// A file with one entry, as it lies on a stick.
    fn file(&self, folder: &Path) -> PathBuf {
        let receipt = ReceiptNo::of(self.id, SeqNo(1));
        let body = serde_json::to_string(&SeatRequest { receipt, wants: Vec::new() }).unwrap();
        let id = "019341f6-0000-7000-8000-000000000001";
        let entry = format!(
            r#"{{"station":{},"seq":1,"id":"{id}","kind":"{}","version":1,"subject":"{id}",
                "made_at":"2026-11-22T01:00:00Z","hash":"{}","body":{body}}}"#,
            self.id,
            EntryKind::SeatRequest.as_str(),
            yizhan_wire::entry::body_hash(&body)
        );
        let head = UpHead {
            made_at: "2026-11-22T01:00:00Z".parse().unwrap(),
            cursor: Cursor(0),
            notices: NoticeMark::default(),
            machine: None,
        };
        let pack = |text: &str| zip::pack(text.as_bytes()).unwrap();
        let parts = [pack(&serde_json::to_string(&head).unwrap()), pack(&format!(r#"{{"entries":[{entry}]}}"#))];
        let sealed = bundle::seal(Way::Up, &self.key, self.id, &self.platform, &parts, [5; 32]).unwrap();
        let path = folder.join("a1b2c3d4.up");
        std::fs::write(&path, sealed).unwrap();
        path
    }

    /// What became of the entry, by the file that came back.
    fn outcome(&self, back: &[u8]) -> Outcome {
        let opened = bundle::open(Way::Down, &self.key, back).unwrap();
        let parts = opened.verify(&self.platform).unwrap();
        let DownPart::Answers(answers) = serde_json::from_slice(&zip::unpack(&parts[1]).unwrap()).unwrap() else {
            panic!("the answers come first")
        };
        answers.answers[0].outcome.clone()
    }
}

/// Waits for a file that a browser is writing.
fn arrived(path: &Path) -> Vec<u8> {
    for _ in 0..200 {
        if let Ok(bytes) = std::fs::read(path) {
            return bytes;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{} was not downloaded", path.display());
}

#[test]
fn a_clerks_phone_carries_a_stations_file_there_and_the_answers_back() {
    let Some(browser) = Browser::start(500, 900) else { return };
    let mut province = Province::empty();
    province.run(&["seed", "--postings", "3"]);
    province.serve(&[]);
    let station = Station::enrol(&province);
    let folder = tempfile::tempdir().unwrap();
    let file = station.file(folder.path());
    browser.open(&format!("{}/c", province.public));
    let text = browser.text();
    assert!(text.contains("代送驿站文件") && text.contains("密封"), "{text}");
    browser.picture("phone-carry");
    let requests = browser.run("return performance.getEntriesByType('resource').length");
    assert_eq!(requests, 0, "it fetches nothing more");
    // Twice: who is not sure whether it went through does it again.
    for (name, expected) in [("a1b2c3d4.down", "accepted"), ("a1b2c3d4 (1).down", "known")] {
        browser.open(&format!("{}/c", province.public));
        browser.choose_file("#file", &file);
        browser.touch("form button");
        let back = arrived(&browser.downloads().join(name));
        let outcome = serde_json::to_value(station.outcome(&back)).unwrap();
        assert_eq!(outcome["outcome"], expected);
    }
    assert_eq!(province.run(&["records"]).lines().count(), 1, "it is there once");
}

#[test]
fn a_file_that_is_none_or_was_changed_is_not_taken_and_the_page_says_what_to_do() {
    let Some(browser) = Browser::start(500, 900) else { return };
    let mut province = Province::empty();
    province.serve(&[]);
    let station = Station::enrol(&province);
    let folder = tempfile::tempdir().unwrap();
    let file = station.file(folder.path());
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let changed = folder.path().join("changed.up");
    std::fs::write(&changed, bytes).unwrap();
    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "亲爱的测试甲").unwrap();
    for wrong in [&changed, &letter] {
        browser.open(&format!("{}/c", province.public));
        browser.choose_file("#file", wrong);
        browser.click("form button");
        let text = browser.text();
        assert!(text.contains("没有收下") && text.contains("重新导出"), "{text}");
    }
    browser.picture("phone-carry-refused");
    let nothing = client().post(format!("{}/c", province.public)).header("content-type", "multipart/form-data; boundary=x");
    let nothing = nothing.body("--x--\r\n").send().unwrap();
    assert_eq!(nothing.status(), 400);
    let said: Value = json!(province.run(&["records"]).lines().count());
    assert_eq!(said, 0);
}
