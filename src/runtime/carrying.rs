//! Entries go out and answers come in by files that somebody carries: a stick, a clerk's telephone, a neighbour's line. What is applied
//! is what a line of one's own would have brought, by the same rules; a file may come late, twice, or after the line was faster.

use super::sync::signing_key;
use crate::domain::Cursor;
use crate::domain::SeqNo;
use crate::domain::ledger::Verdict;
use crate::store::Identity;
use crate::sync::carrier::{self, Ends, Standing};
use crate::sync::policy;
use crate::sync::receipt::settle;
use crate::sync::round::{Books, Feed, NotKept};
use jiff::Timestamp;
use serde::Serialize;
use yizhan_wire::bundle::NoBundle;
use yizhan_wire::carried::{DownHead, DownPart};
use yizhan_wire::trust::Fingerprint;
use yizhan_wire::{Answers, NoticePage, Page};

/// Why nothing was carried.
#[derive(Debug, thiserror::Error)]
pub enum NotCarried {
    #[error(transparent)]
    File(#[from] NoBundle),
    #[error(transparent)]
    Store(#[from] NotKept),
}

/// What came of a file that was carried back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Brought {
    pub acknowledged: usize,
    pub refused: usize,
    pub notices: usize,
    /// Changes of the feed behind the station's cursor.
    pub changes: usize,
    pub cursor: Cursor,
    /// The feed goes on behind what the file held.
    #[serde(skip)]
    pub more: bool,
}

/// What goes into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub machine: Fingerprint,
    /// The most entries; the rest waits for the next file.
    pub entries: usize,
    /// The most bytes of pages to be brought back, packed; `None`: as the platform likes.
    pub bytes_back: Option<u64>,
}

impl Wanted {
    /// All that waits, and whatever fits: for a stick.
    #[must_use]
    pub const fn everything(machine: Fingerprint) -> Self {
        Self { machine, entries: usize::MAX, bytes_back: None }
    }
}

/// What waits, sealed to the platform; and how many entries it is. They go on waiting: only an answer changes them. `random` are 32
/// fresh random bytes.
///
/// # Errors
/// When the store cannot be read.
pub fn pack(
    books: &mut dyn Books,
    feed: &mut dyn Feed,
    identity: &Identity,
    wanted: Wanted,
    now: Timestamp,
    random: [u8; 32],
) -> Result<(Vec<u8>, usize), NotCarried> {
    let mut entries = Vec::new();
    let mut behind = SeqNo(0);
    while entries.len() < wanted.entries {
        let batch = books.batch(behind, policy::MAX_BATCH.min(wanted.entries - entries.len()))?;
        let Some(last) = batch.last() else { break };
        behind = last.seq;
        entries.extend(batch);
    }
    let standing = Standing {
        cursor: feed.position()?.cursor,
        notices: books.standing()?.notices,
        machine: Some(wanted.machine).filter(|machine| !machine.is_nothing()),
        bytes_back: wanted.bytes_back,
    };
    let key = signing_key(identity)?;
    let ends = Ends { station: identity.id, key: &key, platform: &identity.platform_key };
    let count = entries.len();
    Ok((carrier::seal(&ends, entries, standing, now, random)?, count))
}

/// Applies what was carried back.
///
/// # Errors
/// When the file is not for this station, whole and unchanged; or one of the stores cannot be written: what was applied until
/// then stays, and the file can be brought again. A page that was cut off in its middle is then left to the next file or the line.
pub fn unpack(
    books: &mut dyn Books,
    feed: &mut dyn Feed,
    identity: &Identity,
    file: &[u8],
    now: Timestamp,
) -> Result<Brought, NotCarried> {
    let key = signing_key(identity)?;
    let ends = Ends { station: identity.id, key: &key, platform: &identity.platform_key };
    let back = carrier::open(&ends, file)?;
    let mut brought = Brought::default();
    let mut after = back.head.after;
    for part in back.parts {
        match part {
            DownPart::Answers(answers) => take_answers(books, &answers, now, &mut brought)?,
            DownPart::Notices(page) => take_notices(books, &back.head, page, now, &mut brought)?,
            DownPart::Page(page) => {
                books.announced(page.keys.clone())?;
                if let Some(certificate) = page.certificate.clone() {
                    books.certified(certificate)?;
                }
                let end = page.changes.last().map_or(after, yizhan_wire::Change::seq);
                brought.more = page.more;
                brought.changes += take_page(feed, &back.head, after, page, now)?;
                after = end;
            }
        }
    }
    brought.cursor = feed.position()?.cursor;
    Ok(brought)
}

fn take_answers(
    books: &mut dyn Books,
    answers: &Answers,
    now: Timestamp,
    brought: &mut Brought,
) -> Result<(), NotKept> {
    let waiting = books.still_waiting(answers.answers.iter().map(|answer| answer.id).collect())?;
    let settled = settle(&waiting, &carrier::to_known(&waiting, answers));
    let acknowledged = settled.changes.iter().filter(|answer| answer.verdict == Verdict::Acknowledged).count();
    brought.acknowledged += acknowledged;
    brought.refused += settled.changes.len() - acknowledged;
    if let Some(odd) = settled.odd {
        tracing::warn!(%odd, "an answer that was carried here is odd");
    }
    books.settle(settled.changes, now)
}

fn take_notices(
    books: &mut dyn Books,
    head: &DownHead,
    page: NoticePage,
    now: Timestamp,
    brought: &mut Brought,
) -> Result<(), NotKept> {
    let here = books.standing()?.notices.seq;
    // Behind what this station has not got there would be a gap.
    if here < head.notices.seq {
        return Ok(());
    }
    brought.notices += page.notices.iter().filter(|notice| notice.seq > here).count();
    books.take_notices(page.notices, now)
}

/// Takes a page where the station stands exactly where it begins. The platform leaves out the withdrawals of what the station had not
/// got at that point: had it got more since, over a line or by another file, it would go on showing what is withdrawn.
fn take_page(
    feed: &mut dyn Feed,
    head: &DownHead,
    after: Cursor,
    page: Page,
    now: Timestamp,
) -> Result<usize, NotKept> {
    let position = feed.position()?;
    let here = position.cursor;
    let news = page.changes.iter().filter(|change| change.seq() > here).count();
    // The data are as old as the file, whenever it is brought.
    let at = head.made_at.min(now);
    let says_complete = !page.more && position.complete_at.is_none_or(|known| known < at);
    if here != after || (news == 0 && !says_complete) {
        return Ok(0);
    }
    feed.apply(after, page, at)?;
    Ok(news)
}
