//! What is counted, by which rule it is not, and what is still owed. Every rule stands in one place, [`judge`], so that the
//! person's page, the list of who is owed what and the report count alike.

use super::{Done, Need, Plan};
use crate::domain::nouns::{Category, EntryId, PostingId, ServiceKind};
use crate::domain::tag::Tag;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Why a service does not count for a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotCounted {
    /// It was taken back as a mistake.
    Void,
    /// The plan asks for no such service.
    OtherKind,
    /// It was done before the period or after it.
    OutsidePeriod,
    /// A slip was printed and nobody told her.
    NotTold,
    /// A recommendation of no particular posting.
    NoPosting,
    /// The same posting was recommended to her before in this period.
    SamePosting,
    /// Guidance without a topic or a result; a training without a name.
    NoTopic,
    NoResult,
    /// The same entry came twice.
    Double,
}

/// A service and what it counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    pub id: EntryId,
    /// The place of the need it counts for.
    pub verdict: Result<usize, NotCounted>,
}

/// How far one need is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub need: Need,
    /// The entries that count, the earliest first.
    pub evidence: Vec<EntryId>,
    /// How many of them she has confirmed.
    pub confirmed: usize,
}

impl Counted {
    #[must_use]
    pub fn have(&self) -> u32 {
        u32::try_from(self.evidence.len()).unwrap_or(u32::MAX)
    }

    /// How many are still owed.
    #[must_use]
    pub fn owed(&self) -> u32 {
        self.need.at_least.saturating_sub(self.have())
    }
}

/// How a person stands in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub code: String,
    pub from: Date,
    pub to: Date,
    /// The groups that entitle her today.
    pub because: Vec<Category>,
    pub needs: Vec<Counted>,
    /// What was done in her life and does not count here, with the reason; other kinds of service are not listed.
    pub left_out: Vec<(EntryId, NotCounted)>,
}

/// What is still owed: a kind that would do, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    pub kind: ServiceKind,
    pub times: u32,
}

impl Standing {
    /// What is still owed, in the order of the plan.
    #[must_use]
    pub fn owed(&self) -> Vec<Owed> {
        let open = self.needs.iter().filter(|counted| counted.owed() > 0);
        let first = |counted: &Counted| counted.need.counts.first().copied().unwrap_or(ServiceKind::Other);
        open.map(|counted| Owed { kind: first(counted), times: counted.owed() }).collect()
    }

    #[must_use]
    pub fn is_met(&self) -> bool {
        self.needs.iter().all(|counted| counted.owed() == 0)
    }
}

/// Judges a person's services by a plan, for a period. Each service counts for at most one need of the plan, the first that
/// takes its kind and is not full; what is more than asked for counts for the last that takes it.
#[must_use]
pub fn judge(plan: &Plan, (from, to): (Date, Date), done: &[Done]) -> Vec<Judged> {
    let mut order: Vec<&Done> = done.iter().collect();
    order.sort_by_key(|one| (one.on, one.id));
    let mut seen = Seen::default();
    let mut filled = vec![0_u32; plan.needs.len()];
    let judge_one = |one: &Done| {
        let verdict = seen.check(plan, (from, to), one).map(|()| place(plan, &mut filled, one.kind));
        Judged { id: one.id, verdict }
    };
    order.into_iter().map(judge_one).collect()
}

#[derive(Default)]
struct Seen {
    ids: BTreeSet<EntryId>,
    postings: BTreeSet<PostingId>,
}

impl Seen {
    fn check(&mut self, plan: &Plan, (from, to): (Date, Date), one: &Done) -> Result<(), NotCounted> {
        if !plan.needs.iter().any(|need| need.counts.contains(&one.kind)) {
            return Err(NotCounted::OtherKind);
        }
        if one.void {
            return Err(NotCounted::Void);
        }
        if !self.ids.insert(one.id) {
            return Err(NotCounted::Double);
        }
        if !(from..=to).contains(&one.on) {
            return Err(NotCounted::OutsidePeriod);
        }
        if !one.told {
            return Err(NotCounted::NotTold);
        }
        match one.kind {
            ServiceKind::Recommendation => {
                let posting = one.posting.ok_or(NotCounted::NoPosting)?;
                if self.postings.insert(posting) { Ok(()) } else { Err(NotCounted::SamePosting) }
            }
            ServiceKind::Guidance if one.topic.trim().is_empty() => Err(NotCounted::NoTopic),
            ServiceKind::Guidance if one.result.trim().is_empty() => Err(NotCounted::NoResult),
            ServiceKind::TrainingInfo | ServiceKind::TrainingDone | ServiceKind::PolicyTalk
                if one.topic.trim().is_empty() =>
            {
                Err(NotCounted::NoTopic)
            }
            _ => Ok(()),
        }
    }
}

fn place(plan: &Plan, filled: &mut [u32], kind: ServiceKind) -> usize {
    let mut last = 0;
    for (place, need) in plan.needs.iter().enumerate().filter(|(_, need)| need.counts.contains(&kind)) {
        last = place;
        if let Some(count) = filled.get_mut(place).filter(|count| **count < need.at_least) {
            *count += 1;
            return place;
        }
    }
    last
}

/// How a person stands in a plan today; `None` where she is not entitled.
#[must_use]
pub fn standing(plan: &Plan, tags: &[Tag], done: &[Done], today: Date) -> Option<Standing> {
    let because = super::entitling(plan, tags, today);
    if because.is_empty() {
        return None;
    }
    let (from, to) = super::span(plan, tags, today);
    let mut needs: Vec<Counted> =
        plan.needs.iter().map(|need| Counted { need: need.clone(), evidence: Vec::new(), confirmed: 0 }).collect();
    let mut left_out = Vec::new();
    for judged in judge(plan, (from, to), done) {
        match judged.verdict {
            Ok(place) => {
                if let Some(counted) = needs.get_mut(place) {
                    counted.evidence.push(judged.id);
                    let confirmed = done.iter().any(|one| one.id == judged.id && one.confirmed);
                    counted.confirmed += usize::from(confirmed);
                }
            }
            Err(NotCounted::OtherKind) => {}
            Err(reason) => left_out.push((judged.id, reason)),
        }
    }
    Some(Standing { code: plan.code.clone(), from, to, because, needs, left_out })
}
