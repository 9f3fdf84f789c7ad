//! What varies from outside: the clock and the dice. Behind a trait, so that a test or a simulator decides what day it is.

use jiff::{Timestamp, civil::Date, tz};
use std::sync::Arc;

/// The clock and the dice of a running program.
pub trait World: Send + Sync {
    fn now(&self) -> Timestamp;
    /// Fills the bytes with unguessable randomness.
    fn random(&self, bytes: &mut [u8]);
}

/// Shared by all threads.
pub type SharedWorld = Arc<dyn World>;

/// The machine's own clock and the kernel's randomness.
#[derive(Debug, Clone, Copy)]
pub struct Machine(());

/// The kernel gives no randomness; without it no key, no identity and no signature can be made.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the system gives no randomness ({0})")]
pub struct NoRandomness(getrandom::Error);

impl Machine {
    /// The machine, after it has shown that it has randomness.
    ///
    /// # Errors
    /// When the kernel gives none.
    pub fn new() -> Result<Self, NoRandomness> {
        getrandom::fill(&mut [0; 1]).map_err(NoRandomness)?;
        Ok(Self(()))
    }
}

impl World for Machine {
    #[expect(clippy::disallowed_methods, reason = "this is the place where the clock is read")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn random(&self, bytes: &mut [u8]) {
        // It worked at the start, so that a failure can only be passing; nothing may go on without randomness.
        while getrandom::fill(bytes).is_err() {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }
}

/// So many fresh random bytes.
#[must_use]
pub fn random_bytes<const N: usize>(world: &dyn World) -> [u8; N] {
    let mut bytes = [0; N];
    world.random(&mut bytes);
    bytes
}

/// The station's day. China has had one time zone without summer time since 1992, and a terminal whose zone was never set
/// must not close its postings eight hours late.
#[must_use]
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(tz::offset(8).to_time_zone()).date()
}
