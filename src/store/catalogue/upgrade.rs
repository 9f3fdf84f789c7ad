//! A catalogue of an older version, made anew in the form of this one. Everything in it follows from the feed's cursor and
//! from the postings with their readings, which every version holds under the same names; so an update without a network
//! loses no posting, and no step has to be kept for each version. Packs, which came with version 4, stay as they are.

use super::reader::Unpacker;
use super::writer::Statements;
use crate::domain::Posting;
use crate::domain::listing::Ingest;
use crate::store::Result;
use rusqlite::Connection;

/// `user_version` of what this build writes. Version 2 brought slots, more columns to filter by, and a new table of words; since
/// version 3 words are kept in simplified characters; version 4 brought packs, ages and
/// who is welcome; version 5 what a list shows, in columns; version 6 words
/// in which parts of Latin words and numbers are found.
pub const VERSION: i64 = 6;

/// What everything else follows from.
const KEPT: [&str; 4] = ["posting", "feed", "pack", "pack_word"];
/// What has the same columns in every version that has it.
const AS_THEY_ARE: [&str; 2] = ["pack", "pack_word"];

/// Rebuilds the catalogue with the tables of `schema`.
pub fn rebuild(db: &Connection, schema: &str) -> Result<()> {
    drop_what_is_derived(db)?;
    let mut kept = KEPT.to_vec();
    for table in AS_THEY_ARE {
        if !db.table_exists(None, table)? {
            kept.retain(|kept| *kept != table);
        }
    }
    for table in &kept {
        db.execute_batch(&format!("ALTER TABLE {table} RENAME TO old_{table}"))?;
    }
    db.execute_batch(schema)?;
    db.execute("UPDATE feed SET (cursor, complete_at) = (SELECT cursor, complete_at FROM old_feed)", [])?;
    copy_postings(db)?;
    db.execute("UPDATE feed SET next_slot = (SELECT coalesce(max(slot) + 1, 0) FROM posting)", [])?;
    for table in kept {
        if AS_THEY_ARE.contains(&table) {
            db.execute(&format!("INSERT INTO {table} SELECT * FROM old_{table}"), [])?;
        }
        db.execute_batch(&format!("DROP TABLE old_{table}"))?;
    }
    Ok(())
}

fn drop_what_is_derived(db: &Connection) -> Result<()> {
    let list = |sql: &str| -> Result<Vec<String>> {
        Ok(db.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    for index in list("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")? {
        db.execute_batch(&format!("DROP INDEX \"{index}\""))?;
    }
    // Virtual tables take their shadows with them.
    for kind in ["CREATE VIRTUAL%", "CREATE TABLE%"] {
        for table in list(&format!("SELECT name FROM sqlite_schema WHERE sql LIKE '{kind}'"))? {
            if KEPT.contains(&table.as_str()) {
                continue;
            }
            db.execute_batch(&format!("DROP TABLE IF EXISTS \"{table}\""))?;
        }
    }
    Ok(())
}

fn copy_postings(db: &Connection) -> Result<()> {
    let mut unpacker = Unpacker::new()?;
    let mut put = Statements::new(db)?;
    let mut old = db.prepare("SELECT seq, title_pinyin, employer_pinyin, whole FROM old_posting ORDER BY id")?;
    let mut rows = old.query([])?;
    let mut slot = 0;
    while let Some(row) = rows.next()? {
        let ingest = Ingest { title_pinyin: row.get(1)?, employer_pinyin: row.get(2)?, ..Ingest::default() };
        let posting: Posting = unpacker.read(row.get_ref(3)?.as_blob().unwrap_or_default())?;
        put.put(row.get(0)?, slot, &posting, &ingest)?;
        slot += 1;
    }
    Ok(())
}
