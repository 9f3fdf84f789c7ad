//! The charts once more: every bar counted from what stands in the platform's own file, person by person, without a line of
//! the station's code. What is no entry (how long a task lay in a queue) is counted by the clerk who did it.

use super::common::{Province, Station};
use super::{Ledger, PEOPLE, Year, book};
use jiff::civil::Date;
use jiff::{Timestamp, tz};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use yizhan::domain::JobKind;
use yizhan::domain::board::Board;
use yizhan::domain::functions::Function;
use yizhan::domain::monitor::{Figure, Monitor, QueueWait, SMALL, Span, WAITS, WaitOf};
use yizhan::domain::query::Query;
use yizhan::domain::task::Queue;
use yizhan::runtime::office::{OfficeEvent, OfficeJob};
use yizhan::runtime::search::Shelf;
use yizhan::runtime::world::day_of;
use yizhan::runtime::{Machine, World as _};

/// An entry as the platform keeps it.
pub struct Kept {
    id: String,
    kind: String,
    subject: String,
    /// The station's day on which it was made.
    day: Date,
    body: Value,
}

impl Kept {
    fn text(&self, field: &str) -> &str {
        self.body[field].as_str().unwrap()
    }

    fn date(&self, field: &str) -> Date {
        self.text(field).parse().unwrap()
    }
}

#[expect(clippy::disallowed_methods, reason = "whoever checks opens the file by herself")]
fn file(platform: &Path) -> Connection {
    Connection::open(platform.join("platform.db")).unwrap()
}

