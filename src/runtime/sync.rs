//! The sync thread: asks the plan, uses the line, hands pages to the catalogue thread. It wakes by time and touches no
//! database itself, so that nothing of the store ever waits for the network.

use super::catalogue::CatalogueWork;
use super::store::StoreLine;
use super::turn::Turn;
use super::world::{SharedWorld, random_bytes};
use crate::domain::ledger::{Answered, LineState};
use crate::domain::notice::Notice;
use crate::domain::{Cursor, EntryId, SeqNo};
use crate::store::Identity;
use crate::sync::http::{BadAddress, Http, Stamp};
use crate::sync::plan::later;
use crate::sync::round::{self, Books, Feed, Line, NotKept, Pace, Position, Standing, Step};
use crate::sync::{Transport, policy};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};
use yizhan_wire::signature::SigningKey;
use yizhan_wire::{Entry, Page};

/// The pause after one of the stores could not do its part (a full disk, say): nothing is gained by hurry.
const STORE_PAUSE: Duration = Duration::from_secs(10);

/// What the sync thread is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncWork {
    /// A person asked for a try now.
    Now,
    Stop,
}

pub struct SyncThread {
    pub data: PathBuf,
    pub world: SharedWorld,
    pub inbox: Receiver<SyncWork>,
    pub store: StoreLine,
    pub catalogue: SyncSender<CatalogueWork>,
}

impl SyncThread {
    pub fn run(&mut self) {
        let mut pace = Pace::default();
        let mut transport: Option<Http> = None;
        let mut feed = PageLine::new(self.catalogue.clone());
        let mut at_once = false;
        loop {
            let pause = match self.one_step(&mut transport, &mut feed, &mut pace, at_once) {
                Ok(step) => self.pause_after(&step),
                Err(not_kept) => {
                    tracing::warn!(error = %not_kept, "a store could not do its part of the sync");
                    STORE_PAUSE
                }
            };
            at_once = match self.inbox.recv_timeout(pause) {
                Ok(SyncWork::Now) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Ok(SyncWork::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            };
        }
    }

    fn one_step(
        &self,
        transport: &mut Option<Http>,
        feed: &mut PageLine,
        pace: &mut Pace,
        at_once: bool,
    ) -> Result<Step, NotKept> {
        let Some(http) = self.connected(transport)? else { return Ok(Step::NotEnrolled) };
        // One process at a time: `yizhan sync` beside a running kiosk would only send everything twice.
        let Some(_turn) = Turn::take(&self.data).map_err(|e| NotKept(e.to_string()))? else {
            return Ok(Step::Wait(later(self.world.now(), policy::LOOK_AGAIN)));
        };
        play(&mut StoreBooks(&self.store), feed, http, &self.world, pace, at_once)
    }

    /// The line of the enrolled station; enrolment may happen while we run.
    fn connected<'a>(&self, transport: &'a mut Option<Http>) -> Result<Option<&'a Http>, NotKept> {
        if transport.is_none() {
            let identity = self.store.ask(|station| station.identity().map_err(super::books::not_kept))?;
            if let Some(identity) = identity {
                let http = connect(&identity, &self.world).map_err(|e| NotKept(e.to_string()))?;
                *transport = Some(http);
            }
        }
        Ok(transport.as_ref())
    }

    fn pause_after(&self, step: &Step) -> Duration {
        match step {
            Step::Sent { sent, acknowledged, refused } => {
                tracing::info!(sent, acknowledged, refused, "entries were answered");
                Duration::ZERO
            }
            Step::Fetched { changes, more, left } => {
                tracing::debug!(changes, more, left, "a page of the feed was taken");
                Duration::ZERO
            }
            Step::Notified { notices, more } => {
                tracing::info!(notices, more, "notices were taken over");
                Duration::ZERO
            }
            Step::Failed { direction, fault, next } => {
                tracing::info!(?direction, %fault, %next, "the line failed");
                Duration::ZERO
            }
            Step::Wait(until) => {
                let left = until.duration_since(self.world.now());
                Duration::try_from(left).unwrap_or_default().clamp(Duration::from_millis(10), policy::LOOK_AGAIN)
            }
            Step::NotEnrolled => policy::LOOK_AGAIN,
        }
    }
}

/// One step of the sync with the world's clock and dice.
///
/// # Errors
/// When one of the stores could not do its part.
pub fn play(
    books: &mut dyn Books,
    feed: &mut dyn Feed,
    transport: &dyn Transport,
    world: &SharedWorld,
    pace: &mut Pace,
    at_once: bool,
) -> Result<Step, NotKept> {
    let start = Instant::now();
    let line = Line {
        transport,
        now: &|| world.now(),
        stopwatch: &|| start.elapsed(),
        random: &|| u64::from_le_bytes(random_bytes(&**world)),
    };
    round::step(books, feed, &line, pace, at_once)
}

