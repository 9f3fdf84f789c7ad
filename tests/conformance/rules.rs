//! The rules, each by itself. They share one station, whose sequence goes on from rule to rule.

use super::client::{Client, NOW, outcome, with_body};
use serde_json::{Value, json};
use std::time::Duration;
use yizhan_wire::bundle::{self, Way};
use yizhan_wire::carried::{DownHead, DownPart, UpHead};
use yizhan_wire::signature::{RequestParts, SigningKey, sign_request};
use yizhan_wire::suite::Suite;
use yizhan_wire::trust::KeyChange;
use yizhan_wire::{Cursor, EntryKind, NoticeMark, Outcome, RefusalCode, SeqNo, StationId, Upload, zip};

/// A rule is tried with a station and another one.
pub type Rule = fn(&Client, &Client);

pub const ALL: &[(&str, Rule)] = &[
    ("a code that is none is refused, and says no more", a_bad_code),
    ("who is not known gets nothing but a signed no", strangers),
    ("a signature that does not fit the request counts for nothing", forgeries),
    ("what is not the protocol is refused as a whole", unreadable),
    ("an entry is accepted once, with the receipt that the station computed, and known from then on", once),
    ("an id with other bytes is a conflict, and changes nothing", conflict),
    ("a refused entry is answered with code and field, and delays no other", refusals),
    ("an entry of another station is refused", foreign),
    ("a number that was used is refused", reused),
    ("seen_to tells the gap", gap),
    ("a request played again changes nothing", replay),
    ("the station's clock is not judged", clocks),
    ("what a side does not know is ignored", unknown_fields),
    ("the feed ascends, and in small pages says the same as in large ones", feed),
    ("day jobs come ahead of their place to who asks, and move no cursor", ahead),
    ("a wish is carried out and confirmed by a notice about it, in the station's own sequence", wishes),
    ("a carried file is answered like a repeated upload, and a cut one not at all", carried),
    ("the protocol is served for tools", served),
    ("how a station is, is taken where a page asks for it, and a report with people's words is not", health),
    ("a station's new key counts when both keys have signed for it, and the old one beside it for a while", new_key),
    ("a medium that nobody has is not there, and a strange name is none", no_medium),
    ("every answer says what time it is", server_time),
];

fn refusal(outcome: &Outcome) -> (RefusalCode, String) {
    match outcome {
        Outcome::Refused(refusal) => (refusal.code, refusal.field.clone()),
        other => panic!("it was to be refused: {other:?}"),
    }
}

fn a_bad_code(station: &Client, _: &Client) {
    let refused = Client::enrol(&station.url, "AAAA-BBBB-CCCC", [13; 32], station.suite).err().unwrap();
    station.holds("EnrolmentRefusal", &refused.1);
    assert_eq!(refused, (403, json!({ "refused": "bad_code" })));
}

fn strangers(station: &Client, _: &Client) {
    assert_eq!(station.bare("GET", "/v1/changes").problem(), (401, "unknown_station".into()));
    let nobody = station.named(StationId(987_654_321));
    assert_eq!(nobody.get("/v1/changes", "?after=0").problem(), (401, "unknown_station".into()));
    assert_eq!(station.get("/v1/elsewhere", "").problem(), (404, "not_found".into()));
    assert_eq!(station.get("/v1/entries", "").problem(), (405, "wrong_method".into()));
}

fn forgeries(station: &Client, other: &Client) {
    let not_signed = (401, "not_signed".to_owned());
    let impostor = station.named(other.station);
    assert_eq!(impostor.get("/v1/changes", "?after=0").problem(), not_signed);
    let parts =
        RequestParts { method: "GET", path: "/v1/changes", query: "?after=0", station: station.station, body: b"" };
    let good = sign_request(&station.key(), &parts, NOW, "n");
    assert_eq!(
        station.send("GET", "/v1/changes", "?after=1", Vec::new(), &good).problem(),
        not_signed,
        "another query"
    );
    let mut covers_less = good.clone();
    covers_less.signature_input = covers_less.signature_input.replace("\"@query\" ", "");
    assert_eq!(station.send("GET", "/v1/changes", "?after=0", Vec::new(), &covers_less).problem(), not_signed);
}

