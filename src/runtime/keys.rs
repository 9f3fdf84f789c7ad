//! The station changes its key: the new one is on the disk first, the province is told of it under the old one, and only its
//! answer makes the new one count. Killed anywhere in between, it goes on where it was.

use super::books::not_kept;
use super::sync::connect;
use super::world::{SharedWorld, random_seed};
use crate::domain::ledger::Trouble;
use crate::store::{Identity, Station};
use crate::sync::round::NotKept;
use crate::sync::transport::LineFault;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;
use yizhan_wire::trust::KeyChange;
use zeroize::Zeroizing;

/// Why the key is the one before. What was begun goes on with the next try.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    #[error(transparent)]
    Line(#[from] LineFault),
    #[error(transparent)]
    Store(#[from] NotKept),
}

/// The seed of the key to change to; made where none was begun.
///
/// # Errors
/// When the store cannot be written.
pub fn begin(station: &mut Station, world: &SharedWorld) -> Result<Zeroizing<[u8; 32]>, NotKept> {
    let suite = station.identity().map_err(not_kept)?.map_or(Suite::Ed25519, |identity| identity.platform_key.suite());
    station.begin_key_change(&random_seed(&**world, suite)).map_err(not_kept)
}

/// Tells the province of the new key.
///
/// # Errors
/// When no signed answer came, or it does not take the key.
pub fn introduce(identity: &Identity, seed: &Zeroizing<[u8; 32]>, world: &SharedWorld) -> Result<(), NotChanged> {
    let new = SigningKey::of(identity.platform_key.suite(), &**seed).map_err(|e| NotKept(e.to_string()))?;
    let change = KeyChange::new(identity.id, &new);
    let line = |identity: &Identity| connect(identity, world).map_err(|e| NotKept(e.to_string()));
    match line(identity)?.change_key(&change) {
        // The answer to an earlier try was lost, so long ago that the old key counts no more.
        Err(fault) if fault.trouble == Trouble::NotEnrolled => {
            let as_new = Identity { signing_seed: seed.clone(), ..identity.clone() };
            Ok(line(&as_new)?.change_key(&change).map(drop)?)
        }
        other => Ok(other.map(drop)?),
    }
}

/// Tells a province that knows the station no more of its key once more, under the one before: its platform may have been
/// put back from a copy made before the change. A platform that does know of the change takes an old key for nothing.
/// Returns whether the station is known again.
///
/// # Errors
/// When the store cannot be read.
pub fn introduce_again(
    identity: &Identity,
    former: &Zeroizing<[u8; 32]>,
    world: &SharedWorld,
) -> Result<bool, NotKept> {
    let as_before = Identity { signing_seed: former.clone(), ..identity.clone() };
    match introduce(&as_before, &identity.signing_seed, world) {
        Ok(()) => {
            tracing::info!("the province's platform has learned the station's key once more");
            Ok(true)
        }
        Err(NotChanged::Line(fault)) => {
            tracing::info!(%fault, "the province does not know the key before the present one either");
            Ok(false)
        }
        Err(NotChanged::Store(why)) => Err(why),
    }
}
