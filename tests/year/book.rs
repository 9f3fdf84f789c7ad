//! The report as a spreadsheet, read back by somebody who knows nothing of the station's code: every number in it, and the list
//! of evidence behind it.

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Which of the eight functions an entry that the province accepted shows, by the words of the documents.
pub fn function_of(kind: &str, body: &Value) -> Option<&'static str> {
    let service = body["kind"].as_str().unwrap_or_default();
    let form = body["form"].as_str().unwrap_or_default();
    Some(match (kind, service, form) {
        ("registration", ..)
        | ("submission", _, "employment-register" | "unemployment-register" | "insurance-register") => {
            "function_business"
        }
        ("submission", _, "mentor") => "function_start_up",
        ("service", "policy_talk", _) => "function_policy",
        ("service", "guidance" | "practice", _) => "function_guidance",
        ("service", "training_info" | "training_done", _) => "function_skills",
        ("service", "recommendation", _) => "function_matching",
        ("service", "trainee_place" | "visit" | "call", _) => "function_help",
        ("search_report" | "day_close", ..) => "function_monitoring",
        _ => return None,
    })
}

/// The names of the figures in a report for people, and in one for machines.
const NAMES: [(&str, &str); 10] = [
    ("服务人次", "service_times"),
    ("有效数据", "valid_records"),
    ("求职登记", "registrations"),
    ("岗位推荐", "recommendation"),
    ("职业指导", "guidance"),
    ("政策宣讲", "policy_talk"),
    ("推荐到岗位", "referrals"),
    ("约了面试或录用", "interviews"),
    ("录用", "hired"),
    ("获批的补贴申请", "granted"),
];

const FUNCTIONS: [(&str, &str, &str); 8] = [
    ("（一）业务经办", "function_business", "功能1"),
    ("（二）政策服务", "function_policy", "功能2"),
    ("（三）就业指导", "function_guidance", "功能3"),
    ("（四）创业扶持", "function_start_up", "功能4"),
    ("（五）技能提升", "function_skills", "功能5"),
    ("（六）供需匹配", "function_matching", "功能6"),
    ("（七）就业帮扶", "function_help", "功能7"),
    ("（八）就业监测", "function_monitoring", "功能8"),
];

/// Every figure of the book is that of the report for machines, is counted again by its list of evidence, and every line of
/// that list is an entry that the province has.
pub fn agrees(book: &Path, figures: &Value, receipts: &BTreeSet<String>, month: impl Fn(i8) -> (u64, u64)) {
    let mut book: Xlsx<_> = open_workbook(book).unwrap();
    let overview = book.worksheet_range("服务数据").unwrap();
    let mut named: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for row in overview.rows() {
        if let (Data::String(name), Some(Data::Float(count))) = (&row[0], row.get(1)) {
            named.entry(name.clone()).or_default().push(*count as u64);
        }
    }
    let expected = |word: &str| figures[word].as_u64().unwrap();
    for (name, word) in NAMES {
        assert!(named[name].iter().all(|count| *count == expected(word)), "{name}: {:?}", named[name]);
    }
    let evidence = book.worksheet_range("佐证清单").unwrap();
    let lines: Vec<(String, String)> =
        evidence.rows().skip(1).map(|row| (row[0].to_string(), row[5].to_string())).collect();
    let marked = |mark: &str| lines.iter().filter(|(_, marks)| marks.split(' ').any(|one| one == mark)).count() as u64;
    assert_eq!(marked("人次"), expected("service_times"));
    assert_eq!(marked("数据"), expected("valid_records"));
    for (name, word, mark) in FUNCTIONS {
        assert_eq!(named[name], [expected(word)], "{name}");
        assert_eq!(marked(mark), expected(word), "{name} by its evidence");
    }
    let listed: BTreeSet<&String> = lines.iter().map(|(receipt, _)| receipt).collect();
    assert_eq!(listed.len(), lines.len(), "each entry stands once");
    assert!(listed.iter().all(|receipt| receipts.contains(*receipt)), "and the province has it");
    let months = book.worksheet_range("每月情况").unwrap();
    let cell = |data: &Data| if let Data::Float(n) = data { *n as u64 } else { panic!("{data:?} is no count") };
    let bars: Vec<(i8, (u64, u64))> =
        months.rows().skip(1).map(|row| (cell(&row[0]) as i8, (cell(&row[1]), cell(&row[2])))).collect();
    assert_eq!(bars.len(), 12);
    for (number, counts) in &bars {
        assert_eq!(*counts, month(*number), "services and records of month {number}");
    }
    let sum: u64 = bars.iter().map(|(_, (services, _))| services).sum();
    assert_eq!(sum, expected("service_times"), "the months add up to the year");
}
