//! Measures what is promised of the line and the platform at a province's size, on the real programs, and prints one table:
//! a first load beside the raw cost of its bytes and rows, a backlog beside a peer, what an idle station and a day cost, a
//! province that turns to its platform every five minutes and one that comes back after a day. No figure is asserted, but
//! that nothing is lost: a bench over a platform that loses entries has measured nothing.
//!
//! `make bench` runs it in the release profile; by itself it is
//! `cargo build --release --workspace --bins && cargo bench --workspace --bench province`, some twenty minutes. With `-- load`,
//! `backlog`, `import`, `idle`, `fleet`, `outage` (the second half of `fleet`) a part of it. `YIZHAN_BENCH_STATIONS` (7693) and `YIZHAN_BENCH_POSTINGS` (100000) make it
//! smaller, and the table says so. `YIZHAN_BENCH_REAL_TIME=1` plays the hour of the province as slowly as it passes, too.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench prints its table, and has no use when it cannot run"
)]

#[path = "../spine/person.rs"]
mod person;
mod proxy;
mod raw;
mod server;

use person::synthetic_person;
use proxy::Counted;
use serde_json::Value;
use server::Server;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use yizhan::cli::demo::{Platform, Programs, run_with};

const BACKLOG: usize = 10_000;
/// Rows of the list that is imported.
const LIST: usize = 5_000;
/// Of a station that is open nine hours and turns to its platform every five minutes.
const POLLS_A_DAY: u64 = 108;
/// 77 million entries a year from 7,693 stations.
const ENTRIES_A_DAY: u64 = 27;

struct Bench {
    programs: Programs,
    dir: tempfile::TempDir,
    rows: Vec<(String, String)>,
}

fn main() {
    // `cargo test --benches` runs this file to see that it works; there is nothing to measure then.
    if !std::env::args().any(|a| a == "--bench") {
        return;
    }
    let release = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned();
    let mut bench = Bench { programs: Programs::beside(&release), dir: tempfile::tempdir().unwrap(), rows: Vec::new() };
    let named: Vec<_> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let wanted = |part: &str| named.is_empty() || named.iter().any(|a| a == part);
    if wanted("load") {
        bench.first_load();
    }
    if wanted("backlog") {
        bench.backlog();
        bench.peer();
    }
    if wanted("import") {
        bench.import();
    }
    if wanted("idle") {
        bench.idle_station();
    }
    if wanted("fleet") || wanted("outage") {
        bench.fleets(wanted("fleet"));
    }
    println!("\n| what | measured |\n|---|---|");
    for (what, measured) in &bench.rows {
        println!("| {what} | {measured} |");
    }
}

