//! The file that worked last, kept in the data folder: a mistake in a new one must not leave a street without its station.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Its name in the data folder.
const FILE: &str = "station.toml.last-good";

/// Keeps the text of a file without a fault, whole or not at all. Nothing is written where it is kept already.
pub fn keep(data: &Path, text: &str) -> io::Result<()> {
    let path = data.join(FILE);
    if fs::read(&path).is_ok_and(|kept| kept == text.as_bytes()) {
        return Ok(());
    }
    let half = data.join(format!("{FILE}.part"));
    let mut file = File::create(&half)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&half, &path)
}

/// What is kept.
pub fn find(data: &Path) -> Option<String> {
    fs::read_to_string(data.join(FILE)).ok()
}
