use super::Store;
use super::tests::{TODAY, advert, store};
use crate::core::board::Board as _;
use crate::core::enrolment::Enrol;
use crate::core::health::{AnsweredDay, HOURS_KEPT, HealthSeen};
use crate::core::intake::Verdict;
use crate::core::presence::Heard;
use crate::core::service::day_of;
use crate::core::storage::{NewCode, Station};
use crate::core::{PutCounts, Storage as _};
use jiff::Timestamp;
use serde_json::value::RawValue;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::entry::body_hash;
use yizhan_wire::health::{AnswerTimes, HealthReport};
use yizhan_wire::{Cursor, Entry, EntryId, EntryKind, PostingId, SeqNo, StationId, SubjectId};

fn at(day: i64) -> Timestamp {
    Timestamp::from_second(1_795_300_000 + day * 86_400).unwrap()
}

fn enrolled(store: &Store, number: u8) -> Station {
    let code =
        NewCode {
            hash: [number; 32], station_name: format!("测试驿站{number}"), made_at: at(0), expires_at: at(9)
        };
    store.add_code(&code).unwrap();
    store.enrol(&[number; 32], &PublicKey::Ed25519([number; 32]), at(0), &|_| Enrol::Station).unwrap().unwrap()
}

fn entry(station: StationId, seq: i64, kind: EntryKind, body: &str) -> Entry {
    let mut random = [0; 10];
    random[..8].copy_from_slice(&seq.to_be_bytes());
    Entry {
        station,
        seq: SeqNo(seq),
        id: EntryId::new(1, random),
        kind,
        version: 1,
        subject: SubjectId::new(1, random),
        made_at: at(0),
        hash: body_hash(body),
        body: RawValue::from_string(body.to_owned()).unwrap(),
    }
}

const SERVICE: &str = r#"{"kind":"guidance","channel":"desk","done_on":"2026-11-22","staff":"ceshi","topic":"测试","result":"测试","told":true}"#;
const SEARCHES: &str = r#"{"day":"2026-11-22","unanswered":[{"job_kind":"welder","count":3},{"count":2}]}"#;

#[test]
fn what_was_accepted_is_counted_by_day_and_station_and_what_was_not_is_not() {
    let (_folder, store) = store();
    let (one, two) = (enrolled(&store, 1).id, enrolled(&store, 2).id);
    let accept = |station, day, entries: &[Entry]| {
        store.take_in(station, entries, at(day), &|_| vec![Verdict::Accept; entries.len()]).unwrap();
    };
    accept(one, 0, &[entry(one, 1, EntryKind::Service, SERVICE), entry(one, 2, EntryKind::SearchReport, SEARCHES)]);
    accept(one, 1, &[entry(one, 3, EntryKind::Service, SERVICE)]);
    accept(two, 1, &[entry(two, 1, EntryKind::Service, SERVICE)]);
    let known = [entry(one, 1, EntryKind::Service, SERVICE)];
    store.take_in(one, &known, at(1), &|_| vec![Verdict::Known]).unwrap();

    let (first, last) = (day_of(at(0)), day_of(at(1)));
    let sum = |from, to, station, what: &str, code: &str| {
        let sums = store.sums(from, to).unwrap();
        sums.iter().find(|s| s.station == station && s.what == what && s.code == code).map_or(0, |s| s.n)
    };
    assert_eq!(sum(first, last, one, "service", "guidance"), 2);
    assert_eq!(sum(first, first, one, "service", "guidance"), 1);
    assert_eq!(sum(first, last, two, "service", "guidance"), 1);
    assert_eq!(sum(first, last, one, "missed", "welder"), 3);
    assert_eq!(sum(first, last, one, "entry", "search_report"), 1);
    assert_eq!(store.days(first, last, &[one]).unwrap(), [(first, 2), (last, 1)]);
    assert_eq!(store.days(first, last, &[one, two]).unwrap(), [(first, 2), (last, 2)]);
}

#[test]
fn the_board_says_where_a_station_stands_and_when_it_was_heard_of() {
    let (_folder, store) = store();
    let station = enrolled(&store, 1).id;
    assert!(store.place_station(station, "430111", "测试街道").unwrap());
    assert!(!store.place_station(StationId(99), "430111", "").unwrap());
    let heard = Heard { at: at(1), unsent: Some(4), paper: Some(false) };
    store.put_heard(&[(station, heard), (StationId(99), heard)]).unwrap();
    let board = store.board().unwrap();
    let [line] = board.as_slice() else { panic!("one station: {board:?}") };
    assert_eq!((line.division.as_str(), line.street.as_str()), ("430111", "测试街道"));
    assert_eq!(line.heard, Some(heard));
}

