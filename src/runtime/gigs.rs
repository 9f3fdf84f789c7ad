//! Day jobs: asking the province for seats ahead of time, returning what was not given away, and what a seeker does with a
//! seat.

use super::books::not_kept;
use super::registering::sealed;
use super::store::{StoreLine, StoreWork};
use super::visit::Who;
use super::world::{SharedWorld, World, day_of, random_bytes};
use crate::domain::gig::{self, MySeat, NotTaken, Offer, days};
use crate::domain::ground::Ground;
use crate::domain::ledger::Registered;
use crate::domain::{
    DayWork, DivisionCode, EntryId, Fault, FaultKind, Posting, PostingId, SeatState, SubjectId, WorkCard,
};
use crate::store::{AppliesAs, CatalogueReader, Says, Station, StoreError, Taking};
use jiff::civil::Date;
use jiff::tz;
use std::path::Path;
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant};

/// How often it is looked whether seats are to be asked for.
pub const LOOK: Duration = Duration::from_mins(10);
/// Day jobs that seats are asked of, the newest first: more than a station's people look through in a morning.
const JOBS: usize = 40;

/// What the store thread is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum GigJob {
    /// The day jobs with seats here, in the order of a card.
    ListOffers(WorkCard, Ground),
    /// The card somebody last took a seat with.
    ReadCard(SubjectId),
    Take {
        posting: Box<Posting>,
        day: Date,
        who: Who,
        card: WorkCard,
    },
    /// Gives it back, or checks in.
    Move {
        who: SubjectId,
        seat: EntryId,
        to: SeatState,
    },
    /// She says hours and pay.
    Say {
        who: SubjectId,
        seat: EntryId,
        work: DayWork,
    },
}

/// What it answers.
#[derive(Debug, Clone, PartialEq)]
pub enum GigEvent {
    Offers(Vec<Offer>),
    Card {
        who: SubjectId,
        card: Option<WorkCard>,
    },
    Taken {
        posting: PostingId,
        registered: Registered,
    },
    NotTaken {
        posting: PostingId,
        why: NotTaken,
    },
    /// The short form has a fault after all.
    Faults(Vec<Fault>),
    /// Her seats as they are now.
    Moved {
        who: SubjectId,
        seats: Vec<MySeat>,
    },
}

/// Does one of these jobs.
///
/// # Errors
/// When the store could not do it; then nothing was written.
pub fn work(station: &mut Station, job: GigJob, world: &dyn World) -> Result<GigEvent, StoreError> {
    let now = world.now();
    let today = day_of(now);
    Ok(match job {
        GigJob::ListOffers(card, ground) => {
            let mut offers = station.offers(now, today)?;
            gig::sort(&mut offers, &card, station.place()?.as_ref(), (today, &ground));
            GigEvent::Offers(offers)
        }
        GigJob::ReadCard(who) => GigEvent::Card { who, card: station.card_of(who)? },
        GigJob::Take { posting, day, who, card } => take(station, &posting, day, &who, &card, world)?,
        GigJob::Move { who, seat, to } => {
            station.move_seat(seat, Some(who), to, now, random_bytes(world))?;
            GigEvent::Moved { who, seats: station.mine(who)?.seats }
        }
        GigJob::Say { who, seat, work } => {
            station.say_work(seat, Says::Worker(who), work, now, random_bytes(world))?;
            GigEvent::Moved { who, seats: station.mine(who)?.seats }
        }
    })
}

fn take(
    station: &mut Station,
    posting: &Posting,
    day: Date,
    who: &Who,
    card: &WorkCard,
    world: &dyn World,
) -> Result<GigEvent, StoreError> {
    let now = world.now();
    let give = |station: &mut Station, who: AppliesAs<'_>| -> Result<GigEvent, StoreError> {
        let taken = station.take_seat(&Taking { posting, day, who, card }, now, random_bytes(world))?;
        Ok(match taken {
            Ok(registered) => GigEvent::Taken { posting: posting.id, registered: sealed(station, registered) },
            Err(why) => GigEvent::NotTaken { posting: posting.id, why },
        })
    };
    match who {
        // Nothing on its way from a screen is believed.
        Who::New(form) => match form.checked(day_of(now)) {
            Ok(form) => give(station, AppliesAs::New(&form)),
            Err(faults) => Ok(GigEvent::Faults(faults)),
        },
        Who::Known(subject) => match station.visitor(*subject)? {
            Some(visitor) => give(station, AppliesAs::Known(&visitor)),
            None => Ok(GigEvent::Faults(vec![Fault::new("name", FaultKind::Missing)])),
        },
    }
}

/// The day jobs near a station that it asks for seats of.
///
/// # Errors
/// When the catalogue cannot be read.
pub fn jobs_near(data: &Path, here: Option<&DivisionCode>, today: Date) -> Result<Vec<Posting>, StoreError> {
    CatalogueReader::open(data)?.day_jobs(today, here, JOBS)
}

/// Returns what has ended and asks for what is missing; answers for how many jobs it asked.
///
/// # Errors
/// When the store could not do it.
pub fn keep_seats(station: &mut Station, postings: &[Posting], world: &dyn World) -> Result<usize, StoreError> {
    let now = world.now();
    return_leases(station, world)?;
    if station.identity()?.is_none() {
        return Ok(0);
    }
    let local = now.to_zoned(tz::offset(8).to_time_zone());
    station.ask_for_seats(postings, &days(local.date(), local.time()), now, random_bytes(world))
}

/// Returns the leases that have ended.
///
/// # Errors
/// When the store could not do it.
pub fn return_leases(station: &mut Station, world: &dyn World) -> Result<usize, StoreError> {
    let now = world.now();
    if station.identity()?.is_none() {
        return Ok(0);
    }
    station.return_leases(now, day_of(now), random_bytes(world))
}

/// When it was last looked whether seats are to be asked for, on the catalogue's thread.
#[derive(Debug, Default)]
pub struct Asking {
    looked_at: Option<Instant>,
}

impl Asking {
    /// Looks for day jobs near the station and has the store thread ask for seats of them; not more often than every
    /// [`LOOK`].
    pub fn look(&mut self, data: &Path, store: &SyncSender<StoreWork>, world: &SharedWorld) {
        if self.looked_at.is_some_and(|at| at.elapsed() < LOOK) {
            return;
        }
        self.looked_at = Some(Instant::now());
        let today = day_of(world.now());
        let place = StoreLine(store.clone()).ask(|station| station.place().map_err(not_kept));
        let jobs = place.and_then(|place| jobs_near(data, place.as_ref(), today).map_err(not_kept));
        let jobs = match jobs {
            Ok(jobs) => jobs,
            Err(error) => return tracing::warn!(%error, "no seats were asked for; it is tried again"),
        };
        let world = SharedWorld::clone(world);
        let ask = move |station: &mut Station| match keep_seats(station, &jobs, &*world) {
            Ok(0) => true,
            Ok(asked) => {
                tracing::info!(asked, "seats of day jobs were asked for");
                true
            }
            Err(error) => {
                tracing::warn!(%error, "no seats were asked for; it is tried again");
                false
            }
        };
        store.send(StoreWork::With(Box::new(ask))).ok();
    }
}
