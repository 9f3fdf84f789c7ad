//! Day jobs shared out among stations: seats are leased ahead, given away without a line, and never twice.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test whose scene cannot be set has failed"
)]

use super::common::{Province, Station, lines};
use jiff::civil::date;
use yizhan::domain::applying::ShortForm;
use yizhan::domain::gig::{NotTaken, Offer};
use yizhan::domain::ledger::{EntryState, Registered};
use yizhan::domain::role::{Role, Roles};
use yizhan::domain::staff::StaffMember;
use yizhan::domain::visitor::{Proof, Shown, Visitor};
use yizhan::domain::{DayWork, ReceiptNo, SeatState, WorkCard};
use yizhan::runtime::world::{day_of, random_bytes};
use yizhan::runtime::{Machine, World as _};
use yizhan::store::{Act, AppliesAs, Says, Station as Store, Taking};

/// A station that knows the province's day jobs and has asked for seats of them.
fn with_seats(province: &Province) -> Station {
    let station = Station::enrolled(province);
    station.run(&["sync", "--until-idle"]);
    let asked = station.json(&["seats", "--ask"]);
    assert!(asked["asked"].as_u64().unwrap() > 0, "{asked}");
    station.run(&["sync", "--until-idle"]);
    station
}

fn offers(store: &Store) -> Vec<Offer> {
    let now = Machine::new().unwrap().now();
    store.offers(now, day_of(now)).unwrap()
}

fn person(n: u8) -> ShortForm {
    let mut form = ShortForm::default();
    form.name = format!("测试{}", ['甲', '乙', '丙', '丁'][usize::from(n)]);
    form.phone = format!("1380000000{n}");
    form.born = Some(date(1974, 3, 10));
    form
}

fn take(store: &mut Store, offer: &Offer, form: &ShortForm) -> Result<Registered, NotTaken> {
    let world = Machine::new().unwrap();
    let card = WorkCard::default();
    let taking = Taking { posting: &offer.posting, day: offer.day, who: AppliesAs::New(form), card: &card };
    store.take_seat(&taking, world.now(), random_bytes(&world)).unwrap()
}

/// By the slip that she has in her hand.
fn known(store: &mut Store, receipt: &ReceiptNo) -> Visitor {
    let now = Machine::new().unwrap().now();
    let proof = Proof::Receipt { typed: receipt.as_str().to_owned().into(), born: date(1974, 3, 10) };
    let Shown::Known(visitor) = store.identify(&proof, now, day_of(now)).unwrap() else { panic!("not known") };
    visitor
}

#[test]
fn two_stations_share_the_seats_of_a_day_job_and_give_none_away_twice() {
    let province = Province::start();
    province.stock(4);
    let (one, other) = (with_seats(&province), with_seats(&province));
    let (mut here, mut there) = (one.store(), other.store());
    let (at_one, at_other) = (offers(&here), offers(&there));
    for offer in &at_one {
        let same = at_other.iter().find(|o| (o.posting.id, o.day) == (offer.posting.id, offer.day)).unwrap();
        assert_eq!((offer.free, same.free), (1, 1), "two seats, and each station has one");
    }
    // Neither has a line from here on.
    let (offer, same) = (&at_one[0], &at_other[0]);
    let first = take(&mut here, offer, &person(0)).unwrap();
    assert_eq!(take(&mut here, offer, &person(0)).unwrap().receipt, first.receipt, "touched twice it is one seat");
    assert_eq!(take(&mut here, offer, &person(1)), Err(NotTaken::NoSeat));
    assert!(offers(&here).iter().all(|o| o.posting.id != offer.posting.id || o.day != offer.day));
    // The same woman walks over to the other station.
    let second = take(&mut there, same, &person(0)).unwrap();
    drop((here, there));
    one.run(&["sync", "--until-idle"]);
    other.run(&["sync", "--until-idle"]);
    let held: Vec<_> = lines(&province.run(&["seats", "list", "--json"]));
    let taken: u64 = held.iter().map(|lease| lease["taken"].as_u64().unwrap()).sum();
    assert_eq!(taken, 1, "the province counts her once: {held:?}");

    let mut there = other.store();
    let twice = known(&mut there, &second.receipt);
    let mine = there.mine(twice.subject).unwrap();
    assert_eq!((mine.seats[0].sent, mine.seats[0].holds()), (EntryState::Refused, false));
    take(&mut there, same, &person(1)).unwrap();
    drop(there);
    let synced = other.json(&["sync", "--until-idle"]);
    assert_eq!(synced["refused"], 0, "the seat that came free is somebody else's: {synced}");
}

#[test]
fn a_day_that_both_sides_confirm_becomes_a_record_that_the_province_can_verify() {
    let province = Province::start();
    province.stock(4);
    let station = with_seats(&province);
    let world = Machine::new().unwrap();
    let mut store = station.store();
    let offer = offers(&store).remove(0);
    let seat = take(&mut store, &offer, &person(0)).unwrap();
    let her = known(&mut store, &seat.receipt);
    let step = |store: &mut Store, to| {
        store.move_seat(seat.entry, Some(her.subject), to, world.now(), random_bytes(&world)).unwrap();
    };
    step(&mut store, SeatState::CheckedIn);
    let work = DayWork { minutes: 480, pay_fen: 20_000, paid: false };
    let says = |store: &mut Store, says: Says<'_>, work| {
        store.say_work(seat.entry, says, work, world.now(), random_bytes(&world)).unwrap();
    };
    says(&mut store, Says::Worker(her.subject), work);
    let now = world.now();
    let by_nobody = Act { by: None, now, today: day_of(now), random: random_bytes(&world) };
    store.add_staff("测试员", "135790", Roles::of(&[Role::Clerk]), &[1; 16], &by_nobody).unwrap();
    let clerk: StaffMember = store.list_staff().unwrap().remove(0);
    let act = Act { by: Some(&clerk), now, today: day_of(now), random: random_bytes(&world) };
    let less = DayWork { pay_fen: 15_000, ..work };
    says(&mut store, Says::Employer { name: "测试工头", act: &act }, less);
    assert_eq!(store.mine(her.subject).unwrap().seats[0].record, None, "they do not say the same yet");
    says(&mut store, Says::Employer { name: "测试工头", act: &act }, work);
    let record = store.mine(her.subject).unwrap().seats[0].record.clone().unwrap();
    assert!(record.contains("姓名：测试甲") && record.contains("工钱：200.00元，当天未付"), "{record}");
    drop(store);
    let synced = station.json(&["sync", "--until-idle"]);
    assert_eq!((synced["refused"].as_u64(), synced["accepted"].as_u64()), (Some(0), Some(5)), "{synced}");
    let held = lines(&province.run(&["seats", "list", "--json"]));
    assert!(held.iter().any(|lease| lease["confirmed"] == 1), "{held:?}");

    let paper = province.path().join("record.txt");
    std::fs::write(&paper, &record).unwrap();
    let paper = paper.to_str().unwrap();
    assert!(province.run(&["seats", "verify", paper]).contains("signed by station"));
    std::fs::write(paper, record.replace("200.00", "900.00")).unwrap();
    assert!(!province.command(&["seats", "verify", paper]).output().unwrap().status.success());
}
