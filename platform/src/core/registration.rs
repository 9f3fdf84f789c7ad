//! Whether a registration can be right. The station has checked it; this checks again by code of its own, since what a
//! kiosk in a street signed need not be what our kiosk would write. It refuses what cannot be true or may not be kept,
//! and is tolerant where rules change faster than platforms are updated.

use super::identity::{age, birth_date, is_province};
use super::intake::refusal;
use super::phone;
use super::service::day_of;
use jiff::{ToSpan as _, civil::Date};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::collections::HashMap;
use yizhan_wire::{
    ConsentPurpose, DivisionCode, Entry, IdType, JobKind, ReceiptNo, Refusal, RefusalCode, Registration,
};

/// Names longer than this are pasted text. The longest names on ID cards have about 30 characters.
const NAME_CHARS: usize = 64;
/// One line of text: a place, a skill, a job in her own words, a reason.
pub(super) const LINE_CHARS: usize = 200;
const NOTE_CHARS: usize = 2_000;
const SKILLS: usize = 50;
const WANTED_JOBS: usize = 5;
/// Items of a list of codes; no list has as many codes.
const CODES: usize = 40;
/// Whole yuan, in any unit.
const WAGE: std::ops::RangeInclusive<u32> = 1..=10_000_000;
/// The earth is no larger.
const DISTANCE_KM: u16 = 20_000;
/// A registration stands at most this long before it is renewed.
const VALID_DAYS: i32 = 400;

/// The fields that a registration has whatever it says; without one it was cut or is something else.
const FIELDS: &[&str] = &[
    "receipt",
    "name",
    "id_type",
    "contact_by_station",
    "residence",
    "skills",
    "wanted_jobs",
    "work_forms",
    "categories",
    "wants",
    "consents",
    "note",
    "valid_until",
];

pub(super) type Checked = Result<(), Refusal>;

/// Examines the body of an entry that is a registration. `today` is the platform's.
pub fn examine(entry: &Entry, today: Date) -> Checked {
    let registration: Registration = read(entry.body.get(), FIELDS)?;
    let made_on = day_of(entry.made_at);
    ensure(registration.receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    check_name(&registration.name)?;
    check_identity(&registration, believable(made_on, today), today)?;
    check_contact(&registration)?;
    check_residence(&registration)?;
    check_wishes(&registration)?;
    check_consents(&registration)?;
    check_words(&registration)?;
    let longest = made_on.saturating_add(VALID_DAYS.days());
    ensure((made_on..=longest).contains(&registration.valid_until), "valid_until")
}

/// Reads a body that must have these fields.
pub(super) fn read<T: DeserializeOwned>(body: &str, fields_needed: &[&str]) -> Result<T, Refusal> {
    let fields: HashMap<String, &RawValue> =
        serde_json::from_str(body).map_err(|_| refusal(RefusalCode::UnreadableBody, ""))?;
    if let Some(missing) = fields_needed.iter().find(|field| fields.get(**field).is_none_or(|v| v.get() == "null")) {
        return Err(refusal(RefusalCode::Missing, missing));
    }
    let mut json = serde_json::Deserializer::from_str(body);
    serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let path = e.path().to_string();
        refusal(RefusalCode::UnreadableBody, if path == "." { "" } else { &path })
    })
}

/// The day on which the person's age counts: the day it was written down, unless the station's clock was plainly wrong.
fn believable(made_on: Date, today: Date) -> Date {
    let year_ago = today.saturating_sub(366.days());
    if (year_ago..=today).contains(&made_on) { made_on } else { today }
}

pub(super) fn check_name(name: &str) -> Checked {
    if name.trim().is_empty() {
        return Err(refusal(RefusalCode::Missing, "name"));
    }
    // Letters of any script; what parts syllables and names: the middle dot, the Tibetan tsheg, the Mongolian hyphen and
    // narrow space; point, hyphen and apostrophe in foreign names.
    let letter = |c: char| c.is_alphanumeric() || " ·•・‧．.-'’\u{F0B}\u{1806}\u{202F}".contains(c);
    ensure(name.chars().count() <= NAME_CHARS && name.chars().all(letter), "name")
}

