//! One step of the sync, played against traits: what the plan says is done, and what came of it is written down. The
//! runtime, `yizhan sync` and a simulator run this same code over different stores and lines.

use super::budget::Budget;
use super::media;
use super::plan::{Direction, Plan, Summary, is_pausing, later, plan};
use super::policy;
use super::receipt::Sent;
use super::transport::{LineFault, Transport};
use super::upload;
use crate::domain::ledger::{Answered, LineState, Trouble};
use crate::domain::notice::{Notice, NoticeMark, NoticePage};
use crate::domain::own::OwnState;
use crate::domain::{Cursor, EntryId, MediaRef, NoticeId, SeqNo};
use jiff::{Timestamp, civil::Date};
use std::time::Duration;
use yizhan_wire::feed::LIFE;
use yizhan_wire::slip::StationCertificate;
use yizhan_wire::trust::Succession;
use yizhan_wire::{Entry, Page};

/// The station's entries and its memory of the line. Each call is a transaction of its own, closed before it returns, so
/// that none is ever held across the network.
pub trait Books {
    /// Where things stand.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn standing(&mut self) -> Result<Standing, NotKept>;
    /// The next entries to send behind a number, at most `limit`, by their sequence numbers.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn batch(&mut self, behind: SeqNo, limit: usize) -> Result<Vec<Entry>, NotKept>;
    /// Those of some entries that wait here: of others an answer says nothing any more.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn still_waiting(&mut self, ids: Vec<EntryId>) -> Result<Vec<Sent>, NotKept>;
    /// Writes down what became of entries.
    ///
    /// # Errors
    /// When the store cannot be written; the entries then stay waiting and are sent again, which is safe.
    fn settle(&mut self, changes: Vec<Answered>, at: Timestamp) -> Result<(), NotKept>;
    /// Counts a try without an answer on these entries.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn unanswered(&mut self, ids: Vec<EntryId>) -> Result<(), NotKept>;
    /// Remembers the line's state over a restart.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn remember(&mut self, line: LineState) -> Result<(), NotKept>;
    /// Writes down what the answers to a batch say.
    ///
    /// # Errors
    /// When the store cannot be written; the entries then stay waiting and are sent again, which is safe.
    fn told(&mut self, told: Told) -> Result<(), NotKept> {
        self.settle(told.changes, told.at)?;
        self.seen_to(told.seen_to)
    }
    /// Does `work`, and beside it, or before: writes down what was told, and reads a batch as [`Books::batch`] does.
    ///
    /// # Errors
    /// Those of [`Books::told`] and [`Books::batch`].
    fn meanwhile(
        &mut self,
        told: Option<Told>,
        behind: SeqNo,
        limit: usize,
        work: &mut dyn FnMut(),
    ) -> Result<Vec<Entry>, NotKept> {
        let next = told.map_or(Ok(()), |told| self.told(told)).and_then(|()| self.batch(behind, limit));
        work();
        next
    }
    /// Takes over notices with their cursor.
    ///
    /// # Errors
    /// When the store cannot be written; then none was.
    fn take_notices(&mut self, notices: Vec<Notice>, at: Timestamp) -> Result<(), NotKept>;
    /// Notes up to which entry the platform has seen all. Where that is less than it was, it has lost some: they wait again.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn seen_to(&mut self, seen_to: SeqNo) -> Result<(), NotKept>;
    /// Follows the platform's announcements of its own keys.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn announced(&mut self, keys: Vec<Succession>) -> Result<(), NotKept> {
        let _ = keys;
        Ok(())
    }
    /// Takes the platform's word for the station's key, by which its slips prove themselves.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn certified(&mut self, certificate: StationCertificate) -> Result<(), NotKept> {
        let _ = certificate;
        Ok(())
    }
    /// Notes what time it is at the province, and by how many seconds this machine's clock is behind it.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn clock(&mut self, at: Timestamp, off_s: i64) -> Result<(), NotKept> {
        let _ = (at, off_s);
        Ok(())
    }
    /// Notes how many bytes went over the line on a day.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn spend(&mut self, day: Date, up: u64, down: u64) -> Result<(), NotKept> {
        let _ = (day, up, down);
        Ok(())
    }
}

/// What the answers to a batch say.
#[derive(Debug, Clone)]
pub struct Told {
    pub changes: Vec<Answered>,
    pub at: Timestamp,
    pub seen_to: SeqNo,
}

