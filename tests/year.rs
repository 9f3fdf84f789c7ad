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
#[path = "year/charts.rs"]
mod charts;
mod common;
#[path = "year/forms.rs"]
mod forms;

use common::{Province, Station};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan as _, tz};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Mutex;
use yizhan::domain::functions::{Function, LEAST_FUNCTIONS};
use yizhan::domain::role::{Role, Roles};
use yizhan::domain::seeker::NewService;
use yizhan::domain::task::{Queue, TaskRow};
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
#[derive(Debug, Default, PartialEq)]
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
    today: Date,
    /// What was worked off in each queue.
    worked: BTreeMap<&'static str, charts::Worked>,
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
        let ledger = self.ledgers.get_mut(&subject).unwrap();
        match kind {
            ServiceKind::Recommendation => drop(ledger.postings.insert(posting.0)),
            ServiceKind::Guidance => ledger.guided += 1,
            ServiceKind::TrainingInfo | ServiceKind::TrainingDone => ledger.trained += 1,
            ServiceKind::PolicyTalk => ledger.explained += 1,
            _ => {}
        }
    }

    /// What else a day brings: calls that are due, somebody at the machine, searches that find nothing.
    fn rest_of_day(&mut self, day: i64) {
        for queue in Queue::ALL {
            // Callers wait; what lies in the other queues is taken up now and then.
            let most = if queue == Queue::CallBack { 6 } else { 3 * usize::from(day % 8 == 0) };
            self.work_off(queue, most);
        }
        if day % 3 == 0 {
            self.forms.leave(&mut self.store, usize::try_from(day / 3).unwrap(), &self.world);
            self.look_at(Queue::Reply);
        }
        // Those of the last day would be reported when it is over.
        for _ in 0..if day + 1 < DAYS { self.dice.u8(..4) } else { 0 } {
            let kind = JobKind::ALL[self.dice.usize(..9)];
            *self.in_vain.entry(kind.as_str().to_owned()).or_default() += 1;
            let what = Unanswered { job_kind: Some(kind), district: None, matter: None };
            self.store.count_unanswered(self.today, &what).unwrap();
        }
        report_searches(&mut self.store, &self.world).unwrap();
    }

    fn tasks(&mut self, queue: Queue) -> Vec<TaskRow> {
        let OfficeEvent::Tasks { rows, .. } = self.ask(OfficeJob::ListTasks { queue }) else { panic!() };
        rows
    }

    /// What stands in a queue; from when each does is noted.
    fn look_at(&mut self, queue: Queue) -> Vec<TaskRow> {
        let (rows, today) = (self.tasks(queue), self.today);
        let seen = &mut self.worked.entry(queue.as_str()).or_default().seen;
        for task in &rows {
            seen.entry(task.id).or_insert(today);
        }
        rows
    }

    /// A few of those whose turn it is, in one queue.
    fn work_off(&mut self, queue: Queue, most: usize) {
        let (now, today) = (self.world.now(), self.today);
        let rows = self.look_at(queue);
        let worked = self.worked.entry(queue.as_str()).or_default();
        for task in rows.iter().filter(|task| task.is_up(now)).take(most) {
            worked.ended += 1;
            worked.in_time += u64::from(today <= task.due_on);
            worked.days.push(worked.seen[&task.id].until(today).unwrap().get_days());
        }
        for task in rows.into_iter().filter(|task| task.is_up(now)).take(most) {
            let outcome = queue.outcomes()[0];
            let event = self.ask(OfficeJob::EndTask { queue, id: task.id, outcome, note: String::new() });
            assert!(matches!(event, OfficeEvent::Tasks { .. }), "{event:?}");
        }
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
        today: FIRST_DAY,
        worked: BTreeMap::new(),
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

/// Offices decide about what people filled in: most get what they asked for, some must bring a paper first, some get nothing.
fn decide(province: &Province) {
    let forms: Vec<Value> = province.records().into_iter().filter(|record| record["kind"] == "submission").collect();
    let mut lines = String::new();
    for (n, form) in forms.iter().enumerate() {
        let on = if n % 2 == 0 { "一次性创业补贴" } else { "灵活就业社保补贴" };
        let mut say = |outcome: &str, fen: usize| {
            let body = serde_json::json!({ "on": on, "outcome": outcome, "amount_fen": fen });
            let line = serde_json::json!({ "receipt": form["receipt"], "kind": "decision", "body": body });
            writeln!(lines, "{line}").unwrap();
        };
        match n % 5 {
            0 => say("rejected", 0),
            1 => {
                say("more_needed", 0);
                say("partly_approved", 50_000 + n);
            }
            2 => {
                say("approved", 10_000);
                say("rejected", 0);
            }
            _ => say("approved", 200_000 + n),
        }
    }
    let file = province.path().join("decisions.jsonl");
    std::fs::write(&file, lines).unwrap();
    province.run(&["notice", file.to_str().unwrap()]);
}

#[test]
fn year_every_figure_equals_what_the_province_counts_and_every_person_what_a_ledger_says() {
    println!("seed {SEED}");
    let province = Province::start();
    // With the forms that people fill in at the machine.
    province.run(&["seed", "--postings", "400"]);
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
    decide(&province);
    station.run(&["sync", "--until-idle"]);
    let OfficeEvent::Monitor(monitor) = year.ask(OfficeJob::Monitor) else { panic!("no figures") };
    let bars = charts::Bars::of(&charts::kept(province.path()));
    let granted = charts::granted(province.path());
    bars.agree(&monitor, &granted);
    assert!(granted.len() == 2 && granted.values().all(|(count, fen)| *count > 4 && *fen > 0), "{granted:?}");
    // What the province has of everybody is what was done for her.
    for (subject, ledger) in &year.ledgers {
        assert_eq!(bars.ledgers[&subject.0.simple().to_string()], *ledger);
    }
    assert_eq!(counted.in_vain, year.in_vain, "searches in vain, as people made them");
    year.opens(&monitor, &counted.receipts);
    year.queues_agree(&monitor);
    charts::offers_agree(&province, &station, &monitor);
    year.board_agrees(&monitor);
    drop(year);
    assert!(voided > 0);
    assert!(matches!(chain, yizhan::domain::audit::Chain::Whole { lines } if lines > 10_000), "{chain:?}");
    report_agrees(&station, &counted);
}

/// The report, figure by figure, and its files.
fn report_agrees(station: &Station, counted: &Counted) {
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
    assert!(figure("service_times") > 10_000 && figure("valid_records") > 10_000);
    book::agrees(&station.path().join("report").join("report.xlsx"), &report["figures"], &counted.receipts, |month| {
        let of = |months: &BTreeMap<i8, u64>| months.get(&month).copied().unwrap_or(0);
        (of(&counted.months), of(&counted.valid))
    });
    for file in ["report.xlsx", "report.pdf"] {
        let first = std::fs::read(station.path().join("report").join(file)).unwrap();
        station.run(&["report", "--year", "2026", "--to", station.path().join("again").to_str().unwrap()]);
        let again = std::fs::read(station.path().join("again").join(file)).unwrap();
        assert_eq!(first, again, "{file} is the same each time");
    }
}
