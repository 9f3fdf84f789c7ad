//! Entries go out and answers come in by files that somebody carries. What is applied is what a line would have brought, by the
//! same rules; a file may come late, twice, or after a line was faster.

use super::books::not_kept;
use super::catalogue::apply_page;
use super::intake::Intake;
use super::sync::signing_key;
use crate::domain::Cursor;
use crate::domain::ledger::Verdict;
use crate::store::{Catalogue, Identity, Station};
use crate::sync::carrier::{self, Ends, Standing};
use crate::sync::receipt::{Sent, settle};
use crate::sync::round::{Books, NotKept};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use yizhan_wire::bundle::NoBundle;
use yizhan_wire::carried::{DownHead, DownPart};
use yizhan_wire::trust::Fingerprint;
use yizhan_wire::{Answers, Page};

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
}

/// Everything that waits, sealed to the platform; and how many entries it is. They go on waiting: only an answer changes them.
///
/// # Errors
/// When the store cannot be read.
pub fn pack(
    station: &Station,
    identity: &Identity,
    (cursor, machine): (Cursor, Fingerprint),
    now: Timestamp,
    random: [u8; 32],
) -> Result<(Vec<u8>, usize), NotCarried> {
    let entries = station.next_batch(usize::MAX, usize::MAX).map_err(not_kept)?;
    let notices = station.notice_state().map_err(not_kept)?.mark;
    let standing = Standing { cursor, notices, machine: Some(machine).filter(|machine| !machine.is_nothing()) };
    let key = signing_key(identity)?;
    let ends = Ends { station: identity.id, key: &key, platform: &identity.platform_key };
    let count = entries.len();
    Ok((carrier::seal(&ends, entries, standing, now, random)?, count))
}

/// Applies what was carried back.
///
/// # Errors
/// When the file is not for this station, whole and unchanged; or one of the stores cannot be written: what was applied until
/// then stays, and the file can be brought again.
pub fn unpack(
    station: &mut Station,
    identity: &Identity,
    catalogue: &mut Catalogue,
    intake: &mut Intake,
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
            DownPart::Answers(answers) => take_answers(station, &answers, now, &mut brought)?,
            DownPart::Notices(page) => {
                // Behind what this station has not got there would be a gap.
                if station.notice_state().map_err(not_kept)?.mark.seq >= back.head.notices.seq {
                    brought.notices += station.take_notices(&page.notices, now).map_err(not_kept)?;
                }
            }
            DownPart::Page(page) => {
                station.follow_platform(&page.keys).map_err(not_kept)?;
                if let Some(certificate) = &page.certificate {
                    station.take_certificate(certificate).map_err(not_kept)?;
                }
                let end = page.changes.last().map_or(after, yizhan_wire::Change::seq);
                brought.changes += take_page(catalogue, intake, &back.head, after, page, now)?;
                after = end;
            }
        }
    }
    brought.cursor = catalogue.cursor().map_err(not_kept)?;
    Ok(brought)
}

fn take_answers(
    station: &mut Station,
    answers: &Answers,
    now: Timestamp,
    brought: &mut Brought,
) -> Result<(), NotKept> {
    let ids: Vec<_> = answers.answers.iter().map(|answer| answer.id).collect();
    let waiting = station.still_waiting(&ids).map_err(not_kept)?;
    let waiting: Vec<Sent> = waiting.into_iter().map(|(id, seq, receipt)| Sent { id, seq, receipt }).collect();
    let settled = settle(&waiting, &carrier::to_known(&waiting, answers));
    let acknowledged = settled.changes.iter().filter(|answer| answer.verdict == Verdict::Acknowledged).count();
    brought.acknowledged += acknowledged;
    brought.refused += settled.changes.len() - acknowledged;
    if let Some(odd) = settled.odd {
        tracing::warn!(%odd, "an answer that was carried here is odd");
    }
    Books::settle(station, settled.changes, now)
}

/// Takes a page, unless the station is further already or not as far as the page begins.
fn take_page(
    catalogue: &mut Catalogue,
    intake: &mut Intake,
    head: &DownHead,
    after: Cursor,
    page: Page,
    now: Timestamp,
) -> Result<usize, NotKept> {
    let here = catalogue.cursor().map_err(not_kept)?;
    let news = page.changes.iter().filter(|change| change.seq() > here).count();
    // The data are as old as the file, whenever it is brought.
    let at = head.made_at.min(now);
    let known_at = catalogue.state(Date::MAX).map_err(not_kept)?.complete_at;
    let says_complete = !page.more && here <= page.changes.last().map_or(after, yizhan_wire::Change::seq);
    if here < after || (news == 0 && !(says_complete && known_at.is_none_or(|known| known < at))) {
        return Ok(0);
    }
    apply_page(catalogue, intake, after, page, at, |_| true).map_err(not_kept)?;
    Ok(news)
}
