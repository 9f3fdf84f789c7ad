//! The catalogue thread: sole writer of catalogue.db in this process. It applies the feed's pages in small transactions,
//! with a breath between them, at a low priority: a first load of a hundred thousand postings must not be felt by anyone.

use super::books::not_kept;
use super::content::desk_rules_at;
use super::gigs::Asking;
use super::intake::Intake;
use super::media::MediaShelf;
use super::search::SearchWork;
use super::store::StoreWork;
use super::update::orders::resync_where_wanted;
use super::world::{SharedWorld, day_of};

use crate::domain::{Cursor, PostingId};
use crate::store::{Catalogue, StoreError, set_aside_catalogue};
use crate::sync::NotKept;
use crate::sync::round::{MediumWanted, Position, TakenPart};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;
use yizhan_wire::Page;

/// Changes in one transaction: the writer's lock is held for some 200 ms at most, and the log stays at 15 MB.
const CHUNK: usize = 500;
/// The breath between two of them, in which readers get the disk.
const BREATH: Duration = Duration::from_millis(5);
/// How long an ended posting stays in the file: its employer may renew it, and a screen may still show it.
const KEPT_AFTER_END_DAYS: i64 = 7;
/// How often the thread looks whether the day has changed, which changes what is open.
const LOOK_UP: Duration = Duration::from_mins(1);

/// What the catalogue thread is asked.
pub enum CatalogueWork {
    Position(SyncSender<Result<Position, NotKept>>),
    /// The page that came after a cursor, and when it came.
    Page {
        after: Cursor,
        page: Page,
        at: Timestamp,
        reply: SyncSender<Result<(), NotKept>>,
    },
    /// Which medium is to be asked for next.
    NextMedium(SyncSender<Result<Option<MediumWanted>, NotKept>>),
    /// A part of one.
    Medium {
        wanted: MediumWanted,
        part: Vec<u8>,
        reply: SyncSender<Result<TakenPart, NotKept>>,
    },
    Stop,
}

pub struct CatalogueThread {
    pub data: PathBuf,
    pub world: SharedWorld,
    pub inbox: Receiver<CatalogueWork>,
    pub store: SyncSender<StoreWork>,
    pub search: SyncSender<SearchWork>,
    /// Set when the program ends: a long page is left in the middle, its cursor says where.
    pub stopping: Arc<AtomicBool>,
    pub catalogue: Option<Catalogue>,
    /// The cursor that the index has been told of.
    pub known: Cursor,
    pub intake: Intake,
    pub asking: Asking,
}

