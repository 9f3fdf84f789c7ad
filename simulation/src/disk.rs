//! A disk in memory: what the system shows of its files, and what is left of them when the power goes. Between the two lies
//! everything that was written and not yet synced: at a power cut each sector of it is there or not, as the dice say.

use fastrand::Rng;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a drive writes whole or not at all.
const SECTOR: usize = 512;

/// The files of a folder, by name.
pub type Image = BTreeMap<String, Vec<u8>>;

/// Why the disk did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No room is left.
    Full,
    /// The drive says that it failed.
    Failed,
    /// There is no power, or the process that had the file open is dead.
    Gone,
}

/// How ill the drive is: of 10,000 calls so many fail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Illness {
    pub full: bool,
    /// The system gives it to be read only, as Linux does with a file system that has failed.
    pub read_only: bool,
    pub writes: u32,
    pub syncs: u32,
    pub reads: u32,
}

/// Which syncs a drive with a planted defect only claims to have done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lie {
    #[default]
    None,
    /// Those of the log.
    Log,
    /// Those of the file itself, before the log is emptied.
    File,
}

enum Change {
    Write(usize, Vec<u8>),
    Cut(usize),
}

impl Change {
    fn apply(&self, file: &mut Vec<u8>) {
        match self {
            Self::Write(at, bytes) => put(file, *at, bytes),
            Self::Cut(length) => file.resize(*length, 0),
        }
    }
}

fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    if let Some(place) = file.get_mut(at..end) {
        place.copy_from_slice(bytes);
    }
}

/// One file.
#[derive(Default)]
struct Content {
    now: Vec<u8>,
    synced: Vec<u8>,
    since: Vec<Change>,
    /// Its name is on the disk, too.
    named: bool,
    locks: Vec<(u64, i32)>,
    memory: Rc<super::vfs::Shared>,
}

/// A machine's disk.
pub struct Disk {
    files: BTreeMap<String, Content>,
    /// Deleted, but only in the system's memory.
    ghosts: Image,
    /// Counts lives of the machine's processes: who opened a file in an earlier one does nothing any more.
    life: u64,
    down: bool,
    /// The power goes after so many writes and syncs.
    fuse: Option<u32>,
    pub illness: Illness,
    /// While somebody only looks, nothing fails.
    pub looked_at: bool,
    pub lie: Lie,
    dice: Rng,
    next: u64,
}

