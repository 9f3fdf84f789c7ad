//! A station: its own stores over a played disk, what its people do, and a ledger beside it of everything that was promised.

use super::books::{Crooked, Shelf};
use super::count::Sold;
use super::defect::Defect;
use super::disk::{Disk, Illness, Image, Lie};
use super::line::{Between, Wire};
use super::province::{Province, Stop};
use super::vfs::{self, Mounted};
use super::{Broken, breaks};
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp, civil::Date};
use rusqlite::{Connection, OpenFlags};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Mutex;
use std::time::Duration;
use uuid::Uuid;
use yizhan::domain::{EntryId, ReceiptNo, SubjectId};
use yizhan::runtime::World;
use yizhan::runtime::intake::Intake;
use yizhan::runtime::world::day_of;
use yizhan::store::{Act, CATALOGUE_FILE, Catalogue, Identity, STATION_FILE, Station, StoreError, StoreKey};
use yizhan::sync::round::{self, Books as _, Line, NotKept, Pace, Step};
use yizhan_wire::signature::SigningKey;
use yizhan_wire::trust::{Fingerprint, KeyChange};

/// What somebody was told is written.
#[derive(Debug, Clone)]
pub struct Promise {
    pub entry: EntryId,
    pub kind: Kind,
    pub person: u32,
    /// It was lost with a disk that an old copy took the place of.
    pub lost: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Registered,
    Withdrawn,
    Erased,
    Served,
    Seat,
}

/// An entry as it stands in the station's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub seq: i64,
    /// By the station's clock, in milliseconds.
    pub made_at: i64,
    pub kind: String,
    pub state: String,
    pub superseded: bool,
    pub hash: String,
    pub subject: Uuid,
    pub refusal: Option<String>,
    /// Its body is here no more.
    pub gone: bool,
}

/// Who registered here, by the number of her form.
#[derive(Debug, Clone)]
pub struct Known {
    pub receipt: ReceiptNo,
    pub subject: Option<SubjectId>,
}

/// The program while it runs.
pub struct Running {
    pub station: Station,
    pub catalogue: Catalogue,
    pub intake: Intake,
    pub pace: Pace,
    pub identity: Identity,
    /// By how many seconds the clock was set right.
    pub correction: i64,
}

pub struct Desk {
    pub disk: Mounted,
    folder: PathBuf,
    key: StoreKey,
    raw_key: [u8; 32],
    pub running: Option<Running>,
    /// The machine's clock less the true time, in seconds.
    pub clock_off: i64,
    pub machine: Fingerprint,
    pub defect: Option<Defect>,
    pub promises: Vec<Promise>,
    pub people: BTreeMap<u32, Known>,
    /// Seats that people hold a slip of, by the entry of each.
    pub sold: BTreeMap<EntryId, Sold>,
    /// What was last seen of each entry.
    pub seen: BTreeMap<EntryId, Row>,
    /// Copies of the data folder: how many promises were made by then.
    pub images: Vec<(Image, usize)>,
    pub put_back: u32,
    looker: RefCell<Option<Connection>>,
}

impl Desk {
    /// A station's machine with this disk.
    #[must_use]
    pub fn new(folder: &Path, seed: u64, number: u8, defect: Option<Defect>) -> Self {
        let disk: Mounted = Rc::new(RefCell::new(Disk::new(seed)));
        disk.borrow_mut().lie = match defect {
            Some(Defect::LogNotSynced) => Lie::Log,
            Some(Defect::FileNotSynced) => Lie::File,
            _ => Lie::None,
        };
        vfs::mount(&folder.to_string_lossy(), &disk);
        let raw_key = [number + 100; 32];
        Self {
            disk,
            folder: folder.to_owned(),
            key: StoreKey::new(raw_key),
            raw_key,
            running: None,
            clock_off: 0,
            machine: Fingerprint::of(&format!("board {number}"), "", "system"),
            defect,
            promises: Vec::new(),
            people: BTreeMap::new(),
            sold: BTreeMap::new(),
            seen: BTreeMap::new(),
            images: Vec::new(),
            put_back: 0,
            looker: RefCell::new(None),
        }
    }

    /// The time as this station believes it to be.
    pub fn now(&self, truth: Timestamp) -> Timestamp {
        let correction = self.running.as_ref().map_or(0, |running| running.correction);
        let off = SignedDuration::from_secs(self.clock_off.saturating_add(correction));
        truth.saturating_add(off).unwrap_or(truth)
    }

