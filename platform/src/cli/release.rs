//! `yizhan-platform release`: programs for stations. A publisher makes and signs them with a key that no platform has; a platform only
//! hands them on.

use super::{Data, Failure, now, printed, random};
use crate::core::Storage as _;
use crate::core::board::Board as _;
use crate::core::packs::{self, PutPack};
use crate::storage::media::MediaFolder;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use yizhan_wire::enrolment::Invitation;
use yizhan_wire::release::{self, Head, PROGRAM, Version};
use yizhan_wire::setup;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;
use yizhan_wire::{MediaHash, Pack};

#[derive(Debug, Subcommand)]
pub enum Release {
    /// Make a publisher's key; prints the line for `/etc/yizhan/publishers` of the stations that are to believe it
    Key(Key),
    /// Make a release of a program and sign it
    Make(Make),
    /// Say what a release is, and whether it is whole
    Show(Show),
    /// Write and sign a file by which a machine becomes a station without anybody typing: bring it as `yizhan.setup` on a stick
    Setup(Setup),
    /// Hand a release on to stations; those of the machine it is for fetch it and start it when nobody is there
    Publish(Publish),
}

#[derive(Debug, Args)]
pub struct Key {
    /// The file that the secret half is written into, for its owner alone; keep it away from every platform
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Ed25519, or SM2 with SM3: ed25519, sm
    #[arg(long, value_name = "SUITE", default_value = "ed25519")]
    suite: String,
}

#[derive(Debug, Args)]
pub struct Make {
    /// The program for stations: `target/release/yizhan`
    #[arg(long, value_name = "FILE")]
    program: PathBuf,
    /// A program of the same source that runs on this machine, where the other does not
    #[arg(long, value_name = "FILE", requires = "machine")]
    like: Option<PathBuf>,
    /// The processor that it is for, where it is not this one: `x86_64`, `aarch64`
    #[arg(long, value_name = "NAME")]
    machine: Option<String>,
    /// A version of your own, where the program is built by you
    #[arg(long = "as", value_name = "VERSION")]
    version: Option<Version>,
    /// The publisher's key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The release
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Debug, Args)]
pub struct Show {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Setup {
    /// The machine's file of settings, which `yizhan config --check` has found good
    #[arg(long, value_name = "FILE")]
    settings: PathBuf,
    /// What `station add --url` printed; without it the machine is set up, and enrolled by somebody
    #[arg(long, value_name = "TEXT")]
    invitation: Option<Invitation>,
    /// The publisher's key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Debug, Args)]
pub struct Publish {
    #[command(flatten)]
    data: Data,
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only for this station, which tries it first; can be said several times
    #[arg(long, value_name = "ID")]
    station: Vec<i64>,
}

impl Release {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Key(key) => key.run(),
            Self::Make(make) => make.run(),
            Self::Show(show) => show.run(),
            Self::Setup(setup) => setup.run(),
            Self::Publish(publish) => publish.run(),
        }
    }
}

impl Key {
    fn run(&self) -> Result<(), Failure> {
        let suite = Suite::parse(&self.suite).ok_or("a suite is ed25519 or sm")?;
        let secret = random::<32>()?;
        let key = SigningKey::of(suite, &secret)?;
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&self.to)
            .map_err(|e| format!("{}: {e}", self.to.display()))?;
        file.write_all(suite.as_str().as_bytes())?;
        file.write_all(b" ")?;
        file.write_all(data_encoding::HEXLOWER.encode(&secret).as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        printed(writeln!(io::stdout(), "{}", release::key_line(&key.public())))?;
        Ok(())
    }
}

fn key_of(path: &Path) -> Result<SigningKey, Failure> {
    let wrong = || format!("{} holds no publisher's key; `release key` makes one", path.display());
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let (suite, digits) = text.trim().split_once(' ').ok_or_else(wrong)?;
    let secret = data_encoding::HEXLOWER.decode(digits.as_bytes()).map_err(|_| wrong())?;
    Ok(SigningKey::of(Suite::parse(suite).ok_or_else(wrong)?, &secret).map_err(|_| wrong())?)
}

