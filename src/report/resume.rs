//! A résumé on one page of A4: what somebody touched, in large type with room around it, and the same as a code for a phone.
//! It holds what it is given and nothing else; whose name stands on it is decided on the screen.

use super::ReportError;
use super::canvas::{Canvas, Fonts, HEIGHT, Ink, Pen, Sheets, Side, WIDTH};
use crate::domain::resume::ResumeSheet;
use qrcode::{Color, EcLevel, QrCode};

const MARGIN: f32 = 56.0;
const ROOM: f32 = WIDTH - 2.0 * MARGIN;
const TITLE: Pen = Pen { size: 30.0, ink: Ink::Black, bold: true, side: Side::Left };
const WHO: Pen = Pen { size: 14.0, bold: true, ..TITLE };
const TEXT: Pen = Pen { bold: false, ..WHO };
const SMALL: Pen = Pen { size: 9.0, ink: Ink::Soft, ..TEXT };
/// How far the next line is below, in sizes of its type.
const LINE: f32 = 1.7;
/// How wide the code is, with its quiet zone.
const CODE: f32 = 150.0;
/// Quiet modules around it (ISO/IEC 18004).
const QUIET: usize = 4;

/// The page as the bytes of a PDF file: the same for the same page. What does not fit on one page is left out below.
///
/// # Errors
/// When the font cannot be read or the library refuses.
pub fn pdf(page: &ResumeSheet, fonts: Fonts) -> Result<Vec<u8>, ReportError> {
    let mut sheets = Sheets::new(fonts)?;
    sheets.page(|canvas| draw(canvas, page))?;
    sheets.finish()
}

fn draw(canvas: &mut Canvas<'_, '_>, page: &ResumeSheet) {
    let mut y = MARGIN + TITLE.size;
    canvas.write((MARGIN, y), ROOM, TITLE, &page.title);
    y += TITLE.size * 0.6;
    for line in &page.who {
        y += WHO.size * LINE;
        canvas.write((MARGIN, y), ROOM, WHO, line);
    }
    y += TEXT.size * 0.8;
    canvas.fill((MARGIN, y), (ROOM, 0.8), Ink::Rule);
    y += TEXT.size * 0.4;
    let end = HEIGHT - MARGIN - CODE - TEXT.size;
    let rows: Vec<String> = page.lines.iter().flat_map(|line| canvas.rows(ROOM, TEXT, line)).collect();
    for row in rows {
        if y + TEXT.size * LINE > end {
            break;
        }
        y += TEXT.size * LINE;
        canvas.write((MARGIN, y), ROOM, TEXT, &row);
    }
    foot(canvas, page);
}

fn foot(canvas: &mut Canvas<'_, '_>, page: &ResumeSheet) {
    let top = HEIGHT - MARGIN - CODE;
    let text = page.who.iter().chain(&page.lines).cloned().collect::<Vec<_>>().join("\n");
    let mut left = MARGIN;
    // A text too long for any code goes without.
    if let Ok(code) = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M) {
        let side = code.width();
        let module = CODE / (side + 2 * QUIET) as f32;
        let at = |place: usize| (place + QUIET) as f32 * module;
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == Color::Dark);
        let squares: Vec<_> =
            dark.map(|(n, _)| ((MARGIN + at(n % side), top + at(n / side)), (module, module))).collect();
        canvas.fill_all(&squares, Ink::Black);
        left += CODE + TEXT.size;
        canvas.write((left, top + CODE * 0.5), WIDTH - MARGIN - left, TEXT, &page.scan);
    }
    canvas.write((left, HEIGHT - MARGIN - SMALL.size), WIDTH - MARGIN - left, SMALL, &page.foot);
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONTS: Fonts = Fonts {
        regular: include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf"),
        bold: include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf"),
    };

    fn page(lines: usize) -> ResumeSheet {
        ResumeSheet {
            title: "简历".into(),
            who: vec!["姓名：测试甲".into()],
            lines: vec!["做过：电焊工，5到10年。平时看图纸、二保焊、打磨。".repeat(2); lines],
            scan: "扫一扫，存到手机".into(),
            foot: "测试驿站 2026年11月23日".into(),
        }
    }

    fn pages(file: &[u8]) -> usize {
        let text: String = String::from_utf8_lossy(file).split_whitespace().collect();
        text.matches("/Type/Page").count() - text.matches("/Type/Pages").count()
    }

    #[test]
    fn a_resume_is_one_page_with_only_the_letters_that_stand_on_it() {
        let file = pdf(&page(4), FONTS).unwrap();
        assert!(file.starts_with(b"%PDF-"));
        assert_eq!(pages(&file), 1);
        // The whole font has some three megabytes.
        assert!(file.len() < 100_000, "{} bytes", file.len());
        assert_eq!(file, pdf(&page(4), FONTS).unwrap(), "the same page is the same file");
    }

    #[test]
    fn however_much_somebody_did_it_stays_one_page() {
        let file = pdf(&page(300), FONTS).unwrap();
        assert_eq!(pages(&file), 1);
    }
}
