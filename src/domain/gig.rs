//! Day jobs at a station: which seats it asks for ahead of time, what of them it may give away, and what becomes of a seat
//! until both sides have confirmed the day.

use super::form::Form;
use super::ledger::EntryState;
use super::matching::{Demand, Match, Profile, Seen, look};
use super::nouns::{
    DayPart, DayWork, DivisionCode, EntryId, MAX_MINUTES, MAX_PAY_FEN, MAX_WANTS, Posting, PostingId, ReceiptNo,
    SeatState, SeatsWanted, WantedJob, WorkCard, WorkForm,
};
use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

/// Seats that a station asks for of one posting and day; it asks again once they are given away.
const AT_ONCE: u32 = 4;
/// Between two requests for the same posting and day.
const ASK_AGAIN: SignedDuration = SignedDuration::from_mins(30);
/// From this hour on a station asks for seats of tomorrow: whoever comes in the evening can be sure of the morning.
const TOMORROW_FROM: Time = time(15, 0, 0, 0);

/// Work for a day or for hours, whose seats are leased.
#[must_use]
pub const fn is_shared(form: WorkForm) -> bool {
    matches!(form, WorkForm::DayJob | WorkForm::Hourly | WorkForm::Temporary)
}

/// What a station holds of one posting and day, and when it last asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub posting: PostingId,
    pub day: Date,
    /// Seats that can be given away now.
    pub free: u16,
    pub asked_at: Timestamp,
}

/// The days for which seats are asked at this hour of the station's day.
#[must_use]
pub fn days(today: Date, at: Time) -> Vec<Date> {
    let tomorrow = (at >= TOMORROW_FROM).then(|| today.saturating_add(1.day()));
    [Some(today), tomorrow].into_iter().flatten().collect()
}

/// What a station asks for now: of each open day job near it, where it has nothing left and has not just asked.
#[must_use]
pub fn wants(postings: &[Posting], standing: &[Standing], days: &[Date], now: Timestamp) -> Vec<SeatsWanted> {
    let mut wants = Vec::new();
    for day in days {
        for posting in postings.iter().filter(|p| is_shared(p.work_form) && p.valid_until >= *day) {
            let known = standing.iter().find(|one| (one.posting, one.day) == (posting.id, *day));
            let settled = known.is_some_and(|one| one.free > 0 || now.duration_since(one.asked_at) < ASK_AGAIN);
            // Without a name there is nobody to whom a worker could consent to be told of.
            if settled || posting.employer.trim().is_empty() {
                continue;
            }
            let seats = posting.headcount.unwrap_or(1).clamp(1, AT_ONCE);
            wants.push(SeatsWanted { posting: posting.id, day: *day, seats: u16::try_from(seats).unwrap_or(1) });
        }
    }
    wants.truncate(MAX_WANTS);
    wants
}

/// A day job with seats that this station may give away now.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub posting: Posting,
    pub day: Date,
    pub free: u16,
    /// How it suits the card that was filled in; `None` without one.
    pub found: Option<Match>,
}

/// Puts the offers in the order of a worker's card: what suits her first, the rest behind it. Nothing is left out: she may
/// know better.
pub fn sort(offers: &mut [Offer], card: &WorkCard, here: Option<&DivisionCode>, seen: Seen<'_>) {
    if card.is_empty() {
        offers.sort_by_key(|offer| (offer.day, offer.posting.id));
        return;
    }
    let profile = Profile::of(&form_of(card, here));
    for offer in offers.iter_mut() {
        offer.found = Some(look(&profile, &Demand::of(&offer.posting), seen));
    }
    offers.sort_by_key(|offer| {
        let score = offer.found.as_ref().map_or(0, Match::score);
        let good = offer.found.as_ref().is_some_and(Match::is_good);
        (offer.day, !good, std::cmp::Reverse(score), offer.posting.id)
    });
}

/// The card as the matching knows people. It starts from the station: that is where she stands.
fn form_of(card: &WorkCard, here: Option<&DivisionCode>) -> Form {
    let WorkCard { jobs, tools: _, times, max_km } = card;
    let mut form = Form {
        wanted_jobs: jobs.iter().map(|kind| WantedJob { kind: *kind, text: String::new() }).collect(),
        work_forms: vec![WorkForm::DayJob, WorkForm::Hourly, WorkForm::Temporary],
        max_distance_km: *max_km,
        night_shift: (!times.is_empty()).then(|| times.contains(&DayPart::Night)),
        ..Form::default()
    };
    form.residence.division = here.cloned();
    form
}

/// Why somebody gets no seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// The last one was given away, or the lease has ended.
    NoSeat,
    /// She has one on that day already; nobody is at two places.
    HasOne { title: String },
}

/// Somebody's seat, as she is told of it.
#[derive(Clone, PartialEq, Eq)]
pub struct MySeat {
    pub seat: EntryId,
    pub receipt: ReceiptNo,
    pub posting: PostingId,
    pub day: Date,
    pub title: String,
    pub employer: String,
    /// Where, and whom to call, as the posting said when she took it.
    pub place: String,
    pub contact: String,
    pub state: SeatState,
    /// Where the entry stands that took the seat.
    pub sent: EntryState,
    pub worker_says: Option<DayWork>,
    pub employer_says: Option<DayWork>,
    /// The signed text, once both sides say the same.
    pub record: Option<String>,
}

