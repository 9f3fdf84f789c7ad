//! Both kinds of skew: this station with a platform of version 1.0, and with one of a version to come (docs/protocol/versions.md).
//! The platforms are sockets that answer in the words of their version, signed.

use super::tests::{answer, listener, platform_key, station};
use super::*;
use crate::domain::notice::{Matter, NoticeMark};
use yizhan_wire::{Change, Cursor, Outcome, RefusalCode, Upload};

/// A platform that answers each path with fixed words.
fn platform(words: fn(&str) -> (u16, &'static str)) -> (String, std::sync::mpsc::Receiver<String>) {
    listener(move |question, _| {
        let path = question.head.split_whitespace().nth(1).unwrap_or_default();
        let (status, text) = words(path.split('?').next().unwrap_or_default());
        answer(status, &zip::pack(text.as_bytes()).unwrap(), &question.signature, &platform_key())
    })
}

#[test]
fn a_platform_of_the_first_version_is_understood_and_never_asked_for_notices() {
    let (address, _asked) = platform(|path| match path {
        "/v1/changes" => (200, r#"{"changes":[{"change":"withdrawn","seq":3,"id":5}],"more":false,"left":0}"#),
        "/v1/entries" => (
            200,
            r#"{"answers":[{"id":"019341f6-0000-7000-8000-000000000001","outcome":"refused","code":"unknown_kind"}],
                "seen_to":4}"#,
        ),
        _ => (404, r#"{"problem":"not_found"}"#),
    });
    let station = station(&address);
    let page = station.changes(Cursor(0), 10, 0).unwrap();
    assert_eq!((page.last_notice, page.today, page.changes.len()), (None, None, 1), "without a hint nothing is asked");
    assert_eq!(station.health_minutes(), None, "and it is never told how the station is");
    let answers = station.upload(&Upload::default()).unwrap();
    assert_eq!(answers.last_notice, None);
    let Outcome::Refused(refusal) = &answers.answers[0].outcome else { panic!("{answers:?}") };
    assert_eq!(refusal.code, RefusalCode::UnknownKind, "a kind of ours is parked, and is no error");
    assert_eq!(station.notices(NoticeMark::default(), 9).unwrap_err().trouble, Trouble::Unreadable);
}

#[test]
fn a_platform_of_a_version_to_come_is_understood_as_far_as_it_speaks_of_what_we_know() {
    let (address, _asked) = platform(|path| match path {
        "/v1/changes" => (
            200,
            r#"{"weather":"rain","health_minutes":15,"health_depth":"all","changes":[{"change":"lottery","seq":3,"prize":1},
                {"change":"withdrawn","seq":4,"id":5,"because":{"of":"us"}}],"more":false,"left":0,
                "last_notice":"019341f6-0000-7000-8000-000000000009"}"#,
        ),
        "/v1/entries" => (
            200,
            r#"{"answers":[{"id":"019341f6-0000-7000-8000-000000000001","outcome":"refused","code":"out_of_quota",
                "field":"","advice":"wait"}],"seen_to":4,"mood":"good"}"#,
        ),
        "/v1/health" => (200, r#"{"next_minutes":5,"please_send":"logs"}"#),
        _ => (
            200,
            r#"{"notices":[{"seq":1,"id":"019341f6-0000-7000-8000-000000000009","made_at":"2030-01-01T00:00:00Z",
                "kind":"hologram","body":{"of":["you"]},"urgency":9}],"more":false,"next_poll":60}"#,
        ),
    });
    let station = station(&address);
    let page = station.changes(Cursor(0), 10, 0).unwrap();
    assert_eq!(page.changes[0], Change::Unknown { seq: Cursor(3) });
    assert!(matches!(page.changes[1], Change::Withdrawn { .. }));
    assert_eq!(station.health_minutes(), Some(15));
    assert_eq!(station.tell_health(&HealthReport::default()).unwrap().next_minutes, Some(5));
    let answers = station.upload(&Upload::default()).unwrap();
    let Outcome::Refused(refusal) = &answers.answers[0].outcome else { panic!("{answers:?}") };
    assert_eq!(refusal.code, RefusalCode::Other);
    let notices = station.notices(NoticeMark::default(), 9).unwrap().notices;
    assert_eq!((notices[0].kind.as_str(), notices[0].matter()), ("hologram", Matter::Unread));
    assert_eq!(Some(notices[0].id), page.last_notice);
}
