//! A database server as a province runs one: Debian's, with its own settings for the disk, in a folder of its own.

use std::fs::metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct Server {
    folder: tempfile::TempDir,
    programs: PathBuf,
}

impl Server {
    /// Starts it; nothing where the machine has none.
    pub fn start() -> Option<Self> {
        let installed = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
        let programs = installed.map(|version| version.path().join("bin")).find(|bin| bin.join("initdb").exists())?;
        let folder = tempfile::Builder::new().prefix("yizhan-bench-pg-").tempdir().ok()?;
        if is_root() {
            // The server refuses to run as root.
            Command::new("chown").arg("postgres").arg(folder.path()).status().ok()?.success().then_some(())?;
        }
        let server = Self { folder, programs };
        let data = server.data();
        server.run("initdb", &["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-D", &data])?;
        let options = format!("-k {} -c listen_addresses= -c max_wal_size=4GB", server.folder.path().display());
        let log = server.folder.path().join("log");
        server.run("pg_ctl", &["-D", &data, "-l", log.to_str()?, "-o", &options, "-w", "start"])?;
        Some(server)
    }

    /// The address of a fresh, empty database.
    pub fn database(&self, name: &str) -> Option<String> {
        let folder = self.folder.path().display().to_string();
        self.run("createdb", &["-h", &folder, "-U", "postgres", "-E", "UTF8", "-T", "template0", name])?;
        Some(format!("host={folder} user=postgres dbname={name}"))
    }

    /// What it is, in its own words.
    pub fn version(&self) -> String {
        let output = Command::new(self.programs.join("postgres")).arg("--version").output();
        output.map_or_else(|_| String::new(), |said| String::from_utf8_lossy(&said.stdout).trim().to_owned())
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Option<()> {
        let program = self.programs.join(program);
        let mut command = as_account(&program);
        command.args(arguments).current_dir("/").stdin(Stdio::null()).stdout(Stdio::null());
        command.status().ok()?.success().then_some(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _stopped = self.run("pg_ctl", &["-D", &self.data(), "-m", "fast", "-w", "stop"]);
    }
}

fn as_account(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

fn is_root() -> bool {
    metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}
