//! Accounts, applications taken back, résumés, errands: kept once, found again by whoever they are about, gone at her wish.

use super::*;
use crate::domain::account::AccountStage;
use crate::domain::content::{Body, FormDef, ShelfKind, read};
use crate::domain::ledger::Registered;
use crate::domain::resume::{Did, KEPT_DAYS, Lasted, Resume};
use crate::domain::service::fill::{Filled, check};
use crate::domain::{AboutItem, AccountOutcome, Given, SlotTime};
use crate::store::StoreError;

const FORMS: &str = r#"{"forms": [
    {"id": "account", "version": 1, "title": "注册湘就业", "account": "湘就业", "steps": [{"title": "一", "fields": [
        {"id": "name", "kind": "name", "label": "姓名", "required": true, "prefill": "name"},
        {"id": "id", "kind": "id_number", "label": "证件", "required": true, "prefill": "id_number"},
        {"id": "phone", "kind": "phone", "label": "电话", "required": true, "prefill": "phone"},
        {"id": "agree", "kind": "consent", "label": "同意", "required": true}]}]},
    {"id": "book", "version": 1, "title": "报名培训", "about": "courses", "steps": [{"title": "一", "fields": [
        {"id": "name", "kind": "name", "label": "姓名", "required": true}]}]},
    {"id": "tip", "version": 1, "title": "线索", "steps": [{"title": "一", "fields": [
        {"id": "name", "kind": "name", "label": "姓名", "required": true}]}]}]}"#;

fn form(id: &str) -> FormDef {
    let Ok(Some(Body::Forms(forms))) = read("forms", FORMS) else { panic!("{:?}", read("forms", FORMS)) };
    forms.forms.into_iter().find(|form| form.id == id).unwrap()
}

fn filled(id: &str, answers: &[(&str, &str)], about: Option<AboutItem>) -> Filled {
    let answers = answers.iter().map(|(field, text)| ((*field).to_owned(), Given::One((*text).to_owned()))).collect();
    Filled { form: id.into(), version: 1, about, answers, ..Filled::default() }
}

fn ask(desk: &mut Desk, number: &str, second: i64) -> Registered {
    let answers = [("name", "测试甲"), ("id", number), ("phone", "13800000000"), ("agree", "yes")];
    let checked = check(&form("account"), &filled("account", &answers, None), TODAY).unwrap();
    let random = desk.random();
    desk.station.ask_for_account(&form("account"), checked, (at(second), TODAY), random).unwrap()
}

fn notice(desk: &mut Desk, of: &ReceiptNo, body: &Value) {
    let notice = Notice {
        seq: NoticeNo(1),
        id: NoticeId::new(1, [1; 10]),
        made_at: at(50),
        about: About { receipt: Some(of.clone()), ..About::default() },
        kind: "account_answer".into(),
        body: body.clone(),
    };
    desk.station.take_notices(&[notice], at(60)).unwrap();
}

#[test]
fn an_account_is_asked_for_once_and_pending_until_the_province_answers() {
    let mut desk = Desk::enrolled();
    let first = ask(&mut desk, NUMBER, 1);
    let again = ask(&mut desk, NUMBER, 2);
    assert_eq!((again.receipt.clone(), again.already), (first.receipt.clone(), true));
    let bodies = desk.bodies();
    assert_eq!(bodies.len(), 1);
    assert_eq!((bodies[0].0, bodies[0].1["service"].as_str()), (EntryKind::Account, Some("湘就业")));

    // By her card, and by the slip with her birthday: nothing else of her is here.
    for proof in [card(NUMBER), slip(&first.receipt, BORN)] {
        let her = desk.known(&proof);
        let accounts = desk.station.mine(her.subject).unwrap().accounts;
        assert_eq!(accounts[0].stage(), AccountStage::Saved);
    }
    assert_eq!(desk.shows(&slip(&first.receipt, date(1974, 3, 11)), 20), Shown::NoMatch);
    let answers = [Answered { entry: first.entry, verdict: Verdict::Acknowledged }];
    desk.station.apply_answers(&answers, at(40)).unwrap();
    let her = desk.known(&card(NUMBER)).subject;
    assert_eq!(desk.station.mine(her).unwrap().accounts[0].stage(), AccountStage::Pending);
    notice(&mut desk, &first.receipt, &serde_json::json!({ "outcome": "opened" }));
    let opened = AccountStage::Answered(AccountOutcome::Opened);
    assert_eq!(desk.station.mine(her).unwrap().accounts[0].stage(), opened);
}

#[test]
fn who_is_registered_is_the_same_person_when_she_asks_for_an_account() {
    let mut desk = Desk::enrolled();
    desk.register();
    let her = desk.known(&card(NUMBER)).subject;
    ask(&mut desk, NUMBER, 5);
    let mine = desk.station.mine(her).unwrap();
    assert_eq!((mine.registrations.len(), mine.accounts.len()), (1, 1));
}

