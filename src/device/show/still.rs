//! A poster: a PNG or a JPEG, scaled down to what the screen shows.

use super::{Budget, ShowError};
use crate::domain::showing::Frame;
use image::{ImageReader, Limits};
use std::path::Path;

/// The largest poster, in pixels a side, and what decoding it may take, in bytes.
const MOST_PIXELS: u32 = 8_192;
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Decodes a poster.
///
/// # Errors
/// When it cannot be read, or is no picture or too large a one.
pub fn still(file: &Path, budget: Budget) -> Result<Frame, ShowError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_BYTES);
    // Its name is its hash: what it is stands in its first bytes.
    let reader = ImageReader::open(file).and_then(ImageReader::with_guessed_format).map_err(ShowError::Lost)?;
    let mut reader = reader;
    reader.limits(limits);
    let decoded = reader.decode().map_err(|_| ShowError::Unreadable)?;
    let large = decoded.width() > budget.width || decoded.height() > budget.height;
    let fitted = if large { decoded.thumbnail(budget.width, budget.height) } else { decoded };
    let rgb = fitted.into_rgb8();
    let (width, height) = (rgb.width() as usize, rgb.height() as usize);
    Ok(Frame { width, height, rgb: rgb.into_raw(), ..Frame::default() })
}
