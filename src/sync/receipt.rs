//! What the platform's answers mean for the entries that were sent. The signature has been checked before; here the
//! content is: a signed answer can still be to something else than we asked.

use crate::domain::ledger::{Answered, Trouble, Verdict};
use crate::domain::{EntryId, ReceiptNo, Refusal, RefusalCode, SeqNo};
use std::collections::HashMap;
use yizhan_wire::{Answers, Entry, Outcome};

/// An entry of the batch, as far as its answer is judged by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub id: EntryId,
    pub seq: SeqNo,
    /// The number on the person's slip: an acknowledgement under another number is not one.
    pub receipt: ReceiptNo,
}

impl Sent {
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self { id: entry.id, seq: entry.seq, receipt: ReceiptNo::of(entry.station, entry.seq) }
    }
}

/// The changes that follow from the answers, and what was odd about them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    pub changes: Vec<Answered>,
    /// Entries stay waiting because of this; it counts as a failure, so that the next try is not at once.
    pub odd: Option<Odd>,
}

/// How an answer does not fit what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Odd {
    #[error("the platform acknowledged an entry under another receipt number than the one on the slip")]
    ForeignReceipt,
    #[error("the platform answered for an entry that was not in the batch")]
    NotInBatch,
    #[error("the platform answered for one entry twice and differently")]
    Contradiction,
    #[error("the platform did not answer for every entry of the batch")]
    Missing,
}

impl Odd {
    /// What the status line makes of it.
    #[must_use]
    pub const fn trouble(self) -> Trouble {
        Trouble::Unreadable
    }
}

/// Judges the answers to a batch. What is right takes effect whatever else is odd: one wrong answer must not delay the
/// others.
#[must_use]
pub fn settle(batch: &[Sent], answers: &Answers) -> Settled {
    let mut open: HashMap<EntryId, &Sent> = batch.iter().map(|sent| (sent.id, sent)).collect();
    let mut taken: HashMap<EntryId, Verdict> = HashMap::new();
    let mut settled = Settled::default();
    for answer in &answers.answers {
        let Some(sent) = open.get(&answer.id) else {
            settled.odd = Some(Odd::NotInBatch);
            continue;
        };
        match verdict(sent, &answer.outcome) {
            Ok(verdict) => match taken.get(&answer.id) {
                Some(first) if *first != verdict => settled.odd = Some(Odd::Contradiction),
                Some(_) => {}
                None => {
                    settled.changes.push(Answered { entry: answer.id, verdict: verdict.clone() });
                    taken.insert(answer.id, verdict);
                }
            },
            Err(odd) => settled.odd = Some(odd),
        }
    }
    open.retain(|id, _| !taken.contains_key(id));
    if !open.is_empty() && settled.odd.is_none() {
        settled.odd = Some(Odd::Missing);
    }
    settled
}

