//! A walk-in registration as it travels: the least a station needs to find someone work (PIPL article 6). Marriage,
//! ethnic group, politics, height and health are not here and have no place to be put.

use crate::codes::{Category, ConsentPurpose, Education, IdType, JobKind, WageUnit, WorkForm};
use crate::ids::DivisionCode;
use crate::receipt::ReceiptNo;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Version of [`Registration`] that this build writes.
pub const REGISTRATION_VERSION: u16 = 1;

/// A checked registration. The station has validated every field; the platform validates again by its own code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// The number on the person's slip.
    pub receipt: ReceiptNo,
    pub name: String,
    pub id_type: IdType,
    /// Upper-case, half-width; `None` exactly when `id_type` is `none`.
    pub id_number: Option<String>,
    /// Why there is no document; `None` exactly when there is one.
    pub no_id_reason: Option<String>,
    /// Digits only, national form; `None` exactly when `contact_by_station` is true.
    pub phone: Option<String>,
    /// The person has no phone; the station passes messages on.
    pub contact_by_station: bool,
    pub residence: Residence,
    pub education: Option<Education>,
    pub skills: Vec<String>,
    /// One to five, the most wanted first.
    pub wanted_jobs: Vec<WantedJob>,
    pub work_forms: Vec<WorkForm>,
    pub wage_expected: Option<WageExpected>,
    pub available_from: Option<Date>,
    pub max_distance_km: Option<u16>,
    pub night_shift: Option<bool>,
    pub needs_board: bool,
    pub needs_lodging: bool,
    pub categories: Vec<Category>,
    pub wants: Wants,
    pub consents: Vec<Consent>,
    /// The clerk who typed for the person, by account name; `None` when she did it herself.
    pub assisted_by: Option<String>,
    pub note: String,
    /// The last day the registration stands; it is renewed or ends.
    pub valid_until: Date,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Residence {
    pub division: Option<DivisionCode>,
    #[serde(default)]
    pub text: String,
}

/// A job a person wants: an everyday job, or her own words where none of them fits (then `kind` is `other`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedJob {
    pub kind: JobKind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// The least a person wants, in whole yuan of `unit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WageExpected {
    pub min: u32,
    pub unit: WageUnit,
}

/// Services the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wants {
    pub guidance: bool,
    pub training: bool,
    pub policy: bool,
}

/// One consent: for what, under which text, and when it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub purpose: ConsentPurpose,
    /// Version of the notice that was shown or read aloud.
    pub version: String,
    pub given: Timestamp,
}
