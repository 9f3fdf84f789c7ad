//! Reading a registration from a line of JSON (`yizhan register`). Generous in words (高中, 日结, 身份证), strict in types:
//! what is not understood is named, never dropped.

use super::fault::{Fault, FaultKind};
use super::form::Form;
use super::nouns::{
    Category, Consent, ConsentPurpose, DivisionCode, IdType, JobKind, Residence, WageExpected, WantedJob, Wants,
    WorkForm,
};
use super::registration::NOTICE_VERSION;
use super::{id_number, vocabulary};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use serde_json::{Map, Value};

/// The form in a line of JSON. `now` is the moment of a consent that is given without one (`"given": true`).
pub fn read(line: &[u8], now: Timestamp) -> Result<Form, Vec<Fault>> {
    let whole = |kind| vec![Fault::new("", kind)];
    // A line that ends within a character was cut; any other byte out of place is of another encoding.
    let text = std::str::from_utf8(line)
        .map_err(|e| whole(if e.error_len().is_none() { FaultKind::NotJson } else { FaultKind::Encoding }))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|_| whole(FaultKind::NotJson))?;
    let Value::Object(fields) = value else { return Err(whole(FaultKind::WrongType)) };
    let mut reader = Reader { now, faults: Vec::new() };
    let form = reader.form(fields);
    if reader.faults.is_empty() { Ok(form) } else { Err(reader.faults) }
}

struct Reader {
    now: Timestamp,
    faults: Vec<Fault>,
}

/// The fields of an object that are still to be read; null counts as absent.
struct Fields(Map<String, Value>);

impl Fields {
    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }
}

impl Reader {
    fn form(&mut self, fields: Map<String, Value>) -> Form {
        let mut fields = Fields(fields);
        let f = &mut fields;
        let mut form = Form {
            name: self.text("name", f.take("name")),
            id_number: String::new(),
            id_type: IdType::ResidentId,
            no_id_reason: self.text("no_id_reason", f.take("no_id_reason")),
            phone: self.text("phone", f.take("phone")),
            contact_by_station: self
                .yes("contact_by_station", f.take("contact_by_station").as_ref())
                .unwrap_or_default(),
            residence: self.residence(f.take("residence")),
            education: self.code("education", f.take("education"), vocabulary::education),
            skills: self.texts("skills", f.take("skills")),
            wanted_jobs: self.wanted_jobs(f.take("wanted_jobs")),
            work_forms: self.codes::<WorkForm>("work_forms", f.take("work_forms"), vocabulary::work_form),
            wage_expected: self.wage_expected(f.take("wage_expected")),
            available_from: self.day("available_from", f.take("available_from")),
            max_distance_km: self.number("max_distance_km", f.take("max_distance_km")),
            night_shift: self.yes("night_shift", f.take("night_shift").as_ref()),
            needs_board: self.yes("needs_board", f.take("needs_board").as_ref()).unwrap_or_default(),
            needs_lodging: self.yes("needs_lodging", f.take("needs_lodging").as_ref()).unwrap_or_default(),
            categories: self.codes::<Category>("categories", f.take("categories"), vocabulary::category),
            wants: self.wants(f.take("wants")),
            consents: self.consents(f.take("consents")),
            assisted_by: Some(self.text("assisted_by", f.take("assisted_by"))).filter(|clerk| !clerk.is_empty()),
            note: self.text("note", f.take("note")),
        };
        self.document(f, &mut form);
        self.leftovers("", &fields);
        form
    }

    /// Where nobody says which document it is, its number does; without a number, the reason for having none.
    fn document(&mut self, fields: &mut Fields, form: &mut Form) {
        form.id_number = self.text("id_number", fields.take("id_number"));
        let said = fields.take("id_type");
        form.id_type = if said.is_some() {
            self.code("id_type", said, vocabulary::id_type).unwrap_or(IdType::ResidentId)
        } else if form.id_number.is_empty() && !form.no_id_reason.is_empty() {
            IdType::None
        } else {
            id_number::likely_type(&form.id_number)
        };
    }

    fn fault(&mut self, path: &str, kind: FaultKind) {
        self.faults.push(Fault::new(path.to_owned(), kind));
    }

    fn wrong<T: Default>(&mut self, path: &str) -> T {
        self.fault(path, FaultKind::WrongType);
        T::default()
    }

    fn leftovers(&mut self, path: &str, fields: &Fields) {
        for name in fields.0.keys() {
            // A name of any length may stand there; enough of it to find the place is enough.
            let name: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
            self.faults.push(Fault::new(format!("{path}{name}"), FaultKind::UnknownField));
        }
    }

