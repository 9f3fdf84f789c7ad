//! Filled forms: each once, an hour never twice, and nothing of them longer than needed.

use super::{Desk, TODAY, at};
use crate::domain::content::{Body, FormDef, ShelfKind, read};
use crate::domain::ledger::{Answered, Verdict};
use crate::domain::monitor::EventLine;
use crate::domain::service::fill::{Filled, check};
use crate::domain::{AboutItem, EntryKind, Given, ReceiptNo, Refusal, RefusalCode, SlotTime};
use crate::store::Submitted;
use jiff::civil::date;
use jiff::{Timestamp, ToSpan as _};

fn form() -> FormDef {
    let body = r#"{"forms": [{"id": "book", "version": 1, "title": "预约", "about": "experts", "steps": [{"title": "一",
        "fields": [{"id": "name", "kind": "name", "label": "姓名", "required": true}]}]}]}"#;
    let Ok(Some(Body::Forms(forms))) = read("forms", body) else { panic!("no form") };
    forms.forms.into_iter().next().unwrap()
}

fn filled(name: &str, hour: &str) -> Filled {
    let slot = SlotTime { day: date(2026, 11, 24), at: hour.into() };
    let about = AboutItem { shelf: ShelfKind::Experts, item: "a".into(), title: "测试".into(), slot: Some(slot) };
    let answers = [("name".to_owned(), Given::One(name.to_owned()))].into_iter().collect();
    Filled { form: "book".into(), version: 1, about: Some(about), answers, ..Filled::default() }
}

fn submit(desk: &mut Desk, filled: &Filled, now: Timestamp) -> Submitted {
    let checked = check(&form(), filled, TODAY).unwrap();
    let random = desk.random();
    desk.station.submit(checked, (Some(1), None), (now, TODAY), random).unwrap()
}

fn kept(submitted: Submitted) -> (ReceiptNo, bool) {
    let Submitted::Kept(registered) = submitted else { panic!("the hour was full") };
    (registered.receipt, registered.already)
}

#[test]
fn the_same_form_sent_twice_is_one_entry_and_one_receipt() {
    let mut desk = Desk::enrolled();
    let (receipt, already) = kept(submit(&mut desk, &filled("测试甲", "09:00"), at(0)));
    assert!(!already);
    // The kiosk was killed between commit and answer, and she touched again.
    let mut desk = desk.reopened();
    assert_eq!(kept(submit(&mut desk, &filled("测试甲", "09:00"), at(60))), (receipt, true));
    let batch = desk.station.next_batch(10, usize::MAX).unwrap();
    assert_eq!(batch.iter().map(|entry| entry.kind).collect::<Vec<_>>(), [EntryKind::Submission]);
}

#[test]
fn an_hour_is_held_for_one_and_free_again_when_the_province_refuses() {
    let mut desk = Desk::enrolled();
    kept(submit(&mut desk, &filled("测试甲", "09:00"), at(0)));
    assert_eq!(submit(&mut desk, &filled("测试乙", "09:00"), at(1)), Submitted::Full);
    kept(submit(&mut desk, &filled("测试乙", "10:00"), at(2)));
    let held = desk.station.held("a", TODAY).unwrap();
    assert_eq!(held.iter().map(|(slot, n)| (slot.at.as_str(), *n)).collect::<Vec<_>>(), [("09:00", 1), ("10:00", 1)]);
    assert_eq!(desk.station.next_batch(10, usize::MAX).unwrap().len(), 2, "what was full left nothing behind");

    let entry = desk.station.next_batch(1, usize::MAX).unwrap()[0].id;
    let refusal = Refusal { code: RefusalCode::Invalid, field: "about.slot".into() };
    desk.station.apply_answers(&[Answered { entry, verdict: Verdict::Refused(refusal) }], at(3)).unwrap();
    kept(submit(&mut desk, &filled("测试丙", "09:00"), at(4)));
}

#[test]
fn what_is_being_filled_in_outlives_a_crash_by_minutes_and_nothing_else() {
    let mut desk = Desk::enrolled();
    desk.station.save_filled(&filled("测试甲", "09:00"), at(0)).unwrap();
    let mut desk = desk.reopened();
    assert_eq!(desk.station.find_filled(at(300)).unwrap(), Some(filled("测试甲", "09:00")));
    assert_eq!(desk.station.find_filled(at(601)).unwrap(), None, "who comes later is somebody else");
    desk.station.save_filled(&filled("测试甲", "09:00"), at(700)).unwrap();
    kept(submit(&mut desk, &filled("测试甲", "09:00"), at(701)));
    assert_eq!(desk.station.find_filled(at(702)).unwrap(), None, "what was sent is no draft");
}

