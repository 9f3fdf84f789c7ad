use super::super::test_entry;
use super::*;
use jiff::{Timestamp, civil::date};
use yizhan_wire::SubjectId;
use yizhan_wire::entry::body_hash;

const TODAY: Date = date(2026, 11, 22);
const ME: StationId = StationId(3);

fn entry(seq: i64, id: u8, name: &str) -> Entry {
    let receipt = ReceiptNo::of(ME, SeqNo(seq));
    let body = format!(
        r#"{{"receipt":"{receipt}","name":"{name}","id_type":"none","id_number":null,"no_id_reason":"遗失","phone":null,
        "contact_by_station":true,"residence":{{}},"education":null,"skills":[],"wanted_jobs":[{{"kind":"cook"}}],
        "work_forms":[],"wage_expected":null,"available_from":null,"max_distance_km":null,"night_shift":null,
        "needs_board":false,"needs_lodging":false,"categories":[],"wants":{{}},
        "consents":[{{"purpose":"register","version":"1","given":"2026-11-22T00:00:00Z"}}],"assisted_by":null,"note":"",
        "valid_until":"2026-12-31"}}"#
    );
    Entry {
        seq: SeqNo(seq),
        id: EntryId::new(1, [id; 10]),
        subject: SubjectId::new(1, [id; 10]),
        made_at: "2026-11-22T01:00:00Z".parse::<Timestamp>().unwrap(),
        ..test_entry::entry(EntryKind::Registration, body)
    }
}

/// A store in memory: judges a batch and remembers what a store would.
fn send(seen: &mut Seen, batch: &[Entry]) -> Vec<Verdict> {
    let verdicts = judge(ME, batch, seen.clone(), TODAY);
    for (entry, verdict) in batch.iter().zip(&verdicts) {
        note(seen, entry, verdict);
    }
    verdicts
}

fn code(verdict: &Verdict) -> Option<RefusalCode> {
    match verdict {
        Verdict::Refuse { refusal, .. } => Some(refusal.code),
        _ => None,
    }
}

#[test]
fn an_entry_is_accepted_once_and_known_from_then_on_with_the_same_receipt() {
    let mut seen = Seen::default();
    let first = send(&mut seen, &[entry(1, 1, "测试甲"), entry(1, 1, "测试甲")]);
    assert_eq!(first, [Verdict::Accept, Verdict::Known]);
    assert_eq!(send(&mut seen, &[entry(1, 1, "测试甲")]), [Verdict::Known]);
    let receipt = ReceiptNo::of(ME, SeqNo(1));
    assert_eq!(Verdict::Accept.outcome(ME, SeqNo(1)), Outcome::Accepted { receipt: receipt.clone() });
    assert_eq!(Verdict::Known.outcome(ME, SeqNo(1)), Outcome::Known { receipt });
}

#[test]
fn a_refused_entry_never_delays_the_others() {
    let mut seen = Seen::default();
    let verdicts = send(&mut seen, &[entry(1, 1, "测试甲"), entry(2, 2, ""), entry(3, 3, "测试丙")]);
    assert_eq!(verdicts[0], Verdict::Accept);
    assert_eq!(code(&verdicts[1]), Some(RefusalCode::Missing));
    assert_eq!(verdicts[2], Verdict::Accept);
}

#[test]
fn a_refused_entry_sent_again_is_judged_again_and_corrected_by_a_new_one() {
    let mut seen = Seen::default();
    let first = send(&mut seen, &[entry(1, 1, "")]);
    assert_eq!(send(&mut seen, &[entry(1, 1, "")]), first);
    assert_eq!(send(&mut seen, &[entry(2, 2, "测试甲")]), [Verdict::Accept]);
}

#[test]
fn one_id_with_two_contents_is_a_conflict() {
    let mut seen = Seen::default();
    send(&mut seen, &[entry(1, 1, "测试甲"), entry(2, 2, "")]);
    let other = [entry(1, 1, "测试乙"), entry(2, 2, "测试乙")];
    assert_eq!(send(&mut seen, &other), [Verdict::Conflict, Verdict::Conflict]);
    let mut swapped = entry(1, 1, "测试甲");
    swapped.body = entry(1, 1, "测试乙").body;
    assert_eq!(send(&mut seen, &[swapped]), [Verdict::Conflict], "the right hash on another body");
}

#[test]
fn a_used_number_is_refused_whatever_became_of_its_first_entry() {
    let mut seen = Seen::default();
    send(&mut seen, &[entry(1, 1, "测试甲"), entry(2, 2, "")]);
    let verdicts = send(&mut seen, &[entry(1, 3, "测试丙"), entry(2, 4, "测试丁")]);
    assert_eq!(verdicts.iter().map(code).collect::<Vec<_>>(), [Some(RefusalCode::SequenceReused); 2]);
    assert!(verdicts.iter().all(|v| matches!(v, Verdict::Refuse { holds_seq: false, .. })));
    assert_eq!(code(&send(&mut seen, &[entry(2, 2, "")])[0]), Some(RefusalCode::Missing), "the first keeps its place");
}

#[test]
fn a_station_sends_its_own_entries_only() {
    let foreign = Entry { station: StationId(4), ..entry(1, 1, "测试甲") };
    let verdicts = send(&mut Seen::default(), &[foreign]);
    assert_eq!(code(&verdicts[0]), Some(RefusalCode::WrongStation));
}

#[test]
fn what_is_damaged_unknown_or_too_large_is_refused_as_that() {
    let damaged = Entry { hash: body_hash("another"), ..entry(1, 1, "测试甲") };
    let newer = Entry { version: 2, ..entry(2, 2, "测试乙") };
    let other = Entry { kind: EntryKind::Other, ..entry(3, 3, "测试丙") };
    let large = entry(4, 4, &"测".repeat(MAX_ENTRY_BYTES));
    let nowhere = entry(0, 5, "测试戊");
    let codes: Vec<_> =
        send(&mut Seen::default(), &[damaged, newer, other, large, nowhere]).iter().filter_map(code).collect();
    let expected = [
        RefusalCode::DamagedBody,
        RefusalCode::UnknownKind,
        RefusalCode::UnknownKind,
        RefusalCode::Invalid,
        RefusalCode::Invalid,
    ];
    assert_eq!(codes, expected);
}

#[test]
fn a_sequence_is_complete_up_to_its_first_gap() {
    let seen_to = [2, 3, 5].into_iter().fold(SeqNo(1), |to, next| advance(to, SeqNo(next)));
    assert_eq!(seen_to, SeqNo(3));
}
