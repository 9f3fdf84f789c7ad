//! A terminal as the package starts it: the unit's own script, cage with a headless backend in place of a screen, and a service manager
//! that starts again what ends. Set up by a stick, used, given a newer program, given a broken one, and back. It lies in a folder
//! with the programs of this build, or in a Debian of its own into which the packages were installed.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test whose scene cannot be set has failed; each of the tests that start one uses its part"
)]

use super::common::{Province, kiosk_program, registrations, text};
use std::fs;
use std::io::{ErrorKind, Seek as _, Write as _};
use std::os::unix::fs::{PermissionsExt as _, chown, lchown};
use std::os::unix::net::UnixDatagram;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::runtime::update::disk::RealDisk;
use yizhan::runtime::update::keep::Verdict;
use yizhan::runtime::update::{PROGRAMS, Programs};
use yizhan_wire::release::publishers;

const PATIENCE: Duration = Duration::from_mins(2);
const GLANCE: Duration = Duration::from_millis(150);

/// The manager's end of the line.
pub struct Manager {
    folder: tempfile::TempDir,
    line: UnixDatagram,
}

impl Manager {
    /// Below a folder that the kiosk can see.
    pub fn below(place: &Path) -> Self {
        let folder = tempfile::tempdir_in(place).unwrap();
        let line = UnixDatagram::bind(folder.path().join("notify")).unwrap();
        line.set_read_timeout(Some(PATIENCE)).unwrap();
        Self { folder, line }
    }

    /// Lets another account speak to it.
    fn open_to(&self, account: u32) {
        for path in [self.folder.path(), &self.folder.path().join("notify")] {
            chown(path, Some(account), Some(account)).unwrap();
        }
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("notify")
    }

    /// Waits until it is told this.
    pub fn hears(&self, word: &str) {
        let mut told = [0; 512];
        loop {
            let length = self.line.recv(&mut told).unwrap();
            let text = String::from_utf8_lossy(told.get(..length).unwrap()).into_owned();
            if text.lines().any(|line| line == word) {
                return;
            }
        }
    }
}

/// Where the programs are, and how they are run.
enum Place {
    /// A folder of its own, with the programs of this build.
    Folder(tempfile::TempDir),
    /// The root of another Debian, with what its packages have installed.
    Root(PathBuf),
}

/// A machine on which the program is installed.
pub struct Machine {
    pub province: Province,
    place: Place,
    /// The account of the kiosk. cage refuses to be root.
    account: Option<u32>,
}

/// It runs.
pub struct Running {
    cage: Child,
    manager: Manager,
    _runtime: tempfile::TempDir,
}

