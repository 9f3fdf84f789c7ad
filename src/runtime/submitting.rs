//! From a filled form to an entry: checked by the rules, completed with what only this moment knows, written by the store.

use super::job::Event;
use super::registering::sealed;
use super::world::{World, day_of, random_bytes};
use crate::domain::SubjectId;
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
    (seats, who): (Option<u32>, Option<SubjectId>),
    world: &dyn World,
) -> Result<Event, StoreError> {
    let now = world.now();
    let today = day_of(now);
    let checked = match fill::check(form, filled, today) {
        Ok(checked) => checked,
        Err(faults) => return Ok(Event::NotSubmitted(faults)),
    };
    if form.account.is_some() {
        let asked = station.ask_for_account(form, checked, (now, today), random_bytes(world))?;
        return Ok(Event::Submitted(sealed(station, asked)));
    }
    Ok(match station.submit(checked, (seats, who), (now, today), random_bytes(world))? {
        Submitted::Kept(registered) => Event::Submitted(sealed(station, registered)),
        Submitted::Full => Event::SlotFull,
    })
}
