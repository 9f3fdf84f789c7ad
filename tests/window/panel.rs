//! Outside its hours the panel itself is off, and a finger lights it: asked of the X server, which is told so by the kiosk.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station};
use super::glass::Glass;
use jiff::ToSpan as _;
use std::fs;
use std::io::IoSlice;
use std::thread::sleep;
use std::time::{Duration, Instant};
use x11rb::connection::RequestConnection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, QueryExtensionReply};
use yizhan::runtime::world::local_of;
use yizhan::runtime::{Machine, World as _};

const PATIENCE: Duration = Duration::from_secs(30);
/// `DPMSModeOn` and `DPMSModeOff`.
const ON: u16 = 0;
const OFF: u16 = 3;

/// How the X server's power saving stands (`DPMSInfo`); `None` where it has none.
fn level(display: &str) -> Option<u16> {
    const INFO: u8 = 7;
    let (connection, _) = x11rb::connect(Some(display)).unwrap();
    let extension = connection.query_extension(b"DPMS").unwrap().reply().unwrap();
    let length = 1_u16.to_ne_bytes();
    let ask = [extension.major_opcode, INFO, length[0], length[1]];
    let asked = extension
        .present
        .then(|| connection.send_request_with_reply::<QueryExtensionReply>(&[IoSlice::new(&ask)], Vec::new()));
    let reply = asked?.unwrap().raw_reply().unwrap();
    reply.get(8..10).map(|level| u16::from_ne_bytes(level.try_into().unwrap()))
}

fn becomes(display: &str, wanted: u16) {
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
    becomes(&display, OFF);
    glass.tap("屏幕在休息");
    glass.find("输入工种");
    becomes(&display, ON);
}
