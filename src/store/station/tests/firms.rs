//! What the desk's books promise about employers, triggered help and policies: nothing is posted that nobody decided, and
//! nothing is counted twice.

use super::*;
use crate::domain::firms::{NotYet, Stage, firm_of};
use crate::domain::help::{Case, rules, triggered};
use crate::domain::push::Told;
use crate::domain::role::Role;
use crate::domain::service::fill::Answers;
use crate::domain::task::{Outcome, Queue, Reason};
use crate::domain::{FirmDeed, Given, RecallReason, ServiceKind};
use crate::store::NewFirmNote;

const CODE: &str = "91430000MA0TEXT04Y";
const OTHER_CODE: &str = "91430000MA0AAA0161";

fn answers(given: &[(&str, &str)]) -> Answers {
    given.iter().map(|(id, given)| ((*id).to_owned(), Given::One((*given).to_owned()))).collect()
}

fn firm(code: &str) -> crate::domain::Firm {
    let mut given = answers(&[
        ("credit_code", code),
        ("name", "测试机械有限公司"),
        ("contact", "测试经理"),
        ("phone", "13800000001"),
        ("agent", "测试丙"),
    ]);
    given.insert("papers".into(), Given::Many(vec!["licence".into(), "agent_id".into()]));
    firm_of(&given, "测试员", TODAY).unwrap()
}

fn posting(more: &[(&str, &str)]) -> Answers {
    let mut all = answers(&[
        ("title", "电焊工"),
        ("headcount", "3"),
        ("work_form", "full_time"),
        ("tasks", "焊接钢架"),
        ("pay_unit", "month"),
        ("pay_min", "5000"),
        ("hours_day", "8"),
        ("days_week", "5"),
        ("experience", "焊工证"),
        ("place", "测试路 1 号"),
        ("phone", "13800000001"),
        ("valid_days", "30"),
    ]);
    all.extend(answers(more));
    all
}

/// A task: why, what it is called, and what it is about.
type Matter = (Reason, String, Option<(i64, String)>);

fn reviewing(desk: &Desk) -> Vec<Matter> {
    let rows = desk.station.tasks(Queue::Review).unwrap();
    rows.into_iter().map(|row| (row.reason, row.name, row.matter)).collect()
}

#[test]
fn an_employer_is_kept_once_by_its_code_and_each_change_is_an_entry_of_the_same_subject() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    let act = desk.act(&clerk, at(1));
    let id = desk.station.save_firm(&firm(CODE), &act).unwrap();
    let act = desk.act(&clerk, at(2));
    desk.station.look_after(id, &act).unwrap();
    let act = desk.act(&clerk, at(3));
    let renamed = crate::domain::Firm { name: "测试新名有限公司".into(), ..firm(CODE) };
    assert_eq!(desk.station.save_firm(&renamed, &act).unwrap(), id);
    let act = desk.act(&clerk, at(4));
    assert_ne!(desk.station.save_firm(&firm(OTHER_CODE), &act).unwrap(), id);
    let firms = desk.station.firms(TODAY).unwrap();
    assert_eq!(firms.len(), 2);
    let kept = firms.iter().find(|row| row.id == id).unwrap();
    assert_eq!((kept.firm.name.as_str(), kept.firm.commissioner.as_str()), ("测试新名有限公司", "测试员"));
    let batch = desk.station.next_batch(500, usize::MAX).unwrap();
    assert_eq!(batch.len(), 4);
    assert!(batch[0].subject == batch[1].subject && batch[1].subject == batch[2].subject);
    assert_ne!(batch[2].subject, batch[3].subject);
}

