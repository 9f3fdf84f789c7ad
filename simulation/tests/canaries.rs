//! People with words that stand nowhere else do what can be done at a station. Afterwards the bytes are searched for them: the
//! station's pages as they are under its cipher, free ones too; its files as they lie on the disk; the platform's file and log.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test whose scene cannot be set has failed"
)]

#[path = "canaries/every.rs"]
mod every;

use jiff::ToSpan as _;
use std::collections::BTreeMap;
use yizhan::domain::applying::ShortForm;
use yizhan::domain::resume::Resume;
use yizhan::domain::service::fill::Filled;
use yizhan::domain::wishes::Wish;
use yizhan::domain::{ApplicationWish, Form, Given, IdType, PostingId, ReceiptNo, WorkCard};
use yizhan::runtime::world::day_of;
use yizhan::store::{AppliesAs, CatalogueReader, Origin, Taking, Wanted};
use yizhan_simulation::desk::{Desk, Kind};
use yizhan_simulation::play::Play;
use yizhan_simulation::scene::Scene;
use yizhan_simulation::{errands, people, vfs};

const NAME: &str = "测试鑫焱淼";
const NUMBER: &str = "430000199003071519";
const PHONE: &str = "13800137731";
const NOTE: &str = "青藤老屋后第三家";
const APPLICANT: &str = "测试垚犇";
const HER_PHONE: &str = "13800137732";
const FILLED: &str = "写了一半的测试诉求";
const DRAFTED: &str = "测试没登完记";

const ALL: [&str; 8] = [NAME, NUMBER, PHONE, NOTE, APPLICANT, HER_PHONE, FILLED, DRAFTED];

fn form() -> Form {
    Form {
        name: NAME.into(),
        id_type: IdType::ResidentId,
        id_number: NUMBER.into(),
        no_id_reason: String::new(),
        phone: PHONE.into(),
        note: NOTE.into(),
        ..people::form(1)
    }
}

fn short() -> ShortForm {
    let mut form = ShortForm::default();
    form.name = APPLICANT.into();
    form.phone = HER_PHONE.into();
    form.born = Some(jiff::civil::date(1974, 3, 10));
    form
}

/// What stands somewhere: each canary in the places where it was found.
fn found(play: &Play) -> BTreeMap<&'static str, Vec<String>> {
    found_of(play, &ALL)
}

