//! The search thread: the index in memory and a reading connection of its own. A newer query makes an older one pointless.

use super::content;
use super::health::Waits;
use super::job::{Event, Job, Ticket};
use super::machine;
use super::matching;
use super::post::Post;
use super::supervise::Turn;
use super::world::{SharedWorld, day_of, local_of};
use crate::domain::ground::Ground;
use crate::domain::lexicon::{Employers, StationWords};
use crate::domain::listing::Slot;
use crate::domain::query::{Query, Results};
use crate::domain::showing::bill;
use crate::domain::{Posting, PostingId};
use crate::search::{Found, Index, Term, Texts, normalise, unpack_into};
use crate::store::media::MediaFolder;
use crate::store::{CatalogueReader, StoreError};
use roaring::RoaringBitmap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// What the search thread is asked and told.
pub enum SearchWork {
    /// What a screen asks, and when it did.
    Job(Job, Instant),
    /// These postings changed or were withdrawn.
    Changed(Vec<PostingId>),
    /// The everyday words of the province are others.
    Names,
    /// Packs of content have changed.
    Content,
    /// The catalogue is another one, or was changed by another process.
    Reload,
    Stop,
}

pub struct SearchThread {
    pub data: PathBuf,
    pub world: SharedWorld,
    pub post: Post,
    pub inbox: Receiver<SearchWork>,
    /// How many searches were asked for so far; while one runs, a higher number means that it is pointless.
    pub asked: Arc<AtomicU64>,
    pub changes: Changes,
    pub waits: Waits,
}

/// What has changed in the catalogue and is not in the index yet.
#[derive(Default)]
pub struct Changes {
    waiting: Vec<PostingId>,
    /// What is being taken over, piece by piece.
    pass: Vec<PostingId>,
    /// When the last pass ended.
    passed_at: Option<Instant>,
}

impl Changes {
    /// The time between two passes while a feed pours in: after each the screen asks for everything it shows anew.
    const REST: Duration = Duration::from_secs(1);
    /// So many postings are taken over at a time, with a breath in between: a longer piece is felt in the frames drawn
    /// meanwhile, and somebody who searches would wait for it.
    const PIECE: usize = 100;
    const BREATH: Duration = Duration::from_millis(10);

    /// How long the search thread may wait for work before the next piece; `None` where no piece waits.
    fn due_in(&self) -> Option<Duration> {
        if !self.pass.is_empty() {
            return Some(Self::BREATH);
        }
        let rested = self.passed_at.map_or(Self::REST, |at| at.elapsed());
        (!self.waiting.is_empty()).then(|| Self::REST.saturating_sub(rested))
    }

    /// The next piece, if it is time for one.
    fn next_piece(&mut self) -> Option<Vec<PostingId>> {
        if self.pass.is_empty() && self.due_in() == Some(Duration::ZERO) {
            self.pass = std::mem::take(&mut self.waiting);
        }
        let rest = self.pass.len().saturating_sub(Self::PIECE);
        Some(self.pass.split_off(rest)).filter(|piece| !piece.is_empty())
    }

    /// A piece was taken over; whether the pass has ended with it.
    fn taken(&mut self) -> bool {
        let ended = self.pass.is_empty();
        if ended {
            self.passed_at = Some(Instant::now());
        }
        ended
    }
}

/// What came in since the last look.
#[derive(Default)]
struct Batch {
    search: Option<(Ticket, Query)>,
    open: Vec<PostingId>,
    /// Jobs about matching, in their order.
    matching: Vec<Job>,
    /// When what somebody waits for was asked.
    asked: Vec<Instant>,
    changed: Vec<PostingId>,
    names: bool,
    content: bool,
    playbill: bool,
    reload: bool,
    stop: bool,
}

impl SearchThread {
    pub fn run(&mut self) {
        // Before the index, which takes its time: what does not need it can be read at once.
        self.tell_content();
        let mut held = self.load();
        tracing::info!(postings = held.as_ref().map_or(0, |shelf| shelf.index.len()), "postings can be searched");
        self.tell_words(held.as_ref());
        self.post.send(Event::CatalogueChanged);
        while let Some(batch) = self.next_batch() {
            if batch.stop {
                return;
            }
            self.changes.waiting.extend(batch.changed);
            if batch.content || batch.reload {
                self.tell_content();
            }
            // After a failure the catalogue may be there the next time: it is opened again when somebody asks.
            if batch.reload || held.is_none() {
                held = self.load();
                self.changes = Changes::default();
                self.tell_words(held.as_ref());
                self.post.send(Event::CatalogueChanged);
            } else if let Some(held) = &mut held {
                if batch.names || batch.content {
                    self.learn(held);
                }
                self.follow(held);
            }
            for id in batch.open {
                let posting = held.as_ref().and_then(|s| self.opened(s, id));
                self.post.send(Event::PostingOpened { id, posting: posting.map(Box::new) });
            }
            if let Some((ticket, query)) = batch.search {
                self.answer(held.as_mut(), ticket, &query);
            }
            if batch.playbill {
                self.tell_playbill(held.as_ref());
            }
            // Somebody who types goes before somebody who waits for a list.
            for job in batch.matching {
                if let Some(event) = matching::answer(held.as_mut(), job, day_of(self.world.now())) {
                    self.post.send(event);
                } else {
                    tracing::error!("a job came to the wrong worker");
                }
            }
            let today = day_of(self.world.now());
            batch.asked.iter().for_each(|asked| self.waits.answered(today, asked.elapsed()));
        }
    }

