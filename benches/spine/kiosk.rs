//! The kiosk in a virtual screen, as a bench sees it: what its log tells, what a finger does, what it costs.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::cli::demo::{Display, Finger, Programs};

/// What the kiosk's log has told so far; moments since the start.
#[derive(Default)]
pub struct Told {
    pub first_screen: Option<Duration>,
    pub searchable: Option<Duration>,
    pub complete: Option<Duration>,
    pub frames: Vec<Duration>,
    /// When results were asked for that are not on the screen yet.
    asked: Option<Duration>,
    /// How long results took from the touch to the screen.
    pub results: Vec<Duration>,
    ended: bool,
}

/// A kiosk that runs until it is dropped.
pub struct Kiosk {
    process: Child,
    told: Arc<Mutex<Told>>,
}

impl Kiosk {
    /// Starts it on a screen; `log` is its `YIZHAN_LOG`.
    pub fn open(programs: &Programs, station: &Path, display: &Display, log: &str) -> Self {
        Self::open_with(programs, station, display, log, &[])
    }

    /// The same, in an environment of its own.
    pub fn open_with(
        programs: &Programs,
        station: &Path,
        display: &Display,
        log: &str,
        environment: &[(&str, String)],
    ) -> Self {
        let begun = Instant::now();
        let mut process = Command::new(&programs.kiosk)
            .arg("run")
            .env("YIZHAN_DATA", station)
            .env("DISPLAY", &display.name)
            .env("YIZHAN_LOG", log)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        let told = Arc::new(Mutex::new(Told::default()));
        let teller = Arc::clone(&told);
        #[expect(clippy::disallowed_methods, reason = "the bench's own ear, no worker of the kiosk")]
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                teller.lock().unwrap().hear(&line, begun.elapsed());
            }
            teller.lock().unwrap().ended = true;
        });
        Self { process, told }
    }

    /// Waits until the log has told something.
    pub fn wait_for<T>(&self, what: impl Fn(&Told) -> Option<T>) -> T {
        loop {
            {
                let told = self.told.lock().unwrap();
                if let Some(value) = what(&told) {
                    return value;
                }
                assert!(!told.ended, "the kiosk ended before its time");
            }
            sleep(Duration::from_millis(2));
        }
    }

    pub fn told<T>(&self, what: impl Fn(&Told) -> T) -> T {
        what(&self.told.lock().unwrap())
    }

    /// The frames since the last call.
    pub fn take_frames(&self) -> Vec<Duration> {
        std::mem::take(&mut self.told.lock().unwrap().frames)
    }

    /// How long results took since the last call.
    pub fn take_results(&self) -> Vec<Duration> {
        std::mem::take(&mut self.told.lock().unwrap().results)
    }

    /// Proportional set size: what the machine would get back if the kiosk ended, in megabytes.
    pub fn pss_mb(&self) -> f64 {
        let rollup = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.process.id())).unwrap();
        let line = rollup.lines().find(|l| l.starts_with("Pss:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1_000.0
    }

    /// How long its threads have had a core.
    pub fn on_core(&self) -> Duration {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.process.id())).unwrap();
        // A thread may end while it is looked at.
        let told = tasks.flatten().filter_map(|task| fs::read_to_string(task.path().join("schedstat")).ok());
        Duration::from_nanos(told.map(|line| line.split(' ').next().unwrap().parse::<u64>().unwrap()).sum())
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        let pid = rustix::process::Pid::from_child(&self.process);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        self.process.wait().unwrap();
    }
}

impl Told {
    fn hear(&mut self, line: &str, at: Duration) {
        if let Some((_, millis)) = line.split_once("frame millis=") {
            self.frames.push(Duration::from_secs_f64(millis.trim().parse::<f64>().unwrap() / 1_000.0));
        } else if line.contains("results are asked for") {
            self.asked = Some(at);
        } else if line.contains("results are on the screen") {
            self.results.extend(self.asked.take().map(|asked| at.saturating_sub(asked)));
        } else if line.contains("first usable screen") {
            self.first_screen.get_or_insert(at);
        } else if line.contains("postings can be searched") {
            self.searchable.get_or_insert(at);
        } else if line.contains("the postings are complete") {
            self.complete.get_or_insert(at);
        }
    }
}

/// Somebody who reads the screen: home, the list of all postings, up and down. One round takes about two seconds.
pub fn browse(finger: &mut Finger, rounds: usize) {
    for _ in 0..rounds {
        finger.drag(540.0, 1_500.0, 500.0).unwrap();
        sleep(Duration::from_millis(700));
        finger.drag(540.0, 500.0, 1_500.0).unwrap();
        sleep(Duration::from_millis(700));
    }
}
