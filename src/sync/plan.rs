//! What to do next. By time and by what is there, never by an event: retries that hang on events get stuck.

use super::policy;
use jiff::Timestamp;
use std::time::Duration;

/// Everything the decision needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Whether the station knows its platform.
    pub enrolled: bool,
    /// Entries that could be sent now: waiting, and not held back by a refused one of the same subject.
    pub sendable: u64,
    /// Attempts that failed in a row.
    pub failures: u32,
    /// After a failure: not before this.
    pub next_attempt_at: Option<Timestamp>,
    /// When the feed last said that nothing is behind the cursor; `None` while a load is under way.
    pub complete_at: Option<Timestamp>,
    /// The last upload was answered, by the platform, in a way that settled nothing.
    pub upload_stuck: bool,
    /// The platform has said that its notices for this station are not where the station's are.
    pub notices_wait: bool,
    /// How often a station with nothing to do asks for changes; nothing means [`policy::IDLE_POLL`].
    pub poll_every: Option<Duration>,
    /// The bytes of the day are spent: so long ago, if at all, the feed was asked last.
    pub sparse_since: Option<Option<Timestamp>>,
}

/// What goes over the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Entries.
    Up,
    /// The feed.
    Down,
    /// Notices for this station.
    Notices,
    /// Posters and films that packs name.
    Media,
    /// What is about this station itself: its keys.
    Own,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Send a batch of entries.
    Upload,
    /// Ask for the next page of the feed.
    Fetch,
    /// Ask for the next page of notices.
    Notices,
    /// Nothing before this moment.
    Wait(Timestamp),
    /// Nothing at all, until the station is enrolled.
    Nothing,
}

/// Decides. People's registrations go first, then what the province has to say to the station, which is short and about
/// people, then postings; except right after the platform could not deal with a batch: then
/// one page is asked for first, so that such a batch does not also cut the station off from new postings.
#[must_use]
pub fn plan(now: Timestamp, summary: &Summary) -> Plan {
    if !summary.enrolled {
        return Plan::Nothing;
    }
    if let Some(at) = retry_at(now, summary) {
        return Plan::Wait(at);
    }
    let poll_at = poll_at(now, summary);
    let fetch_due = poll_at <= now;
    if summary.sendable > 0 && !(fetch_due && summary.upload_stuck) {
        Plan::Upload
    } else if summary.notices_wait && !summary.upload_stuck {
        Plan::Notices
    } else if fetch_due {
        Plan::Fetch
    } else {
        Plan::Wait(poll_at)
    }
}

/// When the pause after a failure ends; `None` when it is over. A moment further away than any pause can be was written
/// under another clock and does not count.
fn retry_at(now: Timestamp, summary: &Summary) -> Option<Timestamp> {
    let at = summary.next_attempt_at.filter(|_| summary.failures > 0)?;
    let farthest = later(now, policy::BACKOFF_CAP);
    (at > now && at <= farthest).then_some(at)
}

/// Whether a pause after a failure is not over.
#[must_use]
pub fn is_pausing(now: Timestamp, summary: &Summary) -> bool {
    retry_at(now, summary).is_some()
}

/// When to ask for changes; in the past when it is due. A feed that was complete in the future was seen by another clock.
fn poll_at(now: Timestamp, summary: &Summary) -> Timestamp {
    if let Some(asked) = summary.sparse_since {
        return asked.filter(|asked| *asked <= now).map_or(now, |asked| later(asked, policy::SPARSE_POLL));
    }
    match summary.complete_at {
        Some(complete) if complete <= now => later(complete, summary.poll_every.unwrap_or(policy::IDLE_POLL)),
        _ => now,
    }
}

/// A moment later, or the end of time.
#[must_use]
pub fn later(moment: Timestamp, by: Duration) -> Timestamp {
    moment.saturating_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn idle() -> Summary {
        Summary { enrolled: true, complete_at: Some(at(0)), ..Summary::default() }
    }

    #[test]
    fn a_station_that_is_not_enrolled_does_nothing() {
        assert_eq!(plan(at(0), &Summary { sendable: 3, ..Summary::default() }), Plan::Nothing);
    }

    #[test]
    fn registrations_go_before_postings() {
        let both = Summary { sendable: 1, complete_at: None, ..idle() };
        assert_eq!(plan(at(0), &both), Plan::Upload);
        assert_eq!(plan(at(0), &Summary { sendable: 0, ..both }), Plan::Fetch);
    }

    #[test]
    fn what_the_province_has_to_say_goes_before_postings_and_after_registrations() {
        let all = Summary { sendable: 1, complete_at: None, notices_wait: true, ..idle() };
        assert_eq!(plan(at(0), &all), Plan::Upload);
        assert_eq!(plan(at(0), &Summary { sendable: 0, ..all.clone() }), Plan::Notices);
        assert_eq!(plan(at(10), &Summary { notices_wait: true, ..idle() }), Plan::Notices, "whenever it is known");
        assert_eq!(plan(at(0), &Summary { upload_stuck: true, ..all }), Plan::Fetch);
    }

    #[test]
    fn with_nothing_to_do_the_feed_is_asked_every_five_minutes() {
        assert_eq!(plan(at(10), &idle()), Plan::Wait(at(300)));
        assert_eq!(plan(at(300), &idle()), Plan::Fetch);
    }

    #[test]
    fn a_province_may_say_how_often_it_is_asked() {
        let seldom = Summary { poll_every: Some(Duration::from_mins(30)), ..idle() };
        assert_eq!(plan(at(300), &seldom), Plan::Wait(at(1_800)));
    }

    #[test]
    fn when_the_bytes_of_the_day_are_spent_entries_and_notices_go_and_postings_wait() {
        let spent = Summary { sparse_since: Some(Some(at(0))), complete_at: None, ..idle() };
        assert_eq!(plan(at(10), &spent), Plan::Wait(at(3_600)));
        assert_eq!(plan(at(3_600), &spent), Plan::Fetch, "once an hour a small page");
        assert_eq!(plan(at(10), &Summary { sendable: 1, ..spent.clone() }), Plan::Upload);
        assert_eq!(plan(at(10), &Summary { notices_wait: true, ..spent.clone() }), Plan::Notices);
        assert_eq!(
            plan(at(10), &Summary { sparse_since: Some(None), ..spent }),
            Plan::Fetch,
            "asked for the first time"
        );
    }

    #[test]
    fn after_a_failure_nothing_is_tried_before_its_time() {
        let failed = Summary { sendable: 1, failures: 3, next_attempt_at: Some(at(8)), ..idle() };
        assert_eq!(plan(at(1), &failed), Plan::Wait(at(8)));
        assert_eq!(plan(at(8), &failed), Plan::Upload);
    }

    #[test]
    fn a_clock_that_jumped_back_does_not_silence_the_station() {
        let failed = Summary { sendable: 1, failures: 3, next_attempt_at: Some(at(86_400)), ..idle() };
        assert_eq!(plan(at(1), &failed), Plan::Upload);
        assert_eq!(plan(at(-86_400), &idle()), Plan::Fetch);
    }

    #[test]
    fn a_batch_the_platform_cannot_answer_does_not_cut_off_the_postings() {
        let stuck = Summary { sendable: 9, upload_stuck: true, complete_at: None, ..idle() };
        assert_eq!(plan(at(0), &stuck), Plan::Fetch);
        assert_eq!(plan(at(10), &Summary { complete_at: Some(at(9)), ..stuck }), Plan::Upload);
    }
}
