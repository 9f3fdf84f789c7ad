//! `yizhan report`: the station's figures of a month or a year, and as files to hand in.

use super::{Context, Done, Failure};
use crate::app::{BOLD_FILE, REGULAR_FILE};
use crate::domain::audit::Deed;
use crate::domain::monitor::{Figure, Span};
use crate::report::{Fonts, Report, ReportKind, Source, listed, pdf, xlsx};
use crate::runtime::SharedWorld;
use crate::runtime::office::act;
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
    let span = match options.month {
        Some(month) => Span::month(year, month).ok_or_else(|| Failure::Because("there is no such month".to_owned()))?,
        None => Span::year(year),
    };
    let mut figures = Vec::new();
    for figure in Figure::all() {
        figures.push((figure, station.figure(figure, span)?));
    }
    if let Some(folder) = &options.to {
        let kind = if options.acceptance { ReportKind::Acceptance } else { ReportKind::Usual };
        write(context, &station, (span, today, kind), &figures, folder)?;
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

fn write(
    context: &Context,
    station: &Station,
    (span, made_on, kind): (Span, Date, ReportKind),
    figures: &[(Figure, u64)],
    folder: &Path,
) -> Done {
    let mut evidence = Vec::new();
    for figure in listed() {
        evidence.push((figure, station.evidence(figure, span)?));
    }
    let name = station.identity()?.map(|identity| identity.name).unwrap_or_default();
    let monitor = station.monitor(span.from.year(), made_on)?;
    let source = Source { station: &name, span, made_on, kind, monitor: &monitor, figures, evidence: &evidence };
    let report = Report::of(context.words, source);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("report.xlsx"), xlsx(&report)?)?;
    fs::write(folder.join("report.pdf"), pdf(&report, Fonts { regular: REGULAR_FILE, bold: BOLD_FILE })?)?;
    Ok(())
}