fn unreadable(station: &Client, _: &Client) {
    let unreadable = (400, "unreadable".to_owned());
    assert_eq!(station.post(b"{\"entries\":[").problem(), unreadable);
    assert_eq!(station.ask("POST", "/v1/entries", "", b"<html>".to_vec(), NOW).problem(), unreadable, "not packed");
    assert_eq!(station.get("/v1/changes", "?after=-1").problem(), unreadable);
    assert_eq!(station.get("/v1/notices", "?after=first").problem(), unreadable);
    let many: Vec<_> = (1..=501).map(|n| station.entry_at(900_000 + n, EntryKind::Registration, "{}")).collect();
    let upload = serde_json::to_vec(&Upload { entries: many }).unwrap();
    assert_eq!(station.post(&upload).problem(), (413, "too_many".into()));
}

fn once(station: &Client, _: &Client) {
    let entry = station.registration("测试甲");
    let receipt = station.receipt(entry.seq.0);
    let batch = [entry.clone(), entry.clone()];
    let first = station.upload(&batch);
    assert_eq!(first["answers"].as_array().unwrap().len(), 2, "an answer for each, also for doubles");
    assert_eq!(first["answers"][0]["outcome"], "accepted");
    assert_eq!(first["answers"][1]["outcome"], "known");
    let again = station.upload(std::slice::from_ref(&entry));
    assert_eq!(outcome(&again, &entry), Outcome::Known { receipt });
}

fn conflict(station: &Client, _: &Client) {
    let entry = station.registration("测试乙");
    station.upload(std::slice::from_ref(&entry));
    let body = entry.body.get().replace("测试乙", "测试丙");
    let other = with_body(&entry, &body);
    assert_eq!(outcome(&station.upload(std::slice::from_ref(&other)), &other), Outcome::Conflict);
    let again = station.upload(std::slice::from_ref(&entry));
    assert!(matches!(outcome(&again, &entry), Outcome::Known { .. }), "the first stands");
}

fn refusals(station: &Client, _: &Client) {
    let good = station.registration("测试丁");
    let nameless = station.registration("");
    let mut damaged = station.registration("测试戊");
    damaged.hash = "0".repeat(64);
    let mut future = station.registration("测试己");
    future.version = 9_999;
    let without = station.entry(EntryKind::Registration, |receipt| json!({ "receipt": receipt }));
    let last = station.registration("测试庚");
    let batch = [good, nameless, damaged, future, without, last];
    let answers = station.upload(&batch);
    let outcomes: Vec<_> = batch.iter().map(|entry| outcome(&answers, entry)).collect();
    assert!(matches!(outcomes[0], Outcome::Accepted { .. }));
    assert_eq!(refusal(&outcomes[1]), (RefusalCode::Missing, "name".into()));
    assert_eq!(refusal(&outcomes[2]).0, RefusalCode::DamagedBody);
    assert_eq!(refusal(&outcomes[3]).0, RefusalCode::UnknownKind);
    assert_eq!(refusal(&outcomes[4]).0, RefusalCode::Missing);
    assert!(matches!(outcomes[5], Outcome::Accepted { .. }), "the last passes");
    let order: Vec<&Value> = answers["answers"].as_array().unwrap().iter().map(|answer| &answer["id"]).collect();
    let ids: Vec<Value> = batch.iter().map(|entry| json!(entry.id)).collect();
    assert!(order.iter().zip(&ids).all(|(a, b)| *a == b), "in the order of the entries");
}

fn foreign(station: &Client, other: &Client) {
    let theirs = other.entry_at(77, EntryKind::Registration, "{}");
    let answers = station.upload(std::slice::from_ref(&theirs));
    assert_eq!(refusal(&outcome(&answers, &theirs)).0, RefusalCode::WrongStation);
}

