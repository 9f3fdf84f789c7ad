//! The workers as the screens meet them: jobs in, events out, whatever the line and the files do.

mod desk_packs;

use super::store::StoreWork;
use super::*;
use crate::domain::ledger::{Answered, LineState, Trouble, Verdict};
use crate::domain::query::{Matter, Query};
use crate::domain::unanswered::Unanswered;
use crate::domain::{Cursor, Form, NoticeNo, StationId, reading};
use crate::store::{CATALOGUE_FILE, Identity, Origin, STATION_FILE};
use jiff::Timestamp;
use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use yizhan_wire::signature::SigningKey;
use zeroize::Zeroizing;

/// Long enough for the slowest machine that runs tests; a test that works never waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A world in which it stays noon.
struct Noon;

impl World for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-22T04:00:00Z".parse().unwrap()
    }
    fn random(&self, bytes: &mut [u8]) {
        fastrand::fill(bytes);
    }
}

struct Kiosk {
    runtime: Runtime,
    handle: Handle,
    wakes: Receiver<()>,
}

fn key() -> StoreKey {
    StoreKey::new([7; 32])
}

fn start_in(data: &Path) -> Result<Kiosk, StartError> {
    start_as(data, false)
}

fn start_as(data: &Path, practice: bool) -> Result<Kiosk, StartError> {
    let (wake, wakes) = channel();
    let waking: Waker = Arc::new(move || wake.send(()).unwrap_or_default());
    let setup = Setup {
        data: data.to_owned(),
        key: key(),
        world: Arc::new(Noon),
        devices: Devices::default(),
        waker: waking,
        voice: None,
        pulse: Pulse::default(),
        fonts: None,
        examine: None,
        system: String::new(),
        watch: None,
        neighbours: Neighbours::default(),
        practice,
    };
    let (runtime, handle) = start(setup)?;
    Ok(Kiosk { runtime, handle, wakes })
}

/// A station whose platform is not there.
fn enrol(data: &Path) {
    // Port 9 is "discard": nobody listens.
    enrol_at(data, "http://127.0.0.1:9");
}

fn enrol_at(data: &Path, platform_url: &str) {
    let identity = Identity {
        id: StationId(3),
        name: "测试驿站".to_owned(),
        platform_url: platform_url.to_owned(),
        platform_key: SigningKey::from_seed(&[2; 32]).unwrap().public(),
        signing_seed: Zeroizing::new([1; 32]),
        enrolled_at: Noon.now(),
    };
    Station::open(data, &key()).unwrap().enrol(&identity, &[5; 32]).unwrap();
}

fn form(name: &str) -> Box<Form> {
    let line = format!(
        r#"{{"name":"{name}","id_type":"none","no_id_reason":"丢失","contact_by_station":true,
            "wanted_jobs":[{{"kind":"cook"}}],
            "consents":[{{"purpose":"register","version":"1","given":"2026-05-20T08:00:00Z"}}]}}"#
    );
    Box::new(reading::read(line.as_bytes(), Noon.now()).unwrap())
}

impl Kiosk {
    /// The next event that is of interest. Each wake must find an event: it is sent first.
    fn wait_for<T>(&self, mut of_interest: impl FnMut(Event) -> Option<T>) -> T {
        loop {
            match self.wakes.recv_timeout(PATIENCE) {
                Ok(()) => {
                    let event = self.handle.try_next().expect("the frame was woken before there was an event");
                    if let Some(found) = of_interest(event) {
                        return found;
                    }
                }
                Err(RecvTimeoutError::Timeout) => panic!("nothing came"),
                Err(RecvTimeoutError::Disconnected) => panic!("all workers are gone"),
            }
        }
    }

    /// A page of the feed arrives.
    fn feed(&self, after: i64, changes: &[serde_json::Value]) {
        let page = serde_json::json!({ "changes": changes, "more": false, "left": 0 });
        let (reply, landed) = sync_channel(1);
        let page = serde_json::from_value(page).unwrap();
        let work = CatalogueWork::Page { after: Cursor(after), page, at: Noon.now(), reply };
        self.runtime.catalogue.send(work).unwrap();
        landed.recv_timeout(PATIENCE).unwrap().unwrap();
    }

