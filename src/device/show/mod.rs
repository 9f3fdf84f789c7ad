//! Posters and films. A poster is decoded here; a film is played by a program of the system's (ffmpeg), started for each
//! film, which gives its pictures through a pipe and sends its sound to the machine by itself. The simulator plays what a
//! test wants.

mod ffmpeg;
mod ppm;
mod simulator;
mod still;

pub use ffmpeg::Ffmpeg;
pub use simulator::{Played, Simulator};
pub use still::still;

use crate::domain::showing::Frame;
use std::path::Path;

/// What a picture may be on this terminal: it is scaled down to that before it reaches the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// The largest width and height, in pixels.
    pub width: u32,
    pub height: u32,
    /// Pictures a second.
    pub fps: u32,
}

impl Budget {
    /// What a terminal with so many cores can draw without a graphics chip, beside everything else.
    #[must_use]
    pub const fn of_cores(cores: usize) -> Self {
        match cores {
            0..=2 => Self { width: 960, height: 960, fps: 15 },
            3..=4 => Self { width: 1280, height: 1280, fps: 20 },
            _ => Self { width: 1280, height: 1280, fps: 25 },
        }
    }
}

/// A film that is to be played.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub file: &'a Path,
    pub budget: Budget,
    pub sound: bool,
    /// Where it begins, in milliseconds.
    pub from_millis: u64,
}

/// What a player did since it was last asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next picture is there.
    Frame,
    /// Nothing yet.
    Nothing,
    /// The film has come to its end.
    Over,
}

/// Why a film is not played.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    #[error("the player cannot be started: {0}")]
    NotStarted(#[source] std::io::Error),
    #[error("the player broke off with {0}")]
    Ended(std::process::ExitStatus),
    #[error("the player stands still")]
    Still,
    #[error("the player's pictures cannot be read")]
    Unreadable,
    #[error("the player cannot be watched: {0}")]
    Lost(#[source] std::io::Error),
}

/// Something that plays films. All of it returns at once.
pub trait Player: Send {
    /// Begins a film; one that is being played breaks off.
    ///
    /// # Errors
    /// When there is nothing to play it with.
    fn begin(&mut self, wanted: &Wanted<'_>) -> Result<(), ShowError>;

    /// Takes the next picture into `frame`, if it is time for one. Waits at most some milliseconds for it.
    ///
    /// # Errors
    /// When the film broke off or stands still.
    fn next(&mut self, frame: &mut Frame) -> Result<Step, ShowError>;

    /// Ends it, at once.
    fn stop(&mut self);
}

#[cfg(test)]
mod tests;
