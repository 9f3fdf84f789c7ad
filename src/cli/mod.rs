//! The command line: parse, call, print. What the commands are named and print is a contract with scripts.

mod audit;
mod boot;
mod bundle;
mod carry;
mod config;
pub mod demo;
mod devices;
mod doctor;
mod edid;
mod first;
mod guard;
mod key;
mod matching;
mod minimum_wage;
mod neighbour;
mod open;
mod paperwork;
mod posting;
mod practice;
mod printer;
mod provision;
mod register;
mod report;
mod run;
mod search;
mod seats;
mod simulate;
mod slip;
mod staff;
mod status;
mod sync;
mod table;
mod update;
mod wish;

use crate::i18n::{Language, Words};
use crate::runtime::logged::Counting;
use crate::runtime::{Machine, SharedWorld};
use crate::store::STATION_VERSION;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use config::Config;
use printer::Printer;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// The kiosk of a street employment station: postings to find, walk-in registrations, and their way to the province.
#[derive(Parser)]
#[command(name = "yizhan", version, long_version = long_version(), about, after_help = "Exit codes: 0 done, 1 refused or failed, 2 wrong usage.")]
struct CommandLine {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args)]
struct Common {
    /// Folder of the station's data [default: `$XDG_STATE_HOME/yizhan`, else `/var/lib/yizhan`]
    #[arg(long, value_name = "DIR", global = true, env = "YIZHAN_DATA")]
    data: Option<PathBuf>,
    /// File of settings [default: `/etc/yizhan/station.toml`, where there is one]
    #[arg(long, value_name = "FILE", global = true, env = "YIZHAN_CONFIG")]
    config: Option<PathBuf>,
    /// Print one JSON document, or JSON lines
    #[arg(long, global = true)]
    json: bool,
    /// Language of messages to people: zh-CN or en
    #[arg(long, value_name = "LANG", default_value = "zh-CN", global = true, value_parser = language)]
    lang: Language,
}

#[derive(Subcommand)]
enum Command {
    /// Show the kiosk (the default when nothing is said)
    Run(run::Options),
    /// The kiosk on a store of its own, for who learns it: nothing counts, and nothing is sent
    Practice(run::Options),
    /// Make this machine a station: enrol it with a one-time code of the platform
    Provision(provision::Options),
    /// Exchange entries and postings with the platform
    Sync(sync::Options),
    /// Carry sealed files for stations of this house whose own line is dead
    Neighbour(neighbour::Options),
    /// Write everything that waits into a sealed file on a stick, for a platform that no line reaches
    Export(carry::Export),
    /// Take from a stick what the platform put there for this station
    Import(carry::Import),
    /// A person takes consents back: at once here, and then at the province
    Withdraw(wish::Withdraw),
    /// A person wishes to be forgotten: she is used no more here, and erased when the province has done it
    Erase(wish::Erase),
    /// Search the postings held here
    Search(search::Options),
    /// Show one posting, all fields
    Posting(posting::Options),
    /// Match people and postings, with every reason: `--receipt`, `--posting`, `--gigs`, `--near`
    Match(matching::Options),
    /// Register walk-ins from JSON lines; prints receipt and entry of each after its commit
    Register(register::Options),
    /// Say how entries, line and postings stand
    Status(status::Options),
    /// Say by which keys station and platform know each other; `--change` makes the station a new one
    Key(key::Options),
    /// Keep the accounts of the staff desk
    Staff(staff::Options),
    /// Check and export the audit log
    Audit(audit::Options),
    /// The figures of a month or a year; `--to DIR` writes them as XLSX and PDF with their evidence
    Report(report::Options),
    /// Look at a list of people or postings (CSV, XLSX) row by row, and take it; the same list again writes nothing twice
    ImportTable(table::Import),
    /// Write registrations or postings as a list in the province's own field names (CSV, XLSX)
    ExportTable(table::Export),
    /// The local minimum wage that postings at the desk are compared with
    MinimumWage(minimum_wage::Options),
    /// Say what the file of settings holds; `--check FILE` looks at one, `--schema` prints its form
    Config(config::Options),
    /// Look at everything that can be wrong with the station, and say what to do about it; exit 1 where something is
    /// broken, 3 where somebody should see to something
    Doctor(doctor::Options),
    /// Write what somebody far away needs to help, in one file; nothing of any person is in it
    Bundle(bundle::Options),
    /// Say how the devices on the desk are, and print a test slip
    Devices(devices::Options),
    /// Play a device of the desk, for those who have none: it speaks the same bytes
    Simulate(simulate::Options),
    /// Say which programs are here; `--take FILE` takes a release from a stick
    Update(update::Options),
    /// Start the program of this station that is to be started: the package's, or one that an update brought
    #[command(hide = true)]
    Boot(boot::Options),
    /// Print what makes a slip prove itself without a network; `--check TEXT` says whether one does
    Slip(slip::Options),
    /// Seats of day jobs that this station may give away; `--ask` asks for more
    Seats(seats::Options),
    /// Play the main job in a throw-away folder: platform, station and kiosk
    Demo(demo::Options),
    /// Write manual pages and completions of shells, for a package
    #[command(hide = true)]
    Paperwork(paperwork::Options),
}

