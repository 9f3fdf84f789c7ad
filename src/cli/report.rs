//! `yizhan report`: the station's figures of a month or a year, and as files to hand in.

use super::{Context, Done, Failure};
use crate::app::{BOLD_FILE, REGULAR_FILE};
use crate::domain::audit::Deed;
use crate::domain::handing_in::{ReportAsked, ReportKind};
use crate::domain::monitor::Figure;
use crate::report::Fonts;
use crate::runtime::SharedWorld;
use crate::runtime::office::{act, handing_in};
use crate::runtime::world::day_of;
use crate::store::Station;
use jiff::civil::Date;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Options {
    /// The year [default: this one]
    #[arg(long)]
    year: Option<i16>,
    /// One month of it
    #[arg(long, value_parser = clap::value_parser!(i8).range(1..=12), conflicts_with = "acceptance")]
    month: Option<i8>,
    /// Write it for those who accept the station (验收): requirements, the eight functions, all evidence, places to sign
    #[arg(long)]
    acceptance: bool,
    /// Write report.xlsx and report.pdf into this folder
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let mut station = context.station()?;
    let world = SharedWorld::clone(&context.world);
    let today = day_of(world.now());
    let year = options.year.unwrap_or_else(|| today.year());
    if !(2000..=2100).contains(&year) {
        return Err(Failure::Because(format!("{year} is no year of this station")));
    }
    let kind = if options.acceptance { ReportKind::Acceptance } else { ReportKind::Usual };
    let asked = ReportAsked { year, month: options.month, kind };
    let span = asked.span();
    let figures = handing_in::figures(&station, asked)?;
    if let Some(folder) = &options.to {
        write(context, &station, asked, today, folder)?;
        station.note(&act(None, &*world), Deed::Exported, None, &format!("report {} {}", span.from, span.to))?;
    }
    let counts: serde_json::Map<String, serde_json::Value> =
        figures.iter().map(|(figure, count)| (figure.as_str().to_owned(), json!(count))).collect();
    context.printer.either(&json!({ "from": span.from, "to": span.to, "figures": counts }), || {
        let words = context.words;
        let line = |(figure, count): &(Figure, u64)| words.form_line(words.figure(*figure), &count.to_string());
        figures.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

fn write(context: &Context, station: &Station, asked: ReportAsked, today: Date, folder: &Path) -> Done {
    let drawn = (context.words.language(), Fonts { regular: REGULAR_FILE, bold: BOLD_FILE });
    let (_, [sheet, pages]) =
        handing_in::made(station, asked, today, drawn).map_err(|error| Failure::Because(error.to_string()))?;
    fs::create_dir_all(folder)?;
    fs::write(folder.join("report.xlsx"), sheet)?;
    fs::write(folder.join("report.pdf"), pages)?;
    Ok(())
}
