//! What comes out of matching, as lists for a screen or a sheet of paper.

use super::gigs::Assigned;
use super::{Demand, Match, Near, Profile, Seen, by_score, look};
use crate::domain::query::Hit;
use crate::domain::{ConsentPurpose, Form, ReceiptNo};
use jiff::civil::Date;

/// A posting recommended to a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    pub hit: Hit,
    pub found: Match,
}

/// What is recommended to a person.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestions {
    /// The best first.
    pub list: Vec<Suggestion>,
    /// How many related postings were compared.
    pub compared: usize,
    /// The nearest jobs that postings want now, where few fit; of which job they are near is said by [`Self::near_to`].
    pub near: Vec<Near>,
    pub near_to: Option<crate::domain::JobKind>,
}

/// With fewer postings than this that really fit, near occupations are shown as well.
pub const FEW: usize = 3;

impl Suggestions {
    /// How many of the recommended are her own job and really fit.
    #[must_use]
    pub fn good(&self) -> usize {
        self.list.iter().filter(|one| one.found.is_good() && one.found.is_her_own()).count()
    }
}

/// A registered person who may be told of work: who she is, for the clerk, and what a match may know of her.
#[derive(Clone, PartialEq)]
pub struct Candidate {
    pub receipt: ReceiptNo,
    pub name: String,
    pub phone: String,
    /// She agreed to be told of work (PIPL: each purpose separately).
    pub may_be_told: bool,
    pub profile: Profile,
}

/// Never who it is: a debug print ends in a log.
impl std::fmt::Debug for Candidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Candidate").field("receipt", &self.receipt).finish_non_exhaustive()
    }
}

impl Candidate {
    #[must_use]
    pub fn of(receipt: ReceiptNo, form: &Form) -> Self {
        Self {
            receipt,
            name: form.name.trim().to_owned(),
            phone: form.phone.trim().to_owned(),
            may_be_told: form.consents.iter().any(|consent| consent.purpose == ConsentPurpose::Push),
            profile: Profile::of(form),
        }
    }

    /// Whether she can be sent to a day job on this day: free, wants such work, and agreed to be told.
    #[must_use]
    pub fn is_for_gigs(&self, today: Date) -> bool {
        self.may_be_told && self.profile.wants_gigs() && self.profile.is_free_on(today)
    }
}

/// A person recommended for a posting.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommended {
    pub candidate: Candidate,
    pub found: Match,
}

/// Those of the people whose wishes or trade a posting is about, the best first; equal ones in the order of their
/// receipts.
#[must_use]
pub fn people_for(posting: &Demand, people: Vec<Candidate>, seen: Seen<'_>, limit: usize) -> Vec<Recommended> {
    let mut list: Vec<Recommended> = people
        .into_iter()
        .map(|candidate| Recommended { found: look(&candidate.profile, posting, seen), candidate })
        .filter(|one| one.found.is_worth_saying())
        .collect();
    by_score(&mut list, |one| (one.found.score(), one.candidate.receipt.clone()));
    list.truncate(limit);
    list
}

/// One line of the push list: who is told of which day job, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub candidate: Candidate,
    pub hit: Hit,
    pub found: Match,
}

/// Today's push list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GigList {
    /// People free today who want such work and agreed to be told.
    pub free: usize,
    /// Day jobs open today.
    pub open: usize,
    pub sent: Vec<Sent>,
}

impl GigList {
    /// Puts an assignment of places back to people and postings.
    #[must_use]
    pub fn of(open: usize, people: &[Candidate], assigned: Vec<Assigned>, hits: &[Hit], ids: &[Demand]) -> Self {
        let sent = assigned.into_iter().filter_map(|pair| {
            let id = ids.get(pair.posting)?.id;
            let hit = hits.iter().find(|hit| hit.id == id)?.clone();
            Some(Sent { candidate: people.get(pair.person)?.clone(), hit, found: pair.reasons })
        });
        Self { free: people.len(), open, sent: sent.collect() }
    }
}