    /// Tells the screens what the packs in force hold.
    fn tell_content(&self) {
        match CatalogueReader::open(&self.data).and_then(|reader| content::in_force(&reader)) {
            Ok(content) => {
                self.post.send(Event::Content(Arc::new(content)));
            }
            Err(error) => tracing::warn!(%error, "the packs cannot be read"),
        }
    }

    /// Tells the keyboard and the forms which words the catalogue brings.
    fn tell_words(&self, held: Option<&Shelf>) {
        let Some(held) = held else { return };
        let everyday = held.reader.words();
        let everyday = everyday.inspect_err(|error| tracing::warn!(%error, "the words of a pack cannot be read"));
        let words = StationWords { everyday: everyday.unwrap_or_default(), employers: held.employers.most() };
        self.post.send(Event::StationWords(Arc::new(words)));
    }

    /// Fills the index, on a thread of lower priority: the first screen is drawn at the same time, and goes before.
    fn load(&self) -> Option<Shelf> {
        let (data, today) = (&self.data, day_of(self.world.now()));
        let fill = move || {
            Turn::LeftOver.take();
            Shelf::load(data, today)
        };
        let filled = std::thread::scope(|scope| {
            let filling = std::thread::Builder::new().name("search-fill".into()).spawn_scoped(scope, fill);
            filling.map(std::thread::ScopedJoinHandle::join)
        });
        machine::give_back();
        match filled {
            Ok(Ok(Ok(index))) => return Some(index),
            Ok(Ok(Err(error))) => tracing::warn!(%error, "the catalogue cannot be read"),
            Ok(Err(_)) => tracing::error!("the index could not be filled"),
            Err(error) => tracing::error!(%error, "the system gives no thread"),
        }
        None
    }

    /// Takes over a piece of what has changed, and tells the screen after the last one.
    fn follow(&mut self, held: &mut Shelf) {
        let Some(piece) = self.changes.next_piece() else { return };
        if let Err(error) = held.update(&piece, day_of(self.world.now())) {
            tracing::warn!(%error, "the index could not follow the catalogue");
        }
        if self.changes.taken() {
            held.index.give_back();
            machine::give_back();
            self.tell_words(Some(held));
            self.post.send(Event::CatalogueChanged);
        }
    }

    /// Takes over the words of a pack: what was found by other words may be found now.
    fn learn(&self, held: &mut Shelf) {
        if let Err(error) = held.learn() {
            tracing::warn!(%error, "the words of a pack cannot be read");
        }
        self.tell_words(Some(held));
        self.post.send(Event::CatalogueChanged);
    }

    /// Waits for work, or until what has changed is to be taken over; then takes all the work there is: of several searches
    /// only the last.
    fn next_batch(&self) -> Option<Batch> {
        let mut batch = Batch::default();
        machine::clear_stack();
        let mut next = match self.changes.due_in() {
            None => Some(self.inbox.recv().ok()?),
            Some(left) => match self.inbox.recv_timeout(left) {
                Ok(work) => Some(work),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return None,
            },
        };
        while let Some(work) = next {
            if let SearchWork::Job(job, asked) = &work
                && *job != Job::ReadPlaybill
            {
                batch.asked.push(*asked);
            }
            match work {
                SearchWork::Job(Job::Search { ticket, query }, _) => batch.search = Some((ticket, query)),
                SearchWork::Job(Job::OpenPosting { id }, _) => batch.open.push(id),
                SearchWork::Job(Job::ReadPlaybill, _) => batch.playbill = true,
                SearchWork::Job(job, _) => batch.matching.push(job),
                SearchWork::Changed(ids) => batch.changed.extend(ids),
                SearchWork::Names => batch.names = true,
                SearchWork::Content => batch.content = true,
                SearchWork::Reload => batch.reload = true,
                SearchWork::Stop => batch.stop = true,
            }
            next = self.inbox.try_recv().ok();
        }
        Some(batch)
    }

    fn opened(&self, held: &Shelf, id: PostingId) -> Option<Posting> {
        let posting = held.reader.posting(id, day_of(self.world.now()));
        posting.inspect_err(|error| tracing::warn!(%error, "a posting cannot be read")).ok().flatten()
    }

