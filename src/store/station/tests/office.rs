//! What the desk's books promise: nothing done that the audit log does not say, nothing promised that no queue holds,
//! nothing counted twice.

use super::*;
use crate::domain::audit::{Chain, Deed};
use crate::domain::referral::NoStep;
use crate::domain::seeker::NewService;
use crate::domain::staff::StaffMember;
use crate::domain::tag::{self, Tag};
use crate::domain::task::{LOCK, Outcome, Queue, Reason, TaskRow};
use crate::domain::{
    Category, EntryId, Posting, PostingId, ReferralReason, ReferralState, ServiceChannel, ServiceKind, SubjectId,
    TagSource,
};

const ID: &str = "430000199003071519";
const OTHER_ID: &str = "43000019850720005X";

impl Desk {
    pub(super) fn staff(&mut self, name: &str, roles: &[Role]) -> StaffMember {
        self.station.add_staff(name, "260718", Roles::of(roles), &[5; 16], &act(at(0))).unwrap()
    }

    pub(super) fn act<'a>(&mut self, by: &'a StaffMember, now: Timestamp) -> Act<'a> {
        let mut random = [0; 10];
        self.chance.fill(&mut random);
        Act { by: Some(by), now, today: TODAY, random }
    }

    pub(super) fn subject(&self, registered: &Registered) -> SubjectId {
        self.station.subject_of(&registered.receipt).unwrap().unwrap()
    }

    fn reasons(&self, subject: SubjectId) -> Vec<Reason> {
        self.station.tasks_of(subject).unwrap().into_iter().map(|task| task.reason).collect()
    }

    fn record(&mut self, subject: SubjectId, clerk: &StaffMember, kind: ServiceKind) -> EntryId {
        let act = self.act(clerk, at(10));
        self.station.record_service(subject, &service(kind), &act).unwrap()
    }

    fn deeds(&self) -> Vec<Deed> {
        let mut deeds: Vec<Deed> =
            self.station.audit_lines(1_000).unwrap().into_iter().map(|(line, _)| line.deed).collect();
        deeds.reverse();
        deeds
    }

    pub(super) fn kinds(&self) -> Vec<EntryKind> {
        self.station.next_batch(500, usize::MAX).unwrap().into_iter().map(|entry| entry.kind).collect()
    }
}

fn service(kind: ServiceKind) -> NewService {
    NewService {
        kind,
        channel: ServiceChannel::Desk,
        posting: (kind == ServiceKind::Recommendation).then_some(PostingId(7)),
        topic: "求职方向".into(),
        result: "再约一次".into(),
        told: true,
        confirmed: false,
    }
}

fn posting(id: i64) -> Posting {
    let json = include_str!("../../../../tests/migrations/posting.json");
    Posting { id: PostingId(id), ..serde_json::from_str(json).unwrap() }
}

fn agreed(form: Form) -> Form {
    let mut consents = form.consents.clone();
    consents.push(Consent { purpose: ConsentPurpose::ShareWithEmployers, version: "2026-11".into(), given: at(0) });
    Form { consents, ..form }
}

#[test]
fn everything_that_is_done_stands_in_the_audit_log_and_the_log_is_whole() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    let act_now = desk.act(&clerk, at(1));
    desk.station.check_pin(clerk.id, "260718", &act_now).unwrap().unwrap();
    assert!(desk.station.check_pin(clerk.id, "111111", &act_now).unwrap().is_err());
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    desk.record(subject, &clerk, ServiceKind::Guidance);
    assert_eq!(
        desk.deeds(),
        [Deed::AccountOpened, Deed::SignedIn, Deed::SignInFailed, Deed::Registered, Deed::ServiceRecorded]
    );
    assert_eq!(desk.station.check_audit().unwrap(), Chain::Whole { lines: 5 });
    let lines = desk.station.audit_lines(1).unwrap();
    assert_eq!((lines[0].0.subject, lines[0].1.as_str()), (Some(subject), "测试员"));
}

