//! What a seeker asks for alone, there and back: an account that is pending until the province says that it is open, and one
//! application taken back, of which nothing of her is left at the province.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station};
use jiff::civil::date;
use yizhan::domain::account::AccountStage;
use yizhan::domain::applying::ShortForm;
use yizhan::domain::ledger::Registered;
use yizhan::domain::service::fill::Filled;
use yizhan::domain::visitor::{Mine, Proof, Shown, Track};
use yizhan::domain::{AccountOutcome, ApplicationWish, Given, PostingId, ReceiptNo};
use yizhan::runtime::content::in_force;
use yizhan::runtime::submitting::submit;
use yizhan::runtime::world::{day_of, random_bytes};
use yizhan::runtime::{Event, Machine, World as _};
use yizhan::store::{AppliesAs, CatalogueReader, Wanted};

/// Nobody's number; born on 10 March 1974.
const NUMBER: &str = "430000197403100228";

fn mine(station: &Station, receipt: &ReceiptNo) -> Mine {
    let now = Machine::new().unwrap().now();
    let mut store = station.store();
    let proof = Proof::Receipt { typed: receipt.as_str().to_owned().into(), born: date(1974, 3, 10) };
    let Shown::Known(her) = store.identify(&proof, now, day_of(now)).unwrap() else { panic!("not known") };
    store.mine(her.subject).unwrap()
}

/// Fills in the form of the sample pack.
fn ask(station: &Station) -> Registered {
    let content = in_force(&CatalogueReader::open(station.path()).unwrap()).unwrap();
    let form = content.form("account").unwrap();
    let answers = [("name", "测试甲"), ("id_number", NUMBER), ("phone", "13800000000"), ("agree", "yes")];
    let answers = answers.into_iter().map(|(field, text)| (field.to_owned(), Given::One(text.to_owned()))).collect();
    let filled = Filled { form: form.id.clone(), version: form.version, answers, ..Filled::default() };
    let world = Machine::new().unwrap();
    let event = submit(&mut station.store(), form, &filled, (None, None), &world).unwrap();
    let Event::Submitted(registered) = event else { panic!("{event:?}") };
    registered
}

#[test]
fn an_account_asked_for_without_a_line_is_open_once_the_province_has_said_so() {
    let mut province = Province::start();
    province.run(&["seed", "--postings", "5"]);
    let (one, other) = (Station::enrolled(&province), Station::enrolled(&province));
    for station in [&one, &other] {
        station.run(&["sync"]);
    }
    province.stop();
    let asked = ask(&one);
    assert_eq!(mine(&one, &asked.receipt).accounts[0].stage(), AccountStage::Saved);
    province.resume();
    one.run(&["sync", "--until-idle"]);
    let opened = AccountStage::Answered(AccountOutcome::Opened);
    assert_eq!(mine(&one, &asked.receipt).accounts[0].stage(), opened);
    // Elsewhere she has one already.
    let again = ask(&other);
    other.run(&["sync", "--until-idle"]);
    let exists = AccountStage::Answered(AccountOutcome::Exists);
    assert_eq!(mine(&other, &again.receipt).accounts[0].stage(), exists);
}

#[test]
fn of_an_application_taken_back_the_province_keeps_nothing_of_the_person() {
    let province = Province::start();
    province.stock(4);
    let station = Station::enrolled(&province);
    station.run(&["sync"]);
    let id = station.json(&["search", "电焊工"])["hits"][0]["id"].as_i64().unwrap();
    let world = Machine::new().unwrap();
    let reader = CatalogueReader::open(station.path()).unwrap();
    let posting = reader.posting(PostingId(id), day_of(world.now())).unwrap().unwrap();
    let mut form = ShortForm::default();
    form.name = "测试乙".into();
    form.phone = "13800000001".into();
    form.born = Some(date(1974, 3, 10));
    let wanted =
        Wanted { posting: &posting, wish: ApplicationWish::Apply, who: AppliesAs::New(&form), assisted_by: None };
    let applied = station.store().apply(&wanted, world.now(), random_bytes(&world)).unwrap();
    station.run(&["sync"]);
    let body = |receipt: &ReceiptNo| {
        let record = province.records().into_iter().find(|record| record["receipt"] == receipt.as_str());
        record.unwrap()["body"].clone()
    };
    assert_eq!(body(&applied.receipt)["name"], "测试乙");

    let now = world.now();
    let proof = Proof::Receipt { typed: applied.receipt.as_str().to_owned().into(), born: date(1974, 3, 10) };
    let Shown::Known(her) = station.store().identify(&proof, now, day_of(now)).unwrap() else { panic!("not known") };
    station.store().end_application(her.subject, &applied.receipt, now, [5; 10]).unwrap();
    assert_eq!(mine(&station, &applied.receipt).applications[0].track, Track::Ended, "here at once");
    let synced = station.json(&["sync"]);
    assert_eq!((&synced["accepted"], &synced["refused"]), (&serde_json::json!(1), &serde_json::json!(0)));
    let left = body(&applied.receipt);
    assert_eq!((left["name"].as_str(), left["phone"].as_str(), left["taken_back"].as_bool()), (None, None, Some(true)));
}
