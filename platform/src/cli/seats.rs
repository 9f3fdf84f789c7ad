//! `yizhan-platform seats`.

use super::{Data, Failure, now, printed};
use crate::core::Storage;
use crate::core::service::day_of;
use crate::core::storage::SeatLine;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::json;
use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;
use yizhan_wire::day_record::{station_of, verify};
use yizhan_wire::{EntryKind, SeatStep};

#[derive(Debug, Subcommand)]
pub enum Seats {
    /// List the seats of day jobs that stations hold on lease, and how many of them people hold
    List(List),
    /// Say whether a record of a day's work was signed by the station it names; `-` for standard input
    Verify(Verify),
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    data: Data,
    /// From which day on [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    data: Data,
    /// A file with the text of the code, as a telephone read it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Seats {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::List(list) => list.run(),
            Self::Verify(verify) => verify.run(),
        }
    }
}

impl List {
    fn run(&self) -> Result<(), Failure> {
        let from = self.from.unwrap_or_else(|| day_of(now()));
        let mut out = io::stdout().lock();
        for line in self.data.open()?.seats(from)? {
            let line = if self.json { serde_json::to_string(&line)? } else { in_words(&line) };
            if !printed(writeln!(out, "{line}"))? {
                break;
            }
        }
        Ok(())
    }
}

fn in_words(line: &SeatLine) -> String {
    let SeatLine { posting, title, day, station, seats, until, ended, taken, checked_in, confirmed, .. } = line;
    let state = if *ended { "ended".to_owned() } else { format!("until {until}") };
    format!(
        "{day}  posting {posting} {title} · station {station}: {seats} seats, {taken} taken, {checked_in} there, \
         {confirmed} confirmed; {state}"
    )
}

impl Verify {
    fn run(&self) -> Result<(), Failure> {
        let mut text = String::new();
        if self.file.as_os_str() == "-" {
            io::stdin().lock().read_to_string(&mut text)?;
        } else {
            text = std::fs::read_to_string(&self.file).map_err(|e| format!("{}: {e}", self.file.display()))?;
        }
        let id = station_of(&text).ok_or("this is no record of a day's work")?;
        let storage = self.data.open()?;
        let station = storage.station(id)?.ok_or_else(|| format!("no station has the number {id}"))?;
        if let Err(reason) = verify(&text, &station.key) {
            // Signed with a key that the station has no more: it counts when the province accepted it word for word then.
            let known = was_accepted(&storage, &text)?;
            known.then_some(()).ok_or_else(|| format!("not signed by station {id}: {reason}"))?;
        }
        let line = if self.json {
            json!({ "valid": true, "station": id, "name": station.name }).to_string()
        } else {
            format!("signed by station {id}, {}", station.name)
        };
        printed(writeln!(io::stdout(), "{line}"))?;
        Ok(())
    }
}

/// Whether a station sent this very text as the record of a day, and it was accepted.
fn was_accepted(storage: &dyn Storage, text: &str) -> Result<bool, Failure> {
    let text = text.trim().replace("\r\n", "\n");
    let mut found = false;
    storage.records(Some(EntryKind::SeatStep), &mut |record| {
        let step = serde_json::from_str::<SeatStep>(record.body.get()).ok();
        found = step.and_then(|step| step.confirmed).is_some_and(|confirmed| confirmed.record == text);
        !found
    })?;
    Ok(found)
}
