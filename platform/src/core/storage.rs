//! What the rules ask of a store. They own this trait; a store implements it, and knows no rule.
//!
//! Whatever must be decided and written together is one method that takes the decision as a function: the store reads
//! what is known, asks, and writes, in one transaction that is on the disk before the method returns.
//!
//! # For whoever brings postings (import, seed)
//!
//! ```no_run
//! # fn f(storage: &dyn yizhan_platform::core::Storage, postings: Vec<yizhan_platform::core::NewPosting>,
//! #      now: jiff::Timestamp) -> Result<(), yizhan_platform::core::StorageError> {
//! use yizhan_platform::core::SetAside;
//! for some in postings.chunks(4_000) {
//!     let put = storage.put_postings(some)?; // one transaction; put.taken, put.merged …
//! }
//! let line = SetAside { file: "jobs.csv".into(), line: 7, reason: "control_characters".into(), original: b"\x07".to_vec() };
//! storage.set_aside(&[line], now)?;
//! # Ok(()) }
//! ```
//!
//! A store is opened with `yizhan_platform::storage::Store::open(data_dir)`; it may be open in several processes at once.

use super::enrolment::{CodeState, Enrol};
use super::health::HealthSeen;
use super::intake::{Seen, Verdict};
use super::notices::{NewNotice, SentNotice};
use super::packs::{HeldPack, PutPack};
use super::postings::{NewPosting, PutCounts, StoredChange, StoredPage};
use super::trust::Trust;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::value::RawValue;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::notice::{About, NoticeMark, NoticePage};
use yizhan_wire::trust::Succession;
use yizhan_wire::{
    Cursor, Entry, EntryId, EntryKind, MediaRef, NoticeId, NoticeNo, Pack, PostingId, ReceiptNo, SeqNo, StationId,
};

/// A store that could not do what it was asked. Nothing of it was done.
#[derive(Debug, thiserror::Error)]
#[error("the store failed: {0}")]
pub struct StorageError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// The platform's memory. Every method that writes has its write on the disk when it returns.
pub trait Storage: Send + Sync {
    /// The platform's key that the store is bound to; `None` before the first start.
    fn bound_key(&self) -> Result<Option<PublicKey>, StorageError>;

    /// The key of the other suite that the store is bound to; `None` before one was made.
    fn bound_sm_key(&self) -> Result<Option<PublicKey>, StorageError>;

    /// Binds the store to the platform's key of its suite; answers the key it was bound to before, or this one.
    fn bind_key(&self, key: &PublicKey) -> Result<PublicKey, StorageError>;

    /// Remembers a one-time code.
    fn add_code(&self, code: &NewCode) -> Result<(), StorageError>;

    /// Answers a code: the decision is made on what is known of it, and carried out in the same transaction. `None`: refused.
    fn enrol(
        &self,
        code: &[u8; 32],
        key: &PublicKey,
        now: Timestamp,
        decide: &dyn Fn(Option<&CodeState>) -> Enrol,
    ) -> Result<Option<Station>, StorageError>;

    /// The station of this number.
    fn station(&self, id: StationId) -> Result<Option<Station>, StorageError>;

    /// What is known of a station beside its name and key.
    fn trust(&self, station: StationId) -> Result<Trust, StorageError>;

    /// Changes what is known of a station, by what stands there when it is changed; `None` where there is no such station.
    fn change_trust(&self, station: StationId, change: &dyn Fn(Trust) -> Trust) -> Result<Option<Trust>, StorageError>;

    /// Gives a station a new key, and lets the present one count until then, too; false where the new one is, or was, a
    /// station's.
    fn change_key(&self, station: &Station, key: &PublicKey, until: Timestamp) -> Result<bool, StorageError>;

    /// The platform's keys after the first, in their order.
    fn successions(&self) -> Result<Vec<Succession>, StorageError>;

    /// Remembers the platform's key of this number (from 2); false where there is one already.
    fn add_succession(&self, number: u32, succession: &Succession) -> Result<bool, StorageError>;

    /// Every station, and every code that waits for one, in the order they were made.
    fn stations(&self) -> Result<Vec<StationLine>, StorageError>;

    /// Judges a batch of one station and writes what was judged: all of it, or nothing. The verdicts stand in the order
    /// of the entries.
    fn take_in(
        &self,
        station: StationId,
        entries: &[Entry],
        now: Timestamp,
        judge: &dyn Fn(Seen) -> Vec<Verdict>,
    ) -> Result<TakenIn, StorageError>;

    /// Shows every accepted entry (of one kind), in the order of acceptance, until `visit` answers false.
    fn records(&self, kind: Option<EntryKind>, visit: &mut dyn FnMut(Record) -> bool) -> Result<(), StorageError>;

    /// Shows every line that was set aside (for one reason), in the order of their coming, until `visit` answers false.
    fn lines_set_aside(
        &self,
        reason: Option<&str>,
        visit: &mut dyn FnMut(SetAside) -> bool,
    ) -> Result<(), StorageError>;

    /// The feed after a cursor, at most `limit` changes: the open postings as of `today`, and tombstones only for what a
    /// station with this cursor can hold.
    fn page(&self, after: Cursor, limit: usize, today: Date) -> Result<StoredPage, StorageError>;

    /// The open day jobs behind a place of the feed, at most `limit`: those of the station's city first, then the newest.
    fn day_jobs_behind(
        &self,
        asker: StationId,
        last: Cursor,
        limit: usize,
        today: Date,
    ) -> Result<Vec<StoredChange>, StorageError>;

    /// Takes postings in one transaction: an advert known by its key is compared, one of the same job as another is merged
    /// (see [`super::postings::settle`]). Give it a few thousand at a time.
    fn put_postings(&self, postings: &[NewPosting]) -> Result<PutCounts, StorageError>;

