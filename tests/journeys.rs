//! The journeys of the people at a station: the real screens, workers, platform and sockets; what is seen and touched goes
//! through the accessibility tree, in the words that stand on the screen.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

#[path = "journeys/by_keyboard.rs"]
mod by_keyboard;
mod common;
#[path = "journeys/devices.rs"]
mod devices;
#[path = "journeys/endurance.rs"]
mod endurance;
#[path = "journeys/personas.rs"]
mod personas;
#[path = "common/strokes.rs"]
mod strokes;

use common::{Province, Station};
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::io::Write as _;
use std::process::Stdio;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::app::Kiosk;
use yizhan::device::Devices;
use yizhan::i18n::Language;
use yizhan::runtime::neighbours::Neighbours;
use yizhan::runtime::pulse::Pulse;
use yizhan::runtime::{self, Machine, Runtime, Setup, World};
use yizhan::store::key;
use yizhan::widgets::theme::{self, Geometry};

/// How long something may take to appear; a busy machine needs some of it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody before the screen of a station.
struct Visit {
    harness: Harness<'static>,
    runtime: Option<Runtime>,
    /// How often something was touched, and when first.
    touches: u32,
    begun: Option<Instant>,
}

impl Visit {
    fn at(station: &Station) -> Self {
        Self::with(station, Devices::default())
    }

    /// At a station with devices on its desk.
    fn with(station: &Station, devices: Devices) -> Self {
        Self::in_world(station, devices, Arc::new(Machine::new().unwrap()))
    }

    /// With a clock of its own.
    fn in_world<W: World + 'static>(station: &Station, devices: Devices, world: Arc<W>) -> Self {
        let clock = Arc::clone(&world);
        let key = key::find(station.path(), None, [0; 32]).unwrap();
        let data = station.path().to_owned();
        let (waker, pulse): (_, Pulse) = (Arc::new(|| {}), Pulse::default());
        let setup = Setup {
            data,
            key,
            world,
            devices,
            waker,
            voice: None,
            pulse,
            fonts: None,
            examine: None,
            system: String::new(),
            watch: None,
            neighbours: Neighbours::default(),
            practice: false,
        };
        let (runtime, workers) = runtime::start(setup).unwrap();
        let mut kiosk = Kiosk::new(Language::Chinese, workers, move || clock.now());
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
        Self { harness, runtime: Some(runtime), touches: 0, begun: None }
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

    /// A finger comes down.
    fn count(&mut self) {
        self.touches += 1;
        self.begun.get_or_insert_with(Instant::now);
    }

    /// The errand is done: how many touches it took, how long hands and head take over them by a model, and how long the kiosk took
    /// from the first of them, is kept in `target/tmp/personas` (`make personas` prints it). What a person reads in between is not
    /// in it.
    fn done(&self, errand: &str) {
        let secs = self.begun.map_or(0.0, |begun| begun.elapsed().as_secs_f64());
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("personas");
        std::fs::create_dir_all(&folder).unwrap();
        let hands = strokes::seconds(self.touches as usize, 0);
        let line = format!("{:>4} touches  {hands:>4.0} s by hand  {secs:>6.1} s machine  {errand}\n", self.touches);
        std::fs::write(folder.join(errand.replace(' ', "_")), line).unwrap();
    }

    fn touch(&mut self, words: &str) {
        self.see(words);
        self.count();
        // What is called exactly so goes before what only mentions it.
        let exactly = self.harness.query_all_by_label(words).next();
        exactly.or_else(|| self.harness.query_all_by_label_contains(words).next()).unwrap().click();
        self.harness.step();
        self.harness.step();
    }

    /// Touches what is called exactly so: a key of a pad.
    fn press(&mut self, name: &str) {
        self.count();
        self.harness.query_by_label(name).unwrap().click();
        self.harness.run_steps(2);
    }

    fn keys(&mut self, keys: &str) {
        for key in keys.chars() {
            self.press(&key.to_string());
        }
    }

    /// Touches the field of this name, and waits for its keys.
    fn field(&mut self, name: &str) {
        self.see(name);
        self.count();
        let called = |role| self.harness.query_by_role_and_label(role, name);
        called(Role::TextInput).or_else(|| called(Role::MultilineTextInput)).unwrap().click();
        self.harness.run_steps(3);
    }

