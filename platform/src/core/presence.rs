//! Which stations are there: when each was last heard of, and what it said of itself in the query of what it asked for
//! (`unsent`, `paper`, signed like the rest). Kept in memory, since a fleet asks many times a second, and put into the
//! store now and then, so that a restart forgets at most a minute.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use yizhan_wire::StationId;

/// A station turns to its platform every few minutes; after this it is late.
pub const LATE_MINUTES: i64 = 15;
/// After this it is taken for gone: a night is shorter, a line that is down is not.
pub const GONE_HOURS: i64 = 26;

/// What was last heard of a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Heard {
    pub at: Timestamp,
    /// Entries that waited there; `None`: it did not say.
    pub unsent: Option<u32>,
    /// Whether its printer had paper; `None`: it did not say.
    pub paper: Option<bool>,
}

/// How a station stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Up,
    Late,
    Gone,
    /// It was never heard of since it enrolled.
    Silent,
}

impl Standing {
    /// How a station stands that was last heard of then.
    #[must_use]
    pub fn of(heard_at: Option<Timestamp>, now: Timestamp) -> Self {
        match heard_at.map(|at| now.duration_since(at)) {
            None => Self::Silent,
            Some(since) if since < SignedDuration::from_mins(LATE_MINUTES) => Self::Up,
            Some(since) if since < SignedDuration::from_hours(GONE_HOURS) => Self::Late,
            Some(_) => Self::Gone,
        }
    }

    /// As a word of the locales and of the pages' classes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Late => "late",
            Self::Gone => "gone",
            Self::Silent => "silent",
        }
    }
}

/// What was heard of every station.
#[derive(Debug, Default)]
pub struct Presence {
    heard: Mutex<HashMap<StationId, Heard>>,
    /// Those heard of since the store was last told.
    fresh: Mutex<HashMap<StationId, Heard>>,
}

impl Presence {
    /// Begins with what the store remembers.
    pub fn remember(&self, heard: impl IntoIterator<Item = (StationId, Heard)>) {
        lock(&self.heard).extend(heard);
    }

    /// A station was heard of; what it does not say now stays as it said it before.
    pub fn note(&self, station: StationId, heard: Heard) {
        let mut all = lock(&self.heard);
        let before = all.get(&station);
        let merged = Heard {
            at: heard.at,
            unsent: heard.unsent.or_else(|| before.and_then(|b| b.unsent)),
            paper: heard.paper.or_else(|| before.and_then(|b| b.paper)),
        };
        all.insert(station, merged);
        lock(&self.fresh).insert(station, merged);
    }

    /// What was last heard of a station.
    #[must_use]
    pub fn of(&self, station: StationId) -> Option<Heard> {
        lock(&self.heard).get(&station).copied()
    }

    /// What the store has not been told yet.
    #[must_use]
    pub fn take_fresh(&self) -> Vec<(StationId, Heard)> {
        let mut fresh: Vec<_> = std::mem::take(&mut *lock(&self.fresh)).into_iter().collect();
        fresh.sort_by_key(|(station, _)| *station);
        fresh
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(minutes * 60).unwrap()
    }

    #[test]
    fn a_station_is_late_after_three_missed_turns_and_gone_after_a_day() {
        assert_eq!(Standing::of(None, at(0)), Standing::Silent);
        assert_eq!(Standing::of(Some(at(0)), at(14)), Standing::Up);
        assert_eq!(Standing::of(Some(at(0)), at(15)), Standing::Late);
        assert_eq!(Standing::of(Some(at(0)), at(26 * 60)), Standing::Gone);
        assert_eq!(Standing::of(Some(at(5)), at(0)), Standing::Up, "clocks that were set back do no harm");
    }

    #[test]
    fn what_a_station_does_not_say_stays_as_it_was() {
        let presence = Presence::default();
        presence.note(StationId(1), Heard { at: at(0), unsent: Some(3), paper: Some(false) });
        presence.note(StationId(1), Heard { at: at(5), unsent: Some(0), paper: None });
        let expected = Heard { at: at(5), unsent: Some(0), paper: Some(false) };
        assert_eq!(presence.of(StationId(1)), Some(expected));
        assert_eq!(presence.take_fresh(), [(StationId(1), expected)]);
        assert_eq!(presence.take_fresh(), [], "the store is told once");
    }
}