/// Every entry that the platform has accepted.
pub fn kept(platform: &Path) -> Vec<Kept> {
    let file = file(platform);
    let sql = "SELECT lower(hex(id)), kind, lower(hex(subject)), made_at, body FROM entry ORDER BY number";
    let mut statement = file.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        let at = Timestamp::from_millisecond(row.get(3)?).unwrap();
        Ok(Kept {
            id: row.get(0)?,
            kind: row.get(1)?,
            subject: row.get(2)?,
            day: at.to_zoned(tz::offset(8).to_time_zone()).date(),
            body: serde_json::from_str(&row.get::<_, String>(4)?).unwrap(),
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// The last thing that an office decided about each receipt, in fen: what was granted for what, and for how many.
pub fn granted(platform: &Path) -> BTreeMap<String, (u64, i64)> {
    let mut last: BTreeMap<String, Value> = BTreeMap::new();
    let file = file(platform);
    let mut statement =
        file.prepare("SELECT receipt, body FROM notice WHERE kind = 'decision' ORDER BY number").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    for (receipt, body) in rows.map(Result::unwrap) {
        last.insert(receipt, serde_json::from_str(&body).unwrap());
    }
    let mut sums: BTreeMap<String, (u64, i64)> = BTreeMap::new();
    for body in last.values().filter(|body| body["outcome"] == "approved" || body["outcome"] == "partly_approved") {
        let sum = sums.entry(body["on"].as_str().unwrap().to_owned()).or_default();
        *sum = (sum.0 + 1, sum.1 + body["amount_fen"].as_i64().unwrap());
    }
    sums
}

/// How many open postings of each everyday job the province has, by its own file.
fn offered(platform: &Path, today: Date) -> BTreeMap<String, usize> {
    let file = file(platform);
    let mut statement = file.prepare("SELECT whole FROM posting WHERE state = 'open' AND valid_until >= ?1").unwrap();
    let rows = statement.query_map([today.to_string()], |row| row.get::<_, String>(0)).unwrap();
    let mut counts = BTreeMap::new();
    for whole in rows {
        let whole: Value = serde_json::from_str(&whole.unwrap()).unwrap();
        *counts.entry(whole["job_kind"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    counts
}

/// Trades offered, which stand beside those that are wanted: what the index of the station counts is what the province has open,
/// also after some of it was withdrawn.
pub fn offers_agree(province: &Province, station: &Station, monitor: &Monitor) {
    let today = day_of(Machine::new().unwrap().now());
    let counted = || {
        let mut shelf = Shelf::load(station.path(), today).unwrap();
        shelf.search(&Query::default(), today, &|| false).unwrap().unwrap().facets
    };
    let agree = || {
        let (facets, offered) = (counted(), offered(province.path(), today));
        for kind in JobKind::ALL {
            assert_eq!(facets.offered(*kind), offered.get(kind.as_str()).copied().unwrap_or(0), "{kind} offered");
        }
        offered
    };
    let before = agree();
    let beside = monitor.wanted.iter().filter(|(kind, _)| before.contains_key(kind.as_str())).count();
    assert!(beside >= 5, "trades of which some are wanted and some are offered: {beside}");
    for posting in ["3", "4", "5"] {
        province.run(&["posting", "withdraw", posting]);
    }
    station.run(&["sync", "--until-idle"]);
    assert_eq!(agree().values().sum::<usize>() + 3, before.values().sum::<usize>());
}

/// What one of the three clerks did.
#[derive(Default)]
struct Load {
    services: u64,
    people: BTreeSet<String>,
}

/// Everything that a chart shows, as it follows from the entries.
#[derive(Default)]
pub struct Bars {
    figures: BTreeMap<String, u64>,
    /// Services and records of each month.
    months: BTreeMap<i8, (u64, u64)>,
    wanted: BTreeMap<String, u64>,
    in_vain: BTreeMap<String, u64>,
    registered: BTreeMap<String, Date>,
    served: BTreeMap<String, Date>,
    referrals: BTreeMap<String, String>,
    entitled: BTreeSet<String>,
    pub ledgers: BTreeMap<String, Ledger>,
    staff: BTreeMap<String, Load>,
}

impl Bars {
    pub fn of(all: &[Kept]) -> Self {
        let void = |entry: &&Kept| entry.kind == "service_note" && entry.body["says"] == "void";
        let void: BTreeSet<String> =
            all.iter().filter(void).map(|note| note.text("service").replace('-', "")).collect();
        let mut bars = Self::default();
        for entry in all.iter().filter(|entry| !void.contains(&entry.id)) {
            bars.add(entry);
        }
        for state in bars.referrals.values() {
            let went: &[&str] = match state.as_str() {
                "hired" => &["referrals", "interviews", "hired"],
                "interview" => &["referrals", "interviews"],
                _ => &["referrals"],
            };
            for figure in went {
                *bars.figures.entry((*figure).to_owned()).or_default() += 1;
            }
        }
        bars
    }

    fn count(&mut self, figure: &str) {
        *self.figures.entry(figure.to_owned()).or_default() += 1;
    }

    fn add(&mut self, entry: &Kept) {
        let month = self.months.entry(entry.day.month()).or_default();
        month.0 += u64::from(matches!(entry.kind.as_str(), "registration" | "service"));
        let valid = ["registration", "service", "referral", "person_tag", "person_merge"];
        let valid = valid.contains(&entry.kind.as_str());
        month.1 += u64::from(valid);
        if valid {
            self.count("valid_records");
        }
        if let Some(function) = book::function_of(&entry.kind, &entry.body) {
            self.count(function);
        }
        match entry.kind.as_str() {
            "registration" => self.add_person(entry),
            "service" => self.add_service(entry),
            "referral" => {
                let posting = entry.body["posting"].as_i64().unwrap();
                self.ledgers.entry(entry.subject.clone()).or_default().postings.insert(posting);
                self.first_served(entry, entry.date("on"));
                self.referrals.insert(entry.text("referral").to_owned(), entry.text("state").to_owned());
            }
            "person_tag" => drop(self.entitled.insert(entry.subject.clone())),
            "search_report" => {
                for line in entry.body["unanswered"].as_array().unwrap() {
                    let kind = line["job_kind"].as_str().unwrap().to_owned();
                    *self.in_vain.entry(kind).or_default() += line["count"].as_u64().unwrap();
                }
            }
            _ => {}
        }
    }

    fn add_person(&mut self, entry: &Kept) {
        self.count("registrations");
        self.count("service_times");
        for job in entry.body["wanted_jobs"].as_array().unwrap() {
            *self.wanted.entry(job["kind"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        self.registered.entry(entry.subject.clone()).or_insert(entry.day);
        self.ledgers.entry(entry.subject.clone()).or_default();
    }

    fn add_service(&mut self, entry: &Kept) {
        self.count("service_times");
        self.count(entry.text("kind"));
        self.first_served(entry, entry.date("done_on"));
        let load = self.staff.entry(entry.text("staff").to_owned()).or_default();
        load.services += 1;
        load.people.insert(entry.subject.clone());
        let ledger = self.ledgers.entry(entry.subject.clone()).or_default();
        match entry.text("kind") {
            "recommendation" => drop(ledger.postings.insert(entry.body["posting"].as_i64().unwrap())),
            "guidance" => ledger.guided += 1,
            "training_info" | "training_done" => ledger.trained += 1,
            "policy_talk" => ledger.explained += 1,
            _ => {}
        }
    }

    fn first_served(&mut self, entry: &Kept, on: Date) {
        let first = self.served.entry(entry.subject.clone()).or_insert(on);
        *first = (*first).min(on);
    }

    fn owed(&self, subject: &String) -> u32 {
        if self.entitled.contains(subject) { self.ledgers[subject].owed() } else { 0 }
    }

    /// How many waited how long for their first service.
    fn waits(&self) -> Vec<u64> {
        let mut waits = vec![0; WAITS];
        for (subject, registered) in &self.registered {
            let place = self.served.get(subject).map_or(WAITS - 1, |served| {
                match registered.until(*served).unwrap().get_days() {
                    0 => 0,
                    1..=3 => 1,
                    4..=7 => 2,
                    8..=30 => 3,
                    _ => 4,
                }
            });
            waits[place] += 1;
        }
        waits
    }

    /// Every chart and every figure of the desk's page.
    pub fn agree(&self, monitor: &Monitor, granted: &BTreeMap<String, (u64, i64)>) {
        let funds: BTreeMap<String, (u64, i64)> =
            monitor.funds.iter().map(|line| (line.on.clone(), (line.granted, line.fen))).collect();
        assert_eq!(funds, *granted, "money that was granted");
        for (figure, count) in &monitor.figures {
            let expected = match figure {
                Figure::Granted => granted.values().map(|(count, _)| count).sum(),
                figure => self.figures.get(figure.as_str()).copied().unwrap_or(0),
            };
            assert_eq!(*count, expected, "{figure:?}");
        }
        for (bar, month) in monitor.months.iter().zip(1_i8..) {
            assert_eq!(*bar, self.months.get(&month).copied().unwrap_or_default(), "services and records of {month}");
        }
        let wanted: BTreeMap<String, u64> =
            monitor.wanted.iter().map(|(kind, count)| (kind.as_str().to_owned(), *count)).collect();
        assert_eq!(wanted, self.wanted, "trades wanted");
        let in_vain: BTreeMap<String, u64> =
            monitor.in_vain.iter().map(|(kind, count)| (kind.unwrap().as_str().to_owned(), *count)).collect();
        assert_eq!(in_vain, self.in_vain, "searches in vain");
        assert_eq!(monitor.first_service, self.waits(), "days to the first service");
        let met = self.entitled.iter().filter(|subject| self.owed(subject) == 0).count() as u64;
        assert_eq!(monitor.in_plans, (self.entitled.len() as u64, met), "in plans, and who has had all");
        assert_eq!(self.registered.len(), PEOPLE);
        assert_eq!(monitor.staff.len(), self.staff.len());
        for load in &monitor.staff {
            let expected = &self.staff[&load.name];
            let owed = expected.people.iter().filter(|subject| self.owed(subject) > 0).count() as u64;
            let counted = (load.services, load.people, load.owed);
            assert_eq!(counted, (expected.services, expected.people.len() as u64, owed), "{}", load.name);
        }
        let served: u64 = monitor.staff.iter().map(|load| load.services).sum();
        assert_eq!(served + monitor.count(Figure::Registrations), monitor.count(Figure::ServiceTimes));
    }
}

/// What was worked off in a queue: how much, how much of it by its day, and for how many days each lay there.
#[derive(Default)]
pub struct Worked {
    pub ended: u64,
    pub in_time: u64,
    pub days: Vec<i32>,
    /// When each task was seen first.
    pub seen: BTreeMap<i64, Date>,
}

impl Worked {
    fn agrees(&mut self, wait: &QueueWait, late: u64) {
        let queue = wait.queue;
        assert_eq!((wait.ended, wait.in_time), (self.ended, self.in_time), "{queue:?}: ended, and in time");
        assert_eq!(wait.late, late, "{queue:?}: late now, as the list has it");
        self.days.sort_unstable();
        let half = self.days.get(self.days.len() / 2).copied().unwrap_or(0);
        assert_eq!(wait.median_hours / 24, u64::try_from(half).unwrap(), "{queue:?}: half took so many days");
    }
}

impl Year {
    /// How long people waited in each queue.
    pub fn queues_agree(&mut self, monitor: &Monitor) {
        for wait in &monitor.queues {
            let open = self.tasks(wait.queue);
            let late = open.iter().filter(|task| task.due_on < self.today).count() as u64;
            let worked = self.worked.entry(wait.queue.as_str()).or_default();
            if wait.queue == Queue::Refer {
                // Everybody who registered was to be recommended something; doing so ends it, too, wherever that was done.
                assert_eq!(wait.ended + open.len() as u64, PEOPLE as u64, "what was ended and what is open");
                assert!((worked.ended..=PEOPLE as u64).contains(&wait.ended) && wait.in_time >= worked.in_time);
                assert_eq!(wait.late, late, "late now, as the list has it");
            } else {
                worked.agrees(wait, late);
            }
        }
        assert_eq!(monitor.queues.len(), Queue::ALL.len());
        let busy = monitor.queues.iter().filter(|wait| wait.ended > 20).count();
        assert!(busy >= 3 && monitor.queues.iter().any(|wait| wait.late > 0), "{:?}", monitor.queues);
    }

    /// Every figure and every bar opens as many entries as it says, each of which the province has.
    pub fn opens(&mut self, monitor: &Monitor, receipts: &BTreeSet<String>) {
        let span = Span::year(monitor.year);
        let by = monitor.staff.iter().map(|load| (Figure::By(load.staff), load.services));
        for (figure, count) in monitor.figures.iter().copied().chain(by) {
            let OfficeEvent::Evidence { rows, .. } = self.ask(OfficeJob::Evidence { figure, span }) else { panic!() };
            let opened: BTreeSet<&str> = rows.iter().map(|row| row.receipt.as_str()).collect();
            assert_eq!((opened.len() as u64, rows.len() as u64), (count, count), "{figure:?}");
            assert!(opened.iter().all(|receipt| receipts.contains(*receipt)), "{figure:?}");
        }
        let spans =
            monitor.first_service.iter().enumerate().map(|(place, count)| (WaitOf::FirstService(place), *count));
        let queues = monitor.queues.iter().map(|wait| (WaitOf::Queue(wait.queue), wait.ended + wait.late));
        for (of, count) in spans.chain(queues) {
            let OfficeEvent::Waits(_, rows) = self.ask(OfficeJob::Waits(of)) else { panic!() };
            assert_eq!(rows.len() as u64, count, "{of:?}");
        }
    }

    /// In public nothing is shown that is not so, and nothing small; every bar of the big screen is one of the desk's.
    pub fn board_agrees(&self, monitor: &Monitor) {
        let board = Board::of(monitor, self.world.now());
        let same = |shown: Option<u64>, count: u64, what: &str| {
            assert!(shown.is_none_or(|shown| shown == count && (shown == 0 || shown >= SMALL)), "{what}: {shown:?}");
        };
        let targets = (monitor.target(Figure::ServiceTimes), monitor.target(Figure::ValidRecords));
        assert_eq!((Some(board.services.1), Some(board.records.1)), targets);
        assert_eq!(board.services.0, Some(monitor.count(Figure::ServiceTimes)));
        assert_eq!(board.records.0, Some(monitor.count(Figure::ValidRecords)));
        assert_eq!(board.months.len(), 12);
        for (shown, (services, _)) in board.months.iter().zip(&monitor.months) {
            same(*shown, *services, "a month");
        }
        for (figure, shown) in &board.funnel {
            same(*shown, monitor.count(*figure), figure.as_str());
        }
        for ((kind, shown), (known, count)) in board.wanted.iter().zip(&monitor.wanted) {
            assert_eq!(kind, known);
            same(*shown, *count, kind.as_str());
        }
        for ((kind, shown), (known, count)) in board.in_vain.iter().zip(&monitor.in_vain) {
            assert_eq!(kind, known);
            same(*shown, *count, "in vain");
        }
        assert_eq!(board.first_service.len(), WAITS);
        for (shown, count) in board.first_service.iter().zip(&monitor.first_service) {
            same(*shown, *count, "a wait");
        }
        for (function, used) in &board.functions {
            assert_eq!(*used, monitor.count(Figure::Function(*function)) > 0, "{function:?}");
        }
        assert_eq!(board.functions.len(), Function::ALL.len());
        for ((on, shown), line) in board.funds.iter().zip(&monitor.funds) {
            assert_eq!(*on, line.on);
            same(shown.map(|(count, _)| count), line.granted, on);
            assert!(shown.is_none_or(|(_, fen)| fen == line.fen), "{on}");
        }
    }
}
