//! `yizhan doctor`: how the station is, every check with what to do about it.

use super::boot::RELEASE;
use super::devices::{self, Desk, Told};
use super::run::Options as KioskOptions;
use super::{Context, Done, Failure};
use crate::doctor::{Place, examine};
use crate::domain::health::{Check, Finding, Severity, worst};
use crate::i18n::Words;
use crate::runtime::SharedWorld;
use crate::runtime::health::Examine;
use crate::sync::http::knock;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long an address is given to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// The voice where no other is set.
const USUAL_VOICE: &str = "espeak-ng";

#[derive(Debug, clap::Args)]
pub struct Options {
    /// Look at a system below this folder: one that is not running, or one that a test has made
    #[arg(long, value_name = "DIR", default_value = "/")]
    root: PathBuf,
    /// Leave the devices on the desk alone: a kiosk that runs may be using them
    #[arg(long)]
    no_devices: bool,
    /// The voice of the kiosk, as `yizhan run` takes it
    #[arg(long, value_name = "COMMAND", hide = true)]
    voice: Option<String>,
    #[command(flatten)]
    desk: Desk,
}

impl Options {
    /// What the system calls itself, where it does.
    pub fn system(&self) -> Option<String> {
        system(&self.root)
    }

    /// As the kiosk would be examined that runs so.
    pub fn of_kiosk(kiosk: &KioskOptions) -> Self {
        Self { root: PathBuf::from("/"), no_devices: false, voice: kiosk.voice.clone(), desk: kiosk.desk.clone() }
    }
}

/// What the system below a root calls itself, where it does.
pub fn system(root: &Path) -> Option<String> {
    let text = fs::read_to_string(root.join("etc/os-release")).ok()?;
    let name = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(name.trim_matches('"').to_owned())
}

pub fn run(context: &Context, options: &Options) -> Done {
    let findings = findings(context, options);
    let words = context.words;
    let worst = worst(&findings);
    let document = json!({
        "worst": worst.as_str(),
        "checks": findings.iter().map(|finding| told(words, finding)).collect::<Vec<_>>(),
    });
    context.printer.either(&document, || {
        findings.iter().flat_map(|finding| lines(words, finding)).collect::<Vec<_>>().join("\n")
    })?;
    match worst {
        Severity::Good | Severity::Note => Ok(()),
        Severity::Poor => Err(Failure::Poor),
        Severity::Bad => Err(Failure::Said),
    }
}

/// Everything that can be found.
pub fn findings(context: &Context, options: &Options) -> Vec<Finding> {
    let eyes = Eyes::of(context, &options.desk, options.voice.as_deref());
    let mut findings = eyes.look(&options.root, &|url| knock(url, PATIENCE));
    if !options.no_devices {
        findings.extend(desk(&options.desk));
    }
    findings.sort_by_key(|finding| Check::ALL.iter().position(|check| *check == finding.check));
    findings
}

/// What is needed to look at a station again and again: at everything but the devices, which a kiosk that runs is using.
struct Eyes {
    data: PathBuf,
    world: SharedWorld,
    credentials: Option<PathBuf>,
    voice: String,
    films: Option<PathBuf>,
    release: Option<String>,
    settings: Finding,
}

impl Eyes {
    fn of(context: &Context, desk: &Desk, voice: Option<&str>) -> Self {
        Self {
            data: context.data.clone(),
            world: SharedWorld::clone(&context.world),
            credentials: std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from),
            voice: voice.and_then(|command| command.split_whitespace().next()).unwrap_or(USUAL_VOICE).to_owned(),
            films: desk.devices().films,
            release: std::env::var(RELEASE).ok(),
            settings: settings(context),
        }
    }

    /// `reach` says whether an address answers.
    fn look(&self, root: &Path, reach: &dyn Fn(&str) -> bool) -> Vec<Finding> {
        let place = Place {
            root,
            data: &self.data,
            credentials: self.credentials.as_deref(),
            now: self.world.now(),
            free: &free,
            reach,
            voice: &self.voice,
            films: self.films.as_deref(),
            release: self.release.as_deref(),
        };
        examine(&place).into_iter().chain([self.settings.clone()]).collect()
    }
}

/// How the technician's screen looks at the kiosk that shows it, the line too.
pub fn of_itself(context: &Context, kiosk: &KioskOptions) -> Examine {
    let eyes = Eyes::of(context, &kiosk.desk, kiosk.voice.as_deref());
    Box::new(move || eyes.look(Path::new("/"), &|url| knock(url, PATIENCE)))
}

/// How a station is looked at for the province, to which the line has just worked.
pub fn for_the_province(context: &Context, desk: &Desk, voice: Option<&str>) -> Examine {
    let eyes = Eyes::of(context, desk, voice);
    Box::new(move || eyes.look(Path::new("/"), &|_| true))
}

