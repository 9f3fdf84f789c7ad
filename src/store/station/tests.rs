//! What the people's file promises: one transaction a registration, one state an entry, nothing lost in a crash.

mod firms;
mod office;
mod retention;
mod submission;

use super::*;
use crate::domain::ledger::{Answered, EntryState, LineState, Registered, Trouble, Verdict};
use crate::domain::role::{Role, Roles};
use crate::domain::staff::SignInRefusal;
use crate::domain::unanswered::Unanswered;
use crate::domain::{
    Consent, ConsentPurpose, EntryKind, Form, IdType, JobKind, ReceiptNo, Refusal, RefusalCode, Registration,
    Residence, SearchMatter, SearchReport, SeqNo, StationId, WantedJob, Wants,
};
use crate::store::StoreError;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan as _};
use yizhan_wire::enrolment::PublicKey;
use zeroize::Zeroizing;

pub(super) const TODAY: Date = date(2026, 11, 22);

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn act(now: Timestamp) -> Act<'static> {
    Act { by: None, now, today: TODAY, random: [0; 10] }
}

pub(super) struct Desk {
    pub station: Station,
    dir: tempfile::TempDir,
    chance: fastrand::Rng,
}

impl Desk {
    pub fn fresh() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let station = Station::open(dir.path(), &StoreKey::new([7; 32])).unwrap();
        Self { station, dir, chance: fastrand::Rng::with_seed(1) }
    }

    pub fn enrolled() -> Self {
        let mut desk = Self::fresh();
        desk.station.enrol(&identity(12), &[9; 32]).unwrap();
        desk
    }

    pub fn reopened(self) -> Self {
        let Self { station, dir, chance } = self;
        drop(station);
        let station = Station::open(dir.path(), &StoreKey::new([7; 32])).unwrap();
        Self { station, dir, chance }
    }

    pub fn random(&mut self) -> [u8; 20] {
        let mut bytes = [0; 20];
        self.chance.fill(&mut bytes);
        bytes
    }

    pub fn try_register(&mut self, form: &Form, origin: Origin, today: Date) -> Result<Registered> {
        let random = self.random();
        self.station.register(form, |receipt| checked(form, receipt, today), origin, at(0), today, random)
    }

    pub fn register(&mut self, form: &Form) -> Registered {
        self.try_register(form, Origin::Direct, TODAY).unwrap()
    }

    pub fn answer(&mut self, registered: &Registered, verdict: Verdict) -> usize {
        let answers = [Answered { entry: registered.entry, verdict }];
        self.station.apply_answers(&answers, at(60)).unwrap()
    }

    pub fn waiting(&self) -> Vec<i64> {
        self.station.next_batch(500, usize::MAX).unwrap().iter().map(|e| e.seq.0).collect()
    }
}

pub(super) fn identity(id: i64) -> Identity {
    Identity {
        id: StationId(id),
        name: "测试驿站".into(),
        platform_url: "http://127.0.0.1:1".into(),
        platform_key: PublicKey::Ed25519([3; 32]),
        signing_seed: Zeroizing::new([4; 32]),
        enrolled_at: at(0),
    }
}

pub(super) fn person(name: &str, id_number: &str) -> Form {
    Form {
        name: name.into(),
        id_number: id_number.into(),
        phone: "13800000001".into(),
        wanted_jobs: vec![WantedJob { kind: JobKind::Welder, text: String::new() }],
        consents: vec![Consent { purpose: ConsentPurpose::Register, version: "1".into(), given: at(0) }],
        ..Form::default()
    }
}

/// What the desk's rules make of a form, as far as the store cares.
fn checked(form: &Form, receipt: ReceiptNo, today: Date) -> Registration {
    Registration {
        receipt,
        name: form.name.clone(),
        id_type: IdType::ResidentId,
        id_number: Some(form.id_number.clone()),
        no_id_reason: None,
        phone: Some(form.phone.clone()),
        contact_by_station: false,
        residence: Residence::default(),
        education: None,
        skills: Vec::new(),
        wanted_jobs: form.wanted_jobs.clone(),
        work_forms: Vec::new(),
        wage_expected: None,
        available_from: None,
        max_distance_km: None,
        night_shift: None,
        needs_board: false,
        needs_lodging: false,
        categories: Vec::new(),
        wants: Wants::default(),
        consents: form.consents.clone(),
        assisted_by: form.assisted_by.clone(),
        note: form.note.clone(),
        valid_until: today.checked_add(90.days()).unwrap(),
    }
}

