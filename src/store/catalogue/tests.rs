//! What the catalogue promises: nothing expired is open, the cursor moves with what it counts, text is found.

use super::*;
use crate::domain::everyday::{Named, Word};
use crate::domain::ground::Ground;
use crate::domain::listing::{Slot, WordPart};
use crate::domain::{
    Benefit, DivisionCode, JobKind, Pack, Place, Posting, PostingId, Source, SourceKind, WORDS, Wage, WageUnit,
    WorkForm,
};
use crate::store::StoreError;
use jiff::Timestamp;
use jiff::civil::date;
use std::path::Path;
use yizhan_wire::Change;

const TODAY: Date = date(2026, 11, 22);

pub(super) fn posting(id: i64, title: &str) -> Posting {
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
        age_max: None,
        disability_welcome: false,
        confirmed_on: None,
        doubted: false,
        benefits: vec![Benefit::Lodging, Benefit::Meals],
        shifts: Vec::new(),
        contact: String::new(),
        source: Source { name: "测试".into(), kind: SourceKind::Public },
        posted_on: date(2026, 11, 1),
        valid_until: date(2026, 12, 1),
    }
}

pub(super) fn put(seq: i64, posting: Posting) -> (Change, Ingest) {
    let ingest = Ingest { title_pinyin: "dian han".into(), ..Ingest::default() };
    (Change::Posting { seq: Cursor(seq), posting: Box::new(posting) }, ingest)
}

fn withdraw(seq: i64, id: i64) -> (Change, Ingest) {
    (Change::Withdrawn { seq: Cursor(seq), id: PostingId(id) }, Ingest::default())
}

pub(super) fn open(dir: &Path) -> (Catalogue, CatalogueReader) {
    let writer = Catalogue::open(dir).unwrap();
    let reader = CatalogueReader::open(dir).unwrap();
    (writer, reader)
}

/// The postings that are there, by number.
pub(super) fn held(reader: &CatalogueReader) -> Vec<i64> {
    let mut held = Vec::new();
    reader.each_listing(Date::MIN, |listing| held.push(listing.id.0)).unwrap();
    held.sort_unstable();
    held
}

#[test]
fn a_posting_comes_back_whole_and_as_a_list_shows_it() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工"))]).unwrap();
    assert_eq!(reader.posting(PostingId(7), TODAY).unwrap(), Some(posting(7, "电焊工")));
    let hits = reader.postings(&[PostingId(8), PostingId(7)], TODAY, (None, &Ground::default())).unwrap();
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
    assert_eq!(reader.description(0).unwrap().as_deref(), Some("焊接钢架\n"));
}

#[test]
fn a_later_change_replaces_and_a_tombstone_removes() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工")), put(2, posting(8, "保安"))]).unwrap();
    writer.apply(&[put(3, posting(7, "氩弧焊工")), withdraw(4, 8), withdraw(5, 99)]).unwrap();
    assert_eq!(reader.posting(PostingId(7), TODAY).unwrap().unwrap().title, "氩弧焊工");
    assert_eq!(reader.posting(PostingId(8), TODAY).unwrap(), None);
    assert_eq!(held(&reader), [7]);
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
    let part = [put(1, posting(7, "电焊工")), put(2, posting(8, "保安"))];
    writer.apply(&part).unwrap();
    writer.apply(&[put(3, posting(7, "氩弧焊工"))]).unwrap();
    writer.apply(&part).unwrap();
    assert_eq!(reader.posting(PostingId(7), TODAY).unwrap().unwrap().title, "氩弧焊工");
    assert_eq!((writer.cursor().unwrap(), held(&reader)), (Cursor(3), vec![7, 8]));
}

#[test]
fn killed_in_the_middle_of_a_part_the_catalogue_is_as_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工"))]).unwrap();
    // The second change cannot be written (an id of 0 breaks the schema), the first could: both must be gone.
    assert!(writer.apply(&[put(2, posting(8, "保安")), put(3, posting(0, "坏"))]).is_err());
    assert_eq!((writer.cursor().unwrap(), held(&reader)), (Cursor(1), vec![7]));
    drop((writer, reader));
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(2, posting(8, "保安"))]).unwrap();
    assert_eq!((writer.cursor().unwrap(), held(&reader)), (Cursor(2), vec![7, 8]));
}

#[test]
fn an_expired_posting_is_never_shown_as_open() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工"))]).unwrap();
    writer.feed_complete(Timestamp::from_second(1_795_000_000).unwrap()).unwrap();
    let (last, after) = (date(2026, 12, 1), date(2026, 12, 2));
    assert!(reader.posting(PostingId(7), last).unwrap().is_some());
    assert!(reader.posting(PostingId(7), after).unwrap().is_none());
    assert!(reader.postings(&[PostingId(7)], after, (None, &Ground::default())).unwrap().is_empty());
    reader.each_listing(after, |l| panic!("{l:?}")).unwrap();
    assert_eq!((reader.state(last).unwrap().open, reader.state(after).unwrap().open), (1, 0));
    assert_eq!(writer.state(last).unwrap().complete_at, Timestamp::from_second(1_795_000_000).ok());
    assert_eq!(writer.forget_ended(last, 10).unwrap(), []);
    assert_eq!(writer.forget_ended(after, 10).unwrap(), [PostingId(7)]);
    assert!(held(&reader).is_empty());
}

