//! The kiosk under a service manager: what it tells, and what a kiosk shows that has fallen over again and again.

use super::common::{Province, Station};
use super::glass::Glass;
use super::terminal::Manager;
use std::fs;

#[test]
fn a_service_manager_hears_that_the_kiosk_is_ready_and_goes_on_to_live() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let manager = Manager::below(&std::env::temp_dir());
    let environment =
        [("NOTIFY_SOCKET", manager.socket().display().to_string()), ("WATCHDOG_USEC", "4000000".to_owned())];
    let environment = environment.each_ref().map(|(name, value)| (*name, value.as_str()));
    let _glass = Glass::under(&station, &environment, "点一下，开始找工作");
    manager.hears("READY=1");
    // At rest it draws nothing by itself, and lives all the same.
    for _ in 0..5 {
        manager.hears("WATCHDOG=1");
    }
    assert_eq!(fs::read_to_string(station.path().join("starts")).unwrap(), "1", "a start that has not lasted yet");
}

#[test]
fn a_kiosk_that_fell_over_again_and_again_shows_why_and_is_tried_once_more() {
    let station = Station::fresh();
    fs::write(station.path().join("starts"), "5").unwrap();
    let manager = Manager::below(&std::env::temp_dir());
    let socket = manager.socket().display().to_string();
    let mut glass = Glass::under(&station, &[("NOTIFY_SOCKET", &socket)], "再试一次");
    manager.hears("READY=1");
    // What the doctor finds: here, that this is no station yet.
    glass.find("里没有驿站数据");
    glass.press_last("再试一次");
    assert!(glass.ended(), "the service manager starts it again");
    assert_eq!(fs::read_to_string(station.path().join("starts")).unwrap(), "4");
}

#[test]
fn a_kiosk_whose_settings_have_a_fault_goes_on_with_those_that_were_good() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let file = station.path().join("technicians.toml");
    let path = file.to_str().unwrap();
    fs::write(&file, "[site]\nlang = \"klingon\"\n").unwrap();
    let mut refused = station.command(&["run"]);
    let refused = refused.env("YIZHAN_CONFIG", path).output().unwrap();
    assert_eq!(refused.status.code(), Some(1), "there is nothing to go on with");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("technicians.toml:2: site.lang"));

    fs::write(&file, "[site]\nlang = \"en\"\n").unwrap();
    drop(Glass::under(&station, &[("YIZHAN_CONFIG", path)], "Touch to find work"));
    fs::write(&file, "[site]\nlang = \"klingon\"\n").unwrap();
    drop(Glass::under(&station, &[("YIZHAN_CONFIG", path)], "Touch to find work"));
    let mut doctor = station.command(&["doctor", "--no-devices", "--json"]);
    let told = doctor.env("YIZHAN_CONFIG", path).output().unwrap();
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    let settings = told["checks"].as_array().unwrap().iter().find(|check| check["check"] == "settings").unwrap();
    assert_eq!(settings["state"], "last_good");
}

#[test]
fn a_bundle_takes_along_the_screen_of_the_kiosk_that_runs() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let glass = Glass::before(&station);
    let file = station.path().join("support.json");
    station.run(&["bundle", "--no-devices", "--screenshot", "--plain", "--to", file.to_str().unwrap()]);
    let bundle: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let picture = data_encoding::BASE64.decode(bundle["screenshot"].as_str().unwrap().as_bytes()).unwrap();
    let picture = image::load_from_memory(&picture).unwrap();
    assert_eq!((picture.width(), picture.height()), (540, 960));
    drop(glass);
    // Where no kiosk runs there is none, and nothing is left behind.
    assert!(!station.path().join("screenshot.png").exists() && !station.path().join("screenshot.wanted").exists());
}