/// What the books know at the beginning of a step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standing {
    pub enrolled: bool,
    pub sendable: u64,
    pub line: LineState,
    /// The last notice that was taken over.
    pub notices: NoticeMark,
    /// The station's settings, and what it has spent.
    pub own: OwnState,
    /// It has no word of the platform's present key for its own.
    pub wants_certificate: bool,
}

/// The station's copy of the catalogue.
pub trait Feed {
    /// How far it is, and when it was last complete.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    fn position(&mut self) -> Result<Position, NotKept>;
    /// Applies the page that came after `after`. It may return before the page is applied; then the next call reports a
    /// failure of it, and [`Feed::position`] counts it as applied until then.
    ///
    /// # Errors
    /// When this or the previous page could not be applied; `position` says what holds.
    fn apply(&mut self, after: Cursor, page: Page, at: Timestamp) -> Result<(), NotKept>;
    /// The next medium that packs name and that is not here as a whole.
    ///
    /// # Errors
    /// When it cannot be told.
    fn next_medium(&mut self) -> Result<Option<MediumWanted>, NotKept> {
        Ok(None)
    }
    /// Takes a part of a medium, behind what [`Feed::next_medium`] said is here.
    ///
    /// # Errors
    /// When it cannot be written.
    fn take_medium(&mut self, wanted: &MediumWanted, part: Vec<u8>) -> Result<TakenPart, NotKept> {
        let _ = (wanted, part);
        Ok(TakenPart::Wrong)
    }
}

/// A medium that is not here as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediumWanted {
    pub medium: MediaRef,
    /// So many of its first bytes are here.
    pub have: u64,
}

/// What came of a part of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenPart {
    Part,
    Whole,
    /// It was not what its name says, and is not asked for again.
    Wrong,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    pub cursor: Cursor,
    pub complete_at: Option<Timestamp>,
}

/// A store could not do its part. Which, and why, was reported by the one who keeps it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotKept(pub String);

/// What varies from outside: the platform, the clock, a stopwatch, randomness.
pub struct Line<'a> {
    pub transport: &'a dyn Transport,
    pub now: &'a dyn Fn() -> Timestamp,
    /// Time since any fixed moment; only differences count.
    pub stopwatch: &'a dyn Fn() -> Duration,
    pub random: &'a dyn Fn() -> u64,
}

/// What a run of steps has learnt about the line. It starts anew with the program: yesterday's speed says little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    pub batch: usize,
    pub page: usize,
    /// The platform could not deal with the last batch.
    pub upload_stuck: bool,
    /// The last notice there is, as the platform last said; `None` once they were fetched, until it says so again.
    pub last_notice: Option<NoticeId>,
    /// The last notice there was when the station asked behind its own and got none: a platform that was put back has
    /// earlier ones only. And when that was.
    pub nothing_behind: Option<(NoticeId, Timestamp)>,
    /// Bytes of a medium to ask for at once.
    pub part: usize,
    /// No medium is asked for before this: the platform did not have the last one.
    pub no_media_until: Option<Timestamp>,
    /// When the feed was asked last.
    pub asked_at: Option<Timestamp>,
    /// When day jobs last came from behind a page.
    pub ahead_at: Option<Timestamp>,
    /// Bytes up and down that are not in the books yet.
    pub unspent: (u64, u64),
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            batch: policy::FIRST_BATCH,
            page: policy::FIRST_PAGE,
            upload_stuck: false,
            last_notice: None,
            nothing_behind: None,
            part: policy::FIRST_PART,
            no_media_until: None,
            asked_at: None,
            ahead_at: None,
            unspent: (0, 0),
        }
    }
}

impl Pace {
    /// Whether there was nothing behind the station's own notices a short while ago, this one being the last.
    fn has_asked_for(&self, id: NoticeId, now: Timestamp) -> bool {
        self.nothing_behind.is_some_and(|(last, at)| last == id && at <= now && now < later(at, policy::NOTICES_AGAIN))
    }
}

const PAGE_BOUNDS: (usize, usize) = (policy::MIN_PAGE, policy::MAX_PAGE);

