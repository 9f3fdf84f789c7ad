//! A terminal as the package starts it: the unit's own script, cage with a headless backend in place of a screen, and a service manager
//! that starts again what ends. Set up by a stick, used, given a newer program, given a broken one, and back. What is on the screen is
//! read on Xorg (`window.rs`); here it is enough that the screen is drawn and everything behind it works.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, kiosk_program, registrations};
use super::manager::Manager;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown, lchown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::runtime::update::disk::RealDisk;
use yizhan::runtime::update::keep::Verdict;
use yizhan::runtime::update::{PROGRAMS, Programs};
use yizhan_wire::release::publishers;

const PATIENCE: Duration = Duration::from_mins(2);
const GLANCE: Duration = Duration::from_millis(150);

/// A machine on which the package is installed.
struct Machine {
    province: Province,
    station: Station,
    folder: tempfile::TempDir,
}

/// It runs.
struct Running {
    cage: Child,
    manager: Manager,
    _runtime: tempfile::TempDir,
}

/// cage refuses to be root: there the kiosk runs by an account of nobody's, as in its unit.
fn account() -> Option<u32> {
    const NOBODY: u32 = 65_534;
    rustix::process::geteuid().is_root().then_some(NOBODY)
}

/// Everything below a folder belongs to an account.
fn hand_over(folder: &Path, account: u32) {
    chown(folder, Some(account), Some(account)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap() {
            kind if kind.is_dir() => hand_over(&entry.path(), account),
            _ => lchown(entry.path(), Some(account), Some(account)).unwrap(),
        }
    }
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn program(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

impl Machine {
    fn new() -> Self {
        let province = Province::start();
        province.run(&["seed", "--postings", "200", "--seed", "5"]);
        let machine = Self { province, station: Station::fresh(), folder: tempfile::tempdir().unwrap() };
        let line = machine.province.run(&["release", "key", "--to", machine.path("key").to_str().unwrap()]);
        fs::create_dir_all(machine.path("etc/yizhan")).unwrap();
        fs::write(machine.path("etc/yizhan/publishers"), line).unwrap();
        // The unit's script, with the programs of this build in the place of those that are installed.
        let script = fs::read_to_string(here().join("packaging/kiosk/kiosk")).unwrap();
        let (turned, installed) = (machine.path("turned"), machine.path("yizhan"));
        fs::copy(here().join("packaging/kiosk/turned"), &turned).unwrap();
        fs::copy(kiosk_program(), &installed).unwrap();
        let script = script.replace("/usr/lib/yizhan/turned", turned.to_str().unwrap());
        let script = script.replace("/usr/bin/yizhan", installed.to_str().unwrap());
        program(&machine.path("kiosk"), &script);
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> String {
        let mut command = self.station.command(arguments);
        super::common::text(&command.env("YIZHAN_MACHINE_ROOT", self.folder.path()).output().unwrap())
    }

    fn start(&self) -> Running {
        let (runtime, manager) = (tempfile::tempdir().unwrap(), Manager::new());
        if let Some(account) = account() {
            hand_over(self.folder.path(), account);
            hand_over(self.station.path(), account);
            hand_over(runtime.path(), account);
            manager.open_to(account);
        }
        let mut kiosk = self.station.command(&[]);
        let environment: Vec<_> =
            kiosk.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect();
        kiosk = Command::new(self.path("kiosk"));
        kiosk
            .envs(environment)
            .env("XDG_RUNTIME_DIR", runtime.path())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY");
        kiosk.env("YIZHAN_MACHINE_ROOT", self.folder.path()).env("NOTIFY_SOCKET", manager.socket());
        // A screen that nobody sees, drawn by the processor.
        kiosk.env("WLR_BACKENDS", "headless").env("WLR_RENDERER", "pixman").env("WLR_LIBINPUT_NO_DEVICES", "1");
        kiosk.env("LIBGL_ALWAYS_SOFTWARE", "1").env("WATCHDOG_USEC", "4000000");
        if let Some(account) = account() {
            kiosk.uid(account).gid(account);
        }
        let cage = kiosk.spawn().unwrap();
        Running { cage, manager, _runtime: runtime }
    }

    /// Makes a release of a program that is a script, and takes it as from a stick.
    fn bring(&self, version: &str, script: &str) {
        let (file, release) = (self.path("program"), self.path("release.yzr"));
        let form = yizhan::store::STATION_VERSION;
        let said = format!("yizhan {version}\\nform of the people's file: {form}\\n");
        program(&file, &format!("#!/bin/sh\n[ \"$1\" = --version ] && printf \"{said}\" && exit\n{script}\n"));
        let [program, key, to] = [file, self.path("key"), release].map(|path| path.display().to_string());
        self.province.run(&["release", "make", "--program", &program, "--key", &key, "--to", &to]);
        self.run(&["update", "--no-devices", "--take", &to]);
    }

    fn programs(&self) -> serde_json::Value {
        serde_json::from_str(&self.run(&["update", "--no-devices", "--json"])).unwrap()
    }

    /// A quarter of an hour has gone by well.
    fn keep(&self) {
        let believed = publishers(&fs::read_to_string(self.path("etc/yizhan/publishers")).unwrap());
        let mut disk = RealDisk::below(&self.station.path().join(PROGRAMS));
        let mut programs = Programs { disk: &mut disk, publishers: &believed };
        programs.decide(&Verdict::Keep, jiff::Timestamp::UNIX_EPOCH).unwrap();
    }
}

impl Running {
    /// It is up: the first frame was drawn, and the parts go on to live.
    fn is_up(&mut self) {
        self.manager.hears("READY=1");
        for _ in 0..3 {
            self.manager.hears("WATCHDOG=1");
        }
        assert!(self.cage.try_wait().unwrap().is_none(), "the kiosk has ended");
    }

    fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.cage.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "the kiosk goes on");
            sleep(GLANCE);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // As a machine that is switched off.
        self.cage.kill().ok();
        self.cage.wait().ok();
    }
}

#[test]
fn a_terminal_under_cage_is_set_up_used_updated_broken_and_comes_back() {
    let machine = Machine::new();
    // Nobody has set it up: it asks, and is no station meanwhile.
    let mut first = machine.start();
    first.is_up();
    assert!(machine.station.store().identity().unwrap().is_none());
    drop(first);

    // A stick says what it is.
    let said = machine.province.run(&["station", "add", "--name", "溪口驿站", "--url", &machine.province.url()]);
    let invitation = said.lines().find_map(|line| line.get(line.find("yizhan-enrol ")?..)).unwrap();
    let settings = machine.path("settings.toml");
    fs::write(&settings, "[site]\ndivision = \"430111\"\nsite = \"market\"\n").unwrap();
    let [settings, key, to] =
        [settings, machine.path("key"), machine.path("yizhan.setup")].map(|path| path.display().to_string());
    let make = ["release", "setup", "--settings", &settings, "--invitation", invitation, "--key", &key, "--to", &to];
    machine.province.run(&make);
    machine.run(&["provision", "--from", machine.folder.path().to_str().unwrap()]);
    machine.run(&["sync", "--until-idle"]);
    assert_eq!(machine.run(&["config", "--get", "site"]).trim(), "market");
    let mut station = machine.start();
    station.is_up();
    // Somebody registers, and the running kiosk brings it to the province.
    let (code, _) = machine.station.register(&registrations([1]));
    assert_eq!(code, 0);
    let begun = Instant::now();
    while machine.province.run(&["records", "--kind", "registration"]).trim().is_empty() {
        assert!(begun.elapsed() < PATIENCE, "the registration never arrives");
        sleep(GLANCE);
    }
    drop(station);

    // A newer program: the same, by another name.
    machine.bring("0.2.0", &format!("exec {} \"$@\"", machine.path("yizhan").display()));
    let mut trial = machine.start();
    trial.is_up();
    assert_eq!(machine.programs()["trial"]["version"], "0.2.0");
    drop(trial);
    machine.keep();

    // A broken one: it ends each time, the service manager starts it again, and the one before comes back.
    machine.bring("0.3.0", "exit 1");
    for _ in 0..3 {
        machine.start().ended();
    }
    let mut back = machine.start();
    back.is_up();
    let programs = machine.programs();
    assert_eq!((&programs["kept"], &programs["refused"][0]["version"]), (&"0.2.0".into(), &"0.3.0".into()));
}