#[test]
fn one_application_is_taken_back_once_and_the_others_stand() {
    let mut desk = Desk::enrolled();
    desk.register();
    let visitor = desk.known(&card(NUMBER));
    let her = visitor.subject;
    let (one, other) = (crate::domain::matching::tests::posting(1, JobKind::Welder), {
        let mut other = crate::domain::matching::tests::posting(2, JobKind::Cleaner);
        other.employer = "测试乙厂".into();
        other
    });
    let first = desk.apply(AppliesAs::Known(&visitor), &one, 20);
    desk.apply(AppliesAs::Known(&visitor), &other, 21);
    let stranger = crate::domain::SubjectId::new(9, [9; 10]);
    let refused = desk.station.end_application(stranger, &first.receipt, at(30), [1; 10]);
    assert!(matches!(refused, Err(StoreError::NotFound("application"))), "it is not his");

    let ended = desk.station.end_application(her, &first.receipt, at(30), [1; 10]).unwrap();
    let again = desk.station.end_application(her, &first.receipt, at(31), [2; 10]).unwrap();
    assert_eq!((again.receipt, again.already), (ended.receipt, true));
    let tracks: Vec<_> = desk.station.mine(her).unwrap().applications.iter().map(|one| one.track).collect();
    assert_eq!(tracks, [Track::Saved, Track::Ended]);
    let (kind, body) = desk.bodies().pop().unwrap();
    assert_eq!((kind, body["of"].as_str()), (EntryKind::ApplicationEnd, Some(first.receipt.as_str())));

    // She changes her mind: that is a new application.
    let new = desk.apply(AppliesAs::Known(&visitor), &one, 40);
    assert!(!new.already && new.receipt != first.receipt);
}

fn resume() -> Resume {
    let mut did = Did::default();
    did.set_kind(JobKind::Welder);
    did.lasted = Some(Lasted::FiveToTen);
    Resume { jobs: vec![did], named: true, ..Resume::default() }
}

#[test]
fn a_resume_is_kept_by_consent_until_its_day_and_gone_at_her_wish() {
    let mut desk = Desk::enrolled();
    let receipt = desk.register();
    let her = desk.known(&card(NUMBER)).subject;
    assert_eq!(desk.station.mine(her).unwrap().resume, None);
    let until = desk.station.keep_resume(her, &resume(), "2026-11", at(5), TODAY).unwrap();
    let kept = desk.station.mine(her).unwrap().resume.unwrap();
    assert_eq!((kept.until, kept.resume.jobs.len(), kept.resume.named), (until, 1, false));
    assert!(desk.bodies().iter().all(|(kind, _)| *kind == EntryKind::Registration), "the province is told nothing");

    desk.station.drop_resume(her).unwrap();
    assert_eq!(desk.station.mine(her).unwrap().resume, None);
    desk.station.keep_resume(her, &resume(), "2026-11", at(6), TODAY).unwrap();
    desk.station.purge(until).unwrap();
    assert!(desk.station.mine(her).unwrap().resume.is_some(), "on its last day it is still there");
    desk.station.purge(TODAY.saturating_add(jiff::Span::new().days(KEPT_DAYS + 1))).unwrap();
    assert_eq!(desk.station.mine(her).unwrap().resume, None);
    desk.station.keep_resume(her, &resume(), "2026-11", at(7), TODAY).unwrap();
    desk.station.wish(&receipt, &Wish::Erase, None, at(8), [3; 10]).unwrap();
    assert_eq!(desk.station.mine(her).unwrap().resume, None, "erased is erased, before the province has heard of it");
}

#[test]
fn what_she_books_stands_among_her_things_and_a_tip_leads_to_nobody() {
    let mut desk = Desk::enrolled();
    desk.register();
    let her = desk.known(&card(NUMBER)).subject;
    let slot = SlotTime { day: date(2026, 11, 24), at: "09:00".into() };
    let about = AboutItem { shelf: ShelfKind::Courses, item: "a".into(), title: "叉车班".into(), slot: Some(slot) };
    for (id, about) in [("book", Some(about)), ("tip", None)] {
        let checked = check(&form(id), &filled(id, &[("name", "测试甲")], about), TODAY).unwrap();
        let random = desk.random();
        desk.station.submit(checked, (Some(9), Some(her)), (at(20), TODAY), random).unwrap();
    }
    let mine = desk.station.mine(her).unwrap();
    let titles: Vec<_> = mine.submissions.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["报名培训"]);
    assert_eq!(mine.submissions[0].state, EntryState::Waiting);
}
