//! From kinds of wrong to sentences: each says in one breath what to do.

use super::words::Words;
use crate::domain::ledger::Trouble;
use crate::domain::pack::{Flaw, FlawKind};
use crate::domain::{ConsentPurpose, Fault, FaultKind, Refusal, RefusalCode, StoreTrouble};

impl Words {
    /// One sentence for the person who must put it right.
    #[must_use]
    pub fn fault(self, fault: &Fault) -> String {
        let field = self.field(&fault.field);
        match fault.kind {
            FaultKind::Missing => self.fault_missing(field),
            FaultKind::TooLong => self.fault_too_long(field),
            FaultKind::TooMany => self.fault_too_many(field),
            FaultKind::ControlCharacter => self.fault_control_character(field),
            FaultKind::NotWriting => self.fault_not_writing(field),
            FaultKind::TextDirection => self.fault_text_direction(field),
            FaultKind::IdLength => self.fault_id_length().to_owned(),
            FaultKind::IdCharacters => self.fault_id_characters().to_owned(),
            FaultKind::IdCheckDigit => self.fault_id_check_digit().to_owned(),
            FaultKind::IdProvince => self.fault_id_province().to_owned(),
            FaultKind::ImpossibleDate => self.fault_impossible_date(field),
            FaultKind::FutureDate => self.fault_future_date(field),
            FaultKind::PastDate => self.fault_past_date(field),
            FaultKind::TooOld => self.fault_too_old(field),
            FaultKind::UnderAge => self.fault_under_age().to_owned(),
            FaultKind::Phone => self.fault_phone(field),
            FaultKind::PhoneHotline => self.fault_phone_hotline().to_owned(),
            FaultKind::UnknownDivision => self.fault_unknown_division(field),
            FaultKind::UnknownCode => self.fault_unknown_code(field),
            FaultKind::OutOfRange => self.fault_out_of_range(field),
            FaultKind::WrongType => self.fault_wrong_type(field),
            FaultKind::UnknownField => self.fault_unknown_field(&fault.field),
            FaultKind::Contradiction => self.fault_contradiction(field),
            FaultKind::NoConsent => self.fault_no_consent(self.needed_consent(&fault.field)),
            FaultKind::NotJson => self.fault_not_json().to_owned(),
            FaultKind::Encoding => self.fault_encoding().to_owned(),
        }
    }

