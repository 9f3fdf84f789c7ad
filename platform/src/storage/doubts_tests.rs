//! Reports from stations and what becomes of the posting they are about.

use super::Store;
use super::tests::{TODAY, advert, shown, store};
use crate::core::Storage as _;
use crate::core::enrolment::Enrol;
use crate::core::intake::Verdict;
use crate::core::storage::NewCode;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde_json::value::RawValue;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::entry::body_hash;
use yizhan_wire::{
    Change, Cursor, Entry, EntryId, EntryKind, Posting, PostingFlaw, PostingId, PostingReport, ReceiptNo, SeqNo,
    StationId, SubjectId,
};

fn now() -> Timestamp {
    "2026-11-22T02:30:00Z".parse().unwrap()
}

/// Station 1.
fn station(store: &Store) {
    let code = NewCode {
        hash: [1; 32],
        station_name: "测试驿站".into(),
        made_at: now(),
        expires_at: "2027-01-01T00:00:00Z".parse().unwrap(),
    };
    store.add_code(&code).unwrap();
    let station = store.enrol(&[1; 32], &PublicKey::Ed25519([5; 32]), now(), &|_| Enrol::Station).unwrap().unwrap();
    assert_eq!(station.id, StationId(1));
}

fn report(store: &Store, seq: i64, posting: i64) {
    let body = PostingReport {
        receipt: ReceiptNo::of(StationId(1), SeqNo(seq)),
        posting: PostingId(posting),
        title: "包装工".into(),
        employer: "测试食品厂".into(),
        flaw: PostingFlaw::Taken,
    };
    let body = serde_json::to_string(&body).unwrap();
    let number = u8::try_from(seq).unwrap();
    let entry = Entry {
        station: StationId(1),
        seq: SeqNo(seq),
        id: EntryId::new(1, [number; 10]),
        kind: EntryKind::PostingReport,
        version: 1,
        subject: SubjectId::new(1, [number; 10]),
        made_at: now(),
        hash: body_hash(&body),
        body: RawValue::from_string(body).unwrap(),
    };
    store.take_in(StationId(1), &[entry], now(), &|_| vec![Verdict::Accept]).unwrap();
}

/// The posting as a station gets it that knows nothing yet.
fn handed_out(store: &Store, today: Date) -> Option<Posting> {
    let page = shown(&store.page(Cursor(0), 10, today).unwrap());
    page.changes.into_iter().find_map(|change| match change {
        Change::Posting { posting, .. } => Some(*posting),
        _ => None,
    })
}

#[test]
fn two_reports_give_the_employer_three_days_and_a_confirmation_makes_it_fresh_again() {
    let (_folder, store) = store();
    station(&store);
    let adverts = [advert("a:1", "包装工", date(2026, 12, 31))];
    store.put_postings(&adverts).unwrap();
    report(&store, 1, 1);
    let once = handed_out(&store, TODAY).unwrap();
    assert!(!once.doubted && once.valid_until == date(2026, 12, 31), "one person may be mistaken");
    assert_eq!(store.doubts().unwrap()[0].ends_on, None);
    report(&store, 2, 1);
    let behind = shown(&store.page(Cursor(1), 10, TODAY).unwrap());
    assert_eq!(behind.changes.len(), 1, "stations that have it are told");
    let twice = handed_out(&store, TODAY).unwrap();
    assert!(twice.doubted && twice.valid_until == date(2026, 11, 25), "{twice:?}");
    store.put_postings(&adverts).unwrap();
    assert!(handed_out(&store, TODAY).unwrap().doubted, "an import repeated does not take the doubt away");
    assert_eq!(handed_out(&store, date(2026, 11, 26)), None, "nobody confirmed it: it leaves");

    assert!(store.confirm(PostingId(1), TODAY).unwrap());
    let confirmed = handed_out(&store, TODAY).unwrap();
    assert!(!confirmed.doubted && confirmed.valid_until == date(2026, 12, 31));
    assert_eq!(confirmed.confirmed_on, Some(TODAY));
    assert!(store.doubts().unwrap().is_empty());
}

#[test]
fn a_report_of_a_posting_that_nobody_has_is_taken_and_changes_nothing() {
    let (_folder, store) = store();
    station(&store);
    report(&store, 1, 99);
    assert!(store.doubts().unwrap().is_empty());
    assert!(!store.confirm(PostingId(99), TODAY).unwrap());
}
