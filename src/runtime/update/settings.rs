//! Settings of the province on trial: new ones are kept once the station has been well with them for a quarter of an hour, and the ones
//! before come back where something broke, or the kiosk fell over again and again. What was put back is not tried again by itself; the
//! province sees by the version in force that it was.

use super::{STARTS, WINDOW};
use crate::domain::nouns::configuration::Configuration;
use crate::runtime::books::not_kept;
use crate::runtime::store::StoreLine;
use crate::sync::NotKept;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file, in the data folder.
const FILE: &str = "settings-on-trial.json";

/// What is remembered beside the store, which knows only what counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Record {
    /// The last with which the station was well.
    good: Configuration,
    trial: Option<OnTrial>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OnTrial {
    version: u32,
    /// How often the kiosk was started with them.
    starts: u32,
    /// What was broken before they came.
    before: Vec<String>,
}

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Nothing,
    /// Remember this.
    Remember(Record),
    /// The ones before come back, and this is remembered.
    PutBack(Record),
}

/// The settings of one station.
pub struct Settings {
    path: PathBuf,
    /// When those on trial were first seen in this start, in its own time.
    since: Option<Duration>,
    seen: bool,
}

impl Settings {
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { path: data.join(FILE), since: None, seen: false }
    }

    /// Looks once; `lived` is how long this start has lived.
    ///
    /// # Errors
    /// When the store or the record cannot be read or written.
    pub fn look(
        &mut self,
        store: &StoreLine,
        lived: Duration,
        broken: &dyn Fn() -> Vec<String>,
    ) -> Result<(), NotKept> {
        let current = store.ask(|station| Ok(station.own_state().map_err(not_kept)?.configuration))?;
        let record = fs::read(&self.path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let first = !std::mem::replace(&mut self.seen, true);
        match self.next(record, &current, (lived, first), broken) {
            Next::Nothing => Ok(()),
            Next::Remember(record) => self.remember(&record).map_err(|e| NotKept(e.to_string())),
            Next::PutBack(record) => {
                let (good, version) = (record.good.clone(), current.version);
                tracing::error!(
                    version,
                    back = good.version,
                    "settings of the province are not well; those before count"
                );
                store.ask(move |station| station.put_back_settings(&good, version).map_err(not_kept))?;
                self.remember(&record).map_err(|e| NotKept(e.to_string()))
            }
        }
    }

    fn next(
        &mut self,
        record: Option<Record>,
        current: &Configuration,
        (lived, first): (Duration, bool),
        broken: &dyn Fn() -> Vec<String>,
    ) -> Next {
        // Of a station that has run before this was looked after, what counts is good.
        let Some(mut record) = record else { return Next::Remember(Record { good: current.clone(), trial: None }) };
        if *current == record.good {
            self.since = None;
            return if record.trial.take().is_some() { Next::Remember(record) } else { Next::Nothing };
        }
        let Some(trial) = record.trial.as_mut().filter(|trial| trial.version == current.version) else {
            self.since = Some(lived);
            record.trial = Some(OnTrial { version: current.version, starts: 1, before: broken() });
            return Next::Remember(record);
        };
        let since = *self.since.get_or_insert(Duration::ZERO);
        if first {
            trial.starts += 1;
            if trial.starts > STARTS {
                record.trial = None;
                return Next::PutBack(record);
            }
            return Next::Remember(record);
        }
        if lived.saturating_sub(since) < WINDOW {
            return Next::Nothing;
        }
        let new = broken().into_iter().any(|check| !trial.before.contains(&check));
        record.trial = None;
        if new {
            return Next::PutBack(record);
        }
        record.good = current.clone();
        Next::Remember(record)
    }

    fn remember(&self, record: &Record) -> io::Result<()> {
        let half = self.path.with_extension("part");
        let mut file = File::create(&half)?;
        file.write_all(&serde_json::to_vec(record)?)?;
        file.sync_all()?;
        fs::rename(&half, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(version: u32) -> Configuration {
        Configuration { version, poll_minutes: Some(5 + version), ..Configuration::default() }
    }

    const fn minutes(minutes: u64) -> Duration {
        Duration::from_mins(minutes)
    }

    /// One start of a kiosk, looked at each minute; what came of it, and what is remembered.
    fn start(record: Record, current: &Configuration, lives: u64, broken: &'static [&'static str]) -> (bool, Record) {
        let mut settings = Settings::of(Path::new("/nowhere"));
        let mut record = record;
        for minute in 1..=lives {
            let first = !std::mem::replace(&mut settings.seen, true);
            let found = || broken.iter().map(ToString::to_string).collect();
            match settings.next(Some(record.clone()), current, (minutes(minute), first), &found) {
                Next::Nothing => {}
                Next::Remember(next) => record = next,
                Next::PutBack(next) => return (true, next),
            }
        }
        (false, record)
    }

    #[test]
    fn new_settings_are_kept_when_the_station_is_well_with_them() {
        let begun = Record { good: version(1), trial: None };
        let (back, record) = start(begun, &version(2), 14, &["voice"]);
        assert!(!back && record.good == version(1) && record.trial.is_some());
        let (back, record) = start(record, &version(2), 20, &["voice"]);
        assert!(!back);
        assert_eq!(record, Record { good: version(2), trial: None }, "that was broken before");
    }

    #[test]
    fn settings_with_which_something_broke_or_the_kiosk_falls_over_go_back() {
        let begun = Record { good: version(1), trial: None };
        let (_, record) = start(begun.clone(), &version(2), 1, &[]);
        let (back, record) = start(record, &version(2), 30, &["contact"]);
        assert!(back);
        assert_eq!(record, begun, "and what was good before counts");
        let mut record = begun;
        let mut back = false;
        for _ in 0..=STARTS {
            assert!(!back);
            (back, record) = start(record, &version(2), 1, &[]);
        }
        assert!(back, "it fell over within a minute each time: {record:?}");
    }

    #[test]
    fn what_counted_before_anybody_looked_is_good() {
        let mut settings = Settings::of(Path::new("/nowhere"));
        let next = settings.next(None, &version(4), (minutes(1), true), &Vec::new);
        assert_eq!(next, Next::Remember(Record { good: version(4), trial: None }));
    }
}
