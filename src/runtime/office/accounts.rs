//! The accounts of the desk, kept at the desk: who works here, what she may do, a new PIN for who forgot hers. Nobody changes her
//! own account here, so that there is always somebody left who keeps them, nor one that may more than she.

use super::{OfficeEvent, Refused, Session};
use crate::domain::pin;
use crate::domain::role::Roles;
use crate::domain::staff::{Pin, StaffMember};
use crate::domain::text;
use crate::runtime::world::{World, random_bytes};
use crate::store::{Act, Station, StoreError};

/// What is asked about accounts; one is named by its number.
#[derive(Debug, Clone, PartialEq)]
pub enum AccountJob {
    List,
    Open {
        name: String,
        roles: Roles,
        pin: Pin,
    },
    SetRoles {
        id: i64,
        roles: Roles,
    },
    /// Another PIN; a lock after wrong ones is over with it.
    SetPin {
        id: i64,
        pin: Pin,
    },
    Close {
        id: i64,
    },
}

pub(super) fn answer(
    station: &mut Station,
    session: &Session,
    job: AccountJob,
    (act, world): (&Act<'_>, &dyn World),
) -> Result<OfficeEvent, StoreError> {
    let may = session.member.as_ref().map_or_else(Roles::none, |member| member.roles);
    if let Err(refused) = change(station, job, may, (act, world))? {
        return Ok(OfficeEvent::Refused(refused));
    }
    Ok(OfficeEvent::Accounts(station.accounts(act.now)?))
}

fn change(
    station: &mut Station,
    job: AccountJob,
    may: Roles,
    (act, world): (&Act<'_>, &dyn World),
) -> Result<Result<(), Refused>, StoreError> {
    match job {
        AccountJob::List => {}
        AccountJob::Open { name, roles, pin } => {
            let name = text::one_line(&name, text::MAX_NAME).unwrap_or_default();
            if name.is_empty() || roles.is_none() || !may.cover(roles) {
                return Ok(Err(Refused::NotAllowed));
            }
            if let Err(weak) = pin::judge(pin.digits()) {
                return Ok(Err(Refused::WeakPin(weak)));
            }
            match station.add_staff(&name, pin.digits(), roles, &random_bytes(world), act) {
                Err(StoreError::NameTaken(_)) => return Ok(Err(Refused::NameTaken)),
                opened => drop(opened?),
            }
        }
        AccountJob::SetRoles { id, roles } => match anothers(station, id, may, act)? {
            Some(member) if !roles.is_none() && may.cover(roles) => {
                drop(station.set_roles(&member.name, roles, act)?);
            }
            _ => return Ok(Err(Refused::NotAllowed)),
        },
        AccountJob::SetPin { id, pin } => {
            let Some(member) = anothers(station, id, may, act)? else { return Ok(Err(Refused::NotAllowed)) };
            if let Err(weak) = pin::judge(pin.digits()) {
                return Ok(Err(Refused::WeakPin(weak)));
            }
            station.set_pin(&member.name, pin.digits(), &random_bytes(world), act)?;
        }
        AccountJob::Close { id } => match anothers(station, id, may, act)? {
            Some(member) => station.close_account(&member.name, act)?,
            None => return Ok(Err(Refused::NotAllowed)),
        },
    }
    Ok(Ok(()))
}

/// The account, where it is somebody else's and may nothing that its keeper may not.
fn anothers(station: &Station, id: i64, may: Roles, act: &Act<'_>) -> Result<Option<StaffMember>, StoreError> {
    let all = station.list_staff()?;
    let member = all.into_iter().find(|member| member.id == id).ok_or(StoreError::NotFound("member of staff"))?;
    let mine = act.by.is_some_and(|by| by.id == id);
    Ok((!mine && may.cover(member.roles)).then_some(member))
}
