//! The journeys of the people at a station: the real screens, workers, platform and sockets; what is seen and touched goes
//! through the accessibility tree, in the words that stand on the screen.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

mod common;

use common::{Province, Station};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::io::Write as _;
use std::process::Stdio;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::app::Kiosk;
use yizhan::i18n::Language;
use yizhan::runtime::{self, Machine, Runtime, Setup, World as _};
use yizhan::store::key;
use yizhan::widgets::theme::{self, Geometry};

/// How long something may take to appear; a busy machine needs some of it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody before the screen of a station.
struct Visit {
    harness: Harness<'static>,
    runtime: Option<Runtime>,
}

impl Visit {
    fn at(station: &Station) -> Self {
        let machine = Machine::new().unwrap();
        let world = Arc::new(machine);
        let key = key::find(station.path(), None, [0; 32]).unwrap();
        let setup = Setup { data: station.path().to_owned(), key, world, waker: Arc::new(|| {}) };
        let (runtime, workers) = runtime::start(setup).unwrap();
        let mut kiosk = Kiosk::new(Language::Chinese, workers, move || machine.now());
        let mut dressed = false;
        let geometry = Geometry::PORTRAIT;
        let harness = Harness::builder()
            .with_size(geometry.size())
            // About the time that really passes between two steps: nobody is to run out of patience too early.
            .with_step_dt(0.01)
            .with_pixels_per_point(geometry.pixels_per_point())
            .build_ui(move |ui| {
                // Fonts are there from the second frame on.
                if std::mem::replace(&mut dressed, true) {
                    kiosk.ui(ui);
                } else {
                    theme::install(ui.ctx());
                }
            });
        Self { harness, runtime: Some(runtime) }
    }

    /// Whether these words stand on the screen now.
    fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
            || self.harness.query_all(egui_kittest::kittest::by().value(words)).next().is_some()
    }

    fn see(&mut self, words: &str) {
        let begun = Instant::now();
        while !self.shows(words) {
            assert!(
                begun.elapsed() < PATIENCE,
                "{words} never appeared; the screen says:\n{}",
                self.words().join("\n")
            );
            self.harness.step();
            sleep(Duration::from_millis(10));
        }
    }

    fn touch(&mut self, words: &str) {
        self.see(words);
        self.harness.query_all_by_label_contains(words).next().unwrap().click();
        self.harness.step();
        self.harness.step();
    }

    /// Touches what is called exactly so: a key of a pad.
    fn press(&mut self, name: &str) {
        self.harness.query_by_label(name).unwrap().click();
        self.harness.run_steps(2);
    }

    fn keys(&mut self, keys: &str) {
        for key in keys.chars() {
            self.press(&key.to_string());
        }
    }

    fn words(&self) -> Vec<String> {
        let root = self.harness.root();
        let mut said = Vec::new();
        collect(&root, &mut said);
        said
    }
}

fn collect(node: &egui_kittest::Node<'_>, said: &mut Vec<String>) {
    let node_words = node.accesskit_node().label().or_else(|| node.accesskit_node().value());
    said.extend(node_words);
    for child in node.children() {
        collect(&child, said);
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.stop();
        }
    }
}

fn station_with_postings(province: &Province) -> Station {
    province.run(&["seed", "--postings", "600", "--seed", "3"]);
    let station = Station::enrolled(province);
    station.run(&["sync", "--until-idle"]);
    station
}

#[test]
fn a_seeker_finds_a_posting_by_touch_and_takes_it_home() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    visit.touch("点一下，开始找工作");
    visit.touch("按工种找");
    visit.touch("家政护理");
    visit.touch("保洁");
    visit.touch("元/");
    visit.touch("带走这个岗位");
    visit.see("用手机扫一扫，带走这个岗位");
    visit.see("岗位内容的二维码");
}

#[test]
fn with_the_platform_gone_a_seeker_notices_nothing() {
    let mut province = Province::start();
    let station = station_with_postings(&province);
    province.stop();
    let mut visit = Visit::at(&station);
    visit.touch("点一下，开始找工作");
    visit.touch("最新岗位");
    visit.touch("元/");
    visit.see("带走这个岗位");
}

#[test]
fn what_a_seeker_chose_is_gone_for_the_next_one() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    visit.touch("点一下，开始找工作");
    visit.touch("大字");
    visit.see("标准字");
    visit.touch("首页");
    drop(visit);
    let mut next = Visit::at(&station);
    next.touch("点一下，开始找工作");
    next.see("大字");
}

/// A station with a clerk's account.
fn clerk_at(station: &Station) {
    let mut child = station.command(&["staff", "add", CLERK]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"258036\n").unwrap();
    assert!(child.wait().unwrap().success());
}

const CLERK: &str = "测试员";

#[test]
fn a_clerk_with_a_wrong_pin_is_told_how_many_tries_are_left_and_gets_in_with_the_right_one() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    clerk_at(&station);
    let mut visit = Visit::at(&station);
    visit.touch("点一下，开始找工作");
    visit.touch("请人帮忙");
    visit.touch("工作人员入口");
    visit.touch(CLERK);
    visit.keys("111222");
    visit.press("登录");
    visit.see("还能试 4 次");
    visit.keys("258036");
    visit.press("登录");
    visit.see("登记来访者");
}
