//! The thread of the printer of whole pages: one page after the other, drawn and printed here, because drawing a page takes
//! longer than a frame may. A printer that hangs holds up this thread and nothing else, the printer of slips least of all.

use super::job::Event;
use super::machine;
use super::post::Post;
use super::printer::{PrinterWork, Waiting};
use crate::device::config::PagesSetup;
use crate::device::pages::open;
use crate::domain::resume::ResumeSheet;
use crate::domain::slip::PrintTrouble;
use crate::report::{Fonts, resume};
use std::sync::mpsc::Receiver;

pub struct PagesThread {
    setup: Option<PagesSetup>,
    post: Post,
    inbox: Receiver<PrinterWork>,
    waiting: Waiting<Box<ResumeSheet>>,
}

impl PagesThread {
    #[must_use]
    pub const fn new(
        setup: Option<PagesSetup>,
        post: Post,
        inbox: Receiver<PrinterWork>,
        waiting: Waiting<Box<ResumeSheet>>,
    ) -> Self {
        Self { setup, post, inbox, waiting }
    }

    /// Works until it is told to stop.
    pub fn run(&self) {
        if self.setup.is_some() {
            self.post.send(Event::CanPrintPages);
        }
        while let Ok(PrinterWork::Look) = self.inbox.recv() {
            if let Some((ticket, sheet)) = self.waiting.next() {
                let outcome = self.print(&sheet);
                self.post.send(Event::Printed { ticket, outcome });
                machine::clear_stack();
            }
        }
    }

    fn print(&self, sheet: &ResumeSheet) -> Result<(), PrintTrouble> {
        let Some(setup) = &self.setup else { return Err(PrintTrouble::Absent) };
        let fonts = Fonts { regular: setup.fonts.regular, bold: setup.fonts.bold };
        let page = resume::pdf(sheet, fonts).map_err(|error| {
            tracing::warn!(%error, "a page could not be drawn");
            PrintTrouble::Stuck
        })?;
        open(&setup.at).print(&page).map_err(|fault| {
            tracing::warn!(%fault, "a page was not printed");
            fault.trouble()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::pages::simulator::{Mood, Simulator, serve};
    use crate::device::printer;
    use crate::runtime::Ticket;
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::{channel, sync_channel};
    use std::thread;

    const FONTS: printer::Fonts = printer::Fonts {
        regular: include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf"),
        bold: include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf"),
    };

    #[test]
    fn a_resume_that_was_asked_for_lies_in_the_tray_as_a_page() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = format!("ipp://{}/ipp/print", listener.local_addr().unwrap()).parse().unwrap();
        let (events_in, events) = channel();
        let (look, inbox) = sync_channel(4);
        let waiting = Waiting::default();
        let post = Post::new(events_in, Arc::new(|| {}));
        let pages = PagesThread::new(Some(PagesSetup { at, fonts: FONTS }), post, inbox, waiting.clone());
        waiting.put(Ticket(3), Box::new(ResumeSheet { title: "简历".into(), ..ResumeSheet::default() }));
        look.send(PrinterWork::Look).unwrap();
        look.send(PrinterWork::Stop).unwrap();
        let stop = AtomicBool::new(false);
        let tray = thread::scope(|scope| {
            let printer = scope.spawn(|| {
                let mut tray = Vec::new();
                serve(&listener, &mut Simulator::new(Mood::Good), &stop, |pages| tray.push(pages)).unwrap();
                tray
            });
            pages.run();
            stop.store(true, Ordering::Relaxed);
            printer.join().unwrap()
        });
        let told: Vec<Event> = events.try_iter().collect();
        assert_eq!(told, [Event::CanPrintPages, Event::Printed { ticket: Ticket(3), outcome: Ok(()) }]);
        assert!(matches!(tray.as_slice(), [page] if page.starts_with(b"%PDF-")), "{} pages", tray.len());
    }
}
