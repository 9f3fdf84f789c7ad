//! What a station may give away, and what it returns.

use super::*;
use crate::domain::ledger::{Answered, Verdict};
use crate::domain::notice::{About, Notice};
use crate::domain::{JobKind, NoticeId, NoticeNo, Place, Refusal, RefusalCode, Source, SourceKind, Wage, WorkForm};
use crate::store::{Identity, StoreKey};
use jiff::civil::date;
use serde_json::Value;
use yizhan_wire::enrolment::PublicKey;
use zeroize::Zeroizing;

const TODAY: Date = date(2026, 11, 22);

fn at(mins: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + mins * 60).unwrap()
}

fn posting(id: i64) -> Posting {
    Posting {
        id: PostingId(id),
        title: "装卸工".into(),
        employer: "测试物流有限公司".into(),
        job_kind: JobKind::Loader,
        work_form: WorkForm::DayJob,
        wage: Wage::default(),
        settlement: None,
        headcount: Some(3),
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
        contact: "13800000009".into(),
        source: Source { name: "测试".into(), kind: SourceKind::Other },
        posted_on: TODAY,
        valid_until: TODAY,
    }
}

struct Market {
    station: Station,
    _dir: tempfile::TempDir,
    chance: fastrand::Rng,
    notices: i64,
}

impl Market {
    fn open() -> Self {
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
        Self { station, _dir: dir, chance: fastrand::Rng::with_seed(1), notices: 0 }
    }

    fn random(&mut self) -> [u8; 20] {
        std::array::from_fn(|_| self.chance.u8(..))
    }

    fn ask(&mut self, ids: &[i64], mins: i64) -> usize {
        let postings: Vec<Posting> = ids.iter().map(|id| posting(*id)).collect();
        let random = self.random();
        self.station.ask_for_seats(&postings, &[TODAY], at(mins), random).unwrap()
    }

    /// The province leases seats of a posting until so many minutes.
    fn lease(&mut self, lease: &str, id: i64, seats: u16, until: i64) {
        self.notices += 1;
        let number = u8::try_from(self.notices).unwrap();
        let matter = SeatsLeasedOf { lease, id, seats, until };
        let notice = Notice {
            seq: NoticeNo(self.notices),
            id: NoticeId::new(1, [number; 10]),
            made_at: at(0),
            about: About::default(),
            kind: "seats_leased".into(),
            body: matter.body(),
        };
        self.station.take_notices(&[notice], at(0)).unwrap();
    }

    fn take(&mut self, id: i64, name: &str, phone: &str, mins: i64) -> Result<Registered, NotTaken> {
        let mut form = crate::domain::applying::ShortForm::default();
        form.name = name.into();
        form.phone = phone.into();
        form.born = Some(date(1974, 3, 10));
        let random = self.random();
        let (posting, card) = (posting(id), WorkCard { jobs: vec![JobKind::Loader], ..WorkCard::default() });
        let taking = Taking { posting: &posting, day: TODAY, who: AppliesAs::New(&form), card: &card };
        self.station.take_seat(&taking, at(mins), random).unwrap()
    }

    fn free(&self, mins: i64) -> Vec<(i64, u16)> {
        let offers = self.station.offers(at(mins), TODAY).unwrap();
        offers.iter().map(|offer| (offer.posting.id.0, offer.free)).collect()
    }

    fn give_back(&mut self, seat: EntryId) -> Result<()> {
        let random = self.random();
        self.station.move_seat(seat, None, SeatState::GivenBack, at(5), random)
    }

    fn end_leases(&mut self, mins: i64) -> usize {
        let random = self.random();
        self.station.return_leases(at(mins), TODAY, random).unwrap()
    }

    /// The platform answers every request that waits.
    fn answer_requests(&mut self, refused: Option<RefusalCode>, mins: i64) {
        let batch = self.station.next_batch(100, usize::MAX).unwrap();
        let requests = batch.iter().filter(|entry| entry.kind == EntryKind::SeatRequest);
        let verdict = match refused {
            Some(code) => Verdict::Refused(Refusal { code, field: String::new() }),
            None => Verdict::Acknowledged,
        };
        let answers: Vec<_> = requests.map(|entry| Answered { entry: entry.id, verdict: verdict.clone() }).collect();
        self.station.apply_answers(&answers, at(mins)).unwrap();
    }

    fn last_body(&self) -> Value {
        let batch = self.station.next_batch(100, usize::MAX).unwrap();
        serde_json::from_str(batch.last().unwrap().body.get()).unwrap()
    }
}

struct SeatsLeasedOf<'a> {
    lease: &'a str,
    id: i64,
    seats: u16,
    until: i64,
}

