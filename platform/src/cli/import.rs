//! `yizhan-platform import`.

use super::{Data, Failure, now, printed};
use crate::core::board::Board as _;
use crate::core::service::day_of;
use crate::import::place::streets_of;
use crate::import::{self, Options};
use clap::Args;
use jiff::civil::Date;
use std::io::{self, Write as _};
use std::path::PathBuf;
use yizhan_wire::SourceKind;
use yizhan_wire::content::STREETS;

#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    data: Data,
    /// Files of adverts: JSON lines, CSV, or schema.org `JobPosting`; each may be packed with gzip
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Days a posting is valid where the file does not say until when
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=365))]
    valid_days: u16,
    /// The day of the import, for adverts without a date [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Take every advert as posted on this day, whatever the file says: for trying out old files
    #[arg(long, value_name = "DATE")]
    fresh_on: Option<Date>,
    /// The source that people are shown [default: what the file says, or its name]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// What the source is, where the file does not say: public, employer, agency, website
    #[arg(long, value_name = "KIND", default_value = "website", value_parser = source_kind)]
    source_kind: SourceKind,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Import {
    pub fn run(&self) -> Result<(), Failure> {
        let now = now();
        let store = self.data.open()?;
        let options = Options {
            valid_days: self.valid_days,
            as_of: self.as_of.unwrap_or_else(|| day_of(now)),
            fresh_on: self.fresh_on,
            source_name: self.source.clone(),
            source_kind: self.source_kind,
            streets: streets_of(store.pack(STREETS)?.as_ref()),
        };
        let report = import::run(&store, &self.files, &options, now)?;
        let mut out = io::stdout().lock();
        if self.json {
            printed(writeln!(out, "{}", serde_json::to_string(&report)?))?;
        } else {
            printed(report.print(&mut out))?;
        }
        let errors: Vec<String> = report
            .files
            .iter()
            .filter_map(|file| file.error.as_ref().map(|error| format!("{} {error}", file.file)))
            .collect();
        if errors.is_empty() { Ok(()) } else { Err(errors.join("\nyizhan-platform: ").into()) }
    }
}

fn source_kind(word: &str) -> Result<SourceKind, String> {
    SourceKind::parse(word).filter(|kind| *kind != SourceKind::Other).ok_or_else(|| {
        format!("one of: {}", SourceKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", "))
    })
}
