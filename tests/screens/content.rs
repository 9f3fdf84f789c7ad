//! The sample packs as they would come from the province, and the store thread's part of the services.

use super::{TODAY, Workers, now};
use jiff::ToSpan as _;
use serde_json::{Value, json};
use yizhan::domain::content::{EVENTS, read};
use yizhan::domain::ledger::Registered;
use yizhan::domain::service::Content;
use yizhan::domain::service::fill::check;
use yizhan::domain::{EntryId, ReceiptNo, SeqNo, StationId};
use yizhan::runtime::{Event, Job};

const PACKS: [&str; 12] = [
    include_str!("../../platform/assets/packs/forms.json"),
    include_str!("../../platform/assets/packs/policies.json"),
    include_str!("../../platform/assets/packs/guides.json"),
    include_str!("../../platform/assets/packs/assessments.json"),
    include_str!("../../platform/assets/packs/courses.json"),
    include_str!("../../platform/assets/packs/experts.json"),
    include_str!("../../platform/assets/packs/events.json"),
    include_str!("../../platform/assets/packs/places.json"),
    include_str!("../../platform/assets/packs/zones.json"),
    include_str!("../../platform/assets/packs/shelf.json"),
    include_str!("../../platform/assets/packs/glossary.json"),
    include_str!("../../platform/assets/packs/streets.json"),
];

/// Firms at the fair.
pub const FIRMS: usize = 230;

/// The samples, with the days that the platform puts into them.
pub fn samples() -> Content {
    let mut content = Content::default();
    for text in PACKS {
        let mut pack = dated(text);
        let kind = pack["kind"].as_str().unwrap().to_owned();
        if kind == EVENTS {
            pack["body"]["items"][0]["booths"] = (0..FIRMS).map(booth).collect();
        }
        content.take(read(&kind, &pack["body"].to_string()).unwrap().unwrap());
    }
    content
}

fn dated(text: &str) -> Value {
    let mut dated = text.to_owned();
    for days in 0..200_i64 {
        dated = dated.replace(&format!("\"@+{days}\""), &format!("\"{}\"", TODAY.saturating_add(days.days())));
    }
    serde_json::from_str(&dated).unwrap()
}

/// The body of one of the samples, to be changed.
pub fn body(kind: &str) -> Value {
    let pack = PACKS.iter().map(|text| dated(text)).find(|pack| pack["kind"] == kind);
    pack.map_or(Value::Null, |pack| pack["body"].clone())
}

fn booth(place: usize) -> Value {
    let row = char::from(b'A' + u8::try_from(place / 10).unwrap());
    json!({
        "at": format!("{row}{:02}", place % 10 + 1),
        "firm": format!("测试机械{}有限公司", place + 1),
        "offers": [["电焊工", 6, "6000-9000 元/月"], ["文员", 2 + place % 9, "3500-5000 元/月"]],
    })
}

impl Workers {
    /// What the store thread answers to the services; `None` for what is nobody's here.
    pub(super) fn service(&self, job: &Job) -> Option<Event> {
        Some(match job {
            Job::Submit { form, filled, .. } => match check(form, filled, TODAY) {
                Ok(checked) => {
                    let mut sent = self.sent.borrow_mut();
                    let receipt = ReceiptNo::of(StationId(12), SeqNo(sent.len() as i64 + 1));
                    sent.push(checked.into_submission(receipt.clone(), now()));
                    Event::Submitted(Registered {
                        receipt,
                        entry: EntryId::new(0, [1; 10]),
                        already: false,
                        // As long as a true one.
                        seal: format!("YZSEAL1{}", "A".repeat(300)),
                    })
                }
                Err(faults) => Event::NotSubmitted(faults),
            },
            Job::FindFilled => Event::FilledFound(None),
            Job::DropFilled => {
                self.kept.replace(None);
                Event::FilledFound(None)
            }
            Job::SaveFilled { filled } => {
                self.kept.replace(Some((**filled).clone()));
                Event::DraftSaved { at: now() }
            }
            Job::ListHeld { item } => {
                let sent = self.sent.borrow();
                let about = sent.iter().filter_map(|one| one.about.as_ref()).filter(|about| about.item == *item);
                let held = about.filter_map(|about| about.slot.clone()).map(|slot| (slot, 2)).collect();
                Event::Held { item: item.clone(), held }
            }
            _ => return None,
        })
    }
}