#[test]
fn a_line_of_the_audit_log_cannot_be_changed_and_shows_if_somebody_did() {
    let mut desk = Desk::enrolled();
    for name in ["甲", "乙", "丙"] {
        desk.staff(name, &[Role::Clerk]);
    }
    let refused = desk.station.db.execute("UPDATE audit SET staff = 1 WHERE seq = 2", []);
    assert!(refused.is_err(), "a trigger forbids it");
    assert!(desk.station.db.execute("DELETE FROM audit WHERE seq = 3", []).is_err());
    // Somebody with the key and another program.
    desk.station
        .db
        .execute_batch("DROP TRIGGER audit_is_not_changed; UPDATE audit SET detail = '' WHERE seq = 2")
        .unwrap();
    assert_eq!(desk.station.check_audit().unwrap(), Chain::Broken { at: 2 });
    desk.station.db.execute_batch("DROP TRIGGER audit_is_not_shortened; DELETE FROM audit WHERE seq = 2").unwrap();
    assert_eq!(desk.station.check_audit().unwrap(), Chain::Broken { at: 2 });
}

#[test]
fn a_service_that_was_taken_back_before_the_province_refused_it_holds_nobody_up() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    let service = desk.record(subject, &clerk, ServiceKind::Guidance);
    let act = desk.act(&clerk, at(20));
    desk.station.void_service(service, "测试误记", &act).unwrap();
    let refused = Verdict::Refused(Refusal { code: RefusalCode::SequenceReused, field: String::new() });
    desk.station.apply_answers(&[Answered { entry: service, verdict: refused }], at(30)).unwrap();
    assert_eq!(desk.kinds(), [EntryKind::Registration, EntryKind::ServiceNote], "what is behind it goes on");
    assert!(desk.station.refused(10).unwrap().is_empty(), "there is nothing left to put right");
    assert!(!desk.reasons(subject).contains(&Reason::SentBack), "{:?}", desk.reasons(subject));
}

#[test]
fn the_end_of_a_shift_takes_the_head_of_the_audit_log_to_the_province() {
    let mut desk = Desk::enrolled();
    let (one, two) = (desk.staff("甲", &[Role::Clerk]), desk.staff("乙", &[Role::Clerk]));
    desk.register(&person("测试甲", ID));
    let act_now = desk.act(&one, at(9));
    desk.station.hand_over("", &act_now).unwrap();
    let batch = desk.station.next_batch(500, usize::MAX).unwrap();
    let close: crate::domain::DayClose = serde_json::from_str(batch.last().unwrap().body.get()).unwrap();
    let last = desk.station.audit_lines(1).unwrap().remove(0).0;
    assert_eq!((close.audit_line, close.audit_hash), (last.seq, last.hash));
    assert_eq!((close.unsent, close.staff.as_str()), (1, "甲"));
    // Who comes next sees it, once.
    assert_eq!(desk.station.handed_over_to(one.id).unwrap(), None);
    let closing = desk.station.handed_over_to(two.id).unwrap().unwrap();
    assert_eq!((closing.from.as_str(), closing.left.unsent), ("甲", 1));
    let act_now = desk.act(&two, at(20));
    desk.station.read_closing(closing.id, &act_now).unwrap();
    assert_eq!(desk.station.handed_over_to(two.id).unwrap(), None);
}

#[test]
fn a_closed_account_signs_in_no_more_and_a_new_pin_unlocks() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    for _ in 0..5 {
        desk.station.check_pin(clerk.id, "000000", &act(at(1))).unwrap().unwrap_err();
    }
    desk.station.set_pin("测试员", "918273", &[6; 16], &act(at(2))).unwrap();
    assert_eq!(desk.station.check_pin(clerk.id, "918273", &act(at(3))).unwrap(), Ok(clerk.clone()));
    let more = desk.station.set_roles("测试员", Roles::of(&[Role::Supervisor]), &act(at(4))).unwrap();
    assert_eq!(desk.station.list_staff().unwrap(), [more]);
    desk.station.close_account("测试员", &act(at(5))).unwrap();
    assert!(desk.station.list_staff().unwrap().is_empty());
    assert!(matches!(desk.station.check_pin(clerk.id, "918273", &act(at(6))), Err(StoreError::NotFound(_))));
}