fn reused(station: &Client, _: &Client) {
    let entry = station.registration("测试辛");
    station.upload(std::slice::from_ref(&entry));
    let second = station.entry_at(entry.seq.0, EntryKind::Registration, entry.body.get());
    assert_eq!(
        refusal(&outcome(&station.upload(std::slice::from_ref(&second)), &second)).0,
        RefusalCode::SequenceReused
    );
}

fn gap(station: &Client, _: &Client) {
    let seen = |answers: &Value| SeqNo(answers["seen_to"].as_i64().unwrap());
    let (one, two, three) = (station.registration("甲"), station.registration("乙"), station.registration("丙"));
    let before = seen(&station.upload(&[]));
    assert_eq!(before.0, one.seq.0 - 1, "refused ones were seen, too");
    assert_eq!(seen(&station.upload(&[one.clone(), three])), one.seq);
    assert_eq!(seen(&station.upload(std::slice::from_ref(&two))).0, two.seq.0 + 1);
}

fn replay(station: &Client, _: &Client) {
    let entry = station.registration("测试壬");
    let body = zip::pack(&serde_json::to_vec(&Upload { entries: vec![entry.clone()] }).unwrap()).unwrap();
    let parts = RequestParts { method: "POST", path: "/v1/entries", query: "?", station: station.station, body: &body };
    let signed = sign_request(&station.key(), &parts, NOW, "the same");
    let first = station.send("POST", "/v1/entries", "", body.clone(), &signed).json();
    let second = station.send("POST", "/v1/entries", "", body, &signed).json();
    assert!(matches!(outcome(&first, &entry), Outcome::Accepted { .. }));
    assert!(matches!(outcome(&second, &entry), Outcome::Known { .. }));
}

fn clocks(station: &Client, _: &Client) {
    for created in [0, 4_000_000_000] {
        assert_eq!(station.ask("GET", "/v1/changes", "?after=0&limit=1", Vec::new(), created).status, 200, "{created}");
    }
    let mut entry = station.registration("测试癸");
    entry.made_at = "1970-01-02T00:00:00Z".parse().unwrap();
    let body = entry.body.get().replace("2026-12-31", "1970-03-31");
    let entry = with_body(&entry, &body);
    assert!(matches!(outcome(&station.upload(std::slice::from_ref(&entry)), &entry), Outcome::Accepted { .. }));
}

fn unknown_fields(station: &Client, _: &Client) {
    let entry = station.registration("测试子");
    // The body's bytes must stay as they were hashed, so that the entry is written as text.
    let text = serde_json::to_string(&Upload { entries: vec![entry.clone()] }).unwrap();
    let text = text.replacen("{\"entries\"", "{\"colour\":\"of the future\",\"entries\"", 1);
    let answers = station.post(text.as_bytes());
    assert_eq!(answers.status, 200);
    assert!(matches!(outcome(&answers.json(), &entry), Outcome::Accepted { .. }));
    assert_eq!(station.get("/v1/changes", "?after=0&limit=1&colour=red").status, 200);
}

/// All changes from the beginning.
fn follow(station: &Client, limit: usize) -> Vec<Value> {
    let (mut after, mut changes) = (0, Vec::new());
    loop {
        let page = station.get("/v1/changes", &format!("?after={after}&limit={limit}")).json();
        station.holds("Page", &page);
        let these = page["changes"].as_array().unwrap();
        assert!(these.len() <= limit);
        for change in these {
            let seq = change["seq"].as_i64().unwrap();
            assert!(seq > after, "the feed ascends");
            after = seq;
            changes.push(change.clone());
        }
        assert_eq!(page["more"] == json!(true), page["left"].as_u64().unwrap() > 0);
        if page["more"] != json!(true) || changes.len() > 20_000 {
            return changes;
        }
        assert!(!these.is_empty(), "a page that is not the last has something");
    }
}

