//! Day jobs shared out among stations: what is leased to whom, and whether a step of a seat can be right. The rule that no
//! seat is given twice stands on three facts: a lease belongs to one station and never grows, what of it is held is counted
//! here again, and a lease frees seats only by the station's own word that it has ended.

use super::application::check_consent;
use super::intake::refusal;
use super::notices::NewNotice;
use super::phone;
use super::registration::{Checked, LINE_CHARS, check_name, ensure, ensure_there, is_text, read};
use jiff::civil::{Date, Time, time};
use jiff::{Timestamp, ToSpan as _, tz};
use ring::digest::{SHA256, digest};
use std::collections::{HashMap, HashSet};
use yizhan_wire::day_record::{DayRecord, names_in};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::gig::{
    DayWork, LeaseEnd, MAX_MINUTES, MAX_ON_CARD, MAX_PAY_FEN, MAX_SEATS, MAX_WANTS, SeatRequest, SeatState, SeatStep,
    SeatsReturned, SeatsWanted, WorkCard, Worker,
};
use yizhan_wire::notice::{About, Matter, SeatsLeased};
use yizhan_wire::{
    Entry, EntryId, EntryKind, NoticeId, Posting, PostingId, ReceiptNo, RefusalCode, SeqNo, StationId, WorkForm,
};

/// Seats leased ahead of time end at this hour of their day, so that what one station could not give away goes to another.
const AHEAD_UNTIL: Time = time(10, 0, 0, 0);
/// Seats leased on the day itself end at this hour.
const SAME_DAY_UNTIL: Time = time(20, 0, 0, 0);
/// The longest name of a lease.
const LEASE_CHARS: usize = 100;

/// Somebody, without being readable: equal for the same name and telephone at whichever station.
pub type Person = [u8; 32];

/// What is known of leases and seats, as far as a batch of one station is concerned.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// The keys of the station that sends: its present one, and the one before, with which a day may have been signed.
    pub keys: Vec<PublicKey>,
    /// Leases of this station, by name.
    pub leases: HashMap<String, Lease>,
    /// Leases that a restored platform keeps for what is asked for again, by the request: they count once that is accepted, so that
    /// the steps behind it in the same batch find them.
    pub kept: HashMap<EntryId, Vec<NewLease>>,
    /// Seats of this station, by the entry of their first step.
    pub seats: HashMap<EntryId, Seat>,
    /// Who holds a seat of which day job, at whichever station.
    pub holders: HashSet<(PostingId, Date, Person)>,
}

/// A lease, as the platform knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    pub posting: PostingId,
    pub day: Date,
    /// What it takes of the posting's seats: all that was leased, or what was held at its end.
    pub seats: u16,
    /// Seats that people hold.
    pub taken: u16,
    pub ended: bool,
}

/// A seat, as the platform knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub seq: SeqNo,
    pub lease: String,
    pub posting: PostingId,
    pub day: Date,
    pub person: Person,
    pub state: SeatState,
}

