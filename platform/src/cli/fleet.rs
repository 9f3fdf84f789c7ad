//! `yizhan-platform fleet`.

use super::{Failure, now, printed, random};
use crate::core::Storage as _;
use crate::core::enrolment::{CODE_RANDOM_BYTES, new_code, remember};
use crate::core::service::day_of;
use crate::fleet::{Faults, Fleet as Played, Load, Plan, Report};
use crate::seed;
use crate::storage::Store;
use clap::Args;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use yizhan_wire::entry::body_hash;

/// Kernel ticks in a second, as `/proc` counts them on every Linux there is.
const TICKS: f64 = 100.0;

#[derive(Debug, Args)]
pub struct Fleet {
    /// How many stations
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    stations: u32,
    /// How many days
    #[arg(long, value_name = "D", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=365))]
    days: u32,
    /// The same seed gives the same arrivals and faults
    #[arg(long = "seed", value_name = "S", default_value_t = 1)]
    number: u64,
    /// Entries that a station makes on a day, on average
    #[arg(long, value_name = "N", default_value_t = 27.4)]
    arrivals: f64,
    /// Minutes between a station's turns
    #[arg(long, value_name = "MIN", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1_440))]
    every: u32,
    /// Hours a day in which stations are open
    #[arg(long, value_name = "H", default_value_t = 9, value_parser = clap::value_parser!(u32).range(1..=24))]
    open: u32,
    /// Played time over real time; requests then come when they are due [default: as fast as they are answered]
    #[arg(long, value_name = "X")]
    pace: Option<f64>,
    /// Requests on their way at once, where there is no pace
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    at_once: u32,
    /// The day on which nobody in the province has a line
    #[arg(long, value_name = "DAY")]
    outage_day: Option<u32>,
    /// Postings that the platform has, which every station fetches
    #[arg(long, value_name = "N", default_value_t = 0)]
    postings: u32,
    /// Nothing goes wrong on the lines: for measuring
    #[arg(long)]
    calm: bool,
    /// Folder for the platform of the play, which must have none yet [default: a folder that is removed]
    #[arg(long = "data", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// An empty database of a `PostgreSQL` server for the platform of the play, instead of a file
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

impl Fleet {
    pub fn run(&self) -> Result<(), Failure> {
        let throw_away;
        let folder = if let Some(folder) = &self.folder {
            if folder.join("platform.db").try_exists()? {
                return Err(format!("{} has a platform already; the play would add to it", folder.display()).into());
            }
            folder.as_path()
        } else {
            throw_away = tempfile::tempdir()?;
            throw_away.path()
        };
        let report = self.play(folder, now())?;
        let mut out = io::stdout().lock();
        if self.json {
            printed(writeln!(out, "{}", serde_json::to_string(&report)?))?;
        } else {
            printed(report.print(&mut out))?;
        }
        if report.found.is_whole() { Ok(()) } else { Err("not every entry is on the platform exactly once".into()) }
    }

    fn play(&self, folder: &Path, now: Timestamp) -> Result<Report, Failure> {
        let storage = match &self.database_url {
            None => Store::open(folder)?,
            Some(url) => Store::connect(url)?,
        };
        if self.database_url.is_some() && !storage.stations()?.is_empty() {
            return Err("the database has a platform already; the play would add to it".into());
        }
        let postings = seed::province(self.postings, self.number, day_of(now));
        for some in postings.chunks(4_000) {
            storage.put_postings(some)?;
        }
        let codes: Vec<String> = (1..=self.stations)
            .map(|number| {
                let code =
                    new_code(&random::<CODE_RANDOM_BYTES>()?).ok_or("the machine's randomness cannot be used")?;
                storage.add_code(&remember(&code, &format!("测试驿站{number}"), now))?;
                Ok(code)
            })
            .collect::<Result<_, Failure>>()?;
        let platform = Served::start(folder, self.database_url.as_deref())?;
        let begin = now.checked_sub(SignedDuration::from_hours(24 * i64::from(self.days)))?;
        let plan = self.plan(begin);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let (fleet, load) = runtime.block_on(async {
            let mut fleet = Played::enrol(plan, &platform.address, codes, now).await?;
            let before = platform.load();
            fleet.play().await?;
            Ok::<_, Failure>((fleet, since(before, platform.load())))
        })?;
        let mut records = Vec::new();
        storage.records(None, &mut |record| {
            records.push((record.station, record.id, body_hash(record.body.get())));
            true
        })?;
        let stations = storage.stations()?;
        let seen_to: HashMap<_, _> = stations.iter().filter_map(|line| Some((line.station?, line.seen_to))).collect();
        let found = fleet.judge(records, &seen_to);
        Ok(fleet.report(found, load))
    }

    fn plan(&self, begin: Timestamp) -> Plan {
        Plan {
            stations: self.stations,
            days: self.days,
            seed: self.number,
            arrivals: self.arrivals,
            every_minutes: self.every,
            open_hours: self.open,
            pace: self.pace,
            at_once: self.at_once as usize,
            outage_day: self.outage_day,
            faults: if self.calm { Faults::NONE } else { Faults::VILLAGE },
            begin,
        }
    }
}

/// A platform in a process of its own, as in a province: what it costs can be told from what the stations cost.
struct Served {
    process: Child,
    address: String,
}

impl Served {
    fn start(folder: &Path, server: Option<&str>) -> Result<Self, Failure> {
        let mut process = Command::new(std::env::current_exe()?)
            .env("YIZHAN_DATABASE_URL", server.unwrap_or_default())
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .env("YIZHAN_LOG", std::env::var("YIZHAN_LOG").unwrap_or_else(|_| "error".to_owned()))
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(out) = process.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let Some(address) = line.trim_end().strip_prefix("listening on ").map(str::to_owned) else {
            process.kill()?;
            process.wait()?;
            return Err("the platform of the play did not start".into());
        };
        Ok(Self { process, address })
    }

    /// What the process has cost so far; nothing where the system does not say.
    fn load(&self) -> Load {
        let file =
            |name: &str| std::fs::read_to_string(format!("/proc/{}/{name}", self.process.id())).unwrap_or_default();
        let number = |text: &str, name: &str| -> f64 {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or(0.0)
        };
        // Behind the name, which may hold blanks: the 12th and 13th field are the times in user and system mode.
        let stat = file("stat");
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let ticks: f64 = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
        Load {
            seconds: 0.0,
            cpu_seconds: ticks / TICKS,
            peak_mb: number(&file("status"), "VmHWM:") / 1_024.0,
            written_mb: number(&file("io"), "write_bytes:") / 1e6,
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It is gone already where this fails.
        let _gone = self.process.kill();
        let _waited = self.process.wait();
    }
}

fn since(before: Load, after: Load) -> Load {
    Load {
        cpu_seconds: after.cpu_seconds - before.cpu_seconds,
        written_mb: after.written_mb - before.written_mb,
        ..after
    }
}
