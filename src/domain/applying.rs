//! Applying for a job on the spot: who may, what the employer is given, and what becomes of a short form.

use super::fault::{Fault, FaultKind};
use super::id_number::{FIRST_BIRTH, LEAST_AGE};
use super::nouns::{Application, ApplicationWish, EmployerConsent, Posting, ReceiptNo};
use super::visitor::Visitor;
use super::{phone, text};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize as _;

/// The notice that names the employer (PIPL article 23), as it stands in the locales.
pub const EMPLOYER_NOTICE_VERSION: &str = "2026-11";

/// What somebody gives who is not registered here: as little as it takes to be called. The day of birth stays at the
/// station: it shows that she may work, and later that she is the one who asks.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ShortForm {
    pub name: String,
    pub phone: String,
    pub contact_by_station: bool,
    pub born: Option<Date>,
}

impl Drop for ShortForm {
    fn drop(&mut self) {
        self.name.zeroize();
        self.phone.zeroize();
    }
}

/// Never what a person said: a debug print ends in a log.
impl std::fmt::Debug for ShortForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ShortForm(…)")
    }
}

impl ShortForm {
    /// The same with every field in the shape it is kept in.
    ///
    /// # Errors
    /// All faults, in the order of the form.
    pub fn checked(&self, today: Date) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut note = |field: &'static str, kind| faults.push(Fault::new(field, kind));
        let name = text::name(&self.name).unwrap_or_else(|kind| {
            note("name", kind);
            String::new()
        });
        if self.name.trim().is_empty() {
            note("name", FaultKind::Missing);
        }
        let number = match (self.contact_by_station, self.phone.trim()) {
            (true, _) => String::new(),
            (false, "") => {
                note("phone", FaultKind::Missing);
                String::new()
            }
            (false, typed) => phone::national(typed).unwrap_or_else(|kind| {
                note("phone", kind);
                String::new()
            }),
        };
        match self.born {
            None => note("born", FaultKind::Missing),
            Some(born) if born > today => note("born", FaultKind::FutureDate),
            Some(born) if born < FIRST_BIRTH => note("born", FaultKind::TooOld),
            Some(born) if age(born, today) < LEAST_AGE => note("born", FaultKind::UnderAge),
            Some(_) => {}
        }
        let form = Self { name, phone: number, contact_by_station: self.contact_by_station, born: self.born };
        if faults.is_empty() { Ok(form) } else { Err(faults) }
    }
}

/// Full years on a day.
#[must_use]
pub fn age(born: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i16::from(!had_birthday)
}

/// Whether a posting says who would be given somebody's data: without a name there is nobody to consent to.
#[must_use]
pub fn names_its_employer(posting: &Posting) -> bool {
    !posting.employer.trim().is_empty()
}

/// Who applies, whichever way she showed who she is.
pub trait Applicant {
    fn name(&self) -> &str;
    /// National form; empty where the station passes messages on.
    fn phone(&self) -> &str;
    /// What the employer is told besides, which only a registration knows.
    fn registered(&self) -> Option<&Visitor> {
        None
    }
}

impl Applicant for Visitor {
    fn name(&self) -> &str {
        &self.name
    }

    fn phone(&self) -> &str {
        &self.phone
    }

    fn registered(&self) -> Option<&Visitor> {
        Some(self)
    }
}

impl Applicant for ShortForm {
    fn name(&self) -> &str {
        &self.name
    }

    fn phone(&self) -> &str {
        &self.phone
    }
}

/// The application as it travels. The consent was given at `now`, with the employer's name and contact before her.
#[must_use]
pub fn application(
    who: &dyn Applicant,
    posting: &Posting,
    wish: ApplicationWish,
    (receipt, now): (ReceiptNo, Timestamp),
    assisted_by: Option<String>,
) -> Application {
    let registered = who.registered();
    Application {
        receipt,
        posting: posting.id,
        title: posting.title.clone(),
        employer: posting.employer.trim().to_owned(),
        wish,
        name: who.name().to_owned(),
        phone: Some(who.phone().to_owned()).filter(|number| !number.is_empty()),
        contact_by_station: who.phone().is_empty(),
        of_age: true,
        registration: registered.and_then(|visitor| visitor.registration.clone()),
        education: registered.and_then(|visitor| visitor.education),
        skills: registered.map(|visitor| visitor.skills.clone()).unwrap_or_default(),
        consent: EmployerConsent {
            employer: posting.employer.trim().to_owned(),
            contact: posting.contact.trim().to_owned(),
            version: EMPLOYER_NOTICE_VERSION.to_owned(),
            given: now,
        },
        assisted_by,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn form() -> ShortForm {
        ShortForm {
            name: " 测试甲 ".into(),
            phone: "138 0000 0000".into(),
            contact_by_station: false,
            born: Some(date(1974, 3, 10)),
        }
    }

    fn faults(form: &ShortForm) -> Vec<(String, FaultKind)> {
        let faults = form.checked(TODAY).unwrap_err();
        faults.into_iter().map(|fault| (fault.field.into_owned(), fault.kind)).collect()
    }

    #[test]
    fn a_name_a_way_to_be_reached_and_a_day_of_birth_are_enough() {
        let checked = form().checked(TODAY).unwrap();
        assert_eq!((checked.name.as_str(), checked.phone.as_str()), ("测试甲", "13800000000"));
        let mut without_phone = form();
        without_phone.phone.clear();
        without_phone.contact_by_station = true;
        assert!(without_phone.checked(TODAY).is_ok());
    }

    #[test]
    fn everything_that_is_missing_is_said_at_once() {
        let said = faults(&ShortForm::default());
        assert_eq!(
            said,
            [
                ("name".to_owned(), FaultKind::Missing),
                ("phone".to_owned(), FaultKind::Missing),
                ("born".to_owned(), FaultKind::Missing)
            ]
        );
    }

    #[test]
    fn who_is_not_sixteen_yet_does_not_apply_and_who_turns_sixteen_today_does() {
        let born = |born| {
            let mut one = form();
            one.born = Some(born);
            one
        };
        assert_eq!(faults(&born(date(2010, 11, 23))), [("born".to_owned(), FaultKind::UnderAge)]);
        assert!(born(date(2010, 11, 22)).checked(TODAY).is_ok());
    }
}
