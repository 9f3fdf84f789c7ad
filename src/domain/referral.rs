//! A person recommended to an employer: which step may follow which, and what each needs.

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
