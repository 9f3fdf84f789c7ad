//! Sealed files: what a stick, a neighbour's station or a clerk's telephone carries where there is no line. Whoever finds one
//! learns nothing, not even whose it is; whoever changes one makes it worthless.
//!
//! A file is sealed to its receiver and signed inside the seal by its sender; how, the receiver's key says (see
//! [`crate::suite`]). Both sides know only one key of each other, for signatures, and it serves for both.

use crate::enrolment::PublicKey;
use crate::ids::StationId;
use crate::signature::SigningKey;
use crate::suite::{self, Suite};

/// How every file begins: the four letters say the suite.
const MAGIC_BYTES: usize = 4;
const SIGNATURE_BYTES: usize = 64;
/// Station and signature, before the parts.
const HEAD_BYTES: usize = 8 + SIGNATURE_BYTES;
/// The largest file that is looked at.
pub const MAX_BUNDLE_BYTES: usize = 256 * 1024 * 1024;

/// Which way a file goes: one that is carried back is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From a station to the platform.
    Up,
    /// From the platform to a station.
    Down,
    /// From a station to the platform's people: how it is, for who helps from afar.
    Help,
}

impl Way {
    const fn info(self) -> &'static [u8] {
        match self {
            Self::Up => b"yizhan bundle 1 up",
            Self::Down => b"yizhan bundle 1 down",
            Self::Help => b"yizhan bundle 1 help",
        }
    }
}

/// Why a file counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoBundle {
    #[error("it is no file of this kind")]
    NotOurs,
    /// Changed, cut, or for somebody else: nobody can tell which.
    #[error("it does not open: it is for somebody else, or was cut or changed")]
    DoesNotOpen,
    #[error("it was not made by whom it names")]
    NotSigned,
    #[error("what is in it cannot be read")]
    Unreadable,
    #[error("it is larger than {MAX_BUNDLE_BYTES} bytes")]
    TooLarge,
}

/// Seals parts (each a packed body, see [`crate::zip`]) from one side to the other. `station` is the station's number whichever
/// way the file goes. `random` are 32 fresh random bytes: with them falls the secret of this file.
///
/// # Errors
/// When the receiver's key is none.
pub fn seal(
    way: Way,
    from: &SigningKey,
    station: StationId,
    to: &PublicKey,
    parts: &[Vec<u8>],
    random: [u8; 32],
) -> Result<Vec<u8>, NoBundle> {
    let framed = frame(parts)?;
    let signature = from.sign_bytes(&signed_bytes(way, station, to, &framed));
    let mut plain = Vec::with_capacity(HEAD_BYTES + framed.len());
    plain.extend_from_slice(&station.0.to_be_bytes());
    plain.extend_from_slice(&signature);
    plain.extend_from_slice(&framed);
    let sealed = suite::seal(to, way.info(), &plain, random).ok_or(NoBundle::DoesNotOpen)?;
    Ok([to.suite().magic().as_slice(), &sealed].concat())
}

/// A file that was opened and is not believed yet.
pub struct Opened {
    way: Way,
    /// Whom it says it is from (up) or for (down).
    pub station: StationId,
    signature: Vec<u8>,
    framed: Vec<u8>,
    to: PublicKey,
}

/// Whether bytes begin as a sealed file does: all that somebody without its key can say of it.
#[must_use]
pub fn may_be_one(file: &[u8]) -> bool {
    file.split_first_chunk::<MAGIC_BYTES>()
        .is_some_and(|(magic, _)| Suite::ALL.iter().any(|suite| suite.magic() == magic))
}

/// Opens a file with the receiver's key.
///
/// # Errors
/// When it is none, was cut or changed, or is for somebody else.
pub fn open(way: Way, key: &SigningKey, file: &[u8]) -> Result<Opened, NoBundle> {
    if file.len() > MAX_BUNDLE_BYTES {
        return Err(NoBundle::TooLarge);
    }
    let (magic, sealed) = file.split_first_chunk::<MAGIC_BYTES>().ok_or(NoBundle::NotOurs)?;
    if !may_be_one(file) {
        return Err(NoBundle::NotOurs);
    }
    // Of the other suite: for another key of the receiver, if for it at all.
    let shut = (key.suite().magic() == magic).then(|| key.open(way.info(), sealed)).flatten();
    let plain = shut.ok_or(NoBundle::DoesNotOpen)?;
    let (station, rest) = plain.split_first_chunk::<8>().ok_or(NoBundle::Unreadable)?;
    let (signature, framed) = rest.split_at_checked(SIGNATURE_BYTES).ok_or(NoBundle::Unreadable)?;
    Ok(Opened {
        way,
        station: StationId(i64::from_be_bytes(*station)),
        signature: signature.to_vec(),
        framed: framed.to_vec(),
        to: key.public(),
    })
}

impl Opened {
    /// The parts, if this key's holder made the file for this receiver.
    ///
    /// # Errors
    /// When somebody else made it, or it holds no parts.
    pub fn verify(&self, from: &PublicKey) -> Result<Vec<Vec<u8>>, NoBundle> {
        let signed = signed_bytes(self.way, self.station, &self.to, &self.framed);
        from.verify_bytes(&signed, &self.signature).map_err(|_| NoBundle::NotSigned)?;
        unframe(&self.framed)
    }
}

/// What is signed: also for whom it is, so that nobody can pass it on under another's seal.
fn signed_bytes(way: Way, station: StationId, to: &PublicKey, framed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(way.info().len() + 8 + to.bytes().len() + framed.len());
    bytes.extend_from_slice(way.info());
    bytes.extend_from_slice(&station.0.to_be_bytes());
    bytes.extend_from_slice(to.bytes());
    bytes.extend_from_slice(framed);
    bytes
}