/// What one step did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Batches were answered.
    Sent { sent: usize, acknowledged: usize, refused: usize },
    /// A page was taken over.
    Fetched { changes: usize, more: bool, left: u64 },
    /// Notices of the province were taken over.
    Notified { notices: usize, more: bool },
    /// A part of a poster or film was taken over.
    Media { bytes: usize, whole: bool },
    /// The line failed; the next try is at `next`.
    Failed { direction: Direction, fault: LineFault, next: Timestamp },
    /// Nothing to do before this moment.
    Wait(Timestamp),
    /// Nothing to do until the station is enrolled.
    NotEnrolled,
}

/// Asks the plan and does what it says. `at_once` sets the pause after a failure aside: a person asked for a try now.
///
/// # Errors
/// When one of the stores could not do its part; nothing is lost, the step can be repeated.
pub fn step(
    books: &mut dyn Books,
    feed: &mut dyn Feed,
    line: &Line<'_>,
    pace: &mut Pace,
    at_once: bool,
) -> Result<Step, NotKept> {
    let standing = books.standing()?;
    let position = feed.position()?;
    let now = (line.now)();
    let budget = Budget::at(now, &standing.own);
    let summary = Summary {
        enrolled: standing.enrolled,
        // What is held back waits as it does without a line.
        sendable: if standing.own.configuration.hold_entries == Some(true) { 0 } else { standing.sendable },
        failures: standing.line.failures,
        next_attempt_at: standing.line.next_attempt_at.filter(|_| !at_once),
        complete_at: position.complete_at.filter(|_| !at_once),
        upload_stuck: pace.upload_stuck,
        // Any other than ours, also an older one: by our question a restored platform learns where we are.
        notices_wait: pace
            .last_notice
            .is_some_and(|id| Some(id) != standing.notices.id && !pace.has_asked_for(id, now)),
        poll_every: standing.own.configuration.poll_minutes.map(|minutes| Duration::from_mins(minutes.into())),
        sparse_since: (budget.is_spent() && !at_once).then_some(pace.asked_at),
    };
    match plan(now, &summary) {
        Plan::Nothing => Ok(Step::NotEnrolled),
        Plan::Wait(until) if is_pausing(now, &summary) => Ok(Step::Wait(until)),
        Plan::Wait(until) => Ok(media::step(books, feed, line, pace, &standing)?.unwrap_or(Step::Wait(until))),
        Plan::Upload => upload::step(books, line, pace, &standing.line),
        Plan::Fetch => {
            pace.asked_at = Some(now);
            line.transport.say_unsent(standing.sendable);
            if standing.wants_certificate {
                line.transport.want_certificate();
            }
            fetch(books, feed, (position.cursor, budget), line, pace, &standing.line)
        }
        Plan::Notices => notices(books, line, pace, &standing),
    }
}

fn fetch(
    books: &mut dyn Books,
    feed: &mut dyn Feed,
    (after, budget): (Cursor, Budget),
    line: &Line<'_>,
    pace: &mut Pace,
    before: &LineState,
) -> Result<Step, NotKept> {
    let start = (line.stopwatch)();
    let ahead = if wants_ahead(pace, (line.now)()) { budget.page(policy::AHEAD) } else { 0 };
    let answer =
        line.transport.changes(after, budget.page(pace.page), ahead).and_then(|given| check_page(after, given));
    let took = (line.stopwatch)().saturating_sub(start);
    let next = match answer {
        Ok(next) => next,
        Err(fault) => {
            pace.page = policy::size_after_failure(pace.page, PAGE_BOUNDS);
            return failed(books, line, pace, before, Direction::Down, fault);
        }
    };
    let now = (line.now)();
    let step = Step::Fetched { changes: next.changes.len(), more: next.more, left: next.left };
    pace.last_notice = next.last_notice.or(pace.last_notice);
    if let Some(seen_to) = next.seen_to {
        if is_another_life(after, &next) {
            // Where it lacks an entry that is gone here its word stays the same, whatever else it has lost: all behind it waits again.
            books.seen_to(SeqNo(seen_to.0 - 1))?;
        }
        books.seen_to(seen_to)?;
    }
    if !next.keys.is_empty() {
        books.announced(next.keys.clone())?;
    }
    if let Some(certificate) = next.certificate.clone() {
        books.certified(certificate)?;
    }
    pace.page = policy::next_size(pace.page, next.changes.len() + next.ahead.len(), took, PAGE_BOUNDS);
    if !next.ahead.is_empty() {
        pace.ahead_at = Some(now);
    }
    feed.apply(after, next, now)?;
    worked(books, pace, before, now)?;
    Ok(step)
}