/// The line of an enrolled station.
///
/// # Errors
/// When the stored address or key cannot be used.
pub fn connect(identity: &Identity, world: &SharedWorld) -> Result<Http, BadAddress> {
    let key = signing_key(identity).map_err(|e| BadAddress::Client(e.to_string()))?;
    let stamp = stamps(world);
    Http::new(&identity.platform_url, identity.id, key, identity.platform_key.clone(), stamp)
}

/// The station's key.
///
/// # Errors
/// When what is stored is none.
pub fn signing_key(identity: &Identity) -> Result<SigningKey, NotKept> {
    SigningKey::from_seed(&*identity.signing_seed).map_err(|e| NotKept(e.to_string()))
}

/// A moment and a fresh nonce for each signature.
pub fn stamps(world: &SharedWorld) -> impl Fn() -> Stamp + Send + Sync + 'static {
    let world = SharedWorld::clone(world);
    move || Stamp {
        created: world.now().as_second(),
        nonce: data_encoding::HEXLOWER.encode(&random_bytes::<16>(&*world)),
    }
}

/// The books, kept by the store thread.
struct StoreBooks<'a>(&'a StoreLine);

impl Books for StoreBooks<'_> {
    fn standing(&mut self) -> Result<Standing, NotKept> {
        self.0.ask(Books::standing)
    }
    fn batch(&mut self, limit: usize) -> Result<Vec<Entry>, NotKept> {
        self.0.ask(move |station| station.batch(limit))
    }
    fn settle(&mut self, changes: Vec<Answered>, at: Timestamp) -> Result<(), NotKept> {
        self.0.ask(move |station| station.settle(changes, at))
    }
    fn unanswered(&mut self, ids: Vec<EntryId>) -> Result<(), NotKept> {
        self.0.ask(move |station| station.unanswered(ids))
    }
    fn remember(&mut self, line: LineState) -> Result<(), NotKept> {
        self.0.ask(move |station| station.remember(line))
    }
    fn seen_to(&mut self, seen_to: SeqNo) -> Result<(), NotKept> {
        self.0.ask(move |station| Books::seen_to(station, seen_to))
    }
    fn take_notices(&mut self, notices: Vec<Notice>, at: Timestamp) -> Result<(), NotKept> {
        self.0.ask(move |station| Books::take_notices(station, notices, at))
    }
}

/// The catalogue, kept by its thread. One page is applied while the next is fetched, never more: that is the bound.
struct PageLine {
    catalogue: SyncSender<CatalogueWork>,
    flight: Option<Flight>,
    /// The feed said that more follows: whatever `complete_at` says, the load is not done.
    more: bool,
}

/// A page that is being applied.
struct Flight {
    /// The cursor once it is.
    cursor: Cursor,
    landed: Receiver<Result<(), NotKept>>,
}

impl PageLine {
    const fn new(catalogue: SyncSender<CatalogueWork>) -> Self {
        Self { catalogue, flight: None, more: false }
    }

    fn land(&mut self) -> Result<(), NotKept> {
        self.flight.take().map_or(Ok(()), |flight| flight.landed.recv().unwrap_or_else(|_| Err(silent())))
    }

    fn send(&self, work: CatalogueWork) -> Result<(), NotKept> {
        self.catalogue.send(work).map_err(|_| silent())
    }
}

fn silent() -> NotKept {
    NotKept("the catalogue thread did not answer".to_owned())
}

impl Feed for PageLine {
    fn position(&mut self) -> Result<Position, NotKept> {
        if let Some(flight) = &self.flight {
            return Ok(Position { cursor: flight.cursor, complete_at: None });
        }
        let (reply, answer) = sync_channel(1);
        self.send(CatalogueWork::Position(reply))?;
        let position = answer.recv().unwrap_or_else(|_| Err(silent()))?;
        Ok(Position { complete_at: position.complete_at.filter(|_| !self.more), ..position })
    }

    fn apply(&mut self, after: Cursor, page: Page, at: Timestamp) -> Result<(), NotKept> {
        self.land()?;
        self.more = page.more;
        let cursor = page.changes.last().map_or(after, yizhan_wire::Change::seq);
        let (reply, landed) = sync_channel(1);
        self.send(CatalogueWork::Page { after, page, at, reply })?;
        self.flight = Some(Flight { cursor, landed });
        if self.more { Ok(()) } else { self.land() }
    }
}
