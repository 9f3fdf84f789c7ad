//! Media: posters and films that packs name, kept as files. The rules ask for bytes; who keeps them is a [`MediaStore`].

use super::service::Platform;
use std::io;
use std::ops::RangeInclusive;
use yizhan_wire::MediaHash;
use yizhan_wire::media::MAX_MEDIUM_PART;

/// Where media are kept.
pub trait MediaStore: Send + Sync {
    /// The medium's length; `None` where it is not here.
    fn length(&self, hash: &MediaHash) -> io::Result<Option<u64>>;

    /// These bytes of it.
    fn read(&self, hash: &MediaHash, bytes: RangeInclusive<u64>) -> io::Result<Vec<u8>>;
}

/// What is asked for of a medium, as a `Range` header says it (RFC 9110 §14.1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// From a byte to the end or to a byte.
    From(u64, Option<u64>),
    /// So many bytes at the end.
    Last(u64),
}

impl Wanted {
    /// Reads the header; `None` for what is not one range of bytes, which is answered as if nothing had been said.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
        match (first.parse().ok(), last.parse().ok()) {
            (Some(first), None) if last.is_empty() => Some(Self::From(first, None)),
            (Some(first), Some(last)) if first <= last => Some(Self::From(first, Some(last))),
            (None, Some(last)) if first.is_empty() => Some(Self::Last(last)),
            _ => None,
        }
    }

    /// The bytes of a medium of this length, at most [`MAX_MEDIUM_PART`] of them; `None` where it has none of them.
    #[must_use]
    pub fn within(self, length: u64) -> Option<RangeInclusive<u64>> {
        let last = length.checked_sub(1)?;
        let (first, to) = match self {
            Self::From(first, to) => (first, to.unwrap_or(last).min(last)),
            Self::Last(0) => return None,
            Self::Last(bytes) => (length.saturating_sub(bytes), last),
        };
        (first <= last).then(|| first..=to.min(first.saturating_add(MAX_MEDIUM_PART - 1)))
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    Whole(Vec<u8>),
    Part {
        bytes: Vec<u8>,
        range: RangeInclusive<u64>,
        length: u64,
    },
    /// It has no such bytes.
    NoSuchRange {
        length: u64,
    },
    /// It is more than is given at once: a range has to be asked for.
    TooLarge,
    NotHere,
}

impl Platform {
    /// Gives a medium or a part of it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn medium(&self, hash: &MediaHash, wanted: Option<Wanted>) -> io::Result<Given> {
        let Some(media) = self.media() else { return Ok(Given::NotHere) };
        let Some(length) = media.length(hash)? else { return Ok(Given::NotHere) };
        let Some(wanted) = wanted else {
            return match length {
                0 => Ok(Given::Whole(Vec::new())),
                1..=MAX_MEDIUM_PART => Ok(Given::Whole(media.read(hash, 0..=length - 1)?)),
                _ => Ok(Given::TooLarge),
            };
        };
        match wanted.within(length) {
            Some(range) => Ok(Given::Part { bytes: media.read(hash, range.clone())?, range, length }),
            None => Ok(Given::NoSuchRange { length }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_the_standard_says_and_cut_to_what_there_is() {
        let bytes = |header: &str| Wanted::parse(header).and_then(|wanted| wanted.within(10));
        assert_eq!(bytes("bytes=0-3"), Some(0..=3));
        assert_eq!(bytes("bytes=4-"), Some(4..=9));
        assert_eq!(bytes("bytes=8-400"), Some(8..=9));
        assert_eq!(bytes("bytes=-3"), Some(7..=9));
        assert_eq!(bytes("bytes=-30"), Some(0..=9));
        assert_eq!(bytes("bytes=10-"), None, "behind its end");
        for none in ["bytes=3-1", "bytes=-", "items=0-3", "bytes=0-1,4-5", ""] {
            assert_eq!(Wanted::parse(none), None, "{none}");
        }
        assert_eq!(Wanted::From(0, None).within(0), None);
        assert_eq!(Wanted::From(5, None).within(u64::MAX), Some(5..=5 + MAX_MEDIUM_PART - 1));
    }
}