    fn text(&mut self, path: &str, value: Option<Value>) -> String {
        match value {
            None => String::new(),
            Some(Value::String(text)) => text,
            Some(_) => self.wrong(path),
        }
    }

    fn yes(&mut self, path: &str, value: Option<&Value>) -> Option<bool> {
        match value {
            None => None,
            Some(Value::Bool(yes)) => Some(*yes),
            Some(_) => self.wrong(path),
        }
    }

    /// A whole number of the type's range; a number written with an empty decimal is whole, too.
    fn number<N: TryFrom<i64>>(&mut self, path: &str, value: Option<Value>) -> Option<N> {
        let Value::Number(number) = value? else { return self.wrong(path) };
        let whole = number.as_i64().or_else(|| {
            let real = number.as_f64().filter(|real| real.fract() == 0.0 && real.abs() < 1e15)?;
            Some(real as i64)
        });
        let fitting = whole.and_then(|whole| N::try_from(whole).ok());
        if fitting.is_none() {
            self.fault(path, FaultKind::OutOfRange);
        }
        fitting
    }

    fn code<T>(&mut self, path: &str, value: Option<Value>, by_word: fn(&str) -> Option<T>) -> Option<T> {
        let Value::String(word) = value? else { return self.wrong(path) };
        if word.trim().is_empty() {
            return None;
        }
        let code = by_word(&word);
        if code.is_none() {
            self.fault(path, FaultKind::UnknownCode);
        }
        code
    }