    pub fn is_ill(&self) -> bool {
        let disk = self.disk.borrow();
        disk.is_down() || disk.illness != Illness::default()
    }

    /// The running program; started where it does not run. `None` where the disk does not let it.
    pub fn up(&mut self, truth: Timestamp) -> Result<Option<&mut Running>, Broken> {
        if self.disk.borrow().is_down() {
            self.stop(Stop::Power);
        }
        if self.running.is_none() {
            self.mirror()?;
            match self.start(truth) {
                Ok(running) => self.running = Some(running),
                Err(_) if self.is_ill() => return Ok(None),
                Err(error) => return Err(breaks!("the station does not start on a sound disk: {error}")),
            }
        }
        Ok(self.running.as_mut())
    }

    fn start(&self, truth: Timestamp) -> Result<Running, StoreError> {
        let station = Station::open(&self.folder, &self.key)?;
        let catalogue = Catalogue::open(&self.folder)?;
        let identity = station.identity()?.ok_or(StoreError::NotEnrolled)?;
        let now = truth.saturating_add(SignedDuration::from_secs(self.clock_off)).unwrap_or(truth);
        let behind = station.not_before()?.map_or(0, |at| at.as_second().saturating_sub(now.as_second()));
        let correction = if behind > 120 { behind } else { 0 };
        Ok(Running { station, catalogue, intake: Intake::new(), pace: Pace::default(), identity, correction })
    }

    /// The store looks at the first bytes of its files before SQLite does: they lie in the real folder while it starts.
    fn mirror(&self) -> Result<(), Broken> {
        let disk = self.disk.borrow();
        for name in [STATION_FILE, CATALOGUE_FILE] {
            for name in [name.to_owned(), format!("{name}-wal")] {
                let path = self.folder.join(&name);
                let written = match disk.shown(&name) {
                    // Only the beginning and the length are looked at.
                    Some(bytes) => fs::File::create(&path).and_then(|mut file| {
                        file.write_all(bytes.get(..512).unwrap_or(bytes))?;
                        file.set_len(bytes.len() as u64)
                    }),
                    None => fs::remove_file(&path).or(Ok(())),
                };
                written.map_err(|e| breaks!("{}: {e}", path.display()))?;
            }
        }
        Ok(())
    }

    pub fn stop(&mut self, how: Stop) {
        if how == Stop::InOrder {
            self.looker.take();
        }
        how.end(&mut self.running, &self.disk);
        self.looker.take();
    }

    /// A technician copies the data folder, in order.
    pub fn copy(&mut self) {
        self.stop(Stop::InOrder);
        if !self.is_ill() {
            self.images.push((self.disk.borrow().image(), self.promises.len()));
        }
    }

    /// The disk dies, and an old copy takes its place: what was promised since is here no more.
    pub fn put_back(&mut self, which: usize) -> bool {
        let Some((image, promises)) = self.images.get(which).cloned() else { return false };
        self.stop(Stop::Killed);
        self.disk.borrow_mut().install(&image);
        self.promises.iter_mut().skip(promises).for_each(|promise| promise.lost = true);
        let entries: Vec<EntryId> = self.promises.iter().filter(|p| !p.lost).map(|p| p.entry).collect();
        self.seen.retain(|id, _| entries.contains(id));
        self.seen.values_mut().for_each(|row| row.state.clear());
        self.put_back += 1;
        true
    }

    /// Notes what somebody was told.
    pub fn promise(&mut self, entry: EntryId, kind: Kind, person: u32) {
        if !self.promises.iter().any(|promise| promise.entry == entry && !promise.lost) {
            self.promises.push(Promise { entry, kind, person, lost: false });
        }
    }

    /// The file, read by nobody's rules.
    pub fn look(&self) -> Result<BTreeMap<EntryId, Row>, Broken> {
        self.disk.borrow_mut().looked_at = true;
        let rows = self.read_rows();
        self.disk.borrow_mut().looked_at = false;
        rows.map_err(|e| breaks!("the station's entries cannot be read: {e}"))
    }

