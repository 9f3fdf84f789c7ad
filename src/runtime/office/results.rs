//! Results of interview machines and simulators that come as a list: whose each is, whether it stands already, and writing it
//! down as a service of the day on which somebody practised.

use crate::domain::seeker::NewService;
use crate::domain::tables::results::{PracticeResult, Who, result_of};
use crate::domain::tables::{Mapping, RowFault, RowState, SheetRow};
use crate::domain::{IdType, ServiceChannel, ServiceKind, SubjectId};
use crate::runtime::world::World;
use crate::store::{Act, Station, StoreError};
use jiff::civil::Date;
use std::collections::HashMap;

/// Everybody who is registered, by name and telephone: read once for a list.
#[derive(Default)]
pub(super) struct People(HashMap<(String, String), Vec<SubjectId>>);

impl People {
    pub fn read(station: &Station) -> Result<Self, StoreError> {
        let mut people: HashMap<_, Vec<SubjectId>> = HashMap::new();
        for row in station.seekers()? {
            people.entry((row.name.trim().to_owned(), row.phone)).or_default().push(row.subject);
        }
        Ok(Self(people))
    }

    fn whose(&self, station: &Station, who: &Who) -> Result<Result<SubjectId, RowFault>, StoreError> {
        let known = match who {
            Who::Receipt(receipt) => station.subject_of(receipt)?,
            Who::Number(number) => {
                let kinds = [IdType::ResidentId, IdType::HkMoTwResidence, IdType::ForeignerPermanent];
                let mut known = None;
                for kind in kinds {
                    known = known.or(station.subject_of_number(kind, number)?);
                }
                known
            }
            Who::NameAndPhone(name, phone) => match self.0.get(&(name.clone(), phone.clone())).map(Vec::as_slice) {
                Some([one]) => Some(*one),
                Some([_, ..]) => return Ok(Err(RowFault::WhichPerson)),
                _ => None,
            },
        };
        Ok(known.ok_or(RowFault::Nobody))
    }
}

/// What becomes of a row, and what it says where it can be taken.
pub(super) fn judge(
    station: &Station,
    people: &People,
    (mapping, row): (&Mapping, &SheetRow),
    today: Date,
) -> Result<(RowState, Option<(SubjectId, PracticeResult)>), StoreError> {
    let result = match result_of(mapping, row, today) {
        Ok(result) => result,
        Err(faults) => return Ok((RowState::Bad(faults.into_iter().map(RowFault::Field).collect()), None)),
    };
    let subject = match people.whose(station, &result.who)? {
        Ok(subject) => subject,
        Err(fault) => return Ok((RowState::Bad(vec![fault]), None)),
    };
    let stands = station.services_of(subject)?.into_iter().any(|row| {
        let done = row.done;
        done.kind == ServiceKind::Practice
            && done.on == result.on
            && done.topic == result.product
            && done.result == result.result
    });
    let state = if stands { RowState::Again(None) } else { RowState::Ready };
    Ok((state, Some((subject, result))))
}

/// Writes it down.
pub(super) fn take(
    station: &mut Station,
    (subject, result): (SubjectId, PracticeResult),
    act: &Act<'_>,
    world: &dyn World,
) -> Result<RowState, StoreError> {
    let service = NewService {
        kind: ServiceKind::Practice,
        channel: ServiceChannel::Desk,
        posting: None,
        topic: result.product,
        result: result.result,
        told: false,
        confirmed: false,
    };
    let act = Act { today: result.on, ..super::act(act.by, world) };
    station.record_service(subject, &service, &act)?;
    Ok(RowState::Taken(None))
}