    /// A list, or one word or several in a row (日结、临时).
    fn items(&mut self, path: &str, value: Option<Value>) -> Vec<Value> {
        match value {
            None => Vec::new(),
            Some(Value::Array(items)) => items,
            Some(Value::String(words)) => {
                let words = words.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|word| !word.is_empty());
                words.map(|word| Value::String(word.to_owned())).collect()
            }
            Some(_) => self.wrong(path),
        }
    }

    fn texts(&mut self, path: &str, value: Option<Value>) -> Vec<String> {
        let items = self.items(path, value);
        items.into_iter().enumerate().map(|(n, item)| self.text(&format!("{path}[{n}]"), Some(item))).collect()
    }

    fn codes<T>(&mut self, path: &str, value: Option<Value>, by_word: fn(&str) -> Option<T>) -> Vec<T> {
        let items = self.items(path, value);
        items
            .into_iter()
            .enumerate()
            .filter_map(|(n, item)| self.code(&format!("{path}[{n}]"), Some(item), by_word))
            .collect()
    }

    /// `{division, text}`, a division's code, or the place in words.
    fn residence(&mut self, value: Option<Value>) -> Residence {
        match value {
            None => Residence::default(),
            Some(Value::String(place)) => match DivisionCode::new(place.trim()) {
                Some(division) => Residence { division: Some(division), text: String::new() },
                None => Residence { division: None, text: place },
            },
            Some(Value::Object(fields)) => {
                let mut fields = Fields(fields);
                let code = self.text("residence.division", fields.take("division"));
                let division = DivisionCode::new(code.trim());
                if division.is_none() && !code.trim().is_empty() {
                    self.fault("residence.division", FaultKind::UnknownDivision);
                }
                let text = self.text("residence.text", fields.take("text"));
                self.leftovers("residence.", &fields);
                Residence { division, text }
            }
            Some(_) => self.wrong("residence"),
        }
    }

    fn wanted_jobs(&mut self, value: Option<Value>) -> Vec<WantedJob> {
        let items = self.items("wanted_jobs", value);
        items
            .into_iter()
            .enumerate()
            .filter_map(|(n, item)| self.wanted_job(&format!("wanted_jobs[{n}]"), item))
            .collect()
    }

    /// A word, or `{kind, text}`. A word that is none of the list is kept as the person's own.
    fn wanted_job(&mut self, path: &str, value: Value) -> Option<WantedJob> {
        let (word, own) = match value {
            Value::String(word) => (word, String::new()),
            Value::Object(fields) => {
                let mut fields = Fields(fields);
                let word = self.text(&format!("{path}.kind"), fields.take("kind"));
                let own = self.text(&format!("{path}.text"), fields.take("text"));
                self.leftovers(&format!("{path}."), &fields);
                (word, own)
            }
            _ => return self.wrong(path),
        };
        let typed = word.trim();
        let kind = vocabulary::job_kind(typed);
        let text = match (kind, own.trim().is_empty()) {
            // The code itself is no word of hers.
            (None, true) if typed != JobKind::Other.as_str() => word,
            _ => own,
        };
        Some(WantedJob { kind: kind.unwrap_or(JobKind::Other), text })
    }

    fn wage_expected(&mut self, value: Option<Value>) -> Option<WageExpected> {
        let Value::Object(fields) = value? else { return self.wrong("wage_expected") };
        let mut fields = Fields(fields);
        let (min, unit) = (fields.take("min"), fields.take("unit"));
        for (part, path) in [(&min, "wage_expected.min"), (&unit, "wage_expected.unit")] {
            if part.is_none() {
                self.fault(path, FaultKind::Missing);
            }
        }
        self.leftovers("wage_expected.", &fields);
        let min = self.number("wage_expected.min", min);
        let unit = self.code("wage_expected.unit", unit, vocabulary::wage_unit);
        Some(WageExpected { min: min?, unit: unit? })
    }

    /// A day as ISO 8601 writes it, or with slashes or dots.
    fn day(&mut self, path: &str, value: Option<Value>) -> Option<Date> {
        let Value::String(typed) = value? else { return self.wrong(path) };
        let typed = typed.trim().replace(['/', '.', '年', '月'], "-").replace('日', "");
        if typed.is_empty() {
            return None;
        }
        let parts: Vec<i16> = typed.split('-').map_while(|part| part.parse().ok()).collect();
        let [year, month, day] = parts[..] else { return self.wrong(path) };
        let date = i8::try_from(month).ok().zip(i8::try_from(day).ok()).and_then(|(m, d)| Date::new(year, m, d).ok());
        if date.is_none() {
            self.fault(path, FaultKind::ImpossibleDate);
        }
        date
    }

    /// `{guidance, training, policy}`, or a list of what is wanted.
    fn wants(&mut self, value: Option<Value>) -> Wants {
        let mut wants = Wants::default();
        match value {
            Some(Value::Object(fields)) => {
                let mut fields = Fields(fields);
                wants.guidance = self.yes("wants.guidance", fields.take("guidance").as_ref()).unwrap_or_default();
                wants.training = self.yes("wants.training", fields.take("training").as_ref()).unwrap_or_default();
                wants.policy = self.yes("wants.policy", fields.take("policy").as_ref()).unwrap_or_default();
                self.leftovers("wants.", &fields);
            }
            other => {
                for (n, word) in self.texts("wants", other).iter().enumerate() {
                    match word.as_str() {
                        "guidance" | "职业指导" | "指导" => wants.guidance = true,
                        "training" | "技能培训" | "培训" => wants.training = true,
                        "policy" | "政策推送" | "政策" => wants.policy = true,
                        _ => self.fault(&format!("wants[{n}]"), FaultKind::UnknownCode),
                    }
                }
            }
        }
        wants
    }

    fn consents(&mut self, value: Option<Value>) -> Vec<Consent> {
        let items = self.items("consents", value);
        items.into_iter().enumerate().filter_map(|(n, item)| self.consent(&format!("consents[{n}]"), item)).collect()
    }

    /// `{purpose, version, given}`, or the purpose alone. `given` is a moment, or yes or no; a no is no consent.
    fn consent(&mut self, path: &str, value: Value) -> Option<Consent> {
        let (purpose, version, given) = match value {
            Value::Object(fields) => {
                let mut fields = Fields(fields);
                let purpose = fields.take("purpose");
                let version = self.text(&format!("{path}.version"), fields.take("version"));
                let given = fields.take("given");
                self.leftovers(&format!("{path}."), &fields);
                (purpose, version, given)
            }
            word => (Some(word), String::new(), None),
        };
        if purpose.is_none() {
            self.fault(&format!("{path}.purpose"), FaultKind::Missing);
        }
        let purpose: Option<ConsentPurpose> = self.code(&format!("{path}.purpose"), purpose, vocabulary::consent);
        let given = self.given(&format!("{path}.given"), given)?;
        let version = if version.trim().is_empty() { NOTICE_VERSION.to_owned() } else { version };
        Some(Consent { purpose: purpose?, version, given })
    }

    fn given(&mut self, path: &str, value: Option<Value>) -> Option<Timestamp> {
        match value {
            None | Some(Value::Bool(true)) => Some(self.now),
            Some(Value::Bool(false)) => None,
            Some(Value::String(typed)) => {
                let moment = moment(typed.trim());
                if moment.is_none() {
                    self.fault(path, FaultKind::ImpossibleDate);
                }
                moment
            }
            Some(_) => self.wrong(path),
        }
    }
}

