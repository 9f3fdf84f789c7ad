//! What a member of staff does: who, when, and the entry that it becomes.

use super::audit::{self, Note};
use super::entry::{self, NewEntry};
use crate::domain::audit::Deed;
use crate::domain::staff::StaffMember;
use crate::domain::{EntryId, EntryKind, SubjectId};
use crate::store::values::millis;
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::Serialize;

/// Who does something, and when. `random` are fresh bytes for the ids of what is made; one act makes one entry.
#[derive(Clone, Copy)]
pub struct Act<'a> {
    /// `None`: the program by itself, or the command line.
    pub by: Option<&'a StaffMember>,
    pub now: Timestamp,
    /// The station's day.
    pub today: Date,
    pub random: [u8; 10],
}

impl Act<'_> {
    pub(super) fn staff(&self) -> Option<i64> {
        self.by.map(|member| member.id)
    }

    /// The account's name, as it travels.
    pub(super) fn name(&self) -> String {
        self.by.map(|member| member.name.clone()).unwrap_or_default()
    }

    /// The account. What a person is done must have been done by somebody.
    pub(super) fn somebody(&self) -> Result<i64> {
        self.staff().ok_or(StoreError::NotFound("member of staff"))
    }

    /// Writes a line of the audit log.
    pub(super) fn note(&self, db: &Connection, deed: Deed, subject: Option<SubjectId>, detail: &str) -> Result<()> {
        audit::note(db, Note { at: self.now, staff: self.staff(), deed, subject, detail })
    }

    /// Writes an entry about a person; `body` is made with the entry's own id. Gives back id and place.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment.
    pub(super) fn enter<B: Serialize>(
        &self,
        db: &Connection,
        (kind, version): (EntryKind, u16),
        subject: SubjectId,
        body: impl FnOnce(EntryId) -> B,
    ) -> Result<(EntryId, i64)> {
        let (seq, receipt) = entry::next_place(db)?;
        let id = EntryId::new(u64::try_from(millis(self.now)).unwrap_or(0), self.random);
        let body = serde_json::to_string(&body(id)).map_err(|_| StoreError::Unreadable("an entry's body"))?;
        let new = NewEntry { id, kind, version, subject: *subject.0.as_bytes(), made_at: self.now, body: &body };
        new.write(db, seq, &receipt)?;
        Ok((id, seq.0))
    }
}