pub(super) fn refusal(code: RefusalCode, field: &str) -> Verdict {
    Verdict::Refused(Refusal { code, field: field.into() })
}

#[test]
fn nobody_registers_before_the_station_is_enrolled_and_it_enrols_once() {
    let mut desk = Desk::fresh();
    let form = person("测试甲", "A");
    assert!(matches!(desk.try_register(&form, Origin::Direct, TODAY), Err(StoreError::NotEnrolled)));
    assert!(desk.station.identity().unwrap().is_none());
    desk.station.enrol(&identity(12), &[9; 32]).unwrap();
    assert!(matches!(desk.station.enrol(&identity(13), &[9; 32]), Err(StoreError::AlreadyEnrolled)));
    let known = desk.reopened().station.identity().unwrap().unwrap();
    assert_eq!(
        (known.id, known.platform_key, *known.signing_seed),
        (StationId(12), PublicKey::Ed25519([3; 32]), [4; 32])
    );
}

#[test]
fn a_registration_is_an_entry_with_the_receipt_that_was_printed() {
    let mut desk = Desk::enrolled();
    let registered = desk.register(&person("测试甲", "A"));
    assert_eq!(registered.receipt, ReceiptNo::of(StationId(12), SeqNo(1)));
    let desk = desk.reopened();
    let batch = desk.station.next_batch(10, usize::MAX).unwrap();
    assert_eq!(batch.len(), 1);
    assert!(batch[0].is_whole());
    assert_eq!((batch[0].id, batch[0].station), (registered.entry, StationId(12)));
    let body: Registration = serde_json::from_str(batch[0].body.get()).unwrap();
    assert_eq!((body.receipt, body.name.as_str()), (registered.receipt, "测试甲"));
    let row = &desk.station.entries(10).unwrap()[0];
    assert_eq!((row.name.as_str(), row.state, row.held), ("测试甲", EntryState::Waiting, false));
}

#[test]
fn the_same_form_again_gets_its_first_receipt_and_nothing_is_written_twice() {
    let mut desk = Desk::enrolled();
    let first = desk.register(&person("测试甲", "A"));
    let mut again = person("测试甲", "A");
    again.consents[0].given = at(500);
    again.assisted_by = Some("another clerk".into());
    let second = desk.register(&again);
    assert_eq!((second.receipt.clone(), second.entry, second.already), (first.receipt, first.entry, true));
    assert_eq!(desk.waiting(), [1]);
    again.note = "also nights".into();
    assert!(!desk.register(&again).already);
}

#[test]
fn the_same_words_count_anew_once_the_first_have_run_out_or_were_refused() {
    let mut desk = Desk::enrolled();
    let form = person("测试甲", "A");
    desk.register(&form);
    let later = TODAY.checked_add(91.days()).unwrap();
    assert!(!desk.try_register(&form, Origin::Direct, later).unwrap().already);
    let other = person("测试乙", "B");
    let first = desk.register(&other);
    desk.answer(&first, refusal(RefusalCode::UnknownKind, ""));
    assert!(!desk.register(&other).already);
}

#[test]
fn a_second_registration_under_the_same_id_number_is_of_the_same_subject() {
    let mut desk = Desk::enrolled();
    desk.register(&person("测试甲", "A"));
    desk.register(&person("测试乙", "B"));
    let mut moved = person("测试甲", "A");
    moved.phone = "13800000002".into();
    desk.register(&moved);
    let subjects: Vec<_> = desk.station.next_batch(10, usize::MAX).unwrap().iter().map(|e| e.subject).collect();
    assert_eq!(subjects[0], subjects[2]);
    assert_ne!(subjects[0], subjects[1]);
}

