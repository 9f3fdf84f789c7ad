//! Updates: two places for programs beside the one that the package brought, a new one on trial, and the way back. A program counts when
//! a publisher whom this machine believes has signed it, which is looked at before each start; whatever is cut off in the middle,
//! one that is whole and proven is there to be started.
//!
//! ```text
//! stage: a release is unpacked into the free place                 → waiting
//! boot:  nobody is there; what waits is started                    → on trial
//! keep:  it has been well for a quarter of an hour                 → current
//! boot:  it did not last three times, or was found unwell          → refused; the one before is started
//! ```

pub mod boot;
pub mod disk;
pub mod keep;
pub mod orders;
pub mod settings;
pub mod stage;
pub mod watch;

#[cfg(test)]
mod tests;

use crate::store::StoreError;
use disk::{Disk, read, replace};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::release::{Head, NoRelease, Release, Version};

/// The folder of programs, in the data folder.
pub const PROGRAMS: &str = "programs";
/// The publishers whom this machine believes; the technician's file, which no program of ours writes.
pub const PUBLISHERS_FILE: &str = "/etc/yizhan/publishers";
/// How long a program on trial has to be well before it is kept.
pub const WINDOW: Duration = Duration::from_mins(15);
/// So many starts on trial that did not last are enough: more would be felt at the counter, and fewer would blame a program for a
/// power cut.
pub const STARTS: u32 = 3;
/// How many refusals are remembered.
const REMEMBERED: usize = 8;

/// A place for a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    A,
    B,
}

impl Slot {
    pub const ALL: [Self; 2] = [Self::A, Self::B];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    fn folder(self) -> &'static Path {
        Path::new(self.as_str())
    }

    /// The program, below the folder of programs.
    #[must_use]
    pub fn program(self) -> PathBuf {
        self.folder().join("yizhan")
    }

    fn release(self) -> PathBuf {
        self.folder().join("release")
    }
}

/// What a program is known by: this one, or the one in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    pub version: Version,
    /// As releases name it.
    pub machine: String,
    pub station_schema: i64,
}

/// A program on trial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    pub slot: Slot,
    pub version: Version,
    /// How often it was started.
    pub starts: u32,
    /// What was broken before it came, by the doctor's names: for that it is not to blame.
    #[serde(default)]
    pub before: Vec<String>,
    /// It writes the people's file in a newer form than the program before it.
    #[serde(default)]
    pub raises_schema: bool,
    /// It was found unwell, and by what; at the next start the one before it comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unwell: Option<String>,
}

/// A release that is not tried again by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub version: Version,
    pub why: String,
}

/// Where the programs stand. One small file, replaced as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The proven one; `None`: the program of the package.
    pub current: Option<Slot>,
    /// Unpacked, and to be started when nobody is there; with what was broken before.
    pub waiting: Option<(Slot, Vec<String>)>,
    pub trial: Option<Trial>,
    /// The last at the end.
    pub refused: Vec<Refused>,
    /// Since when the current one is kept.
    pub kept_at: Option<Timestamp>,
}

impl State {
    /// Remembers why a release is not tried again.
    fn refuse(&mut self, version: Version, why: impl Into<String>) {
        self.refused.retain(|refused| refused.version != version);
        self.refused.push(Refused { version, why: why.into() });
        let too_many = self.refused.len().saturating_sub(REMEMBERED);
        self.refused.drain(..too_many);
    }

    #[must_use]
    pub fn refusal(&self, version: Version) -> Option<&str> {
        self.refused.iter().find(|refused| refused.version == version).map(|refused| refused.why.as_str())
    }
}

/// Why something of an update was not done. Nothing is worse than before.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    #[error(transparent)]
    Release(#[from] NoRelease),
    #[error("it is for {0}, and this machine is none")]
    OtherMachine(String),
    #[error("version {found} is not newer than {here}, which is here")]
    NotNewer { found: Version, here: Version },
    #[error("it would have to go back from form {here} of the people's file to form {found}")]
    OlderSchema { found: i64, here: i64 },
    #[error("version {0} was refused here: {1}")]
    Refused(Version, String),
    #[error("version {0} is on trial; it is decided within a quarter of an hour of being started")]
    OnTrial(Version),
    #[error("no publisher is named in {PUBLISHERS_FILE}; without one no release can be believed")]
    NoPublisher,
    #[error("what is written about the programs cannot be read: {0}")]
    State(#[from] serde_json::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// The programs of a station.
pub struct Programs<'a> {
    pub disk: &'a mut dyn Disk,
    pub publishers: &'a [PublicKey],
}

const STATE: &str = "state.json";

impl Programs<'_> {
    /// Where they stand. What cannot be read, as no cut leaves it, is as if nothing had ever come: the package's program is there.
    #[must_use]
    pub fn state(&self) -> State {
        let bytes = read(self.disk, Path::new(STATE));
        bytes.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    fn save(&mut self, state: &State) -> Result<(), NotDone> {
        let bytes = serde_json::to_vec_pretty(state)?;
        Ok(replace(self.disk, Path::new(STATE), &mut bytes.as_slice(), false)?)
    }

    /// What is in a place, if it is whole and of a publisher whom this machine believes.
    #[must_use]
    pub fn proven(&self, slot: Slot) -> Option<Head> {
        let release = self.release_in(slot)?;
        let program = self.disk.open(&slot.program()).ok()?;
        release.verify_program(program).ok()?;
        Some(release.head)
    }

    /// What a place says that it holds; its program is not looked at.
    #[must_use]
    pub fn head(&self, slot: Slot) -> Option<Head> {
        self.release_in(slot).map(|release| release.head)
    }

    fn release_in(&self, slot: Slot) -> Option<Release> {
        let release = Release::read(&mut *self.disk.open(&slot.release()).ok()?).ok()?;
        release.verify(self.publishers).ok()?;
        Some(release)
    }
}
