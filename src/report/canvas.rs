//! Drawing on a page of A4: text in our own font, of which only the characters that stand there are in the file, filled
//! rectangles and lines. Sizes are points, measured from the upper left corner.

use super::ReportError;
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// A4.
pub const WIDTH: f32 = 595.0;
pub const HEIGHT: f32 = 842.0;

/// The files of our font.
#[derive(Debug, Clone, Copy)]
pub struct Fonts {
    pub regular: &'static [u8],
    pub bold: &'static [u8],
}

/// Inks of a report: it is printed on white and copied in black.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Black,
    Soft,
    Accent,
    /// Behind the head of a table.
    Tint,
    /// Behind every second line.
    Stripe,
    Rule,
}

impl Ink {
    fn colour(self) -> rgb::Color {
        let (red, green, blue) = match self {
            Self::Black => (28, 36, 34),
            Self::Soft => (98, 110, 106),
            Self::Accent => (17, 110, 92),
            Self::Tint => (226, 240, 235),
            Self::Stripe => (246, 249, 247),
            Self::Rule => (204, 214, 209),
        };
        rgb::Color::new(red, green, blue)
    }

    fn fill(self) -> Fill {
        Fill { paint: self.colour().into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
    }
}

/// A cut of the font.
struct Face {
    file: FontRef<'static>,
    font: Font,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Result<Self, ReportError> {
        let unreadable = || ReportError::Pages("the font cannot be read".to_owned());
        let file = FontRef::new(bytes).map_err(|_| unreadable())?;
        // Borrowed bytes would do, but the library keeps what it is given.
        let font = Font::new(bytes.to_vec().into(), 0).ok_or_else(unreadable)?;
        Ok(Self { file, font })
    }

    /// The glyphs of a text, each with its advance in ems, until `width` ems are full, and how wide they are.
    fn glyphs(&self, text: &str, width: f32) -> (Vec<KrillaGlyph>, f32) {
        let metrics = self.file.glyph_metrics(Size::new(1.0), LocationRef::default());
        let (mut glyphs, mut used) = (Vec::new(), 0.0);
        for (at, c) in text.char_indices() {
            let id = self.file.charmap().map(c).unwrap_or_default();
            let advance = metrics.advance_width(id).unwrap_or(1.0);
            if used + advance > width {
                break;
            }
            used += advance;
            glyphs.push(KrillaGlyph {
                glyph_id: GlyphId::new(id.to_u32()),
                text_range: at..at + c.len_utf8(),
                x_advance: advance,
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            });
        }
        (glyphs, used)
    }
}

/// Where a text stands in its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Middle,
    Right,
}

/// How a text is written.
#[derive(Debug, Clone, Copy)]
pub struct Pen {
    pub size: f32,
    pub ink: Ink,
    pub bold: bool,
    pub side: Side,
}

/// A rectangle: its upper left corner, and its width and height.
pub type Place = ((f32, f32), (f32, f32));

/// A page being drawn.
pub struct Canvas<'a, 's> {
    surface: &'a mut Surface<'s>,
    regular: &'a Face,
    bold: &'a Face,
}

impl Canvas<'_, '_> {
    /// Writes one line from `x` in a room so wide, its base at `y`; what does not fit is left out.
    pub fn write(&mut self, (x, y): (f32, f32), width: f32, pen: Pen, text: &str) {
        let face = if pen.bold { self.bold } else { self.regular };
        let (glyphs, used) = face.glyphs(text, width / pen.size);
        let free = (width - used * pen.size).max(0.0);
        let left = match pen.side {
            Side::Left => 0.0,
            Side::Middle => free / 2.0,
            Side::Right => free,
        };
        self.surface.set_fill(Some(pen.ink.fill()));
        self.surface.draw_glyphs(Point::from_xy(x + left, y), &glyphs, face.font.clone(), text, pen.size, false);
    }

    /// The text in rows that fit into the width. Hanzi may part anywhere, so that nothing has to be known of words.
    pub fn rows(&self, width: f32, pen: Pen, text: &str) -> Vec<String> {
        let face = if pen.bold { self.bold } else { self.regular };
        let (mut rows, mut rest) = (Vec::new(), text);
        while !rest.is_empty() {
            let (glyphs, _) = face.glyphs(rest, width / pen.size);
            // A room narrower than one character would never come to an end.
            let end = glyphs.last().map_or(rest.len(), |glyph| glyph.text_range.end);
            let (row, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            rows.push(row.to_owned());
            rest = behind;
        }
        rows
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, place: (f32, f32), (width, height): (f32, f32), ink: Ink) {
        self.fill_all(&[(place, (width.max(0.1), height.max(0.1)))], ink);
    }

    /// Fills rectangles as one figure.
    pub fn fill_all(&mut self, rectangles: &[Place], ink: Ink) {
        let mut path = PathBuilder::new();
        for ((x, y), (width, height)) in rectangles {
            if let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(rect);
            }
        }
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(ink.fill()));
            self.surface.draw_path(&path);
        }
    }
}

/// A document being made, page by page.
pub struct Sheets {
    document: Document,
    regular: Face,
    bold: Face,
}

impl Sheets {
    pub fn new(fonts: Fonts) -> Result<Self, ReportError> {
        Ok(Self { document: Document::new(), regular: Face::new(fonts.regular)?, bold: Face::new(fonts.bold)? })
    }

    /// Draws one page of A4.
    pub fn page(&mut self, draw: impl FnOnce(&mut Canvas<'_, '_>)) -> Result<(), ReportError> {
        let settings =
            PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| ReportError::Pages("no such page".to_owned()))?;
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        draw(&mut Canvas { surface: &mut surface, regular: &self.regular, bold: &self.bold });
        surface.finish();
        page.finish();
        Ok(())
    }

    /// The bytes of a PDF file: the same for the same pages.
    pub fn finish(self) -> Result<Vec<u8>, ReportError> {
        self.document.finish().map_err(|error| ReportError::Pages(format!("{error:?}")))
    }
}
