//! From a form to a registration: checked by the rules, completed with what only this moment knows, written by the store.
//! The store thread and `yizhan register` share it.

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
    station.register(form, complete, origin, now, today, random_bytes(world)).map(Outcome::Registered)
}
