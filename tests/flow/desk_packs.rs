//! What the province says of the desk's work comes down in its packs: which services are owed, when help triggers itself, in
//! which fields lists are handed on.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, registration};
use serde_json::{Value, json};
use std::fs;
use yizhan::domain::Cursor;
use yizhan::domain::plan::standing;
use yizhan::domain::task::Reason;
use yizhan::runtime::content::desk_rules_at;
use yizhan::runtime::intake::Intake;
use yizhan::store::Catalogue;

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
