//! How often somebody may try codes that are none. A code cannot be guessed (57 bits); who tries all the same should cost nothing.

use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Failures that one address may have in a window: a technician who reads a note badly types it a few times.
pub const MOST: u32 = 10;
/// The window, in minutes.
pub const WINDOW_MINUTES: i64 = 10;
/// Addresses that are remembered at most; what is out of its window is forgotten first.
const ADDRESSES: usize = 10_000;

/// Failures by address. It starts anew with the program.
#[derive(Debug, Default)]
pub struct Limiter(Mutex<HashMap<String, (u32, Timestamp)>>);

impl Limiter {
    /// Whether this address may try now.
    #[must_use]
    pub fn allows(&self, address: &str, now: Timestamp) -> bool {
        let failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        failures.get(address).is_none_or(|(count, since)| *count < MOST || is_over(*since, now))
    }

    /// Notes that this address tried a code that is none.
    pub fn failed(&self, address: &str, now: Timestamp) {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= ADDRESSES {
            failures.retain(|_, (_, since)| !is_over(*since, now));
        }
        if failures.len() >= ADDRESSES {
            return;
        }
        let entry = failures.entry(address.to_owned()).or_insert((0, now));
        if is_over(entry.1, now) {
            *entry = (0, now);
        }
        entry.0 += 1;
    }
}

fn is_over(since: Timestamp, now: Timestamp) -> bool {
    now.duration_since(since) >= SignedDuration::from_mins(WINDOW_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(minute * 60).unwrap()
    }

    #[test]
    fn who_tries_ten_codes_that_are_none_waits_and_nobody_else_does() {
        let limiter = Limiter::default();
        for _ in 0..MOST {
            assert!(limiter.allows("a", at(0)));
            limiter.failed("a", at(0));
        }
        assert!(!limiter.allows("a", at(9)));
        assert!(limiter.allows("b", at(9)));
        assert!(limiter.allows("a", at(10)));
        limiter.failed("a", at(10));
        assert!(limiter.allows("a", at(10)), "a new window");
    }
}