/// Everything below a folder belongs to an account. The kiosk of a machine that was just switched off may still take files away
/// meanwhile, which need no owner any more.
fn hand_over(folder: &Path, account: u32) {
    let owned = |done: std::io::Result<()>| match done {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        done => done.unwrap(),
    };
    owned(chown(folder, Some(account), Some(account)));
    let entries = fs::read_dir(folder).into_iter().flatten();
    for entry in entries.map(Result::unwrap) {
        if entry.path().is_dir() && !entry.path().is_symlink() {
            hand_over(&entry.path(), account);
        } else {
            owned(lchown(entry.path(), Some(account), Some(account)));
        }
    }
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn program(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

impl Machine {
    /// With the programs of this build in the place of those that are installed.
    pub fn of_this_build() -> Self {
        const NOBODY: u32 = 65_534;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir_all(path("etc/yizhan")).unwrap();
        fs::create_dir(path("data")).unwrap();
        let script = fs::read_to_string(here().join("packaging/kiosk/kiosk")).unwrap();
        fs::copy(here().join("packaging/kiosk/turned"), path("turned")).unwrap();
        fs::copy(kiosk_program(), path("yizhan")).unwrap();
        let script = script.replace("/usr/lib/yizhan/turned", path("turned").to_str().unwrap());
        program(&path("kiosk"), &script.replace("/usr/bin/yizhan", path("yizhan").to_str().unwrap()));
        let account = rustix::process::geteuid().is_root().then_some(NOBODY);
        Self::with(Place::Folder(folder), account)
    }

    /// In a root into which the packages were installed, under the account that they made.
    pub fn of_packages(root: &Path) -> Self {
        let accounts = fs::read_to_string(root.join("etc/passwd")).unwrap();
        let kiosk = accounts.lines().find_map(|line| line.strip_prefix("yizhan:x:")?.split(':').next()).unwrap();
        Self::with(Place::Root(root.to_owned()), Some(kiosk.parse().unwrap()))
    }

    fn with(place: Place, account: Option<u32>) -> Self {
        let machine = Self { province: Province::start(), place, account };
        machine.province.run(&["seed", "--postings", "200", "--seed", "5"]);
        let line = machine.province.run(&["release", "key", "--to", machine.file("key").to_str().unwrap()]);
        fs::write(machine.path("etc/yizhan/publishers"), line).unwrap();
        machine
    }

    /// Its `/`.
    fn root(&self) -> &Path {
        match &self.place {
            Place::Folder(folder) => folder.path(),
            Place::Root(root) => root,
        }
    }

    /// A path of the machine, as this test sees it.
    fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// A file that somebody brings.
    fn file(&self, name: &str) -> PathBuf {
        let brought = self.path("media");
        fs::create_dir_all(&brought).unwrap();
        brought.join(name)
    }

    fn data(&self) -> PathBuf {
        match &self.place {
            Place::Folder(_) => self.path("data"),
            Place::Root(_) => self.path("var/lib/yizhan"),
        }
    }

    /// A path of this test, as the machine sees it.
    fn seen(&self, path: &Path) -> String {
        let path = match &self.place {
            Place::Folder(_) => path.to_owned(),
            Place::Root(root) => Path::new("/").join(path.strip_prefix(root).unwrap()),
        };
        path.to_str().unwrap().to_owned()
    }

    /// A program of the machine, in the environment of its unit.
    fn program(&self, name: &str) -> Command {
        let mut command = match &self.place {
            Place::Folder(folder) => {
                let mut command = Command::new(folder.path().join(name));
                command.env("YIZHAN_MACHINE_ROOT", folder.path());
                if let (Some(account), "kiosk") = (self.account, name) {
                    command.uid(account).gid(account);
                }
                command
            }
            Place::Root(root) => {
                let installed = if name == "kiosk" { "/usr/lib/yizhan/kiosk" } else { "/usr/bin/yizhan" };
                // The kernel's own folders are this machine's, for as long as the program runs.
                let enter = "mount -t proc proc \"$1/proc\" && mount --rbind /dev \"$1/dev\" && \
                             exec chroot --userspec=yizhan:yizhan \"$@\"";
                let mut command = Command::new("unshare");
                command.args(["--mount", "sh", "-c", enter, "sh"]).arg(root).arg(installed);
                command.env("HOME", "/var/lib/yizhan").env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
                command
            }
        };
        command.env("YIZHAN_DATA", self.seen(&self.data())).env_remove("YIZHAN_LOG");
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        text(&self.program("yizhan").args(arguments).output().unwrap())
    }

    fn start(&self) -> Running {
        let place = self.path("tmp");
        fs::create_dir_all(&place).unwrap();
        let (runtime, manager) = (tempfile::tempdir_in(&place).unwrap(), Manager::below(&place));
        if let Some(account) = self.account {
            if let Place::Folder(folder) = &self.place {
                hand_over(folder.path(), account);
            }
            for own in [&self.data(), &self.path("media"), runtime.path()] {
                hand_over(own, account);
            }
            manager.open_to(account);
        }
        let mut kiosk = self.program("kiosk");
        kiosk.env("XDG_RUNTIME_DIR", self.seen(runtime.path())).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        kiosk.env("NOTIFY_SOCKET", self.seen(&manager.socket())).env("WATCHDOG_USEC", "4000000");
        // A screen that nobody sees, drawn by the processor.
        kiosk.env("WLR_BACKENDS", "headless").env("WLR_RENDERER", "pixman").env("WLR_LIBINPUT_NO_DEVICES", "1");
        kiosk.env("LIBGL_ALWAYS_SOFTWARE", "1");
        Running { cage: kiosk.spawn().unwrap(), manager, _runtime: runtime }
    }

    /// Somebody registers at the desk.
    fn register(&self) {
        let mut said = tempfile::tempfile().unwrap();
        said.write_all(&registrations([1])).unwrap();
        said.rewind().unwrap();
        text(&self.program("yizhan").args(["register", "-"]).stdin(said).output().unwrap());
    }

    fn is_enrolled(&self) -> bool {
        let key = yizhan::store::key::find(&self.data(), None, [0; 32]).unwrap();
        yizhan::store::Station::open(&self.data(), &key).unwrap().identity().unwrap().is_some()
    }

    /// Makes a release of a program that is a script, and takes it as from a stick.
    fn bring(&self, version: &str, script: &str) {
        let (file, release) = (self.file("program"), self.file("release.yzr"));
        let form = yizhan::store::STATION_VERSION;
        let said = format!("yizhan {version}\\nform of the people's file: {form}\\n");
        program(&file, &format!("#!/bin/sh\n[ \"$1\" = --version ] && printf \"{said}\" && exit\n{script}\n"));
        let [program, key, to] = [&file, &self.file("key"), &release].map(|path| path.display().to_string());
        self.province.run(&["release", "make", "--program", &program, "--key", &key, "--to", &to]);
        self.given(&release);
        self.run(&["update", "--no-devices", "--take", &self.seen(&release)]);
    }

    /// What was brought can be read by the kiosk's account.
    fn given(&self, file: &Path) {
        if let Some(account) = self.account {
            chown(file, Some(account), Some(account)).unwrap();
        }
    }

    fn programs(&self) -> serde_json::Value {
        serde_json::from_str(&self.run(&["update", "--no-devices", "--json"])).unwrap()
    }

    /// A quarter of an hour has gone by well.
    fn keep(&self) {
        let believed = publishers(&fs::read_to_string(self.path("etc/yizhan/publishers")).unwrap());
        let mut disk = RealDisk::below(&self.data().join(PROGRAMS));
        let mut programs = Programs { disk: &mut disk, publishers: &believed };
        programs.decide(&Verdict::Keep, jiff::Timestamp::UNIX_EPOCH).unwrap();
        // As the kiosk itself does, under its account.
        if let Some(account) = self.account {
            hand_over(&self.data(), account);
        }
    }

    /// Sets it up by a stick that says what it is.
    fn set_up(&self) {
        let said = self.province.run(&["station", "add", "--name", "溪口驿站", "--url", &self.province.url()]);
        let invitation = said.lines().find_map(|line| line.get(line.find("yizhan-enrol ")?..)).unwrap();
        let settings = self.file("settings.toml");
        fs::write(&settings, "[site]\ndivision = \"430111\"\nsite = \"market\"\n").unwrap();
        let stick = self.file("yizhan.setup");
        let [settings, key, to] = [&settings, &self.file("key"), &stick].map(|path| path.display().to_string());
        let make =
            ["release", "setup", "--settings", &settings, "--invitation", invitation, "--key", &key, "--to", &to];
        self.province.run(&make);
        self.given(&stick);
        self.run(&["provision", "--from", &self.seen(&self.path("media"))]);
        self.run(&["sync", "--until-idle"]);
        assert_eq!(self.run(&["config", "--get", "site"]).trim(), "market");
    }

    /// From a machine on which the program was just installed, to one that came back from a broken update.
    pub fn is_set_up_used_updated_broken_and_comes_back(&self) {
        // Nobody has set it up: it asks, and is no station meanwhile.
        let mut first = self.start();
        first.is_up();
        assert!(!self.is_enrolled());
        drop(first);

        self.set_up();
        let mut station = self.start();
        station.is_up();
        // Somebody registers, and the running kiosk brings it to the province.
        self.register();
        let begun = Instant::now();
        while self.province.run(&["records", "--kind", "registration"]).trim().is_empty() {
            assert!(begun.elapsed() < PATIENCE, "the registration never arrives");
            sleep(GLANCE);
        }
        drop(station);

        // A newer program: the same, by another name.
        let installed = match &self.place {
            Place::Folder(_) => self.path("yizhan").display().to_string(),
            Place::Root(_) => "/usr/bin/yizhan".to_owned(),
        };
        self.bring("0.2.0", &format!("exec {installed} \"$@\""));
        let mut trial = self.start();
        trial.is_up();
        assert_eq!(self.programs()["trial"]["version"], "0.2.0");
        drop(trial);
        self.keep();

        // A broken one: it ends each time, the service manager starts it again, and the one before comes back.
        self.bring("0.3.0", "exit 1");
        for _ in 0..3 {
            self.start().ended();
        }
        let mut back = self.start();
        back.is_up();
        let programs = self.programs();
        assert_eq!((&programs["kept"], &programs["refused"][0]["version"]), (&"0.2.0".into(), &"0.3.0".into()));
    }
}

impl Running {
    /// It is up: the first frame was drawn, and the parts go on to live.
    fn is_up(&mut self) {
        self.manager.hears("READY=1");
        for _ in 0..3 {
            self.manager.hears("WATCHDOG=1");
        }
        assert!(self.cage.try_wait().unwrap().is_none(), "the kiosk has ended");
    }

    fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.cage.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "the kiosk goes on");
            sleep(GLANCE);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // As a machine that is switched off.
        self.cage.kill().ok();
        self.cage.wait().ok();
    }
}
