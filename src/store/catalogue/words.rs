//! The words of descriptions: parts written once, merged now and then, looked up term by term.

use super::writer::Catalogue;
use crate::domain::listing::{Slot, WordPart};
use crate::store::catalogue::reader::{CatalogueReader, Unpacker};
use crate::store::{Result, StoreError};
use rusqlite::{Connection, OptionalExtension as _, Statement, TransactionBehavior, params};
use serde::Deserialize;

/// A part as merging sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartSize {
    pub id: i64,
    pub slots: u32,
}

/// Makes one packed set of several, in the order of their parts.
pub type Join<'a> = &'a dyn Fn(&[&[u8]]) -> Vec<u8>;

impl Catalogue {
    /// At most `limit` descriptions whose words are not in yet, ascending by slot.
    pub fn without_words(&self, limit: u32) -> Result<Vec<(Slot, String)>> {
        let mut unpacker = Unpacker::new()?;
        let mut statement = self.db.prepare_cached(
            "SELECT slot, whole FROM posting WHERE slot >= (SELECT words_below FROM feed) ORDER BY slot LIMIT ?1",
        )?;
        let mut rows = statement.query([limit])?;
        let mut texts = Vec::new();
        while let Some(row) = rows.next()? {
            let text: Described = unpacker.read(row.get_ref(1)?.as_blob().unwrap_or_default())?;
            texts.push((row.get(0)?, text.joined()));
        }
        Ok(texts)
    }

    /// Adds the words of the slots behind those that are in: one transaction.
    ///
    /// # Errors
    /// Also when postings before these have no words yet: another process took them in.
    pub fn add_words(&mut self, part: &WordPart) -> Result<()> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "SELECT EXISTS (SELECT 1 FROM posting WHERE slot >= (SELECT words_below FROM feed) AND slot < ?1)";
        if tx.query_row(sql, [part.first], |row| row.get(0))? {
            return Err(StoreError::NotFound("words of the postings before these"));
        }
        tx.execute("INSERT INTO word_part (first_slot, end_slot) VALUES (?1, ?2)", [part.first, part.end])?;
        let id = tx.last_insert_rowid();
        let mut insert = tx.prepare("INSERT INTO word (part, term, slots) VALUES (?1, ?2, ?3)")?;
        for (term, slots) in &part.rows {
            insert.execute(params![id, number(*term), slots])?;
        }
        drop(insert);
        tx.execute("UPDATE feed SET words_below = max(words_below, ?1)", [part.end])?;
        tx.commit()?;
        self.empty_log_if_long()
    }

    /// The parts, the lowest slots first.
    pub fn word_parts(&self) -> Result<Vec<PartSize>> {
        let mut statement =
            self.db.prepare_cached("SELECT id, end_slot - first_slot FROM word_part ORDER BY first_slot")?;
        let parts = statement.query_map([], |row| Ok(PartSize { id: row.get(0)?, slots: row.get(1)? }))?;
        Ok(parts.collect::<rusqlite::Result<_>>()?)
    }

    /// Puts one part in the place of several neighbours: one transaction.
    pub fn merge_words(&mut self, parts: &[i64], join: Join<'_>) -> Result<()> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let new: i64 = tx.query_row("SELECT max(id) + 1 FROM word_part", [], |row| row.get(0))?;
        merge(&tx, parts, new, join)?;
        let (mut first, mut end) = (Slot::MAX, 0);
        for part in parts {
            let sql = "DELETE FROM word_part WHERE id = ?1 RETURNING first_slot, end_slot";
            let span =
                tx.query_row(sql, [part], |row| Ok((row.get::<_, Slot>(0)?, row.get::<_, Slot>(1)?))).optional()?;
            if let Some((from, to)) = span {
                (first, end) = (first.min(from), end.max(to));
            }
            tx.execute("DELETE FROM word WHERE part = ?1", [part])?;
        }
        tx.execute("INSERT INTO word_part (id, first_slot, end_slot) VALUES (?1, ?2, ?3)", params![new, first, end])?;
        tx.commit()?;
        self.empty_log_if_long()
    }
}

/// Writes the union of sorted parts as a new one: each part is read once, in order.
fn merge(db: &Connection, parts: &[i64], new: i64, join: Join<'_>) -> Result<()> {
    let mut statements: Vec<Statement<'_>> = parts
        .iter()
        .map(|_| db.prepare("SELECT term, slots FROM word WHERE part = ?1 ORDER BY term"))
        .collect::<rusqlite::Result<_>>()?;
    let mut readers = Vec::with_capacity(parts.len());
    for (statement, part) in statements.iter_mut().zip(parts) {
        let mut rows = statement.query([part])?;
        let head = next(&mut rows)?;
        readers.push((rows, head));
    }
    let mut insert = db.prepare("INSERT INTO word (part, term, slots) VALUES (?1, ?2, ?3)")?;
    while let Some(term) = readers.iter().filter_map(|(_, head)| head.as_ref().map(|(term, _)| *term)).min() {
        let mut sets = Vec::new();
        for (rows, head) in &mut readers {
            if head.as_ref().is_some_and(|(at, _)| *at == term)
                && let Some((_, set)) = head.take()
            {
                sets.push(set);
                *head = next(rows)?;
            }
        }
        match sets.as_slice() {
            [only] => insert.execute(params![new, term, only])?,
            several => {
                insert.execute(params![new, term, join(&several.iter().map(Vec::as_slice).collect::<Vec<_>>())])?
            }
        };
    }
    Ok(())
}

fn next(rows: &mut rusqlite::Rows<'_>) -> Result<Option<(i64, Vec<u8>)>> {
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some((row.get(0)?, row.get(1)?)))
}

/// The parts of a posting that are its description, joined as [`crate::domain::Posting::description`] does.
#[derive(Deserialize)]
struct Described {
    #[serde(default)]
    tasks: String,
    #[serde(default)]
    requirements: String,
}

impl Described {
    fn joined(&self) -> String {
        format!("{}\n{}", self.tasks, self.requirements)
    }
}

impl CatalogueReader {
    /// Hands the packed sets of slots whose descriptions hold a word to `each`, part by part.
    pub fn slots_with(&self, term: u64, mut each: impl FnMut(&[u8])) -> Result<()> {
        let mut statement = self.db.prepare_cached(
            "SELECT w.slots FROM word_part p CROSS JOIN word w ON w.part = p.id AND w.term = ?1 ORDER BY p.first_slot",
        )?;
        let mut rows = statement.query([number(term)])?;
        while let Some(row) = rows.next()? {
            each(row.get_ref(0)?.as_blob().unwrap_or_default());
        }
        Ok(())
    }

    /// The description in a slot, for checking a word against the text itself.
    pub fn description(&self, slot: Slot) -> Result<Option<String>> {
        let mut statement = self.db.prepare_cached("SELECT whole FROM posting WHERE slot = ?1")?;
        let mut rows = statement.query([slot])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let text: Described = self.unpacker.borrow_mut().read(row.get_ref(0)?.as_blob().unwrap_or_default())?;
        Ok(Some(text.joined()))
    }
}

/// Terms have 50 bits.
fn number(term: u64) -> i64 {
    i64::try_from(term).unwrap_or(i64::MAX)
}