    /// How many postings a search finds.
    fn total(&self, text: &str) -> usize {
        let query = Query { text: text.into(), limit: 5, ..Query::default() };
        self.handle.send(Job::Search { ticket: Ticket(9), query }).unwrap();
        self.wait_for(|e| if let Event::Found { ticket: Ticket(9), results } = e { Some(results.total) } else { None })
    }

    fn register(&self, name: &str) -> Registered {
        self.handle.send(Job::Register { form: form(name) }).unwrap();
        self.wait_for(|event| match event {
            Event::Registered(registered) => Some(registered),
            Event::NotRegistered(faults) => panic!("{faults:?}"),
            _ => None,
        })
    }
}

fn words_pack(seq: i64, body: &serde_json::Value) -> serde_json::Value {
    serde_json::json!({ "change": "pack", "seq": seq, "pack": { "kind": "words", "version": seq, "body": body } })
}

#[test]
fn who_practises_has_no_line_whatever_is_asked() {
    let (dir, listener) = (tempfile::tempdir().unwrap(), std::net::TcpListener::bind("127.0.0.1:0").unwrap());
    listener.set_nonblocking(true).unwrap();
    enrol_at(dir.path(), &format!("http://{}", listener.local_addr().unwrap()));
    let kiosk = start_as(dir.path(), true).unwrap();
    kiosk.register("测试甲");
    for _ in 0..3 {
        kiosk.handle.send(Job::SyncNow).unwrap();
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(kiosk.runtime.stop());
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "somebody called the platform");
    // The same station at work calls it by itself.
    let kiosk = start_as(dir.path(), false).unwrap();
    let begun = Instant::now();
    while listener.accept().is_err() {
        assert!(begun.elapsed() < PATIENCE, "nobody calls the platform");
        std::thread::sleep(Duration::from_millis(5));
    }
    drop((listener, kiosk));
}

#[test]
fn with_the_platform_gone_every_job_is_answered() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    kiosk.wait_for(|e| matches!(e, Event::Status(s) if s.line.failures > 0).then_some(()));
    let first = kiosk.register("测试甲");
    assert_eq!(first.receipt.as_str().get(..11), Some("0003-000001"));
    assert!(!first.already);
    assert_eq!(kiosk.register("测试甲"), Registered { already: true, ..first }, "the same form keeps its receipt");
    kiosk.handle.send(Job::SaveDraft { form: form("测试乙") }).unwrap();
    kiosk.wait_for(|e| matches!(e, Event::DraftSaved { .. }).then_some(()));
    kiosk.handle.send(Job::Search { ticket: Ticket(1), query: Query { limit: 5, ..Query::default() } }).unwrap();
    let total = kiosk.wait_for(|e| match e {
        Event::Found { ticket: Ticket(1), results } => Some(results.total),
        _ => None,
    });
    assert_eq!(total, 0);
    assert!(kiosk.runtime.stop());
}

#[test]
fn what_was_left_half_typed_is_in_the_audit_log_once_for_each_who_is_offered_it() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let mut station = Station::open(dir.path(), &key()).unwrap();
    let roles = crate::domain::role::Roles::of(&[crate::domain::role::Role::Clerk]);
    let staff = station.add_staff("测试经办员", "260718", roles, &[5; 16], &office::act(None, &Noon)).unwrap().id;
    station.save_draft(&form("测试乙"), Noon.now()).unwrap();
    drop(station);
    let kiosk = start_in(dir.path()).unwrap();
    let pin = Pin::new("260718".into());
    kiosk.handle.send(Job::SignIn { staff, pin }).unwrap();
    for _ in 0..2 {
        kiosk.handle.send(Job::FindDraft).unwrap();
        kiosk.wait_for(|event| matches!(event, Event::DraftFound(Some(_))).then_some(()));
    }
    assert!(kiosk.runtime.stop());
    let station = Station::open(dir.path(), &key()).unwrap();
    let lines = station.audit_lines(usize::MAX).unwrap();
    let seen = lines.iter().filter(|(line, by)| line.detail == "draft" && by == "测试经办员").count();
    assert_eq!(seen, 1);
    assert!(matches!(station.check_audit().unwrap(), crate::domain::audit::Chain::Whole { .. }));
}

