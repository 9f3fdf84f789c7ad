//! Entries on their way up: what to send next, what the answers change, what the staff desk lists.

use super::{Station, identity, tasks, wishes};
use crate::domain::ledger::{Answered, EntryCounts, EntryRow, EntryState, Verdict};
use crate::domain::{EntryId, EntryKind, ReceiptNo, Refusal, RefusalCode, SeqNo, SubjectId};
use crate::store::values::{count, millis, moment, moment_or_none, optional};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use rusqlite::{Connection, Row, Statement, params};
use serde_json::value::RawValue;
use uuid::Uuid;
use yizhan_wire::Entry;

/// An entry is held while an earlier one of the same subject waits to be fixed. A person's wish to be forgotten waits for
/// nobody, and holds nothing where the platform does not take it; nor does what was said of a service, which no clerk can correct.
const HELD: &str = "(kind NOT IN ('withdrawal', 'erasure') AND EXISTS (
    SELECT 1 FROM entry AS earlier WHERE earlier.subject = entry.subject AND earlier.seq < entry.seq
    AND earlier.state = 'refused' AND earlier.superseded_by IS NULL
    AND earlier.kind NOT IN ('withdrawal', 'erasure', 'service_note')))";

impl Station {
    /// What to send next: waiting entries in the order of their numbers, without those that are held, at most
    /// `max_entries`, and no more bodies than fit into `max_bytes` (but at least one). No transaction is open afterwards.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment.
    pub fn next_batch(&self, max_entries: usize, max_bytes: usize) -> Result<Vec<Entry>> {
        self.batch_behind(SeqNo(0), max_entries, max_bytes)
    }

    /// The same behind a number.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment.
    pub fn batch_behind(&self, behind: SeqNo, max_entries: usize, max_bytes: usize) -> Result<Vec<Entry>> {
        let station = identity::station_id(&self.db)?.ok_or(StoreError::NotEnrolled)?;
        let mut statement = self.db.prepare(&format!(
            "SELECT seq, id, kind, version, subject, made_at, hash, body FROM entry
             WHERE state = 'waiting' AND seq > ?2 AND NOT {HELD} ORDER BY seq LIMIT ?1"
        ))?;
        let mut rows = statement.query([i64::try_from(max_entries).unwrap_or(i64::MAX), behind.0])?;
        let (mut batch, mut bytes) = (Vec::new(), 0_usize);
        while let Some(row) = rows.next()? {
            let body: String = row.get(7)?;
            bytes = bytes.saturating_add(body.len());
            if bytes > max_bytes && !batch.is_empty() {
                break;
            }
            batch.push(Entry {
                station,
                seq: SeqNo(row.get(0)?),
                id: EntryId(uuid(row, 1)?),
                kind: EntryKind::parse(&row.get::<_, String>(2)?).unwrap_or(EntryKind::Other),
                version: row.get(3)?,
                subject: SubjectId(uuid(row, 4)?),
                made_at: moment(row.get(5)?)?,
                hash: row.get(6)?,
                body: RawValue::from_string(body).map_err(|_| StoreError::Unreadable("an entry's body"))?,
            });
        }
        Ok(batch)
    }

    /// Notes that these entries were sent and not answered.
    pub fn count_attempt(&mut self, entries: &[EntryId]) -> Result<()> {
        let tx = self.write()?;
        {
            let mut statement =
                tx.prepare("UPDATE entry SET attempts = attempts + 1 WHERE id = ?1 AND state = 'waiting'")?;
            for id in entries {
                statement.execute([id.0.as_bytes()])?;
            }
        }
        Ok(tx.commit()?)
    }

    /// Applies the province's answers in one transaction; returns how many entries changed. Only waiting entries change,
    /// so that the same answers again, or answers to entries nobody knows, change nothing.
    pub fn apply_answers(&mut self, answers: &[Answered], now: Timestamp) -> Result<usize> {
        let tx = self.write()?;
        let mut changed = 0;
        {
            let mut acknowledge = tx.prepare(
                "UPDATE entry SET state = 'acknowledged', answered_at = ?2 WHERE id = ?1 AND state = 'waiting'",
            )?;
            let mut refuse = tx.prepare(
                "UPDATE entry SET state = 'refused', answered_at = ?2, refusal_code = ?3, refusal_field = ?4
                 WHERE id = ?1 AND state = 'waiting'",
            )?;
            for answer in answers {
                let applied = apply(&mut acknowledge, &mut refuse, answer, now)?;
                if applied > 0 && matches!(answer.verdict, Verdict::Refused(_)) && !is_void(&tx, answer.entry)? {
                    tasks::sent_back(&tx, answer.entry, now)?;
                }
                changed += applied;
            }
            // A seat that the province refuses is free again, and neither it nor a request is anything a clerk can correct:
            // they hold up nothing else.
            tx.execute(
                "UPDATE entry SET superseded_by = seq WHERE state = 'refused' AND superseded_by IS NULL
                 AND kind IN ('seat_step', 'seat_request', 'seats_returned')",
                [],
            )?;
            // Nor is a service that was taken back while it waited: whoever did has put it right already.
            tx.execute(
                "UPDATE entry SET superseded_by = seq WHERE state = 'refused' AND superseded_by IS NULL
                 AND kind = 'service' AND seq IN (SELECT entry_seq FROM service WHERE void_at IS NOT NULL)",
                [],
            )?;
        }
        if changed > 0 {
            move_seen_to(&tx)?;
        }
        let forgotten = wishes::forget(&tx, now)?;
        tx.commit()?;
        if forgotten {
            self.empty_log()?;
        }
        Ok(changed)
    }

