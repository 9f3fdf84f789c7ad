//! A disk with an end: a file system in memory of a size of its own, so that the kernel itself says that no room is left, for every
//! file of the folder together.

use super::common::{Province, kiosk_program, lines, receipts, registrations, text};
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

/// Where the disk is for who is in its name space.
const AT: &str = "/mnt";

/// A small disk in a name space of its own, which goes with the process that holds it.
struct Disk {
    holder: Child,
    at: PathBuf,
}

impl Disk {
    /// `None` where the machine lets nobody mount: some containers do not.
    fn of(bytes: usize) -> Option<Self> {
        let mount = format!("mount -t tmpfs -o size={bytes} none {AT} && echo ready && exec sleep 600");
        let mut holder = Command::new("unshare")
            .args(["--map-root-user", "--mount", "sh", "-c", &mount])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut said = String::new();
        BufReader::new(holder.stdout.take()?).read_line(&mut said).ok()?;
        if said.trim() != "ready" {
            holder.wait().ok();
            return None;
        }
        let at = PathBuf::from(format!("/proc/{}/root{AT}", holder.id()));
        Some(Self { holder, at })
    }

    /// A station's command, run where the disk is, with its folder on it.
    fn run(&self, arguments: &[&str]) -> Output {
        let holder = self.holder.id().to_string();
        let mut command = Command::new("nsenter");
        command.args(["--preserve-credentials", "--user", "--mount", "--target", &holder, "--"]);
        command.arg(kiosk_program()).args(arguments).env("YIZHAN_DATA", AT).env_remove("YIZHAN_LOG");
        command.stdin(Stdio::null()).output().unwrap()
    }

    fn ballast(&self) -> PathBuf {
        self.at.join("ballast")
    }

    /// Somebody else's file takes all the room but so many bytes.
    fn leave(&self, bytes: usize) {
        let mut most = 64 * 1024 * 1024;
        // Whole pages, until none is left; then the last ones are given back.
        let mut length = 0;
        while most >= 4_096 {
            if fs::write(self.ballast(), vec![1; length + most]).is_ok() {
                length += most;
            }
            most /= 2;
        }
        fs::write(self.ballast(), vec![1; length.saturating_sub(bytes)]).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.holder.kill().ok();
        self.holder.wait().ok();
    }
}

#[test]
fn on_a_disk_that_is_really_full_no_receipt_is_given_that_is_not_kept_and_work_goes_on_when_there_is_room() {
    let Some(disk) = Disk::of(40 * 1024 * 1024) else {
        println!("not shown: this machine lets nobody mount a file system");
        return;
    };
    let province = Province::start();
    province.stock(300);
    let code = province.enrolment_code();
    text(&disk.run(&["provision", "--platform", &province.url(), "--code", &code]));
    assert!(disk.at.join("station.db").exists(), "the station is on the disk");
    let elsewhere = tempfile::tempdir().unwrap();
    let input = elsewhere.path().join("input.jsonl");
    let register = |people: std::ops::Range<usize>| {
        fs::write(&input, registrations(people)).unwrap();
        let output = disk.run(&["register", input.to_str().unwrap()]);
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!why.contains("panic"), "{why}");
        (output.status.success(), receipts(&lines(&String::from_utf8(output.stdout).unwrap())), why)
    };
    let mut given = Vec::new();
    let mut next = 0;
    for room in [600_000, 200_000, 60_000, 8_192, 0] {
        disk.leave(room);
        let (all, some, _) = register(next..next + 150);
        next += 150;
        assert!(!all, "with {room} bytes left not everybody found room");
        given.extend(some);
        // Neither does a sync break anything that finds no room for what it hears.
        let synced = disk.run(&["sync", "--once"]);
        assert!(!String::from_utf8_lossy(&synced.stderr).contains("panic"));
    }
    fs::remove_file(disk.ballast()).unwrap();
    let (all, mut kept, why) = register(0..next);
    assert!(all, "there is room again: {why}");
    assert!(given.iter().all(|receipt| kept.contains(receipt)), "a receipt was given and not kept");
    text(&disk.run(&["sync", "--until-idle"]));
    let mut arrived = receipts(&province.records());
    kept.sort();
    arrived.sort();
    assert_eq!(arrived, kept, "each once");
    let status: Value = serde_json::from_str(&text(&disk.run(&["status", "--json"]))).unwrap();
    assert_eq!((&status["catalogue"]["open"], &status["entries"]["waiting"]), (&300.into(), &0.into()));
}
