//! What a station comes to know of a person after her registration: that two registrations are one person's, and to which
//! groups she belongs from when until when.

use crate::codes::Category;
use crate::codes::codes;
use crate::ids::SubjectId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of [`PersonMerge`] that this build writes.
pub const PERSON_MERGE_VERSION: u16 = 1;
/// Version of [`PersonTag`] that this build writes.
pub const PERSON_TAG_VERSION: u16 = 1;

/// Two subjects are one person. The entry's subject is the one that stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonMerge {
    /// The subject that is no more; what was counted for it counts for the other.
    pub away: SubjectId,
    /// Who saw that they are one, by account name.
    pub staff: String,
    /// What showed it.
    pub reason: String,
}

codes!(
    /// How it is known that a person belongs to a group.
    TagSource {
        /// She says so.
        Declared = "declared",
        /// A paper was seen at the desk.
        Verified = "verified",
        /// The province says so.
        Province = "province",
    }
);

/// A person belongs to a group, from one day to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonTag {
    pub category: Category,
    pub source: TagSource,
    pub from: Date,
    /// The last day; open where nothing is known of an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Which paper was seen; never a copy of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    pub staff: String,
    /// The notice under which she agreed, where the group is sensitive (PIPL article 29).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub consent: String,
}
