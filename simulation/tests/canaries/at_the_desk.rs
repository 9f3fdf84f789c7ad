//! What is done at the desk, each with words of its own: services, papers, promises, calls, employers; and what needs no words.

use super::*;

pub fn is_served(done: &mut Done) {
    let her = done.her;
    let service = |topic: &str, result: &str| NewService {
        kind: ServiceKind::Guidance,
        channel: ServiceChannel::Desk,
        posting: None,
        topic: topic.into(),
        result: result.into(),
        told: true,
        confirmed: false,
    };
    let new = service(word("a service"), word("what came of it"));
    let first = done.act("a service", |running, act| running.station.record_service(her, &new, act));
    done.act("she confirms it", |running, act| running.station.confirm_service(first, act));
    let new = service("求职方向", "再约一次");
    let wrong = done.act("a service", |running, act| running.station.record_service(her, &new, act));
    let reason = word("a service that was a mistake");
    done.act("it was a mistake", |running, act| running.station.void_service(wrong, reason, act));
    let folder = done.desk().folder().to_owned();
    let referral = done.act("is referred", |running, act| {
        let posting = CatalogueReader::open(&folder).unwrap().posting(PostingId(7), act.today).unwrap().unwrap();
        running.station.refer(her, &posting, act, [16; 10])
    });
    done.act("it goes on", |running, act| running.station.move_referral(referral, ReferralState::Told, None, act))
        .unwrap();
    let tag = |act: &Act<'_>| Tag {
        category: Category::Disabled,
        source: TagSource::Verified,
        from: act.today,
        until: None,
        evidence: word("a paper that was seen").into(),
    };
    done.act("a paper that was seen", |running, act| running.station.set_tag(her, &tag(act), "2026-11", act));
    let due = |act: &Act<'_>| act.today.tomorrow().unwrap();
    done.act("a promise", |running, act| running.station.promise(her, word("a promise"), due(act), act));
    let told = ("subsidy", "社保补贴");
    done.act("a policy", |running, act| running.station.ask_to_tell(her, told, act));
    done.act("help", |running, act| {
        let rule = rules().first().expect("there are rules");
        let help = Triggered { rule, about: "1".into(), due_on: act.today };
        running.station.open_help(&[(her, help)], act.now, act.today)
    });
    let tasks = done.act("tasks", |running, _| running.station.tasks_of(her));
    let task = tasks.first().expect("there is something to do for her").id;
    let said = word("what was said on a call");
    done.act("a call", |running, act| running.station.end_task(task, Outcome::CallLater, said, act)).unwrap();
    done.act("the shift ends", |running, act| running.station.hand_over(word("a word for the next shift"), act));
    done.act("queues", |running, _| running.station.tasks(Queue::CallBack));
}

pub fn employers(done: &mut Done) {
    let firm = done.act("an employer", |running, act| {
        let mut answers = given(&[
            ("credit_code", "91430000MA0TEXT04Y"),
            ("name", "测试机械有限公司"),
            ("contact", "测试经理"),
            ("phone", "13800000001"),
            ("agent", word("an employer's agent")),
        ]);
        answers.insert("papers".into(), Given::Many(vec!["licence".into(), "agent_id".into()]));
        running.station.save_firm(&firm_of(&answers, "测试员", act.today).expect("whole papers"), act)
    });
    done.act("the lowest wage", |running, act| running.station.set_minimum_wage(act.today, (2_100, 21)));
    let answers = given(&[
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
    let offer = done.act("a posting", |running, act| running.station.save_offer(firm, &answers, None, act));
    done.act("is let through", |running, act| running.station.let_offer_through(offer, &[], act)).unwrap();
    done.act("and recalled", |running, act| running.station.recall_offer(offer, RecallReason::Complaint, act));
    let note = NewFirmNote {
        deed: FirmDeed::Visit,
        topic: "用工".into(),
        result: "下月再来".into(),
        job_kind: None,
        headcount: None,
        by: None,
    };
    done.act("a visit", |running, act| running.station.note_firm(firm, &note, act));
}

pub fn small_things(done: &mut Done) {
    let folder = done.desk().folder().to_owned();
    done.act("a posting that is wrong", |running, act| {
        let posting = CatalogueReader::open(&folder).unwrap().posting(PostingId(8), act.today).unwrap().unwrap();
        running.station.report_posting(&posting, PostingFlaw::Taken, act.now, [21; 20])
    });
    let nothing = Unanswered { job_kind: None, district: None, matter: None };
    done.act("a search in vain", |running, act| running.station.count_unanswered(act.today, &nothing));
    done.act("its day is over", |running, act| {
        running.station.report_unanswered(act.today.tomorrow().unwrap(), act.now, [22; 20])
    });
    done.act("another", |running, act| running.station.count_unanswered(act.today, &nothing));
    done.act("where it stands", |running, _| running.station.set_place(&DivisionCode::new("430111").unwrap()));
    done.act("bytes over the line", |running, act| running.station.spend(act.today, 1, 1));
    done.act("a wrong guess", |running, act| {
        let typed = done_slip_of_nobody();
        running.station.identify(&Proof::Receipt { typed, born: date(1974, 3, 10) }, act.now, act.today)
    });
    let receipt = done.slips[0].clone();
    done.act("takes a consent back", |running, act| {
        running.station.wish(&receipt, &Wish::TakeBack(vec![ConsentPurpose::Push]), None, act.now, act.random)
    });
    // Somebody else, so that a wish to be erased stands among the entries, too.
    let (receipt, _) = done.register(4, &people::form(4));
    done.act("wishes to be erased", |running, act| {
        running.station.wish(&receipt, &Wish::Erase, None, act.now, act.random)
    });
}

fn done_slip_of_nobody() -> zeroize::Zeroizing<String> {
    ReceiptNo::of(StationId(9), yizhan_wire::SeqNo(99)).as_str().to_owned().into()
}
