//! A row of a table as a result: somebody practised with an interview machine or a simulator (面试机、模拟器), and what came of it.

use super::{Mapping, SheetRow};
use crate::domain::{Fault, FaultKind, ReceiptNo, phone, text};
use jiff::civil::Date;

/// The longest name of a product, and the longest result that is kept, in characters.
const PRODUCT_CHARS: usize = 60;
const RESULT_CHARS: usize = 500;
/// A result that is older belongs to a year that is closed.
const OLDEST_DAYS: i32 = 366;

/// What a row says.
#[derive(Clone, PartialEq, Eq)]
pub struct PracticeResult {
    pub who: Who,
    /// Which machine or program it was.
    pub product: String,
    pub on: Date,
    pub result: String,
}

/// By what somebody is known who is registered here.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Who {
    Receipt(ReceiptNo),
    /// The number of her document.
    Number(String),
    NameAndPhone(String, String),
}

/// The result in a row.
///
/// # Errors
/// What in the row is missing or cannot be understood.
pub fn result_of(mapping: &Mapping, row: &SheetRow, today: Date) -> Result<PracticeResult, Vec<Fault>> {
    let mut faults = Vec::new();
    let who = who(mapping, row).map_err(|fault| faults.push(fault)).ok();
    let mut line = |field: &'static str, most: usize| {
        let typed = row.text(mapping, field);
        let kind = match typed {
            "" => FaultKind::Missing,
            _ if typed.chars().count() > most => FaultKind::TooLong,
            _ if typed.chars().any(char::is_control) => FaultKind::ControlCharacter,
            _ => return typed.to_owned(),
        };
        faults.push(Fault::new(field, kind));
        String::new()
    };
    let (product, result) = (line("product", PRODUCT_CHARS), line("result", RESULT_CHARS));
    let on = day(row.text(mapping, "day"), today).map_err(|kind| faults.push(Fault::new("day", kind))).ok();
    match (who, on) {
        (Some(who), Some(on)) if faults.is_empty() => Ok(PracticeResult { who, product, on, result }),
        _ => Err(faults),
    }
}

/// The receipt goes first, then the document: a name and a telephone may be two people's.
fn who(mapping: &Mapping, row: &SheetRow) -> Result<Who, Fault> {
    let typed = |field| row.text(mapping, field);
    if !typed("receipt").is_empty() {
        let receipt = ReceiptNo::parse(&text::half_width(typed("receipt")));
        return receipt.map(Who::Receipt).ok_or(Fault::new("receipt", FaultKind::UnknownCode));
    }
    if !typed("id_number").is_empty() {
        return Ok(Who::Number(crate::domain::id_number::normalised(typed("id_number"))));
    }
    if typed("name").is_empty() || typed("phone").is_empty() {
        return Err(Fault::new("receipt", FaultKind::Missing));
    }
    let number = phone::national(typed("phone")).map_err(|_| Fault::new("phone", FaultKind::Phone))?;
    Ok(Who::NameAndPhone(typed("name").to_owned(), number))
}

/// A day as people write it: `2026-11-20`, `2026/11/20`, `2026年11月20日`.
fn day(typed: &str, today: Date) -> Result<Date, FaultKind> {
    if typed.is_empty() {
        return Err(FaultKind::Missing);
    }
    let half = text::half_width(typed);
    let mut parts = half.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let on = year.and_then(|year| Date::new(year.parse().ok()?, month?.parse().ok()?, day?.parse().ok()?).ok());
    let on = on.ok_or(FaultKind::ImpossibleDate)?;
    match on.until(today).map_or(i32::MAX, |span| span.get_days()) {
        ..0 => Err(FaultKind::FutureDate),
        0..=OLDEST_DAYS => Ok(on),
        _ => Err(FaultKind::PastDate),
    }
}

#[cfg(test)]
mod tests {
    use super::super::TableKind;
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn read(cells: [&str; 5]) -> Result<PracticeResult, Vec<String>> {
        let head = ["姓名", "手机号码", "设备名称", "日期", "评价结果"].map(str::to_owned);
        let row = SheetRow { line: 2, cells: cells.map(str::to_owned).into() };
        let faults =
            |faults: Vec<Fault>| faults.iter().map(|fault| format!("{} {:?}", fault.field, fault.kind)).collect();
        result_of(&Mapping::guess(TableKind::Results, &head), &row, TODAY).map_err(faults)
    }

    #[test]
    fn a_result_says_who_with_what_when_and_what_came_of_it() {
        for day in ["2026-11-20", "2026/11/20", "2026年11月20日", "2026-11-20 09:30"] {
            let read = read(["测试甲", "138 0000 0001", "面试机", day, "82 分，表达清楚"]).unwrap();
            assert_eq!((read.on, read.product.as_str()), (date(2026, 11, 20), "面试机"), "{day}");
            assert!(read.who == Who::NameAndPhone("测试甲".into(), "13800000001".into()));
        }
    }

    #[test]
    fn what_is_missing_or_cannot_be_is_said_all_at_once() {
        let said = |cells| read(cells).err().unwrap();
        assert_eq!(
            said(["测试甲", "", "", "2026-11-24", ""]),
            ["receipt Missing", "product Missing", "result Missing", "day FutureDate"]
        );
        assert_eq!(said(["测试甲", "13800000001", "面试机", "昨天", "好"]), ["day ImpossibleDate"]);
        assert_eq!(said(["测试甲", "13800000001", "面试机", "2024-01-01", "好"]), ["day PastDate"]);
    }
}
