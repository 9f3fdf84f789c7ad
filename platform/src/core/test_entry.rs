//! An entry for the tests of the rules: whole, and otherwise of no matter.

use jiff::Timestamp;
use serde_json::value::RawValue;
use yizhan_wire::entry::body_hash;
use yizhan_wire::{Entry, EntryId, EntryKind, SeqNo, StationId, SubjectId};

/// The first entry of station 3, with this body.
pub fn entry(kind: EntryKind, body: impl Into<String>) -> Entry {
    let body = body.into();
    Entry {
        station: StationId(3),
        seq: SeqNo(1),
        id: EntryId::new(1, [1; 10]),
        kind,
        version: 1,
        subject: SubjectId::new(1, [1; 10]),
        made_at: Timestamp::UNIX_EPOCH,
        hash: body_hash(&body),
        body: RawValue::from_string(body).unwrap(),
    }
}
