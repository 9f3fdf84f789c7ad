//! What comes of batches does not depend on whether they were written together.

use super::Store;
use super::tests::{TODAY, store};
use crate::core::Storage as _;
use crate::core::board::Board as _;
use crate::core::enrolment::Enrol;
use crate::core::intake::{Seen, Verdict};
use crate::core::storage::{Batch, NewCode};
use jiff::Timestamp;
use serde_json::json;
use serde_json::value::RawValue;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::entry::body_hash;
use yizhan_wire::{Entry, EntryId, EntryKind, ReceiptNo, Refusal, RefusalCode, SeqNo, StationId, SubjectId};

const STATIONS: u8 = 6;

fn now() -> Timestamp {
    "2026-11-22T02:30:00Z".parse().unwrap()
}

fn province() -> (tempfile::TempDir, Store) {
    let (folder, store) = store();
    for number in 1..=STATIONS {
        let expires_at = "2027-01-01T00:00:00Z".parse().unwrap();
        let code =
            NewCode { hash: [number; 32], station_name: format!("测试驿站{number}"), made_at: now(), expires_at };
        store.add_code(&code).unwrap();
        store.enrol(&[number; 32], &PublicKey::Ed25519([number; 32]), now(), &|_| Enrol::Station).unwrap().unwrap();
    }
    (folder, store)
}

fn entry(station: i64, seq: i64, say: &str) -> Entry {
    let wish = json!({ "receipt": ReceiptNo::of(StationId(station), SeqNo(seq)), "of": ReceiptNo::of(StationId(station), SeqNo(1)) });
    let (kind, body) = if say == "wish" {
        (EntryKind::Erasure, wish)
    } else {
        (EntryKind::Service, json!({ "say": say, "seq": seq }))
    };
    let body = body.to_string();
    let mut random = [station as u8; 10];
    random[..8].copy_from_slice(&seq.to_be_bytes());
    Entry {
        station: StationId(station),
        seq: SeqNo(seq),
        id: EntryId::new(1, random),
        kind,
        version: 1,
        subject: SubjectId::new(1, random),
        made_at: now(),
        hash: body_hash(&body),
        body: RawValue::from_string(body).unwrap(),
    }
}

/// Takes what is new, but for a third while the province is strict.
fn judge(entries: &[Entry], seen: &Seen, strict: bool) -> Vec<Verdict> {
    let refuse = |code, holds_seq| Verdict::Refuse { refusal: Refusal { code, field: String::new() }, holds_seq };
    let verdict = |entry: &Entry| match seen.by_id.get(&entry.id) {
        Some(earlier) if earlier.hash != entry.hash => Verdict::Conflict,
        Some(earlier) if earlier.accepted => Verdict::Known,
        _ if seen.by_seq.get(&entry.seq).is_some_and(|holder| *holder != entry.id) => {
            refuse(RefusalCode::SequenceReused, false)
        }
        _ if strict && entry.seq.0 % 3 == 0 => refuse(RefusalCode::Invalid, true),
        _ => Verdict::Accept,
    };
    entries.iter().map(verdict).collect()
}

/// All that a store says of its entries.
fn told(store: &Store) -> String {
    let mut records = Vec::new();
    let mut visit = |record: crate::core::storage::Record| {
        records.push(format!("{} {} {} {}", record.station, record.seq.0, record.receipt, record.body.get()));
        true
    };
    store.records(None, &mut visit).unwrap();
    records.sort();
    let stations = store.stations().unwrap();
    let lines: Vec<_> = stations.iter().map(|s| (s.name.clone(), s.seen_to, s.accepted, s.refused)).collect();
    let mut sums: Vec<_> = store.sums(TODAY, TODAY).unwrap().iter().map(|sum| format!("{sum:?}")).collect();
    sums.sort();
    let mut refused: Vec<_> = store.refused(None, 999).unwrap().iter().map(|line| format!("{line:?}")).collect();
    refused.sort();
    format!("{records:#?} {lines:#?} {sums:#?} {refused:#?}")
}

#[test]
fn batches_of_many_stations_come_to_the_same_together_as_one_by_one() {
    let seed = u64::from(std::process::id());
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let ((_a, together), (_b, apart)) = (province(), province());
    for round in 0..25 {
        let strict = random.bool();
        let mut batches: Vec<(StationId, Vec<Entry>)> = Vec::new();
        for _ in 0..random.usize(1..8) {
            // Now and then a station has two batches here, one begins behind a gap, says something else under a known name, or
            // brings a wish.
            let (station, from) = (random.i64(1..=i64::from(STATIONS)), random.i64(1..60));
            let say = if random.u8(0..12) == 0 { "other" } else { "one" };
            let mut entries: Vec<Entry> =
                (from..from + random.i64(1..30)).map(|seq| entry(station, seq, say)).collect();
            if random.u8(0..12) == 0 {
                entries.push(entry(station, 1_000 + round, "wish"));
            }
            batches.push((StationId(station), entries));
        }
        let given: Vec<Batch<'_>> = batches
            .iter()
            .map(|(station, entries)| Batch { station: *station, entries: entries.as_slice(), now: now() })
            .collect();
        let all = together.take_in_together(&given, &|batch, seen| judge(batch.entries, &seen, strict)).unwrap();
        for (batch, taken) in given.iter().zip(all) {
            let alone =
                apart.take_in(batch.station, batch.entries, batch.now, &|seen| judge(batch.entries, &seen, strict));
            assert_eq!(taken, alone.unwrap(), "seed {seed}, round {round}, station {}", batch.station);
        }
        assert_eq!(told(&together), told(&apart), "seed {seed}, round {round}");
    }
}
