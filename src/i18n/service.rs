//! Words around what the province's packs say.

use super::language::Language;
use super::words::Words;
use crate::domain::content::Said;
use crate::domain::service::calculate::Calculated;
use crate::domain::service::policy::Fit;
use crate::domain::{FaultKind, SlotTime};
use jiff::civil::Date;

impl Words {
    /// What a pack says, in this language as far as it says it.
    #[must_use]
    pub fn of_pack(self, said: &Said) -> &str {
        match self.language() {
            Language::Chinese => said.chinese(),
            Language::English => said.english(),
        }
    }

    /// One sentence for who must put an answer right; `label` is what the form asked.
    #[must_use]
    pub fn answer_fault(self, kind: FaultKind, label: &str) -> String {
        match kind {
            FaultKind::Missing => self.fault_missing(label),
            FaultKind::TooLong => self.fault_too_long(label),
            FaultKind::ControlCharacter => self.fault_control_character(label),
            FaultKind::TextDirection => self.fault_text_direction(label),
            FaultKind::IdLength => self.fault_id_length().to_owned(),
            FaultKind::IdCharacters => self.fault_id_characters().to_owned(),
            FaultKind::IdCheckDigit => self.fault_id_check_digit().to_owned(),
            FaultKind::IdProvince => self.fault_id_province().to_owned(),
            FaultKind::ImpossibleDate => self.fault_impossible_date(label),
            FaultKind::FutureDate => self.fault_future_date(label),
            FaultKind::TooOld => self.fault_too_old(label),
            FaultKind::UnderAge => self.fault_under_age().to_owned(),
            FaultKind::Phone => self.fault_phone(label),
            FaultKind::PhoneHotline => self.fault_phone_hotline().to_owned(),
            FaultKind::OutOfRange | FaultKind::WrongType => self.fault_out_of_range(label),
            FaultKind::NoConsent => self.fault_no_consent(label),
            _ => self.fault_not_writing(label),
        }
    }

    /// What was calculated: the figure, and what belongs to it.
    #[must_use]
    pub fn calculated(self, calculated: Calculated) -> (String, Vec<String>) {
        match calculated {
            Calculated::Retirement { year, month, age_years, age_months, later_months } => {
                let (years, months) = (i64::from(age_years), i64::from(age_months));
                let age = if months == 0 { self.calc_age(years) } else { self.calc_age_months(years, months) };
                let later = (later_months > 0).then(|| self.calc_later(i64::from(later_months)));
                let rest = std::iter::once(age).chain(later).collect();
                (self.calc_retirement(i64::from(year), i64::from(month)), rest)
            }
            Calculated::Months(months) => (self.calc_months(i64::from(months)), Vec::new()),
            Calculated::Yuan(yuan) => (self.calc_yuan(&yuan.to_string()), Vec::new()),
            Calculated::Nothing => (self.calc_nothing().to_owned(), Vec::new()),
        }
    }

    #[must_use]
    pub fn policy_fit(self, fit: Fit) -> &'static str {
        match fit {
            Fit::Likely => self.findings_likely(),
            Fit::Perhaps => self.findings_perhaps(),
            Fit::No => self.findings_no(),
        }
    }

    /// A day with its year: what is long ago or far away.
    #[must_use]
    pub fn whole_date(self, day: Date) -> String {
        self.date_with_year(i64::from(day.year()), i64::from(day.month()), i64::from(day.day()))
    }

    /// An hour of a day.
    #[must_use]
    pub fn slot(self, slot: &SlotTime, today: Date) -> String {
        self.day_hour(&self.near_date(slot.day, today), &slot.at)
    }
}
