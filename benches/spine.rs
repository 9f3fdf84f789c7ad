//! Measures what the main job promises, on the real programs in the release profile, and prints one table: import, first
//! load, saves during it, search, start, memory, idle CPU. Medians and percentiles of one run; no figure is asserted.
//!
//! `make bench` runs it. Real postings are used where `YIZHAN_REAL_DATA` (default `../shared/data`) has them; the rows that
//! need them are left out, visibly, where it does not.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench prints its table, and has no use when it cannot run"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::cli::demo::{Display, Platform, Programs, run_with};

const SYNTHETIC_POSTINGS: &str = "100000";
const STARTS: usize = 7;
const IDLE_SECS: u64 = 30;

/// One line of the table.
struct Row {
    what: &'static str,
    target: &'static str,
    measured: String,
}

struct Bench {
    programs: Programs,
    dir: tempfile::TempDir,
    rows: Vec<Row>,
}

fn main() {
    // `cargo test --benches` runs this file to see that it works; there is nothing to measure then.
    if !std::env::args().any(|a| a == "--bench") {
        return;
    }
    let programs = Programs::beside(&release_dir());
    let mut bench = Bench { programs, dir: tempfile::tempdir().unwrap(), rows: Vec::new() };
    bench.real_postings();
    bench.full_station();
    bench.print();
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

    /// Import of all real postings, and a station's first load of them while a clerk goes on saving.
    fn real_postings(&mut self) {
        let files = real_files();
        if files.is_empty() {
            return self.row("real postings", "", "left out: no YIZHAN_REAL_DATA".into());
        }
        let (platform, station) = (self.path("real-platform"), self.path("real-station"));
        let mut arguments = vec!["import", "--fresh-on", "2026-11-20", "--valid-days", "365"];
        arguments.extend(files.iter().filter_map(|f| f.to_str()));
        let begun = Instant::now();
        run_with(&self.programs.platform, &arguments, &platform, None).unwrap();
        self.row("import of shared/data", "< 60 s", secs(begun.elapsed()));

        let server = self.enrol(&platform, &station);
        let begun = Instant::now();
        let mut load = self.kiosk(&station).args(["sync", "--until-idle"]).spawn().unwrap();
        let saves = self.saves_while(&station, &mut load);
        self.row("first load of shared/data", "< 30 s", secs(begun.elapsed()));
        self.row("saves during the load, p50 / max", "< 20 ms", percentiles(saves, &[50, 100]));
        self.searches(&station, "search, real postings, p50 / p99", "p99 < 20 ms");
        drop(server);
    }

    /// A station with 100,000 postings: search, start, memory, idle CPU.
    fn full_station(&mut self) {
        let (platform, station) = (self.path("platform"), self.path("station"));
        let seed = ["seed", "--postings", SYNTHETIC_POSTINGS, "--seed", "7"];
        run_with(&self.programs.platform, &seed, &platform, None).unwrap();
        let server = self.enrol(&platform, &station);
        let begun = Instant::now();
        assert!(self.kiosk(&station).args(["sync", "--until-idle"]).status().unwrap().success());
        self.row("first load of 100,000 synthetic", "", secs(begun.elapsed()));
        drop(server);
        self.searches(&station, "search, 100,000 postings, p50 / p99", "p99 < 20 ms");
        self.window(&station);
    }

    fn enrol(&self, platform: &Path, station: &Path) -> Platform {
        let server = Platform::serve(&self.programs, platform, "127.0.0.1:0").unwrap();
        let code = run_with(&self.programs.platform, &["station", "add", "--name", "bench"], platform, None).unwrap();
        let enrol = ["provision", "--platform", &server.url, "--code", code.trim()];
        run_with(&self.programs.kiosk, &enrol, station, None).unwrap();
        server
    }

    fn kiosk(&self, station: &Path) -> Command {
        let mut command = Command::new(&self.programs.kiosk);
        command.env("YIZHAN_DATA", station).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Registers one synthetic person after another until `load` ends; how long each took from line to receipt.
    fn saves_while(&self, station: &Path, load: &mut Child) -> Vec<Duration> {
        let mut desk =
            self.kiosk(station).args(["register", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = desk.stdin.take().unwrap();
        let mut receipts = BufReader::new(desk.stdout.take().unwrap()).lines();
        let mut took = Vec::new();
        while load.try_wait().unwrap().is_none() {
            let begun = Instant::now();
            writeln!(input, "{}", synthetic_person(took.len())).unwrap();
            let receipt = receipts.next().unwrap().unwrap();
            assert!(receipt.contains("receipt"), "{receipt}");
            took.push(begun.elapsed());
            sleep(Duration::from_millis(20));
        }
        drop(input);
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

    /// The kiosk in a virtual screen: from start to its first usable screen, then its memory and idle CPU.
    fn window(&mut self, station: &Path) {
        let Ok(display) = Display::start(self.dir.path(), 1080, 1920) else {
            return self.row("start, memory, idle CPU", "", "left out: no Xorg".into());
        };
        let mut starts = Vec::new();
        for _ in 0..STARTS {
            let (kiosk, took) = self.open(station, &display);
            starts.push(took);
            stop(kiosk);
        }
        self.row("start to first usable screen, p50 / max", "< 650 ms", percentiles(starts, &[50, 100]));
        let (kiosk, _) = self.open(station, &display);
        sleep(Duration::from_secs(5));
        self.row("memory (PSS)", "< 130 MB", format!("{:.0} MB", pss_mb(kiosk.id())));
        let before = cpu_ticks(kiosk.id());
        sleep(Duration::from_secs(IDLE_SECS));
        let ticks = cpu_ticks(kiosk.id()) - before;
        let share = ticks as f64 / (IDLE_SECS * rustix::param::clock_ticks_per_second()) as f64 * 100.0;
        self.row("idle CPU of a core", "< 0.1 %", format!("{share:.2} % over {IDLE_SECS} s"));
        stop(kiosk);
    }

    /// Starts the kiosk; it logs when its first usable screen was shown.
    fn open(&self, station: &Path, display: &Display) -> (Child, Duration) {
        let begun = Instant::now();
        let mut kiosk = self
            .kiosk(station)
            .arg("run")
            .env("DISPLAY", &display.name)
            .env("YIZHAN_LOG", "yizhan=info")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(kiosk.stderr.take().unwrap());
        let shown = stderr.lines().map_while(Result::ok).any(|line| line.contains("first usable screen"));
        assert!(shown, "the kiosk ended before its first screen");
        (kiosk, begun.elapsed())
    }

    fn print(&self) {
        println!("\n| what | target | measured |\n|---|---|---|");
        for row in &self.rows {
            println!("| {} | {} | {} |", row.what, row.target, row.measured);
        }
    }
}

/// A walk-in whose ID number has a province-level division, which is issued to nobody, and a right check digit.
fn synthetic_person(number: usize) -> serde_json::Value {
    let body = format!(
        "43000019{:02}{:02}{:02}{:03}",
        60 + number / 8_000 % 40,
        1 + number / 700 % 12,
        1 + number / 25 % 28,
        number % 25
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = body.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    let check = "10X98765432".as_bytes()[sum % 11] as char;
    serde_json::json!({
        "name": "测试甲", "id_type": "resident_id", "id_number": format!("{body}{check}"),
        "phone": format!("138000{:05}", number % 100_000), "wanted_jobs": ["保洁"], "note": format!("{number}"),
        "consents": [{"purpose": "register", "version": "1", "given": "2026-11-20T08:00:00Z"}],
    })
}

fn stop(mut kiosk: Child) {
    let pid = rustix::process::Pid::from_child(&kiosk);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    kiosk.wait().unwrap();
}

/// Proportional set size: what the machine would get back if the kiosk ended, in megabytes.
fn pss_mb(pid: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap();
    let line = rollup.lines().find(|l| l.starts_with("Pss:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1_000.0
}

/// User and system time of a process and its threads, in clock ticks.
fn cpu_ticks(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

fn secs(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

fn percentiles(mut took: Vec<Duration>, which: &[usize]) -> String {
    took.sort();
    let at = |percent: usize| took[(took.len() - 1) * percent / 100].as_secs_f64() * 1_000.0;
    let figures: Vec<String> = which.iter().map(|p| format!("{:.2}", at(*p))).collect();
    format!("{} ms (n = {})", figures.join(" / "), took.len())
}
