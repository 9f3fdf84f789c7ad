//! The driver: asks for the paper, sends the slip, and asks whether it came out.

use super::canvas::Canvas;
use super::font::Fonts;
use super::{Form, Paper, PrintFault, SlipPrinter, Way, cups, escpos, layout};
use crate::device::config::PrinterAt;
use crate::device::line::{self, Line, LineError};
use crate::domain::slip::Slip;
use std::time::{Duration, Instant};

/// How long a printer may take for what.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// To answer a question that is answered at once.
    pub answer: Duration,
    /// To take further bytes while it prints.
    pub bytes: Duration,
    /// To print the whole slip and say so.
    pub slip: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { answer: Duration::from_millis(800), bytes: Duration::from_secs(5), slip: Duration::from_secs(12) }
    }
}

/// How long nobody may answer at a printer's address.
const CONNECT: Duration = Duration::from_secs(2);

/// Opens the printer at its place, anew for each slip: it may have been pulled out since the last one.
///
/// # Errors
/// When it is not there.
pub fn open(place: &PrinterAt, form: Form, fonts: Fonts) -> Result<Box<dyn SlipPrinter>, PrintFault> {
    let line: Box<dyn Line> = match place {
        PrinterAt::Usb(path) => Box::new(line::device_file(path).map_err(PrintFault::Absent)?),
        PrinterAt::Serial(at) => Box::new(line::serial(&at.port, at.baud).map_err(PrintFault::Absent)?),
        PrinterAt::Network(address) => Box::new(line::socket(address, CONNECT).map_err(PrintFault::Absent)?),
        PrinterAt::Cups(queue) => return Ok(Box::new(cups::Queue::new(queue, form, fonts))),
    };
    Ok(Box::new(EscPosPrinter::on(line, form, fonts, Patience::default())))
}

/// A slip as the bytes of this form.
///
/// # Errors
/// When the font cannot be read.
pub fn bytes(slip: &Slip, form: Form, fonts: Fonts) -> Result<Vec<u8>, PrintFault> {
    match form.way {
        Way::Picture => layout::lay_out(slip, form.dots, fonts).map(|canvas: Canvas| escpos::picture(&canvas)),
        Way::Text => escpos::text(slip, form.dots),
    }
}

/// A printer on a line.
pub struct EscPosPrinter {
    line: Box<dyn Line>,
    form: Form,
    fonts: Fonts,
    patience: Patience,
}

impl EscPosPrinter {
    #[must_use]
    pub fn on(line: Box<dyn Line>, form: Form, fonts: Fonts, patience: Patience) -> Self {
        Self { line, form, fonts, patience }
    }

    /// Asks something and waits for one byte that has the bits every answer has.
    fn ask(&mut self, question: &[u8], (mask, fixed): (u8, u8), patience: Duration) -> Result<u8, PrintFault> {
        line::send(self.line.as_mut(), question, self.patience.answer)?;
        let deadline = Instant::now() + patience;
        let mut answer = [0];
        while line::receive(self.line.as_mut(), &mut answer, deadline)? > 0 {
            let [byte] = answer;
            if byte & mask == fixed {
                return Ok(byte);
            }
        }
        Err(PrintFault::Stuck)
    }

    fn ask_now(&mut self, question: &[u8]) -> Result<u8, PrintFault> {
        self.ask(question, REAL_TIME, self.patience.answer)
    }

    /// What the printer says when it has stopped in the middle.
    fn why_stuck(&mut self) -> PrintFault {
        match self.check() {
            Ok(_) => PrintFault::Stuck,
            Err(fault) => fault,
        }
    }
}

/// Bits that are always the same: in answers to `DLE EOT`, and to `GS r`.
const REAL_TIME: (u8, u8) = (0b1001_0011, 0b0001_0010);
const IN_TURN: (u8, u8) = (0b1001_0000, 0);
/// Bits of the answers.
const COVER_OPEN: u8 = 0b0000_0100;
const PAPER_OUT: u8 = 0b0110_0000;
const PAPER_NEAR_END: u8 = 0b0000_1100;
const DONE_PAPER_OUT: u8 = 0b0000_1100;

impl SlipPrinter for EscPosPrinter {
    fn check(&mut self) -> Result<Paper, PrintFault> {
        if !self.form.answers {
            return Ok(Paper::Unknown);
        }
        line::forget_input(self.line.as_mut())?;
        if self.ask_now(escpos::ASK_COVER)? & COVER_OPEN != 0 {
            return Err(PrintFault::CoverOpen);
        }
        match self.ask_now(escpos::ASK_PAPER)? {
            paper if paper & PAPER_OUT != 0 => Err(PrintFault::NoPaper),
            paper if paper & PAPER_NEAR_END != 0 => Ok(Paper::NearEnd),
            _ => Ok(Paper::There),
        }
    }

    fn print(&mut self, slip: &Slip) -> Result<(), PrintFault> {
        let bytes = bytes(slip, self.form, self.fonts)?;
        self.check()?;
        match line::send(self.line.as_mut(), &bytes, self.patience.bytes) {
            Ok(()) => {}
            Err(LineError::Stuck) => return Err(self.why_stuck()),
            Err(gone) => return Err(gone.into()),
        }
        if !self.form.answers {
            return Ok(());
        }
        match self.ask(escpos::ASK_WHEN_DONE, IN_TURN, self.patience.slip) {
            Ok(paper) if paper & DONE_PAPER_OUT != 0 => Err(PrintFault::NoPaper),
            Ok(_) => Ok(()),
            Err(PrintFault::Stuck) => Err(self.why_stuck()),
            Err(fault) => Err(fault),
        }
    }
}

impl From<LineError> for PrintFault {
    fn from(error: LineError) -> Self {
        match error {
            LineError::Gone(error) => Self::Absent(error),
            LineError::Stuck => Self::Stuck,
        }
    }
}
