//! The line of those who have none: what a batch is over a line is a sealed file here. Pure; who reads and writes files is the
//! command line, who applies what came back is the runtime.

use super::receipt::Sent;
use crate::domain::notice::NoticeMark;
use crate::domain::{Cursor, StationId};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use yizhan_wire::bundle::{self, NoBundle, Way};
use yizhan_wire::carried::{DownHead, DownPart, UpHead};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::trust::Fingerprint;
use yizhan_wire::{Answers, Entry, Upload, zip};

/// Entries in one part, as in one batch at most.
const PART: usize = yizhan_wire::MAX_BATCH;

/// The two ends of what is carried.
pub struct Ends<'a> {
    pub station: StationId,
    pub key: &'a SigningKey,
    pub platform: &'a PublicKey,
}

/// How far the station is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub cursor: Cursor,
    pub notices: NoticeMark,
    /// What this machine is known by.
    pub machine: Option<Fingerprint>,
    /// The most bytes of pages to be brought back, packed.
    pub bytes_back: Option<u64>,
}

/// Seals entries, and how far the station is, to the platform. `random` are 32 fresh random bytes.
///
/// # Errors
/// When there is more than a file can hold.
pub fn seal(
    ends: &Ends<'_>,
    entries: Vec<Entry>,
    standing: Standing,
    now: Timestamp,
    random: [u8; 32],
) -> Result<Vec<u8>, NoBundle> {
    let Standing { cursor, notices, machine, bytes_back: most_bytes } = standing;
    let mut parts = vec![write(&UpHead { made_at: now, cursor, notices, machine, most_bytes })?];
    let mut entries = entries.into_iter().peekable();
    while entries.peek().is_some() {
        parts.push(write(&Upload { entries: entries.by_ref().take(PART).collect() })?);
    }
    bundle::seal(Way::Up, ends.key, ends.station, ends.platform, &parts, random)
}

/// What was carried back, whole and believed.
#[derive(Debug)]
pub struct Back {
    pub head: DownHead,
    pub parts: Vec<DownPart>,
}

/// Opens what was carried back.
///
/// # Errors
/// When it is not for this station, not of its platform, was cut or changed, or cannot be read.
pub fn open(ends: &Ends<'_>, file: &[u8]) -> Result<Back, NoBundle> {
    let opened = bundle::open(Way::Down, ends.key, file)?;
    if opened.station != ends.station {
        return Err(NoBundle::NotSigned);
    }
    let parts = opened.verify(ends.platform)?;
    let (head, parts) = parts.split_first().ok_or(NoBundle::Unreadable)?;
    Ok(Back { head: read(head)?, parts: parts.iter().map(|part| read(part)).collect::<Result<_, _>>()? })
}

/// The answers to entries that this station still holds. A file may be older than what has happened since: what it says of
/// others is passed over.
#[must_use]
pub fn to_known(known: &[Sent], answers: &Answers) -> Answers {
    let known: HashSet<_> = known.iter().map(|sent| sent.id).collect();
    Answers {
        answers: answers.answers.iter().filter(|answer| known.contains(&answer.id)).cloned().collect(),
        ..answers.clone()
    }
}

fn read<T: DeserializeOwned>(part: &[u8]) -> Result<T, NoBundle> {
    let plain = zip::unpack(part).map_err(|_| NoBundle::Unreadable)?;
    serde_json::from_slice(&plain).map_err(|_| NoBundle::Unreadable)
}

fn write(part: &impl Serialize) -> Result<Vec<u8>, NoBundle> {
    let plain = serde_json::to_vec(part).map_err(|_| NoBundle::Unreadable)?;
    zip::pack(&plain).map_err(|_| NoBundle::Unreadable)
}