#[test]
fn a_line_that_stays_away_wakes_no_screen_again() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    kiosk.wait_for(|e| matches!(e, Event::Status(s) if s.line.failures > 0).then_some(()));
    let fail = |failures, trouble| {
        let line = StoreLine(kiosk.runtime.store.clone());
        let state = LineState { failures, next_attempt_at: Some(Noon.now()), trouble: Some(trouble), contact_at: None };
        line.ask(move |station| {
            crate::sync::Books::spend(station, world::day_of(Noon.now()), 350, 0)?;
            crate::sync::Books::remember(station, state)
        })
        .unwrap();
    };
    fail(7, Trouble::Unreachable);
    fail(8, Trouble::Unreachable);
    fail(9, Trouble::NotThePlatform);
    let mut before = None;
    kiosk.wait_for(|e| {
        let Event::Status(status) = e else { return None };
        assert!(status.line.failures <= 1, "how often it was tried is not for the screens");
        assert_ne!(before.as_ref(), Some(&status), "what the screens say had not changed");
        let turned = status.line.trouble == Some(Trouble::NotThePlatform);
        before = Some(status);
        turned.then_some(())
    });
}

#[test]
fn what_the_province_says_is_told_to_the_screens_once_it_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    kiosk.wait_for(|e| matches!(e, Event::Status(_)).then_some(()));
    let notice: crate::domain::notice::Notice = serde_json::from_value(serde_json::json!({
        "seq": 1, "id": "019341f6-0000-7000-8000-000000000001", "made_at": "2026-11-22T01:00:00Z",
        "kind": "message", "body": { "text": "明天停电" },
    }))
    .unwrap();
    for _ in 0..2 {
        let page = vec![notice.clone()];
        let line = StoreLine(kiosk.runtime.store.clone());
        line.ask(move |station| crate::sync::Books::take_notices(station, page, Noon.now())).unwrap();
    }
    let unseen = kiosk.wait_for(|e| if let Event::Status(status) = e { Some(status.notices.unseen) } else { None });
    assert_eq!(unseen, 1);
    kiosk.wait_for(|e| matches!(e, Event::NoticesArrived { to: NoticeNo(1) }).then_some(()));
    kiosk.handle.send(Job::NoticeSeen { seq: NoticeNo(1) }).unwrap();
    let rows = kiosk.wait_for(|e| match e {
        Event::NoticesArrived { .. } => panic!("it was told twice"),
        Event::Notices(rows) => Some(rows),
        _ => None,
    });
    assert_eq!((rows.len(), rows[0].seen_at), (1, Some(Noon.now())));
    kiosk.wait_for(|e| matches!(e, Event::Status(status) if status.notices.unseen == 0).then_some(()));
    assert!(kiosk.runtime.stop());
}

#[test]
fn a_word_of_a_pack_that_arrives_finds_postings_at_once_and_the_next_pack_takes_its_place() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    let posting = serde_json::json!({ "change": "posting", "seq": 1, "posting": {
        "id": 1, "title": "招聘", "job_kind": "cleaner", "work_form": "full_time", "wage": {},
        "source": { "name": "测试", "kind": "public" }, "posted_on": "2026-11-20", "valid_until": "2099-12-31",
    } });
    kiosk.feed(0, &[posting]);
    assert_eq!(kiosk.total("睇场"), 0);
    kiosk.feed(1, &[words_pack(2, &serde_json::json!({ "jobs": { "cleaner": ["睇场"] } }))]);
    assert_eq!([kiosk.total("睇场"), kiosk.total("dichang")], [1, 1]);
    kiosk.feed(2, &[words_pack(3, &serde_json::json!({ "jobs": { "clener": ["扫铺"] } }))]);
    assert_eq!([kiosk.total("睇场"), kiosk.total("扫铺")], [1, 0], "a broken pack changes nothing");
    kiosk.feed(3, &[words_pack(4, &serde_json::json!({ "jobs": { "cleaner": ["扫铺"] } }))]);
    assert_eq!([kiosk.total("睇场"), kiosk.total("扫铺")], [0, 1]);
    assert!(kiosk.runtime.stop());
    let mut shelf = search::Shelf::load(dir.path(), world::day_of(Noon.now())).unwrap();
    let query = Query { text: "扫铺".into(), limit: 5, ..Query::default() };
    let after_restart = shelf.search(&query, world::day_of(Noon.now()), &|| false).unwrap().unwrap();
    assert_eq!(after_restart.total, 1);
}