impl Make {
    fn run(&self) -> Result<(), Failure> {
        let key = key_of(&self.key)?;
        let (version, station_schema) = said_of_itself(self.like.as_ref().unwrap_or(&self.program))?;
        let program = std::fs::read(&self.program).map_err(|e| format!("{}: {e}", self.program.display()))?;
        let head = Head {
            version: self.version.unwrap_or(version),
            machine: self.machine.clone().unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            station_schema,
            sha256: MediaHash::of(&program),
            bytes: program.len() as u64,
            made_at: now(),
        };
        let said = serde_json::to_string(&head)?;
        let signed = release::Release::sign(head, &key)?;
        let write = || -> io::Result<()> {
            let mut file = File::create(&self.to)?;
            file.write_all(&signed.front())?;
            file.write_all(&release::pack(&program)?)?;
            file.sync_all()
        };
        write().map_err(|e| format!("{}: {e}", self.to.display()))?;
        printed(writeln!(io::stdout(), "{said}"))?;
        Ok(())
    }
}

/// What a program says of its version, and of the form of the people's file: the first and the last word of `--version`'s lines.
fn said_of_itself(program: &Path) -> Result<(Version, i64), Failure> {
    let output = Command::new(program).arg("--version").output();
    let output = output.map_err(|e| format!("{}: {e}", program.display()))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let read = || -> Option<(Version, i64)> {
        let mut lines = text.lines();
        let version = lines.next()?.split_whitespace().next_back()?.parse().ok()?;
        let schema = lines.find_map(|line| line.strip_prefix("form of the people's file: "))?.trim().parse().ok()?;
        Some((version, schema))
    };
    Ok(read().ok_or_else(|| format!("{} is no kiosk's program, or does not run here", program.display()))?)
}

/// The head of a release whose program is what it says; whose signature it is, the stations ask.
fn whole(path: &Path) -> Result<Head, Failure> {
    let because = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let mut file = io::BufReader::new(File::open(path).map_err(|e| because(&e))?);
    let release = release::Release::read(&mut file).map_err(|e| because(&e))?;
    release.verify_program(release::program(file.by_ref())?).map_err(|e| because(&e))?;
    Ok(release.head)
}

impl Show {
    fn run(&self) -> Result<(), Failure> {
        let head = whole(&self.file)?;
        printed(writeln!(io::stdout(), "{}", serde_json::to_string(&head)?))?;
        Ok(())
    }
}

impl Setup {
    fn run(&self) -> Result<(), Failure> {
        let settings =
            std::fs::read_to_string(&self.settings).map_err(|e| format!("{}: {e}", self.settings.display()))?;
        let setup = setup::Setup { invitation: self.invitation.clone(), settings };
        let text = setup::sign(&setup, &key_of(&self.key)?);
        std::fs::write(&self.to, text).map_err(|e| format!("{}: {e}", self.to.display()))?;
        Ok(())
    }
}

impl Publish {
    fn run(&self) -> Result<(), Failure> {
        let head = whole(&self.file)?;
        let store = self.data.open()?;
        let mut medium = MediaFolder::of(&self.data.folder()).add(&self.file)?;
        medium.mime = release::mime_for(&head.machine);
        let mut offered = serde_json::to_value(&medium)?;
        if let Some(fields) = offered.as_object_mut() {
            fields.insert("version".to_owned(), json!(head.version));
            if !self.station.is_empty() {
                fields.insert("stations".to_owned(), json!(self.station));
            }
        }
        let named = store.pack(PROGRAM)?;
        let version = named.as_ref().map_or(0, |pack| pack.version) + 1;
        // One release for each machine: the last that was published.
        let before = named.and_then(|pack| pack.body.get("releases")?.as_array().cloned()).unwrap_or_default();
        let mut releases: Vec<Value> =
            before.into_iter().filter(|known| known.get("type") != offered.get("type")).collect();
        releases.push(offered);
        let pack = Pack { kind: PROGRAM.to_owned(), version, body: json!({ "releases": releases }) };
        match store.put_pack(&pack, &|held| packs::settle(&pack, held))? {
            PutPack::Taken | PutPack::Unchanged => {}
            PutPack::NotNewer { .. } => return Err("somebody else has published meanwhile; try again".into()),
        }
        let to = match self.station.as_slice() {
            [] => "all stations".to_owned(),
            some => format!("{} stations", some.len()),
        };
        printed(writeln!(io::stdout(), "version {} for {} is named to {to}", head.version, head.machine))?;
        Ok(())
    }
}
