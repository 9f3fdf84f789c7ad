//! A page with a title and lines below it: what a printer is tried with.

use super::ReportError;
use super::canvas::{Fonts, Ink, Pen, Sheets, Side, WIDTH};

const MARGIN: f32 = 56.0;
const TITLE: Pen = Pen { size: 18.0, ink: Ink::Black, bold: true, side: Side::Left };
const TEXT: Pen = Pen { size: 10.0, bold: false, ..TITLE };
/// How far the next line is below, in sizes of its type.
const LINE: f32 = 1.55;

/// The page as the bytes of a PDF file.
///
/// # Errors
/// When the font cannot be read or the library refuses.
pub fn plain_page(title: &str, lines: &[String], fonts: Fonts) -> Result<Vec<u8>, ReportError> {
    let mut sheets = Sheets::new(fonts)?;
    sheets.page(|canvas| {
        let width = WIDTH - 2.0 * MARGIN;
        let mut y = MARGIN + TITLE.size;
        canvas.write((MARGIN, y), width, TITLE, title);
        y += TEXT.size;
        for line in lines {
            y += TEXT.size * LINE;
            canvas.write((MARGIN, y), width, TEXT, line);
        }
    })?;
    sheets.finish()
}
