//! Outside its hours the panel itself is off, and a finger lights it: asked of the X server, which is told so by the kiosk.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station};
use super::glass::Glass;
use jiff::ToSpan as _;
use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};
use x11rb::protocol::dpms::{ConnectionExt as _, DPMSMode};
use yizhan::runtime::world::local_of;
use yizhan::runtime::{Machine, World as _};

const PATIENCE: Duration = Duration::from_mins(2);
/// How the X server's power saving stands; `None` where it has none.
fn level(display: &str) -> Option<DPMSMode> {
    let (connection, _) = x11rb::connect(Some(display)).unwrap();
    Some(connection.dpms_info().ok()?.reply().unwrap().power_level)
}

fn becomes(display: &str, wanted: DPMSMode) {
    let begun = Instant::now();
    while level(display) != Some(wanted) {
        assert!(begun.elapsed() < PATIENCE, "the panel is at {:?}", level(display));
        sleep(Duration::from_millis(150));
    }
}

#[test]
fn outside_its_hours_the_panel_is_off_until_somebody_touches_it() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    // Hours that begin in two hours and end in three, wherever the clock stands.
    let now = local_of(Machine::new().unwrap().now()).time();
    let hour = |hours: i64| now.wrapping_add(hours.hours()).strftime("%H:%M").to_string();
    let file = station.path().join("technicians.toml");
    fs::write(&file, format!("[site]\nscreen-hours = \"{}-{}\"\nbrightness = \"70\"\n", hour(2), hour(3))).unwrap();
    let mut glass = Glass::under(&station, &[("YIZHAN_CONFIG", file.to_str().unwrap())], "屏幕在休息");
    let display = glass.display().to_owned();
    if level(&display).is_none() {
        println!("the virtual screen has no power saving: it was not switched");
        return;
    }
    becomes(&display, DPMSMode::OFF);
    glass.tap("屏幕在休息");
    glass.find("输入工种");
    becomes(&display, DPMSMode::ON);
}
