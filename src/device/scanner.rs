//! The scanner of codes: on a serial port (USB scanners have one, too) it sends what it read, and a carriage return. One
//! that types as a keyboard needs no driver.
//!
//! What is scanned may be somebody's health card or purse: it is wiped when it is dropped, and nothing of it is logged.

use super::line::{self, Line, LineError};
use encoding_rs::{GB18030, UTF_8};
use std::io;
use std::path::Path;
use std::time::Instant;
use zeroize::{Zeroize as _, Zeroizing};

/// What scanners speak where nobody set them otherwise.
pub const BAUD: u32 = 9_600;
/// Bytes a code holds at most: the densest QR code has 2,953 (ISO/IEC 18004).
const MOST_BYTES: usize = 3_000;

/// A scanner of codes.
pub trait Scanner: Send {
    /// The text of the next code that is read before `deadline`.
    ///
    /// # Errors
    /// When the scanner is gone.
    fn next(&mut self, deadline: Instant) -> Result<Option<Zeroizing<String>>, LineError>;
}

/// Opens the scanner at a serial port.
///
/// # Errors
/// When there is no such port or it may not be used.
pub fn open(path: &Path, baud: u32) -> io::Result<Box<dyn Scanner>> {
    Ok(Box::new(LineScanner::on(line::serial(path, baud)?)))
}

/// A scanner on a line.
pub struct LineScanner<L> {
    line: L,
    held: Zeroizing<Vec<u8>>,
    /// More came than any code holds: it is not a code, up to its end.
    overlong: bool,
}

impl<L: Line> LineScanner<L> {
    #[must_use]
    pub fn on(line: L) -> Self {
        Self { line, held: Zeroizing::new(Vec::with_capacity(MOST_BYTES)), overlong: false }
    }

    /// Takes bytes in; returns the text that ended with them. What follows it in the same breath is the next code.
    fn take(&mut self, byte: u8) -> Option<Zeroizing<String>> {
        if byte != b'\r' {
            if self.held.len() < MOST_BYTES {
                self.held.push(byte);
            } else {
                self.overlong = true;
            }
            return None;
        }
        let whole = !std::mem::take(&mut self.overlong);
        let text = (whole && !self.held.is_empty()).then(|| decoded(&self.held));
        self.held.zeroize();
        text
    }
}

/// Scanners send UTF-8 or GB18030, as they are set.
fn decoded(bytes: &[u8]) -> Zeroizing<String> {
    let (text, _, broken) = UTF_8.decode(bytes);
    let text = if broken { GB18030.decode(bytes).0 } else { text };
    Zeroizing::new(text.trim().to_owned())
}

impl<L: Line> Scanner for LineScanner<L> {
    fn next(&mut self, deadline: Instant) -> Result<Option<Zeroizing<String>>, LineError> {
        let mut byte = Zeroizing::new([0; 1]);
        while line::receive(&mut self.line, byte.as_mut_slice(), deadline)? > 0 {
            let [next] = *byte;
            if let Some(text) = self.take(next) {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::pty::Pty;
    use std::io::Write as _;
    use std::time::Duration;

    fn scanner() -> (Pty, Box<dyn Scanner>) {
        let pty = Pty::open(None).unwrap();
        let scanner = open(pty.path(), BAUD).unwrap();
        (pty, scanner)
    }

    fn next(scanner: &mut dyn Scanner) -> Option<String> {
        let text = scanner.next(Instant::now() + Duration::from_millis(200)).unwrap();
        text.map(|text| text.as_str().to_owned())
    }

    #[test]
    fn a_code_ends_with_a_carriage_return_and_holds_lines() {
        let (mut pty, mut scanner) = scanner();
        pty.write_all("回执号：0012-000007-75\n测试驿站\r".as_bytes()).unwrap();
        assert_eq!(next(&mut *scanner).unwrap(), "回执号：0012-000007-75\n测试驿站");
        pty.write_all(b"690123").unwrap();
        assert_eq!(next(&mut *scanner), None, "half a code is none");
        pty.write_all(b"4567892\r\r\nsecond\r").unwrap();
        assert_eq!(next(&mut *scanner).unwrap(), "6901234567892");
        assert_eq!(next(&mut *scanner).unwrap(), "second");
    }

    #[test]
    fn a_scanner_set_to_the_chinese_encoding_is_understood_too() {
        let (mut pty, mut scanner) = scanner();
        pty.write_all(&[0xB2, 0xE2, 0xCA, 0xD4, b'\r']).unwrap();
        assert_eq!(next(&mut *scanner).unwrap(), "测试");
    }

    #[test]
    fn what_is_longer_than_any_code_is_dropped_to_its_end() {
        let (mut pty, mut scanner) = scanner();
        pty.write_all(&[b'7'; 2_000]).unwrap();
        assert_eq!(next(&mut *scanner), None);
        pty.write_all(&[b'7'; 2_000]).unwrap();
        assert_eq!(next(&mut *scanner), None);
        pty.write_all(b"7\rgood\r").unwrap();
        assert_eq!(next(&mut *scanner).unwrap(), "good");
    }

    #[test]
    fn a_scanner_that_is_pulled_out_is_noticed() {
        let (pty, mut scanner) = scanner();
        drop(pty);
        assert!(scanner.next(Instant::now()).is_err());
    }
}
