use super::super::test_entry;
use super::*;
use jiff::civil::date;
use serde::Serialize;
use yizhan_wire::gig::Confirmed;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::{EmployerConsent, JobKind, Place, Refusal, Source, SourceKind, Wage};

const TODAY: Date = date(2026, 11, 22);
const LEASE: &str = "3-1-42-2026-11-22";

fn at(day: Date, hour: i8) -> Timestamp {
    day.at(hour, 0, 0, 0).to_zoned(tz::offset(8).to_time_zone()).unwrap().timestamp()
}

fn entry(seq: i64, kind: EntryKind, body: &impl Serialize) -> Entry {
    let id = EntryId::new(1, [u8::try_from(seq).unwrap(); 10]);
    Entry { seq: SeqNo(seq), id, ..test_entry::entry(kind, serde_json::to_string(body).unwrap()) }
}

fn receipt(seq: i64) -> ReceiptNo {
    ReceiptNo::of(StationId(3), SeqNo(seq))
}

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).unwrap()
}

/// A station with one lease of two seats.
fn book() -> Book {
    let lease = Lease { posting: PostingId(42), day: TODAY, seats: 2, taken: 0, ended: false };
    Book { keys: vec![key().public()], leases: [(LEASE.to_owned(), lease)].into(), ..Book::default() }
}

fn worker(name: &str) -> Worker {
    let consent = EmployerConsent {
        employer: "测试物流有限公司".into(),
        contact: String::new(),
        version: "2026-11".into(),
        given: Timestamp::UNIX_EPOCH,
    };
    Worker {
        name: name.into(),
        phone: Some("13800000000".into()),
        contact_by_station: false,
        of_age: true,
        registration: None,
        card: WorkCard::default(),
        consent,
    }
}

/// The step of the entry with this number, about the seat that began with that one.
fn step(seq: i64, seat: i64, state: SeatState) -> SeatStep {
    SeatStep {
        receipt: receipt(seq),
        seat: EntryId::new(1, [u8::try_from(seat).unwrap(); 10]),
        lease: LEASE.into(),
        posting: PostingId(42),
        day: TODAY,
        state,
        title: "装卸工".into(),
        employer: "测试物流有限公司".into(),
        worker: None,
        worker_says: None,
        employer_says: None,
        confirmed: None,
    }
}

fn taken(seq: i64, name: &str) -> Entry {
    let step = SeatStep { worker: Some(worker(name)), ..step(seq, seq, SeatState::Taken) };
    entry(seq, EntryKind::SeatStep, &step)
}

fn further(seq: i64, seat: i64, state: SeatState) -> Entry {
    entry(seq, EntryKind::SeatStep, &step(seq, seat, state))
}

fn refused(checked: Checked) -> (RefusalCode, String) {
    let Refusal { code, field } = checked.unwrap_err();
    (code, field)
}

/// Examines and takes in, as a batch does.
fn accept(book: &mut Book, entry: &Entry) {
    examine_step(entry, book).unwrap();
    book.note(entry);
}

#[test]
fn no_station_gives_away_more_than_it_was_leased() {
    let mut book = book();
    accept(&mut book, &taken(2, "测试甲"));
    accept(&mut book, &taken(3, "测试乙"));
    assert_eq!(refused(examine_step(&taken(4, "测试丙"), &book)), (RefusalCode::Invalid, "lease".into()));
    accept(&mut book, &further(5, 3, SeatState::GivenBack));
    accept(&mut book, &taken(6, "测试丙"));
}

#[test]
fn the_same_person_holds_one_seat_of_a_day_job_at_whichever_station() {
    let mut book = book();
    let first = taken(2, "测试甲");
    accept(&mut book, &first);
    assert_eq!(refused(examine_step(&taken(3, "测试 甲"), &book)), (RefusalCode::Invalid, "worker".into()));
    let mut elsewhere = taken(3, "测试甲");
    elsewhere.station = StationId(9);
    assert_eq!(person(&elsewhere, &worker("测试甲")), person(&first, &worker("测试甲")));
    accept(&mut book, &further(4, 2, SeatState::GivenBack));
    accept(&mut book, &taken(5, "测试甲"));
}

#[test]
fn a_lease_of_another_station_or_another_day_gives_no_seat() {
    let of_none = Book { leases: HashMap::new(), ..book() };
    assert_eq!(refused(examine_step(&taken(2, "测试甲"), &of_none)), (RefusalCode::Invalid, "lease".into()));
    let mut other_day = book();
    other_day.leases.get_mut(LEASE).unwrap().day = date(2026, 11, 23);
    assert_eq!(refused(examine_step(&taken(2, "测试甲"), &other_day)), (RefusalCode::Invalid, "lease".into()));
}

#[test]
fn what_is_given_back_of_a_lease_that_has_ended_is_nobodys_at_this_station() {
    let mut book = book();
    accept(&mut book, &taken(2, "测试甲"));
    let end = |seq, taken| {
        let leases = vec![LeaseEnd { lease: LEASE.into(), taken }];
        entry(seq, EntryKind::SeatsReturned, &SeatsReturned { receipt: receipt(seq), leases })
    };
    assert_eq!(refused(examine_return(&end(3, 3), &book)).1, "leases", "more than it was given");
    examine_return(&end(3, 1), &book).unwrap();
    book.note(&end(3, 1));
    assert_eq!(refused(examine_return(&end(4, 0), &book)).1, "leases", "a lease ends once");
    assert_eq!(refused(examine_step(&taken(5, "测试乙"), &book)).1, "lease");
    accept(&mut book, &further(6, 2, SeatState::GivenBack));
    assert_eq!(book.leases[LEASE].seats, 0, "it is free for all");
    assert_eq!(refused(examine_step(&taken(7, "测试乙"), &book)).1, "lease");
}

