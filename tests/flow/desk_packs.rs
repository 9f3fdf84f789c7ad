//! What the province says of the desk's work comes down in its packs: which services are owed, when help triggers itself, in
//! which fields lists are handed on.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, registration};
use serde_json::{Value, json};
use std::fs;
use yizhan::domain::content::FormDef;
use yizhan::domain::plan::standing;
use yizhan::domain::service::Content;
use yizhan::domain::service::fill::{Filled, check};
use yizhan::domain::task::Reason;
use yizhan::domain::{Cursor, FaultKind, Given};
use yizhan::runtime::content::{desk_rules_at, in_force};
use yizhan::runtime::intake::Intake;
use yizhan::runtime::submitting::submit;
use yizhan::runtime::world::day_of;
use yizhan::runtime::{Event, Machine, World as _};
use yizhan::store::{Catalogue, CatalogueReader};

fn plans(entitled: &str) -> Value {
    json!({ "plans": [{ "code": "211", "source": "样例", "from": "2026-01-01", "period": "case",
        "entitled": [entitled], "needs": [{ "counts": ["guidance"], "at_least": 2 }] }] })
}

#[test]
fn a_province_sends_its_own_plans_rules_and_fields_and_the_desk_works_by_them() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let help = json!({ "rules": [{ "code": "season", "from": "2026-01-01", "does": "policy_talk", "within_days": 2,
        "when": { "any_of": ["migrant_worker"] }, "says": "返乡农民工，先讲政策" }] });
    let fields = json!({ "postings": [], "registrations": [
        { "name": "XM", "from": "name" },
        { "name": "RYLB", "from": "categories", "codes": { "migrant_worker": "06" } }] });
    for (kind, body) in [("plans", plans("migrant_worker")), ("help", help), ("fields", fields)] {
        province.pack(&json!({ "kind": kind, "version": 1, "body": body })).unwrap();
    }
    station.run(&["sync"]);
    let mut form = registration(1);
    form["categories"] = json!(["migrant_worker"]);
    let (code, answers) = station.register(form.to_string().as_bytes());
    assert_eq!(code, 0, "{answers:?}");

    // Her page: what is owed by the province's plan, and the task that its rule has opened with her registration.
    let rules = desk_rules_at(station.path());
    let store = station.store();
    let subject = store.subject_of(&receipt(&answers[0])).unwrap().unwrap();
    let tags = store.tags_of(subject).unwrap();
    let today = tags[0].from;
    let standings: Vec<_> = rules.plans.iter().filter_map(|plan| standing(plan, &tags, &[], today)).collect();
    assert_eq!((standings.len(), standings[0].code.as_str(), standings[0].owed()[0].times), (1, "211", 2));
    let tasks = store.tasks_of(subject).unwrap();
    let help: Vec<_> = tasks.iter().filter(|task| task.reason == Reason::Help).map(|task| task.note.as_str()).collect();
    assert_eq!(help, ["season"]);

    // The list in the province's fields; the station's own file would go before it.
    let to = station.path().join("people.csv");
    station.run(&["export-table", "registrations", "--to", to.to_str().unwrap()]);
    let list = fs::read_to_string(&to).unwrap();
    assert!(list.trim_start_matches('\u{feff}').starts_with("XM,RYLB"), "{list}");
    assert!(list.contains(",06"), "{list}");
}

fn receipt(answer: &Value) -> yizhan::domain::ReceiptNo {
    yizhan::domain::ReceiptNo::parse(answer["receipt"].as_str().unwrap()).unwrap()
}