fn found_of(play: &Play, words: &[&'static str]) -> BTreeMap<&'static str, Vec<String>> {
    let desk = &play.desks[0];
    let mut places: Vec<(String, Vec<u8>)> = vec![("the station's pages".into(), pages(desk))];
    for (name, bytes) in desk.disk.borrow().image() {
        places.push((format!("the station's {name}"), bytes));
    }
    for (name, bytes) in play.province.borrow().disk.borrow().image() {
        places.push((format!("the platform's {name}"), bytes));
    }
    let mut all: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for canary in words.iter().copied() {
        for (place, bytes) in &places {
            if written(canary).iter().any(|words| bytes.windows(words.len()).any(|window| window == words)) {
                all.entry(canary).or_default().push(place.clone());
            }
        }
    }
    all
}

/// The ways in which a word may stand in a file.
fn written(canary: &str) -> Vec<Vec<u8>> {
    let utf16 = |order: fn(u16) -> [u8; 2]| canary.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let escaped: String =
        canary.encode_utf16().flat_map(|unit| format!("\\u{unit:04x}").into_bytes()).map(char::from).collect();
    vec![canary.as_bytes().to_vec(), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes), escaped.into_bytes()]
}

/// Every page of the station's file without its cipher, those that are free as well.
fn pages(desk: &Desk) -> Vec<u8> {
    let db = desk.file().unwrap();
    db.query_row("SELECT count(*) FROM entry", [], |_| Ok(())).unwrap();
    vfs::all_pages(&db)
}

/// A station in an open line, and what was done at it: the receipt of her who registered, and of her who applied and took a seat.
fn errands_done(scene: &Scene) -> (Play, [ReceiptNo; 3]) {
    let mut play = Play::begin(scene, 1, None, false);
    play.desks.truncate(1);
    let sync = |play: &mut Play| (0..20).for_each(|_| drop(play.sync(0, true).unwrap()));
    sync(&mut play);
    errands::sign_up(&mut play, 0, 1, &form(), Origin::Direct).unwrap();
    let hers = play.desks[0].people[&1].receipt.clone();
    let subject = play.desks[0].people[&1].subject.unwrap();
    errands::take_seat(&mut play, 0).unwrap();
    sync(&mut play);
    let truth = play.truth.get();
    let folder = play.desks[0].folder().to_owned();
    let desk = &mut play.desks[0];
    let applied = desk
        .act(truth, &mut play.dice, |running, act| {
            let reader = CatalogueReader::open(&folder).unwrap();
            let posting = reader.posting(PostingId(5), act.today).unwrap().unwrap();
            let short = short();
            let who = AppliesAs::New(&short);
            let wanted = Wanted { posting: &posting, wish: ApplicationWish::Apply, who, assisted_by: None };
            let applied = running.station.apply(&wanted, act.now, [5; 20])?;
            let offers = running.station.offers(act.now, act.today)?;
            let (offer, card) = (offers.first().expect("seats were leased"), WorkCard::default());
            let taking = Taking { posting: &offer.posting, day: offer.day, who, card: &card };
            let seat = running.station.take_seat(&taking, act.now, [6; 20])?.expect("she has a seat, too");
            running.station.keep_resume(subject, &Resume::default(), "1", act.now, act.today)?;
            let answers = [("text".to_owned(), Given::One(FILLED.to_owned()))].into_iter().collect();
            let filled = Filled { form: "opinion".into(), version: 1, answers, ..Filled::default() };
            running.station.save_filled(&filled, act.now)?;
            running.station.save_draft(&Form { name: DRAFTED.into(), ..Form::default() }, act.now)?;
            Ok([applied.receipt, seat.receipt])
        })
        .unwrap();
    sync(&mut play);
    let [applied, seat] = applied.unwrap();
    (play, [hers, applied, seat])
}

fn rest(play: &mut Play) {
    for _ in 0..40 {
        play.sync(0, true).unwrap();
    }
}

fn ends_the_session(play: &mut Play) {
    let truth = play.truth.get();
    let desk = &mut play.desks[0];
    let done = desk.act(truth, &mut play.dice, |running, _| {
        running.station.drop_filled()?;
        running.station.discard_draft()
    });
    assert!(done.unwrap().is_some());
}

#[test]
fn canary_on_the_disk_of_a_station_nothing_of_anybody_can_be_read() {
    let scene = Scene::set().unwrap();
    let (play, _) = errands_done(&scene);
    let found = found(&play);
    for canary in ALL {
        let places = found.get(canary).cloned().unwrap_or_default();
        assert!(places.contains(&"the station's pages".to_owned()), "{canary} is looked for where it cannot be missed");
        let on_disk: Vec<_> = places.iter().filter(|place| place.starts_with("the station's s")).collect();
        assert!(on_disk.is_empty(), "{canary} stands in {on_disk:?}");
        assert!(!places.contains(&"the station's catalogue.db".to_owned()), "{canary}");
    }
    let at_province = found[NAME].iter().any(|place| place.starts_with("the platform"));
    assert!(at_province, "what was sent is there: {found:?}");
}

#[test]
fn canary_when_a_session_ends_what_was_begun_is_in_no_page_and_in_no_log() {
    let scene = Scene::set().unwrap();
    let (mut play, _) = errands_done(&scene);
    ends_the_session(&mut play);
    let found = found(&play);
    for canary in [FILLED, DRAFTED] {
        assert_eq!(found.get(canary), None, "{canary}");
    }
    assert_eq!(log_of(&play), 0, "the log, which holds earlier pages, is empty");
}

#[test]
fn canary_who_wishes_to_be_erased_is_in_no_page_of_station_or_province() {
    let scene = Scene::set().unwrap();
    let (mut play, slips) = errands_done(&scene);
    ends_the_session(&mut play);
    let truth = play.truth.get();
    // Two people have three slips: who applied and who took a seat is the same one.
    for (number, receipt) in (1..).zip(&slips[..2]) {
        let desk = &mut play.desks[0];
        let wished = desk.act(truth, &mut play.dice, |running, act| {
            running.station.wish(receipt, &Wish::Erase, None, act.now, [number; 10])
        });
        play.desks[0].promise(wished.unwrap().unwrap().entry, Kind::Erased, 1);
    }
    rest(&mut play);
    assert_eq!(found(&play), BTreeMap::new(), "neither here nor there, in pages, free pages or logs");
    assert_eq!(log_of(&play), 0);
}

#[test]
fn canary_when_its_time_is_over_it_is_in_no_page_of_the_station() {
    let scene = Scene::set().unwrap();
    let (mut play, _) = errands_done(&scene);
    ends_the_session(&mut play);
    rest(&mut play);
    let (truth, years) = (play.truth.get(), 24 * 365 * 3);
    play.truth.set(truth + years.hours());
    let today = day_of(play.truth.get());
    let truth = play.truth.get();
    let desk = &mut play.desks[0];
    let purged = desk.act(truth, &mut play.dice, |running, _| running.station.purge(today.saturating_sub(30.days())));
    assert!(purged.unwrap().unwrap() > 0);
    let here: BTreeMap<_, Vec<_>> = found(&play)
        .into_iter()
        .map(|(canary, places)| (canary, places.into_iter().filter(|place| place.starts_with("the station")).collect()))
        .filter(|(_, places): &(_, Vec<_>)| !places.is_empty())
        .collect();
    assert_eq!(here, BTreeMap::new());
    assert_eq!(log_of(&play), 0);
}

/// Bytes of the station's log.
fn log_of(play: &Play) -> usize {
    play.desks[0].disk.borrow().image().get("station.db-wal").map_or(0, Vec::len)
}