    /// Puts a pack into the feed where `decide`, given the pack of its kind that is there, says so; answers what was
    /// decided.
    fn put_pack(&self, pack: &Pack, decide: &dyn Fn(Option<&HeldPack>) -> PutPack) -> Result<PutPack, StorageError>;

    /// The media that the packs in the feed name.
    fn media_named(&self) -> Result<Vec<MediaRef>, StorageError>;

    /// Puts aside what is not fit to be shown; answers how many were not there yet.
    fn set_aside(&self, lines: &[SetAside], now: Timestamp) -> Result<u64, StorageError>;

    /// Withdraws a posting: stations get a tombstone. Answers whether it was open.
    fn withdraw(&self, id: PostingId) -> Result<bool, StorageError>;

    /// Postings in doubt, those that end first at the head.
    fn doubts(&self) -> Result<Vec<DoubtLine>, StorageError>;

    /// The employer says that a posting stands: it is no longer in doubt, and stations are told. Answers whether it is
    /// open.
    fn confirm(&self, id: PostingId, today: Date) -> Result<bool, StorageError>;

    /// Sends a notice under the next number of its station; `None` where there is no such station.
    fn put_notice(&self, notice: &NewNotice) -> Result<Option<NoticeNo>, StorageError>;

    /// The station's notices behind what it holds, at most `limit`. How far it says it is is remembered (see
    /// [`super::notices::asked`]).
    fn notices(&self, station: StationId, mark: NoticeMark, limit: usize) -> Result<NoticePage, StorageError>;

    /// The station's notices behind a number, at most `limit`; nothing is remembered.
    fn notices_behind(&self, station: StationId, after: NoticeNo, limit: usize) -> Result<NoticePage, StorageError>;

    /// Every entry `1..=seen_to` of the station was seen; `None` where there is no such station.
    fn seen_to(&self, station: StationId) -> Result<Option<SeqNo>, StorageError>;

    /// The station's last notice.
    fn last_notice(&self, station: StationId) -> Result<Option<NoticeId>, StorageError>;

    /// The station and the names of the accepted entry behind a receipt.
    fn about_receipt(&self, receipt: &ReceiptNo) -> Result<Option<(StationId, About)>, StorageError>;

    /// Shows the notices that were sent, in the order of their making, until `visit` answers false.
    fn sent_notices(&self, visit: &mut dyn FnMut(SentNotice) -> bool) -> Result<(), StorageError>;

    /// Takes over how a station says it is; on the disk when it returns.
    fn put_health(&self, seen: &HealthSeen) -> Result<(), StorageError>;

    /// Every lease of seats of day jobs from a day on, with how it stands.
    fn seats(&self, from: Date) -> Result<Vec<SeatLine>, StorageError>;

    /// As [`Storage::take_in`], for several batches, of one station or of many, in one transaction: all of them, or none.
    /// The results stand in the order of the batches.
    fn take_in_together(
        &self,
        batches: &[Batch<'_>],
        judge: &dyn Fn(&Batch<'_>, Seen) -> Vec<Verdict>,
    ) -> Result<Vec<TakenIn>, StorageError>;
}

/// Entries that one station sent in one request.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    pub station: StationId,
    pub entries: &'a [Entry],
    /// When it came, by the platform's clock.
    pub now: Timestamp,
}

/// A lease of seats, for whoever wants to know where they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeatLine {
    pub lease: String,
    pub posting: PostingId,
    pub title: String,
    pub day: Date,
    pub station: StationId,
    /// What it takes of the posting's seats: all that was leased, or what was held at its end.
    pub seats: u16,
    pub until: Timestamp,
    /// The station has said that it has ended.
    pub ended: bool,
    /// Seats that people hold, those who have checked in, and those whose day is confirmed by both sides.
    pub taken: u32,
    pub checked_in: u32,
    pub confirmed: u32,
}

/// A posting in doubt, for whoever calls its employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoubtLine {
    pub posting: PostingId,
    pub title: String,
    pub employer: String,
    pub contact: String,
    pub reports: u32,
    pub last_flaw: String,
    /// The last day it is shown unless it is confirmed; `None`: one report, which is not enough.
    pub ends_on: Option<Date>,
}

/// A one-time code to be remembered, by its hash.
#[derive(Debug, Clone)]
pub struct NewCode {
    pub hash: [u8; 32],
    pub station_name: String,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A station that has enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    pub id: StationId,
    pub name: String,
    pub key: PublicKey,
}

/// A line of the list of stations; without a number while its code waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StationLine {
    pub station: Option<StationId>,
    pub name: String,
    pub enrolled_at: Option<Timestamp>,
    /// Until when the code that waits can be used.
    pub code_expires_at: Option<Timestamp>,
    pub upload_at: Option<Timestamp>,
    pub seen_to: SeqNo,
    pub accepted: u64,
    /// Refused and not accepted since.
    pub refused: u64,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    pub verdicts: Vec<Verdict>,
    /// Every entry `1..=seen_to` of the station was seen.
    pub seen_to: SeqNo,
}

/// An accepted entry, as `records` prints it.
#[derive(Debug, Serialize)]
pub struct Record {
    pub station: StationId,
    pub seq: SeqNo,
    pub id: EntryId,
    pub kind: EntryKind,
    pub receipt: ReceiptNo,
    pub body: Box<RawValue>,
}

/// A line of an imported file that is not fit to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The file's name without its folder.
    pub file: String,
    /// Line or record in the file, from 1.
    pub line: u64,
    /// A code, for counting, e.g. `no_title`.
    pub reason: String,
    /// The bytes as they were.
    pub original: Vec<u8>,
}
