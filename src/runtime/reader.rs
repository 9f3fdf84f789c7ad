//! The reader's thread: looks for a card while somebody fills in a registration, and only then. A reader that is pulled
//! out is looked for until it is back.

use super::job::{Event, Job};
use super::machine;
use super::post::Post;
use super::world::{SharedWorld, day_of};
use crate::device::config::ReaderAt;
use crate::device::id_card::{Card, IdCardReader, ReaderFault};
use crate::domain::card::Reader;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How often a card is looked for; more often is not good for the modules.
const LOOK: Duration = Duration::from_millis(300);
/// How often a reader is looked for that is not there.
const SEEK: Duration = Duration::from_secs(2);
/// How long a sentence about a card stays when the card is gone: time to read it.
const READ_OUT: Duration = Duration::from_secs(4);

/// What the reader's thread is told.
pub enum ReaderWork {
    Job(Job),
    Stop,
}

pub struct ReaderThread {
    place: Option<ReaderAt>,
    world: SharedWorld,
    post: Post,
    inbox: Receiver<ReaderWork>,
    /// Somebody fills in a registration.
    watching: bool,
    told: Option<Reader>,
    told_at: Instant,
}

impl ReaderThread {
    #[must_use]
    pub fn new(place: Option<ReaderAt>, world: SharedWorld, post: Post, inbox: Receiver<ReaderWork>) -> Self {
        Self { place, world, post, inbox, watching: false, told: None, told_at: Instant::now() }
    }

    /// Works until it is told to stop.
    pub fn run(&mut self) {
        let mut eye = Eye::default();
        let mut pause = LOOK;
        loop {
            machine::clear_stack();
            let work = if self.watching && self.place.is_some() {
                self.inbox.recv_timeout(pause)
            } else {
                self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match work {
                Ok(ReaderWork::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(ReaderWork::Job(Job::WatchCards(watch))) => {
                    self.watching = watch;
                    // Closed between two people: what lies on it was not meant for the next one.
                    eye = Eye::default();
                    self.told = None;
                    if watch && self.place.is_none() {
                        self.tell(Reader::None);
                    }
                    pause = Duration::ZERO;
                }
                Ok(ReaderWork::Job(_)) => {}
                Err(RecvTimeoutError::Timeout) => pause = self.look(&mut eye),
            }
        }
    }

    /// Looks once; returns how long to wait before the next time.
    fn look(&mut self, eye: &mut Eye) -> Duration {
        let Some(place) = &self.place else { return SEEK };
        if eye.reader.is_none() {
            eye.reader = place.open().ok();
        }
        let Some(reader) = eye.reader.as_mut() else {
            self.tell(Reader::Absent);
            return SEEK;
        };
        match reader.find() {
            Ok(true) if !eye.done => {
                self.tell(Reader::Reading);
                // Read or not: the same card is tried again only after it was taken off.
                eye.done = true;
                match read_twice(&mut **reader) {
                    Ok(card) => {
                        let person = card.person(day_of(self.world.now()));
                        self.post.send(Event::CardRead(Box::new(person)));
                        self.tell(Reader::Ready);
                    }
                    Err(fault) => return self.fault(eye, &fault),
                }
            }
            Ok(found) => {
                eye.done &= found;
                if !self.is_being_read_out() {
                    self.tell(Reader::Ready);
                }
            }
            Err(fault) => return self.fault(eye, &fault),
        }
        LOOK
    }

    fn fault(&mut self, eye: &mut Eye, fault: &ReaderFault) -> Duration {
        tracing::debug!(%fault, "identity card reader");
        self.tell(fault.state());
        if matches!(fault, ReaderFault::Line(_) | ReaderFault::Silent | ReaderFault::Broken(_)) {
            // Opened anew: it may have been plugged in elsewhere or be awake by then.
            *eye = Eye::default();
            return SEEK;
        }
        LOOK
    }

    /// Whether a sentence about the last card was said a moment ago.
    fn is_being_read_out(&self) -> bool {
        matches!(self.told, Some(Reader::LiftAndPlace | Reader::UnknownCard)) && self.told_at.elapsed() < READ_OUT
    }

    fn tell(&mut self, state: Reader) {
        if self.told != Some(state) {
            self.post.send(Event::Reader(state));
            self.told = Some(state);
        }
        self.told_at = Instant::now();
    }
}

/// Reads a card, and once more where it was not laid down quietly.
fn read_twice(reader: &mut dyn IdCardReader) -> Result<Card, ReaderFault> {
    match reader.read() {
        Err(ReaderFault::Damaged | ReaderFault::Card(_)) if reader.find()? => reader.read(),
        read => read,
    }
}

/// The open reader, and whether the card on it has been read.
#[derive(Default)]
struct Eye {
    reader: Option<Box<dyn IdCardReader>>,
    /// Some readers find a card again and again.
    done: bool,
}

#[cfg(test)]
mod tests;