impl CatalogueThread {
    pub fn run(&mut self) {
        let mut catalogue = self.catalogue.take();
        let mut media = MediaShelf::new(&self.data);
        self.tell_state(&mut catalogue);
        self.catch_up(&mut catalogue);
        loop {
            if self.known != Cursor(0) {
                self.asking.look(&self.data, &self.store, &self.world);
            }
            match self.inbox.recv_timeout(LOOK_UP) {
                Ok(CatalogueWork::Position(reply)) => {
                    let position = self.position(&mut catalogue);
                    reply.send(position).ok();
                }
                Ok(CatalogueWork::Page { after, page, at, reply }) => {
                    let applied = self.apply(&mut catalogue, after, page, at);
                    self.tell_state(&mut catalogue);
                    reply.send(applied).ok();
                }
                Ok(CatalogueWork::NextMedium(reply)) => {
                    let next =
                        self.opened(&mut catalogue).map_err(not_kept).and_then(|catalogue| media.next(catalogue));
                    reply.send(next).ok();
                }
                Ok(CatalogueWork::Medium { wanted, part, reply }) => {
                    reply.send(media.take(&wanted, &part)).ok();
                }
                Err(RecvTimeoutError::Timeout) => self.tell_state(&mut catalogue),
                Ok(CatalogueWork::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Adds the words of descriptions that a kill or an update of the program left out.
    fn catch_up(&mut self, slot: &mut Option<Catalogue>) {
        let mut intake = std::mem::take(&mut self.intake);
        let done = self.opened(slot).and_then(|catalogue| intake.catch_up(catalogue));
        self.intake = intake;
        self.tell_names();
        match done {
            Ok(0) => {}
            Ok(postings) => tracing::info!(postings, "words of descriptions were added"),
            Err(error) => tracing::warn!(%error, "words of descriptions could not be added"),
        }
    }

    fn opened<'a>(&self, catalogue: &'a mut Option<Catalogue>) -> Result<&'a mut Catalogue, StoreError> {
        match catalogue {
            Some(catalogue) => Ok(catalogue),
            None => Ok(catalogue.insert(open_or_set_aside(&self.data, self.world.now())?)),
        }
    }

    fn position(&mut self, catalogue: &mut Option<Catalogue>) -> Result<Position, NotKept> {
        // It is asked every few seconds for years: what is open at the end of time is counted at no cost.
        let state = self.opened(catalogue).and_then(|c| c.state(Date::MAX)).map_err(not_kept)?;
        if state.cursor != self.known {
            // Another process has synced: the index does not know what it brought.
            self.known = state.cursor;
            self.search.send(SearchWork::Reload).ok();
            self.store.send(StoreWork::Rules(desk_rules_at(&self.data))).ok();
            self.tell_state(catalogue);
        }
        Ok(Position { cursor: state.cursor, complete_at: state.complete_at })
    }

    fn apply(&mut self, slot: &mut Option<Catalogue>, after: Cursor, page: Page, at: Timestamp) -> Result<(), NotKept> {
        let (search, stopping) = (self.search.clone(), Arc::clone(&self.stopping));
        let mut intake = std::mem::take(&mut self.intake);
        let applied = self.opened(slot).and_then(|catalogue| {
            apply_page(catalogue, &mut intake, after, page, at, |ids| {
                search.send(SearchWork::Changed(ids)).ok();
                std::thread::sleep(BREATH);
                !stopping.load(Ordering::Relaxed)
            })
        });
        self.intake = intake;
        self.tell_names();
        match applied {
            Ok(cursor) => {
                self.known = cursor;
                Ok(())
            }
            Err(error) => {
                if is_spoilt(&error) {
                    self.replace(slot);
                } else {
                    // After a fault of the disk it is opened anew, which writes it out of its log once more.
                    *slot = None;
                }
                Err(not_kept(error))
            }
        }
    }

    /// The search calls things by the names of the last pack.
    fn tell_names(&mut self) {
        if self.intake.take_new_names() {
            self.search.send(SearchWork::Names).ok();
        }
        if self.intake.take_new_content() {
            self.search.send(SearchWork::Content).ok();
            self.store.send(StoreWork::Rules(desk_rules_at(&self.data))).ok();
        }
    }

    /// A catalogue that turned out to be damaged while in use: it is put aside and begun again.
    fn replace(&mut self, slot: &mut Option<Catalogue>) {
        *slot = None;
        // What waits to be written belongs to the file that is put aside.
        self.intake = Intake::new();
        let now = self.world.now();
        match set_aside_catalogue(&self.data, now).and_then(|_| Catalogue::open(&self.data)) {
            Ok(fresh) => {
                tracing::warn!("the catalogue was damaged; it was set aside and is fetched again");
                *slot = Some(fresh);
                self.known = Cursor(0);
                self.search.send(SearchWork::Reload).ok();
            }
            Err(error) => tracing::error!(%error, "the damaged catalogue could not be replaced"),
        }
    }

    fn tell_state(&mut self, catalogue: &mut Option<Catalogue>) {
        let today = day_of(self.world.now());
        match self.opened(catalogue).and_then(|c| c.state(today)) {
            Ok(state) => {
                self.store.send(StoreWork::Catalogue(state)).ok();
            }
            Err(error) => tracing::warn!(%error, "the catalogue cannot be read"),
        }
    }
}

/// Opens the catalogue. A file that cannot be used is kept under another name, and a new one is begun: unlike the people's
/// file, it is only a download away.
///
/// # Errors
/// When there is no way to have a catalogue: a full disk, a folder that cannot be written.
pub fn open_or_set_aside(data: &Path, now: Timestamp) -> Result<Catalogue, StoreError> {
    let mut opened = match Catalogue::open(data) {
        Err(error) if is_spoilt(&error) => {
            let aside = set_aside_catalogue(data, now)?;
            tracing::warn!(%error, aside = %aside.display(), "the catalogue was set aside and is fetched again");
            Catalogue::open(data)?
        }
        opened => opened?,
    };
    resync_where_wanted(data, &mut opened);
    Ok(opened)
}

const fn is_spoilt(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Damaged { .. }
            | StoreError::NotADatabase { .. }
            | StoreError::WrongKey { .. }
            | StoreError::TooNew { .. }
            | StoreError::Unreadable(_)
    )
}

/// Applies a page in bounded transactions, each with its cursor. After each, `applied` is told which postings changed and
/// says whether to go on; stopping in between is safe, the cursor says where to continue. Returns the cursor.
///
/// # Errors
/// When the store cannot be written, or the page does not continue what the catalogue holds.
pub fn apply_page(
    catalogue: &mut Catalogue,
    intake: &mut Intake,
    after: Cursor,
    page: Page,
    at: Timestamp,
    mut applied: impl FnMut(Vec<PostingId>) -> bool,
) -> Result<Cursor, StoreError> {
    if catalogue.cursor()? < after {
        // A page before this one did not make it; the feed is asked again from where the catalogue stands.
        return Err(StoreError::NotFound("page before this one"));
    }
    intake.catch_up(catalogue)?;
    // What a person who stands at the screen now can still go to today comes before everything else.
    if !page.ahead.is_empty() && !applied(intake.take_ahead(catalogue, page.ahead)?) {
        return catalogue.cursor();
    }
    if !intake.take_in_parts(catalogue, page.changes, CHUNK, &mut applied)? {
        return catalogue.cursor();
    }
    if !page.more {
        intake.finish(catalogue)?;
        let gone = catalogue.drop_ahead()?;
        catalogue.feed_complete(at)?;
        tracing::info!("the postings are complete");
        if !gone.is_empty() && !applied(gone) {
            return catalogue.cursor();
        }
        forget_ended(catalogue, page.today, applied)?;
    }
    catalogue.cursor()
}

/// Removes what ended so long before the province's day that no screen still shows it, and what a platform that was put back from a
/// copy does not have.
fn forget_ended(
    catalogue: &mut Catalogue,
    today: Option<Date>,
    mut removed: impl FnMut(Vec<PostingId>) -> bool,
) -> Result<(), StoreError> {
    let limit = u32::try_from(CHUNK).unwrap_or(u32::MAX);
    let before = today.map(|day| day.saturating_sub(KEPT_AFTER_END_DAYS.days()));
    let mut earlier_life = true;
    loop {
        let gone = match before {
            _ if earlier_life => catalogue.forget_earlier_life(limit)?,
            Some(before) => catalogue.forget_ended(before, limit)?,
            None => return Ok(()),
        };
        let last = gone.len() < CHUNK;
        if !gone.is_empty() && !removed(gone) {
            return Ok(());
        }
        match (last, earlier_life) {
            (true, true) => earlier_life = false,
            (true, false) => return Ok(()),
            (false, _) => {}
        }
    }
}
