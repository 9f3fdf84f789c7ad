//! The province: the platform's own rules and store over a played disk, with an operator who makes copies, puts old ones back,
//! rotates keys and shuts stations out.

use super::defect::Defect;
use super::disk::{Disk, Image, Lie};
use super::line::{Answer, Request};
use super::vfs::{self, Mounted};
use super::{Broken, breaks};
use jiff::{SignedDuration, Timestamp, civil::Date};
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use uuid::Uuid;
use yizhan_platform::core::postings::{PageWanted, StoredPage};
use yizhan_platform::core::storage::{Station, StorageError};
use yizhan_platform::core::trust::{Decision, NotAdmitted, Said, SignedBy};
use yizhan_platform::core::{NewPosting, Platform, Storage as _};
use yizhan_platform::storage::Store;
use yizhan_wire::signature::{SigningKey, created_of, tag_of, verify_request};
use yizhan_wire::suite::Suite;
use yizhan_wire::trust::{KeyChange, Succession, Tag};
use yizhan_wire::{Cursor, EntryId, NoticeId, NoticeMark, NoticeNo, Posting, PostingId, StationId, Upload, paths};

/// People that each played advert looks for.
pub const HEADCOUNT: u64 = 3;

/// An accepted entry, as it stands in the platform's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub number: i64,
    pub station: i64,
    pub seq: i64,
    pub kind: String,
    /// By the station's clock, in milliseconds.
    pub made_at: i64,
    pub subject: Uuid,
    pub hash: String,
    pub body: String,
}

/// The platform while it runs.
struct Running {
    store: Arc<Store>,
    platform: Platform,
}

pub struct Province {
    pub disk: Mounted,
    folder: PathBuf,
    running: Option<Running>,
    /// Secrets of its keys, in their order. They are kept elsewhere, and are not lost with the disk.
    seeds: Vec<[u8; 32]>,
    pub now: Timestamp,
    defect: Option<Defect>,
    /// With a planted defect: answered and not written yet.
    owed: Vec<(StationId, Upload)>,
    /// Copies of the file.
    copies: Vec<Image>,
    /// When a copy was put back last.
    restored_at: Option<Timestamp>,
    /// It was put back from a copy so often.
    pub restored: u32,
    pub shut_out: BTreeSet<StationId>,
    looker: RefCell<Option<Connection>>,
}

impl Province {
    /// An empty disk with a platform's key.
    #[must_use]
    pub fn new(folder: &Path, seed: u64, defect: Option<Defect>) -> Self {
        let disk: Mounted = Rc::new(RefCell::new(Disk::new(seed)));
        if defect == Some(Defect::PlatformLogNotSynced) {
            disk.borrow_mut().lie = Lie::Log;
        }
        vfs::mount(&folder.to_string_lossy(), &disk);
        Self {
            disk,
            folder: folder.to_owned(),
            running: None,
            seeds: vec![[1; 32]],
            now: super::BEGINNING,
            defect,
            owed: Vec::new(),
            copies: Vec::new(),
            restored_at: None,
            looker: RefCell::new(None),
            restored: 0,
            shut_out: BTreeSet::new(),
        }
    }

    /// The running platform; started where it does not run. `None` where the disk does not let it.
    fn up(&mut self) -> Result<Option<&Running>, Broken> {
        if self.disk.borrow().is_down() {
            return Ok(None);
        }
        if self.running.is_none() {
            let started = (|| -> Result<Running, Box<dyn std::error::Error>> {
                let store = Arc::new(Store::open(&self.folder)?);
                let later = self.seeds.iter().skip(1).map(|seed| SigningKey::from_seed(seed));
                let later = later.collect::<Result<Vec<_>, _>>()?;
                let first = SigningKey::from_seed(self.seeds.first().map_or(&[][..], |seed| seed.as_slice()))?;
                let known = store.successions()?.len();
                let later = later.into_iter().take(known).collect();
                let platform = Platform::start(Arc::<Store>::clone(&store), first)?.with_later_keys(later)?;
                Ok(Running { store, platform })
            })();
            match started {
                Ok(running) => self.running = Some(running),
                Err(_) if self.is_ill() => return Ok(None),
                Err(error) => return Err(breaks!("the platform does not start on a sound disk: {error}")),
            }
        }
        Ok(self.running.as_ref())
    }

