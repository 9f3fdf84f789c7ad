//! A voice. The driver is a program of the system's (espeak-ng, or what a site puts in its place), started for each phrase and
//! killed to be silent at once; the simulator remembers what it was given.

mod program;
mod recorded;
mod simulator;

pub(super) use program::split;
pub use program::{Program, TemplateError};
pub use recorded::{Find, Recorded};
pub use simulator::{Heard, Simulator};

use crate::domain::speech::{Pace, Phrase};

/// Why a phrase could not be said.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    #[error("the voice's program cannot be started: {0}")]
    NotStarted(#[source] std::io::Error),
    #[error("the voice's program ended with {0}")]
    Ended(std::process::ExitStatus),
    #[error("there is nothing to hear it from: {0}")]
    NoSound(String),
    #[error("the voice's program does not come to an end")]
    Endless,
    #[error("the voice's program cannot be watched: {0}")]
    Lost(#[source] std::io::Error),
}

/// Something that speaks. All of it returns at once: who waits for the end asks again.
pub trait Speaker: Send {
    /// Begins to say a phrase; one that is being said breaks off.
    ///
    /// # Errors
    /// When there is nothing to say it with.
    fn begin(&mut self, phrase: &Phrase, pace: Pace) -> Result<(), SpeechError>;

    /// Whether the phrase is still being said.
    ///
    /// # Errors
    /// When it broke off by itself.
    fn is_speaking(&mut self) -> Result<bool, SpeechError>;

    /// Silent, at once.
    fn stop(&mut self);

    /// Whether only the person with the headset hears it. Where that cannot be known, everybody does.
    fn has_headset(&mut self) -> bool;
}
