//! What the catalogue promises: nothing expired is open, the cursor moves with what it counts, text is found.

use super::*;
use crate::domain::{
    Benefit, DivisionCode, JobKind, Place, Posting, PostingId, Source, SourceKind, Wage, WageUnit, WorkForm,
};
use crate::store::StoreError;
use jiff::Timestamp;
use jiff::civil::date;
use std::path::Path;
use yizhan_wire::Change;

const TODAY: Date = date(2026, 11, 22);

fn posting(id: i64, title: &str) -> Posting {
    Posting {
        id: PostingId(id),
        title: title.into(),
        employer: "测试有限公司".into(),
        job_kind: JobKind::Welder,
        work_form: WorkForm::DayJob,
        wage: Wage { min_fen: Some(30_000), unit: Some(WageUnit::Day), ..Wage::default() },
        settlement: None,
        headcount: Some(3),
        place: Place {
            division: DivisionCode::new("430111"), district: "长沙市 雨花区".into(), text: String::new()
        },
        tasks: "焊接钢架".into(),
        requirements: String::new(),
        education: None,
        experience: String::new(),
        benefits: vec![Benefit::Lodging, Benefit::Meals],
        shifts: Vec::new(),
        contact: String::new(),
        source: Source { name: "测试".into(), kind: SourceKind::Public },
        posted_on: date(2026, 11, 1),
        valid_until: date(2026, 12, 1),
    }
}

fn put(seq: i64, posting: Posting, tokens: &str) -> (Change, Ingest) {
    let ingest = Ingest { title_pinyin: "dian han".into(), text_tokens: tokens.into(), ..Ingest::default() };
    (Change::Posting { seq: Cursor(seq), posting: Box::new(posting) }, ingest)
}

fn withdraw(seq: i64, id: i64) -> (Change, Ingest) {
    (Change::Withdrawn { seq: Cursor(seq), id: PostingId(id) }, Ingest::default())
}

fn open(dir: &Path) -> (Catalogue, CatalogueReader) {
    let writer = Catalogue::open(dir).unwrap();
    let reader = CatalogueReader::open(dir).unwrap();
    (writer, reader)
}

fn matches(reader: &CatalogueReader, token: &str) -> Vec<i64> {
    reader.text_matches(&[token.to_owned()]).unwrap().iter().map(|id| id.0).collect()
}

#[test]
fn a_posting_comes_back_whole_and_as_a_list_shows_it() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工"), "焊 接 焊接")]).unwrap();
    assert_eq!(reader.posting(PostingId(7), TODAY).unwrap(), Some(posting(7, "电焊工")));
    let hits = reader.postings(&[PostingId(8), PostingId(7)], TODAY).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!((hits[0].title.as_str(), hits[0].headcount), ("电焊工", Some(3)));
    let mut seen = 0;
    reader
        .each_listing(TODAY, |l| {
            seen += 1;
            assert_eq!((l.id, l.title, l.title_pinyin, l.division), (PostingId(7), "电焊工", "dian han", "430111"));
            assert_eq!((l.wage_min_fen, l.wage_max_fen, l.wage_unit), (Some(30_000), None, Some(WageUnit::Day)));
            assert_eq!(l.benefits.iter().collect::<Vec<_>>(), [Benefit::Meals, Benefit::Lodging]);
            assert_eq!(
                (l.job_kind, l.work_form, l.valid_until),
                (JobKind::Welder, WorkForm::DayJob, date(2026, 12, 1))
            );
        })
        .unwrap();
    assert_eq!(seen, 1);
    assert_eq!(reader.text_of(PostingId(7)).unwrap().as_deref(), Some("焊接钢架\n"));
}

#[test]
fn a_later_change_replaces_and_a_tombstone_removes_also_from_the_text_index() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工"), "焊 接 焊接"), put(2, posting(8, "保安"), "巡 逻 巡逻")]).unwrap();
    writer.apply(&[put(3, posting(7, "氩弧焊工"), "氩 弧"), withdraw(4, 8), withdraw(5, 99)]).unwrap();
    assert_eq!(reader.posting(PostingId(7), TODAY).unwrap().unwrap().title, "氩弧焊工");
    assert_eq!(reader.posting(PostingId(8), TODAY).unwrap(), None);
    assert_eq!((matches(&reader, "焊接"), matches(&reader, "氩"), matches(&reader, "巡逻")), (vec![], vec![7], vec![]));
    assert_eq!(writer.cursor().unwrap(), Cursor(5));
    let mut there = Vec::new();
    reader.listings_of(&[PostingId(7), PostingId(8)], |l| there.push(l.id.0)).unwrap();
    assert_eq!(there, [7]);
    writer.check().unwrap();
}

