//! What people do at a played station, what the clerk puts right afterwards, and what is done once a day.

use super::books::Shelf;
use super::count::Sold;
use super::defect::Defect;
use super::desk::{Desk, Kind, Known, Moment};
use super::people;
use super::play::Play;
use super::province::Stop;
use super::{Broken, breaks};
use fastrand::Rng;
use jiff::ToSpan as _;
use std::cell::Cell;
use yizhan::domain::gig::Offer;
use yizhan::domain::seeker::NewService;
use yizhan::domain::wishes::Wish;
use yizhan::domain::{
    ConsentPurpose, EntryId, Form, PostingId, ReceiptNo, SeatState, ServiceChannel, ServiceKind, WorkCard,
};
use yizhan::runtime::World as _;
use yizhan::runtime::carrying::{self, Wanted};
use yizhan::runtime::gigs::{keep_seats, return_leases};
use yizhan::runtime::registering::{self, Outcome};
use yizhan::runtime::world::day_of;
use yizhan::store::{AppliesAs, CatalogueReader, Origin, StoreError, Taking};

/// Somebody stands at the desk or the screen.
pub fn somebody_comes(play: &mut Play, which: usize) -> Result<(), Broken> {
    match play.dice.u8(..20) {
        0..=8 => register(play, which),
        9 => again(play, which),
        10..=11 => wish(play, which),
        12..=14 => serve(play, which),
        15..=17 => take_seat(play, which),
        18 => give_seat_back(play, which),
        _ => put_right(play, which).map(drop),
    }
}

fn register(play: &mut Play, which: usize) -> Result<(), Broken> {
    let number = play.next_person;
    play.next_person += 1;
    let truth = play.truth.get();
    let young = play.dice.u8(..5) == 0;
    let Some(desk) = play.desks.get(which) else { return Ok(()) };
    // She turns sixteen by the station's clock; by the province's perhaps not.
    let form = if young { people::young(number, day_of(desk.now(truth))) } else { people::form(number) };
    sign_up(play, which, number, &form, Origin::Direct)
}

/// The same form once more, as after an answer that nobody saw.
fn again(play: &mut Play, which: usize) -> Result<(), Broken> {
    let Some(desk) = play.desks.get(which) else { return Ok(()) };
    let Some(number) = pick(&mut play.dice, desk.people.keys().copied()) else { return Ok(()) };
    sign_up(play, which, number, &people::form(number), Origin::Direct)
}

pub fn sign_up(play: &mut Play, which: usize, number: u32, form: &Form, origin: Origin) -> Result<(), Broken> {
    let truth = play.truth.get();
    let Some(desk) = play.desks.get_mut(which) else { return Ok(()) };
    if desk.up(truth)?.is_none() {
        return Ok(());
    }
    let moment = Moment::new(desk.now(truth), &mut play.dice);
    let Some(running) = desk.running.as_mut() else { return Ok(()) };
    let done = registering::register(&mut running.station, form, origin, &moment);
    let word = match &done {
        Ok(Outcome::Registered(registered)) => {
            let subject = running.station.subject_of(&registered.receipt).ok().flatten();
            let receipt = registered.receipt.clone();
            desk.people.insert(number, Known { receipt, subject });
            desk.promise(registered.entry, Kind::Registered, number);
            "registered".to_owned()
        }
        Ok(Outcome::Faults(faults)) => format!("faults {faults:?}"),
        Err(error) if desk.is_ill() => {
            if desk.defect == Some(Defect::SlipBeforeCommit) {
                // The slip says the number that would have been next.
                desk.promise(EntryId::new(u64::from(number), [255; 10]), Kind::Registered, number);
            }
            // As the store thread does: after a fault of the disk the store is opened anew.
            desk.stop(Stop::InOrder);
            format!("not registered: {error}")
        }
        Err(error) => return Err(breaks!("a sound store did not register somebody: {error}")),
    };
    play.tell(|| format!("station {which}: person {number}: {word}"));
    Ok(())
}

