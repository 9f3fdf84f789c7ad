//! What the station keeps, and its line to the province.

use super::Place;
use crate::domain::health::{Check, Finding, Severity};
use crate::domain::ledger::{CatalogueState, Status};
use crate::runtime::store::status_of;
use crate::runtime::traces::Told;
use crate::runtime::update::disk::RealDisk;
use crate::runtime::update::{PROGRAMS, Programs};
use crate::store::key::{CREDENTIAL, KEY_FILE, NEXT_CREDENTIAL, NEXT_FILE};
use crate::store::{CATALOGUE_FILE, CatalogueReader, STATION_FILE, Station, StoreError, key, sqlite_version};
use jiff::Timestamp;

/// Less is soon gone: a day's postings and their copy while they are exchanged.
const POOR_FREE: u64 = 1_000_000_000;
/// Less, and a registration may not be saved.
const BAD_FREE: u64 = 200_000_000;
/// After so many hours without a signed answer somebody should look, or must.
const POOR_SILENCE_HOURS: i64 = 24;
const BAD_SILENCE_HOURS: i64 = 24 * 7;
/// An entry that waits for so many hours is not on its way any more.
const OLD_ENTRY_HOURS: i64 = 72;
/// What visitors left behind is told for so long: a week.
const TRACES_HOURS: i64 = 24 * 7;
const MEGABYTE: u64 = 1_000_000;

pub fn findings(place: &Place<'_>) -> Vec<Finding> {
    let mut findings = vec![program(place), key_found(place), disk(place)];
    match open(place) {
        Ok(station) => {
            findings.push(Finding::good(Check::Store).naming(sqlite_version()));
            findings.push(integrity(&station));
            findings.push(traces(place));
            findings.push(packs(place));
            match status_of(&station, CatalogueState::default()) {
                Ok(status) => {
                    let url = station.identity().ok().flatten().map(|identity| identity.platform_url);
                    findings.extend(standing(place, &status, url.as_deref()));
                }
                Err(error) => findings.push(unusable(&error)),
            }
        }
        Err(finding) => findings.push(*finding),
    }
    findings
}

/// Which program runs, and whether a newer one had to go.
fn program(place: &Place<'_>) -> Finding {
    let here = place.release.unwrap_or(env!("CARGO_PKG_VERSION"));
    let mut disk = RealDisk::below(&place.data.join(PROGRAMS));
    let state = Programs { disk: &mut disk, publishers: &[] }.state();
    if let Some(trial) = &state.trial {
        return Finding::new(Check::Program, Severity::Note, "trial").naming(trial.version.to_string());
    }
    // What was refused before a newer one came is over.
    let running = here.parse().ok();
    match state.refused.last().filter(|refused| running.is_some_and(|running| refused.version > running)) {
        Some(refused) => {
            let what = format!("{} ({})", refused.version, refused.why);
            Finding::new(Check::Program, Severity::Poor, "went").naming(what)
        }
        None => Finding::good(Check::Program).naming(here),
    }
}

/// What the looks after each visitor found.
fn traces(place: &Place<'_>) -> Finding {
    let told = Told::of(place.data);
    let is_recent = |at: Timestamp| place.now.duration_since(at).as_hours().abs() < TRACES_HOURS;
    if told.last_traces.is_some_and(is_recent) {
        let where_found = told.places.into_iter().collect::<Vec<_>>().join(", ");
        return Finding::new(Check::Traces, Severity::Poor, "found").counting(told.traces).naming(where_found);
    }
    match told.looked_at {
        Some(_) => Finding::good(Check::Traces).counting(told.clean),
        None => Finding::new(Check::Traces, Severity::Note, "never"),
    }
}

/// Whether the province's content is in force as it came: of a kind that was refused the last good one is.
fn packs(place: &Place<'_>) -> Finding {
    if !place.data.join(CATALOGUE_FILE).exists() {
        return Finding::new(Check::Packs, Severity::Note, "none");
    }
    let packs = match CatalogueReader::open(place.data).and_then(|reader| reader.packs()) {
        Ok(packs) => packs,
        Err(error) => return Finding::new(Check::Packs, Severity::Poor, "unreadable").naming(error.to_string()),
    };
    let refused: Vec<String> = packs
        .iter()
        .filter_map(|pack| {
            let refused = pack.refused.as_ref()?;
            let flaw = &refused.flaw;
            Some(format!("{} {}: {} ({})", pack.kind, refused.version, flaw.place, flaw.kind.as_str()))
        })
        .collect();
    if refused.is_empty() {
        let good = packs.iter().filter(|pack| pack.good.is_some()).count();
        return Finding::good(Check::Packs).counting(good);
    }
    Finding::new(Check::Packs, Severity::Poor, "refused").counting(refused.len()).naming(refused.join("; "))
}

fn key_found(place: &Place<'_>) -> Finding {
    let sealed = place.credentials.is_some_and(|folder| folder.join(CREDENTIAL).exists());
    let lies_beside = place.data.join(KEY_FILE).exists();
    let begun = place.data.join(NEXT_FILE).exists()
        || place.credentials.is_some_and(|folder| folder.join(NEXT_CREDENTIAL).exists());
    if begun {
        // The store opens all the same; the key before is still about.
        return Finding::new(Check::Key, Severity::Poor, "begun");
    }
    match (sealed, lies_beside) {
        (true, false) => Finding::good(Check::Key),
        (true, true) => Finding::new(Check::Key, Severity::Poor, "both").naming(KEY_FILE),
        // Whoever takes the disk takes the key along.
        (false, true) => Finding::new(Check::Key, Severity::Poor, "file").naming(KEY_FILE),
        (false, false) if place.data.join(STATION_FILE).exists() => Finding::new(Check::Key, Severity::Bad, "none"),
        (false, false) => Finding::new(Check::Key, Severity::Note, "none"),
    }
}

