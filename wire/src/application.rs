//! Somebody wants a job: what the employer is given of her, and the consent that names this employer (PIPL article 23).
//! No number of a document, no day of birth, no sex, no health: who hires asks for what the law demands when they meet.

use crate::codes::{ApplicationWish, Education};
use crate::ids::PostingId;
use crate::receipt::ReceiptNo;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Version of [`Application`] that this build writes.
pub const APPLICATION_VERSION: u16 = 1;

/// An application, or the wish to be called about a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// The number on the person's slip.
    pub receipt: ReceiptNo,
    pub posting: PostingId,
    /// Title and employer as they stood on the screen when she consented.
    pub title: String,
    pub employer: String,
    pub wish: ApplicationWish,
    pub name: String,
    /// Digits only, national form; `None` exactly when `contact_by_station` is true.
    pub phone: Option<String>,
    /// She has no phone; the station passes messages on.
    pub contact_by_station: bool,
    /// She is 16 or older, by her document or by the day of birth she gave. Never false: who is younger is not taken.
    pub of_age: bool,
    /// Her registration, where she has one: how the province knows her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<ReceiptNo>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<Education>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    pub consent: EmployerConsent,
    /// The clerk who touched for her; `None` when she did it herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisted_by: Option<String>,
}

/// A consent to give these data to this one employer, given by itself and for nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerConsent {
    /// Who gets them, as named on the screen.
    pub employer: String,
    /// How she reaches who gets them, as named on the screen; empty where the posting gives no contact and the station
    /// was named instead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// Version of the notice that was shown or read aloud.
    pub version: String,
    pub given: Timestamp,
}
