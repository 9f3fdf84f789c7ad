//! An employer's posting from the desk's questions to the list that people search at another station, and back again.

use super::common::{Province, Station};
use std::collections::BTreeMap;
use yizhan::domain::role::{Role, Roles};
use yizhan::domain::service::fill::Answers;
use yizhan::domain::{Given, RecallReason};
use yizhan::runtime::office::{self, FirmsEvent, FirmsJob, OfficeEvent, OfficeJob, Session};
use yizhan::runtime::world::day_of;
use yizhan::runtime::{Machine, World as _};

fn answers(given: &[(&str, &str)]) -> Answers {
    given.iter().map(|(id, given)| ((*id).to_owned(), Given::One((*given).to_owned()))).collect::<BTreeMap<_, _>>()
}

/// A posting in which nothing is wrong.
fn posting() -> Answers {
    answers(&[
        ("title", "飞天钳工"),
        ("headcount", "3"),
        ("work_form", "full_time"),
        ("tasks", "装配机床"),
        ("pay_unit", "month"),
        ("pay_min", "6000"),
        ("pay_max", "8000"),
        ("hours_day", "8"),
        ("days_week", "5"),
        ("experience", "钳工证"),
        ("place", "测试路 1 号"),
        ("phone", "13800000001"),
        ("valid_days", "30"),
    ])
}

#[test]
fn an_employers_posting_reaches_every_station_after_a_person_let_it_through_and_leaves_when_it_is_taken_back() {
    let province = Province::start();
    province.stock(20);
    let [desk, other] = [(), ()].map(|()| Station::enrolled(&province));
    let world = Machine::new().unwrap();
    let mut store = desk.store();
    store.set_minimum_wage(day_of(world.now()), (2_100, 21)).unwrap();
    let roles = Roles::of(&[Role::Clerk, Role::Reviewer]);
    let clerk = store.add_staff("测试甲", "260718", roles, &[5; 16], &office::act(None, &world)).unwrap();
    let mut session = Session::default();
    session.begin(clerk);
    let mut ask = |job: FirmsJob| {
        let event = office::answer(&mut store, &mut session, OfficeJob::Firms(Box::new(job)), &world).unwrap();
        let Some(OfficeEvent::Firms(event)) = event else { panic!("{event:?}") };
        *event
    };
    let mut firm = answers(&[
        ("credit_code", "91430000MA0TEXT04Y"),
        ("name", "测试飞天机械有限公司"),
        ("contact", "测试经理"),
        ("phone", "13800000001"),
        ("agent", "测试丙"),
    ]);
    firm.insert("papers".into(), Given::Many(vec!["licence".into(), "agent_id".into()]));
    let FirmsEvent::Written(file) = ask(FirmsJob::Save { answers: firm }) else { panic!("not written") };
    let made = ask(FirmsJob::SaveOffer { firm: file.row.id, answers: posting(), corrects: None });
    let FirmsEvent::Offer { offer, .. } = made else { panic!("{made:?}") };
    assert_eq!(offer.findings, [], "nothing is wrong with it");
    let passed = ask(FirmsJob::LetThrough { offer: offer.id, reasons: Vec::new() });
    assert!(matches!(passed, FirmsEvent::Offer { .. }), "{passed:?}");

    let found = |station: &Station| station.json(&["search", "飞天钳工"])["total"].clone();
    for station in [&desk, &other] {
        assert_eq!(station.json(&["sync", "--until-idle"])["failures"], 0);
        station.json(&["sync", "--until-idle"]);
        assert_eq!(found(station), 1);
    }
    let hit = other.json(&["search", "飞天钳工"])["hits"][0]["id"].to_string();
    let shown = other.json(&["posting", &hit]);
    assert_eq!(shown["employer"], "测试飞天机械有限公司");
    assert_eq!(shown["wage"]["min_fen"], 600_000);
    assert_eq!(province.records().iter().filter(|record| record["kind"] == "posting_offer").count(), 1);

    let recalled = ask(FirmsJob::Recall { offer: offer.id, reason: RecallReason::Filled });
    assert!(matches!(recalled, FirmsEvent::Offer { .. }), "{recalled:?}");
    for station in [&desk, &other] {
        station.json(&["sync", "--until-idle"]);
        station.json(&["sync", "--until-idle"]);
        assert_eq!(found(station), 0);
    }
}
