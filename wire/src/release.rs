//! Releases: a program for stations in one file, signed by its publisher. Whoever carries it, a platform or a stick, can neither
//! change it nor make one; whoever publishes holds his key away from every platform.
//!
//! A file is four letters, the length of its head, the head (JSON), the signature over it, and the packed program, whose hash stands
//! in the head.

use crate::enrolment::PublicKey;
use crate::media::{MediaHash, MediaHasher};
use crate::signature::SigningKey;
use data_encoding::BASE64;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use std::io::{self, Read};
use std::str::FromStr;

const MAGIC: &[u8; 4] = b"YZR1";
/// What is signed begins so, so that no other signature of the same key can be taken for one of a release.
const SIGNED_AS: &[u8] = b"yizhan release 1\n";
const SIGNATURE_BYTES: usize = 64;
const MAX_HEAD_BYTES: usize = 16 * 1024;
/// The largest program, unpacked.
pub const MAX_PROGRAM_BYTES: u64 = 512 * 1024 * 1024;
/// The kind of the pack that names releases to stations: `{"releases": [{"sha256": …, "bytes": …, "type": …}]}`.
pub const PROGRAM: &str = "program";
/// Packed once by the publisher, unpacked by every station.
const LEVEL: i32 = 12;

/// What a release is called as a medium: stations fetch those of their own machine only.
#[must_use]
pub fn mime_for(machine: &str) -> String {
    format!("{MIME}{machine}")
}

const MIME: &str = "application/x-yizhan-release+";

/// Whether a medium is a release for another machine than this.
#[must_use]
pub fn is_for_another(mime: &str, machine: &str) -> bool {
    mime.strip_prefix(MIME).is_some_and(|for_machine| for_machine != machine)
}

/// Three numbers, compared from the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u32, pub u32, pub u32);

/// A text that is no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a version is three numbers, as 1.4.0")]
pub struct NoVersion;

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl FromStr for Version {
    type Err = NoVersion;

    fn from_str(text: &str) -> Result<Self, NoVersion> {
        let numbers: Option<Vec<u32>> = text.split('.').map(|number| number.parse().ok()).collect();
        match numbers.as_deref() {
            Some([major, minor, patch]) => Ok(Self(*major, *minor, *patch)),
            _ => Err(NoVersion),
        }
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<str>::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

/// What a release says of its program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub version: Version,
    /// The processor, as Rust names it: `x86_64`, `aarch64`.
    pub machine: String,
    /// The form in which it writes the people's file: a station never goes back behind it.
    pub station_schema: i64,
    /// Of the program, unpacked.
    pub sha256: MediaHash,
    pub bytes: u64,
    pub made_at: Timestamp,
}

/// Why a file counts for nothing.
#[derive(Debug, thiserror::Error)]
pub enum NoRelease {
    #[error("it is no release")]
    NotOurs,
    #[error("it was not signed by a publisher whom this machine believes")]
    NotSigned,
    #[error("its program is not what its head says")]
    OtherProgram,
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// A head with its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    pub head: Head,
    /// The head's bytes as they were signed.
    raw: Vec<u8>,
    signature: Vec<u8>,
}

impl Release {
    /// Signs a head.
    ///
    /// # Errors
    /// None that this build's types can bring about.
    pub fn sign(head: Head, key: &SigningKey) -> Result<Self, serde_json::Error> {
        let raw = serde_json::to_vec(&head)?;
        let signature = key.sign_bytes(&[SIGNED_AS, &raw].concat());
        Ok(Self { head, raw, signature })
    }

    /// What stands before the packed program.
    #[must_use]
    pub fn front(&self) -> Vec<u8> {
        let length = u32::try_from(self.raw.len()).unwrap_or(u32::MAX).to_be_bytes();
        [MAGIC.as_slice(), &length, &self.raw, &self.signature].concat()
    }

    /// Reads what stands before the packed program; the reader is left at its beginning.
    ///
    /// # Errors
    /// When it is no release, or ends too early.
    pub fn read(from: &mut dyn Read) -> Result<Self, NoRelease> {
        let mut start = [0; 8];
        from.read_exact(&mut start).map_err(|_| NoRelease::NotOurs)?;
        let [a, b, c, d, length @ ..] = start;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        if [a, b, c, d] != *MAGIC || length > MAX_HEAD_BYTES {
            return Err(NoRelease::NotOurs);
        }
        let (mut raw, mut signature) = (vec![0; length], vec![0; SIGNATURE_BYTES]);
        from.read_exact(&mut raw).map_err(|_| NoRelease::NotOurs)?;
        from.read_exact(&mut signature).map_err(|_| NoRelease::NotOurs)?;
        let head: Head = serde_json::from_slice(&raw).map_err(|_| NoRelease::NotOurs)?;
        Ok(Self { head, raw, signature })
    }

    /// Whether one of these publishers signed it.
    ///
    /// # Errors
    /// When none did.
    pub fn verify(&self, keys: &[PublicKey]) -> Result<(), NoRelease> {
        let signed = [SIGNED_AS, &self.raw].concat();
        let by = |key: &PublicKey| key.verify_bytes(&signed, &self.signature).is_ok();
        if keys.iter().any(by) { Ok(()) } else { Err(NoRelease::NotSigned) }
    }

    /// Whether these bytes are its program.
    ///
    /// # Errors
    /// When they are another, or cannot be read.
    pub fn verify_program(&self, mut program: impl Read) -> Result<(), NoRelease> {
        let (mut hasher, mut bytes, mut piece) = (MediaHasher::default(), 0_u64, vec![0; 128 * 1024]);
        loop {
            let read = program.read(&mut piece)?;
            let Some(some) = piece.get(..read).filter(|some| !some.is_empty()) else { break };
            hasher.update(some);
            bytes += some.len() as u64;
        }
        if bytes == self.head.bytes && hasher.finish() == self.head.sha256 {
            Ok(())
        } else {
            Err(NoRelease::OtherProgram)
        }
    }
}

/// Packs a program.
///
/// # Errors
/// When zstd cannot allocate.
pub fn pack(program: &[u8]) -> io::Result<Vec<u8>> {
    zstd::encode_all(program, LEVEL)
}

/// The program behind the front of a release, unpacked as it is read.
///
/// # Errors
/// When it is no zstd frame.
pub fn program<'a>(packed: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
    // One byte more than may be: a program that is too large fails by its length.
    Ok(Box::new(zstd::Decoder::new(packed)?.take(MAX_PROGRAM_BYTES + 1)))
}