impl MySeat {
    /// Whether it is hers still: not given back, not refused by the province.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.state != SeatState::GivenBack && self.sent != EntryState::Refused
    }

    /// What can be done with it on a day, by herself.
    #[must_use]
    pub fn steps(&self, today: Date) -> Vec<Step> {
        if !self.holds() {
            return Vec::new();
        }
        match self.state {
            SeatState::Taken if self.day > today => vec![Step::GiveBack],
            SeatState::Taken if self.day == today => vec![Step::CheckIn, Step::GiveBack],
            // Of a day that is over she was there, and nobody touched anything.
            SeatState::CheckedIn | SeatState::Worked | SeatState::Taken => vec![Step::Say],
            _ => Vec::new(),
        }
    }
}

/// Never whose: a debug print ends in a log.
impl std::fmt::Debug for MySeat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MySeat").field("state", &self.state).finish_non_exhaustive()
    }
}

/// What somebody can do with her seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    GiveBack,
    CheckIn,
    /// Says hours and pay.
    Say,
}

/// A seat as the desk sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct DeskSeat {
    pub seat: MySeat,
    pub name: String,
    /// National form; empty where the station passes messages on.
    pub phone: String,
    pub card: WorkCard,
}

impl std::fmt::Debug for DeskSeat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.seat.fmt(f)
    }
}

/// A lease of this station, for the technician.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseRow {
    pub lease: String,
    pub posting: PostingId,
    pub day: Date,
    pub seats: u16,
    /// Of them given away.
    pub taken: u16,
    pub until: Timestamp,
    /// It was returned.
    pub closed: bool,
}

/// Whether hours and pay can be right.
#[must_use]
pub fn is_work(work: &DayWork) -> bool {
    (1..=MAX_MINUTES).contains(&work.minutes) && (0..=MAX_PAY_FEN).contains(&work.pay_fen)
}

/// Yuan as typed by digits, in fen; `None` for nothing typed and for more than a day is paid.
#[must_use]
pub fn fen(typed: &str) -> Option<i64> {
    let yuan: i64 = typed.trim().parse().ok()?;
    yuan.checked_mul(100).filter(|fen| (0..=MAX_PAY_FEN).contains(fen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ground::Ground;
    use crate::domain::{JobKind, Place, Source, SourceKind, Wage};
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn posting(id: i64, kind: JobKind) -> Posting {
        Posting {
            id: PostingId(id),
            title: "日工".into(),
            employer: "测试物流有限公司".into(),
            job_kind: kind,
            work_form: WorkForm::DayJob,
            wage: Wage::default(),
            settlement: None,
            headcount: Some(10),
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
        }
    }

    fn at(mins: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + mins * 60).unwrap()
    }

    #[test]
    fn seats_are_asked_for_where_none_are_left_and_not_every_minute() {
        let postings = [posting(1, JobKind::Loader), posting(2, JobKind::Loader), posting(3, JobKind::Loader)];
        let standing =
            |posting, free, mins| Standing { posting: PostingId(posting), day: TODAY, free, asked_at: at(mins) };
        let held = [standing(1, 2, 0), standing(2, 0, 50), standing(3, 0, 0)];
        let wanted: Vec<i64> = wants(&postings, &held, &[TODAY], at(60)).iter().map(|want| want.posting.0).collect();
        assert_eq!(wanted, [3]);
    }

    #[test]
    fn nothing_is_asked_of_a_job_that_ends_before_has_no_name_or_is_no_day_job() {
        let mut anonymous = posting(2, JobKind::Loader);
        anonymous.employer.clear();
        let steady = Posting { work_form: WorkForm::FullTime, ..posting(3, JobKind::Loader) };
        let days = days(TODAY, time(16, 0, 0, 0));
        assert_eq!(days, [TODAY, date(2026, 11, 23)]);
        let wanted = wants(&[posting(1, JobKind::Loader), anonymous, steady], &[], &days, at(0));
        assert_eq!(wanted, [SeatsWanted { posting: PostingId(1), day: TODAY, seats: 4 }]);
    }

    #[test]
    fn what_suits_the_card_stands_first_and_nothing_is_left_out() {
        let offer = |id, kind| Offer { posting: posting(id, kind), day: TODAY, free: 1, found: None };
        let mut offers = [offer(1, JobKind::Welder), offer(2, JobKind::Loader), offer(3, JobKind::Cleaner)];
        let card = WorkCard { jobs: vec![JobKind::Loader], ..WorkCard::default() };
        sort(&mut offers, &card, None, (TODAY, &Ground::default()));
        assert_eq!(offers.len(), 3);
        assert_eq!(offers.first().map(|offer| offer.posting.id), Some(PostingId(2)));
        assert!(offers.iter().all(|offer| offer.found.is_some()), "each says why");
    }

    #[test]
    fn pay_is_whole_yuan_and_no_fortune() {
        assert_eq!((fen("130"), fen(""), fen("99999"), fen("0")), (Some(13_000), None, None, Some(0)));
        assert!(is_work(&DayWork { minutes: 480, pay_fen: 13_000, paid: true }));
        assert!(!is_work(&DayWork { minutes: 0, pay_fen: 13_000, paid: true }));
    }
}
