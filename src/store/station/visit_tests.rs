//! What a seeker does alone: once in the store, found again by whoever it is about, and by nobody else.

mod own;

use super::*;
use crate::domain::applying::ShortForm;
use crate::domain::ledger::{Answered, EntryState, Verdict};
use crate::domain::notice::{About, ApplicationOutcome, Notice};
use crate::domain::registration::check;
use crate::domain::visitor::{Proof, Shown, TRIES, Track, Visitor};
use crate::domain::wishes::Wish;
use crate::domain::{
    ApplicationWish, Consent, ConsentPurpose, EntryKind, Form, IdType, JobKind, NoticeId, NoticeNo, Posting,
    PostingFlaw, ReceiptNo, SeqNo, StationId, WantedJob,
};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use yizhan_wire::enrolment::PublicKey;
use zeroize::Zeroizing;

const TODAY: Date = date(2026, 11, 22);
/// Nobody's number; born on 10 March 1974.
const NUMBER: &str = "430000197403100228";
const BORN: Date = date(1974, 3, 10);

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

struct Desk {
    station: Station,
    _dir: tempfile::TempDir,
    chance: fastrand::Rng,
}

impl Desk {
    fn enrolled() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut station = Station::open(dir.path(), &StoreKey::new([7; 32])).unwrap();
        let identity = Identity {
            id: StationId(12),
            name: "测试驿站".into(),
            platform_url: "http://127.0.0.1".into(),
            platform_key: PublicKey::Ed25519([1; 32]),
            signing_seed: Zeroizing::new([2; 32]),
            enrolled_at: at(0),
        };
        station.enrol(&identity, &[9; 32]).unwrap();
        Self { station, _dir: dir, chance: fastrand::Rng::with_seed(1) }
    }

    fn random(&mut self) -> [u8; 20] {
        std::array::from_fn(|_| self.chance.u8(..))
    }

    /// A woman of 52, registered by a clerk.
    fn register(&mut self) -> ReceiptNo {
        let form = Form {
            name: "测试甲".into(),
            id_type: IdType::ResidentId,
            id_number: NUMBER.into(),
            phone: "13800000000".into(),
            wanted_jobs: vec![WantedJob { kind: JobKind::Cleaner, text: String::new() }],
            skills: vec!["健康证".into()],
            consents: vec![Consent { purpose: ConsentPurpose::Register, version: "2026-11".into(), given: at(0) }],
            ..Form::default()
        };
        let checked = check(&form, TODAY).unwrap();
        let random = self.random();
        let complete = |receipt| checked.into_registration(receipt, TODAY);
        self.station.register(&form, complete, Origin::Direct, at(0), TODAY, random).unwrap().receipt
    }

    fn shows(&mut self, proof: &Proof, second: i64) -> Shown {
        self.station.identify(proof, at(second), TODAY).unwrap()
    }

    fn known(&mut self, proof: &Proof) -> Visitor {
        let Shown::Known(visitor) = self.shows(proof, 10) else { panic!("she is not known") };
        visitor
    }

    fn apply(&mut self, who: AppliesAs<'_>, posting: &Posting, second: i64) -> crate::domain::ledger::Registered {
        let random = self.random();
        let wanted = Wanted { posting, wish: ApplicationWish::Apply, who, assisted_by: None };
        self.station.apply(&wanted, at(second), random).unwrap()
    }

    /// The bodies of what waits to be sent.
    fn bodies(&self) -> Vec<(EntryKind, Value)> {
        let batch = self.station.next_batch(100, usize::MAX).unwrap();
        batch.iter().map(|entry| (entry.kind, serde_json::from_str(entry.body.get()).unwrap())).collect()
    }
}

fn card(number: &str) -> Proof {
    Proof::Card {
        id_type: IdType::ResidentId,
        number: Zeroizing::new(number.to_owned()),
        name: Zeroizing::new("测试甲".to_owned()),
    }
}

fn slip(receipt: &ReceiptNo, born: Date) -> Proof {
    Proof::Receipt { typed: Zeroizing::new(receipt.as_str().to_owned()), born }
}

fn short() -> ShortForm {
    let mut form = ShortForm::default();
    form.name = "测试乙".into();
    form.phone = "13800000001".into();
    form.born = Some(date(1990, 3, 7));
    form
}

fn posting() -> Posting {
    crate::domain::matching::tests::posting(42, JobKind::Cleaner)
}

#[test]
fn a_registered_person_is_known_by_her_card_and_by_her_slip_with_her_birthday() {
    let mut desk = Desk::enrolled();
    let receipt = desk.register();
    let by_card = desk.known(&card(NUMBER));
    assert_eq!((by_card.name.as_str(), by_card.phone.as_str()), ("测试甲", "13800000000"));
    assert_eq!(by_card.registration, Some(receipt.clone()));
    assert_eq!(desk.known(&slip(&receipt, BORN)), by_card);
}