#[test]
fn a_registration_promises_a_recommendation_a_call_and_what_she_wished_for_once() {
    let mut desk = Desk::enrolled();
    let form = Form { wants: Wants { guidance: true, ..Wants::default() }, ..person("测试甲", ID) };
    let random = desk.random();
    let complete = |receipt| Registration { wants: form.wants, ..checked(&form, receipt, TODAY) };
    let first = desk.station.register(&form, complete, Origin::Direct, at(0), TODAY, random).unwrap();
    let subject = desk.subject(&first);
    let promised = [Reason::Recommend, Reason::AfterRegistration, Reason::WantsGuidance];
    assert_eq!(desk.reasons(subject), promised);
    // The same person once more, with another wish: nothing is promised twice.
    desk.register(&Form { phone: "13800000002".into(), ..person("测试甲", ID) });
    assert_eq!(desk.reasons(subject), promised);
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    desk.record(subject, &clerk, ServiceKind::Guidance);
    assert_eq!(desk.reasons(subject), [Reason::Recommend, Reason::AfterRegistration]);
}

#[test]
fn what_the_province_sends_back_is_a_task_until_it_is_put_right() {
    let mut desk = Desk::enrolled();
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    let refusal = Refusal { code: RefusalCode::Invalid, field: "phone".into() };
    desk.answer(&registered, Verdict::Refused(refusal));
    assert!(desk.reasons(subject).contains(&Reason::SentBack));
    assert_eq!(desk.station.tasks(Queue::Review).unwrap().len(), 1);
    let form = desk.station.reopen_refused(registered.entry, at(70)).unwrap();
    desk.try_register(&Form { phone: "13800000003".into(), ..form }, Origin::Draft, TODAY).unwrap();
    assert!(!desk.reasons(subject).contains(&Reason::SentBack));
}

#[test]
fn a_task_is_one_clerks_until_her_lock_runs_out() {
    let mut desk = Desk::enrolled();
    let (one, two) = (desk.staff("甲", &[Role::Clerk]), desk.staff("乙", &[Role::Clerk]));
    desk.register(&person("测试甲", ID));
    let task = desk.station.tasks(Queue::Refer).unwrap().remove(0);
    let hers = desk.act(&one, at(100));
    desk.station.take_task(task.id, &hers).unwrap().unwrap();
    let others = desk.act(&two, at(101));
    assert_eq!(desk.station.take_task(task.id, &others).unwrap().unwrap_err().0.name, "甲");
    assert!(desk.station.end_task(task.id, Outcome::Done, "", &others).unwrap().is_err());
    let later = desk.act(&two, at(100).saturating_add(LOCK).unwrap());
    desk.station.take_task(task.id, &later).unwrap().unwrap();
    desk.station.end_task(task.id, Outcome::Done, "", &later).unwrap().unwrap();
    assert!(desk.station.tasks(Queue::Refer).unwrap().is_empty());
    assert!(matches!(desk.station.take_task(task.id, &later), Err(StoreError::NotFound(_))));
}

#[test]
fn a_task_that_is_put_back_or_left_at_the_end_of_a_shift_is_free_at_once() {
    let mut desk = Desk::enrolled();
    let (one, two) = (desk.staff("甲", &[Role::Clerk]), desk.staff("乙", &[Role::Clerk]));
    desk.register(&person("测试甲", ID));
    let id = desk.station.tasks(Queue::Refer).unwrap().remove(0).id;
    let (hers, others) = (desk.act(&one, at(100)), desk.act(&two, at(101)));
    desk.station.take_task(id, &hers).unwrap().unwrap();
    desk.station.put_back_task(id, &others).unwrap();
    assert!(desk.station.take_task(id, &others).unwrap().is_err(), "nobody puts back what a colleague has");
    desk.station.put_back_task(id, &hers).unwrap();
    desk.station.take_task(id, &others).unwrap().unwrap();
    desk.station.hand_over("", &others).unwrap();
    desk.station.take_task(id, &hers).unwrap().unwrap();
}

