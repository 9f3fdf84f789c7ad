//! The driver: hands the pages over, watches the job until the last page is out, and takes back what does not come.

use super::PagePrinter;
use super::ipp::{FIRST_FAILURE, Message, NOT_ACCEPTING, Operation, body, tag};
use crate::device::config::PagesAt;
use crate::device::line::{self, LineError};
use crate::device::printer::PrintFault;
use std::io::ErrorKind;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a printer may take for what.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until somebody answers at its address.
    pub connect: Duration,
    /// To answer a question.
    pub answer: Duration,
    /// Until the last page is out; the first takes longest, while the printer warms up.
    pub pages: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(2), answer: Duration::from_secs(8), pages: Duration::from_secs(75) }
    }
}

/// How often a job is looked at.
const GLANCE: Duration = Duration::from_millis(250);
/// An answer that is longer is none.
const LONGEST_ANSWER: usize = 1 << 20;
/// States of a job (RFC 8011 §5.3.7).
const HELD: i32 = 4;
const STOPPED: i32 = 6;
const CANCELED: i32 = 7;
const ABORTED: i32 = 8;
const COMPLETED: i32 = 9;
/// State of a printer that prints nothing until somebody comes (§5.4.11).
const PRINTER_STOPPED: i32 = 5;
/// The same for everybody: queues and their logs are read by many.
const TITLE: &str = "yizhan";

/// The printer at its place.
#[must_use]
pub fn open(place: &PagesAt) -> Box<dyn PagePrinter> {
    Box::new(IppPrinter::new(place.clone(), Patience::default()))
}

/// A printer, or a queue of the print service, that speaks IPP.
pub struct IppPrinter {
    place: PagesAt,
    patience: Patience,
    asked: u32,
}

impl IppPrinter {
    #[must_use]
    pub const fn new(place: PagesAt, patience: Patience) -> Self {
        Self { place, patience, asked: 0 }
    }

    fn question(&mut self, operation: Operation) -> Message {
        self.asked += 1;
        Message::new(operation as u16, self.asked).with(tag::OPERATION, tag::URI, "printer-uri", &[&self.place.uri()])
    }

