//! Pictures are kept with what they were added to, never more than there is room for, and go with it.

use super::Store;
use super::tests::store;
use crate::core::Storage as _;
use crate::core::enrolment::Enrol;
use crate::core::intake::Verdict;
use crate::core::packs::PutPack;
use crate::core::pictures::{Album as _, DAYS_KEPT, Room, kept_since};
use crate::core::storage::NewCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::entry::body_hash;
use yizhan_wire::{Entry, EntryId, EntryKind, Pack, ReceiptNo, SeqNo, StationId, SubjectId};

const STATION: StationId = StationId(1);

fn now() -> Timestamp {
    "2026-11-22T02:30:00Z".parse().unwrap()
}

fn receipt(seq: i64) -> ReceiptNo {
    ReceiptNo::of(STATION, SeqNo(seq))
}

fn entry(seq: u8, kind: EntryKind, body: &Value) -> Entry {
    let body = body.to_string();
    Entry {
        station: STATION,
        seq: SeqNo(seq.into()),
        id: EntryId::new(1, [seq; 10]),
        kind,
        version: 1,
        subject: SubjectId::new(1, [1; 10]),
        made_at: now(),
        hash: body_hash(&body),
        body: RawValue::from_string(body).unwrap(),
    }
}

fn filled(seq: u8, form: &str) -> Entry {
    let body = json!({ "receipt": receipt(seq.into()), "form": form, "form_version": 1, "title": "线索",
        "answers": [{ "field": "what", "label": "什么事", "value": "测试工地三个月没发钱" }], "consents": [] });
    entry(seq, EntryKind::Submission, &body)
}

/// A store with a form that takes three pictures and one that takes none, each filled in once, and a registration.
fn told() -> (Store, tempfile::TempDir) {
    let (folder, store) = store();
    let code = NewCode {
        hash: [1; 32],
        station_name: "测试驿站".into(),
        made_at: now(),
        expires_at: "2027-01-01T00:00:00Z".parse().unwrap(),
    };
    store.add_code(&code).unwrap();
    store.enrol(&[1; 32], &PublicKey::Ed25519([5; 32]), now(), &|_| Enrol::Station).unwrap().unwrap();
    let steps = json!([{ "title": "一", "fields": [{ "id": "what", "kind": "long", "label": "什么事" }] }]);
    let form = |id: &str, pictures: u8| json!({ "id": id, "version": 1, "title": "线索", "pictures": pictures, "steps": steps });
    let pack = Pack { kind: "forms".into(), version: 1, body: json!({ "forms": [form("tip", 3), form("plain", 0)] }) };
    store.put_pack(&pack, &|_| PutPack::Taken).unwrap();
    let registration = entry(3, EntryKind::Registration, &json!({ "name": "测试甲", "consents": [] }));
    let entries = [filled(1, "tip"), filled(2, "plain"), registration];
    store.take_in(STATION, &entries, now(), &|_| vec![Verdict::Accept; 3]).unwrap();
    (store, folder)
}

#[test]
fn pictures_are_added_to_what_takes_them_each_once_and_no_more_than_there_is_room_for() {
    let (store, _folder) = told();
    let add = |seq: i64, picture: &[u8]| store.put_picture(&receipt(seq), picture, now()).unwrap();
    assert_eq!(store.room(&receipt(1)).unwrap(), Some(Room { most: 3, came: 0 }));
    for (picture, came) in [(b"one", 1), (b"one", 1), (b"two", 2), (b"thr", 3), (b"for", 3)] {
        assert_eq!(add(1, picture), Some(Room { most: 3, came }), "{picture:?}");
    }
    for other in [2, 3, 4] {
        assert_eq!((store.room(&receipt(other)).unwrap(), add(other, b"one")), (None, None), "{other}");
    }
    let claims = store.claims(10).unwrap();
    assert_eq!(claims.len(), 1, "only what takes pictures");
    assert_eq!((&claims[0].receipt, &claims[0].pictures[..]), (&receipt(1), &[1, 2, 3][..]));
    assert_eq!(store.picture(&receipt(1), 2).unwrap().as_deref(), Some(&b"two"[..]));
    assert_eq!(store.picture(&receipt(1), 4).unwrap(), None);
    assert_eq!(store.remove_pictures(&receipt(1)).unwrap(), 3);
    assert_eq!(add(1, b"for"), Some(Room { most: 3, came: 1 }), "there is room again");
}

#[test]
fn pictures_go_when_their_time_is_over() {
    let (store, _folder) = told();
    let later = now().checked_add(SignedDuration::from_hours(24 * 3)).unwrap();
    store.put_picture(&receipt(1), b"first", now()).unwrap();
    store.put_picture(&receipt(1), b"second", later).unwrap();
    assert_eq!(store.let_pictures_go(kept_since(later)).unwrap(), 0);
    let over = now().checked_add(SignedDuration::from_hours(24 * DAYS_KEPT + 1)).unwrap();
    assert_eq!(store.let_pictures_go(kept_since(over)).unwrap(), 1);
    assert_eq!(store.claims(1).unwrap()[0].pictures, [2]);
}

#[test]
fn canary_who_is_erased_has_no_pictures_left_and_none_can_be_added() {
    let (store, folder) = told();
    let canary = b"canary-payslip-of-testing-a";
    store.put_picture(&receipt(1), canary, now()).unwrap();
    let wish = entry(4, EntryKind::Erasure, &json!({ "receipt": receipt(4), "of": receipt(3) }));
    store.take_in(STATION, &[wish], now(), &|_| vec![Verdict::Accept]).unwrap();
    assert_eq!(store.picture(&receipt(1), 1).unwrap(), None);
    assert_eq!(store.put_picture(&receipt(1), canary, now()).unwrap(), None, "what it belonged to is gone");
    assert!(store.claims(10).unwrap().is_empty());
    drop(store);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(canary.len()).any(|part| part == canary));
    }
}