#[test]
fn what_was_said_in_a_call_is_read_by_whoever_calls_next() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Clerk]);
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    let id = desk.station.tasks(Queue::CallBack).unwrap().remove(0).id;
    for (second, outcome, note) in [(100, Outcome::NoAnswer, ""), (200, Outcome::CallLater, "晚上七点以后")] {
        let act = desk.act(&clerk, at(second));
        desk.station.end_task(id, outcome, note, &act).unwrap().unwrap();
    }
    let task = desk.station.tasks(Queue::CallBack).unwrap().remove(0);
    let said: Vec<_> = task.steps.iter().map(|step| (step.outcome, step.note.as_str(), step.staff.as_str())).collect();
    assert_eq!(said, [(Outcome::NoAnswer, "", "甲"), (Outcome::CallLater, "晚上七点以后", "甲")]);
    let act = desk.act(&clerk, at(300));
    desk.station.end_task(id, Outcome::Reached, "", &act).unwrap().unwrap();
    let history = desk.station.steps_about(subject, 10).unwrap();
    assert_eq!(history.len(), 3);
    assert_eq!((history[0].0, history[0].1.outcome), (Reason::AfterRegistration, Outcome::Reached), "the latest first");
}

#[test]
fn who_does_not_answer_comes_again_and_is_given_up_after_four_calls() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Clerk]);
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    let due = |desk: &Desk| desk.station.tasks_of(subject).unwrap().into_iter().find(|t| t.queue == Queue::CallBack);
    let mut calls = 0;
    while let Some(task) = due(&desk) {
        let act_then = desk.act(&clerk, task.next_at);
        desk.station.end_task(task.id, Outcome::NoAnswer, "", &act_then).unwrap().unwrap();
        calls += 1;
        assert!(calls < 10);
    }
    assert_eq!(calls, 4);
}

#[test]
fn a_service_travels_once_and_a_mistake_is_taken_back_and_not_deleted() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Clerk]);
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    let service = desk.record(subject, &clerk, ServiceKind::Guidance);
    for second in [20, 21] {
        let act_now = desk.act(&clerk, at(second));
        desk.station.confirm_service(service, &act_now).unwrap();
    }
    let act_now = desk.act(&clerk, at(30));
    desk.station.void_service(service, "记错人", &act_now).unwrap();
    let all = desk.station.services_of(subject).unwrap();
    assert_eq!((all.len(), all[0].done.confirmed, all[0].done.void), (1, true, true));
    let kinds = [EntryKind::Registration, EntryKind::Service, EntryKind::ServiceNote, EntryKind::ServiceNote];
    assert_eq!(desk.kinds(), kinds);
    let act_now = desk.act(&clerk, at(31));
    assert!(matches!(desk.station.confirm_service(service, &act_now), Err(StoreError::NotFound(_))));
}

#[test]
fn a_service_that_the_province_refused_holds_nobody_up_once_it_is_taken_back() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Clerk]);
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    let service = desk.record(subject, &clerk, ServiceKind::Guidance);
    desk.answer(&registered, Verdict::Acknowledged);
    let refused = Verdict::Refused(Refusal { code: RefusalCode::Missing, field: "topic".into() });
    desk.answer(&Registered { entry: service, ..registered }, refused);
    desk.record(subject, &clerk, ServiceKind::Visit);
    assert!(desk.waiting().is_empty(), "the visit waits for the guidance");
    assert!(desk.reasons(subject).contains(&Reason::SentBack));
    let act_now = desk.act(&clerk, at(40));
    desk.station.void_service(service, "重新记", &act_now).unwrap();
    assert_eq!(desk.waiting().len(), 2);
}

