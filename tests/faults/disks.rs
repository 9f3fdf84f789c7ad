//! A disk that fills up, on either side. What fills it here is the kernel's limit on the length of files, which any account may
//! set: whoever writes is refused in the middle of it, as on a full disk.

use super::common::{Province, Station, receipts, registrations};
use std::process::{Command, Output, Stdio};

/// Runs a program that can make no file longer than so many bytes: what the kernel says then is what it says of a full disk but
/// for the word.
fn on_a_full_disk(command: &Command, bytes: u64) -> Command {
    let blocks = bytes / 512;
    let mut limited = Command::new("sh");
    limited.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""));
    limited.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited.stdin(Stdio::null());
    limited
}

fn size(station: &Station, file: &str) -> u64 {
    std::fs::metadata(station.path().join(file)).map_or(0, |file| file.len())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_station_whose_disk_is_full_gives_no_receipt_that_it_cannot_keep() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let (_, first) = station.register(&registrations(0..5));
    let input = station.path().join("input.jsonl");
    std::fs::write(&input, registrations(5..400)).unwrap();
    let room = size(&station, "station.db").max(size(&station, "station.db-wal")) + 64 * 1024;
    let output = on_a_full_disk(&station.command(&["register", input.to_str().unwrap()]), room).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(!said(&output).contains("panic"), "{}", said(&output));
    let printed = super::common::lines(&String::from_utf8_lossy(&output.stdout));
    let kept = receipts(&printed);
    assert!(kept.len() < 395, "the disk was full before the end");
    // There is room again.
    let (code, again) = station.register(&registrations(5..400));
    assert_eq!(code, 0);
    for receipt in &kept {
        assert!(receipts(&again).contains(receipt), "{receipt} was printed, and then was another's");
    }
    station.run(&["sync", "--until-idle"]);
    let mut arrived = receipts(&province.records());
    let mut given = [receipts(&first), receipts(&again)].concat();
    arrived.sort();
    given.sort();
    assert_eq!(arrived, given);
}

#[test]
fn a_platform_whose_disk_is_full_takes_nothing_by_halves_and_everything_when_there_is_room() {
    let mut province = Province::start();
    let station = Station::enrolled(&province);
    let (_, answers) = station.register(&registrations(0..600));
    province.stop();
    let room = 96 * 1024;
    province.resume_as(|command| {
        let data = command.get_envs().find_map(|(name, value)| (name == "YIZHAN_PLATFORM_DATA").then_some(value?));
        let file = std::path::Path::new(data.unwrap()).join("platform.db");
        on_a_full_disk(command, std::fs::metadata(file).map_or(0, |file| file.len()).max(64 * 1024) + room)
    });
    let failed = station.output(&["sync", "--once"]);
    assert_eq!(failed.status.code(), Some(1));
    assert_eq!(station.status()["line"]["trouble"], "platform_in_trouble");
    let waiting = station.status()["entries"]["waiting"].as_u64().unwrap();
    assert!(waiting > 0, "not all found room");
    province.stop();
    province.resume();
    station.run(&["sync", "--until-idle"]);
    assert_eq!(receipts(&province.records()), receipts(&answers), "each once, in its order");
    assert_eq!(station.status()["entries"]["waiting"], 0);
}
