//! Jobs in, events out: the named threads behind the screens, their supervision and their orderly stop.
//!
//! Eleven threads: **store** (sole writer of station.db), **catalogue** (sole writer of catalogue.db), **search** (reads the
//! catalogue, keeps the index), **sync** (the line), **reader** (identity cards),
//! **printer** (slips), **pages** (A4), **scanner** (codes), **speech** (the voice, which nobody waits for), **show**
//! (posters and films), **machine** (looks at the station as the doctor does; programs and settings on trial). Questions go in one direction only, so that no two threads ever wait
//! for each other: sync asks store and catalogue, catalogue tells search and store, and the screens ask all and wait for none.

mod books;
pub mod carrying;
pub mod catalogue;
pub mod content;
mod desk;
pub mod errands;
pub mod gigs;
pub mod handle;
pub mod health;
pub mod intake;
pub mod job;
pub mod keys;
pub mod loading;
pub mod logged;
pub mod machine;
pub mod matching;
pub mod media;
pub mod neighbours;
pub mod office;
pub mod pages;
mod post;
mod preparing;
pub mod printer;
pub mod pulse;
pub mod reader;
pub mod registering;
pub mod reporting;
pub mod scanner;
pub mod search;
pub mod show;
pub mod speech;
pub mod starts;
pub mod store;
pub mod submitting;
mod supervise;
pub mod sync;
pub mod traces;
pub mod turn;
pub mod update;
pub mod visit;
pub mod world;

#[cfg(test)]
mod tests;

pub use books::not_kept;
pub use handle::Handle;
pub use job::{Event, Job, Pin, Registered, Saying, SignInRefusal, StaffMember, StoreTrouble, Ticket};
pub use office::{DaySeatEvent, DaySeatJob, FirmsEvent, FirmsJob, OfficeEvent, OfficeJob, TableEvent, TableJob};
pub use post::Waker;
pub use world::{Machine, SharedWorld, World};

use crate::device::Devices;
use crate::device::speech::Speaker;
use crate::domain::ledger::CatalogueState;
use crate::report::Fonts;
use crate::store::{Catalogue, Station, StoreError, StoreKey};
use catalogue::{CatalogueThread, CatalogueWork, open_or_set_aside};
use desk::DeskThreads;
use handle::{Lines, MAX_WAITING_JOBS, NotTaken};
use health::{Examine, Reporting, Waits};
use intake::Intake;
use jiff::Timestamp;
use neighbours::Neighbours;
use post::Post;
use pulse::Pulse;
use search::{SearchThread, SearchWork};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use store::{StoreLine, StoreThread, StoreWork};
use supervise::{Rank, Turn};
use sync::{SyncThread, SyncWork};
use update::watch::{Watch, WatchWork};

/// How long an orderly stop waits for the store thread: a registration that is being committed is finished, also on a disk
/// that stutters.
const STORE_STOP: Duration = Duration::from_secs(10);
/// How long it waits for the others: they lose nothing when they are cut off.
const OTHER_STOP: Duration = Duration::from_secs(2);

const STORE: Rank = Rank { name: "store", turn: Turn::First };
const SEARCH: Rank = Rank { name: "search", turn: Turn::Behind(4) };
const SYNC: Rank = Rank { name: "sync", turn: Turn::Behind(10) };
const CATALOGUE: Rank = Rank { name: "catalogue", turn: Turn::LeftOver };
const MACHINE: Rank = Rank { name: "machine", turn: Turn::LeftOver };

/// What the runtime is started with.
pub struct Setup {
    /// The data folder; it exists.
    pub data: PathBuf,
    pub key: StoreKey,
    pub world: SharedWorld,
    /// What stands on the desk.
    pub devices: Devices,
    /// Called after each event.
    pub waker: Waker,
    /// What reads aloud; `None` where the station has no voice.
    pub voice: Option<Box<dyn Speaker>>,
    /// Where store and sync leave their marks.
    pub pulse: Pulse,
    /// What reports are drawn with.
    pub fonts: Option<Fonts>,
    /// How the station is looked at for its province; `None`: nothing is told.
    pub examine: Option<Examine>,
    /// What the system calls itself.
    pub system: String,
    /// Who looks after the machine and its programs.
    pub watch: Option<Watch>,
    /// Who carries while the station's own line is dead.
    pub neighbours: Neighbours,
    /// Nothing here counts: there is no line.
    pub practice: bool,
}

/// Why there is no runtime.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The people's file cannot be used. It was left as it is.
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the system gives no thread: {0}")]
    Thread(#[from] std::io::Error),
}

