//! A station whose own line is dead, and a machine of the same house that carries for it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use super::common::{Province, Station, kiosk_program, lines, receipts, registrations};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use yizhan::device::Devices;
use yizhan::runtime::neighbours::Neighbours;
use yizhan::runtime::pulse::Pulse;
use yizhan::runtime::{self, Machine, Setup, SharedWorld};
use yizhan::store::key;

/// Nobody listens at "discard".
const NOBODY: &str = "http://127.0.0.1:9";
/// A test that works never waits for it.
const PATIENCE: Duration = Duration::from_mins(2);

/// A machine that carries for others.
struct Neighbour {
    program: Child,
    address: String,
    /// Where it would keep something.
    data: tempfile::TempDir,
}

impl Neighbour {
    fn of(platform: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut program = Command::new(kiosk_program())
            .args(["neighbour", "--platform", platform, "--listen", "127.0.0.1:0", "--json"])
            .env("YIZHAN_DATA", data.path())
            .env("YIZHAN_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(program.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        let said: Value = serde_json::from_str(&first).unwrap();
        Self { program, address: said["listening"].as_str().unwrap().to_owned(), data }
    }

    /// What it answers to a body that somebody of the house sends.
    fn answers(&self, path: &str, body: &[u8]) -> String {
        let mut line = TcpStream::connect(&self.address).unwrap();
        write!(line, "POST {path} HTTP/1.1\r\nHost: n\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len())
            .unwrap();
        line.write_all(body).unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
    }

    /// Ends it; everything it ever said.
    fn said(mut self) -> String {
        self.program.kill().unwrap();
        let mut said = String::new();
        self.program.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        said
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        self.program.kill().ok();
        self.program.wait().unwrap();
    }
}

/// A station that is enrolled, and whose line leads nowhere since.
fn cut_off(province: &Province) -> Station {
    let station = Station::enrolled(province);
    station.reach_through(NOBODY);
    station
}

fn sync_by(station: &Station, neighbours: &str) -> Value {
    station.json(&["sync", "--neighbours", neighbours])
}

#[test]
fn a_station_without_a_line_sends_and_hears_through_its_neighbour() {
    let province = Province::start();
    province.stock(20);
    let (station, neighbour) = (cut_off(&province), Neighbour::of(&province.url()));
    let (_, registered) = station.register(&registrations(0..3));
    let report = sync_by(&station, &neighbour.address);
    assert_eq!((&report["accepted"], &report["refused"], &report["fetched"]), (&json!(3), &json!(0), &json!(20)));
    assert_eq!((station.waits(), &station.status()["catalogue"]["open"]), (0, &json!(20)));
    // When its own line works again nothing goes twice.
    station.reach_through(&province.url());
    assert_eq!(station.json(&["sync"])["sent"], 0);
    let mut there = receipts(&province.records());
    there.sort();
    let mut here = receipts(&registered);
    here.sort();
    assert_eq!(there, here);
}

#[test]
fn what_went_on_a_stick_and_by_a_neighbour_is_there_once() {
    let province = Province::start();
    let (station, neighbour) = (cut_off(&province), Neighbour::of(&province.url()));
    station.register(&registrations(0..4));
    let stick = tempfile::tempdir().unwrap();
    let at = stick.path().to_str().unwrap();
    station.run(&["export", "--to", at]);
    assert_eq!(lines(&province.run(&["carry", at, "--json"]))[0]["accepted"], 4);
    assert_eq!(sync_by(&station, &neighbour.address)["accepted"], 4, "known there, and acknowledged here");
    let brought = station.json(&["import", "--from", at]);
    assert_eq!((&brought["acknowledged"], station.waits()), (&json!(0), 0), "the stick comes late and changes nothing");
    assert_eq!(province.records().len(), 4);
}

#[test]
fn who_carries_learns_nothing_and_keeps_nothing() {
    let province = Province::start();
    let (station, neighbour) = (cut_off(&province), Neighbour::of(&province.url()));
    station.register(&registrations(0..2));
    assert_eq!(sync_by(&station, &neighbour.address)["accepted"], 2);
    assert_eq!(fs::read_dir(neighbour.data.path()).unwrap().count(), 0);
    let said = neighbour.said();
    assert!(said.contains("a neighbour's file was carried"), "{said}");
    for canary in ["测试", "1380000", "registration"] {
        assert!(!said.contains(canary), "{canary} in {said}");
    }
}

#[test]
fn a_neighbour_carries_sealed_files_and_nothing_else() {
    let province = Province::start();
    let neighbour = Neighbour::of(&province.url());
    assert!(neighbour.answers("/v1/carried", b"not sealed at all").contains("400"));
    assert!(neighbour.answers("/v1/entries", b"YZB1").contains("404"), "the platform is not reached through it");
    assert!(neighbour.answers("/v1/carried", b"YZB1 begins so, and opens for nobody").contains("502"));
    let swollen = [b"YZB1".as_slice(), &vec![0; 17 * 1024 * 1024]].concat();
    let mut line = TcpStream::connect(&neighbour.address).unwrap();
    write!(line, "POST /v1/carried HTTP/1.1\r\nHost: n\r\nContent-Length: {}\r\n\r\n", swollen.len()).unwrap();
    // It need not read all of it before it says so.
    line.write_all(&swollen).ok();
    let mut first = [0; 12];
    line.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 413");
}

#[test]
fn where_no_neighbour_has_a_line_either_everything_goes_on_waiting() {
    let province = Province::start();
    let station = cut_off(&province);
    let cut_off_too = Neighbour::of(NOBODY);
    station.register(&registrations(0..2));
    let both = format!("127.0.0.1:9 {}", cut_off_too.address);
    let output = station.output(&["sync", "--neighbours", &both]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("连不上省平台"), "its own line is what is told of");
    assert_eq!((station.waits(), province.records().len()), (2, 0));
    // The second is asked where the first is away, and the third where both have none.
    let good = Neighbour::of(&province.url());
    assert_eq!(sync_by(&station, &format!("{both} {}", good.address))["accepted"], 2);
}

#[test]
fn a_running_kiosk_gives_what_waits_to_its_neighbour_by_itself() {
    let province = Province::start();
    province.stock(20);
    let (station, neighbour) = (cut_off(&province), Neighbour::of(&province.url()));
    station.register(&registrations(0..3));
    let world: SharedWorld = Arc::new(Machine::new().unwrap());
    let neighbours = Neighbours::at(&[format!("http://{}", neighbour.address)], &world).unwrap();
    let setup = Setup {
        data: station.path().to_owned(),
        key: key::find(station.path(), None, [0; 32]).unwrap(),
        world,
        devices: Devices::default(),
        waker: Arc::new(|| {}),
        voice: None,
        pulse: Pulse::default(),
        fonts: None,
        examine: None,
        system: String::new(),
        watch: None,
        neighbours,
        practice: false,
    };
    let (runtime, _handle) = runtime::start(setup).unwrap();
    let begun = Instant::now();
    while station.waits() > 0 || station.status()["catalogue"]["open"] != 20 {
        assert!(begun.elapsed() < PATIENCE, "{}", station.status());
        std::thread::sleep(Duration::from_millis(100));
    }
    runtime.stop();
    assert_eq!(receipts(&province.records()).len(), 3);
}
