//! A printer that does not exist: reads the same bytes as a real one, burns them into pictures, and answers for its paper,
//! well or badly, as it is told.

use super::canvas::Canvas;
use super::font::{Face, Fonts};
use super::layout::code;
use crate::device::line::{self, Line, LineError};
use encoding_rs::GB18030;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How the simulated printer behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    #[default]
    Good,
    /// It prints and never says a word, like many cheap ones.
    Mute,
    NearEnd,
    NoPaper,
    CoverOpen,
    /// The paper ends in the middle of the slip.
    RunsOut,
    /// It answers, takes everything, and prints nothing.
    Jammed,
    /// It takes nothing and says nothing.
    Hung,
}

impl Mood {
    pub const ALL: [Self; 8] = [
        Self::Good,
        Self::Mute,
        Self::NearEnd,
        Self::NoPaper,
        Self::CoverOpen,
        Self::RunsOut,
        Self::Jammed,
        Self::Hung,
    ];

    /// What it is called on a command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Mute => "mute",
            Self::NearEnd => "near-end",
            Self::NoPaper => "no-paper",
            Self::CoverOpen => "cover-open",
            Self::RunsOut => "runs-out",
            Self::Jammed => "jammed",
            Self::Hung => "hung",
        }
    }
}

/// A printer with a roll of paper.
pub struct Simulator {
    mood: Mood,
    fonts: Fonts,
    /// What came and is not yet a whole command.
    waiting: Vec<u8>,
    paper: Paper,
    slips: Vec<Canvas>,
    unknown: Vec<u8>,
}

/// The slip that hangs out of it, and how its next letters are set.
struct Paper {
    canvas: Canvas,
    y: usize,
    line: Vec<u8>,
    wide: u8,
    high: u8,
    bold: bool,
    centred: bool,
    code: Vec<u8>,
    module: u8,
}

impl Paper {
    fn new(dots: usize) -> Self {
        Self {
            canvas: Canvas::new(dots, 0),
            y: 0,
            line: Vec::new(),
            wide: 1,
            high: 1,
            bold: false,
            centred: false,
            code: Vec::new(),
            module: 3,
        }
    }
}

impl Paper {
    /// Burns a letter at the end of the slip, so many times as high as it is drawn.
    fn stretch(&mut self, left: usize, cell: &Canvas, times: usize) {
        for row in 0..cell.height() * times {
            for column in (0..cell.width()).filter(|column| cell.is_dark(*column, row / times)) {
                self.canvas.burn(left + column, self.y + row);
            }
        }
    }
}

/// The size of the printer's own hanzi, in dots.
const LETTER: f32 = 24.0;

impl Simulator {
    #[must_use]
    pub fn new(mood: Mood, dots: u16, fonts: Fonts) -> Self {
        let paper = Paper::new(usize::from(dots));
        Self { mood, fonts, waiting: Vec::new(), paper, slips: Vec::new(), unknown: Vec::new() }
    }

    /// The slips that were cut off since this was last asked.
    pub fn take_slips(&mut self) -> Vec<Canvas> {
        std::mem::take(&mut self.slips)
    }

    /// Bytes that began no command this printer knows.
    #[must_use]
    pub fn unknown(&self) -> &[u8] {
        &self.unknown
    }

    /// Whether it takes bytes at all.
    #[must_use]
    pub fn is_hung(&self) -> bool {
        self.mood == Mood::Hung
    }

    /// What it answers to bytes from the line.
    pub fn hear(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut said = Vec::new();
        if self.is_hung() {
            return said;
        }
        self.waiting.extend_from_slice(bytes);
        let held = std::mem::take(&mut self.waiting);
        let mut rest = held.as_slice();
        while let Some(taken) = self.command(rest, &mut said) {
            rest = rest.get(taken..).unwrap_or_default();
        }
        self.waiting = rest.to_vec();
        said
    }

