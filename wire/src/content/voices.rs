//! Recorded speech: how people of a place say what stands on the screens. What nobody has recorded is read in Mandarin.

use super::Said;
use crate::media::MediaRef;
use serde::{Deserialize, Serialize};

/// The body of a pack of recorded speech.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voices {
    pub dialects: Vec<Dialect>,
}

/// A dialect, and what has been recorded in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialect {
    pub id: String,
    /// What its people call it: 长沙话.
    pub title: Said,
    pub recordings: Vec<Recording>,
}

/// One recording.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Recording {
    /// The words as they stand on the screen; signs at their end do not count.
    pub says: String,
    #[serde(flatten)]
    pub medium: MediaRef,
}

impl Dialect {
    /// How these words are said, if somebody recorded them.
    #[must_use]
    pub fn recording(&self, words: &str) -> Option<&Recording> {
        let words = bare(words);
        self.recordings.iter().find(|recording| bare(&recording.says) == words)
    }
}

/// Words without what stands around them.
fn bare(words: &str) -> &str {
    words.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MediaHash;

    #[test]
    fn words_are_found_whatever_sign_ends_them() {
        let medium = MediaRef { sha256: MediaHash::of(b"one"), bytes: 3, mime: "audio/ogg".into() };
        let recording = Recording { says: "想在哪里干活".into(), medium };
        let dialect = Dialect { id: "changsha".into(), title: "长沙话".into(), recordings: vec![recording] };
        assert!(dialect.recording("想在哪里干活？").is_some() && dialect.recording(" 想在哪里干活").is_some());
        assert_eq!(dialect.recording("想在哪里"), None);
        assert_eq!(dialect.recording(""), None);
    }
}
