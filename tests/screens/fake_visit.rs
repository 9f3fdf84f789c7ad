//! The station's own thread, for what a seeker does alone.

use super::{TODAY, now};
use jiff::{SignedDuration, Timestamp};
use yizhan::domain::account::MyAccount;
use yizhan::domain::content::ShelfKind;
use yizhan::domain::id_number::IdNumber;
use yizhan::domain::ledger::{EntryState, Registered, ReportedPosting};
use yizhan::domain::notice::{ApplicationAnswer, ApplicationOutcome, EntryStatus, Matter, Meeting, Progress};
use yizhan::domain::referral::{Referral, Word};
use yizhan::domain::resume::KeptResume;
use yizhan::domain::visitor::{
    Mine, MyApplication, MyRegistration, MyService, MySubmission, Proof, Shown, Track, Visitor,
};
use yizhan::domain::wishes::{Wish, WishRow, WishState};
use yizhan::domain::{
    AboutItem, Consent, ConsentPurpose, EntryId, JobKind, PostingFlaw, PostingId, ReceiptNo, ReferralState, SeqNo,
    SlotTime, StationId, SubjectId, WantedJob,
};
use yizhan::runtime::visit::{VisitEvent, VisitJob};

/// Who is registered here; nobody.
const KNOWN: &str = "430000199003071519";

fn registered(seq: i64) -> Registered {
    Registered {
        receipt: ReceiptNo::of(StationId(12), SeqNo(seq)),
        entry: EntryId::new(0, [1; 10]),
        already: false,
        seal: String::new(),
    }
}

fn ago(hours: i64) -> Timestamp {
    now().checked_sub(SignedDuration::from_hours(hours)).unwrap()
}

pub fn visitor() -> Visitor {
    Visitor {
        subject: SubjectId::new(1, [3; 10]),
        name: "测试甲".to_owned().into(),
        phone: "13800000000".to_owned().into(),
        registration: Some(ReceiptNo::of(StationId(12), SeqNo(3))),
        education: None,
        skills: vec!["电焊证".into()],
    }
}

pub fn interview() -> ApplicationAnswer {
    ApplicationAnswer {
        outcome: ApplicationOutcome::Invited,
        text: "来了找测试经理".into(),
        meet: Some(Meeting {
            at: "2026-11-25T09:00".parse().unwrap(), place: "厂东门".into(), bring: "身份证".into()
        }),
        contact: "13800000001 测试经理".into(),
    }
}

fn interview_at_the_depot() -> ApplicationAnswer {
    let at = "2026-11-27T10:00".parse().unwrap();
    let meet = Some(Meeting { at, place: "雨花区北门".into(), bring: String::new() });
    ApplicationAnswer { outcome: ApplicationOutcome::Invited, text: String::new(), meet, contact: String::new() }
}

pub fn mine() -> Mine {
    let consent = |purpose| Consent { purpose, version: "2026-11".into(), given: ago(30) };
    let application = |seq, posting: i64, title: &str, track, answer| MyApplication {
        receipt: ReceiptNo::of(StationId(12), SeqNo(seq)),
        posting: PostingId(posting),
        title: title.into(),
        employer: "测试精密机械股份有限公司".into(),
        at: ago(50),
        track,
        track_at: Some(ago(3)),
        answer,
    };
    Mine {
        registrations: vec![MyRegistration {
            receipt: ReceiptNo::of(StationId(12), SeqNo(3)),
            at: ago(80),
            state: EntryState::Acknowledged,
            refusal: None,
            jobs: vec![WantedJob { kind: JobKind::Welder, text: String::new() }],
            consents: vec![consent(ConsentPurpose::Register), consent(ConsentPurpose::Push)],
            valid_until: TODAY.saturating_add(jiff::Span::new().days(60)),
        }],
        applications: vec![
            application(5, 7, "二保焊工", Track::Answered(ApplicationOutcome::Invited), Some(interview())),
            application(4, 9, "装配工", Track::Sent, None),
        ],
        referrals: vec![Referral {
            id: EntryId::new(7, [7; 10]),
            posting: PostingId(11),
            title: "仓库理货员".into(),
            employer: "测试物流有限公司".into(),
            state: ReferralState::Told,
            on: TODAY,
            reason: None,
            word: Some(Word::Answer(interview_at_the_depot())),
        }],
        seats: super::gigs::seats(),
        wishes: vec![WishRow {
            wish: Wish::TakeBack(vec![ConsentPurpose::SensitiveTags]),
            receipt: ReceiptNo::of(StationId(12), SeqNo(6)),
            asked_at: ago(90),
            state: WishState::Accepted,
        }],
        accounts: vec![MyAccount {
            receipt: ReceiptNo::of(StationId(12), SeqNo(10)),
            service: "湘就业".into(),
            asked_at: ago(20),
            state: EntryState::Acknowledged,
            answer: None,
        }],
        submissions: vec![booking(11, "约指导师", ShelfKind::Experts, "测试丁老师", Some("14:00")), course()],
        trainings: vec![MyService {
            done: true,
            on: TODAY.saturating_sub(jiff::Span::new().days(40)),
            topic: "电焊工初级班".into(),
            result: "拿到结业证".into(),
        }],
        resume: None,
    }
}

