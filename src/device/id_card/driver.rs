//! The driver: asks the SAM module for a card, selects it, reads its text. Each question has its patience; what comes
//! between is resynchronised.

use super::IdCardReader;
use super::frame::{Decoder, Frame, encode};
use super::record::{Card, RecordError, TEXT_BYTES};
use crate::device::line::{self, Line, LineError};
use crate::domain::card::Reader;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// What readers speak where nobody set them otherwise.
pub const BAUD: u32 = 115_200;

/// Commands and their parameters.
pub mod command {
    pub const STATUS: [u8; 2] = [0x11, 0xFF];
    pub const FIND: [u8; 2] = [0x20, 0x01];
    pub const SELECT: [u8; 2] = [0x20, 0x02];
    /// Text and photo. `30 10` would add the fingerprint, which nobody here may ask for.
    pub const READ: [u8; 2] = [0x30, 0x01];
}

/// Third status bytes of answers.
pub mod status {
    pub const OK: u8 = 0x90;
    pub const FOUND: u8 = 0x9F;
    pub const NO_CARD: u8 = 0x80;
    pub const NOT_SELECTED: u8 = 0x81;
    pub const UNKNOWN_CARD: u8 = 0x40;
    pub const READ_FAILED: u8 = 0x41;
    pub const SELF_TEST_FAILED: u8 = 0x60;
    /// Port, serial number of the module, file, self-test, authorisation: only a technician can help.
    pub const BROKEN: [u8; 5] = [0x01, 0x05, 0x09, SELF_TEST_FAILED, 0x66];
}

/// How long a short question may take, and how long reading a card.
const SHORT: Duration = Duration::from_millis(500);
const LONG: Duration = Duration::from_secs(3);

/// Why there is no answer or no card.
#[derive(Debug, thiserror::Error)]
pub enum ReaderFault {
    #[error(transparent)]
    Line(#[from] LineError),
    /// Nothing that is a frame came in time.
    #[error("the reader does not answer")]
    Silent,
    /// An answer came, damaged, or not the one that was asked for.
    #[error("the reader's answer was damaged")]
    Damaged,
    /// The reader says that it is broken.
    #[error("the reader reports fault {0:02X}")]
    Broken(u8),
    /// The card was taken away too early, or refused.
    #[error("the card was not read ({0:02X})")]
    Card(u8),
    #[error("the card is of an unknown kind")]
    UnknownCard,
}

impl ReaderFault {
    /// What the people at the desk are told.
    #[must_use]
    pub const fn state(&self) -> Reader {
        match self {
            Self::Line(_) | Self::Silent => Reader::Absent,
            Self::Damaged | Self::Card(_) => Reader::LiftAndPlace,
            Self::Broken(_) => Reader::Broken,
            Self::UnknownCard => Reader::UnknownCard,
        }
    }

    fn of(code: u8) -> Self {
        match code {
            code if status::BROKEN.contains(&code) => Self::Broken(code),
            status::UNKNOWN_CARD => Self::UnknownCard,
            code => Self::Card(code),
        }
    }
}

impl From<RecordError> for ReaderFault {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::UnknownKind => Self::UnknownCard,
            RecordError::Length | RecordError::Empty => Self::Damaged,
        }
    }
}

/// A reader on a line.
pub struct SdtReader<L> {
    line: L,
    decoder: Decoder,
}

/// Opens the reader at a serial port.
///
/// # Errors
/// When there is no such port or it may not be used.
pub fn open(path: &Path, baud: u32) -> io::Result<Box<dyn IdCardReader>> {
    Ok(Box::new(SdtReader::on(line::serial(path, baud)?)))
}

impl<L: Line> SdtReader<L> {
    #[must_use]
    pub fn on(line: L) -> Self {
        Self { line, decoder: Decoder::default() }
    }

    /// Asks, and waits for a whole frame. Whatever lay on the line before is of an older question.
    fn ask(&mut self, command: [u8; 2], patience: Duration) -> Result<Frame, ReaderFault> {
        line::forget_input(&mut self.line)?;
        self.decoder.clear();
        line::send(&mut self.line, &encode(&command), SHORT)?;
        let deadline = Instant::now() + patience;
        let mut fault = ReaderFault::Silent;
        let mut bytes = Zeroizing::new([0; 512]);
        loop {
            while let Some(frame) = self.decoder.next_frame() {
                match frame {
                    Ok(frame) if frame.answer().is_some() => return Ok(frame),
                    _ => fault = ReaderFault::Damaged,
                }
            }
            let count = line::receive(&mut self.line, bytes.as_mut_slice(), deadline)?;
            if count == 0 {
                return Err(fault);
            }
            self.decoder.push(bytes.get(..count).unwrap_or_default());
        }
    }

    /// Asks for something that is either done or not.
    fn expect(&mut self, command: [u8; 2], patience: Duration, done: u8) -> Result<Frame, ReaderFault> {
        let frame = self.ask(command, patience)?;
        match frame.answer() {
            Some((code, _)) if code == done => Ok(frame),
            Some((code, _)) => Err(ReaderFault::of(code)),
            None => Err(ReaderFault::Damaged),
        }
    }
}

impl<L: Line> IdCardReader for SdtReader<L> {
    fn check(&mut self) -> Result<(), ReaderFault> {
        self.expect(command::STATUS, SHORT, status::OK).map(|_| ())
    }

    fn find(&mut self) -> Result<bool, ReaderFault> {
        match self.expect(command::FIND, SHORT, status::FOUND) {
            Ok(_) => Ok(true),
            Err(ReaderFault::Card(status::NO_CARD)) => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    fn read(&mut self) -> Result<Card, ReaderFault> {
        self.expect(command::SELECT, SHORT, status::OK)?;
        let frame = self.expect(command::READ, LONG, status::OK);
        self.decoder.clear();
        let frame = frame?;
        let (_, data) = frame.answer().ok_or(ReaderFault::Damaged)?;
        // Two lengths, big-endian; the text; behind it the photo, which is left alone.
        let [high, low, _, _, rest @ ..] = data else { return Err(ReaderFault::Damaged) };
        if usize::from(u16::from_be_bytes([*high, *low])) != TEXT_BYTES {
            return Err(ReaderFault::Damaged);
        }
        Ok(Card::decode(rest.get(..TEXT_BYTES).ok_or(ReaderFault::Damaged)?)?)
    }
}