#[test]
fn hours_and_pay_count_when_both_sides_say_the_same_and_the_station_has_signed() {
    let mut book = book();
    accept(&mut book, &taken(2, "测试甲"));
    accept(&mut book, &further(3, 2, SeatState::CheckedIn));
    let work = DayWork { minutes: 480, pay_fen: 20_000, paid: true };
    let worked = SeatStep { worker_says: Some(work), ..step(4, 2, SeatState::Worked) };
    accept(&mut book, &entry(4, EntryKind::SeatStep, &worked));
    let confirmed = |work: DayWork, says: DayWork, signer: &SigningKey| {
        let record = DayRecord {
            station: StationId(3),
            station_name: "测试驿站",
            receipt: &receipt(2),
            name: "测试甲",
            employer: "测试物流有限公司",
            title: "装卸工",
            day: TODAY,
            minutes: work.minutes,
            pay_fen: work.pay_fen,
            paid: work.paid,
            for_employer: "测试工头",
        };
        let signed =
            Confirmed { for_employer: "测试工头".into(), staff: "测试员".into(), record: record.signed(signer) };
        let step = SeatStep {
            worker_says: Some(work),
            employer_says: Some(says),
            confirmed: Some(signed),
            ..step(5, 2, SeatState::Confirmed)
        };
        entry(5, EntryKind::SeatStep, &step)
    };
    let less = DayWork { pay_fen: 10_000, ..work };
    assert_eq!(refused(examine_step(&confirmed(work, less, &key()), &book)).1, "employer_says");
    let foreign = SigningKey::from_seed(&[8; 32]).unwrap();
    assert_eq!(refused(examine_step(&confirmed(work, work, &foreign), &book)).1, "confirmed.record");
    // Signed before the station changed its key, sent after.
    book.keys.insert(0, foreign.public());
    accept(&mut book, &confirmed(work, work, &key()));
    assert_eq!(refused(examine_step(&further(6, 2, SeatState::GivenBack), &book)).1, "state");
}

#[test]
fn half_of_what_is_left_goes_to_who_asks_and_the_last_seat_whole() {
    assert_eq!(grant(10, 0, 8), 5);
    assert_eq!(grant(10, 5, 8), 3);
    assert_eq!(grant(10, 9, 8), 1);
    assert_eq!(grant(10, 10, 8), 0);
    assert_eq!(grant(10, 12, 8), 0, "an employer who wants fewer people now");
    assert_eq!(grant(10, 0, 2), 2);
}

#[test]
fn leases_end_on_their_day_so_that_what_is_left_can_go_elsewhere() {
    let tomorrow = date(2026, 11, 23);
    assert_eq!(lease_until(tomorrow, at(TODAY, 18)), Some(at(tomorrow, 10)));
    assert_eq!(lease_until(TODAY, at(TODAY, 7)), Some(at(TODAY, 10)));
    assert_eq!(lease_until(TODAY, at(TODAY, 11)), Some(at(TODAY, 20)));
    assert_eq!(lease_until(TODAY, at(TODAY, 21)), None);
    assert_eq!(lease_until(date(2026, 11, 24), at(TODAY, 7)), None, "no station holds seats for days");
    assert_eq!(lease_until(date(2026, 11, 21), at(TODAY, 7)), None);
}

#[test]
fn only_work_by_the_day_is_shared_out() {
    let posting = |work_form, headcount| Posting {
        id: PostingId(42),
        title: "装卸工".into(),
        employer: "测试物流有限公司".into(),
        job_kind: JobKind::Loader,
        work_form,
        wage: Wage::default(),
        settlement: None,
        headcount,
        place: Place::default(),
        tasks: String::new(),
        requirements: String::new(),
        education: None,
        experience: String::new(),
        benefits: Vec::new(),
        shifts: Vec::new(),
        age_max: None,
        disability_welcome: false,
        confirmed_on: None,
        doubted: false,
        contact: String::new(),
        source: Source { name: "测试".into(), kind: SourceKind::Other },
        posted_on: TODAY,
        valid_until: TODAY,
    };
    assert_eq!(capacity(&posting(WorkForm::FullTime, Some(5))), None);
    assert_eq!(capacity(&posting(WorkForm::DayJob, None)), Some(1));
    let request = entry(1, EntryKind::SeatRequest, &());
    let want = SeatsWanted { posting: PostingId(42), day: TODAY, seats: 4 };
    let day_job = posting(WorkForm::DayJob, Some(5));
    let new = NewLease::of(&request, &want, &day_job, 0, at(TODAY, 7)).unwrap();
    assert_eq!((new.name.as_str(), new.seats), (LEASE, 3));
    let later = SeatsWanted { day: date(2026, 11, 23), ..want };
    assert!(NewLease::of(&request, &later, &day_job, 0, at(TODAY, 19)).is_none(), "the posting has ended by then");
}
