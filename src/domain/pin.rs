//! When wrong PINs lock an account (等保2.0 level 2: repeated failures end the session and lock for a while).

use jiff::{SignedDuration, Timestamp};

/// Wrong PINs that lock an account.
pub const MAX_FAILURES: u32 = 5;
/// Failures further apart than this do not add up.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// How long a lock lasts.
pub const LOCK: SignedDuration = SignedDuration::from_mins(15);

/// Wrong PINs of one account since the last right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attempts {
    pub failures: u32,
    pub failed_at: Option<Timestamp>,
    pub locked_until: Option<Timestamp>,
}

impl Attempts {
    /// Until when the account is locked; `None` if it is not. A lock that ends further away than any lock lasts is the
    /// work of a clock that was set back, and does not count.
    #[must_use]
    pub fn locked(&self, now: Timestamp) -> Option<Timestamp> {
        self.locked_until.filter(|until| now < *until && until.duration_since(now) <= LOCK)
    }

    /// After one more wrong PIN.
    #[must_use]
    pub fn failed(&self, now: Timestamp) -> Self {
        let recent = self.failed_at.is_some_and(|at| now.duration_since(at).abs() < WINDOW) && self.locked_until.is_none();
        let failures = if recent { self.failures.saturating_add(1) } else { 1 };
        let locked_until = if failures >= MAX_FAILURES { now.checked_add(LOCK).ok() } else { None };
        Self { failures, failed_at: Some(now), locked_until }
    }

    /// Wrong PINs that are left before the lock.
    #[must_use]
    pub const fn tries_left(&self) -> u32 {
        MAX_FAILURES.saturating_sub(self.failures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(m: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + m * 60).unwrap()
    }

    #[test]
    fn five_wrong_pins_within_a_quarter_of_an_hour_lock_for_one() {
        let mut attempts = Attempts::default();
        for m in 0..4 {
            attempts = attempts.failed(minute(m));
            assert_eq!(attempts.locked(minute(m)), None);
        }
        assert_eq!(attempts.tries_left(), 1);
        attempts = attempts.failed(minute(4));
        assert_eq!(attempts.locked(minute(5)), Some(minute(19)));
        assert_eq!(attempts.locked(minute(19)), None);
        assert_eq!(attempts.failed(minute(19)).failures, 1, "after the lock the count begins anew");
    }

    #[test]
    fn wrong_pins_far_apart_do_not_add_up() {
        let attempts = (0..10).fold(Attempts::default(), |a, n| a.failed(minute(n * 20)));
        assert_eq!(attempts.failures, 1);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_lock_for_days() {
        let locked = (0..5).fold(Attempts::default(), |a, m| a.failed(minute(m + 100_000)));
        assert_eq!(locked.locked(minute(0)), None);
    }
}
