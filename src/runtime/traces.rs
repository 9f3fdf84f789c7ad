//! A look for what a visitor leaves behind, after she has gone: what she typed or her card said is looked for in everything that this
//! process may write in, and in every file that was written since. What is told of it says where, and never what.
//!
//! What is looked for must not be found in the looking itself: a word is kept as its first bytes, by which places are found at once,
//! and as the bytes behind them, turned over.

use super::machine::clear_stack;
use super::world::SharedWorld;
use crate::store::CATALOGUE_FILE;
use aho_corasick::AhoCorasick;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};
use zeroize::Zeroize as _;

/// So many bytes of a word stand as they are. Six digits of a number, or two hanzi, name nobody.
const HEAD: usize = 6;
/// Shorter words stand in dictionaries and adverts as well: names of two hanzi, a wage, a trade.
const SHORTEST: usize = 9;
/// Of a long text so many characters tell it apart.
const LONGEST: usize = 24;
/// How many words one visit is looked for by.
const MOST: usize = 24;
const TURN: u8 = 0xA5;
/// How much is looked at at once, and how much of it once more with what follows.
const PIECE: usize = 1 << 20;
const OVERLAP: usize = LONGEST * 4;
/// A file that is written after the visit began may have been made a moment before by a coarse clock.
const COARSE: Duration = Duration::from_secs(2);
/// Folders below the data folder are looked into so deep; of the folder for temporary files only the files, since others have folders there.
const DEEP: usize = 3;
/// What the looks found, in the data folder.
pub const TOLD: &str = "traces.json";

/// What one visitor is looked for by.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Needles(Vec<Needle>);

#[derive(Clone, PartialEq, Eq)]
struct Needle {
    head: Vec<u8>,
    rest: Vec<u8>,
    /// A catalogue may have it too: adverts name people and their telephones.
    public: bool,
}

impl Drop for Needle {
    fn drop(&mut self) {
        self.head.zeroize();
        self.rest.zeroize();
    }
}

/// Never what is looked for.
impl std::fmt::Debug for Needles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Needles({})", self.0.len())
    }
}

impl Needle {
    fn of(mut bytes: Vec<u8>, public: bool) -> Self {
        let head = bytes.iter().take(HEAD).copied().collect();
        let rest = bytes.iter().skip(HEAD).map(|byte| byte ^ TURN).collect();
        bytes.zeroize();
        Self { head, rest, public }
    }

    /// Whether it stands in full where its head was found.
    fn goes_on(&self, behind: &[u8]) -> bool {
        behind.len() >= self.rest.len() && behind.iter().zip(&self.rest).all(|(byte, turned)| byte ^ TURN == *turned)
    }
}

impl Needles {
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Looks for this as well, in the ways in which a program writes words: as UTF-8, and as letters of two and of four bytes. What is
    /// too short to be hers alone is left out.
    pub fn add(&mut self, said: &str, public: bool) {
        let said = said.trim();
        if said.len() < SHORTEST || self.0.len() >= MOST * 3 {
            return;
        }
        let letters = || said.chars().take(LONGEST);
        let utf8: Vec<u8> = letters().collect::<String>().into_bytes();
        let two = letters().collect::<String>().encode_utf16().flat_map(u16::to_le_bytes).collect();
        let four = letters().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        for needle in [utf8, two, four].map(|bytes| Needle::of(bytes, public)) {
            if !self.0.contains(&needle) {
                self.0.push(needle);
            }
        }
    }

    /// Finds heads fast; `None` where there is nothing to find.
    fn searcher(&self) -> Option<AhoCorasick> {
        let heads: BTreeSet<&[u8]> = self.0.iter().map(|needle| needle.head.as_slice()).collect();
        if heads.is_empty() { None } else { AhoCorasick::new(heads).ok() }
    }

    /// Whether one that counts stands in some bytes.
    fn stand_in(&self, searcher: &AhoCorasick, bytes: &[u8], is_hers: &dyn Fn(&Needle) -> bool) -> bool {
        let mut from = 0;
        while let Some(found) = bytes.get(from..).and_then(|rest| searcher.find(rest)) {
            let at = from + found.start();
            let here = bytes.get(at..).unwrap_or_default();
            let stands = |needle: &&Needle| {
                here.strip_prefix(needle.head.as_slice()).is_some_and(|behind| needle.goes_on(behind))
            };
            if self.0.iter().filter(stands).any(is_hers) {
                return true;
            }
            from = at + 1;
        }
        false
    }
}

