//! Tables in the province's own field names (LD/T 92, GB/T 40217, and what each province has added): which column is what,
//! and which of our codes is which of theirs, is a table in configuration and no line of code.

pub use crate::domain::content::ProvinceFields;

use super::TableKind;
use crate::domain::content::{self, Body, Format, POSTING, ProvinceColumn};
use crate::domain::service::fill::Answers;
use crate::domain::{Firm, Form, IdType, ReceiptNo, id_number, phone};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A table of ours for the province: its lines, and the codes for which the configuration has none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProvinceTable {
    pub head: Vec<String>,
    /// Names for people, below the head; empty where there are none.
    pub titles: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Column and code of ours: they stand in the table as our own code, so that nothing is lost, and have to be mapped.
    pub unmapped: BTreeSet<(String, String)>,
}

/// The table that comes with the program.
pub const USUAL: &str = include_str!("../../../assets/province-fields.json");

/// Why a mapping table cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the table of the province's fields cannot be used: {place}: {reason}")]
pub struct NoFields {
    /// `registrations[3].from`
    pub place: String,
    pub reason: String,
}

/// Reads a mapping table, which has the form of the pack's; every field it names must be one of ours.
///
/// # Errors
/// What cannot be read, or which field there is none of.
pub fn read(text: &str) -> Result<ProvinceFields, NoFields> {
    match content::read(content::FIELDS, text) {
        Ok(Some(Body::Fields(fields))) => Ok(fields),
        Ok(_) => Err(NoFields { place: String::new(), reason: "it is another kind of table".to_owned() }),
        Err(flaw) => Err(NoFields { place: flaw.place, reason: flaw.reason }),
    }
}

/// The columns of a kind of table.
#[must_use]
pub fn columns(fields: &ProvinceFields, kind: TableKind) -> &[ProvinceColumn] {
    match kind {
        TableKind::Registrations => &fields.registrations,
        TableKind::Postings => &fields.postings,
        TableKind::Results => &[],
    }
}

/// A record of ours by field; lists are joined by the ideographic comma after their codes were mapped.
pub type Record = BTreeMap<&'static str, Vec<String>>;

/// What stands beside a form in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<'a> {
    pub receipt: Option<&'a ReceiptNo>,
    pub station: &'a str,
    pub on: Date,
    pub until: Date,
}

fn beside(record: &mut Record, kept: &Kept<'_>) {
    record.insert("receipt", kept.receipt.map(|receipt| receipt.as_str().to_owned()).into_iter().collect());
    record.insert("station", vec![kept.station.to_owned()]);
    record.insert("registered_on", vec![kept.on.to_string()]);
    record.insert("valid_until", vec![kept.until.to_string()]);
}

/// A registered person.
#[must_use]
pub fn person(form: &Form, kept: &Kept<'_>) -> Record {
    let mut record = Record::new();
    let number = id_number::normalised(&form.id_number);
    let parsed = id_number::IdNumber::parse(form.id_type, &number, kept.on).ok();
    let sex = if form.id_type == IdType::None { None } else { id_number::sex_in(&number) };
    let sex = sex.map_or("", |sex| if sex == 1 { "male" } else { "female" });
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let mut say = |field: &'static str, value: String| drop(record.insert(field, vec![value]));
    say("name", form.name.trim().to_owned());
    say("id_type", form.id_type.as_str().to_owned());
    say("id_number", number);
    say("no_id_reason", form.no_id_reason.clone());
    say("sex", sex.to_owned());
    say("born", parsed.map_or_else(String::new, |id| id.born().to_string()));
    say("phone", phone::national(&form.phone).unwrap_or_default());
    say("contact_by_station", yes(form.contact_by_station));
    say("residence", form.residence.text.clone());
    say("division", form.residence.division.as_ref().map_or_else(String::new, |code| code.as_str().to_owned()));
    say("education", form.education.map_or("", |education| education.as_str()).to_owned());
    say("wage", form.wage_expected.map_or_else(String::new, |wage| wage.min.to_string()));
    say("available_from", form.available_from.map_or_else(String::new, |day| day.to_string()));
    say("max_distance_km", form.max_distance_km.map_or_else(String::new, |km| km.to_string()));
    say("night_shift", form.night_shift.map_or_else(String::new, yes));
    say("needs_board", yes(form.needs_board));
    say("needs_lodging", yes(form.needs_lodging));
    say("assisted_by", form.assisted_by.clone().unwrap_or_default());
    record.insert("skills", form.skills.clone());
    let job = |job: &crate::domain::WantedJob| {
        if job.text.is_empty() { job.kind.as_str().to_owned() } else { job.text.clone() }
    };
    record.insert("wanted_jobs", form.wanted_jobs.iter().map(job).collect());
    record.insert("work_forms", form.work_forms.iter().map(|form| form.as_str().to_owned()).collect());
    record.insert("categories", form.categories.iter().map(|group| group.as_str().to_owned()).collect());
    beside(&mut record, kept);
    record
}

