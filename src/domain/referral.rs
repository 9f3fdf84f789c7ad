//! A person recommended to an employer: which step may follow which, and what each needs.

use super::nouns::notice::{ApplicationAnswer, ApplicationOutcome, Matter};
use super::nouns::{EntryId, PostingId, ReferralReason, ReferralState};
use jiff::civil::Date;

/// A referral as the desk knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// The entry of its first step.
    pub id: EntryId,
    pub posting: PostingId,
    /// The posting as it was then; it may be gone since.
    pub title: String,
    pub employer: String,
    pub state: ReferralState,
    /// When it came to this state.
    pub on: Date,
    pub reason: Option<ReferralReason>,
    /// What the province said of it last.
    pub word: Option<Word>,
}

/// What the province says of somebody whom it was asked to recommend to an employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// It sees to it that the employer is told.
    TakenOn,
    /// The employer's answer.
    Answer(ApplicationAnswer),
}

impl Word {
    /// Reads a notice; `None` where it says something else.
    #[must_use]
    pub fn of(matter: Matter) -> Option<Self> {
        match matter {
            Matter::EntryStatus(_) => Some(Self::TakenOn),
            Matter::ApplicationAnswer(answer) => Some(Self::Answer(answer)),
            _ => None,
        }
    }

    /// Whether she is to be told of it: that the employer has heard of her is no news for her.
    #[must_use]
    pub const fn is_news(&self) -> bool {
        use ApplicationOutcome as A;
        match self {
            Self::TakenOn => false,
            Self::Answer(answer) => !matches!(answer.outcome, A::Received | A::Viewed),
        }
    }
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoStep {
    /// It does not follow from where the referral stands.
    NotFromHere,
    /// She has not agreed that employers are told of her (PIPL article 23).
    NoConsent,
    /// Why it came to nothing is not said.
    NoReason,
}

/// The states that can follow, the usual one first. What is over stays over: a new try is a new referral.
#[must_use]
pub const fn following(state: ReferralState) -> &'static [ReferralState] {
    use ReferralState as S;
    match state {
        S::Recommended => &[S::Told, S::Interview, S::Hired, S::Refused],
        S::Told => &[S::Interview, S::Hired, S::Refused],
        S::Interview => &[S::Hired, S::Refused],
        S::Hired | S::Refused | S::Other => &[],
    }
}

/// Whether an employer learns of a person by this step. Being hired or turned away she was there herself.
#[must_use]
pub const fn tells_the_employer(state: ReferralState) -> bool {
    matches!(state, ReferralState::Told | ReferralState::Interview)
}

/// Whether a step may be taken. `consent`: she has agreed that employers are told of her.
pub fn check(
    from: ReferralState,
    to: ReferralState,
    reason: Option<ReferralReason>,
    consent: bool,
) -> Result<(), NoStep> {
    if !following(from).contains(&to) {
        return Err(NoStep::NotFromHere);
    }
    if tells_the_employer(to) && !consent {
        return Err(NoStep::NoConsent);
    }
    if (to == ReferralState::Refused) != reason.is_some() {
        return Err(NoStep::NoReason);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ReferralState as S;

    #[test]
    fn a_referral_goes_forward_and_ends_once() {
        assert_eq!(check(S::Recommended, S::Told, None, true), Ok(()));
        assert_eq!(check(S::Told, S::Interview, None, true), Ok(()));
        assert_eq!(check(S::Interview, S::Hired, None, true), Ok(()));
        assert_eq!(check(S::Hired, S::Refused, Some(ReferralReason::TooFar), true), Err(NoStep::NotFromHere));
        assert_eq!(check(S::Interview, S::Told, None, true), Err(NoStep::NotFromHere));
    }

    #[test]
    fn without_her_consent_she_goes_herself_and_the_employer_is_told_nothing() {
        assert_eq!(check(S::Recommended, S::Told, None, false), Err(NoStep::NoConsent));
        assert_eq!(check(S::Recommended, S::Interview, None, false), Err(NoStep::NoConsent));
        assert_eq!(check(S::Recommended, S::Hired, None, false), Ok(()));
        assert_eq!(check(S::Recommended, S::Refused, Some(ReferralReason::TooFar), false), Ok(()));
    }

    #[test]
    fn what_came_to_nothing_says_why() {
        assert_eq!(check(S::Told, S::Refused, None, true), Err(NoStep::NoReason));
        assert_eq!(check(S::Told, S::Hired, Some(ReferralReason::TooFar), true), Err(NoStep::NoReason));
    }
}
