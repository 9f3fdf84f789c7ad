//! What the station knows about its own doings: entries and their state, the line to the province, the age of its data.
//! These are facts for the status line, the staff desk and `yizhan status`.

use super::nouns::notice::{Notice, NoticeMark};
use super::nouns::{Cursor, DivisionCode, EntryId, PostingFlaw, PostingId, ReceiptNo, Refusal, SeqNo, StationId};
use super::own::OwnState;
use super::pack::Flaw;
use jiff::Timestamp;

/// Where an entry stands. Every committed entry is in exactly one of these states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryState {
    /// Saved here, and on its way or waiting for a line.
    Waiting,
    /// Accepted by the province, with its signature.
    Acknowledged,
    /// Needs fixing by a clerk.
    Refused,
}

/// One line of the list of entries.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryRow {
    pub seq: SeqNo,
    pub id: EntryId,
    pub receipt: ReceiptNo,
    /// Whom it is about, as a clerk knows the person; empty after the purge.
    pub name: String,
    pub made_at: Timestamp,
    pub state: EntryState,
    /// When the province answered.
    pub answered_at: Option<Timestamp>,
    /// How often it was sent without an answer.
    pub attempts: u32,
    pub refusal: Option<Refusal>,
    /// An earlier entry of the same person is refused, so this one is not sent yet.
    pub held: bool,
}

/// Counts of entries by state. A refused entry that a corrected one has replaced is counted nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EntryCounts {
    pub waiting: u64,
    pub acknowledged: u64,
    pub refused: u64,
    /// When the oldest waiting entry was saved.
    pub oldest_waiting: Option<Timestamp>,
}

/// What the province's answer makes of one entry. Only a waiting entry changes: an answer that comes twice changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub entry: EntryId,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Acknowledged,
    /// Parked for the clerk. A conflict is parked too, with the code `conflict` and no field.
    Refused(Refusal),
}

/// What the person with the slip gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub receipt: ReceiptNo,
    pub entry: EntryId,
    /// The same form had been registered before: this is its first receipt, nothing was written twice.
    pub already: bool,
    /// What makes its slip prove itself without a network; empty where the province has not vouched for the station yet.
    pub seal: String,
}

/// The line to the province.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineState {
    /// The last signed answer.
    pub contact_at: Option<Timestamp>,
    /// Attempts that failed in a row.
    pub failures: u32,
    pub next_attempt_at: Option<Timestamp>,
    /// Why the last attempt failed.
    pub trouble: Option<Trouble>,
}

/// Why the line does not work, as far as the station can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// No connection to the platform.
    Unreachable,
    /// Something answered that is not the platform: a captive portal, a proxy, an impostor.
    NotThePlatform,
    /// The platform does not know this station (any more).
    NotEnrolled,
    /// The platform answered that it cannot work now.
    PlatformInTrouble,
    /// The answer's signature is right and its content cannot be read.
    Unreadable,
    /// The province has shut this station out.
    Revoked,
    /// The province sees two machines under this station's name, or this one is not the one that enrolled.
    Parked,
}

impl Trouble {
    pub const ALL: [Self; 7] = [
        Self::Unreachable,
        Self::NotThePlatform,
        Self::NotEnrolled,
        Self::PlatformInTrouble,
        Self::Unreadable,
        Self::Revoked,
        Self::Parked,
    ];

    /// The code in the store and in `yizhan status`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::NotThePlatform => "not_the_platform",
            Self::NotEnrolled => "not_enrolled",
            Self::PlatformInTrouble => "platform_in_trouble",
            Self::Unreadable => "unreadable",
            Self::Revoked => "revoked",
            Self::Parked => "parked",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == code)
    }
}

/// Everything the status line says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Status {
    /// `None` before enrolment.
    pub station: Option<(StationId, String)>,
    /// Where it stands, as far as somebody has said so.
    pub place: Option<DivisionCode>,
    pub entries: EntryCounts,
    pub line: LineState,
    pub catalogue: CatalogueState,
    pub notices: NoticeState,
    pub own: OwnState,
}

impl Status {
    /// The status as far as a screen says it. How often the line has failed and when it is tried again is for the
    /// technician's command: a screen that was drawn again after each attempt would never rest where there is no line.
    #[must_use]
    pub fn on_screen(&self) -> Self {
        let line = LineState { failures: self.line.failures.min(1), next_attempt_at: None, ..self.line.clone() };
        Self { line, own: self.own.on_screen(), ..self.clone() }
    }
}

/// What the station holds of the province's notices to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoticeState {
    /// The last one that was taken over.
    pub mark: NoticeMark,
    /// How many nobody has looked at yet.
    pub unseen: u64,
}

/// A notice with what became of it here.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeRow {
    pub notice: Notice,
    pub arrived_at: Timestamp,
    pub seen_at: Option<Timestamp>,
}

/// What the station holds of the province's postings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CatalogueState {
    pub cursor: Cursor,
    /// Postings open today.
    pub open: u64,
    /// When the feed was last known to be complete: the age of the data.
    pub complete_at: Option<Timestamp>,
}

/// What the station holds of one kind of pack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PackState {
    pub kind: String,
    /// Version of the last good one, which is in force.
    pub good: Option<u32>,
    /// Version of one that is not read yet; where this program does not know the kind, it never will.
    pub unread: Option<u32>,
    /// The last one that was refused since.
    pub refused: Option<RefusedPack>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedPack {
    pub version: u32,
    pub flaw: Flaw,
}

/// A posting that people said something is wrong with, as the desk lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedPosting {
    pub posting: PostingId,
    pub title: String,
    pub employer: String,
    /// Each once.
    pub flaws: Vec<PostingFlaw>,
    pub times: u64,
    pub last_at: Timestamp,
}
