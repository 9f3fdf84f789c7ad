//! From a form to a registration: checked by the rules, completed with what only this moment knows, written by the store.
//! The store thread and `yizhan register` share it.

use super::office::help;
use super::world::{World, day_of, random_bytes};
use crate::domain::ledger::Registered;
use crate::domain::{Fault, Form, registration};
use crate::store::{Origin, Station, StoreError};

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is on the disk.
    Registered(Registered),
    /// Nothing was written; every fault is listed.
    Faults(Vec<Fault>),
}

/// Checks and registers a form.
///
/// # Errors
/// When the store could not do it; then nothing was written.
pub fn register(station: &mut Station, form: &Form, origin: Origin, world: &dyn World) -> Result<Outcome, StoreError> {
    let now = world.now();
    let today = day_of(now);
    let checked = match registration::check(form, today) {
        Ok(checked) => checked,
        Err(faults) => return Ok(Outcome::Faults(faults)),
    };
    let complete = |receipt| checked.into_registration(receipt, today);
    let registered = station.register(form, complete, origin, now, today, random_bytes(world))?;
    // She is registered whatever comes of this; what is missed here, the next day's look finds.
    let helped = station.subject_of(&registered.receipt).and_then(|subject| match subject {
        Some(subject) if !registered.already => help::trigger_for(station, subject, (now, today)),
        _ => Ok(0),
    });
    if let Err(error) = helped {
        tracing::warn!(%error, "help was not looked for; it is tried again tomorrow");
    }
    Ok(Outcome::Registered(sealed(station, registered)))
}

/// The same with what makes its slip prove itself. A receipt that cannot be sealed is a receipt all the same.
pub fn sealed(station: &Station, registered: Registered) -> Registered {
    match station.seal_of(&registered.receipt) {
        Ok(seal) => Registered { seal: seal.unwrap_or_default(), ..registered },
        Err(error) => {
            tracing::warn!(%error, "a slip was not sealed");
            registered
        }
    }
}
