//! Registered people, put together from what the store knows and what the rules say of it.

use super::OfficeEvent;
use crate::domain::audit::Deed;
use crate::domain::desk_rules::DeskRules;
use crate::domain::monitor::{Monitor, Span};
use crate::domain::plan::{Done, Standing, standing};
use crate::domain::role::May;
use crate::domain::seeker::{Alike, AlikeBy, Seeker, SeekerRow, ServiceRow, alike, sound_of};
use crate::domain::tag::Tag;
use crate::domain::{ConsentPurpose, Form, IdType, SubjectId, id_number, phone};
use crate::search;
use crate::store::{Act, Station, StoreError};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// The most steps of the queues on her page.
const MAX_STEPS: usize = 30;
/// Others who may be the same person, at most.
const MAX_ALIKE: usize = 5;

/// How a name sounds, in the one spelling of all that sound alike.
#[must_use]
pub fn sound(name: &str) -> String {
    sound_of(&search::pinyin(name))
}

/// Who is registered, as it was last read: reading ten thousand forms and sounding out as many names takes too long to do
/// it for each page that is opened.
#[derive(Debug, Clone, Default)]
pub struct Known {
    mark: (i64, i64, i64),
    rows: Vec<SeekerRow>,
    sounds: HashMap<String, String>,
}

impl Known {
    fn read(&mut self, station: &Station) -> Result<(), StoreError> {
        let mut rows = station.seekers()?;
        for row in &mut rows {
            let known = self.sounds.get(&row.name);
            row.sound = known.cloned().unwrap_or_else(|| sound(&row.name));
        }
        self.sounds = rows.iter().map(|row| (row.name.clone(), row.sound.clone())).collect();
        self.mark = station.seekers_mark()?;
        self.rows = rows;
        Ok(())
    }

    /// Names, numbers and sounds; states may be old.
    fn names(&mut self, station: &Station) -> Result<&[SeekerRow], StoreError> {
        if self.rows.is_empty() || self.mark != station.seekers_mark()? {
            self.read(station)?;
        }
        Ok(&self.rows)
    }
}

/// Groups and services of everybody, for whoever asks how they stand in the plans.
pub(super) struct Cases {
    tags: HashMap<[u8; 16], Vec<Tag>>,
    done: HashMap<[u8; 16], Vec<Done>>,
    rules: Arc<DeskRules>,
}

/// The longest that a case may have begun ago; what was done before counts in no plan.
const LONGEST_CASE_YEARS: i32 = 5;

impl Cases {
    pub(super) fn tags_of(&self, subject: [u8; 16]) -> &[Tag] {
        self.tags.get(&subject).map_or(&[][..], Vec::as_slice)
    }

    pub(super) fn done_of(&self, subject: [u8; 16]) -> &[Done] {
        self.done.get(&subject).map_or(&[][..], Vec::as_slice)
    }

    /// How many services there must still be. One service meets what several plans ask for: the plan that asks for most
    /// says how many.
    pub(super) fn owed(&self, subject: [u8; 16], today: Date) -> u32 {
        let standings = self.standings(subject, today);
        let owed = standings.iter().map(|standing| standing.owed().iter().map(|owed| owed.times).sum());
        owed.max().unwrap_or(0)
    }

    pub(super) fn read(station: &Station, today: Date) -> Result<Self, StoreError> {
        let services = station.services_between(today.saturating_sub(LONGEST_CASE_YEARS.years()), today)?;
        let done = |services: Vec<ServiceRow>| services.into_iter().map(|service| service.done).collect();
        let done = services.into_iter().map(|(subject, services)| (subject, done(services))).collect();
        Ok(Self { tags: station.all_tags()?, done, rules: station.rules() })
    }

    /// One person's alone.
    pub(super) fn read_of(station: &Station, subject: SubjectId) -> Result<Self, StoreError> {
        let bytes = *subject.0.as_bytes();
        let done = station.services_of(subject)?.into_iter().map(|service| service.done).collect();
        let tags = HashMap::from([(bytes, station.tags_of(subject)?)]);
        Ok(Self { tags, done: HashMap::from([(bytes, done)]), rules: station.rules() })
    }

    /// How somebody stands in each plan that is for her.
    fn standings(&self, subject: [u8; 16], today: Date) -> Vec<Standing> {
        let (tags, done) = (self.tags_of(subject), self.done_of(subject));
        self.rules.plans.iter().filter_map(|plan| standing(plan, tags, done, today)).collect()
    }
}

/// The figures of the year that this day is in.
pub fn monitor(station: &Station, today: Date) -> Result<Monitor, StoreError> {
    let mut monitor = station.monitor(today.year(), today)?;
    let cases = Cases::read(station, today)?;
    for subject in cases.tags.keys() {
        let standings = cases.standings(*subject, today);
        if !standings.is_empty() {
            monitor.in_plans.0 += 1;
            monitor.in_plans.1 += u64::from(standings.iter().all(Standing::is_met));
        }
    }
    let people = station.people_of_staff(Span::year(today.year()))?;
    for load in &mut monitor.staff {
        let hers = people.get(&load.staff).map_or(&[][..], Vec::as_slice);
        load.owed = hers.iter().filter(|subject| cases.owed(**subject, today) > 0).count() as u64;
    }
    Ok(monitor)
}

/// Everybody, with how she sounds and how many services she is owed.
pub fn list(station: &mut Station, known: &mut Known, act: &Act<'_>) -> Result<Vec<SeekerRow>, StoreError> {
    known.read(station)?;
    let mut rows = known.rows.clone();
    let cases = Cases::read(station, act.today)?;
    let help = station.open_help_counts()?;
    for row in &mut rows {
        row.owed = cases.owed(*row.subject.0.as_bytes(), act.today);
        row.help = help.get(row.subject.0.as_bytes()).copied().unwrap_or(0);
    }
    station.note(act, Deed::PeopleListed, None, &rows.len().to_string())?;
    Ok(rows)
}

