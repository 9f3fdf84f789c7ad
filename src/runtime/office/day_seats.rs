//! A seat of a day job, taken at the desk for somebody who stands there.

use super::OfficeEvent;
use crate::domain::audit::Deed;
use crate::domain::gig::{self, NotTaken, Offer};
use crate::domain::ground::Ground;
use crate::domain::ledger::Registered;
use crate::domain::{Form, JobKind, Posting, SubjectId, WorkCard};
use crate::runtime::registering::sealed;
use crate::runtime::world::{World, random_bytes};
use crate::store::{Act, AppliesAs, Station, StoreError, Taking};
use jiff::civil::Date;

/// Work for the store thread.
#[derive(Debug, Clone, PartialEq)]
pub enum DaySeatJob {
    /// The day jobs with seats here, those first that suit her.
    Offers(Ground),
    /// She takes one, and has agreed before the clerk that this employer is given her name.
    Take { posting: Box<Posting>, day: Date },
}

/// What it says to it.
#[derive(Debug, Clone, PartialEq)]
pub enum DaySeatEvent {
    Offers(Vec<Offer>),
    Taken { registered: Registered, day: Date },
    NotTaken(NotTaken),
}

/// Does a job about a person.
///
/// # Errors
/// When the store could not do it; then nothing was written.
pub(super) fn carry_out(
    station: &mut Station,
    subject: SubjectId,
    job: DaySeatJob,
    (act, world): (&Act<'_>, &dyn World),
) -> Result<OfficeEvent, StoreError> {
    let form = station.latest_form(subject)?.ok_or(StoreError::NotFound("form"))?.1;
    let card = match station.card_of(subject)? {
        Some(card) => card,
        None => card_of(&form),
    };
    let event = match job {
        DaySeatJob::Offers(ground) => {
            let mut offers = station.offers(act.now, act.today)?;
            gig::sort(&mut offers, &card, station.place()?.as_ref(), (act.today, &ground));
            DaySeatEvent::Offers(offers)
        }
        DaySeatJob::Take { posting, day } => {
            let visitor = station.visitor(subject)?.ok_or(StoreError::NotFound("registered person"))?;
            let taking = Taking { posting: &posting, day, who: AppliesAs::Known(&visitor), card: &card };
            match station.take_seat(&taking, act.now, random_bytes(world))? {
                Ok(registered) => {
                    station.note(act, Deed::SeatGiven, Some(subject), &format!("posting {}", posting.id))?;
                    DaySeatEvent::Taken { registered: sealed(station, registered), day }
                }
                Err(why) => DaySeatEvent::NotTaken(why),
            }
        }
    };
    Ok(OfficeEvent::DaySeat(Box::new(event)))
}

/// A worker's card from what she said when she registered.
fn card_of(form: &Form) -> WorkCard {
    let jobs = form.wanted_jobs.iter().map(|job| job.kind).filter(|kind| *kind != JobKind::Other).collect();
    WorkCard { jobs, max_km: form.max_distance_km, ..WorkCard::default() }
}