#[test]
fn a_plan_nobody_can_count_by_is_refused_where_it_is_made_and_where_it_arrives() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let refused = province.pack(&json!({ "kind": "plans", "version": 1, "body": plans("migrant") })).unwrap_err();
    for said in ["pack.json", "line 1, column", "body.plans[0].entitled[0]", "no group of people"] {
        assert!(refused.contains(said), "{refused}");
    }
    province.pack(&json!({ "kind": "plans", "version": 1, "body": plans("graduate") })).unwrap();
    station.run(&["sync"]);
    // Another platform might hand it out all the same.
    let broken = json!({ "change": "pack", "seq": 1_000_000,
        "pack": { "kind": "plans", "version": 2, "body": plans("migrant") } });
    let mut catalogue = Catalogue::open(station.path()).unwrap();
    Intake::new().take_in(&mut catalogue, vec![serde_json::from_value(broken).unwrap()]).unwrap();
    assert!(catalogue.cursor().unwrap() >= Cursor(1));
    drop(catalogue);
    let told = station.status()["packs"].clone();
    let told = told.as_array().unwrap().iter().find(|pack| pack["kind"] == "plans").unwrap();
    assert_eq!((&told["version"], &told["refused"]["version"]), (&1.into(), &2.into()));
    assert_eq!(told["refused"]["field"], "plans[0].entitled[0]");
    assert_eq!(desk_rules_at(station.path()).plans[0].code, "211", "the last good one stays");
}

fn content(station: &Station) -> Content {
    in_force(&CatalogueReader::open(station.path()).unwrap()).unwrap()
}

fn household(version: u32, ended: &str) -> Value {
    let list = json!({ "id": "household", "version": version, "title": "户口性质", "source": "样例", "codes": [
        { "code": "10", "label": "非农业户口", "until": ended }, { "code": "30", "label": "居民户口" }] });
    json!({ "kind": "codes", "version": version, "body": { "lists": [list] } })
}

fn filled(code: &str) -> Filled {
    let answers = [("household".to_owned(), Given::One(code.to_owned()))].into();
    Filled { form: "household".into(), version: 1, answers, ..Filled::default() }
}

fn leave(station: &Station, form: &FormDef, code: &str) {
    let event = submit(&mut station.store(), form, &filled(code), (None, None), &Machine::new().unwrap()).unwrap();
    assert!(matches!(event, Event::Submitted(_)), "{event:?}");
}

#[test]
fn a_question_is_answered_by_the_provinces_list_of_the_day_and_says_by_which_version() {
    let province = Province::start();
    let station = Station::enrolled(&province);
    let field =
        json!({ "id": "household", "kind": "choice", "label": "户口性质", "required": true, "list": "household" });
    let form = json!({ "id": "household", "version": 1, "title": "补登记", "steps": [{ "title": "户口", "fields": [field] }] });
    province.pack(&json!({ "kind": "forms", "version": 1, "body": { "forms": [form] } })).unwrap();
    station.run(&["sync"]);
    assert!(content(&station).form("household").is_none(), "nobody could answer it without the list");

    province.pack(&household(1, "2099-12-31")).unwrap();
    station.run(&["sync"]);
    let first = content(&station);
    let form = first.form("household").unwrap();
    leave(&station, form, "30");
    station.run(&["sync", "--until-idle"]);
    let used = json!([{ "list": "household", "version": 1 }]);
    assert_eq!(province.records()[0]["body"]["lists"], used);

    // A code is ended while somebody's form that was filled in by the version before is on its way.
    leave(&station, form, "10");
    province.pack(&household(2, "2020-12-31")).unwrap();
    station.run(&["sync", "--until-idle"]);
    assert_eq!(station.status()["entries"]["acknowledged"], 2, "what the station was told held");
    let later = content(&station);
    let today = day_of(Machine::new().unwrap().now());
    let faults = check(later.form("household").unwrap(), &filled("10"), today).unwrap_err();
    assert_eq!((faults.len(), faults[0].kind), (1, FaultKind::UnknownCode));
    let packs = station.status()["packs"].clone();
    let codes = packs.as_array().unwrap().iter().find(|pack| pack["kind"] == "codes").unwrap();
    assert_eq!(codes["version"], 2);
}
