//! The rules of a walk-in registration: what must be there, what each field takes, and what becomes of a form that
//! passes. All faults are found at once, in the order of the form, so that nobody has to come back for the next one.

use super::fault::{Fault, FaultKind};
use super::form::Form;
use super::id_number::{IdNumber, LEAST_AGE};
use super::nouns::{
    Category, Consent, ConsentPurpose, Education, IdType, JobKind, ReceiptNo, Registration, Residence, WageExpected,
    WantedJob, Wants, WorkForm,
};
use super::{division, phone, text};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// The notice a person is shown or read before she consents.
pub const NOTICE_VERSION: &str = "2026-11";
/// How long a registration stands before it is renewed or ends.
pub const VALID_DAYS: i64 = 90;
/// Jobs a person may name.
pub const MAX_WANTED_JOBS: usize = 5;
/// Skills a person may name.
pub const MAX_SKILLS: usize = 20;
/// The highest wage a form takes, in yuan of any unit: above it someone typed a telephone number.
pub const MAX_WAGE_YUAN: u32 = 10_000_000;
/// The longest way to work, in kilometres: China from end to end.
pub const MAX_DISTANCE_KM: u16 = 5_500;

/// A form that passed: every value in the shape it travels in.
#[derive(Clone, PartialEq)]
pub struct Checked {
    content: Content,
    consents: Vec<Consent>,
    id: Option<IdNumber>,
}

/// What a person said, without what varies when she says it again: the receipt, the moments, the clerk.
#[derive(Clone, PartialEq, Serialize)]
struct Content {
    name: String,
    id_type: IdType,
    id_number: Option<String>,
    no_id_reason: Option<String>,
    phone: Option<String>,
    contact_by_station: bool,
    residence: Residence,
    education: Option<Education>,
    skills: Vec<String>,
    wanted_jobs: Vec<WantedJob>,
    work_forms: Vec<WorkForm>,
    wage_expected: Option<WageExpected>,
    available_from: Option<Date>,
    max_distance_km: Option<u16>,
    night_shift: Option<bool>,
    needs_board: bool,
    needs_lodging: bool,
    categories: Vec<Category>,
    wants: Wants,
    note: String,
    /// Purposes and versions of the consents, without their moments.
    consents: Vec<(ConsentPurpose, String)>,
    #[serde(skip)]
    assisted_by: Option<String>,
}

impl Checked {
    /// The document's number; `None` where the person showed none.
    #[must_use]
    pub fn id_number(&self) -> Option<&IdNumber> {
        self.id.as_ref()
    }

    /// The same bytes for the same words: whether a form was registered before is decided by them.
    #[must_use]
    pub fn content(&self) -> Vec<u8> {
        // Nothing in it can fail to be written: no maps with odd keys, no numbers that are none.
        serde_json::to_vec(&self.content).unwrap_or_default()
    }

    /// The registration that travels, valid for [`VALID_DAYS`] from `today`.
    #[must_use]
    pub fn into_registration(self, receipt: ReceiptNo, today: Date) -> Registration {
        let content = self.content;
        Registration {
            receipt,
            name: content.name,
            id_type: content.id_type,
            id_number: content.id_number,
            no_id_reason: content.no_id_reason,
            phone: content.phone,
            contact_by_station: content.contact_by_station,
            residence: content.residence,
            education: content.education,
            skills: content.skills,
            wanted_jobs: content.wanted_jobs,
            work_forms: content.work_forms,
            wage_expected: content.wage_expected,
            available_from: content.available_from,
            max_distance_km: content.max_distance_km,
            night_shift: content.night_shift,
            needs_board: content.needs_board,
            needs_lodging: content.needs_lodging,
            categories: content.categories,
            wants: content.wants,
            consents: self.consents,
            assisted_by: content.assisted_by,
            note: content.note,
            valid_until: today.saturating_add(VALID_DAYS.days()),
        }
    }
}

