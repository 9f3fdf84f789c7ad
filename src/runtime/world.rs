//! What varies from outside: the clock and the dice. Behind a trait, so that a test or a simulator decides what day it is.

use super::machine;
use crate::domain::own::WRONG_CLOCK_S;
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp, tz};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;
use yizhan_wire::trust::Fingerprint;
use zeroize::Zeroizing;

/// The clock and the dice of a running program.
pub trait World: Send + Sync {
    fn now(&self) -> Timestamp;
    /// Fills the bytes with unguessable randomness.
    fn random(&self, bytes: &mut [u8]);
    /// The clock is so many seconds behind the province's (ahead: negative): from now on it is set right here. Answers by how
    /// much this machine's own clock is off.
    fn set_right(&self, behind_s: i64) -> i64 {
        behind_s
    }
    /// By how many seconds the machine's own clock is set right here.
    fn set_right_by(&self) -> i64 {
        0
    }
    /// It cannot be earlier than this: the province has said so, before this program began.
    fn not_before(&self, at: Timestamp) {
        let _ = at;
    }
    /// What this machine is known by.
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::default()
    }
}

/// Shared by all threads.
pub type SharedWorld = Arc<dyn World>;

/// The machine's own clock and the kernel's randomness.
#[derive(Debug)]
pub struct Machine {
    /// Seconds that are added to the machine's clock, once it has shown to be wrong.
    off_s: AtomicI64,
    /// Where what the machine is known by is read below.
    root: PathBuf,
    /// Seconds by which the machine's clock is made wrong: for tests.
    wrong_by_s: i64,
}

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
        Ok(Self { off_s: AtomicI64::new(0), root: PathBuf::from("/"), wrong_by_s: 0 })
    }

    /// The same, known by what is read below another root: for tests, which have one machine.
    #[must_use]
    pub fn known_below(self, root: PathBuf) -> Self {
        Self { root, ..self }
    }

    /// The same with a clock that is wrong by so many seconds: for tests, which may not set the machine's.
    #[must_use]
    pub fn wrong_by(self, seconds: i64) -> Self {
        Self { wrong_by_s: seconds, ..self }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the place where the clock is read")]
    fn own_clock(&self) -> Timestamp {
        Timestamp::now().saturating_add(SignedDuration::from_secs(self.wrong_by_s)).unwrap_or(Timestamp::MAX)
    }
}

impl World for Machine {
    fn now(&self) -> Timestamp {
        let off = SignedDuration::from_secs(self.off_s.load(Ordering::Relaxed));
        self.own_clock().saturating_add(off).unwrap_or(Timestamp::MAX)
    }

    /// A clock that is wrong by less than two minutes is left alone: it is as right as most.
    fn set_right(&self, behind_s: i64) -> i64 {
        let off = self.off_s.load(Ordering::Relaxed).saturating_add(behind_s);
        self.off_s.store(if off.abs() > WRONG_CLOCK_S { off } else { 0 }, Ordering::Relaxed);
        off
    }

    fn set_right_by(&self) -> i64 {
        self.off_s.load(Ordering::Relaxed)
    }

    fn not_before(&self, at: Timestamp) {
        let behind = at.as_second().saturating_sub(self.own_clock().as_second());
        if behind > WRONG_CLOCK_S {
            self.off_s.store(behind, Ordering::Relaxed);
        }
    }

    fn fingerprint(&self) -> Fingerprint {
        machine::fingerprint(&self.root)
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

/// Fresh secret bytes that are a key of this suite. Of SM2 some are none, once in 2^32 times: then others are drawn.
#[must_use]
pub fn random_seed(world: &dyn World, suite: Suite) -> Zeroizing<[u8; 32]> {
    loop {
        let seed = Zeroizing::new(random_bytes::<32>(world));
        if SigningKey::of(suite, &*seed).is_ok() {
            return seed;
        }
    }
}

/// The station's day. China has had one time zone without summer time since 1992, and a terminal whose zone was never set
/// must not close its postings eight hours late.
#[must_use]
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(tz::offset(8).to_time_zone()).date()
}

/// The station's day and hour, in the same zone.
#[must_use]
pub fn local_of(moment: Timestamp) -> DateTime {
    moment.to_zoned(tz::offset(8).to_time_zone()).datetime()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_years_wrong_is_set_right_and_a_minute_is_left_alone() {
        let machine = Machine::new().unwrap();
        let before = machine.now();
        assert_eq!(machine.set_right(60), 60);
        assert!(machine.now().duration_since(before).as_secs() < 30);
        let years = 3 * 365 * 86_400;
        assert_eq!(machine.set_right(years), years);
        assert!(machine.now().duration_since(before).as_secs() >= years);
        assert_eq!(machine.set_right(-years), 0, "the province's word is the last, also when the clock was repaired");
        assert!(machine.now().duration_since(before).as_secs() < 30);
    }

    #[test]
    fn it_is_never_earlier_than_the_province_last_said() {
        let machine = Machine::new().unwrap();
        let later = machine.now().checked_add(SignedDuration::from_hours(24 * 400)).unwrap();
        machine.not_before(later);
        assert!(machine.now() >= later);
        machine.not_before(Timestamp::UNIX_EPOCH);
        assert!(machine.now() >= later, "what is long over says nothing");
    }
}