impl SeatsLeasedOf<'_> {
    fn body(&self) -> Value {
        serde_json::json!({ "lease": self.lease, "posting": self.id, "day": TODAY, "seats": self.seats,
            "until": at(self.until) })
    }
}

#[test]
fn nothing_is_given_away_that_was_not_leased() {
    let mut market = Market::open();
    assert_eq!(market.ask(&[1, 2], 0), 2);
    assert_eq!(market.take(1, "测试甲", "13800000000", 1), Err(NotTaken::NoSeat));
    market.lease("a", 1, 1, 60);
    assert_eq!(market.free(1), [(1, 1)]);
    market.take(1, "测试甲", "13800000000", 1).unwrap();
    assert_eq!(market.take(1, "测试乙", "13800000001", 1), Err(NotTaken::NoSeat));
    assert!(market.free(1).is_empty());
    market.lease("b", 1, 1, 60);
    market.take(1, "测试乙", "13800000001", 1).unwrap();
}

#[test]
fn a_lease_that_has_ended_gives_no_seat_and_is_returned_once_with_what_is_held_of_it() {
    let mut market = Market::open();
    market.ask(&[1], 0);
    market.lease("a", 1, 3, 60);
    let first = market.take(1, "测试甲", "13800000000", 1).unwrap();
    market.take(1, "测试乙", "13800000001", 1).unwrap();
    market.give_back(first.entry).unwrap();
    assert_eq!(market.end_leases(59), 0);
    assert_eq!(market.take(1, "测试丙", "13800000002", 60), Err(NotTaken::NoSeat));
    assert_eq!(market.end_leases(60), 1);
    assert_eq!(market.last_body()["leases"], serde_json::json!([{ "lease": "a", "taken": 1 }]));
    assert_eq!(market.end_leases(61), 0);
}

#[test]
fn somebody_has_one_seat_a_day_until_she_gives_it_back() {
    let mut market = Market::open();
    market.ask(&[1, 2], 0);
    market.lease("a", 1, 2, 60);
    market.lease("b", 2, 2, 60);
    let first = market.take(1, "测试甲", "13800000000", 1).unwrap();
    let other = market.take(2, "测试甲", "13800000000", 1);
    assert_eq!(other, Err(NotTaken::HasOne { title: "装卸工".into() }));
    market.give_back(first.entry).unwrap();
    market.give_back(first.entry).unwrap_err();
    market.take(2, "测试甲", "13800000000", 1).unwrap();
    assert_eq!(market.free(1), [(1, 2), (2, 1)]);
}

#[test]
fn a_seat_that_the_province_refuses_is_free_again_and_holds_up_nothing_else() {
    let mut market = Market::open();
    market.ask(&[1], 0);
    market.lease("a", 1, 1, 60);
    let taken = market.take(1, "测试甲", "13800000000", 1).unwrap();
    let refusal = Refusal { code: RefusalCode::Invalid, field: "worker".into() };
    let answer = Answered { entry: taken.entry, verdict: Verdict::Refused(refusal) };
    market.station.apply_answers(&[answer], at(2)).unwrap();
    assert_eq!(market.free(3), [(1, 1)]);
    let next = market.take(1, "测试乙", "13800000001", 3).unwrap();
    let again = market.take(1, "测试甲", "13800000000", 3);
    assert_eq!(again, Err(NotTaken::NoSeat));
    assert_eq!(market.station.next_batch(100, usize::MAX).unwrap().last().unwrap().id, next.entry);
}

#[test]
fn a_station_without_a_line_asks_once_and_one_whose_platform_knows_no_seats_not_again_that_day() {
    let mut market = Market::open();
    assert_eq!(market.ask(&[1], 0), 1);
    assert_eq!(market.ask(&[2], 1), 0, "the first has not gone up yet");
    market.answer_requests(Some(RefusalCode::UnknownKind), 2);
    assert_eq!(market.ask(&[2], 60), 0);
    assert_eq!(market.ask(&[2], 3 + 24 * 60), 1, "it may have been updated since");
}

#[test]
fn seats_are_asked_for_again_only_where_none_are_left_and_some_time_has_passed() {
    let mut market = Market::open();
    assert_eq!(market.ask(&[1, 2], 0), 2);
    market.answer_requests(None, 1);
    assert_eq!(market.ask(&[1, 2], 10), 0, "it was asked just now");
    market.lease("a", 1, 1, 600);
    assert_eq!(market.station.notice_state().unwrap().unseen, 0, "the machine acts on a lease, nobody has to read it");
    assert_eq!(market.ask(&[1, 2], 60), 1, "of the first there is one left");
    market.answer_requests(None, 61);
    market.take(1, "测试甲", "13800000000", 61).unwrap();
    assert_eq!(market.ask(&[1], 62), 1);
}
