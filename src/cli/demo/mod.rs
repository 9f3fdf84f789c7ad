//! `yizhan demo`: the main job in a throw-away folder. A platform with a synthetic province, a station enrolled with it, a
//! clerk's account, and the kiosk. Without a display it walks the kiosk by touch in a virtual one and tells what happened.

mod account;
mod desk;
mod display;
mod processes;
mod touch;
mod walk;
mod walker;

pub use display::{Display, DisplayError};
pub use processes::{Platform, ProcessError, Programs, Simulated, run_with};
pub use touch::Finger;

use account::Account;
use desk::SimulatedDesk;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use walk::Walk;
use walker::{WalkError, Walker};

use super::config::Config;
use super::printer::Printer;
use super::run::Colours;
use super::{Context, Done, Failure, run};
use crate::app::probe::Probe;
use crate::runtime::SharedWorld;
use clap::ValueEnum as _;
use clap::builder::PossibleValue;

/// The seed of the demo's province: every demo shows the same postings.
const SEED: &str = "7";
/// Where most of the synthetic postings are: a street that the sample pack knows.
const STATION_PLACE: &str = "430111004";
const STATION: &str = "\u{793a}\u{8303}\u{9a7f}\u{7ad9}";
const CLERK: &str = "\u{6d4b}\u{8bd5}\u{5458}";
/// The clerk's PIN. It guards nothing: the folder is gone when the demo ends.
const PIN: &str = "258036";

/// What `yizhan demo` was asked for.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Walk the kiosk by touch in a virtual screen, even where there is a display
    #[arg(long)]
    headless: bool,
    /// Where the walk leaves its numbered pictures and its account
    #[arg(long, value_name = "DIR", default_value = "target/demo")]
    screenshots: PathBuf,
    /// The virtual screen in pixels; a terminal of 21.5 inches, upright, where nothing is said
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1080x1920", value_parser = run::size)]
    screen: (u32, u32),
    /// Show the clerk's part of the walk in the larger text
    #[arg(long)]
    elder: bool,
    /// The colours of every screen
    #[arg(long, value_enum, default_value_t)]
    colours: Colours,
    /// How many postings the province has
    #[arg(long, value_name = "N", default_value_t = 5_000)]
    postings: u32,
    /// Touch driver of the virtual screen this process was started in
    #[arg(long, value_name = "SOCKET", hide = true)]
    finger: Option<PathBuf>,
}

impl Options {
    fn kiosk(&self, desk: &SimulatedDesk) -> run::Options {
        run::Options { colours: self.colours, desk: desk.options(), ..run::Options::default() }
    }
}

