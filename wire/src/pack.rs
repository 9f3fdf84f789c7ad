//! Packs: content that the province hands to all its stations through the feed, such as further everyday words.
//!
//! A pack has a kind, a version for people to name it by, and a body. Of each kind the newest counts, whole. The kind is a
//! free word and the body any JSON, so that a station keeps what it does not know yet and goes on; what it knows it checks
//! before it believes it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Everyday words for jobs and benefits. Its body: `{"jobs": {"cleaner": ["搞卫生"]}, "benefits": {"meals": ["包餐"]}}`,
/// codes with lists of words; either list may be missing.
pub const WORDS: &str = "words";

/// The largest body, in bytes of JSON: a pack travels within a page of the feed.
pub const MAX_PACK_BYTES: usize = 256 * 1024;
/// The longest everyday word, in characters.
pub const MAX_WORD_CHARS: usize = 20;
/// The most words in one pack: each is looked at with every key somebody types.
pub const MAX_WORDS: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    pub kind: String,
    pub version: u32,
    pub body: Value,
}