/// Never what a person said: a debug print ends in a log.
impl std::fmt::Debug for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Checked(…)")
    }
}

/// Checks a form on a day. Every fault there is comes back, in the order of the form.
pub fn check(form: &Form, today: Date) -> Result<Checked, Vec<Fault>> {
    let mut check = Check { today, faults: Vec::new() };
    let name = check.name(form);
    let id = check.document(form);
    let (phone, contact_by_station) = check.contact(form);
    let content = Content {
        name,
        id_type: form.id_type,
        id_number: id.as_ref().map(|id| id.as_str().to_owned()),
        no_id_reason: check.no_id_reason(form),
        phone,
        contact_by_station,
        residence: check.residence(form),
        education: form.education,
        skills: check.skills(form),
        wanted_jobs: check.wanted_jobs(form),
        work_forms: check.work_forms(form),
        wage_expected: check.wage_expected(form),
        available_from: check.available_from(form),
        max_distance_km: check.max_distance_km(form),
        night_shift: form.night_shift,
        needs_board: form.needs_board,
        needs_lodging: form.needs_lodging,
        categories: check.categories(form),
        wants: form.wants,
        consents: check.consents(form),
        assisted_by: check.assisted_by(form),
        note: check.note(form),
    };
    if check.faults.is_empty() {
        Ok(Checked { content, consents: without_doubles(&form.consents, |a, b| a.purpose == b.purpose), id })
    } else {
        Err(check.faults)
    }
}

