//! Packs as they come with the feed, and what became of them. They are put down unread, with the cursor; reading one is a
//! step of its own, so that a broken pack never stops the feed and a kill in between only puts it off.

use super::{Catalogue, CatalogueReader};
use crate::domain::everyday::{Named, Word};
use crate::domain::ledger::{PackState, RefusedPack};
use crate::domain::pack::{Flaw, FlawKind};
use crate::domain::{Pack, WORDS};
use crate::store::values::optional;
use crate::store::{Result, StoreError};
use rusqlite::{Connection, TransactionBehavior, params};

/// Puts a pack down, in place of one of its kind that nobody has read.
pub(super) fn put(db: &Connection, pack: &Pack) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO pack (kind, state, version, body) VALUES (?1, 'arrived', ?2, ?3)";
    db.prepare_cached(sql)?.execute(params![pack.kind, pack.version, pack.body.to_string()])?;
    Ok(())
}

impl Catalogue {
    /// A pack of this kind that has arrived and was not read yet.
    pub fn unread_pack(&self, kind: &str) -> Result<Option<Pack>> {
        let sql = "SELECT version, body FROM pack WHERE kind = ?1 AND state = 'arrived'";
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query([kind])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let body = row.get_ref(1)?.as_str().map_err(|_| StoreError::Unreadable("a pack"))?;
        let body = serde_json::from_str(body).map_err(|_| StoreError::Unreadable("a pack"))?;
        Ok(Some(Pack { kind: kind.to_owned(), version: row.get(0)?, body }))
    }

    /// The pack that arrived is good, and these are its words: one transaction. A refused one before it is forgotten.
    pub fn keep_words(&mut self, pack: &Pack, words: &[Word<'_>]) -> Result<()> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "UPDATE OR REPLACE pack SET state = 'good' WHERE kind = ?1 AND state = 'arrived' AND version = ?2";
        if tx.execute(sql, params![WORDS, pack.version])? == 0 {
            // Another process was faster.
            return Ok(());
        }
        tx.execute("DELETE FROM pack WHERE kind = ?1 AND state = 'refused'", [WORDS])?;
        tx.execute("DELETE FROM pack_word", [])?;
        let mut insert =
            tx.prepare("INSERT OR IGNORE INTO pack_word (list, code, word, pinyin) VALUES (?1, ?2, ?3, ?4)")?;
        for word in words {
            let (list, code) = word.named.as_strs();
            insert.execute([list, code, &word.text, &word.pinyin])?;
        }
        drop(insert);
        Ok(tx.commit()?)
    }

    /// The pack of content that arrived is good, and takes the place of the last one. A refused one before it is forgotten.
    pub fn keep_pack(&mut self, pack: &Pack) -> Result<()> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "UPDATE OR REPLACE pack SET state = 'good' WHERE kind = ?1 AND state = 'arrived' AND version = ?2";
        if tx.execute(sql, params![pack.kind, pack.version])? > 0 {
            tx.execute("DELETE FROM pack WHERE kind = ?1 AND state = 'refused'", [&pack.kind])?;
        }
        Ok(tx.commit()?)
    }

    /// The pack that arrived is broken: it is put aside with its flaw, and the last good one stays in force.
    pub fn refuse_pack(&mut self, pack: &Pack, flaw: &Flaw) -> Result<()> {
        let sql = "UPDATE OR REPLACE pack SET state = 'refused', flaw = ?3, flaw_place = ?4
                   WHERE kind = ?1 AND state = 'arrived' AND version = ?2";
        self.db.execute(sql, params![pack.kind, pack.version, flaw.kind.as_str(), flaw.place])?;
        Ok(())
    }
}

impl CatalogueReader {
    /// The everyday words of the province's last good pack.
    pub fn words(&self) -> Result<Vec<Word<'static>>> {
        let mut statement = self.db.prepare("SELECT list, code, word, pinyin FROM pack_word")?;
        let mut rows = statement.query([])?;
        let mut words = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |column: usize| row.get::<_, String>(column);
            // A code of a program that was newer than this one is passed over.
            if let Some(named) = Named::parse(&text(0)?, &text(1)?) {
                words.push(Word { named, text: text(2)?.into(), pinyin: text(3)?.into() });
            }
        }
        Ok(words)
    }

    /// The body of the last good pack of a kind, as JSON.
    pub fn good_pack(&self, kind: &str) -> Result<Option<String>> {
        let sql = "SELECT body FROM pack WHERE kind = ?1 AND state = 'good'";
        optional(self.db.prepare_cached(sql)?.query_row([kind], |row| row.get(0)))
    }

    /// The body of the newest pack of a kind that is not refused, as JSON; whoever reads it examines it.
    pub fn newest_pack(&self, kind: &str) -> Result<Option<String>> {
        let sql = "SELECT body FROM pack WHERE kind = ?1 AND state <> 'refused' ORDER BY version DESC LIMIT 1";
        optional(self.db.prepare_cached(sql)?.query_row([kind], |row| row.get(0)))
    }

    /// What is held of each kind of pack.
    pub fn packs(&self) -> Result<Vec<PackState>> {
        let mut statement =
            self.db.prepare("SELECT kind, state, version, flaw, flaw_place FROM pack ORDER BY kind, state")?;
        let mut rows = statement.query([])?;
        let mut packs: Vec<PackState> = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, state): (String, String) = (row.get(0)?, row.get(1)?);
            if packs.last().is_none_or(|last| last.kind != kind) {
                packs.push(PackState { kind, ..PackState::default() });
            }
            let Some(pack) = packs.last_mut() else { continue };
            let version = row.get(2)?;
            match state.as_str() {
                "arrived" => pack.unread = Some(version),
                "good" => pack.good = Some(version),
                _ => {
                    let kind = FlawKind::parse(&row.get::<_, String>(3)?).unwrap_or(FlawKind::Unreadable);
                    pack.refused = Some(RefusedPack { version, flaw: Flaw { place: row.get(4)?, kind } });
                }
            }
        }
        Ok(packs)
    }
}
