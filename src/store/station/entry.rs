//! An entry on its way into the outbox, whatever it carries.

use super::identity;
use crate::domain::{EntryId, EntryKind, ReceiptNo, SeqNo, SubjectId};
use crate::store::values::millis;
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use rusqlite::{Connection, params};
use yizhan_wire::MAX_ENTRY_BYTES;
use yizhan_wire::entry::body_hash;

/// What an entry is, but for its place in the sequence.
pub(super) struct NewEntry<'a> {
    pub id: EntryId,
    pub kind: EntryKind,
    pub version: u16,
    pub subject: [u8; 16],
    pub made_at: Timestamp,
    pub body: &'a str,
}

/// The next place in the station's sequence (behind what the platform has, where this store is an old copy), and the receipt number that goes with it.
///
/// # Errors
/// [`StoreError::NotEnrolled`] before enrolment.
pub(super) fn next_place(db: &Connection) -> Result<(SeqNo, ReceiptNo)> {
    let station = identity::station_id(db)?.ok_or(StoreError::NotEnrolled)?;
    let seq = SeqNo(db.query_row(
        "SELECT max((SELECT coalesce(max(seq), 0) FROM entry), (SELECT seen_to FROM province)) + 1",
        [],
        |row| row.get(0),
    )?);
    Ok((seq, ReceiptNo::of(station, seq)))
}

impl NewEntry<'_> {
    /// Writes the entry at its place; it waits for the line from now on.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] for an entry no platform would take.
    pub(super) fn write(&self, db: &Connection, seq: SeqNo, receipt: &ReceiptNo) -> Result<()> {
        if self.body.len() > MAX_ENTRY_BYTES {
            return Err(StoreError::TooLarge(self.body.len()));
        }
        db.execute(
            "INSERT INTO entry (seq, id, kind, version, subject, receipt, made_at, body, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                seq.0,
                self.id.0.as_bytes(),
                self.kind.as_str(),
                self.version,
                self.subject,
                receipt.as_str(),
                millis(self.made_at),
                self.body,
                body_hash(self.body)
            ],
        )?;
        Ok(())
    }
}

/// An entry's own identity, and one for a subject nobody knows yet, from 20 fresh random bytes.
pub(super) fn new_ids(now: Timestamp, random: [u8; 20]) -> (EntryId, SubjectId) {
    let at = u64::try_from(millis(now)).unwrap_or(0);
    let (mut for_entry, mut for_subject) = ([0; 10], [0; 10]);
    let (front, back) = random.split_at(10);
    for_entry.copy_from_slice(front);
    for_subject.copy_from_slice(back);
    (EntryId::new(at, for_entry), SubjectId::new(at, for_subject))
}
