//! catalogue.db: the province's postings, as far as the feed has been applied.

mod ahead;
mod gigs;
mod media;
mod packs;
mod reader;
mod upgrade;
mod whole;
mod words;
mod writer;

pub use crate::domain::listing::Ingest;
pub use reader::CatalogueReader;
pub(super) use upgrade::{VERSION, rebuild};
pub use words::PartSize;
pub use writer::{Applied, Catalogue, Packer};

use super::Result;
use super::values::{count, moment_or_none};
use crate::domain::Cursor;
use crate::domain::ledger::CatalogueState;
use jiff::civil::Date;
use rusqlite::Connection;

fn state(db: &Connection, today: Date) -> Result<CatalogueState> {
    let (cursor, complete_at, open) = db.query_row(
        "SELECT cursor, complete_at, (SELECT count(*) FROM posting WHERE valid_until >= ?1) FROM feed",
        [today.to_string()],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    give_back_memory(db)?;
    Ok(CatalogueState { cursor: Cursor(cursor), open: count(open), complete_at: moment_or_none(complete_at)? })
}

/// Gives back the pages that a reading of a whole table or index has left in memory, where they would not be met again.
fn give_back_memory(db: &Connection) -> Result<()> {
    Ok(db.execute_batch("PRAGMA shrink_memory")?)
}

#[cfg(test)]
mod tests;
