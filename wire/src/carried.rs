//! What is in the files that are carried by hand: the same entries, answers, pages and notices as go over a line.

use crate::entry::{Answers, Upload};
use crate::feed::Page;
use crate::ids::Cursor;
use crate::notice::{NoticeMark, NoticePage};
use crate::trust::Fingerprint;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The first part of what a station gives to be carried; behind it come parts that are each an [`Upload`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UpHead {
    /// By the station's clock.
    pub made_at: Timestamp,
    /// How far it has the feed, so that it is brought what follows.
    pub cursor: Cursor,
    /// How far it has its notices.
    pub notices: NoticeMark,
    /// What the machine is known by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Fingerprint>,
    /// So many bytes of pages, packed, are enough: who carries the file has little room. As much as fits where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_bytes: Option<u64>,
}

/// The first part of what is carried back; behind it come [`DownPart`]s.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DownHead {
    /// By the platform's clock.
    pub made_at: Timestamp,
    /// The cursor that the pages follow.
    pub after: Cursor,
    /// What the notices follow.
    pub notices: NoticeMark,
}

/// A part that is carried back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DownPart {
    Answers(Answers),
    Page(Page),
    Notices(NoticePage),
}

/// A part that is carried up, behind the head.
pub type UpPart = Upload;