#[test]
fn a_refused_entry_never_delays_the_others_and_holds_only_its_own_person() {
    let mut desk = Desk::enrolled();
    let refused = desk.register(&person("测试甲", "A"));
    desk.register(&person("测试乙", "B"));
    let mut later = person("测试甲", "A");
    later.note = "later".into();
    desk.register(&later);
    desk.answer(&refused, refusal(RefusalCode::Invalid, "phone"));
    assert_eq!(desk.waiting(), [2]);
    let rows = desk.station.entries(10).unwrap();
    assert_eq!(rows.iter().map(|r| (r.seq.0, r.held)).collect::<Vec<_>>(), [(3, true), (2, false), (1, false)]);
    assert_eq!(rows[2].refusal, Some(Refusal { code: RefusalCode::Invalid, field: "phone".into() }));
    assert_eq!(desk.station.refused(10).unwrap().len(), 1);
}

#[test]
fn a_corrected_entry_takes_the_refused_ones_place_and_frees_what_it_held() {
    let mut desk = Desk::enrolled();
    let refused = desk.register(&person("测试甲", "A"));
    let mut later = person("测试甲", "A");
    later.note = "later".into();
    desk.register(&later);
    desk.answer(&refused, refusal(RefusalCode::Invalid, "id_number"));
    assert!(desk.waiting().is_empty());

    let mut form = desk.station.reopen_refused(refused.entry, at(90)).unwrap();
    assert_eq!(form.id_number, "A");
    form.id_number = "C".into();
    desk.station.save_draft(&form, at(91)).unwrap();
    let mut desk = desk.reopened();
    assert_eq!(desk.station.find_draft().unwrap().as_ref(), Some(&form));
    let corrected = desk.try_register(&form, Origin::Draft, TODAY).unwrap();
    assert!(!corrected.already);
    assert_eq!(desk.waiting(), [2, 3]);
    assert!(desk.station.refused(10).unwrap().is_empty());
    assert_eq!(desk.station.find_draft().unwrap(), None);
    let counts = desk.station.counts().unwrap();
    assert_eq!((counts.waiting, counts.acknowledged, counts.refused), (2, 0, 0));
    let subjects: Vec<_> = desk.station.next_batch(9, usize::MAX).unwrap().iter().map(|e| e.subject).collect();
    assert_eq!(subjects[0], subjects[1], "a corrected ID number is still the same person's");
    assert!(matches!(desk.station.reopen_refused(refused.entry, at(99)), Err(StoreError::NotFound(_))));
}

#[test]
fn what_was_being_typed_is_not_lost_when_a_refused_entry_is_reopened() {
    let mut desk = Desk::enrolled();
    let refused = desk.register(&person("测试甲", "A"));
    desk.answer(&refused, refusal(RefusalCode::Invalid, "phone"));
    let half = Form { name: "测试丙".into(), ..Form::default() };
    desk.station.save_draft(&half, at(1)).unwrap();
    desk.station.reopen_refused(refused.entry, at(2)).unwrap();
    desk.station.discard_draft().unwrap();
    assert_eq!(desk.station.find_draft().unwrap(), Some(half));
    assert_eq!(desk.station.refused(9).unwrap().len(), 1, "the refused entry still needs fixing");
}

#[test]
fn a_draft_survives_a_crash_and_ends_with_its_registration_only() {
    let mut desk = Desk::enrolled();
    let form = person("测试甲", "A");
    desk.station.save_draft(&Form { name: "测".into(), ..Form::default() }, at(1)).unwrap();
    desk.station.save_draft(&form, at(2)).unwrap();
    let mut desk = desk.reopened();
    desk.register(&person("测试乙", "B"));
    assert_eq!(desk.station.find_draft().unwrap().as_ref(), Some(&form), "a file's registrations leave the desk alone");
    desk.try_register(&form, Origin::Draft, TODAY).unwrap();
    assert_eq!(desk.station.find_draft().unwrap(), None);
}