fn disk(place: &Place<'_>) -> Finding {
    let Some(free) = (place.free)(place.data) else {
        return Finding::new(Check::Disk, Severity::Bad, "unknown").naming(place.data.display().to_string());
    };
    let severity = match free {
        free if free < BAD_FREE => Severity::Bad,
        free if free < POOR_FREE => Severity::Poor,
        _ => Severity::Good,
    };
    Finding::new(Check::Disk, severity, severity.as_str()).counting(free / MEGABYTE)
}

/// The open store, or what is wrong with it. A store that is not there is not made.
fn open(place: &Place<'_>) -> Result<Station, Box<Finding>> {
    if !place.data.join(STATION_FILE).exists() {
        let folder = place.data.display().to_string();
        return Err(Box::new(Finding::new(Check::Store, Severity::Bad, "missing").naming(folder)));
    }
    key::find(place.data, place.credentials, [0; 32])
        .and_then(|key| Station::open(place.data, &key))
        .map_err(|error| Box::new(unusable(&error)))
}

fn unusable(error: &StoreError) -> Finding {
    let state = match error {
        StoreError::NoKey(_) => "no_key",
        StoreError::WrongKey { .. } => "wrong_key",
        StoreError::TooNew { .. } => "too_new",
        StoreError::Locked => "locked",
        StoreError::ReadOnly => "read_only",
        StoreError::DiskFull => "disk_full",
        StoreError::Damaged { .. } | StoreError::NotADatabase { .. } | StoreError::Unreadable(_) => "damaged",
        _ => "other",
    };
    Finding::new(Check::Store, Severity::Bad, state).naming(error.to_string())
}

fn integrity(station: &Station) -> Finding {
    judge(station.check_rest().and_then(|()| station.log_is_ahead()))
}

/// What follows from whether the store is written through a log, where every page of it could be read.
fn judge(log_is_ahead: Result<bool, StoreError>) -> Finding {
    match log_is_ahead {
        Ok(true) => Finding::good(Check::Integrity),
        Ok(false) => Finding::new(Check::Integrity, Severity::Bad, "no_log"),
        Err(error) => Finding::new(Check::Integrity, Severity::Bad, "damaged").naming(error.to_string()),
    }
}

fn standing(place: &Place<'_>, status: &Status, url: Option<&str>) -> Vec<Finding> {
    let Some((id, name)) = &status.station else {
        return vec![Finding::new(Check::Enrolled, Severity::Bad, "none")];
    };
    let enrolled = Finding::good(Check::Enrolled).counting(id.0).naming(name.as_str());
    vec![enrolled, clock(status), line(place, url), contact(place, status), waiting(place, status), refused(status)]
}

fn clock(status: &Status) -> Finding {
    match (status.own.clock_off_s, status.own.wrong_clock_s()) {
        (None, _) => Finding::new(Check::Clock, Severity::Note, "unknown"),
        (Some(off), None) => Finding::good(Check::Clock).counting(off.abs()),
        // The station sets itself right, but nothing else on the machine does: logs, certificates of other programs.
        (Some(_), Some(off)) => Finding::new(Check::Clock, Severity::Poor, "off").counting(off.abs()),
    }
}

fn line(place: &Place<'_>, url: Option<&str>) -> Finding {
    let url = url.unwrap_or_default();
    if (place.reach)(url) {
        Finding::good(Check::Line).naming(url)
    } else {
        Finding::new(Check::Line, Severity::Poor, "silent").naming(url)
    }
}

fn contact(place: &Place<'_>, status: &Status) -> Finding {
    let hours = status.line.contact_at.map(|at| hours(place, at));
    if let Some(trouble) = status.line.trouble.filter(|_| status.line.failures > 0) {
        let severity = if hours.is_none_or(|h| h >= BAD_SILENCE_HOURS) { Severity::Bad } else { Severity::Poor };
        return Finding::new(Check::Contact, severity, "trouble").naming(trouble.as_str());
    }
    match hours {
        None => Finding::new(Check::Contact, Severity::Poor, "never"),
        Some(h) if h >= BAD_SILENCE_HOURS => Finding::new(Check::Contact, Severity::Bad, "old").counting(h),
        Some(h) if h >= POOR_SILENCE_HOURS => Finding::new(Check::Contact, Severity::Poor, "old").counting(h),
        Some(h) => Finding::good(Check::Contact).counting(h),
    }
}

fn waiting(place: &Place<'_>, status: &Status) -> Finding {
    let entries = &status.entries;
    let old = entries.oldest_waiting.is_some_and(|at| hours(place, at) >= OLD_ENTRY_HOURS);
    let finding = if old { Finding::new(Check::Waiting, Severity::Poor, "old") } else { Finding::good(Check::Waiting) };
    finding.counting(entries.waiting)
}

fn refused(status: &Status) -> Finding {
    match status.entries.refused {
        0 => Finding::good(Check::Refused),
        some => Finding::new(Check::Refused, Severity::Poor, "some").counting(some),
    }
}

fn hours(place: &Place<'_>, since: Timestamp) -> i64 {
    place.now.duration_since(since).as_hours()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_without_a_log_is_told() {
        // A file system without shared memory has to be had for this to come about, so that the judgement alone is asked.
        let finding = judge(Ok(false));
        assert_eq!((finding.severity, finding.state), (Severity::Bad, "no_log"));
        assert_eq!(judge(Err(StoreError::Locked)).state, "damaged");
    }
}