#[test]
fn a_referral_is_counted_as_a_recommendation_and_asked_about() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Clerk]);
    let registered = desk.register(&agreed(person("测试甲", ID)));
    let subject = desk.subject(&registered);
    let act_now = desk.act(&clerk, at(10));
    let id = desk.station.refer(subject, &posting(7), &act_now, [1; 10]).unwrap();
    assert_eq!(desk.reasons(subject), [Reason::AfterRegistration, Reason::ReferralOutcome]);
    assert_eq!(desk.station.services_of(subject).unwrap()[0].done.posting, Some(PostingId(7)));
    // Touched twice: one referral.
    let again = desk.act(&clerk, at(11));
    assert_eq!(desk.station.refer(subject, &posting(7), &again, [2; 10]).unwrap(), id);
    assert_eq!(desk.station.services_of(subject).unwrap().len(), 1);
    for state in [ReferralState::Told, ReferralState::Interview, ReferralState::Hired] {
        let act_now = desk.act(&clerk, at(12));
        desk.station.move_referral(id, state, None, &act_now).unwrap().unwrap();
    }
    assert_eq!(desk.station.referrals_of(subject).unwrap()[0].state, ReferralState::Hired);
    assert_eq!(desk.reasons(subject), [Reason::AfterRegistration]);
    let steps = desk.kinds().into_iter().filter(|kind| *kind == EntryKind::Referral).count();
    assert_eq!(steps, 4);
}

#[test]
fn an_employer_is_told_of_nobody_who_has_not_agreed() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Clerk]);
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    let act_now = desk.act(&clerk, at(10));
    let id = desk.station.refer(subject, &posting(7), &act_now, [1; 10]).unwrap();
    let before = desk.kinds().len();
    let act_now = desk.act(&clerk, at(11));
    let refused = desk.station.move_referral(id, ReferralState::Told, None, &act_now).unwrap();
    assert_eq!(refused, Err(NoStep::NoConsent));
    assert_eq!(desk.kinds().len(), before, "nothing has left");
    let act_now = desk.act(&clerk, at(12));
    let far = Some(ReferralReason::TooFar);
    desk.station.move_referral(id, ReferralState::Refused, far, &act_now).unwrap().unwrap();
}

#[test]
fn two_registrations_of_one_person_become_one_with_everything_that_hung_on_them() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Supervisor]);
    let first = desk.register(&person("测试甲", ID));
    let second = desk.register(&Form { phone: "13800000002".into(), ..person("测试甲", OTHER_ID) });
    let (stays, away) = (desk.subject(&first), desk.subject(&second));
    assert_ne!(stays, away);
    desk.record(away, &clerk, ServiceKind::Visit);
    let act_now = desk.act(&clerk, at(20));
    desk.station.merge(stays, away, "同一人", &act_now).unwrap();
    assert_eq!(desk.subject(&second), stays);
    assert_eq!(desk.station.seekers().unwrap().len(), 1);
    assert_eq!(desk.station.services_of(stays).unwrap().len(), 1);
    assert_eq!(desk.station.registrations_of(stays).unwrap().len(), 2);
    assert_eq!(desk.reasons(stays), [Reason::Recommend, Reason::AfterRegistration], "each promise once");
    assert!(desk.station.tasks_of(away).unwrap().is_empty());
    // Whichever card she shows next time.
    for id in [ID, OTHER_ID] {
        let again = desk.register(&Form { phone: "13800000009".into(), ..person("测试甲", id) });
        assert_eq!(desk.subject(&again), stays);
    }
    let act_now = desk.act(&clerk, at(21));
    assert!(matches!(desk.station.merge(stays, stays, "", &act_now), Err(StoreError::NotFound(_))));
    assert!(desk.deeds().contains(&Deed::Merged));
}

