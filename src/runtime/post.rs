//! The way from the workers to the screens.

use super::job::Event;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// Wakes the frame; it may be called from any thread and returns at once.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Sends events, and wakes the frame after each: in this order, since a frame that wakes first finds nothing and sleeps
/// again. The channel is not bounded: answers are as many as the bounded jobs, and states are sent only when they changed,
/// so that no worker ever waits for a screen.
#[derive(Clone)]
pub struct Post {
    events: Sender<Event>,
    waker: Waker,
}

impl Post {
    #[must_use]
    pub fn new(events: Sender<Event>, waker: Waker) -> Self {
        Self { events, waker }
    }

    /// Sends an event. Nobody may be listening any more; then it is dropped.
    pub fn send(&self, event: Event) {
        if self.events.send(event).is_ok() {
            (self.waker)();
        }
    }
}
