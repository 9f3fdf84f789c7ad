//! A machine whose disk cannot be written but for the station's one folder: the kiosk starts, somebody's registration goes out, and
//! nothing is missed. The disk is made so in a mount namespace of the test's own.

use super::common::{Province, Station, registrations};
use super::glass::Glass;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(2);

/// `$1` is the folder that stays as it is; what follows is run where nothing else of the disk can be written.
const SEALED: &str = r#"
kept=$1
shift
mount --bind "$kept" "$kept" || exit 77
while read -r _ at kind options _; do
    case "$kind" in proc | sysfs | devtmpfs | devpts | mqueue | cgroup* | hugetlbfs) continue ;; esac
    case "$at" in "$kept" | /dev/* | /proc/* | /sys/*) continue ;; esac
    mount -o remount,bind,ro "$at" 2>/dev/null || true
done < /proc/self/mounts
for place in / /tmp /var /etc /home; do
    if (: > "$place/yizhan-was-here") 2>/dev/null; then
        rm -f "$place/yizhan-was-here"
        exit 77
    fi
done
exec "$@"
"#;

/// A program on a disk that is sealed but for a station's folder.
fn sealed(station: &Station, inner: &Command) -> Command {
    let mut command = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        command.arg("--map-root-user");
    }
    command
        .args(["--mount", "sh", "-c", SEALED, "sh"])
        .arg(station.path())
        .arg(inner.get_program())
        .args(inner.get_args());
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

#[test]
fn with_everything_but_its_folder_read_only_the_kiosk_starts_and_sends() {
    let province = Province::start();
    province.run(&["seed", "--postings", "100", "--seed", "5"]);
    let station = Station::enrolled(&province);
    let tried = sealed(&station, &Command::new("true")).output();
    if !tried.is_ok_and(|output| output.status.success()) {
        println!("no part of this machine's disk can be made read-only for one program: the kiosk was not started so");
        return;
    }
    assert_eq!(station.register(&registrations(0..2)).0, 0);
    let mut glass = Glass::by(|| sealed(&station, &station.command(&["run"])), &[], "点一下，开始找工作");
    glass.press("点一下，开始找工作");
    glass.find("输入工种");
    let begun = Instant::now();
    while station.waits() > 0 {
        assert!(begun.elapsed() < PATIENCE, "what waits is never sent");
        sleep(Duration::from_millis(300));
    }
    drop(glass);
    // The other commands of a technician want no more of the disk.
    for arguments in [["doctor", "--no-devices"].as_slice(), &["status"], &["sync", "--once"]] {
        let output = sealed(&station, &station.command(arguments)).output().unwrap();
        assert!(!output.stdout.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!String::from_utf8_lossy(&output.stderr).contains("Read-only"), "{arguments:?}");
    }
}