    fn read_rows(&self) -> rusqlite::Result<BTreeMap<EntryId, Row>> {
        let mut looker = self.looker.borrow_mut();
        let db = match &mut *looker {
            Some(db) => db,
            none => none.insert(self.file()?),
        };
        let mut statement = db.prepare_cached(
            "SELECT id, seq, kind, state, superseded_by IS NOT NULL, hash, subject, refusal_code,
                    body IS NULL, made_at FROM entry",
        )?;
        let rows = statement.query_map([], |row| {
            let found = Row {
                seq: row.get(1)?,
                kind: row.get(2)?,
                state: row.get(3)?,
                superseded: row.get(4)?,
                hash: row.get(5)?,
                subject: Uuid::from_bytes(row.get(6)?),
                refusal: row.get(7)?,
                gone: row.get(8)?,
                made_at: row.get(9)?,
            };
            Ok((EntryId(Uuid::from_bytes(row.get(0)?)), found))
        })?;
        rows.collect()
    }

    /// With a planted defect of the books: keeps them as somebody would who makes that mistake.
    pub fn misbook(&self) {
        let Some(sql) = self.defect.and_then(Defect::misbooking) else { return };
        if self.running.is_some() && !self.is_ill() {
            let _on_a_sound_disk_only = self.file().and_then(|db| db.execute(sql, []));
        }
    }

