//! A résumé on one page of A4: what somebody touched, in large type with room around it, and the same as a code for a phone.
//! It holds what it is given and nothing else; whose name stands on it is decided on the screen.

use super::ReportError;
use super::pages::{Face, Fonts, HEIGHT, MARGIN, WIDTH};
use krilla::Document;
use krilla::geom::{PathBuilder, Rect};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use qrcode::{Color, EcLevel, QrCode};

/// Sizes of type, and how far the next line is below, in points.
const TITLE: f32 = 30.0;
const TEXT: f32 = 14.0;
const SMALL: f32 = 9.0;
const LINE: f32 = 1.7;
/// How wide the code is, with its quiet zone.
const CODE: f32 = 150.0;
/// Quiet modules around it (ISO/IEC 18004).
const QUIET: usize = 4;

/// What stands on the page, in words already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResumePage {
    pub title: String,
    /// Name and telephone, where she wished so.
    pub who: Vec<String>,
    /// What she did.
    pub lines: Vec<String>,
    /// Beside the code.
    pub scan: String,
    /// Station and day.
    pub foot: String,
}

/// The page as the bytes of a PDF file: the same for the same page. What does not fit on one page is left out below.
///
/// # Errors
/// When the font cannot be read or the library refuses.
pub fn pdf(page: &ResumePage, fonts: Fonts) -> Result<Vec<u8>, ReportError> {
    let (regular, bold) = (Face::new(fonts.regular)?, Face::new(fonts.bold)?);
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| ReportError::Pages("no such page".to_owned()))?;
    let mut document = Document::new();
    let mut sheet = document.start_page_with(settings);
    let mut surface = sheet.surface();
    let width = WIDTH - 2.0 * MARGIN;
    let mut y = MARGIN + TITLE;
    bold.write(&mut surface, (MARGIN, y), TITLE, width, &page.title);
    y += TITLE * 0.6;
    for line in &page.who {
        y += TEXT * LINE;
        bold.write(&mut surface, (MARGIN, y), TEXT, width, line);
    }
    y += TEXT * 0.8;
    rule(&mut surface, y);
    y += TEXT * 0.4;
    let end = HEIGHT - MARGIN - CODE - TEXT;
    for row in page.lines.iter().flat_map(|line| regular.rows(line, width / TEXT)) {
        if y + TEXT * LINE > end {
            break;
        }
        y += TEXT * LINE;
        regular.write(&mut surface, (MARGIN, y), TEXT, width, &row);
    }
    foot(&mut surface, page, &regular);
    surface.finish();
    sheet.finish();
    document.finish().map_err(|error| ReportError::Pages(format!("{error:?}")))
}

/// A line across, as thin as it prints.
fn rule(surface: &mut Surface<'_>, y: f32) {
    paint(surface, &[(MARGIN, y, WIDTH - 2.0 * MARGIN, 0.8)]);
}

fn foot(surface: &mut Surface<'_>, page: &ResumePage, regular: &Face) {
    let top = HEIGHT - MARGIN - CODE;
    let text = page.who.iter().chain(&page.lines).cloned().collect::<Vec<_>>().join("\n");
    let mut left = MARGIN;
    // A text too long for any code goes without.
    if let Ok(code) = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M) {
        let side = code.width();
        let module = CODE / (side + 2 * QUIET) as f32;
        let at = |place: usize| (place + QUIET) as f32 * module;
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == Color::Dark);
        let squares: Vec<_> = dark.map(|(n, _)| (MARGIN + at(n % side), top + at(n / side), module, module)).collect();
        paint(surface, &squares);
        left += CODE + TEXT;
        regular.write(surface, (left, top + CODE * 0.5), TEXT, WIDTH - MARGIN - left, &page.scan);
    }
    regular.write(surface, (left, HEIGHT - MARGIN - SMALL), SMALL, WIDTH - MARGIN - left, &page.foot);
}

/// Fills rectangles: left, top, width, height.
fn paint(surface: &mut Surface<'_>, rectangles: &[(f32, f32, f32, f32)]) {
    let mut path = PathBuilder::new();
    for (x, y, width, height) in rectangles {
        if let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) {
            path.push_rect(rect);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONTS: Fonts = Fonts {
        regular: include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf"),
        bold: include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf"),
    };

    fn page(lines: usize) -> ResumePage {
        ResumePage {
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
        assert!(file.len() < 60_000, "{} bytes", file.len());
        assert_eq!(file, pdf(&page(4), FONTS).unwrap(), "the same page is the same file");
    }

    #[test]
    fn however_much_somebody_did_it_stays_one_page() {
        let file = pdf(&page(300), FONTS).unwrap();
        assert_eq!(pages(&file), 1);
    }
}
