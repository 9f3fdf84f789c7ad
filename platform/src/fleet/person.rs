//! What happens at a played station: people who register, services at the desk. Every person is made up.

use fastrand::Rng;
use jiff::{SignedDuration, Timestamp, civil::Date, tz};
use serde_json::json;
use serde_json::value::RawValue;
use yizhan_wire::entry::body_hash;
use yizhan_wire::registration::REGISTRATION_VERSION;
use yizhan_wire::service::SERVICE_VERSION;
use yizhan_wire::{Entry, EntryId, EntryKind, JobKind, ReceiptNo, SeqNo, StationId, SubjectId};

/// Identity numbers of nobody: of whole provinces, with a check digit that is right.
const NUMBERS: &[&str] =
    &["430000197403100228", "430000199003071519", "370000200002290284", "210000196908153776", "43000019850720005X"];

/// Where an entry stands.
#[derive(Debug, Clone, Copy)]
pub struct At {
    pub station: StationId,
    pub seq: SeqNo,
    /// By the station's clock.
    pub moment: Timestamp,
}

/// A registration; `name` is empty where the platform must refuse it.
pub fn registration(random: &mut Rng, at: At, subject: SubjectId, name: &str) -> Option<Entry> {
    let day = day_of(at.moment);
    let until = day.saturating_add(SignedDuration::from_hours(24 * 180));
    let body = json!({
        "receipt": ReceiptNo::of(at.station, at.seq), "name": name, "id_type": "resident_id",
        "id_number": pick(random, NUMBERS), "no_id_reason": null, "phone": format!("1380000{:04}", random.u32(..10_000)),
        "contact_by_station": false, "residence": { "division": "430000", "text": "" }, "education": null,
        "skills": [], "wanted_jobs": [{ "kind": pick(random, JobKind::ALL) }], "work_forms": [],
        "wage_expected": { "min": random.u32(120..300), "unit": "day" }, "available_from": null,
        "max_distance_km": null, "night_shift": null, "needs_board": false, "needs_lodging": random.bool(),
        "categories": [], "wants": {},
        "consents": [{ "purpose": "register", "version": "1", "given": at.moment }],
        "assisted_by": null, "note": "", "valid_until": until
    });
    entry(random, at, EntryKind::Registration, REGISTRATION_VERSION, subject, &body)
}

/// A talk at the desk.
pub fn service(random: &mut Rng, at: At, subject: SubjectId) -> Option<Entry> {
    let (kind, topic) =
        if random.bool() { ("guidance", "测试求职指导") } else { ("policy_talk", "测试社保补贴") };
    let body = json!({
        "kind": kind, "channel": "desk", "done_on": day_of(at.moment), "staff": "ceshi", "topic": topic,
        "result": "测试结果", "told": true, "confirmed": true
    });
    entry(random, at, EntryKind::Service, SERVICE_VERSION, subject, &body)
}

fn entry(
    random: &mut Rng,
    at: At,
    kind: EntryKind,
    version: u16,
    subject: SubjectId,
    body: &serde_json::Value,
) -> Option<Entry> {
    let body = RawValue::from_string(body.to_string()).ok()?;
    Some(Entry {
        station: at.station,
        seq: at.seq,
        id: EntryId::new(millis(at.moment), bytes(random)),
        kind,
        version,
        subject,
        made_at: at.moment,
        hash: body_hash(body.get()),
        body,
    })
}

/// Somebody new.
pub fn subject(random: &mut Rng, at: Timestamp) -> SubjectId {
    SubjectId::new(millis(at), bytes(random))
}

fn millis(at: Timestamp) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or(0)
}

fn bytes(random: &mut Rng) -> [u8; 10] {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    bytes
}

fn pick<T: Copy>(random: &mut Rng, choices: &[T]) -> Option<T> {
    random.choice(choices).copied()
}

fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(tz::offset(8).to_time_zone()).date()
}
