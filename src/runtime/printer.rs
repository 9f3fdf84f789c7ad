//! The printer's thread: one slip after the other, each with the printer opened anew. A printer that hangs holds up this
//! thread and nothing else.

use super::job::{Event, Ticket};
use super::machine;
use super::post::Post;
use crate::device::config::PrinterSetup;
use crate::device::printer::{PrintFault, open};
use crate::domain::slip::{PrintTrouble, Slip};
use std::collections::VecDeque;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the printer's thread is told.
pub enum PrinterWork {
    /// Something waits in the tray of slips.
    Look,
    Stop,
}

/// Slips that wait for the printer. They are no message in a channel, so that they can be taken back: nothing of a person
/// is printed once she has left.
pub struct Waiting<T>(Arc<Mutex<VecDeque<(Ticket, T)>>>);

impl<T> Clone for Waiting<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Waiting<T> {
    fn slips(&self) -> MutexGuard<'_, VecDeque<(Ticket, T)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn put(&self, ticket: Ticket, slip: T) {
        self.slips().push_back((ticket, slip));
    }

    /// Takes all of them back. The one that is being printed comes to its end.
    pub fn forget(&self) {
        self.slips().clear();
    }

    pub(super) fn next(&self) -> Option<(Ticket, T)> {
        self.slips().pop_front()
    }
}

/// Whether there is paper, as far as the last slip told.
#[derive(Clone, Default)]
pub struct Paper(Arc<Mutex<Option<bool>>>);

impl Paper {
    /// What is known; nothing before the first slip, and nothing where the printer said something else.
    #[must_use]
    pub fn there(&self) -> Option<bool> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn learn(&self, outcome: Result<(), PrintTrouble>) {
        let there = match outcome {
            Ok(()) => Some(true),
            Err(PrintTrouble::NoPaper) => Some(false),
            Err(_) => None,
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = there;
    }
}

pub struct PrinterThread {
    paper: Paper,
    setup: Option<PrinterSetup>,
    post: Post,
    inbox: Receiver<PrinterWork>,
    waiting: Waiting<Box<Slip>>,
}

impl PrinterThread {
    #[must_use]
    pub const fn new(
        setup: Option<PrinterSetup>,
        post: Post,
        inbox: Receiver<PrinterWork>,
        waiting: Waiting<Box<Slip>>,
        paper: Paper,
    ) -> Self {
        Self { paper, setup, post, inbox, waiting }
    }

    /// Works until it is told to stop.
    pub fn run(&self) {
        if self.setup.is_some() {
            self.post.send(Event::CanPrint);
        }
        while let Ok(PrinterWork::Look) = self.inbox.recv() {
            if let Some((ticket, slip)) = self.waiting.next() {
                let outcome = self.print(&slip);
                self.paper.learn(outcome);
                self.post.send(Event::Printed { ticket, outcome });
                machine::clear_stack();
            }
        }
    }

    fn print(&self, slip: &Slip) -> Result<(), PrintTrouble> {
        let Some(setup) = &self.setup else { return Err(PrintTrouble::Absent) };
        let printed = open(&setup.at, setup.form, setup.fonts).and_then(|mut printer| printer.print(slip));
        printed.map_err(|fault: PrintFault| {
            tracing::warn!(%fault, "a slip was not printed");
            fault.trouble()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::slip::Part;

    #[test]
    fn the_last_slip_tells_whether_there_is_paper() {
        let paper = Paper::default();
        assert_eq!(paper.there(), None, "nobody has asked the printer");
        for (outcome, there) in
            [(Err(PrintTrouble::NoPaper), Some(false)), (Err(PrintTrouble::Absent), None), (Ok(()), Some(true))]
        {
            paper.learn(outcome);
            assert_eq!(paper.there(), there);
        }
    }

    #[test]
    fn what_waits_is_printed_in_its_order_and_nothing_of_it_once_the_person_has_left() {
        let waiting = Waiting::default();
        let slip = |words: &str| Box::new(Slip { parts: vec![Part::Text(words.into())] });
        waiting.put(Ticket(1), slip("测试"));
        waiting.put(Ticket(2), slip("测试"));
        assert_eq!(waiting.next().map(|(ticket, _)| ticket), Some(Ticket(1)));
        waiting.forget();
        assert_eq!(waiting.next(), None);
    }
}