fn wish(play: &mut Play, which: usize) -> Result<(), Broken> {
    let (truth, erase) = (play.truth.get(), play.dice.u8(..4) == 0);
    let Some(desk) = play.desks.get_mut(which) else { return Ok(()) };
    let Some((number, receipt)) = pick(&mut play.dice, desk.people.iter().map(|(n, k)| (*n, k.receipt.clone()))) else {
        return Ok(());
    };
    make_wish(desk, &mut play.dice, truth, number, &receipt, erase)?;
    play.tell(|| format!("station {which}: person {number} wishes, to be erased: {erase}"));
    Ok(())
}

fn make_wish(
    desk: &mut Desk,
    dice: &mut Rng,
    truth: jiff::Timestamp,
    number: u32,
    receipt: &ReceiptNo,
    erase: bool,
) -> Result<(), Broken> {
    let wish = if erase { Wish::Erase } else { Wish::TakeBack(vec![ConsentPurpose::Push]) };
    let done = desk
        .act(truth, dice, |running, act| running.station.wish(receipt, &wish, Some("测试员"), act.now, act.random))?;
    if let Some(wished) = done {
        desk.promise(wished.entry, if erase { Kind::Erased } else { Kind::Withdrawn }, number);
    }
    Ok(())
}

fn serve(play: &mut Play, which: usize) -> Result<(), Broken> {
    let truth = play.truth.get();
    let Some(desk) = play.desks.get_mut(which) else { return Ok(()) };
    let known = desk.people.iter().filter_map(|(number, known)| Some((*number, known.subject?)));
    let Some((number, subject)) = pick(&mut play.dice, known) else { return Ok(()) };
    // One after the other, so that the dice are left to what people do.
    let turn = desk.promises.len();
    let kinds =
        [ServiceKind::Recommendation, ServiceKind::Guidance, ServiceKind::TrainingInfo, ServiceKind::PolicyTalk];
    let kind = kinds.get(turn % kinds.len()).copied().unwrap_or(ServiceKind::Guidance);
    let recommended = PostingId(i64::try_from(turn % 5).unwrap_or(0) + 1);
    let service = NewService {
        kind,
        channel: ServiceChannel::Desk,
        posting: (kind == ServiceKind::Recommendation).then_some(recommended),
        topic: "测试求职指导".into(),
        result: "再约一次".into(),
        told: true,
        confirmed: false,
    };
    let done =
        desk.act(truth, &mut play.dice, |running, act| running.station.record_service(subject, &service, act))?;
    if let Some(entry) = done {
        desk.promise(entry, Kind::Served, number);
        if turn % 6 == 5 {
            // It was a mistake. As above: the dice are left as they are.
            let mut dice = play.dice.clone();
            desk.act(truth, &mut dice, |running, act| running.station.void_service(entry, "测试误记", act))?;
        }
    }
    play.tell(|| format!("station {which}: person {number} is served"));
    Ok(())
}

pub fn take_seat(play: &mut Play, which: usize) -> Result<(), Broken> {
    let truth = play.truth.get();
    let number = play.next_person;
    play.next_person += 1;
    let Some(desk) = play.desks.get_mut(which) else { return Ok(()) };
    if desk.up(truth)?.is_none() {
        return Ok(());
    }
    let moment = Moment::new(desk.now(truth), &mut play.dice);
    let (now, today) = (moment.now(), day_of(moment.now()));
    let folder = desk.folder().to_owned();
    let Some(running) = desk.running.as_mut() else { return Ok(()) };
    let jobs = CatalogueReader::open(&folder).and_then(|reader| reader.day_jobs(today, None, 40)).unwrap_or_default();
    let faults = Faults::default();
    let asked = faults.note(keep_seats(&mut running.station, &jobs, &moment)).unwrap_or(0);
    let offers: Vec<Offer> = faults.note(running.station.offers(now, today)).unwrap_or_default();
    let taken = pick(&mut play.dice, offers.iter()).and_then(|offer| {
        let (form, card) = (people::worker(number), WorkCard::default());
        let taking = Taking { posting: &offer.posting, day: offer.day, who: AppliesAs::New(&form), card: &card };
        let mut random = [0; 20];
        moment.random(&mut random);
        let seat = faults.note(running.station.take_seat(&taking, now, random)).and_then(Result::ok)?;
        Some((seat, Sold { posting: offer.posting.id.0, day: offer.day, given_back: false }))
    });
    let got = taken.is_some();
    if let Some((seat, sold)) = taken {
        desk.promise(seat.entry, Kind::Seat, number);
        desk.sold.insert(seat.entry, sold);
    }
    faults.follow(desk);
    play.tell(|| format!("station {which}: seats of {asked} jobs asked for; person {number} has one: {got}"));
    Ok(())
}

