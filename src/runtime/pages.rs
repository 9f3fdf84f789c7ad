//! The thread of the printer of whole pages: one document after the other. A printer that hangs holds up this thread and
//! nothing else, the printer of slips least of all.

use super::job::Event;
use super::post::Post;
use super::printer::{PrinterWork, Waiting};
use crate::device::config::PagesAt;
use crate::device::pages::open;
use crate::domain::slip::PrintTrouble;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

pub struct PagesThread {
    place: Option<PagesAt>,
    post: Post,
    inbox: Receiver<PrinterWork>,
    waiting: Waiting<Arc<[u8]>>,
}

impl PagesThread {
    #[must_use]
    pub const fn new(
        place: Option<PagesAt>,
        post: Post,
        inbox: Receiver<PrinterWork>,
        waiting: Waiting<Arc<[u8]>>,
    ) -> Self {
        Self { place, post, inbox, waiting }
    }

    /// Works until it is told to stop.
    pub fn run(&self) {
        if self.place.is_some() {
            self.post.send(Event::CanPrintPages);
        }
        while let Ok(PrinterWork::Look) = self.inbox.recv() {
            if let Some((ticket, pdf)) = self.waiting.next() {
                let outcome = self.print(&pdf);
                self.post.send(Event::Printed { ticket, outcome });
            }
        }
    }

    fn print(&self, pdf: &[u8]) -> Result<(), PrintTrouble> {
        let Some(place) = &self.place else { return Err(PrintTrouble::Absent) };
        open(place).print(pdf).map_err(|fault| {
            tracing::warn!(%fault, "pages were not printed");
            fault.trouble()
        })
    }
}
