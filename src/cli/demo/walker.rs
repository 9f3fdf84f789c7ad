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
/// Where a scrolling finger begins and ends, as shares of the screen's height: between heading and bottom bar.
const SCROLL_FROM: f32 = 0.68;
const SCROLL_TO: f32 = 0.34;
/// How often the walker scrolls for one thing.
const MOST_SCROLLS: u32 = 12;

#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    #[error("the screen never showed {0:?}; it showed {1:?}")]
    NotShown(String, Vec<String>),
    #[error("two fingers changed what can be touched, from {0:?} to {1:?}")]
    TwoFingers(Vec<String>, Vec<String>),
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
        self.find_anywhere(what, |node| self.is_in_view(node) && fits(node))
    }

    /// Waits until these words stand on the screen, alone or within others.
    pub fn see(&self, words: &str) -> Result<Node, WalkError> {
        self.find(words, |node| node.words.contains(words))
    }

    /// Touches what is called so; where several are, the one that is called exactly so. Scrolls to it where it must.
    pub fn tap(&mut self, words: &str) -> Result<(), WalkError> {
        let exactly = |node: &Node| node.is_touchable() && node.words == words;
        let by_part = |node: &Node| node.is_touchable() && node.words.contains(words);
        self.find_anywhere(words, by_part)?;
        let exact = self.probe.nodes().iter().any(exactly);
        self.reach(words, |node| if exact { exactly(node) } else { by_part(node) })
    }

    /// Touches, of everything touchable that fits, what lies nearest to the middle of the screen.
    pub fn tap_first(&mut self, what: &str, fits: impl Fn(&Node) -> bool) -> Result<(), WalkError> {
        self.reach(what, |node| node.is_touchable() && fits(node))
    }

    /// Touches the field with this label.
    pub fn tap_field(&mut self, label: &str) -> Result<(), WalkError> {
        self.reach(label, |node| node.is_field() && node.words.contains(label))
    }

    /// Touches one key after another.
    pub fn type_keys(&mut self, keys: &str) -> Result<(), WalkError> {
        for key in keys.chars() {
            let key = key.to_string();
            self.tap_first(&key, |node| node.words == key)?;
        }
        Ok(())
    }

    /// Scrolls down by a good third of the screen.
    pub fn scroll(&mut self) -> Result<(), WalkError> {
        self.drag(SCROLL_FROM, SCROLL_TO)
    }

    /// Draws a finger along the middle of the screen; heights are shares of the screen's.
    fn drag(&mut self, from: f32, to: f32) -> Result<(), WalkError> {
        let (width, height) = (self.screen_px.0 as f32, self.screen_px.1 as f32);
        self.finger.drag(width * 0.5, height * from, height * to)?;
        sleep(SETTLE);
        Ok(())
    }

    /// Draws two fingers apart over the middle of the screen.
    pub fn spread(&mut self) -> Result<(), WalkError> {
        let (width, height) = (self.screen_px.0 as f32, self.screen_px.1 as f32);
        self.finger.spread(width * 0.5, height * 0.5, width * 0.3)?;
        sleep(SETTLE);
        Ok(())
    }

    /// Everything that can be touched and is in sight, as it is called.
    pub fn choices(&self) -> Vec<String> {
        let nodes = self.probe.nodes().into_iter();
        nodes.filter(|node| node.is_touchable() && self.is_in_view(node)).map(|node| node.words).collect()
    }

    /// Notes a step, with a picture of what the screen shows.
    pub fn note(&mut self, name: &str, caption: &str) -> Result<(), WalkError> {
        sleep(SETTLE);
        let file = self.account.step(name, caption);
        Ok(picture(None, self.screen_px, &file)?)
    }

    /// Waits for what fits, in sight or not, scrolls until a finger can reach it, and touches it.
    fn reach(&mut self, what: &str, fits: impl Fn(&Node) -> bool) -> Result<(), WalkError> {
        let mut scrolls = 0;
        while scrolls < MOST_SCROLLS {
            let somewhere = self.find_anywhere(what, &fits)?;
            let seen = self.nearest(&fits);
            self.wait_for_frames();
            if seen != self.nearest(&fits) {
                // It is still moving.
                continue;
            }
            if let Some((x, y)) = seen {
                self.finger.tap(x, y)?;
                self.wait_for_frames();
                return Ok(());
            }
            scrolls += 1;
            if somewhere.centre_px().1 > self.screen_px.1 as f32 / 2.0 {
                self.drag(SCROLL_FROM, SCROLL_TO)?;
            } else {
                self.drag(SCROLL_TO, SCROLL_FROM)?;
            }
        }
        Err(self.not_shown(what))
    }

    /// Where to touch what fits and is within reach; of several, what lies nearest to the middle of the screen.
    fn nearest(&self, fits: impl Fn(&Node) -> bool) -> Option<(f32, f32)> {
        let middle = self.screen_px.1 as f32 / 2.0;
        let open = self.probe.nodes().into_iter().filter(fits).filter_map(|node| node.touch_px());
        open.min_by(|a, b| (a.1 - middle).abs().total_cmp(&(b.1 - middle).abs()))
    }

    /// Waits until the kiosk has drawn twice, so that the next look sees what the last touch did, however slow the
    /// machine.
    fn wait_for_frames(&self) {
        let from = self.probe.next_frame();
        let mut waited = Duration::ZERO;
        while self.probe.next_frame() < from + 2 && waited < PATIENCE {
            sleep(GLANCE);
            waited += GLANCE;
        }
    }

    /// Waits until something fits, wherever it is.
    fn find_anywhere(&self, what: &str, fits: impl Fn(&Node) -> bool) -> Result<Node, WalkError> {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            if let Some(node) = self.probe.nodes().into_iter().find(&fits) {
                return Ok(node);
            }
            sleep(GLANCE);
            waited += GLANCE;
        }
        Err(self.not_shown(what))
    }

    fn not_shown(&self, what: &str) -> WalkError {
        WalkError::NotShown(what.to_owned(), self.probe.nodes().into_iter().map(|node| node.words).collect())
    }

    /// Whether its middle is on the screen; what is scrolled away has bounds outside the screen.
    fn is_in_view(&self, node: &Node) -> bool {
        let (x, y) = node.centre_px();
        (0.0..self.screen_px.0 as f32).contains(&x) && (0.0..self.screen_px.1 as f32).contains(&y)
    }
}
