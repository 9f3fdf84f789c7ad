//! The sync thread: asks the plan, uses the line, hands pages to the catalogue thread. It wakes by time and touches no
//! database itself, so that nothing of the store ever waits for the network.

use super::catalogue::CatalogueWork;
use super::health::Reporting;
use super::keys;
use super::machine;
use super::neighbours::Neighbours;
use super::printer::Paper;
use super::pulse::{Organ, Pulse};
use super::store::{StoreLine, status_of};
use super::turn::Turn;
use super::world::{SharedWorld, day_of, random_bytes};
use crate::domain::ledger::{Answered, CatalogueState, LineState, Trouble};
use crate::domain::notice::Notice;
use crate::domain::{Cursor, EntryId, SeqNo};
use crate::store::Identity;
use crate::sync::http::{BadAddress, Http, Stamp};
use crate::sync::plan::later;
use crate::sync::policy;
use crate::sync::receipt::Sent;
use crate::sync::round::{
    self, Books, Feed, Line, MediumWanted, NotKept, Pace, Position, Standing, Step, TakenPart, Told,
};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};
use yizhan_wire::signature::SigningKey;
use yizhan_wire::slip::StationCertificate;
use yizhan_wire::trust::Succession;
use yizhan_wire::{Entry, Page};

/// The pause after one of the stores could not do its part (a full disk, say): nothing is gained by hurry.
const STORE_PAUSE: Duration = Duration::from_secs(10);

/// What the sync thread is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncWork {
    /// A person asked for a try now.
    Now,
    /// There is a fresh entry: the plan is asked again.
    Look,
    Stop,
}

/// The line, and whose it is.
struct OwnLine {
    identity: Identity,
    http: Http,
}

pub struct SyncThread {
    pub data: PathBuf,
    pub world: SharedWorld,
    pub inbox: Receiver<SyncWork>,
    pub store: StoreLine,
    pub catalogue: SyncSender<CatalogueWork>,
    /// What the printer said of its paper last.
    pub paper: Paper,
    pub pulse: Pulse,
    /// How the station is, for the province.
    pub reporting: Reporting,
    /// Who carries while the station's own line is dead.
    pub neighbours: Neighbours,
    /// Whoever practises has no line.
    pub practice: bool,
}

