//! The page for whoever carries a station's sealed file, in a real browser: the file goes up, the one to take back comes down.

use crate::browser::Browser;
use crate::rig::{Province, client};
use crate::station::Station;
use std::path::Path;
use std::time::Duration;

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
    let station = Station::enrol(&province, 21);
    let folder = tempfile::tempdir().unwrap();
    let file = station.file(folder.path(), true);
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
    let station = Station::enrol(&province, 21);
    let folder = tempfile::tempdir().unwrap();
    let file = station.file(folder.path(), true);
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
    let nothing =
        client().post(format!("{}/c", province.public)).header("content-type", "multipart/form-data; boundary=x");
    let nothing = nothing.body("--x--\r\n").send().unwrap();
    assert_eq!(nothing.status(), 400);
    assert_eq!(province.run(&["records"]).lines().count(), 0);
}
