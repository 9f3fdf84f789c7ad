//! The feed: changes of the catalogue in the order of their sequence numbers.
//!
//! The platform compacts it: of all changes to one posting only the last is kept, and of each kind of pack the last. The feed after cursor 0 is therefore
//! the snapshot for a first load, and one mechanism serves a new station, a station that was away for weeks, and one that
//! was killed in the middle: each asks for what comes after its cursor.

use crate::ids::{Cursor, NoticeId, PostingId, SeqNo};
use crate::pack::Pack;
use crate::posting::Posting;
use crate::slip::StationCertificate;
use crate::trust::Succession;
use jiff::civil::Date;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// So many numbers belong to one life of the platform's store. One that was put back from a copy begins a later life, since what it
/// gave numbers to after the copy was made is unknown to it: everything it has comes again under numbers of that life, and what
/// a station holds from an earlier one and does not get again is not there any more.
pub const LIFE: i64 = 1 << 33;

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
    /// The last notice for the station that asks, which asks for more where it holds another. Nothing where there is none,
    /// and from a platform without notices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_notice: Option<NoticeId>,
    /// As in [`crate::Answers`], so that a station which sends nothing learns that its platform has lost something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_to: Option<SeqNo>,
    /// Day jobs that stand behind the last change, each with its own place: a station far behind the feed shows them at once.
    /// They do not move the cursor, and come again at their places, or not where they are gone by then. Only where the station
    /// asked for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ahead: Vec<Change>,
    /// The platform wants to hear how the station is, so often; nothing from a platform that does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub health_minutes: Option<u32>,
    /// Keys of the platform that follow the one the station believes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Succession>,
    /// The platform's word for the key by which the station asked. Only where the station asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<StationCertificate>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The posting as it is now.
    Posting { seq: Cursor, posting: Box<Posting> },
    /// The posting is withdrawn: a tombstone.
    Withdrawn { seq: Cursor, id: PostingId },
    /// The newest pack of its kind, in place of the one before.
    Pack { seq: Cursor, pack: Box<Pack> },
    /// A change of a kind that this build does not know: it is passed over, and the cursor moves on.
    Unknown { seq: Cursor },
}

/// Any change: its kind, its place, and whatever else stands there, unread.
#[derive(Deserialize)]
struct Frame {
    change: String,
    seq: Cursor,
    posting: Option<Box<RawValue>>,
    id: Option<Box<RawValue>>,
    pack: Option<Box<RawValue>>,
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        fn part<T: DeserializeOwned, E: Error>(part: Option<Box<RawValue>>, name: &'static str) -> Result<T, E> {
            let part = part.ok_or_else(|| E::missing_field(name))?;
            serde_json::from_str(part.get()).map_err(E::custom)
        }
        let Frame { change, seq, posting, id, pack } = Frame::deserialize(d)?;
        Ok(match change.as_str() {
            "posting" => Self::Posting { seq, posting: part(posting, "posting")? },
            "withdrawn" => Self::Withdrawn { seq, id: part(id, "id")? },
            "pack" => Self::Pack { seq, pack: part(pack, "pack")? },
            _ => Self::Unknown { seq },
        })
    }
}

impl Change {
    /// The change's place in the feed: the cursor of a station that has applied it.
    #[must_use]
    pub const fn seq(&self) -> Cursor {
        match self {
            Self::Posting { seq, .. }
            | Self::Withdrawn { seq, .. }
            | Self::Pack { seq, .. }
            | Self::Unknown { seq } => *seq,
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

    #[test]
    fn a_change_of_the_future_does_not_break_the_page_it_stands_in() {
        let text = r#"{"changes":[{"change":"withdrawn","seq":7,"id":5},
            {"change":"lottery","seq":8,"id":{"a":1},"posting":"none","prize":[1]},
            {"change":"withdrawn","seq":9,"id":6}],"more":false,"left":0}"#;
        let page: Page = serde_json::from_str(text).unwrap();
        assert_eq!(page.changes[1], Change::Unknown { seq: Cursor(8) });
        assert_eq!(page.changes[2], Change::Withdrawn { seq: Cursor(9), id: PostingId(6) });
        assert_eq!(page.last_notice, None, "a platform without notices says nothing");
        let broken = r#"{"change":"withdrawn","seq":7}"#;
        assert!(serde_json::from_str::<Change>(broken).is_err(), "of a known kind every part is wanted");
        let from_a_value = serde_json::from_value::<Change>(json!({ "change": "withdrawn", "seq": 7, "id": 5 }));
        assert_eq!(from_a_value.unwrap(), Change::Withdrawn { seq: Cursor(7), id: PostingId(5) });
    }
}
