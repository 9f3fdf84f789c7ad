//! A player without films: it gives as many small pictures as it was told, and remembers what it was asked.

use super::{Player, ShowError, Step, Wanted};
use crate::domain::showing::Frame;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What a player was asked, for the test that stands beside it.
#[derive(Debug, Clone, Default)]
pub struct Played(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    begun: Vec<PathBuf>,
    playing: bool,
    broken: bool,
}

impl Played {
    fn with<T>(&self, look: impl FnOnce(&mut Inner) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The films that were begun, in their order.
    #[must_use]
    pub fn begun(&self) -> Vec<PathBuf> {
        self.with(|inner| inner.begun.clone())
    }

    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.with(|inner| inner.playing)
    }

    /// From now on each film breaks off at its first picture, or none does.
    pub fn break_off(&self, broken: bool) {
        self.with(|inner| inner.broken = broken);
    }
}

/// The player.
#[derive(Debug)]
pub struct Simulator {
    played: Played,
    /// Pictures each film has.
    length: u64,
    at: u64,
}

impl Simulator {
    /// A player whose films have so many pictures.
    #[must_use]
    pub fn new(length: u64) -> (Self, Played) {
        let played = Played::default();
        (Self { played: played.clone(), length, at: 0 }, played)
    }
}

impl Player for Simulator {
    fn begin(&mut self, wanted: &Wanted<'_>) -> Result<(), ShowError> {
        self.at = 0;
        self.played.with(|inner| {
            inner.begun.push(wanted.file.to_owned());
            inner.playing = true;
        });
        Ok(())
    }

    fn next(&mut self, frame: &mut Frame) -> Result<Step, ShowError> {
        if self.played.with(|inner| inner.broken) {
            self.stop();
            return Err(ShowError::Unreadable);
        }
        if self.at >= self.length {
            self.stop();
            return Ok(Step::Over);
        }
        *frame = Frame { width: 4, height: 2, rgb: vec![120; 24], at_millis: self.at * 100, said: String::new() };
        self.at += 1;
        Ok(Step::Frame)
    }

    fn stop(&mut self) {
        self.played.with(|inner| inner.playing = false);
    }
}