/// Whether the platform's store has begun anew since the station's cursor: it was put back from a copy.
fn is_another_life(after: Cursor, page: &Page) -> bool {
    page.changes.first().is_some_and(|change| change.seq().0 / LIFE != after.0 / LIFE)
}

/// Today's day jobs first: whoever is far behind asks for those that stand behind the page, once in a while.
fn wants_ahead(pace: &Pace, now: Timestamp) -> bool {
    pace.ahead_at.is_none_or(|at| at > now || later(at, policy::AHEAD_AGAIN) <= now)
}

fn notices(books: &mut dyn Books, line: &Line<'_>, pace: &mut Pace, standing: &Standing) -> Result<Step, NotKept> {
    let mark = standing.notices;
    let answer = line.transport.notices(mark, policy::NOTICE_PAGE).and_then(|given| check_notices(mark, given));
    let NoticePage { notices, more } = match answer {
        Ok(given) => given,
        Err(fault) => {
            if fault.trouble != Trouble::Unreachable {
                // Asked again when the platform next says that there are some: nothing else waits for them meanwhile.
                pace.last_notice = None;
            }
            return failed(books, line, pace, &standing.line, Direction::Notices, fault);
        }
    };
    let now = (line.now)();
    let step = Step::Notified { notices: notices.len(), more };
    if notices.is_empty() && !more {
        pace.nothing_behind = pace.last_notice.map(|id| (id, now));
    }
    books.take_notices(notices, now)?;
    if !more {
        pace.last_notice = None;
    }
    worked(books, pace, &standing.line, now)?;
    Ok(step)
}

fn check_notices(mark: NoticeMark, page: NoticePage) -> Result<NoticePage, LineFault> {
    let ascending = std::iter::once(mark.seq).chain(page.notices.iter().map(|n| n.seq)).is_sorted_by(|a, b| a < b);
    if !ascending || (page.more && page.notices.is_empty()) {
        return Err(LineFault::new(Trouble::Unreadable, "the page of notices is not in order"));
    }
    Ok(page)
}

/// A page counts only as the continuation of what the station holds; anything else would leave a gap nobody notices.
fn check_page(after: Cursor, page: Page) -> Result<Page, LineFault> {
    let mut last = after;
    for change in &page.changes {
        if change.seq() <= last {
            return Err(LineFault::new(Trouble::Unreadable, "the page of the feed is not in order"));
        }
        last = change.seq();
    }
    if page.more && page.changes.is_empty() {
        return Err(LineFault::new(Trouble::Unreadable, "the page of the feed is empty and says that more follow"));
    }
    Ok(page)
}

pub(super) fn worked(
    books: &mut dyn Books,
    pace: &mut Pace,
    before: &LineState,
    now: Timestamp,
) -> Result<(), NotKept> {
    // After a page it is the batch's turn again, even if it was stuck.
    pace.upload_stuck = false;
    let just_now = |at: Timestamp| now.duration_since(at).abs() < policy::CONTACT_NOTED;
    if before.failures == 0 && before.trouble.is_none() && before.contact_at.is_some_and(just_now) {
        return Ok(());
    }
    books.remember(LineState { contact_at: Some(now), failures: 0, next_attempt_at: None, trouble: None })
}

pub(super) fn failed(
    books: &mut dyn Books,
    line: &Line<'_>,
    pace: &mut Pace,
    before: &LineState,
    direction: Direction,
    fault: LineFault,
) -> Result<Step, NotKept> {
    let by_the_platform = matches!(fault.trouble, Trouble::Unreadable | Trouble::PlatformInTrouble);
    pace.upload_stuck = direction == Direction::Up && by_the_platform;
    let failures = before.failures.saturating_add(1);
    let next = later((line.now)(), policy::backoff(failures, (line.random)()));
    books.remember(LineState {
        contact_at: before.contact_at,
        failures,
        next_attempt_at: Some(next),
        trouble: Some(fault.trouble),
    })?;
    Ok(Step::Failed { direction, fault, next })
}

#[cfg(test)]
#[path = "round_tests.rs"]
mod tests;