impl Disk {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            files: BTreeMap::new(),
            ghosts: Image::new(),
            life: 0,
            down: false,
            fuse: None,
            illness: Illness::default(),
            looked_at: false,
            lie: Lie::None,
            dice: Rng::with_seed(seed),
            next: 0,
        }
    }

    /// A new disk, sound, with an image on it, synced.
    pub fn install(&mut self, image: &Image) {
        self.life += 1;
        (self.down, self.fuse, self.illness) = (false, None, Illness::default());
        self.ghosts.clear();
        self.files = image
            .iter()
            .map(|(name, bytes)| {
                let content = Content { now: bytes.clone(), synced: bytes.clone(), named: true, ..Content::default() };
                (name.clone(), content)
            })
            .collect();
    }

    /// What the system shows of it.
    #[must_use]
    pub fn image(&self) -> Image {
        self.files.iter().map(|(name, file)| (name.clone(), file.now.clone())).collect()
    }

    /// What the system shows of one file.
    #[must_use]
    pub fn shown(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(|file| file.now.as_slice())
    }

    /// Whether there is no power.
    #[must_use]
    pub const fn is_down(&self) -> bool {
        self.down
    }

    /// The power goes after so many more writes and syncs.
    pub const fn light_fuse(&mut self, after: u32) {
        self.fuse = Some(after);
    }

    /// The process is killed: what it wrote is still in the system's memory.
    pub fn kill(&mut self) {
        self.life += 1;
        self.fuse = None;
        for file in self.files.values_mut() {
            file.locks.clear();
            file.memory = Rc::default();
        }
    }

    /// The power goes, or has gone; and comes back.
    pub fn cut_power(&mut self) {
        self.kill();
        self.down = false;
        let dice = &mut self.dice;
        self.files.retain(|_, file| {
            if !file.named && dice.bool() {
                return false;
            }
            survive(file, dice);
            file.named = true;
            true
        });
        for (name, bytes) in std::mem::take(&mut self.ghosts) {
            if !self.files.contains_key(&name) && self.dice.bool() {
                let content = Content { now: bytes.clone(), synced: bytes, named: true, ..Content::default() };
                self.files.insert(name, content);
            }
        }
    }

    fn ask(&mut self, life: u64, of_ten_thousand: u32) -> Result<(), Fault> {
        if self.down || life != self.life {
            return Err(Fault::Gone);
        }
        let fails = !self.looked_at && of_ten_thousand > 0 && self.dice.u32(..10_000) < of_ten_thousand;
        if fails { Err(Fault::Failed) } else { Ok(()) }
    }

    /// Whether nothing may be written.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        self.illness.read_only && !self.looked_at
    }

    /// Whether the power goes with this call.
    fn burn(&mut self) -> bool {
        match &mut self.fuse {
            Some(0) => {
                self.fuse = None;
                self.down = true;
                true
            }
            Some(left) => {
                *left -= 1;
                false
            }
            None => false,
        }
    }

    /// Opens a file for the machine's present process; answers its life and a number for the opening.
    pub fn open(&mut self, name: &str, create: bool) -> Result<(u64, u64), Fault> {
        self.ask(self.life, 0)?;
        if !self.files.contains_key(name) {
            if !create || self.is_read_only() {
                return Err(Fault::Failed);
            }
            self.files.insert(name.to_owned(), Content::default());
        }
        self.next += 1;
        Ok((self.life, self.next))
    }

    #[must_use]
    pub fn is_there(&self, name: &str) -> bool {
        !self.down && self.files.get(name).is_some_and(|file| !file.now.is_empty())
    }

    pub fn delete(&mut self, name: &str, synced: bool) -> Result<(), Fault> {
        self.ask(self.life, 0)?;
        if self.is_read_only() {
            return Err(Fault::Failed);
        }
        if self.burn() {
            return Err(Fault::Gone);
        }
        if let Some(file) = self.files.remove(name)
            && !synced
            && file.named
        {
            self.ghosts.insert(name.to_owned(), file.synced);
        }
        Ok(())
    }

    pub fn read(&mut self, (life, name): (u64, &str), at: usize, into: &mut [u8]) -> Result<usize, Fault> {
        self.ask(life, self.illness.reads)?;
        let file = self.files.get(name).ok_or(Fault::Failed)?;
        let there = file.now.get(at..).unwrap_or_default();
        let length = there.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..length), there.get(..length)) {
            to.copy_from_slice(from);
        }
        if let Some(rest) = into.get_mut(length..) {
            rest.fill(0);
        }
        Ok(length)
    }

    pub fn write(&mut self, (life, name): (u64, &str), at: usize, bytes: &[u8]) -> Result<(), Fault> {
        self.ask(life, self.illness.writes)?;
        if self.is_read_only() {
            return Err(Fault::Failed);
        }
        let full = self.illness.full && !self.looked_at;
        let gone = self.burn();
        let file = self.files.get_mut(name).ok_or(Fault::Failed)?;
        if full && at + bytes.len() > file.now.len() {
            return Err(Fault::Full);
        }
        put(&mut file.now, at, bytes);
        file.since.push(Change::Write(at, bytes.to_vec()));
        if gone { Err(Fault::Gone) } else { Ok(()) }
    }

    pub fn cut(&mut self, (life, name): (u64, &str), length: usize) -> Result<(), Fault> {
        self.ask(life, self.illness.writes)?;
        if self.is_read_only() {
            return Err(Fault::Failed);
        }
        let gone = self.burn();
        let file = self.files.get_mut(name).ok_or(Fault::Failed)?;
        file.now.resize(length, 0);
        file.since.push(Change::Cut(length));
        if gone { Err(Fault::Gone) } else { Ok(()) }
    }

    pub fn sync(&mut self, (life, name): (u64, &str)) -> Result<(), Fault> {
        let ill = self.ask(life, self.illness.syncs);
        if self.burn() {
            return Err(Fault::Gone);
        }
        let is_log = name.ends_with("-wal");
        let file = self.files.get_mut(name).ok_or(Fault::Failed)?;
        if let Err(fault) = ill {
            // As Linux does: what could not be written is taken for written, and no later sync tries it again.
            if fault == Fault::Failed {
                let dice = &mut self.dice;
                file.since.retain(|_| dice.bool());
            }
            return Err(fault);
        }
        if (self.lie == Lie::Log && is_log) || (self.lie == Lie::File && !is_log) {
            return Ok(());
        }
        for change in file.since.drain(..) {
            change.apply(&mut file.synced);
        }
        file.named = true;
        if is_log || name.ends_with("-journal") {
            // SQLite syncs the folder with a new log, and with it every name in it.
            self.files.values_mut().for_each(|file| file.named = true);
            self.ghosts.clear();
        }
        Ok(())
    }

    pub fn size(&mut self, (life, name): (u64, &str)) -> Result<usize, Fault> {
        self.ask(life, 0)?;
        Ok(self.files.get(name).ok_or(Fault::Failed)?.now.len())
    }

    /// The memory that openers of a file share.
    pub fn memory(&mut self, (life, name): (u64, &str)) -> Result<Rc<super::vfs::Shared>, Fault> {
        self.ask(life, 0)?;
        Ok(Rc::clone(&self.files.get(name).ok_or(Fault::Failed)?.memory))
    }

    /// The next opener begins with fresh memory.
    pub fn forget_memory(&mut self, (life, name): (u64, &str)) {
        if life == self.life
            && let Some(file) = self.files.get_mut(name)
        {
            file.memory = Rc::default();
        }
    }

    /// SQLite's locks of a whole file: 1 shared, 2 reserved, 3 pending, 4 exclusive. False: somebody else has it.
    pub fn lock(&mut self, (life, name): (u64, &str), opener: u64, level: i32) -> Result<bool, Fault> {
        self.ask(life, 0)?;
        let file = self.files.get_mut(name).ok_or(Fault::Failed)?;
        let others = file.locks.iter().filter(|(who, _)| *who != opener).map(|(_, level)| *level).max().unwrap_or(0);
        let free = match level {
            1 => others < 3,
            2 | 3 => others < 2,
            _ => others < 1,
        };
        if free {
            file.locks.retain(|(who, _)| *who != opener);
            file.locks.push((opener, level));
        }
        Ok(free)
    }

    pub fn unlock(&mut self, (life, name): (u64, &str), opener: u64, level: i32) {
        if life != self.life {
            return;
        }
        if let Some(file) = self.files.get_mut(name) {
            file.locks.retain(|(who, _)| *who != opener);
            if level > 0 {
                file.locks.push((opener, level));
            }
        }
    }

    #[must_use]
    pub fn is_reserved(&self, name: &str) -> bool {
        self.files.get(name).is_some_and(|file| file.locks.iter().any(|(_, level)| *level >= 2))
    }
}

/// What is left of a file when the power goes.
fn survive(file: &mut Content, dice: &mut Rng) {
    let since = std::mem::take(&mut file.since);
    match dice.u8(..4) {
        0 => {}
        1 => since.iter().for_each(|change| change.apply(&mut file.synced)),
        2 => {
            let whole = dice.usize(..=since.len());
            since.iter().take(whole).for_each(|change| change.apply(&mut file.synced));
            if let Some(torn) = since.get(whole) {
                tear(torn, &mut file.synced, dice);
            }
        }
        _ => since.iter().for_each(|change| tear(change, &mut file.synced, dice)),
    }
    file.now.clone_from(&file.synced);
}

/// Each sector by itself.
fn tear(change: &Change, file: &mut Vec<u8>, dice: &mut Rng) {
    match change {
        Change::Write(at, bytes) => {
            for (number, sector) in bytes.chunks(SECTOR).enumerate() {
                if dice.bool() {
                    put(file, at + number * SECTOR, sector);
                }
            }
        }
        Change::Cut(_) if dice.bool() => {}
        Change::Cut(_) => change.apply(file),
    }
}