impl SyncThread {
    pub fn run(&mut self) {
        let mut pace = Pace::default();
        let mut line: Option<OwnLine> = None;
        let mut feed = PageLine::new(self.catalogue.clone());
        let mut at_once = false;
        loop {
            self.pulse.beat(Organ::Sync);
            let pause = match self.one_step(&mut line, &mut feed, &mut pace, at_once) {
                Ok(step) => {
                    self.tell_health_where_due(line.as_ref(), &step);
                    self.pause_after(&step)
                }
                Err(not_kept) => {
                    tracing::warn!(error = %not_kept, "a store could not do its part of the sync");
                    STORE_PAUSE
                }
            };
            machine::clear_stack();
            at_once = match self.inbox.recv_timeout(pause) {
                Ok(SyncWork::Now) => true,
                Ok(SyncWork::Look) | Err(RecvTimeoutError::Timeout) => false,
                Ok(SyncWork::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            };
        }
    }

    fn one_step(
        &mut self,
        line: &mut Option<OwnLine>,
        feed: &mut PageLine,
        pace: &mut Pace,
        at_once: bool,
    ) -> Result<Step, NotKept> {
        if self.practice {
            return Ok(Step::NotEnrolled);
        }
        let Some(line) = self.connected(line)? else { return Ok(Step::NotEnrolled) };
        // One process at a time: `yizhan sync` beside a running kiosk would only send everything twice.
        let Some(_turn) = Turn::take(&self.data).map_err(|e| NotKept(e.to_string()))? else {
            return Ok(Step::Wait(later(self.world.now(), policy::LOOK_AGAIN)));
        };
        self.change_key_where_due(&line.identity)?;
        let mut books = StoreBooks(&self.store);
        let step = play(&mut books, feed, &line.http, &self.world, pace, at_once)?;
        if self.neighbours.are_wanted(&step, self.world.now()) {
            self.neighbours.ask(&mut books, feed, &line.identity, &self.world)?;
        }
        if matches!(&step, Step::Failed { fault, .. } if fault.trouble == Trouble::NotEnrolled) {
            self.make_known_again(&line.identity)?;
        }
        Ok(step)
    }

    /// After the province has answered that it does not know this station.
    fn make_known_again(&self, identity: &Identity) -> Result<(), NotKept> {
        let former = self.store.ask(|station| station.former_seed().map_err(super::books::not_kept))?;
        if let Some(former) = former
            && keys::introduce_again(identity, &former, &self.world)?
        {
            // What had failed is tried at once.
            let untroubled = LineState { failures: 0, next_attempt_at: None, trouble: None, ..self.line_state()? };
            StoreBooks(&self.store).remember(untroubled)?;
        }
        Ok(())
    }

    fn line_state(&self) -> Result<LineState, NotKept> {
        self.store.ask(|station| station.line().map_err(super::books::not_kept))
    }

    /// Tells the province how the station is, where it wants to hear that and the line has just worked. Nothing depends on it: what
    /// fails is told the next time.
    fn tell_health_where_due(&mut self, line: Option<&OwnLine>, step: &Step) {
        let Some(line) = line.filter(|_| matches!(step, Step::Fetched { more: false, .. })) else { return };
        let now = self.world.now();
        if !self.reporting.is_due(line.http.health_minutes(), now) {
            return;
        }
        let status =
            self.store.ask(|station| status_of(station, CatalogueState::default()).map_err(super::books::not_kept));
        let report = self.reporting.make(now, status.as_ref().ok(), self.paper.there());
        if let Err(fault) = line.http.tell_health(&report) {
            tracing::info!(%fault, "the province was not told how the station is");
        }
    }

    /// The line of the enrolled station. Enrolment, or another key of either side, may come while we run.
    fn connected<'a>(&self, line: &'a mut Option<OwnLine>) -> Result<Option<&'a OwnLine>, NotKept> {
        let identity = self.store.ask(|station| station.identity().map_err(super::books::not_kept))?;
        let Some(identity) = identity else { return Ok(None) };
        let fits = |line: &OwnLine| {
            line.identity.platform_key == identity.platform_key && line.identity.signing_seed == identity.signing_seed
        };
        if !line.as_ref().is_some_and(fits) {
            let paper = self.paper.clone();
            let http = connect(&identity, &self.world).map_err(|e| NotKept(e.to_string()))?;
            let http = http.with_paper(move || paper.there());
            *line = Some(OwnLine { identity, http });
        }
        Ok(line.as_ref())
    }

    /// Finishes a change of the station's key that was begun, and begins one where the province's settings say that the key
    /// is old. What fails is tried again with the next contact that works.
    fn change_key_where_due(&self, identity: &Identity) -> Result<(), NotKept> {
        let now = self.world.now();
        let (own, line) = self.store.ask(|station| {
            Ok((station.own_state().map_err(super::books::not_kept)?, station.line().map_err(super::books::not_kept)?))
        })?;
        let made = own.key_made_at.unwrap_or(identity.enrolled_at);
        let old = |days: u32| now.duration_since(made) >= SignedDuration::from_hours(24 * i64::from(days));
        let due = own.key_changing || own.configuration.key_days.is_some_and(old);
        // Only where the line has just worked: a dead one is tried by the plan, at its pace.
        let works = line.failures == 0 && line.contact_at.is_some_and(|at| now.duration_since(at).as_secs().abs() < 10);
        if !due || !works {
            return Ok(());
        }
        let world = SharedWorld::clone(&self.world);
        let seed = self.store.ask(move |station| keys::begin(station, &world))?;
        match keys::introduce(identity, &seed, &self.world) {
            Ok(()) => {
                tracing::info!("the station has a new key");
                self.store.ask(move |station| station.finish_key_change(now).map_err(super::books::not_kept))
            }
            Err(keys::NotChanged::Store(why)) => Err(why),
            Err(keys::NotChanged::Line(fault)) => {
                tracing::warn!(%fault, "the station's new key was not taken over; the old one counts");
                Ok(())
            }
        }
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
            Step::Media { bytes, whole } => {
                tracing::debug!(bytes, whole, "a part of a medium was taken");
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
    transport: &Http,
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
    let step = round::step(books, feed, &line, pace, at_once)?;
    if let Some(ahead) = transport.take_ahead() {
        let off = world.set_right(ahead);
        books.clock(world.now(), off)?;
    }
    let (up, down) = transport.take_traffic();
    let (up, down) = (pace.unspent.0.saturating_add(up), pace.unspent.1.saturating_add(down));
    let goes_on = matches!(step, Step::Sent { .. } | Step::Fetched { .. } | Step::Media { .. });
    pace.unspent = if goes_on && up.saturating_add(down) < policy::SPENT_NOTED { (up, down) } else { (0, 0) };
    if pace.unspent == (0, 0) && up.saturating_add(down) > 0 {
        books.spend(day_of(world.now()), up, down)?;
    }
    Ok(step)
}

/// The line of an enrolled station.
///
/// # Errors
/// When the stored address or key cannot be used.
pub fn connect(identity: &Identity, world: &SharedWorld) -> Result<Http, BadAddress> {
    let key = signing_key(identity).map_err(|e| BadAddress::Client(e.to_string()))?;
    let stamp = stamps(world);
    let http = Http::new(&identity.platform_url, identity.id, key, identity.platform_key.clone(), stamp)?;
    Ok(http.from_machine(world.fingerprint()))
}

/// The station's key.
///
/// # Errors
/// When what is stored is none.
pub fn signing_key(identity: &Identity) -> Result<SigningKey, NotKept> {
    identity.signing_key().map_err(|e| NotKept(e.to_string()))
}

/// A moment and a fresh nonce for each signature.
pub fn stamps(world: &SharedWorld) -> impl Fn() -> Stamp + Send + Sync + 'static {
    let world = SharedWorld::clone(world);
    move || Stamp {
        created: world.now().as_second(),
        nonce: data_encoding::HEXLOWER.encode(&random_bytes::<16>(&*world)),
        set_right_s: world.set_right_by(),
    }
}

