//! 练习, from the desk and back to it, by the real program: it becomes another and becomes itself again, and nothing that was done
//! meanwhile counts.

use super::common::{Station, registrations};
use super::glass::Glass;
use super::station;
use std::fs;
use std::path::Path;
use yizhan::domain::role::{Role, Roles};
use yizhan::runtime::Machine;
use yizhan::runtime::office;

const BANNER: &str = "做什么都不作数";

/// The data of a station below another's folder, driven by the same command line.
fn register_in(folder: &Path, station: &Station) -> usize {
    let file = station.path().join("practised.jsonl");
    fs::write(&file, registrations([1, 2])).unwrap();
    let mut command = station.command(&["register", file.to_str().unwrap()]);
    let output = command.env("YIZHAN_DATA", folder).output().unwrap();
    super::common::lines(&super::common::text(&output)).len()
}

#[test]
fn who_practises_goes_there_from_the_desk_and_back_and_nothing_of_it_reaches_the_province() {
    let (province, station) = station();
    let world = Machine::new().unwrap();
    let roles = Roles::of(&[Role::Clerk]);
    station.store().add_staff("测试员", "260718", roles, &[5; 16], &office::act(None, &world)).unwrap();
    let waits = station.waits();
    let mut glass = Glass::before(&station);
    let program = glass.pid();
    for step in ["点一下，开始找工作", "请人帮忙", "工作人员入口", "测试员"] {
        glass.press(step);
    }
    for digit in "260718".chars() {
        glass.press(&digit.to_string());
    }
    glass.press("登录");
    glass.find("练习");
    glass.press_last("练习");
    // The same process, with a store of its own: everything is there, and marked.
    glass.find(BANNER);
    assert_eq!(glass.pid(), program);
    let folder = station.path().join("practice");
    glass.press("点一下，开始找工作");
    glass.press("最新岗位");
    glass.find("元/");
    glass.find(BANNER);
    assert_eq!(register_in(&folder, &station), 2);
    let told = station.command(&["sync"]).env("YIZHAN_DATA", &folder).output().unwrap();
    assert!(!told.status.success(), "a station that practises has nobody to tell");
    glass.press_last("结束练习");
    glass.find("点一下，开始找工作");
    assert!(glass.until(|page| page.iter().all(|node| !node.name.contains(BANNER))), "the real kiosk is marked");
    drop(glass);
    assert_eq!(station.waits(), waits, "nothing of it waits here");
    station.run(&["sync", "--until-idle"]);
    assert!(province.records().iter().all(|record| record["kind"] != "registration"));
}
