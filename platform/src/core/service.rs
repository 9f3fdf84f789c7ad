//! The platform as its stations see it: four things to ask for.

use super::counts::Counts;
use super::enrolment::{self, code_hash};
use super::limits::Limiter;
use super::postings::StoredPage;
use super::presence::Presence;
use super::storage::{Station, Storage, StorageError};
use super::together::Together;
use jiff::{Timestamp, civil::Date, tz};
use std::sync::Arc;
use yizhan_wire::enrolment::{Enrolment, EnrolmentRefusal, EnrolmentRequest};
use yizhan_wire::signature::{Signed, SigningKey, sign_answer};
use yizhan_wire::{
    Answer, Answers, Cursor, MAX_NOTICES, MAX_PAGE, NoticeMark, NoticeNo, NoticePage, StationId, Upload,
};

/// The rules over a store, with the key that stations believe.
pub struct Platform {
    storage: Arc<dyn Storage>,
    key: SigningKey,
    /// Who tried codes that are none.
    pub tries: Limiter,
    /// What this program has counted since it started.
    pub counts: Counts,
    /// Which stations were heard of.
    pub presence: Presence,
    together: Together,
}

/// Why a platform cannot start over a store.
#[derive(Debug, thiserror::Error)]
pub enum CannotStart {
    #[error(
        "the store belongs to another signing key: its stations would take every answer for a forgery. Put back the \
         key file that was kept with it"
    )]
    OtherKey,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Platform {
    /// Binds the store to the key on the first start, and demands the same key on every later one.
    pub fn start(storage: Arc<dyn Storage>, key: SigningKey) -> Result<Self, CannotStart> {
        if storage.bind_key(&key.public())? == key.public() {
            Ok(Self {
                storage,
                key,
                tries: Limiter::default(),
                counts: Counts::default(),
                presence: Presence::default(),
                together: Together::default(),
            })
        } else {
            Err(CannotStart::OtherKey)
        }
    }

    /// Turns a machine with a good code into a station.
    pub fn enrol(
        &self,
        request: &EnrolmentRequest,
        now: Timestamp,
    ) -> Result<Result<Enrolment, EnrolmentRefusal>, StorageError> {
        let key = &request.public_key;
        let station =
            self.storage.enrol(&code_hash(&request.code), key, now, &|state| enrolment::decide(state, key, now))?;
        Ok(station
            .map(|s| Enrolment { station: s.id, station_name: s.name, platform_key: self.key.public() })
            .ok_or(EnrolmentRefusal::BadCode))
    }

    /// The station of this number.
    pub fn station(&self, id: StationId) -> Result<Option<Station>, StorageError> {
        self.storage.station(id)
    }

    /// Judges a batch and answers each entry; what was accepted is on the disk when this returns.
    pub fn take_in(&self, sender: StationId, upload: &Upload, now: Timestamp) -> Result<Answers, StorageError> {
        let wrote = |_batches| Counts::more(&self.counts.commits);
        let taken = self.together.take_in(&*self.storage, sender, upload.entries.clone(), now, &wrote)?;
        let answers = upload
            .entries
            .iter()
            .zip(&taken.verdicts)
            .map(|(entry, verdict)| Answer { id: entry.id, outcome: verdict.outcome(sender, entry.seq) })
            .collect();
        let answers = Answers { answers, seen_to: taken.seen_to, last_notice: self.storage.last_notice(sender)? };
        self.counts.answered(&answers);
        Ok(answers)
    }

    /// A page of the feed, and whether there are notices; `limit` is brought between 1 and [`MAX_PAGE`].
    pub fn page(
        &self,
        asker: StationId,
        after: Cursor,
        limit: usize,
        now: Timestamp,
    ) -> Result<StoredPage, StorageError> {
        let page = self.storage.page(after, limit.clamp(1, MAX_PAGE), day_of(now))?;
        Ok(StoredPage { last_notice: self.storage.last_notice(asker)?, seen_to: self.storage.seen_to(asker)?, ..page })
    }

    /// A page of the station's notices; `limit` is brought between 1 and [`MAX_NOTICES`].
    pub fn notices(&self, station: StationId, mark: NoticeMark, limit: usize) -> Result<NoticePage, StorageError> {
        self.storage.notices(station, mark, limit.clamp(1, MAX_NOTICES))
    }

    /// The station's notices behind a number, without taking it for what the station holds.
    pub fn notices_behind(
        &self,
        station: StationId,
        after: NoticeNo,
        limit: usize,
    ) -> Result<NoticePage, StorageError> {
        self.storage.notices_behind(station, after, limit.clamp(1, MAX_NOTICES))
    }

    pub(super) const fn key(&self) -> &SigningKey {
        &self.key
    }

    /// Signs an answer to the request with this `Signature` header (empty where it had none).
    #[must_use]
    pub fn sign(&self, status: u16, body: &[u8], request_signature: &str, now: Timestamp) -> Signed {
        sign_answer(&self.key, status, body, request_signature, now.as_second())
    }
}

/// The day in China, which has had one time zone without summer time since 1992.
#[must_use]
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(tz::offset(8).to_time_zone()).date()
}
