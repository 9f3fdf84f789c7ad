//! A month of a station that is never started anew: its real threads, a real platform, people who search and register, postings that change
//! each day. Nothing grows but what is kept on purpose.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a month that cannot be lived has failed"
)]

mod common;

use common::{Province, Station, registration};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use yizhan::device::Devices;
use yizhan::domain::query::Query;
use yizhan::domain::reading;
use yizhan::runtime::neighbours::Neighbours;
use yizhan::runtime::pulse::Pulse;
use yizhan::runtime::{self, Event, Handle, Job, Machine, Setup, Ticket, World};
use yizhan::store::key;

const DAYS: u32 = 30;
const PEOPLE_A_DAY: usize = 12;
const SEARCHES_A_DAY: usize = 60;
const POSTINGS: usize = 400;
const SEED: u64 = 30;
/// How long something may take before it counts as never.
const PATIENCE: Duration = Duration::from_mins(1);

/// The machine's clock, turned on by days.
struct Calendar {
    machine: Machine,
    ahead_s: AtomicI64,
    dice: Mutex<fastrand::Rng>,
}

impl World for Calendar {
    fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead_s.load(Ordering::Relaxed));
        self.machine.now().saturating_add(ahead).unwrap()
    }

    fn random(&self, bytes: &mut [u8]) {
        self.dice.lock().unwrap().fill(bytes);
    }
}

/// What a station holds at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    /// Bytes of each file in the data folder.
    files: BTreeMap<String, u64>,
    descriptors: usize,
    threads: usize,
    /// Kilobytes of memory that belong to the process alone.
    memory: i64,
}

impl Held {
    fn by(data: &Path) -> Self {
        runtime::machine::give_back();
        let files = fs::read_dir(data).unwrap().map(|entry| entry.unwrap());
        let count = |folder: &str| fs::read_dir(folder).unwrap().count();
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let anonymous = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
        Self {
            files: files
                .map(|file| (file.file_name().to_string_lossy().into_owned(), file.metadata().unwrap().len()))
                .collect(),
            descriptors: count("/proc/self/fd"),
            threads: count("/proc/self/task"),
            memory: anonymous.trim().trim_end_matches(" kB").trim().parse().unwrap(),
        }
    }
}

/// A station at work.
struct Month {
    province: Province,
    station: Station,
    world: Arc<Calendar>,
    handle: Handle,
    dice: fastrand::Rng,
    people: usize,
    ticket: u64,
}

impl Month {
    /// The postings of a day: most as they were, some with another wage, and one that names the day.
    fn publish(&mut self, day: u32) {
        let rows: Vec<String> = (0..POSTINGS)
            .map(|n| {
                let changed = if n % 6 == day as usize % 6 { day } else { 0 };
                let title = if n == 0 {
                    format!("装卸工{}", word(day))
                } else {
                    ["电焊工", "厨师", "保洁员"][n % 3].to_owned()
                };
                let row = json!({
                    "id": n, "title": title, "employer": format!("测试{n}有限公司"), "source_kind": "public",
                    "wage_text": format!("{}元/月", 5_000 + 10 * changed + n as u32), "location_text": "长沙市雨花区",
                    "description": format!("在{}车间工作，包吃住。{}", word(n as u32), word(changed)),
                    "valid_until": "2099-12-31",
                });
                format!("{row}\n")
            })
            .collect();
        let file = self.province.path().join("adverts.jsonl");
        fs::write(&file, rows.concat()).unwrap();
        self.province.run(&["import", file.to_str().unwrap()]);
    }

