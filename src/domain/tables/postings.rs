//! A row of a table as an employer's posting: the answers of the desk's own form. It goes the way of every posting that is
//! typed here, to a reviewer; nothing of a table is ever published by itself.

use super::{Mapping, SEPARATORS, SheetRow, TableKind, fields, yes};
use crate::domain::content::{Field, FieldKind, FormDef};
use crate::domain::service::fill::{Answers, Filled, check};
use crate::domain::{Education, Fault, FaultKind, Given, firms, text, vocabulary};
use jiff::civil::Date;

/// Days that a posting stands where the table does not say.
const USUAL_DAYS: &str = "30";

/// Who offers the posting, as the row says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirmNamed {
    /// In upper case without spaces; empty where no column is it.
    pub credit_code: String,
    pub name: String,
}

/// The employer a row names.
#[must_use]
pub fn firm_of(mapping: &Mapping, row: &SheetRow) -> FirmNamed {
    let code = text::half_width(row.text(mapping, "credit_code"));
    FirmNamed {
        credit_code: code.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase(),
        name: row.text(mapping, "employer").to_owned(),
    }
}

/// The answers in a row. `known` is what is known of the employer and need not stand in it.
///
/// # Errors
/// What cannot be understood or is missing, in the order of the form.
pub fn answers_of(mapping: &Mapping, row: &SheetRow, known: &Answers, today: Date) -> Result<Answers, Vec<Fault>> {
    // The form is part of the program.
    let Some(form) = firms::form("offer") else { return Err(Vec::new()) };
    let (mut answers, mut faults) = (known.clone(), Vec::new());
    if let Err(fault) = pay_of(row.text(mapping, "pay"), &mut answers) {
        faults.push(fault);
    }
    for field in fields(TableKind::Postings).filter_map(|name| form.field(name)) {
        let typed = row.text(mapping, &field.id);
        if typed.is_empty() {
            continue;
        }
        match given(field, typed) {
            Ok(given) => drop(answers.insert(field.id.clone(), given)),
            Err(kind) => faults.push(Fault::new(field.id.clone(), kind)),
        }
    }
    answers.entry("valid_days".to_owned()).or_insert_with(|| Given::One(USUAL_DAYS.to_owned()));
    faults.extend(missing(form, &answers, &faults, today));
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

/// What the form itself finds wrong, where nothing is said of it yet.
fn missing(form: &FormDef, answers: &Answers, said: &[Fault], today: Date) -> Vec<Fault> {
    let filled = Filled { form: form.id.clone(), version: form.version, answers: answers.clone(), ..Filled::default() };
    let found = check(form, &filled, today).err().unwrap_or_default();
    found.into_iter().filter(|fault| said.iter().all(|known| known.field != fault.field)).collect()
}

/// Pay in one cell fills three answers.
fn pay_of(typed: &str, answers: &mut Answers) -> Result<(), Fault> {
    if typed.is_empty() {
        return Ok(());
    }
    let pay = pay(typed).ok_or_else(|| Fault::new("pay_min", FaultKind::OutOfRange))?;
    let mut say = |field: &str, value: String| drop(answers.insert(field.to_owned(), Given::One(value)));
    say("pay_unit", pay.unit.to_owned());
    say("pay_min", pay.min.to_string());
    if let Some(max) = pay.max {
        say("pay_max", max.to_string());
    }
    Ok(())
}

/// An answer as the form takes it.
fn given(field: &Field, typed: &str) -> Result<Given, FaultKind> {
    let one = |text: &str| Ok(Given::One(text.to_owned()));
    match field.kind {
        FieldKind::Choice => code(field, typed).map(Given::One).ok_or(FaultKind::UnknownCode),
        FieldKind::Many => {
            let words = typed.split(SEPARATORS).map(str::trim).filter(|word| !word.is_empty());
            let codes: Option<Vec<String>> = words.map(|word| code(field, word)).collect();
            codes.map(Given::Many).ok_or(FaultKind::UnknownCode)
        }
        FieldKind::YesNo => one(if yes(typed).ok_or(FaultKind::UnknownCode)? { "yes" } else { "no" }),
        FieldKind::Number | FieldKind::Money => {
            let half = text::half_width(typed);
            let digits: String = half.trim().chars().take_while(char::is_ascii_digit).collect();
            if digits.is_empty() { Err(FaultKind::WrongType) } else { one(&digits) }
        }
        _ => one(typed),
    }
}

/// The code of an option by its code, its label or a word that means it.
fn code(field: &Field, typed: &str) -> Option<String> {
    let plain: String = text::half_width(typed).chars().filter(|c| !c.is_whitespace()).collect();
    let by_name = field.options.iter().find(|option| {
        let label: String = option.label.chinese().chars().filter(|c| !c.is_whitespace()).collect();
        option.code == plain || label == plain || label.trim_end_matches('天') == plain
    });
    let meant = match field.id.as_str() {
        "work_form" => vocabulary::work_form(&plain).map(|form| form.as_str().to_owned()),
        "education" => vocabulary::education(&plain).map(|education: Education| education.as_str().to_owned()),
        "pay_unit" => vocabulary::wage_unit(&plain).map(|unit| unit.as_str().to_owned()),
        "benefits" => benefit(&plain).map(str::to_owned),
        _ => None,
    };
    let meant = meant.filter(|code| field.options.iter().any(|option| option.code == *code));
    by_name.map(|option| option.code.clone()).or(meant)
}

/// Benefits as adverts call them.
fn benefit(word: &str) -> Option<&'static str> {
    Some(match word {
        "五险" | "五险一金" | "社保" | "缴社保" | "社会保险" => "social_insurance",
        "公积金" | "住房公积金" => "housing_fund",
        "包吃" | "包餐" | "工作餐" | "管饭" | "餐补" => "meals",
        "包住" | "住宿" | "宿舍" | "提供住宿" => "lodging",
        "加班费" | "加班补助" => "overtime_pay",
        "带薪休假" | "带薪年假" | "年假" => "paid_leave",
        "班车" | "交通补贴" | "接送" => "transport",
        "培训" | "免费培训" | "带薪培训" => "training",
        _ => return None,
    })
}

