//! The station's own thread, for day jobs: seats of a real store, and a seeker's seats as they would be after a few days.

use super::{TODAY, Workers, posting};
use jiff::civil::Date;
use yizhan::domain::applying::ShortForm;
use yizhan::domain::day_record::DayRecord;
use yizhan::domain::gig::MySeat;
use yizhan::domain::ledger::EntryState;
use yizhan::domain::{DayWork, EntryId, Posting, ReceiptNo, SeatState, SeqNo, StationId, WorkCard, WorkForm};
use yizhan::runtime::gigs::{GigEvent, GigJob};
use yizhan::runtime::visit::Who;
use yizhan_wire::signature::SigningKey;

/// Day jobs with seats here.
pub fn day_jobs() -> Vec<Posting> {
    (1..=60).map(posting).filter(|posting| posting.work_form == WorkForm::DayJob).take(5).collect()
}

pub fn somebody(name: &str, phone: &str) -> ShortForm {
    let mut form = ShortForm::default();
    form.name = name.into();
    form.phone = phone.into();
    form.born = Some(jiff::civil::date(1974, 3, 10));
    form
}

fn seat(number: u8, day: Date, state: SeatState) -> MySeat {
    MySeat {
        seat: EntryId::new(1, [number; 10]),
        receipt: ReceiptNo::of(StationId(12), SeqNo(i64::from(number))),
        posting: yizhan::domain::PostingId(2),
        day,
        title: "装卸工".into(),
        employer: "测试物流有限公司".into(),
        place: "万家丽南路128号仓库东门".into(),
        contact: "13800000007 测试工头".into(),
        state,
        sent: EntryState::Acknowledged,
        worker_says: None,
        employer_says: None,
        record: None,
    }
}

/// One of today, and one of yesterday that both sides have confirmed.
pub fn seats() -> Vec<MySeat> {
    let work = DayWork { minutes: 510, pay_fen: 20_000, paid: false };
    let yesterday = TODAY.yesterday().unwrap();
    let mut done = seat(21, yesterday, SeatState::Confirmed);
    let record = DayRecord {
        station: StationId(12),
        station_name: "雨花区砂子塘就业驿站",
        receipt: &done.receipt,
        name: "测试甲",
        employer: &done.employer,
        title: &done.title,
        day: yesterday,
        minutes: work.minutes,
        pay_fen: work.pay_fen,
        paid: work.paid,
        for_employer: "测试工头",
    };
    let record = record.signed(&SigningKey::from_seed(&[4; 32]).unwrap());
    (done.worker_says, done.employer_says, done.record) = (Some(work), Some(work), Some(record));
    vec![seat(22, TODAY, SeatState::Taken), done]
}

impl Workers {
    /// What the store answers about day jobs.
    pub(super) fn gig(&self, job: GigJob) -> GigEvent {
        let moved = |seat: EntryId, change: &dyn Fn(&mut MySeat)| {
            let mut all = seats();
            all.iter_mut().filter(|one| one.seat == seat).for_each(change);
            all
        };
        match job {
            GigJob::ReadCard(who) => GigEvent::Card { who, card: None },
            GigJob::Move { who, seat, to } => GigEvent::Moved { who, seats: moved(seat, &|one| one.state = to) },
            GigJob::Say { who, seat, work } => {
                let seats = moved(seat, &|one| (one.state, one.worker_says) = (SeatState::Worked, Some(work)));
                GigEvent::Moved { who, seats }
            }
            // Who is known by her card to these tests is nobody to the store.
            GigJob::Take { posting, day, who: Who::Known(_), card } => {
                let who = Who::New(somebody("测试甲", "13800000000"));
                self.books().gig(GigJob::Take { posting, day, who, card })
            }
            job => self.books().gig(job),
        }
    }
}

impl super::books::Books {
    /// Two people have taken seats of today's day jobs.
    pub fn give_seats(&mut self) {
        for (name, phone, place) in [("测试乙", "13800000001", 0), ("测试丙", "13800000002", 1)] {
            let posting = Box::new(day_jobs()[place].clone());
            let who = Who::New(somebody(name, phone));
            let taken = self.gig(GigJob::Take { posting, day: TODAY, who, card: WorkCard::default() });
            assert!(matches!(taken, GigEvent::Taken { .. }), "{taken:?}");
        }
    }
}