    /// Those of the entries that wait, as far as an answer is judged by them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn still_waiting(&self, entries: &[EntryId]) -> Result<Vec<(EntryId, SeqNo, ReceiptNo)>> {
        let mut statement = self.db.prepare("SELECT seq, receipt FROM entry WHERE id = ?1 AND state = 'waiting'")?;
        let mut waiting = Vec::new();
        for id in entries {
            let row = statement.query_row([id.0.as_bytes()], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
            if let Some((seq, receipt)) = optional(row)? {
                let receipt = ReceiptNo::parse(&receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
                waiting.push((*id, SeqNo(seq), receipt));
            }
        }
        Ok(waiting)
    }

    /// How many entries are in which state; of refused ones those that a clerk has to fix.
    pub fn counts(&self) -> Result<EntryCounts> {
        // Each count reads its own index; the acknowledged ones, which become many, are the rest.
        let row = self.db.query_row(
            "SELECT (SELECT count(*) FROM entry),
                    (SELECT count(*) FROM entry WHERE state = 'waiting'),
                    (SELECT count(*) FROM entry WHERE state = 'refused' AND superseded_by IS NULL
                        AND kind = 'registration'),
                    (SELECT count(*) FROM entry WHERE state = 'refused'),
                    (SELECT made_at FROM entry WHERE state = 'waiting' ORDER BY seq LIMIT 1)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get::<_, Option<i64>>(4)?)),
        )?;
        let (all, waiting, refused, all_refused, oldest): (i64, i64, i64, i64, Option<i64>) = row;
        Ok(EntryCounts {
            waiting: count(waiting),
            acknowledged: count(all - waiting - all_refused),
            refused: count(refused),
            oldest_waiting: moment_or_none(oldest)?,
        })
    }

    /// Registrations as the staff desk lists them: the newest first, without refused ones that have been corrected.
    pub fn entries(&self, limit: usize) -> Result<Vec<EntryRow>> {
        self.list("AND kind = 'registration'", limit)
    }

    /// The refused entries that nothing has replaced, the newest first: those a clerk has to fix, and any report that the
    /// platform does not take, which is for the technician.
    pub fn refused(&self, limit: usize) -> Result<Vec<EntryRow>> {
        self.list("AND state = 'refused'", limit)
    }

    fn list(&self, only: &str, limit: usize) -> Result<Vec<EntryRow>> {
        let mut statement = self.db.prepare(&format!(
            "SELECT seq, id, receipt, coalesce(form ->> '$.name', ''), made_at, state, answered_at, attempts,
                    refusal_code, refusal_field, state = 'waiting' AND {HELD}
             FROM entry LEFT JOIN registration ON entry_seq = seq
             WHERE superseded_by IS NULL {only} ORDER BY seq DESC LIMIT ?1"
        ))?;
        let mut rows = statement.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(entry_row(row)?);
        }
        Ok(list)
    }
}

/// What was answered the province has seen. It is noted with the answers themselves, whichever way they came: a province that is
/// restored from a copy made before them would otherwise say what stands here as its last word, and nobody would notice what it
/// lost. What would not be sent again (refused, or gone here) is not passed over: such a province never gets so far, and whatever
/// is behind would be sent to it for ever.
fn move_seen_to(tx: &Connection) -> Result<()> {
    tx.execute(
        "UPDATE province SET seen_to = (
             WITH RECURSIVE seen (seq) AS (
                 SELECT seen_to FROM province
                 UNION ALL SELECT entry.seq FROM seen JOIN entry ON entry.seq = seen.seq + 1
                 WHERE state = 'acknowledged' AND body IS NOT NULL)
             SELECT max(seq) FROM seen)",
        [],
    )?;
    Ok(())
}

/// Whether an entry is a service that was taken back.
fn is_void(db: &Connection, entry: EntryId) -> Result<bool> {
    let sql = "SELECT 1 FROM service JOIN entry ON seq = entry_seq WHERE entry.id = ?1 AND void_at IS NOT NULL";
    Ok(db.prepare_cached(sql)?.exists([entry.0.as_bytes()])?)
}

fn apply(
    acknowledge: &mut Statement<'_>,
    refuse: &mut Statement<'_>,
    answer: &Answered,
    now: Timestamp,
) -> Result<usize> {
    let id = answer.entry.0.as_bytes();
    Ok(match &answer.verdict {
        Verdict::Acknowledged => acknowledge.execute(params![id, millis(now)])?,
        Verdict::Refused(Refusal { code, field }) => refuse.execute(params![id, millis(now), code.as_str(), field])?,
    })
}

fn entry_row(row: &Row<'_>) -> Result<EntryRow> {
    let refusal_field = row.get::<_, Option<String>>(9)?.unwrap_or_default();
    let refusal_code: Option<String> = row.get(8)?;
    Ok(EntryRow {
        seq: SeqNo(row.get(0)?),
        id: EntryId(uuid(row, 1)?),
        receipt: ReceiptNo::parse(&row.get::<_, String>(2)?).ok_or(StoreError::Unreadable("a receipt number"))?,
        name: row.get(3)?,
        made_at: moment(row.get(4)?)?,
        state: match row.get::<_, String>(5)?.as_str() {
            "waiting" => EntryState::Waiting,
            "acknowledged" => EntryState::Acknowledged,
            _ => EntryState::Refused,
        },
        answered_at: moment_or_none(row.get(6)?)?,
        attempts: row.get(7)?,
        refusal: refusal_code.map(|code| Refusal { code: RefusalCode::parse(&code), field: refusal_field }),
        held: row.get(10)?,
    })
}

fn uuid(row: &Row<'_>, column: usize) -> Result<Uuid> {
    Ok(Uuid::from_bytes(row.get(column)?))
}
