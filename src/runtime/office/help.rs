//! Help that triggers itself, and policies that look for their people.

use super::OfficeEvent;
use super::seekers::Cases;
use crate::domain::content::ShelfKind;
use crate::domain::help::{Case, triggered};
use crate::domain::push::{Known, PolicyPeople, look};
use crate::domain::service::Content;
use crate::domain::{ReferralState, SubjectId, audit::Deed};
use crate::runtime::world::day_of;
use crate::store::{Act, Station, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;

/// Opens what the rules of help ask for today about one person whose case has just changed: she has registered, or belongs to
/// another group. Returns how many tasks are new.
///
/// # Errors
/// When the store cannot be read or written.
pub fn trigger_for(
    station: &mut Station,
    subject: SubjectId,
    (now, today): (Timestamp, Date),
) -> Result<usize, StoreError> {
    let Some(latest) = station.registrations_of(subject)?.into_iter().next() else { return Ok(0) };
    if latest.valid_until < today {
        return Ok(0);
    }
    let cases = Cases::read_of(station, subject)?;
    let bytes = *subject.0.as_bytes();
    let failed = station.referrals_of(subject)?.iter().filter(|one| one.state == ReferralState::Refused).count();
    let case = Case {
        tags: cases.tags_of(bytes),
        done: cases.done_of(bytes),
        registered_on: day_of(latest.at),
        failed_referrals: u32::try_from(failed).unwrap_or(u32::MAX),
        owed: cases.owed(bytes, today),
    };
    let rules = station.rules();
    let wanted: Vec<_> = triggered(&rules.help, &case, today).into_iter().map(|one| (subject, one)).collect();
    if wanted.is_empty() { Ok(0) } else { station.open_help(&wanted, now, today) }
}

/// Opens what the rules of help ask for today about everybody. Returns how many tasks are new.
///
/// # Errors
/// When the store cannot be read or written.
pub fn trigger(station: &mut Station, (now, today): (Timestamp, Date)) -> Result<usize, StoreError> {
    let cases = Cases::read(station, today)?;
    let failed = station.failed_referrals()?;
    let rules = station.rules();
    let mut wanted = Vec::new();
    for row in station.seekers()? {
        let bytes = *row.subject.0.as_bytes();
        // Whose registration is over has not asked for help.
        if row.valid_until < today {
            continue;
        }
        let case = Case {
            tags: cases.tags_of(bytes),
            done: cases.done_of(bytes),
            registered_on: row.registered_on,
            failed_referrals: failed.get(&bytes).copied().unwrap_or(0),
            owed: cases.owed(bytes, today),
        };
        wanted.extend(triggered(&rules.help, &case, today).into_iter().map(|one| (row.subject, one)));
    }
    station.open_help(&wanted, now, today)
}

/// Whom the policies of the station may fit.
pub(super) fn find(station: &mut Station, content: &Arc<Content>, act: &Act<'_>) -> Result<OfficeEvent, StoreError> {
    let found = policy_people(station, content, act)?;
    station.note(act, Deed::PolicyPushed, None, &found.len().to_string())?;
    Ok(OfficeEvent::Policies(found))
}

pub(super) fn policy_people(
    station: &Station,
    content: &Arc<Content>,
    act: &Act<'_>,
) -> Result<Vec<PolicyPeople>, StoreError> {
    let Some(shelf) = content.shelf(ShelfKind::Policies) else { return Ok(Vec::new()) };
    let mut forms = station.latest_forms()?;
    let cases = Cases::read(station, act.today)?;
    for (subject, _, form) in &mut forms {
        // What papers have shown since counts, and what has ended does not.
        form.categories = crate::domain::tag::on(cases.tags_of(*subject.0.as_bytes()), act.today);
    }
    let marks = station.policy_marks()?;
    let here = station.place()?;
    let people = forms.iter().map(|(subject, receipt, form)| Known { subject: *subject, receipt, form });
    Ok(look(shelf, people, &marks, (act.today, here.as_ref())))
}

/// Tells somebody of a policy now, or puts a call on the list.
pub(super) fn tell(
    station: &mut Station,
    subject: SubjectId,
    (policy, title, now): (&str, &str, bool),
    act: &Act<'_>,
) -> Result<(), StoreError> {
    if now {
        station.tell_policy(subject, (policy, title), act)
    } else {
        station.ask_to_tell(subject, (policy, title), act)
    }
}