impl Book {
    /// Takes in an entry of the batch that is accepted.
    pub fn note(&mut self, entry: &Entry) {
        match entry.kind {
            EntryKind::SeatRequest => {
                for NewLease { name, posting, day, seats, .. } in self.kept.remove(&entry.id).unwrap_or_default() {
                    let lease = Lease { posting, day, seats, taken: 0, ended: false };
                    self.leases.entry(name).or_insert(lease);
                }
            }
            EntryKind::SeatStep => {
                if let Ok(step) = serde_json::from_str::<SeatStep>(entry.body.get()) {
                    self.note_step(entry, &step);
                }
            }
            EntryKind::SeatsReturned => {
                if let Ok(returned) = serde_json::from_str::<SeatsReturned>(entry.body.get()) {
                    for LeaseEnd { lease, taken } in returned.leases {
                        if let Some(lease) = self.leases.get_mut(&lease) {
                            (lease.seats, lease.ended) = (taken, true);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn note_step(&mut self, entry: &Entry, step: &SeatStep) {
        let lease = self.leases.get_mut(&step.lease);
        match (&step.worker, step.state) {
            (Some(worker), _) => {
                let person = person(entry, worker);
                self.holders.insert((step.posting, step.day, person));
                let SeatStep { posting, day, state, .. } = *step;
                let seat = Seat { seq: entry.seq, lease: step.lease.clone(), posting, day, person, state };
                self.seats.insert(step.seat, seat);
                if let Some(lease) = lease {
                    lease.taken = lease.taken.saturating_add(1);
                }
            }
            (None, state) => {
                let Some(seat) = self.seats.get_mut(&step.seat) else { return };
                seat.state = state;
                if state == SeatState::GivenBack {
                    self.holders.remove(&(seat.posting, seat.day, seat.person));
                    if let Some(lease) = lease {
                        lease.taken = lease.taken.saturating_sub(1);
                        // Of a lease that has ended nobody is given it again: it goes back to all.
                        lease.seats = lease.seats.saturating_sub(u16::from(lease.ended));
                    }
                }
            }
        }
    }
}

/// By what somebody is known at every station: her name and telephone, or, without one, her subject at this station.
#[must_use]
pub fn person(entry: &Entry, worker: &Worker) -> Person {
    let reached = match &worker.phone {
        Some(number) => number.clone(),
        None => format!("{} {}", entry.station, entry.subject),
    };
    let name: String = worker.name.split_whitespace().collect();
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, format!("{name}\0{reached}").as_bytes()).as_ref());
    out
}

/// Examines a request for seats.
pub fn examine_request(entry: &Entry) -> Checked {
    let request: SeatRequest = read(entry.body.get(), &["receipt", "wants"])?;
    ensure(request.receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    ensure(!request.wants.is_empty() && request.wants.len() <= MAX_WANTS, "wants")?;
    let fine = |want: &SeatsWanted| want.posting.0 > 0 && (1..=MAX_SEATS).contains(&want.seats);
    ensure(request.wants.iter().all(fine), "wants")
}

/// Examines the end of leases. One that is told of twice, or told to hold more than it was given, is refused.
pub fn examine_return(entry: &Entry, book: &Book) -> Checked {
    let returned: SeatsReturned = read(entry.body.get(), &["receipt", "leases"])?;
    ensure(returned.receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    ensure(!returned.leases.is_empty() && returned.leases.len() <= MAX_WANTS, "leases")?;
    let mut names = HashSet::new();
    let fine = |end: &LeaseEnd| {
        names.insert(end.lease.clone())
            && book.leases.get(&end.lease).is_some_and(|lease| !lease.ended && end.taken <= lease.seats)
    };
    ensure(returned.leases.iter().all(fine), "leases")
}

/// Examines a step of a seat.
pub fn examine_step(entry: &Entry, book: &Book) -> Checked {
    let fields = ["receipt", "seat", "lease", "posting", "day", "state", "title", "employer"];
    let step: SeatStep = read(entry.body.get(), &fields)?;
    ensure(step.receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    ensure(is_text(&step.title, LINE_CHARS), "title")?;
    ensure_there(!step.employer.trim().is_empty(), "employer")?;
    ensure(is_text(&step.employer, LINE_CHARS), "employer")?;
    ensure(step.lease.chars().count() <= LEASE_CHARS, "lease")?;
    let lease = book.leases.get(&step.lease).filter(|l| (l.posting, l.day) == (step.posting, step.day));
    let Some(lease) = lease else { return Err(refusal(RefusalCode::Invalid, "lease")) };
    let first = step.state == SeatState::Taken;
    ensure(first == (step.seat == entry.id), "seat")?;
    ensure(first == step.worker.is_some(), "worker")?;
    ensure((step.state == SeatState::Confirmed) == step.confirmed.is_some(), "confirmed")?;
    for said in [step.worker_says, step.employer_says].into_iter().flatten() {
        let DayWork { minutes, pay_fen, paid: _ } = said;
        ensure((1..=MAX_MINUTES).contains(&minutes) && (0..=MAX_PAY_FEN).contains(&pay_fen), "worker_says")?;
    }
    match &step.worker {
        Some(worker) => {
            // Whoever was told that there is a seat holds one, and nobody else does.
            ensure(lease.taken < lease.seats, "lease")?;
            let held = book.holders.contains(&(step.posting, step.day, person(entry, worker)));
            ensure(!held, "worker")?;
            check_worker(&step.employer, worker)
        }
        None => check_further(entry, &step, book),
    }
}

fn check_worker(employer: &str, worker: &Worker) -> Checked {
    check_name(&worker.name)?;
    match (&worker.phone, worker.contact_by_station) {
        (None, false) => return Err(refusal(RefusalCode::Missing, "phone")),
        (Some(number), by_station) => ensure(!by_station && phone::is_plausible(number), "phone")?,
        (None, true) => {}
    }
    if !worker.of_age {
        return Err(refusal(RefusalCode::UnderAge, "of_age"));
    }
    let WorkCard { jobs, tools, times, max_km: _ } = &worker.card;
    ensure(jobs.len().max(tools.len()).max(times.len()) <= MAX_ON_CARD, "card")?;
    check_consent(employer, &worker.consent)
}

/// Whether a seat may go from one state to another.
#[must_use]
pub const fn may_follow(from: SeatState, to: SeatState) -> bool {
    use SeatState::{CheckedIn, Confirmed, GivenBack, Missed, Taken, Worked};
    matches!(
        (from, to),
        (Taken, GivenBack | CheckedIn | Missed | Worked)
            | (CheckedIn | Missed, Worked)
            | (Missed, CheckedIn)
            | (CheckedIn, Missed)
            | (Worked, Worked | Confirmed)
    )
}

fn check_further(entry: &Entry, step: &SeatStep, book: &Book) -> Checked {
    let seat = book.seats.get(&step.seat).filter(|seat| seat.lease == step.lease);
    let Some(seat) = seat else { return Err(refusal(RefusalCode::Invalid, "seat")) };
    ensure(may_follow(seat.state, step.state), "state")?;
    let said = step.worker_says.or(step.employer_says).is_some();
    ensure(said == matches!(step.state, SeatState::Worked | SeatState::Confirmed), "worker_says")?;
    let Some(confirmed) = &step.confirmed else { return Ok(()) };
    let both = step.worker_says.filter(|said| step.employer_says == Some(*said));
    let Some(work) = both else { return Err(refusal(RefusalCode::Invalid, "employer_says")) };
    ensure_there(!confirmed.for_employer.trim().is_empty(), "confirmed.for_employer")?;
    let Some((name, station_name)) = names_in(&confirmed.record) else {
        return Err(refusal(RefusalCode::Invalid, "confirmed.record"));
    };
    let record = DayRecord {
        station: entry.station,
        station_name: &station_name,
        receipt: &ReceiptNo::of(entry.station, seat.seq),
        name: &name,
        employer: &step.employer,
        title: &step.title,
        day: step.day,
        minutes: work.minutes,
        pay_fen: work.pay_fen,
        paid: work.paid,
        for_employer: &confirmed.for_employer,
    };
    ensure(book.keys.iter().any(|key| record.check(&confirmed.record, key).is_ok()), "confirmed.record")
}

/// How many seats of a posting there are on one day; `None` where it is no work by the day or the hour.
#[must_use]
pub fn capacity(posting: &Posting) -> Option<u32> {
    let gig = matches!(posting.work_form, WorkForm::DayJob | WorkForm::Hourly | WorkForm::Temporary);
    gig.then(|| posting.headcount.unwrap_or(1).max(1))
}

/// How many seats a station is given that wants some: at most half of those that are left, so that the next station that asks
/// finds some, too; the last one goes whole.
#[must_use]
pub fn grant(capacity: u32, leased: u32, wanted: u16) -> u16 {
    let half = capacity.saturating_sub(leased).div_ceil(2);
    wanted.min(u16::try_from(half).unwrap_or(u16::MAX))
}

/// Until when seats of a day are leased now; `None` where it is too late for that day, or too early.
#[must_use]
pub fn lease_until(day: Date, now: Timestamp) -> Option<Timestamp> {
    let zone = tz::offset(8).to_time_zone();
    let today = now.to_zoned(zone.clone()).date();
    if day < today || day > today.saturating_add(1.day()) {
        return None;
    }
    let at = |hour: Time| day.to_datetime(hour).to_zoned(zone.clone()).ok().map(|at| at.timestamp());
    [at(AHEAD_UNTIL), at(SAME_DAY_UNTIL)].into_iter().flatten().find(|until| now < *until)
}

/// Whether seats of a day may have been leased that a platform, restored at this moment, knows nothing of: then it leases none, and
/// keeps what stations have until they say what became of it.
#[must_use]
pub fn may_be_lost(day: Date, restored_at: Timestamp) -> bool {
    day <= restored_at.to_zoned(tz::offset(8).to_time_zone()).date().saturating_add(1.day())
}

/// A lease that is given.
#[derive(Debug, Clone)]
pub struct NewLease {
    pub name: String,
    pub posting: PostingId,
    pub day: Date,
    pub seats: u16,
    pub until: Timestamp,
}

impl NewLease {
    /// The lease that answers a want, if there is anything to give. Its name follows from the request, so that a request is
    /// answered once.
    #[must_use]
    pub fn of(entry: &Entry, want: &SeatsWanted, posting: &Posting, leased: u32, now: Timestamp) -> Option<Self> {
        let until = lease_until(want.day, now)?;
        let seats = grant(capacity(posting)?, leased, want.seats);
        let open = posting.valid_until >= want.day && seats > 0;
        let name = format!("{}-{}-{}-{}", entry.station, entry.seq, want.posting, want.day);
        open.then_some(Self { name, posting: want.posting, day: want.day, seats, until })
    }

    /// A lease that a restored platform may have given and lost: as large as it can have been. It keeps the seats from others and
    /// lets in whom the station has told that there is a seat; the station has its notice, and is told nothing new.
    #[must_use]
    pub fn lost(entry: &Entry, want: &SeatsWanted, posting: &Posting) -> Option<Self> {
        let seats = want.seats.min(u16::try_from(capacity(posting)?).unwrap_or(u16::MAX));
        let name = format!("{}-{}-{}-{}", entry.station, entry.seq, want.posting, want.day);
        let until = want.day.to_datetime(SAME_DAY_UNTIL).to_zoned(tz::offset(8).to_time_zone()).ok()?.timestamp();
        Some(Self { name, posting: want.posting, day: want.day, seats, until })
    }

    /// The notice that tells the station.
    ///
    /// # Errors
    /// None that the types of this build can bring about.
    pub fn notice(&self, station: StationId, now: Timestamp) -> Result<NewNotice, serde_json::Error> {
        let Self { name, posting, day, seats, until } = self;
        let (posting, day, seats, until) = (*posting, *day, *seats, *until);
        let matter = Matter::SeatsLeased(SeatsLeased { lease: name.clone(), posting, day, seats, until });
        let mut random = [0; 10];
        let print = digest(&SHA256, format!("leased {name}").as_bytes());
        random.iter_mut().zip(print.as_ref()).for_each(|(to, from)| *to = *from);
        Ok(NewNotice {
            id: NoticeId::new(u64::try_from(now.as_millisecond()).unwrap_or(0), random),
            station,
            about: About::default(),
            kind: matter.kind().as_str().to_owned(),
            body: matter.body()?,
            made_at: now,
        })
    }
}

#[cfg(test)]
#[path = "gig_tests.rs"]
mod tests;
