//! The platform's program on a real socket, as a station and a technician see it. The station here is a hundred lines of
//! its own, so that the kiosk's client does not hide the server's mistakes.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it must be"
)]

#[path = "http/postgres.rs"]
mod postgres;
#[path = "http/restored.rs"]
mod restored;
mod rig;
#[path = "http/skew.rs"]
mod skew;

use rig::{Rig, StationSim, outcome};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use yizhan_wire::{Answers, NoticeNo, Outcome, Page, RefusalCode, SeqNo, zip};

#[test]
fn a_code_enrols_one_machine_once() {
    let rig = Rig::start();
    let code = rig.station_add("测试驿站");
    assert_eq!(code.len(), 14, "{code}");
    let station = rig.enrol(&code, 1).unwrap();
    assert_eq!(station.name, "测试驿站");
    let again = rig.enrol(&code, 1).unwrap();
    assert_eq!(again.id, station.id, "a machine whose answer was lost gets the same one");
    assert_eq!(rig.enrol(&code, 2).unwrap_err(), (403, json!({ "refused": "bad_code" })));
    assert_eq!(rig.enrol("AAAA-BBBB-CCCC", 3).unwrap_err(), (403, json!({ "refused": "bad_code" })));
    let (status, body) = rig.post_plain("/v1/enrolments", b"{\"code\":");
    assert_eq!((status, body), (400, json!({ "refused": "bad_request" })));
}

#[test]
fn who_tries_code_after_code_is_told_to_wait_and_stations_go_on() {
    let rig = Rig::start();
    let station = rig.new_station();
    let code = rig.station_add("测试驿站");
    for _ in 0..10 {
        assert_eq!(rig.enrol("AAAA-BBBB-CCCC", 3).unwrap_err().0, 403);
    }
    let refused = (429, json!({ "problem": "too_often" }));
    assert_eq!(rig.enrol(&code, 3).unwrap_err(), refused, "even a good code has to wait, from there");
    assert_eq!(station.upload(&[station.entry(1, "测试甲")]).seen_to, SeqNo(1));
}

