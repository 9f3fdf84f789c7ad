//! The words of descriptions: parts written once, merged now and then, looked up term by term.

use super::writer::Catalogue;
use crate::domain::listing::{Slot, WordPart};
use crate::store::catalogue::reader::{CatalogueReader, Unpacker};
use crate::store::{Result, StoreError};
use rusqlite::{Connection, OptionalExtension as _, Statement, TransactionBehavior, params};
use serde::Deserialize;

/// Words written or deleted in one transaction while parts are merged: some 100 ms, and a few megabytes of the log.
const MERGED_AT_ONCE: u32 = 40_000;

/// A part whose number is that of no words, not even of those whose part is gone.
const NEW_PART: &str = "INSERT INTO word_part (id, first_slot, end_slot) VALUES (1 + max(
    (SELECT coalesce(max(id), 0) FROM word_part), (SELECT coalesce(max(part), 0) FROM word)), ?1, ?2)";

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
        tx.execute(NEW_PART, [part.first, part.end])?;
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

    /// Puts one part in the place of several neighbours, in transactions of bounded length. Until the last of them the old
    /// parts stay, and what the new one holds already is found twice and counts once.
    pub fn merge_words(&mut self, parts: &[i64], join: Join<'_>) -> Result<()> {
        let new = self.begin_part(parts)?;
        let mut after = None;
        loop {
            let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            after = merge(&tx, parts, new, after, join)?;
            tx.commit()?;
            self.empty_log_if_long()?;
            if after.is_none() {
                break;
            }
        }
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut still_there = tx.execute("UPDATE word_part SET id = id WHERE id = ?1", [new])? == 1;
        for part in parts {
            still_there &= tx.execute("DELETE FROM word_part WHERE id = ?1", [part])? == 1;
        }
        // Where another process has merged the same meanwhile, its part stands.
        if still_there {
            tx.commit()?;
        } else {
            tx.rollback()?;
        }
        self.drop_orphaned_words()
    }

    /// A part for all slots of others. One that a killed process left half done is dropped: it spans older ones.
    fn begin_part(&mut self, parts: &[i64]) -> Result<i64> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute(
            "DELETE FROM word_part WHERE EXISTS (SELECT 1 FROM word_part old WHERE old.id < word_part.id
                AND old.first_slot < word_part.end_slot AND old.end_slot > word_part.first_slot)",
            [],
        )?;
        let (mut first, mut end) = (Slot::MAX, 0);
        for part in parts {
            let sql = "SELECT first_slot, end_slot FROM word_part WHERE id = ?1";
            let (from, to): (Slot, Slot) = tx.query_row(sql, [part], |row| Ok((row.get(0)?, row.get(1)?)))?;
            (first, end) = (first.min(from), end.max(to));
        }
        tx.execute(NEW_PART, [first, end])?;
        let new = tx.last_insert_rowid();
        tx.commit()?;
        self.drop_orphaned_words()?;
        Ok(new)
    }

    /// Deletes words of parts that are not there any more.
    fn drop_orphaned_words(&mut self) -> Result<()> {
        let orphan = "WITH RECURSIVE part (id) AS (
                SELECT min(part) FROM word
                UNION ALL SELECT (SELECT min(part) FROM word WHERE part > id) FROM part WHERE id IS NOT NULL)
            SELECT id FROM part WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM word_part) LIMIT 1";
        while let Some(part) = self.db.query_row(orphan, [], |row| row.get::<_, i64>(0)).optional()? {
            let rows = "DELETE FROM word WHERE part = ?1 AND term <= coalesce(
                (SELECT term FROM word WHERE part = ?1 ORDER BY term LIMIT 1 OFFSET ?2), 9223372036854775807)";
            self.db.execute(rows, params![part, MERGED_AT_ONCE])?;
            self.empty_log_if_long()?;
        }
        Ok(())
    }
}

/// Writes the union of sorted parts, behind a term, as a new one: at most [`MERGED_AT_ONCE`] words. Returns the last of
/// them where there may be more.
fn merge(db: &Connection, parts: &[i64], new: i64, after: Option<i64>, join: Join<'_>) -> Result<Option<i64>> {
    let mut statements: Vec<Statement<'_>> = parts
        .iter()
        .map(|_| db.prepare("SELECT term, slots FROM word WHERE part = ?1 AND term > ?2 ORDER BY term"))
        .collect::<rusqlite::Result<_>>()?;
    let mut readers = Vec::with_capacity(parts.len());
    for (statement, part) in statements.iter_mut().zip(parts) {
        let mut rows = statement.query([*part, after.unwrap_or(-1)])?;
        let head = next(&mut rows)?;
        readers.push((rows, head));
    }
    let mut insert = db.prepare("INSERT INTO word (part, term, slots) VALUES (?1, ?2, ?3)")?;
    let mut last = None;
    for _ in 0..MERGED_AT_ONCE {
        let Some(term) = readers.iter().filter_map(|(_, head)| head.as_ref().map(|(term, _)| *term)).min() else {
            return Ok(None);
        };
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
        last = Some(term);
    }
    Ok(last)
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn part(first: Slot, terms: &[u64]) -> WordPart {
        let rows = terms.iter().map(|term| (*term, first.to_be_bytes().to_vec())).collect();
        WordPart { first, end: first + 1, rows }
    }

    /// Joined sets, for a test: one behind the other.
    fn join(sets: &[&[u8]]) -> Vec<u8> {
        sets.concat()
    }

    fn slots_with(catalogue: &Catalogue, term: i64) -> BTreeSet<Slot> {
        let sql = "SELECT w.slots FROM word_part p CROSS JOIN word w ON w.part = p.id AND w.term = ?1";
        let mut statement = catalogue.db.prepare(sql).unwrap();
        let sets = statement.query_map([term], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        let slots = |set: Vec<u8>| -> Vec<Slot> {
            set.chunks(4).map(|slot| Slot::from_be_bytes(slot.try_into().unwrap())).collect()
        };
        sets.flat_map(|set| slots(set.unwrap())).collect()
    }

    fn counted(catalogue: &Catalogue, table: &str) -> i64 {
        catalogue.db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_merge_that_a_kill_cut_short_hides_no_word_and_is_made_good_by_the_next() {
        let dir = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::open(dir.path()).unwrap();
        catalogue.db.execute("UPDATE feed SET next_slot = 4", []).unwrap();
        for slot in 0..3 {
            catalogue.add_words(&part(slot, &[7, u64::from(slot) + 10])).unwrap();
        }
        let parts: Vec<i64> = catalogue.word_parts().unwrap().iter().map(|part| part.id).collect();
        // Killed when some words were merged, and the old parts still there.
        let half = catalogue.begin_part(&parts).unwrap();
        merge(&catalogue.db, &parts, half, Some(8), &join).unwrap();
        let all = BTreeSet::from([0, 1, 2]);
        assert_eq!((slots_with(&catalogue, 7), slots_with(&catalogue, 11)), (all.clone(), BTreeSet::from([1])));
        catalogue.add_words(&part(3, &[7])).unwrap();

        catalogue.merge_words(&parts, &join).unwrap();
        assert_eq!(catalogue.word_parts().unwrap().iter().map(|part| part.slots).collect::<Vec<_>>(), [3, 1]);
        assert_eq!(slots_with(&catalogue, 7), BTreeSet::from([0, 1, 2, 3]));
        assert_eq!((slots_with(&catalogue, 11), counted(&catalogue, "word")), (BTreeSet::from([1]), 5));
    }
}
