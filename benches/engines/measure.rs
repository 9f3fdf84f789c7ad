//! What a process of its own does: build an engine, or ask it everything and say how long that took.

use crate::corpus::Base;
use crate::engine::{self, Engine, Want};
use crate::queries::{Ask, Class};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, io};

/// How often each query is asked.
const ROUNDS: usize = 3;
/// No more queries are asked after this; how many were stands in the table. Rounds are shuffled, so that it is fair.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many postings are changed, and one before them. All stand on one page.
const CHANGES: i64 = 19;

#[derive(Debug, Serialize, Deserialize)]
pub enum Stage {
    Build,
    Ask,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    pub engine: String,
    pub stage: Stage,
    pub count: usize,
    /// Where the postings and queries are.
    pub base: PathBuf,
    /// Where the engine's own files are.
    pub files: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Built {
    pub secs: f64,
    pub disk_bytes: u64,
}

/// How long a query took, in microseconds.
#[derive(Debug, Serialize, Deserialize)]
pub struct Took {
    pub class: Class,
    pub text: String,
    pub filtered: bool,
    /// Not for the first time: what it needs of the files is in memory.
    pub again: bool,
    /// Of a core.
    pub us: u64,
    /// On the clock.
    pub wall_us: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    pub open_ms: f64,
    /// The first search after opening, nothing of the files being in memory.
    pub cold_ms: f64,
    /// More resident memory than before opening; of it pages of files, which the system may take back.
    pub resident_kib: i64,
    pub of_files_kib: i64,
    pub first: Vec<Took>,
    pub facets: Vec<Took>,
    pub changed_us: Vec<u64>,
    /// Queries of hanzi that found less than the plain scan, and what they lack.
    pub missed: Vec<String>,
    pub compared: usize,
    /// The same for Latin words and numbers.
    pub latin_missed: Vec<String>,
    pub latin_compared: usize,
    /// Queries that it cannot answer.
    pub cannot: usize,
}

pub fn child(job: &Job) {
    match job.stage {
        Stage::Build => {
            let base = Base::read(&job.base);
            let begun = Instant::now();
            engine::build(&job.engine, &base, job.count, &job.files);
            let secs = begun.elapsed().as_secs_f64();
            println!("{}", serde_json::to_string(&Built { secs, disk_bytes: size_of(&job.files) }).unwrap());
        }
        Stage::Ask => println!("{}", serde_json::to_string(&ask(job)).unwrap()),
    }
}

fn ask(job: &Job) -> Asked {
    let asks: Vec<Ask> = serde_json::from_slice(&fs::read(job.base.join("queries.json")).unwrap()).unwrap();
    forget(&job.files);
    let before = Memory::now();
    let begun = Instant::now();
    let mut engine = engine::open(&job.engine, &job.base, job.count, &job.files);
    let open_ms = millis(begun.elapsed());
    // Everybody's first search is for two hanzi.
    let begun = Instant::now();
    engine.ask(asks.iter().find(|ask| ask.class == Class::TwoHanzi).unwrap(), Want::First);
    let cold_ms = millis(begun.elapsed());
    let facets = timed(&mut *engine, &asks, Want::Facets);
    let memory = Memory::now();
    // Ours always counts facets: there is nothing else to measure.
    let first = if job.engine == "yizhan" { Vec::new() } else { timed(&mut *engine, &asks, Want::First) };
    let cannot = asks.iter().filter(|ask| engine.ask(ask, Want::First).is_none()).count();
    let literal: Vec<Ask> = asks.iter().filter(|ask| ask.class.is_literal()).cloned().collect();
    let latin: Vec<Ask> = asks.iter().filter(|ask| ask.class == Class::Latin).cloned().collect();
    let (compared, missed) = compare(job, &mut *engine, &literal, "hanzi");
    let (latin_compared, latin_missed) = compare(job, &mut *engine, &latin, "latin");
    Asked {
        open_ms,
        cold_ms,
        resident_kib: memory.resident - before.resident,
        of_files_kib: memory.of_files - before.of_files,
        first,
        facets,
        changed_us: changed(job, &mut *engine),
        missed,
        compared,
        latin_missed,
        latin_compared,
        cannot,
    }
}

fn timed(engine: &mut dyn Engine, asks: &[Ask], want: Want) -> Vec<Took> {
    let (mut took, begun) = (Vec::new(), Instant::now());
    for (round, ask) in (0..ROUNDS).flat_map(|round| asks.iter().map(move |ask| (round, ask))) {
        if begun.elapsed() > PATIENCE {
            break;
        }
        let (start, busy) = (Instant::now(), on_core());
        let Some(answer) = engine.ask(ask, want) else { continue };
        let (us, wall_us) = (on_core().saturating_sub(busy).as_micros() as u64, start.elapsed().as_micros() as u64);
        std::hint::black_box(answer);
        let (text, filtered, again) = (ask.text.clone(), ask.is_filtered(), round > 0);
        took.push(Took { class: ask.class, text, filtered, again, us, wall_us });
    }
    took
}

/// Postings change one after the other: from the change until it is found.
fn changed(job: &Job, engine: &mut dyn Engine) -> Vec<u64> {
    let base = Base::read(&job.base);
    let mut took = Vec::new();
    for number in 0..=CHANGES {
        let Some(mut posting) = base.corpus(job.count).nth(number as usize * 100) else { break };
        posting.title = format!("测试鼋鼍{}", posting.title);
        let ask = Ask {
            class: Class::TwoHanzi,
            text: "鼋鼍".into(),
            district: None,
            wage_yuan: None,
            benefit: None,
            kind: None,
        };
        let begun = Instant::now();
        engine.change(&posting);
        let found = engine.ask(&ask, Want::First).unwrap();
        // The first change loads the dictionary of readings, which a station has loaded long since.
        if number > 0 {
            took.push(begun.elapsed().as_micros() as u64);
        }
        assert!(found.ids.contains(&posting.id.0), "a changed posting is not found: {found:?}");
    }
    took
}

/// How many queries were compared with what the scan finds, and those that found less. The scan itself writes down what
/// it finds.
fn compare(job: &Job, engine: &mut dyn Engine, asks: &[Ask], what: &str) -> (usize, Vec<String>) {
    let file = job.base.join(format!("truth-{what}-{}.json", job.count));
    if job.engine == "scan" {
        let found: Vec<Vec<i64>> = asks.iter().map(|ask| engine.ask(ask, Want::All).unwrap().ids).collect();
        fs::write(file, serde_json::to_vec(&found).unwrap()).unwrap();
        return (asks.len(), Vec::new());
    }
    let Ok(text) = fs::read(file) else { return (0, vec!["not compared: the scan did not run".into()]) };
    let truth: Vec<Vec<i64>> = serde_json::from_slice(&text).unwrap();
    let (begun, mut compared, mut missed) = (Instant::now(), 0, Vec::new());
    for (ask, truth) in asks.iter().zip(truth) {
        if begun.elapsed() > PATIENCE {
            break;
        }
        let Some(answer) = engine.ask(ask, Want::All) else { continue };
        compared += 1;
        let found: HashSet<i64> = answer.ids.into_iter().collect();
        let lacks = truth.iter().filter(|id| !found.contains(id)).count();
        if lacks > 0 {
            let with = if ask.is_filtered() { " filtered" } else { "" };
            missed.push(format!("{:?}{with}: lacks {lacks} of {}", ask.text, truth.len()));
        }
    }
    (compared, missed)
}

/// How long this thread has had a core. All engines answer in the thread that asks.
fn on_core() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Lets the system forget what it has read of the files.
fn forget(dir: &Path) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let drop_pages = |path: PathBuf| -> io::Result<()> {
            let file = fs::File::open(path)?;
            file.sync_all()?;
            Ok(rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed)?)
        };
        drop_pages(entry.path()).unwrap();
    }
}

fn size_of(dir: &Path) -> u64 {
    fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1_000.0
}

/// Resident memory of this process, in KiB.
struct Memory {
    resident: i64,
    of_files: i64,
}

impl Memory {
    fn now() -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0)
        };
        Self { resident: field("VmRSS:"), of_files: field("RssFile:") }
    }
}