fn frame(parts: &[Vec<u8>]) -> Result<Vec<u8>, NoBundle> {
    let mut framed = Vec::new();
    for part in parts {
        framed.extend_from_slice(&u32::try_from(part.len()).map_err(|_| NoBundle::TooLarge)?.to_be_bytes());
        framed.extend_from_slice(part);
        if framed.len() > MAX_BUNDLE_BYTES - 1024 {
            return Err(NoBundle::TooLarge);
        }
    }
    Ok(framed)
}

fn unframe(mut framed: &[u8]) -> Result<Vec<Vec<u8>>, NoBundle> {
    let mut parts = Vec::new();
    while !framed.is_empty() {
        let (length, rest) = framed.split_first_chunk::<4>().ok_or(NoBundle::Unreadable)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| NoBundle::Unreadable)?;
        let (part, rest) = rest.split_at_checked(length).ok_or(NoBundle::Unreadable)?;
        parts.push(part.to_vec());
        framed = rest;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_seed(&[byte; 32]).unwrap()
    }

    fn sm(byte: u8) -> SigningKey {
        SigningKey::of(Suite::Sm, &[byte; 32]).unwrap()
    }

    const STATION: StationId = StationId(12);

    fn sealed(random: u8) -> Vec<u8> {
        let parts = [b"first".to_vec(), Vec::new(), "测试甲".repeat(1_000).into_bytes()];
        seal(Way::Up, &key(1), STATION, &key(2).public(), &parts, [random; 32]).unwrap()
    }

    #[test]
    fn what_was_sealed_comes_out_for_the_receiver_and_from_the_sender_only() {
        let file = sealed(7);
        let opened = open(Way::Up, &key(2), &file).unwrap();
        assert_eq!(opened.station, STATION);
        let parts = opened.verify(&key(1).public()).unwrap();
        assert_eq!((parts[0].as_slice(), parts[1].len(), parts[2].len()), (b"first".as_slice(), 0, 9_000));
        assert_eq!(opened.verify(&key(3).public()), Err(NoBundle::NotSigned));
        assert!(matches!(open(Way::Up, &key(3), &file), Err(NoBundle::DoesNotOpen)));
        assert!(matches!(open(Way::Down, &key(2), &file), Err(NoBundle::DoesNotOpen)), "it goes one way");
    }

    #[test]
    fn a_file_that_was_cut_or_changed_anywhere_does_not_open() {
        let file = sealed(7);
        for cut in (0..file.len()).step_by(97) {
            assert!(open(Way::Up, &key(2), &file[..cut]).is_err(), "cut at {cut}");
        }
        for at in (0..file.len()).step_by(61) {
            let mut other = file.clone();
            other[at] ^= 1;
            assert!(open(Way::Up, &key(2), &other).is_err(), "changed at {at}");
        }
        assert!(matches!(open(Way::Up, &key(2), b"<html>"), Err(NoBundle::NotOurs)));
    }

    #[test]
    fn a_receiver_cannot_pass_a_file_on_as_if_it_had_been_made_for_another() {
        let opened = open(Way::Up, &key(2), &sealed(7)).unwrap();
        let mut plain = STATION.0.to_be_bytes().to_vec();
        plain.extend_from_slice(&opened.signature);
        plain.extend_from_slice(&opened.framed);
        let passed_on = Opened { to: key(4).public(), ..opened };
        assert_eq!(passed_on.verify(&key(1).public()), Err(NoBundle::NotSigned));
    }

    #[test]
    fn two_files_of_the_same_are_not_alike_and_nothing_of_it_shows() {
        let (one, two) = (sealed(7), sealed(8));
        let same = one.iter().zip(&two).skip(4).filter(|(a, b)| a == b).count();
        assert!(same < one.len() / 64, "{same} of {}", one.len());
        assert!(!one.windows(5).any(|w| w == b"first"));
        let zeros = one.windows(7).filter(|w| w == &[0; 7]).count();
        assert_eq!(zeros, 0, "not even the station's number, which begins with zeros");
    }

    #[test]
    fn the_other_suite_seals_as_well_and_opens_for_its_own_key_only() {
        let parts = [b"first".to_vec(), "测试甲".repeat(1_000).into_bytes()];
        let file = seal(Way::Up, &sm(1), STATION, &sm(2).public(), &parts, [7; 32]).unwrap();
        let opened = open(Way::Up, &sm(2), &file).unwrap();
        assert_eq!(opened.station, STATION);
        assert_eq!(opened.verify(&sm(1).public()).unwrap(), parts);
        assert_eq!(opened.verify(&sm(3).public()), Err(NoBundle::NotSigned));
        for (key, way) in [(sm(3), Way::Up), (key(2), Way::Up), (sm(2), Way::Down)] {
            assert!(matches!(open(way, &key, &file), Err(NoBundle::DoesNotOpen)));
        }
        for at in (0..file.len()).step_by(61) {
            let mut other = file.clone();
            other[at] ^= 1;
            assert!(open(Way::Up, &sm(2), &other).is_err(), "changed at {at}");
            assert!(open(Way::Up, &sm(2), &file[..at]).is_err(), "cut at {at}");
        }
        let again = seal(Way::Up, &sm(1), STATION, &sm(2).public(), &parts, [8; 32]).unwrap();
        assert_ne!(again[4..40], file[4..40]);
        assert!(!file.windows(5).any(|w| w == b"first"));
    }
}