#[test]
fn a_group_that_is_declared_holds_as_long_as_the_registration_and_one_that_was_seen_until_it_is_ended() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Counsellor]);
    let form = person("测试甲", ID);
    let random = desk.random();
    let complete = |receipt| {
        let registration = checked(&form, receipt, TODAY);
        Registration { categories: vec![Category::MigrantWorker], ..registration }
    };
    let registered = desk.station.register(&form, complete, Origin::Direct, at(0), TODAY, random).unwrap();
    let subject = desk.subject(&registered);
    let held = |desk: &Desk, day| tag::on(&desk.station.tags_of(subject).unwrap(), day);
    assert_eq!(held(&desk, TODAY), [Category::MigrantWorker]);
    assert!(held(&desk, TODAY.saturating_add(400.days())).is_empty());
    let seen = |from: Date, until| Tag {
        category: Category::MigrantWorker,
        source: TagSource::Verified,
        from,
        until,
        evidence: "证明".into(),
    };
    let tomorrow = TODAY.tomorrow().unwrap();
    let act_now = desk.act(&clerk, at(10));
    desk.station.set_tag(subject, &seen(tomorrow, None), "", &act_now).unwrap();
    assert_eq!(held(&desk, TODAY.saturating_add(400.days())), [Category::MigrantWorker]);
    assert_eq!(desk.station.tags_of(subject).unwrap().len(), 2);
    let last = TODAY.saturating_add(9.days());
    let act_now = desk.act(&clerk, at(11));
    desk.station.set_tag(subject, &seen(last, Some(last)), "", &act_now).unwrap();
    assert!(held(&desk, last.tomorrow().unwrap()).is_empty());
    assert_eq!(held(&desk, last), [Category::MigrantWorker]);
}

#[test]
fn who_is_found_by_her_number_is_found_by_its_keyed_hash_only() {
    let mut desk = Desk::enrolled();
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    assert_eq!(desk.station.subject_of_number(IdType::ResidentId, ID).unwrap(), Some(subject));
    assert_eq!(desk.station.subject_of_number(IdType::ResidentId, OTHER_ID).unwrap(), None);
}

#[test]
fn a_registration_that_ends_soon_is_called_about_once() {
    let mut desk = Desk::enrolled();
    let registered = desk.register(&person("测试甲", ID));
    let last = desk.station.registrations_of(desk.subject(&registered)).unwrap()[0].valid_until;
    let early = last.saturating_sub(8.days());
    assert_eq!(desk.station.remind_of_renewals(early, at(0)).unwrap(), 0);
    let day = last.saturating_sub(7.days());
    assert_eq!(desk.station.remind_of_renewals(day, at(0)).unwrap(), 1);
    assert_eq!(desk.station.remind_of_renewals(day.tomorrow().unwrap(), at(0)).unwrap(), 0);
}

#[test]
fn after_the_purge_the_services_are_counted_and_nobody_knows_whose_they_were() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Clerk]);
    let registered = desk.register(&person("测试甲", ID));
    let subject = desk.subject(&registered);
    desk.record(subject, &clerk, ServiceKind::Visit);
    let act = desk.act(&clerk, at(20));
    let call = desk.station.tasks(Queue::CallBack).unwrap().remove(0).id;
    desk.station.end_task(call, Outcome::CallLater, "住在姐姐家", &act).unwrap().unwrap();
    desk.station.promise(subject, "打听夜班公交", TODAY, &act).unwrap();
    desk.answer(&registered, Verdict::Acknowledged);
    assert_eq!(desk.station.purge(TODAY.saturating_add(500.days())).unwrap(), 1);
    assert!(desk.station.seekers().unwrap().is_empty());
    assert!(desk.station.tags_of(subject).unwrap().is_empty());
    assert_eq!(desk.station.services_of(subject).unwrap().len(), 1);
    let tasks = desk.station.tasks_of(subject).unwrap();
    let said = |task: &TaskRow| {
        task.name.clone() + &task.note + &task.steps.iter().map(|step| step.note.as_str()).collect::<String>()
    };
    assert!(tasks.len() >= 2 && tasks.iter().all(|task| said(task).is_empty()), "{tasks:?}");
}

