//! The main job, end to end, with the real programs on real sockets.

#[path = "flow/accounts.rs"]
mod accounts;
#[path = "flow/ailing.rs"]
mod ailing;
mod common;
#[path = "flow/desk_packs.rs"]
mod desk_packs;
#[path = "flow/doctor.rs"]
mod doctor;
#[path = "flow/firms.rs"]
mod firms;
#[path = "flow/gigs.rs"]
mod gigs;
#[path = "flow/health.rs"]
mod health;
#[path = "flow/media.rs"]
mod media;
#[path = "flow/neighbours.rs"]
mod neighbours;
#[path = "flow/orders.rs"]
mod orders;
#[path = "flow/playlist.rs"]
mod playlist;
#[path = "flow/referrals.rs"]
mod referrals;
#[path = "flow/settings.rs"]
mod settings;
#[path = "flow/slips.rs"]
mod slips;
#[path = "flow/suites.rs"]
mod suites;
#[path = "flow/tables.rs"]
mod tables;
#[path = "flow/trust.rs"]
mod trust;
#[path = "flow/updates.rs"]
mod updates;
#[path = "flow/wishes.rs"]
mod wishes;

use common::{Province, STATION_NAME, Station, receipts, registrations};
use jiff::ToSpan as _;
use serde_json::json;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;
use std::time::Duration;
use yizhan::domain::notice::{ApplicationOutcome, Matter};
use yizhan::domain::service::fill::Filled;
use yizhan::domain::unanswered::Unanswered;
use yizhan::domain::{Given, JobKind, NoticeNo, ReceiptNo};
use yizhan::runtime::content::in_force;
use yizhan::runtime::intake::Intake;
use yizhan::runtime::submitting::submit;
use yizhan::runtime::world::day_of;
use yizhan::runtime::{Event, Machine, World as _};
use yizhan::store::{Catalogue, CatalogueReader};

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
fn a_word_the_province_adds_finds_postings_at_every_station() {
    let province = Province::start();
    province.stock(8);
    let station = Station::enrolled(&province);
    station.run(&["sync"]);
    let found = |query: &str| station.json(&["search", query])["total"].clone();
    assert_eq!(found("搞卫生"), 0);
    province.pack(&json!({ "kind": "words", "version": 1, "body": { "jobs": { "cleaner": ["搞卫生"] } } })).unwrap();
    province.pack(&json!({ "kind": "notices", "version": 5, "body": "of a program to come" })).unwrap();
    station.run(&["sync"]);
    assert_eq!([found("搞卫生"), found("gaoweisheng")], [2, 2]);

    let broken = json!({ "kind": "words", "version": 2, "body": { "jobs": { "clener": ["扫街"] } } });
    let refused = province.pack(&broken).unwrap_err();
    for said in ["pack.json", "line 1, column", "body.jobs", "clener"] {
        assert!(refused.contains(said), "{refused}");
    }
    let older = json!({ "kind": "words", "version": 1, "body": { "jobs": { "cleaner": ["扫街"] } } });
    assert!(province.pack(&older).unwrap_err().contains("version 1"));
    province.pack(&json!({ "kind": "words", "version": 2, "body": { "jobs": { "cook": ["搞卫生"] } } })).unwrap();
    station.run(&["sync"]);
    let hits = station.json(&["search", "搞卫生"])["hits"].clone();
    assert_eq!((hits[0]["job_kind"].as_str(), hits.as_array().unwrap().len()), (Some("cook"), 2));
    let packs = station.status()["packs"].clone();
    assert_eq!((&packs[0]["kind"], &packs[0]["unread_version"]), (&"notices".into(), &5.into()));
    assert_eq!((&packs[1]["kind"], &packs[1]["version"]), (&"words".into(), &2.into()));

    let late = Station::enrolled(&province);
    late.run(&["sync"]);
    assert_eq!(late.json(&["search", "搞卫生"])["total"], 2, "a new station gets the last pack with its first load");
}

#[test]
fn a_broken_pack_is_told_to_the_technician_and_stops_nothing() {
    let province = Province::start();
    province.stock(8);
    let station = Station::enrolled(&province);
    station.run(&["sync"]);
    // Our platform would not hand it out; another one might.
    let pack = json!({ "change": "pack", "seq": 1_000_000, "pack": { "kind": "words", "version": 9, "body": { "jobs": { "clener": ["扫街"] } } } });
    let mut catalogue = Catalogue::open(station.path()).unwrap();
    Intake::new().take_in(&mut catalogue, vec![serde_json::from_value(pack).unwrap()]).unwrap();
    drop(catalogue);
    let refused = station.status()["packs"][0]["refused"].clone();
    assert_eq!((&refused["version"], &refused["field"]), (&9.into(), &"jobs.clener".into()));
    assert!(station.run(&["status"]).contains("jobs.clener"));
    assert_eq!(station.json(&["status"])["pinyin"], json!({ "engine": "builtin", "state": "ready" }));
    assert_eq!(station.json(&["search"])["total"], 8);
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
fn what_the_province_says_about_a_receipt_is_at_the_station_after_the_next_contact() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let (_, answers) = station.register(&registrations(0..2));
    station.run(&["sync"]);
    let receipt = answers[0]["receipt"].as_str().unwrap();
    province.tell(receipt, "application_answer", &json!({ "outcome": "invited", "text": "请带证件" }));
    province.tell(receipt, "lottery", &json!({ "of": ["the", "future"] }));
    let synced = station.json(&["sync"]);
    assert_eq!((&synced["notices"], &synced["failures"]), (&2.into(), &0.into()));
    assert_eq!(station.json(&["sync"])["notices"], 0);
    assert_eq!(station.status()["notices"], json!({ "cursor": 2, "unseen": 2 }));

    let rows = station.store().notices_about_receipt(&ReceiptNo::parse(receipt).unwrap()).unwrap();
    let Matter::ApplicationAnswer(answer) = rows[0].notice.matter() else { panic!("{rows:?}") };
    assert_eq!((answer.outcome, answer.text.as_str()), (ApplicationOutcome::Invited, "请带证件"));
    assert_eq!(rows[0].notice.about.entry.unwrap().to_string(), answers[0]["entry"].as_str().unwrap());
    assert_eq!((rows[1].notice.matter(), rows[1].notice.kind.as_str()), (Matter::Unread, "lottery"));
    assert_eq!(rows[1].notice.body, json!({ "of": ["the", "future"] }), "kept for a later program");
}

