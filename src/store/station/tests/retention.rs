//! How long what is kept beside a registration is kept: by kind, to the day.

use super::*;
use crate::domain::monitor::{Figure, LEDGER_YEARS, Span};
use crate::domain::notice::{About, Notice};
use crate::domain::plan::{judge, plans};
use crate::domain::registration::VALID_DAYS;
use crate::domain::seeker::NewService;
use crate::domain::{EntryId, NoticeId, NoticeNo, ServiceChannel, ServiceKind};
use serde_json::{Value, json};

const ID: &str = "430000199003071519";

fn takes_all(desk: &mut Desk) {
    let batch = desk.station.next_batch(500, usize::MAX).unwrap();
    let taken = |entry: EntryId| Answered { entry, verdict: Verdict::Acknowledged };
    let answers: Vec<_> = batch.iter().map(|entry| taken(entry.id)).collect();
    desk.station.apply_answers(&answers, at(60)).unwrap();
}

fn text(desk: &Desk, sql: &str) -> Option<String> {
    desk.station.db.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn words_behind_what_is_counted_are_kept_for_the_years_of_a_ledger_and_the_figures_for_good() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    let service = NewService {
        kind: ServiceKind::Guidance,
        channel: ServiceChannel::Desk,
        posting: None,
        topic: "求职方向".into(),
        result: "再约一次".into(),
        told: true,
        confirmed: false,
    };
    let act = desk.act(&clerk, at(1));
    desk.station.record_service(subject, &service, &act).unwrap();
    let made = at(1).to_zoned(jiff::tz::TimeZone::UTC).date();
    let over = made.saturating_add(LEDGER_YEARS.years());
    let topic = "SELECT topic FROM service";
    let body = "SELECT body FROM entry WHERE kind = 'service'";
    desk.station.purge(over.tomorrow().unwrap()).unwrap();
    assert_eq!(text(&desk, topic).as_deref(), Some("求职方向"), "what waits is kept, however old");
    takes_all(&mut desk);
    desk.station.purge(over).unwrap();
    assert_eq!(text(&desk, topic).as_deref(), Some("求职方向"));
    assert!(text(&desk, body).is_some());
    assert!(desk.station.purge(over.tomorrow().unwrap()).unwrap() > 0);
    assert_eq!((text(&desk, topic).as_deref(), text(&desk, body)), (Some("—"), None));
    assert_eq!(desk.station.purge(over.tomorrow().unwrap()).unwrap(), 0, "once");
    let year = made.year();
    assert_eq!(desk.station.figure(Figure::Services(ServiceKind::Guidance), Span::year(year)).unwrap(), 1);
    let done: Vec<_> = desk.station.services_of(subject).unwrap().into_iter().map(|row| row.done).collect();
    let plan = plans().iter().find(|plan| plan.code == "311").unwrap();
    let judged = judge(plan, (date(year, 1, 1), date(year, 12, 31)), &done);
    assert!(judged[0].verdict.is_ok(), "it counts as it did: {judged:?}");
}

/// What the province says about a receipt, and nothing else of her.
fn told(desk: &mut Desk, seq: i64, of: &ReceiptNo, kind: &str, body: Value) {
    let notice = Notice {
        seq: NoticeNo(seq),
        id: NoticeId::new(1, [u8::try_from(seq).unwrap(); 10]),
        made_at: at(50),
        about: About { receipt: Some(of.clone()), ..About::default() },
        kind: kind.into(),
        body,
    };
    desk.station.take_notices(&[notice], at(60)).unwrap();
}

#[test]
fn what_the_province_says_of_somebody_goes_after_the_days_of_a_registration_but_the_figure_of_a_decision() {
    let mut desk = Desk::enrolled();
    let receipt = desk.register(&person("测试甲", ID)).receipt;
    told(&mut desk, 1, &receipt, "message", json!({ "text": "社保卡到了" }));
    let decision = json!({ "on": "补贴", "outcome": "approved", "text": "按月发", "amount_fen": 50_000 });
    told(&mut desk, 2, &receipt, "decision", decision);
    let later = json!({ "source": "社保", "purpose": "帮扶", "until": "2031-01-01", "items": [] });
    told(&mut desk, 3, &receipt, "returned_data", later);
    let said = |desk: &Desk| -> Vec<Option<String>> {
        let mut statement = desk.station.db.prepare("SELECT body FROM notice ORDER BY seq").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    };
    let all = said(&desk);
    takes_all(&mut desk);
    let over = at(60).to_zoned(jiff::tz::TimeZone::UTC).date().saturating_add(VALID_DAYS.days());
    desk.station.purge(over).unwrap();
    assert_eq!(said(&desk), all);
    assert!(desk.station.purge(over.tomorrow().unwrap()).unwrap() > 0);
    let left = said(&desk);
    assert_eq!((&left[0], &left[2]), (&None, &all[2]), "what an office handed back has a day of its own");
    let left: Value = serde_json::from_str(left[1].as_ref().unwrap()).unwrap();
    assert_eq!(left, json!({ "on": "补贴", "outcome": "approved", "amount_fen": 50_000 }));
    assert_eq!(desk.station.purge(over.tomorrow().unwrap()).unwrap(), 0, "once");
}

#[test]
fn the_word_for_the_next_shift_goes_too() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    let act = desk.act(&clerk, at(1));
    desk.station.hand_over("等穿红棉袄的那位大姐", &act).unwrap();
    let over = at(1).to_zoned(jiff::tz::TimeZone::UTC).date().saturating_add(VALID_DAYS.days());
    let note = "SELECT note FROM closing";
    desk.station.purge(over).unwrap();
    assert_eq!(text(&desk, note).as_deref(), Some("等穿红棉袄的那位大姐"));
    desk.station.purge(over.tomorrow().unwrap()).unwrap();
    assert_eq!(text(&desk, note).as_deref(), Some(""));
}
