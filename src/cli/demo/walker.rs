//! Looks at the screen and touches it, the way a person would: by the words that stand there.

use super::account::Account;
use super::display::{DisplayError, picture};
use super::processes::ProcessError;
use super::touch::Finger;
use crate::app::probe::{Node, Probe};
use std::io;
use std::thread::sleep;
use std::time::Duration;

/// How long something may take to appear before the walk gives up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the walker looks.
const GLANCE: Duration = Duration::from_millis(60);
/// Rest before a picture, so that nothing is caught in motion.
const SETTLE: Duration = Duration::from_millis(700);

#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    #[error("the screen never showed {0:?}; it showed {1:?}")]
    NotShown(String, Vec<String>),
    #[error(transparent)]
    Picture(#[from] DisplayError),
    #[error(transparent)]
    Process(#[from] ProcessError),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A pair of eyes, a finger and a notebook.
pub struct Walker {
    probe: Probe,
    finger: Finger,
    screen_px: (u32, u32),
    pub account: Account,
}

impl Walker {
    pub const fn new(probe: Probe, finger: Finger, screen_px: (u32, u32), account: Account) -> Self {
        Self { probe, finger, screen_px, account }
    }

    /// Waits until something on the screen fits.
    pub fn find(&self, what: &str, fits: impl Fn(&Node) -> bool) -> Result<Node, WalkError> {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            let found = self.probe.nodes().into_iter().find(|node| self.is_in_view(node) && fits(node));
            if let Some(node) = found {
                return Ok(node);
            }
            sleep(GLANCE);
            waited += GLANCE;
        }
        let shown = self.probe.nodes().into_iter().map(|node| node.words).collect();
        Err(WalkError::NotShown(what.to_owned(), shown))
    }

    /// Waits until these words stand on the screen, alone or within others.
    pub fn see(&self, words: &str) -> Result<Node, WalkError> {
        self.find(words, |node| node.words.contains(words))
    }

    /// Touches what is called so; where several are, the one that is called exactly so.
    pub fn tap(&mut self, words: &str) -> Result<(), WalkError> {
        let by_part = self.find(words, |node| node.is_touchable() && node.words.contains(words))?;
        let exactly = |node: &Node| node.is_touchable() && node.words == words && self.is_in_view(node);
        let node = self.probe.nodes().into_iter().find(exactly).unwrap_or(by_part);
        self.touch(&node)
    }

    /// Touches the first touchable thing that fits.
    pub fn tap_first(&mut self, what: &str, fits: impl Fn(&Node) -> bool) -> Result<(), WalkError> {
        let node = self.find(what, |node| node.is_touchable() && fits(node))?;
        self.touch(&node)
    }

    /// Touches the field with this label.
    pub fn tap_field(&mut self, label: &str) -> Result<(), WalkError> {
        let node = self.find(label, |node| node.is_field() && node.words.contains(label))?;
        self.touch(&node)
    }

    /// Touches one key after another.
    pub fn type_keys(&mut self, keys: &str) -> Result<(), WalkError> {
        for key in keys.chars() {
            let key = key.to_string();
            self.tap_first(&key, |node| node.words == key)?;
        }
        Ok(())
    }

    /// Scrolls down by a good half of the screen.
    pub fn scroll(&mut self) -> Result<(), WalkError> {
        let (width, height) = (self.screen_px.0 as f32, self.screen_px.1 as f32);
        self.finger.drag(width * 0.5, height * 0.72, height * 0.3)?;
        sleep(SETTLE);
        Ok(())
    }

    /// Notes a step, with a picture of what the screen shows.
    pub fn note(&mut self, name: &str, caption: &str) -> Result<(), WalkError> {
        sleep(SETTLE);
        let file = self.account.step(name, caption);
        Ok(picture(None, self.screen_px, &file)?)
    }

    fn touch(&mut self, node: &Node) -> Result<(), WalkError> {
        let (x, y) = node.centre_px();
        self.finger.tap(x, y)?;
        // Two frames of the slowest terminal, so that the next look sees what the touch did.
        sleep(GLANCE * 2);
        Ok(())
    }

    /// Whether a finger could reach its middle; what is scrolled away has bounds outside the screen.
    fn is_in_view(&self, node: &Node) -> bool {
        let (x, y) = node.centre_px();
        (0.0..self.screen_px.0 as f32).contains(&x) && (0.0..self.screen_px.1 as f32).contains(&y)
    }
}