/// Whose number of a document this is.
pub fn look_up(station: &mut Station, number: String, act: &Act<'_>) -> Result<OfficeEvent, StoreError> {
    let typed = id_number::normalised(&number);
    let kinds = [IdType::ResidentId, IdType::HkMoTwResidence, IdType::ForeignerPermanent];
    let mut subject = None;
    for kind in kinds {
        if subject.is_none() {
            subject = station.subject_of_number(kind, &typed)?;
        }
    }
    station.note(act, Deed::PersonLookedUp, subject, "")?;
    Ok(OfficeEvent::LookedUp { number, subject })
}

/// Opens a person's page; the audit log says so.
pub fn open(
    station: &mut Station,
    known: &mut Known,
    subject: SubjectId,
    act: &Act<'_>,
) -> Result<OfficeEvent, StoreError> {
    let seeker = read(station, known, subject, act)?;
    if let Some(seeker) = &seeker {
        let sensitive = seeker.tags.iter().any(|tag| tag.category.is_sensitive());
        let deed = if sensitive { Deed::SensitiveSeen } else { Deed::PersonSeen };
        station.note(act, deed, Some(subject), "")?;
        if !seeker.returned.is_empty() {
            station.note(act, Deed::ReturnedSeen, Some(subject), &seeker.returned.len().to_string())?;
        }
    }
    Ok(OfficeEvent::Seeker(seeker.map(Box::new)))
}

/// Everything about a person that this member of staff may see; `None` where her form was erased.
pub fn read(
    station: &Station,
    known: &mut Known,
    subject: SubjectId,
    act: &Act<'_>,
) -> Result<Option<Seeker>, StoreError> {
    let Some((receipt, mut form)) = station.latest_form(subject)? else { return Ok(None) };
    let may_see = act.by.is_some_and(|member| member.roles.may(May::SeeSensitive));
    let all = station.tags_of(subject)?;
    let services = station.services_of(subject)?;
    let done: Vec<Done> = services.iter().map(|service| service.done.clone()).collect();
    let mut standings: Vec<_> =
        station.rules().plans.iter().filter_map(|plan| standing(plan, &all, &done, act.today)).collect();
    let (tags, hidden): (Vec<Tag>, Vec<Tag>) = all.into_iter().partition(|tag| may_see || !tag.category.is_sensitive());
    if !may_see {
        // What she is owed is everybody's business at the desk; why is not.
        for standing in &mut standings {
            standing.because.retain(|category| !category.is_sensitive());
        }
        form.categories.retain(|category| !category.is_sensitive());
    }
    Ok(Some(Seeker {
        subject,
        registrations: station.registrations_of(subject)?,
        tags,
        hidden_tags: !hidden.is_empty(),
        standings,
        services,
        referrals: station.referrals_of(subject)?,
        applications: station.mine(subject)?.applications,
        returned: station.returned_of(subject, act.today)?,
        tasks: super::queues::seen_by(station.tasks_of(subject)?, station, act),
        history: station.steps_about(subject, MAX_STEPS)?,
        alike: alike_among(known.names(station)?, Some(subject), &form),
        receipt,
        form,
    }))
}

/// Who is registered already and may be the person in a form.
pub fn alike_to_form(
    station: &Station,
    known: &mut Known,
    form: &Form,
    act: &Act<'_>,
) -> Result<Vec<Alike>, StoreError> {
    let number = id_number::normalised(&form.id_number);
    let same_number = match id_number::IdNumber::parse(form.id_type, &number, act.today) {
        Ok(_) => station.subject_of_number(form.id_type, &number)?,
        Err(_) => None,
    };
    let rows = known.names(station)?;
    let by_number = rows.iter().filter(|row| Some(row.subject) == same_number).map(|row| of(row, AlikeBy::Number));
    let mut found: Vec<Alike> = by_number.collect();
    found.extend(alike_among(rows, same_number, form));
    found.truncate(MAX_ALIKE);
    Ok(found)
}

fn alike_among(rows: &[SeekerRow], but: Option<SubjectId>, form: &Form) -> Vec<Alike> {
    let name = form.name.trim();
    let (sound, number) = (sound(name), phone::national(&form.phone).unwrap_or_default());
    let others = rows.iter().filter(|row| Some(row.subject) != but);
    let mut found: Vec<Alike> =
        others.filter_map(|row| alike(row, name, &sound, &number).map(|by| of(row, by))).collect();
    found.sort_by_key(|one| one.by);
    found.truncate(MAX_ALIKE);
    found
}

fn of(row: &SeekerRow, by: AlikeBy) -> Alike {
    Alike { subject: row.subject, receipt: row.receipt.clone(), name: row.name.clone(), phone: row.phone.clone(), by }
}

/// The notice under which a person agreed that sensitive groups are kept.
pub fn consent_to_tags(station: &Station, subject: SubjectId) -> Result<Option<String>, StoreError> {
    let form = station.latest_form(subject)?.map(|(_, form)| form);
    let consents = form.map(|form| form.consents).unwrap_or_default();
    let given = consents.into_iter().find(|consent| consent.purpose == ConsentPurpose::SensitiveTags);
    Ok(given.map(|consent| consent.version))
}

/// A form to be registered anew: everything she said, without the consents, which are asked again, and without the clerk.
pub fn renewed(form: Form) -> Form {
    Form { consents: Vec::new(), assisted_by: None, available_from: None, ..form }
}