#[test]
fn a_full_disk_is_said_and_the_part_can_be_applied_again() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, _) = open(dir.path());
    let part: Vec<_> = (1..=400).map(|n| put(n, posting(n, "电焊工"))).collect();
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
        let changes: Vec<_> = (1..=500).map(|n| put(part * 500 + n, posting(part * 500 + n, "电焊工"))).collect();
        writer.apply(&changes).unwrap();
        assert_eq!(reader.state(TODAY).unwrap().cursor.0, (part + 1) * 500);
    }
    let log = std::fs::metadata(dir.path().join("catalogue.db-wal")).map_or(0, |m| m.len());
    assert!(log < 16 * 1024 * 1024, "{log} bytes");
}

/// A part in which every slot from `first` has the words `terms`.
fn part(first: Slot, slots: Slot, terms: &[u64]) -> WordPart {
    let all: Vec<u8> = (first..first + slots).map(|slot| slot as u8).collect();
    WordPart { first, end: first + slots, rows: terms.iter().map(|term| (*term, all.clone())).collect() }
}

/// The slots of a word, which these tests write as a byte each.
fn slots(reader: &CatalogueReader, term: u64) -> Vec<u8> {
    let mut slots = Vec::new();
    reader.slots_with(term, |set| slots.extend_from_slice(set)).unwrap();
    slots
}

#[test]
fn each_version_of_a_posting_has_a_slot_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    let first = writer.apply(&[put(1, posting(7, "电焊工")), withdraw(2, 5), put(3, posting(8, "保安"))]).unwrap();
    assert_eq!(first.slots, [Some(0), None, Some(1)]);
    assert_eq!(
        writer.apply(&[put(3, posting(8, "保安")), put(4, posting(7, "氩弧焊工"))]).unwrap().slots,
        [None, Some(2)]
    );
    assert_eq!(reader.description(2).unwrap(), Some("焊接钢架\n".into()));
    assert_eq!(reader.description(0).unwrap(), None);
}

#[test]
fn words_are_found_in_every_part_and_after_merging() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, reader) = open(dir.path());
    let postings: Vec<_> = (1..=6).map(|n| put(n, posting(n, "电焊工"))).collect();
    writer.apply(&postings).unwrap();
    assert_eq!(writer.without_words(10).unwrap().len(), 6);
    writer.add_words(&part(0, 2, &[1, 5])).unwrap();
    writer.add_words(&part(2, 2, &[5])).unwrap();
    writer.add_words(&part(4, 2, &[5, 9])).unwrap();
    assert_eq!(writer.without_words(10).unwrap(), []);
    assert_eq!((slots(&reader, 5), slots(&reader, 9), slots(&reader, 2)), (vec![0, 1, 2, 3, 4, 5], vec![4, 5], vec![]));
    let ids: Vec<i64> = writer.word_parts().unwrap().iter().map(|part| part.id).collect();
    writer.merge_words(&ids, &|sets| sets.concat()).unwrap();
    assert_eq!(writer.word_parts().unwrap().iter().map(|part| part.slots).collect::<Vec<_>>(), [6]);
    assert_eq!((slots(&reader, 1), slots(&reader, 5)), (vec![0, 1], vec![0, 1, 2, 3, 4, 5]));
}

#[test]
fn words_are_not_added_over_a_gap() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, _) = open(dir.path());
    writer.apply(&[put(1, posting(7, "电焊工")), put(2, posting(8, "保安"))]).unwrap();
    assert!(writer.add_words(&part(1, 1, &[1])).is_err());
    assert_eq!(writer.without_words(10).unwrap().len(), 2);
}

#[test]
fn packs_and_their_words_stay_when_the_catalogue_is_rebuilt() {
    let dir = tempfile::tempdir().unwrap();
    let (mut writer, _) = open(dir.path());
    let named = Named::Job(JobKind::Cleaner);
    let words = [Word { named, text: "搞卫生".into(), pinyin: "gao wei sheng".into() }];
    for (seq, kind) in [(1, WORDS), (2, "notices")] {
        let pack = Pack { kind: kind.into(), version: 7, body: serde_json::Value::Null };
        let change = Change::Pack { seq: Cursor(seq), pack: Box::new(pack.clone()) };
        writer.apply(&[(change, Ingest::default())]).unwrap();
        if kind == WORDS {
            writer.keep_words(&pack, &words).unwrap();
        }
    }
    writer.apply(&[put(3, posting(7, "电焊工"))]).unwrap();
    writer.db.pragma_update(None, "user_version", VERSION - 1).unwrap();
    drop(writer);
    let (writer, reader) = open(dir.path());
    assert_eq!((writer.cursor().unwrap(), held(&reader)), (Cursor(3), vec![7]));
    assert_eq!(reader.words().unwrap(), words);
    let versions: Vec<_> =
        reader.packs().unwrap().into_iter().map(|pack| (pack.kind, pack.good, pack.unread)).collect();
    assert_eq!(versions, [("notices".to_owned(), None, Some(7)), (WORDS.to_owned(), Some(7), None)]);
}
