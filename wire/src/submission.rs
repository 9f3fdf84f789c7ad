//! A form that somebody has filled in: a tip, an opinion, an application, a booking. One kind of entry for all of them; the
//! form says what its answers mean.

use crate::content::ShelfKind;
use crate::receipt::ReceiptNo;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of [`Submission`] that this build writes.
pub const SUBMISSION_VERSION: u16 = 1;
/// The most answers one form gives.
pub const MAX_ANSWERS: usize = 200;

/// The answers to one form, in the order in which it asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub receipt: ReceiptNo,
    /// The form, by its name in the pack of forms, and its version.
    pub form: String,
    pub form_version: u32,
    /// Its title, so that whoever reads the entry needs no pack.
    pub title: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<AboutItem>,
    pub answers: Vec<Answered>,
    pub consents: Vec<ConsentGiven>,
    /// It cannot wait for the next working day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// By which version of the province's code lists its answers were checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListUsed>,
}

/// A code list, in the version by which answers were checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListUsed {
    pub list: String,
    pub version: u32,
}

/// An answer with the words it was asked by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub field: String,
    pub label: String,
    pub value: Given,
}

/// What was answered: a text or a code; several codes where several may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    One(String),
    Many(Vec<String>),
}

impl Given {
    /// Whether one of its codes is this.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        match self {
            Self::One(given) => given == code,
            Self::Many(given) => given.iter().any(|one| one == code),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::One(given) => given.trim().is_empty(),
            Self::Many(given) => given.is_empty(),
        }
    }

    /// The text; empty where several codes were chosen.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::One(given) => given,
            Self::Many(_) => "",
        }
    }
}

/// The thing on a shelf that a form is about, and the hour that is booked of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutItem {
    pub shelf: ShelfKind,
    pub item: String,
    /// What it was called when it was chosen.
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotTime>,
}

/// An hour of a day: `2026-11-24` at `09:00`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SlotTime {
    pub day: Date,
    pub at: String,
}

/// A consent of its own (PIPL articles 23 and 29): which field of the form says to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentGiven {
    pub field: String,
    /// The version of the form whose words were agreed to.
    pub version: u32,
    pub given: Timestamp,
}
