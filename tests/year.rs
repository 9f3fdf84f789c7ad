//! A year of one station, made by a seed: three clerks, thousands of people and services. Afterwards every figure of the
//! report equals a count made from what the province accepted, and what is owed to each person equals what a plain ledger
//! beside the program says.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a year that cannot be lived has failed"
)]

#[path = "year/book.rs"]
mod book;
mod common;
#[path = "year/forms.rs"]
mod forms;

use common::{Province, Station};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan as _, tz};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use yizhan::domain::board::Board;
use yizhan::domain::functions::{Function, LEAST_FUNCTIONS};
use yizhan::domain::monitor::{Figure, Monitor, SMALL, WAITS};
use yizhan::domain::role::{Role, Roles};
use yizhan::domain::seeker::NewService;
use yizhan::domain::task::{Outcome, Queue};
use yizhan::domain::unanswered::Unanswered;
use yizhan::domain::{
    Category, Consent, ConsentPurpose, EntryId, Form, IdType, JobKind, PostingId, ReferralReason, ReferralState,
    ServiceChannel, ServiceKind, SubjectId, TagSource, WantedJob,
};
use yizhan::runtime::World;
use yizhan::runtime::office::{self, OfficeEvent, OfficeJob, Session};
use yizhan::runtime::registering::{self, Outcome as Registering};
use yizhan::runtime::reporting::report_searches;
use yizhan::runtime::world::day_of;
use yizhan::store::{Origin, Station as Store};

/// Services and people of the year: together more than the 10,000 records that are expected.
const SERVICES: usize = 5_200;
const PEOPLE: usize = 5_200;
/// Of them, in a group that the 311 plan is for.
const HELPED: usize = 300;
const SEED: u64 = 311;
const FIRST_DAY: Date = date(2026, 1, 5);
const DAYS: i64 = 320;

/// A clock that the year turns.
struct Calendar(Mutex<(Timestamp, fastrand::Rng)>);

impl Calendar {
    fn set(&self, day: Date, minute: i64) {
        let morning = day.at(9, 0, 0, 0).to_zoned(tz::offset(8).to_time_zone()).unwrap().timestamp();
        self.0.lock().unwrap().0 = morning + SignedDuration::from_mins(minute);
    }
}

impl World for Calendar {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().0
    }

    fn random(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap().1.fill(bytes);
    }
}

/// The ledger beside the program: what was done for somebody, in a clerk's words.
#[derive(Default)]
struct Ledger {
    postings: BTreeSet<i64>,
    guided: u32,
    trained: u32,
    /// Explained policies, for the 1311.
    explained: u32,
}

impl Ledger {
    /// What the 311 and the 1311 still owe to a migrant worker: three postings, guidance, training; the second one policy
    /// talk more. The list shows the larger.
    fn owed(&self) -> u32 {
        let postings = 3_u32.saturating_sub(u32::try_from(self.postings.len()).unwrap());
        let others = u32::from(self.guided == 0) + u32::from(self.trained == 0);
        postings + others + u32::from(self.explained == 0)
    }
}

struct Year {
    store: Store,
    session: Session,
    world: Calendar,
    dice: fastrand::Rng,
    people: Vec<(SubjectId, yizhan::domain::ReceiptNo)>,
    ledgers: BTreeMap<SubjectId, Ledger>,
    voided: usize,
    /// When each person registered and was first served.
    first: BTreeMap<SubjectId, (Date, Option<Date>)>,
    today: Date,
    /// Calls that were made: all, and those by the day they were promised for.
    calls: (u64, u64),
    /// What people looked for in vain, by everyday job.
    in_vain: BTreeMap<String, u64>,
    /// Forms that people filled in at the machine.
    forms: forms::Forms,
}

fn form(n: usize) -> Form {
    let consent = |purpose| Consent { purpose, version: "2026-11".into(), given: Timestamp::UNIX_EPOCH };
    Form {
        name: format!("测试{}", name(n)),
        id_type: IdType::None,
        no_id_reason: "证件丢失，正在补办".into(),
        phone: format!("138{n:08}"),
        wanted_jobs: vec![WantedJob { kind: JobKind::ALL[n % 7], text: String::new() }],
        categories: if n < HELPED { vec![Category::MigrantWorker] } else { Vec::new() },
        consents: vec![consent(ConsentPurpose::Register), consent(ConsentPurpose::ShareWithEmployers)],
        note: format!("第{n}号"),
        ..Form::default()
    }
}

