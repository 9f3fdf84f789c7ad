//! Measures what the main job promises, on the real programs in the release profile, and prints one table: import, first
//! load, saves during it, search and how well its answers fit, start, memory, idle CPU. Medians and percentiles of one
//! run; no figure is asserted. Criterion measures what can be done again and again, and says what has changed since the
//! last run; it knows no percentiles and no memory, so the table is ours.
//!
//! `make bench` runs it. Real postings are used where `YIZHAN_REAL_DATA` (default `../shared/data`) has them; the rows that
//! need them are left out, visibly, where it does not.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench prints its table, and has no use when it cannot run"
)]

mod characters;
mod kiosk;
mod person;
#[path = "../../tests/window/reader.rs"]
#[expect(clippy::panic, reason = "as in the test it comes from: who cannot be asked has failed")]
#[expect(dead_code, reason = "a bench waits for one window and never switches its reader off")]
mod reader;
mod typing;

use criterion::{Criterion, SamplingMode};
use kiosk::{Kiosk, browse};
use person::synthetic_person;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::cli::demo::{Display, Finger, Platform, Programs, run_with};

const SYNTHETIC_POSTINGS: &str = "100000";
/// How often whole programs are measured: the fewest that Criterion takes.
const SAMPLES: usize = 10;
/// In a minute the cards on the first screen are turned once.
const IDLE_SECS: u64 = 60;
const SCREEN_PX: (u32, u32) = (1080, 1920);

/// One line of the table.
struct Row {
    what: &'static str,
    target: &'static str,
    measured: String,
}

struct Bench {
    programs: Programs,
    dir: tempfile::TempDir,
    criterion: Criterion,
    rows: Vec<Row>,
}

fn main() {
    // `cargo test --benches` runs this file to see that it works; there is nothing to measure then.
    if !std::env::args().any(|a| a == "--bench") {
        return;
    }
    let programs = Programs::beside(&release_dir());
    let criterion =
        Criterion::default().warm_up_time(Duration::from_nanos(1)).measurement_time(Duration::from_nanos(1));
    let mut bench = Bench { programs, dir: tempfile::tempdir().unwrap(), criterion, rows: Vec::new() };
    // `cargo bench --bench spine -- real`, `busy`, `full` or `characters`: a part of the table, for who works on it.
    let named: Vec<_> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let wanted = |part: &str| named.is_empty() || named.iter().any(|a| a == part);
    if wanted("real") || wanted("busy") {
        bench.real_postings(wanted("real"));
    }
    if wanted("full") {
        bench.full_station();
    }
    if wanted("characters") {
        bench.many_characters();
    }
    bench.print();
    bench.criterion.final_summary();
}

/// Where cargo puts the release binaries: two levels above this bench's own file in `deps/`.
fn release_dir() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned()
}