fn free(path: &Path) -> Option<u64> {
    // A folder that is not made yet lies where its parents are.
    let stat = path.ancestors().find_map(|folder| rustix::fs::statvfs(folder).ok())?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}

fn settings(context: &Context) -> Finding {
    let config = &context.config;
    let faults = config.faults();
    let Some(path) = &config.path else { return Finding::new(Check::Settings, Severity::Note, "none") };
    let Some(first) = faults.first() else {
        return Finding::good(Check::Settings)
            .counting(config.contents.values.len())
            .naming(path.display().to_string());
    };
    let finding = if config.last_good {
        Finding::new(Check::Settings, Severity::Poor, "last_good")
    } else {
        Finding::new(Check::Settings, Severity::Bad, "faulty")
    };
    finding.counting(faults.len()).naming(first.as_str())
}

/// The devices on the desk, asked one after the other.
fn desk(desk: &Desk) -> Vec<Finding> {
    let devices = desk.devices();
    vec![
        device(Check::CardReader, devices::reader(&devices)),
        device(Check::SlipPrinter, devices::printer(&devices, false)),
        device(Check::PagePrinter, devices::a4_printer(&devices, false)),
        device(Check::Scanner, devices::scanner(&devices)),
        device(Check::Pinyin, devices::pinyin(desk)),
    ]
}

/// No errand needs a device, so that none of them is worse than poor.
fn device(check: Check, told: Told) -> Finding {
    match (told.at, told.ok) {
        (None, _) => Finding::new(check, Severity::Note, "none"),
        (Some(at), true) => Finding::good(check).naming(at),
        (Some(at), false) => Finding::new(check, Severity::Poor, "failing").naming(format!("{at}: {}", told.state)),
    }
}

pub fn told(words: Words, finding: &Finding) -> Value {
    let help = words.remedy(finding);
    json!({
        "check": finding.check.as_str(),
        "severity": finding.severity.as_str(),
        "state": finding.state,
        "n": finding.n,
        "what": finding.what,
        "finding": words.finding(finding),
        "remedy": help,
        "command": help.and_then(|_| command(finding.check)),
    })
}

fn lines(words: Words, finding: &Finding) -> Vec<String> {
    let mark = match finding.severity {
        Severity::Good => "ok  ",
        Severity::Note => "-   ",
        Severity::Poor => "WARN",
        Severity::Bad => "FAIL",
    };
    let help = words.remedy(finding);
    let mut lines = vec![format!("{mark}  {:<16}  {}", finding.check.as_str(), words.finding(finding))];
    lines.extend(help.map(|help| format!("                        {help}")));
    lines.extend(
        help.and_then(|_| command(finding.check)).map(|command| format!("                        $ {command}")),
    );
    lines
}

/// What the technician types, where something can be typed.
const fn command(check: Check) -> Option<&'static str> {
    Some(match check {
        Check::Program | Check::Traces => "yizhan-station bundle --to /var/lib/yizhan/support.bundle",
        Check::Settings => "yizhan config --check /etc/yizhan/station.toml",
        Check::Key => "yizhan-seal-key --copy FILE",
        Check::Integrity | Check::Waiting => "yizhan export --to DIR",
        Check::Disk => "du -xsh /var/* && journalctl --vacuum-size=100M",
        Check::Enrolled => "yizhan provision --platform URL --code CODE --division CODE",
        Check::Clock => "timedatectl set-ntp true",
        Check::Contact => "yizhan sync --once",
        Check::Packs => "yizhan status",
        Check::CardReader | Check::SlipPrinter | Check::PagePrinter | Check::Scanner => "yizhan devices --test-print",
        Check::Pinyin => "apt install librime1 rime-data-pinyin-simp",
        Check::Voice => "apt install espeak-ng",
        Check::Films => "apt install ffmpeg",
        Check::CoreDumps => "sysctl --load=/usr/lib/sysctl.d/60-yizhan.conf",
        Check::Swap => "swapoff -a",
        Check::Consoles => "systemctl mask autovt@.service getty@tty1.service && systemctl restart systemd-logind",
        Check::KeyCombinations => {
            "sysctl --load=/usr/lib/sysctl.d/60-yizhan.conf && systemctl mask ctrl-alt-del.target"
        }
        Check::Sticks => "systemctl mask --now udisks2.service",
        Check::Accounts => "usermod --shell /usr/sbin/nologin NAME",
        Check::Ports => "ss --listening --tcp --processes",
        Check::Firewall => "systemctl enable yizhan-firewall && systemctl restart yizhan-firewall",
        Check::Store
        | Check::Line
        | Check::Refused
        | Check::Sound
        | Check::Memory
        | Check::Temperature
        | Check::Display
        | Check::Touch => return None,
    })
}
