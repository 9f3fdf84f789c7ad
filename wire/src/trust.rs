//! Who believes whom, and for how long: keys that follow one another, and what tells two machines apart.

use crate::enrolment::PublicKey;
use crate::ids::StationId;
use crate::signature::{NotSigned, SigningKey};
use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use std::str::FromStr;

/// How long a station's old key counts beside the new one, in days: the answer to the change may be lost, and the line with it.
pub const OVERLAP_DAYS: i64 = 7;

/// The short name of a key: the first 16 hexadecimal digits of its SHA-256.
#[must_use]
pub fn key_id(key: &PublicKey) -> String {
    HEXLOWER.encode(digest(&SHA256, key.bytes()).as_ref().get(..8).unwrap_or_default())
}

/// A signature over bytes that are no message of HTTP; Base64 on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal(pub Vec<u8>);

impl Serialize for Seal {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Seal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(d)?;
        BASE64.decode(text.as_bytes()).map(Self).map_err(D::Error::custom)
    }
}

/// The platform's next key, announced by the one before: both have signed the same words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    pub from: PublicKey,
    pub to: PublicKey,
    /// By the platform's clock.
    pub since: Timestamp,
    pub by_old: Seal,
    pub by_new: Seal,
}

impl Succession {
    /// Announces `new` in the name of `old`.
    #[must_use]
    pub fn announce(old: &SigningKey, new: &SigningKey, since: Timestamp) -> Self {
        let (from, to) = (old.public(), new.public());
        let words = words(&from, &to, since);
        Self { by_old: Seal(old.sign_bytes(&words)), by_new: Seal(new.sign_bytes(&words)), from, to, since }
    }

    /// The next key for who believes `held`.
    ///
    /// # Errors
    /// When it speaks of another key, or either signature is not that key's.
    pub fn after(&self, held: &PublicKey) -> Result<&PublicKey, NotSigned> {
        if self.from != *held || self.from == self.to {
            return Err(NotSigned::Foreign);
        }
        let words = words(&self.from, &self.to, self.since);
        self.from.verify_bytes(&words, &self.by_old.0)?;
        self.to.verify_bytes(&words, &self.by_new.0)?;
        Ok(&self.to)
    }
}

fn words(from: &PublicKey, to: &PublicKey, since: Timestamp) -> Vec<u8> {
    let (from, to) = (BASE64.encode(from.bytes()), BASE64.encode(to.bytes()));
    format!("yizhan platform key 1\n{from}\n{to}\n{}", since.as_second()).into_bytes()
}

/// The last key that follows from `held`, through as many announcements as there are.
#[must_use]
pub fn newest(held: &PublicKey, announced: &[Succession]) -> PublicKey {
    let mut held = held.clone();
    for _ in announced {
        let Some(next) = announced.iter().find_map(|one| one.after(&held).ok()) else { break };
        held = next.clone();
    }
    held
}

/// A station's new key: the request is signed by the old one, and `proof` by the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyChange {
    pub public_key: PublicKey,
    pub proof: Seal,
}

impl KeyChange {
    /// The request of a station for its new key.
    #[must_use]
    pub fn new(station: StationId, new: &SigningKey) -> Self {
        let public_key = new.public();
        let proof = Seal(new.sign_bytes(&own_words(station, &public_key)));
        Self { public_key, proof }
    }

    /// Whether the holder of the new key asks, for this station.
    ///
    /// # Errors
    /// When it does not.
    pub fn check(&self, station: StationId) -> Result<(), NotSigned> {
        self.public_key.verify_bytes(&own_words(station, &self.public_key), &self.proof.0)
    }
}

fn own_words(station: StationId, key: &PublicKey) -> Vec<u8> {
    format!("yizhan station key 1\n{station}\n{}", BASE64.encode(key.bytes())).into_bytes()
}

/// The answer: which key counts, and until when the one before does, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyChanged {
    pub public_key: PublicKey,
    pub old_until: Timestamp,
}

/// What tells two machines apart: short hashes of its board, its network cards and its system, each empty where it cannot be
/// told. A disk that is copied takes the last along; a card that is changed takes the second away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint {
    pub board: String,
    pub network: String,
    pub system: String,
}

/// No fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has three parts of 16 hexadecimal digits or none")]
pub struct NoFingerprint;

impl Fingerprint {
    /// From what was read of a machine; empty where nothing could be.
    #[must_use]
    pub fn of(board: &str, network: &str, system: &str) -> Self {
        let part = |label: &str, read: &str| {
            if read.is_empty() {
                return String::new();
            }
            let hash = digest(&SHA256, format!("yizhan machine 1\n{label}\n{read}").as_bytes());
            HEXLOWER.encode(hash.as_ref().get(..8).unwrap_or_default())
        };
        Self { board: part("board", board), network: part("network", network), system: part("system", system) }
    }

