//! The sync's books, kept in the station's store.

use crate::domain::ledger::{Answered, LineState};
use crate::domain::notice::Notice;
use crate::domain::{EntryId, SeqNo};
use crate::store::{ProvinceSeen, Station, StoreError};
use crate::sync::receipt::Sent;
use crate::sync::round::{Books, NotKept, Standing, Told};
use jiff::{Timestamp, civil::Date};
use std::thread::Builder;
use yizhan_wire::Entry;
use yizhan_wire::slip::StationCertificate;
use yizhan_wire::trust::Succession;

/// The largest batch in bytes of bodies: a slow line must not be handed 500 registrations with every field full at once.
const MAX_BATCH_BYTES: usize = 1024 * 1024;

impl Books for Station {
    fn standing(&mut self) -> Result<Standing, NotKept> {
        let enrolled = self.identity().map_err(not_kept)?.is_some();
        // One entry that can be sent is all the plan asks for; counting the rest would be work for nothing.
        let sendable = if enrolled { self.next_batch(1, 1).map_err(not_kept)?.len() as u64 } else { 0 };
        let notices = self.notice_state().map_err(not_kept)?.mark;
        let own = self.own_state().map_err(not_kept)?;
        let wants_certificate = self.wants_certificate().map_err(not_kept)?;
        Ok(Standing { enrolled, sendable, line: self.line().map_err(not_kept)?, notices, own, wants_certificate })
    }

    fn batch(&mut self, behind: SeqNo, limit: usize) -> Result<Vec<Entry>, NotKept> {
        self.batch_behind(behind, limit, MAX_BATCH_BYTES).map_err(not_kept)
    }

    /// On a thread of its own where there is something to write: a transaction waits for the disk.
    fn meanwhile(
        &mut self,
        told: Option<Told>,
        behind: SeqNo,
        limit: usize,
        work: &mut dyn FnMut(),
    ) -> Result<Vec<Entry>, NotKept> {
        let Some(told) = told else {
            let next = self.batch(behind, limit);
            work();
            return next;
        };
        std::thread::scope(|scope| {
            let keeping = Builder::new().name("yizhan-books".to_owned()).spawn_scoped(scope, || {
                self.told(told)?;
                self.batch(behind, limit)
            });
            let keeping = keeping.map_err(|error| NotKept(error.to_string()))?;
            work();
            keeping.join().unwrap_or_else(|_| Err(NotKept("the books broke".to_owned())))
        })
    }

    fn still_waiting(&mut self, ids: Vec<EntryId>) -> Result<Vec<Sent>, NotKept> {
        let waiting = Self::still_waiting(self, &ids).map_err(not_kept)?;
        Ok(waiting.into_iter().map(|(id, seq, receipt)| Sent { id, seq, receipt }).collect())
    }

    fn settle(&mut self, changes: Vec<Answered>, at: Timestamp) -> Result<(), NotKept> {
        self.apply_answers(&changes, at).map(drop).map_err(not_kept)
    }

    fn unanswered(&mut self, ids: Vec<EntryId>) -> Result<(), NotKept> {
        self.count_attempt(&ids).map_err(not_kept)
    }

    fn remember(&mut self, line: LineState) -> Result<(), NotKept> {
        self.set_line(&line).map_err(not_kept)
    }

    fn seen_to(&mut self, seen_to: SeqNo) -> Result<(), NotKept> {
        match self.province_has_seen(seen_to).map_err(not_kept)? {
            ProvinceSeen::Lost { again } => {
                tracing::warn!(again, seen_to = seen_to.0, "the platform has lost entries; they are sent again");
            }
            ProvinceSeen::MoreThanIsHere => {
                tracing::error!(seen_to = seen_to.0, "this store is an old copy: the platform has later entries of it");
            }
            ProvinceSeen::AsExpected => {}
        }
        Ok(())
    }

    fn announced(&mut self, keys: Vec<Succession>) -> Result<(), NotKept> {
        if self.follow_platform(&keys).map_err(not_kept)? {
            tracing::warn!("the platform has a new key, announced by the one before; it is believed from now on");
        }
        Ok(())
    }

    fn certified(&mut self, certificate: StationCertificate) -> Result<(), NotKept> {
        if !self.take_certificate(&certificate).map_err(not_kept)? {
            tracing::warn!("the platform's word for this station's key is not for that key, or not the platform's");
        }
        Ok(())
    }

    fn clock(&mut self, at: Timestamp, off_s: i64) -> Result<(), NotKept> {
        self.province_said_it_is(at, off_s).map_err(not_kept)
    }

    fn spend(&mut self, day: Date, up: u64, down: u64) -> Result<(), NotKept> {
        Self::spend(self, day, up, down).map_err(not_kept)
    }

    fn take_notices(&mut self, notices: Vec<Notice>, at: Timestamp) -> Result<(), NotKept> {
        Self::take_notices(self, &notices, at).map(drop).map_err(not_kept)
    }
}

/// The sync only needs to know that it must try again.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
pub fn not_kept(error: StoreError) -> NotKept {
    NotKept(error.to_string())
}
