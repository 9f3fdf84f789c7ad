//! From a filled form to an entry: checked by the rules, completed with what only this moment knows, written by the store.

use super::job::{Event, Job, StoreTrouble};
use super::world::{World, day_of, random_bytes};
use crate::domain::content::FormDef;
use crate::domain::service::fill::{self, Filled};
use crate::store::{Station, StoreError, Submitted};

/// Does a job about filled forms.
///
/// # Errors
/// When the store could not do it; then nothing was written.
pub fn work(station: &mut Station, job: Job, world: &dyn World) -> Result<Event, StoreError> {
    let now = world.now();
    Ok(match job {
        Job::Submit { form, filled, seats } => submit(station, &form, &filled, seats, world)?,
        Job::SaveFilled { filled } => {
            station.save_filled(&filled, now)?;
            Event::DraftSaved { at: now }
        }
        Job::DropFilled => {
            station.drop_filled()?;
            Event::FilledFound(None)
        }
        Job::FindFilled => Event::FilledFound(station.find_filled(now)?.map(Box::new)),
        Job::ListHeld { item } => {
            let held = station.held(&item, day_of(now))?;
            Event::Held { item, held }
        }
        _ => Event::StoreFailed(StoreTrouble::Other),
    })
}

/// Checks and keeps a filled form.
///
/// # Errors
/// When the store could not do it; then nothing was written.
pub fn submit(
    station: &mut Station,
    form: &FormDef,
    filled: &Filled,
    seats: Option<u32>,
    world: &dyn World,
) -> Result<Event, StoreError> {
    let now = world.now();
    let checked = match fill::check(form, filled, day_of(now)) {
        Ok(checked) => checked,
        Err(faults) => return Ok(Event::NotSubmitted(faults)),
    };
    Ok(match station.submit(checked, seats, now, random_bytes(world))? {
        Submitted::Kept(registered) => Event::Submitted(registered),
        Submitted::Full => Event::SlotFull,
    })
}
