//! A slip laid out in dots: large type, for people who left their glasses at home. 8 dots are a millimetre.

use super::canvas::Canvas;
use super::font::{Face, Fonts};
use super::{PrintFault, printable};
use crate::domain::slip::{Part, Slip};
use qrcode::{Color, EcLevel, QrCode};

/// Dots at each side that stay white.
const MARGIN: usize = 6;
/// Dots between two parts.
const GAP: usize = 10;
/// Sizes in dots: 13.5 points for text, which is the least for elderly readers.
const TEXT: f32 = 38.0;
const SMALL: f32 = 30.0;
const TITLE: f32 = 48.0;
const GREAT: f32 = 62.0;
/// The smallest a great line is set before it is broken.
const LEAST_GREAT: f32 = 44.0;
/// White modules around a code (ISO/IEC 18004).
const QUIET: usize = 4;
/// The largest a module becomes, in dots.
const MOST_MODULE: usize = 6;

/// Burns a whole slip.
///
/// # Errors
/// When the font cannot be read.
pub fn lay_out(slip: &Slip, dots: u16, fonts: Fonts) -> Result<Canvas, PrintFault> {
    let mut sheet = Sheet { canvas: Canvas::new(usize::from(dots), GAP), y: GAP };
    for part in &slip.parts {
        match part {
            Part::Title(text) => sheet.text(&Face::new(fonts.bold, TITLE)?, text),
            Part::Great(text) => sheet.great(fonts, text)?,
            Part::Text(text) => sheet.text(&Face::new(fonts.regular, TEXT)?, text),
            Part::Strong(text) => sheet.text(&Face::new(fonts.bold, TEXT)?, text),
            Part::Small(text) => sheet.text(&Face::new(fonts.regular, SMALL)?, text),
            Part::Line => sheet.line(),
            Part::Code(text) => sheet.code(text),
        }
        sheet.y += GAP;
    }
    sheet.canvas.reach(sheet.y);
    Ok(sheet.canvas)
}

struct Sheet {
    canvas: Canvas,
    y: usize,
}

impl Sheet {
    fn room(&self) -> f32 {
        (self.canvas.width() - 2 * MARGIN) as f32
    }

    fn text(&mut self, face: &Face<'_>, text: &str) {
        for line in broken(&printable(text), self.room(), |part| face.width(part)) {
            self.canvas.reach(self.y + face.line());
            face.burn(&mut self.canvas, (MARGIN, self.y), &line);
            self.y += face.line();
        }
    }

    /// On one line, as large as it fits.
    fn great(&mut self, fonts: Fonts, text: &str) -> Result<(), PrintFault> {
        let text = printable(text);
        let wide = Face::new(fonts.bold, GREAT)?.width(&text);
        let size = (GREAT * self.room() / wide.max(1.0)).clamp(LEAST_GREAT, GREAT);
        self.text(&Face::new(fonts.bold, size)?, &text);
        Ok(())
    }

    fn line(&mut self) {
        self.canvas.reach(self.y + 3);
        self.canvas.burn_rect((MARGIN, self.y), self.canvas.width() - 2 * MARGIN, 3);
        self.y += 3;
    }

    /// In the middle, as large as the paper allows; a text that no code holds is left out, as its words stand on the slip.
    fn code(&mut self, text: &str) {
        let Some(code) = code(text, self.canvas.width()) else { return };
        self.canvas.reach(self.y + code.height());
        let left = self.canvas.width().saturating_sub(code.width()) / 2;
        self.canvas.stamp((left, self.y), &code);
        self.y += code.height();
    }
}

/// A code with its quiet zone, at most so many dots wide.
pub fn code(text: &str, room: usize) -> Option<Canvas> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let side = code.width() + 2 * QUIET;
    let module = (room / side).clamp(1, MOST_MODULE);
    if side * module > room {
        return None;
    }
    let mut canvas = Canvas::new(side * module, side * module);
    for (at, _) in code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == Color::Dark) {
        let (x, y) = (at % code.width() + QUIET, at / code.width() + QUIET);
        canvas.burn_rect((x * module, y * module), module, module);
    }
    Some(canvas)
}

/// Breaks a text into lines. Numbers and Latin words stay whole where a line can hold them, and no line begins with a mark
/// that closes.
pub fn broken(text: &str, room: f32, width: impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if width(&line) + width(word.trim_end()) > room && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        if width(&word) <= room {
            line.push_str(&word);
            continue;
        }
        for c in word.chars() {
            if width(&line) + width(c.encode_utf8(&mut [0; 4])) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines.retain(|line| !line.is_empty());
    lines
}

/// What is never parted: a Latin word or a number, a hanzi with the marks that follow it.
fn words(text: &str) -> Vec<String> {
    let joins = |c: char| c.is_ascii_graphic() && !matches!(c, ',' | ';');
    let closes = |c: char| {
        matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '”' | ' ' | ',' | ';' | '…')
    };
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        match words.last_mut() {
            Some(word) if closes(c) || last.is_some_and(|last| joins(last) && joins(c)) => word.push(c),
            _ => words.push(c.to_string()),
        }
        last = Some(c);
    }
    words
}
