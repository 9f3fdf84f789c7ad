//! Postings that were given ahead of the feed: day jobs that a station far behind shows at once. They are those whose place lies
//! behind the cursor, and nothing else marks them. When the cursor comes to such a place, the posting is either there again or
//! gone: the feed holds of each posting its last change only.

use super::writer::{Applied, Catalogue, Statements};
use crate::domain::PostingId;
use crate::domain::listing::Ingest;
use crate::store::Result;
use crate::store::values::optional;
use rusqlite::{Connection, TransactionBehavior};
use yizhan_wire::Change;

impl Catalogue {
    /// Takes postings from behind the cursor, which stays where it is: one transaction, all or nothing. What the catalogue has
    /// as new or newer is passed over, and so is whatever is no posting.
    ///
    /// # Errors
    /// After an error nothing has changed.
    pub fn apply_ahead(&mut self, changes: &[(Change, Ingest)]) -> Result<Applied> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (cursor, mut next): (i64, _) =
            tx.query_row("SELECT cursor, next_slot FROM feed", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut applied = Applied::default();
        {
            let mut statements = Statements::new(&tx)?;
            let mut held = tx.prepare("SELECT seq FROM posting WHERE id = ?1")?;
            for (change, ingest) in changes {
                let slot = match change {
                    Change::Posting { seq, posting } if seq.0 > cursor => {
                        let newest: Option<i64> = optional(held.query_row([posting.id.0], |row| row.get(0)))?;
                        if newest.is_none_or(|newest| newest < seq.0) {
                            statements.put(seq.0, next, posting, ingest)?;
                            next += 1;
                            Some(next - 1)
                        } else {
                            None
                        }
                    }
                    _ => None,
                };
                applied.slots.push(slot);
            }
        }
        tx.execute("UPDATE feed SET next_slot = ?1", [next])?;
        tx.commit()?;
        Ok(applied)
    }

    /// Nothing is behind the cursor any more, so nothing stands ahead of it: what was given ahead and did not come at its place
    /// is gone. Returns which postings went.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn drop_ahead(&mut self) -> Result<Vec<PostingId>> {
        let cursor = self.cursor()?;
        drop(&self.db, cursor.0, i64::MAX)
    }
}

/// Removes what was given ahead with a place above `cursor` and not above `to`.
pub(super) fn drop(db: &Connection, cursor: i64, to: i64) -> Result<Vec<PostingId>> {
    let mut statement = db.prepare_cached("DELETE FROM posting WHERE seq > ?1 AND seq <= ?2 RETURNING id")?;
    let gone = statement.query_map([cursor, to], |row| row.get(0).map(PostingId))?;
    Ok(gone.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{held, open, posting, put};
    use super::*;
    use crate::domain::Cursor;
    use std::collections::BTreeMap;

    /// Some changes as the catalogue takes them.
    type Changes = Vec<(Change, Ingest)>;

    /// A province as the protocol says: of each posting the last change, and tombstones only for who may hold it.
    #[derive(Default)]
    struct Province {
        seq: i64,
        /// By number: place of the last change, of the first one, and what it says while it is open.
        postings: BTreeMap<i64, (i64, i64, Option<u32>)>,
    }

    impl Province {
        fn change(&mut self, id: i64, says: Option<u32>) {
            self.seq += 1;
            let first = self.postings.get(&id).map_or(self.seq, |held| held.1);
            self.postings.insert(id, (self.seq, first, says));
        }

        fn behind(&self, after: i64) -> Vec<(Change, Ingest)> {
            let mut changes: Vec<_> = self.postings.iter().filter(|(_, held)| held.0 > after).collect();
            changes.sort_by_key(|(_, held)| held.0);
            changes
                .into_iter()
                .filter(|(_, held)| held.2.is_some() || held.1 <= after)
                .map(|(id, held)| match held.2 {
                    Some(says) => put(held.0, posting(*id, &says.to_string())),
                    None => (Change::Withdrawn { seq: Cursor(held.0), id: PostingId(*id) }, Ingest::default()),
                })
                .collect()
        }

        /// The first of what is behind, whether more follows, and some of what follows.
        fn page(&self, after: i64, size: usize, ahead: usize) -> (Changes, bool, Changes) {
            let mut page = self.behind(after);
            let rest = page.split_off(size.min(page.len()));
            let more = !rest.is_empty();
            let open = |change: &(Change, Ingest)| matches!(change.0, Change::Posting { .. });
            (page, more, rest.into_iter().rev().filter(open).take(ahead).collect())
        }

        fn open(&self) -> Vec<i64> {
            self.postings.iter().filter(|(_, held)| held.2.is_some()).map(|(id, _)| *id).collect()
        }
    }

    #[test]
    fn whatever_was_given_ahead_the_catalogue_ends_up_as_the_feed_says() {
        let seed = u64::from(std::process::id());
        println!("seed {seed}");
        let mut random = fastrand::Rng::with_seed(seed);
        let dir = tempfile::tempdir().unwrap();
        let (mut writer, reader) = open(dir.path());
        let mut province = Province::default();
        for round in 0..300_u32 {
            for _ in 0..random.usize(1..8) {
                let says = (random.u8(0..3) > 0).then_some(round);
                province.change(random.i64(1..40), says);
            }
            let (page, more, ahead) = province.page(writer.cursor().unwrap().0, random.usize(1..6), random.usize(0..6));
            writer.apply_ahead(&ahead).unwrap();
            let there = held(&reader);
            for (change, _) in &ahead {
                let Change::Posting { posting, .. } = change else { panic!("only postings are given ahead") };
                assert!(there.contains(&posting.id.0), "it is shown at once");
            }
            writer.apply(&page).unwrap();
            if !more {
                writer.drop_ahead().unwrap();
                assert_eq!(held(&reader), province.open(), "seed {seed}, round {round}");
            }
        }
        loop {
            let (page, more, _) = province.page(writer.cursor().unwrap().0, 5, 0);
            writer.apply(&page).unwrap();
            if !more {
                break;
            }
        }
        writer.drop_ahead().unwrap();
        assert_eq!(held(&reader), province.open());
        writer.check().unwrap();
    }

    #[test]
    fn what_is_given_ahead_moves_no_cursor_and_takes_nothing_newer_away() {
        let dir = tempfile::tempdir().unwrap();
        let (mut writer, reader) = open(dir.path());
        writer.apply(&[put(5, posting(7, "电焊工"))]).unwrap();
        let applied = writer.apply_ahead(&[put(9, posting(8, "搬运工")), put(4, posting(7, "焊工"))]).unwrap();
        assert_eq!(applied.slots, [Some(1), None]);
        assert_eq!((writer.cursor().unwrap(), held(&reader)), (Cursor(5), vec![7, 8]));
        writer.apply_ahead(&[put(8, posting(8, "旧的"))]).unwrap();
        let gone = writer.apply(&[put(10, posting(9, "保洁"))]).unwrap().gone;
        assert_eq!((gone, held(&reader)), (vec![PostingId(8)], vec![7, 9]), "its place was passed without it");
    }
}
