//! Defects that can be planted, each at a seam that the play owns: the drive, the line, the traits through which the sync
//! keeps its books. What is shipped has no switch for any of them.

/// A mistake that somebody could make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// The station's drive says that the log is synced, and it is not.
    LogNotSynced,
    /// The station's drive does not sync the file before the log is emptied.
    FileNotSynced,
    /// The platform's drive says that the log is synced, and it is not.
    PlatformLogNotSynced,
    /// The platform answers first and writes later.
    AnsweredBeforeCommit,
    /// The slip is given out whatever the store says.
    SlipBeforeCommit,
    /// The cursor of the feed is written before what it speaks of.
    CursorFirst,
    /// Answers count without a signature.
    Unsigned,
    /// Answers count whichever question they answer.
    AnyAnswer,
    /// What was sent counts as taken when no answer comes.
    SentIsTaken,
    /// A refused entry counts as taken.
    RefusedIsTaken,
    /// An entry that is sent again is made again.
    MadeAgain,
    /// Nobody listens to how far the platform has seen.
    DeafToSeen,
    /// The new key is used before the platform knows it.
    KeyTooEarly,
    /// A station believes to have twice the seats that it was leased.
    LeaseDoubled,
    /// A service that was taken back goes on counting.
    TakenBackCounts,
    /// Services are booked on whoever registered first.
    ServedAnother,
    /// A registration is counted on the day on which it was sent.
    CountedWhenSent,
}

impl Defect {
    pub const ALL: [Self; 17] = [
        Self::LogNotSynced,
        Self::FileNotSynced,
        Self::PlatformLogNotSynced,
        Self::AnsweredBeforeCommit,
        Self::SlipBeforeCommit,
        Self::CursorFirst,
        Self::Unsigned,
        Self::AnyAnswer,
        Self::SentIsTaken,
        Self::RefusedIsTaken,
        Self::MadeAgain,
        Self::DeafToSeen,
        Self::KeyTooEarly,
        Self::LeaseDoubled,
        Self::TakenBackCounts,
        Self::ServedAnother,
        Self::CountedWhenSent,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LogNotSynced => "log-not-synced",
            Self::FileNotSynced => "file-not-synced",
            Self::PlatformLogNotSynced => "platform-log-not-synced",
            Self::AnsweredBeforeCommit => "answered-before-commit",
            Self::SlipBeforeCommit => "slip-before-commit",
            Self::CursorFirst => "cursor-first",
            Self::Unsigned => "unsigned",
            Self::AnyAnswer => "any-answer",
            Self::SentIsTaken => "sent-is-taken",
            Self::RefusedIsTaken => "refused-is-taken",
            Self::MadeAgain => "made-again",
            Self::DeafToSeen => "deaf-to-seen",
            Self::KeyTooEarly => "key-too-early",
            Self::LeaseDoubled => "lease-doubled",
            Self::TakenBackCounts => "taken-back-counts",
            Self::ServedAnother => "served-another",
            Self::CountedWhenSent => "counted-when-sent",
        }
    }

    /// How the station's books are kept with this defect, where it is one of the books: what is written past the store.
    #[must_use]
    pub const fn misbooking(self) -> Option<&'static str> {
        match self {
            Self::TakenBackCounts => Some("UPDATE service SET void_at = NULL WHERE void_at IS NOT NULL"),
            Self::ServedAnother => Some(
                "UPDATE service SET subject = (SELECT subject FROM registration ORDER BY entry_seq LIMIT 1)
                 WHERE EXISTS (SELECT 1 FROM registration)",
            ),
            Self::CountedWhenSent => {
                Some("UPDATE entry SET made_at = answered_at WHERE kind = 'registration' AND state = 'acknowledged'")
            }
            _ => None,
        }
    }

    /// The defect of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|defect| defect.as_str() == name)
    }
}
