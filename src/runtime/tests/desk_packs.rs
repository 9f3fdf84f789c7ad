//! A running kiosk works by the province's plans and rules from the moment at which they arrive.

use super::*;
use crate::domain::Category;
use crate::domain::role::{Role, Roles};
use crate::domain::seeker::Seeker;
use crate::domain::task::Reason;
use crate::runtime::office::{OfficeEvent, OfficeJob};
use serde_json::json;

fn pack(seq: i64, kind: &str, body: &serde_json::Value) -> serde_json::Value {
    json!({ "change": "pack", "seq": seq, "pack": { "kind": kind, "version": seq, "body": body } })
}

impl Kiosk {
    fn page_of(&self, receipt: &crate::domain::ReceiptNo) -> Box<Seeker> {
        let job = OfficeJob::OpenSeekerOf { receipt: receipt.clone() };
        self.handle.send(Job::Office(Box::new(job))).unwrap();
        self.wait_for(|event| match event {
            Event::Office(event) => match *event {
                OfficeEvent::Seeker(seeker) => Some(seeker.unwrap()),
                _ => None,
            },
            _ => None,
        })
    }
}

fn plans(seeker: &Seeker) -> Vec<&str> {
    seeker.standings.iter().map(|standing| standing.code.as_str()).collect()
}

/// The rules of help that have opened a task about her.
fn helped(seeker: &Seeker) -> Vec<&str> {
    let help = seeker.tasks.iter().filter(|task| task.reason == Reason::Help);
    help.map(|task| task.note.as_str()).collect()
}

#[test]
fn plans_and_rules_of_a_pack_count_at_once_and_a_broken_pack_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    enrol(dir.path());
    let mut station = Station::open(dir.path(), &key()).unwrap();
    let roles = Roles::of(&[Role::Clerk]);
    let staff = station.add_staff("测试经办员", "260718", roles, &[5; 16], &office::act(None, &Noon)).unwrap().id;
    drop(station);
    let kiosk = start_in(dir.path()).unwrap();
    let form = Form { categories: vec![Category::MigrantWorker], ..*form("测试甲") };
    kiosk.handle.send(Job::Register { form: Box::new(form) }).unwrap();
    let receipt = kiosk.wait_for(|event| match event {
        Event::Registered(registered) => Some(registered.receipt),
        _ => None,
    });
    kiosk.handle.send(Job::SignIn { staff, pin: Pin::new("260718".into()) }).unwrap();
    kiosk.wait_for(|event| matches!(event, Event::SignedIn(_)).then_some(()));
    let before = kiosk.page_of(&receipt);
    assert_eq!(plans(&before), ["311", "1311"]);
    assert!(!helped(&before).contains(&"season"));

    let two = json!({ "plans": [{ "code": "211", "source": "样例", "from": "2026-01-01", "period": "case",
        "entitled": ["migrant_worker"], "needs": [{ "counts": ["guidance"], "at_least": 2 }] }] });
    let talk = json!({ "rules": [{ "code": "season", "from": "2026-01-01", "does": "policy_talk", "within_days": 2,
        "when": { "any_of": ["migrant_worker"] }, "says": "返乡农民工，先讲政策" }] });
    kiosk.feed(0, &[pack(1, "plans", &two), pack(2, "help", &talk)]);
    let after = kiosk.page_of(&receipt);
    assert_eq!(plans(&after), ["211"]);
    assert_eq!(after.standings[0].owed().iter().map(|owed| owed.times).sum::<u32>(), 2);
    assert!(helped(&after).contains(&"season"), "{:?}", helped(&after));

    let mut broken = two.clone();
    broken["plans"][0]["entitled"] = json!(["migrant"]);
    kiosk.feed(2, &[pack(3, "plans", &broken)]);
    assert_eq!(plans(&kiosk.page_of(&receipt)), ["211"]);
    assert!(kiosk.runtime.stop());
    let again = content::desk_rules_at(dir.path());
    assert_eq!((again.plans[0].code.as_str(), again.help[0].code.as_str()), ("211", "season"));
}