    /// Tells what is shown now. It is asked each minute, since hours, postings and media come and go.
    fn tell_playbill(&self, held: Option<&Shelf>) {
        let Some(open) = held else { return };
        let now = self.world.now();
        let playlist = match content::playlist(&open.reader) {
            Ok(playlist) => playlist,
            Err(error) => {
                tracing::warn!(%error, "the playlist cannot be read");
                return;
            }
        };
        let folder = MediaFolder::of(&self.data);
        let turns = bill(&playlist, local_of(now), |id| self.opened(open, id), |hash| folder.path_of(hash).is_some());
        self.post.send(Event::Playbill(Arc::new(turns)));
    }

    fn answer(&self, held: Option<&mut Shelf>, ticket: Ticket, query: &Query) {
        let mine = self.asked.load(Ordering::Relaxed);
        let given_up = || self.asked.load(Ordering::Relaxed) != mine;
        let results = match held.map(|s| s.search(query, day_of(self.world.now()), &given_up)) {
            Some(Ok(Some(results))) => results,
            Some(Ok(None)) => return,
            Some(Err(error)) => {
                tracing::warn!(%error, "a search failed");
                Results::default()
            }
            // No catalogue at all: nothing is found, and the status line says why.
            None => Results::default(),
        };
        self.post.send(Event::Found { ticket, results: Box::new(results) });
    }
}

/// The open catalogue with its index; the command line searches with it too.
pub struct Shelf {
    pub reader: CatalogueReader,
    index: Index,
    employers: Employers,
}

impl Shelf {
    /// Opens the catalogue and fills the index with what is open on `today`.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn load(data: &Path, today: jiff::civil::Date) -> Result<Self, StoreError> {
        let reader = CatalogueReader::open(data)?;
        let mut shelf = Self { reader, index: Index::new(), employers: Employers::default() };
        shelf.learn()?;
        shelf.reader.each_listing(today, |listing| {
            shelf.index.upsert(listing);
            shelf.employers.count(listing.employer, listing.employer_pinyin);
        })?;
        shelf.index.settle();
        shelf.index.give_back();
        Ok(shelf)
    }

    /// What is known of where places lie.
    #[must_use]
    pub const fn ground(&self) -> &Ground {
        self.index.ground()
    }

    /// Calls jobs and benefits by the words of the last good pack too, and knows the streets of another.
    fn learn(&mut self) -> Result<(), StoreError> {
        teach(&mut self.index, &self.reader)
    }

    /// Follows the catalogue. Where too much of the index belongs to postings that are gone, it is filled anew.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn update(&mut self, changed: &[PostingId], today: jiff::civil::Date) -> Result<(), StoreError> {
        for id in changed {
            self.index.remove(*id);
        }
        let read = self.reader.listings_of(changed, |listing| {
            self.index.upsert(listing);
            self.employers.count(listing.employer, listing.employer_pinyin);
        });
        if self.index.is_wasteful() {
            let mut index = Index::new();
            teach(&mut index, &self.reader)?;
            self.reader.each_listing(today, |listing| index.upsert(listing))?;
            self.index = index;
        }
        self.index.settle();
        read
    }

    /// Searches, and names what it finds; `None` when it was given up.
    pub fn find(&self, query: &Query, today: jiff::civil::Date, given_up: &dyn Fn() -> bool) -> Option<Found> {
        self.index.search(query, today, &Descriptions(&self.reader), given_up)
    }

    /// Searches, and reads the postings of the page; `None` when it was given up.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn search(
        &mut self,
        query: &Query,
        today: jiff::civil::Date,
        given_up: &dyn Fn() -> bool,
    ) -> Result<Option<Results>, StoreError> {
        let Some(found) = self.find(query, today, given_up) else { return Ok(None) };
        let hits = self.reader.postings(&found.ids, today, (query.here.as_ref(), self.index.ground()))?;
        let Found { total, facets, alike, meant, without, instead, .. } = found;
        Ok(Some(Results { total, hits, facets, alike, meant, without, instead }))
    }
}

/// Hands an index what the packs in force know of words and of places.
fn teach(index: &mut Index, reader: &CatalogueReader) -> Result<(), StoreError> {
    index.learn(&reader.words()?);
    index.stand_on(content::ground(reader)?);
    Ok(())
}

/// The descriptions in the catalogue. One that cannot be read is not found; the posting's title still is.
struct Descriptions<'a>(&'a CatalogueReader);

impl Texts for Descriptions<'_> {
    fn slots_with(&self, term: Term) -> RoaringBitmap {
        let mut slots = RoaringBitmap::new();
        let read = self.0.slots_with(term, |packed| {
            if !unpack_into(packed, &mut slots) {
                tracing::warn!("a set of words cannot be read");
            }
        });
        if let Err(error) = read {
            tracing::warn!(%error, "descriptions cannot be searched");
        }
        slots
    }

    fn holds(&self, slot: Slot, word: &str) -> bool {
        let text = self.0.description(slot).inspect_err(|error| tracing::warn!(%error, "a description cannot be read"));
        text.ok().flatten().is_some_and(|text| text.contains(word) || normalise(&text).contains(word))
    }
}
