//! The command line: reads it, calls the rooms, prints. Exit 0: done; 1: refused or failed, the reason on stderr; 2: wrong
//! usage.

mod backup;
mod carry;
mod configure;
mod fleet;
mod forwards;
mod import;
mod key;
mod media;
mod notice;
mod operator;
mod pack;
mod paperwork;
mod playlist;
mod posting;
mod records;
mod release;
mod schedule;
mod seats;
mod seed;
mod serve;
mod set_aside;
mod station;
mod support;
mod trust;
mod voices;

use crate::core::StorageError;
use crate::storage::Store;
use clap::{Args, CommandFactory as _, Parser, Subcommand, error::ErrorKind};
use jiff::Timestamp;
use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// Where the store is when `--database-url` does not say.
const DATABASE_VARIABLE: &str = "YIZHAN_DATABASE_URL";
/// Where the data are when `--data` does not say.
const DATA_VARIABLE: &str = "YIZHAN_PLATFORM_DATA";

/// The reference provincial platform: takes entries from stations, hands them postings.
#[derive(Debug, Parser)]
#[command(name = "yizhan-platform", version)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct Data {
    /// Folder with the platform's data; the variable `YIZHAN_PLATFORM_DATA` says the same
    #[arg(long = "data", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Database of a `PostgreSQL` server that holds the store, instead of a file in the folder (`postgres://user@host/name`, or
    /// `host=/run/postgresql dbname=…`); keys and media stay in the folder. The variable `YIZHAN_DATABASE_URL` says the same
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve stations; prints the address when ready
    Serve(serve::Serve),
    /// Stations: add one, list all
    #[command(subcommand)]
    Station(station::Station),
    /// Take postings from files; prints what was read, taken, merged and set aside
    Import(import::Import),
    /// Put a pack, such as further everyday words, into the feed of all stations
    Pack(pack::Pack),
    /// Take a synthetic province: made-up postings like those of a street station
    Seed(seed::Seed),
    /// Print the adverts that were set aside at import, whole, for somebody to look at, one JSON object a line
    SetAside(set_aside::Lines),
    /// Print every accepted entry, one JSON object a line, in the order of acceptance
    Records(records::Records),
    /// Postings that people said something is wrong with: list them, confirm or withdraw one
    #[command(subcommand)]
    Posting(posting::Posting),
    /// Tell one station something: an answer, a decision, a word to the clerk; without arguments, list what was told
    Notice(notice::Notice),
    /// People whom desks recommended to employers: print them for whoever tells the employers
    Forwards(forwards::Forwards),
    /// Take in the files of stations that somebody carried here on a stick, and put back what is for them
    Carry(carry::Carry),
    /// Open what a station wrote down of itself for who helps from afar (`yizhan bundle`)
    Support(support::Support),
    /// Posters and films that packs name: take some, list them, remove what no pack names
    #[command(subcommand)]
    Media(media::Media),
    /// The key that stations believe: list it and those that followed it, make the next one
    #[command(subcommand)]
    Key(key::Key),
    /// Accounts of the cockpit: add one, change its password, take one away, list all
    #[command(subcommand)]
    Operator(operator::Operator),
    /// Copy the store into a folder while the platform serves, and check the copy
    Backup(backup::Backup),
    /// Put a copy in the place of the store; the platform must not run
    Restore(backup::Restore),
    /// Play stations for some days against a platform of its own, with lines that fail, and look for every entry
    Fleet(fleet::Fleet),
    /// Seats of day jobs that stations hold on lease: list them, verify a record of a day's work
    #[command(subcommand)]
    Seats(seats::Seats),
    /// Posters and films that stations show while nobody uses them: add one, list them, remove one
    #[command(subcommand)]
    Playlist(playlist::Command),
    /// Programs for stations: make and sign a release, hand one on
    #[command(subcommand)]
    Release(release::Release),
    /// Speech of a place, recorded by people who speak it: add, list, take back
    #[command(subcommand)]
    Voices(voices::Command),
    /// Write manual pages and completions of shells, for a package
    #[command(hide = true)]
    Paperwork(paperwork::Paperwork),
}

/// Why a command was not carried out, for the person who typed it.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Carries out the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let done = match Line::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Station(station) => station.run(),
        Command::Import(import) => import.run(),
        Command::Pack(pack) => pack.run(),
        Command::Seed(seed) => seed.run(),
        Command::SetAside(lines) => lines.run(),
        Command::Records(records) => records.run(),
        Command::Posting(posting) => posting.run(),
        Command::Notice(notice) => notice.run(),
        Command::Forwards(forwards) => forwards.run(),
        Command::Carry(carry) => carry.run(),
        Command::Support(support) => support.run(),
        Command::Media(media) => media.run(),
        Command::Key(key) => key.run(),
        Command::Operator(operator) => operator.run(),
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run(),
        Command::Fleet(fleet) => fleet.run(),
        Command::Seats(seats) => seats.run(),
        Command::Playlist(playlist) => playlist.run(),
        Command::Release(release) => release.run(),
        Command::Voices(voices) => voices.run(),
        Command::Paperwork(paperwork) => paperwork.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to be told where stderr is closed too.
            let _told = writeln!(io::stderr(), "yizhan-platform: {failure}");
            ExitCode::FAILURE
        }
    }
}

impl Data {
    /// The folder; ends the program with a word on usage where none is named.
    fn folder(&self) -> PathBuf {
        let named = self.folder.clone().or_else(|| std::env::var_os(DATA_VARIABLE).map(PathBuf::from));
        named.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| {
            let message = format!("name the folder of the data: --data DIR, or {DATA_VARIABLE}");
            Line::command().error(ErrorKind::MissingRequiredArgument, message).exit()
        })
    }

    /// The address of the database server, where one is named.
    fn server(&self) -> Option<String> {
        let named = self.database_url.clone().or_else(|| std::env::var(DATABASE_VARIABLE).ok());
        named.filter(|url| !url.is_empty())
    }

    /// The store: on the server where one is named, else in the folder.
    fn open(&self) -> Result<Store, Failure> {
        match self.server() {
            None => Ok(Store::open(&self.folder())?),
            Some(url) if url.starts_with("sqlite:") => {
                Err("SQLite needs no address: its file lies in the folder of the data".into())
            }
            Some(url) => {
                // The folder holds the keys, whoever holds the store.
                crate::storage::prepare_folder(&self.folder())?;
                Ok(Store::connect(&url)?)
            }
        }
    }
}

/// Prints a line for each of what `visit` shows, until nobody reads on.
fn print_lines<T>(
    line: impl Fn(&T) -> Result<Vec<u8>, Failure>,
    visit: impl FnOnce(&mut dyn FnMut(T) -> bool) -> Result<(), StorageError>,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut state = Ok(true);
    visit(&mut |one| {
        state = line(&one).and_then(|mut bytes| {
            bytes.push(b'\n');
            printed(out.write_all(&bytes))
        });
        matches!(state, Ok(true))
    })?;
    if state? {
        printed(out.flush())?;
    }
    Ok(())
}

/// Whether printing can go on: a reader that has seen enough (`| head`) is no failure.
fn printed(result: io::Result<()>) -> Result<bool, Failure> {
    match result {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(e) => Err(e.into()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is one of the places that read the clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| io::Error::other(e.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Line::command().debug_assert();
    }
}