#[test]
fn a_posting_goes_to_the_province_when_a_person_has_decided_every_point_and_not_before() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    let reviewer = desk.staff("审核员", &[Role::Reviewer]);
    desk.station.set_minimum_wage(TODAY, (2_100, 21)).unwrap();
    let act = desk.act(&clerk, at(1));
    let firm = desk.station.save_firm(&firm(CODE), &act).unwrap();
    let act = desk.act(&clerk, at(2));
    let offer =
        desk.station.save_offer(firm, &posting(&[("requirements", "限男性"), ("age_to", "45")]), None, &act).unwrap();
    assert_eq!(
        reviewing(&desk),
        [(Reason::ReviewPosting, "测试机械有限公司 · 电焊工".into(), Some((firm, offer.to_string())))]
    );
    let decide = |desk: &mut Desk, reasons: &[&str]| {
        let act = desk.act(&reviewer, at(3));
        let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
        desk.station.let_offer_through(offer, &reasons, &act).unwrap()
    };
    assert_eq!(decide(&mut desk, &["老板要求", "高处作业"]), Err(NotYet::Blocked), "what must be changed is changed");
    let act_back = desk.act(&reviewer, at(4));
    desk.station.send_offer_back(offer, "请修改：性别限制", &act_back).unwrap();
    assert_eq!(reviewing(&desk)[0].0, Reason::PostingSentBack);
    let act = desk.act(&clerk, at(5));
    assert_eq!(desk.station.save_offer(firm, &posting(&[("age_to", "45")]), Some(offer), &act).unwrap(), offer);
    assert_eq!(decide(&mut desk, &[]), Err(NotYet::NoReason), "the machine never decides alone");
    assert!(!desk.kinds().contains(&EntryKind::PostingOffer));
    let entry = decide(&mut desk, &["高处作业"]).unwrap();
    let kept = desk.station.offer(offer).unwrap();
    assert_eq!((kept.stage, kept.reviewed_by.as_str(), kept.entry.unwrap().0), (Stage::Offered, "审核员", entry));
    assert!(reviewing(&desk).is_empty());
    let batch = desk.station.next_batch(500, usize::MAX).unwrap();
    let body: crate::domain::PostingOffer = serde_json::from_str(batch.last().unwrap().body.get()).unwrap();
    assert_eq!((body.made_by.as_str(), body.reviewed_by.as_str()), ("测试员", "审核员"));
    assert_eq!((body.judged.len(), body.judged[0].rule.as_str()), (1, "R7"));
    assert_eq!(body.posting.employer, "测试机械有限公司");
}

#[test]
fn a_posting_is_taken_back_once_and_says_why() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Supervisor]);
    desk.station.set_minimum_wage(TODAY, (2_100, 21)).unwrap();
    let act = desk.act(&clerk, at(1));
    let firm = desk.station.save_firm(&firm(CODE), &act).unwrap();
    let act = desk.act(&clerk, at(2));
    let offer = desk.station.save_offer(firm, &posting(&[]), None, &act).unwrap();
    let act = desk.act(&clerk, at(3));
    let entry = desk.station.let_offer_through(offer, &[], &act).unwrap().unwrap();
    let act = desk.act(&clerk, at(4));
    desk.station.recall_offer(offer, RecallReason::Complaint, &act).unwrap();
    assert!(desk.station.recall_offer(offer, RecallReason::Complaint, &act).is_err(), "once");
    let batch = desk.station.next_batch(500, usize::MAX).unwrap();
    let body: crate::domain::PostingRecall = serde_json::from_str(batch.last().unwrap().body.get()).unwrap();
    assert_eq!((body.offer, body.reason), (entry, RecallReason::Complaint));
    assert_eq!(desk.station.firms(TODAY).unwrap()[0].standing, 0);
}

#[test]
fn the_same_posting_again_and_a_lent_telephone_are_noticed() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    desk.station.set_minimum_wage(TODAY, (2_100, 21)).unwrap();
    let act = desk.act(&clerk, at(1));
    let first = desk.station.save_firm(&firm(CODE), &act).unwrap();
    for (second, code) in (2..).zip([OTHER_CODE, "91430000MA0AAA024U", "91430000MA0AAA032N"]) {
        let act = desk.act(&clerk, at(second));
        desk.station.save_firm(&firm(code), &act).unwrap();
    }
    let act = desk.act(&clerk, at(9));
    desk.station.save_offer(first, &posting(&[]), None, &act).unwrap();
    let again = desk.station.save_offer(first, &posting(&[]), None, &act).unwrap();
    let fields: Vec<String> = desk.station.offer(again).unwrap().findings.into_iter().map(|one| one.field).collect();
    assert_eq!(fields, ["title", "phone"]);
}