#[test]
fn killed_at_many_moments_each_notice_is_here_once() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let (_, answers) = station.register(&registrations(0..1));
    station.run(&["sync"]);
    let receipt = answers[0]["receipt"].as_str().unwrap();
    let mut told = Vec::new();
    for n in 0..12_u64 {
        told.extend((0..3).map(|k| province.tell(receipt, "message", &json!({ "text": format!("{n}-{k}") }))));
        let mut sync = station.command(&["sync"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // From before it has opened the store to after its likely end.
        std::thread::sleep(Duration::from_millis(n * 6));
        sync.kill().unwrap();
        sync.wait().unwrap();
    }
    station.run(&["sync", "--until-idle"]);
    let rows = station.store().notices_after(NoticeNo(0), 100).unwrap();
    assert_eq!(rows.iter().map(|row| row.notice.id.to_string()).collect::<Vec<_>>(), told);
}

#[test]
fn searches_in_vain_reach_the_province_as_one_entry_a_day() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let welder = Unanswered { job_kind: Some(JobKind::Welder), ..Unanswered::default() };
    let today = day_of(Machine::new().unwrap().now());
    let mut store = station.store();
    for day in [today.yesterday().unwrap(), today.yesterday().unwrap(), today] {
        store.count_unanswered(day, &welder).unwrap();
    }
    drop(store);
    assert_eq!(station.status()["unanswered_today"], 1);
    station.register(&registrations(0..1));
    for _ in 0..3 {
        station.run(&["sync"]);
    }
    assert_eq!(province.searches_in_vain(), [2]);
    let records = province.records();
    assert_eq!(records.len(), 2);
    let report = records.iter().find(|record| record["kind"] == "search_report").unwrap();
    let line = json!({ "job_kind": "welder", "count": 2 });
    assert_eq!(report["body"], json!({ "day": today.yesterday().unwrap(), "unanswered": [line] }));
    assert_eq!(station.status()["entries"]["acknowledged"], 2);
    assert_eq!(station.status()["unanswered_today"], 1, "today is not over");
}

#[test]
fn killed_at_many_moments_every_search_in_vain_is_reported_once() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let today = day_of(Machine::new().unwrap().now());
    for n in 1..=12_i64 {
        station.store().count_unanswered(today.saturating_sub(n.days()), &Unanswered::default()).unwrap();
        let mut sync = station.command(&["sync"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // From before it has opened the store to after its likely end.
        std::thread::sleep(Duration::from_millis(n.unsigned_abs() * 6));
        sync.kill().unwrap();
        sync.wait().unwrap();
    }
    station.run(&["sync", "--until-idle"]);
    assert_eq!(province.searches_in_vain(), [1; 12]);
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

/// The answers of a wage tip, as somebody at the screen gave them.
fn tip() -> Filled {
    let one = |text: &str| Given::One(text.to_owned());
    let answers = [
        ("employer", one("测试工地")),
        ("place", one("测试路")),
        ("trade", one("building")),
        ("people", one("12")),
        ("from", one("2026-05")),
        ("to", one("2026-08")),
        ("amount", one("36000")),
        ("proof", Given::Many(vec!["chat".to_owned()])),
        ("demand", one("把钱给我们")),
        ("named", one("no")),
        ("forward", one("yes")),
    ];
    let answers = answers.into_iter().map(|(field, given)| (field.to_owned(), given)).collect();
    Filled { form: "wage-arrears".into(), version: 1, answers, ..Filled::default() }
}

#[test]
fn a_form_comes_down_in_a_pack_and_what_is_filled_in_goes_up_in_its_order_once() {
    let mut province = Province::start();
    province.run(&["seed", "--postings", "5"]);
    let station = Station::enrolled(&province);
    station.json(&["sync"]);
    let content = in_force(&CatalogueReader::open(station.path()).unwrap()).unwrap();
    let form = content.form("wage-arrears").expect("the form of the seed");
    province.stop();
    let world = Machine::new().unwrap();
    let mut receipts = Vec::new();
    for _ in 0..2 {
        let event = submit(&mut station.store(), form, &tip(), (None, None), &world).unwrap();
        let Event::Submitted(registered) = event else { panic!("{event:?}") };
        receipts.push(registered.receipt);
    }
    assert_eq!(receipts[0], receipts[1], "sent twice, it is one");
    province.resume();
    station.run(&["sync", "--until-idle"]);
    let records = province.records();
    assert_eq!(records.len(), 1, "{records:?}");
    let body = &records[0]["body"];
    assert_eq!((&body["form"], &body["urgent"]), (&json!("wage-arrears"), &json!(true)));
    let fields: Vec<&str> = body["answers"].as_array().unwrap().iter().filter_map(|a| a["field"].as_str()).collect();
    let order = ["employer", "place", "trade", "people", "from", "to", "amount", "proof", "demand", "named"];
    assert_eq!(fields, order, "the order of the form is the order of the export");
    assert_eq!(station.status()["entries"]["acknowledged"], 1);
}
