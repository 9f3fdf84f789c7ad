//! Frames of the SAM module (GA/T 467): a preamble, a length, a body, and the exclusive or of length and body.
//!
//! `AA AA AA 96 69 | length, big-endian | body … | check`. The length counts the body and the check. A command's body is
//! command and parameter; an answer's begins with three status bytes, of which the third says what happened.

use zeroize::{Zeroize as _, Zeroizing};

/// What every frame begins with.
pub const PREAMBLE: [u8; 5] = [0xAA, 0xAA, 0xAA, 0x96, 0x69];
/// By what a frame is found. Some readers send a stray byte inside the preamble (`AA 00 AA AA 96 69` was seen), so that
/// its first byte is not waited for.
const MARK: [u8; 4] = [0xAA, 0xAA, 0x96, 0x69];
/// A body of two bytes and the check: the shortest there is.
const LEAST_LENGTH: usize = 3;
/// Text, photo and the longest fingerprint with their status and lengths, and the check.
const MOST_LENGTH: usize = 3 + 6 + 256 + 1024 + 1024 + 1;
/// More than a whole frame: what is held beyond it is noise.
const MOST_HELD: usize = 2 * (MOST_LENGTH + 7);

/// The body of a frame whose check was right. It is wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame(Zeroizing<Vec<u8>>);

impl Frame {
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.0
    }

    /// An answer's third status byte and what follows it; `None` for what is no answer.
    #[must_use]
    pub fn answer(&self) -> Option<(u8, &[u8])> {
        match self.0.as_slice() {
            [0, 0, status, data @ ..] => Some((*status, data)),
            _ => None,
        }
    }
}

/// Never the body: it may be a person's.
impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame({} bytes)", self.0.len())
    }
}

/// What was no frame. The decoder goes on behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    #[error("a frame's length cannot be")]
    Length,
    #[error("a frame's check is wrong")]
    Check,
}

/// A body as it travels.
#[must_use]
pub fn encode(body: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = u16::try_from(body.len() + 1).unwrap_or(u16::MAX).to_be_bytes();
    let mut bytes = Zeroizing::new(Vec::with_capacity(PREAMBLE.len() + 3 + body.len()));
    bytes.extend_from_slice(&PREAMBLE);
    bytes.extend_from_slice(&length);
    bytes.extend_from_slice(body);
    bytes.push(check(length, body));
    bytes
}

fn check(length: [u8; 2], body: &[u8]) -> u8 {
    length.iter().chain(body).fold(0, |all, byte| all ^ byte)
}

/// Finds frames in whatever a line gives: cut anywhere, with noise between them.
pub struct Decoder {
    /// Never grows beyond what it was made with, so that no copy of a card stays behind when it moves.
    held: Zeroizing<Vec<u8>>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self { held: Zeroizing::new(Vec::with_capacity(MOST_HELD)) }
    }
}

impl Decoder {
    /// Takes in what came.
    pub fn push(&mut self, bytes: &[u8]) {
        let bytes = bytes.get(bytes.len().saturating_sub(MOST_HELD)..).unwrap_or_default();
        let over = (self.held.len() + bytes.len()).saturating_sub(MOST_HELD);
        self.drop_first(over);
        self.held.extend_from_slice(bytes);
    }

    /// The next frame, or what was none; `None` until more comes.
    pub fn next_frame(&mut self) -> Option<Result<Frame, FrameError>> {
        let start = self.held.windows(MARK.len()).position(|window| window == MARK);
        let Some(start) = start else {
            // The mark's beginning may be the last that came.
            self.drop_first(self.held.len().saturating_sub(MARK.len() - 1));
            return None;
        };
        self.drop_first(start);
        let length = self.held.get(MARK.len()..)?.first_chunk::<2>().copied()?;
        let whole = usize::from(u16::from_be_bytes(length));
        if !(LEAST_LENGTH..=MOST_LENGTH).contains(&whole) {
            self.drop_first(1);
            return Some(Err(FrameError::Length));
        }
        let begin = MARK.len() + 2;
        let (last, body) = self.held.get(begin..begin + whole)?.split_last()?;
        if check(length, body) != *last {
            // A whole frame may lie inside what was taken for one.
            self.drop_first(1);
            return Some(Err(FrameError::Check));
        }
        let frame = Frame(Zeroizing::new(body.to_vec()));
        self.drop_first(begin + whole);
        Some(Ok(frame))
    }

    /// Wipes everything that is held.
    pub fn clear(&mut self) {
        // Wipes the capacity, too, and keeps it.
        self.held.zeroize();
    }

    fn drop_first(&mut self, count: usize) {
        let count = count.min(self.held.len());
        self.held.drain(..count);
    }
}
