//! The Debian packages: they are made from the programs of this build, installed into a root of their own and looked at there,
//! as a technician's machine would be: a clean Debian, into which apt brings them with everything they depend on. Where mmdebstrap or a
//! mirror is missing, that root is an empty folder, into which dpkg installs without asking for any of that; the test says so. In the clean
//! Debian the installed kiosk then lives through all that a terminal goes through (`window/terminal.rs`).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test whose scene cannot be set has failed")]
#![expect(clippy::print_stdout, reason = "what could not be tried is said")]

mod common;
#[path = "packages/sealing.rs"]
mod sealing;
#[path = "window/terminal.rs"]
mod terminal;

use common::{kiosk_program, platform_program};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).exists())
}

fn said(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

fn well(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", said(&output));
    said(&output)
}

/// Makes the packages; uncompressed, which only takes room.
fn packages(into: &Path) -> Vec<PathBuf> {
    let programs = kiosk_program().parent().unwrap().to_owned();
    assert!(platform_program().starts_with(&programs));
    let mut script = Command::new(here().join("packaging/make-deb.sh"));
    well(script.args(["--compress", "none", "--bin"]).arg(programs).arg("--out").arg(into));
    let mut made: Vec<_> = fs::read_dir(into).unwrap().map(|entry| entry.unwrap().path()).collect();
    made.sort();
    made
}

fn contents(package: &Path) -> String {
    well(Command::new("dpkg-deb").arg("--contents").arg(package))
}

#[test]
fn the_packages_hold_what_a_terminal_needs_and_install_into_a_root() {
    if !has("dpkg-deb") {
        println!("dpkg-deb is not here: no package was made");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let made = packages(folder.path());
    let names: Vec<_> = made.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let find = |name: &str| made.iter().find(|path| path.to_string_lossy().contains(name)).unwrap();
    let (program, kiosk, platform) = (find("/yizhan_"), find("/yizhan-kiosk_"), find("/yizhan-platform_"));

    let listed = contents(program);
    for path in [
        "./usr/bin/yizhan",
        "./etc/yizhan/station.toml",
        "./usr/share/man/man1/yizhan.1.gz",
        "./usr/share/man/man1/yizhan-doctor.1.gz",
        "./usr/share/bash-completion/completions/yizhan",
        "./usr/share/doc/yizhan/copyright",
        "./usr/share/doc/yizhan/guide.zh-CN.md",
        "./usr/share/doc/yizhan/screens/zh-CN-1080x1920/first-network.png",
    ] {
        assert!(listed.lines().any(|line| line.ends_with(path)), "{path} is missing: {listed}");
    }
    assert!(listed.lines().all(|line| line.contains("root/root")), "everything belongs to root: {listed}");
    let control = well(Command::new("dpkg-deb").args(["--field"]).arg(program));
    assert!(control.contains("libc6") && control.contains("libegl1") && control.contains("espeak-ng"), "{control}");
    assert!(contents(platform).contains("./usr/lib/systemd/system/yizhan-platform.service"));

    if !rustix::process::geteuid().is_root() {
        println!("this is not root: the packages were not installed");
        return;
    }
    installed(folder.path(), &[program, kiosk, platform]);
}

/// Installs the packages and looks at what became of the root.
fn installed(folder: &Path, packages: &[&PathBuf]) {
    let root = folder.join("root");
    let debian = clean_debian(&root, packages);
    if let Err(why) = &debian {
        println!("{why}: the packages are installed into an empty root");
        // What a mirror left half done is no root.
        fs::remove_dir_all(&root).ok();
        for path in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers", "etc"] {
            fs::create_dir_all(root.join(path)).unwrap();
        }
        fs::write(root.join("var/lib/dpkg/status"), "").unwrap();
    }
    let dpkg = |arguments: &[&str]| {
        let mut dpkg = Command::new("dpkg");
        dpkg.arg(format!("--root={}", root.display())).args(["--force-depends", "--force-script-chrootless"]);
        dpkg.args(arguments);
        dpkg
    };
    if debian.is_err() {
        well(dpkg(&["--install"]).args(packages));
    } else {
        // With what it depends on it runs there, and each of its files is as it came.
        let said = well(Command::new("chroot").arg(&root).args(["yizhan", "--version"]));
        assert!(said.contains(env!("CARGO_PKG_VERSION")), "{said}");
        assert_eq!(well(Command::new("chroot").arg(&root).args(["dpkg", "--audit"])), "");
        assert!(root.join("usr/bin/cage").exists() && root.join("usr/sbin/nft").exists());
        firewall_loads(&root);
        lives(&root);
    }

    // An account of its own that nobody can sign in with, and all state in one folder that is its own.
    let passwd = fs::read_to_string(root.join("etc/passwd")).unwrap();
    let account = passwd.lines().find(|line| line.starts_with("yizhan:")).unwrap();
    assert!(account.ends_with(":/var/lib/yizhan:/usr/sbin/nologin"), "{account}");
    let mode = fs::metadata(root.join("var/lib/yizhan")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    // It comes up with the machine, and nothing else does on its screen.
    let unit = |path: &str| root.join("etc/systemd/system").join(path);
    assert!(unit("multi-user.target.wants/yizhan.service").is_symlink());
    assert!(unit("multi-user.target.wants/yizhan-setup.service").is_symlink());
    assert!(unit("multi-user.target.wants/yizhan-reboot.path").is_symlink());
    assert!(unit("sysinit.target.wants/yizhan-firewall.service").is_symlink());
    assert_eq!(fs::read_link(unit("getty@tty1.service")).unwrap(), Path::new("/dev/null"));
    locks_hold(&root);
    units_are_right(&root);

    well(&mut dpkg(&["--remove", "yizhan-kiosk"]));
    assert!(!unit("multi-user.target.wants/yizhan.service").is_symlink());
    assert!(!unit("getty@tty1.service").exists());
    assert!(root.join("var/lib/yizhan").exists(), "what people entrusted to the station stays");
    assert!(root.join("etc/yizhan/firewall.nft").exists(), "what a technician wrote stays");
}

/// The profile as it is installed, loaded by the machine's own nft into a network of the test's own: it counts for the kiosk's account,
/// whatever is not its platform is rejected, and nobody comes in.
fn firewall_loads(root: &Path) {
    let load = "nft --file /etc/yizhan/firewall.nft && nft list ruleset";
    let output =
        Command::new("unshare").arg("--net").arg("chroot").arg(root).args(["sh", "-c", load]).output().unwrap();
    let said = said(&output);
    if !output.status.success() && (said.contains("not permitted") || said.contains("not supported")) {
        println!("this machine lends no network filter ({}): the firewall was not loaded", said.trim());
        return;
    }
    assert!(output.status.success(), "{said}");
    let account = fs::read_to_string(root.join("etc/passwd")).unwrap();
    let id = account.lines().find_map(|line| line.strip_prefix("yizhan:x:")?.split(':').next()).unwrap();
    let skuid = [format!("meta skuid {id} jump kiosk"), "meta skuid \"yizhan\" jump kiosk".to_owned()];
    assert!(skuid.iter().any(|rule| said.contains(rule.as_str())), "{said}");
    let kiosk = said.split("chain kiosk").nth(1).unwrap();
    assert!(kiosk.contains("192.0.2.1") && kiosk.contains("reject with icmpx"), "{said}");
    assert!(said.contains("hook input priority filter; policy drop"), "{said}");
}

/// The installed kiosk under its own cage, from its first start to a broken update that it comes back from.
fn lives(root: &Path) {
    let mounts = Command::new("unshare").args(["--mount", "true"]).output().unwrap();
    if !mounts.status.success() {
        println!("this machine lends no mounts ({}): what is installed was not started", said(&mounts).trim());
        return;
    }
    terminal::Machine::of_packages(root).is_set_up_used_updated_broken_and_comes_back();
    // What is looked at next finds no station, as after the installation.
    for entry in fs::read_dir(root.join("var/lib/yizhan")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
    }
}

/// How long a mirror may take, in seconds; it takes one or two minutes.
const MIRROR: &str = "600";

/// A Debian like this one as it is installed, and the packages in it, with all that they depend on; or why there is none.
fn clean_debian(root: &Path, packages: &[&PathBuf]) -> Result<(), String> {
    if !has("mmdebstrap") {
        return Err("mmdebstrap is not here".to_owned());
    }
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let suite = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME=")).unwrap_or("stable");
    // apt's own account has to come to it.
    fs::set_permissions(root.parent().unwrap(), fs::Permissions::from_mode(0o755)).unwrap();
    let mut make = Command::new("timeout");
    make.args([MIRROR, "mmdebstrap", "--quiet", "--variant=apt", "--include=systemd,udev"]);
    for package in packages {
        make.arg(format!("--customize-hook=copy-in {} /tmp", package.display()));
    }
    let install =
        "DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends /tmp/*.deb && rm /tmp/*.deb";
    make.arg(format!("--customize-hook=chroot \"$1\" sh -c '{install}'")).arg(suite).arg(root);
    let output = make.output().unwrap();
    if output.status.success() {
        return Ok(());
    }
    // A package that does not install is a fault of ours, a mirror that does not answer is none.
    let said = said(&output);
    assert!(!said.contains("yizhan-kiosk (--configure)") && !said.contains("Unmet dependencies"), "{said}");
    Err(format!("there is no clean Debian to be had ({})", said.lines().last().unwrap_or_default()))
}

/// The installed program, asked about the root that it lies in.
fn locks_hold(root: &Path) {
    let doctor = || {
        let data = root.join("var/lib/yizhan");
        let mut command = Command::new(root.join("usr/bin/yizhan"));
        command.args(["doctor", "--no-devices", "--json", "--root"]).arg(root).arg("--data").arg(data);
        let output = command.output().unwrap();
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        said["checks"].as_array().unwrap().clone()
    };
    let state = |check: &str| {
        let checks = doctor();
        let found = checks.iter().find(|one| one["check"] == check).unwrap();
        (found["severity"].as_str().unwrap().to_owned(), found["state"].as_str().unwrap().to_owned())
    };
    for check in ["consoles", "sticks", "accounts"] {
        assert_eq!(state(check).0, "good", "{check}");
    }
    // The technician still has to say where the platform is.
    assert_eq!(state("firewall"), ("bad".to_owned(), "unset".to_owned()));
    let profile = root.join("etc/yizhan/firewall.nft");
    let text = fs::read_to_string(&profile).unwrap();
    fs::write(&profile, text.replace("192.0.2.1 ", "10.20.30.40 ")).unwrap();
    assert_eq!(state("firewall").0, "good");
    assert_eq!(state("store").1, "missing");
}

/// systemd reads the units as they are installed, and finds nothing to say.
fn units_are_right(root: &Path) {
    if !has("systemd-analyze") {
        println!("systemd-analyze is not here: the units were not read");
        return;
    }
    // What the units need of other packages, so that only they are spoken of.
    for program in ["usr/bin/Xorg", "usr/bin/cage", "usr/sbin/nft", "bin/sh", "usr/bin/sh"] {
        let path = root.join(program);
        if !path.exists() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    let mut analyze = Command::new("systemd-analyze");
    analyze.arg(format!("--root={}", root.display())).args(["verify", "--man=no", "--recursive-errors=no"]);
    analyze.args([
        "yizhan.service",
        "yizhan-setup.service",
        "yizhan-xserver.service",
        "yizhan-firewall.service",
        "yizhan-reboot.path",
        "yizhan-reboot.service",
        "yizhan-platform.service",
    ]);
    let output = analyze.output().unwrap();
    let complaints: Vec<_> = said(&output)
        .lines()
        .filter(|line| line.contains("yizhan"))
        // Targets and sockets of systemd's own are not in an empty root.
        .filter(|line| !line.contains("not found") && !line.contains("Failed to load"))
        .map(str::to_owned)
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}
