//! Whether an application can be right: the employer who gets the data is the one who is named in the consent, and nothing
//! else is given than what the wire has a place for.

use super::intake::refusal;
use super::phone;
use super::registration::{Checked, LINE_CHARS, check_name, ensure, ensure_there, is_text, read};
use yizhan_wire::{Application, EmployerConsent, Entry, ReceiptNo, RefusalCode};

/// Skills that are handed on; a registration has no more.
const SKILLS: usize = 50;
/// A contact as an advert gives it.
const CONTACT_CHARS: usize = 400;

/// The fields that an application has whatever it says.
const FIELDS: &[&str] =
    &["receipt", "posting", "title", "employer", "wish", "name", "contact_by_station", "of_age", "consent"];

/// Examines the body of an entry that is an application.
pub fn examine(entry: &Entry) -> Checked {
    let application: Application = read(entry.body.get(), FIELDS)?;
    ensure(application.receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    ensure(application.posting.0 > 0, "posting")?;
    ensure(is_text(&application.title, LINE_CHARS), "title")?;
    ensure_there(!application.employer.trim().is_empty(), "employer")?;
    ensure(is_text(&application.employer, LINE_CHARS), "employer")?;
    check_name(&application.name)?;
    match (&application.phone, application.contact_by_station) {
        (None, false) => return Err(refusal(RefusalCode::Missing, "phone")),
        (Some(number), by_station) => ensure(!by_station && phone::is_plausible(number), "phone")?,
        (None, true) => {}
    }
    if !application.of_age {
        return Err(refusal(RefusalCode::UnderAge, "of_age"));
    }
    let skills = &application.skills;
    ensure(skills.len() <= SKILLS && skills.iter().all(|skill| is_text(skill, LINE_CHARS)), "skills")?;
    ensure(is_text(application.assisted_by.as_deref().unwrap_or_default(), LINE_CHARS), "assisted_by")?;
    check_consent(&application.employer, &application.consent)
}

/// PIPL article 23: a consent of its own for this recipient, under a notice that can be named.
pub(super) fn check_consent(employer: &str, consent: &EmployerConsent) -> Checked {
    if consent.employer.trim() != employer.trim() {
        return Err(refusal(RefusalCode::NoConsent, "consent.employer"));
    }
    ensure_there(!consent.version.trim().is_empty(), "consent.version")?;
    ensure(is_text(&consent.version, LINE_CHARS), "consent.version")?;
    let contact = &consent.contact;
    ensure(contact.chars().count() <= CONTACT_CHARS, "consent.contact")
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::test_entry;
    use super::*;
    use jiff::Timestamp;
    use serde::Serialize;

    use yizhan_wire::{ApplicationWish, EntryKind, PostingId, SeqNo, StationId, SubjectId};

    /// An entry of station 7, its third.
    pub fn entry(kind: EntryKind, body: &impl Serialize) -> Entry {
        let body = serde_json::to_string(body).unwrap();
        Entry {
            station: StationId(7),
            seq: SeqNo(3),
            subject: SubjectId::new(1, [2; 10]),
            ..test_entry::entry(kind, body)
        }
    }

    fn application() -> Application {
        Application {
            receipt: ReceiptNo::of(StationId(7), SeqNo(3)),
            posting: PostingId(42),
            title: "电焊工".into(),
            employer: "测试厂".into(),
            wish: ApplicationWish::Apply,
            name: "测试甲".into(),
            phone: Some("13800000000".into()),
            contact_by_station: false,
            of_age: true,
            registration: None,
            education: None,
            skills: Vec::new(),
            consent: EmployerConsent {
                employer: "测试厂".into(),
                contact: "13800000001 测试经理".into(),
                version: "2026-11".into(),
                given: Timestamp::UNIX_EPOCH,
            },
            assisted_by: None,
        }
    }

    fn refused(application: &Application) -> (RefusalCode, String) {
        let refusal = examine(&entry(EntryKind::Application, application)).unwrap_err();
        (refusal.code, refusal.field)
    }

    #[test]
    fn an_application_with_a_consent_to_its_employer_is_taken() {
        examine(&entry(EntryKind::Application, &application())).unwrap();
        let by_station = Application { phone: None, contact_by_station: true, ..application() };
        examine(&entry(EntryKind::Application, &by_station)).unwrap();
    }

    #[test]
    fn nobodys_data_go_to_an_employer_she_did_not_consent_to() {
        let mut other = application();
        other.consent.employer = "另一家测试厂".into();
        assert_eq!(refused(&other), (RefusalCode::NoConsent, "consent.employer".into()));
        let unnamed = Application { employer: "  ".into(), ..application() };
        assert_eq!(refused(&unnamed), (RefusalCode::Missing, "employer".into()));
    }

    #[test]
    fn who_is_too_young_cannot_be_reached_or_has_anothers_receipt_is_refused() {
        let young = Application { of_age: false, ..application() };
        assert_eq!(refused(&young), (RefusalCode::UnderAge, "of_age".into()));
        let unreachable = Application { phone: None, ..application() };
        assert_eq!(refused(&unreachable), (RefusalCode::Missing, "phone".into()));
        let other = Application { receipt: ReceiptNo::of(StationId(8), SeqNo(3)), ..application() };
        assert_eq!(refused(&other), (RefusalCode::Invalid, "receipt".into()));
    }
}