    /// Carries out the command that stands first; returns its length, or `None` when it is not whole.
    fn command(&mut self, bytes: &[u8], said: &mut Vec<u8>) -> Option<usize> {
        match bytes {
            [0x10, 0x04, kind, ..] => {
                said.extend(self.answers(self.real_time(*kind)));
                Some(3)
            }
            [0x1D, 0x72, _, ..] => {
                said.extend(self.in_turn().and_then(|byte| self.answers(byte)));
                Some(3)
            }
            [0x1D, 0x76, 0x30, _, xl, xh, yl, yh, dots @ ..] => {
                let (wide, high) =
                    (usize::from(u16::from_le_bytes([*xl, *xh])), usize::from(u16::from_le_bytes([*yl, *yh])));
                self.raster(dots.get(..wide * high)?, wide);
                Some(8 + wide * high)
            }
            [0x1D, 0x28, 0x6B, low, high, data @ ..] => {
                let length = usize::from(u16::from_le_bytes([*low, *high]));
                self.code(data.get(..length)?);
                Some(5 + length)
            }
            [0x1D, 0x56, 0x41 | 0x42, _, ..] => {
                self.cut();
                Some(4)
            }
            [0x1D, 0x56, mode, ..] if *mode < 0x41 => {
                self.cut();
                Some(3)
            }
            _ => self.letters(bytes),
        }
    }

    /// Commands that set letters, and letters.
    fn letters(&mut self, bytes: &[u8]) -> Option<usize> {
        match bytes {
            [0x1D, 0x21, size, ..] => {
                (self.paper.wide, self.paper.high) = ((size >> 4) + 1, (size & 0x0F) + 1);
                Some(3)
            }
            [0x1B, 0x40, ..] => {
                self.paper.line.clear();
                (self.paper.wide, self.paper.high, self.paper.bold, self.paper.centred) = (1, 1, false, false);
                Some(2)
            }
            [0x1B, 0x61, side, ..] => {
                self.paper.centred = matches!(side, 1 | 0x31);
                Some(3)
            }
            [0x1B, 0x45, bold, ..] => {
                self.paper.bold = bold & 1 == 1;
                Some(3)
            }
            [0x1B, 0x64, lines, ..] => {
                // The letters that wait are the first of these lines.
                let first = usize::from(!self.paper.line.is_empty());
                self.line_feed();
                self.paper.y += usize::from(*lines).saturating_sub(first) * 30;
                Some(3)
            }
            [0x1C, 0x26 | 0x2E, ..] => Some(2),
            [0x0A, ..] => {
                self.paper.y += if self.paper.line.is_empty() { 30 } else { 0 };
                self.line_feed();
                Some(1)
            }
            [0x10 | 0x1B | 0x1C | 0x1D, ..] if bytes.len() < LONGEST_HEAD => None,
            [byte, ..] if *byte < 0x20 => {
                self.unknown.push(*byte);
                Some(1)
            }
            bytes => {
                self.paper.line.push(*bytes.first()?);
                Some(1)
            }
        }
    }

    /// An answer, unless this printer never answers.
    fn answers(&self, byte: u8) -> Option<u8> {
        (self.mood != Mood::Mute).then_some(byte)
    }

    /// To `DLE EOT`.
    const fn real_time(&self, kind: u8) -> u8 {
        const FIXED: u8 = 0b0001_0010;
        match (kind, self.mood) {
            (2, Mood::CoverOpen) => FIXED | 0b0000_0100,
            (4, Mood::NoPaper) => FIXED | 0b0110_1100,
            (4, Mood::NearEnd) => FIXED | 0b0000_1100,
            (4, Mood::RunsOut) if self.paper.y > 0 => FIXED | 0b0110_1100,
            _ => FIXED,
        }
    }

    /// To `GS r 1`: `None` when what stands before it never comes to an end.
    const fn in_turn(&self) -> Option<u8> {
        match self.mood {
            Mood::RunsOut | Mood::Jammed => None,
            Mood::NoPaper => Some(0b0000_1111),
            Mood::NearEnd => Some(0b0000_0011),
            _ => Some(0),
        }
    }

