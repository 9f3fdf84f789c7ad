//! What becomes of an entry: pure. The store says what it has seen, this says what to do.

use super::{application, desk, firms, gig, posting_report, registration, search_report, seeker, submission, wishes};
use jiff::civil::Date;
use std::collections::HashMap;
use yizhan_wire::account::ACCOUNT_VERSION;
use yizhan_wire::application::APPLICATION_VERSION;
use yizhan_wire::application_end::APPLICATION_END_VERSION;
use yizhan_wire::content::FormDef;
use yizhan_wire::day_close::DAY_CLOSE_VERSION;
use yizhan_wire::firms::{FIRM_NOTE_VERSION, FIRM_VERSION, POSTING_OFFER_VERSION, POSTING_RECALL_VERSION};
use yizhan_wire::gig::{SEAT_REQUEST_VERSION, SEAT_STEP_VERSION, SEATS_RETURNED_VERSION};
use yizhan_wire::person::{PERSON_MERGE_VERSION, PERSON_TAG_VERSION};
use yizhan_wire::posting_report::POSTING_REPORT_VERSION;
use yizhan_wire::referral::REFERRAL_VERSION;
use yizhan_wire::registration::REGISTRATION_VERSION;
use yizhan_wire::search_report::SEARCH_REPORT_VERSION;
use yizhan_wire::service::{SERVICE_NOTE_VERSION, SERVICE_VERSION};
use yizhan_wire::submission::SUBMISSION_VERSION;
use yizhan_wire::wish::{ERASURE_VERSION, WITHDRAWAL_VERSION};
use yizhan_wire::{
    Entry, EntryId, EntryKind, MAX_ENTRY_BYTES, Outcome, ReceiptNo, Refusal, RefusalCode, SeqNo, StationId,
};

/// What the store has seen of one station, as far as a batch is concerned.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// By the entry's id, whatever became of it.
    pub by_id: HashMap<EntryId, Earlier>,
    /// Which entry stands at a place of the station's sequence.
    pub by_seq: HashMap<SeqNo, EntryId>,
    /// Every version of every form, where the batch has a filled one.
    pub forms: Vec<FormDef>,
    /// Leases and seats, as far as the batch names any.
    pub gigs: gig::Book,
    /// Applications that the batch takes back.
    pub applications: seeker::Applications,
}

/// An entry that came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    pub hash: String,
    pub accepted: bool,
}

/// What is to be done with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Write it to the log of accepted entries.
    Accept,
    /// It stands there already.
    Known,
    /// Remember it with the reason. `holds_seq`: it is the entry at its place of the station's sequence.
    Refuse { refusal: Refusal, holds_seq: bool },
    /// Its id is known with other bytes. Nothing changes.
    Conflict,
}

impl Verdict {
    /// The answer the station gets.
    #[must_use]
    pub fn outcome(&self, station: StationId, seq: SeqNo) -> Outcome {
        match self {
            Self::Accept => Outcome::Accepted { receipt: ReceiptNo::of(station, seq) },
            Self::Known => Outcome::Known { receipt: ReceiptNo::of(station, seq) },
            Self::Refuse { refusal, .. } => Outcome::Refused(refusal.clone()),
            Self::Conflict => Outcome::Conflict,
        }
    }
}

/// Judges a batch, in its order; an entry that stands in it twice is known the second time.
#[must_use]
pub fn judge(sender: StationId, entries: &[Entry], mut seen: Seen, today: Date) -> Vec<Verdict> {
    entries
        .iter()
        .map(|entry| {
            let verdict = judge_one(sender, entry, &seen, today);
            note(&mut seen, entry, &verdict);
            verdict
        })
        .collect()
}

fn judge_one(sender: StationId, entry: &Entry, seen: &Seen, today: Date) -> Verdict {
    match seen.by_id.get(&entry.id) {
        Some(earlier) if earlier.hash != entry.hash => return Verdict::Conflict,
        // The receipt counts for the bytes that were accepted: a body that was damaged since is not them.
        Some(earlier) if earlier.accepted && entry.is_whole() => return Verdict::Known,
        Some(earlier) if earlier.accepted => return Verdict::Conflict,
        _ => {}
    }
    if entry.station != sender {
        return Verdict::Refuse { refusal: refusal(RefusalCode::WrongStation, "station"), holds_seq: false };
    }
    if entry.seq.0 < 1 {
        return Verdict::Refuse { refusal: refusal(RefusalCode::Invalid, "seq"), holds_seq: false };
    }
    if seen.by_seq.get(&entry.seq).is_some_and(|holder| *holder != entry.id) {
        return Verdict::Refuse { refusal: refusal(RefusalCode::SequenceReused, "seq"), holds_seq: false };
    }
    match examine(entry, seen, today) {
        Ok(()) => Verdict::Accept,
        Err(refusal) => Verdict::Refuse { refusal, holds_seq: true },
    }
}