#[test]
fn a_card_nobody_registered_with_fills_a_short_form_and_a_childs_card_is_turned_away_kindly() {
    let mut desk = Desk::enrolled();
    let shown = desk.shows(&card("430000199003071519"), 10);
    assert!(matches!(shown, Shown::NewCard { born, .. } if born == date(1990, 3, 7)), "{shown:?}");
    assert_eq!(desk.shows(&card("430000201101010138"), 10), Shown::TooYoung);
    assert_eq!(desk.shows(&card("430000199003071510"), 10), Shown::NoMatch, "a number that cannot be");
}

#[test]
fn a_stranger_learns_nothing_and_is_stopped_whether_the_receipt_exists_or_not() {
    let wrong = date(1974, 3, 11);
    for exists in [true, false] {
        let mut desk = Desk::enrolled();
        let registered = desk.register();
        let receipt = if exists { registered.clone() } else { ReceiptNo::of(StationId(12), SeqNo(77)) };
        for guess in 0..i64::from(TRIES) {
            assert_eq!(desk.shows(&slip(&receipt, wrong), guess), Shown::NoMatch, "{exists}");
        }
        let locked = desk.shows(&slip(&receipt, BORN), 10);
        assert!(matches!(locked, Shown::Locked { .. }), "{exists}: even the right day is not tried: {locked:?}");
        let hour = SignedDuration::from_hours(1).as_secs();
        let later = desk.shows(&slip(&receipt, BORN), hour);
        assert!(matches!(later, Shown::Locked { .. }), "{exists}: the receipt is closed for a day: {later:?}");
        assert_eq!(desk.known(&card(NUMBER)).registration, Some(registered.clone()), "her card still counts");
        let next_day = desk.shows(&slip(&registered, BORN), 25 * hour);
        assert!(matches!(next_day, Shown::Known(_)), "{exists}: {next_day:?}");
    }
}

#[test]
fn guesses_are_counted_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let open = || Station::open(dir.path(), &StoreKey::new([7; 32])).unwrap();
    let proof = slip(&ReceiptNo::of(StationId(12), SeqNo(77)), BORN);
    for guess in 0..i64::from(TRIES) {
        assert_eq!(open().identify(&proof, at(guess), TODAY).unwrap(), Shown::NoMatch);
    }
    assert!(matches!(open().identify(&proof, at(9), TODAY).unwrap(), Shown::Locked { .. }));
}

#[test]
fn an_application_travels_with_the_consent_to_its_employer_and_nothing_the_employer_may_not_have() {
    let mut desk = Desk::enrolled();
    let registration = desk.register();
    let visitor = desk.known(&card(NUMBER));
    let applied = desk.apply(AppliesAs::Known(&visitor), &posting(), 20);
    let bodies = desk.bodies();
    let (kind, body) = bodies.last().unwrap();
    assert_eq!((*kind, body["receipt"].as_str()), (EntryKind::Application, Some(applied.receipt.as_str())));
    assert_eq!((&body["consent"]["employer"], &body["employer"]), (&"测试厂".into(), &"测试厂".into()));
    assert_eq!(body["registration"], registration.as_str());
    assert_eq!(body["skills"][0], "健康证");
    let text = body.to_string();
    assert!(!text.contains(NUMBER) && !text.contains("1974"), "{text}");
}

#[test]
fn who_applies_twice_gets_her_first_number_and_two_people_never_the_same() {
    let mut desk = Desk::enrolled();
    let first = desk.apply(AppliesAs::New(&short()), &posting(), 20);
    let again = desk.apply(AppliesAs::New(&short()), &posting(), 30);
    assert_eq!((&again.receipt, again.already), (&first.receipt, true));
    let mut other = short();
    other.phone = "13800000002".into();
    let theirs = desk.apply(AppliesAs::New(&other), &posting(), 40);
    assert!(theirs.receipt != first.receipt && !theirs.already);
    assert_eq!(desk.bodies().len(), 2);
}

#[test]
fn an_applicant_without_a_registration_sees_her_application_by_number_and_birthday() {
    let mut desk = Desk::enrolled();
    let applied = desk.apply(AppliesAs::New(&short()), &posting(), 20);
    let visitor = desk.known(&slip(&applied.receipt, date(1990, 3, 7)));
    let mine = desk.station.mine(visitor.subject).unwrap();
    assert_eq!((mine.registrations.len(), mine.applications.len()), (0, 1));
    assert_eq!(mine.applications[0].track, Track::Saved);
    let second = desk.apply(AppliesAs::New(&short()), &crate::domain::matching::tests::posting(43, JobKind::Cook), 30);
    assert!(!second.already);
    assert_eq!(desk.station.mine(visitor.subject).unwrap().applications.len(), 2, "she is the same person");
}

