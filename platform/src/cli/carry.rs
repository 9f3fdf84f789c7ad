//! `yizhan-platform carry`.

use super::key::platform;
use super::{Data, Failure, now, printed, random};
use crate::core::carry::Carried;
use clap::Args;
use serde_json::json;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, Args)]
pub struct Carry {
    #[command(flatten)]
    data: Data,
    /// The stick's folder: each station's file (*.up) is taken in, and what goes back is put beside it (*.down)
    #[arg(value_name = "DIR")]
    stick: PathBuf,
    /// Print one JSON object a file
    #[arg(long)]
    json: bool,
}

impl Carry {
    pub fn run(&self) -> Result<(), Failure> {
        let data = self.data.folder();
        let platform = platform(&data, Arc::new(self.data.open()?))?;
        let mut files: Vec<PathBuf> =
            fs::read_dir(&self.stick)?.map(|file| file.map(|f| f.path())).collect::<io::Result<_>>()?;
        files.retain(|file| file.extension().is_some_and(|ending| ending == "up"));
        files.sort();
        let mut failed = 0;
        for file in &files {
            let taken = fs::read(file).map_err(Failure::from).and_then(|bytes| {
                let carried = platform.carried(&bytes, now(), random::<32>()?)?;
                put(&file.with_extension("down"), &carried.back)?;
                Ok(carried)
            });
            failed += usize::from(taken.is_err());
            self.say(file, &taken)?;
        }
        match (files.len(), failed) {
            (0, _) => Err(format!("{}: there is no file of a station (*.up)", self.stick.display()).into()),
            (_, 0) => Ok(()),
            (all, failed) => Err(format!("{failed} of {all} files were not taken").into()),
        }
    }

    fn say(&self, file: &Path, taken: &Result<Carried, Failure>) -> Result<(), Failure> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let line = match (taken, self.json) {
            (Ok(carried), true) => json!({
                "file": name, "station": carried.station, "accepted": carried.accepted, "known": carried.known,
                "refused": carried.refused, "changes": carried.changes, "notices": carried.notices,
            })
            .to_string(),
            (Ok(carried), false) => format!(
                "{name}: station {}, accepted {}, known {}, refused {}; back go {} changes and {} notices",
                carried.station, carried.accepted, carried.known, carried.refused, carried.changes, carried.notices
            ),
            (Err(reason), true) => json!({ "file": name, "not_taken": reason.to_string() }).to_string(),
            (Err(reason), false) => format!("{name}: not taken: {reason}"),
        };
        printed(writeln!(io::stdout(), "{line}"))?;
        Ok(())
    }
}

/// Writes a file that is there whole or not at all, also when the stick is pulled out.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let half = path.with_extension("part");
    let mut file = File::create(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&half, path)?;
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}