    /// Whether nothing is known of the machine.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.board.is_empty() && self.network.is_empty() && self.system.is_empty()
    }

    /// The three parts.
    #[must_use]
    pub const fn parts(&self) -> [&String; 3] {
        [&self.board, &self.network, &self.system]
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.board, self.network, self.system)
    }
}

impl FromStr for Fingerprint {
    type Err = NoFingerprint;
    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let parts: Vec<&str> = text.split('.').collect();
        let good = |part: &&str| {
            part.is_empty()
                || (part.len() == 16 && part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)))
        };
        match parts.as_slice() {
            [board, network, system] if parts.iter().all(good) => {
                Ok(Self { board: (*board).into(), network: (*network).into(), system: (*system).into() })
            }
            _ => Err(NoFingerprint),
        }
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<str>::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

/// What a request says of its sender in the signature's `tag`: which key of the platform it believes, and which machine it is.
/// Either may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tag {
    /// The [`key_id`] of the platform's key.
    pub believes: Option<String>,
    pub machine: Option<Fingerprint>,
    /// By how many seconds the sender has set its clock right, by the platform's earlier answers.
    pub set_right_s: Option<i64>,
}

impl Tag {
    /// Reads a tag; what it does not know in it, it passes over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut tag = Self::default();
        for part in text.split(' ') {
            match part.split_once('=') {
                Some(("pk", id)) => tag.believes = Some(id.to_owned()),
                Some(("hw", machine)) => tag.machine = machine.parse().ok(),
                Some(("ck", seconds)) => tag.set_right_s = seconds.parse().ok(),
                _ => {}
            }
        }
        tag
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let believes = self.believes.as_ref().map(|id| format!("pk={id}"));
        let machine = self.machine.as_ref().map(|machine| format!("hw={machine}"));
        let clock = self.set_right_s.map(|seconds| format!("ck={seconds}"));
        let parts: Vec<String> = believes.into_iter().chain(machine).chain(clock).collect();
        f.write_str(&parts.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_seed(&[byte; 32]).unwrap()
    }

    #[test]
    fn a_platforms_key_is_followed_through_every_change_and_by_nobody_else() {
        let since = Timestamp::UNIX_EPOCH;
        let first = Succession::announce(&key(1), &key(2), since);
        let second = Succession::announce(&key(2), &key(3), since);
        let both = [second.clone(), first.clone()];
        assert_eq!(newest(&key(1).public(), &both), key(3).public());
        assert_eq!(newest(&key(3).public(), &both), key(3).public());
        assert_eq!(newest(&key(9).public(), &both), key(9).public());
        let forged = Succession { by_old: Seal(key(9).sign_bytes(b"x")), ..first.clone() };
        assert_eq!(newest(&key(1).public(), &[forged]), key(1).public());
        let without_the_key = Succession { by_new: first.by_old.clone(), ..first.clone() };
        assert_eq!(without_the_key.after(&key(1).public()), Err(NotSigned::Foreign), "nobody holds the new one");
        let round = [first, Succession::announce(&key(2), &key(1), since)];
        let ends = newest(&key(1).public(), &round);
        assert!(ends == key(1).public() || ends == key(2).public(), "a ring ends");
        let text = serde_json::to_string(&second).unwrap();
        assert_eq!(serde_json::from_str::<Succession>(&text).unwrap(), second);
    }

    #[test]
    fn a_station_shows_that_it_holds_the_key_it_asks_for() {
        let asked = KeyChange::new(StationId(4), &key(5));
        assert_eq!(asked.check(StationId(4)), Ok(()));
        assert_eq!(asked.check(StationId(5)), Err(NotSigned::Foreign));
        let of_another = KeyChange { public_key: key(6).public(), ..asked };
        assert_eq!(of_another.check(StationId(4)), Err(NotSigned::Foreign));
    }

    #[test]
    fn a_tag_says_what_it_can_and_passes_over_what_is_new() {
        let machine = Fingerprint::of("board", "", "system");
        let tag =
            Tag { believes: Some(key_id(&key(1).public())), machine: Some(machine.clone()), set_right_s: Some(-3) };
        assert_eq!(Tag::parse(&tag.to_string()), tag);
        assert_eq!(Tag::parse(&format!("mood=good {tag}")), tag);
        assert_eq!(Tag::parse("hw=<script>"), Tag::default());
        assert_eq!((machine.network.as_str(), machine.board.len()), ("", 16));
        assert_ne!(machine, Fingerprint::of("another", "", "system"));
        assert_eq!(Tag::default().to_string(), "");
    }
}
