//! What a machine loses and gets back: its monitor, its touch panel, and time itself where it slept. Each time the kiosk is there
//! again by itself, with the page on which somebody was.

use super::common::{Province, Station};
use super::glass::Glass;
use rustix::process::{Pid, Signal, kill_process};
use std::thread::sleep;
use std::time::Duration;
use x11rb::connection::Connection as _;
use x11rb::protocol::randr::ConnectionExt as _;

fn at_home() -> (Province, Station, Glass) {
    let province = Province::start();
    province.run(&["seed", "--postings", "100", "--seed", "5"]);
    let station = Station::enrolled(&province);
    station.run(&["sync", "--until-idle"]);
    let mut glass = Glass::before(&station);
    glass.press("点一下，开始找工作");
    glass.find("输入工种");
    (province, station, glass)
}

#[test]
fn a_monitor_that_was_unplugged_shows_the_same_page_again() {
    let (_province, _station, mut glass) = at_home();
    let (connection, screen) = x11rb::connect(Some(glass.display())).unwrap();
    let root = connection.setup().roots.get(screen).unwrap().root;
    let all = connection.randr_get_screen_resources(root).unwrap().reply().unwrap();
    let lit = all.crtcs.iter().find_map(|crtc| {
        let info = connection.randr_get_crtc_info(*crtc, 0).unwrap().reply().unwrap();
        (info.mode != 0).then_some((*crtc, info))
    });
    let (crtc, info) = lit.unwrap();
    let set = |mode: u32, outputs: &[u32]| {
        connection
            .randr_set_crtc_config(crtc, 0, 0, info.x, info.y, mode, info.rotation, outputs)
            .unwrap()
            .reply()
            .unwrap()
    };
    set(0, &[]);
    sleep(Duration::from_secs(2));
    set(info.mode, &info.outputs);
    glass.find("输入工种");
    glass.tap("最新岗位");
    glass.find("元/");
}

#[test]
fn a_machine_that_slept_goes_on_where_it_was() {
    let (_province, _station, mut glass) = at_home();
    let kiosk = Pid::from_raw(glass.pid().cast_signed()).unwrap();
    kill_process(kiosk, Signal::STOP).unwrap();
    sleep(Duration::from_secs(4));
    kill_process(kiosk, Signal::CONT).unwrap();
    glass.tap("最新岗位");
    glass.find("元/");
}

#[test]
fn a_touch_panel_that_was_unplugged_under_a_finger_is_touched_again() {
    let (_province, _station, mut glass) = at_home();
    glass.lose_and_regain_touch();
    glass.find("输入工种");
    glass.tap("最新岗位");
    glass.find("元/");
}
