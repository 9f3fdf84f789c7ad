//! Whole files through the real store.

use super::*;
use crate::storage::Store;
use jiff::civil::date;
use std::io::Write as _;
use std::path::PathBuf;
use yizhan_wire::{Cursor, Posting};

struct Desk {
    folder: tempfile::TempDir,
    storage: Store,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Store::open(&folder.path().join("data")).unwrap();
        Self { folder, storage }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn import(&self, files: &[PathBuf]) -> Report {
        let options = Options { fresh_on: Some(date(2026, 1, 1)), ..Options::new(date(2026, 1, 1)) };
        run(&self.storage, files, &options, Timestamp::UNIX_EPOCH).unwrap()
    }

    fn one(&self, name: &str, bytes: &[u8]) -> FileReport {
        self.import(&[self.file(name, bytes)]).files.remove(0)
    }

    fn postings(&self) -> Vec<Posting> {
        let page = self.storage.page(Cursor(0), 1_000, date(2026, 1, 1)).unwrap();
        let json = serde_json::to_string(&page).unwrap();
        let page: yizhan_wire::Page = serde_json::from_str(&json).unwrap();
        page.changes
            .into_iter()
            .filter_map(|change| match change {
                yizhan_wire::Change::Posting { posting, .. } => Some(*posting),
                _ => None,
            })
            .collect()
    }
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

const LINES: &str = r#"{"id":"1","title":"保洁","employer":"测试物业","wage_text":"2800元/月","location_text":"长沙·雨花"}
{"id":"2","title":"电焊工","employer":"测试钢构","wage_text":"6-8千","location_text":"长沙·天心"}
"#;

#[test]
fn every_row_is_taken_merged_or_set_aside_and_counted() {
    let desk = Desk::new();
    let text = format!(
        "{LINES}\n{{\"id\":\"3\",\"title\":\"保 洁\",\"employer\":\"测试物业\",\"wage_text\":\"2800/月\",\"location_text\":\"长沙·雨花\"}}\n\
         {{\"id\":\"4\",\"title\":\"\"}}\n{{broken\n{{\"id\":\"5\",\"title\":\"<p>普工</p>\"}}\n[1]\n"
    );
    let report = desk.one("a.jsonl", text.as_bytes());
    assert_eq!((report.read, report.put.taken, report.put.merged, report.set_aside_sum()), (7, 2, 1, 4));
    assert_eq!(report.set_aside[&flaws::Flaw::NotReadable], 2);
    assert_eq!(report.set_aside[&flaws::Flaw::NoTitle], 1);
    assert_eq!(report.set_aside[&flaws::Flaw::Markup], 1);
    assert_eq!(report.error, None);
    assert_eq!(desk.postings().len(), 2, "what was set aside or merged is not shown");
}

#[test]
fn importing_again_changes_nothing() {
    let desk = Desk::new();
    desk.one("a.jsonl", LINES.as_bytes());
    let again = desk.one("a.jsonl.gz", &gz(LINES.as_bytes()));
    assert_eq!((again.put.taken, again.put.merged + again.put.unchanged), (0, 2));
    assert_eq!(desk.postings().len(), 2);
}

#[test]
fn tables_are_read_by_their_chinese_headers_in_both_encodings() {
    let table = "岗位名称,单位名称,工资,工作地点,招聘人数,岗位职责\n\
                 服务员,测试饭店,3500-4500元,湖南省长沙市开福区,2人,\"端菜\n收桌\"\n";
    let utf8 = format!("\u{feff}{table}");
    let (gb, _, _) = encoding_rs::GB18030.encode(table);
    for (name, bytes) in
        [("a.csv", utf8.into_bytes()), ("b.csv", gb.into_owned()), ("c.tsv", table.replace(',', "\t").into_bytes())]
    {
        let desk = Desk::new();
        let report = desk.one(name, &bytes);
        assert_eq!((report.read, report.put.taken, report.error.as_deref()), (1, 1, None), "{name}");
        let postings = desk.postings();
        assert_eq!(postings[0].title, "服务员", "{name}");
        assert_eq!(postings[0].place.district, "长沙市 开福区");
        assert_eq!(postings[0].headcount, Some(2));
        assert_eq!(postings[0].tasks, "端菜\n收桌");
        assert_eq!(postings[0].wage.max_fen, Some(450_000));
    }
}

#[test]
fn schema_org_postings_are_read_alone_in_lists_in_graphs_and_by_lines() {
    let one = r#"{"@type":"JobPosting","title":"分拣员","hiringOrganization":{"name":"测试物流"},"identifier":"NR","baseSalary":{"currency":"CNY","value":{"minValue":18,"unitText":"HOUR"}}}"#;
    let other = one.replace("分拣员", "搬运工").replace("NR", "NR2");
    for (name, text, count) in [
        ("one.json", one.to_owned(), 1),
        ("pretty.json", one.replace(",\"", ",\n\""), 1),
        ("list.json", format!("[{one},\n{other}]"), 2),
        ("graph.json", format!(r#"{{"@context":"x","@graph":[{one},{{"@type":"Organization"}},{other}]}}"#), 2),
        ("lines.jsonl", format!("{one}\n{other}\n"), 2),
    ] {
        let desk = Desk::new();
        let report = desk.one(name, text.as_bytes());
        assert_eq!((report.put.taken, report.error.as_deref()), (count, None), "{name}");
        assert_eq!(desk.postings()[0].wage.text, "18元以上/小时", "{name}");
    }
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_the_others_go_on() {
    let desk = Desk::new();
    let mut cut = gz(LINES.repeat(200).as_bytes());
    cut.truncate(cut.len() - 20);
    let files = [
        desk.folder.path().join("missing.csv"),
        desk.file("empty.csv", b" \n"),
        desk.file("sheet.csv", b"PK\x03\x04\0\0\0"),
        desk.file("latin.csv", b"title\n\xff\xff\xfe\n"),
        desk.file("other.csv", "姓名,年龄\n某,1\n".as_bytes()),
        desk.file("half.json", br#"[{"title":"x"},{"ti"#),
        desk.file("page.html", b"<html><body>404</body></html>"),
        desk.file("cut.jsonl.gz", &cut),
        desk.file("good.jsonl", LINES.as_bytes()),
    ];
    let report = desk.import(&files);
    assert!(!report.is_complete());
    let error = |at: usize| report.files[at].error.clone().unwrap_or_default();
    for (at, words) in [
        (0, "cannot be opened"),
        (1, "is empty"),
        (2, "is a spreadsheet that cannot be read"),
        (3, "is neither text nor a spreadsheet"),
        (4, "has no column for the job's title"),
        (5, "is not the JSON it begins as"),
        (6, "has no column"),
        (7, "was cut off"),
    ] {
        assert!(error(at).contains(words), "{}: {:?}", report.files[at].file, report.files[at]);
    }
    assert_eq!(report.files[8].error, None);
    assert_eq!(desk.postings().len(), 2, "the good file is taken");
}

#[test]
fn rows_before_the_cut_of_a_file_are_kept() {
    let desk = Desk::new();
    let row =
        |n: u64| format!("{{\"id\":\"{n}\",\"title\":\"普工{:x}\",\"employer\":\"测试{n}厂\"}}\n", n * 2_654_435_761);
    let noise = (0..3_000).map(row).collect::<Vec<_>>().concat();
    let mut cut = gz(noise.as_bytes());
    cut.truncate(cut.len() / 2);
    let report = desk.one("cut.jsonl.gz", &cut);
    assert!(report.error.is_some_and(|error| error.contains("rows before the damage were read")));
    assert!(report.put.taken > 100 && report.put.taken == report.read, "{}", report.put.taken);
    let again = desk.one("cut.jsonl.gz", &gz(noise.as_bytes()));
    assert_eq!(again.put.taken + report.put.taken, 3_000, "the whole file brings only what was missing");
}

#[test]
fn a_row_of_another_encoding_is_set_aside_with_its_bytes() {
    let desk = Desk::new();
    let mut bytes = LINES.as_bytes().to_vec();
    bytes.extend_from_slice(b"{\"title\":\"\xb1\xa3\xb0\xb2\"}\n");
    let report = desk.one("mixed.jsonl", &bytes);
    assert_eq!((report.put.taken, report.set_aside.get(&flaws::Flaw::NotText)), (2, Some(&1)));
}

#[test]
fn the_report_is_a_table_with_the_reasons_below() {
    let desk = Desk::new();
    let report = desk.import(&[desk.file("a.jsonl", format!("{LINES}{{\"title\":\"1\"}}\n").as_bytes())]);
    let mut table = Vec::new();
    report.print(&mut table).unwrap();
    let table = String::from_utf8(table).unwrap();
    assert!(table.contains("a.jsonl: 1 set aside: no_title"), "{table}");
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["files"][0]["read"], 3);
    assert_eq!(json["total"]["set_aside"]["no_title"], 1);
}

#[test]
fn any_bytes_at_all_are_survived() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..300 {
        let mut bytes: Vec<u8> = (0..random.usize(..400)).map(|_| random.u8(..)).collect();
        if random.bool() {
            bytes = LINES.as_bytes().to_vec();
            for _ in 0..random.usize(1..6) {
                let at = random.usize(..bytes.len());
                bytes[at] = random.u8(..);
            }
        }
        for name in ["x.csv", "x.jsonl"] {
            if let Ok(mut source) = Source::from_bytes(bytes.clone(), name) {
                drop(source.rows(&mut |row| {
                    if let Ok(raw) = &row.advert {
                        drop(convert::convert(raw, &row.original, name, &Options::new(date(2026, 1, 1))));
                    }
                    Ok(())
                }));
            }
        }
    }
}

/// Where real adverts lie, which are not ours to ship: beside the repository, or where the variable says.
fn shared_postings() -> Vec<PathBuf> {
    let folder = std::env::var_os("YIZHAN_SHARED_DATA")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data")), PathBuf::from);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.join("postings")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
#[ignore = "needs the real adverts beside the repository (../shared/data or YIZHAN_SHARED_DATA)"]
fn real_adverts_are_taken_named_and_rarely_set_aside() {
    let desk = Desk::new();
    let report = desk.import(&shared_postings());
    assert!(report.is_complete() && report.total.read > 50_000, "{report:?}");
    for file in report.files.iter().chain([&report.total]) {
        let put = file.put.taken + file.put.merged + file.put.changed + file.put.unchanged;
        assert_eq!(put + file.set_aside_sum(), file.read, "no row is lost: {file:?}");
        assert!(file.set_aside_sum() * 100 <= file.read, "at most one in a hundred waits for a person: {file:?}");
        assert!(file.unnamed_job * 100 <= file.read * 15, "the job of 85 in 100 is named: {file:?}");
    }
}
