//! The audit log: written in the transaction of what it tells, so that nothing is done that it does not say.

use super::{Act, Station};
use crate::domain::SubjectId;
use crate::domain::audit::{AuditLine, BEGINNING, Chain, Deed, bytes};
use crate::store::values::{count, millis, moment, optional};
use crate::store::{Result, StoreError};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

/// What is to be written down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Note<'a> {
    pub at: Timestamp,
    pub staff: Option<i64>,
    pub deed: Deed,
    pub subject: Option<SubjectId>,
    pub detail: &'a str,
}

/// Writes a line behind the last one.
pub(super) fn note(db: &Connection, note: Note<'_>) -> Result<()> {
    let (last, before) = head(db)?;
    let detail = note.detail.replace(['\n', '\r'], " ");
    let mut line = AuditLine {
        seq: last + 1,
        at: note.at,
        staff: note.staff,
        deed: note.deed,
        subject: note.subject,
        detail,
        hash: String::new(),
    };
    line.hash = hash_of(&before, &line);
    db.execute(
        "INSERT INTO audit (seq, at, staff, deed, subject, detail, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            i64::try_from(line.seq).unwrap_or(i64::MAX),
            millis(line.at),
            line.staff,
            line.deed.as_str(),
            line.subject.map(|subject| *subject.0.as_bytes()),
            line.detail,
            line.hash
        ],
    )?;
    Ok(())
}

/// Number and hash of the last line; 0 and zeroes before there is one.
pub(super) fn head(db: &Connection) -> Result<(u64, String)> {
    let row = db.query_row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", [], |row| {
        Ok((count(row.get(0)?), row.get(1)?))
    });
    Ok(optional(row)?.unwrap_or((0, BEGINNING.to_owned())))
}

fn hash_of(before: &str, line: &AuditLine) -> String {
    HEXLOWER.encode(digest(&SHA256, bytes(before, line).as_bytes()).as_ref())
}

impl Station {
    /// Writes down that something was seen.
    pub fn note(&mut self, act: &Act<'_>, deed: Deed, subject: Option<SubjectId>, detail: &str) -> Result<()> {
        let tx = self.write()?;
        note(&tx, Note { at: act.now, staff: act.staff(), deed, subject, detail })?;
        Ok(tx.commit()?)
    }

    /// Reads the whole log and computes each hash anew (some 3 µs a line).
    pub fn check_audit(&self) -> Result<Chain> {
        let mut statement =
            self.db.prepare("SELECT seq, at, staff, deed, subject, detail, hash FROM audit ORDER BY seq")?;
        let mut rows = statement.query([])?;
        let (mut lines, mut before) = (0, BEGINNING.to_owned());
        while let Some(row) = rows.next()? {
            // A word that no program of ours wrote is a line that was changed.
            let fits = line_of(row).is_ok_and(|line| {
                let right = line.seq == lines + 1 && line.hash == hash_of(&before, &line);
                before = line.hash;
                right
            });
            if !fits {
                return Ok(Chain::Broken { at: lines + 1 });
            }
            lines += 1;
        }
        Ok(Chain::Whole { lines })
    }

    /// The last lines, the latest first, with the names of who did it.
    pub fn audit_lines(&self, limit: usize) -> Result<Vec<(AuditLine, String)>> {
        self.audit("", limit)
    }

    fn audit(&self, only: &str, limit: usize) -> Result<Vec<(AuditLine, String)>> {
        let mut statement = self.db.prepare(&format!(
            "SELECT seq, at, audit.staff, deed, subject, detail, hash, coalesce(staff.name, '')
             FROM audit LEFT JOIN staff ON staff.id = audit.staff {only} ORDER BY seq DESC LIMIT ?1"
        ))?;
        let mut rows = statement.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push((line_of(row)?, row.get(7)?));
        }
        Ok(lines)
    }
}

fn line_of(row: &Row<'_>) -> Result<AuditLine> {
    let deed: String = row.get(3)?;
    let subject: Option<[u8; 16]> = row.get(4)?;
    Ok(AuditLine {
        seq: count(row.get(0)?),
        at: moment(row.get(1)?)?,
        staff: row.get(2)?,
        deed: Deed::parse(&deed).ok_or(StoreError::Unreadable("a line of the audit log"))?,
        subject: subject.map(|bytes| SubjectId(Uuid::from_bytes(bytes))),
        detail: row.get(5)?,
        hash: row.get(6)?,
    })
}