    fn sign_in(&mut self) {
        self.touch("点一下，开始找工作");
        self.touch("请人帮忙");
        self.touch("工作人员入口");
        self.touch(CLERK);
        self.keys("258036");
        self.press("登录");
        self.see("登记来访者");
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
fn a_seeker_who_types_a_wrong_letter_finds_the_job_and_is_told_what_was_taken_for_what() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    visit.touch("点一下，开始找工作");
    visit.touch("输入工种");
    visit.keys("dianhsn");
    visit.see("没有“dianhsn”，下面是“电焊”的岗位");
    visit.see("电焊工");
}

#[test]
fn what_a_seeker_looks_for_in_vain_is_counted_once_and_is_no_entry_before_the_day_is_over() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    visit.touch("点一下，开始找工作");
    visit.touch("输入工种");
    visit.keys("zzxxqqvv");
    visit.see("没找到");
    // She looks at it for a while.
    let begun = Instant::now();
    while station.status()["unanswered_today"] == 0 {
        assert!(begun.elapsed() < PATIENCE, "{:?}", visit.words());
        visit.harness.run_steps(50);
    }
    visit.touch("首页");
    visit.see("输入工种");
    drop(visit);
    assert_eq!((&station.status()["unanswered_today"], station.waits()), (&1.into(), 0));
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
    visit.see("放低");
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

/// Somebody who is nobody: the number belongs to no division that issues any.
const VISITORS_ID: &str = "430000199003071519";

#[test]
fn a_walk_in_registered_without_a_network_survives_a_crash_and_reaches_the_province_once() {
    let mut province = Province::start();
    let station = station_with_postings(&province);
    clerk_at(&station);
    province.stop();

    let mut visit = Visit::at(&station);
    visit.sign_in();
    visit.touch("登记来访者");
    visit.field("姓名");
    visit.keys("ceshi");
    visit.touch("测试");
    visit.press("完成");
    visit.field("证件号码");
    visit.keys(VISITORS_ID);
    visit.see("号码正确，36 周岁");
    visit.press("完成");
    visit.see("草稿");
    // The plug is pulled: nobody says goodbye to the workers.
    drop(visit);

    let mut visit = Visit::at(&station);
    visit.sign_in();
    visit.see("上次有一份没填完：测试");
    visit.touch("接着填");
    visit.touch("下一步");
    visit.field("电话");
    visit.keys("13800000000");
    visit.see("号码正确：138 0000 0000");
    visit.press("完成");
    visit.touch("下一步");
    visit.touch("技术工人");
    visit.touch("电焊工");
    visit.touch("下一步");
    visit.touch("马上");
    visit.touch("下一步");
    visit.touch("保存登记");
    assert!(!visit.shows("回执号"), "nothing is saved without the consent to register");
    visit.touch("办理求职登记");
    visit.touch("保存登记");
    visit.see("回执号");
    visit.see("已经存在本机");
    let receipt = visit.words().into_iter().find_map(|words| receipt_in(&words)).unwrap();
    visit.touch("回到工作台");
    visit.touch("登记列表");
    visit.see("测试");
    assert!(visit.shows("已存本机") || visit.shows("已发送"), "{:?}", visit.words());
    assert!(!visit.words().join(" ").contains(VISITORS_ID), "a list shows no whole ID number");
    visit.touch("返回");

    province.resume();
    visit.touch("现在就发送");
    visit.touch("登记列表");
    visit.see("省平台已接收");
    // The station asks for seats of day jobs by itself.
    let mut records = province.records();
    records.retain(|record| record["kind"] != "seat_request");
    assert_eq!(records.len(), 1, "{records:?}");
    assert_eq!(records[0]["receipt"], receipt.as_str());
    assert_eq!(records[0]["body"]["id_number"], VISITORS_ID);
}

/// The receipt number among the words of a screen: three groups of digits, as it stands on the slip.
fn receipt_in(words: &str) -> Option<String> {
    let number =
        words.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').find(|part| part.matches('-').count() >= 2)?;
    Some(number.to_owned())
}
