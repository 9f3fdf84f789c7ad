//! A screen that stands on its side: picture and touches turn together, or neither does. The virtual screen cannot be turned; a
//! program in the place of `xrandr` stands for one that can.

use super::common::{Province, Station};
use super::glass::Glass;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

/// The kiosk as its unit's script starts it on an X server, with the settings' turn; `tools` are found before the system's.
fn turned_by(station: &Station, degrees: &str, tools: &Path) -> Glass {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/kiosk/turned");
    let kiosk = station.command(&["run"]);
    let mut command = Command::new(script);
    command.arg(kiosk.get_program()).args(kiosk.get_args());
    command.envs(kiosk.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap());
    Glass::by(|| command, &[("YIZHAN_TURN", degrees), ("PATH", &path)], "点一下，开始找工作")
}

#[test]
fn a_screen_that_cannot_be_turned_is_touched_where_it_shows_something() {
    let station = Station::enrolled(&Province::start());
    let none = tempfile::tempdir().unwrap();
    let mut glass = turned_by(&station, "90", none.path());
    glass.tap("点一下，开始找工作");
    glass.find("输入工种");
}

#[test]
fn on_a_turned_screen_a_finger_meets_what_it_points_at() {
    let station = Station::enrolled(&Province::start());
    let tools = tempfile::tempdir().unwrap();
    let xrandr = tools.path().join("xrandr");
    fs::write(&xrandr, "#!/bin/sh\n[ $# = 0 ] && echo 'DUMMY0 connected'\nexit 0\n").unwrap();
    fs::set_permissions(&xrandr, fs::Permissions::from_mode(0o755)).unwrap();
    for degrees in [90, 180, 270] {
        let mut glass = turned_by(&station, &degrees.to_string(), tools.path());
        glass.tap_turned("点一下，开始找工作", degrees);
        glass.find("输入工种");
    }
}