/// Half a year before noon.
struct Spring;

impl World for Spring {
    fn now(&self) -> Timestamp {
        "2026-05-22T04:00:00Z".parse().unwrap()
    }
    fn random(&self, bytes: &mut [u8]) {
        fastrand::fill(bytes);
    }
}

#[test]
fn a_form_whose_time_is_over_is_erased_while_the_sync_keeps_asking() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let mut station = Station::open(dir.path(), &key()).unwrap();
    let registered = registering::register(&mut station, &form("测试甲"), Origin::Direct, &Spring).unwrap();
    let registering::Outcome::Registered(Registered { entry, .. }) = registered else { panic!("{registered:?}") };
    station.apply_answers(&[Answered { entry, verdict: Verdict::Acknowledged }], Spring.now()).unwrap();
    drop(station);
    let kiosk = start_in(dir.path()).unwrap();
    kiosk.handle.send(Job::ListEntries { limit: 9 }).unwrap();
    let rows = kiosk.wait_for(|e| if let Event::Entries(rows) = e { Some(rows) } else { None });
    assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), [""]);
}

#[test]
fn yesterdays_searches_in_vain_go_into_the_outbox_and_todays_are_counted() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let today = world::day_of(Noon.now());
    let mut station = Station::open(dir.path(), &key()).unwrap();
    station.count_unanswered(today.yesterday().unwrap(), &Unanswered::default()).unwrap();
    drop(station);
    let kiosk = start_in(dir.path()).unwrap();
    kiosk.wait_for(|e| matches!(e, Event::Status(s) if s.entries.waiting == 1).then_some(()));
    for _ in 0..3 {
        kiosk.handle.send(Job::CountUnanswered(Unanswered::default())).unwrap();
    }
    assert!(kiosk.runtime.stop());
    let station = Station::open(dir.path(), &key()).unwrap();
    assert_eq!((station.unanswered_on(today).unwrap(), station.counts().unwrap().waiting), (3, 1));
}

#[test]
fn what_somebody_typed_is_in_no_file_and_in_no_report() {
    const TYPED: [&str; 3] = ["测试甲保密", "430102199001011234", "ceshijia"];
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    for text in TYPED {
        assert_eq!(kiosk.total(text), 0);
        let query = Query { text: format!("{text} 门卫"), ..Query::default() };
        kiosk.handle.send(Job::CountUnanswered(Unanswered::of(&query, &[(Matter::Words, 1)]))).unwrap();
    }
    assert!(kiosk.runtime.stop());
    let mut station = Station::open(dir.path(), &key()).unwrap();
    let today = world::day_of(Noon.now());
    assert_eq!(station.unanswered_on(today).unwrap(), 3);
    assert!(station.report_unanswered(today.tomorrow().unwrap(), Noon.now(), [7; 20]).unwrap());
    // What is encrypted in the file, as it leaves it.
    let mut everything = station.next_batch(9, usize::MAX).unwrap()[0].body.get().as_bytes().to_vec();
    assert!(everything.windows(14).any(|bytes| bytes == b"security_guard"), "the job is told, the words are not");
    drop(station);
    for file in fs::read_dir(dir.path()).unwrap() {
        everything.extend(fs::read(file.unwrap().path()).unwrap());
    }
    for text in TYPED {
        assert!(!everything.windows(text.len()).any(|bytes| bytes == text.as_bytes()), "{text}");
    }
}

#[test]
fn the_status_follows_what_is_registered() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    kiosk.handle.send(Job::Register { form: form("测试甲") }).unwrap();
    let status = kiosk.wait_for(|e| match e {
        Event::Status(status) if status.entries.waiting == 1 => Some(status),
        _ => None,
    });
    assert_eq!(status.station, Some((StationId(3), "测试驿站".to_owned())));
    assert_eq!(status.entries.oldest_waiting, Some(Noon.now()));
}