    /// Asks, on a connection of its own: the printer may have been switched off and on since the last question.
    fn ask(&self, question: &Message) -> Result<Message, PrintFault> {
        let document = question.encode();
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.place.path,
            self.place.address,
            document.len()
        );
        let mut line = line::socket(&self.place.address, self.patience.connect).map_err(PrintFault::Absent)?;
        line::send(&mut line, head.as_bytes(), self.patience.answer)?;
        line::send(&mut line, &document, self.patience.answer)?;
        let deadline = Instant::now() + self.patience.answer;
        let mut bytes = Vec::new();
        let mut part = [0; 4_096];
        while bytes.len() < LONGEST_ANSWER {
            let count = match line::receive(&mut line, &mut part, deadline) {
                Ok(0) => return Err(PrintFault::Stuck),
                Ok(count) => count,
                Err(LineError::Gone(error)) if error.kind() == ErrorKind::UnexpectedEof => break,
                Err(error) => return Err(error.into()),
            };
            bytes.extend(part.get(..count).unwrap_or_default());
            if body(&bytes).is_some() {
                break;
            }
        }
        let (head, document) = body(&bytes).ok_or_else(|| refused("the answer is cut off"))?;
        let status = head.split_whitespace().nth(1).unwrap_or_default();
        let answer = Message::decode(&document).filter(|_| status == "200").ok_or_else(|| refused(status))?;
        match answer.code {
            NOT_ACCEPTING => Err(PrintFault::Stuck),
            code if code >= FIRST_FAILURE => {
                Err(PrintFault::Refused(answer.words("status-message").pop().unwrap_or_else(|| format!("{code:#06x}"))))
            }
            _ => Ok(answer),
        }
    }

    /// What is in the printer's way, if anything.
    fn obstacle(&mut self) -> Result<(), PrintFault> {
        let wanted = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs"];
        let question = self.question(Operation::GetPrinterAttributes);
        let answer = self.ask(&question.with(tag::OPERATION, tag::KEYWORD, "requested-attributes", &wanted))?;
        let reasons = answer.words("printer-state-reasons");
        let stopped = answer.number("printer-state") == Some(PRINTER_STOPPED);
        // Warnings and reports are no obstacle yet, unless the printer has stopped for them.
        let mut found = reasons.iter().filter(|reason| {
            stopped || !(reason.ends_with("-warning") || reason.ends_with("-report") || reason.as_str() == "none")
        });
        match found.find_map(|reason| fault(reason)) {
            Some(fault) => Err(fault),
            None if stopped => Err(PrintFault::Stuck),
            None => Ok(()),
        }
    }

    fn about(&mut self, operation: Operation, job: i32) -> Message {
        let question = self.question(operation).with_number(tag::OPERATION, tag::INTEGER, "job-id", job);
        question.with(tag::OPERATION, tag::NAME, "requesting-user-name", &[TITLE])
    }

    fn job(&mut self, operation: Operation, job: i32) -> Result<Message, PrintFault> {
        let question = self.about(operation, job);
        self.ask(&question)
    }

    /// Has a job forgotten, printed or not: the print service keeps a day's pages to print them once more, and these are a
    /// person's. Printers that keep none know no such wish and refuse it.
    fn forget(&mut self, job: i32) {
        let question = self.about(Operation::CancelJob, job).with_yes(tag::OPERATION, "purge-job");
        self.ask(&question).ok();
    }

    /// Prints bytes that a printer of this queue understands as they are, such as those of a slip.
    ///
    /// # Errors
    /// As of a page.
    pub fn print_raw(&mut self, bytes: &[u8]) -> Result<(), PrintFault> {
        self.obstacle()?;
        let job = self.new_job("application/vnd.cups-raw");
        self.hand_over(&Message { document: bytes.to_vec(), ..job })
    }

    fn new_job(&mut self, format: &str) -> Message {
        self.question(Operation::PrintJob)
            .with(tag::OPERATION, tag::NAME, "requesting-user-name", &[TITLE])
            .with(tag::OPERATION, tag::NAME, "job-name", &[TITLE])
            .with(tag::OPERATION, tag::MIME, "document-format", &[format])
    }

    /// Hands a job over and watches it to its end; nothing of it stays behind.
    fn hand_over(&mut self, question: &Message) -> Result<(), PrintFault> {
        let answer = self.ask(question)?;
        let Some(job) = answer.number("job-id") else { return Err(refused("no job was made")) };
        let outcome = self.watch(job);
        // Whatever comes of this: where nothing was printed the person is told so, and asks somebody.
        self.forget(job);
        outcome
    }

    /// Waits until the last page is out.
    fn watch(&mut self, job: i32) -> Result<(), PrintFault> {
        let deadline = Instant::now() + self.patience.pages;
        loop {
            match self.job(Operation::GetJobAttributes, job)?.number("job-state") {
                Some(COMPLETED) => return Ok(()),
                Some(CANCELED | ABORTED) => return Err(PrintFault::Refused("the job was given up".to_owned())),
                Some(HELD | STOPPED) => {
                    self.obstacle()?;
                    return Err(PrintFault::Stuck);
                }
                _ if Instant::now() >= deadline => return Err(PrintFault::Stuck),
                _ => self.obstacle()?,
            }
            sleep(GLANCE);
        }
    }
}

impl PagePrinter for IppPrinter {
    fn check(&mut self) -> Result<(), PrintFault> {
        self.obstacle()
    }

    fn print(&mut self, pdf: &[u8]) -> Result<(), PrintFault> {
        self.obstacle()?;
        let job = self
            .new_job("application/pdf")
            .with(tag::JOB, tag::KEYWORD, "media", &["iso_a4_210x297mm"])
            .with(tag::JOB, tag::KEYWORD, "sides", &["one-sided"])
            .with_number(tag::JOB, tag::INTEGER, "copies", 1);
        self.hand_over(&Message { document: pdf.to_vec(), ..job })
    }
}

fn refused(what: &str) -> PrintFault {
    PrintFault::Refused(what.to_owned())
}

/// What a reason of the printer's state means (RFC 8011 §5.4.12); `None`: nothing that stops it.
fn fault(reason: &str) -> Option<PrintFault> {
    let begins = |words: &[&str]| words.iter().any(|word| reason.starts_with(word));
    if begins(&["media-empty", "media-needed", "input-tray-missing"]) {
        Some(PrintFault::NoPaper)
    } else if begins(&["cover-open", "door-open", "interlock-open"]) {
        Some(PrintFault::CoverOpen)
    } else if begins(&["offline", "shutdown", "timed-out"]) {
        Some(PrintFault::Absent(ErrorKind::NotConnected.into()))
    } else if begins(&["media-jam", "paused", "stopped", "marker-supply-empty", "toner-empty", "output-area-full"]) {
        Some(PrintFault::Stuck)
    } else {
        None
    }
}
