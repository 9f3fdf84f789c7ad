//! The store gets another key, and its process is killed somewhere on the way: the store opens, and nothing is lost.

use super::common::{Province, Station, registrations};
use super::{dice, kill_at_a_random_moment};
use std::process::Stdio;
use std::time::{Duration, Instant};

#[test]
fn killed_while_its_key_changes_the_store_opens_with_the_one_or_the_other() {
    let mut dice = dice();
    let province = Province::start();
    let station = Station::enrolled(&province);
    let (code, answers) = station.register(&registrations(0..60));
    assert_eq!((code, answers.len()), (0, 60));
    let key = || std::fs::read(station.path().join("station.key")).unwrap();
    let before = key();
    let begun = Instant::now();
    station.run(&["key", "--store"]);
    let usual = begun.elapsed();
    assert_ne!(key(), before);
    for _ in 0..10 {
        let mut change = station.command(&["key", "--store"]);
        let child = change.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        kill_at_a_random_moment(child, usual + Duration::from_millis(20), &mut dice);
        assert_eq!(station.status()["entries"]["waiting"], 60);
    }
    station.run(&["key", "--store"]);
    assert!(!station.path().join("station.key.next").exists(), "what was cut off is ended");
    assert_eq!(station.json(&["sync", "--until-idle"])["accepted"], 60);
}
