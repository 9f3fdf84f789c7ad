//! `yizhan-seal-key` with systemd's own credentials: the key of a station's store is sealed to this machine, changed, lost with the
//! machine and brought back from the safe. The service manager, which hands a unit its credentials, is played by a few lines of shell;
//! the host's key lies in a folder of the test's, over the system's own, in a mount namespace that nobody else sees.

use super::common::{Province, Station, kiosk_program, registrations};
use super::{has, here, said};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

/// What stands in for systemd: `systemctl` starts and stops nothing, and `yizhan-station` gets its credentials decrypted.
const STATION: &str = r#"#!/bin/sh
set -e
handed=$(mktemp -d)
trap 'rm -rf "$handed"' EXIT
for name in yizhan-store-key yizhan-store-key-next; do
    [ ! -e "@sealed@/$name" ] || systemd-creds decrypt --name=$name "@sealed@/$name" "$handed/$name"
done
CREDENTIALS_DIRECTORY=$handed YIZHAN_DATA=@data@ @program@ "$@"
"#;

struct Machine {
    folder: tempfile::TempDir,
    station: Station,
}

impl Machine {
    fn new(province: &Province) -> Self {
        // systemd takes no host key that lies in memory, as the system's temporary folder may.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let machine = Self { folder, station: Station::enrolled(province) };
        for name in ["bin", "sealed", "host", "other"] {
            fs::create_dir(machine.folder.path().join(name)).unwrap();
        }
        let (data, sealed) = (machine.station.path().display().to_string(), machine.path("sealed"));
        let script = fs::read_to_string(here().join("packaging/kiosk/yizhan-seal-key")).unwrap();
        let script = script.replace("/var/lib/yizhan", &data).replace("/etc/credstore.encrypted", &sealed);
        assert!(script.contains(&data) && script.contains(&sealed), "the script names other places now");
        let station = STATION.replace("@sealed@", &sealed).replace("@data@", &data);
        machine.program("yizhan-seal-key", &script);
        machine.program("yizhan-station", &station.replace("@program@", kiosk_program().to_str().unwrap()));
        machine.program("systemctl", "#!/bin/sh\n");
        machine
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn program(&self, name: &str, text: &str) {
        let path = self.folder.path().join("bin").join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs a line on the machine whose key is in a folder.
    fn on(&self, host: &str, line: &str) -> Output {
        let line =
            format!("mount --bind {} /var/lib/systemd && PATH={}:$PATH && {line}", self.path(host), self.path("bin"));
        Command::new("unshare").args(["--mount", "sh", "-c", &line]).output().unwrap()
    }

    fn well(&self, line: &str) -> String {
        let output = self.on("host", line);
        assert!(output.status.success(), "{line}: {}", said(&output));
        said(&output)
    }

    /// What the station has to send, by the key that is sealed.
    fn waits(&self) -> i64 {
        let status: serde_json::Value = serde_json::from_str(&self.well("yizhan-station status --json")).unwrap();
        status["entries"]["waiting"].as_i64().unwrap()
    }
}

/// Whether this machine lets the scene be set; what is missing, where not.
fn missing() -> Option<&'static str> {
    if !rustix::process::geteuid().is_root() {
        return Some("this is not root");
    }
    if !has("systemd-creds") || !Path::new("/var/lib/systemd").exists() {
        return Some("systemd-creds is not here");
    }
    let alone = Command::new("unshare").args(["--mount", "true"]).output();
    if alone.is_ok_and(|output| output.status.success()) { None } else { Some("no mount namespace is to be had") }
}

#[test]
fn the_key_of_a_store_is_sealed_changed_lost_with_its_machine_and_brought_back_from_the_safe() {
    if let Some(why) = missing() {
        println!("{why}: no key was sealed");
        return;
    }
    let province = Province::start();
    let machine = Machine::new(&province);
    assert_eq!(machine.station.register(&registrations(0..3)).0, 0);
    let data = machine.station.path();
    let lay_beside = fs::read(data.join("station.key")).unwrap();

    let safe = machine.path("safe");
    machine.well(&format!("yizhan-seal-key --copy {safe}"));
    assert!(!data.join("station.key").exists(), "it does not lie beside the store any more");
    assert_eq!(fs::read_to_string(&safe).unwrap(), data_encoding::HEXLOWER.encode(&lay_beside));
    let sealed = fs::read(machine.folder.path().join("sealed/yizhan-store-key")).unwrap();
    assert!(!sealed.windows(16).any(|part| lay_beside.starts_with(part)), "the sealed file does not show it");
    assert_eq!(machine.waits(), 3);
    let doctor = machine.on("host", "yizhan-station doctor --json --no-devices");
    let doctor: serde_json::Value = serde_json::from_slice(&doctor.stdout).unwrap();
    assert_eq!(doctor["checks"].as_array().unwrap().iter().find(|one| one["check"] == "key").unwrap()["state"], "good");

    // Another key: the copy in the safe is worth nothing now.
    machine.well("yizhan-seal-key --change");
    assert_eq!(machine.waits(), 3);
    let anew = machine.path("anew");
    machine.well(&format!("yizhan-seal-key --copy {anew}"));
    assert_ne!(fs::read(&anew).unwrap(), fs::read(&safe).unwrap());
    assert!(!machine.folder.path().join("sealed/yizhan-store-key-next").exists(), "the change is over");

    // The disk in another machine: what was sealed does not open there, the copy from the safe does.
    let lost = machine.on("other", "yizhan-station status --json");
    assert!(!lost.status.success(), "{}", said(&lost));
    fs::remove_file(machine.folder.path().join("sealed/yizhan-store-key")).unwrap();
    fs::copy(&anew, data.join("station.key")).unwrap();
    let back = machine.on("other", "yizhan-seal-key && yizhan-station status --json");
    assert!(back.status.success() && said(&back).contains("\"waiting\""), "{}", said(&back));
    assert!(!data.join("station.key").exists());
}
