//! Postings that desks offer: one becomes an advert like any other in the transaction that accepts it, and leaves in the one
//! that accepts its recall.

use super::db::Db;
use super::{Fail, postings};
use crate::core::firms::{advert, key_of};
use rusqlite::OptionalExtension as _;
use yizhan_wire::{Entry, EntryKind, PostingId, PostingRecall, StationId};

/// Carries out what an accepted entry says of a posting; of any other entry nothing.
pub fn carry_out(tx: &Db<'_>, station: StationId, entry: &Entry) -> Result<(), Fail> {
    match entry.kind {
        EntryKind::PostingOffer => {
            let offer = serde_json::from_str(entry.body.get())?;
            postings::put(tx, &[advert(station, entry.id, offer)]).map(drop)
        }
        EntryKind::PostingRecall => {
            let recall: PostingRecall = serde_json::from_str(entry.body.get())?;
            // By a key with the sender's number in it: nobody takes back what another station offered.
            let sql = "SELECT posting FROM posting_key WHERE external_key = ?1";
            let key = key_of(station, recall.offer);
            let posting: Option<i64> = tx.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
            posting.map_or(Ok(false), |id| postings::withdraw(tx, PostingId(id))).map(drop)
        }
        _ => Ok(()),
    }
}