fn feed(station: &Client, _: &Client) {
    let large = follow(station, 2_000);
    assert_eq!(follow(station, 7.max(large.len() / 40)), large);
    let end = large.last().map_or(0, |change| change["seq"].as_i64().unwrap());
    let nothing = station.get("/v1/changes", &format!("?after={end}")).json();
    assert_eq!((nothing["changes"].as_array().unwrap().len(), &nothing["more"]), (0, &json!(false)));
    let clamped = station.get("/v1/changes", "?after=0&limit=999999").json();
    assert!(clamped["changes"].as_array().unwrap().len() <= 2_000);
}

fn ahead(station: &Client, _: &Client) {
    let page = |query: &str| {
        let page = station.get("/v1/changes", query).json();
        station.holds("Page", &page);
        page
    };
    let plain = page("?after=0&limit=1");
    assert!(plain["ahead"].as_array().is_none_or(Vec::is_empty), "nobody gets what she did not ask for");
    let asked = page("?after=0&limit=1&ahead=3");
    assert_eq!(asked["changes"], plain["changes"], "the page itself is the same");
    let whole = follow(station, 2_000);
    let last = asked["changes"].as_array().unwrap().last().map_or(0, |change| change["seq"].as_i64().unwrap());
    let given = asked["ahead"].as_array().cloned().unwrap_or_default();
    assert!(given.len() <= 3);
    for change in &given {
        assert!(change["seq"].as_i64().unwrap() > last, "it stands behind the page");
        assert!(whole.len() > 20_000 || whole.contains(change), "and comes again at its place");
    }
}

/// Waits until the station is told of a notice that is not `last`; the new ones.
fn notices_after(station: &Client, mark: NoticeMark) -> Vec<Value> {
    let id = mark.id.map_or_else(String::new, |id| format!("&id={id}"));
    let page = station.get("/v1/notices", &format!("?after={}{id}", mark.seq)).json();
    station.holds("NoticePage", &page);
    page["notices"].as_array().unwrap().clone()
}

