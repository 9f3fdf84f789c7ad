//! Looks at a station as a technician would: its store, its line, its parts, its locks. Each check is a function of what stands
//! below a root, which is `/` but for tests, so that each can be made to fail.

mod lockdown;
mod parts;
mod station;

use crate::domain::health::Finding;
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};

/// What is looked at, and with which eyes.
pub struct Place<'a> {
    /// What the system's paths stand below.
    pub root: &'a Path,
    /// The station's data folder.
    pub data: &'a Path,
    /// `$CREDENTIALS_DIRECTORY`, where the service manager hands keys over.
    pub credentials: Option<&'a Path>,
    pub now: Timestamp,
    /// Bytes that are free in the file system of a path.
    pub free: &'a dyn Fn(&Path) -> Option<u64>,
    /// Whether anything answers at a platform's address.
    pub reach: &'a dyn Fn(&str) -> bool,
    /// The programs that speak and play films; `None` where the station wants none.
    pub voice: &'a str,
    pub films: Option<&'a Path>,
    /// The release that runs, where it is not the package's own program.
    pub release: Option<&'a str>,
}

/// Every check that needs no device, in the order of [`crate::domain::health::Check`].
#[must_use]
pub fn examine(place: &Place<'_>) -> Vec<Finding> {
    let mut findings = station::findings(place);
    findings.extend(parts::findings(place));
    findings.extend(lockdown::findings(place));
    findings
}

impl Place<'_> {
    /// A path of the system's.
    fn at(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    /// The text of a file of the system's; `None` where it is not there or not for us.
    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.at(path)).ok()
    }

    /// The files of these folders with this ending, each with its text.
    fn files(&self, folders: &[&str], ending: &str) -> Vec<(PathBuf, String)> {
        let entries = folders.iter().filter_map(|folder| fs::read_dir(self.at(folder)).ok()).flatten().flatten();
        let mut found: Vec<_> = entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|end| end == ending))
            .filter_map(|path| Some((path.clone(), fs::read_to_string(&path).ok()?)))
            .collect();
        found.sort();
        found
    }

    /// Where a program of this name is, in the folders in which the service looks.
    fn program(&self, name: &str) -> Option<PathBuf> {
        if name.contains('/') {
            return Some(self.at(name)).filter(|path| path.exists());
        }
        let folders = ["usr/local/bin", "usr/bin", "bin", "usr/sbin", "sbin"];
        folders.iter().map(|folder| self.at(folder).join(name)).find(|path| path.exists())
    }
}