/// Where something was found.
pub type Places = BTreeSet<String>;

/// What has been looked at so far, and what was found last; nothing of anybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// Visits after which nothing was found.
    pub clean: u64,
    /// Visits after which the next one began before the look had come to an end.
    pub broken_off: u64,
    /// Visits after which something was found, at last when and where.
    pub traces: u64,
    pub last_traces: Option<Timestamp>,
    pub places: Places,
    /// The last look that came to an end.
    pub looked_at: Option<Timestamp>,
}

impl Told {
    #[must_use]
    pub fn of(data: &Path) -> Self {
        let text = fs::read_to_string(data.join(TOLD)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub fn keep(&self, data: &Path) -> io::Result<()> {
        let (half, whole) = (data.join("traces.part"), data.join(TOLD));
        fs::write(&half, serde_json::to_vec(self).map_err(io::Error::other)?)?;
        fs::rename(half, whole)
    }

    /// Takes the end of a look in.
    pub fn take(&mut self, found: Places, now: Timestamp) {
        self.looked_at = Some(now);
        if found.is_empty() {
            self.clean += 1;
            return;
        }
        self.traces += 1;
        (self.last_traces, self.places) = (Some(now), found);
    }
}

/// Looks for them everywhere: in this process, and in what was written since then in these folders, and so deep below them.
///
/// # Errors
/// Where this process may not read itself.
pub fn look(needles: &Needles, folders: &[(&Path, usize)], since: SystemTime) -> io::Result<Places> {
    let Some(searcher) = needles.searcher() else { return Ok(Places::new()) };
    let mut buffer = vec![0; PIECE];
    let mut places = Places::new();
    let published = OnceCell::new();
    let known = |needle: &Needle| {
        needle.public && published.get_or_init(|| published_in(needles, &searcher, folders)).contains(needle)
    };
    for (folder, deep) in folders {
        in_files(&Look { needles, searcher: &searcher, since }, folder, *deep, &mut buffer, &mut places);
    }
    in_memory(needles, &searcher, &mut buffer, &|needle| !known(needle), &mut places)?;
    buffer.zeroize();
    Ok(places)
}

/// Which of them adverts say; asked at most once a look, and only where one was found in memory, where adverts are as well.
fn published_in(needles: &Needles, searcher: &AhoCorasick, folders: &[(&Path, usize)]) -> Vec<Needle> {
    let said = RefCell::new(Vec::new());
    let note = |needle: &Needle| {
        if needle.public && !said.borrow().contains(needle) {
            said.borrow_mut().push(needle.clone());
        }
        false
    };
    let mut buffer = vec![0; PIECE];
    for (folder, _) in folders {
        let Ok(mut file) = File::open(folder.join(CATALOGUE_FILE)) else { continue };
        pieces(&mut buffer, |room| file.read(room), |bytes| needles.stand_in(searcher, bytes, &note));
    }
    said.into_inner()
}

struct Look<'a> {
    needles: &'a Needles,
    searcher: &'a AhoCorasick,
    since: SystemTime,
}

/// Reads on behind a look's pieces: what lies across two of them is seen whole once.
fn pieces(
    buffer: &mut [u8],
    mut read: impl FnMut(&mut [u8]) -> io::Result<usize>,
    mut stands: impl FnMut(&[u8]) -> bool,
) -> bool {
    let mut kept = 0;
    loop {
        let Some(room) = buffer.get_mut(kept..) else { return false };
        let Ok(came @ 1..) = read(room) else { return false };
        let full = kept + came;
        if stands(buffer.get(..full).unwrap_or_default()) {
            return true;
        }
        kept = full.min(OVERLAP);
        buffer.copy_within(full - kept..full, 0);
    }
}

fn in_files(look: &Look<'_>, folder: &Path, deep: usize, buffer: &mut [u8], places: &mut Places) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && deep > 0 {
            in_files(look, &entry.path(), deep - 1, buffer, places);
        }
        let written = entry.metadata().and_then(|about| about.modified());
        if !kind.is_file() || written.is_ok_and(|at| at + COARSE < look.since) {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        // Adverts come while somebody is there, and name people and telephones.
        let is_catalogue = name.starts_with(CATALOGUE_FILE);
        let Ok(mut file) = File::open(entry.path()) else { continue };
        let stands =
            |bytes: &[u8]| look.needles.stand_in(look.searcher, bytes, &|needle| !(is_catalogue && needle.public));
        if pieces(buffer, |room| file.read(room), stands) {
            // A file that is named after somebody would say who it was.
            let plain = name.chars().all(|c| c.is_ascii_lowercase() || ".-_".contains(c));
            places.insert(if plain { name } else { "a file".to_owned() });
        }
    }
}

