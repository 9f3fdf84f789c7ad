//! A disk with an end: a file system in memory of a size of its own, so that the kernel itself says that no room is left, for every
//! file of the folder together.

use super::common::{Province, Station, lines, receipts, registrations, text};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A small disk in a name space of its own, which goes with the process that holds it.
struct Disk {
    holder: Child,
    at: PathBuf,
}

impl Disk {
    /// `None` where the machine lets nobody mount: some containers do not.
    fn of(bytes: usize) -> Option<Self> {
        let mount = format!("mount -t tmpfs -o size={bytes} none /mnt && echo ready && exec sleep 600");
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
        let at = PathBuf::from(format!("/proc/{}/root/mnt", holder.id()));
        Some(Self { holder, at })
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

/// A station whose folder is on the disk.
fn on(disk: &Disk, province: &Province) -> Station {
    let station = Station::fresh();
    let folder: &Path = station.path();
    fs::remove_dir(folder).unwrap();
    std::os::unix::fs::symlink(&disk.at, folder).unwrap();
    let code = province.enrolment_code();
    text(&station.output(&["provision", "--platform", &province.url(), "--code", &code]));
    station
}

#[test]
fn on_a_disk_that_is_really_full_no_receipt_is_given_that_is_not_kept_and_work_goes_on_when_there_is_room() {
    let Some(disk) = Disk::of(16 * 1024 * 1024) else {
        println!("not shown: this machine lets nobody mount a file system");
        return;
    };
    let province = Province::start();
    province.stock(300);
    let station = on(&disk, &province);
    let elsewhere = tempfile::tempdir().unwrap();
    let mut given = Vec::new();
    let mut next = 0;
    for room in [600_000, 200_000, 60_000, 8_192, 0] {
        disk.leave(room);
        let input = elsewhere.path().join("input.jsonl");
        fs::write(&input, registrations(next..next + 400)).unwrap();
        next += 400;
        let output = station.output(&["register", input.to_str().unwrap()]);
        let (said, why) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr).into_owned());
        assert!(!why.contains("panic"), "{why}");
        assert!(!output.status.success(), "with {room} bytes left not everybody found room");
        given.extend(receipts(&lines(&said)));
        // Neither does a sync break anything that finds no room for what it hears.
        let synced = station.output(&["sync", "--once"]);
        assert!(!String::from_utf8_lossy(&synced.stderr).contains("panic"));
    }
    fs::remove_file(disk.ballast()).unwrap();
    let (code, answers) = station.register(&registrations(0..next));
    assert_eq!(code, 0, "there is room again");
    let mut kept = receipts(&answers);
    assert!(given.iter().all(|receipt| kept.contains(receipt)), "a receipt was given and not kept");
    station.run(&["sync", "--until-idle"]);
    let mut arrived = receipts(&province.records());
    kept.sort();
    arrived.sort();
    assert_eq!(arrived, kept, "each once");
    assert_eq!(station.status()["catalogue"]["open"], 300);
}