#[test]
fn every_entry_is_answered_on_its_own() {
    let rig = Rig::start();
    let station = rig.new_station();
    let batch = [station.entry(1, "测试甲"), station.entry(2, ""), station.entry(3, "测试丙")];
    let answers = station.upload(&batch);
    assert_eq!(answers.seen_to, SeqNo(3));
    assert!(matches!(outcome(&answers, &batch[0]), Outcome::Accepted { .. }));
    let Outcome::Refused(refusal) = outcome(&answers, &batch[1]) else { panic!("an empty name is refused") };
    assert_eq!((refusal.code, refusal.field.as_str()), (RefusalCode::Missing, "name"));
    let Outcome::Accepted { receipt } = outcome(&answers, &batch[2]) else { panic!("the third passes") };
    assert_eq!(receipt, &station.receipt(3));

    let again = station.upload(&batch);
    assert_eq!(outcome(&again, &batch[2]), &Outcome::Known { receipt: station.receipt(3) });
    assert_eq!(outcome(&again, &batch[1]), outcome(&answers, &batch[1]), "the same judgement");

    let other = StationSim::with_body(&batch[0], &station.body(1, "测试丁"));
    assert_eq!(outcome(&station.upload(std::slice::from_ref(&other)), &other), &Outcome::Conflict);

    let corrected = station.entry(4, "测试乙");
    assert!(matches!(outcome(&station.upload(std::slice::from_ref(&corrected)), &corrected), Outcome::Accepted { .. }));
    let seqs: Vec<_> = rig.records().iter().map(|r| r["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs, [1, 3, 4]);
}

#[test]
fn a_gap_in_the_sequence_is_told() {
    let rig = Rig::start();
    let station = rig.new_station();
    assert_eq!(station.upload(&[station.entry(1, "测试甲"), station.entry(3, "测试丙")]).seen_to, SeqNo(1));
    assert_eq!(station.upload(&[station.entry(2, "测试乙")]).seen_to, SeqNo(3));
    assert_eq!(station.upload(&[]).seen_to, SeqNo(3));
}

#[test]
fn a_station_cannot_send_for_another() {
    let rig = Rig::start();
    let (mine, theirs) = (rig.new_station(), rig.new_station());
    let foreign = theirs.entry(1, "测试甲");
    let answers = mine.upload(std::slice::from_ref(&foreign));
    let Outcome::Refused(refusal) = outcome(&answers, &foreign) else { panic!("another station's entry is refused") };
    assert_eq!(refusal.code, RefusalCode::WrongStation);
    assert_eq!(answers.seen_to, SeqNo(0));
    // Under the other's number the signature does not verify.
    let impostor = mine.named(theirs.id);
    assert_eq!(impostor.try_upload(std::slice::from_ref(&foreign)), Err((401, "not_signed".into())));
    assert!(matches!(outcome(&theirs.upload(std::slice::from_ref(&foreign)), &foreign), Outcome::Accepted { .. }));
}

#[test]
fn who_is_not_known_or_does_not_sign_gets_nothing_but_a_signed_no() {
    let rig = Rig::start();
    let station = rig.new_station();
    let stranger = station.named(yizhan_wire::StationId(99));
    assert_eq!(stranger.try_upload(&[]), Err((401, "unknown_station".into())));
    let (status, body) = rig.post_plain("/v1/entries", b"{}");
    assert_eq!((status, body), (401, json!({ "problem": "unknown_station" })));
    let (status, body) = rig.get_as(station.id, "/v1/changes?after=0");
    assert_eq!((status, body), (401, json!({ "problem": "not_signed" })));
    let (status, body) = rig.get_as(station.id, "/v1/elsewhere");
    assert_eq!((status, body), (404, json!({ "problem": "not_found" })));
}

#[test]
fn a_body_that_is_no_upload_is_refused_as_a_whole_and_signed() {
    let rig = Rig::start();
    let station = rig.new_station();
    let unreadable = Err((400, "unreadable".to_owned()));
    assert_eq!(station.post_entries(b"<html>log in</html>".to_vec()), unreadable);
    assert_eq!(station.post_entries(zip::pack(b"{\"entries\":[").unwrap()), unreadable);
    let packed = zip::pack(br#"{"entries":[]}"#).unwrap();
    assert_eq!(station.post_entries(packed[..packed.len() - 2].to_vec()), unreadable);
    let many: Vec<_> = (1..=501).map(|seq| station.entry(seq, "测试甲")).collect();
    assert_eq!(station.try_upload(&many), Err((413, "too_many".into())));
    assert!(rig.records().is_empty());
}

#[test]
fn one_batch_sent_by_two_threads_at_once_is_neither_lost_nor_doubled() {
    let rig = Rig::start();
    let station = rig.new_station();
    let batches: Vec<Vec<_>> =
        (0..20).map(|b| (1..=25).map(|n| station.entry(b * 25 + n, "测试甲")).collect()).collect();
    let send = || batches.iter().map(|batch| station.upload(batch)).collect::<Vec<Answers>>();
    let (one, two) = std::thread::scope(|scope| {
        let (one, two) = (scope.spawn(send), scope.spawn(send));
        (one.join().unwrap(), two.join().unwrap())
    });
    for (entry, batch) in batches.iter().enumerate().flat_map(|(b, entries)| entries.iter().map(move |e| (e, b))) {
        let accepted = [&one[batch], &two[batch]]
            .into_iter()
            .filter(|answers| matches!(outcome(answers, entry), Outcome::Accepted { .. }))
            .count();
        assert_eq!(accepted, 1, "of two sendings one is accepted and one known");
    }
    let records = rig.records();
    let ids: BTreeSet<_> = records.iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!((records.len(), ids.len()), (500, 500));
}

#[test]
fn records_hold_the_body_as_it_was_sent() {
    let rig = Rig::start();
    let station = rig.new_station();
    let pretty = serde_json::from_str::<Value>(&station.body(1, "测试甲")).unwrap();
    let pretty = serde_json::to_string_pretty(&pretty).unwrap().replace("\"min\": 200", "\"min\":   200");
    let entry = StationSim::with_body(&station.entry(1, "x"), &pretty);
    station.upload(std::slice::from_ref(&entry));
    let line = rig.records_text(&["--kind", "registration"]);
    assert_eq!(line.lines().count(), 1);
    assert!(line.contains(&pretty.replace('\n', " ")), "only line breaks between its parts become spaces");
    let record: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(record["receipt"], json!(station.receipt(1)));
    assert_eq!(record["station"], json!(station.id));
}

#[test]
fn the_feed_comes_page_by_page_behind_a_cursor() {
    let rig = Rig::start();
    let station = rig.new_station();
    rig.put_postings(1..=25);
    let mut titles = Vec::new();
    let mut after = 0;
    let mut pages = Vec::new();
    loop {
        let page: Page = station.changes(&format!("?after={after}&limit=10")).unwrap();
        pages.push((page.changes.len(), page.left, page.more));
        for change in &page.changes {
            let yizhan_wire::Change::Posting { posting, .. } = change else { panic!("no tombstones in a first load") };
            titles.push(posting.title.clone());
            after = change.seq().0;
        }
        if !page.more {
            break;
        }
    }
    assert_eq!(pages, [(10, 15, true), (10, 5, true), (5, 0, false)]);
    assert_eq!(titles, (1..=25).map(|n| format!("测试岗位{n}")).collect::<Vec<_>>());
    rig.withdraw(7);
    let news: Page = station.changes(&format!("?after={after}")).unwrap();
    assert_eq!(news.changes.len(), 1);
    assert!(matches!(news.changes[0], yizhan_wire::Change::Withdrawn { id, .. } if id.0 == 7));
    assert_eq!(station.changes("?after=-1"), Err((400, "unreadable".into())));
    assert_eq!(station.changes("?after=first"), Err((400, "unreadable".into())));
}

#[test]
fn day_jobs_come_ahead_of_their_place_where_a_station_asks_for_them() {
    let rig = Rig::start();
    let station = rig.new_station();
    rig.put_postings(1..=25);
    rig.put_day_jobs(26..=28);
    let page: Page = station.changes("?after=0&limit=10&ahead=2").unwrap();
    let places: Vec<i64> = page.ahead.iter().map(|change| change.seq().0).collect();
    assert_eq!((page.changes.len(), places), (10, vec![27, 28]), "the newest of them, beside the page");
    assert!(station.changes("?after=0&limit=10").unwrap().ahead.is_empty(), "who does not ask gets none");
    assert!(station.changes("?after=0&ahead=2").unwrap().ahead.is_empty(), "nothing is ahead of a whole feed");
    assert_eq!(station.changes("?after=20&limit=5&ahead=999999").unwrap().ahead.len(), 3);
}

#[test]
fn a_notice_reaches_its_station_and_no_other_and_the_station_is_told_that_there_is_one() {
    let rig = Rig::start();
    let (mine, other) = (rig.new_station(), rig.new_station());
    let entry = mine.entry(1, "测试甲");
    assert_eq!(mine.upload(std::slice::from_ref(&entry)).last_notice, None);
    rig.run(&["notice", "--receipt", mine.receipt(1).as_str(), "--text", "请来一趟"]);
    rig.run(&["notice", "--station", &other.id.to_string(), "--text", "明天停电"]);
    let page = mine.notices(0).unwrap();
    assert!(!page.more);
    let [notice] = &page.notices[..] else { panic!("one notice: {page:?}") };
    assert_eq!(mine.upload(&[]).last_notice, Some(notice.id));
    assert_eq!(mine.changes("?after=0").unwrap().last_notice, Some(notice.id));
    let about = &notice.about;
    assert_eq!((about.entry, about.subject), (Some(entry.id), Some(entry.subject)), "the receipt names them all");
    assert_eq!(about.receipt, Some(mine.receipt(1)));
    assert_eq!((notice.kind.as_str(), &notice.body), ("message", &json!({ "text": "请来一趟" })));
    assert_eq!(mine.notices(0).unwrap(), page, "until the cursor moves it comes again");
    assert!(!rig.run(&["notice"]).contains(r#""taken":true"#));
    assert!(mine.notices_behind(notice).unwrap().notices.is_empty());
    assert!(rig.run(&["notice"]).lines().next().unwrap().contains(r#""taken":true"#));
    assert_eq!(mine.notices(0).unwrap(), page, "a station that was restored gets it again");
    assert_eq!(other.notices(0).unwrap().notices[0].body, json!({ "text": "明天停电" }));
    assert_eq!(mine.notices(-1), Err((400, "unreadable".into())));
}

#[test]
fn a_platform_restored_from_a_backup_gives_no_number_twice_and_loses_no_notice() {
    let mut rig = Rig::start();
    let station = rig.new_station();
    let id = station.id.to_string();
    let say = |rig: &Rig, text: &str| rig.run(&["notice", "--station", &id, "--text", text]);
    say(&rig, "一");
    let first = station.notices(0).unwrap().notices.remove(0);
    station.notices_behind(&first).unwrap();
    say(&rig, "二");
    rig.back_up();
    say(&rig, "三");
    let third = station.notices_behind(&first).unwrap().notices.remove(1);
    assert_eq!((third.seq, &third.body["text"]), (NoticeNo(3), &json!("三")));
    rig.restore();
    let station = rig.moved(station);
    // The number of what was lost is given again.
    say(&rig, "四");
    assert_ne!(station.upload(&[]).last_notice, Some(third.id), "the station sees that there is something else");
    let fresh = station.notices_behind(&third).unwrap().notices;
    let said: Vec<_> = fresh.iter().map(|n| (n.seq.0, n.body["text"].as_str().unwrap())).collect();
    assert_eq!(said, [(4, "二"), (5, "四")], "what the station holds already it knows by its id");
    assert_eq!(station.notices_behind(&third).unwrap().notices, fresh, "asked again, nothing moves");
    say(&rig, "五");
    let last = station.notices_behind(&fresh[1]).unwrap().notices;
    assert_eq!((last.len(), last[0].seq), (1, NoticeNo(6)));
}

#[test]
fn a_notice_that_is_none_is_not_sent() {
    let rig = Rig::start();
    let station = rig.new_station();
    station.upload(&[station.entry(1, "测试甲")]);
    let id = station.id.to_string();
    let file = rig.file("notices.jsonl", &json!({ "station": station.id, "kind": "message", "body": {} }).to_string());
    assert_eq!(rig.exit_code(&["notice", &file]), 1, "a body of another shape");
    let file = rig.file("notices.jsonl", &json!({ "station": station.id, "kind": "weather", "body": {} }).to_string());
    assert_eq!(rig.exit_code(&["notice", &file]), 1, "a kind nobody knows");
    assert_eq!(rig.exit_code(&["notice", &file, "--unknown-kinds"]), 0, "but on purpose");
    assert_eq!(rig.exit_code(&["notice", "--station", "99", "--text", "x"]), 1);
    assert_eq!(rig.exit_code(&["notice", "--receipt", "0001-000009-99", "--text", "x"]), 2, "a wrong digit");
    assert_eq!(rig.exit_code(&["notice", "--station", &id]), 2);
    assert_eq!(station.notices(0).unwrap().notices[0].kind, "weather");
}

#[test]
fn the_platform_is_the_same_after_a_restart() {
    let mut rig = Rig::start();
    let station = rig.new_station();
    let entry = station.entry(1, "测试甲");
    station.upload(std::slice::from_ref(&entry));
    rig.restart();
    let station = rig.moved(station);
    let again = station.upload(std::slice::from_ref(&entry));
    assert!(matches!(outcome(&again, &entry), Outcome::Known { .. }));
    let listed = rig.run(&["station", "list", "--json"]);
    let listed: Value = serde_json::from_str(listed.lines().next().unwrap()).unwrap();
    assert_eq!((&listed["accepted"], &listed["seen_to"]), (&json!(1), &json!(1)));
}

#[test]
fn wrong_usage_and_refusals_have_their_exit_codes() {
    let rig = Rig::start();
    assert_eq!(rig.exit_code(&["station", "add"]), 2);
    assert_eq!(rig.exit_code(&["station", "add", "--name", " "]), 2);
    assert_eq!(rig.exit_code(&["records", "--kind", "poem"]), 2);
    assert_eq!(rig.exit_code(&["serve", "--listen", "nowhere"]), 1);
    assert_eq!(rig.exit_code(&["records"]), 0);
}