fn check_identity(registration: &Registration, age_on: Date, today: Date) -> Checked {
    let reason = registration.no_id_reason.as_deref().unwrap_or_default().trim();
    let number = registration.id_number.as_deref();
    if registration.id_type == IdType::None {
        ensure(number.is_none(), "id_number")?;
        ensure_there(!reason.is_empty(), "no_id_reason")?;
        return ensure(is_text(reason, LINE_CHARS), "no_id_reason");
    }
    ensure(registration.id_type != IdType::Other, "id_type")?;
    ensure(registration.no_id_reason.is_none(), "no_id_reason")?;
    let Some(number) = number else { return Err(refusal(RefusalCode::Missing, "id_number")) };
    let Some(birth) = birth_date(registration.id_type, number, today) else {
        return Err(refusal(RefusalCode::Invalid, "id_number"));
    };
    if age(birth, age_on) < 16 { Err(refusal(RefusalCode::UnderAge, "id_number")) } else { Ok(()) }
}

fn check_contact(registration: &Registration) -> Checked {
    match (&registration.phone, registration.contact_by_station) {
        (None, false) => Err(refusal(RefusalCode::Missing, "phone")),
        (None, true) => Ok(()),
        (Some(number), by_station) => ensure(!by_station && phone::is_plausible(number), "phone"),
    }
}

fn check_residence(registration: &Registration) -> Checked {
    let residence = &registration.residence;
    if let Some(code) = &residence.division {
        let known = DivisionCode::new(code.as_str()).is_some() && is_province(code.as_str());
        ensure(known, "residence.division")?;
    }
    ensure(is_text(&residence.text, LINE_CHARS), "residence.text")
}

fn check_wishes(registration: &Registration) -> Checked {
    let jobs = &registration.wanted_jobs;
    ensure_there(!jobs.is_empty(), "wanted_jobs")?;
    let said = |kind: JobKind, text: &str| kind != JobKind::Other || !text.trim().is_empty();
    let fine = jobs.iter().all(|job| said(job.kind, &job.text) && is_text(&job.text, LINE_CHARS));
    ensure(fine && jobs.len() <= WANTED_JOBS, "wanted_jobs")?;
    ensure(registration.work_forms.len() <= CODES, "work_forms")?;
    ensure(registration.categories.len() <= CODES, "categories")?;
    ensure(registration.wage_expected.is_none_or(|wage| WAGE.contains(&wage.min)), "wage_expected")?;
    ensure(registration.max_distance_km.is_none_or(|km| km <= DISTANCE_KM), "max_distance_km")?;
    let year = registration.available_from.map_or(2026, Date::year);
    ensure((2000..=2100).contains(&year), "available_from")
}

/// PIPL articles 13, 14 and 29: nothing is kept without the consent to register, and sensitive tags need their own.
fn check_consents(registration: &Registration) -> Checked {
    let given = |purpose| registration.consents.iter().any(|consent| consent.purpose == purpose);
    if !given(ConsentPurpose::Register) {
        return Err(refusal(RefusalCode::NoConsent, "consents"));
    }
    if registration.categories.iter().any(|c| c.is_sensitive()) && !given(ConsentPurpose::SensitiveTags) {
        return Err(refusal(RefusalCode::NoConsent, "categories"));
    }
    let named = |version: &str| !version.is_empty() && is_text(version, LINE_CHARS);
    ensure(registration.consents.len() <= CODES && registration.consents.iter().all(|c| named(&c.version)), "consents")
}

fn check_words(registration: &Registration) -> Checked {
    let skills = &registration.skills;
    ensure(skills.len() <= SKILLS && skills.iter().all(|skill| is_text(skill, LINE_CHARS)), "skills")?;
    let clerk = registration.assisted_by.as_deref().unwrap_or_default();
    ensure(is_text(clerk, LINE_CHARS), "assisted_by")?;
    let note = &registration.note;
    ensure(note.chars().count() <= NOTE_CHARS && note.chars().all(|c| c == '\n' || is_writing(c)), "note")
}

pub(super) fn is_text(text: &str, chars: usize) -> bool {
    text.chars().count() <= chars && text.chars().all(is_writing)
}

/// Neither a control character nor a mark that turns the direction of writing, which can hide what stands there.
fn is_writing(c: char) -> bool {
    let turns = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !c.is_control() && !turns && !matches!(c, '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
}

pub(super) fn ensure(holds: bool, field: &str) -> Checked {
    if holds { Ok(()) } else { Err(refusal(RefusalCode::Invalid, field)) }
}

pub(super) fn ensure_there(there: bool, field: &str) -> Checked {
    if there { Ok(()) } else { Err(refusal(RefusalCode::Missing, field)) }
}

#[cfg(test)]
#[path = "registration_tests.rs"]
mod tests;