#[test]
fn after_an_error_nothing_is_written_and_the_draft_is_still_there() {
    let mut desk = Desk::enrolled();
    let mut form = person("测试甲", "A");
    form.note = "n".repeat(70_000);
    desk.station.save_draft(&form, at(1)).unwrap();
    assert!(matches!(desk.try_register(&form, Origin::Draft, TODAY), Err(StoreError::TooLarge(_))));
    assert!(desk.station.find_draft().unwrap().is_some());
    assert_eq!(desk.station.counts().unwrap().waiting, 0);
    assert_eq!(desk.register(&person("测试乙", "B")).receipt, ReceiptNo::of(StationId(12), SeqNo(1)));
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let mut desk = Desk::enrolled();
    let pages: i64 = desk.station.db.query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap();
    desk.station.db.pragma_update(None, "max_page_count", pages + 1).unwrap();
    let mut registered = 0;
    let full = loop {
        let mut form = person("测试甲", &format!("{registered}"));
        form.note = "n".repeat(2_000);
        match desk.try_register(&form, Origin::Direct, TODAY) {
            Ok(_) => registered += 1,
            Err(e) => break e,
        }
    };
    assert!(matches!(full, StoreError::DiskFull), "{full}");
    let desk = desk.reopened();
    assert_eq!(desk.waiting().len(), registered);
    desk.station.check().unwrap();
}

#[test]
fn answers_count_once_and_only_for_waiting_entries() {
    let mut desk = Desk::enrolled();
    let first = desk.register(&person("测试甲", "A"));
    assert_eq!(desk.answer(&first, Verdict::Acknowledged), 1);
    assert_eq!(desk.answer(&first, Verdict::Acknowledged), 0);
    assert_eq!(desk.answer(&first, refusal(RefusalCode::Conflict, "")), 0);
    let counts = desk.station.counts().unwrap();
    assert_eq!((counts.waiting, counts.acknowledged, counts.refused, counts.oldest_waiting), (0, 1, 0, None));
    let second = desk.register(&person("测试乙", "B"));
    desk.station.count_attempt(&[first.entry, second.entry]).unwrap();
    desk.answer(&second, refusal(RefusalCode::Conflict, ""));
    let rows = desk.station.entries(9).unwrap();
    assert_eq!((rows[0].attempts, rows[1].attempts), (1, 0));
    assert_eq!(rows[0].refusal.as_ref().map(|r| r.code), Some(RefusalCode::Conflict));
}

#[test]
fn a_batch_keeps_to_both_limits_and_always_holds_something() {
    let mut desk = Desk::enrolled();
    for n in 0..5 {
        desk.register(&person("测试甲", &n.to_string()));
    }
    let size = desk.station.next_batch(1, usize::MAX).unwrap()[0].body.get().len();
    assert_eq!(desk.station.next_batch(3, usize::MAX).unwrap().len(), 3);
    assert_eq!(desk.station.next_batch(5, size * 2 + 1).unwrap().len(), 2);
    assert_eq!(desk.station.next_batch(5, 1).unwrap().len(), 1);
}

