//! From a filled form to an entry: checked by the rules, completed with what only this moment knows, written by the store.

use super::job::Event;
use super::world::{World, day_of, random_bytes};
use crate::domain::content::FormDef;
use crate::domain::service::fill::{self, Filled};
use crate::store::{Station, StoreError, Submitted};

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
