//! What a station does whose own line is dead while a neighbour's works: it gives what waits to the neighbour, sealed as for a stick, and
//! takes what comes back. Its own line goes on being tried as ever; whichever is faster, each entry counts once.

use super::carrying::{self, Brought, NotCarried, Wanted};
use super::world::{SharedWorld, random_bytes};
use crate::domain::ledger::Trouble;
use crate::store::Identity;
use crate::sync::http::BadAddress;
use crate::sync::neighbour::Carrier;
pub use crate::sync::neighbour::PORT;
use crate::sync::plan::later;
use crate::sync::policy;
use crate::sync::round::{Books, Feed, NotKept, Step};
use jiff::Timestamp;

/// The machines of the house that carry for others, in the order in which they are asked; usually none.
#[derive(Default)]
pub struct Neighbours {
    carriers: Vec<Carrier>,
    asked_at: Option<Timestamp>,
}

impl Neighbours {
    /// # Errors
    /// When an address is none.
    pub fn at(addresses: &[String], world: &SharedWorld) -> Result<Self, BadAddress> {
        let carrier = |address: &String| {
            let world = SharedWorld::clone(world);
            Carrier::to(address, move || world.now().as_second())
        };
        Ok(Self { carriers: addresses.iter().map(carrier).collect::<Result<_, _>>()?, asked_at: None })
    }

    /// Whether somebody is to be asked: the station's own line does not lead to the platform, and the last time is a while ago.
    #[must_use]
    pub fn are_wanted(&self, step: &Step, now: Timestamp) -> bool {
        let Step::Failed { fault, .. } = step else { return false };
        let dead = matches!(fault.trouble, Trouble::Unreachable | Trouble::NotThePlatform);
        let rested = self.asked_at.is_none_or(|at| at > now || later(at, policy::NEIGHBOURS_AGAIN) <= now);
        dead && rested && !self.carriers.is_empty()
    }

    /// Asks one after the other until one has carried everything; what came of it, or nothing where none could.
    ///
    /// # Errors
    /// When one of the station's stores could not do its part; nothing is lost, it can be asked again.
    pub fn ask(
        &mut self,
        books: &mut dyn Books,
        feed: &mut dyn Feed,
        identity: &Identity,
        world: &SharedWorld,
    ) -> Result<Option<Brought>, NotKept> {
        self.asked_at = Some(world.now());
        for carrier in &self.carriers {
            match through(carrier, books, feed, identity, world) {
                Ok(brought) => return Ok(Some(brought)),
                Err(Failed::Store(error)) => return Err(error),
                Err(Failed::Way(reason)) => tracing::info!(%reason, "a neighbour did not carry what waits here"),
            }
        }
        Ok(None)
    }
}

/// Why a neighbour was of no use.
enum Failed {
    Way(String),
    Store(NotKept),
}

impl From<NotCarried> for Failed {
    fn from(error: NotCarried) -> Self {
        match error {
            NotCarried::Store(error) => Self::Store(error),
            NotCarried::File(error) => Self::Way(error.to_string()),
        }
    }
}

/// Gives files to one neighbour until nothing waits and nothing more is to be had, or the turn is long enough.
fn through(
    carrier: &Carrier,
    books: &mut dyn Books,
    feed: &mut dyn Feed,
    identity: &Identity,
    world: &SharedWorld,
) -> Result<Brought, Failed> {
    let mut all = Brought::default();
    let begun = world.now();
    loop {
        let held = books.standing().map_err(Failed::Store)?.own.configuration.hold_entries == Some(true);
        let entries = if held { 0 } else { policy::NEIGHBOUR_ENTRIES };
        let wanted = Wanted { machine: world.fingerprint(), entries, bytes_back: Some(policy::NEIGHBOUR_BYTES) };
        let (file, sent) = carrying::pack(books, feed, identity, wanted, world.now(), random_bytes(&**world))?;
        let back = carrier.carry(file).map_err(|fault| Failed::Way(fault.to_string()))?;
        let brought = carrying::unpack(books, feed, identity, &back, world.now())?;
        all = Brought {
            acknowledged: all.acknowledged + brought.acknowledged,
            refused: all.refused + brought.refused,
            notices: all.notices + brought.notices,
            changes: all.changes + brought.changes,
            cursor: brought.cursor,
            more: brought.more,
        };
        let moved = brought.acknowledged + brought.refused + brought.changes > 0;
        let long = world.now().duration_since(begun) > policy::NEIGHBOUR_TURN;
        if long || !moved || !(brought.more || sent == policy::NEIGHBOUR_ENTRIES) {
            break;
        }
    }
    tracing::info!(
        acknowledged = all.acknowledged,
        refused = all.refused,
        notices = all.notices,
        changes = all.changes,
        "a neighbour carried what waited here"
    );
    Ok(all)
}
