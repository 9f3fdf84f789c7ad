//! Counts of days that are over, on their way to the province. The store thread and `yizhan sync` share it.

use super::world::{World, day_of, random_bytes};
use crate::store::{Station, StoreError};

/// Makes an entry of each day's unanswered searches but today's. Returns how many.
///
/// # Errors
/// When the store could not do it; what is not reported yet stays counted.
pub fn report_searches(station: &mut Station, world: &dyn World) -> Result<usize, StoreError> {
    let mut reports = 0;
    loop {
        let now = world.now();
        if !station.report_unanswered(day_of(now), now, random_bytes(world))? {
            return Ok(reports);
        }
        reports += 1;
    }
}