/// What this process may write in, but for the buffer into which it is read.
fn in_memory(
    needles: &Needles,
    searcher: &AhoCorasick,
    buffer: &mut [u8],
    is_hers: &dyn Fn(&Needle) -> bool,
    places: &mut Places,
) -> io::Result<()> {
    let memory = File::open("/proc/self/mem")?;
    let own = buffer.as_ptr().addr() as u64;
    let own = own..own + buffer.len() as u64;
    for line in fs::read_to_string("/proc/self/maps")?.lines() {
        let mut fields = line.split_ascii_whitespace();
        let (Some(range), Some(rights)) = (fields.next(), fields.next()) else { continue };
        let Some((from, to)) = range.split_once('-').filter(|_| rights.starts_with("rw")) else { continue };
        let (Ok(from), Ok(to)) = (u64::from_str_radix(from, 16), u64::from_str_radix(to, 16)) else { continue };
        // The buffer lies in one of them, which is looked at before and behind it.
        let apart = own.end <= from || own.start >= to;
        let parts = if apart { [(from, to), (to, to)] } else { [(from, own.start.max(from)), (own.end.min(to), to)] };
        for (mut at, end) in parts {
            let read = |room: &mut [u8]| {
                let most = room.len().min(usize::try_from(end.saturating_sub(at)).unwrap_or(0));
                let came = memory.read_at(room.get_mut(..most).unwrap_or_default(), at)?;
                at += came as u64;
                Ok(came)
            };
            if pieces(buffer, read, |bytes| needles.stand_in(searcher, bytes, is_hers)) {
                places.insert("memory".to_owned());
            }
        }
    }
    Ok(())
}

/// How long after somebody has gone it is looked for her. What she did may be on its way just then, or in a page that is let go of soon:
/// what was found once is looked for again, and only what stays is told.
const TRIES: [Duration; 4] =
    [Duration::from_secs(2), Duration::from_secs(15), Duration::from_mins(1), Duration::from_mins(4)];

/// Looks for each visitor after she has gone.
pub struct Seeker {
    data: PathBuf,
    world: SharedWorld,
    begun: Option<Begun>,
}

struct Begun {
    needles: Needles,
    since: SystemTime,
    at: Instant,
    tried: usize,
}

impl Seeker {
    #[must_use]
    pub fn of(data: &Path, world: SharedWorld) -> Self {
        Self { data: data.to_owned(), world, begun: None }
    }

    /// Somebody has gone after so long, and is to be looked for; nothing to look for: somebody else is there.
    pub fn begin(&mut self, needles: Needles, lasted: Duration) {
        if self.begun.take().is_some() {
            self.tell(|told, _| told.broken_off += 1);
        }
        if !needles.is_empty() {
            #[expect(clippy::disallowed_methods, reason = "files bear the time of the system, not that of the station")]
            let since = SystemTime::now().checked_sub(lasted).unwrap_or(SystemTime::UNIX_EPOCH);
            self.begun = Some(Begun { needles, since, at: Instant::now(), tried: 0 });
        }
    }

