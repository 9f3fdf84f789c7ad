//! PINs of the staff desk: how good one must be, and when an account is locked (等保2.0 level 2: a limit on failed
//! sign-ins).

use jiff::{SignedDuration, Timestamp};

/// Wrong PINs in a row that lock an account.
pub const MAX_FAILURES: u32 = 5;
/// Failures further apart than this do not add up.
pub const FAILURE_WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// How long a locked account stays locked.
pub const LOCK: SignedDuration = SignedDuration::from_mins(15);
/// Digits of a PIN.
pub const MIN_DIGITS: usize = 6;
pub const MAX_DIGITS: usize = 12;

/// What an account remembers of wrong PINs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Failures {
    pub count: u32,
    pub last_at: Option<Timestamp>,
    pub locked_until: Option<Timestamp>,
}

impl Failures {
    /// Until when the account is locked; `None` when a PIN may be tried. A lock that ends later than it can have been
    /// set comes from a clock that was put back, and does not count.
    #[must_use]
    pub fn locked(&self, now: Timestamp) -> Option<Timestamp> {
        self.locked_until.filter(|until| now < *until && until.duration_since(now) <= LOCK)
    }

    /// After one more wrong PIN.
    #[must_use]
    pub fn after_wrong_pin(self, now: Timestamp) -> Self {
        let recent = self.last_at.is_some_and(|at| now.duration_since(at).abs() < FAILURE_WINDOW);
        let unlocked = self.locked_until.is_none();
        let count = if recent && unlocked { self.count.saturating_add(1) } else { 1 };
        let locked_until = (count >= MAX_FAILURES).then(|| now.saturating_add(LOCK).unwrap_or(now));
        Self { count, last_at: Some(now), locked_until }
    }

    /// How many more wrong PINs until the account is locked.
    #[must_use]
    pub fn tries_left(&self) -> u32 {
        MAX_FAILURES.saturating_sub(self.count)
    }
}

/// Why a PIN is not good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakPin {
    NotDigits,
    TooShort,
    TooLong,
    /// One digit repeated, or digits in a row (123456): what is tried first.
    TooSimple,
}

/// Whether a new PIN is good enough.
pub fn judge(pin: &str) -> Result<(), WeakPin> {
    if !pin.bytes().all(|b| b.is_ascii_digit()) {
        return Err(WeakPin::NotDigits);
    }
    match pin.len() {
        length if length < MIN_DIGITS => Err(WeakPin::TooShort),
        length if length > MAX_DIGITS => Err(WeakPin::TooLong),
        _ if is_simple(pin.as_bytes()) => Err(WeakPin::TooSimple),
        _ => Ok(()),
    }
}

/// All steps from digit to digit are the same and at most one: 888888, 234567, 987654.
fn is_simple(digits: &[u8]) -> bool {
    let mut steps = digits.iter().zip(digits.iter().skip(1)).map(|(a, b)| i16::from(*b) - i16::from(*a));
    let first = steps.next();
    first.is_some_and(|step| step.abs() <= 1) && steps.all(|step| Some(step) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_000_000_000 + minutes * 60).unwrap()
    }

    #[test]
    fn five_wrong_pins_lock_for_fifteen_minutes() {
        let mut failures = Failures::default();
        for left in [4, 3, 2, 1] {
            failures = failures.after_wrong_pin(at(0));
            assert_eq!(failures.tries_left(), left);
            assert_eq!(failures.locked(at(0)), None);
        }
        failures = failures.after_wrong_pin(at(1));
        assert_eq!(failures.locked(at(1)), Some(at(16)));
        assert_eq!(failures.locked(at(16)), None);
    }

    #[test]
    fn after_a_lock_the_count_starts_anew() {
        let locked = (0..5).fold(Failures::default(), |f, _| f.after_wrong_pin(at(0)));
        assert_eq!(locked.after_wrong_pin(at(15)).tries_left(), 4);
    }

    #[test]
    fn failures_far_apart_do_not_add_up() {
        let failures = (0..4).fold(Failures::default(), |f, _| f.after_wrong_pin(at(0)));
        assert_eq!(failures.after_wrong_pin(at(15)).tries_left(), 4);
        assert_eq!(failures.after_wrong_pin(at(14)).tries_left(), 0);
    }

    #[test]
    fn a_clock_put_back_does_not_lock_for_a_year() {
        let locked = (0..5).fold(Failures::default(), |f, _| f.after_wrong_pin(at(600_000)));
        assert_eq!(locked.locked(at(0)), None);
    }

    #[test]
    fn simple_pins_are_refused() {
        for (pin, weak) in [
            ("12345", WeakPin::TooShort),
            ("1234567890123", WeakPin::TooLong),
            ("123456", WeakPin::TooSimple),
            ("888888", WeakPin::TooSimple),
            ("987654", WeakPin::TooSimple),
            ("12345a", WeakPin::NotDigits),
        ] {
            assert_eq!(judge(pin), Err(weak), "{pin}");
        }
        assert_eq!(judge("260718"), Ok(()));
    }
}