#[test]
fn who_was_found_to_be_one_person_is_forgotten_under_both_names() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("测试员", &[Role::Clerk]);
    let (one, two) = (desk.register(&person("测试甲", ID)), desk.register(&person("测试甲", OTHER_ID)));
    let (stays, away) = (desk.subject(&one), desk.subject(&two));
    let act = desk.act(&clerk, at(10));
    desk.station.merge(stays, away, "同一人", &act).unwrap();
    // She shows the slip of the name that is no more.
    let wished = desk.station.wish(&two.receipt, &crate::domain::wishes::Wish::Erase, None, at(20), [3; 10]).unwrap();
    let again = desk.station.wish(&one.receipt, &crate::domain::wishes::Wish::Erase, None, at(21), [4; 10]).unwrap();
    assert_eq!((again.already, &again.receipt), (true, &wished.receipt), "by either slip it is one wish");
    assert_eq!(desk.station.wishes_about(&two.receipt).unwrap().len(), 1);
    let sent: Vec<_> = desk.station.next_batch(100, usize::MAX).unwrap();
    let answers: Vec<Answered> =
        sent.iter().map(|entry| Answered { entry: entry.id, verdict: Verdict::Acknowledged }).collect();
    desk.station.apply_answers(&answers, at(30)).unwrap();
    let done = crate::domain::notice::Matter::ErasureConfirmed(crate::domain::notice::ErasureConfirmed {
        erased: 2,
        kept: Vec::new(),
    });
    let notice = crate::domain::notice::Notice {
        seq: crate::domain::NoticeNo(1),
        id: crate::domain::NoticeId::new(1, [1; 10]),
        made_at: at(40),
        about: crate::domain::notice::About { entry: Some(wished.entry), ..Default::default() },
        kind: "erasure_confirmed".into(),
        body: done.body().unwrap(),
    };
    desk.station.take_notices(&[notice], at(40)).unwrap();
    for receipt in [&one.receipt, &two.receipt] {
        assert!(desk.station.form_of(receipt).unwrap().is_none(), "{receipt}");
    }
}

/// A notice in which another office hands back what it knows of somebody.
fn returned(seq: i64, of: SubjectId, until: Date) -> crate::domain::notice::Notice {
    use crate::domain::notice::{About, Matter, Notice, ReturnedData, ReturnedItem};
    let item = ReturnedItem { label: "参保".into(), value: format!("第{seq}条") };
    let (source, purpose) = ("市社保中心".into(), "失业登记".into());
    let matter = Matter::ReturnedData(ReturnedData { source, purpose, until, items: vec![item] });
    Notice {
        seq: crate::domain::NoticeNo(seq),
        id: crate::domain::NoticeId::new(1, [u8::try_from(seq).unwrap(); 10]),
        made_at: at(seq),
        about: About { subject: Some(of), ..About::default() },
        kind: matter.kind().as_str().to_owned(),
        body: matter.body().unwrap(),
    }
}

#[test]
fn what_offices_handed_back_about_either_of_two_is_on_the_page_of_the_one_they_are_and_goes_on_its_day() {
    let mut desk = Desk::enrolled();
    let clerk = desk.staff("甲", &[Role::Supervisor]);
    let (one, two) = (desk.register(&person("测试甲", ID)), desk.register(&person("测试甲", OTHER_ID)));
    let (stays, away) = (desk.subject(&one), desk.subject(&two));
    let (soon, late) = (TODAY.saturating_add(5.days()), TODAY.saturating_add(90.days()));
    let before = [returned(1, stays, late), returned(2, away, soon)];
    desk.station.take_notices(&before, at(10)).unwrap();
    let act_now = desk.act(&clerk, at(20));
    desk.station.merge(stays, away, "同一人", &act_now).unwrap();
    // An office that knows only the name that is no more goes on to hand back.
    desk.station.take_notices(&[returned(3, away, late)], at(30)).unwrap();
    let shown = |desk: &Desk, day| {
        let all = desk.station.returned_of(stays, day).unwrap();
        all.into_iter().map(|(_, data)| data.items[0].value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(shown(&desk, TODAY), ["第3条", "第2条", "第1条"]);
    assert_eq!(desk.station.notices_about(stays).unwrap().len(), 3);
    let merged = desk.station.audit_lines(1).unwrap().remove(0).0;
    assert_eq!((merged.deed, merged.detail), (Deed::Merged, format!("{} returned 1", away.0)));
    let day = soon.tomorrow().unwrap();
    assert_eq!(desk.station.purge_returned(day).unwrap(), 1);
    assert_eq!(shown(&desk, day), ["第3条", "第1条"]);
    assert_eq!(desk.station.purge_returned(late.tomorrow().unwrap()).unwrap(), 2);
    assert!(desk.station.notices_about(stays).unwrap().is_empty(), "nothing of it is left");
}