/// A moment with its offset, or on the clocks of China, or a whole day.
fn moment(typed: &str) -> Option<Timestamp> {
    let china = TimeZone::fixed(Offset::constant(8));
    let on_the_wall = |at: DateTime| at.to_zoned(china.clone()).ok().map(|zoned| zoned.timestamp());
    typed
        .parse()
        .ok()
        .or_else(|| on_the_wall(typed.parse::<DateTime>().ok()?))
        .or_else(|| on_the_wall(typed.parse::<Date>().ok()?.at(0, 0, 0, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::registration::check;
    use crate::domain::{Education, WageUnit};
    use jiff::civil::date;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn faults(line: &str) -> Vec<(String, FaultKind)> {
        let faults = read(line.as_bytes(), NOW).err().unwrap_or_default();
        faults.into_iter().map(|fault| (fault.field.into_owned(), fault.kind)).collect()
    }

    #[test]
    fn a_line_in_codes_is_read_whole() {
        let form = read(
            r#"{"name":"测试甲","id_type":"resident_id","id_number":"430000199003071519","phone":"13800000000",
                "residence":{"division":"430111","text":"测试小区"},"education":"senior_high","skills":["电焊证"],
                "wanted_jobs":[{"kind":"welder"},"保洁"],"work_forms":["full_time","day_job"],
                "wage_expected":{"min":5000,"unit":"month"},"available_from":"2026-12-01","max_distance_km":10,
                "night_shift":false,"needs_board":true,"needs_lodging":false,"categories":["migrant_worker"],
                "wants":{"guidance":true,"training":false,"policy":true},
                "consents":[{"purpose":"register","version":"2026-11","given":"2026-11-22T09:00:00+08:00"}],
                "assisted_by":"李","note":"下午联系"}"#
                .as_bytes(),
            NOW,
        )
        .unwrap();
        assert_eq!(form.education, Some(Education::SeniorHigh));
        assert_eq!(
            form.wanted_jobs.iter().map(|job| job.kind).collect::<Vec<_>>(),
            [JobKind::Welder, JobKind::Cleaner]
        );
        assert_eq!(form.consents[0].given.to_string(), "2026-11-22T01:00:00Z");
        assert!(check(&form, date(2026, 11, 22)).is_ok());
    }

    #[test]
    fn a_line_in_everyday_words_says_the_same() {
        let form = read(
            r#"{"name":"测试甲","id_type":"身份证","id_number":"430000199003071519","phone":null,"contact_by_station":true,
                "residence":"长沙市雨花区","education":"高中","skills":"电焊证、叉车证","wanted_jobs":"电焊","work_forms":"日结、临时",
                "wage_expected":{"min":200,"unit":"天"},"available_from":"2026年12月1日","consents":["登记"]}"#
                .as_bytes(),
            NOW,
        )
        .unwrap();
        assert_eq!(form.id_type, IdType::ResidentId);
        assert_eq!(form.skills, ["电焊证", "叉车证"]);
        assert_eq!(form.wanted_jobs, [WantedJob { kind: JobKind::Welder, text: String::new() }]);
        assert_eq!(form.work_forms, [WorkForm::DayJob, WorkForm::Temporary]);
        assert_eq!(form.wage_expected, Some(WageExpected { min: 200, unit: WageUnit::Day }));
        assert_eq!(form.available_from, Some(date(2026, 12, 1)));
        assert_eq!(form.consents[0].purpose, ConsentPurpose::Register);
    }

    #[test]
    fn a_job_nobody_listed_is_kept_in_the_persons_own_words() {
        let form =
            read(r#"{"wanted_jobs":["修表",{"kind":"astronaut"},{"kind":"other","text":"看果园"}]}"#.as_bytes(), NOW)
                .unwrap();
        let jobs: Vec<_> = form.wanted_jobs.iter().map(|job| (job.kind, job.text.as_str())).collect();
        assert_eq!(jobs, [(JobKind::Other, "修表"), (JobKind::Other, "astronaut"), (JobKind::Other, "看果园")]);
    }

    #[test]
    fn the_document_is_known_by_its_number_where_nobody_says_which() {
        let id_type = |line: &str| read(line.as_bytes(), NOW).unwrap().id_type;
        assert_eq!(id_type(r#"{"id_number":"430000199003071519"}"#), IdType::ResidentId);
        assert_eq!(id_type(r#"{"id_number":"911124198108030024"}"#), IdType::ForeignerPermanent);
        assert_eq!(id_type(r#"{"id_number":"810000199408230021"}"#), IdType::HkMoTwResidence);
        assert_eq!(id_type(r#"{"no_id_reason":"补办中"}"#), IdType::None);
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_path() {
        for (line, field, kind) in [
            (r#"{"name":5}"#, "name", FaultKind::WrongType),
            (r#"{"phone":13800000000}"#, "phone", FaultKind::WrongType),
            (r#"{"needs_board":"yes"}"#, "needs_board", FaultKind::WrongType),
            (r#"{"education":"幼儿园"}"#, "education", FaultKind::UnknownCode),
            (r#"{"work_forms":["full_time","坐班"]}"#, "work_forms[1]", FaultKind::UnknownCode),
            (r#"{"wage_expected":{"min":-5,"unit":"month"}}"#, "wage_expected.min", FaultKind::OutOfRange),
            (r#"{"wage_expected":{"min":5000}}"#, "wage_expected.unit", FaultKind::Missing),
            (r#"{"wage_expected":5000}"#, "wage_expected", FaultKind::WrongType),
            (r#"{"available_from":"2026-02-30"}"#, "available_from", FaultKind::ImpossibleDate),
            (r#"{"available_from":"soon"}"#, "available_from", FaultKind::WrongType),
            (r#"{"max_distance_km":-1}"#, "max_distance_km", FaultKind::OutOfRange),
            (r#"{"residence":{"division":"12"}}"#, "residence.division", FaultKind::UnknownDivision),
            (r#"{"consents":[{"purpose":"tracking"}]}"#, "consents[0].purpose", FaultKind::UnknownCode),
            (
                r#"{"consents":[{"purpose":"register","given":"yesterday"}]}"#,
                "consents[0].given",
                FaultKind::ImpossibleDate,
            ),
            (r#"{"married":true}"#, "married", FaultKind::UnknownField),
            (r#"{"wants":{"money":true}}"#, "wants.money", FaultKind::UnknownField),
            (r#"{"wanted_jobs":[7]}"#, "wanted_jobs[0]", FaultKind::WrongType),
            (r#"["name"]"#, "", FaultKind::WrongType),
            (r#"{"name":"测试"#, "", FaultKind::NotJson),
            ("", "", FaultKind::NotJson),
        ] {
            assert_eq!(faults(line), [(field.to_owned(), kind)], "{line}");
        }
        let gbk = [b'{', b'"', b'n', b'"', b':', b'"', 0xb2, 0xe2, b'"', b'}'];
        assert_eq!(read(&gbk, NOW).err(), Some(vec![Fault::new("", FaultKind::Encoding)]));
    }

    #[test]
    fn a_refused_consent_is_none() {
        let form = read(br#"{"consents":[{"purpose":"register","version":"1","given":false}]}"#, NOW).unwrap();
        assert!(form.consents.is_empty());
    }

    #[test]
    fn a_draft_that_was_kept_is_read_again() {
        let form =
            Form { name: "测试甲".into(), night_shift: Some(true), max_distance_km: Some(5), ..Form::default() };
        let kept = serde_json::to_string(&form).unwrap();
        assert_eq!(read(kept.as_bytes(), NOW), Ok(form));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(line in proptest::collection::vec(any::<u8>(), 0..256)) {
            let _ = read(&line, NOW).map(|form| check(&form, date(2026, 11, 22)));
        }

        #[test]
        fn no_values_make_it_panic(field in "name|id_number|id_type|phone|residence|skills|wanted_jobs|wage_expected|available_from|max_distance_km|wants|consents",
            value in "[\\[{\"]{0,2}(min|unit|kind|purpose|given)?[\": ]{0,3}[0-9eE.+-]{0,24}\\PC{0,16}[\\]}\"]{0,3}", text in "\\PC{0,40}") {
            for line in [format!("{{\"{field}\":{value}}}"), serde_json::json!({field.clone(): text}).to_string()] {
                let _ = read(line.as_bytes(), NOW).map(|form| check(&form, date(2026, 11, 22)));
            }
        }

        #[test]
        fn no_name_or_number_makes_a_check_panic(name in any::<String>(), id in any::<String>(), phone in any::<String>()) {
            let form = Form { name, id_number: id, phone, ..Form::default() };
            let _ = check(&form, date(2026, 11, 22));
        }
    }
}