    /// A connection past the store.
    pub fn file(&self) -> rusqlite::Result<Connection> {
        use std::fmt::Write as _;
        #[expect(clippy::disallowed_methods, reason = "a look past the store, to judge it")]
        let db = Connection::open_with_flags(
            self.folder.join(STATION_FILE),
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        let mut key = String::from("x'");
        for byte in self.raw_key {
            write!(key, "{byte:02x}").ok();
        }
        key.push('\'');
        db.pragma_update(None, "key", key)?;
        Ok(db)
    }

    /// The ids of all postings in the station's catalogue that are open on a day.
    pub fn postings(&self, today: Date) -> Result<std::collections::BTreeSet<i64>, Broken> {
        #[expect(clippy::disallowed_methods, reason = "a look past the store, to judge it")]
        let db = Connection::open_with_flags(
            self.folder.join(CATALOGUE_FILE),
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        );
        let read = db.and_then(|db| {
            let mut statement = db.prepare("SELECT id FROM posting WHERE valid_until >= ?1")?;
            statement.query_map([today.to_string()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()
        });
        read.map_err(|e| breaks!("the station's catalogue cannot be read: {e}"))
    }
}

/// The clock and the dice of one call.
pub struct Moment(Mutex<(Timestamp, Rng)>);

impl Moment {
    pub fn new(now: Timestamp, dice: &mut Rng) -> Self {
        Self(Mutex::new((now, dice.fork())))
    }
}

impl World for Moment {
    fn now(&self) -> Timestamp {
        self.0.lock().map_or(Timestamp::UNIX_EPOCH, |held| held.0)
    }

    fn random(&self, bytes: &mut [u8]) {
        if let Ok(mut held) = self.0.lock() {
            held.1.fill(bytes);
        }
    }
}

/// What surrounds a station while it acts.
pub struct Around<'a> {
    pub province: &'a RefCell<Province>,
    pub between: &'a RefCell<Between>,
    pub truth: &'a Cell<Timestamp>,
}

impl Desk {
    /// One step of the sync. Answers whether there is more to do at once.
    pub fn sync(&mut self, around: &Around<'_>, at_once: bool) -> Result<Option<Step>, Broken> {
        let truth = around.truth.get();
        if self.up(truth)?.is_none() {
            return Ok(None);
        }
        let now = Cell::new(self.now(truth));
        let started = now.get();
        let (disk, machine, defect) = (Rc::clone(&self.disk), self.machine.clone(), self.defect);
        let Some(running) = self.running.as_mut() else { return Ok(None) };
        // Another key of either side may count by now.
        if let Ok(Some(identity)) = running.station.identity() {
            running.identity = identity;
        }
        let wire = Wire {
            province: around.province,
            between: around.between,
            identity: &running.identity,
            machine,
            now: &now,
            set_right_s: running.correction,
            disk: &disk,
            defect,
            ahead_s: Cell::new(None),
            broken: RefCell::new(None),
        };
        let dice = RefCell::new(around.between.borrow_mut().dice.fork());
        let line = Line {
            transport: &wire,
            now: &|| now.get(),
            stopwatch: &|| Duration::ZERO,
            random: &|| dice.borrow_mut().u64(..),
        };
        let mut books = Crooked { station: &mut running.station, defect };
        let mut feed = Shelf { catalogue: &mut running.catalogue, intake: &mut running.intake, defect };
        let step = round::step(&mut books, &mut feed, &line, &mut running.pace, at_once);
        let ahead = wire.ahead_s.get();
        if let Some(broken) = wire.broken.into_inner() {
            return Err(broken);
        }
        let passed = now.get().duration_since(started);
        around.truth.set(around.truth.get().saturating_add(passed).unwrap_or(truth));
        if let Some(ahead) = ahead {
            // As `runtime::world::Machine` sets its clock right.
            let off = running.correction.saturating_add(ahead);
            running.correction = if off.abs() > 120 { off } else { 0 };
            let right =
                around.truth.get().saturating_add(SignedDuration::from_secs(self.clock_off + running.correction));
            if running.station.clock(right.unwrap_or(truth), off).is_err() {
                self.stop(Stop::InOrder);
            }
        }
        self.judge_step(step)
    }

    fn judge_step(&mut self, step: Result<Step, NotKept>) -> Result<Option<Step>, Broken> {
        match step {
            Ok(step) => Ok(Some(step)),
            Err(_) if self.is_ill() => {
                self.stop(Stop::InOrder);
                Ok(None)
            }
            Err(NotKept(why)) => Err(breaks!("a sound store could not do its part: {why}")),
        }
    }

    /// Changes the station's key, or goes on where that was left.
    pub fn change_key(&mut self, around: &Around<'_>, fresh: [u8; 32]) -> Result<bool, Broken> {
        let truth = around.truth.get();
        if self.up(truth)?.is_none() {
            return Ok(false);
        }
        let now = Cell::new(self.now(truth));
        let (disk, machine, defect) = (Rc::clone(&self.disk), self.machine.clone(), self.defect);
        let Some(running) = self.running.as_mut() else { return Ok(false) };
        let Ok(seed) = running.station.begin_key_change(&zeroize::Zeroizing::new(fresh)) else { return Ok(false) };
        let Ok(new) = SigningKey::from_seed(&*seed) else { return Ok(false) };
        if defect == Some(Defect::KeyTooEarly) {
            let _early = running.station.finish_key_change(now.get());
        }
        let change = KeyChange::new(running.identity.id, &new);
        let told = |identity: &Identity| {
            let wire = Wire {
                province: around.province,
                between: around.between,
                identity,
                machine: machine.clone(),
                now: &now,
                set_right_s: running.correction,
                disk: &disk,
                defect,
                ahead_s: Cell::new(None),
                broken: RefCell::new(None),
            };
            wire.change_key(&change)
        };
        let first = told(&running.identity);
        let as_new = Identity { signing_seed: seed.clone(), ..running.identity.clone() };
        let changed = match first {
            Err(fault) if fault.trouble == yizhan::domain::ledger::Trouble::NotEnrolled => told(&as_new),
            other => other,
        };
        if changed.is_ok() {
            let _tried_again = running.station.finish_key_change(now.get());
        }
        // With an older copy the station would have to be enrolled again, which is no part of the play.
        self.images.clear();
        around.province.borrow_mut().forget_copies();
        Ok(changed.is_ok())
    }

    /// An act of the one clerk.
    pub fn act<R>(
        &mut self,
        truth: Timestamp,
        dice: &mut Rng,
        act: impl FnOnce(&mut Running, &Act<'_>) -> Result<R, StoreError>,
    ) -> Result<Option<R>, Broken> {
        let mut random = [0; 10];
        dice.fill(&mut random);
        if self.up(truth)?.is_none() {
            return Ok(None);
        }
        let now = self.now(truth);
        let Some(running) = self.running.as_mut() else { return Ok(None) };
        let clerk = running.station.list_staff().ok().and_then(|mut staff| staff.pop());
        let done = clerk.map_or(Err(StoreError::NotFound("clerk")), |clerk| {
            act(running, &Act { by: Some(&clerk), now, today: day_of(now), random })
        });
        if done.as_ref().is_err_and(StoreError::is_of_the_disk) {
            // As the store thread does.
            self.stop(Stop::InOrder);
        }
        Ok(done.ok())
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
