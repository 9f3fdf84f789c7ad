//! What the store promises of notices: each once, whatever comes twice, and nothing of a person whose time is over.

use super::tests::{Desk, TODAY, at, identity, person};
use crate::domain::ledger::{NoticeState, Verdict};
use crate::domain::notice::{About, Matter, Message, Notice, NoticeMark};
use crate::domain::{NoticeId, NoticeNo, ReceiptNo};
use jiff::ToSpan as _;
use serde_json::json;

fn word(seq: i64, text: &str, receipt: Option<&ReceiptNo>) -> Notice {
    Notice {
        seq: NoticeNo(seq),
        id: NoticeId::new(1, [seq as u8; 10]),
        made_at: at(seq),
        about: About { receipt: receipt.cloned(), ..About::default() },
        kind: "message".into(),
        body: json!({ "text": text }),
    }
}

fn mark(seq: i64) -> NoticeMark {
    NoticeMark { seq: NoticeNo(seq), id: Some(NoticeId::new(1, [seq as u8; 10])) }
}

fn numbers(rows: &[crate::domain::ledger::NoticeRow]) -> Vec<i64> {
    rows.iter().map(|row| row.notice.seq.0).collect()
}

#[test]
fn a_page_that_comes_twice_or_overlaps_is_taken_once() {
    let mut desk = Desk::enrolled();
    let page = [word(1, "甲", None), word(2, "乙", None)];
    assert_eq!(desk.station.take_notices(&page, at(9)).unwrap(), 2);
    assert_eq!(desk.station.take_notices(&page, at(10)).unwrap(), 0);
    assert_eq!(desk.station.take_notices(&[word(2, "乙", None), word(3, "丙", None)], at(11)).unwrap(), 1);
    let desk = desk.reopened();
    assert_eq!(desk.station.notice_state().unwrap(), NoticeState { mark: mark(3), unseen: 3 });
    assert_eq!(numbers(&desk.station.notices_after(NoticeNo(1), 9).unwrap()), [2, 3]);
    assert_eq!(numbers(&desk.station.latest_notices(2).unwrap()), [3, 2]);
}

#[test]
fn a_notice_that_a_restored_platform_sends_again_under_another_number_is_known() {
    let mut desk = Desk::enrolled();
    desk.station.take_notices(&[word(1, "甲", None), word(2, "乙", None)], at(9)).unwrap();
    let again = Notice { seq: NoticeNo(4), ..word(2, "乙", None) };
    assert_eq!(desk.station.take_notices(&[again, word(5, "丁", None)], at(10)).unwrap(), 1);
    assert_eq!(numbers(&desk.station.notices_after(NoticeNo(0), 9).unwrap()), [1, 2, 5]);
    assert_eq!(desk.station.notice_state().unwrap().mark, mark(5));
}

#[test]
fn notices_are_found_by_whom_they_are_about_and_seen_once() {
    let mut desk = Desk::enrolled();
    let (first, other) = (desk.register(&person("测试甲", "A")), desk.register(&person("测试乙", "B")));
    let subject = desk.station.next_batch(1, usize::MAX).unwrap()[0].subject;
    let mut about_her = word(1, "录用", Some(&first.receipt));
    about_her.about.subject = Some(subject);
    desk.station.take_notices(&[about_her, word(2, "停电", None)], at(9)).unwrap();
    assert_eq!(numbers(&desk.station.notices_about(subject).unwrap()), [1]);
    assert_eq!(numbers(&desk.station.notices_about_receipt(&first.receipt).unwrap()), [1]);
    assert!(desk.station.notices_about_receipt(&other.receipt).unwrap().is_empty());
    assert_eq!(numbers(&desk.station.notices_of_kind("message").unwrap()), [1, 2]);
    desk.station.notice_seen(NoticeNo(1), at(20)).unwrap();
    desk.station.notice_seen(NoticeNo(1), at(30)).unwrap();
    let row = &desk.station.notices_about(subject).unwrap()[0];
    assert_eq!((row.arrived_at, row.seen_at), (at(9), Some(at(20))));
    let said = Message { title: String::new(), text: "录用".into(), urgent: false };
    assert_eq!(row.notice.matter(), Matter::Message(said));
    assert_eq!(desk.station.notice_state().unwrap().unseen, 1);
}

#[test]
fn a_page_that_does_not_fit_on_the_disk_moves_no_cursor() {
    let mut desk = Desk::enrolled();
    desk.station.db.pragma_update(None, "max_page_count", 60).unwrap();
    let full: Vec<_> = (1..=60).map(|n| word(n, &"长".repeat(2_000), None)).collect();
    assert!(matches!(desk.station.take_notices(&full, at(9)), Err(crate::store::StoreError::DiskFull)));
    assert_eq!(desk.station.notice_state().unwrap(), NoticeState::default());
    desk.station.db.pragma_update(None, "max_page_count", 10_000).unwrap();
    assert_eq!(desk.station.take_notices(&full, at(9)).unwrap(), 60);
}

#[test]
fn when_a_persons_time_is_over_what_was_told_about_her_goes_too() {
    let mut desk = Desk::enrolled();
    let (her, other) = (desk.register(&person("测试甲", "A")), desk.register(&person("测试乙", "B")));
    desk.answer(&her, Verdict::Acknowledged);
    let page = [word(1, "测试甲已录用", Some(&her.receipt)), word(2, "请更正", Some(&other.receipt))];
    desk.station.take_notices(&page, at(9)).unwrap();
    desk.station.purge(TODAY.checked_add(200.days()).unwrap()).unwrap();
    assert_eq!(numbers(&desk.station.notices_after(NoticeNo(0), 9).unwrap()), [2], "the other one still waits");
    assert_eq!(desk.station.take_notices(&page, at(10)).unwrap(), 0, "and it does not come back");
    assert_eq!(desk.station.notice_state().unwrap(), NoticeState { mark: mark(2), unseen: 1 });
}

#[test]
fn a_machine_that_is_no_station_yet_has_no_notices() {
    let mut desk = Desk::fresh();
    assert_eq!(desk.station.notice_state().unwrap(), NoticeState::default());
    desk.station.enrol(&identity(12), &[9; 32]).unwrap();
    assert!(desk.station.latest_notices(9).unwrap().is_empty());
}
