//! Our own font, burnt in dots.

use super::PrintFault;
use super::canvas::Canvas;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};
use vello_cpu::kurbo::{Affine, BezPath, Shape as _};
use vello_cpu::{Pixmap, RenderContext, Resources, color};

/// The files of our font. The screens read the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fonts {
    pub regular: &'static [u8],
    pub bold: &'static [u8],
}

/// How much of a dot a stroke must cover to burn it, of 255. A little less than half: thin strokes must not break.
const BURNS_FROM: u8 = 105;

/// A cut of the font at a size.
pub struct Face<'a> {
    font: FontRef<'a>,
    /// Dots an em.
    size: f32,
}

impl<'a> Face<'a> {
    /// # Errors
    /// When the bytes are no font.
    pub fn new(bytes: &'a [u8], size: f32) -> Result<Self, PrintFault> {
        Ok(Self { font: FontRef::new(bytes).map_err(|_| PrintFault::Font)?, size })
    }

    /// How wide a text is, in dots.
    pub fn width(&self, text: &str) -> f32 {
        let metrics = self.font.glyph_metrics(Size::new(self.size), LocationRef::default());
        text.chars().map(|c| metrics.advance_width(self.glyph(c)).unwrap_or(self.size)).sum()
    }

    /// How high a line is, in dots.
    pub fn line(&self) -> usize {
        (self.size * 1.36).ceil() as usize
    }

    /// Burns a text with its left upper corner here.
    pub fn burn(&self, canvas: &mut Canvas, (x, y): (usize, usize), text: &str) {
        let line = self.line();
        let width = self.width(text).ceil() as usize + 2;
        let (Ok(w), Ok(h)) = (u16::try_from(width), u16::try_from(line)) else { return };
        let mut context = RenderContext::new(w, h);
        context.set_paint(color::OpaqueColor::<color::Srgb>::WHITE);
        let size = Size::new(self.size);
        let metrics = self.font.glyph_metrics(size, LocationRef::default());
        let outlines = self.font.outline_glyphs();
        // Hanzi reach from 0.88 em above the base line to 0.12 em below it.
        let base = f64::from(self.size) * 1.06;
        let mut pen_x = 0.0;
        for glyph in text.chars().map(|c| self.glyph(c)) {
            let mut path = Outline(BezPath::new());
            let drawn = outlines
                .get(glyph)
                .map(|outline| outline.draw(DrawSettings::unhinted(size, LocationRef::default()), &mut path));
            if matches!(drawn, Some(Ok(_))) && path.0.bounding_box().area() > 0.0 {
                context.set_transform(Affine::translate((pen_x, base)));
                context.fill_path(&path.0);
            }
            pen_x += f64::from(metrics.advance_width(glyph).unwrap_or(self.size));
        }
        let mut dots = Pixmap::new(w, h);
        context.flush();
        context.render(&mut dots, &mut Resources::new());
        for (row, pixels) in dots.data().chunks(width).enumerate() {
            for (column, _) in pixels.iter().enumerate().filter(|(_, pixel)| pixel.a >= BURNS_FROM) {
                canvas.burn(x + column, y + row);
            }
        }
    }

    /// The glyph of a character; an empty box for those nobody drew.
    fn glyph(&self, c: char) -> skrifa::GlyphId {
        self.font.charmap().map(c).unwrap_or_default()
    }
}

/// Takes an outline over, with y downwards.
struct Outline(BezPath);

impl OutlinePen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((x, -y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((x, -y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to((cx, -cy), (x, -y));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.curve_to((ax, -ay), (bx, -by), (x, -y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}