#[test]
fn her_page_follows_the_application_from_the_outbox_to_the_employers_word() {
    let mut desk = Desk::enrolled();
    desk.register();
    let visitor = desk.known(&card(NUMBER));
    let applied = desk.apply(AppliesAs::Known(&visitor), &posting(), 20);
    let track = |desk: &Desk| desk.station.mine(visitor.subject).unwrap().applications[0].clone();
    assert_eq!(track(&desk).track, Track::Saved);
    let answer = Answered { entry: applied.entry, verdict: Verdict::Acknowledged };
    desk.station.apply_answers(&[answer], at(100)).unwrap();
    assert_eq!(track(&desk).track, Track::Sent);
    let outcomes = [ApplicationOutcome::Viewed, ApplicationOutcome::Invited];
    for (seq, outcome) in (1..).zip(outcomes) {
        let notice = Notice {
            seq: NoticeNo(seq),
            id: NoticeId::new(1, [u8::try_from(seq).unwrap(); 10]),
            made_at: at(150),
            about: About { receipt: Some(applied.receipt.clone()), ..About::default() },
            kind: "application_answer".into(),
            body: serde_json::json!({ "outcome": outcome, "text": "请带证件" }),
        };
        desk.station.take_notices(&[notice], at(200)).unwrap();
    }
    let now = track(&desk);
    assert_eq!(now.track, Track::Answered(ApplicationOutcome::Invited), "the last word counts");
    assert_eq!((now.answer.unwrap().text.as_str(), now.track_at), ("请带证件", Some(at(200))));
    let mine = desk.station.mine(visitor.subject).unwrap();
    assert_eq!(mine.registrations[0].state, EntryState::Waiting);
}

#[test]
fn a_report_of_a_posting_stands_on_the_desk_until_a_clerk_has_called_the_employer() {
    let mut desk = Desk::enrolled();
    for (second, flaw) in [(1, PostingFlaw::AskedMoney), (2, PostingFlaw::Taken), (3, PostingFlaw::Taken)] {
        let random = desk.random();
        desk.station.report_posting(&posting(), flaw, at(second), random).unwrap();
    }
    let list = desk.station.reported_postings(10).unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!((list[0].times, list[0].flaws.clone()), (3, vec![PostingFlaw::Taken, PostingFlaw::AskedMoney]));
    desk.station.close_posting_reports(posting().id, "测试员", at(9)).unwrap();
    assert!(desk.station.reported_postings(10).unwrap().is_empty());
    let bodies = desk.bodies();
    assert_eq!(bodies.len(), 3, "the province is told all the same");
    assert!(bodies.iter().all(|(kind, body)| *kind == EntryKind::PostingReport && body.get("name").is_none()));
}

#[test]
fn an_application_whose_time_is_over_is_erased_and_its_number_stays() {
    let mut desk = Desk::enrolled();
    let applied = desk.apply(AppliesAs::New(&short()), &posting(), 20);
    let answer = Answered { entry: applied.entry, verdict: Verdict::Acknowledged };
    desk.station.apply_answers(&[answer], at(100)).unwrap();
    assert_eq!(desk.station.purge(TODAY).unwrap(), 0, "it stands");
    assert_eq!(desk.station.purge(date(2027, 6, 1)).unwrap(), 1);
    let gone = desk.shows(&slip(&applied.receipt, date(1990, 3, 7)), 200);
    assert_eq!(gone, Shown::NoMatch);
    let again = desk.apply(AppliesAs::New(&short()), &posting(), 300);
    assert!(!again.already && again.receipt != applied.receipt);
}

#[test]
fn a_consent_taken_back_stands_beside_the_application_and_who_is_erased_is_a_stranger() {
    let mut desk = Desk::enrolled();
    let applied = desk.apply(AppliesAs::New(&short()), &posting(), 20);
    let proof = slip(&applied.receipt, date(1990, 3, 7));
    let who = desk.known(&proof).subject;
    let share = Wish::of(&[ConsentPurpose::ShareWithEmployers]);
    desk.station.wish(&applied.receipt, &share, None, at(30), [1; 10]).unwrap();
    let mine = desk.station.mine(who).unwrap();
    assert_eq!((mine.applications[0].track, mine.wishes.len()), (Track::TakenBack, 1));
    assert!(mine.consents().is_empty(), "there is nothing left to take back");

    let erased = desk.station.wish(&applied.receipt, &Wish::Erase, None, at(40), [2; 10]).unwrap();
    let answers = [applied.entry, erased.entry].map(|entry| Answered { entry, verdict: Verdict::Acknowledged });
    desk.station.apply_answers(&answers, at(50)).unwrap();
    let notice = Notice {
        seq: NoticeNo(1),
        id: NoticeId::new(1, [9; 10]),
        made_at: at(60),
        about: About { entry: Some(erased.entry), receipt: Some(erased.receipt), subject: Some(who) },
        kind: "erasure_confirmed".into(),
        body: serde_json::json!({ "erased": 1 }),
    };
    desk.station.take_notices(&[notice], at(70)).unwrap();
    assert_eq!(desk.shows(&proof, 80), Shown::NoMatch);
    assert!(desk.station.visitor(who).unwrap().is_none());
}
