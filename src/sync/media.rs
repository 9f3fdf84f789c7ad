//! Posters and films, a part at a time, and only when nothing else is to be done.

use super::budget::Budget;
use super::plan::{Direction, later};
use super::policy;
use super::round::{Books, Feed, Line, NotKept, Pace, Standing, Step, TakenPart, failed, worked};

const PART_BOUNDS: (usize, usize) = (policy::MIN_PART, policy::MAX_PART);

/// Asks for the next part of the next medium; `None` where none is wanted now.
pub(super) fn step(
    books: &mut dyn Books,
    feed: &mut dyn Feed,
    line: &Line<'_>,
    pace: &mut Pace,
    standing: &Standing,
) -> Result<Option<Step>, NotKept> {
    let now = (line.now)();
    let part = Budget::at(now, &standing.own).part(pace.part);
    if part == 0 || standing.own.configuration.media == Some(false) {
        return Ok(None);
    }
    // A moment further away than the pause was written under another clock.
    let farthest = later(now, policy::NO_MEDIA);
    if pace.no_media_until.is_some_and(|until| now < until && until <= farthest) {
        return Ok(None);
    }
    let Some(wanted) = feed.next_medium()? else { return Ok(None) };
    let start = (line.stopwatch)();
    let part = match line.transport.medium(wanted.medium.sha256, wanted.have, part as u64) {
        Ok(Some(part)) if !part.is_empty() => part,
        Ok(_) => {
            pace.no_media_until = Some(farthest);
            return Ok(None);
        }
        Err(fault) => {
            pace.part = policy::size_after_failure(pace.part, PART_BOUNDS);
            return failed(books, line, pace, &standing.line, Direction::Media, fault).map(Some);
        }
    };
    let took = (line.stopwatch)().saturating_sub(start);
    let bytes = part.len();
    pace.part = policy::next_size(pace.part, bytes, took, PART_BOUNDS);
    let taken = feed.take_medium(&wanted, part)?;
    worked(books, pace, &standing.line, (line.now)())?;
    Ok(Some(Step::Media { bytes, whole: taken == TakenPart::Whole }))
}