fn name(n: usize) -> String {
    const DIGITS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    n.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

impl Year {
    fn ask(&mut self, job: OfficeJob) -> OfficeEvent {
        office::answer(&mut self.store, &mut self.session, job, &self.world).unwrap().unwrap()
    }

    fn register(&mut self, n: usize) {
        let done = registering::register(&mut self.store, &form(n), Origin::Direct, &self.world).unwrap();
        let Registering::Registered(registered) = done else { panic!("{done:?}") };
        let subject = self.store.subject_of(&registered.receipt).unwrap().unwrap();
        self.people.push((subject, registered.receipt));
        self.ledgers.entry(subject).or_default();
        self.first.entry(subject).or_insert((self.today, None));
        if n < HELPED {
            // What was declared ends with the registration; a paper that was seen does not.
            let evidence = "看过证明".into();
            let (category, source) = (Category::MigrantWorker, TagSource::Verified);
            self.ask(OfficeJob::SetTag { subject, category, holds: true, source, evidence });
        }
    }

    /// Something is done for somebody; a few services are taken back as mistakes.
    fn serve(&mut self) {
        // Those who are to be helped are seen more often.
        let most = if self.dice.u8(..10) < 6 { HELPED.min(self.people.len()) } else { self.people.len() };
        let (subject, _) = self.people[self.dice.usize(..most)].clone();
        let kind = ServiceKind::ALL[self.dice.usize(..ServiceKind::ALL.len())];
        let posting = PostingId(self.dice.i64(1..=5));
        let service = NewService {
            kind,
            channel: ServiceChannel::Desk,
            posting: (kind == ServiceKind::Recommendation).then_some(posting),
            topic: "家政服务".into(),
            result: "再约一次".into(),
            told: true,
            confirmed: self.dice.bool(),
        };
        let event = self.ask(OfficeJob::Record { subject, service });
        let OfficeEvent::Seeker(Some(seeker)) = event else { panic!("{event:?}") };
        if self.dice.u8(..50) == 0 {
            self.voided += 1;
            let service = seeker.services[0].done.id;
            self.ask(OfficeJob::Void { subject, service, reason: "记错人".into() });
            return;
        }
        self.served(subject);
        let ledger = self.ledgers.get_mut(&subject).unwrap();
        match kind {
            ServiceKind::Recommendation => drop(ledger.postings.insert(posting.0)),
            ServiceKind::Guidance => ledger.guided += 1,
            ServiceKind::TrainingInfo | ServiceKind::TrainingDone => ledger.trained += 1,
            ServiceKind::PolicyTalk => ledger.explained += 1,
            _ => {}
        }
    }

    fn served(&mut self, subject: SubjectId) {
        self.first.get_mut(&subject).unwrap().1.get_or_insert(self.today);
    }

    /// What else a day brings: calls that are due, somebody at the machine, searches that find nothing.
    fn rest_of_day(&mut self, day: i64) {
        let OfficeEvent::Tasks { rows, .. } = self.ask(OfficeJob::ListTasks { queue: Queue::CallBack }) else {
            panic!()
        };
        let now = self.world.now();
        for task in rows.iter().filter(|task| task.is_up(now)).take(6) {
            let in_time = u64::from(self.today <= task.due_on);
            self.calls = (self.calls.0 + 1, self.calls.1 + in_time);
            let (queue, id, outcome) = (Queue::CallBack, task.id, Outcome::Reached);
            self.ask(OfficeJob::EndTask { queue, id, outcome, note: String::new() });
        }
        if day % 3 == 0 {
            self.forms.leave(&mut self.store, usize::try_from(day / 3).unwrap(), &self.world);
        }
        for _ in 0..self.dice.u8(..4) {
            let kind = JobKind::ALL[self.dice.usize(..9)];
            *self.in_vain.entry(kind.as_str().to_owned()).or_default() += 1;
            let what = Unanswered { job_kind: Some(kind), district: None, matter: None };
            self.store.count_unanswered(self.today, &what).unwrap();
        }
        report_searches(&mut self.store, &self.world).unwrap();
    }

    /// A referral, as far as it goes.
    fn refer(&mut self) {
        let place = self.dice.usize(..self.people.len());
        let (subject, receipt) = self.people[place].clone();
        let json = include_str!("migrations/posting.json");
        let mut posting: yizhan::domain::Posting = serde_json::from_str(json).unwrap();
        posting.id = PostingId(self.dice.i64(100..100_000));
        let id = posting.id;
        self.ask(OfficeJob::Refer { receipt, posting: Box::new(posting) });
        self.ledgers.get_mut(&subject).unwrap().postings.insert(id.0);
        self.served(subject);
        let referral: EntryId = self.store.referrals_of(subject).unwrap()[0].id;
        let steps = [ReferralState::Told, ReferralState::Interview, ReferralState::Hired];
        for to in steps.into_iter().take(self.dice.usize(..=3)) {
            self.ask(OfficeJob::MoveReferral { subject, id: referral, to, reason: None });
        }
        if self.dice.bool() {
            let reason = Some(ReferralReason::TooFar);
            let to = ReferralState::Refused;
            self.ask(OfficeJob::MoveReferral { subject, id: referral, to, reason });
        }
    }
}

impl Year {
    /// Every chart of the desk and of the big screen, bar by bar.
    fn charts_agree(&self, monitor: &Monitor, counted: &Counted) {
        for ((services, records), month) in monitor.months.iter().zip(1_i8..) {
            assert_eq!(*services, counted.months.get(&month).copied().unwrap_or(0), "services of month {month}");
            assert_eq!(*records, counted.valid.get(&month).copied().unwrap_or(0), "records of month {month}");
        }
        let wanted: BTreeMap<String, u64> =
            monitor.wanted.iter().map(|(kind, count)| (kind.as_str().to_owned(), *count)).collect();
        assert_eq!(wanted, counted.wanted, "trades wanted");
        let in_vain: BTreeMap<String, u64> =
            monitor.in_vain.iter().map(|(kind, count)| (kind.unwrap().as_str().to_owned(), *count)).collect();
        assert_eq!(in_vain, self.in_vain, "searches in vain, as people made them");
        // Those of the last day are reported when it is over.
        let reported: u64 = counted.in_vain.values().sum();
        assert!(reported <= in_vain.values().sum() && reported + 3 >= in_vain.values().sum());
        let helped: BTreeSet<_> = self.people[..HELPED].iter().map(|(subject, _)| *subject).collect();
        let met = self.ledgers.iter().filter(|(who, ledger)| helped.contains(who) && ledger.owed() == 0).count();
        assert_eq!(monitor.in_plans, (HELPED as u64, met as u64), "people in plans, and those who have had all");
        let mut waits = [0_u64; WAITS];
        for (registered, served) in self.first.values() {
            let place = served.map_or(WAITS - 1, |served| match registered.until(served).unwrap().get_days() {
                0 => 0,
                1..=3 => 1,
                4..=7 => 2,
                8..=30 => 3,
                _ => 4,
            });
            waits[place] += 1;
        }
        assert_eq!(monitor.first_service, waits, "days to the first service");
        let calls = monitor.queues.iter().find(|queue| queue.queue == Queue::CallBack).unwrap();
        assert_eq!((calls.ended, calls.in_time), self.calls, "calls that were made, and those in time");
        assert!(calls.ended > 500 && calls.late > 0, "{calls:?}");
        // In public nothing is shown that is not so, and nothing small.
        let board = Board::of(monitor, self.world.now());
        for (shown, (services, _)) in board.months.iter().zip(&monitor.months) {
            assert!(shown.is_none_or(|shown| shown == *services && (shown == 0 || shown >= SMALL)));
        }
        for ((kind, shown), (known, count)) in board.wanted.iter().zip(&monitor.wanted) {
            assert!(kind == known && shown.is_none_or(|shown| shown == *count));
        }
        assert_eq!(board.services.0, Some(monitor.count(Figure::ServiceTimes)));
    }
}

/// Lives the year at a station.
fn live(station: &Station) -> Year {
    let mut store = station.store();
    let calendar = Calendar(Mutex::new((Timestamp::UNIX_EPOCH, fastrand::Rng::with_seed(SEED))));
    calendar.set(FIRST_DAY, 0);
    let clerks: Vec<_> = ["测试甲", "测试乙", "测试丙"]
        .map(|name| {
            let roles = Roles::of(&[Role::Clerk, Role::Supervisor]);
            store.add_staff(name, "260718", roles, &[5; 16], &office::act(None, &calendar)).unwrap()
        })
        .into();
    let mut year = Year {
        store,
        session: Session::default(),
        world: calendar,
        dice: fastrand::Rng::with_seed(SEED),
        people: Vec::new(),
        ledgers: BTreeMap::new(),
        voided: 0,
        first: BTreeMap::new(),
        today: FIRST_DAY,
        calls: (0, 0),
        in_vain: BTreeMap::new(),
        forms: forms::Forms::of_the_seed(),
    };
    let part = |whole: usize, day: i64| whole * usize::try_from(day).unwrap() / usize::try_from(DAYS).unwrap();
    let (mut registered, mut served) = (0, 0);
    for day in 0..DAYS {
        let date = FIRST_DAY.saturating_add(day.days());
        year.today = date;
        year.session.begin(clerks[usize::try_from(day).unwrap() % clerks.len()].clone());
        let mut minute = 0;
        // The ones who are helped all year come first.
        while registered < part(PEOPLE, day + 1).max(HELPED.min(PEOPLE)) {
            year.world.set(date, minute / 8);
            year.register(registered);
            (registered, minute) = (registered + 1, minute + 1);
        }
        while served < part(SERVICES, day + 1) {
            year.world.set(date, 60 + minute / 8);
            if served % 20 == 0 {
                year.refer();
            } else {
                year.serve();
            }
            (served, minute) = (served + 1, minute + 1);
        }
        year.world.set(date, 400);
        year.rest_of_day(day);
        if day % 5 == 4 {
            year.ask(OfficeJob::HandOver { note: String::new() });
        }
    }
    year
}

/// What the province accepted, counted without a line of the station's code.
#[derive(Default)]
struct Counted {
    kinds: BTreeMap<String, u64>,
    registrations: u64,
    services: u64,
    records: u64,
    months: BTreeMap<i8, u64>,
    /// Records of each month.
    valid: BTreeMap<i8, u64>,
    referrals: BTreeMap<String, String>,
    /// What shows each of the eight functions.
    functions: BTreeMap<&'static str, u64>,
    wanted: BTreeMap<String, u64>,
    in_vain: BTreeMap<String, u64>,
    receipts: BTreeSet<String>,
}

fn count(records: &[Value]) -> Counted {
    let kind = |record: &Value| record["kind"].as_str().unwrap().to_owned();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let voided: BTreeSet<String> = records
        .iter()
        .filter(|record| record["kind"] == "service_note" && record["body"]["says"] == "void")
        .map(|record| text(&record["body"]["service"]))
        .collect();
    let mut counted = Counted::default();
    for record in records {
        let body = &record["body"];
        counted.receipts.insert(text(&record["receipt"]));
        if let Some(function) = book::function_of(&kind(record), body)
            && !voided.contains(&text(&record["id"]))
        {
            *counted.functions.entry(function).or_default() += 1;
        }
        match kind(record).as_str() {
            "registration" => {
                counted.registrations += 1;
                counted.records += 1;
                let until: Date = text(&body["valid_until"]).parse().unwrap();
                let month = until.saturating_sub(90.days()).month();
                *counted.months.entry(month).or_default() += 1;
                *counted.valid.entry(month).or_default() += 1;
                for job in body["wanted_jobs"].as_array().unwrap() {
                    *counted.wanted.entry(text(&job["kind"])).or_default() += 1;
                }
            }
            "search_report" => {
                for line in body["unanswered"].as_array().unwrap() {
                    let kind = text(&line["job_kind"]);
                    *counted.in_vain.entry(kind).or_default() += line["count"].as_u64().unwrap();
                }
            }
            "service" if voided.contains(&text(&record["id"])) => {}
            "service" => {
                counted.services += 1;
                counted.records += 1;
                *counted.kinds.entry(text(&body["kind"])).or_default() += 1;
                let day: Date = text(&body["done_on"]).parse().unwrap();
                *counted.months.entry(day.month()).or_default() += 1;
                *counted.valid.entry(day.month()).or_default() += 1;
            }
            "referral" => {
                counted.records += 1;
                let day: Date = text(&body["on"]).parse().unwrap();
                *counted.valid.entry(day.month()).or_default() += 1;
                counted.referrals.insert(text(&body["referral"]), text(&body["state"]));
            }
            "person_tag" | "person_merge" => {
                counted.records += 1;
                // All of them were set when their people registered, in the first days.
                *counted.valid.entry(FIRST_DAY.month()).or_default() += 1;
            }
            _ => {}
        }
    }
    counted
}

#[test]
fn year_every_figure_equals_what_the_province_counts_and_every_person_what_a_ledger_says() {
    println!("seed {SEED}");
    let province = Province::start();
    // With the forms that people fill in at the machine.
    province.run(&["seed", "--postings", "5"]);
    let station = Station::enrolled(&province);
    let mut year = live(&station);
    let last_day = FIRST_DAY.saturating_add((DAYS - 1).days());
    assert_eq!(day_of(year.world.now()), last_day);

    // What is owed to whom.
    let OfficeEvent::Seekers(rows) = year.ask(OfficeJob::ListSeekers) else { panic!("no list") };
    assert_eq!(rows.len(), PEOPLE);
    let owed: BTreeMap<SubjectId, u32> = rows.iter().map(|row| (row.subject, row.owed)).collect();
    for (subject, _) in &year.people[..HELPED] {
        assert_eq!(owed[subject], year.ledgers[subject].owed(), "{:?}", year.ledgers[subject].postings);
    }
    assert!(year.people[HELPED..].iter().all(|(subject, _)| owed[subject] == 0));

    // The log of it all is whole, and the province has its head.
    let chain = year.store.check_audit().unwrap();
    let voided = year.voided;
    let synced = station.json(&["sync", "--until-idle"]);
    assert_eq!(synced["failures"], 0, "{synced}");
    assert_eq!(station.status()["entries"]["refused"], 0);

    let counted = count(&province.records());
    let OfficeEvent::Monitor(monitor) = year.ask(OfficeJob::Monitor) else { panic!("no figures") };
    year.charts_agree(&monitor, &counted);
    drop(year);
    let report = station.json(&["report", "--year", "2026", "--to", station.path().join("report").to_str().unwrap()]);
    let figure = |name: &str| report["figures"][name].as_u64().unwrap();
    assert_eq!(figure("service_times"), counted.registrations + counted.services);
    assert_eq!(figure("registrations"), counted.registrations);
    assert_eq!(figure("valid_records"), counted.records);
    for kind in ServiceKind::ALL {
        assert_eq!(figure(kind.as_str()), counted.kinds.get(kind.as_str()).copied().unwrap_or(0), "{kind}");
    }
    let ended = |states: &[&str]| counted.referrals.values().filter(|state| states.contains(&state.as_str())).count();
    assert_eq!(figure("referrals"), counted.referrals.len() as u64);
    assert_eq!(figure("hired"), ended(&["hired"]) as u64);
    assert_eq!(figure("interviews"), ended(&["hired", "interview"]) as u64);
    for function in Function::ALL {
        let expected = counted.functions.get(function.as_str()).copied().unwrap_or(0);
        assert_eq!(figure(function.as_str()), expected, "{function:?}");
    }
    assert!(counted.functions.len() >= LEAST_FUNCTIONS, "{:?}", counted.functions);
    assert!(voided > 0 && figure("service_times") > 10_000 && figure("valid_records") > 10_000);
    assert!(matches!(chain, yizhan::domain::audit::Chain::Whole { lines } if lines > 10_000), "{chain:?}");
    book::agrees(&station.path().join("report").join("report.xlsx"), &report["figures"], &counted.receipts);
    for file in ["report.xlsx", "report.pdf"] {
        let first = std::fs::read(station.path().join("report").join(file)).unwrap();
        station.run(&["report", "--year", "2026", "--to", station.path().join("again").to_str().unwrap()]);
        let again = std::fs::read(station.path().join("again").join(file)).unwrap();
        assert_eq!(first, again, "{file} is the same each time");
    }
}