    /// The name of a form's field, from its path in JSON (`residence.division` → 常住地).
    #[must_use]
    pub fn field(self, path: &str) -> &'static str {
        let name = path.split(['.', '[']).next().unwrap_or_default();
        match name {
            "name" => self.field_name(),
            "id_type" => self.field_id_type(),
            "id_number" => self.field_id_number(),
            "no_id_reason" => self.field_no_id_reason(),
            "phone" => self.field_phone(),
            "contact_by_station" => self.field_contact_by_station(),
            "residence" => self.field_residence(),
            "education" => self.field_education(),
            "skills" => self.field_skills(),
            "wanted_jobs" => self.field_wanted_jobs(),
            "work_forms" => self.field_work_forms(),
            "wage_expected" => self.field_wage_expected(),
            "available_from" => self.field_available_from(),
            "max_distance_km" => self.field_max_distance_km(),
            "night_shift" => self.field_night_shift(),
            "needs_board" => self.field_needs_board(),
            "needs_lodging" => self.field_needs_lodging(),
            "categories" => self.field_categories(),
            "wants" => self.field_wants(),
            "consents" => self.field_consents(),
            "assisted_by" => self.field_assisted_by(),
            "note" => self.field_note(),
            _ => self.field_whole(),
        }
    }

    /// A category without its consent stands for the consent it lacks.
    fn needed_consent(self, path: &str) -> &'static str {
        let purpose =
            if path.starts_with("categories") { ConsentPurpose::SensitiveTags } else { ConsentPurpose::Register };
        self.consent(purpose)
    }

    /// Why the province refused an entry, and what the clerk does now.
    #[must_use]
    pub fn refusal(self, refusal: &Refusal) -> String {
        match refusal.code {
            RefusalCode::DamagedBody => self.refusal_damaged_body().to_owned(),
            RefusalCode::UnreadableBody => self.refusal_unreadable_body().to_owned(),
            RefusalCode::UnknownKind => self.refusal_unknown_kind().to_owned(),
            RefusalCode::WrongStation => self.refusal_wrong_station().to_owned(),
            RefusalCode::SequenceReused => self.refusal_sequence_reused().to_owned(),
            RefusalCode::Missing => self.refusal_missing(self.field(&refusal.field)),
            RefusalCode::Invalid => self.refusal_invalid(self.field(&refusal.field)),
            RefusalCode::UnderAge => self.refusal_under_age().to_owned(),
            RefusalCode::NoConsent => self.refusal_no_consent(self.needed_consent(&refusal.field)),
            RefusalCode::Conflict => self.refusal_conflict().to_owned(),
            RefusalCode::Other => self.refusal_other().to_owned(),
        }
    }

    /// What is wrong with a pack of the province, and in which field: for the technician who tells the province.
    #[must_use]
    pub fn pack_flaw(self, flaw: &Flaw) -> String {
        let field = if flaw.place.is_empty() { self.pack_whole() } else { &flaw.place };
        match flaw.kind {
            FlawKind::UnknownField => self.pack_unknown_field(field),
            FlawKind::UnknownCode => self.pack_unknown_code(field),
            FlawKind::WrongType => self.pack_wrong_type(field),
            FlawKind::EmptyWord => self.pack_empty_word(field),
            FlawKind::LongWord => self.pack_long_word(field),
            FlawKind::Untypable => self.pack_untypable(field),
            FlawKind::TooLarge => self.pack_too_large(field),
            FlawKind::Nothing => self.pack_nothing(field),
            FlawKind::Unreadable => self.pack_unreadable(field),
            FlawKind::MissingField => self.pack_missing_field(field),
            FlawKind::NoDate => self.pack_no_date(field),
            FlawKind::Backwards => self.pack_backwards(field),
            FlawKind::NoCondition => self.pack_no_condition(field),
            FlawKind::UnknownName => self.pack_unknown_name(field),
            FlawKind::Cyclic => self.pack_cyclic(field),
            FlawKind::Twice => self.pack_twice(field),
        }
    }

    #[must_use]
    pub fn trouble(self, trouble: Trouble) -> &'static str {
        match trouble {
            Trouble::Unreachable => self.trouble_unreachable(),
            Trouble::NotThePlatform => self.trouble_not_the_platform(),
            Trouble::NotEnrolled => self.trouble_not_enrolled(),
            Trouble::PlatformInTrouble => self.trouble_platform_in_trouble(),
            Trouble::Unreadable => self.trouble_unreadable(),
            Trouble::Revoked => self.trouble_revoked(),
            Trouble::Parked => self.trouble_parked(),
        }
    }

    #[must_use]
    pub fn store_trouble(self, trouble: StoreTrouble) -> &'static str {
        match trouble {
            StoreTrouble::DiskFull => self.store_disk_full(),
            StoreTrouble::ReadOnly => self.store_read_only(),
            StoreTrouble::Damaged => self.store_damaged(),
            StoreTrouble::NotEnrolled => self.store_not_enrolled(),
            StoreTrouble::Other => self.store_other(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Fault, FaultKind};
    use crate::i18n::{Language, Words};

    #[test]
    fn a_fault_names_its_field_and_says_what_to_do() {
        let words = Words::of(Language::Chinese);
        assert_eq!(words.fault(&Fault::new("name", FaultKind::Missing)), "请填写姓名。");
        assert_eq!(
            words.fault(&Fault::new("residence.division", FaultKind::UnknownDivision)),
            "没有这个地区，请重新选择常住地。"
        );
        assert_eq!(
            words.fault(&Fault::new("married", FaultKind::UnknownField)),
            "登记表里没有“married”这一项，请删掉它。"
        );
        let words = Words::of(Language::English);
        assert_eq!(words.fault(&Fault::new("name", FaultKind::Missing)), "Please fill in: Name.");
    }

    #[test]
    fn a_missing_consent_is_named() {
        let words = Words::of(Language::Chinese);
        assert!(words.fault(&Fault::new("consents", FaultKind::NoConsent)).contains("办理求职登记"));
        assert!(words.fault(&Fault::new("categories", FaultKind::NoConsent)).contains("记录特殊身份"));
    }
}
