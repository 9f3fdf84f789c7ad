//! A slip as ESC/POS: as dots (`GS v 0`, in bands that small printers can hold), or in the printer's own letters through
//! the crate `escpos`, in GB18030. Text never carries a command: what could be one is taken out before.

use super::canvas::Canvas;
use super::layout::broken;
use super::{PrintFault, printable};
use crate::domain::slip::{Part, Slip};
use encoding_rs::GB18030;
use escpos::driver::Driver;
use escpos::errors::PrinterError;
use escpos::printer::Printer;
use escpos::utils::{Encoder, JustifyMode, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption};
use std::cell::RefCell;
use std::rc::Rc;

/// Wakes the printer and forgets what a broken-off job left: `ESC @`.
pub const INIT: &[u8] = &[0x1B, 0x40];
/// `FS &`: what follows is in Chinese characters.
pub const CHINESE: &[u8] = &[0x1C, 0x26];
/// Feeds past the knife and cuts, leaving a bridge: `ESC d 4`, `GS V B 0`.
pub const CUT: &[u8] = &[0x1B, 0x64, 0x04, 0x1D, 0x56, 0x42, 0x00];
/// What the cover and the roll are doing, answered at once: `DLE EOT 2` and `DLE EOT 4`.
pub const ASK_COVER: &[u8] = &[0x10, 0x04, 0x02];
pub const ASK_PAPER: &[u8] = &[0x10, 0x04, 0x04];
/// The roll again, but answered only when everything before it is printed: `GS r 1`.
pub const ASK_WHEN_DONE: &[u8] = &[0x1D, 0x72, 0x01];
/// Rows a band has: 3 KB on wide paper, which the smallest printers hold.
const BAND: usize = 40;

/// A picture as bytes, cut off behind it.
pub fn picture(canvas: &Canvas) -> Vec<u8> {
    let mut bytes = INIT.to_vec();
    let rows: Vec<Vec<u8>> = canvas.rows().collect();
    let wide = canvas.width().div_ceil(8);
    for band in rows.chunks(BAND) {
        bytes.extend_from_slice(&[0x1D, 0x76, 0x30, 0]);
        bytes.extend_from_slice(&low_high(wide));
        bytes.extend_from_slice(&low_high(band.len()));
        bytes.extend(band.iter().flatten());
    }
    bytes.extend_from_slice(CUT);
    bytes
}

fn low_high(count: usize) -> [u8; 2] {
    u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes()
}

/// Dots a letter of the printer's own is wide; hanzi are twice as wide.
const LETTER: f32 = 12.0;

/// A slip in the printer's own letters.
///
/// # Errors
/// When the crate refuses a command.
pub fn text(slip: &Slip, dots: u16) -> Result<Vec<u8>, PrintFault> {
    let bytes = Rc::new(RefCell::new(Vec::new()));
    let protocol = Protocol::new(Encoder::new(GB18030));
    write(&mut Printer::new(Buffer(Rc::clone(&bytes)), protocol, None), slip, f32::from(dots))
        .map_err(|error| PrintFault::Refused(error.to_string()))?;
    Ok(bytes.take())
}

fn write(printer: &mut Printer<Buffer>, slip: &Slip, dots: f32) -> Result<(), PrinterError> {
    printer.init()?.custom(CHINESE)?;
    for part in &slip.parts {
        match part {
            Part::Title(text) | Part::Great(text) => lines(printer, text, dots, (2, 2))?,
            Part::Text(text) => lines(printer, text, dots, (1, 2))?,
            Part::Strong(text) => {
                printer.bold(true)?;
                lines(printer, text, dots, (1, 2))?;
                printer.bold(false)?;
            }
            Part::Small(text) => lines(printer, text, dots, (1, 1))?,
            Part::Line => {
                printer.size(1, 1)?.writeln(&"-".repeat((dots / LETTER) as usize))?;
            }
            Part::Code(text) => {
                let option = QRCodeOption::new(QRCodeModel::Model2, 4, QRCodeCorrectionLevel::M);
                printer.justify(JustifyMode::CENTER)?.qrcode_option(text, option)?.feed()?;
                printer.justify(JustifyMode::LEFT)?;
            }
        }
    }
    printer.custom(CUT)?.print()?;
    Ok(())
}

fn lines(printer: &mut Printer<Buffer>, text: &str, dots: f32, (wide, high): (u8, u8)) -> Result<(), PrinterError> {
    printer.size(wide, high)?;
    let letter = LETTER * f32::from(wide);
    let width = |part: &str| part.chars().map(|c| if c.is_ascii() { letter } else { 2.0 * letter }).sum();
    for line in broken(&printable(text), dots, width) {
        printer.writeln(&line)?;
    }
    Ok(())
}

/// Where the crate writes to.
struct Buffer(Rc<RefCell<Vec<u8>>>);

impl Driver for Buffer {
    fn name(&self) -> String {
        "buffer".to_owned()
    }

    fn write(&self, data: &[u8]) -> Result<(), PrinterError> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _: &mut [u8]) -> Result<usize, PrinterError> {
        Ok(0)
    }

    fn flush(&self) -> Result<(), PrinterError> {
        Ok(())
    }
}