/// Below which root is read what the machine is known by: for tests and for a container that is to pass for its host.
const MACHINE_ROOT: &str = "YIZHAN_MACHINE_ROOT";

/// By how many seconds the clock is wrong: for tests.
const CLOCK_WRONG: &str = "YIZHAN_CLOCK_WRONG_S";

/// What every command gets.
struct Context {
    data: PathBuf,
    world: SharedWorld,
    words: Words,
    printer: Printer,
    config: Config,
}

/// Why a command ended with exit code 1.
#[derive(Debug)]
enum Failure {
    /// The reason, for standard error.
    Because(String),
    /// The reason has been printed, or nobody reads it any more.
    Said,
    /// Nothing is broken, and somebody should see to something: exit code 3, of `yizhan doctor` alone.
    Poor,
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Because(error.to_string())
    }
}

type Done = Result<(), Failure>;

/// Everything that is wrong with the text of a file of settings, as `yizhan config --check` says it: for tests, which read texts of
/// strangers.
#[must_use]
pub fn faults_of_settings(text: &str) -> Vec<String> {
    config::faults_of(text, &CommandLine::command())
}

/// Runs the program as its arguments say.
#[must_use]
pub fn run() -> ExitCode {
    start_log();
    let (CommandLine { common, command }, config) = match arguments() {
        Ok(arguments) => arguments,
        Err(failure) => return end(&Printer::new(false), Err(failure)),
    };
    let printer = Printer::new(common.json);
    let world: SharedWorld = match Machine::new() {
        Ok(machine) => {
            let root = std::env::var_os(MACHINE_ROOT).map_or_else(|| PathBuf::from("/"), PathBuf::from);
            let wrong_by = std::env::var(CLOCK_WRONG).ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(0);
            Arc::new(machine.known_below(root).wrong_by(wrong_by))
        }
        Err(error) => return end(&printer, Err(error.into())),
    };
    let data = common.data.unwrap_or_else(default_data);
    let mut context = Context { data, world, words: Words::of(common.lang), printer, config };
    let done = match command.unwrap_or_else(|| Command::Run(run::Options::default())) {
        Command::Run(options) => run::run(&context, &options),
        Command::Practice(options) => practice::run(&context, &options),
        Command::Provision(options) => provision::run(&mut context, &options),
        Command::Sync(options) => sync::run(&mut context, &options),
        Command::Neighbour(options) => neighbour::run(&context, &options),
        Command::Export(options) => carry::export(&mut context, &options),
        Command::Import(options) => carry::import(&mut context, &options),
        Command::Withdraw(options) => wish::withdraw(&mut context, &options),
        Command::Erase(options) => wish::erase(&mut context, &options),
        Command::Search(options) => search::run(&mut context, &options),
        Command::Posting(options) => posting::run(&mut context, &options),
        Command::Match(options) => matching::run(&mut context, &options),
        Command::Register(options) => register::run(&mut context, &options),
        Command::Status(options) => status::run(&mut context, &options),
        Command::Key(options) => key::run(&mut context, &options),
        Command::Staff(options) => staff::run(&mut context, &options),
        Command::Audit(options) => audit::run(&mut context, &options),
        Command::Report(options) => report::run(&mut context, &options),
        Command::ImportTable(options) => table::import(&mut context, &options),
        Command::ExportTable(options) => table::export(&mut context, &options),
        Command::MinimumWage(options) => minimum_wage::run(&mut context, &options),
        Command::Config(options) => config::run(&context.config, &context.printer, &options, &CommandLine::command()),
        Command::Doctor(options) => doctor::run(&context, &options),
        Command::Bundle(options) => bundle::run(&context, &options),
        Command::Devices(options) => devices::run(&context, &options),
        Command::Simulate(options) => simulate::run(&context, &options),
        Command::Slip(options) => slip::run(&mut context, &options),
        Command::Seats(options) => seats::run(&mut context, &options),
        Command::Paperwork(options) => paperwork::run(&options),
        Command::Update(options) => update::run(&context, &options),
        Command::Boot(options) => boot::run(&context, &options),
        Command::Demo(options) => demo::demo(&context, &options),
    };
    end(&context.printer, done)
}