#[derive(Debug, thiserror::Error)]
enum DemoError {
    #[error(transparent)]
    Process(#[from] ProcessError),
    #[error(transparent)]
    Display(#[from] DisplayError),
    #[error("the walk stopped: {0}")]
    Walk(#[from] WalkError),
    #[error("the walker panicked")]
    Panicked,
    #[error("the walk ended badly; its pictures are in {0}")]
    Ended(PathBuf),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Runs the demo; fails when a program is missing, a step fails, or the walk does not find what it looks for.
pub(super) fn demo(context: &Context, options: &Options) -> Done {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let display = set("DISPLAY") || set("WAYLAND_DISPLAY");
    if options.finger.is_none() && (options.headless || !display) {
        return in_virtual_screen(context, options);
    }
    let folder = temporary("yizhan-demo-")?;
    let province = Province::found(context, folder.path(), options.postings)?;
    let here = Context {
        data: station_dir(folder.path()),
        world: SharedWorld::clone(&context.world),
        words: context.words,
        printer: Printer::new(false),
        config: Config::default(),
    };
    let desk = SimulatedDesk::start(&province.programs, folder.path())?;
    match &options.finger {
        None => {
            context.printer.line(&format!("staff desk: {CLERK}, PIN {PIN}"))?;
            context.printer.line(&format!("slips are printed into {}", desk.tray().display()))?;
            run::show(&here, &options.kiosk(&desk), None)
        }
        Some(socket) => walked(&here, options, province, desk, folder.path(), socket),
    }
}

fn temporary(prefix: &str) -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(prefix).tempdir()
}

/// Starts a virtual screen and this program anew inside it.
fn in_virtual_screen(context: &Context, options: &Options) -> Result<(), Failure> {
    let folder = temporary("yizhan-screen-")?;
    let (width, height) = options.screen;
    let display = Display::start(folder.path(), width, height)?;
    context.printer.line(&format!("no display; walking in a virtual one of {width} x {height} pixels"))?;
    let status = Command::new(std::env::current_exe()?)
        .args(["demo", "--postings", &options.postings.to_string(), "--screen", &format!("{width}x{height}")])
        .args(["--lang", context.words.language().tag()])
        .args(options.elder.then_some("--elder"))
        .args(["--colours", options.colours.to_possible_value().as_ref().map_or("", PossibleValue::get_name)])
        .arg("--screenshots")
        .arg(&options.screenshots)
        .arg("--finger")
        .arg(&display.socket)
        .env("DISPLAY", &display.name)
        .env_remove("WAYLAND_DISPLAY")
        .status()?;
    if status.success() { Ok(()) } else { Err(DemoError::Ended(options.screenshots.clone()).into()) }
}

/// The kiosk on this thread, the walker on another; the walker closes the kiosk when it is done.
fn walked(
    context: &Context,
    options: &Options,
    province: Province,
    desk: SimulatedDesk,
    folder: &Path,
    socket: &Path,
) -> Done {
    let probe = Probe::default();
    let (width, height) = options.screen;
    let finger = Finger::connect(socket, width, height)?;
    let walker = Walker::new(probe.clone(), finger, options.screen, Account::begin(&options.screenshots)?);
    let kiosk = options.kiosk(&desk);
    let folder = folder.to_owned();
    let walk = Walk { walker, province, desk, words: context.words, elder: options.elder, folder };
    let shown = probe.clone();
    #[expect(clippy::disallowed_methods, reason = "the walker is no worker of the kiosk but a person at it")]
    let walker = std::thread::spawn(move || {
        let outcome = walk.whole();
        probe.close();
        outcome
    });
    run::show(context, &kiosk, Some(shown))?;
    let page = walker.join().map_err(|_| DemoError::Panicked)?.map_err(DemoError::from)?;
    context.printer.line(&format!("the account of the walk: {}", page.display()))
}

fn station_dir(folder: &Path) -> PathBuf {
    folder.join("station")
}

fn platform_dir(folder: &Path) -> PathBuf {
    folder.join("platform")
}

/// The platform at work and the programs that ask it.
struct Province {
    programs: Programs,
    /// `None` while the demo plays that the line is dead.
    platform: Option<Platform>,
    address: String,
}

impl Province {
    /// Seeds a province, starts its platform, enrols a station and opens a clerk's account.
    fn found(context: &Context, folder: &Path, postings: u32) -> Result<Self, Failure> {
        let programs = Programs::find()?;
        let (station, data) = (station_dir(folder), platform_dir(folder));
        let at_platform = |arguments: &[&str]| run_with(&programs.platform, arguments, &data, None);
        context.printer.line(&format!("a synthetic province with {postings} postings"))?;
        at_platform(&["seed", "--postings", &postings.to_string(), "--seed", SEED, "--shows"])?;
        let platform = Platform::serve(&programs, &data, "127.0.0.1:0")?;
        context.printer.line(&format!("the platform listens on {}", platform.url))?;
        let code = at_platform(&["station", "add", "--name", STATION])?;
        let enrol = ["provision", "--platform", &platform.url, "--code", code.trim(), "--division", STATION_PLACE];
        run_with(&programs.kiosk, &enrol, &station, None)?;
        run_with(&programs.kiosk, &["staff", "add", CLERK], &station, Some(PIN))?;
        context.printer.line("the station is enrolled and has a clerk")?;
        let address = platform.address();
        Ok(Self { programs, platform: Some(platform), address })
    }

    /// Takes the network away.
    fn stop(&mut self) {
        self.platform = None;
    }

    /// Gives it back, at the same address.
    fn serve_again(&mut self, data: &Path) -> Result<(), ProcessError> {
        self.platform = Some(Platform::serve(&self.programs, data, &self.address)?);
        Ok(())
    }
}
