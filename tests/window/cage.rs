//! A terminal as the package starts it: the unit's own script, cage with a headless backend in place of a screen, and a service manager
//! that starts again what ends. Set up by a stick, used, given a newer program, given a broken one, and back.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, kiosk_program};
use super::manager::Manager;
use super::reader::{Bus, Node, Reader};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::runtime::update::disk::RealDisk;
use yizhan::runtime::update::keep::Verdict;
use yizhan::runtime::update::{PROGRAMS, Programs};
use yizhan_wire::release::publishers;

const PATIENCE: Duration = Duration::from_mins(1);
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
    bus: Bus,
    reader: Option<Reader>,
    manager: Manager,
    _folder: tempfile::TempDir,
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
        let turned = here().join("packaging/kiosk/turned");
        let script = script.replace("/usr/lib/yizhan/turned", turned.to_str().unwrap());
        let script = script.replace("/usr/bin/yizhan", kiosk_program().to_str().unwrap());
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
        let (folder, manager) = (tempfile::tempdir().unwrap(), Manager::new());
        let bus = Bus::start(folder.path(), "");
        let mut kiosk = self.station.command(&[]);
        let environment: Vec<_> =
            kiosk.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect();
        kiosk = Command::new(self.path("kiosk"));
        kiosk.envs(environment).envs(bus.environment()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        kiosk.env("YIZHAN_MACHINE_ROOT", self.folder.path()).env("NOTIFY_SOCKET", manager.socket());
        // A screen that nobody sees, drawn by the processor.
        kiosk.env("WLR_BACKENDS", "headless").env("WLR_RENDERER", "pixman").env("WLR_LIBINPUT_NO_DEVICES", "1");
        kiosk.env("LIBGL_ALWAYS_SOFTWARE", "1").env("WATCHDOG_USEC", "60000000");
        let cage = kiosk.spawn().unwrap();
        Running { cage, bus, reader: None, manager, _folder: folder }
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
    fn find(&mut self, words: &str) -> Node {
        let begun = Instant::now();
        loop {
            assert!(self.cage.try_wait().unwrap().is_none(), "the kiosk has ended, and never said {words}");
            let reader = self.reader.get_or_insert_with(|| Reader::connect(&self.bus));
            let page = reader.nodes();
            if let Some(node) = page.iter().find(|node| node.name.contains(words)) {
                return node.clone();
            }
            let said = || page.iter().map(|node| node.name.as_str()).collect::<Vec<_>>().join("\n");
            assert!(begun.elapsed() < PATIENCE, "{words} never appeared; the screen says:\n{}", said());
            sleep(GLANCE);
        }
    }

    fn press(&mut self, words: &str) {
        let node = self.find(words);
        if let Some(reader) = &self.reader {
            reader.press(&node);
        }
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
    // Nobody has set it up: it asks.
    let mut first = machine.start();
    first.manager.hears("READY=1");
    first.find("欢迎安装");
    first.press("下一步");
    first.find("对角线");
    drop(first);

    // A stick says what it is.
    let said = machine.province.run(&["station", "add", "--name", "溪口驿站", "--url", &machine.province.url()]);
    let invitation = said.lines().find_map(|line| line.find("yizhan-enrol ").and_then(|at| line.get(at..))).unwrap();
    let settings = machine.path("settings.toml");
    fs::write(&settings, "[site]\ndivision = \"430111\"\nsite = \"market\"\n").unwrap();
    let [settings, key, to] =
        [settings, machine.path("key"), machine.path("yizhan.setup")].map(|path| path.display().to_string());
    let make = ["release", "setup", "--settings", &settings, "--invitation", invitation, "--key", &key, "--to", &to];
    machine.province.run(&make);
    machine.run(&["provision", "--from", machine.folder.path().to_str().unwrap()]);
    machine.run(&["sync", "--until-idle"]);
    let mut station = machine.start();
    station.find("溪口驿站");
    station.press("点一下，开始找工作");
    station.press("按工种找");
    station.find("工厂普工");
    drop(station);

    // A newer program: the same, by another name.
    machine.bring("0.2.0", &format!("exec {} \"$@\"", kiosk_program().display()));
    let mut trial = machine.start();
    trial.manager.hears("READY=1");
    trial.find("溪口驿站");
    assert_eq!(machine.programs()["trial"]["version"], "0.2.0");
    drop(trial);
    machine.keep();

    // A broken one: it ends each time, the service manager starts it again, and the one before comes back.
    machine.bring("0.3.0", "exit 1");
    for _ in 0..3 {
        machine.start().ended();
    }
    let mut back = machine.start();
    back.manager.hears("READY=1");
    back.find("溪口驿站");
    let programs = machine.programs();
    assert_eq!((&programs["kept"], &programs["refused"][0]["version"]), (&"0.2.0".into(), &"0.3.0".into()));
}
