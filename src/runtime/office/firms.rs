//! What the desk asks about employers and their postings.

use super::OfficeEvent;
use crate::domain::firms::{FirmFile, FirmRow, NotYet, Offer, firm_of, kind_of};
use crate::domain::review::Told;
use crate::domain::role::May;
use crate::domain::service::fill::Answers;
use crate::domain::{EntryId, Fault, FirmDeed, JobKind, RecallReason, phone};
use crate::store::{Act, NewFirmNote, Station, StoreError};

/// Work for the store thread.
#[derive(Debug, Clone, PartialEq)]
pub enum FirmsJob {
    List,
    Open {
        firm: i64,
    },
    /// An employer by the answers of the form `firm`.
    Save {
        answers: Answers,
    },
    LookAfter {
        firm: i64,
    },
    /// A posting by the answers of the form `offer`; `corrects` is one that waits or was sent back.
    SaveOffer {
        firm: i64,
        answers: Answers,
        corrects: Option<i64>,
    },
    OpenOffer {
        offer: i64,
    },
    /// A reviewer decides; a reason for each finding, in their order.
    LetThrough {
        offer: i64,
        reasons: Vec<String>,
    },
    SendBack {
        offer: i64,
        remark: String,
    },
    Recall {
        offer: i64,
        reason: RecallReason,
    },
    Note {
        firm: i64,
        deed: FirmDeed,
        answers: Answers,
    },
    CloseNote {
        note: EntryId,
        result: String,
    },
}

/// What the store thread says to it.
#[derive(Debug, Clone, PartialEq)]
pub enum FirmsEvent {
    List(Vec<FirmRow>),
    File(Box<FirmFile>),
    /// Something was written; the employer's page as it is now.
    Written(Box<FirmFile>),
    Offer {
        file: Box<FirmFile>,
        offer: Box<Offer>,
    },
    /// Nothing was written.
    Faults(Vec<Fault>),
    NotYet {
        offer: Box<Offer>,
        why: NotYet,
    },
}

impl FirmsJob {
    /// What it takes to ask this.
    pub(super) const fn needs(&self) -> May {
        match self {
            Self::List | Self::Open { .. } | Self::OpenOffer { .. } => May::SeePeople,
            Self::LetThrough { .. } | Self::SendBack { .. } | Self::Recall { .. } => May::Review,
            _ => May::Serve,
        }
    }
}

/// Does a job.
///
/// # Errors
/// When the store could not do it; then nothing was written.
pub(super) fn carry_out(station: &mut Station, job: FirmsJob, act: &Act<'_>) -> Result<OfficeEvent, StoreError> {
    let event = match job {
        FirmsJob::List => FirmsEvent::List(station.firms(act.today)?),
        FirmsJob::Open { firm } => FirmsEvent::File(file(station, firm, act)?),
        FirmsJob::Save { answers } => save(station, &answers, act)?,
        FirmsJob::LookAfter { firm } => {
            station.look_after(firm, act)?;
            FirmsEvent::File(file(station, firm, act)?)
        }
        FirmsJob::SaveOffer { firm, answers, corrects } => {
            let offer = station.save_offer(firm, &cleaned(answers), corrects, act)?;
            opened(station, offer, act)?
        }
        FirmsJob::OpenOffer { offer } => opened(station, offer, act)?,
        FirmsJob::LetThrough { offer, reasons } => match station.let_offer_through(offer, &reasons, act)? {
            Ok(_) => opened(station, offer, act)?,
            Err(why) => FirmsEvent::NotYet { offer: Box::new(station.offer(offer)?), why },
        },
        FirmsJob::SendBack { offer, remark } => {
            station.send_offer_back(offer, &remark, act)?;
            opened(station, offer, act)?
        }
        FirmsJob::Recall { offer, reason } => {
            station.recall_offer(offer, reason, act)?;
            opened(station, offer, act)?
        }
        FirmsJob::Note { firm, deed, answers } => {
            station.note_firm(firm, &note(deed, &answers), act)?;
            FirmsEvent::Written(file(station, firm, act)?)
        }
        FirmsJob::CloseNote { note, result } => {
            let firm = station.close_firm_note(note, &result, act)?;
            FirmsEvent::Written(file(station, firm, act)?)
        }
    };
    Ok(OfficeEvent::Firms(Box::new(event)))
}

fn file(station: &Station, firm: i64, act: &Act<'_>) -> Result<Box<FirmFile>, StoreError> {
    station.firm_file(firm, act.today).map(Box::new)
}

fn opened(station: &Station, offer: i64, act: &Act<'_>) -> Result<FirmsEvent, StoreError> {
    let offer = station.offer(offer)?;
    Ok(FirmsEvent::Offer { file: file(station, offer.firm, act)?, offer: Box::new(offer) })
}

fn save(station: &mut Station, answers: &Answers, act: &Act<'_>) -> Result<FirmsEvent, StoreError> {
    let staff = act.by.map(|member| member.name.as_str()).unwrap_or_default();
    match firm_of(answers, staff, act.today) {
        Ok(firm) => {
            let id = station.save_firm(&firm, act)?;
            Ok(FirmsEvent::Written(file(station, id, act)?))
        }
        Err(faults) => Ok(FirmsEvent::Faults(faults)),
    }
}

/// Telephones in one form, so that the same number of several employers is seen.
pub(super) fn cleaned(mut answers: Answers) -> Answers {
    if let Some(given) = answers.get_mut("phone")
        && let Ok(national) = phone::national(given.text())
    {
        *given = crate::domain::Given::One(national);
    }
    answers
}

fn note(deed: FirmDeed, answers: &Answers) -> NewFirmNote {
    let told = Told::of(answers);
    let kind = kind_of(told.text("topic"));
    NewFirmNote {
        deed,
        topic: told.text("topic").to_owned(),
        result: told.text("result").to_owned(),
        job_kind: Some(kind).filter(|kind| deed == FirmDeed::Need && *kind != JobKind::Other),
        headcount: told.number("headcount").and_then(|count| u32::try_from(count).ok()),
        by: told.text("by").parse().ok(),
    }
}
