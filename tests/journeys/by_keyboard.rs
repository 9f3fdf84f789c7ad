//! The main ways without a finger: Tab goes on, Enter presses, letters and figures are typed. No step here touches the screen.

use super::{CLERK, Visit, clerk_at, receipt_in, station_with_postings};
use crate::common::Province;
use eframe::egui::{Event, Key};
use egui_kittest::kittest::NodeT as _;
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// More steps than any page has things to stop at.
const MOST_STEPS: usize = 250;
const PATIENCE: Duration = Duration::from_secs(20);

/// What has the focus: its name, and whether letters can be typed into it.
fn focused(visit: &Visit) -> Option<String> {
    let nodes = visit.harness.root().children_recursive();
    nodes.into_iter().find(|node| node.accesskit_node().is_focused())?.accesskit_node().label()
}

impl Visit {
    fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run_steps(2);
    }

    /// Goes on with Tab until this has the focus.
    fn tab_to(&mut self, words: &str) {
        self.see(words);
        let begun = Instant::now();
        let mut passed = Vec::new();
        loop {
            let here = focused(self).unwrap_or_default();
            // What is called exactly so goes before what only mentions it.
            let exactly = self.words().iter().any(|said| said == words);
            if here == words || (!exactly && here.contains(words)) {
                return;
            }
            passed.push(here);
            let goes_on = begun.elapsed() < PATIENCE && passed.len() < MOST_STEPS;
            assert!(goes_on, "{words} is not reached by Tab; passed {passed:?}");
            self.key(Key::Tab);
        }
    }

    /// Presses something by the keyboard alone.
    fn enter(&mut self, words: &str) {
        self.tab_to(words);
        self.key(Key::Enter);
        // What it asks of the workers is on its way.
        for _ in 0..4 {
            self.harness.step();
            sleep(Duration::from_millis(10));
        }
    }

    /// Types into a field as a keyboard does, a sign in each frame.
    fn write(&mut self, field: &str, text: &str) {
        self.tab_to(field);
        for sign in text.chars() {
            self.harness.event(Event::Text(sign.to_string()));
            self.harness.run_steps(2);
        }
    }

    /// A name through pinyin: the first candidate is taken by the space bar.
    fn write_name(&mut self, field: &str, pinyin: &str, name: &str) {
        self.write(field, pinyin);
        self.see(name);
        self.harness.event(Event::Text(" ".into()));
        self.harness.run_steps(3);
    }
}

#[test]
fn a_posting_is_found_and_taken_home_by_keyboard_alone() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    visit.key(Key::Enter);
    for step in ["按工种找", "家政护理", "保洁", "元/", "带走这个岗位"] {
        visit.enter(step);
    }
    visit.see("用手机扫一扫，带走这个岗位");
    visit.key(Key::Escape);
    visit.see("我想去，现在报名");
    assert_eq!(visit.touches, 0);
}

#[test]
fn somebody_applies_and_hears_what_became_of_it_by_keyboard_alone() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    visit.key(Key::Enter);
    for step in ["最新岗位", "元/", "我想去，现在报名", "没登记过，现在填"] {
        visit.enter(step);
    }
    visit.write_name("姓名", "ceshi", "测试");
    visit.write("电话", "13800000007");
    for step in ["1970年代", "1974年", "3月", "10日"] {
        visit.enter(step);
    }
    visit.see("生日：");
    for step in ["下一步", "我同意把我的资料给", "同意并报名"] {
        visit.enter(step);
    }
    visit.see("报上名了");
    let receipt = visit.words().into_iter().find_map(|words| receipt_in(&words)).unwrap();
    assert_eq!(visit.touches, 0);
    drop(visit);

    station.run(&["sync", "--until-idle"]);
    province.tell(&receipt, "application_answer", &json!({ "outcome": "hired" }));
    station.run(&["sync", "--until-idle"]);
    let mut visit = Visit::at(&station);
    visit.key(Key::Enter);
    visit.enter("我的");
    visit.enter("用小票上的回执号");
    visit.write("回执号", &receipt);
    for step in ["1970年代", "1974年", "3月", "10日", "就是我"] {
        visit.enter(step);
    }
    visit.see("看完了，清空");
    visit.enter("看完了，清空");
    assert_eq!(visit.touches, 0);
}

#[test]
fn the_doors_of_the_services_lead_to_their_forms_by_keyboard_alone() {
    let province = Province::start();
    let station = station_with_postings(&province);
    let mut visit = Visit::at(&station);
    visit.key(Key::Enter);
    for (door, way, end) in [
        ("政策找人", ["看看我能享受哪些政策"].as_slice(), "您多大年纪"),
        ("办事", &["失业登记", "现在填"], "姓名"),
        ("维权", &["欠薪线索"], "单位或项目名称"),
        ("招聘会", &["高校毕业生专区", "看专区岗位"], "高校毕业生"),
        ("职业指导", &["原来的活没了", "家政护理", "保洁"], "一样的"),
        ("学技能", &["叉车司机", "报名"], "您约的是"),
    ] {
        visit.enter("本站服务");
        visit.enter(door);
        for step in way {
            visit.enter(step);
        }
        visit.see(end);
        visit.enter("首页");
        visit.see("本站服务");
    }
    assert_eq!(visit.touches, 0);
}

#[test]
fn a_clerk_signs_in_and_opens_the_form_by_keyboard_alone() {
    let province = Province::start();
    let station = station_with_postings(&province);
    clerk_at(&station);
    let mut visit = Visit::at(&station);
    visit.key(Key::Enter);
    for step in ["请人帮忙", "工作人员入口", CLERK] {
        visit.enter(step);
    }
    for digit in "258036".chars() {
        visit.harness.event(Event::Text(digit.to_string()));
        visit.harness.run_steps(2);
    }
    visit.enter("登录");
    visit.enter("登记来访者");
    visit.write_name("姓名", "ceshi", "测试");
    visit.see("测试");
    assert_eq!(visit.touches, 0);
}