    /// Whether its program runs.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        self.running.is_some()
    }

    fn is_ill(&self) -> bool {
        let disk = self.disk.borrow();
        disk.is_down() || disk.illness != super::disk::Illness::default()
    }

    /// The store, where it runs.
    pub fn store(&mut self) -> Result<Option<Arc<Store>>, Broken> {
        Ok(self.up()?.map(|running| Arc::clone(&running.store)))
    }

    /// The platform's programs end, in order or not.
    pub fn stop(&mut self, how: Stop) {
        if how == Stop::InOrder {
            self.looker.take();
        }
        how.end(&mut self.running, &self.disk);
        if how != Stop::InOrder {
            self.owed.clear();
        }
        self.looker.take();
    }

    /// What was left by a fuse that burnt down.
    pub fn recover(&mut self) {
        if self.disk.borrow().is_down() {
            self.stop(Stop::Power);
        }
    }

    /// An operator copies the file, in order.
    pub fn copy(&mut self) {
        self.stop(Stop::InOrder);
        if !self.is_ill() {
            self.copies.push(self.disk.borrow().image());
        }
    }

    /// The disk dies, and a copy takes its place. The operator's program notes that it is one.
    pub fn put_back(&mut self, which: usize) -> Result<bool, Broken> {
        // Nobody puts back two copies within the hour.
        if self.restored_at.is_some_and(|at| self.now.duration_since(at) < SignedDuration::from_hours(1)) {
            return Ok(false);
        }
        self.restored_at = Some(self.now);
        let Some(image) = self.copies.get(which).cloned() else { return Ok(false) };
        self.stop(Stop::InOrder);
        self.owed.clear();
        self.disk.borrow_mut().install(&image);
        self.restored += 1;
        yizhan_platform::storage::mark_restored(&self.folder.join("platform.db"), self.now, self.now)
            .map_err(|e| breaks!("a copy cannot be marked: {e}"))?;
        Ok(true)
    }

    /// A station has another key: whoever puts an older copy back has to enrol it again, which is no part of the play.
    pub fn forget_copies(&mut self) {
        self.copies.clear();
    }

    pub fn has_copies(&self) -> usize {
        self.copies.len()
    }

    /// The next key, announced by the one before; it signs from the next start on. A copy that was put back may know fewer keys
    /// than there are files of: then the next of those is announced again, as `key rotate` does.
    pub fn rotate_key(&mut self, fresh: [u8; 32]) -> Result<(), Broken> {
        let now = self.now;
        let Some(store) = self.store()? else { return Ok(()) };
        let Ok(known) = store.successions().map(|known| known.len()) else { return Ok(()) };
        let next = self.seeds.get(known + 1).copied().unwrap_or(fresh);
        let key = |seed: Option<&[u8; 32]>| SigningKey::from_seed(seed.map_or(&[][..], |seed| seed.as_slice()));
        let (Ok(old), Ok(new)) = (key(self.seeds.get(known)), key(Some(&next))) else { return Ok(()) };
        // The file of the key is there before it is announced.
        if self.seeds.len() == known + 1 {
            self.seeds.push(next);
        }
        let number = u32::try_from(known + 2).unwrap_or(u32::MAX);
        let _tried_again = store.add_succession(number, &Succession::announce(&old, &new, now));
        drop(store);
        self.stop(Stop::InOrder);
        Ok(())
    }

    /// Whether a file of a key lies there that the store does not know of.
    pub fn lacks_a_key(&mut self) -> Result<bool, Broken> {
        let files = self.seeds.len();
        let Some(store) = self.store()? else { return Ok(false) };
        Ok(store.successions().is_ok_and(|known| known.len() + 1 < files))
    }

    /// Shuts a station out, or lets it in again.
    pub fn decide(&mut self, station: StationId, decision: &Decision) -> Result<bool, Broken> {
        let now = self.now;
        let Some(store) = self.store()? else { return Ok(false) };
        let done = store.change_trust(station, &|before| decision.apply(before, now));
        let done = matches!(done, Ok(Some(_)));
        if done {
            match decision {
                Decision::Revoke { .. } => self.shut_out.insert(station),
                Decision::Readmit { .. } => self.shut_out.remove(&station),
            };
        }
        Ok(done)
    }

    /// Postings come in.
    pub fn advertise(&mut self, postings: &[NewPosting]) -> Result<(), Broken> {
        if let Some(store) = self.store()? {
            // On an ill disk they come another time.
            let _tried_again = store.put_postings(postings);
        }
        Ok(())
    }

    /// A posting ends.
    pub fn withdraw(&mut self, id: i64) -> Result<(), Broken> {
        if let Some(store) = self.store()? {
            let _tried_again = store.withdraw(PostingId(id));
        }
        Ok(())
    }

    /// A file that was carried here; what is carried back.
    pub fn carried(&mut self, file: &[u8], random: [u8; 32]) -> Result<Option<Vec<u8>>, Broken> {
        let now = self.now;
        let carried = self.up()?.map(|running| running.platform.carried(file, now, random));
        Ok(match carried {
            Some(Ok(carried)) => Some(carried.back),
            _ => None,
        })
    }

    /// Answers a request as the platform's HTTP does, without HTTP. `None`: no answer comes.
    pub fn answer(&mut self, request: &Request) -> Result<Option<Answer>, Broken> {
        let (now, defect) = (self.now, self.defect);
        let mut owed = Vec::new();
        let Some(running) = self.up()? else { return Ok(None) };
        let platform = &running.platform;
        let outcome = handle(platform, request, now, defect, &mut owed);
        let (status, body) = match outcome {
            Ok(body) => (200, body),
            Err(Problem(status, word)) => (status, format!("{{\"problem\":\"{word}\"}}").into_bytes()),
        };
        let tag = tag_of(&request.signed.signature_input).map(Tag::parse).unwrap_or_default();
        let believed = platform.believed(tag.believes.as_deref(), Some(request.station), Suite::default());
        let answer = believed.ok().map(|key| {
            let signed = platform.sign(&key, status, &body, &request.signed.signature, now);
            Answer { status, body, signed }
        });
        self.owed.append(&mut owed);
        if self.disk.borrow().is_down() { Ok(None) } else { Ok(answer) }
    }

    /// With a planted defect: what was answered is written now.
    pub fn pay(&mut self) -> Result<(), Broken> {
        let now = self.now;
        for (station, upload) in std::mem::take(&mut self.owed) {
            if let Some(running) = self.up()? {
                let _lost = running.platform.take_in(station, &upload, now);
            }
        }
        Ok(())
    }

    /// The file, read by nobody's rules.
    pub fn look(&self) -> Result<Connection, Broken> {
        #[expect(clippy::disallowed_methods, reason = "a look past the store, to judge it")]
        let db = Connection::open_with_flags(
            self.folder.join("platform.db"),
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        );
        db.map_err(|e| breaks!("the platform's file cannot be read: {e}"))
    }

    /// Every accepted entry, by station and id.
    pub fn accepted(&self) -> Result<BTreeMap<EntryId, Vec<Accepted>>, Broken> {
        self.disk.borrow_mut().looked_at = true;
        let read = (|| -> Result<_, Box<dyn std::error::Error>> {
            let mut looker = self.looker.borrow_mut();
            let db = match &mut *looker {
                Some(db) => db,
                none => none.insert(self.look().map_err(|e| e.0)?),
            };
            let mut all: BTreeMap<EntryId, Vec<Accepted>> = BTreeMap::new();
            let mut rows = db.prepare(
                "SELECT number, station, seq, kind, subject, hash, body, id, made_at FROM entry ORDER BY number",
            )?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                let id = EntryId(Uuid::from_bytes(row.get(7)?));
                all.entry(id).or_default().push(Accepted {
                    number: row.get(0)?,
                    station: row.get(1)?,
                    seq: row.get(2)?,
                    kind: row.get(3)?,
                    made_at: row.get(8)?,
                    subject: Uuid::from_bytes(row.get(4)?),
                    hash: row.get(5)?,
                    body: row.get(6)?,
                });
            }
            Ok(all)
        })();
        self.disk.borrow_mut().looked_at = false;
        read.map_err(|e| breaks!("the platform's entries cannot be read: {e}"))
    }

    /// The ids of all open postings, and for each day job and day how many seats are held by the platform's book.
    pub fn open_postings(&self, today: Date) -> Result<BTreeSet<i64>, Broken> {
        let db = self.look()?;
        let sql = "SELECT id FROM posting WHERE state = 'open' AND valid_until >= ?1";
        let ids = db.prepare(sql).and_then(|mut statement| {
            statement.query_map([today.to_string()], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<i64>>>()
        });
        ids.map_err(|e| breaks!("the platform's postings cannot be read: {e}"))
    }

    /// Seats that people hold by the platform's book, and how many there are, by posting and day.
    pub fn seats(&self) -> Result<Vec<(i64, String, i64, i64)>, Broken> {
        let db = self.look()?;
        let sql = "SELECT seat.posting, day_on, count(*), max(1, coalesce(max(posting.whole ->> '$.headcount'), 1))
                   FROM seat JOIN posting ON posting.id = seat.posting WHERE seat.state <> 'given_back'
                   GROUP BY seat.posting, day_on";
        let seats = db.prepare(sql).and_then(|mut statement| {
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        seats.map_err(|e| breaks!("the platform's seats cannot be read: {e}"))
    }
}

/// How a program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    InOrder,
    Killed,
    Power,
}

impl Stop {
    /// Ends a program on its disk: what is killed closes no file in order any more, and power goes behind it.
    pub fn end<R>(self, running: &mut Option<R>, disk: &RefCell<Disk>) {
        if self != Self::InOrder {
            disk.borrow_mut().kill();
        }
        *running = None;
        if self == Self::Power {
            disk.borrow_mut().cut_power();
        }
    }
}

struct Problem(u16, &'static str);

impl From<StorageError> for Problem {
    fn from(_: StorageError) -> Self {
        Self(500, "trouble")
    }
}

impl From<NotAdmitted> for Problem {
    fn from(why: NotAdmitted) -> Self {
        match why {
            NotAdmitted::Revoked => Self(403, "revoked"),
            NotAdmitted::Parked => Self(403, "parked"),
            NotAdmitted::OtherMachine => Self(403, "other_machine"),
        }
    }
}

fn handle(
    platform: &Platform,
    request: &Request,
    now: Timestamp,
    defect: Option<Defect>,
    owed: &mut Vec<(StationId, Upload)>,
) -> Result<Vec<u8>, Problem> {
    let station = platform.station(request.station)?.ok_or(Problem(401, "unknown_station"))?;
    let signed_by = believe(platform, request, &station, now)?;
    match request.path.as_str() {
        paths::ENTRIES => {
            let upload: Upload = read(&request.body)?;
            if defect == Some(Defect::AnsweredBeforeCommit) {
                owed.push((station.id, upload.clone()));
                return write(&taken_blindly(&station, &upload));
            }
            write(&platform.take_in(station.id, &upload, now)?)
        }
        paths::CHANGES => {
            let wanted = PageWanted {
                asker: station.id,
                after: Cursor(request.number("after")),
                limit: request.limit(),
                ahead: usize::try_from(request.number("ahead")).unwrap_or(0),
            };
            let page = platform.page(wanted, now)?;
            let tag = tag_of(&request.signed.signature_input).map(Tag::parse).unwrap_or_default();
            let believed = platform.believed(tag.believes.as_deref(), Some(station.id), Suite::default())?;
            write(&StoredPage { keys: platform.announced(&believed), ..page })
        }
        paths::NOTICES => {
            let id = request.value("id").and_then(|id| Uuid::parse_str(id).ok()).map(NoticeId);
            let mark = NoticeMark { seq: NoticeNo(request.number("after")), id };
            write(&platform.notices(station.id, mark, request.limit())?)
        }
        paths::KEYS => {
            let change: KeyChange = read(&request.body)?;
            let changed = platform.change_key(&station, signed_by, &change, now)?;
            write(&changed.map_err(|_| Problem(401, "not_signed"))?)
        }
        _ => Err(Problem(404, "not_found")),
    }
}

fn taken_blindly(station: &Station, upload: &Upload) -> yizhan_wire::Answers {
    use yizhan_wire::{Answer, Answers, Outcome, ReceiptNo};
    let taken = |entry: &yizhan_wire::Entry| Answer {
        id: entry.id,
        outcome: Outcome::Accepted { receipt: ReceiptNo::of(station.id, entry.seq) },
    };
    let seen_to = upload.entries.iter().map(|entry| entry.seq).max().unwrap_or_default();
    Answers { answers: upload.entries.iter().map(taken).collect(), seen_to, ..Answers::default() }
}

fn believe(platform: &Platform, request: &Request, station: &Station, now: Timestamp) -> Result<SignedBy, Problem> {
    let trust = platform.trust(station.id)?;
    let parts = request.parts();
    let by = |key| verify_request(key, &parts, &request.signed);
    let signed_by = match (by(&station.key), trust.old_key_at(now)) {
        (Ok(()), _) => SignedBy::Present,
        (Err(_), Some(old)) if by(old).is_ok() => SignedBy::Old,
        _ => return Err(Problem(401, "not_signed")),
    };
    let tag = tag_of(&request.signed.signature_input).map(Tag::parse).unwrap_or_default();
    let created = created_of(&request.signed.signature_input);
    let said = Said { machine: tag.machine, created, set_right_s: tag.set_right_s };
    platform.admit(station.id, &trust, &said, now)??;
    Ok(signed_by)
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|_| Problem(400, "unreadable"))
}

fn write(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|_| Problem(500, "trouble"))
}

/// An advert of the played province.
#[must_use]
pub fn advert(number: u32, day_job: bool, from: Date) -> NewPosting {
    let until = from.saturating_add(SignedDuration::from_hours(24 * 60));
    let posting = serde_json::json!({
        "id": 0, "title": format!("测试岗位{number}"), "employer": "测试公司", "job_kind": "cleaner",
        "work_form": if day_job { "day_job" } else { "full_time" }, "wage": {}, "headcount": HEADCOUNT, "tasks": "打扫",
        "source": { "name": "测试", "kind": "public" }, "posted_on": from, "valid_until": until,
    });
    let posting: Posting = serde_json::from_value(posting).unwrap_or_else(|e| unreachable!("our own advert: {e}"));
    NewPosting { posting, external_key: format!("played:{number}"), fingerprint: None }
}
