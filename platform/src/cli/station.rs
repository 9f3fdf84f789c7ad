//! `yizhan-platform station`.

use super::configure::Configure;
use super::trust::{Readmit, Revoke, Show};
use super::{Data, Failure, now, printed, random};
use crate::core::Storage as _;
use crate::core::board::Board as _;
use crate::core::divisions;
use crate::core::enrolment::{CODE_RANDOM_BYTES, new_code, remember};
use crate::core::storage::StationLine;
use clap::{Args, Subcommand};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde_json::json;
use std::io::{self, Write as _};
use yizhan_wire::StationId;
use yizhan_wire::enrolment::Invitation;
use yizhan_wire::suite::Suite;

/// No sign over a door is longer.
const NAME_CHARS: usize = 100;

#[derive(Debug, Subcommand)]
pub enum Station {
    /// Print a one-time code that enrols one station, once, within 24 hours
    Add(Add),
    /// List the stations, and the codes that wait for one
    List(List),
    /// Shut a station out: none of its requests is answered, and nothing of what it holds is lost
    Revoke(Revoke),
    /// Hear a station again that was revoked, or parked because two machines went by its name
    Readmit(Readmit),
    /// Show what is known of a station: its standing, keys, machine and clock
    Show(Show),
    /// Send settings to stations: a budget of bytes a day, how often to ask, posters and films, the age of keys
    Configure(Configure),
    /// Say where a station stands, for the cockpit
    Place(Place),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    data: Data,
    /// What the station is called
    #[arg(long, value_name = "N", value_parser = station_name)]
    name: String,
    /// The address at which stations reach this platform: with it a QR code is printed that holds address and code
    #[arg(long, value_name = "URL", value_parser = address)]
    url: Option<String>,
    /// By which suite the station is to sign and seal, in the QR code: ed25519, or sm (SM2, SM3, SM4)
    #[arg(long, value_name = "SUITE", default_value = "ed25519", value_parser = suite)]
    suite: Suite,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    data: Data,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

impl Station {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Add(add) => add.run(),
            Self::List(list) => list.run(),
            Self::Revoke(revoke) => revoke.run(),
            Self::Readmit(readmit) => readmit.run(),
            Self::Show(show) => show.run(),
            Self::Configure(configure) => configure.run(),
            Self::Place(place) => place.run(),
        }
    }
}

impl Add {
    fn run(&self) -> Result<(), Failure> {
        let storage = self.data.open()?;
        let code = new_code(&random::<CODE_RANDOM_BYTES>()?).ok_or("the machine's randomness cannot be used")?;
        let remembered = remember(&code, &self.name, now());
        storage.add_code(&remembered)?;
        let invitation = self.url.as_ref().map(|url| {
            let (code, platform) = (code.clone(), url.clone());
            Invitation { code, suite: self.suite, platform }.to_string()
        });
        let mut out = io::stdout();
        if self.json {
            let (name, until) = (&self.name, remembered.expires_at);
            let line = json!({ "name": name, "code": code, "expires_at": until, "invitation": invitation });
            printed(writeln!(out, "{line}"))?;
        } else {
            if let Some(invitation) = &invitation {
                printed(writeln!(out, "{}\n{invitation}", picture(invitation)?))?;
            }
            // The code is the last line, whoever reads it.
            printed(writeln!(out, "{code}"))?;
        }
        Ok(())
    }
}

#[derive(Debug, Args)]
pub struct Place {
    #[command(flatten)]
    data: Data,
    /// The station's number
    #[arg(value_name = "STATION")]
    station: i64,
    /// The division's code, six digits (GB/T 2260)
    #[arg(long, value_name = "CODE")]
    division: String,
    /// The street or township, in words
    #[arg(long, value_name = "NAME", default_value = "")]
    street: String,
}

impl Place {
    fn run(&self) -> Result<(), Failure> {
        if !divisions::is_division(&self.division) {
            return Err(format!("no division has the code {}", self.division).into());
        }
        if !self.data.open()?.place_station(StationId(self.station), &self.division, self.street.trim())? {
            return Err(format!("no station has the number {}", self.station).into());
        }
        Ok(())
    }
}

impl List {
    fn run(&self) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        for station in self.data.open()?.stations()? {
            let line = if self.json { serde_json::to_string(&station)? } else { in_words(&station) };
            if !printed(writeln!(out, "{line}"))? {
                break;
            }
        }
        Ok(())
    }
}

/// A QR code of two rows of squares a line, dark on light whatever the terminal's colours are.
fn picture(text: &str) -> Result<String, Failure> {
    let code = QrCode::new(text)?;
    Ok(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).quiet_zone(true).build())
}

fn suite(word: &str) -> Result<Suite, String> {
    Suite::parse(word).ok_or_else(|| "a suite is ed25519 or sm".to_owned())
}

fn address(text: &str) -> Result<String, String> {
    let good = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    if good && !text.contains(char::is_whitespace) {
        Ok(text.to_owned())
    } else {
        Err("an address is https://host[:port]".into())
    }
}

fn in_words(line: &StationLine) -> String {
    let name = &line.name;
    match (line.station, line.code_expires_at) {
        (Some(id), _) => {
            let upload = line.upload_at.map_or_else(|| "never".to_owned(), |at| format!("{at:.0}"));
            let (accepted, refused, seen_to) = (line.accepted, line.refused, line.seen_to);
            format!("{id:>5}  {name}  accepted {accepted}, refused {refused}, seen to {seen_to}, last upload {upload}")
        }
        (None, Some(until)) => format!("    –  {name}  waits for its code to be used, until {until:.0}"),
        (None, None) => format!("    –  {name}"),
    }
}

fn station_name(name: &str) -> Result<String, String> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err("a station needs a name".into()),
        n if n > NAME_CHARS => Err(format!("a name has at most {NAME_CHARS} characters")),
        _ if name.chars().any(char::is_control) => Err("a name has no control characters".into()),
        _ => Ok(name.to_owned()),
    }
}
