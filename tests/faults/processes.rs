//! What happens to running programs besides being killed: they are stopped in the middle and go on later, two of them meet over
//! one data folder, the machine's clock is set back or far ahead. The same must hold as always: what somebody has a receipt for is
//! at the province once.

use super::common::{Province, Station, clock, lines, receipts, registrations};
use super::dice;
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// A station, its people, and what they were given.
struct Scene {
    province: Province,
    station: Station,
    next: usize,
    given: BTreeSet<String>,
}

impl Scene {
    fn set() -> Self {
        let province = Province::start();
        province.stock(300);
        let station = Station::enrolled(&province);
        Self { province, station, next: 0, given: BTreeSet::new() }
    }

    fn spawn(&self, arguments: &[&str]) -> Child {
        self.station.command(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Lines for so many new people, in a file.
    fn input(&mut self, people: usize) -> PathBuf {
        let file = self.station.path().join(format!("input-{}.jsonl", self.next));
        fs::write(&file, registrations(self.next..self.next + people)).unwrap();
        self.next += people;
        file
    }

    fn sign_up(&mut self, people: usize) -> Child {
        let file = self.input(people);
        self.spawn(&["register", file.to_str().unwrap()])
    }

    /// Waits for a program, and notes every receipt that it has printed.
    fn note(&mut self, program: Child) {
        let said = String::from_utf8(program.wait_with_output().unwrap().stdout).unwrap();
        self.given.extend(receipts(&lines(&said)));
    }

    /// Whoever has no receipt comes again; then everything is sent.
    fn all_is_there_once(&mut self) {
        let (code, answers) = self.station.register(&registrations(0..self.next));
        assert_eq!(code, 0);
        let again: BTreeSet<String> = receipts(&answers).into_iter().collect();
        assert_eq!(again.len(), self.next, "everybody has a receipt of her own");
        assert!(self.given.is_subset(&again), "a receipt was given and then was another's");
        self.station.run(&["sync", "--until-idle"]);
        let arrived = receipts(&self.province.records());
        assert_eq!(arrived.iter().collect::<BTreeSet<_>>().len(), arrived.len(), "an entry is there twice");
        assert_eq!(arrived.into_iter().collect::<BTreeSet<_>>(), again, "an entry is missing or too many");
        let status = self.station.status();
        assert_eq!((&status["entries"]["waiting"], &status["entries"]["refused"]), (&0.into(), &0.into()));
        assert_eq!(status["catalogue"]["open"], 300);
    }
}

fn tell(program: &Child, signal: Signal) {
    // It may have ended by itself.
    kill_process(Pid::from_child(program), signal).ok();
}

#[test]
fn stopped_in_the_middle_and_let_go_on_later_no_program_loses_or_doubles_anything() {
    let mut dice = dice();
    let mut scene = Scene::set();
    for round in 0..10 {
        let stopped = if round % 2 == 0 { scene.sign_up(8) } else { scene.spawn(&["sync", "--until-idle"]) };
        sleep(Duration::from_micros(dice.u64(0..120_000)));
        tell(&stopped, Signal::STOP);
        // Meanwhile others do their work. Where the one that sleeps has the file's lock they say so, and give no receipt.
        let other = scene.sign_up(3);
        scene.note(other);
        tell(&stopped, Signal::CONT);
        scene.note_if_signed_up(stopped, round % 2 == 0);
    }
    scene.all_is_there_once();
}

impl Scene {
    fn note_if_signed_up(&mut self, mut program: Child, signed_up: bool) {
        if signed_up {
            self.note(program);
        } else {
            program.wait().unwrap();
        }
    }
}

#[test]
fn a_platform_that_is_stopped_in_the_middle_of_an_answer_has_each_entry_once_when_it_goes_on() {
    let mut dice = dice();
    let mut scene = Scene::set();
    for _ in 0..6 {
        let people = scene.sign_up(5);
        scene.note(people);
        let sync = scene.spawn(&["sync", "--once"]);
        sleep(Duration::from_micros(dice.u64(0..100_000)));
        scene.province.pause();
        sleep(Duration::from_millis(dice.u64(0..800)));
        scene.province.go_on();
        scene.note_if_signed_up(sync, false);
    }
    scene.all_is_there_once();
}

#[test]
fn many_programs_on_one_data_folder_do_not_get_in_each_others_way() {
    let mut scene = Scene::set();
    for _ in 0..4 {
        let clerks: Vec<Child> = (0..3).map(|_| scene.sign_up(10)).collect();
        let syncs: Vec<Child> = (0..2).map(|_| scene.spawn(&["sync", "--until-idle"])).collect();
        let looks = scene.spawn(&["status", "--json"]);
        for program in clerks {
            scene.note(program);
        }
        for program in syncs.into_iter().chain([looks]) {
            scene.note_if_signed_up(program, false);
        }
    }
    assert!(!scene.given.is_empty());
    scene.all_is_there_once();
}

#[test]
fn a_clock_that_is_set_back_or_far_ahead_loses_and_doubles_nothing() {
    const DAY: i64 = 86_400;
    let folder = tempfile::tempdir().unwrap();
    let library = clock(folder.path());
    let mut scene = Scene::set();
    let at = |scene: &Scene, off: i64, arguments: &[&str]| {
        let mut command = scene.station.command(arguments);
        command.env("LD_PRELOAD", &library).env("CLOCK_OFF", off.to_string());
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    };
    for off in [0, -3 * DAY, -400 * DAY, 3 * DAY, -3_650 * DAY, 20 * 365 * DAY, -7_200, 0] {
        let file = scene.input(6);
        let clerk = at(&scene, off, &["register", file.to_str().unwrap()]);
        scene.note(clerk);
        let sync = at(&scene, off, &["sync", "--once"]);
        scene.note_if_signed_up(sync, false);
    }
    assert_eq!(scene.given.len(), scene.next, "whatever the clock says, people are registered");
    scene.all_is_there_once();
}