/// The running threads. Dropping it stops them.
pub struct Runtime {
    stopping: Arc<AtomicBool>,
    store: SyncSender<StoreWork>,
    catalogue: SyncSender<CatalogueWork>,
    search: SyncSender<SearchWork>,
    sync: SyncSender<SyncWork>,
    threads: Option<Threads>,
    /// The machine thread ends when this is dropped.
    machine: Option<SyncSender<WatchWork>>,
}

struct Threads {
    store: JoinHandle<()>,
    catalogue: JoinHandle<()>,
    search: JoinHandle<()>,
    sync: JoinHandle<()>,
    desk: DeskThreads,
}

/// Opens the store and starts the threads.
///
/// # Errors
/// When station.db cannot be used. A catalogue that cannot be used is set aside and fetched again.
pub fn start(setup: Setup) -> Result<(Runtime, Handle), StartError> {
    let mut station = open_station(&setup)?;
    let (catalogue, state) = open_catalogue(&setup.data, setup.world.now());
    station.heed(content::desk_rules_at(&setup.data));

    let (events_in, events) = channel();
    let (post, desk) = (Post::new(events_in, Waker::clone(&setup.waker)), (setup.waker, setup.data.clone()));
    let (store, store_inbox) = sync_channel(MAX_WAITING_JOBS);
    let (catalogue_line, catalogue_inbox) = sync_channel(2);
    let (search, search_inbox) = sync_channel(MAX_WAITING_JOBS);
    let (sync, sync_inbox) = sync_channel(MAX_WAITING_JOBS);
    let (stopping, asked) = (Arc::<AtomicBool>::default(), Arc::<AtomicU64>::default());
    let waits = Waits::since(setup.world.now());

    let mut store_thread = StoreThread::new(
        (setup.data.clone(), setup.key),
        SharedWorld::clone(&setup.world),
        post.clone(),
        store_inbox,
        (station, state, setup.pulse.clone(), setup.fonts, waits.clone()),
        sync.clone(),
    );
    let mut catalogue_thread = CatalogueThread {
        data: setup.data.clone(),
        world: SharedWorld::clone(&setup.world),
        inbox: catalogue_inbox,
        store: store.clone(),
        search: search.clone(),
        stopping: Arc::clone(&stopping),
        catalogue,
        known: state.cursor,
        intake: Intake::new(),
        asking: gigs::Asking::default(),
    };
    let (data, world) = (setup.data.clone(), SharedWorld::clone(&setup.world));
    let (inbox, changes) = (search_inbox, search::Changes::default());
    let (asking, counting) = (Arc::clone(&asked), waits.clone());
    let mut search_thread =
        SearchThread { data, world, post: post.clone(), inbox, asked: asking, changes, waits: counting };
    let desk = DeskThreads::start(setup.devices, setup.voice, setup.world.clone(), (post.clone(), desk.0, desk.1))?;
    let mut sync_thread = SyncThread {
        reporting: Reporting::new(&setup.data, setup.examine, Some(waits.clone()), setup.system),
        data: setup.data,
        world: SharedWorld::clone(&setup.world),
        inbox: sync_inbox,
        store: StoreLine(store.clone()),
        catalogue: catalogue_line.clone(),
        paper: desk.paper.clone(),
        pulse: setup.pulse,
        neighbours: setup.neighbours,
        practice: setup.practice,
    };
    let machine = setup.watch.map(|watch| start_machine(watch, &post, &store)).transpose()?;
    let threads = Threads {
        store: supervise::spawn(STORE, post.clone(), move || store_thread.run())?,
        catalogue: supervise::spawn(CATALOGUE, post.clone(), move || catalogue_thread.run())?,
        search: supervise::spawn(SEARCH, post.clone(), move || search_thread.run())?,
        sync: supervise::spawn(SYNC, post.clone(), move || sync_thread.run())?,
        desk,
    };
    let lines = lines((store.clone(), search.clone(), sync.clone()), machine.clone(), asked, &threads.desk);
    let handle = Handle::new(lines, events, threads.desk.easel()).counting(waits);
    Ok((Runtime { stopping, store, catalogue: catalogue_line, search, sync, threads: Some(threads), machine }, handle))
}

/// Opens the catalogue, or sets aside one that cannot be used, and says how it stands; nothing where neither works, which is
/// tried again.
fn open_catalogue(data: &Path, now: Timestamp) -> (Option<Catalogue>, CatalogueState) {
    let opened = open_or_set_aside(data, now);
    let catalogue =
        opened.inspect_err(|error| tracing::error!(%error, "there is no catalogue; it is tried again")).ok();
    let state = catalogue.as_ref().and_then(|c| c.state(world::day_of(now)).ok()).unwrap_or_default();
    (catalogue, state)
}

