//! What is made of postings before they are written: readings, the words of descriptions, the packed whole. It needs no store, and
//! so goes on beside the writing of those before, on the other core.

use crate::domain::PostingId;
use crate::search::{Ingester, Term, terms};
use crate::store::{Ingest, Packer, StoreError};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Builder;
use yizhan_wire::Change;

/// Changes that can be written.
pub struct Prepared {
    pub changes: Vec<(Change, Ingest)>,
    /// The words of each description; none for other changes.
    pub terms: Vec<Vec<Term>>,
}

impl Prepared {
    /// Whose postings change.
    pub fn subjects(&self) -> impl Iterator<Item = PostingId> {
        self.changes.iter().filter_map(|(change, _)| match change {
            Change::Posting { posting, .. } => Some(posting.id),
            Change::Withdrawn { id, .. } => Some(*id),
            Change::Pack { .. } | Change::Unknown { .. } => None,
        })
    }
}

/// Of many changes this share of a chunk is prepared first.
const FIRST: usize = 8;

/// Remembers readings from one posting to the next.
#[derive(Default)]
pub struct Preparer {
    ingester: Ingester,
}

impl Preparer {
    /// Prepares changes.
    ///
    /// # Errors
    /// When one cannot be packed.
    pub fn prepare(&mut self, changes: Vec<Change>) -> Result<Prepared, StoreError> {
        let mut packer = Packer::new()?;
        let mut prepared = Prepared { changes: Vec::with_capacity(changes.len()), terms: Vec::new() };
        for change in changes {
            let (ingest, terms) = match &change {
                Change::Posting { posting, .. } => {
                    let readings = self.ingester.prepare(posting);
                    (Ingest { whole: packer.pack(posting)?, ..readings }, terms(&posting.description()))
                }
                Change::Withdrawn { .. } | Change::Pack { .. } | Change::Unknown { .. } => {
                    (Ingest::default(), Vec::new())
                }
            };
            prepared.changes.push((change, ingest));
            prepared.terms.push(terms);
        }
        Ok(prepared)
    }
}

/// Prepares changes, at most so many at a time, and hands them to `take`, which says whether to go on. While it takes some, the next
/// are prepared on a thread of this one's priority; the first are few, so that the taking begins soon.
///
/// # Errors
/// Those of `take`, and what cannot be prepared.
pub fn in_chunks(
    preparer: &mut Preparer,
    changes: Vec<Change>,
    size: usize,
    mut take: impl FnMut(Prepared) -> Result<bool, StoreError>,
) -> Result<bool, StoreError> {
    if changes.is_empty() {
        return Ok(true);
    }
    if changes.len() <= size {
        return take(preparer.prepare(changes)?);
    }
    std::thread::scope(|scope| {
        let (line, chunks) = sync_channel(1);
        let prepare = move || {
            let mut changes = changes.into_iter().peekable();
            let mut next = (size / FIRST).max(1);
            while changes.peek().is_some() {
                let chunk = preparer.prepare(changes.by_ref().take(next).collect());
                next = (2 * next).min(size);
                // Nobody listens any more where the taking has ended.
                if line.send(chunk).is_err() {
                    return;
                }
            }
        };
        let thread = Builder::new().name("yizhan-prepare".to_owned()).spawn_scoped(scope, prepare);
        let _joined_by_the_scope = thread.map_err(StoreError::no_thread)?;
        take_all(&chunks, &mut take)
    })
}

fn take_all(
    prepared: &Receiver<Result<Prepared, StoreError>>,
    take: &mut impl FnMut(Prepared) -> Result<bool, StoreError>,
) -> Result<bool, StoreError> {
    for chunk in prepared {
        if !take(chunk?)? {
            return Ok(false);
        }
    }
    Ok(true)
}