/// Reads the arguments: once to learn where the file of settings is, and again with its values in the place of the
/// program's own.
fn arguments() -> Result<(CommandLine, Config), Failure> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    let first = CommandLine::parse_from(&words);
    if first.command.is_none() {
        // What is done when nothing is said has its settings too.
        words.push("run".into());
    }
    let program = CommandLine::command();
    let data = first.common.data.clone().unwrap_or_else(default_data);
    let mut config = Config::of_station(first.common.config.clone(), &data, &program);
    bear(&mut config, &first)?;
    let matches = config.within(program).get_matches_from(words);
    let line = CommandLine::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    Ok((line, config))
}

/// What becomes of a file with faults: the kiosk goes on as it was before, who asks about the machine is answered, and
/// everybody else is told.
fn bear(config: &mut Config, first: &CommandLine) -> Done {
    let faults = config.faults();
    if faults.is_empty() {
        return Ok(());
    }
    let data = first.common.data.clone().unwrap_or_else(default_data);
    match &first.command {
        Some(
            Command::Config(_) | Command::Simulate(_) | Command::Demo(_) | Command::Paperwork(_) | Command::Boot(_),
        ) => Ok(()),
        Some(Command::Doctor(_) | Command::Bundle(_) | Command::Update(_)) => {
            config.fall_back(&data, &CommandLine::command());
            Ok(())
        }
        None | Some(Command::Run(_) | Command::Practice(_)) if config.fall_back(&data, &CommandLine::command()) => {
            for fault in faults {
                tracing::error!(fault, "the file of settings is refused; the one before it counts");
            }
            Ok(())
        }
        _ => Err(Failure::Because(faults.join("\n"))),
    }
}

fn end(printer: &Printer, done: Done) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Said) => ExitCode::FAILURE,
        Err(Failure::Poor) => ExitCode::from(3),
        Err(Failure::Because(reason)) => {
            printer.complain(&reason);
            ExitCode::FAILURE
        }
    }
}

/// What `--version` says: a publisher's release is made from it.
fn long_version() -> String {
    let (version, machine) = (env!("CARGO_PKG_VERSION"), std::env::consts::ARCH);
    format!("{version}\nform of the people's file: {STATION_VERSION}\nmachine: {machine}")
}

fn language(tag: &str) -> Result<Language, String> {
    Language::parse(tag).ok_or_else(|| "known are zh-CN and en".to_owned())
}

fn default_data() -> PathBuf {
    std::env::var_os("XDG_STATE_HOME")
        .map_or_else(|| PathBuf::from("/var/lib/yizhan"), |s| PathBuf::from(s).join("yizhan"))
}

/// The log goes to standard error, where the service manager keeps it; `YIZHAN_LOG` says how much (`info`, `yizhan=debug`).
/// A panic leaves its place there and not its message, which could hold what somebody typed.
fn start_log() {
    use tracing_subscriber::layer::SubscriberExt as _;
    use tracing_subscriber::util::SubscriberInitExt as _;
    let filter = tracing_subscriber::EnvFilter::try_from_env("YIZHAN_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error"));
    // Colours are for a terminal; a journal would keep their codes.
    let colours = std::io::stderr().is_terminal();
    let journal = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    journal.finish().with(Counting).init();
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, thread = std::thread::current().name().unwrap_or_default(), "panic");
    }));
}
