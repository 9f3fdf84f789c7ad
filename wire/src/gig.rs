//! Day jobs shared out without a network. A station asks ahead of time for seats of the day jobs near it, and the platform
//! leases it some: what a station holds on lease is its own to give away, with or without a line, and nobody else's. Each
//! grant is a lease of its own that never grows; what is not given away by its end is returned by name, and only then is
//! somebody else given it. So no seat is ever given twice, whatever is delayed; the price is that what a silent station
//! holds stays empty that day.

use crate::application::EmployerConsent;
use crate::codes::{JobKind, codes};
use crate::ids::{EntryId, PostingId};
use crate::receipt::ReceiptNo;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of [`SeatRequest`] that this build writes.
pub const SEAT_REQUEST_VERSION: u16 = 1;
/// Version of [`SeatsReturned`] that this build writes.
pub const SEATS_RETURNED_VERSION: u16 = 1;
/// Version of [`SeatStep`] that this build writes.
pub const SEAT_STEP_VERSION: u16 = 1;
/// The most postings in one request.
pub const MAX_WANTS: usize = 100;
/// The most seats of one posting that a request names.
pub const MAX_SEATS: u16 = 200;
/// The most jobs and tools on a worker's card.
pub const MAX_ON_CARD: usize = 30;
/// The longest day's work, in minutes.
pub const MAX_MINUTES: u32 = 24 * 60;
/// The most a day is paid, in fen: what is more was typed wrong.
pub const MAX_PAY_FEN: i64 = 2_000_000;

/// A station asks for seats. Answered by a notice for each posting of which it is leased some, and by none for the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatRequest {
    pub receipt: ReceiptNo,
    pub wants: Vec<SeatsWanted>,
}

/// So many seats of a day job on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatsWanted {
    pub posting: PostingId,
    pub day: Date,
    pub seats: u16,
}

/// Leases that have ended, each with how many of its seats were given away until then. They count for ever: a station gives
/// nothing away of a lease that it has returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatsReturned {
    pub receipt: ReceiptNo,
    pub leases: Vec<LeaseEnd>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseEnd {
    pub lease: String,
    /// Seats of it that people hold now.
    pub taken: u16,
}

codes!(
    /// Where somebody's seat of a day job stands.
    SeatState {
        /// It is hers.
        Taken = "taken",
        /// She does not go after all; somebody else may.
        GivenBack = "given_back",
        /// She is there.
        CheckedIn = "checked_in",
        /// Hours and pay were said by one side, and not by both alike yet.
        Worked = "worked",
        /// Both sides say the same: there is a signed record of the day.
        Confirmed = "confirmed",
        /// She did not come.
        Missed = "missed",
    }
);

codes!(
    /// What a worker brings along.
    Tool {
        HandTools = "hand_tools",
        PowerTools = "power_tools",
        Measuring = "measuring",
        Ladder = "ladder",
        SafetyGear = "safety_gear",
        WorkClothes = "work_clothes",
        CleaningGear = "cleaning_gear",
        KitchenKnives = "kitchen_knives",
        Tricycle = "tricycle",
        ElectricBike = "electric_bike",
        Van = "van",
        Smartphone = "smartphone",
    }
);

codes!(
    /// When a worker can come.
    DayPart {
        Morning = "morning",
        Afternoon = "afternoon",
        Evening = "evening",
        Night = "night",
    }
);

/// A worker's card: what she can do, with what, when, and how far she goes. Everything may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkCard {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub jobs: Vec<JobKind>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<Tool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<DayPart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_km: Option<u16>,
}

impl WorkCard {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Who takes a seat, as her employer for the day is told. No number of a document, no day of birth, no sex, no health.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    pub name: String,
    /// Digits only, national form; `None` exactly when `contact_by_station` is true.
    pub phone: Option<String>,
    /// She has no phone; the station passes messages on.
    pub contact_by_station: bool,
    /// She is 16 or older. Never false: who is younger is not taken.
    pub of_age: bool,
    /// Her registration, where she has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<ReceiptNo>,
    #[serde(default, skip_serializing_if = "WorkCard::is_empty")]
    pub card: WorkCard,
    /// The consent to give this to this employer.
    pub consent: EmployerConsent,
}

/// Hours and pay of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayWork {
    /// Time worked, in minutes, without breaks.
    pub minutes: u32,
    /// What was agreed on for it, in fen.
    pub pay_fen: i64,
    /// It was paid out when this was said.
    pub paid: bool,
}

/// What both sides said alike, and the record that the station made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// Who spoke for the employer.
    pub for_employer: String,
    /// The clerk before whom it was said, by account name.
    pub staff: String,
    /// The signed text ([`crate::day_record::DayRecord`]).
    pub record: String,
}

/// One step of a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatStep {
    /// The number of this step; of the first one it is on her slip.
    pub receipt: ReceiptNo,
    /// The entry of the first step; that one names itself.
    pub seat: EntryId,
    /// Of which lease the seat is.
    pub lease: String,
    pub posting: PostingId,
    pub day: Date,
    pub state: SeatState,
    pub title: String,
    pub employer: String,
    /// Exactly where the state is `taken`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<Worker>,
    /// What she says; from `worked` on, where she has said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_says: Option<DayWork>,
    /// What the employer says; from `worked` on, where it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer_says: Option<DayWork>,
    /// Exactly where the state is `confirmed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmed>,
}