fn verdict(sent: &Sent, outcome: &Outcome) -> Result<Verdict, Odd> {
    match outcome {
        Outcome::Accepted { receipt } | Outcome::Known { receipt } if *receipt == sent.receipt => {
            Ok(Verdict::Acknowledged)
        }
        Outcome::Accepted { .. } | Outcome::Known { .. } => Err(Odd::ForeignReceipt),
        Outcome::Refused(refusal) => Ok(Verdict::Refused(refusal.clone())),
        // Two things claim to be one: no resending changes that, so a person has to look at it.
        Outcome::Conflict => Ok(Verdict::Refused(Refusal { code: RefusalCode::Conflict, field: String::new() })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StationId;
    use yizhan_wire::Answer;

    fn sent(seq: i64) -> Sent {
        let receipt = ReceiptNo::of(StationId(3), SeqNo(seq));
        Sent { id: EntryId::new(seq as u64, [seq as u8; 10]), seq: SeqNo(seq), receipt }
    }

    fn settle_with(batch: &[Sent], answers: Vec<(EntryId, Outcome)>) -> Settled {
        let answers = answers.into_iter().map(|(id, outcome)| Answer { id, outcome }).collect();
        settle(batch, &Answers { answers, ..Answers::default() })
    }

    fn accepted(sent: &Sent) -> (EntryId, Outcome) {
        (sent.id, Outcome::Accepted { receipt: sent.receipt.clone() })
    }

    fn acknowledged(sent: &Sent) -> Answered {
        Answered { entry: sent.id, verdict: Verdict::Acknowledged }
    }

    fn phone_is_wrong() -> Refusal {
        Refusal { code: RefusalCode::Invalid, field: "phone".to_owned() }
    }

    #[test]
    fn accepted_and_already_known_are_both_acknowledged() {
        let batch = [sent(1), sent(2)];
        let known = (batch[1].id, Outcome::Known { receipt: batch[1].receipt.clone() });
        let settled = settle_with(&batch, vec![accepted(&batch[0]), known]);
        assert_eq!(settled.odd, None);
        assert_eq!(settled.changes, [acknowledged(&batch[0]), acknowledged(&batch[1])]);
    }

    #[test]
    fn a_refused_entry_never_delays_the_others() {
        let batch = [sent(1), sent(2), sent(3)];
        let refused = (batch[1].id, Outcome::Refused(phone_is_wrong()));
        let settled = settle_with(&batch, vec![accepted(&batch[0]), refused, accepted(&batch[2])]);
        assert_eq!(settled.odd, None);
        assert_eq!(settled.changes.len(), 3);
        assert_eq!(settled.changes[1].verdict, Verdict::Refused(phone_is_wrong()));
    }

    #[test]
    fn a_receipt_that_is_not_on_the_slip_acknowledges_nothing() {
        let batch = [sent(1), sent(2)];
        let foreign = (batch[0].id, Outcome::Accepted { receipt: batch[1].receipt.clone() });
        let settled = settle_with(&batch, vec![foreign, accepted(&batch[1])]);
        assert_eq!(settled.changes, [acknowledged(&batch[1])]);
        assert_eq!(settled.odd, Some(Odd::ForeignReceipt));
    }

    #[test]
    fn an_answer_nobody_asked_for_changes_nothing() {
        let batch = [sent(1)];
        let settled = settle_with(&batch, vec![accepted(&batch[0]), accepted(&sent(9))]);
        assert_eq!(settled.changes.len(), 1);
        assert_eq!(settled.odd, Some(Odd::NotInBatch));
    }

    #[test]
    fn entries_without_an_answer_stay_waiting_and_the_line_is_in_trouble() {
        let batch = [sent(1), sent(2)];
        let settled = settle_with(&batch, vec![accepted(&batch[1])]);
        assert_eq!(settled.changes, [acknowledged(&batch[1])]);
        assert_eq!(settled.odd.map(Odd::trouble), Some(Trouble::Unreadable));
        assert_eq!(settle_with(&batch, vec![]).changes, []);
    }

    #[test]
    fn two_different_answers_for_one_entry_are_noticed_and_the_first_holds() {
        let batch = [sent(1)];
        let settled = settle_with(&batch, vec![accepted(&batch[0]), (batch[0].id, Outcome::Refused(phone_is_wrong()))]);
        assert_eq!(settled.changes, [acknowledged(&batch[0])]);
        assert_eq!(settled.odd, Some(Odd::Contradiction));
    }

    #[test]
    fn a_conflict_is_parked_for_a_person_to_look_at() {
        let batch = [sent(1)];
        let settled = settle_with(&batch, vec![(batch[0].id, Outcome::Conflict)]);
        let parked = Verdict::Refused(Refusal { code: RefusalCode::Conflict, field: String::new() });
        assert_eq!(settled.changes, [Answered { entry: batch[0].id, verdict: parked }]);
        assert_eq!(settled.odd, None);
    }
}
