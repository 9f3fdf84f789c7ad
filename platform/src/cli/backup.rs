//! `yizhan-platform backup`, `restore`.

use super::key::forgotten;
use super::{Data, Failure, now, printed};
use crate::core::service::day_of;
use crate::storage::{BackupError, Manifest, back_up, restore, verify};
use clap::Args;
use jiff::Timestamp;
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
    #[arg(value_name = "COPY", required_unless_present = "server_copy_of")]
    copy: Option<PathBuf>,
    /// The database of `--database-url` was put back from a copy of this moment (`2026-11-22T03:00:00Z`): seats that may have been
    /// leased since are not leased anew
    #[arg(long, value_name = "TIME", conflicts_with = "copy")]
    server_copy_of: Option<Timestamp>,
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
        if let Some(copied_at) = self.server_copy_of {
            return self.mark(copied_at);
        }
        let copy = self.copy.clone().unwrap_or_default();
        if self.check {
            return say(self.json, "good:", &copy, &verify(&copy)?);
        }
        if self.data.server().is_some() {
            return Err(BackupError::OnAServer.into());
        }
        let folder = self.data.folder();
        let manifest = restore(&copy, &folder, self.replace, now())?;
        say(self.json, "restored to", &folder, &manifest)?;
        self.warn_of_a_forgotten_key()
    }

    fn warn_of_a_forgotten_key(&self) -> Result<(), Failure> {
        if let Some(remedy) = forgotten(&self.data.folder(), &self.data.open()?)? {
            // Nobody is left to be told where stderr is closed; `serve` says it again.
            let _told = writeln!(io::stderr(), "{remedy}");
        }
        Ok(())
    }

    fn mark(&self, copied_at: Timestamp) -> Result<(), Failure> {
        if self.data.server().is_none() {
            return Err("name the database: --database-url URL; a copy in a folder is put back by its name".into());
        }
        let now = now();
        if copied_at > now {
            return Err("the copy cannot be of a moment to come".into());
        }
        self.data.open()?.was_restored(now, copied_at)?;
        let until = day_of(now).saturating_add(jiff::ToSpan::days(1));
        printed(writeln!(io::stdout(), "restored: no seats of days up to {until} are leased anew"))?;
        self.warn_of_a_forgotten_key()
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
