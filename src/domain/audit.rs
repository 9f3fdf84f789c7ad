//! The audit log: who saw or changed what about whom, and when. Each line carries the hash of the one before it, so that a
//! line that was changed or taken out shows (等保2.0 level 2: the log is protected from deletion and change).

use super::nouns::SubjectId;
use jiff::Timestamp;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    SignedIn,
    /// A wrong PIN.
    SignInFailed,
    /// The account was locked after wrong PINs.
    Locked,
    SignedOut,
    AccountOpened,
    AccountClosed,
    RolesSet,
    PinSet,
    /// The list of registered people was opened.
    PeopleListed,
    /// Somebody was looked up by her number.
    PersonLookedUp,
    /// A person's page was opened.
    PersonSeen,
    /// The same, with groups that are sensitive.
    SensitiveSeen,
    Registered,
    /// A refused registration was opened to be corrected.
    Reopened,
    /// Postings were looked for with what a match may know of her.
    Matched,
    /// People were looked for, for a posting or for day jobs.
    PeopleMatched,
    TagSet,
    TagEnded,
    Merged,
    ServiceRecorded,
    ServiceConfirmed,
    ServiceVoided,
    TaskTaken,
    TaskDone,
    Referred,
    ReferralMoved,
    HandedOver,
    Exported,
    AuditRead,
    /// Forms whose time was over were erased.
    Purged,
    /// An employer, or something about one, was written down.
    FirmNoted,
    /// A posting was typed at the desk.
    OfferMade,
    /// It was let through or sent back.
    OfferReviewed,
    OfferRecalled,
    /// Who may have a right to a policy was looked for, or told.
    PolicyPushed,
    /// Registrations or postings were read from a file.
    Imported,
    /// What somebody left at the machine was opened.
    ArrivedSeen,
    /// A slip was made that says at once what is missing, or why something is not taken on.
    ToldAtOnce,
    /// A seat of a day job was taken at the desk.
    SeatGiven,
    /// What other offices handed back about somebody was on the screen.
    ReturnedSeen,
    /// Where the station stands was said anew.
    PlaceSet,
}

impl Deed {
    pub const ALL: [Self; 41] = [
        Self::SignedIn,
        Self::SignInFailed,
        Self::Locked,
        Self::SignedOut,
        Self::AccountOpened,
        Self::AccountClosed,
        Self::RolesSet,
        Self::PinSet,
        Self::PeopleListed,
        Self::PersonLookedUp,
        Self::PersonSeen,
        Self::SensitiveSeen,
        Self::Registered,
        Self::Reopened,
        Self::Matched,
        Self::PeopleMatched,
        Self::TagSet,
        Self::TagEnded,
        Self::Merged,
        Self::ServiceRecorded,
        Self::ServiceConfirmed,
        Self::ServiceVoided,
        Self::TaskTaken,
        Self::TaskDone,
        Self::Referred,
        Self::ReferralMoved,
        Self::HandedOver,
        Self::Exported,
        Self::AuditRead,
        Self::Purged,
        Self::FirmNoted,
        Self::OfferMade,
        Self::OfferReviewed,
        Self::OfferRecalled,
        Self::PolicyPushed,
        Self::Imported,
        Self::ArrivedSeen,
        Self::ToldAtOnce,
        Self::SeatGiven,
        Self::ReturnedSeen,
        Self::PlaceSet,
    ];

    /// The word in the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::Locked => "locked",
            Self::SignedOut => "signed_out",
            Self::AccountOpened => "account_opened",
            Self::AccountClosed => "account_closed",
            Self::RolesSet => "roles_set",
            Self::PinSet => "pin_set",
            Self::PeopleListed => "people_listed",
            Self::PersonLookedUp => "person_looked_up",
            Self::PersonSeen => "person_seen",
            Self::SensitiveSeen => "sensitive_seen",
            Self::Registered => "registered",
            Self::Reopened => "reopened",
            Self::Matched => "matched",
            Self::PeopleMatched => "people_matched",
            Self::TagSet => "tag_set",
            Self::TagEnded => "tag_ended",
            Self::Merged => "merged",
            Self::ServiceRecorded => "service_recorded",
            Self::ServiceConfirmed => "service_confirmed",
            Self::ServiceVoided => "service_voided",
            Self::TaskTaken => "task_taken",
            Self::TaskDone => "task_done",
            Self::Referred => "referred",
            Self::ReferralMoved => "referral_moved",
            Self::HandedOver => "handed_over",
            Self::Exported => "exported",
            Self::AuditRead => "audit_read",
            Self::Purged => "purged",
            Self::FirmNoted => "firm_noted",
            Self::OfferMade => "offer_made",
            Self::OfferReviewed => "offer_reviewed",
            Self::OfferRecalled => "offer_recalled",
            Self::PolicyPushed => "policy_pushed",
            Self::Imported => "imported",
            Self::ArrivedSeen => "arrived_seen",
            Self::ToldAtOnce => "told_at_once",
            Self::SeatGiven => "seat_given",
            Self::ReturnedSeen => "returned_seen",
            Self::PlaceSet => "place_set",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.as_str() == word)
    }
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// From 1, without gaps.
    pub seq: u64,
    pub at: Timestamp,
    /// The account; `None` where the program did it by itself or from the command line.
    pub staff: Option<i64>,
    pub deed: Deed,
    /// Whom it is about.
    pub subject: Option<SubjectId>,
    /// Codes and counts, never what a person said.
    pub detail: String,
    /// SHA-256 of what [`bytes`] gives, lower-case hexadecimal.
    pub hash: String,
}

/// What stands before the first line.
pub const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The bytes of a line that are hashed: the hash of the line before it and everything it says, each part on a row of its
/// own, so that no two different lines give the same bytes. `detail` has no line breaks.
#[must_use]
pub fn bytes(before: &str, line: &AuditLine) -> String {
    let staff = line.staff.map(|id| id.to_string()).unwrap_or_default();
    let subject = line.subject.map(|subject| subject.0.to_string()).unwrap_or_default();
    let at = line.at.as_millisecond();
    format!("{before}\n{}\n{at}\n{staff}\n{}\n{subject}\n{}", line.seq, line.deed.as_str(), line.detail)
}

/// How the log was found when it was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// So many lines, each with the hash it should have.
    Whole { lines: u64 },
    /// The first line that is missing or does not fit the one before it.
    Broken { at: u64 },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(seq: u64, deed: Deed, detail: &str) -> AuditLine {
        AuditLine {
            seq,
            at: Timestamp::UNIX_EPOCH,
            staff: Some(1),
            deed,
            subject: None,
            detail: detail.to_owned(),
            hash: String::new(),
        }
    }

    #[test]
    fn every_part_of_a_line_and_the_line_before_it_are_in_its_bytes() {
        let first = bytes(BEGINNING, &line(1, Deed::SignedIn, ""));
        assert_ne!(first, bytes(BEGINNING, &line(2, Deed::SignedIn, "")));
        assert_ne!(first, bytes(BEGINNING, &line(1, Deed::SignedOut, "")));
        assert_ne!(first, bytes(BEGINNING, &line(1, Deed::SignedIn, "1")));
        assert_ne!(first, bytes("ff", &line(1, Deed::SignedIn, "")));
    }

    #[test]
    fn every_deed_has_a_word_of_its_own() {
        for deed in Deed::ALL {
            assert_eq!(Deed::parse(deed.as_str()), Some(deed));
        }
    }
}
