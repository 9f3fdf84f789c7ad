//! The printer's thread: one slip after the other, each with the printer opened anew. A printer that hangs holds up this
//! thread and nothing else.

use super::job::{Event, Job};
use super::post::Post;
use crate::device::config::PrinterSetup;
use crate::device::printer::{PrintFault, open};
use crate::domain::slip::{PrintTrouble, Slip};
use std::sync::mpsc::Receiver;

/// What the printer's thread is told.
pub enum PrinterWork {
    Job(Job),
    Stop,
}

pub struct PrinterThread {
    setup: Option<PrinterSetup>,
    post: Post,
    inbox: Receiver<PrinterWork>,
}

impl PrinterThread {
    #[must_use]
    pub const fn new(setup: Option<PrinterSetup>, post: Post, inbox: Receiver<PrinterWork>) -> Self {
        Self { setup, post, inbox }
    }

    /// Works until it is told to stop.
    pub fn run(&self) {
        if self.setup.is_some() {
            self.post.send(Event::CanPrint);
        }
        while let Ok(PrinterWork::Job(job)) = self.inbox.recv() {
            if let Job::Print { ticket, slip } = job {
                let outcome = self.print(&slip);
                self.post.send(Event::Printed { ticket, outcome });
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
