//! The feed: changes of the catalogue in the order of their sequence numbers.
//!
//! The platform compacts it: of all changes to one posting only the last is kept, and of each kind of pack the last. The feed after cursor 0 is therefore
//! the snapshot for a first load, and one mechanism serves a new station, a station that was away for weeks, and one that
//! was killed in the middle: each asks for what comes after its cursor.

use crate::ids::{Cursor, PostingId};
use crate::pack::Pack;
use crate::posting::Posting;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One page of the feed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Ascending by `seq`, without doubles.
    pub changes: Vec<Change>,
    /// Whether more changes wait behind the last one.
    pub more: bool,
    /// How many changes wait behind the last one, for a progress bar; may be outdated when the next page is asked for.
    pub left: u64,
    /// The province's day when it answered: by this day, and not by its own clock, a station removes what ended long ago.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The posting as it is now.
    Posting { seq: Cursor, posting: Box<Posting> },
    /// The posting is withdrawn: a tombstone.
    Withdrawn { seq: Cursor, id: PostingId },
    /// The newest pack of its kind, in place of the one before.
    Pack { seq: Cursor, pack: Box<Pack> },
}

impl Change {
    /// The change's place in the feed: the cursor of a station that has applied it.
    #[must_use]
    pub const fn seq(&self) -> Cursor {
        match self {
            Self::Posting { seq, .. } | Self::Withdrawn { seq, .. } | Self::Pack { seq, .. } => *seq,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pack_of_any_kind_travels_with_its_body_as_it_is() {
        let text = r#"{"change":"pack","seq":10,"pack":{"kind":"notices","version":3,"body":[1,{"a":null}]}}"#;
        let change: Change = serde_json::from_str(text).unwrap();
        assert_eq!(change.seq(), Cursor(10));
        assert!(matches!(&change, Change::Pack { pack, .. } if pack.body == json!([1, { "a": null }])));
        assert_eq!(serde_json::to_string(&change).unwrap(), text);
    }
}
