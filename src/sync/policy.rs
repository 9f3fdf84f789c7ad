//! Every limit of the line, with its reason. The functions are pure: time measured and randomness drawn are arguments.

use jiff::SignedDuration;
use std::time::Duration;

/// The first wait after a failure is drawn from up to this long: a passing disturbance is over in seconds.
pub const BACKOFF_BASE: Duration = Duration::from_secs(2);
/// Where a platform has only notices before the station's own, it is asked for later ones no more often than this: it was put
/// back from a copy, and may be once more.
pub const NOTICES_AGAIN: Duration = Duration::from_hours(1);
/// A contact is not written down again within this: each costs a wait for the disk, and a backlog makes hundreds.
pub const CONTACT_NOTED: SignedDuration = SignedDuration::from_secs(5);
/// So many bytes go over the line before they are written down, while one step follows the other.
pub const SPENT_NOTED: u64 = 256 * 1024;
/// The longest wait after failures. A line that returns is used within five minutes, and a province of 10,000 stations
/// whose platform was down sends at most 33 requests a second when it returns.
pub const BACKOFF_CAP: Duration = Duration::from_mins(5);
/// The shortest wait after a failure: a jitter of nearly nothing would be a busy loop.
pub const BACKOFF_FLOOR: Duration = Duration::from_millis(500);

/// How long one batch or one page should take. Long enough to use the line, short enough that a cut costs little.
pub const TARGET: Duration = Duration::from_secs(5);
/// A batch below ten entries wastes a round trip on any line that works at all.
pub const MIN_BATCH: usize = 10;
/// What the protocol takes at once.
pub const MAX_BATCH: usize = yizhan_wire::MAX_BATCH;
/// Ground measurements put the best throughput near 50; a line then shows whether it carries more.
pub const FIRST_BATCH: usize = 50;
/// So long after its beginning a step goes on with a further batch: other things are to have their turn, too.
pub const BATCHES_ON_END: Duration = Duration::from_millis(500);
/// Pages are compressed to about 150 bytes a change, so that even a page on a 2G line is done in time.
pub const MIN_PAGE: usize = 50;
/// What the protocol hands out at once.
pub const MAX_PAGE: usize = yizhan_wire::MAX_PAGE;
/// A first page that a slow line carries in seconds; a fast one is at [`MAX_PAGE`] after two more.
pub const FIRST_PAGE: usize = 500;

/// Day jobs asked for from behind a page: more than a person looks through, and seconds on a slow line.
pub const AHEAD: usize = 200;
/// How long a station that is far behind shows those it got before it asks for newer ones.
pub const AHEAD_AGAIN: Duration = Duration::from_mins(10);

/// Media are asked for in parts, so that a cut costs little and an entry never waits long behind one, in bytes.
pub const MIN_PART: usize = 16 * 1024;
/// What a fast line is asked for at once, in bytes.
pub const MAX_PART: usize = 1024 * 1024;
/// The first part, in bytes: seconds on a slow line.
pub const FIRST_PART: usize = 128 * 1024;
/// How long no medium is asked for after the platform did not have one.
pub const NO_MEDIA: Duration = Duration::from_hours(1);

/// What a change of the feed costs on the line, in bytes: measured as 150 to 200, packed.
pub const BYTES_A_CHANGE: u64 = 200;
/// How often a station whose bytes of the day are spent still asks for a small page: it learns of notices, and of an end.
pub const SPARSE_POLL: Duration = Duration::from_hours(1);

/// How often a neighbour is asked to carry while the station's own line is dead.
pub const NEIGHBOURS_AGAIN: Duration = Duration::from_mins(5);
/// Entries in a file for a neighbour; what waits behind them goes with the next.
pub const NEIGHBOUR_ENTRIES: usize = 2_000;
/// Bytes of postings that a neighbour is asked to bring back at once, packed: it holds them in memory for a moment.
pub const NEIGHBOUR_BYTES: u64 = 4 * 1024 * 1024;
/// No further file is given to a neighbour so long after the turn began: the station's own line is to be tried, too.
pub const NEIGHBOUR_TURN: SignedDuration = SignedDuration::from_mins(1);

/// Notices asked for at once: more come only after weeks without a line, and a page of them stays small.
pub const NOTICE_PAGE: usize = 100;

