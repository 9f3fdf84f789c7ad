//! The two programs of the demo as a technician would start them: the platform's and our own, each as a process.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    #[error("{0} is missing beside this program; build the whole workspace (cargo build --workspace)")]
    Missing(PathBuf),
    #[error("`{command}` failed: {reason}")]
    Failed { command: String, reason: String },
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Where the programs are.
pub struct Programs {
    pub kiosk: PathBuf,
    pub platform: PathBuf,
}

impl Programs {
    /// This program, and the platform's beside it.
    pub fn find() -> Result<Self, ProcessError> {
        let kiosk = std::env::current_exe()?;
        let programs = Self::beside(kiosk.parent().unwrap_or(&kiosk));
        if programs.platform.exists() { Ok(programs) } else { Err(ProcessError::Missing(programs.platform)) }
    }

    /// Both programs in a folder.
    #[must_use]
    pub fn beside(dir: &Path) -> Self {
        Self { kiosk: dir.join("yizhan"), platform: dir.join("yizhan-platform") }
    }
}

/// Runs a command of one of our programs on a data directory.
pub fn run_with(program: &Path, arguments: &[&str], data: &Path, input: Option<&str>) -> Result<String, ProcessError> {
    let data: &OsStr = data.as_os_str();
    let all: Vec<&OsStr> = arguments.iter().map(OsStr::new).chain([OsStr::new("--data"), data]).collect();
    run(program, &all, input)
}

/// Runs a command to its end and returns what it printed.
fn run(program: &Path, arguments: &[&OsStr], input: Option<&str>) -> Result<String, ProcessError> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let (Some(text), Some(mut stdin)) = (input, child.stdin.take()) {
        stdin.write_all(text.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(ProcessError::Failed {
        command: format!("{} {}", program.display(), arguments.join(OsStr::new(" ")).display()),
        reason: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}

/// The platform at work; stopped in order when dropped.
pub struct Platform {
    server: Child,
    /// `http://127.0.0.1:PORT`
    pub url: String,
}

impl Platform {
    /// Starts the platform and waits until it listens. `address` may name port 0.
    pub fn serve(programs: &Programs, data: &Path, address: &str) -> Result<Self, ProcessError> {
        let mut server = Command::new(&programs.platform)
            .args(["serve", "--listen", address, "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdout = server.stdout.take().ok_or_else(|| io::Error::other("no standard output"))?;
        for line in BufReader::new(stdout).lines() {
            if let Some(url) = line?.strip_prefix("listening on ") {
                return Ok(Self { server, url: url.to_owned() });
            }
        }
        let reason = format!("it ended before it listened on {address}");
        Err(ProcessError::Failed { command: "yizhan-platform serve".into(), reason })
    }

    #[must_use]
    pub fn pid(&self) -> u32 {
        self.server.id()
    }

    /// The address to serve on again after a stop: the same port.
    #[must_use]
    pub fn address(&self) -> String {
        self.url.trim_start_matches("http://").to_owned()
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        if let Some(pid) = rustix::process::Pid::from_raw(self.server.id().cast_signed()) {
            let _gone = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let _status = self.server.wait();
    }
}

/// A simulated device of the desk; stopped when dropped.
pub struct Simulated {
    process: Child,
    said: BufReader<ChildStdout>,
}

impl Simulated {
    /// Starts `yizhan simulate …`.
    pub fn start(programs: &Programs, arguments: &[&OsStr]) -> Result<Self, ProcessError> {
        let mut process = Command::new(&programs.kiosk)
            .args(["--json", "simulate"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let said = process.stdout.take().ok_or_else(|| io::Error::other("no standard output"))?;
        Ok(Self { process, said: BufReader::new(said) })
    }

    /// Waits for the next line it prints, and returns this field of it.
    pub fn tells(&mut self, field: &str) -> Result<String, ProcessError> {
        let mut line = String::new();
        self.said.read_line(&mut line)?;
        let told: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        let text = told.get(field).and_then(serde_json::Value::as_str).map(str::to_owned);
        let failed = || ProcessError::Failed {
            command: "yizhan simulate".into(),
            reason: format!("it ended without telling its {field}"),
        };
        text.ok_or_else(failed)
    }
}

impl Drop for Simulated {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.process.kill().ok();
        let _status = self.process.wait();
    }
}