fn give_seat_back(play: &mut Play, which: usize) -> Result<(), Broken> {
    let truth = play.truth.get();
    let Some(desk) = play.desks.get_mut(which) else { return Ok(()) };
    let seats = desk.promises.iter().filter(|promise| promise.kind == Kind::Seat && !promise.lost);
    let Some(seat) = pick(&mut play.dice, seats.map(|promise| promise.entry)) else { return Ok(()) };
    let mut random = [0; 20];
    play.dice.fill(&mut random);
    if let Some(sold) = desk.sold.get_mut(&seat) {
        sold.given_back = true;
    }
    desk.act(truth, &mut play.dice, |running, act| {
        running.station.move_seat(seat, None, SeatState::GivenBack, act.now, random)
    })?;
    Ok(())
}

/// The clerk puts right what the province did not take. Answers whether there was nothing.
pub fn put_right(play: &mut Play, which: usize) -> Result<bool, Broken> {
    let truth = play.truth.get();
    let refused = {
        let Some(desk) = play.desks.get_mut(which) else { return Ok(true) };
        match desk.up(truth)? {
            Some(running) => running.station.refused(usize::MAX).unwrap_or_default(),
            None => return Ok(true),
        }
    };
    let mut nothing = true;
    for row in &refused {
        nothing &= !put_one_right(play, which, row.id)?;
    }
    Ok(nothing)
}

/// Answers whether there was anything to do: a wish that was made again stands for the one that was refused.
fn put_one_right(play: &mut Play, which: usize, id: EntryId) -> Result<bool, Broken> {
    let truth = play.truth.get();
    let Some(desk) = play.desks.get_mut(which) else { return Ok(false) };
    let Some(promise) = desk.promises.iter().find(|promise| promise.entry == id).cloned() else { return Ok(false) };
    let number = promise.person;
    let made_again = |desk: &Desk| {
        let later = desk.promises.iter().rev().find(|other| (other.kind, other.person) == (promise.kind, number));
        later.is_some_and(|later| later.entry != id)
    };
    let Some(desk) = play.desks.get_mut(which) else { return Ok(false) };
    match promise.kind {
        Kind::Registered => {
            let form = desk.act(truth, &mut play.dice, |running, act| running.station.reopen_refused(id, act.now))?;
            let Some(form) = form else { return Ok(true) };
            sign_up(play, which, number, &people::corrected(&form), Origin::Draft)?;
        }
        Kind::Served => {
            desk.act(truth, &mut play.dice, |running, act| running.station.void_service(id, "测试更正", act))?;
        }
        Kind::Withdrawn | Kind::Erased if made_again(desk) => return Ok(false),
        Kind::Withdrawn | Kind::Erased => {
            let Some(receipt) = desk.people.get(&number).map(|known| known.receipt.clone()) else { return Ok(false) };
            make_wish(desk, &mut play.dice, truth, number, &receipt, promise.kind == Kind::Erased)?;
        }
        Kind::Seat => return Ok(false),
    }
    play.tell(|| format!("station {which}: the clerk puts {:?} of person {number} right", promise.kind));
    Ok(true)
}

/// What the store thread does when a day is over.
pub fn once_a_day(play: &mut Play, which: usize) -> Result<(), Broken> {
    let truth = play.truth.get();
    let Some(desk) = play.desks.get_mut(which) else { return Ok(()) };
    if desk.up(truth)?.is_none() {
        return Ok(());
    }
    let moment = Moment::new(desk.now(truth), &mut play.dice);
    let today = day_of(moment.now());
    let Some(running) = desk.running.as_mut() else { return Ok(()) };
    // What does not work on an ill disk is tried again the next day.
    let faults = Faults::default();
    faults.note(return_leases(&mut running.station, &moment));
    faults.note(running.station.purge(today.saturating_sub(30.days())));
    faults.follow(desk);
    Ok(())
}