#[test]
fn the_same_part_of_the_feed_twice_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    let part = [put(1, posting(7, "电焊工"), "焊"), put(2, posting(8, "保安"), "巡")];
    writer.apply(&part).unwrap();
    writer.apply(&[put(3, posting(7, "氩弧焊工"), "氩")]).unwrap();
    writer.apply(&part).unwrap();
    assert_eq!(reader.posting(PostingId(7), TODAY).unwrap().unwrap().title, "氩弧焊工");
    assert_eq!((writer.cursor().unwrap(), matches(&reader, "焊")), (Cursor(3), vec![]));
}

#[test]
fn killed_in_the_middle_of_a_part_the_catalogue_is_as_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工"), "焊")]).unwrap();
    // The second change cannot be written (an id of 0 breaks the schema), the first could: both must be gone.
    assert!(writer.apply(&[put(2, posting(8, "保安"), "巡"), put(3, posting(0, "坏"), "坏")]).is_err());
    assert_eq!((writer.cursor().unwrap(), matches(&reader, "巡")), (Cursor(1), vec![]));
    drop((writer, reader));
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(2, posting(8, "保安"), "巡")]).unwrap();
    assert_eq!((writer.cursor().unwrap(), matches(&reader, "巡")), (Cursor(2), vec![8]));
}

#[test]
fn an_expired_posting_is_never_shown_as_open() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工"), "焊")]).unwrap();
    writer.feed_complete(Timestamp::from_second(1_795_000_000).unwrap()).unwrap();
    let (last, after) = (date(2026, 12, 1), date(2026, 12, 2));
    assert!(reader.posting(PostingId(7), last).unwrap().is_some());
    assert!(reader.posting(PostingId(7), after).unwrap().is_none());
    assert!(reader.postings(&[PostingId(7)], after).unwrap().is_empty());
    reader.each_listing(after, |l| panic!("{l:?}")).unwrap();
    assert_eq!((reader.state(last).unwrap().open, reader.state(after).unwrap().open), (1, 0));
    assert_eq!(writer.state(last).unwrap().complete_at, Timestamp::from_second(1_795_000_000).ok());
    assert_eq!(writer.forget_ended(last, 10).unwrap(), []);
    assert_eq!(writer.forget_ended(after, 10).unwrap(), [PostingId(7)]);
    assert!(matches(&reader, "焊").is_empty());
}

#[test]
fn a_full_disk_is_said_and_the_part_can_be_applied_again() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, _) = open(dir.path());
    let part: Vec<_> = (1..=400).map(|n| put(n, posting(n, "电焊工"), "焊 接 焊接")).collect();
    writer.limit_pages(20).unwrap();
    assert!(matches!(writer.apply(&part), Err(StoreError::DiskFull)));
    assert_eq!(writer.cursor().unwrap(), Cursor(0));
    writer.limit_pages(100_000).unwrap();
    writer.apply(&part).unwrap();
    assert_eq!(writer.state(TODAY).unwrap().open, 400);
}

#[test]
fn the_log_beside_the_file_stays_small_over_a_long_load() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    for part in 0..20 {
        let changes: Vec<_> = (1..=500)
            .map(|n| put(part * 500 + n, posting(part * 500 + n, "电焊工"), &format!("焊 接 焊接 w{n} w{part}")))
            .collect();
        writer.apply(&changes).unwrap();
        assert_eq!(reader.state(TODAY).unwrap().cursor.0, (part + 1) * 500);
    }
    let log = std::fs::metadata(dir.path().join("catalogue.db-wal")).map_or(0, |m| m.len());
    assert!(log < 16 * 1024 * 1024, "{log} bytes");
}

#[test]
fn odd_tokens_never_break_the_look_up() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工"), "焊 not")]).unwrap();
    assert_eq!((matches(&reader, "not"), matches(&reader, "\" OR *"), matches(&reader, "")), (vec![7], vec![], vec![]));
}
