//! What a running platform counts of itself. It starts anew with the program; what lasts stands in the store.

use std::sync::atomic::{AtomicU64, Ordering};
use yizhan_wire::{Answers, Outcome};

/// Counters; each only grows.
#[derive(Debug, Default)]
pub struct Counts {
    pub accepted: AtomicU64,
    pub known: AtomicU64,
    pub refused: AtomicU64,
    pub conflicts: AtomicU64,
    /// Batches of entries that came.
    pub uploads: AtomicU64,
    /// Transactions that wrote them: several batches that come at once share one.
    pub commits: AtomicU64,
}

impl Counts {
    /// Adds one.
    pub fn more(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts what a batch was answered.
    pub fn answered(&self, answers: &Answers) {
        Self::more(&self.uploads);
        for answer in &answers.answers {
            Self::more(match answer.outcome {
                Outcome::Accepted { .. } => &self.accepted,
                Outcome::Known { .. } => &self.known,
                Outcome::Refused(_) => &self.refused,
                Outcome::Conflict => &self.conflicts,
            });
        }
    }
}
