//! The main job, end to end, with the real programs on real sockets.

mod common;

use common::{Province, STATION_NAME, Station, receipts, registrations};
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn a_machine_becomes_a_station_once() {
    let province = Province::start();
    let code = province.enrolment_code();
    let station = Station::fresh();
    let url = province.url();
    let provision = |code: &str| station.output(&["provision", "--platform", &url, "--code", code, "--json"]);

    let wrong = provision("ABCD-EFGH-JKMN");
    assert_eq!(wrong.status.code(), Some(1));
    let done = provision(&code);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(String::from_utf8_lossy(&done.stdout).contains(STATION_NAME));
    assert_eq!(provision(&code).status.code(), Some(1), "an identity is never replaced");

    let other = Station::fresh();
    let used = other.output(&["provision", "--platform", &url, "--code", &code]);
    assert_eq!(used.status.code(), Some(1), "a code works once");
    let mode = std::fs::metadata(station.path().join("station.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn postings_come_down_and_are_found() {
    let province = Province::start();
    province.stock(800);
    let station = Station::enrolled(&province);
    let synced = station.json(&["sync"]);
    assert_eq!(synced["failures"], 0);
    let status = station.status();
    assert!(status["catalogue"]["open"] == 800, "{status}");
    assert!(status["catalogue"]["complete_at"].is_string());

    let found = station.json(&["search", "--limit", "5"]);
    assert_eq!(found["total"], status["catalogue"]["open"]);
    let id = found["hits"][0]["id"].to_string();
    let posting = station.json(&["posting", &id]);
    assert_eq!(posting["title"], found["hits"][0]["title"]);

    let queries = station.path().join("queries");
    std::fs::write(&queries, "dianhan\nchushi\n\n").unwrap();
    let answers = common::lines(&station.run(&["search", "--queries", queries.to_str().unwrap()]));
    assert_eq!(answers.len(), 3);
    assert!(answers.iter().all(|a| a["took_us"].is_u64()));
    assert_eq!(answers.iter().map(|a| a["total"].as_u64().unwrap()).collect::<Vec<_>>(), [200, 200, 800]);
}

#[test]
fn a_registered_person_and_the_postings_find_each_other_with_every_reason_and_no_name() {
    let province = Province::start();
    province.stock(400);
    let station = Station::enrolled(&province);
    station.json(&["sync"]);
    let (code, answers) = station.register(&registrations(0..3));
    assert_eq!(code, 0);
    let receipt = &receipts(&answers)[0];

    let found = station.json(&["match", "--receipt", receipt, "--limit", "5"]);
    let postings = found["postings"].as_array().unwrap();
    assert!(!postings.is_empty(), "{found}");
    for posting in postings {
        let sum: i64 = ["fits", "missing"]
            .iter()
            .flat_map(|list| posting[list].as_array().unwrap())
            .map(|reason| reason["points"].as_i64().unwrap())
            .sum();
        assert_eq!(posting["score"].as_i64(), Some(sum), "the score is what is said, and nothing else: {posting}");
    }
    let id = postings[0]["id"].to_string();
    let people = station.json(&["match", "--posting", &id]);
    let person = people["people"].as_array().unwrap().iter().find(|one| one["receipt"] == receipt.as_str()).unwrap();
    assert_eq!(person["fits"], postings[0]["fits"], "both directions give the same reasons");
    assert!(person["name"].as_str().unwrap().contains('*'), "{person}");

    let gigs = station.json(&["match", "--gigs"]);
    assert_eq!(gigs["sent"].as_array().map(Vec::len), Some(0), "none of them asked for day work: {gigs}");
    let near = station.run(&["match", "--near", "cook"]);
    assert!(!near.trim().is_empty());
    let wrong = station.output(&["match", "--receipt", "0012-000001-00"]);
    assert_eq!(wrong.status.code(), Some(2), "a mistyped receipt is said to be one");
}

#[test]
fn a_registration_reaches_the_province_exactly_once() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let (code, answers) = station.register(&registrations(0..12));
    assert_eq!((code, answers.len()), (0, 12));
    let (_, again) = station.register(&registrations(0..12));
    assert_eq!(receipts(&again), receipts(&answers), "the same forms keep their receipts");

    let synced = station.json(&["sync"]);
    assert_eq!((&synced["sent"], &synced["accepted"]), (&12.into(), &12.into()));
    assert_eq!(station.json(&["sync"])["sent"], 0);
    assert_eq!(receipts(&province.records()), receipts(&answers));
    assert_eq!(station.status()["entries"]["acknowledged"], 12);
}

#[test]
fn with_the_platform_stopped_everything_goes_on_and_arrives_when_it_returns() {
    let mut province = Province::start();
    let station = Station::enrolled(&province);
    province.stop();
    let (code, answers) = station.register(&registrations(0..30));
    assert_eq!((code, answers.len()), (0, 30));
    let failed = station.output(&["sync", "--once"]);
    assert_eq!(failed.status.code(), Some(1));
    let status = station.status();
    assert_eq!(status["line"]["trouble"], "unreachable");
    assert_eq!(status["entries"]["waiting"], 30);

    province.resume();
    station.run(&["sync", "--until-idle"]);
    assert_eq!(receipts(&province.records()), receipts(&answers));
    let status = station.status();
    assert!(status["line"]["trouble"].is_null());
    assert_eq!(status["line"]["failures"], 0);
}

#[test]
fn two_processes_register_and_sync_at_once_and_nothing_is_lost_or_doubled() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let answers = std::thread::scope(|threads| {
        let writers: Vec<_> = (0..3)
            .map(|w| {
                let station = &station;
                threads.spawn(move || station.register(&registrations(w * 100..w * 100 + 20)))
            })
            .collect();
        for _ in 0..4 {
            station.run(&["sync"]);
        }
        writers.into_iter().flat_map(|w| w.join().unwrap().1).collect::<Vec<_>>()
    });
    station.run(&["sync"]);
    let mut printed = receipts(&answers);
    let mut arrived = receipts(&province.records());
    printed.sort();
    arrived.sort();
    assert_eq!(printed.len(), 60);
    assert_eq!(printed, arrived);
}