/// The books, kept by the store thread.
struct StoreBooks<'a>(&'a StoreLine);

impl Books for StoreBooks<'_> {
    fn standing(&mut self) -> Result<Standing, NotKept> {
        self.0.ask(Books::standing)
    }
    fn batch(&mut self, behind: SeqNo, limit: usize) -> Result<Vec<Entry>, NotKept> {
        self.0.ask(move |station| station.batch(behind, limit))
    }
    fn meanwhile(
        &mut self,
        told: Option<Told>,
        behind: SeqNo,
        limit: usize,
        work: &mut dyn FnMut(),
    ) -> Result<Vec<Entry>, NotKept> {
        let answer = self.0.begin(move |station| {
            told.map_or(Ok(()), |told| station.told(told))?;
            station.batch(behind, limit)
        })?;
        work();
        StoreLine::answer(&answer)
    }
    fn still_waiting(&mut self, ids: Vec<EntryId>) -> Result<Vec<Sent>, NotKept> {
        self.0.ask(move |station| Books::still_waiting(station, ids))
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
    fn announced(&mut self, keys: Vec<Succession>) -> Result<(), NotKept> {
        self.0.ask(move |station| station.announced(keys))
    }
    fn certified(&mut self, certificate: StationCertificate) -> Result<(), NotKept> {
        self.0.ask(move |station| station.certified(certificate))
    }
    fn clock(&mut self, at: Timestamp, off_s: i64) -> Result<(), NotKept> {
        self.0.ask(move |station| station.clock(at, off_s))
    }
    fn spend(&mut self, day: Date, up: u64, down: u64) -> Result<(), NotKept> {
        self.0.ask(move |station| Books::spend(station, day, up, down))
    }
    fn take_notices(&mut self, notices: Vec<Notice>, at: Timestamp) -> Result<(), NotKept> {
        self.0.ask(move |station| Books::take_notices(station, notices, at))
    }
}

/// The catalogue, kept by its thread. One page is applied while the next is fetched, never more: that is the bound.
pub struct PageLine {
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
    #[must_use]
    pub const fn new(catalogue: SyncSender<CatalogueWork>) -> Self {
        Self { catalogue, flight: None, more: false }
    }

    /// For who fetches all there is: until the feed has said once that nothing more follows, more is expected, however fresh the
    /// last contact is.
    pub const fn expect_more(&mut self) {
        self.more = true;
    }

    /// Whether more is expected.
    #[must_use]
    pub const fn expects_more(&self) -> bool {
        self.more
    }

    /// How far the catalogue is, once what was handed over is written.
    ///
    /// # Errors
    /// When that could not be written.
    pub fn landed(&mut self) -> Result<Position, NotKept> {
        self.land()?;
        self.position()
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

    fn next_medium(&mut self) -> Result<Option<MediumWanted>, NotKept> {
        self.land()?;
        let (reply, answer) = sync_channel(1);
        self.send(CatalogueWork::NextMedium(reply))?;
        answer.recv().unwrap_or_else(|_| Err(silent()))
    }

    fn take_medium(&mut self, wanted: &MediumWanted, part: Vec<u8>) -> Result<TakenPart, NotKept> {
        let (reply, answer) = sync_channel(1);
        self.send(CatalogueWork::Medium { wanted: wanted.clone(), part, reply })?;
        answer.recv().unwrap_or_else(|_| Err(silent()))
    }
}