#[test]
fn what_the_province_has_is_erased_after_a_month_and_its_hash_stays() {
    let mut desk = Desk::enrolled();
    kept(submit(&mut desk, &filled("测试甲", "09:00"), at(0)));
    let day = at(0).to_zoned(jiff::tz::TimeZone::UTC).date();
    let later = day.saturating_add(31.days());
    assert_eq!(desk.station.purge(later).unwrap(), 0, "what waits is kept, however old");
    let entry = desk.station.next_batch(1, usize::MAX).unwrap()[0].id;
    desk.station.apply_answers(&[Answered { entry, verdict: Verdict::Acknowledged }], at(3)).unwrap();
    assert_eq!(desk.station.purge(day).unwrap(), 0);
    assert_eq!(desk.station.purge(later).unwrap(), 1);
    let body: Option<String> = desk.station.db.query_row("SELECT body FROM entry", [], |row| row.get(0)).unwrap();
    assert_eq!(body, None);
}

#[test]
fn of_each_fair_it_is_counted_who_would_come_and_who_is_interested_in_how_many_firms() {
    let fair = |id: &str, answers: &[(&str, &str)]| {
        let body = format!(
            r#"{{"forms": [{{"id": "{id}", "version": 1, "title": "表", "about": "events", "steps": [{{"title": "一",
            "fields": [{{"id": "firm", "kind": "line", "label": "单位"}}, {{"id": "name", "kind": "name", "label": "姓名"}}]}}]}}]}}"#
        );
        let Ok(Some(Body::Forms(forms))) = read("forms", &body) else { panic!("no form") };
        let about = AboutItem { shelf: ShelfKind::Events, item: "fair".into(), title: "招聘会".into(), slot: None };
        let answers = answers.iter().map(|(field, text)| ((*field).to_owned(), Given::One((*text).to_owned())));
        let filled =
            Filled { form: id.into(), version: 1, about: Some(about), answers: answers.collect(), ..Filled::default() };
        check(&forms.forms[0], &filled, TODAY).unwrap()
    };
    let mut desk = Desk::enrolled();
    for (second, checked) in (0..).zip([
        fair("event-ticket", &[("name", "测试甲")]),
        fair("event-ticket", &[("name", "测试乙")]),
        fair("intention", &[("name", "测试甲"), ("firm", "测试一厂")]),
        fair("intention", &[("name", "测试甲"), ("firm", "测试二厂")]),
        fair("intention", &[("name", "测试乙"), ("firm", "测试一厂")]),
        fair("intention", &[("name", "测试丙"), ("firm", "测试三厂")]),
    ]) {
        let random = desk.random();
        desk.station.submit(checked, (None, None), (at(second), TODAY), random).unwrap();
    }
    // What the province refused counts no more.
    let last = desk.station.next_batch(10, usize::MAX).unwrap()[5].id;
    let refusal = Refusal { code: RefusalCode::Invalid, field: "answers".into() };
    desk.station.apply_answers(&[Answered { entry: last, verdict: Verdict::Refused(refusal) }], at(9)).unwrap();
    let events = |desk: &Desk| desk.station.monitor(TODAY.year(), TODAY).unwrap().events;
    let fair_line =
        EventLine { item: "fair".into(), title: "招聘会".into(), tickets: 2, intentions: 3, firms: Some(2) };
    assert_eq!(events(&desk).first(), Some(&fair_line));
    // Of forms that are erased it is known that they were, and not which firm they named.
    let entries = desk.station.next_batch(10, usize::MAX).unwrap();
    let taken: Vec<Answered> =
        entries.iter().map(|entry| Answered { entry: entry.id, verdict: Verdict::Acknowledged }).collect();
    desk.station.apply_answers(&taken, at(10)).unwrap();
    let later = at(0).to_zoned(jiff::tz::TimeZone::UTC).date().saturating_add(31.days());
    assert_eq!(desk.station.purge(later).unwrap(), 5);
    assert_eq!(events(&desk), [EventLine { title: String::new(), firms: None, ..fair_line }]);
}
