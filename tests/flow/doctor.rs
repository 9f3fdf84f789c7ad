//! A machine as it should be, and each check made to fail once.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test whose scene cannot be set has failed")]

use super::common;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use yizhan::doctor::{Place, examine};
use yizhan::domain::health::{Check, Finding, Severity, worst};
use yizhan::domain::ledger::{Answered, LineState, Trouble, Verdict};
use yizhan::domain::{Cursor, DivisionCode, Pack, Refusal, RefusalCode, StationId};
use yizhan::runtime::intake::Intake;
use yizhan::runtime::traces::Told;
use yizhan::store::{CATALOGUE_FILE, Catalogue, Identity, STATION_FILE, Station, key};
use yizhan::sync::Books as _;
use yizhan_wire::Change;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;
use zeroize::Zeroizing;

/// What a machine says that the kiosk's package has set up.
const MACHINE: &[(&str, &str)] = &[
    ("proc/asound/cards", " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n"),
    ("proc/meminfo", "MemTotal:        3900000 kB\nMemAvailable:    2400000 kB\n"),
    ("proc/bus/input/devices", "N: Name=\"Touch Panel\"\nB: PROP=2\nB: EV=b\n\nN: Name=\"Power Button\"\nB: PROP=0\n"),
    ("proc/sys/kernel/core_pattern", "|/bin/false\n"),
    ("proc/sys/kernel/sysrq", "0\n"),
    ("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n/dev/zram0 partition 1024 0 100\n"),
    ("proc/net/tcp", TCP_HEAD),
    ("proc/net/tcp6", TCP_HEAD),
    ("sys/class/thermal/thermal_zone0/temp", "46000\n"),
    ("sys/class/drm/card0-DP-1/status", "connected\n"),
    ("usr/bin/espeak-ng", ""),
    ("usr/bin/ffmpeg", ""),
    (
        "etc/passwd",
        "root:x:0:0::/root:/usr/sbin/nologin\nyizhan:x:990:990::/var/lib/yizhan:/usr/sbin/nologin\ntech:x:1000:1000::/home/tech:/bin/bash\n",
    ),
    ("usr/lib/systemd/logind.conf.d/60-yizhan.conf", "[Login]\nNAutoVTs=0\nReserveVT=0\n"),
    ("etc/yizhan/firewall.nft", "define PLATFORM = { 10.20.30.40 }\ntable inet yizhan {\n}\n"),
    ("etc/systemd/system/sysinit.target.wants/yizhan-firewall.service", ""),
];
const TCP_HEAD: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

/// A machine below a folder, with a station.
pub(super) struct Machine {
    pub root: tempfile::TempDir,
    pub data: tempfile::TempDir,
    pub credentials: tempfile::TempDir,
    now: Timestamp,
    free: Option<u64>,
    films: bool,
    reached: bool,
}

impl Machine {
    pub fn bare() -> Self {
        let machine = Self {
            root: tempfile::tempdir().unwrap(),
            data: tempfile::tempdir().unwrap(),
            credentials: tempfile::tempdir().unwrap(),
            now: "2026-11-20T08:00:00Z".parse().unwrap(),
            free: Some(20_000_000_000),
            films: true,
            reached: true,
        };
        for (path, text) in MACHINE {
            machine.put(path, text);
        }
        let link = machine.root.path().join("etc/systemd/system/ctrl-alt-del.target");
        symlink("/dev/null", link).unwrap();
        fs::write(machine.credentials.path().join(key::CREDENTIAL), [7; 32]).unwrap();
        machine
    }

    /// The same with a station that has heard from its platform an hour ago.
    pub fn with_station() -> Self {
        let machine = Self::bare();
        let mut station = machine.open();
        let at = machine.now - SignedDuration::from_hours(1);
        let seed = [3; 32];
        let identity = Identity {
            id: StationId(12),
            name: "测试驿站".to_owned(),
            platform_url: "https://platform.example:8443".to_owned(),
            platform_key: SigningKey::of(Suite::Ed25519, &seed).unwrap().public(),
            signing_seed: Zeroizing::new(seed),
            enrolled_at: at,
        };
        station.enrol(&identity, &[9; 32]).unwrap();
        station.set_place(&DivisionCode::new("430111").unwrap()).unwrap();
        Self::heard(&mut station, Some(at), None);
        machine
    }