/// The faults found so far, and the day they are judged by.
struct Check {
    today: Date,
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, field: impl Into<std::borrow::Cow<'static, str>>, kind: FaultKind) {
        self.faults.push(Fault::new(field, kind));
    }

    /// The value, or its default with the fault noted.
    fn take<T: Default>(&mut self, field: impl Into<std::borrow::Cow<'static, str>>, value: Result<T, FaultKind>) -> T {
        value.unwrap_or_else(|kind| {
            self.fault(field, kind);
            T::default()
        })
    }

    fn line(&mut self, field: impl Into<std::borrow::Cow<'static, str>>, typed: &str) -> String {
        self.take(field, text::one_line(typed, text::MAX_LINE))
    }

    fn name(&mut self, form: &Form) -> String {
        let name = text::name(&form.name).and_then(|n| if n.is_empty() { Err(FaultKind::Missing) } else { Ok(n) });
        self.take("name", name)
    }

    fn document(&mut self, form: &Form) -> Option<IdNumber> {
        let typed = form.id_number.trim();
        match form.id_type {
            IdType::Other => {
                self.fault("id_type", FaultKind::UnknownCode);
                None
            }
            IdType::None => {
                if !typed.is_empty() {
                    self.fault("id_number", FaultKind::Contradiction);
                }
                None
            }
            _ if typed.is_empty() => {
                self.fault("id_number", FaultKind::Missing);
                None
            }
            id_type => match IdNumber::parse(id_type, typed, self.today) {
                Ok(id) if id.age_on(self.today) < LEAST_AGE => {
                    self.fault("id_number", FaultKind::UnderAge);
                    None
                }
                Ok(id) => Some(id),
                Err(kind) => {
                    self.fault("id_number", kind);
                    None
                }
            },
        }
    }

    /// A reason beside a document is left over from a change of mind, and dropped.
    fn no_id_reason(&mut self, form: &Form) -> Option<String> {
        if form.id_type != IdType::None {
            return None;
        }
        let reason = self.line("no_id_reason", &form.no_id_reason);
        if form.no_id_reason.trim().is_empty() {
            self.fault("no_id_reason", FaultKind::Missing);
        }
        Some(reason)
    }

    fn contact(&mut self, form: &Form) -> (Option<String>, bool) {
        match (form.phone.trim().is_empty(), form.contact_by_station) {
            (true, true) => (None, true),
            (true, false) => {
                self.fault("phone", FaultKind::Missing);
                (None, false)
            }
            (false, true) => {
                self.fault("contact_by_station", FaultKind::Contradiction);
                (None, true)
            }
            (false, false) => (Some(self.take("phone", phone::national(&form.phone))), false),
        }
    }

    fn residence(&mut self, form: &Form) -> Residence {
        let division = form.residence.division.clone();
        if division.as_ref().is_some_and(|code| !division::is_known(code)) {
            self.fault("residence.division", FaultKind::UnknownDivision);
        }
        Residence { division, text: self.line("residence.text", &form.residence.text) }
    }

    fn skills(&mut self, form: &Form) -> Vec<String> {
        if form.skills.len() > MAX_SKILLS {
            self.fault("skills", FaultKind::TooMany);
            return Vec::new();
        }
        let skills = form.skills.iter().enumerate().map(|(n, skill)| self.line(format!("skills[{n}]"), skill));
        let skills: Vec<String> = skills.filter(|skill| !skill.is_empty()).collect();
        without_doubles(&skills, |a, b| a == b)
    }

    fn wanted_jobs(&mut self, form: &Form) -> Vec<WantedJob> {
        let mut jobs = Vec::new();
        // Reading stops where no form fills more; a list of a million items must not cost a million checks.
        for (n, job) in form.wanted_jobs.iter().enumerate().take(MAX_WANTED_JOBS * 4) {
            let text = self.line(format!("wanted_jobs[{n}]"), &job.text);
            if job.kind != JobKind::Other || !text.is_empty() {
                jobs.push(WantedJob { kind: job.kind, text });
            }
        }
        let jobs = without_doubles(&jobs, |a, b| a == b);
        if jobs.is_empty() && !self.faults.iter().any(|fault| fault.field.starts_with("wanted_jobs")) {
            self.fault("wanted_jobs", FaultKind::Missing);
        }
        if jobs.len() > MAX_WANTED_JOBS {
            self.fault("wanted_jobs", FaultKind::TooMany);
        }
        jobs
    }

    fn work_forms(&mut self, form: &Form) -> Vec<WorkForm> {
        if form.work_forms.contains(&WorkForm::Other) {
            self.fault("work_forms", FaultKind::UnknownCode);
        }
        without_doubles(&form.work_forms, |a, b| a == b)
    }

    fn wage_expected(&mut self, form: &Form) -> Option<WageExpected> {
        let wage = form.wage_expected?;
        if wage.min == 0 || wage.min > MAX_WAGE_YUAN {
            self.fault("wage_expected.min", FaultKind::OutOfRange);
        }
        if wage.unit == super::nouns::WageUnit::Other {
            self.fault("wage_expected.unit", FaultKind::UnknownCode);
        }
        Some(wage)
    }

    /// A day that is over means "at once"; one that is years off is a slip of the finger.
    fn available_from(&mut self, form: &Form) -> Option<Date> {
        let from = form.available_from?;
        if from < self.today.saturating_sub(1.year()) {
            self.fault("available_from", FaultKind::PastDate);
        } else if from > self.today.saturating_add(2.years()) {
            self.fault("available_from", FaultKind::OutOfRange);
        }
        Some(from)
    }

    fn max_distance_km(&mut self, form: &Form) -> Option<u16> {
        if form.max_distance_km.is_some_and(|km| km > MAX_DISTANCE_KM) {
            self.fault("max_distance_km", FaultKind::OutOfRange);
        }
        form.max_distance_km
    }

    fn categories(&mut self, form: &Form) -> Vec<Category> {
        if form.categories.contains(&Category::Other) {
            self.fault("categories", FaultKind::UnknownCode);
        }
        let consented = has_consent(form, ConsentPurpose::SensitiveTags);
        if !consented && form.categories.iter().any(|category| category.is_sensitive()) {
            self.fault("categories", FaultKind::NoConsent);
        }
        without_doubles(&form.categories, |a, b| a == b)
    }

    fn consents(&mut self, form: &Form) -> Vec<(ConsentPurpose, String)> {
        if !has_consent(form, ConsentPurpose::Register) {
            self.fault("consents", FaultKind::NoConsent);
        }
        let mut consents = Vec::new();
        for (n, consent) in form.consents.iter().enumerate().take(ConsentPurpose::ALL.len() * 2) {
            if consent.purpose == ConsentPurpose::Other {
                self.fault(format!("consents[{n}].purpose"), FaultKind::UnknownCode);
            }
            let version = self.line(format!("consents[{n}].version"), &consent.version);
            if version.is_empty() {
                self.fault(format!("consents[{n}].version"), FaultKind::Missing);
            }
            consents.push((consent.purpose, version));
        }
        without_doubles(&consents, |a, b| a.0 == b.0)
    }

    fn assisted_by(&mut self, form: &Form) -> Option<String> {
        let clerk = form.assisted_by.as_deref().filter(|clerk| !clerk.trim().is_empty())?;
        Some(self.take("assisted_by", text::one_line(clerk, text::MAX_NAME)))
    }

    fn note(&mut self, form: &Form) -> String {
        self.take("note", text::note(&form.note))
    }
}

