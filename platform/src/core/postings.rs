//! Postings: which advert is which posting, and what of it a station is handed.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::value::RawValue;
use yizhan_wire::slip::StationCertificate;
use yizhan_wire::trust::Succession;
use yizhan_wire::{Cursor, DivisionCode, NoticeId, Posting, PostingId, SeqNo, StationId, WorkForm};

/// An advert on its way in.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPosting {
    /// What the advert says. Its `id` is not looked at: the store gives one.
    pub posting: Posting,
    /// The source and its own name for the advert, e.g. `jobs.csv:4711`; the same on every import.
    pub external_key: String,
    /// Equal for adverts of the same job (employer, title, place and wage, normalised); `None` where too little is known
    /// to compare, and it is then merged with nothing.
    pub fingerprint: Option<String>,
}

/// What became of the adverts of one call. Their sum is the number of adverts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct PutCounts {
    /// New postings.
    pub taken: u64,
    /// Known adverts whose content is another now.
    pub changed: u64,
    /// Known adverts, word for word: nothing happened, stations are not told.
    pub unchanged: u64,
    /// Adverts of a job that another advert already shows.
    pub merged: u64,
}

impl std::ops::AddAssign for PutCounts {
    fn add_assign(&mut self, other: Self) {
        self.taken += other.taken;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.merged += other.merged;
    }
}

/// What the store holds of the posting that an advert belongs to, by its key or else by its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub id: PostingId,
    /// The advert whose words the posting shows.
    pub shown_key: String,
    pub fingerprint: Option<String>,
    /// ISO date; compares as text.
    pub valid_until: String,
    /// JSON, with the posting's id.
    pub whole: String,
}

/// What is to be done with an advert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// A posting of its own.
    Insert,
    /// The posting shows this advert's words from now on.
    Replace(PutAs),
    /// The posting stays as it is; the advert is remembered as part of it.
    Keep(PutAs),
}

/// How an advert that did not become a posting of its own is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutAs {
    Changed,
    Unchanged,
    Merged,
}

/// Settles an advert. `whole` is its JSON under the held posting's id.
///
/// Of several adverts of one job the one that is valid longest is shown. So a job advertised again lives on under its old
/// number, and an import repeated in any order changes nothing.
#[must_use]
pub fn settle(new: &NewPosting, held: Option<&Held>, whole: &str) -> Settled {
    let Some(held) = held else { return Settled::Insert };
    if held.shown_key == new.external_key {
        return if held.whole == whole { Settled::Keep(PutAs::Unchanged) } else { Settled::Replace(PutAs::Changed) };
    }
    if new.fingerprint.is_none() || held.fingerprint != new.fingerprint {
        // The advert was merged once and speaks of another job now.
        return Settled::Insert;
    }
    if new.posting.valid_until.to_string() > held.valid_until {
        Settled::Replace(PutAs::Merged)
    } else {
        Settled::Keep(PutAs::Merged)
    }
}

/// The most day jobs that are handed out ahead of their place.
pub const MAX_AHEAD: usize = 500;

/// The city of a day job, by the first four digits of its division (empty where it names none), and `None` for other postings:
/// by it the store finds what a station is given ahead.
#[must_use]
pub fn day_city(posting: &Posting) -> Option<String> {
    let day_job = matches!(posting.work_form, WorkForm::DayJob | WorkForm::Hourly | WorkForm::Temporary);
    let division = posting.place.division.as_ref().map_or("", DivisionCode::as_str);
    day_job.then(|| division.get(..4).unwrap_or_default().to_owned())
}

/// What a station asks of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageWanted {
    pub asker: StationId,
    pub after: Cursor,
    /// At most so many changes.
    pub limit: usize,
    /// At most so many day jobs from behind them.
    pub ahead: usize,
}

/// A page of the feed with the postings as they stand in the store, so that handing it out parses nothing. Its JSON is that
/// of [`yizhan_wire::Page`].
#[derive(Debug, Serialize)]
pub struct StoredPage {
    pub changes: Vec<StoredChange>,
    pub more: bool,
    pub left: u64,
    pub today: Date,
    /// The last notice for the station that asks; the rules fill it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_notice: Option<NoticeId>,
    /// How far the entries of the station that asks were seen; the rules fill it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_to: Option<SeqNo>,
    /// Day jobs from behind the last change, where the station asked for them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ahead: Vec<StoredChange>,
    /// How often the platform wants to hear how the station is; whoever answers fills it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_minutes: Option<u32>,
    /// Keys of the platform behind the one that the station believes; the rules fill it in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Succession>,
    /// The word for the station's key, where it asked for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<StationCertificate>,
}

/// Its JSON is that of [`yizhan_wire::Change`].
#[derive(Debug, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum StoredChange {
    Posting { seq: Cursor, posting: Box<RawValue> },
    Withdrawn { seq: Cursor, id: PostingId },
    Pack { seq: Cursor, pack: Box<RawValue> },
}

impl StoredChange {
    /// Its place in the feed.
    #[must_use]
    pub const fn seq(&self) -> Cursor {
        match self {
            Self::Posting { seq, .. } | Self::Withdrawn { seq, .. } | Self::Pack { seq, .. } => *seq,
        }
    }
}