/// Whether the disk failed while something was done: then the store is opened anew, as the store thread does.
#[derive(Default)]
struct Faults(Cell<bool>);

impl Faults {
    fn note<T>(&self, done: Result<T, StoreError>) -> Option<T> {
        done.inspect_err(|error| self.0.set(self.0.get() || error.is_of_the_disk())).ok()
    }

    fn follow(self, desk: &mut Desk) {
        if self.0.get() {
            desk.stop(Stop::InOrder);
        }
    }
}

/// Everything that waits, sealed into a file.
pub fn export(play: &mut Play, which: usize, random: [u8; 32]) -> Result<(), Broken> {
    let truth = play.truth.get();
    let Some(desk) = play.desks.get_mut(which) else { return Ok(()) };
    if desk.up(truth)?.is_none() {
        return Ok(());
    }
    let (now, machine) = (desk.now(truth), desk.machine.clone());
    let Some(running) = desk.running.as_mut() else { return Ok(()) };
    if let Ok(Some(identity)) = running.station.identity() {
        running.identity = identity;
    }
    let mut feed = Shelf { catalogue: &mut running.catalogue, intake: &mut running.intake, defect: None };
    let wanted = Wanted::everything(machine);
    let packed = carrying::pack(&mut running.station, &mut feed, &running.identity, wanted, now, random);
    if let (Ok((file, _)), Some(between)) = (&packed, play.between.get(which)) {
        between.borrow_mut().up.push(file.clone());
    }
    play.tell(|| format!("station {which}: a file is made: {}", packed.is_ok()));
    Ok(())
}

/// A file that was carried back is brought: any of them, whole or spoilt.
pub fn import(play: &mut Play, which: usize) -> Result<(), Broken> {
    let truth = play.truth.get();
    let (Some(desk), Some(between)) = (play.desks.get_mut(which), play.between.get(which)) else { return Ok(()) };
    let file = {
        let mut between = between.borrow_mut();
        let count = between.down.len();
        (count > 0).then(|| between.dice.usize(..count)).and_then(|at| between.down.get(at).cloned())
    };
    let Some(mut file) = file else { return Ok(()) };
    if desk.up(truth)?.is_none() {
        return Ok(());
    }
    let spoilt = play.dice.u8(..5) == 0;
    if spoilt && !file.is_empty() {
        let at = play.dice.usize(..file.len());
        if let Some(byte) = file.get_mut(at) {
            *byte ^= 1 << play.dice.u8(..8);
        }
    }
    let now = desk.now(truth);
    let Some(running) = desk.running.as_mut() else { return Ok(()) };
    if let Ok(Some(identity)) = running.station.identity() {
        running.identity = identity;
    }
    let mut feed = Shelf { catalogue: &mut running.catalogue, intake: &mut running.intake, defect: None };
    let brought = carrying::unpack(&mut running.station, &mut feed, &running.identity, &file, now);
    if spoilt && let Ok(brought) = &brought {
        return Err(breaks!("a spoilt file was taken: {brought:?}"));
    }
    play.tell(|| format!("station {which}: a file comes back: {:?}", brought.as_ref().map_err(ToString::to_string)));
    Ok(())
}

/// Whoever registered after an old copy was made is not known here any more.
pub fn forget_lost(desk: &mut Desk) {
    let lost: Vec<u32> = desk.promises.iter().filter(|promise| promise.lost).map(|promise| promise.person).collect();
    desk.people.retain(|number, _| !lost.contains(number));
}

fn pick<T>(dice: &mut Rng, choices: impl Iterator<Item = T>) -> Option<T> {
    let all: Vec<T> = choices.collect();
    let at = if all.is_empty() { return None } else { dice.usize(..all.len()) };
    all.into_iter().nth(at)
}
