//! A program that a publisher signs, on its way over the platform or a stick to a station, its trial, and the way back.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, registrations, text};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;
use yizhan::store::STATION_VERSION;

/// A publisher, and a machine that believes it.
struct Scene {
    province: Province,
    station: Station,
    root: tempfile::TempDir,
}

impl Scene {
    fn set() -> Self {
        let province = Province::start();
        let (station, root) = (Station::enrolled(&province), tempfile::tempdir().unwrap());
        let scene = Self { province, station, root };
        let line = scene.province.run(&["release", "key", "--to", scene.path("key").to_str().unwrap()]);
        fs::create_dir_all(scene.root.path().join("etc/yizhan")).unwrap();
        fs::write(scene.root.path().join("etc/yizhan/publishers"), line).unwrap();
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// A release of a program that says which it is and what it was started with.
    fn release(&self, version: &str, form: i64) -> PathBuf {
        let (program, file) = (self.path("program"), self.path(&format!("{version}.yzr")));
        let script = format!(
            "#!/bin/sh\nif [ \"$1\" = --version ]; then printf \"yizhan {version}\\nform of the people's file: {form}\\n\"; exit; fi\n\
             echo \"I am $YIZHAN_RELEASE and was told to $*\"\n"
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let [program, key, to] = [program, self.path("key"), file.clone()].map(|path| path.display().to_string());
        self.province.run(&["release", "make", "--program", &program, "--key", &key, "--to", &to]);
        file
    }

    fn output(&self, arguments: &[&str]) -> Output {
        let mut command = self.station.command(arguments);
        // Where nothing shows a window, the kiosk itself ends at once.
        command.env("YIZHAN_MACHINE_ROOT", self.root.path()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        command.output().unwrap()
    }

    fn run(&self, arguments: &[&str]) -> String {
        text(&self.output(arguments))
    }

    fn programs(&self) -> Value {
        serde_json::from_str(&self.run(&["update", "--json", "--no-devices"])).unwrap()
    }

    fn take(&self, file: &Path) -> Output {
        self.output(&["update", "--no-devices", "--take", file.to_str().unwrap()])
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_release_from_a_stick_is_started_on_trial_and_goes_when_it_does_not_last() {
    let scene = Scene::set();
    let file = scene.release("0.2.0", STATION_VERSION);
    text(&scene.take(&file));
    assert_eq!(scene.programs()["waiting"], "0.2.0");
    for start in 1..=3 {
        assert_eq!(scene.run(&["boot", "run", "--board"]).trim(), "I am 0.2.0 and was told to run --board");
        assert_eq!(scene.programs()["trial"]["starts"], start);
    }
    // A technician's command beside it is the program that runs, and no start.
    assert_eq!(scene.run(&["boot", "status"]).trim(), "I am 0.2.0 and was told to status");
    // It ended each time: the package's own program comes back, which finds no screen here.
    let own = scene.output(&["boot"]);
    assert!(!own.status.success() && said(&own).contains("window"), "{}", said(&own));
    let programs = scene.programs();
    assert_eq!((&programs["trial"], &programs["kept"]), (&Value::Null, &Value::Null));
    assert_eq!(programs["refused"][0]["version"], "0.2.0");
    assert!(scene.run(&["boot", "status", "--json"]).contains("\"waiting\""), "commands are the own program's again");
}

#[test]
fn a_release_that_the_platform_names_comes_with_the_line() {
    let scene = Scene::set();
    let file = scene.release("0.2.0", STATION_VERSION);
    let file = file.to_str().unwrap();
    scene.province.run(&["release", "publish", file, "--station", "999"]);
    scene.run(&["sync"]);
    scene.run(&["update", "--no-devices", "--fetched"]);
    assert_eq!(scene.programs()["waiting"], Value::Null, "another station tries it first");
    scene.province.run(&["release", "publish", file]);
    scene.run(&["sync"]);
    scene.run(&["update", "--no-devices", "--fetched"]);
    assert_eq!(scene.programs()["waiting"], "0.2.0");
    assert!(scene.run(&["boot", "run"]).contains("0.2.0"));
}

#[test]
fn a_release_of_a_stranger_or_one_that_was_changed_or_goes_back_is_not_taken() {
    let scene = Scene::set();
    let good = scene.release("0.2.0", STATION_VERSION);
    let mut changed = fs::read(&good).unwrap();
    let middle = changed.len() / 3;
    changed[middle] ^= 1;
    fs::write(scene.path("changed.yzr"), &changed).unwrap();
    assert!(!scene.take(&scene.path("changed.yzr")).status.success());
    let older = scene.release("0.3.0", STATION_VERSION - 1);
    let refused = scene.take(&older);
    assert!(said(&refused).contains("go back"), "{}", said(&refused));
    assert!(said(&scene.take(&scene.release("0.1.0", STATION_VERSION))).contains("not newer"));
    fs::write(scene.path("etc/yizhan/publishers"), "").unwrap();
    assert!(said(&scene.take(&good)).contains("not signed"));
    let programs = scene.programs();
    assert_eq!((&programs["waiting"], &programs["trial"]), (&Value::Null, &Value::Null));
}

#[test]
fn before_a_program_with_a_newer_form_of_the_peoples_file_a_copy_is_kept_and_comes_back() {
    let scene = Scene::set();
    scene.station.register(&registrations([1]));
    text(&scene.take(&scene.release("0.2.0", STATION_VERSION + 1)));
    scene.run(&["boot", "run"]);
    let kept = scene.station.path().join("programs/before/station.db");
    assert!(kept.exists());
    assert!(!scene.station.path().join("programs/rehearsal").exists(), "what was only tried is gone");
    scene.run(&["boot", "run"]);
    scene.run(&["boot", "run"]);
    assert!(!scene.output(&["boot"]).status.success());
    assert_eq!(scene.programs()["refused"][0]["version"], "0.2.0");
    assert_eq!(scene.station.waits(), 1);
    // Once more, and somebody registers while it is on trial: the older program would not have her.
    text(&scene.take(&scene.release("0.3.0", STATION_VERSION + 1)));
    scene.run(&["boot", "run"]);
    scene.station.register(&registrations([2]));
    scene.run(&["boot", "run"]);
    scene.run(&["boot", "run"]);
    assert!(scene.run(&["boot", "run"]).contains("0.3.0"), "it stays");
    assert_eq!(scene.programs()["kept"], "0.3.0");
    assert_eq!(scene.station.waits(), 2);
}

#[test]
fn a_machine_becomes_a_station_by_a_signed_file_on_a_stick_and_by_no_other() {
    let scene = Scene::set();
    let machine = Station::fresh();
    let add = ["station", "add", "--name", "溪口驿站", "--url", &scene.province.url()];
    let added = scene.province.run(&add);
    let invitation = added.lines().find_map(|line| line.get(line.find("yizhan-enrol ")?..)).unwrap();
    let (settings, stick) = (scene.path("settings.toml"), tempfile::tempdir().unwrap());
    fs::write(&settings, "[site]\ndivision = \"430111\"\n[device]\ndiagonal = 32\n").unwrap();
    let file = stick.path().join("yizhan.setup");
    let [settings, key, to] = [settings, scene.path("key"), file.clone()].map(|path| path.display().to_string());
    let make = ["release", "setup", "--settings", &settings, "--invitation", invitation, "--key", &key, "--to", &to];
    scene.province.run(&make);

    let provision = || {
        let mut command = machine.command(&["provision", "--from", stick.path().to_str().unwrap(), "--json"]);
        command.env("YIZHAN_MACHINE_ROOT", scene.root.path()).output().unwrap()
    };
    let good = fs::read_to_string(&file).unwrap();
    fs::write(&file, good.replace("32", "43")).unwrap();
    assert!(said(&provision()).contains("not signed"));
    assert!(!machine.path().join("station.toml").exists() && !machine.path().join("station.db").exists());
    fs::write(&file, &good).unwrap();
    for _ in 0..2 {
        let done: Value = serde_json::from_str(&text(&provision())).unwrap();
        assert_eq!((&done["name"], &done["place"]), (&Value::from("溪口驿站"), &Value::from("430111")));
    }
    let config: Value = serde_json::from_str(&machine.run(&["config", "--json"])).unwrap();
    assert_eq!(config["settings"]["diagonal"]["value"], "32");
}