#[test]
fn a_machine_that_is_no_station_yet_runs_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let kiosk = start_in(dir.path()).unwrap();
    let status = kiosk.wait_for(|e| if let Event::Status(status) = e { Some(status) } else { None });
    assert_eq!(status.station, None);
    kiosk.handle.send(Job::Register { form: form("测试甲") }).unwrap();
    let trouble = kiosk.wait_for(|e| if let Event::StoreFailed(trouble) = e { Some(trouble) } else { None });
    assert_eq!(trouble, StoreTrouble::NotEnrolled);
}

#[test]
fn a_form_with_faults_is_not_registered_and_all_of_them_are_told() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    kiosk.handle.send(Job::Register { form: Box::default() }).unwrap();
    let faults = kiosk.wait_for(|e| if let Event::NotRegistered(faults) = e { Some(faults) } else { None });
    assert!(faults.len() >= 3, "{faults:?}");
}

#[test]
fn planted_panic_of_a_worker_is_told_and_the_next_job_is_done() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    kiosk.runtime.store.send(StoreWork::With(Box::new(|_| panic!("planted")))).unwrap();
    let worker = kiosk.wait_for(|e| if let Event::WorkerRestarted(worker) = e { Some(worker) } else { None });
    assert_eq!(worker, "store");
    assert!(!kiosk.register("测试甲").already);
}

#[test]
fn what_was_asked_before_the_stop_is_on_the_disk_after_it() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    for n in 0..20 {
        kiosk.handle.send(Job::Register { form: form(&format!("测试{}", "甲".repeat(n + 1))) }).unwrap();
    }
    assert!(kiosk.runtime.stop());
    assert_eq!(Station::open(dir.path(), &key()).unwrap().counts().unwrap().waiting, 20);
}

#[test]
fn a_damaged_catalogue_is_kept_aside_and_the_kiosk_starts_with_an_empty_one() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let junk = vec![b'x'; 8192];
    fs::write(dir.path().join(CATALOGUE_FILE), &junk).unwrap();
    let kiosk = start_in(dir.path()).unwrap();
    kiosk.register("测试甲");
    let aside = fs::read_dir(dir.path())
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.to_string_lossy().contains(".damaged-"))
        .expect("the damaged file is kept");
    assert_eq!(fs::read(aside).unwrap(), junk);
}

#[test]
fn a_damaged_store_of_people_is_refused_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let path = dir.path().join(STATION_FILE);
    let mut bytes = fs::read(&path).unwrap();
    bytes.iter_mut().skip(4096).step_by(64).for_each(|b| *b ^= 0x5a);
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(start_in(dir.path()).err(), Some(StartError::Store(_))));
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn recommendations_and_day_jobs_are_answered_though_there_is_no_posting_yet() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let kiosk = start_in(dir.path()).unwrap();
    let receipt = kiosk.register("测试甲").receipt;
    kiosk.handle.send(Job::ReadProfile { receipt: receipt.clone() }).unwrap();
    let profile = kiosk.wait_for(|event| match event {
        Event::ProfileRead { profile, .. } => Some(profile.expect("she has just been registered")),
        _ => None,
    });
    kiosk.handle.send(Job::Suggest { receipt, profile, limit: 5 }).unwrap();
    let found =
        kiosk.wait_for(|event| if let Event::Suggested { suggestions, .. } = event { Some(suggestions) } else { None });
    assert!(found.list.is_empty() && found.near.is_empty());
    kiosk.handle.send(Job::ListFreePeople).unwrap();
    let people = kiosk.wait_for(|event| if let Event::FreePeople(people) = event { Some(people) } else { None });
    assert!(people.is_empty(), "she did not agree to be told of work");
    kiosk.handle.send(Job::AssignGigs { people }).unwrap();
    let list = kiosk.wait_for(|event| if let Event::GigsAssigned(list) = event { Some(list) } else { None });
    assert_eq!((list.open, list.sent.len()), (0, 0));
}