    fn heard(station: &mut Station, at: Option<Timestamp>, trouble: Option<Trouble>) {
        let line = LineState { contact_at: at, failures: u32::from(trouble.is_some()), next_attempt_at: None, trouble };
        station.remember(line).unwrap();
    }

    pub fn open(&self) -> Station {
        let key = key::find(self.data.path(), Some(self.credentials.path()), [0; 32]).unwrap();
        Station::open(self.data.path(), &key).unwrap()
    }

    pub fn put(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn take(&self, path: &str) {
        fs::remove_file(self.root.path().join(path)).unwrap();
    }

    fn findings(&self) -> Vec<Finding> {
        examine(&Place {
            root: self.root.path(),
            data: self.data.path(),
            credentials: Some(self.credentials.path()),
            now: self.now,
            free: &|_| self.free,
            reach: &|_| self.reached,
            voice: "espeak-ng",
            films: self.films.then_some(Path::new("ffmpeg")),
            release: None,
        })
    }

    /// What one check says.
    pub fn says(&self, check: Check) -> (Severity, &'static str) {
        let findings = self.findings();
        let found: Vec<_> = findings.iter().filter(|finding| finding.check == check).collect();
        assert_eq!(found.len(), 1, "{check:?}: {findings:#?}");
        super::ailing::worded(found[0]);
        (found[0].severity, found[0].state)
    }
}

#[test]
fn a_machine_as_it_should_be_has_nothing_to_see_to() {
    let machine = Machine::with_station();
    let findings = machine.findings();
    // The clock is known after a contact with the platform only, which no unit test has.
    let worse: Vec<_> = findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
    assert!(worse.is_empty(), "{worse:#?}");
    assert_eq!(worst(&findings), Severity::Note);
    // Everything but settings and devices, which the command asks by itself.
    assert_eq!(findings.len(), Check::ALL.len() - 6);
}

#[test]
fn what_a_visitor_left_behind_is_told_for_a_week_with_where_and_never_what() {
    let machine = Machine::with_station();
    assert_eq!(machine.says(Check::Traces), (Severity::Note, "never"));
    let mut told = Told::default();
    told.take(BTreeSet::new(), machine.now);
    told.keep(machine.data.path()).unwrap();
    assert_eq!(machine.says(Check::Traces), (Severity::Good, "good"));
    told.take(["memory".to_owned()].into(), machine.now);
    told.keep(machine.data.path()).unwrap();
    assert_eq!(machine.says(Check::Traces), (Severity::Poor, "found"));
    let findings = machine.findings();
    let found = findings.iter().find(|finding| finding.check == Check::Traces).unwrap();
    assert_eq!((found.n, found.what.as_str()), (1, "memory"));
    told.last_traces = Some(machine.now - SignedDuration::from_hours(24 * 8));
    told.keep(machine.data.path()).unwrap();
    assert_eq!(machine.says(Check::Traces), (Severity::Good, "good"), "a week later it is over");
}

#[test]
fn content_that_was_refused_is_told_with_its_field_until_a_better_one_comes() {
    let machine = Machine::with_station();
    assert_eq!(machine.says(Check::Packs), (Severity::Note, "none"));
    let mut catalogue = Catalogue::open(machine.data.path()).unwrap();
    let mut take = |version: u32, job: &str| {
        let pack = Pack { kind: "words".into(), version, body: json!({ "jobs": { job: ["搞卫生"] } }) };
        let change = Change::Pack { seq: Cursor(version.into()), pack: Box::new(pack) };
        Intake::new().take_in(&mut catalogue, vec![change]).unwrap();
    };
    take(1, "cleaner");
    assert_eq!(machine.says(Check::Packs), (Severity::Good, "good"));
    take(2, "clener");
    assert_eq!(machine.says(Check::Packs), (Severity::Poor, "refused"));
    let findings = machine.findings();
    let found = findings.iter().find(|finding| finding.check == Check::Packs).unwrap();
    assert_eq!((found.n, found.what.as_str()), (1, "words 2: jobs.clener (unknown_code)"));
    take(3, "cleaner");
    assert_eq!(machine.says(Check::Packs), (Severity::Good, "good"));
    drop(catalogue);
    fs::write(machine.data.path().join(CATALOGUE_FILE), vec![b'x'; 8192]).unwrap();
    assert_eq!(machine.says(Check::Packs), (Severity::Poor, "unreadable"));
}

#[test]
fn the_port_of_a_machine_that_carries_for_its_house_is_open_there_and_nowhere_else() {
    let machine = Machine::bare();
    // 7430 in hexadecimal.
    machine.put("proc/net/tcp", &format!("{TCP_HEAD}   0: 00000000:1D06 00000000:0000 0A 00000000:00000000\n"));
    assert_eq!(machine.says(Check::Ports), (Severity::Bad, "open"));
    machine.put("etc/yizhan/neighbour", "PLATFORM=https://jobs.example.org\n");
    assert_eq!(machine.says(Check::Ports), (Severity::Good, "good"));
}

/// How something of a machine is broken.
type Break<'a> = Box<dyn Fn(&Machine) + 'a>;

#[test]
fn every_lock_and_every_part_is_seen_to_be_missing() {
    use Severity::{Bad, Good, Poor};
    let put = |path: &'static str, text: &'static str| move |machine: &Machine| machine.put(path, text);
    let take = |path: &'static str| move |machine: &Machine| machine.take(path);
    let listening = format!("{TCP_HEAD}   0: 00000000:0016 00000000:0000 0A 00000000:00000000\n");
    let inside = format!("{TCP_HEAD}   0: 0100007F:0277 00000000:0000 0A 00000000:00000000\n");
    let six =
        format!("{TCP_HEAD}   0: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 0\n");
    let cases: Vec<(Check, Severity, &str, Break<'_>)> = vec![
        (Check::Voice, Poor, "missing", Box::new(take("usr/bin/espeak-ng"))),
        (Check::Sound, Poor, "none", Box::new(put("proc/asound/cards", "--- no soundcards ---\n"))),
        (Check::Films, Poor, "missing", Box::new(take("usr/bin/ffmpeg"))),
        (Check::Memory, Poor, "poor", Box::new(put("proc/meminfo", "MemAvailable: 250000 kB\n"))),
        (Check::Memory, Bad, "bad", Box::new(put("proc/meminfo", "MemAvailable: 50000 kB\n"))),
        (Check::Temperature, Poor, "poor", Box::new(put("sys/class/thermal/thermal_zone1/temp", "83000"))),
        (Check::Temperature, Bad, "bad", Box::new(put("sys/class/thermal/thermal_zone1/temp", "97000"))),
        (Check::Display, Bad, "none", Box::new(put("sys/class/drm/card0-DP-1/status", "disconnected\n"))),
        (Check::Touch, Bad, "none", Box::new(put("proc/bus/input/devices", "N: Name=\"Mouse\"\nB: PROP=0\n"))),
        (Check::CoreDumps, Bad, "kept", Box::new(put("proc/sys/kernel/core_pattern", "core\n"))),
        (Check::Swap, Bad, "disk", Box::new(put("proc/swaps", "Filename\n/dev/sda2 partition 1 0 -2\n"))),
        (Check::Consoles, Bad, "logind", Box::new(put("etc/systemd/logind.conf.d/99-local.conf", "NAutoVTs=6\n"))),
        (Check::Consoles, Bad, "getty", Box::new(put("etc/systemd/system/getty.target.wants/getty@tty1.service", ""))),
        (Check::KeyCombinations, Poor, "sysrq", Box::new(put("proc/sys/kernel/sysrq", "438\n"))),
        (Check::KeyCombinations, Poor, "restart", Box::new(take("etc/systemd/system/ctrl-alt-del.target"))),
        (Check::Sticks, Bad, "mounted", Box::new(put("usr/lib/systemd/system/udisks2.service", ""))),
        (Check::Sticks, Good, "barred", Box::new(put("etc/modprobe.d/a.conf", "install usb-storage /bin/false\n"))),
        (Check::Accounts, Bad, "open", Box::new(put("etc/passwd", "guest::1001:1001::/:/bin/sh\n"))),
        (Check::Accounts, Bad, "own", Box::new(put("etc/passwd", "yizhan:x:990:990::/:/bin/bash\n"))),
        (
            Check::Accounts,
            Poor,
            "many",
            Box::new(put("etc/passwd", "a:x:1000:1000::/:/bin/sh\nb:x:1001:1001::/:/bin/zsh\n")),
        ),
        (Check::Ports, Bad, "open", Box::new(|machine| machine.put("proc/net/tcp", &listening))),
        (Check::Ports, Good, "good", Box::new(|machine| machine.put("proc/net/tcp", &inside))),
        (Check::Ports, Good, "good", Box::new(|machine| machine.put("proc/net/tcp6", &six))),
        (Check::Firewall, Bad, "none", Box::new(take("etc/yizhan/firewall.nft"))),
        (
            Check::Firewall,
            Bad,
            "unset",
            Box::new(put("etc/yizhan/firewall.nft", include_str!("../../packaging/kiosk/firewall.nft"))),
        ),
        (
            Check::Firewall,
            Bad,
            "stopped",
            Box::new(take("etc/systemd/system/sysinit.target.wants/yizhan-firewall.service")),
        ),
    ];
    for (check, severity, state, broken) in cases {
        let machine = Machine::bare();
        broken(&machine);
        assert_eq!(machine.says(check), (severity, state), "{check:?}");
    }
}

#[test]
fn what_cannot_be_seen_from_here_is_told_as_that() {
    let cases: [(Check, &[&str]); 8] = [
        (Check::Memory, &["proc/meminfo"]),
        (Check::Temperature, &["sys/class/thermal/thermal_zone0/temp"]),
        (Check::Display, &["sys/class/drm/card0-DP-1/status"]),
        (Check::Touch, &["proc/bus/input/devices"]),
        (Check::CoreDumps, &["proc/sys/kernel/core_pattern"]),
        (Check::Swap, &["proc/swaps"]),
        (Check::KeyCombinations, &["proc/sys/kernel/sysrq"]),
        (Check::Ports, &["proc/net/tcp", "proc/net/tcp6"]),
    ];
    for (check, files) in cases.into_iter().chain([(Check::Accounts, ["etc/passwd"].as_slice())]) {
        let machine = Machine::bare();
        for file in files {
            machine.take(file);
        }
        assert_eq!(machine.says(check), (Severity::Note, "unknown"), "{check:?}");
    }
}

#[test]
fn a_disk_that_fills_up_is_told_before_it_is_full() {
    let mut machine = Machine::bare();
    machine.free = Some(900_000_000);
    assert_eq!(machine.says(Check::Disk), (Severity::Poor, "poor"));
    machine.free = Some(100_000_000);
    assert_eq!(machine.says(Check::Disk), (Severity::Bad, "bad"));
    machine.free = None;
    assert_eq!(machine.says(Check::Disk), (Severity::Bad, "unknown"));
}

#[test]
fn a_station_that_wants_no_films_lacks_no_player() {
    let machine = Machine { films: false, ..Machine::bare() };
    assert_eq!(machine.says(Check::Films), (Severity::Note, "none"));
}

#[test]
fn a_program_that_had_to_go_is_told_until_a_newer_one_is_here() {
    let machine = Machine::bare();
    assert_eq!(machine.says(Check::Program), (Severity::Good, "good"));
    let state = |text: &str| {
        fs::create_dir_all(machine.data.path().join("programs")).unwrap();
        fs::write(machine.data.path().join("programs/state.json"), text).unwrap();
    };
    state(r#"{"trial": {"slot": "a", "version": "9.0.0", "starts": 1}}"#);
    assert_eq!(machine.says(Check::Program), (Severity::Note, "trial"));
    state(r#"{"refused": [{"version": "9.0.0", "why": "it did not last"}]}"#);
    assert_eq!(machine.says(Check::Program), (Severity::Poor, "went"));
    state(r#"{"refused": [{"version": "0.0.9", "why": "it did not last"}]}"#);
    assert_eq!(machine.says(Check::Program), (Severity::Good, "good"));
}

#[test]
fn a_store_that_is_not_there_is_not_made_and_one_that_does_not_open_is_left_alone() {
    let machine = Machine::bare();
    assert_eq!(machine.says(Check::Store), (Severity::Bad, "missing"));
    assert!(!machine.data.path().join(STATION_FILE).exists());

    let machine = Machine::with_station();
    let before = fs::read(machine.data.path().join(STATION_FILE)).unwrap();
    fs::write(machine.credentials.path().join(key::CREDENTIAL), [8; 32]).unwrap();
    assert_eq!(machine.says(Check::Store), (Severity::Bad, "wrong_key"));
    fs::remove_file(machine.credentials.path().join(key::CREDENTIAL)).unwrap();
    assert_eq!(machine.says(Check::Store), (Severity::Bad, "no_key"));
    assert_eq!(machine.says(Check::Key), (Severity::Bad, "none"));
    assert_eq!(fs::read(machine.data.path().join(STATION_FILE)).unwrap(), before);
    fs::write(machine.data.path().join(key::KEY_FILE), [7; 32]).unwrap();
    assert_eq!(machine.says(Check::Key), (Severity::Poor, "file"));
    fs::write(machine.credentials.path().join(key::CREDENTIAL), [7; 32]).unwrap();
    assert_eq!(machine.says(Check::Key), (Severity::Poor, "both"));
    fs::write(machine.data.path().join(key::NEXT_FILE), [8; 32]).unwrap();
    assert_eq!(machine.says(Check::Key), (Severity::Poor, "begun"));
    assert_eq!(
        machine.says(Check::Store),
        (Severity::Good, "good"),
        "and the store opens with the one that is its own"
    );
}

#[test]
fn a_page_that_was_overwritten_is_found() {
    use std::io::{Seek as _, SeekFrom, Write as _};
    let machine = Machine::with_station();
    drop(machine.open());
    let path = machine.data.path().join(STATION_FILE);
    let mut file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    for page in 1..pages {
        file.seek(SeekFrom::Start(page * 4096 + 100)).unwrap();
        file.write_all(b"what a dying disk writes").unwrap();
    }
    let store = machine.says(Check::Store);
    assert!(store.1 != "good" || machine.says(Check::Integrity).1 == "damaged", "{store:?}");
    let found: BTreeMap<_, _> = [Check::Store, Check::Integrity]
        .iter()
        .filter_map(|check| machine.findings().into_iter().find(|f| f.check == *check))
        .map(|finding| (finding.check.as_str(), finding.state))
        .collect();
    assert!(found.values().any(|state| *state == "damaged"), "{found:?}");
}

#[test]
fn a_line_that_is_dead_or_was_silent_for_long_is_told() {
    let mut machine = Machine::with_station();
    machine.reached = false;
    assert_eq!(machine.says(Check::Line), (Severity::Poor, "silent"));
    let ago = |hours| Some(machine.now - SignedDuration::from_hours(hours));
    let cases = [
        (ago(30), None, (Severity::Poor, "old")),
        (ago(200), None, (Severity::Bad, "old")),
        (None, None, (Severity::Poor, "never")),
        (ago(2), Some(Trouble::Revoked), (Severity::Poor, "trouble")),
        (ago(200), Some(Trouble::Unreachable), (Severity::Bad, "trouble")),
    ];
    for (at, trouble, expected) in cases {
        Machine::heard(&mut machine.open(), at, trouble);
        assert_eq!(machine.says(Check::Contact), expected);
    }
    assert_eq!(Machine::bare().findings().iter().filter(|f| f.check == Check::Contact).count(), 0);
}

#[test]
fn a_clock_that_is_wrong_and_a_machine_that_is_no_station_are_told() {
    let machine = Machine::with_station();
    assert_eq!(machine.says(Check::Clock), (Severity::Note, "unknown"));
    machine.open().clock(machine.now, -7_200).unwrap();
    assert_eq!(machine.says(Check::Clock), (Severity::Poor, "off"));
    machine.open().clock(machine.now, 3).unwrap();
    assert_eq!(machine.says(Check::Clock), (Severity::Good, "good"));
    let fresh = Machine::bare();
    drop(fresh.open());
    assert_eq!(fresh.says(Check::Enrolled), (Severity::Bad, "none"));
}

#[test]
fn what_waits_for_days_and_what_was_refused_are_told() {
    let mut machine = Machine::with_station();
    let station = common::Station { data: std::mem::replace(&mut machine.data, tempfile::tempdir().unwrap()) };
    fs::write(station.path().join(key::KEY_FILE), [7; 32]).unwrap();
    let (code, answers) = station.register(&common::registrations([1, 2]));
    assert_eq!((code, answers.len()), (0, 2));
    fs::remove_file(station.path().join(key::KEY_FILE)).unwrap();
    machine.data = station.data;
    machine.now = common_now();
    assert_eq!(machine.says(Check::Waiting), (Severity::Good, "good"));
    assert_eq!(machine.says(Check::Refused), (Severity::Good, "good"));

    let entry = machine.open().next_batch(1, usize::MAX).unwrap().remove(0).id;
    let refusal = Refusal { code: RefusalCode::Invalid, field: "phone".to_owned() };
    machine.open().settle(vec![Answered { entry, verdict: Verdict::Refused(refusal) }], machine.now).unwrap();
    assert_eq!(machine.says(Check::Refused), (Severity::Poor, "some"));
    machine.now += SignedDuration::from_hours(80);
    assert_eq!(machine.says(Check::Waiting), (Severity::Poor, "old"));
}

#[expect(clippy::disallowed_methods, reason = "the program that registered used the machine's clock")]
fn common_now() -> Timestamp {
    Timestamp::now()
}

#[test]
fn the_command_says_each_check_with_what_to_do_and_the_exit_code_says_the_worst() {
    let machine = Machine::with_station();
    let root = machine.root.path().to_str().unwrap();
    let doctor = |more: &[&str]| {
        let mut command = std::process::Command::new(common::kiosk_program());
        let arguments = [&["doctor", "--no-devices", "--root", root, "--lang", "en"], more].concat();
        command.args(arguments).env("YIZHAN_DATA", machine.data.path());
        command.env("CREDENTIALS_DIRECTORY", machine.credentials.path()).output().unwrap()
    };
    // Nothing listens at the platform's address, and that is no reason to close the station.
    machine.open();
    let output = doctor(&["--json"]);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let checks = said["checks"].as_array().unwrap();
    let line = checks.iter().find(|check| check["check"] == "line").unwrap();
    assert_eq!((line["severity"].as_str(), line["state"].as_str()), (Some("poor"), Some("silent")));
    assert!(line["remedy"].as_str().unwrap().contains("cable"), "{line}");
    assert!(checks.iter().all(|check| !check["finding"].as_str().unwrap().contains("doctor-")), "{checks:#?}");

    machine.put("proc/swaps", "Filename\n/dev/sda2 partition 1 0 -2\n");
    let output = doctor(&[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("FAIL  swap") && said.contains("$ swapoff -a"), "{said}");
}

#[test]
fn what_stands_on_the_desk_and_does_not_answer_is_told_one_by_one_with_what_to_do() {
    let (machine, folder) = (Machine::with_station(), tempfile::tempdir().unwrap());
    let nowhere = folder.path().join("nowhere");
    let place = nowhere.to_str().unwrap();
    let doctor = |desk: &[&str]| {
        let mut command = std::process::Command::new(common::kiosk_program());
        command.args(["doctor", "--json", "--root", machine.root.path().to_str().unwrap(), "--lang", "en"]).args(desk);
        command.env("YIZHAN_DATA", machine.data.path()).env("CREDENTIALS_DIRECTORY", machine.credentials.path());
        let said: serde_json::Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
        said["checks"].as_array().unwrap().clone()
    };
    let state = |checks: &[serde_json::Value], name: &str| {
        let one = checks.iter().find(|check| check["check"] == name).unwrap();
        let help = one["remedy"].as_str().is_some_and(|help| !help.is_empty());
        super::ailing::saw(name, one["state"].as_str().unwrap());
        (one["severity"].as_str().unwrap().to_owned(), one["state"].as_str().unwrap().to_owned(), help)
    };
    // Nobody listens at the first port of this machine.
    let desk = [
        "--card-reader",
        place,
        "--scanner",
        place,
        "--printer",
        "tcp:127.0.0.1:1",
        "--a4-printer",
        "ipp://127.0.0.1:1/ipp/print",
    ];
    let (broken, bare) = (doctor(&desk), doctor(&[]));
    for name in ["card_reader", "scanner", "slip_printer", "page_printer"] {
        assert_eq!(state(&broken, name), ("poor".to_owned(), "failing".to_owned(), true), "{name}");
        assert_eq!(state(&bare, name).0, "note", "{name}: what is not there is no fault");
    }
    let every: BTreeSet<_> = bare.iter().map(|check| check["check"].as_str().unwrap()).collect();
    assert_eq!(every.len(), Check::ALL.len(), "each check is looked at: {every:?}");
}

/// All of these in one thread, for whoever asks what comes about in them.
pub(super) fn every_scene() {
    content_that_was_refused_is_told_with_its_field_until_a_better_one_comes();
    the_port_of_a_machine_that_carries_for_its_house_is_open_there_and_nowhere_else();
    what_a_visitor_left_behind_is_told_for_a_week_with_where_and_never_what();
    every_lock_and_every_part_is_seen_to_be_missing();
    what_cannot_be_seen_from_here_is_told_as_that();
    a_disk_that_fills_up_is_told_before_it_is_full();
    a_station_that_wants_no_films_lacks_no_player();
    a_program_that_had_to_go_is_told_until_a_newer_one_is_here();
    a_store_that_is_not_there_is_not_made_and_one_that_does_not_open_is_left_alone();
    a_page_that_was_overwritten_is_found();
    a_line_that_is_dead_or_was_silent_for_long_is_told();
    a_clock_that_is_wrong_and_a_machine_that_is_no_station_are_told();
    what_waits_for_days_and_what_was_refused_are_told();
    what_stands_on_the_desk_and_does_not_answer_is_told_one_by_one_with_what_to_do();
}

#[test]
fn the_bundle_for_support_holds_how_the_station_is_and_nothing_of_any_person() {
    let province = common::Province::start();
    let station = common::Station::enrolled(&province);
    let (code, answers) = station.register(&common::registrations([4, 5, 6]));
    assert_eq!(code, 0);
    let file = station.path().join("bundle.json");
    let to = file.to_str().unwrap();
    station.run(&["bundle", "--no-devices", "--to", to]);
    // On its way it says nothing to anybody but the platform's people, not even which program runs where.
    let sealed = fs::read(&file).unwrap();
    for word in [common::STATION_NAME, "checks", "station", env!("CARGO_PKG_VERSION")] {
        assert!(!sealed.windows(word.len()).any(|part| part == word.as_bytes()), "{word}");
    }
    let text = province.run(&["support", to]);
    let other = common::Province::start();
    let refused = other.command(&["support", to]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("does not open"), "another platform's key");
    let plain = station.path().join("plain.json");
    station.run(&["bundle", "--no-devices", "--plain", "--to", plain.to_str().unwrap()]);
    let read: serde_json::Value = serde_json::from_slice(&fs::read(&plain).unwrap()).unwrap();
    let bundle: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["program"], bundle["program"]);
    assert_eq!(bundle["status"]["entries"]["waiting"], 3);
    assert!(bundle["checks"].as_array().unwrap().len() > 20);
    for n in [4, 5, 6] {
        let person = common::registration(n);
        for field in ["name", "phone", "note", "no_id_reason"] {
            assert!(!text.contains(person[field].as_str().unwrap()), "{field} of a person is in the bundle");
        }
    }
    for receipt in common::receipts(&answers) {
        assert!(!text.contains(&receipt), "a receipt is in the bundle");
    }
    assert_eq!(station.output(&["bundle", "--to", to]).status.code(), Some(1), "nothing is written over");
}
