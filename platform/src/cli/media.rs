//! `yizhan-platform media`.

use super::{Data, Failure, printed};
use crate::core::Storage as _;
use crate::storage::media::MediaFolder;
use clap::{Args, Subcommand};
use std::collections::HashSet;
use std::io::{self, Write as _};
use std::path::PathBuf;
use yizhan_wire::{MediaHash, MediaRef};

#[derive(Debug, Subcommand)]
pub enum Media {
    /// Take files; prints how a pack names each: `{"sha256": "…", "bytes": 48213, "type": "image/png"}`
    Add(Add),
    /// List what is here, one JSON object a line
    List(List),
    /// Remove what no pack in the feed names
    Clean(Clean),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    data: Data,
    /// Posters, films, subtitles
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
pub struct Clean {
    #[command(flatten)]
    data: Data,
}

impl Media {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Add(add) => {
                let folder = MediaFolder::of(&add.data.folder());
                // The folder of the data is made, for this account alone, by who opens the store.
                drop(add.data.open()?);
                let media = add.files.iter().map(|file| folder.add(file)).collect::<Result<Vec<_>, _>>()?;
                print(&media)
            }
            Self::List(list) => print(&MediaFolder::of(&list.data.folder()).list()?),
            Self::Clean(clean) => clean.run(),
        }
    }
}

impl Clean {
    fn run(&self) -> Result<(), Failure> {
        let folder = MediaFolder::of(&self.data.folder());
        let named: HashSet<MediaHash> = self.data.open()?.media_named()?.iter().map(|medium| medium.sha256).collect();
        let mut removed = Vec::new();
        for medium in folder.list()? {
            if !named.contains(&medium.sha256) {
                folder.remove(&medium.sha256)?;
                removed.push(medium);
            }
        }
        print(&removed)
    }
}

fn print(media: &[MediaRef]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for medium in media {
        if !printed(writeln!(out, "{}", serde_json::to_string(medium)?))? {
            break;
        }
    }
    Ok(())
}