#[test]
fn a_need_and_a_complaint_are_somebodys_task_until_they_are_closed_and_a_visit_is_none() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    let act = desk.act(&clerk, at(1));
    let firm = desk.station.save_firm(&firm(CODE), &act).unwrap();
    let mut note = |deed: FirmDeed, second: i64| {
        let act = desk.act(&clerk, at(second));
        let headcount = (deed == FirmDeed::Need).then_some(20);
        let (topic, result) = ("招普工".to_owned(), "旺季".to_owned());
        let new = NewFirmNote { deed, topic, result, job_kind: None, headcount, by: None };
        desk.station.note_firm(firm, &new, &act).unwrap()
    };
    note(FirmDeed::Visit, 2);
    let need = note(FirmDeed::Need, 3);
    note(FirmDeed::Complaint, 4);
    assert_eq!(desk.station.firms(TODAY).unwrap()[0].open, 2);
    assert_eq!(desk.station.tasks(Queue::Refer).unwrap()[0].reason, Reason::FirmNeed);
    assert_eq!(desk.station.tasks(Queue::Reply).unwrap()[0].reason, Reason::Complaint);
    let act = desk.act(&clerk, at(5));
    desk.station.close_firm_note(need, "招满", &act).unwrap();
    assert!(desk.station.close_firm_note(need, "招满", &act).is_err(), "once");
    assert!(desk.station.tasks(Queue::Refer).unwrap().is_empty());
    assert_eq!(desk.station.firms(TODAY).unwrap()[0].open, 1);
    assert_eq!(desk.kinds(), [EntryKind::Firm].into_iter().chain([EntryKind::FirmNote; 4]).collect::<Vec<_>>());
}

#[test]
fn help_is_asked_for_once_a_matter_also_when_it_was_done_meanwhile() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Counsellor]);
    let registered = desk.register(&person("测试甲", "430000199003071519"));
    let subject = desk.subject(&registered);
    let long_ago = TODAY.saturating_sub(jiff::Span::new().days(200));
    let tag = crate::domain::tag::Tag {
        category: crate::domain::Category::RegisteredUnemployed,
        source: crate::domain::TagSource::Verified,
        from: long_ago,
        until: None,
        evidence: String::new(),
    };
    let tags = [tag];
    let case = Case { tags: &tags, done: &[], registered_on: TODAY, failed_referrals: 0, owed: 0 };
    let trigger = |desk: &mut Desk| {
        let wanted: Vec<_> = triggered(rules(), &case, TODAY).into_iter().map(|one| (subject, one)).collect();
        desk.station.open_help(&wanted, at(20), TODAY).unwrap()
    };
    assert_eq!((trigger(&mut desk), trigger(&mut desk)), (1, 0));
    let task = desk.station.tasks_of(subject).unwrap().into_iter().find(|task| task.reason == Reason::Help).unwrap();
    assert_eq!(task.note, "long_unemployed");
    let act = desk.act(&clerk, at(30));
    desk.station.end_task(task.id, Outcome::NotWanted, "", &act).unwrap().unwrap();
    assert_eq!(trigger(&mut desk), 0, "what somebody closed does not come back the next day");
}

#[test]
fn a_policy_is_told_once_and_counted_once_by_telephone_or_at_the_desk() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    let registered = desk.register(&person("测试甲", "430000199003071519"));
    let subject = desk.subject(&registered);
    let talks = |desk: &Desk| {
        let services = desk.station.services_of(subject).unwrap();
        services.iter().filter(|one| one.done.kind == ServiceKind::PolicyTalk).count()
    };
    let policy = ("subsidy", "社保补贴");
    for second in [1, 2] {
        let act = desk.act(&clerk, at(second));
        desk.station.ask_to_tell(subject, policy, &act).unwrap();
    }
    let calls: Vec<_> = desk.station.tasks_of(subject).unwrap();
    let calls: Vec<_> = calls.into_iter().filter(|task| task.reason == Reason::TellPolicy).collect();
    assert_eq!(calls.len(), 1);
    assert_eq!(desk.station.policy_marks().unwrap()[&(subject, "subsidy".to_owned())], Told::Asked(TODAY));
    let act = desk.act(&clerk, at(3));
    desk.station.end_task(calls[0].id, Outcome::Reached, "", &act).unwrap().unwrap();
    assert_eq!(talks(&desk), 1);
    let act = desk.act(&clerk, at(4));
    desk.station.tell_policy(subject, policy, &act).unwrap();
    assert_eq!(talks(&desk), 1, "who was told is not counted again");
    let act = desk.act(&clerk, at(5));
    desk.station.tell_policy(subject, ("loan", "创业担保贷款"), &act).unwrap();
    assert_eq!(talks(&desk), 2);
    assert_eq!(desk.station.policy_marks().unwrap()[&(subject, "loan".to_owned())], Told::On(TODAY));
}
