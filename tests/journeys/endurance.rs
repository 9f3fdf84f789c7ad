//! Eight days of a station, one visitor after the other without a pause: nothing grows that should not. The kiosk with its real
//! workers, stores, platform and sockets runs in a process of its own, whose memory, threads, open files and databases are
//! looked at when each day is over. `YIZHAN_VISITORS` says how many come in a day; a station has some sixty.

#![expect(clippy::print_stdout, reason = "its figures are what a long run is for")]

use super::personas::{consent_and_apply, reach, short_form};
use super::{Visit, station_with_postings};
use crate::common::{Province, Station};
use jiff::{SignedDuration, Timestamp};
use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;
use yizhan::device::Devices;
use yizhan::runtime::{Machine, World, machine};

const DAYS: i64 = 8;
/// Hours that a station is open in a day.
const OPEN: i64 = 10;
/// Caches are filled in the first days; from then on nothing may grow.
const SETTLED: usize = 2;
/// Memory may grow by less than this in an hour of the station's.
const MOST_AN_HOUR: f64 = 1024.0 * 1024.0;
/// A line of the sync, that happens to be open when somebody counts.
const MOST_LINES: usize = 1;
/// What a log may take, as SQLite empties it.
const MOST_LOG: u64 = 20 * 1024 * 1024;
/// Set in the process of its own.
const ALONE: &str = "YIZHAN_ENDURES";

/// Days that pass as fast as visitors come; the last one ends now.
struct Week {
    machine: Machine,
    passed_s: AtomicI64,
    begun: Timestamp,
}

impl Week {
    fn new() -> Self {
        let machine = Machine::new().unwrap();
        let begun = machine.now() - SignedDuration::from_hours(24 * DAYS);
        Self { machine, passed_s: AtomicI64::new(0), begun }
    }

    fn pass(&self, seconds: i64) {
        self.passed_s.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl World for Week {
    fn now(&self) -> Timestamp {
        self.begun + SignedDuration::from_secs(self.passed_s.load(Ordering::SeqCst))
    }

    fn random(&self, bytes: &mut [u8]) {
        self.machine.random(bytes);
    }
}

/// What a process takes, and what its files do.
#[derive(Debug, Clone, Copy)]
struct Size {
    frames: u64,
    memory: u64,
    threads: usize,
    /// Files, and connections: a line that was used a moment ago is still open when somebody counts.
    open: usize,
    connections: usize,
    store: u64,
    catalogue: u64,
    logs: u64,
}

impl Size {
    fn of(visit: &Visit, station: &Station) -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")).unwrap();
        let count = |folder: &str| fs::read_dir(folder).unwrap().count();
        let links = fs::read_dir("/proc/self/fd").unwrap().flatten().filter_map(|fd| fs::read_link(fd.path()).ok());
        // Held while the line is used, which may be just now.
        let links = links.filter(|link| !link.ends_with("sync.lock"));
        let (connections, files): (Vec<_>, Vec<_>) =
            links.partition(|link| link.to_string_lossy().starts_with("socket:"));
        let file = |name: &str| fs::metadata(station.path().join(name)).map_or(0, |file| file.len());
        Self {
            frames: visit.harness.ctx.cumulative_frame_nr(),
            memory: memory.trim().parse::<u64>().unwrap() * 1024,
            threads: count("/proc/self/task"),
            open: files.len(),
            connections: connections.len(),
            store: file("station.db"),
            catalogue: file("catalogue.db"),
            logs: file("station.db-wal").max(file("catalogue.db-wal")),
        }
    }

    fn say(self, day: usize, visitors: usize) {
        let mib = |bytes: u64| bytes as f64 / 1024.0 / 1024.0;
        println!(
            "day {day}: {visitors} visitors, {} frames, memory {:.1} MiB, {} threads, {} open files, {} connections, station.db {:.1} MiB, \
             catalogue.db {:.1} MiB, largest log {:.1} MiB",
            self.frames,
            mib(self.memory),
            self.threads,
            self.open,
            self.connections,
            mib(self.store),
            mib(self.catalogue),
            mib(self.logs)
        );
    }
}

fn leave(visit: &mut Visit) {
    visit.touch("首页");
    visit.touch("返回");
    visit.see("点一下，开始找工作");
}

/// One visitor of four kinds.
fn comes(visit: &mut Visit, number: usize) {
    visit.touch("点一下，开始找工作");
    match number % 4 {
        0 => {
            for step in ["按工种找", "家政护理", "保洁", "元/", "带走这个岗位"] {
                visit.touch(step);
            }
            visit.see("岗位内容的二维码");
        }
        1 => {
            visit.touch("输入工种");
            visit.keys("dianhan");
            visit.see("电焊工");
        }
        2 => {
            for step in ["最新岗位", "元/", "我想去，现在报名"] {
                visit.touch(step);
            }
            let phone = format!("138{number:08}");
            short_form(visit, Some(&phone), ["1970年代", "1974年", "3月", "10日"]);
            consent_and_apply(visit);
        }
        _ => {
            visit.touch("大字");
            reach(visit, "日结零工");
            visit.see("元/");
        }
    }
    leave(visit);
}

/// Runs this very test once more, alone in a process.
fn alone() {
    let name = std::thread::current().name().unwrap().to_owned();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([&name, "--exact", "--nocapture"])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    print!("{said}");
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn eight_days_of_visitors_leave_memory_threads_and_files_as_they_were() {
    if std::env::var_os(ALONE).is_none() {
        return alone();
    }
    machine::spare_memory();
    let a_day: usize = std::env::var("YIZHAN_VISITORS").ok().and_then(|n| n.parse().ok()).unwrap_or(4);
    let begun = Instant::now();
    let province = Province::start();
    let station = station_with_postings(&province);
    let week = Arc::new(Week::new());
    let world = Arc::<Week>::clone(&week);
    let mut visit = Visit::in_world(&station, Devices::default(), world);
    let mut days = Vec::new();
    for day in 0..usize::try_from(DAYS).unwrap() {
        for number in 0..a_day {
            comes(&mut visit, day * a_day + number);
            week.pass(OPEN * 3_600 / i64::try_from(a_day).unwrap());
        }
        week.pass((24 - OPEN) * 3_600);
        let size = Size::of(&visit, &station);
        size.say(day + 1, a_day);
        days.push(size);
    }
    let (settled, last) = (days[SETTLED], days[days.len() - 1]);
    let hours = (DAYS - 1 - i64::try_from(SETTLED).unwrap()) * OPEN;
    let growth = last.memory as f64 - settled.memory as f64;
    println!(
        "{:.0} s for {} visitors; memory grew by {:.2} MiB in {hours} hours of the station's",
        begun.elapsed().as_secs_f64(),
        a_day * days.len(),
        growth / 1024.0 / 1024.0
    );
    assert!(growth < MOST_AN_HOUR * hours as f64, "{days:?}");
    assert!(last.threads <= settled.threads, "threads grow: {days:?}");
    assert!(last.open <= settled.open, "open files grow: {days:?}");
    assert!(last.connections <= settled.connections + MOST_LINES, "connections grow: {days:?}");
    assert!(days.iter().all(|day| day.logs < MOST_LOG), "a log grows: {days:?}");
    // A visitor who applies is some kilobytes, and stays.
    let visitors = (a_day * days.len()) as u64;
    assert!(last.store < settled.store + visitors * 64 * 1024, "{days:?}");
}