fn real_files() -> Vec<PathBuf> {
    let root = std::env::var_os("YIZHAN_REAL_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let Ok(entries) = fs::read_dir(root.join("postings")) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

impl Bench {
    fn row(&mut self, what: &'static str, target: &'static str, measured: String) {
        println!("{what}: {measured}");
        self.rows.push(Row { what, target, measured });
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Import of all real postings, a station's first load of them, what is found in them, and a first load in use;
    /// only the last where not `all` is wanted.
    fn real_postings(&mut self, all: bool) {
        let files = real_files();
        if files.is_empty() {
            return self.row("real postings", "", "left out: no YIZHAN_REAL_DATA".into());
        }
        let platform = self.path("real-platform");
        let mut arguments = vec!["import", "--fresh-on", "2026-11-20", "--valid-days", "365"];
        arguments.extend(files.iter().filter_map(|f| f.to_str()));
        let importer = self.programs.platform.clone();
        let import = || {
            let _ = fs::remove_dir_all(&platform);
            timed(|| run_with(&importer, &arguments, &platform, None).map(drop).unwrap())
        };
        if all {
            let took = sampled(&mut self.criterion, "import", import);
            self.row("import of shared/data, p50 / max", "< 60 s", seconds(took));
            self.first_load_and_search(&platform);
        } else {
            import();
        }
        self.busy_station(&platform);
    }

    fn first_load_and_search(&mut self, platform: &Path) {
        let station = self.path("real-station");
        let server = self.first_load("first load of shared/data, p50 / max", "< 30 s", platform, &station);
        self.searches(&station, "search, real postings, p50 / p99", "p99 < 20 ms");
        self.judged(&station);
        drop(server);
    }

    /// A first load by the kiosk itself, while somebody browses and a clerk registers; then the same without the load.
    fn busy_station(&mut self, platform: &Path) {
        let Ok(display) = Display::start(self.dir.path(), SCREEN_PX.0, SCREEN_PX.1) else {
            return self.row("the screen during a first load", "", "left out: no Xorg".into());
        };
        let mut finger = Finger::connect(&display.socket, SCREEN_PX.0, SCREEN_PX.1).unwrap();
        let station = self.path("busy-station");
        let server = serve(&self.programs, platform);
        enrol(&self.programs, &server, platform, &station);
        let kiosk = Kiosk::open(&self.programs, &station, &display, "yizhan=info,yizhan::app=trace");
        kiosk.wait_for(|told| told.first_screen);
        // The frames of the start are no matter of the load: how long they take together is measured by itself.
        kiosk.take_frames();
        finger.tap(540.0, 960.0).unwrap();
        let loaded = || kiosk.told(|told| told.complete.is_some());
        let saves = self.saves_until(&station, 0, loaded, || browse(&mut finger, 1));
        let complete = secs(kiosk.wait_for(|told| told.complete));
        self.row("start to all of shared/data, screen in use", "< 30 s", complete);
        self.row(
            "frames during the load, p50 / p99 / max",
            "< 50 ms",
            percentiles(kiosk.take_frames(), &[50, 99, 100]),
        );
        let before = saves.len();
        self.row("saves during the load, p50 / max", "< 20 ms", percentiles(saves, &[50, 100]));

        sleep(Duration::from_secs(3));
        kiosk.take_frames();
        let begun = Instant::now();
        let rested = || begun.elapsed() > Duration::from_secs(10);
        let saves = self.saves_until(&station, before, rested, || browse(&mut finger, 1));
        self.row("frames without it, p50 / p99 / max", "", percentiles(kiosk.take_frames(), &[50, 99, 100]));
        self.row("saves without it, p50 / max", "", percentiles(saves, &[50, 100]));
    }

    /// A station with 100,000 postings: search, start, memory, idle CPU.
    fn full_station(&mut self) {
        let (platform, station) = (self.path("platform"), self.path("station"));
        let seed = ["seed", "--postings", SYNTHETIC_POSTINGS, "--seed", "7"];
        run_with(&self.programs.platform, &seed, &platform, None).unwrap();
        drop(self.first_load("first load of 100,000 synthetic, p50 / max", "", &platform, &station));
        self.searches(&station, "search, 100,000 postings, p50 / p99", "p99 < 20 ms");
        self.window(&station);
        self.typing(&station);
    }

    /// Stations that take in all that a platform has, one after another; the last one and its platform stay.
    fn first_load(&mut self, what: &'static str, target: &'static str, platform: &Path, station: &Path) -> Platform {
        let server = serve(&self.programs, platform);
        let took = sampled(&mut self.criterion, what, || {
            let _ = fs::remove_dir_all(station);
            enrol(&self.programs, &server, platform, station);
            let mut sync = kiosk(&self.programs, station);
            timed(|| assert!(sync.args(["sync", "--until-idle"]).status().unwrap().success()))
        });
        self.row(what, target, seconds(took));
        server
    }

    /// Registers one synthetic person after another, from number `first` on, until `done`, while somebody else is
    /// `meanwhile` busy with the same station; how long each took from line to receipt.
    fn saves_until(
        &self,
        station: &Path,
        first: usize,
        done: impl Fn() -> bool + Sync,
        mut meanwhile: impl FnMut(),
    ) -> Vec<Duration> {
        let mut desk = kiosk(&self.programs, station)
            .args(["register", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = desk.stdin.take().unwrap();
        let mut receipts = BufReader::new(desk.stdout.take().unwrap()).lines();
        let took = std::thread::scope(|scope| {
            let done = &done;
            let clerk = scope.spawn(move || {
                let mut took = Vec::new();
                while !done() {
                    let begun = Instant::now();
                    writeln!(input, "{}", synthetic_person(first + took.len())).unwrap();
                    let receipt = receipts.next().unwrap().unwrap();
                    assert!(receipt.contains("receipt"), "{receipt}");
                    took.push(begun.elapsed());
                    sleep(Duration::from_millis(100));
                }
                took
            });
            while !done() {
                meanwhile();
            }
            clerk.join().unwrap()
        });
        assert!(desk.wait().unwrap().success());
        took
    }

    fn searches(&mut self, station: &Path, what: &'static str, target: &'static str) {
        let file = self.path("queries.txt");
        let words = [
            "保洁",
            "电焊",
            "dianhan",
            "dh",
            "服务员",
            "fwy",
            "普工 包住",
            "会计",
            "kuaiji",
            "仓",
            "司机",
            "siji",
            "保",
            "baoan",
            "ba",
            "护理",
            "hl",
            "厨师",
            "销售经理",
            "xiaoshou",
            "五险一金",
            "夜班",
            "长沙",
            "changsha",
            "g",
            "数控",
            "sk",
            "快递员",
            "文员",
            "电han",
        ];
        fs::write(&file, words.repeat(20).join("\n")).unwrap();
        let queries = ["search", "--queries", file.to_str().unwrap()];
        let answers = run_with(&self.programs.kiosk, &queries, station, None).unwrap();
        let took = answers.lines().skip(words.len()).map(|line| {
            let answer: serde_json::Value = serde_json::from_str(line).unwrap();
            Duration::from_micros(answer["took_us"].as_u64().unwrap())
        });
        let figures = percentiles(took.collect(), &[50, 99]);
        self.row(what, target, figures);
    }

    /// How many of the first ten answers fit what people meant, over the queries of `tests/data/judged.tsv`, and how many
    /// queries have any fitting answer.
    fn judged(&mut self, station: &Path) {
        let lines = include_str!("../../tests/data/judged.tsv").lines().filter(|line| !line.starts_with('#'));
        let judged: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
        let file = self.path("judged.txt");
        fs::write(&file, judged.iter().map(|fields| fields[0]).collect::<Vec<_>>().join("\n")).unwrap();
        let queries = ["search", "--limit", "10", "--queries", file.to_str().unwrap()];
        let answers = run_with(&self.programs.kiosk, &queries, station, None).unwrap();
        let (mut fitting, mut shown, mut answered) = (0, 0, 0);
        for (fields, line) in judged.iter().zip(answers.lines()) {
            let answer: serde_json::Value = serde_json::from_str(line).unwrap();
            let hits = answer["hits"].as_array().unwrap();
            let fits = hits.iter().filter(|hit| fits(hit, fields)).count();
            (fitting, shown, answered) = (fitting + fits, shown + hits.len(), answered + usize::from(fits > 0));
        }
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        let figures =
            format!("{:.1} % / {:.1} % (n = {})", share(fitting, shown), share(answered, judged.len()), judged.len());
        self.row("judged queries, precision at 10 / answered", "", figures);
    }

    /// The kiosk in a virtual screen: from start to its first usable screen, then its memory and idle CPU.
    fn window(&mut self, station: &Path) {
        let Ok(display) = Display::start(self.dir.path(), SCREEN_PX.0, SCREEN_PX.1) else {
            return self.row("start, memory, idle CPU", "", "left out: no Xorg".into());
        };
        let mut searchable = Vec::new();
        let starts = sampled(&mut self.criterion, "start to first usable screen", || {
            let kiosk = Kiosk::open(&self.programs, station, &display, "yizhan=info");
            let first_screen = kiosk.wait_for(|told| told.first_screen);
            searchable.push(kiosk.wait_for(|told| told.searchable));
            first_screen
        });
        self.row("start to first usable screen, p50 / max", "< 650 ms", percentiles(starts, &[50, 100]));
        self.row("start to postings found, p50 / max", "", percentiles(searchable, &[50, 100]));
        let kiosk = Kiosk::open(&self.programs, station, &display, "yizhan=info");
        kiosk.wait_for(|told| told.searchable);
        sleep(Duration::from_secs(5));
        self.row("memory (PSS)", "< 130 MB", format!("{:.0} MB", kiosk.pss_mb()));
        let before = kiosk.on_core();
        sleep(Duration::from_secs(IDLE_SECS));
        let share = kiosk.on_core().saturating_sub(before).as_secs_f64() / IDLE_SECS as f64 * 100.0;
        self.row("idle CPU of a core", "< 0.1 %", format!("{share:.2} % over {IDLE_SECS} s"));
    }

    fn print(&self) {
        println!("\n| what | target | measured |\n|---|---|---|");
        for row in &self.rows {
            println!("| {} | {} | {} |", row.what, row.target, row.measured);
        }
    }
}

/// Lets Criterion measure what `once` says it took. The run for warming up counts with the others: whole programs stay
/// what they are.
fn sampled(criterion: &mut Criterion, name: &str, mut once: impl FnMut() -> Duration) -> Vec<Duration> {
    let mut took = Vec::new();
    let mut group = criterion.benchmark_group("spine");
    group.sample_size(SAMPLES).sampling_mode(SamplingMode::Flat);
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| once()).inspect(|one| took.push(*one)).sum());
    });
    group.finish();
    took
}

fn timed(what: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    what();
    begun.elapsed()
}

fn serve(programs: &Programs, platform: &Path) -> Platform {
    let server = Platform::serve(programs, platform, "127.0.0.1:0").unwrap();
    // In a province the platform is another machine: here all its threads get what the station leaves.
    let idle = ["--all-tasks", "--idle", "--pid", "0", &server.pid().to_string()];
    assert!(Command::new("chrt").args(idle).status().unwrap().success());
    server
}

fn enrol(programs: &Programs, server: &Platform, platform: &Path, station: &Path) {
    let code = run_with(&programs.platform, &["station", "add", "--name", "bench"], platform, None).unwrap();
    let enrol = ["provision", "--platform", &server.url, "--code", code.trim()];
    run_with(&programs.kiosk, &enrol, station, None).unwrap();
}

fn kiosk(programs: &Programs, station: &Path) -> Command {
    let mut command = Command::new(&programs.kiosk);
    command.env("YIZHAN_DATA", station).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Whether a hit has one of the good words in its title or as its job, and none of the bad ones.
fn fits(hit: &serde_json::Value, judged: &[&str]) -> bool {
    let (title, job) = (hit["title"].as_str().unwrap(), hit["job_kind"].as_str().unwrap());
    let has = |words: &str| words.split('|').any(|word| title.contains(word) || job == word);
    has(judged[1]) && !judged.get(2).is_some_and(|bad| has(bad))
}

fn secs(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

/// Median and longest, in seconds.
fn seconds(mut took: Vec<Duration>) -> String {
    took.sort();
    let longest = took[took.len() - 1];
    format!("{:.1} / {:.1} s (n = {})", took[(took.len() - 1) / 2].as_secs_f64(), longest.as_secs_f64(), took.len())
}

fn percentiles(mut took: Vec<Duration>, which: &[usize]) -> String {
    took.sort();
    let at = |percent: usize| took[(took.len() - 1) * percent / 100].as_secs_f64() * 1_000.0;
    let figures: Vec<String> = which.iter().map(|p| format!("{:.2}", at(*p))).collect();
    format!("{} ms (n = {})", figures.join(" / "), took.len())
}
