//! What a person at the desk is promised of matching over a real catalogue.

use super::*;
use crate::domain::matching::Fit;
use crate::domain::{
    Consent, ConsentPurpose, DivisionCode, Form, Place, Posting, ReceiptNo, Residence, SeqNo, StationId, WantedJob,
};
use crate::runtime::intake::Intake;
use crate::store::Catalogue;
use jiff::Timestamp;
use jiff::civil::date;
use yizhan_wire::{Change, Cursor};

const TODAY: Date = date(2026, 11, 22);

fn posting(id: i64, title: &str, kind: JobKind, form: WorkForm) -> Posting {
    Posting {
        title: title.into(),
        work_form: form,
        headcount: Some(1),
        posted_on: date(2026, 11, 1),
        ..crate::domain::matching::tests::posting(id, kind)
    }
}

fn shelf(postings: Vec<Posting>) -> (tempfile::TempDir, Shelf) {
    let dir = tempfile::tempdir().unwrap();
    let mut catalogue = Catalogue::open(dir.path()).unwrap();
    let mut intake = Intake::new();
    let changes =
        (1..).zip(postings).map(|(seq, posting)| Change::Posting { seq: Cursor(seq), posting: Box::new(posting) });
    intake.take_in(&mut catalogue, changes.collect()).unwrap();
    intake.finish(&mut catalogue).unwrap();
    let shelf = Shelf::load(dir.path(), TODAY).unwrap();
    (dir, shelf)
}

fn wants(kinds: &[JobKind], form: WorkForm) -> Form {
    let job = |kind: &JobKind| WantedJob { kind: *kind, text: String::new() };
    Form {
        wanted_jobs: kinds.iter().map(job).collect(),
        work_forms: vec![form],
        residence: Residence { division: DivisionCode::new("430111"), text: String::new() },
        ..Form::default()
    }
}

#[test]
fn a_person_is_shown_her_trade_first_then_what_is_near_and_nothing_else() {
    let (_dir, mut shelf) = shelf(vec![
        posting(1, "厨师", JobKind::Cook, WorkForm::FullTime),
        posting(2, "帮厨", JobKind::KitchenHand, WorkForm::FullTime),
        posting(3, "会计", JobKind::Accountant, WorkForm::FullTime),
        Posting { valid_until: date(2026, 11, 21), ..posting(4, "厨师", JobKind::Cook, WorkForm::FullTime) },
    ]);
    let person = Profile::of(&wants(&[JobKind::Cook], WorkForm::FullTime));
    let found = shelf.suggest(&person, TODAY, 10).unwrap();
    let ids: Vec<i64> = found.list.iter().map(|one| one.hit.id.0).collect();
    assert_eq!(ids, [1, 2]);
    assert!(matches!(found.list[1].found.fits[0], Fit::NearJob { like: JobKind::Cook, .. }));
}

#[test]
fn a_trade_in_her_own_words_is_found_by_the_title() {
    let (_dir, mut shelf) = shelf(vec![
        posting(1, "招修表师傅", JobKind::Other, WorkForm::FullTime),
        posting(2, "保安", JobKind::SecurityGuard, WorkForm::FullTime),
    ]);
    let own = WantedJob { kind: JobKind::Other, text: "修表".into() };
    let person = Profile::of(&Form { wanted_jobs: vec![own], ..Form::default() });
    let found = shelf.suggest(&person, TODAY, 10).unwrap();
    assert_eq!(found.list.iter().map(|one| one.hit.id.0).collect::<Vec<_>>(), [1]);
}

#[test]
fn where_nobody_wants_her_trade_the_nearest_jobs_are_counted_as_they_are_open_in_her_city() {
    let elsewhere = Place { division: DivisionCode::new("440305"), ..Place::default() };
    let (_dir, mut shelf) = shelf(vec![
        posting(1, "营业员", JobKind::ShopAssistant, WorkForm::FullTime),
        posting(2, "营业员", JobKind::ShopAssistant, WorkForm::FullTime),
        Posting { place: elsewhere, ..posting(3, "销售", JobKind::Salesperson, WorkForm::FullTime) },
    ]);
    let person = Profile::of(&wants(&[JobKind::Cashier], WorkForm::FullTime));
    let found = shelf.suggest(&person, TODAY, 10).unwrap();
    let near: Vec<(JobKind, usize)> = found.near.iter().map(|near| (near.kind, near.open)).collect();
    assert_eq!(near, [(JobKind::ShopAssistant, 2)]);
    assert_eq!(found.near_to, Some(JobKind::Cashier));
}

#[test]
fn only_who_agreed_to_be_told_is_sent_to_a_day_job_and_no_seat_is_given_twice() {
    let (_dir, mut shelf) = shelf(vec![
        posting(1, "日结搬运", JobKind::Loader, WorkForm::DayJob),
        posting(2, "搬运工", JobKind::Loader, WorkForm::FullTime),
    ]);
    let told = |seq: i64, purposes: &[ConsentPurpose]| {
        let consents = purposes.iter().map(|purpose| Consent {
            purpose: *purpose,
            version: "1".into(),
            given: Timestamp::UNIX_EPOCH,
        });
        let form = Form { consents: consents.collect(), ..wants(&[JobKind::Loader], WorkForm::DayJob) };
        Candidate::of(ReceiptNo::of(StationId(1), SeqNo(seq)), &form)
    };
    let people =
        [told(1, &[ConsentPurpose::Register]), told(2, &[ConsentPurpose::Push]), told(3, &[ConsentPurpose::Push])];
    let list = shelf.assign_gigs(&people, TODAY).unwrap();
    assert_eq!((list.free, list.open, list.sent.len()), (2, 1, 1));
    assert_eq!(list.sent[0].hit.id, PostingId(1));
    assert_ne!(list.sent[0].candidate.receipt, people[0].receipt);
}