/// Pay in whole yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pay {
    pub min: u32,
    pub max: Option<u32>,
    /// `month`, `day` or `hour`.
    pub unit: &'static str,
}

/// Pay as people write it into a cell: `4500`, `4000-6000元/月`, `200元/天`, `4.5千至6千`. `None` where there is no amount or
/// where the second is below the first: nothing is guessed.
#[must_use]
pub fn pay(typed: &str) -> Option<Pay> {
    let plain: String = text::half_width(typed).chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let unit = if plain.contains(['天', '日']) {
        "day"
    } else if plain.contains("时") || plain.contains("/h") {
        "hour"
    } else {
        "month"
    };
    let amounts = amounts(&plain);
    let (min, max) = match amounts.as_slice() {
        [min] => (*min, None),
        // "8小时200元" is no span: what is ten times as much counts something else.
        [min, max] if min <= max && *max <= min.saturating_mul(10) => (*min, Some(*max)),
        _ => return None,
    };
    (min > 0).then_some(Pay { min, max, unit })
}

/// The amounts in a text, in yuan. `4-6千` means four thousand: a multiplier behind the last holds for all without one.
fn amounts(plain: &str) -> Vec<u32> {
    let mut found: Vec<(f64, Option<f64>)> = Vec::new();
    let mut digits = String::new();
    for c in plain.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() || (c == '.' && !digits.is_empty()) {
            digits.push(c);
            continue;
        }
        if let Ok(number) = std::mem::take(&mut digits).parse::<f64>() {
            let times = match c {
                '千' | 'k' | 'K' => Some(1_000.0),
                '万' | 'w' | 'W' => Some(10_000.0),
                _ => None,
            };
            found.push((number, times));
        }
    }
    let last = found.last().and_then(|(_, times)| *times);
    let yuan = |(number, times): &(f64, Option<f64>)| {
        let shared = if *number < 1_000.0 { last } else { None };
        (number * times.or(shared).unwrap_or(1.0)).round() as u32
    };
    found.iter().map(yuan).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(names: &[&str], cells: &[&str]) -> Result<Answers, Vec<Fault>> {
        let head: Vec<String> = names.iter().map(ToString::to_string).collect();
        let row = SheetRow { line: 2, cells: cells.iter().map(ToString::to_string).collect() };
        answers_of(&Mapping::guess(TableKind::Postings, &head), &row, &Answers::new(), date(2026, 11, 22))
    }

    const NAMES: [&str; 11] = [
        "岗位名称",
        "招聘人数",
        "用工形式",
        "工作内容",
        "工资",
        "每天小时",
        "每周天数",
        "福利",
        "工作地点",
        "联系电话",
        "有效期",
    ];

    #[test]
    fn a_row_in_an_employers_words_is_a_posting_in_the_answers_of_the_form() {
        let cells = [
            "电焊工",
            "3人",
            "全职",
            "焊接钢架",
            "5000-7000元/月",
            "8",
            "6",
            "五险一金、包吃",
            "测试路1号",
            "13800000001",
            "30天",
        ];
        let answers = read(&NAMES, &cells).unwrap();
        let text = |field: &str| answers[field].text().to_owned();
        assert_eq!((text("headcount"), text("work_form")), ("3".into(), "full_time".into()));
        assert_eq!(
            (text("pay_unit"), text("pay_min"), text("pay_max")),
            ("month".into(), "5000".into(), "7000".into())
        );
        assert!(answers["benefits"].has("social_insurance") && answers["benefits"].has("meals"));
        assert_eq!(text("valid_days"), "30");
    }

    #[test]
    fn every_fault_of_a_row_is_found_at_once_and_each_field_once() {
        let cells = ["", "几个", "全职", "焊接", "面议", "8", "9", "包吃、发对象", "测试路1号", "123", "30天"];
        let faults = read(&NAMES, &cells).unwrap_err();
        let mut named: Vec<&str> = faults.iter().map(|fault| fault.field.as_ref()).collect();
        named.sort_unstable();
        assert_eq!(named, ["benefits", "days_week", "headcount", "pay_min", "pay_unit", "phone", "title"]);
    }

    #[test]
    fn pay_is_read_as_people_write_it_and_never_guessed() {
        let said = |typed: &str| pay(typed).map(|pay| (pay.min, pay.max, pay.unit));
        assert_eq!(said("4500"), Some((4_500, None, "month")));
        assert_eq!(said("4,000—6,000元/月"), Some((4_000, Some(6_000), "month")));
        assert_eq!(said("２００元/天"), Some((200, None, "day")));
        assert_eq!(said("18.5元/小时"), Some((19, None, "hour")));
        assert_eq!(said("4.5-6千"), Some((4_500, Some(6_000), "month")));
        assert_eq!(said("1万"), Some((10_000, None, "month")));
        for unclear in ["面议", "6000-4000", "8小时200元", "3000/4000/5000", "", "0"] {
            assert_eq!(said(unclear), None, "{unclear}");
        }
    }
}