fn setting(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

impl Bench {
    fn row(&mut self, what: &str, measured: String) {
        println!("{what}: {measured}");
        self.rows.push((what.to_owned(), measured));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A platform with postings, and a station that reaches it through a proxy that counts.
    fn pair(&self, name: &str, postings: u32) -> (Platform, Counted, PathBuf) {
        let (platform, station) = (self.path(&format!("{name}-platform")), self.path(&format!("{name}-station")));
        if postings > 0 {
            let seed = ["seed", "--postings", &postings.to_string(), "--seed", "7"];
            run_with(&self.programs.platform, &seed, &platform, None).unwrap();
        }
        let server = Platform::serve(&self.programs, &platform, "127.0.0.1:0").unwrap();
        let proxy = Counted::before(&server.address());
        let code = run_with(&self.programs.platform, &["station", "add", "--name", "bench"], &platform, None).unwrap();
        let enrol = ["provision", "--platform", &proxy.url, "--code", code.trim()];
        run_with(&self.programs.kiosk, &enrol, &station, None).unwrap();
        proxy.take();
        (server, proxy, station)
    }

    fn sync(&self, station: &Path) -> Duration {
        let mut sync = Command::new(&self.programs.kiosk);
        sync.env("YIZHAN_DATA", station).stdout(Stdio::null()).stderr(Stdio::null()).args(["sync", "--until-idle"]);
        timed(|| assert!(sync.status().unwrap().success()))
    }

    fn first_load(&mut self) {
        let postings = setting("YIZHAN_BENCH_POSTINGS", 100_000);
        let (_server, proxy, station) = self.pair("load", postings);
        let took = self.sync(&station);
        let (up, down) = proxy.take();
        self.row(
            &format!("first load of {postings} postings"),
            format!("{:.1} s, {:.1} MB down, {:.2} MB up", took.as_secs_f64(), mb(down), mb(up)),
        );
        let catalogue = station.join("catalogue.db");
        let postings_alone = raw::insert(&catalogue, &self.path("raw.db"), raw::POSTINGS);
        self.row(
            "the rows of the postings inserted with their indexes, and nothing else",
            format!("{:.1} s", postings_alone.as_secs_f64()),
        );
        let rows = raw::insert(&catalogue, &self.path("raw-all.db"), raw::ALL);
        self.row(
            "the same rows inserted: every row that the load writes, those that make words found included",
            format!("{:.1} s", rows.as_secs_f64()),
        );
        let (bytes, sent) = raw::send(&catalogue);
        self.row(
            "the same postings as one zstd-3 file over loopback, unpacked",
            format!("{:.2} s, {:.1} MB", sent.as_secs_f64(), mb(bytes)),
        );
        let times = |least: Duration| took.as_secs_f64() / (least + sent).as_secs_f64();
        self.row(
            "the load over the same rows and the file together (promised: within 2 times)",
            format!(
                "{:.1} times the time, {:.1} times the bytes; over the postings' own rows {:.1} times the time",
                times(rows),
                down as f64 / bytes as f64,
                times(postings_alone)
            ),
        );
    }

    /// Registers people without a line, and sends them all at once.
    fn register(&self, station: &Path, count: usize) {
        let mut desk = Command::new(&self.programs.kiosk);
        desk.env("YIZHAN_DATA", station).args(["register", "-"]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut desk = desk.stderr(Stdio::null()).spawn().unwrap();
        {
            let mut input = desk.stdin.take().unwrap();
            for number in 0..count {
                writeln!(input, "{}", synthetic_person(number)).unwrap();
            }
        }
        assert!(desk.wait().unwrap().success());
    }

    fn backlog(&mut self) {
        let (server, proxy, station) = self.pair("backlog", 0);
        // How the station is, which it looks at once an hour and reads its whole file for, is told before, and not counted.
        self.sync(&station);
        self.register(&station, BACKLOG);
        proxy.take();
        let took = self.sync(&station);
        let (up, _) = proxy.take();
        // The same once more with nothing to send: what a start costs, above all the check of the people's file, page by page.
        let start = self.sync(&station);
        let records = run_with(&self.programs.platform, &["records"], &self.path("backlog-platform"), None).unwrap();
        assert_eq!(records.lines().count(), BACKLOG, "nothing is lost");
        drop(server);
        self.row(
            &format!("backlog of {BACKLOG} registrations, signed, on both disks"),
            format!(
                "{:.2} s, {:.0} entries/s, {:.0} bytes each; {:.2} s of it the program's start, {:.0} entries/s without",
                took.as_secs_f64(),
                BACKLOG as f64 / took.as_secs_f64(),
                up as f64 / BACKLOG as f64,
                start.as_secs_f64(),
                BACKLOG as f64 / took.saturating_sub(start).as_secs_f64().max(0.001)
            ),
        );
        let body = synthetic_person(1).to_string();
        let raw = raw::entries(&self.path("raw-entries.db"), BACKLOG, 500, &body);
        self.row(
            "the same rows into one SQLite file, 500 a transaction, and nothing else",
            format!("{:.2} s, {:.0} rows/s", raw.as_secs_f64(), BACKLOG as f64 / raw.as_secs_f64()),
        );
    }

    /// A list of people that comes on a stick: looked at row by row, then taken.
    fn import(&mut self) {
        let (_server, _proxy, station) = self.pair("import", 0);
        let file = self.path("people.csv");
        let mut text = "姓名,身份证号,手机号,意向岗位\n".to_owned();
        for number in 0..LIST {
            let person = synthetic_person(number);
            let said = |field: &str| person[field].as_str().unwrap().to_owned();
            text.extend(["测试甲,", &said("id_number"), ",", &said("phone"), ",保洁\n"]);
        }
        fs::write(&file, text).unwrap();
        let run = |more: &[&str]| {
            let mut import = Command::new(&self.programs.kiosk);
            import.env("YIZHAN_DATA", &station).stdout(Stdio::null()).arg("import-table").arg(&file);
            import.args(["--as", "registrations", "--consent-on-paper"]).args(more);
            timed(|| assert!(import.status().unwrap().success(), "every row is good"))
        };
        let (looked, taken, again) = (run(&["--check"]), run(&[]), run(&[]));
        self.row(
            &format!("a list of {LIST} registrations from CSV"),
            format!(
                "preview {:.1} s; taken {:.1} s, each row with its entry on the disk; taken again {:.1} s, and nothing is there twice",
                looked.as_secs_f64(),
                taken.as_secs_f64(),
                again.as_secs_f64()
            ),
        );
    }

    /// The same number of bodies of the same kind, by `PouchDB` to a CouchDB-compatible server, both from npm.
    fn peer(&mut self) {
        let what = format!("the peer: PouchDB 9 to express-pouchdb 4, {BACKLOG} documents");
        let Some(folder) = peer_folder() else {
            return self.row(&what, "left out: no npm, or it could not install the peer".into());
        };
        let (data, body) = (self.path("peer"), self.path("body.json"));
        fs::create_dir(&data).unwrap();
        fs::write(&body, synthetic_person(1).to_string()).unwrap();
        let output = Command::new("node")
            .arg(folder.join("peer.mjs"))
            .args([&data, Path::new(&BACKLOG.to_string()), &body])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(said["documents"], BACKLOG);
        let seconds = said["seconds"].as_f64().unwrap();
        self.row(&what, format!("{seconds:.1} s, {:.0} documents/s, no wait for the disk", BACKLOG as f64 / seconds));
    }

    fn idle_station(&mut self) {
        let (_server, proxy, station) = self.pair("idle", 5_000);
        self.sync(&station);
        proxy.take();
        self.sync(&station);
        let (up, down) = proxy.take();
        let poll = up + down;
        self.row("an idle poll of one station, with HTTP's heads", format!("{up} bytes up, {down} down"));
        let mut entries = 0;
        for _ in 0..5 {
            self.register(&station, 1);
            self.sync(&station);
            let (up, down) = proxy.take();
            entries += (up + down).saturating_sub(poll);
        }
        let day = POLLS_A_DAY * poll + ENTRIES_A_DAY * entries / 5;
        self.row(
            &format!("a day of one station: {POLLS_A_DAY} polls, {ENTRIES_A_DAY} entries sent one by one"),
            format!("{:.0} kB (an entry costs {} bytes)", day as f64 / 1e3, entries / 5),
        );
        let report = self.fleet(&["--stations", "200", "--days", "1", "--arrivals", "0", "--every", "30"]);
        let polls = report["polls"].as_f64().unwrap();
        let cpu = report["load"]["cpu_seconds"].as_f64().unwrap() / polls * 1e3;
        self.row("an idle poll at the platform", format!("{cpu:.2} ms of a core (n = {polls:.0})"));
    }

    fn fleet(&self, arguments: &[&str]) -> Value {
        let output = Command::new(&self.programs.platform)
            .args(["fleet", "--calm", "--json", "--seed", "7"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// An hour of a province, ten times as fast as it passes, and a day's outage: on a file, and on a database server.
    fn fleets(&mut self, whole: bool) {
        self.fleet_on("SQLite", whole, Vec::new);
        let Some(server) = Server::start() else {
            return self.row("the same on PostgreSQL", "left out: no server is installed".into());
        };
        let mut number = 0;
        let named = server.version();
        self.fleet_on(&named, whole, || {
            number += 1;
            vec!["--database-url".to_owned(), server.database(&format!("bench{number}")).unwrap()]
        });
    }

    fn fleet_on(&mut self, store: &str, whole: bool, mut database: impl FnMut() -> Vec<String>) {
        let stations = setting("YIZHAN_BENCH_STATIONS", 7_693).to_string();
        let mut play = |bench: &Self, arguments: &[&str]| {
            let database = database();
            let mut all = vec!["--stations", &stations, "--days", "1"];
            all.extend(arguments);
            all.extend(database.iter().map(String::as_str));
            bench.fleet(&all)
        };
        let mut paces = Vec::from_iter(whole.then_some(("10", "ten times as fast as it passes")));
        if whole && std::env::var_os("YIZHAN_BENCH_REAL_TIME").is_some() {
            paces.push(("1", "as fast as it passes"));
        }
        for (pace, word) in paces {
            let report = play(self, &["--pace", pace, "--every", "5", "--open", "1", "--arrivals", "3"]);
            self.row(
                &format!("{store}: {stations} stations every 5 minutes for an hour, three entries each, {word}"),
                told(&report),
            );
        }
        let report = play(self, &["--outage-day", "1", "--arrivals", "27.4", "--at-once", "64"]);
        let drain = report["drain_seconds"].as_f64().unwrap();
        let taken = report["found"]["taken"].as_f64().unwrap();
        self.row(
            &format!("{store}: {stations} stations come back after a day's outage"),
            format!("drained in {drain:.1} s, {:.0} entries/s; {}", taken / drain, told(&report)),
        );
    }
}

/// Uploads and what they cost; nothing may be lost.
fn told(report: &Value) -> String {
    let found = &report["found"];
    for what in ["lost", "doubled", "changed", "unsent", "gaps"] {
        assert_eq!(found[what], 0, "{what}: {report}");
    }
    let (upload, poll, load) = (&report["upload_ms"], &report["poll_ms"], &report["load"]);
    format!(
        "{} entries taken, none lost or doubled; {} uploads p50 {:.1} / p99 {:.1} ms, {} polls p99 {:.1} ms; {:.0} s of a core in {:.0} s, {:.0} MB",
        found["taken"],
        report["uploads"],
        upload[0].as_f64().unwrap(),
        upload[1].as_f64().unwrap(),
        report["polls"],
        poll[1].as_f64().unwrap(),
        load["cpu_seconds"].as_f64().unwrap(),
        load["seconds"].as_f64().unwrap(),
        load["peak_mb"].as_f64().unwrap(),
    )
}

/// The peer's own folder below `target`, installed by npm; nothing where that cannot be done.
fn peer_folder() -> Option<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/province/peer");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-peer");
    fs::create_dir_all(&folder).ok()?;
    for file in ["package.json", "peer.mjs"] {
        fs::copy(source.join(file), folder.join(file)).ok()?;
    }
    let quiet = ["install", "--no-audit", "--no-fund", "--silent"];
    let installed = Command::new("npm").args(quiet).current_dir(&folder).stdout(Stdio::null()).status().ok()?;
    installed.success().then_some(folder)
}

fn timed(what: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    what();
    begun.elapsed()
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
