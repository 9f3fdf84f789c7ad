//! The station's own file of settings, in its data folder: what the first start asked, or a signed file brought. It counts where the
//! technician's file says nothing; there is never more than one that counts.

use super::fields::{self, Kind};
use super::file;
use crate::cli::Failure;
use clap::Command;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Its name in the data folder.
const FILE: &str = "station.toml";

pub fn path(data: &Path) -> PathBuf {
    data.join(FILE)
}

/// Writes a text whose settings are without a fault, whole or not at all.
pub fn write(data: &Path, text: &str, program: &Command) -> Result<(), Failure> {
    let faults = file::read(text, program).faults;
    if !faults.is_empty() {
        let told: Vec<_> = faults.iter().map(|fault| format!("{FILE}:{fault}")).collect();
        return Err(Failure::Because(told.join("\n")));
    }
    let (path, half) = (path(data), data.join(format!("{FILE}.part")));
    let written = || -> io::Result<()> {
        let mut file = File::create(&half)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&half, &path)?;
        File::open(data)?.sync_all()
    };
    written().map_err(|e| Failure::Because(format!("{}: {e}", path.display())))
}

/// Changes some settings of the file and leaves the others; an empty value takes one out.
pub fn change(data: &Path, changes: &[(&str, String)], program: &Command) -> Result<(), Failure> {
    let before = fs::read_to_string(path(data)).unwrap_or_default();
    let mut values: BTreeMap<&str, String> = BTreeMap::new();
    for (name, said) in file::read(&before, program).values {
        values.insert(name, said.value);
    }
    for (name, value) in changes {
        match fields::setting(name) {
            Some(setting) if value.is_empty() => drop(values.remove(setting.name)),
            Some(setting) => drop(values.insert(setting.name, value.clone())),
            None => return Err(Failure::Because(format!("there is no setting {name}"))),
        }
    }
    write(data, &text(&values), program)
}

/// A file of these settings, all about this machine.
fn text(values: &BTreeMap<&str, String>) -> String {
    let line = |(name, value): (&&str, &String)| match fields::setting(name).map(|setting| setting.kind) {
        // A text of JSON is one of TOML.
        Some(Kind::Text) => format!("{name} = {}\n", serde_json::Value::from(value.as_str())),
        _ => format!("{name} = {value}\n"),
    };
    let lines: String = values.iter().map(line).collect();
    format!(
        "# Written by the station's first start. A setting in /etc/yizhan/station.toml takes the place of this whole file.\n\n[device]\n{lines}"
    )
}
