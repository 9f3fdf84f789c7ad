//! What is wished by one name of a person is done under each of them, in whatever order things arrive.

use super::Store;
use super::tests::store;
use crate::core::Storage as _;
use crate::core::enrolment::Enrol;
use crate::core::intake::Verdict;
use crate::core::storage::NewCode;
use jiff::Timestamp;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::entry::body_hash;
use yizhan_wire::{Entry, EntryId, EntryKind, NoticeMark, ReceiptNo, SeqNo, StationId, SubjectId};

const STATION: StationId = StationId(1);

fn now() -> Timestamp {
    "2026-11-22T02:30:00Z".parse().unwrap()
}

fn subject(n: u8) -> SubjectId {
    SubjectId::new(1, [n; 10])
}

fn entry(seq: u8, kind: EntryKind, of: u8, body: &Value) -> Entry {
    let body = body.to_string();
    Entry {
        station: STATION,
        seq: SeqNo(seq.into()),
        id: EntryId::new(1, [seq; 10]),
        kind,
        version: 1,
        subject: subject(of),
        made_at: now(),
        hash: body_hash(&body),
        body: RawValue::from_string(body).unwrap(),
    }
}

/// Three registrations, the first two of one person; the merge; and her wish by the name that is no more.
fn story() -> Vec<Entry> {
    let registration = |seq: u8| entry(seq, EntryKind::Registration, seq, &json!({ "name": "测试甲", "consents": [] }));
    let merge = json!({ "away": subject(2), "staff": "测试员", "reason": "同一人" });
    let wish = json!({ "receipt": ReceiptNo::of(STATION, SeqNo(5)), "of": ReceiptNo::of(STATION, SeqNo(2)) });
    vec![
        registration(1),
        registration(2),
        registration(3),
        entry(4, EntryKind::PersonMerge, 1, &merge),
        entry(5, EntryKind::Erasure, 2, &wish),
    ]
}

/// What is left of the registrations, by number, after the entries came in this order, one at a time.
fn left(order: &[usize]) -> (Store, tempfile::TempDir, BTreeMap<i64, bool>) {
    let (folder, store) = store();
    let code = NewCode {
        hash: [1; 32],
        station_name: "测试驿站".into(),
        made_at: now(),
        expires_at: "2027-01-01T00:00:00Z".parse().unwrap(),
    };
    store.add_code(&code).unwrap();
    store.enrol(&[1; 32], &PublicKey::Ed25519([5; 32]), now(), &|_| Enrol::Station).unwrap().unwrap();
    let entries = story();
    for at in order {
        store.take_in(STATION, &entries[*at..=*at], now(), &|_| vec![Verdict::Accept]).unwrap();
    }
    let mut left = BTreeMap::new();
    let mut visit = |record: crate::core::storage::Record| {
        if record.kind == EntryKind::Registration {
            left.insert(record.seq.0, record.body.get() != "null");
        }
        true
    };
    store.records(None, &mut visit).unwrap();
    (store, folder, left)
}

#[test]
fn who_was_found_to_be_one_person_is_erased_under_both_names_and_nobody_else() {
    // As they were made; the merge last, as where a refused entry held it; a registration after all, from an old stick.
    for order in [[0, 1, 2, 3, 4], [0, 1, 2, 4, 3], [0, 2, 3, 4, 1], [2, 4, 3, 1, 0]] {
        let (store, _folder, left) = left(&order);
        assert_eq!(left, BTreeMap::from([(1, false), (2, false), (3, true)]), "{order:?}");
        let notices = store.notices(STATION, NoticeMark::default(), 9).unwrap().notices;
        assert_eq!(notices.len(), 1, "confirmed once, {order:?}");
        assert_eq!(notices[0].kind, "erasure_confirmed");
        assert!(notices[0].body.is_object(), "that it was done stays said, {order:?}");
    }
}
