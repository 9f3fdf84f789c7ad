//! What the cockpit and the metrics ask of a store: figures and lists of the whole province, and the few things an
//! operator may change. A trait of its own, so that who only serves stations need not know it.

use super::forward::Forward;
use super::health::{AnsweredDay, HealthSeen};
use super::presence::Heard;
use super::storage::StorageError;
use super::{NewPosting, PutCounts};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use yizhan_wire::{Pack, Posting, PostingId, ReceiptNo, StationId};

/// A station as the province sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoardStation {
    pub id: StationId,
    pub name: String,
    /// Six digits; empty where nobody has said where it stands.
    pub division: String,
    pub street: String,
    pub enrolled_at: Timestamp,
    pub upload_at: Option<Timestamp>,
    /// As the store remembers it.
    pub heard: Option<Heard>,
    /// Refused and not accepted since.
    pub refused: u32,
}

/// A sum of one figure at one station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sum {
    pub station: StationId,
    pub what: String,
    pub code: String,
    pub n: u64,
}

/// An entry that waits at its station for a clerk; its body stays in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedLine {
    pub station: StationId,
    pub seq: i64,
    pub kind: String,
    pub code: String,
    pub field: String,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    pub times: u32,
}

/// An advert that waits for somebody to look at it.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldAdvert {
    pub id: i64,
    pub posting: Posting,
    pub held_at: Timestamp,
}

/// What came of a scheduled import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportLine {
    pub name: String,
    pub mark: String,
    pub tried_at: Timestamp,
    pub taken: u64,
    /// Adverts that wait until somebody has looked at them.
    pub held: u64,
    pub changed: u64,
    pub aside: u64,
    pub error: String,
}

/// What became of the entry behind a receipt; nothing of whom it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptState {
    /// It never came here, or not yet.
    Unknown,
    Taken {
        at: Timestamp,
    },
    /// It waits at its station for a clerk.
    Refused {
        at: Timestamp,
    },
}

/// How large the store is, for who watches it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    pub bytes: u64,
    pub log_bytes: u64,
    pub open_postings: u64,
}

/// The province's figures. Every method that writes has its write on the disk when it returns.
pub trait Board: Send + Sync {
    /// All stations, by number.
    fn board(&self) -> Result<Vec<BoardStation>, StorageError>;

    /// Says where a station stands; answers whether there is such a station.
    fn place_station(&self, station: StationId, division: &str, street: &str) -> Result<bool, StorageError>;

    /// Remembers what was heard of stations.
    fn put_heard(&self, heard: &[(StationId, Heard)]) -> Result<(), StorageError>;

    /// What is remembered of stations.
    fn heard(&self) -> Result<Vec<(StationId, Heard)>, StorageError>;

    /// How each station said last that it is, by number.
    fn healths(&self) -> Result<Vec<HealthSeen>, StorageError>;

    /// What is kept of how one station said it is, the latest first.
    fn health_of(&self, station: StationId) -> Result<Vec<HealthSeen>, StorageError>;

    /// How quickly screens answered from the first day to the last, by station and day.
    fn answered(&self, first: Date, last: Date) -> Result<Vec<AnsweredDay>, StorageError>;

    /// Every figure from the first day to the last, summed over the days.
    fn sums(&self, first: Date, last: Date) -> Result<Vec<Sum>, StorageError>;

    /// Accepted entries of each day from the first to the last, of these stations; days without any are left out.
    fn days(&self, first: Date, last: Date, stations: &[StationId]) -> Result<Vec<(Date, u64)>, StorageError>;

    /// Open postings by trade.
    fn offered(&self, today: Date) -> Result<Vec<(String, u64)>, StorageError>;

    /// Refused entries that wait, the newest first; of one station where it is named.
    fn refused(&self, station: Option<StationId>, limit: usize) -> Result<Vec<RefusedLine>, StorageError>;

    /// Services that a station owes in a month, by kind.
    fn targets(&self) -> Result<Vec<(String, u32)>, StorageError>;

    /// Sets a target; 0 takes it away.
    fn set_target(&self, kind: &str, a_month: u32) -> Result<(), StorageError>;

    /// Keeps adverts until somebody has looked at them: new ones wait, those that were taken before go on to the postings,
    /// those that were refused stay away. Answers what became of the ones that went on, and how many wait now.
    fn hold(&self, adverts: &[NewPosting], now: Timestamp) -> Result<(PutCounts, u64), StorageError>;

    /// Adverts that wait, the oldest first.
    fn held(&self, limit: usize) -> Result<Vec<HeldAdvert>, StorageError>;

    /// Decides on an advert that waits: it becomes a posting, or stays away. Answers whether it was waiting.
    fn decide(&self, id: i64, take: bool, by: &str, now: Timestamp) -> Result<bool, StorageError>;

    /// How often each reason stands among what was set aside at imports.
    fn aside_reasons(&self) -> Result<Vec<(String, u64)>, StorageError>;

    /// What came of scheduled imports.
    fn imports(&self) -> Result<Vec<ImportLine>, StorageError>;

    /// Remembers what came of one.
    fn put_import(&self, line: &ImportLine) -> Result<(), StorageError>;

    /// The open posting of this number, as stations are handed it today.
    fn posting(&self, id: PostingId, today: Date) -> Result<Option<Posting>, StorageError>;

    /// What became of the entry behind a receipt.
    fn receipt(&self, receipt: &ReceiptNo) -> Result<ReceiptState, StorageError>;

    /// People whom desks recommended to employers with their consent, the latest first; of one receipt where it is named.
    fn forwards(&self, only: Option<&ReceiptNo>) -> Result<Vec<Forward>, StorageError>;

    /// The pack of this kind that is in force.
    fn pack(&self, kind: &str) -> Result<Option<Pack>, StorageError>;

    /// How large the store is.
    fn size(&self, today: Date) -> Result<Size, StorageError>;
}
