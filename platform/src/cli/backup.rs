//! `yizhan-platform backup`, `restore`.

use super::{Data, Failure, now, printed};
use crate::storage::{BackupError, Manifest, back_up, restore, verify};
use clap::Args;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    data: Data,
    /// Folder in which the copy gets a folder of its own
    #[arg(value_name = "DIR")]
    into: PathBuf,
    /// Copy the signing key along: whoever gets hold of such a copy can speak for the province
    #[arg(long)]
    with_key: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    data: Data,
    /// The copy's folder
    #[arg(value_name = "COPY")]
    copy: PathBuf,
    /// Put the store that is there aside, beside the restored one
    #[arg(long)]
    replace: bool,
    /// Only look whether the copy is good
    #[arg(long)]
    check: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub fn run(&self) -> Result<(), Failure> {
        if self.data.server().is_some() {
            return Err(BackupError::OnAServer.into());
        }
        let (folder, manifest) = back_up(&self.data.folder(), &self.into, self.with_key, now())?;
        say(self.json, "copied to", &folder, &manifest)?;
        if !self.with_key {
            let mut err = io::stderr();
            // Nobody is left to be told where stderr is closed.
            let _told = writeln!(
                err,
                "the signing key is not in the copy: keep signing.key elsewhere, without it no station believes the \
                 restored platform"
            );
        }
        Ok(())
    }
}

impl Restore {
    pub fn run(&self) -> Result<(), Failure> {
        if self.check {
            return say(self.json, "good:", &self.copy, &verify(&self.copy)?);
        }
        if self.data.server().is_some() {
            return Err(BackupError::OnAServer.into());
        }
        let folder = self.data.folder();
        let manifest = restore(&self.copy, &folder, self.replace, now())?;
        say(self.json, "restored to", &folder, &manifest)
    }
}

fn say(json: bool, done: &str, folder: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let line = if json {
        let mut value = serde_json::to_value(manifest)?;
        if let Some(object) = value.as_object_mut() {
            object.insert("folder".to_owned(), folder.to_string_lossy().into());
        }
        value.to_string()
    } else {
        let Manifest { stations, entries, postings, bytes, media, made_at, .. } = manifest;
        format!(
            "{done} {}: {stations} stations, {entries} entries, {postings} postings, {bytes} bytes, {media} posters and films, of {made_at:.0}",
            folder.display()
        )
    };
    printed(writeln!(io::stdout(), "{line}"))?;
    Ok(())
}
