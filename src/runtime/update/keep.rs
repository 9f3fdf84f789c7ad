//! A program on trial is watched by itself: after a quarter of an hour it is kept where it is well, and found unwell where something is
//! broken that was not before it came.

use super::{NotDone, Programs, Trial, WINDOW};
use jiff::Timestamp;
use std::time::Duration;

/// What is thought of a program on trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Its time is not over, and nothing speaks against it.
    NotYet,
    Keep,
    /// It broke these.
    Unwell(Vec<String>),
}

/// Judges by how long this start has lived, and by what the doctor finds broken now. Before the end of its time nothing is asked of it but
/// that it lives: a line may need a while to come back.
#[must_use]
pub fn judge(trial: &Trial, lived: Duration, broken: impl FnOnce() -> Vec<String>) -> Verdict {
    if trial.unwell.is_some() || lived < WINDOW {
        return Verdict::NotYet;
    }
    let new: Vec<String> = broken().into_iter().filter(|check| !trial.before.contains(check)).collect();
    if new.is_empty() { Verdict::Keep } else { Verdict::Unwell(new) }
}

impl Programs<'_> {
    /// Writes a verdict down. A program that is kept is started from now on; one that is unwell goes with the next start.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn decide(&mut self, verdict: &Verdict, now: Timestamp) -> Result<(), NotDone> {
        let mut state = self.state();
        let Some(trial) = state.trial.as_mut() else { return Ok(()) };
        match verdict {
            Verdict::NotYet => return Ok(()),
            Verdict::Keep => {
                (state.current, state.kept_at) = (Some(trial.slot), Some(now));
                state.trial = None;
            }
            Verdict::Unwell(broken) => trial.unwell = Some(format!("broken since: {}", broken.join(", "))),
        }
        self.save(&state)
    }
}
