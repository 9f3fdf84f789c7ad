//! `yizhan-platform records`.

use super::{Data, Failure, print_lines};
use crate::core::Storage as _;
use crate::core::storage::Record;
use clap::Args;
use yizhan_wire::EntryKind;

#[derive(Debug, Args)]
pub struct Records {
    #[command(flatten)]
    data: Data,
    /// Only entries of this kind
    #[arg(long, value_name = "K", value_parser = kind)]
    kind: Option<EntryKind>,
    /// JSON lines, which it prints anyway
    #[arg(long)]
    json: bool,
}

impl Records {
    pub fn run(&self) -> Result<(), Failure> {
        let storage = self.data.open()?;
        print_lines(line, |print| storage.records(self.kind, print))
    }
}

fn line(record: &Record) -> Result<Vec<u8>, Failure> {
    let mut line = serde_json::to_vec(record)?;
    // The body stands as the station sent it. A line break in JSON can only be between its parts, where a space says the
    // same and leaves the entry on one line.
    for byte in &mut line {
        if matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
    Ok(line)
}

fn kind(word: &str) -> Result<EntryKind, String> {
    let known = || EntryKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    EntryKind::parse(word).ok_or_else(|| format!("no such kind; there are: {}", known()))
}
