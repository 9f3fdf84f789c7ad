//! The file of settings, as a technician writes it and the programs read it.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, text};
use std::fs;
use std::path::{Path, PathBuf};

fn file(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("technicians.toml");
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_file_with_faults_is_refused_with_every_one_of_them_and_a_good_one_is_listed() {
    let station = Station::fresh();
    let path = file(station.path(), "[device]\nprinter = \"lp0\"\ndiagonal = 3\n[global]\ncolour = \"dark\"\n");
    let check = station.output(&["config", "--check", path.to_str().unwrap()]);
    assert_eq!(check.status.code(), Some(1));
    let said = String::from_utf8(check.stdout).unwrap();
    for expected in [
        ":2: device.printer = \"lp0\": write it as usb:",
        ":3: device.diagonal = 3: expected 7 to 110",
        ":5: global.colour",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    // Every command that would work with it says the same, and does nothing.
    let status = station.output(&["status", "--config", path.to_str().unwrap()]);
    assert_eq!(status.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&status.stderr).contains("technicians.toml:2: device.printer"));

    file(station.path(), "[device]\nprinter = \"usb:/dev/usb/lp0\"\ndiagonal = 32\n");
    let said = station.json(&["config", "--config", path.to_str().unwrap()]);
    assert_eq!(said["settings"]["diagonal"]["value"], "32");
    assert_eq!(said["settings"]["printer"]["line"], 2);
    let missing = station.output(&["config", "--check", "/nowhere/station.toml"]);
    assert_eq!(missing.status.code(), Some(1));
}

#[test]
fn what_the_file_says_counts_where_neither_command_line_nor_environment_says_more() {
    let station = Station::fresh();
    let path = file(
        station.path(),
        "[global]\nscanner = \"/dev/of-the-file\"\nprinter = \"usb:/dev/of-the-file\"\n[device]\ncard-reader = \"/dev/of-the-file\"\n",
    );
    let mut command = station.command(&["devices", "--json", "--scanner", "/dev/of-the-line"]);
    command.env("YIZHAN_CONFIG", &path).env("YIZHAN_PRINTER", "usb:/dev/of-the-environment");
    let output = command.output().unwrap();
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let at: Vec<_> = told.as_array().unwrap().iter().map(|device| device["at"].as_str().unwrap_or_default()).collect();
    assert!(at[0].starts_with("/dev/of-the-file"), "{at:?}");
    assert!(at[1].starts_with("usb:/dev/of-the-environment"), "{at:?}");
    assert!(at[3].starts_with("/dev/of-the-line"), "{at:?}");
}

#[test]
fn a_station_enrols_with_a_code_alone_where_its_file_names_the_platform() {
    let province = Province::start();
    let station = Station::fresh();
    let path =
        file(station.path(), &format!("[global]\nplatform = \"{}\"\n[site]\ndivision = \"430111\"\n", province.url()));
    let code = province.enrolment_code();
    let none = station.output(&["provision", "--code", &code]);
    assert_eq!(none.status.code(), Some(1), "nobody says where the platform is");
    let file = path.to_str().unwrap();
    text(&station.output(&["provision", "--code", &code, "--config", file]));
    assert_eq!(station.status()["place"], "430111");
    let data = station.path().to_str().unwrap();
    // The folder of the data, too, may be named by the file.
    fs::write(&path, format!("[device]\ndata = \"{data}\"\n")).unwrap();
    let mut command = Station::fresh().command(&["status", "--json", "--config", file]);
    let output = command.env_remove("YIZHAN_DATA").output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["place"], "430111");
}
