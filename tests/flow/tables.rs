//! Lists in and out by command: taken twice they are in the province once, a broken list loses nothing, and the province gets
//! its own field names.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a list that cannot be read has failed")]

use super::common::{Province, Station};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn list(station: &Station, name: &str, text: &str) -> PathBuf {
    let path = station.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn people(count: usize) -> String {
    let mut list = "姓名,手机号,没带证件原因,意向岗位,同意登记\n".to_owned();
    for n in 0..count {
        // Every seventh row lacks a telephone that anybody could call.
        let phone = if n % 7 == 6 { "12".to_owned() } else { format!("138{n:08}") };
        let name: String = n.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect();
        writeln!(list, "测试{},{phone},忘带了,保洁,是", chinese(&name)).unwrap();
    }
    list
}

fn chinese(letters: &str) -> String {
    letters.bytes().filter_map(|b| "甲乙丙丁戊己庚辛壬癸".chars().nth(usize::from(b - b'a'))).collect()
}

fn import(station: &Station, file: &Path, more: &[&str]) -> (i32, Value) {
    let mut arguments = vec!["import-table", file.to_str().unwrap(), "--as", "registrations", "--json"];
    arguments.extend(more);
    let output = station.output(&arguments);
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap_or_default())
}

fn registered(province: &Province) -> Vec<String> {
    let records = province.records();
    let all = records.iter().filter(|record| record["kind"] == "registration");
    all.map(|record| record["body"]["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_list_that_is_taken_twice_is_in_the_province_once_and_what_is_put_right_comes_after() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let file = list(&station, "名单.csv", &people(40));
    let left = station.path().join("left.csv");
    let (code, looked) = import(&station, &file, &["--check"]);
    assert_eq!((code, &looked["sums"]["ready"], &looked["sums"]["bad"]), (1, &35.into(), &5.into()));
    assert_eq!(station.waits(), 0, "looking writes nothing");
    let (code, taken) = import(&station, &file, &["--left", left.to_str().unwrap()]);
    assert_eq!((code, &taken["sums"]["taken"]), (1, &35.into()), "exit 1 says that some were left");
    let (_, again) = import(&station, &file, &[]);
    assert_eq!((&again["sums"]["taken"], &again["sums"]["known"]), (&0.into(), &35.into()));
    // What was left, put right in a spreadsheet.
    let rest = std::fs::read_to_string(&left).unwrap();
    assert_eq!(rest.lines().count(), 6, "{rest}");
    let mended = rest.replace(",12,", ",13900000001,");
    let mended: String = mended
        .lines()
        .enumerate()
        .map(|(n, line)| line.replace("13900000001", &format!("1390000000{n}")) + "\n")
        .collect();
    let (code, taken) = import(&station, &list(&station, "改好.csv", &mended), &[]);
    assert_eq!((code, &taken["sums"]["taken"]), (0, &5.into()), "{taken}");
    let (_, whole) = import(&station, &list(&station, "改好.csv", &mended), &[]);
    assert_eq!(whole["sums"]["taken"], 0);
    station.json(&["sync", "--until-idle"]);
    let names = registered(&province);
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert_eq!((names.len(), distinct.len()), (40, 40), "nobody is lost and nobody doubled");
}

#[test]
fn an_import_that_was_broken_off_is_taken_up_by_doing_it_again() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let file = list(&station, "名单.csv", &people(60));
    let mut child = station
        .command(&["import-table", file.to_str().unwrap(), "--as", "registrations", "--json"])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    // Somewhere in the middle, as when the power goes.
    while station.waits() < 5 && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let (_, taken) = import(&station, &file, &[]);
    let sums = |name: &str| taken["sums"][name].as_u64().unwrap();
    assert!(sums("known") >= 5, "{}", taken["sums"]);
    assert_eq!(sums("known") + sums("taken"), 52, "{}", taken["sums"]);
    station.json(&["sync", "--until-idle"]);
    assert_eq!(registered(&province).len(), 52);
}

#[test]
fn the_province_gets_a_list_in_its_own_fields_and_codes() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let row = "姓名,身份证号,手机号,意向岗位,同意登记,学历\n测试甲,430000199003071519,13800000001,电焊工,是,高中\n";
    assert_eq!(import(&station, &list(&station, "名单.csv", row), &[]).0, 0);
    let to = station.path().join("province.csv");
    let said = station.json(&["export-table", "registrations", "--to", to.to_str().unwrap()]);
    assert_eq!(said["rows"], 1);
    let csv = std::fs::read_to_string(&to).unwrap();
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().trim_start_matches('\u{feff}').starts_with("AAC003,AAA029,AAE135,AAC004,AAC006"));
    assert!(lines.next().unwrap().starts_with("姓名,"));
    assert!(lines.next().unwrap().starts_with("测试甲,01,430000199003071519,1,19900307,13800000001"), "{csv}");
    // Another province has other names; a code it has no word for is named.
    let fields = station.path().join("province-fields.json");
    let table = r#"{"postings": [], "registrations": [{"name": "XM", "from": "name"},
        {"name": "GZ", "from": "wanted_jobs", "codes": {"cleaner": "4090"}}]}"#;
    std::fs::write(fields, table).unwrap();
    let said = station.json(&["export-table", "registrations", "--to", to.to_str().unwrap()]);
    assert_eq!(said["unmapped"][0], "GZ: welder");
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "\u{feff}XM,GZ\n测试甲,welder\n");
    let wrong = station.output(&["export-table", "postings", "--to", to.to_str().unwrap(), "--fields", "/nowhere"]);
    assert!(!wrong.status.success() && String::from_utf8_lossy(&wrong.stderr).contains("/nowhere"));
}
