//! One of the two was restored from a copy, and the other notices.

use super::ProvinceSeen;
use super::tests::{Desk, person};
use crate::domain::SeqNo;
use crate::domain::ledger::Verdict;

#[test]
fn what_a_restored_platform_does_not_know_any_more_waits_again() {
    let mut desk = Desk::enrolled();
    for n in 1..=5 {
        let registered = desk.register(&person("测试甲", &format!("{n}")));
        desk.answer(&registered, Verdict::Acknowledged);
    }
    assert_eq!(desk.station.province_has_seen(SeqNo(5)).unwrap(), ProvinceSeen::AsExpected);
    assert_eq!(desk.station.province_has_seen(SeqNo(3)).unwrap(), ProvinceSeen::Lost { again: 2 });
    assert_eq!(desk.waiting(), [4, 5]);
    assert_eq!(desk.station.province_has_seen(SeqNo(3)).unwrap(), ProvinceSeen::AsExpected, "it is noticed once");
    let mut desk = desk.reopened();
    assert_eq!(desk.station.province_has_seen(SeqNo(5)).unwrap(), ProvinceSeen::AsExpected);
}

#[test]
fn what_came_back_by_a_stick_counts_as_seen_so_that_a_platform_of_before_is_found_out() {
    let mut desk = Desk::enrolled();
    for n in 1..=4 {
        let registered = desk.register(&person("测试甲", &format!("{n}")));
        // No word of the line about how far the platform has seen: only the answers themselves.
        if n < 4 {
            desk.answer(&registered, Verdict::Acknowledged);
        }
    }
    let mut desk = desk.reopened();
    assert_eq!(desk.station.province_has_seen(SeqNo(1)).unwrap(), ProvinceSeen::Lost { again: 2 });
    assert_eq!(desk.waiting(), [2, 3, 4]);
}

#[test]
fn a_gap_that_never_closes_makes_nothing_wait_again() {
    let mut desk = Desk::enrolled();
    for n in 1..=3 {
        let registered = desk.register(&person("测试甲", &format!("{n}")));
        if n != 2 {
            desk.answer(&registered, Verdict::Acknowledged);
        }
    }
    for _ in 0..3 {
        assert_eq!(desk.station.province_has_seen(SeqNo(1)).unwrap(), ProvinceSeen::AsExpected);
    }
    assert_eq!(desk.waiting(), [2]);
}

#[test]
fn a_store_that_is_an_old_copy_numbers_behind_what_the_platform_has() {
    let mut desk = Desk::enrolled();
    desk.register(&person("测试甲", "A"));
    assert_eq!(desk.station.province_has_seen(SeqNo(7)).unwrap(), ProvinceSeen::MoreThanIsHere);
    let next = desk.register(&person("测试乙", "B"));
    assert_eq!(next.receipt.as_str().get(..11), Some("0012-000008"));
    assert_eq!(desk.register(&person("测试丙", "C")).receipt.as_str().get(..11), Some("0012-000009"));
}
