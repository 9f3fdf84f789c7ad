//! Whether what a desk says of employers can be right, and which posting an offer becomes. A person at a station has
//! reviewed it; here it is looked at again for what no posting may lack or say, whoever let it through.

use super::intake::refusal;
use super::postings::NewPosting;
use super::registration::{Checked, LINE_CHARS, ensure, ensure_there, is_text, read};
use jiff::ToSpan as _;
use yizhan_wire::{
    Entry, EntryId, Firm, FirmDeed, FirmNote, FirmPaper, Posting, PostingId, PostingOffer, PostingRecall, RecallReason,
    RefusalCode, StationId,
};

/// A reason for letting a finding pass.
const REASON_CHARS: usize = 500;
/// Tasks, requirements.
const TEXT_CHARS: usize = 4_000;
/// A desk's posting stands at most this long, and a day for clocks that are wrong.
const VALID_DAYS: i32 = 92;
const JUDGED: usize = 200;

/// Examines an employer.
pub fn firm(entry: &Entry) -> Checked {
    let firm: Firm =
        read(entry.body.get(), &["credit_code", "name", "contact", "phone", "agent", "papers", "on", "staff"])?;
    ensure(is_credit_code(&firm.credit_code), "credit_code")?;
    for (text, field) in
        [(&firm.name, "name"), (&firm.contact, "contact"), (&firm.agent, "agent"), (&firm.staff, "staff")]
    {
        ensure_there(!text.trim().is_empty(), field)?;
        ensure(is_text(text, LINE_CHARS), field)?;
    }
    ensure(super::phone::is_plausible(&firm.phone), "phone")?;
    ensure(is_text(&firm.commissioner, LINE_CHARS), "commissioner")?;
    // Without them nobody knows who posts here (暂行条例 27).
    let seen = |paper| firm.papers.contains(&paper);
    ensure_there(seen(FirmPaper::Licence) && seen(FirmPaper::AgentId), "papers")
}

/// Examines an offered posting.
pub fn offer(entry: &Entry) -> Checked {
    let offer: PostingOffer =
        read(entry.body.get(), &["credit_code", "posting", "made_by", "reviewed_by", "reviewed_on"])?;
    ensure(is_credit_code(&offer.credit_code), "credit_code")?;
    ensure_there(!offer.reviewed_by.trim().is_empty(), "reviewed_by")?;
    ensure(is_text(&offer.made_by, LINE_CHARS) && is_text(&offer.reviewed_by, LINE_CHARS), "reviewed_by")?;
    ensure(offer.judged.len() <= JUDGED, "judged")?;
    for judged in &offer.judged {
        ensure_there(!judged.reason.trim().is_empty(), "judged.reason")?;
        ensure(is_text(&judged.reason, REASON_CHARS) && is_text(&judged.quote, REASON_CHARS), "judged")?;
    }
    elements(&offer.posting)?;
    let posting = &offer.posting;
    ensure(posting.id == PostingId(0), "posting.id")?;
    let longest = offer.reviewed_on.max(posting.posted_on).saturating_add(VALID_DAYS.days());
    // One that is over when it arrives is accepted and shown to nobody.
    ensure((posting.posted_on..=longest).contains(&posting.valid_until), "posting.valid_until")
}

/// What a notice must say (人社厅发〔2025〕60号).
fn elements(posting: &Posting) -> Checked {
    for (text, field, most) in [
        (&posting.title, "posting.title", LINE_CHARS),
        (&posting.employer, "posting.employer", LINE_CHARS),
        (&posting.tasks, "posting.tasks", TEXT_CHARS),
        (&posting.place.text, "posting.place", LINE_CHARS),
        (&posting.contact, "posting.contact", LINE_CHARS),
    ] {
        ensure_there(!text.trim().is_empty(), field)?;
        ensure(text.chars().count() <= most, field)?;
    }
    ensure(posting.requirements.chars().count() <= TEXT_CHARS, "posting.requirements")?;
    ensure_there(posting.headcount.is_some_and(|count| count > 0), "posting.headcount")?;
    ensure_there(posting.wage.min_fen.is_some_and(|fen| fen > 0) && posting.wage.unit.is_some(), "posting.wage")?;
    ensure(posting.wage.max_fen.is_none_or(|most| Some(most) >= posting.wage.min_fen), "posting.wage")
}

/// Examines the taking back of an offer.
pub fn recall(entry: &Entry) -> Checked {
    let recall: PostingRecall = read(entry.body.get(), &["offer", "reason", "staff", "on"])?;
    ensure(recall.reason != RecallReason::Other, "reason")?;
    ensure(recall.offer != entry.id, "offer")?;
    ensure_there(!recall.staff.trim().is_empty(), "staff")?;
    ensure(is_text(&recall.staff, LINE_CHARS), "staff")
}

/// Examines a visit, a need or a complaint.
pub fn note(entry: &Entry) -> Checked {
    let note: FirmNote = read(entry.body.get(), &["credit_code", "deed", "on", "staff", "topic"])?;
    ensure(is_credit_code(&note.credit_code), "credit_code")?;
    ensure(note.deed != FirmDeed::Other, "deed")?;
    ensure_there(!note.staff.trim().is_empty(), "staff")?;
    ensure_there(!note.topic.trim().is_empty(), "topic")?;
    ensure(is_text(&note.topic, REASON_CHARS), "topic")?;
    ensure(note.result.chars().count() <= TEXT_CHARS, "result")?;
    let closes = matches!(note.deed, FirmDeed::NeedClosed | FirmDeed::ComplaintClosed);
    ensure(closes == note.about.is_some(), "about")?;
    match note.deed {
        FirmDeed::Need if note.headcount.is_none_or(|count| count == 0) => {
            Err(refusal(RefusalCode::Missing, "headcount"))
        }
        _ => Ok(()),
    }
}

/// The name by which an offer is known among all adverts.
#[must_use]
pub fn key_of(station: StationId, offer: EntryId) -> String {
    format!("station-{}:{}", station.0, offer.0)
}

/// The advert that an accepted offer is.
#[must_use]
pub fn advert(station: StationId, id: EntryId, offer: PostingOffer) -> NewPosting {
    // It is merged with nothing: its station must be able to take back what it offered, and nothing else.
    NewPosting { posting: offer.posting, external_key: key_of(station, id), fingerprint: None }
}

/// The unified social credit code with both of its check characters, written apart from the station's rule on purpose.
pub(super) fn is_credit_code(code: &str) -> bool {
    const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let signs: Option<Vec<usize>> = code.chars().map(|sign| SIGNS.find(sign)).collect();
    let Some(signs) = signs.filter(|signs| signs.len() == 18) else { return false };
    // The weights are powers of three, modulo 31.
    let mut weight = 1;
    let mut sum = 0;
    for sign in signs.iter().take(17) {
        sum += sign * weight;
        weight = weight * 3 % 31;
    }
    let whole = signs.last() == Some(&((31 - sum % 31) % 31));
    let digits: Vec<u32> = code.chars().skip(8).filter_map(|sign| sign.to_digit(36)).collect();
    let inner: u32 = digits.iter().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(digit, weight)| digit * weight).sum();
    let check = match 11 - inner % 11 {
        10 => u32::from(b'X' - b'A') + 10,
        check => check % 11,
    };
    whole && digits.get(8) == Some(&check)
}

#[cfg(test)]
#[path = "firms_tests.rs"]
mod tests;
