//! A voice for tests: it remembers what it was given, and speaks as long as it is told.

use super::{Speaker, SpeechError};
use crate::domain::speech::{Pace, Phrase};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What was heard, and what the world around the voice is like; shared with the test.
#[derive(Debug, Clone, Default)]
pub struct Heard(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    phrases: Vec<(Phrase, Pace)>,
    headset: bool,
    /// Holds the phrase that is being said until it is stopped.
    holding: bool,
    speaking: bool,
    silenced: usize,
}

impl Heard {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that was begun, as the voice was given it.
    #[must_use]
    pub fn spoken(&self) -> Vec<String> {
        self.inner().phrases.iter().map(|(phrase, _)| phrase.spoken.clone()).collect()
    }

    #[must_use]
    pub fn last_pace(&self) -> Option<Pace> {
        self.inner().phrases.last().map(|(_, pace)| *pace)
    }

    /// Whether something is being said now.
    #[must_use]
    pub fn is_speaking(&self) -> bool {
        self.inner().speaking
    }

    /// How often it broke off because it was told to.
    #[must_use]
    pub fn silenced(&self) -> usize {
        self.inner().silenced
    }

    pub fn plug_headset(&self, plugged: bool) {
        self.inner().headset = plugged;
    }

    /// Makes each phrase last until it is stopped, or lets go.
    pub fn hold(&self, holding: bool) {
        self.inner().holding = holding;
    }
}

/// The voice itself.
#[derive(Debug, Default)]
pub struct Simulator(Heard);

impl Simulator {
    /// A voice, and what a test sees of it.
    #[must_use]
    pub fn new() -> (Self, Heard) {
        let heard = Heard::default();
        (Self(heard.clone()), heard)
    }
}

impl Speaker for Simulator {
    fn begin(&mut self, phrase: &Phrase, pace: Pace) -> Result<(), SpeechError> {
        self.stop();
        let mut inner = self.0.inner();
        inner.phrases.push((phrase.clone(), pace));
        inner.speaking = true;
        Ok(())
    }

    fn is_speaking(&mut self) -> Result<bool, SpeechError> {
        let mut inner = self.0.inner();
        inner.speaking = inner.speaking && inner.holding;
        Ok(inner.speaking)
    }

    fn stop(&mut self) {
        let mut inner = self.0.inner();
        if std::mem::take(&mut inner.speaking) {
            inner.silenced += 1;
        }
    }

    fn has_headset(&mut self) -> bool {
        self.0.inner().headset
    }
}
