//! Entries: what a person did at a station, carried to the province and answered one by one.

use crate::codes::EntryKind;
use crate::ids::{EntryId, NoticeId, SeqNo, StationId, SubjectId};
use crate::receipt::ReceiptNo;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// One entry. The body is carried as the exact bytes the station committed: they are made once, hashed once and never
/// written anew, so that "the same entry" can be decided by comparing hashes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    pub station: StationId,
    pub seq: SeqNo,
    pub id: EntryId,
    pub kind: EntryKind,
    /// Version of the body's type.
    pub version: u16,
    pub subject: SubjectId,
    /// By the station's clock, which may be wrong: order is by `seq`.
    pub made_at: Timestamp,
    /// SHA-256 of `body`'s bytes, lower-case hexadecimal.
    pub hash: String,
    pub body: Box<RawValue>,
}

impl Entry {
    /// Whether the body is the one that was hashed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.hash == body_hash(self.body.get())
    }
}

/// SHA-256 of an entry's body, lower-case hexadecimal.
#[must_use]
pub fn body_hash(body: &str) -> String {
    HEXLOWER.encode(digest(&SHA256, body.as_bytes()).as_ref())
}

/// A batch on its way up: at most [`crate::MAX_BATCH`] entries in the order of their sequence numbers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Upload {
    pub entries: Vec<Entry>,
}

/// The platform's answers, one for each entry of the upload.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    pub answers: Vec<Answer>,
    /// The highest sequence number up to which the platform has seen every entry of this station.
    pub seen_to: SeqNo,
    /// The last notice for the station that asks, which asks for more where it holds another. Nothing where there is none,
    /// and from a platform without notices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_notice: Option<NoticeId>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub id: EntryId,
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What became of an entry. A refusal is an answer, not an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Taken, now.
    Accepted { receipt: ReceiptNo },
    /// Taken earlier, with the same bytes: the same receipt.
    Known { receipt: ReceiptNo },
    /// Not taken; the reason is for the clerk.
    Refused(Refusal),
    /// The id is known with other bytes: two things claim to be one. Nothing was changed.
    Conflict,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub code: RefusalCode,
    /// The field at fault, as it is named in the body; empty where it is the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
}

/// Why the platform refuses an entry. Each can be acted on by the clerk or the technician.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The body is not the one that was hashed.
    DamagedBody,
    /// The body cannot be read as its kind and version say.
    UnreadableBody,
    /// The platform does not take this kind or version (yet).
    UnknownKind,
    /// The entry names another station than the one that sends it.
    WrongStation,
    /// The sequence number was used for another entry: the station was restored from an old copy.
    SequenceReused,
    /// A required field is missing.
    Missing,
    /// A field's value cannot be right.
    Invalid,
    /// The person is under 16 (劳动法 article 15).
    UnderAge,
    /// No consent for this purpose.
    NoConsent,
    /// The platform knows the entry's id with other bytes ([`Outcome::Conflict`]): parked like a refusal, for the technician.
    Conflict,
    /// A reason of a newer platform.
    #[serde(other)]
    Other,
}

impl RefusalCode {
    /// The code as it stands on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DamagedBody => "damaged_body",
            Self::UnreadableBody => "unreadable_body",
            Self::UnknownKind => "unknown_kind",
            Self::WrongStation => "wrong_station",
            Self::SequenceReused => "sequence_reused",
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::UnderAge => "under_age",
            Self::NoConsent => "no_consent",
            Self::Conflict => "conflict",
            Self::Other => "other",
        }
    }

    /// The code of this name; an unknown one is `Other`.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        serde_json::from_value(serde_json::Value::String(code.to_owned())).unwrap_or(Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_a_body_survive_the_journey_exactly() {
        let body = r#"{"name":"测试甲",  "n": 1.50}"#;
        let entry = Entry {
            station: StationId(1),
            seq: SeqNo(1),
            id: EntryId::new(1, [7; 10]),
            kind: EntryKind::Registration,
            version: 1,
            subject: SubjectId::new(1, [8; 10]),
            made_at: Timestamp::UNIX_EPOCH,
            hash: body_hash(body),
            body: RawValue::from_string(body.to_owned()).unwrap(),
        };
        let text = serde_json::to_string(&Upload { entries: vec![entry] }).unwrap();
        let back: Upload = serde_json::from_str(&text).unwrap();
        assert_eq!(back.entries[0].body.get(), body);
        assert!(back.entries[0].is_whole());
    }

    #[test]
    fn a_refusal_names_code_and_field() {
        let answer = Answer {
            id: EntryId::new(1, [7; 10]),
            outcome: Outcome::Refused(Refusal { code: RefusalCode::Invalid, field: "phone".into() }),
        };
        let text = serde_json::to_string(&answer).unwrap();
        assert!(text.contains(r#""outcome":"refused","code":"invalid","field":"phone""#), "{text}");
        assert_eq!(serde_json::from_str::<Answer>(&text).unwrap(), answer);
    }

    #[test]
    fn a_reason_of_a_newer_platform_is_still_a_refusal() {
        assert_eq!(RefusalCode::parse("out_of_quota"), RefusalCode::Other);
        assert_eq!(RefusalCode::parse("under_age"), RefusalCode::UnderAge);
    }
}
