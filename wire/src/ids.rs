//! Every identifier is a type of its own, so that a posting's number can never be passed for a station's.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    };
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A UUIDv7 (RFC 9562) of the given moment and random bytes: ordered by time, unguessable, made offline.
            #[must_use]
            pub fn new(unix_millis: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    };
}

number_id!(
    /// A job posting's number, given by the platform. Short on purpose: people read it to a clerk.
    PostingId
);
number_id!(
    /// A station's number, given by the platform when the station enrols.
    StationId
);
number_id!(
    /// An entry's place in its station's own sequence: 1, 2, 3 … without gaps, so that the platform can say which it
    /// never saw.
    SeqNo
);
number_id!(
    /// How far a station has applied the platform's feed: the sequence number of the last change it holds; 0 is
    /// "nothing yet".
    Cursor
);
number_id!(
    /// A notice's place in its station's own sequence; 0 is "none yet".
    NoticeNo
);
uuid_id!(
    /// A notice's identity, made at the platform.
    NoticeId
);
uuid_id!(
    /// An entry's identity, made at the station. Sending it again is always safe: the platform knows it by this.
    EntryId
);
uuid_id!(
    /// The person or thing an entry is about. A later entry of the same subject waits for an earlier refused one.
    SubjectId
);

/// An administrative division: 6 digits to the county (GB/T 2260), 9 to the street or town, 12 to the community.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DivisionCode(String);

impl DivisionCode {
    /// The code, if it has the form of one: 6, 9 or 12 ASCII digits. Whether such a place exists is another question.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let whole = matches!(code.len(), 6 | 9 | 12) && code.bytes().all(|b| b.is_ascii_digit());
        whole.then(|| Self(code.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first six digits: province, city and county.
    #[must_use]
    pub fn county(&self) -> &str {
        self.0.get(..6).unwrap_or(&self.0)
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