/// A posting of an employer.
#[must_use]
pub fn posting(answers: &Answers, firm: &Firm, kept: &Kept<'_>) -> Record {
    let mut record = Record::new();
    for field in POSTING {
        let given = match answers.get(field) {
            Some(crate::domain::Given::One(text)) => vec![text.clone()],
            Some(crate::domain::Given::Many(codes)) => codes.clone(),
            None => Vec::new(),
        };
        record.insert(field, given);
    }
    let text = |field: &str| answers.get(field).map_or("", crate::domain::Given::text);
    let span = match (text("pay_min"), text("pay_max")) {
        (min, "") => min.to_owned(),
        (min, max) if min == max => min.to_owned(),
        (min, max) => format!("{min}-{max}"),
    };
    record.insert("pay", vec![span]);
    record.insert("credit_code", vec![firm.credit_code.clone()]);
    record.insert("employer", vec![firm.name.clone()]);
    beside(&mut record, kept);
    record
}

/// The table of some records.
#[must_use]
pub fn table(columns: &[ProvinceColumn], records: &[Record]) -> ProvinceTable {
    let mut table =
        ProvinceTable { head: columns.iter().map(|column| column.name.clone()).collect(), ..ProvinceTable::default() };
    if columns.iter().any(|column| !column.title.is_empty()) {
        table.titles = columns.iter().map(|column| column.title.clone()).collect();
    }
    for record in records {
        let cell = |column: &ProvinceColumn| {
            let values = record.get(column.from.as_str()).map_or(&[][..], Vec::as_slice);
            let said: Vec<String> = values.iter().map(|value| mapped(column, value, &mut table.unmapped)).collect();
            said.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join("、")
        };
        let row: Vec<String> = columns.iter().map(cell).collect();
        table.rows.push(row);
    }
    table
}

fn mapped(column: &ProvinceColumn, value: &str, unmapped: &mut BTreeSet<(String, String)>) -> String {
    let value = if column.codes.is_empty() {
        value
    } else if let Some(theirs) = column.codes.get(value) {
        theirs
    } else {
        if !value.is_empty() {
            unmapped.insert((column.name.clone(), value.to_owned()));
        }
        value
    };
    match (column.format, value.parse::<Date>()) {
        (Format::YyyyMmDd, Ok(day)) => day.strftime("%Y%m%d").to_string(),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Category, WantedJob};
    use crate::domain::{JobKind, SeqNo, StationId};
    use jiff::civil::date;

    fn form() -> Form {
        Form {
            name: "测试甲".into(),
            id_number: "430000199003071519".into(),
            phone: "13800000001".into(),
            wanted_jobs: vec![WantedJob { kind: JobKind::Welder, text: String::new() }],
            categories: vec![Category::MigrantWorker, Category::OlderWorker],
            ..Form::default()
        }
    }

    fn of(text: &str) -> ProvinceTable {
        let fields = read(text).unwrap();
        let receipt = ReceiptNo::of(StationId(12), SeqNo(7));
        let kept =
            Kept { receipt: Some(&receipt), station: "测试驿站", on: date(2026, 11, 22), until: date(2027, 2, 20) };
        table(&fields.registrations, &[person(&form(), &kept)])
    }

    #[test]
    fn a_person_travels_in_the_provinces_fields_and_codes() {
        let table = of(USUAL);
        let cell = |name: &str| {
            let place = table.head.iter().position(|known| known == name).unwrap();
            table.rows[0][place].clone()
        };
        assert_eq!(cell("AAC003"), "测试甲");
        assert_eq!((cell("AAC004"), cell("AAC006"), cell("AAA029")), ("1".into(), "19900307".into(), "01".into()));
        assert_eq!((cell("AAE043"), cell("AAE031")), ("20261122".into(), "20270220".into()));
        assert_eq!(cell("ACC369"), "migrant_worker、older_worker");
    }

    #[test]
    fn a_code_the_province_has_no_word_for_is_kept_and_named() {
        let table = of(r#"{"postings": [], "registrations": [
            {"name": "AZD110", "from": "categories", "codes": {"migrant_worker": "06"}}]}"#);
        assert_eq!(table.rows, [["06、older_worker"]]);
        assert!(table.unmapped.contains(&("AZD110".into(), "older_worker".into())) && table.unmapped.len() == 1);
        assert!(table.titles.is_empty());
    }

    #[test]
    fn a_table_that_asks_for_what_no_station_has_is_refused_by_name() {
        let text = r#"{"postings": [], "registrations": [{"name": "X", "from": "shoe_size"}]}"#;
        assert!(read(text).unwrap_err().to_string().contains("shoe_size"));
    }
}
