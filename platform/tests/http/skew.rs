//! Stations of another version than the platform: older ones are served as they always were, and newer ones as far as we know.

use super::rig::{Rig, StationSim, outcome};
use serde_json::json;
use yizhan_wire::{EntryKind, Outcome, Refusal, RefusalCode, Upload, zip};

/// The first version knew enrolment, entries and the feed: no tag, no fingerprint, nothing in the query but cursor and limit.
#[test]
fn a_station_of_the_first_version_is_served_as_it_always_was() {
    let platform = Rig::start();
    platform.put_postings(1..=5);
    let station = platform.new_station();
    let entry = station.entry(1, "测试甲");
    assert!(matches!(outcome(&station.upload(std::slice::from_ref(&entry)), &entry), Outcome::Accepted { .. }));
    let page = station.changes("?after=0&limit=3").unwrap();
    assert_eq!((page.changes.len(), page.more), (3, true));
    assert!(page.keys.is_empty(), "nothing is announced to who has nothing to follow");
    let body = json!({ "entries": [] }).to_string();
    let answers = station.post_entries(zip::pack(body.as_bytes()).unwrap()).unwrap();
    assert!(answers.last_notice.is_none(), "and it is told of nothing that it would have to ask for");
}

/// A newer station says more than we know, and sends what we do not take yet.
#[test]
fn a_station_of_a_version_to_come_is_served_as_far_as_we_know() {
    let platform = Rig::start();
    platform.put_postings(1..=5);
    let station = platform.new_station();
    let page = station.changes("?after=0&limit=3&mood=good&unsent=7&paper=yes&first=day_jobs").unwrap();
    assert_eq!(page.changes.len(), 3);
    let mut future = station.entry(1, "测试甲");
    future.kind = EntryKind::Registration;
    future.version = 7;
    let good = station.entry(2, "测试乙");
    let more = StationSim::with_body(&station.entry(3, "测试丙"), &with_a_field(&station.body(3, "测试丙")));
    let batch = [future.clone(), good.clone(), more.clone()];
    // The bodies stay as they are, byte for byte: a field is put in by hand.
    let upload = serde_json::to_string(&Upload { entries: batch.to_vec() }).unwrap();
    let packed = zip::pack(with_a_field(&upload).as_bytes()).unwrap();
    let answers = station.post_entries(packed).unwrap();
    let unknown = Refusal { code: RefusalCode::UnknownKind, field: String::new() };
    assert_eq!(*outcome(&answers, &future), Outcome::Refused(unknown));
    for taken in [&good, &more] {
        assert!(matches!(outcome(&answers, taken), Outcome::Accepted { .. }), "{answers:?}");
    }
}

/// An object of JSON with a field that nobody knows.
fn with_a_field(body: &str) -> String {
    format!("{{\"tomorrow\":{{\"a\":[1]}},{}", body.trim_start_matches('{'))
}