#[test]
fn a_held_advert_is_shown_to_no_station_until_somebody_takes_it_and_is_never_asked_about_twice() {
    let (_folder, store) = store();
    let adverts = [advert("a:1", "包装工", TODAY), advert("a:2", "搬运工", TODAY)];
    assert_eq!(store.hold(&adverts, at(0)).unwrap(), (PutCounts::default(), 2));
    assert!(store.page(Cursor(0), 10, TODAY).unwrap().changes.is_empty());
    let held = store.held(10).unwrap();
    assert_eq!(held.iter().map(|h| h.posting.title.as_str()).collect::<Vec<_>>(), ["包装工", "搬运工"]);
    assert!(store.decide(held[0].id, true, "wang", at(1)).unwrap());
    assert!(store.decide(held[1].id, false, "wang", at(1)).unwrap());
    assert!(!store.decide(held[1].id, true, "li", at(1)).unwrap(), "it was decided");
    assert_eq!(store.page(Cursor(0), 10, TODAY).unwrap().changes.len(), 1);
    // The next import brings both again.
    let (put, waiting) = store.hold(&adverts, at(2)).unwrap();
    assert_eq!((put.unchanged, put.taken, waiting), (1, 0, 0));
    assert_eq!(store.page(Cursor(0), 10, TODAY).unwrap().changes.len(), 1);
}

#[test]
fn a_posting_is_shown_while_it_is_open_and_not_longer() {
    let (_folder, store) = store();
    store.put_postings(&[advert("a:1", "包装工", TODAY)]).unwrap();
    let shown = |day| store.posting(PostingId(1), day).unwrap().map(|posting| posting.title);
    assert_eq!(shown(TODAY).as_deref(), Some("包装工"));
    assert_eq!(shown(TODAY.tomorrow().unwrap()), None);
    store.withdraw(PostingId(1)).unwrap();
    assert_eq!(shown(TODAY), None);
}

#[test]
fn targets_are_set_and_taken_away() {
    let (_folder, store) = store();
    store.set_target("guidance", 20).unwrap();
    store.set_target("guidance", 25).unwrap();
    store.set_target("visit", 4).unwrap();
    store.set_target("visit", 0).unwrap();
    assert_eq!(store.targets().unwrap(), [("guidance".to_owned(), 25)]);
}

#[test]
fn the_last_word_of_each_station_is_kept_one_an_hour_for_a_week_and_the_answers_of_a_day_once() {
    let (_folder, store) = store();
    let (one, two) = (enrolled(&store, 1).id, enrolled(&store, 2).id);
    let hour = |hours: i64| Timestamp::from_second(1_795_300_000 + hours * 3_600).unwrap();
    let day = day_of(hour(0));
    let put = |station, hours, unsent, answers| {
        let report = HealthReport { unsent: Some(unsent), answers, ..HealthReport::default() };
        store.put_health(&HealthSeen { station, received_at: hour(hours), report }).unwrap();
    };
    let times = |run: i64, satisfied| Some(AnswerTimes { day, run: hour(run), satisfied, tolerated: 2, frustrated: 1 });
    for hours in 0..HOURS_KEPT + 30 {
        put(one, hours, hours.unsigned_abs(), times(0, 10));
    }
    put(one, HOURS_KEPT + 29, 7, times(0, 40));
    put(one, HOURS_KEPT + 29, 8, times(0, 12));
    put(two, 0, 3, times(5, 5));
    put(two, 1, 3, times(6, 6));
    let last: Vec<_> = store.healths().unwrap().iter().map(|seen| (seen.station, seen.report.unsent)).collect();
    assert_eq!(last, [(one, Some(8)), (two, Some(3))]);
    let kept = store.health_of(one).unwrap();
    assert_eq!(kept.len(), usize::try_from(HOURS_KEPT).unwrap(), "a week, one an hour");
    assert_eq!((kept[0].report.unsent, kept[1].report.unsent), (Some(8), Some(HOURS_KEPT.unsigned_abs() + 28)));
    let answered = store.answered(day, day).unwrap();
    let of =
        |station, satisfied, runs: u64| AnsweredDay { station, day, satisfied, tolerated: 2 * runs, frustrated: runs };
    assert_eq!(answered, [of(one, 40, 1), of(two, 11, 2)], "each run once, whatever came twice or late");
    assert_eq!(store.answered(day.tomorrow().unwrap(), day.tomorrow().unwrap()).unwrap(), []);
}
