//! `yizhan-platform key`.

use super::{Data, Failure, now, printed, random};
use crate::core::{Platform, Storage};
use crate::storage::Store;
use crate::storage::key::{later_key, next_key, signing_key, sm_key, unannounced};
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;
use yizhan_wire::trust::{Succession, key_id};

#[derive(Debug, Subcommand)]
pub enum Key {
    /// Make the next key and announce it by the one before; stations follow by themselves after the next start of `serve`
    Rotate(Rotate),
    /// List the keys: number, name and since when
    List(Only),
}

#[derive(Debug, Args)]
pub struct Only {
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub struct Rotate {
    #[command(flatten)]
    data: Data,
    /// Which of the two keys: that of stations with Ed25519, or that of stations with SM2
    #[arg(long, value_name = "SUITE", default_value = "ed25519", value_parser = suite)]
    suite: Suite,
}

fn suite(word: &str) -> Result<Suite, String> {
    Suite::parse(word).ok_or_else(|| "a suite is ed25519 or sm".to_owned())
}

impl Key {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Rotate(which) => rotate(&which.data, which.suite),
            Self::List(only) => list(&only.data),
        }
    }
}

/// The platform over this folder, with all its keys.
pub fn platform(folder: &Path, storage: Arc<Store>) -> Result<Platform, Failure> {
    let Keys { first, sm, later } = keys(folder, &storage)?;
    Ok(Platform::start(storage, first)?.with_sm_key(sm)?.with_later_keys(later)?)
}

/// All keys of the platform: of each suite the first, and those that followed them.
struct Keys {
    first: SigningKey,
    sm: SigningKey,
    later: Vec<SigningKey>,
}

fn keys(folder: &Path, storage: &Store) -> Result<Keys, Failure> {
    let first = signing_key(folder, storage.bound_key()?.is_some(), random)?;
    let sm = sm_key(folder, storage.bound_sm_key()?.is_some(), random)?;
    let later = storage.successions()?;
    let later = later.iter().zip(2..).map(|(one, number)| later_key(folder, number, one.to.suite()));
    Ok(Keys { first, sm, later: later.collect::<Result<_, _>>()? })
}

/// What to do about a key that a store put back from a copy knows nothing of.
///
/// # Errors
/// When the store cannot be read.
pub fn forgotten(folder: &Path, storage: &Store) -> Result<Option<String>, Failure> {
    let file = unannounced(folder, storage.successions()?.len());
    Ok(file.map(|file| {
        format!(
            "{} was made after this copy of the store: stations that follow it believe no other. Announce it once more \
             before `serve`: yizhan-platform key rotate (with --suite sm if it is one of SM2)",
            file.display()
        )
    }))
}

fn rotate(data: &Data, suite: Suite) -> Result<(), Failure> {
    let folder = data.folder();
    let storage = data.open()?;
    let Keys { first, sm, later } = keys(&folder, &storage)?;
    storage.bind_key(&first.public())?;
    storage.bind_key(&sm.public())?;
    let number = u32::try_from(later.len())? + 2;
    let next = next_key(&folder, number, suite, random)?;
    let first = if suite == Suite::Sm { &sm } else { &first };
    let before = later.iter().rev().find(|key| key.suite() == suite).unwrap_or(first);
    let succession = Succession::announce(before, &next, now());
    if !storage.add_succession(number, &succession)? {
        return Err("another program has changed the key just now".into());
    }
    let line =
        format!("key {number} is {}; keep its file with the others, and start `serve` anew", key_id(&next.public()));
    printed(writeln!(io::stdout(), "{line}"))?;
    Ok(())
}

fn list(data: &Data) -> Result<(), Failure> {
    let storage = data.open()?;
    let mut out = io::stdout().lock();
    let first =
        storage.bound_key()?.map(|key| json!({ "number": 1, "suite": key.suite().as_str(), "key": key_id(&key) }));
    let sm =
        storage.bound_sm_key()?.map(|key| json!({ "number": 1, "suite": key.suite().as_str(), "key": key_id(&key) }));
    let later = storage.successions()?;
    let later = later
        .iter()
        .zip(2..)
        .map(|(one, number): (_, u32)| json!({ "number": number, "suite": one.to.suite().as_str(), "key": key_id(&one.to), "since": one.since }));
    for line in first.into_iter().chain(sm).chain(later) {
        if !printed(writeln!(out, "{line}"))? {
            break;
        }
    }
    Ok(())
}
