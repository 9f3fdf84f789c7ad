//! Uploads that come at the same time are written together: one commit, and with it one wait for the disk, for all of
//! them. Whoever comes while a commit runs finds a place in the next one; nobody waits for company.

use super::intake;
use super::service::day_of;
use super::storage::{Batch, Storage, StorageError, TakenIn};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use yizhan_wire::{Entry, StationId};

/// Entries in one transaction, after which the next one begins: its commit takes some milliseconds then, and nobody waits
/// longer for a batch of others.
const MOST_ENTRIES: usize = 5_000;

/// The batches that wait for their commit.
#[derive(Default)]
pub struct Together {
    waiting: Mutex<VecDeque<Waiting>>,
    /// Held by the one who writes for all.
    leading: Mutex<()>,
}

struct Waiting {
    station: StationId,
    entries: Vec<Entry>,
    now: Timestamp,
    done: SyncSender<Result<TakenIn, StorageError>>,
}

/// Whoever wrote for others broke before it could say what became of it.
#[derive(Debug, thiserror::Error)]
#[error("the thread that wrote this batch broke; it can be sent again")]
struct Broke;

impl Together {
    /// Judges a batch and writes what was judged; it is on the disk when this returns. `wrote` hears how many batches a
    /// transaction had, once for each.
    pub fn take_in(
        &self,
        storage: &dyn Storage,
        station: StationId,
        entries: Vec<Entry>,
        now: Timestamp,
        wrote: &dyn Fn(usize),
    ) -> Result<TakenIn, StorageError> {
        let (done, told) = sync_channel(1);
        lock(&self.waiting).push_back(Waiting { station, entries, now, done });
        loop {
            let leading = lock(&self.leading);
            // The one before may have taken ours along; otherwise it is still there, and this thread writes for all.
            if let Some(result) = answer(&told) {
                return result;
            }
            let group = self.next_group();
            wrote(group.len());
            write(storage, &group);
            drop(leading);
        }
    }

    fn next_group(&self) -> Vec<Waiting> {
        let mut waiting = lock(&self.waiting);
        let mut entries = 0;
        let mut group = Vec::new();
        while let Some(next) = waiting.front() {
            entries += next.entries.len();
            if !group.is_empty() && entries > MOST_ENTRIES {
                break;
            }
            group.extend(waiting.pop_front());
        }
        group
    }
}

fn answer(told: &Receiver<Result<TakenIn, StorageError>>) -> Option<Result<TakenIn, StorageError>> {
    use std::sync::mpsc::TryRecvError;
    match told.try_recv() {
        Ok(result) => Some(result),
        Err(TryRecvError::Empty) => None,
        Err(TryRecvError::Disconnected) => Some(Err(StorageError(Box::new(Broke)))),
    }
}

/// One transaction for the group; where it fails, one for each, so that nobody suffers for another's batch.
fn write(storage: &dyn Storage, group: &[Waiting]) {
    let batches: Vec<Batch<'_>> =
        group.iter().map(|one| Batch { station: one.station, entries: &one.entries, now: one.now }).collect();
    match (storage.take_in_together(&batches, &judge), group) {
        (Ok(taken), _) if taken.len() == group.len() => {
            group.iter().zip(taken).for_each(|(one, taken)| tell(one, Ok(taken)));
        }
        (Err(error), [alone]) => tell(alone, Err(error)),
        _ => {
            for one in group {
                let decide = |seen| intake::judge(one.station, &one.entries, seen, day_of(one.now));
                tell(one, storage.take_in(one.station, &one.entries, one.now, &decide));
            }
        }
    }
}

fn judge(batch: &Batch<'_>, seen: intake::Seen) -> Vec<intake::Verdict> {
    intake::judge(batch.station, batch.entries, seen, day_of(batch.now))
}

fn tell(one: &Waiting, result: Result<TakenIn, StorageError>) {
    // The receiver is gone only when its thread is.
    let _nobody_waits = one.done.send(result);
}

/// A panic in another holder leaves a queue that is still one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
