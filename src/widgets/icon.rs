//! Pictograms from assets/fonts/icons.ttf. They are painted, never laid out as text, so that nothing reads them aloud.

use super::theme::{ICONS, Theme};
use eframe::egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2};

/// One pictogram, in three styles: a bold line, a filled shape, and two layers for the large duotone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(u16);

/// Where the icons begin in the font: the private use area.
const FIRST: u32 = 0xE000;
/// Glyphs an icon has.
const STYLES: u32 = 4;

impl Icon {
    /// The icon at a place of assets/icons.tsv.
    pub(super) const fn at(place: u16) -> Self {
        Self(place)
    }

    fn glyph(self, style: u32) -> String {
        char::from_u32(FIRST + STYLES * u32::from(self.0) + style).map(String::from).unwrap_or_default()
    }

    fn paint(self, painter: &Painter, centre: Pos2, size: f32, colour: Color32, style: u32) {
        let font = FontId::new(size, FontFamily::Name(ICONS.into()));
        painter.text(centre, Align2::CENTER_CENTER, self.glyph(style), font, colour);
    }

    /// The icon as a bold line, `size` points wide, around `centre`.
    pub fn line(self, painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
        self.paint(painter, centre, size, colour, 0);
    }

    /// The icon as a filled shape.
    pub fn filled(self, painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
        self.paint(painter, centre, size, colour, 1);
    }

    /// The icon in two tones of the accent: for large pictograms.
    pub fn duotone(self, painter: &Painter, centre: Pos2, size: f32, theme: &Theme) {
        self.paint(painter, centre, size, theme.colour.accent_glow, 2);
        self.paint(painter, centre, size, theme.colour.accent, 3);
    }

    /// The icon in two given tones.
    pub fn two_tone(self, painter: &Painter, centre: Pos2, size: f32, back: Color32, front: Color32) {
        self.paint(painter, centre, size, back, 2);
        self.paint(painter, centre, size, front, 3);
    }
}