fn booking(seq: i64, title: &str, shelf: ShelfKind, item: &str, at: Option<&str>) -> MySubmission {
    let slot = at.map(|at| SlotTime { day: TODAY.saturating_add(jiff::Span::new().days(1)), at: at.into() });
    MySubmission {
        receipt: ReceiptNo::of(StationId(12), SeqNo(seq)),
        title: title.into(),
        about: Some(AboutItem { shelf, item: item.into(), title: item.into(), slot }),
        at: ago(10),
        state: EntryState::Waiting,
        said: None,
    }
}

fn course() -> MySubmission {
    let status = EntryStatus { progress: Progress::InProgress, text: "下周通知开班".into() };
    MySubmission {
        said: Some(Matter::EntryStatus(status)),
        ..booking(12, "报名培训", ShelfKind::Courses, "叉车司机班", None)
    }
}

pub fn reports() -> Vec<ReportedPosting> {
    vec![ReportedPosting {
        posting: PostingId(7),
        title: "急招电焊工".into(),
        employer: "测试建筑劳务有限公司".into(),
        flaws: vec![PostingFlaw::Taken, PostingFlaw::AskedMoney],
        times: 2,
        last_at: ago(5),
    }]
}

/// What the store would answer.
pub fn answer(job: VisitJob, locked: Option<Timestamp>) -> VisitEvent {
    match job {
        VisitJob::Report { posting, .. } => VisitEvent::Reported { posting: posting.id, registered: registered(7) },
        VisitJob::ListReports => VisitEvent::Reports(reports()),
        VisitJob::CloseReports { .. } => VisitEvent::Reports(Vec::new()),
        VisitJob::Identify(proof) => VisitEvent::Shown(shown(&proof, locked)),
        VisitJob::CheckShortForm(form) => VisitEvent::ShortFormChecked(form.checked(TODAY)),
        VisitJob::Apply { posting, .. } => VisitEvent::Applied { posting: posting.id, registered: registered(8) },
        VisitJob::Gig(_) => unreachable!("answered by the books"),
        VisitJob::EndApplication { who, of } => {
            let mut mine = mine();
            let ended = mine.applications.iter_mut().filter(|one| one.receipt == of);
            ended.for_each(|one| one.track = Track::Ended);
            VisitEvent::Mine { who, mine: Box::new(mine) }
        }
        VisitJob::KeepResume { who, resume } => {
            let until = TODAY.saturating_add(jiff::Span::new().days(180));
            let resume = resume.map(|resume| KeptResume { resume: *resume, until });
            VisitEvent::ResumeKept { who, mine: Box::new(Mine { resume, ..mine() }) }
        }
        VisitJob::ReadMine(who) => VisitEvent::Mine { who, mine: Box::new(mine()) },
    }
}

/// The same with the résumé that was kept last, as a store has it.
pub fn remembered(event: VisitEvent, done: &[VisitJob]) -> VisitEvent {
    let VisitEvent::Mine { who, mut mine } = event else { return event };
    let last = done.iter().rev().find_map(|job| match job {
        VisitJob::KeepResume { resume, .. } => Some(resume.clone()),
        _ => None,
    });
    let until = TODAY.saturating_add(jiff::Span::new().days(180));
    mine.resume = last.flatten().map(|resume| KeptResume { resume: *resume, until });
    VisitEvent::Mine { who, mine }
}

fn shown(proof: &Proof, locked: Option<Timestamp>) -> Shown {
    match proof {
        Proof::Card { number, .. } if number.as_str() == KNOWN => Shown::Known(visitor()),
        Proof::Card { id_type, number, name } => match IdNumber::parse(*id_type, number, TODAY) {
            Ok(id) if id.age_on(TODAY) < 16 => Shown::TooYoung,
            Ok(id) => Shown::NewCard { name: name.clone(), born: id.born() },
            Err(_) => Shown::NoMatch,
        },
        Proof::Receipt { .. } => locked.map_or(Shown::NoMatch, |until| Shown::Locked { until }),
    }
}
