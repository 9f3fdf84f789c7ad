//! Reports of a month, a year or for an acceptance: on the screen, and as files on the stick. The command line makes the same
//! files by the same way.

use super::{OfficeEvent, Session, handing_on};
use crate::domain::audit::Deed;
use crate::domain::handing_in::{ReportAsked, ReportShown};
use crate::domain::monitor::{Evidence, Figure};
use crate::domain::tables::preview::TableTrouble;
use crate::report::{Fonts, Language, ReportError, Source, files, listed};
use crate::store::{Act, Station, StoreError};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Why a report did not become files.
#[derive(Debug, thiserror::Error)]
pub enum NoReport {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Report(#[from] ReportError),
}

/// The figures of a report.
///
/// # Errors
/// When the store cannot be read.
pub fn figures(station: &Station, asked: ReportAsked) -> Result<Vec<(Figure, u64)>, StoreError> {
    Figure::all().into_iter().map(|figure| Ok((figure, station.figure(figure, asked.span())?))).collect()
}

fn evidence(station: &Station, asked: ReportAsked) -> Result<Vec<(Figure, Vec<Evidence>)>, StoreError> {
    listed().into_iter().map(|figure| Ok((figure, station.evidence(figure, asked.span())?))).collect()
}

/// A report as its title, the spreadsheet and the pages: the same of the same ledger and day.
///
/// # Errors
/// When the store cannot be read, or a library refuses.
pub fn made(
    station: &Station,
    asked: ReportAsked,
    made_on: Date,
    (language, fonts): (Language, Fonts),
) -> Result<(String, [Vec<u8>; 2]), NoReport> {
    let name = station.identity()?.map(|identity| identity.name).unwrap_or_default();
    let monitor = station.monitor(asked.year, made_on)?;
    let (figures, evidence) = (figures(station, asked)?, evidence(station, asked)?);
    let source = Source {
        station: &name,
        span: asked.span(),
        made_on,
        kind: asked.kind,
        monitor: &monitor,
        figures: &figures,
        evidence: &evidence,
    };
    Ok(files(language, fonts, source)?)
}

/// A report as it is shown; with `write`, onto the stick as well, and the audit log says so.
pub(super) fn report(
    station: &mut Station,
    session: &Session,
    (asked, language, write): (ReportAsked, Language, bool),
    act: &Act<'_>,
) -> Result<OfficeEvent, StoreError> {
    let monitor = station.monitor(asked.year, act.today)?;
    let lists = evidence(station, asked)?;
    let entries: BTreeSet<_> = lists.iter().flat_map(|(_, rows)| rows).map(|row| row.seq).collect();
    let mut shown = ReportShown {
        asked,
        figures: figures(station, asked)?,
        months: if asked.month.is_none() { monitor.months } else { Vec::new() },
        at_school: monitor.at_school,
        evidence: entries.len() as u64,
        written: Vec::new(),
        trouble: None,
    };
    if write {
        match onto_stick(station, session, (asked, language), act)? {
            Ok(names) => {
                let span = asked.span();
                station.note(act, Deed::Exported, None, &format!("report {} {}", span.from, span.to))?;
                shown.written = names;
            }
            Err(trouble) => shown.trouble = Some(trouble),
        }
    }
    Ok(OfficeEvent::Report(Box::new(shown)))
}

fn onto_stick(
    station: &Station,
    session: &Session,
    (asked, language): (ReportAsked, Language),
    act: &Act<'_>,
) -> Result<Result<Vec<String>, TableTrouble>, StoreError> {
    let Some(stick) = handing_on::stick(&session.tables) else { return Ok(Err(TableTrouble::NoStick)) };
    let Some(fonts) = session.fonts else { return Ok(Err(TableTrouble::NotWritten)) };
    let (title, files) = match made(station, asked, act.today, (language, fonts)) {
        Ok(made) => made,
        Err(NoReport::Store(error)) => return Err(error),
        Err(NoReport::Report(error)) => {
            tracing::warn!(%error, "a report was not made");
            return Ok(Err(TableTrouble::NotWritten));
        }
    };
    let named = format!("{title}-{}", act.today);
    let mut written = Vec::new();
    for (bytes, ending) in files.iter().zip(["xlsx", "pdf"]) {
        match handing_on::write(&stick, &named, ending, bytes) {
            Ok(name) => written.push(name),
            Err(_) => return Ok(Err(TableTrouble::NotWritten)),
        }
    }
    Ok(Ok(written))
}