fn wishes(_: &Client, station: &Client) {
    let hers = station.registration("测试丑");
    station.upload(std::slice::from_ref(&hers));
    let of = station.receipt(hers.seq.0);
    let mut wish =
        station.entry(EntryKind::Withdrawal, |receipt| json!({ "receipt": receipt, "of": of, "purposes": ["push"] }));
    wish.subject = hers.subject;
    assert!(matches!(outcome(&station.upload(std::slice::from_ref(&wish)), &wish), Outcome::Accepted { .. }));
    let mut erasure = station.entry(EntryKind::Erasure, |receipt| json!({ "receipt": receipt, "of": of }));
    erasure.subject = hers.subject;
    assert!(matches!(outcome(&station.upload(std::slice::from_ref(&erasure)), &erasure), Outcome::Accepted { .. }));
    let mut found = Vec::new();
    for _ in 0..60 {
        found = notices_after(station, NoticeMark::default());
        if found.len() >= 2 {
            break;
        }
        std::thread::sleep(Duration::from_secs(1));
    }
    let kinds: Vec<_> = found.iter().map(|notice| notice["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["withdrawal_confirmed", "erasure_confirmed"]);
    assert_eq!(found[1]["about"]["entry"], json!(erasure.id));
    assert!(found[0]["seq"].as_i64().unwrap() < found[1]["seq"].as_i64().unwrap());
    let told = station.upload(&[])["last_notice"].clone();
    assert_eq!(told, found[1]["id"], "every answer names the last one");
    assert_eq!(notices_after(station, NoticeMark::default()), found, "until the station moves on they come again");
    let mark: NoticeMark = serde_json::from_value(json!({ "seq": found[1]["seq"], "id": found[1]["id"] })).unwrap();
    assert!(notices_after(station, mark).is_empty());
    let again = station.upload(std::slice::from_ref(&hers));
    assert!(matches!(outcome(&again, &hers), Outcome::Known { .. }), "what was erased is still known");
}

fn carried(station: &Client, _: &Client) {
    let (sent, fresh) = (station.registration("测试寅"), station.registration("测试卯"));
    station.upload(std::slice::from_ref(&sent));
    let pack = |value: &Value| zip::pack(value.to_string().as_bytes()).unwrap();
    let head = UpHead {
        most_bytes: None,
        made_at: "2026-11-22T01:00:00Z".parse().unwrap(),
        cursor: Cursor(0),
        notices: NoticeMark::default(),
        machine: None,
    };
    let upload = serde_json::to_vec(&Upload { entries: vec![sent.clone(), fresh.clone()] }).unwrap();
    let parts = [pack(&serde_json::to_value(&head).unwrap()), zip::pack(&upload).unwrap()];
    let file = bundle::seal(Way::Up, &station.key(), station.station, &station.platform, &parts, [5; 32]).unwrap();
    let post = |file: &[u8]| {
        let response = reqwest::blocking::Client::new().post(format!("{}/v1/carried", station.url)).body(file.to_vec());
        let response = response.send().unwrap();
        (response.status().as_u16(), response.bytes().unwrap().to_vec())
    };
    assert_eq!(post(&file[..file.len() - 1]).0, 400);
    for expected in [["known", "accepted"], ["known", "known"]] {
        let (status, back) = post(&file);
        assert_eq!(status, 200);
        let opened = bundle::open(Way::Down, &station.key(), &back).unwrap();
        assert_eq!(opened.station, station.station);
        let parts = opened.verify(&station.platform).unwrap();
        let head: DownHead = serde_json::from_slice(&zip::unpack(&parts[0]).unwrap()).unwrap();
        assert_eq!(head.after, Cursor(0));
        let DownPart::Answers(answers) = serde_json::from_slice(&zip::unpack(&parts[1]).unwrap()).unwrap() else {
            panic!("the answers come first")
        };
        let answers = serde_json::to_value(&answers).unwrap();
        let outcomes: Vec<_> = answers["answers"].as_array().unwrap().iter().map(|a| a["outcome"].clone()).collect();
        assert_eq!(outcomes, expected);
        assert!(parts.len() > 2, "and the feed comes along");
    }
}

fn served(station: &Client, _: &Client) {
    let reply = station.bare("GET", "/v1/openapi.json");
    assert_eq!((reply.status, &reply.json()["openapi"]), (200, &json!("3.1.0")));
    for path in ["/v1/enrolments", "/v1/entries", "/v1/changes", "/v1/notices", "/v1/carried"] {
        assert!(reply.json()["paths"][path].is_object(), "{path}");
    }
}

/// A platform that does not want to hear it says nothing of it in its pages, and is never told.
fn health(station: &Client, _: &Client) {
    let page = station.get("/v1/changes", "?after=0&limit=1").json();
    let Some(minutes) = page.get("health_minutes") else { return };
    assert!(minutes.as_u64().is_some_and(|minutes| minutes > 0), "{page}");
    let tell = |report: &Value| {
        station.holds("HealthReport", report);
        station.ask("POST", "/v1/health", "", zip::pack(&serde_json::to_vec(report).unwrap()).unwrap(), NOW)
    };
    let disk = json!({ "check": "disk", "severity": "poor", "state": "poor", "n": 640 });
    let answers =
        json!({ "day": "2026-11-23", "run": "2026-11-23T01:00:00Z", "satisfied": 9, "tolerated": 1, "frustrated": 0 });
    let report = json!({ "at": "2026-11-23T02:00:00Z", "program": "9.9.9", "system": "Some Linux 13", "unsent": 3,
        "disk_mb": 640, "paper": false, "clock_off_s": -4, "answers": answers, "checks": [disk], "of_the_future": [1] });
    for _ in 0..2 {
        let told = tell(&report);
        assert_eq!(told.status, 200, "and once more is as good");
        station.holds("HealthTaken", &told.json());
    }
    let short = json!({ "at": "2026-11-23T02:00:00Z" });
    assert_eq!(tell(&short).status, 200, "whatever a station does not know is left out");
    for words in [json!({ "at": "2026-11-23T02:00:00Z", "system": "测试甲" }), json!({ "unsent": 1 }), json!([])] {
        let body = zip::pack(&serde_json::to_vec(&words).unwrap()).unwrap();
        assert_eq!(station.ask("POST", "/v1/health", "", body, NOW).problem(), (400, "unreadable".into()), "{words}");
    }
    assert_eq!(station.bare("POST", "/v1/health").status, 401, "nobody speaks for a station");
}

fn new_key(_: &Client, station: &Client) {
    let key = |byte: u8| SigningKey::of(station.suite, &[byte; 32]).unwrap();
    let asks = |by: &Client, seed: u8, proof: u8| {
        let change = KeyChange {
            proof: KeyChange::new(station.station, &key(proof)).proof,
            ..KeyChange::new(station.station, &key(seed))
        };
        by.ask("POST", "/v1/keys", "", zip::pack(&serde_json::to_vec(&change).unwrap()).unwrap(), NOW)
    };
    assert_eq!(asks(station, 41, 42).problem(), (401, "not_signed".into()), "nobody shows that the new key is held");
    let changed = asks(station, 41, 41);
    assert_eq!(changed.status, 200);
    station.holds("KeyChanged", &changed.json());
    let other = Suite::ALL.into_iter().find(|suite| *suite != station.suite).unwrap();
    let foreign = KeyChange::new(station.station, &SigningKey::of(other, &[44; 32]).unwrap());
    let foreign = zip::pack(&serde_json::to_vec(&foreign).unwrap()).unwrap();
    let renewed = station.with_key([41; 32]);
    assert_eq!(
        renewed.ask("POST", "/v1/keys", "", foreign, NOW).problem(),
        (401, "not_signed".into()),
        "a station stays in its suite"
    );
    assert_eq!(renewed.get("/v1/changes", "?after=0&limit=1").status, 200);
    assert_eq!(station.get("/v1/changes", "?after=0&limit=1").status, 200, "the old one counts, too");
    assert_eq!(asks(station, 41, 41).json(), changed.json(), "a repeated request is answered alike");
    assert_eq!(asks(station, 43, 43).problem(), (401, "not_signed".into()), "an old key makes no new one");
    let taken = KeyChange::new(renewed.station, &station.key());
    let back = renewed.ask("POST", "/v1/keys", "", zip::pack(&serde_json::to_vec(&taken).unwrap()).unwrap(), NOW);
    assert_eq!(back.problem(), (409, "key_taken".into()), "nobody goes back to a key that is over");
}

fn no_medium(station: &Client, _: &Client) {
    let name = "0".repeat(64);
    for path in [format!("/v1/media/{name}"), "/v1/media/..%2Fplatform.db".to_owned(), "/v1/media/x".to_owned()] {
        assert_eq!(station.get(&path, "").problem(), (404, "not_found".into()), "{path}");
    }
    assert_eq!(station.bare("GET", &format!("/v1/media/{name}")).status, 401);
}

fn server_time(station: &Client, _: &Client) {
    let parts = RequestParts {
        method: "GET",
        path: "/v1/changes",
        query: "?after=0&limit=1",
        station: station.station,
        body: b"",
    };
    let times: Vec<i64> = (0..2)
        .map(|n| {
            let signed = sign_request(&station.key(), &parts, 0, &format!("time {n}"));
            station.time_of("GET", "/v1/changes", "?after=0&limit=1", &signed)
        })
        .collect();
    assert!(times[0] > 1_700_000_000 && times[1] >= times[0] && times[1] - times[0] < 60, "{times:?}");
}
