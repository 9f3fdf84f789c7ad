//! Somebody at the kiosk who has shown who she is, and what the station tells her of herself. She shows it by her identity
//! card, or by the number on a slip together with her day of birth: two things that a stranger does not have together.
//! Guessing is limited, and whoever guesses is never told which of the two was wrong.

use super::account::MyAccount;
use super::gig::MySeat;
use super::ledger::EntryState;
use super::nouns::notice::{ApplicationAnswer, ApplicationOutcome, Matter};
use super::nouns::{
    AboutItem, Consent, ConsentPurpose, Education, IdType, PostingId, ReceiptNo, Refusal, SubjectId, WantedJob,
};
use super::referral::{Referral, following};
use super::resume::KeptResume;
use super::wishes::{Wish, WishRow};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, tz};
use zeroize::Zeroizing;

/// Wrong guesses until nothing is answered for a while.
pub const TRIES: u32 = 5;
/// Guesses further apart than this do not add up.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Whose guesses are counted: those at this station, and those about one receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guarded {
    /// Whoever stands there: the card and the clerk stay open to her meanwhile.
    Station,
    /// One number: its day of birth is not found by trying five days a day.
    Receipt,
}

impl Guarded {
    /// For how long nothing is answered.
    #[must_use]
    pub const fn lock(self) -> SignedDuration {
        match self {
            Self::Station => SignedDuration::from_mins(15),
            Self::Receipt => SignedDuration::from_hours(24),
        }
    }

    /// Within which time guesses add up.
    const fn window(self) -> SignedDuration {
        match self {
            Self::Station => WINDOW,
            Self::Receipt => SignedDuration::from_hours(24),
        }
    }
}

/// Wrong guesses so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Guesses {
    pub count: u32,
    pub last_at: Option<Timestamp>,
    pub locked_until: Option<Timestamp>,
}

impl Guesses {
    /// Until when nothing is answered. A lock that ends later than it can have been set comes from a clock that was put
    /// back, and does not count.
    #[must_use]
    pub fn locked(&self, what: Guarded, now: Timestamp) -> Option<Timestamp> {
        self.locked_until.filter(|until| now < *until && until.duration_since(now) <= what.lock())
    }

    /// After one more wrong guess.
    #[must_use]
    pub fn after_wrong(self, what: Guarded, now: Timestamp) -> Self {
        let recent = self.last_at.is_some_and(|at| now.duration_since(at).abs() < what.window());
        let count = if recent && self.locked_until.is_none() { self.count.saturating_add(1) } else { 1 };
        let locked_until = (count >= TRIES).then(|| now.saturating_add(what.lock()).unwrap_or(now));
        Self { count, last_at: Some(now), locked_until }
    }
}

/// How somebody shows who she is.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// Her card, as it was read: never typed, since a number is no secret.
    Card { id_type: IdType, number: Zeroizing<String>, name: Zeroizing<String> },
    /// The number on her slip as it was typed, and her day of birth.
    Receipt { typed: Zeroizing<String>, born: Date },
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Card { .. } => "Proof::Card(…)",
            Self::Receipt { .. } => "Proof::Receipt(…)",
        })
    }
}

/// What the station says to a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Known(Visitor),
    /// A good card of somebody who is not registered here: it fills a short form.
    NewCard {
        name: Zeroizing<String>,
        born: Date,
    },
    /// Nothing here has this number and this day: one answer whatever was wrong.
    NoMatch,
    /// Too many wrong guesses.
    Locked {
        until: Timestamp,
    },
    /// Under 16 (劳动法 article 15): she is told what there is for her instead.
    TooYoung,
}

/// A person the station knows, as her own pages need her; wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Visitor {
    pub subject: SubjectId,
    pub name: Zeroizing<String>,
    /// National form; empty where the station passes messages on.
    pub phone: Zeroizing<String>,
    /// Her last registration; `None` where she has only applied.
    pub registration: Option<ReceiptNo>,
    pub education: Option<Education>,
    pub skills: Vec<String>,
}

/// Never who: a debug print ends in a log.
impl std::fmt::Debug for Visitor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Visitor(…)")
    }
}

/// What the station keeps about a person.
#[derive(Clone, PartialEq, Default)]
pub struct Mine {
    /// The newest first.
    pub registrations: Vec<MyRegistration>,
    pub applications: Vec<MyApplication>,
    /// Employers whom the desk recommended her to.
    pub referrals: Vec<Referral>,
    /// Her seats of day jobs.
    pub seats: Vec<MySeat>,
    /// What she has wished to be done with it.
    pub wishes: Vec<WishRow>,
    /// Accounts of the province's service that she asked for.
    pub accounts: Vec<MyAccount>,
    /// What she filled in and booked.
    pub submissions: Vec<MySubmission>,
    /// What was done for her about training.
    pub trainings: Vec<MyService>,
    /// The résumé that is kept at her wish.
    pub resume: Option<KeptResume>,
}

impl Mine {
    /// A receipt by which a wish names her; `None` where nothing of her is kept.
    #[must_use]
    pub fn receipt(&self) -> Option<&ReceiptNo> {
        let registered = self.registrations.first().map(|one| &one.receipt);
        let applied = self.applications.first().map(|one| &one.receipt);
        let seated = || self.seats.first().map(|one| &one.receipt);
        registered.or(applied).or_else(seated).or_else(|| self.accounts.first().map(|one| &one.receipt))
    }