#[test]
fn personal_data_leave_the_file_after_their_time_and_the_receipt_stays() {
    let mut desk = Desk::enrolled();
    let done = desk.register(&person("测试甲", "A"));
    desk.register(&person("测试乙", "B"));
    desk.answer(&done, Verdict::Acknowledged);
    assert_eq!(desk.station.purge(TODAY).unwrap(), 0, "it still stands");
    let long_after = TODAY.checked_add(400.days()).unwrap();
    assert_eq!(desk.station.purge(long_after).unwrap(), 1, "what waits is kept however old it is");
    let rows = desk.station.entries(9).unwrap();
    assert_eq!((rows[1].name.as_str(), rows[1].receipt.clone()), ("", done.receipt));
    let left: (Option<String>, Option<Vec<u8>>, i64) = desk
        .station
        .db
        .query_row(
            "SELECT body, id_lookup, length(hash) FROM entry JOIN registration ON entry_seq = seq WHERE seq = 1",
            [],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .unwrap();
    assert_eq!(left, (None, None, 64));
    desk.reopened().station.check().unwrap();
}

#[test]
fn the_line_is_remembered_over_a_restart() {
    let mut desk = Desk::fresh();
    assert_eq!(desk.station.line().unwrap(), LineState::default());
    let line = LineState {
        contact_at: Some(at(1)),
        failures: 3,
        next_attempt_at: Some(at(99)),
        trouble: Some(Trouble::NotThePlatform),
    };
    desk.station.set_line(&line).unwrap();
    assert_eq!(desk.reopened().station.line().unwrap(), line);
}

#[test]
fn five_wrong_pins_lock_the_account_also_over_a_restart() {
    let mut desk = Desk::fresh();
    let clerk = desk.station.add_staff("测试员", "2468", Roles::of(&[Role::Clerk]), &[5; 16], &act(at(0))).unwrap();
    assert!(matches!(
        desk.station.add_staff("测试员", "1357", Roles::none(), &[6; 16], &act(at(0))),
        Err(StoreError::NameTaken(_))
    ));
    assert_eq!(desk.station.list_staff().unwrap(), std::slice::from_ref(&clerk));
    assert_eq!(desk.station.check_pin(clerk.id, "2468", &act(at(1))).unwrap(), Ok(clerk.clone()));
    for left in (1..5).rev() {
        let refused = desk.station.check_pin(clerk.id, "0000", &act(at(2))).unwrap();
        assert_eq!(refused, Err(SignInRefusal::WrongPin { tries_left: left }));
    }
    let until = at(2 + 15 * 60);
    assert_eq!(desk.station.check_pin(clerk.id, "0000", &act(at(2))).unwrap(), Err(SignInRefusal::Locked { until }));
    let mut desk = desk.reopened();
    assert_eq!(desk.station.check_pin(clerk.id, "2468", &act(at(3))).unwrap(), Err(SignInRefusal::Locked { until }));
    assert_eq!(desk.station.check_pin(clerk.id, "2468", &act(until)).unwrap(), Ok(clerk));
    assert!(matches!(desk.station.check_pin(99, "2468", &act(at(3))), Err(StoreError::NotFound(_))));
}

#[test]
fn two_programs_at_one_store_never_give_two_people_one_number() {
    let mut desk = Desk::enrolled();
    let mut beside = Desk {
        station: Station::open(desk.dir.path(), &StoreKey::new([7; 32])).unwrap(),
        dir: tempfile::tempdir().unwrap(),
        chance: fastrand::Rng::with_seed(2),
    };
    for n in 0..10 {
        desk.register(&person("测试甲", &format!("a{n}")));
        beside.register(&person("测试乙", &format!("b{n}")));
    }
    assert_eq!(desk.waiting(), (1..=20).collect::<Vec<_>>());
}

#[test]
fn each_person_is_listed_once_by_the_latest_registration_that_stands() {
    let mut desk = Desk::enrolled();
    desk.register(&person("测试甲", "A"));
    let second = desk.register(&Form { note: "上午".into(), ..person("测试甲", "A") });
    let other = desk.register(&person("测试乙", "B"));
    let people = desk.station.people(TODAY, 10).unwrap();
    let receipts: Vec<&ReceiptNo> = people.iter().map(|person| &person.receipt).collect();
    assert_eq!(receipts, [&other.receipt, &second.receipt]);
    assert_eq!(people[1].form.note, "上午");
    assert_eq!(desk.station.people(TODAY, 1).unwrap().len(), 1);
    assert!(desk.station.people(date(2027, 6, 1), 10).unwrap().is_empty(), "registrations that ran out are nobody's");
    let form = desk.station.form_of(&other.receipt).unwrap().unwrap();
    assert_eq!(form.name, "测试乙");
    assert_eq!(desk.station.form_of(&ReceiptNo::of(StationId(12), SeqNo(99))).unwrap(), None);
}

#[test]
fn a_refused_registration_counts_until_its_correction_takes_its_place() {
    let mut desk = Desk::enrolled();
    let first = desk.register(&person("测试甲", "A"));
    desk.answer(&first, refusal(RefusalCode::Invalid, "id_number"));
    assert_eq!(desk.station.people(TODAY, 10).unwrap().len(), 1);
    desk.station.reopen_refused(first.entry, at(70)).unwrap();
    let corrected = desk.try_register(&person("测试甲", "B"), Origin::Draft, TODAY).unwrap();
    let people = desk.station.people(TODAY, 10).unwrap();
    assert_eq!(people.iter().map(|person| &person.receipt).collect::<Vec<_>>(), [&corrected.receipt]);
}

fn welder_in(district: &str) -> Unanswered {
    Unanswered {
        job_kind: Some(JobKind::Welder),
        district: Some(district.into()),
        matter: Some(SearchMatter::District),
    }
}

impl Desk {
    fn report(&mut self, today: Date) -> bool {
        let random = self.random();
        self.station.report_unanswered(today, at(0), random).unwrap()
    }
}

#[test]
fn searches_in_vain_are_counted_by_day_and_become_one_entry_when_the_day_is_over() {
    let mut desk = Desk::enrolled();
    for district in ["长沙市", "长沙市", "株洲市"] {
        desk.station.count_unanswered(TODAY, &welder_in(district)).unwrap();
    }
    desk.station.count_unanswered(TODAY, &Unanswered::default()).unwrap();
    assert!(!desk.report(TODAY), "the day is not over");
    let mut desk = desk.reopened();
    assert_eq!(desk.station.unanswered_on(TODAY).unwrap(), 4, "a restart loses no count");
    let tomorrow = TODAY.tomorrow().unwrap();
    assert!(desk.report(tomorrow));
    assert!(!desk.report(tomorrow), "once");
    assert_eq!(desk.station.unanswered_on(TODAY).unwrap(), 0);
    let [entry] = &desk.station.next_batch(9, usize::MAX).unwrap()[..] else { panic!("one entry") };
    assert_eq!((entry.kind, entry.version, entry.seq), (EntryKind::SearchReport, 1, SeqNo(1)));
    assert!(entry.is_whole());
    let report: SearchReport = serde_json::from_str(entry.body.get()).unwrap();
    assert_eq!(report.day, TODAY);
    assert_eq!(report.unanswered.iter().map(|line| line.count).collect::<Vec<_>>(), [2, 1, 1]);
    assert_eq!(report.unanswered[0].district.as_deref(), Some("长沙市"));
    assert_eq!(report.unanswered[0].matter, Some(SearchMatter::District));
}

#[test]
fn counts_wait_for_enrolment_and_days_of_a_wrong_clock_are_over() {
    let mut desk = Desk::fresh();
    let far = date(2099, 1, 1);
    for day in [far, TODAY] {
        desk.station.count_unanswered(day, &Unanswered::default()).unwrap();
    }
    assert!(!desk.report(TODAY));
    desk.station.enrol(&identity(12), &[9; 32]).unwrap();
    assert!(desk.report(TODAY));
    assert_eq!([desk.station.unanswered_on(far).unwrap(), desk.station.unanswered_on(TODAY).unwrap()], [0, 1]);
}

#[test]
fn a_report_that_is_refused_is_told_to_the_technician_and_to_no_clerk() {
    let mut desk = Desk::enrolled();
    desk.station.count_unanswered(TODAY, &Unanswered::default()).unwrap();
    desk.report(TODAY.tomorrow().unwrap());
    let person = desk.register(&person("测试甲", "A"));
    let report = desk.station.next_batch(1, usize::MAX).unwrap()[0].id;
    let answers = [
        Answered { entry: report, verdict: refusal(RefusalCode::UnknownKind, "") },
        Answered { entry: person.entry, verdict: Verdict::Acknowledged },
    ];
    desk.station.apply_answers(&answers, at(1)).unwrap();
    let counts = desk.station.counts().unwrap();
    assert_eq!((counts.waiting, counts.acknowledged, counts.refused), (0, 1, 0));
    assert_eq!(desk.station.entries(9).unwrap().len(), 1);
    assert_eq!(desk.station.refused(9).unwrap()[0].id, report);
}
