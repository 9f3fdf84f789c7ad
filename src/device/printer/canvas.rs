//! Dots in rows: black or white, as a thermal head burns them.

use image::{GrayImage, ImageFormat, Luma};
use std::io::Cursor;

/// A picture of dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canvas {
    width: usize,
    dark: Vec<bool>,
}

impl Canvas {
    /// White paper, `width` dots wide.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        Self { width: width.max(1), dark: vec![false; width.max(1) * height] }
    }

    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    #[must_use]
    pub const fn height(&self) -> usize {
        self.dark.len() / self.width
    }

    /// Makes the paper at least so long.
    pub fn reach(&mut self, height: usize) {
        if height > self.height() {
            self.dark.resize(height * self.width, false);
        }
    }

    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && self.dark.get(y * self.width + x).copied().unwrap_or_default()
    }

    /// Burns a dot; what lies beside the paper is not printed.
    pub fn burn(&mut self, x: usize, y: usize) {
        if x < self.width
            && let Some(dot) = self.dark.get_mut(y * self.width + x)
        {
            *dot = true;
        }
    }

    /// Burns a rectangle.
    pub fn burn_rect(&mut self, (x, y): (usize, usize), width: usize, height: usize) {
        for row in y..y + height {
            for column in x..x + width {
                self.burn(column, row);
            }
        }
    }

    /// Burns what another picture burns, with its left upper corner here.
    pub fn stamp(&mut self, (x, y): (usize, usize), other: &Self) {
        for row in 0..other.height() {
            for column in (0..other.width).filter(|column| other.is_dark(*column, row)) {
                self.burn(x + column, y + row);
            }
        }
    }

    /// Rows as a printer takes them: eight dots a byte, the first one highest, each row from a new byte.
    pub fn rows(&self) -> impl Iterator<Item = Vec<u8>> {
        let pack =
            |dots: &[bool]| dots.iter().enumerate().fold(0, |byte, (at, dark)| byte | (u8::from(*dark) << (7 - at)));
        self.dark.chunks_exact(self.width).map(move |row| row.chunks(8).map(pack).collect())
    }

    /// The picture as a PNG file.
    ///
    /// # Errors
    /// When it is too large for one.
    pub fn png(&self) -> Result<Vec<u8>, image::ImageError> {
        let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let picture = GrayImage::from_fn(side(self.width), side(self.height()), |x, y| {
            Luma([if self.is_dark(x as usize, y as usize) { 0 } else { 255 }])
        });
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png)?;
        Ok(file.into_inner())
    }
}
