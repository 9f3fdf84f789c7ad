//! Pictures as they come through the pipe: PPM (`P6`), which is raw RGB behind its size in plain text. So a film's own
//! proportions need not be known beforehand.

use crate::domain::showing::Frame;

/// The longest header: `P6`, two sizes and the depth.
const HEADER_BYTES: usize = 64;

/// A stream that is no picture, or one larger than was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPicture;

/// Puts pictures together out of what comes in pieces.
#[derive(Debug, Default)]
pub struct Pictures {
    /// What has come of the next picture.
    bytes: Vec<u8>,
    /// Its size, and where its pixels begin.
    head: Option<(usize, usize, usize)>,
}

impl Pictures {
    /// Forgets what came, keeps the memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.head = None;
    }

    /// How many bytes are missing at least: what is asked for next, so that no byte of the one after it comes.
    ///
    /// # Errors
    /// When what came is no picture of at most `most` pixels a side.
    pub fn missing(&mut self, most: (u32, u32)) -> Result<usize, NoPicture> {
        if self.head.is_none() {
            self.head = self.read_head(most)?;
        }
        let Some((width, height, start)) = self.head else { return Ok(1) };
        Ok((start + width * height * 3).saturating_sub(self.bytes.len()))
    }

    pub fn push(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
    }

    /// Takes the picture out, if it is whole; its memory is exchanged for that of `frame`.
    pub fn take(&mut self, frame: &mut Frame) -> bool {
        let Some((width, height, start)) = self.head else { return false };
        if self.bytes.len() < start + width * height * 3 {
            return false;
        }
        self.bytes.drain(..start);
        std::mem::swap(&mut self.bytes, &mut frame.rgb);
        (frame.width, frame.height) = (width, height);
        self.clear();
        true
    }

    fn read_head(&self, most: (u32, u32)) -> Result<Option<(usize, usize, usize)>, NoPicture> {
        let head = self.bytes.get(..HEADER_BYTES.min(self.bytes.len())).unwrap_or_default();
        // Four words, each with one blank behind it.
        let ends: Vec<usize> =
            head.iter().enumerate().filter(|(_, b)| b.is_ascii_whitespace()).map(|(at, _)| at).collect();
        let Some(end) = ends.get(3) else {
            return if head.len() < HEADER_BYTES { Ok(None) } else { Err(NoPicture) };
        };
        let words = std::str::from_utf8(head.get(..*end).unwrap_or_default()).map_err(|_| NoPicture)?;
        let words: Vec<&str> = words.split_ascii_whitespace().collect();
        let [magic, width, height, depth] = words.as_slice() else { return Err(NoPicture) };
        let side = |word: &str, most: u32| word.parse().ok().filter(|side: &usize| (1..=most as usize).contains(side));
        match (side(width, most.0), side(height, most.1)) {
            (Some(width), Some(height)) if *magic == "P6" && *depth == "255" => Ok(Some((width, height, end + 1))),
            _ => Err(NoPicture),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fed(bytes: &[u8]) -> Result<Vec<Frame>, NoPicture> {
        let (mut pictures, mut frames) = (Pictures::default(), Vec::new());
        for byte in bytes {
            assert!(pictures.missing((8, 8))? > 0);
            pictures.push(&[*byte]);
            pictures.missing((8, 8))?;
            let mut frame = Frame::default();
            if pictures.take(&mut frame) {
                frames.push(frame);
            }
        }
        Ok(frames)
    }

    #[test]
    fn pictures_come_in_whatever_pieces() {
        let frames = fed(b"P6\n2 1\n255\nabcdefP6\n1 1\n255\nxyz").unwrap();
        assert_eq!(frames.len(), 2);
        assert_eq!((frames[0].width, frames[0].height, frames[0].rgb.as_slice()), (2, 1, b"abcdef".as_slice()));
        assert_eq!(frames[1].rgb, b"xyz");
    }

    #[test]
    fn what_is_no_picture_is_not_waited_for() {
        for bytes in
            [b"P5\n2 1\n255\n".as_slice(), b"P6\n9 1\n255\n", b"P6\n0 1\n255\n", &[b'x'; 80], b"P6\n2 1\n65535\n"]
        {
            assert_eq!(fed(bytes).err(), Some(NoPicture));
        }
    }
}
