//! What belongs to a shift and to an account: what there is to do, the audit log and its way out, another PIN.

use super::{AUDIT_LINES, OfficeEvent, Outlook, Refused, Session, handing_on};
use crate::domain::DivisionCode;
use crate::domain::audit::{AuditLine, Chain, Deed};
use crate::domain::pin;
use crate::domain::staff::Pin;
use crate::domain::tables::preview::TableTrouble;
use crate::runtime::world::{World, random_bytes};
use crate::store::{Act, Station, StoreError};

pub(super) fn read_audit(
    station: &mut Station,
    session: &mut Session,
    act: &Act<'_>,
) -> Result<OfficeEvent, StoreError> {
    station.note(act, Deed::AuditRead, None, "")?;
    let chain = station.check_audit()?;
    session.chain = Some(chain);
    Ok(OfficeEvent::Audit { lines: station.audit_lines(AUDIT_LINES)?, chain })
}

/// A line of the log for who reads it elsewhere: with all that its hash is made of, so that the chain can be computed anew there.
#[must_use]
pub fn told(line: &AuditLine, name: &str) -> serde_json::Value {
    serde_json::json!({
        "line": line.seq,
        "at": line.at,
        "staff": name,
        "staff_id": line.staff,
        "deed": line.deed.as_str(),
        "subject": line.subject,
        "detail": line.detail,
        "hash": line.hash,
    })
}

/// Writes the whole log onto the stick, the latest first, one JSON line each; the log says so.
pub(super) fn export_audit(
    station: &mut Station,
    session: &Session,
    name: &str,
    act: &Act<'_>,
) -> Result<Result<String, TableTrouble>, StoreError> {
    let Some(stick) = handing_on::stick(&session.tables) else { return Ok(Err(TableTrouble::NoStick)) };
    let lines = station.audit_lines(usize::MAX)?;
    let mut text = String::new();
    for (line, name) in &lines {
        text.push_str(&told(line, name).to_string());
        text.push('\n');
    }
    let named = format!("{name}-{}", act.today);
    let Ok(file) = handing_on::write(&stick, &named, "jsonl", text.as_bytes()) else {
        return Ok(Err(TableTrouble::NotWritten));
    };
    station.note(act, Deed::Exported, None, &format!("audit, {} lines", lines.len()))?;
    Ok(Ok(file))
}

pub(super) fn outlook(station: &Station, session: &Session, act: &Act<'_>) -> Result<OfficeEvent, StoreError> {
    let closing = act.by.map(|member| station.handed_over_to(member.id)).transpose()?.flatten();
    let broken_audit = match session.chain {
        Some(Chain::Broken { at }) => Some(at),
        _ => None,
    };
    Ok(OfficeEvent::Outlook(Box::new(Outlook {
        queues: station.task_counts(act.now, act.today)?,
        left: station.left_to_do(act.today)?,
        closing,
        broken_audit,
    })))
}

/// The station stands here from now on: what is near, and how far it is, is told from there.
pub(super) fn stand_at(
    station: &mut Station,
    session: &Session,
    place: &DivisionCode,
    act: &Act<'_>,
) -> Result<OfficeEvent, StoreError> {
    station.stand_at(place, act)?;
    outlook(station, session, act)
}

pub(super) fn change_pin(
    station: &mut Station,
    session: &mut Session,
    (old, new): (&Pin, &Pin),
    (act, world): (&Act<'_>, &dyn World),
) -> Result<OfficeEvent, StoreError> {
    let Some(member) = act.by else { return Ok(OfficeEvent::Refused(Refused::NotAllowed)) };
    if let Err(weak) = pin::judge(new.digits()) {
        return Ok(OfficeEvent::Refused(Refused::WeakPin(weak)));
    }
    if let Err(refusal) = station.check_pin(member.id, old.digits(), act)? {
        return Ok(OfficeEvent::Refused(Refused::Pin(refusal)));
    }
    station.set_pin(&member.name, new.digits(), &random_bytes(world), act)?;
    session.member.iter_mut().for_each(|mine| mine.pin_given = false);
    Ok(OfficeEvent::PinChanged)
}
