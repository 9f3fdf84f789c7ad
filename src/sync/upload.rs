//! Entries on their way up. While the platform works on a batch the books do what belongs to the others: what the last answers
//! say is written down, and the next batch is read. What the platform may be sent, and when, is as if one came after the other:
//! a batch goes when the answers to the one before are known, and none of them was a refusal, which may hold later entries.

use super::plan::Direction;
use super::policy;
use super::receipt::{Sent, settle};
use super::round::{Books, Line, NotKept, Pace, Step, Told, failed, worked};
use super::transport::LineFault;
use crate::domain::ledger::{LineState, Trouble, Verdict};
use crate::domain::{EntryId, SeqNo};
use std::time::Duration;
use yizhan_wire::{Answers, Entry, Upload};

const BATCH_BOUNDS: (usize, usize) = (policy::MIN_BATCH, policy::MAX_BATCH);

/// What the batches of one step came to.
#[derive(Default)]
struct Sum {
    sent: usize,
    acknowledged: usize,
    refused: usize,
}

impl Sum {
    const fn step(&self) -> Step {
        Step::Sent { sent: self.sent, acknowledged: self.acknowledged, refused: self.refused }
    }
}

/// Sends what waits: one batch, and on a line that answers quickly some more of them.
pub(super) fn step(
    books: &mut dyn Books,
    line: &Line<'_>,
    pace: &mut Pace,
    before: &LineState,
) -> Result<Step, NotKept> {
    let begun = (line.stopwatch)();
    let mut batch = books.batch(SeqNo(0), pace.batch)?;
    let mut sum = Sum::default();
    let mut told: Option<Told> = None;
    loop {
        let sent: Vec<Sent> = batch.iter().map(Sent::of).collect();
        let Exchanged { answers, took, next } = exchange(books, line, pace, told.take(), batch)?;
        let answers = match answers {
            Ok(answers) => answers,
            Err(fault) => return lost(books, line, pace, before, &sent, fault, &sum),
        };
        let now = (line.now)();
        pace.last_notice = answers.last_notice.or(pace.last_notice);
        let settled = settle(&sent, &answers);
        let acknowledged = settled.changes.iter().filter(|a| a.verdict == Verdict::Acknowledged).count();
        sum.sent += sent.len();
        sum.acknowledged += acknowledged;
        sum.refused += settled.changes.len() - acknowledged;
        pace.batch = policy::next_size(pace.batch, sent.len(), took, BATCH_BOUNDS);
        let all_taken = settled.odd.is_none() && acknowledged == sent.len();
        let hurried = (line.stopwatch)().saturating_sub(begun) < policy::BATCHES_ON_END;
        let left = left(&sent, &settled.changes);
        let answered = Told { changes: settled.changes, at: now, seen_to: answers.seen_to };
        if all_taken && hurried && !next.is_empty() {
            told = Some(answered);
            batch = next;
            continue;
        }
        books.told(answered)?;
        if let Some(odd) = settled.odd {
            books.unanswered(left)?;
            let before = LineState { contact_at: Some(now), ..before.clone() };
            return failed(books, line, pace, &before, Direction::Up, LineFault::new(odd.trouble(), odd.to_string()));
        }
        worked(books, pace, before, now)?;
        return Ok(sum.step());
    }
}

/// What came of sending a batch.
struct Exchanged {
    answers: Result<Answers, LineFault>,
    took: Duration,
    /// The entries behind it.
    next: Vec<Entry>,
}

/// Sends a batch; what the answers before said is written down meanwhile, and what comes behind the batch is read.
fn exchange(
    books: &mut dyn Books,
    line: &Line<'_>,
    pace: &Pace,
    told: Option<Told>,
    batch: Vec<Entry>,
) -> Result<Exchanged, NotKept> {
    // A batch that was not full is the last.
    let limit =
        if batch.len() < pace.batch { 0 } else { policy::next_size(pace.batch, 0, Duration::ZERO, BATCH_BOUNDS) };
    let behind = batch.last().map_or(SeqNo(0), |last| last.seq);
    let upload = Upload { entries: batch };
    let (mut answers, mut took) = (None, Duration::ZERO);
    let next = books.meanwhile(told, behind, limit, &mut || {
        let start = (line.stopwatch)();
        answers = Some(line.transport.upload(&upload));
        took = (line.stopwatch)().saturating_sub(start);
    })?;
    let silent = || Err(LineFault::new(Trouble::Unreachable, "nothing was sent"));
    Ok(Exchanged { answers: answers.unwrap_or_else(silent), took, next })
}

/// A batch was not answered. What came of those before it is in the books; where there are any, the next step finds out whether the
/// line has failed.
fn lost(
    books: &mut dyn Books,
    line: &Line<'_>,
    pace: &mut Pace,
    before: &LineState,
    sent: &[Sent],
    fault: LineFault,
    sum: &Sum,
) -> Result<Step, NotKept> {
    // Without a connection nothing has left the station: its people are told "saved here", not "sent".
    if fault.trouble != Trouble::Unreachable {
        books.unanswered(sent.iter().map(|s| s.id).collect())?;
    }
    pace.batch = policy::size_after_failure(pace.batch, BATCH_BOUNDS);
    if sum.sent > 0 {
        worked(books, pace, before, (line.now)())?;
        return Ok(sum.step());
    }
    failed(books, line, pace, before, Direction::Up, fault)
}

/// Those that no answer was for.
fn left(sent: &[Sent], changes: &[crate::domain::ledger::Answered]) -> Vec<EntryId> {
    if changes.len() == sent.len() {
        return Vec::new();
    }
    sent.iter().map(|s| s.id).filter(|id| !changes.iter().any(|a| a.entry == *id)).collect()
}
