//! Posters and films: named by packs, fetched in parts, shown when they are whole, gone when no pack names them.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, lines};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

/// Bytes that do not pack, so that a film is as long on the line as on the disk.
fn noise(length: usize) -> Vec<u8> {
    let mut dice = fastrand::Rng::with_seed(7);
    (0..length).map(|_| dice.u8(..)).collect()
}

/// Gives the province a film; how a pack names it.
fn film(province: &Province, name: &str, bytes: &[u8]) -> Value {
    let file = province.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    lines(&province.run(&["media", "add", file.to_str().unwrap()])).remove(0)
}

fn shows(province: &Province, version: u32, media: &[&Value]) -> Result<(), String> {
    province.pack(&json!({ "kind": "shows", "version": version, "body": { "films": media } }))
}

fn here(station: &Station, medium: &Value) -> PathBuf {
    station.path().join("media").join(medium["sha256"].as_str().unwrap())
}

#[test]
fn a_film_that_a_pack_names_comes_down_whole_and_goes_when_none_names_it() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let bytes = noise(3_000_000);
    let (long, short) = (film(&province, "film.mp4", &bytes), film(&province, "poster.png", b"a poster"));
    assert_eq!((&long["bytes"], &long["type"]), (&json!(3_000_000), &json!("video/mp4")));
    shows(&province, 1, &[&long, &short]).unwrap();
    let synced = station.json(&["sync"]);
    assert_eq!((&synced["media_bytes"], &synced["failures"]), (&json!(3_000_008), &json!(0)));
    assert_eq!(std::fs::read(here(&station, &long)).unwrap(), bytes);
    assert_eq!(std::fs::read(here(&station, &short)).unwrap(), b"a poster");
    assert_eq!(station.json(&["sync"])["media_bytes"], 0, "once is enough");

    shows(&province, 2, &[&short]).unwrap();
    station.run(&["sync"]);
    assert!(!here(&station, &long).exists() && here(&station, &short).exists());
    assert_eq!(lines(&province.run(&["media", "clean"])).len(), 1);
    assert_eq!(lines(&province.run(&["media", "list"])).len(), 1);
}

#[test]
fn a_pack_cannot_name_what_the_province_does_not_have() {
    let province = Province::start();
    let nowhere = json!({ "sha256": "0".repeat(64), "bytes": 5 });
    assert!(shows(&province, 1, &[&nowhere]).unwrap_err().contains("is not here"));
}

#[test]
fn killed_at_many_moments_a_film_goes_on_where_it_was() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let bytes = noise(12_000_000);
    let long = film(&province, "film.mp4", &bytes);
    shows(&province, 1, &[&long]).unwrap();
    let (mut dice, mut fetched) = (fastrand::Rng::with_seed(3), 0);
    for _ in 0..10 {
        let mut sync = station.command(&["sync"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(dice.u64(10..200)));
        sync.kill().unwrap();
        sync.wait().unwrap();
        let part = here(&station, &long).with_extension("part");
        let length = std::fs::metadata(&part).map_or(0, |part| part.len());
        assert!(
            length >= fetched || here(&station, &long).exists(),
            "what was fetched is not fetched again: {length} of {fetched}"
        );
        fetched = length;
    }
    station.run(&["sync"]);
    assert_eq!(std::fs::read(here(&station, &long)).unwrap(), bytes);
}

#[test]
fn a_film_that_was_changed_on_the_way_is_never_shown() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let long = film(&province, "film.mp4", &noise(50_000));
    shows(&province, 1, &[&long]).unwrap();
    std::fs::write(province.path().join("media").join(long["sha256"].as_str().unwrap()), vec![0; 50_000]).unwrap();
    station.run(&["sync"]);
    assert!(!here(&station, &long).exists());
    assert_eq!(station.json(&["sync"])["media_bytes"], 0, "nor is it asked for again and again");
}
