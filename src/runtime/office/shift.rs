//! What belongs to a shift and to an account: what there is to do, the audit log, another PIN.

use super::{AUDIT_LINES, OfficeEvent, Outlook, Refused, Session};
use crate::domain::audit::{Chain, Deed};
use crate::domain::pin;
use crate::domain::staff::Pin;
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

pub(super) fn change_pin(
    station: &mut Station,
    old: &Pin,
    new: &Pin,
    act: &Act<'_>,
    world: &dyn World,
) -> Result<OfficeEvent, StoreError> {
    let Some(member) = act.by else { return Ok(OfficeEvent::Refused(Refused::NotAllowed)) };
    if let Err(weak) = pin::judge(new.digits()) {
        return Ok(OfficeEvent::Refused(Refused::WeakPin(weak)));
    }
    if let Err(refusal) = station.check_pin(member.id, old.digits(), act)? {
        return Ok(OfficeEvent::Refused(Refused::Pin(refusal)));
    }
    station.set_pin(&member.name, new.digits(), &random_bytes(world), act)?;
    Ok(OfficeEvent::PinChanged)
}