    /// How long until it looks; `None` where it has nothing to look for.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        let begun = self.begun.as_ref()?;
        Some(TRIES.get(begun.tried)?.saturating_sub(begun.at.elapsed()))
    }

    /// Looks, where it is time.
    pub fn step(&mut self) {
        if self.wait() != Some(Duration::ZERO) {
            return;
        }
        let Some(begun) = &mut self.begun else { return };
        begun.tried += 1;
        let last = begun.tried == TRIES.len();
        let found =
            look(&begun.needles, &[(self.data.as_path(), DEEP), (std::env::temp_dir().as_path(), 0)], begun.since);
        clear_stack();
        match found {
            Ok(places) if places.is_empty() || last => {
                self.begun = None;
                if places.is_empty() {
                    tracing::info!("nothing of the visitor who has gone is left");
                } else {
                    tracing::error!(?places, "something of the visitor who has gone is left");
                }
                self.tell(|told, now| told.take(places, now));
            }
            Ok(_) => {}
            Err(error) => {
                self.begun = None;
                tracing::warn!(%error, "what visitors leave behind cannot be looked for");
            }
        }
    }

    fn tell(&self, change: impl FnOnce(&mut Told, Timestamp)) {
        let mut told = Told::of(&self.data);
        change(&mut told, self.world.now());
        if let Err(error) = told.keep(&self.data) {
            tracing::warn!(%error, "what was found of visitors cannot be noted");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that stands nowhere but in what a test makes of it.
    fn number(seed: u64) -> String {
        let mut dice = fastrand::Rng::with_seed(seed);
        (0..18).map(|_| char::from(b'0' + dice.u8(..10))).collect()
    }

    fn needles(seed: u64) -> Needles {
        let mut needles = Needles::default();
        needles.add(&number(seed), false);
        needles
    }

    fn places(seed: u64, folder: &Path) -> Vec<String> {
        look(&needles(seed), &[(folder, DEEP)], SystemTime::UNIX_EPOCH).unwrap().into_iter().collect()
    }

    #[test]
    fn a_word_that_is_left_in_memory_is_found_in_whichever_letters_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let utf32: Vec<u8> = number(1).chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        for left in [number(1).into_bytes(), utf32] {
            let left = std::hint::black_box(left);
            assert_eq!(places(1, folder.path()), ["memory"]);
            drop(left);
        }
    }

    #[test]
    fn a_word_that_is_left_in_a_file_is_found_across_pieces_and_in_no_file_that_is_older_than_the_visit() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("spool.tmp");
        let mut bytes = vec![b'x'; PIECE - 7];
        bytes.extend(number(2).as_bytes());
        bytes.extend(vec![b'y'; 3 * PIECE]);
        fs::write(&file, bytes).unwrap();
        assert!(places(2, folder.path()).contains(&"spool.tmp".to_owned()));
        let later = fs::metadata(&file).unwrap().modified().unwrap() + Duration::from_mins(1);
        let found = look(&needles(2), &[(folder.path(), DEEP)], later).unwrap();
        assert!(!found.contains("spool.tmp"), "{found:?}");
    }

    #[test]
    fn a_name_that_adverts_bear_is_no_trace_in_the_catalogue_and_a_number_of_a_document_is() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(CATALOGUE_FILE), format!("测试欧阳娜 {}", number(3))).unwrap();
        let mut public = Needles::default();
        public.add("测试欧阳娜", true);
        let look = |needles: &Needles| look(needles, &[(folder.path(), DEEP)], SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(look(&public), Places::new());
        assert!(look(&needles(3)).contains(CATALOGUE_FILE));
        let (said, unsaid) = ("测试欧阳娜".to_owned(), "测试司马光".to_owned());
        assert_eq!(look(&public), Places::new(), "an advert that is shown is no trace");
        let mut other = Needles::default();
        other.add(&unsaid, true);
        assert!(look(&other).contains("memory"), "a name that no advert says is one");
        drop(std::hint::black_box((said, unsaid)));
    }

    #[test]
    fn canary_what_is_looked_for_is_not_found_in_the_looking_and_never_printed() {
        let needles = needles(4);
        assert_eq!(format!("{needles:?}"), "Needles(3)");
        let all: Vec<u8> =
            needles.0.iter().flat_map(|needle| [needle.head.clone(), needle.rest.clone()].concat()).collect();
        let (whole, half) = (number(4), number(4).split_off(9));
        assert!(![whole, half].iter().any(|said| memchr::memmem::find(&all, said.as_bytes()).is_some()));
        let mut short = Needles::default();
        for said in ["张伟", "5000", " ", "电焊"] {
            short.add(said, true);
        }
        assert!(short.is_empty(), "what everybody says is nobody's");
    }

    #[test]
    fn what_is_told_counts_visits_and_says_where_and_never_what() {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let mut told = Told::of(folder.path());
        told.take(Places::new(), now);
        told.take(["memory".to_owned()].into(), now);
        told.keep(folder.path()).unwrap();
        let read = Told::of(folder.path());
        assert_eq!((read.clean, read.traces, read.last_traces), (1, 1, Some(now)));
        assert_eq!(read.places, Places::from(["memory".to_owned()]));
    }
}
