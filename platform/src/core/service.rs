//! The platform as its stations see it: four things to ask for.

use super::counts::Counts;
use super::enrolment::{self, code_hash};
use super::intake::Verdict;
use super::limits::Limiter;
use super::media::MediaStore;
use super::postings::{MAX_AHEAD, PageWanted, StoredPage};
use super::presence::Presence;
use super::storage::{Station, Storage, StorageError};
use super::together::Together;
use super::trust::Trust;
use jiff::{Timestamp, civil::Date, tz};
use std::sync::Arc;
use yizhan_wire::enrolment::{Enrolment, EnrolmentRefusal, EnrolmentRequest, PublicKey};
use yizhan_wire::signature::{Signed, SigningKey, sign_answer};
use yizhan_wire::suite::Suite;
use yizhan_wire::trust::Succession;
use yizhan_wire::{
    Answer, Answers, MAX_NOTICES, MAX_PAGE, NoticeMark, NoticeNo, NoticePage, RefusalCode, StationId, Upload,
};

/// The rules over a store, with the key that stations believe.
pub struct Platform {
    storage: Arc<dyn Storage>,
    /// Never empty; the last one is the newest.
    keys: Keys,
    media: Option<Arc<dyn MediaStore>>,
    /// Who tried codes that are none.
    pub tries: Limiter,
    /// What this program has counted since it started.
    pub counts: Counts,
    /// Which stations were heard of.
    pub presence: Presence,
    together: Together,
}

/// The platform's keys: of each suite the first, which the store is bound to, and those that followed it.
struct Keys {
    first: SigningKey,
    /// The first of the other suite; `None`: no station of that suite can enrol.
    sm: Option<SigningKey>,
    /// Those that followed, of either suite, in their order.
    later: Vec<SigningKey>,
    announced: Vec<Succession>,
}

impl Keys {
    /// The newest of a suite.
    fn newest(&self, suite: Suite) -> Option<&SigningKey> {
        self.all().rev().find(|key| key.suite() == suite)
    }

    fn all(&self) -> impl DoubleEndedIterator<Item = &SigningKey> {
        std::iter::once(&self.first).chain(&self.sm).chain(&self.later)
    }
}

