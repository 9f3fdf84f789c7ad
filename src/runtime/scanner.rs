//! The scanner's thread: listens while a clerk is at her desk, and only then. Of what is scanned only the number of a
//! receipt goes on, and what proves the slip.

use super::job::{Event, Job};
use super::machine;
use super::post::Post;
use crate::device::config::ScannerAt;
use crate::device::scanner::Scanner;
use crate::domain::scan::scanned;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long the port is listened to before a word of the screens is listened for.
const LISTEN: Duration = Duration::from_millis(200);
/// How often a scanner is looked for that is not there.
const SEEK: Duration = Duration::from_secs(2);

/// What the scanner's thread is told.
pub enum ScannerWork {
    Job(Job),
    Stop,
}

pub struct ScannerThread {
    place: Option<ScannerAt>,
    post: Post,
    inbox: Receiver<ScannerWork>,
    /// A clerk is at her desk.
    listening: bool,
}

impl ScannerThread {
    #[must_use]
    pub const fn new(place: Option<ScannerAt>, post: Post, inbox: Receiver<ScannerWork>) -> Self {
        Self { place, post, inbox, listening: false }
    }

    /// Works until it is told to stop.
    pub fn run(&mut self) {
        let mut scanner: Option<Box<dyn Scanner>> = None;
        let mut pause = Duration::ZERO;
        loop {
            machine::clear_stack();
            let work = if self.listening && self.place.is_some() {
                self.inbox.recv_timeout(pause)
            } else {
                self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match work {
                Ok(ScannerWork::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(ScannerWork::Job(Job::ListenToScanner(listen))) => {
                    self.listening = listen;
                    // Closed meanwhile: what is scanned then was meant for nobody.
                    scanner = None;
                    pause = Duration::ZERO;
                }
                Ok(ScannerWork::Job(_)) => {}
                Err(RecvTimeoutError::Timeout) => pause = self.listen(&mut scanner),
            }
        }
    }

    /// Listens once; returns how long to wait before the next time.
    fn listen(&self, scanner: &mut Option<Box<dyn Scanner>>) -> Duration {
        if scanner.is_none() {
            *scanner = self.place.as_ref().and_then(|place| place.open().ok());
        }
        let Some(open) = scanner.as_mut() else { return SEEK };
        match open.next(Instant::now() + LISTEN) {
            Ok(None) => Duration::ZERO,
            Ok(Some(text)) => {
                self.post.send(Event::Scanned(scanned(&text)));
                Duration::ZERO
            }
            Err(error) => {
                tracing::debug!(%error, "scanner");
                *scanner = None;
                SEEK
            }
        }
    }
}