/// Whether an entry can be right by itself, and a step of a seat by what came before it.
fn examine(entry: &Entry, seen: &Seen, today: Date) -> Result<(), Refusal> {
    if entry.body.get().len() > MAX_ENTRY_BYTES {
        return Err(refusal(RefusalCode::Invalid, ""));
    }
    if !entry.is_whole() {
        return Err(refusal(RefusalCode::DamagedBody, ""));
    }
    match (entry.kind, entry.version) {
        (EntryKind::Registration, REGISTRATION_VERSION) => registration::examine(entry, today),
        (EntryKind::SearchReport, SEARCH_REPORT_VERSION) => search_report::examine(entry),
        (EntryKind::Withdrawal, WITHDRAWAL_VERSION) => wishes::examine_withdrawal(entry),
        (EntryKind::Erasure, ERASURE_VERSION) => wishes::examine_erasure(entry),
        (EntryKind::PostingReport, POSTING_REPORT_VERSION) => posting_report::examine(entry),
        (EntryKind::Application, APPLICATION_VERSION) => application::examine(entry),
        (EntryKind::Service, SERVICE_VERSION) => desk::service(entry),
        (EntryKind::ServiceNote, SERVICE_NOTE_VERSION) => desk::service_note(entry),
        (EntryKind::Referral, REFERRAL_VERSION) => desk::referral(entry),
        (EntryKind::PersonMerge, PERSON_MERGE_VERSION) => desk::person_merge(entry),
        (EntryKind::PersonTag, PERSON_TAG_VERSION) => desk::person_tag(entry),
        (EntryKind::DayClose, DAY_CLOSE_VERSION) => desk::day_close(entry),
        (EntryKind::Submission, SUBMISSION_VERSION) => submission::examine(entry, &seen.forms, today),
        (EntryKind::SeatRequest, SEAT_REQUEST_VERSION) => gig::examine_request(entry),
        (EntryKind::SeatsReturned, SEATS_RETURNED_VERSION) => gig::examine_return(entry, &seen.gigs),
        (EntryKind::SeatStep, SEAT_STEP_VERSION) => gig::examine_step(entry, &seen.gigs),
        (EntryKind::Firm, FIRM_VERSION) => firms::firm(entry),
        (EntryKind::PostingOffer, POSTING_OFFER_VERSION) => firms::offer(entry),
        (EntryKind::PostingRecall, POSTING_RECALL_VERSION) => firms::recall(entry),
        (EntryKind::FirmNote, FIRM_NOTE_VERSION) => firms::note(entry),
        (EntryKind::Account, ACCOUNT_VERSION) => seeker::examine_account(entry, today),
        (EntryKind::ApplicationEnd, APPLICATION_END_VERSION) => seeker::examine_end(entry, &seen.applications),
        _ => Err(refusal(RefusalCode::UnknownKind, "")),
    }
}

fn note(seen: &mut Seen, entry: &Entry, verdict: &Verdict) {
    let (accepted, holds_seq) = match verdict {
        Verdict::Accept => (true, true),
        Verdict::Refuse { holds_seq, .. } => (false, *holds_seq),
        Verdict::Known | Verdict::Conflict => return,
    };
    if accepted {
        seen.gigs.note(entry);
    }
    seen.by_id.insert(entry.id, Earlier { hash: entry.hash.clone(), accepted });
    if holds_seq {
        seen.by_seq.insert(entry.seq, entry.id);
    }
}

/// How far the station's sequence is complete when `next` is the lowest number seen behind `seen_to`.
#[must_use]
pub const fn advance(seen_to: SeqNo, next: SeqNo) -> SeqNo {
    if next.0 == seen_to.0 + 1 { next } else { seen_to }
}

pub(super) fn refusal(code: RefusalCode, field: &str) -> Refusal {
    Refusal { code, field: field.to_owned() }
}

#[cfg(test)]
#[path = "intake_tests.rs"]
mod tests;
