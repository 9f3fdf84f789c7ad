//! Media: posters and films that packs name. A medium is known by the SHA-256 of its bytes, so that it cannot change under its
//! name, is fetched in parts from whoever has it, and counts when the whole has its hash.
//!
//! Whatever object in the body of a pack, of any kind, holds a `sha256` and its length in `bytes` names a medium:
//!
//! ```json
//! {"poster": {"sha256": "9f86d0…", "bytes": 48213, "type": "image/png"}}
//! ```

use data_encoding::HEXLOWER;
use ring::digest::{Context, SHA256};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;
use std::fmt;
use std::str::FromStr;

/// The largest medium, in bytes.
pub const MAX_MEDIUM_BYTES: u64 = 512 * 1024 * 1024;
/// The most bytes that a platform gives in one answer: a larger medium is asked for in ranges.
pub const MAX_MEDIUM_PART: u64 = 4 * 1024 * 1024;

/// The SHA-256 of a medium's bytes; in small hexadecimal digits on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MediaHash([u8; 32]);

/// No name of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a medium is named by 64 small hexadecimal digits")]
pub struct NoMediaHash;

impl MediaHash {
    /// The name of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = MediaHasher::default();
        hasher.update(bytes);
        hasher.finish()
    }
}

impl FromStr for MediaHash {
    type Err = NoMediaHash;
    fn from_str(text: &str) -> Result<Self, NoMediaHash> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| NoMediaHash)?;
        bytes.try_into().map(Self).map_err(|_| NoMediaHash)
    }
}

impl fmt::Display for MediaHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl Serialize for MediaHash {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MediaHash {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<str>::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

/// Names bytes that come in pieces.
pub struct MediaHasher(Context);

impl Default for MediaHasher {
    fn default() -> Self {
        Self(Context::new(&SHA256))
    }
}

impl MediaHasher {
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    #[must_use]
    pub fn finish(self) -> MediaHash {
        let mut hash = [0; 32];
        hash.copy_from_slice(self.0.finish().as_ref());
        MediaHash(hash)
    }
}

/// A medium as a pack names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaRef {
    pub sha256: MediaHash,
    /// Its length.
    pub bytes: u64,
    /// What it is, as in MIME (`image/png`, `video/mp4`); empty where the pack does not say.
    #[serde(rename = "type", default, skip_serializing_if = "String::is_empty")]
    pub mime: String,
}

/// The media that a pack's body names, in the order of the body, each once. One that is empty or too large is none.
#[must_use]
pub fn named_in(body: &Value) -> Vec<MediaRef> {
    let mut found = Vec::new();
    look(body, &mut found);
    found
}

fn look(value: &Value, found: &mut Vec<MediaRef>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("sha256")
                && let Ok(medium) = MediaRef::deserialize(value)
                && (1..=MAX_MEDIUM_BYTES).contains(&medium.bytes)
                && !found.iter().any(|known| known.sha256 == medium.sha256)
            {
                found.push(medium);
            }
            fields.values().for_each(|field| look(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| look(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_pack_of_any_kind_names_is_found_once_and_in_order() {
        let (one, two) = (MediaHash::of(b"one"), MediaHash::of(b"two"));
        let body = json!({ "shows": [
            { "poster": { "sha256": one, "bytes": 3, "type": "image/png" } },
            { "film": { "sha256": two, "bytes": 3, "subtitles": { "sha256": one, "bytes": 3 } } },
            { "poster": { "sha256": "ABC", "bytes": 3 } },
            { "poster": { "sha256": MediaHash::of(b"three"), "bytes": 0 } },
        ], "sha256": "of nothing" });
        let found = named_in(&body);
        assert_eq!(found.iter().map(|medium| medium.sha256).collect::<Vec<_>>(), [one, two]);
        assert_eq!((found[0].bytes, found[0].mime.as_str(), found[1].mime.as_str()), (3, "image/png", ""));
    }

    #[test]
    fn a_name_is_the_same_however_the_bytes_came() {
        let mut hasher = MediaHasher::default();
        hasher.update(b"on");
        hasher.update(b"e");
        let name = hasher.finish();
        assert_eq!(name, MediaHash::of(b"one"));
        assert_eq!(name.to_string().parse(), Ok(name));
        assert_eq!("../station.db".parse::<MediaHash>(), Err(NoMediaHash));
        assert_eq!(name.to_string().to_uppercase().parse::<MediaHash>(), Err(NoMediaHash), "one name, not two");
    }
}