/// The publishers of a list: a key in Base64 in each line; what stands behind a `#` is for people.
#[must_use]
pub fn publishers(list: &str) -> Vec<PublicKey> {
    list.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter_map(|key| PublicKey::from_bytes(&BASE64.decode(key.as_bytes()).ok()?))
        .collect()
}

/// A key as it stands in such a list.
#[must_use]
pub fn key_line(key: &PublicKey) -> String {
    BASE64.encode(key.bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::Suite;

    const BYTES: &[u8] = b"a program of some length, of some length";

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_seed(&[byte; 32]).unwrap()
    }

    fn release(key: &SigningKey) -> Release {
        let head = Head {
            version: Version(1, 4, 0),
            machine: "x86_64".into(),
            station_schema: 5,
            sha256: MediaHash::of(BYTES),
            bytes: BYTES.len() as u64,
            made_at: Timestamp::UNIX_EPOCH,
        };
        Release::sign(head, key).unwrap()
    }

    #[test]
    fn a_release_is_read_back_and_counts_from_its_publisher_only() {
        for key in [key(1), SigningKey::of(Suite::Sm, &[1; 32]).unwrap()] {
            let file = [release(&key).front(), pack(BYTES).unwrap()].concat();
            let mut from = file.as_slice();
            let read = Release::read(&mut from).unwrap();
            read.verify(&[self::key(9).public(), key.public()]).unwrap();
            assert!(matches!(read.verify(&[self::key(9).public()]), Err(NoRelease::NotSigned)));
            assert!(matches!(read.verify(&[]), Err(NoRelease::NotSigned)), "nobody is believed where nobody is named");
            read.verify_program(program(from).unwrap()).unwrap();
        }
    }

    #[test]
    fn a_file_that_was_cut_or_changed_anywhere_counts_for_nothing() {
        let file = [release(&key(1)).front(), pack(BYTES).unwrap()].concat();
        let good = |file: &[u8]| -> Result<(), NoRelease> {
            let mut from = file;
            let read = Release::read(&mut from)?;
            read.verify(&[key(1).public()])?;
            read.verify_program(program(from)?)
        };
        good(&file).unwrap();
        // The last bytes of a frame may be its checksum of nothing; the program's own hash says that it is whole.
        for cut in 0..file.len() - 4 {
            assert!(good(&file[..cut]).is_err(), "cut at {cut}");
        }
        let front = release(&key(1)).front().len();
        for at in 0..front {
            let mut other = file.clone();
            other[at] ^= 1;
            assert!(good(&other).is_err(), "changed at {at}");
        }
        let other = [release(&key(1)).front(), pack(b"another program").unwrap()].concat();
        assert!(matches!(good(&other), Err(NoRelease::OtherProgram)));
    }

    #[test]
    fn versions_are_compared_by_their_numbers() {
        let version = |text: &str| text.parse::<Version>();
        assert!(version("1.10.0").unwrap() > version("1.9.7").unwrap());
        for none in ["", "1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", "1.2.-3"] {
            assert_eq!(version(none), Err(NoVersion), "{none}");
        }
    }

    #[test]
    fn a_list_of_publishers_is_for_people_too() {
        let line = key_line(&key(1).public());
        assert_eq!(publishers(&format!("# whom we believe\n{line}  # Hunan\n\nno key\n")), [key(1).public()]);
        assert!(publishers("").is_empty());
    }
}
