//! A printer of pages that does not exist: it listens for IPP as a real one does, and keeps what was printed.

use super::ipp::{DONE, Message, NOT_FOUND, NOT_POSSIBLE, Operation, body, tag};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Good,
    NoPaper,
    CoverOpen,
    /// Paper is stuck in it: it says so as soon as it should print.
    Jam,
    /// It takes the pages and never prints them.
    Endless,
    /// It listens and says nothing.
    Silent,
}

impl Mood {
    pub const ALL: [Self; 6] = [Self::Good, Self::NoPaper, Self::CoverOpen, Self::Jam, Self::Endless, Self::Silent];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::NoPaper => "no-paper",
            Self::CoverOpen => "cover-open",
            Self::Jam => "jam",
            Self::Endless => "endless",
            Self::Silent => "silent",
        }
    }

    /// What it says of itself, before it has a job and with one.
    const fn reason(self, with_job: bool) -> &'static str {
        match (self, with_job) {
            (Self::NoPaper, _) => "media-empty-error",
            (Self::CoverOpen, _) => "cover-open-error",
            (Self::Jam, true) => "media-jam-error",
            _ => "none",
        }
    }
}

/// States of a job.
const PROCESSING: i32 = 5;
const STOPPED: i32 = 6;
const CANCELED: i32 = 7;
const COMPLETED: i32 = 9;

/// The printer: its jobs, and what lies in its tray.
pub struct Simulator {
    pub mood: Mood,
    jobs: BTreeMap<i32, (Vec<u8>, i32)>,
}

impl Simulator {
    #[must_use]
    pub const fn new(mood: Mood) -> Self {
        Self { mood, jobs: BTreeMap::new() }
    }

    /// Jobs that were taken back before they were printed.
    #[must_use]
    pub fn canceled(&self) -> usize {
        self.jobs.values().filter(|(_, state)| *state == CANCELED).count()
    }

    /// Answers a question; what comes out of the printer meanwhile is handed to `out`.
    fn answer(&mut self, question: &Message, out: &mut impl FnMut(Vec<u8>)) -> Message {
        let answer = |code: u16| Message::new(code, question.id);
        match Operation::from_code(question.code) {
            Some(Operation::PrintJob) => {
                let job = i32::try_from(self.jobs.len() + 1).unwrap_or(i32::MAX);
                self.jobs.insert(job, (question.document.clone(), PROCESSING));
                answer(DONE).with_number(tag::JOB, tag::INTEGER, "job-id", job).with_number(
                    tag::JOB,
                    tag::ENUM,
                    "job-state",
                    PROCESSING,
                )
            }
            Some(Operation::GetPrinterAttributes) => {
                let busy = self.jobs.values().any(|(_, state)| [PROCESSING, STOPPED].contains(state));
                let reason = self.mood.reason(busy);
                let state = if reason == "none" { 3 } else { 5 };
                answer(DONE).with_number(tag::PRINTER, tag::ENUM, "printer-state", state).with(
                    tag::PRINTER,
                    tag::KEYWORD,
                    "printer-state-reasons",
                    &[reason],
                )
            }
            Some(Operation::GetJobAttributes | Operation::CancelJob) => {
                let number = question.number("job-id").unwrap_or_default();
                let Some((document, state)) = self.jobs.get_mut(&number) else { return answer(NOT_FOUND) };
                let cancel = question.code == Operation::CancelJob as u16;
                match (cancel, self.mood) {
                    (true, _) if *state != COMPLETED => *state = CANCELED,
                    (true, _) => return answer(NOT_POSSIBLE),
                    (false, Mood::Jam) if *state == PROCESSING => *state = STOPPED,
                    (false, Mood::Good) if *state == PROCESSING => {
                        *state = COMPLETED;
                        out(std::mem::take(document));
                    }
                    _ => {}
                }
                answer(DONE).with_number(tag::JOB, tag::ENUM, "job-state", *state)
            }
            None => answer(0x0501),
        }
    }
}

/// Plays the printer until `stop`, for one caller after the other.
///
/// # Errors
/// When the port is of no use any more.
pub fn serve(
    listener: &TcpListener,
    printer: &mut Simulator,
    stop: &AtomicBool,
    mut out: impl FnMut(Vec<u8>),
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    while !stop.load(Ordering::Relaxed) {
        match listener.accept() {
            // A caller that leaves in the middle is no fault of the printer.
            Ok((caller, _)) => {
                hear(caller, printer, stop, &mut out).ok();
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => sleep(Duration::from_millis(5)),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn hear(
    mut caller: TcpStream,
    printer: &mut Simulator,
    stop: &AtomicBool,
    out: &mut impl FnMut(Vec<u8>),
) -> io::Result<()> {
    caller.set_nonblocking(false)?;
    caller.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut bytes = Vec::new();
    let mut part = [0; 16_384];
    while !stop.load(Ordering::Relaxed) {
        match caller.read(&mut part) {
            Ok(0) => return Ok(()),
            Ok(count) => bytes.extend(part.get(..count).unwrap_or_default()),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(error) => return Err(error),
        }
        if printer.mood == Mood::Silent {
            continue;
        }
        let Some(question) = body(&bytes).and_then(|(_, document)| Message::decode(&document)) else { continue };
        let answer = printer.answer(&question, out).encode();
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\n\r\n", answer.len());
        caller.write_all(head.as_bytes())?;
        return caller.write_all(&answer);
    }
    Ok(())
}
