//! A person recommended to an employer, from the word at the desk to the day she is hired or not. Each step is an entry of
//! its own; the first one's id names the referral.

use crate::codes::codes;
use crate::ids::{EntryId, PostingId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of [`ReferralStep`] that this build writes.
pub const REFERRAL_VERSION: u16 = 1;

codes!(
    /// Where a referral stands.
    ReferralState {
        /// The posting was recommended to her, and she has the slip.
        Recommended = "recommended",
        /// The employer was told of her.
        Told = "told",
        /// An interview is agreed on or over.
        Interview = "interview",
        Hired = "hired",
        /// It came to nothing.
        Refused = "refused",
    }
);

codes!(
    /// Why a referral came to nothing.
    ReferralReason {
        PositionFilled = "position_filled",
        SkillsMissing = "skills_missing",
        WageTooLow = "wage_too_low",
        TooFar = "too_far",
        Hours = "hours",
        NobodyAnswered = "nobody_answered",
        FoundOtherWork = "found_other_work",
        /// The posting was not what it said.
        NotAsAdvertised = "not_as_advertised",
    }
);

/// One step of a referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralStep {
    /// The entry of the first step; that one names itself.
    pub referral: EntryId,
    pub posting: PostingId,
    pub state: ReferralState,
    pub on: Date,
    /// Who wrote it down, by account name.
    pub staff: String,
    /// Exactly where the state is `refused`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReferralReason>,
    /// The notice under which she agreed that employers are told of her (PIPL article 23); of every step but the first and
    /// the last it must be there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub consent: String,
}