/// Opens the people's file; from now on it cannot be earlier than the province last said.
fn open_station(setup: &Setup) -> Result<Station, StoreError> {
    let station = Station::open(&setup.data, &setup.key)?;
    if let Some(at) = station.not_before()? {
        setup.world.not_before(at);
    }
    Ok(station)
}

/// Starts the thread that looks after the machine and its programs. It holds nothing that an orderly stop would have to wait for: what
/// it writes is whole or was never there.
fn start_machine(watch: Watch, post: &Post, store: &SyncSender<StoreWork>) -> std::io::Result<SyncSender<WatchWork>> {
    let (line, inbox) = sync_channel(2);
    let (own, store) = (post.clone(), StoreLine(store.clone()));
    supervise::spawn(MACHINE, post.clone(), move || watch.run(&inbox, &own, &store))?;
    Ok(line)
}

fn lines(
    (store, search, sync): (SyncSender<StoreWork>, SyncSender<SearchWork>, SyncSender<SyncWork>),
    machine: Option<SyncSender<WatchWork>>,
    asked: Arc<AtomicU64>,
    desk: &DeskThreads,
) -> Lines {
    Lines {
        store: Box::new(move |job| store.try_send(StoreWork::Job(job, Instant::now())).map_err(|_| NotTaken)),
        search: Box::new(move |job| {
            if matches!(job, Job::Search { .. }) {
                // Before the job is sent: the search that runs now sees it and gives up.
                asked.fetch_add(1, Ordering::Relaxed);
            }
            search.try_send(SearchWork::Job(job, Instant::now())).map_err(|_| NotTaken)
        }),
        sync: Box::new(move |_| match sync.try_send(SyncWork::Now) {
            // A full channel holds 256 wishes to try now: one more changes nothing.
            Ok(()) | Err(TrySendError::Full(_)) => Ok(()),
            Err(TrySendError::Disconnected(_)) => Err(NotTaken),
        }),
        reader: desk.reader_line(),
        printer: desk.printer_line(),
        scanner: desk.scanner_line(),
        speech: desk.speech_line(),
        show: desk.show_line(),
        machine: Box::new(move |job| {
            let work = match job {
                Job::KeepPortrait(picture) => WatchWork::Keep(picture),
                Job::LookForTraces { needles, lasted } => WatchWork::Seek(*needles, lasted),
                _ => WatchWork::Examine,
            };
            machine.as_ref().ok_or(NotTaken)?.try_send(work).map_err(|_| NotTaken)
        }),
    }
}

impl Runtime {
    /// Asks the store for a mark of life, without waiting; for the watchdog.
    pub fn nudge(&self) -> Box<dyn Fn() + Send> {
        let store = self.store.clone();
        // A full line to the store has work enough to show that it lives, or that it does not.
        Box::new(move || drop(store.try_send(StoreWork::Beat)))
    }

    /// Whether the machine is a station; one whose store says nothing counts as one, and tells its trouble.
    #[must_use]
    pub fn is_enrolled(&self) -> bool {
        let identity = StoreLine(self.store.clone()).ask(|station| station.identity().map_err(not_kept));
        identity.map_or(true, |identity| identity.is_some())
    }

    /// Stops all threads. Jobs that were sent before are done; a request on the line is given up, which is safe. Returns
    /// whether the store thread came to its end within ten seconds.
    pub fn stop(mut self) -> bool {
        self.stop_threads()
    }

    fn stop_threads(&mut self) -> bool {
        let Some(threads) = self.threads.take() else { return true };
        self.stopping.store(true, Ordering::Relaxed);
        drop(self.machine.take());
        let deadline = Instant::now() + OTHER_STOP;
        // The store is last: the others may still be telling it what they did.
        tell(&self.sync, SyncWork::Stop, deadline);
        tell(&self.catalogue, CatalogueWork::Stop, deadline);
        tell(&self.search, SearchWork::Stop, deadline);
        threads.desk.stop(deadline);
        supervise::join_until(threads.catalogue, deadline);
        supervise::join_until(threads.search, deadline);
        // The sync thread may be in the middle of a request of up to two minutes; it holds nothing.
        supervise::join_until(threads.sync, Instant::now() + Duration::from_millis(100));
        let deadline = Instant::now() + STORE_STOP;
        tell(&self.store, StoreWork::Stop, deadline);
        supervise::join_until(threads.store, deadline)
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.stop_threads();
    }
}

/// Sends even where the channel is full just now, until the deadline.
fn tell<T>(line: &SyncSender<T>, message: T, deadline: Instant) {
    let mut message = message;
    while let Err(TrySendError::Full(back)) = line.try_send(message) {
        if Instant::now() >= deadline {
            return;
        }
        message = back;
        std::thread::sleep(Duration::from_millis(2));
    }
}
