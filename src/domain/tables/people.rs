//! A row of a table as a registration: the same reading and the same rules as for a line of `yizhan register`.

use super::{Mapping, SheetRow, TableKind, fields, yes};
use crate::domain::{Fault, FaultKind, Form, reading, text};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// Fields that are a yes or a no.
const SWITCHES: [&str; 4] = ["contact_by_station", "night_shift", "needs_board", "needs_lodging"];

/// The form in a row. `on_paper`: whoever imports has seen that these people agreed to be registered; `clerk` is her name.
///
/// # Errors
/// What in the row cannot be understood. Whether the form passes, [`crate::domain::registration::check`] says.
pub fn form_of(
    mapping: &Mapping,
    row: &SheetRow,
    on_paper: bool,
    clerk: &str,
    now: Timestamp,
) -> Result<Form, Vec<Fault>> {
    let (mut object, mut faults) = (Map::new(), Vec::new());
    for field in fields(TableKind::Registrations) {
        let typed = row.text(mapping, field);
        if typed.is_empty() {
            continue;
        }
        match value(field, typed) {
            Ok(value) => drop(object.insert(name_of(field).to_owned(), value)),
            Err(kind) => faults.push(Fault::new(name_of(field), kind)),
        }
    }
    if on_paper && !object.contains_key("consents") {
        object.insert("consents".to_owned(), json!(["register"]));
    }
    let line = serde_json::to_vec(&Value::Object(object)).unwrap_or_default();
    match reading::read(&line, now) {
        Ok(mut form) if faults.is_empty() => {
            form.assisted_by = Some(clerk.to_owned()).filter(|clerk| !clerk.is_empty());
            Ok(form)
        }
        Ok(_) => Err(faults),
        Err(more) => Err(faults.into_iter().chain(more).collect()),
    }
}

/// The field's name in a registration.
fn name_of(field: &'static str) -> &'static str {
    if field == "wage" { "wage_expected" } else { field }
}

/// What a cell says, as a registration's JSON says it.
fn value(field: &str, typed: &str) -> Result<Value, FaultKind> {
    Ok(match field {
        _ if SWITCHES.contains(&field) => json!(yes(typed).ok_or(FaultKind::UnknownCode)?),
        "max_distance_km" => json!(number(typed).ok_or(FaultKind::OutOfRange)?),
        "wage" => {
            let pay = super::postings::pay(typed).ok_or(FaultKind::OutOfRange)?;
            json!({ "min": pay.min, "unit": pay.unit })
        }
        "consents" => match yes(typed) {
            Some(true) => json!(["register"]),
            // A no in her own row is a no, whatever the clerk has on paper of the others.
            Some(false) => json!([]),
            // Or the purposes by name.
            None => json!(typed),
        },
        "wanted_jobs" | "skills" | "work_forms" | "categories" | "wants" => {
            let words = typed.split(super::SEPARATORS).map(str::trim).filter(|word| !word.is_empty());
            words.map(Value::from).collect()
        }
        _ => json!(typed),
    })
}

/// The whole number that a text begins with: `15`, `15公里`.
fn number(typed: &str) -> Option<i64> {
    let half = text::half_width(typed);
    let digits: String = half.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::registration::check;
    use crate::domain::{ConsentPurpose, WageUnit};
    use jiff::civil::date;

    fn row(names: &[&str], cells: &[&str]) -> (Mapping, SheetRow) {
        let head: Vec<String> = names.iter().map(ToString::to_string).collect();
        let cells = cells.iter().map(ToString::to_string).collect();
        (Mapping::guess(TableKind::Registrations, &head), SheetRow { line: 2, cells })
    }

    #[test]
    fn a_row_in_peoples_words_is_a_registration() {
        let (mapping, row) = row(
            &["姓名", "身份证号", "电话", "意向岗位", "期望工资", "可上夜班", "技能", "同意登记"],
            &[
                "测试甲",
                "430000199003071519",
                "138 0000 0001",
                "电焊工、保洁",
                "4500元/月",
                "是",
                "电焊证/叉车证",
                "是",
            ],
        );
        let form = form_of(&mapping, &row, false, "测试经办员", Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!((form.wanted_jobs.len(), form.skills.len(), form.night_shift), (2, 2, Some(true)));
        assert_eq!(form.wage_expected.map(|wage| (wage.min, wage.unit)), Some((4_500, WageUnit::Month)));
        assert_eq!(form.assisted_by.as_deref(), Some("测试经办员"));
        assert!(check(&form, date(2026, 11, 22)).is_ok());
    }

    #[test]
    fn nobody_is_registered_without_a_consent_in_the_row_or_on_paper_and_a_no_is_a_no() {
        let given = |cells: &[&str], paper| {
            let (mapping, row) = row(&["姓名", "同意登记"], cells);
            let consents = form_of(&mapping, &row, paper, "", Timestamp::UNIX_EPOCH).unwrap().consents;
            consents.first().map(|consent| consent.purpose)
        };
        assert_eq!(given(&["测试甲", ""], false), None);
        assert_eq!(given(&["测试甲", ""], true), Some(ConsentPurpose::Register));
        assert_eq!(given(&["测试甲", "否"], true), None);
    }

    #[test]
    fn a_cell_that_cannot_be_understood_is_named_and_never_guessed() {
        let (mapping, row) = row(&["姓名", "可上夜班", "最远公里", "证件类型"], &["测试甲", "也许", "很远", "借书证"]);
        let faults = form_of(&mapping, &row, true, "", Timestamp::UNIX_EPOCH).unwrap_err();
        let named: Vec<&str> = faults.iter().map(|fault| fault.field.as_ref()).collect();
        assert_eq!(named, ["max_distance_km", "night_shift", "id_type"]);
    }
}