    /// Whether the station keeps nothing about her.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.registrations.is_empty()
            && self.applications.is_empty()
            && self.referrals.is_empty()
            && self.seats.is_empty()
            && self.accounts.is_empty()
            && self.submissions.is_empty()
            && self.resume.is_none()
    }

    /// Consents that can be taken back by themselves: all but the one to register, which ends with everything.
    #[must_use]
    pub fn consents(&self) -> Vec<ConsentPurpose> {
        let given = self.registrations.iter().flat_map(|one| one.consents.iter().map(|consent| consent.purpose));
        let shared = self.applications.iter().any(|one| one.track != Track::TakenBack);
        let mut purposes: Vec<_> = given.chain(shared.then_some(ConsentPurpose::ShareWithEmployers)).collect();
        purposes.retain(|purpose| *purpose != ConsentPurpose::Register);
        purposes.sort_unstable();
        purposes.dedup();
        purposes
    }

    /// Marks what was applied for before she took the consent back to give her data to employers.
    pub fn follow_wishes(&mut self) {
        let last = self.sharing_ended();
        for one in self.applications.iter_mut().filter(|one| last.is_some_and(|at| one.at <= at)) {
            one.track = Track::TakenBack;
        }
    }

    /// Whether she took the consent back while the desk was recommending her: the employer hears no more.
    #[must_use]
    pub fn is_taken_back(&self, referral: &Referral) -> bool {
        let ended = self.sharing_ended().map(|at| at.to_zoned(tz::offset(8).to_time_zone()).date());
        !following(referral.state).is_empty() && ended.is_some_and(|on| referral.on <= on)
    }

    /// When she last took back that employers are given her data.
    fn sharing_ended(&self) -> Option<Timestamp> {
        let share = ConsentPurpose::ShareWithEmployers;
        let ended = |wish: &WishRow| match &wish.wish {
            Wish::TakeBack(purposes) => purposes.contains(&share),
            Wish::Erase => true,
        };
        self.wishes.iter().filter(|wish| ended(wish)).map(|wish| wish.asked_at).max()
    }
}

/// Something that she filled in: an errand, a booking, an enrolment.
#[derive(Debug, Clone, PartialEq)]
pub struct MySubmission {
    pub receipt: ReceiptNo,
    pub title: String,
    pub about: Option<AboutItem>,
    pub at: Timestamp,
    pub state: EntryState,
    /// What an office said of it last.
    pub said: Option<Matter>,
}

/// A service about training, as the desk wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyService {
    /// She took part; otherwise she was told of it.
    pub done: bool,
    pub on: Date,
    pub topic: String,
    /// What came of it, such as a certificate.
    pub result: String,
}

impl std::fmt::Debug for Mine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mine(…)")
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct MyRegistration {
    pub receipt: ReceiptNo,
    pub at: Timestamp,
    pub state: EntryState,
    pub refusal: Option<Refusal>,
    pub jobs: Vec<WantedJob>,
    pub consents: Vec<Consent>,
    pub valid_until: Date,
}

#[derive(Clone, PartialEq, Eq)]
pub struct MyApplication {
    pub receipt: ReceiptNo,
    pub posting: PostingId,
    pub title: String,
    pub employer: String,
    pub at: Timestamp,
    pub track: Track,
    /// When it got there, where that is known.
    pub track_at: Option<Timestamp>,
    /// The employer's last word.
    pub answer: Option<ApplicationAnswer>,
}

/// How far an application has come, as she is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Track {
    /// Saved here; it goes on its way with the next line.
    Saved,
    /// The province has it and hands it on.
    Sent,
    /// The province did not take it; a clerk can say why.
    Returned,
    /// She took back the consent to give her data to employers.
    TakenBack,
    /// She took this one back.
    Ended,
    /// What the employer made of it.
    Answered(ApplicationOutcome),
}

impl Track {
    /// What an entry and what the employer has said since make together.
    #[must_use]
    pub const fn of(entry: EntryState, said: Option<ApplicationOutcome>) -> Self {
        match (said, entry) {
            (Some(outcome), _) => Self::Answered(outcome),
            (None, EntryState::Waiting) => Self::Saved,
            (None, EntryState::Acknowledged) => Self::Sent,
            (None, EntryState::Refused) => Self::Returned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + secs).unwrap()
    }

    fn guessed(what: Guarded, times: impl IntoIterator<Item = i64>) -> Guesses {
        times.into_iter().fold(Guesses::default(), |guesses, secs| guesses.after_wrong(what, at(secs)))
    }

    #[test]
    fn five_wrong_guesses_close_the_door_for_a_quarter_of_an_hour_and_one_receipt_for_a_day() {
        for (what, mins) in [(Guarded::Station, 15), (Guarded::Receipt, 24 * 60)] {
            let four = guessed(what, 0..4);
            assert_eq!(four.locked(what, at(4)), None, "{what:?}");
            let five = four.after_wrong(what, at(4));
            assert!(five.locked(what, at(5)).is_some(), "{what:?}");
            assert!(five.locked(what, at(mins * 60)).is_some(), "{what:?}");
            assert_eq!(five.locked(what, at(4 + mins * 60)), None, "{what:?}");
            assert_eq!(five.locked(what, at(-100_000)), None, "a clock that was put back locks nobody out for long");
        }
    }

    #[test]
    fn guesses_of_different_people_do_not_add_up() {
        let apart = guessed(Guarded::Station, (0..20).map(|n| n * 16 * 60));
        assert_eq!(apart.locked(Guarded::Station, at(20 * 16 * 60)), None);
    }

    #[test]
    fn the_employers_word_counts_more_than_the_entrys_state() {
        assert_eq!(Track::of(EntryState::Waiting, None), Track::Saved);
        assert_eq!(Track::of(EntryState::Acknowledged, None), Track::Sent);
        let hired = ApplicationOutcome::Hired;
        assert_eq!(Track::of(EntryState::Acknowledged, Some(hired)), Track::Answered(hired));
    }
}