/// How often a station with nothing to do asks for changes. New postings are worth minutes, not seconds.
pub const IDLE_POLL: Duration = Duration::from_mins(5);
/// How often the plan is asked again at most, though nothing is due: it bounds how long an entry waits that another process
/// wrote, and what a jump of the clock can spoil.
pub const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// A connection that is not made in ten seconds is not made.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The longest silence within a request.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// The longest whole request: something that drips a byte now and then must not hold the line for ever.
pub const WHOLE_REQUEST: Duration = Duration::from_mins(2);
/// The largest body read off the line, in bytes, still packed. The largest page is about a megabyte.
pub const MAX_PACKED_BYTES: u64 = 16 * 1024 * 1024;

/// How long to wait after `failures` failures in a row: full jitter (uniform up to the ceiling, which doubles from
/// [`BACKOFF_BASE`] to [`BACKOFF_CAP`]), never under [`BACKOFF_FLOOR`]. `random` is 64 fresh random bits.
#[must_use]
pub fn backoff(failures: u32, random: u64) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    let ceiling = BACKOFF_BASE.saturating_mul(1 << doublings).min(BACKOFF_CAP);
    let drawn = (ceiling.as_millis() * u128::from(random)) >> 64;
    Duration::from_millis(u64::try_from(drawn).unwrap_or(u64::MAX)).max(BACKOFF_FLOOR)
}

/// How many items to carry next time, after `carried` of them took `took`, when `size` were allowed. It aims at
/// [`TARGET`] and changes by at most the factor two, so that one odd measurement spoils little.
#[must_use]
pub fn next_size(size: usize, carried: usize, took: Duration, bounds: (usize, usize)) -> usize {
    let (least, most) = bounds;
    let per_item = took.as_secs_f64() / carried.max(1) as f64;
    let fitting = if per_item > 0.0 { (TARGET.as_secs_f64() / per_item) as usize } else { most };
    // A batch that was not full says only how slow the line is at least, not that less should be sent.
    let fitting = if carried < size { fitting.max(size) } else { fitting };
    fitting.clamp(size / 2, size.saturating_mul(2)).clamp(least, most)
}

/// How many items to carry after a failure: half, since the smaller load may get through.
#[must_use]
pub fn size_after_failure(size: usize, bounds: (usize, usize)) -> usize {
    (size / 2).clamp(bounds.0, bounds.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BATCH: (usize, usize) = (MIN_BATCH, MAX_BATCH);

    proptest! {
        #[test]
        fn no_wait_is_longer_than_five_minutes_or_a_busy_loop(failures in 0..u32::MAX, random: u64) {
            let wait = backoff(failures, random);
            prop_assert!(wait >= BACKOFF_FLOOR && wait <= BACKOFF_CAP, "{wait:?}");
        }

        #[test]
        fn a_batch_never_leaves_its_bounds(size in 1..2_000_usize, carried in 0..2_000_usize, ms in 0..600_000_u64) {
            let next = next_size(size, carried, Duration::from_millis(ms), BATCH);
            prop_assert!((MIN_BATCH..=MAX_BATCH).contains(&next));
        }
    }

    #[test]
    fn waits_grow_with_the_failures_and_are_spread() {
        assert!(backoff(1, u64::MAX) <= BACKOFF_BASE);
        assert!(backoff(4, u64::MAX) > Duration::from_secs(15));
        assert!(backoff(40, u64::MAX) > Duration::from_secs(299));
        assert_eq!(backoff(40, u64::MAX / 2).as_secs(), 149);
    }

    #[test]
    fn a_slow_line_gets_smaller_batches_and_a_fast_one_larger() {
        assert_eq!(next_size(100, 100, Duration::from_secs(10), BATCH), 50);
        assert_eq!(next_size(100, 100, Duration::from_mins(5), BATCH), 50, "not more than by half at once");
        assert_eq!(next_size(100, 100, Duration::from_millis(100), BATCH), 200);
        assert_eq!(next_size(400, 400, Duration::from_millis(1), BATCH), 500);
        assert_eq!(size_after_failure(12, BATCH), 10);
    }

    #[test]
    fn a_few_entries_that_took_long_do_not_shrink_the_batch() {
        assert_eq!(next_size(50, 1, Duration::from_secs(1), BATCH), 50);
    }
}