fn has_consent(form: &Form, purpose: ConsentPurpose) -> bool {
    form.consents.iter().any(|consent| consent.purpose == purpose)
}

/// The items in their order, each once.
fn without_doubles<T: Clone>(items: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut once: Vec<T> = Vec::new();
    for item in items {
        if !once.iter().any(|known| same(known, item)) {
            once.push(item.clone());
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DivisionCode, SeqNo, StationId, WageUnit};
    use jiff::Timestamp;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn consent(purpose: ConsentPurpose) -> Consent {
        Consent { purpose, version: NOTICE_VERSION.into(), given: Timestamp::UNIX_EPOCH }
    }

    fn complete() -> Form {
        Form {
            name: "测试甲".into(),
            id_number: "430000199003071519".into(),
            phone: "138 0000 0000".into(),
            wanted_jobs: vec![WantedJob { kind: JobKind::Welder, text: String::new() }],
            consents: vec![consent(ConsentPurpose::Register)],
            ..Form::default()
        }
    }

    fn faults(form: &Form) -> Vec<(String, FaultKind)> {
        check(form, TODAY).err().unwrap_or_default().into_iter().map(|f| (f.field.into_owned(), f.kind)).collect()
    }

    fn only(field: &str, kind: FaultKind) -> Vec<(String, FaultKind)> {
        vec![(field.to_owned(), kind)]
    }

    #[test]
    fn the_least_a_form_needs_is_enough() {
        let registration =
            check(&complete(), TODAY).unwrap().into_registration(ReceiptNo::of(StationId(1), SeqNo(1)), TODAY);
        assert_eq!(registration.phone.as_deref(), Some("13800000000"));
        assert_eq!(registration.id_number.as_deref(), Some("430000199003071519"));
        assert_eq!(registration.no_id_reason, None);
        assert_eq!(registration.valid_until, date(2027, 2, 20));
    }

    #[test]
    fn an_empty_form_names_everything_it_needs_in_the_order_of_the_form() {
        let found = faults(&Form::default());
        let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["name", "id_number", "phone", "wanted_jobs", "consents"]);
    }

    #[test]
    fn nobody_is_sent_away_for_a_lost_card_or_a_missing_phone() {
        let form = Form {
            id_type: IdType::None,
            id_number: String::new(),
            no_id_reason: "证件补办中".into(),
            phone: String::new(),
            contact_by_station: true,
            ..complete()
        };
        assert_eq!(faults(&form), []);
        assert_eq!(
            faults(&Form { no_id_reason: " ".into(), ..form.clone() }),
            only("no_id_reason", FaultKind::Missing)
        );
        let both = Form { phone: "13800000000".into(), ..form };
        assert_eq!(faults(&both), only("contact_by_station", FaultKind::Contradiction));
    }

    #[test]
    fn under_sixteen_is_refused_by_law() {
        assert_eq!(
            check(&Form { id_number: "430000201001010130".into(), ..complete() }, date(2025, 12, 31)).err(),
            Some(vec![Fault::new("id_number", FaultKind::UnderAge)])
        );
        assert_eq!(faults(&Form { id_number: "430000201001010130".into(), ..complete() }), []);
    }

    #[test]
    fn a_sensitive_circumstance_needs_its_own_consent() {
        let form = Form { categories: vec![Category::Disabled, Category::MigrantWorker], ..complete() };
        assert_eq!(faults(&form), only("categories", FaultKind::NoConsent));
        let mut consented = form;
        consented.consents.push(consent(ConsentPurpose::SensitiveTags));
        assert_eq!(faults(&consented), []);
    }

    #[test]
    fn one_to_five_wanted_jobs() {
        let own = |text: &str| WantedJob { kind: JobKind::Other, text: text.into() };
        assert_eq!(
            faults(&Form { wanted_jobs: vec![own(" ")], ..complete() }),
            only("wanted_jobs", FaultKind::Missing)
        );
        let six = (1..=6).map(|n| own(&format!("工作{n}"))).collect();
        assert_eq!(faults(&Form { wanted_jobs: six, ..complete() }), only("wanted_jobs", FaultKind::TooMany));
        let doubled = Form { wanted_jobs: vec![own("修表"); 6], ..complete() };
        assert_eq!(faults(&doubled), []);
    }

    #[test]
    fn every_wrong_value_is_named_by_its_field() {
        let wage = |min, unit| Some(WageExpected { min, unit });
        let place = |code: &str| Residence { division: DivisionCode::new(code), text: String::new() };
        for (form, field, kind) in [
            (Form { name: "测试😀".into(), ..complete() }, "name", FaultKind::NotWriting),
            (Form { id_number: "430000199003071514".into(), ..complete() }, "id_number", FaultKind::IdCheckDigit),
            (Form { id_type: IdType::Other, ..complete() }, "id_type", FaultKind::UnknownCode),
            (Form { phone: "12800000000".into(), ..complete() }, "phone", FaultKind::Phone),
            (Form { residence: place("999999"), ..complete() }, "residence.division", FaultKind::UnknownDivision),
            (Form { wage_expected: wage(0, WageUnit::Day), ..complete() }, "wage_expected.min", FaultKind::OutOfRange),
            (
                Form { wage_expected: wage(9, WageUnit::Other), ..complete() },
                "wage_expected.unit",
                FaultKind::UnknownCode,
            ),
            (Form { available_from: Some(date(1990, 1, 1)), ..complete() }, "available_from", FaultKind::PastDate),
            (Form { max_distance_km: Some(60_000), ..complete() }, "max_distance_km", FaultKind::OutOfRange),
            (Form { note: "注".repeat(501), ..complete() }, "note", FaultKind::TooLong),
            (Form { consents: Vec::new(), ..complete() }, "consents", FaultKind::NoConsent),
        ] {
            assert_eq!(faults(&form), only(field, kind));
        }
    }

    #[test]
    fn the_same_words_give_the_same_content_whenever_they_are_said() {
        let first = check(&complete(), TODAY).unwrap().content();
        let mut later = complete();
        later.consents[0].given = Timestamp::from_second(1_800_000_000).unwrap();
        later.phone = "+86 13800000000".into();
        later.assisted_by = Some("李".into());
        assert_eq!(check(&later, date(2026, 11, 23)).unwrap().content(), first);
        later.note = "下午联系".into();
        assert_ne!(check(&later, TODAY).unwrap().content(), first);
    }
}
