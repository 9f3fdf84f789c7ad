//! The machine and the programs beside the kiosk: voice, sound, films, memory, temperature, screen, touch.

use super::Place;
use crate::domain::health::{Check, Finding, Severity};
use std::fs;

/// Megabytes: the kiosk itself takes 150; with less to spare the kernel begins to choose whom it ends.
const POOR_MEMORY: i64 = 300;
const BAD_MEMORY: i64 = 100;
/// Degrees: from the first on processors of kiosk boards slow down, from the second on they switch off.
const POOR_HEAT: i64 = 80;
const BAD_HEAT: i64 = 95;

pub fn findings(place: &Place<'_>) -> Vec<Finding> {
    vec![voice(place), sound(place), films(place), memory(place), temperature(place), display(place), touch(place)]
}

fn voice(place: &Place<'_>) -> Finding {
    match place.program(place.voice) {
        Some(_) => Finding::good(Check::Voice).naming(place.voice),
        None => Finding::new(Check::Voice, Severity::Poor, "missing").naming(place.voice),
    }
}

fn sound(place: &Place<'_>) -> Finding {
    match place.text("proc/asound/cards") {
        Some(cards) if cards.contains('[') => Finding::good(Check::Sound),
        _ => Finding::new(Check::Sound, Severity::Poor, "none"),
    }
}

fn films(place: &Place<'_>) -> Finding {
    let Some(player) = place.films else { return Finding::new(Check::Films, Severity::Note, "none") };
    let name = player.to_string_lossy().into_owned();
    match place.program(&name) {
        Some(_) => Finding::good(Check::Films).naming(name),
        None => Finding::new(Check::Films, Severity::Poor, "missing").naming(name),
    }
}

fn memory(place: &Place<'_>) -> Finding {
    let text = place.text("proc/meminfo").unwrap_or_default();
    let kilobytes = text
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:")?.trim().trim_end_matches("kB").trim().parse::<i64>().ok());
    let Some(megabytes) = kilobytes.map(|kilobytes| kilobytes / 1_000) else {
        return Finding::new(Check::Memory, Severity::Note, "unknown");
    };
    let severity = match megabytes {
        free if free < BAD_MEMORY => Severity::Bad,
        free if free < POOR_MEMORY => Severity::Poor,
        _ => Severity::Good,
    };
    Finding::new(Check::Memory, severity, severity.as_str()).counting(megabytes)
}

fn temperature(place: &Place<'_>) -> Finding {
    let zones = fs::read_dir(place.at("sys/class/thermal")).into_iter().flatten().flatten();
    let hottest =
        zones.filter_map(|zone| fs::read_to_string(zone.path().join("temp")).ok()?.trim().parse::<i64>().ok());
    let Some(degrees) = hottest.max().map(|thousandths| thousandths / 1_000) else {
        return Finding::new(Check::Temperature, Severity::Note, "unknown");
    };
    let severity = match degrees {
        heat if heat >= BAD_HEAT => Severity::Bad,
        heat if heat >= POOR_HEAT => Severity::Poor,
        _ => Severity::Good,
    };
    Finding::new(Check::Temperature, severity, severity.as_str()).counting(degrees)
}

fn display(place: &Place<'_>) -> Finding {
    let Ok(connectors) = fs::read_dir(place.at("sys/class/drm")) else {
        return Finding::new(Check::Display, Severity::Note, "unknown");
    };
    let mut states: Vec<_> = connectors
        .flatten()
        .filter_map(|connector| {
            let status = fs::read_to_string(connector.path().join("status")).ok()?;
            Some((connector.file_name().to_string_lossy().into_owned(), status.trim() == "connected"))
        })
        .collect();
    states.sort();
    match states.iter().find(|(_, connected)| *connected) {
        Some((name, _)) => Finding::good(Check::Display).naming(name.as_str()),
        None if states.is_empty() => Finding::new(Check::Display, Severity::Note, "unknown"),
        None => Finding::new(Check::Display, Severity::Bad, "none"),
    }
}

fn touch(place: &Place<'_>) -> Finding {
    /// `INPUT_PROP_DIRECT`: a finger lies on what it moves.
    const DIRECT: u64 = 0b10;
    let Some(devices) = place.text("proc/bus/input/devices") else {
        return Finding::new(Check::Touch, Severity::Note, "unknown");
    };
    let direct = devices.split("\n\n").find(|device| {
        let property = device.lines().find_map(|line| line.strip_prefix("B: PROP="));
        property.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).is_some_and(|bits| bits & DIRECT != 0)
    });
    let Some(device) = direct else { return Finding::new(Check::Touch, Severity::Bad, "none") };
    let name = device.lines().find_map(|line| line.strip_prefix("N: Name=")).unwrap_or_default();
    Finding::good(Check::Touch).naming(name.trim_matches('"'))
}
