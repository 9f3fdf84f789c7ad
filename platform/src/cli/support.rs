//! `yizhan-platform support`.

use super::key::platform;
use super::{Data, Failure, now, printed};
use clap::Args;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, Args)]
pub struct Support {
    #[command(flatten)]
    data: Data,
    /// What `yizhan bundle` wrote at a station
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write it into this file, which must not be there yet, instead of printing it
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

impl Support {
    pub fn run(&self) -> Result<(), Failure> {
        let data = self.data.folder();
        let platform = platform(&data, Arc::new(self.data.open()?))?;
        let because = |error: &dyn std::fmt::Display| format!("{}: {error}", self.file.display());
        let file = fs::read(&self.file).map_err(|e| because(&e))?;
        let (station, text) = platform.help_wanted(&file, now()).map_err(|e| because(&e))?;
        match &self.to {
            Some(path) => {
                let mut written = File::create_new(path).map_err(|e| format!("{}: {e}", path.display()))?;
                written.write_all(&text)?;
                written.sync_all()?;
                printed(writeln!(io::stdout(), "station {station}: {}", path.display()))?;
            }
            None => {
                printed(io::stdout().write_all(&text).and_then(|()| writeln!(io::stdout())))?;
            }
        }
        Ok(())
    }
}