    fn wait_for<T>(&self, mut of_interest: impl FnMut(Event) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            while let Some(event) = self.handle.try_next() {
                if let Some(found) = of_interest(event) {
                    return found;
                }
            }
            assert!(begun.elapsed() < PATIENCE, "it never comes");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn search(&mut self, text: &str) -> usize {
        self.ticket += 1;
        let ticket = Ticket(self.ticket);
        let query = Query { text: text.to_owned(), limit: 20, ..Query::default() };
        self.handle.send(Job::Search { ticket, query }).unwrap();
        self.wait_for(|event| match event {
            Event::Found { ticket: of, results } if of == ticket => Some(results.total),
            _ => None,
        })
    }

    fn register(&mut self) {
        self.people += 1;
        let line = registration(self.people).to_string();
        let form = Box::new(reading::read(line.as_bytes(), self.world.now()).unwrap());
        self.handle.send(Job::Register { form }).unwrap();
        self.wait_for(|event| match event {
            Event::Registered(_) => Some(()),
            Event::NotRegistered(faults) => panic!("{faults:?}"),
            _ => None,
        });
    }

    /// One day: the province publishes, people come, and in the evening everything has arrived.
    fn live(&mut self, day: u32) -> Held {
        self.world.ahead_s.store(i64::from(day) * 86_400, Ordering::Relaxed);
        self.publish(day);
        for n in 0..SEARCHES_A_DAY {
            let text = *self.dice.choice(&["电焊", "chushi", "bjy", "车间", "没有这种工作", "5000"]).unwrap();
            self.search(text);
            if n % (SEARCHES_A_DAY / PEOPLE_A_DAY) == 0 {
                self.register();
            }
        }
        self.handle.send(Job::SyncNow).unwrap();
        let begun = Instant::now();
        while self.search(&format!("装卸工{}", word(day))) == 0 || self.station.waits() > 0 {
            assert!(begun.elapsed() < PATIENCE, "day {day}: what was published or registered does not arrive");
            std::thread::sleep(Duration::from_millis(50));
        }
        Held::by(self.station.path())
    }
}

/// A number in words that are searched by.
fn word(n: u32) -> String {
    n.to_string()
        .bytes()
        .map(|digit| ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'][usize::from(digit - b'0')])
        .collect()
}

#[test]
fn in_a_month_nothing_grows_but_what_is_kept_on_purpose() {
    runtime::machine::spare_memory();
    let province = Province::start();
    let station = Station::enrolled(&province);
    let world = Arc::new(Calendar {
        machine: Machine::new().unwrap(),
        ahead_s: AtomicI64::new(0),
        dice: Mutex::new(fastrand::Rng::with_seed(SEED)),
    });
    let setup = Setup {
        data: station.path().to_owned(),
        key: key::find(station.path(), None, [0; 32]).unwrap(),
        world: Arc::clone(&world) as _,
        devices: Devices::default(),
        waker: Arc::new(|| {}),
        voice: None,
        pulse: Pulse::default(),
        fonts: None,
        examine: None,
        system: String::new(),
        watch: None,
        neighbours: Neighbours::default(),
        practice: false,
    };
    let (running, handle) = runtime::start(setup).unwrap();
    let dice = fastrand::Rng::with_seed(SEED);
    let mut month = Month { province, station, world, handle, dice, people: 0, ticket: 0 };
    let days: Vec<Held> = (1..=DAYS).map(|day| month.live(day)).collect();
    drop(month.handle);
    assert!(running.stop());

    let (early, middle, late) = (&days[9], &days[19], &days[29]);
    let told = format!("seed {SEED}\nday 10: {early:?}\nday 20: {middle:?}\nday 30: {late:?}");
    assert_eq!(early.files.keys().collect::<Vec<_>>(), late.files.keys().collect::<Vec<_>>(), "{told}");
    assert_eq!(early.threads, late.threads, "{told}");
    // The line to the platform may be open at the moment that is looked at.
    assert!(late.descriptors <= early.descriptors + 1, "{told}");
    assert!(late.memory < early.memory + 6_000, "memory grows\n{told}");
    for (name, bytes) in &late.files {
        let (before, between) = (early.files[name], middle.files[name]);
        if name.starts_with("station.db") {
            // People's registrations and their entries are kept until their day: the same for each of them.
            let (first, second) = (between.saturating_sub(before), bytes.saturating_sub(between));
            assert!(second <= first + first / 4 + 65_536, "{name} grows faster and faster\n{told}");
            let people = (PEOPLE_A_DAY * 10) as u64;
            assert!(second / people < 16_384, "{name} keeps {} bytes of each person\n{told}", second / people);
        } else {
            assert!(*bytes <= before + before / 5 + 1_048_576, "{name} grows\n{told}");
        }
    }
}