    fn raster(&mut self, dots: &[u8], wide: usize) {
        let paper = &mut self.paper;
        for row in dots.chunks(wide.max(1)) {
            paper.canvas.reach(paper.y + 1);
            for (at, byte) in row.iter().enumerate() {
                for bit in (0..8).filter(|bit| byte >> (7 - bit) & 1 == 1) {
                    paper.canvas.burn(at * 8 + bit, paper.y);
                }
            }
            paper.y += 1;
        }
    }

    /// `GS ( k`: a code is stored and printed in steps.
    fn code(&mut self, data: &[u8]) {
        match data {
            [0x31, 0x43, module, ..] => self.paper.module = *module,
            [0x31, 0x50, 0x30, text @ ..] => self.paper.code = text.to_vec(),
            [0x31, 0x51, ..] => {
                let text = String::from_utf8_lossy(&self.paper.code).into_owned();
                let paper = &mut self.paper;
                let Some(code) = code(&text, paper.canvas.width()) else { return };
                paper.canvas.reach(paper.y + code.height());
                let left = if paper.centred { (paper.canvas.width() - code.width()) / 2 } else { 0 };
                paper.canvas.stamp((left, paper.y), &code);
                paper.y += code.height();
            }
            _ => {}
        }
    }

    fn line_feed(&mut self) {
        if self.paper.line.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.paper.line);
        let (text, _, _) = GB18030.decode(&bytes);
        let paper = &mut self.paper;
        let file = if paper.bold { self.fonts.bold } else { self.fonts.regular };
        let Ok(face) = Face::new(file, LETTER * f32::from(paper.wide)) else { return };
        let (wide, high) = (usize::from(paper.wide), usize::from(paper.high));
        paper.canvas.reach(paper.y + high * 40);
        let mut x = 0;
        for c in text.chars() {
            let mut cell = Canvas::new(LETTER as usize * wide + 4, face.line());
            face.burn(&mut cell, (0, 0), c.encode_utf8(&mut [0; 4]));
            paper.stretch(x, &cell, high.div_ceil(wide));
            // Letters are half as wide as hanzi.
            x += if c.is_ascii() { 12 } else { 24 } * wide;
        }
        paper.y += high * 30;
    }

    fn cut(&mut self) {
        let dots = self.paper.canvas.width();
        let mut paper = std::mem::replace(&mut self.paper, Paper::new(dots));
        paper.canvas.reach(paper.y);
        if matches!(self.mood, Mood::Jammed | Mood::RunsOut | Mood::NoPaper | Mood::CoverOpen) {
            // The paper stands where it ended.
            self.paper.y = paper.y;
        } else {
            self.slips.push(paper.canvas);
        }
    }
}

/// Bytes after which a command that is known would have been recognised.
const LONGEST_HEAD: usize = 8;

/// Plays the printer on a line until it is closed or `stop` is set; `tray` gets each slip that is cut off.
///
/// # Errors
/// When the line takes no answers.
pub fn serve(
    line: &mut dyn Line,
    printer: &mut Simulator,
    stop: &AtomicBool,
    mut tray: impl FnMut(Canvas),
) -> Result<(), LineError> {
    const GLANCE: Duration = Duration::from_millis(50);
    let mut bytes = [0; 4_096];
    while !stop.load(Ordering::Relaxed) {
        if printer.is_hung() {
            sleep(GLANCE);
            continue;
        }
        let count = match line::receive(line, &mut bytes, Instant::now() + GLANCE) {
            Ok(count) => count,
            Err(LineError::Gone(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        let said = printer.hear(bytes.get(..count).unwrap_or_default());
        line::send(line, &said, Duration::from_secs(1))?;
        printer.take_slips().into_iter().for_each(&mut tray);
    }
    Ok(())
}