/// Why a platform cannot start over a store.
#[derive(Debug, thiserror::Error)]
pub enum CannotStart {
    #[error(
        "the store belongs to another signing key: its stations would take every answer for a forgery. Put back the \
         key file that was kept with it"
    )]
    OtherKey,
    #[error(
        "the keys of the platform do not follow one another as the store says: put back the key files that were kept with it"
    )]
    OtherLaterKeys,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Platform {
    /// Binds the store to the key on the first start, and demands the same key on every later one.
    pub fn start(storage: Arc<dyn Storage>, key: SigningKey) -> Result<Self, CannotStart> {
        if storage.bind_key(&key.public())? == key.public() {
            Ok(Self {
                storage,
                keys: Keys { first: key, sm: None, later: Vec::new(), announced: Vec::new() },
                media: None,
                tries: Limiter::default(),
                counts: Counts::default(),
                presence: Presence::default(),
                together: Together::default(),
            })
        } else {
            Err(CannotStart::OtherKey)
        }
    }

    /// The same with media to give out.
    #[must_use]
    pub fn with_media(self, media: Arc<dyn MediaStore>) -> Self {
        Self { media: Some(media), ..self }
    }

    /// The same with a key of the other suite, so that stations of that suite can enrol: bound to the store as the first is.
    ///
    /// # Errors
    /// When the store is bound to another one.
    pub fn with_sm_key(mut self, key: SigningKey) -> Result<Self, CannotStart> {
        if key.suite() != Suite::Sm || self.storage.bind_key(&key.public())? != key.public() {
            return Err(CannotStart::OtherKey);
        }
        self.keys.sm = Some(key);
        Ok(self)
    }

    /// The same with the keys that followed the first ones, of either suite, in their order.
    ///
    /// # Errors
    /// When they are not those that the store knows of.
    pub fn with_later_keys(self, later: Vec<SigningKey>) -> Result<Self, CannotStart> {
        let announced = self.storage.successions()?;
        let mut held: Vec<PublicKey> = self.keys.all().map(SigningKey::public).collect();
        for (key, one) in later.iter().zip(&announced) {
            let before = held.iter_mut().find(|held| one.after(held).is_ok_and(|next| *next == key.public()));
            *before.ok_or(CannotStart::OtherLaterKeys)? = key.public();
        }
        if later.len() != announced.len() {
            return Err(CannotStart::OtherLaterKeys);
        }
        Ok(Self { keys: Keys { later, announced, ..self.keys }, ..self })
    }

    pub(super) fn storage(&self) -> &dyn Storage {
        &*self.storage
    }

    /// The public halves of all keys, the first one first.
    pub(super) fn public_keys(&self) -> Vec<PublicKey> {
        self.keys.all().map(SigningKey::public).collect()
    }

    /// The newest key of a suite, where there is one.
    pub(super) fn newest_key(&self, suite: Suite) -> Option<PublicKey> {
        self.keys.newest(suite).map(SigningKey::public)
    }

    /// The newest key of a suite, to sign with.
    pub(super) fn newest(&self, suite: Suite) -> Option<&SigningKey> {
        self.keys.newest(suite)
    }

    pub(super) fn first_key(&self) -> PublicKey {
        self.keys.first.public()
    }

    pub(super) fn successions(&self) -> &[Succession] {
        &self.keys.announced
    }

    /// All keys, the newest first: what was sealed to one of them opens with it.
    pub(super) fn keys_newest_first(&self) -> impl Iterator<Item = &SigningKey> {
        self.keys.all().rev()
    }

    pub(super) fn media(&self) -> Option<&dyn MediaStore> {
        self.media.as_deref()
    }

    /// Turns a machine with a good code into a station.
    pub fn enrol(
        &self,
        request: &EnrolmentRequest,
        now: Timestamp,
    ) -> Result<Result<Enrolment, EnrolmentRefusal>, StorageError> {
        let key = &request.public_key;
        let Some(platform_key) = self.newest_key(key.suite()) else { return Ok(Err(EnrolmentRefusal::BadRequest)) };
        let station =
            self.storage.enrol(&code_hash(&request.code), key, now, &|state| enrolment::decide(state, key, now))?;
        let Some(station) = station else { return Ok(Err(EnrolmentRefusal::BadCode)) };
        self.storage.change_trust(station.id, &|before| Trust {
            believes: Some(platform_key.clone()),
            machine: request.machine.clone().filter(|machine| !machine.is_nothing()).or(before.machine),
            ..before
        })?;
        Ok(Ok(Enrolment { station: station.id, station_name: station.name, platform_key }))
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
        let reused = |verdict: &Verdict| matches!(verdict, Verdict::Refuse { refusal, .. } if refusal.code == RefusalCode::SequenceReused);
        if taken.verdicts.iter().any(reused) {
            self.note_fork(sender, taken.seen_to, now)?;
        }
        let answers = Answers { answers, seen_to: taken.seen_to, last_notice: self.storage.last_notice(sender)? };
        self.counts.answered(&answers);
        Ok(answers)
    }

    /// A page of the feed, whether there are notices, and day jobs from behind the page where they are wanted; what is wanted is
    /// brought between 1 and [`MAX_PAGE`] changes, and to [`MAX_AHEAD`] day jobs.
    pub fn page(&self, wanted: PageWanted, now: Timestamp) -> Result<StoredPage, StorageError> {
        let PageWanted { asker, after, limit, ahead } = wanted;
        let (limit, today) = (limit.clamp(1, MAX_PAGE), day_of(now));
        let page = self.storage.page(after, limit, today)?;
        let ahead = match page.changes.last() {
            Some(last) if page.more && ahead > 0 => {
                self.storage.day_jobs_behind(asker, last.seq(), ahead.min(MAX_AHEAD), today)?
            }
            _ => Vec::new(),
        };
        let (last_notice, seen_to) = (self.storage.last_notice(asker)?, self.storage.seen_to(asker)?);
        Ok(StoredPage { last_notice, seen_to, ahead, ..page })
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

    /// Signs an answer to the request with this `Signature` header (empty where it had none), by the key that the asker
    /// believes.
    #[must_use]
    pub fn sign(&self, by: &PublicKey, status: u16, body: &[u8], request_signature: &str, now: Timestamp) -> Signed {
        let key = self.keys.all().find(|key| key.public() == *by).unwrap_or(&self.keys.first);
        sign_answer(key, status, body, request_signature, now.as_second())
    }
}

/// The day in China, which has had one time zone without summer time since 1992.
#[must_use]
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(tz::offset(8).to_time_zone()).date()
}
