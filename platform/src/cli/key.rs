//! `yizhan-platform key`.

use super::{Data, Failure, now, printed, random};
use crate::core::{Platform, Storage};
use crate::storage::Sqlite;
use crate::storage::key::{later_key, next_key, signing_key};
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::trust::{Succession, key_id};

#[derive(Debug, Subcommand)]
pub enum Key {
    /// Make the next key and announce it by the one before; stations follow by themselves after the next start of `serve`
    Rotate(Only),
    /// List the keys: number, name and since when
    List(Only),
}

#[derive(Debug, Args)]
pub struct Only {
    #[command(flatten)]
    data: Data,
}

impl Key {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Rotate(only) => rotate(&only.data),
            Self::List(only) => list(&only.data),
        }
    }
}

/// The platform over this folder, with all its keys.
pub fn platform(folder: &Path, storage: Arc<Sqlite>) -> Result<Platform, Failure> {
    let (first, later) = keys(folder, &storage)?;
    Ok(Platform::start(storage, first)?.with_later_keys(later)?)
}

fn keys(folder: &Path, storage: &Sqlite) -> Result<(SigningKey, Vec<SigningKey>), Failure> {
    let first = signing_key(folder, storage.bound_key()?.is_some(), random)?;
    let count = u32::try_from(storage.successions()?.len())?;
    let later = (2..2 + count).map(|number| later_key(folder, number)).collect::<Result<_, _>>()?;
    Ok((first, later))
}

fn rotate(data: &Data) -> Result<(), Failure> {
    let folder = data.folder();
    let storage = data.open()?;
    let (first, later) = keys(&folder, &storage)?;
    storage.bind_key(&first.public())?;
    let number = u32::try_from(later.len())? + 2;
    let next = next_key(&folder, number, random)?;
    let succession = Succession::announce(later.last().unwrap_or(&first), &next, now());
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
    let first = storage.bound_key()?.map(|key| json!({ "number": 1, "key": key_id(&key) }));
    let later = storage.successions()?;
    let later = later
        .iter()
        .zip(2..)
        .map(|(one, number): (_, u32)| json!({ "number": number, "key": key_id(&one.to), "since": one.since }));
    for line in first.into_iter().chain(later) {
        if !printed(writeln!(out, "{line}"))? {
            break;
        }
    }
    Ok(())
}
