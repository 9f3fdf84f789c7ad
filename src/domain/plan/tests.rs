//! Each counting rule of the documents (domain facts §4.1), by name.

use super::*;
use crate::domain::nouns::TagSource;

const TODAY: Date = date(2026, 11, 22);

fn plan(code: &str) -> &'static Plan {
    plans().iter().find(|plan| plan.code == code).unwrap()
}

fn tag(category: Category, from: Date, until: Option<Date>) -> Tag {
    Tag { category, source: TagSource::Verified, from, until, evidence: "证明".into() }
}

fn unemployed() -> Vec<Tag> {
    vec![tag(Category::RegisteredUnemployed, date(2026, 1, 10), None)]
}

fn done(number: u8, kind: ServiceKind, on: Date) -> Done {
    Done {
        id: EntryId::new(u64::from(number), [number; 10]),
        kind,
        on,
        posting: (kind == ServiceKind::Recommendation).then_some(PostingId(i64::from(number))),
        topic: "主题".into(),
        result: "结果".into(),
        told: true,
        confirmed: false,
        void: false,
    }
}

fn recommended(number: u8) -> Done {
    done(number, ServiceKind::Recommendation, date(2026, 5, i8::try_from(number).unwrap()))
}

fn owed(code: &str, done: &[Done]) -> Vec<(ServiceKind, u32)> {
    let standing = standing(plan(code), &unemployed(), done, TODAY).unwrap();
    standing.owed().into_iter().map(|owed| (owed.kind, owed.times)).collect()
}

fn left_out(done: &[Done]) -> Vec<NotCounted> {
    let standing = standing(plan("311"), &unemployed(), done, TODAY).unwrap();
    standing.left_out.into_iter().map(|(_, reason)| reason).collect()
}

#[test]
fn all_three_plans_can_be_read_and_ask_for_what_their_name_says() {
    let digits = |plan: &Plan| plan.needs.iter().map(|need| need.at_least.to_string()).collect::<String>();
    let all: Vec<(&str, String)> = plans().iter().map(|plan| (plan.code.as_str(), digits(plan))).collect();
    for (code, needs) in all {
        let sorted = |text: &str| {
            let mut digits: Vec<char> = text.chars().collect();
            digits.sort_unstable();
            digits
        };
        assert_eq!(sorted(code), sorted(&needs), "{code}");
    }
    assert_eq!(plans().len(), 3);
}

#[test]
fn three_recommendations_one_guidance_and_one_training_meet_the_311() {
    let nothing = owed("311", &[]);
    assert_eq!(nothing, [(ServiceKind::Recommendation, 3), (ServiceKind::Guidance, 1), (ServiceKind::TrainingInfo, 1)]);
    let mut all = vec![recommended(1), recommended(2), recommended(3)];
    all.push(done(4, ServiceKind::Guidance, date(2026, 6, 1)));
    assert_eq!(owed("311", &all), [(ServiceKind::TrainingInfo, 1)]);
    all.push(done(5, ServiceKind::TrainingInfo, date(2026, 6, 2)));
    assert!(owed("311", &all).is_empty());
}

#[test]
fn a_training_that_was_done_counts_as_well_as_the_word_of_one() {
    let with = |kind| owed("311", &[done(1, kind, date(2026, 6, 1))]);
    assert_eq!(with(ServiceKind::TrainingDone), with(ServiceKind::TrainingInfo));
    assert_eq!(with(ServiceKind::TrainingDone).len(), 2);
}

#[test]
fn the_same_posting_counts_once_a_period() {
    let again = Done { posting: Some(PostingId(1)), ..recommended(2) };
    assert_eq!(left_out(&[recommended(1), again.clone()]), [NotCounted::SamePosting]);
    let last_year = Done { on: date(2025, 12, 31), ..again };
    assert_eq!(left_out(&[recommended(1), last_year]), [NotCounted::OutsidePeriod]);
}

#[test]
fn a_recommendation_needs_a_posting_and_a_person_who_was_told() {
    let printed = Done { told: false, ..recommended(1) };
    let of_nothing = Done { posting: None, ..recommended(2) };
    assert_eq!(left_out(&[printed, of_nothing]), [NotCounted::NotTold, NotCounted::NoPosting]);
    assert_eq!(owed("311", &[])[0].1, 3);
}

#[test]
fn guidance_needs_a_topic_and_a_result() {
    let guidance = done(1, ServiceKind::Guidance, date(2026, 6, 1));
    let no_topic = Done { topic: " ".into(), ..guidance.clone() };
    let no_result = Done { result: String::new(), ..guidance };
    assert_eq!(left_out(&[no_topic]), [NotCounted::NoTopic]);
    assert_eq!(left_out(&[no_result]), [NotCounted::NoResult]);
}

#[test]
fn one_entry_that_comes_twice_counts_once() {
    assert_eq!(left_out(&[recommended(1), recommended(1)]), [NotCounted::Double]);
}

#[test]
fn what_was_taken_back_as_a_mistake_counts_nowhere() {
    let void = Done { void: true, ..recommended(1) };
    assert_eq!(left_out(&[void]), [NotCounted::Void]);
    // And the right one after it, of the same posting, counts.
    let void = Done { void: true, ..recommended(1) };
    let right = Done { posting: Some(PostingId(1)), ..recommended(2) };
    let standing = standing(plan("311"), &unemployed(), &[void, right], TODAY).unwrap();
    assert_eq!(standing.needs[0].have(), 1);
}

#[test]
fn a_calendar_year_begins_in_january_and_a_rolling_one_a_year_ago() {
    let december = done(1, ServiceKind::Guidance, date(2025, 12, 1));
    assert_eq!(left_out(std::slice::from_ref(&december)), [NotCounted::OutsidePeriod]);
    assert!(!owed("1311", &[december]).iter().any(|(kind, _)| *kind == ServiceKind::Guidance));
    let just_too_old = done(2, ServiceKind::Guidance, date(2025, 11, 22));
    assert!(owed("1311", &[just_too_old]).iter().any(|(kind, _)| *kind == ServiceKind::Guidance));
    let just_in = done(2, ServiceKind::Guidance, date(2025, 11, 23));
    assert!(!owed("1311", &[just_in]).iter().any(|(kind, _)| *kind == ServiceKind::Guidance));
}

#[test]
fn a_case_begins_when_she_came_to_belong_and_goes_over_the_turn_of_the_year() {
    let tags = [
        tag(Category::UnemployedYouth, date(2025, 9, 1), Some(date(2026, 2, 28))),
        tag(Category::UnemployedYouth, date(2026, 3, 1), None),
        tag(Category::UnemployedYouth, date(2023, 1, 1), Some(date(2023, 6, 30))),
    ];
    let plan = plan("1131");
    assert_eq!(span(plan, &tags, TODAY), (date(2025, 9, 1), TODAY));
    let old = done(1, ServiceKind::Guidance, date(2025, 9, 1));
    let older = done(2, ServiceKind::PolicyTalk, date(2025, 8, 31));
    let standing = standing(plan, &tags, &[old, older], TODAY).unwrap();
    assert_eq!(standing.needs.iter().map(Counted::have).collect::<Vec<_>>(), [0, 1, 0, 0]);
}

#[test]
fn who_does_not_belong_today_is_owed_nothing_and_is_told_so() {
    let ended = [tag(Category::RegisteredUnemployed, date(2026, 1, 1), Some(date(2026, 11, 21)))];
    assert_eq!(standing(plan("311"), &ended, &[], TODAY), None);
    assert_eq!(standing(plan("311"), &[tag(Category::Veteran, date(2020, 1, 1), None)], &[], TODAY), None);
    let standing = standing(plan("311"), &unemployed(), &[], TODAY).unwrap();
    assert_eq!(standing.because, [Category::RegisteredUnemployed]);
}

#[test]
fn a_plan_holds_only_between_its_days() {
    let plan = Plan { until: Some(date(2026, 6, 30)), ..plan("311").clone() };
    assert_eq!(standing(&plan, &unemployed(), &[], TODAY), None);
    assert!(standing(&plan, &unemployed(), &[], date(2026, 6, 30)).is_some());
}

#[test]
fn what_she_confirmed_herself_is_counted_beside_what_was_done() {
    let confirmed = Done { confirmed: true, ..recommended(1) };
    let standing = standing(plan("311"), &unemployed(), &[confirmed, recommended(2)], TODAY).unwrap();
    assert_eq!((standing.needs[0].have(), standing.needs[0].confirmed), (2, 1));
}

#[test]
fn what_is_more_than_asked_for_is_evidence_too_and_makes_nothing_owed_elsewhere() {
    let many: Vec<Done> = (1..=6).map(recommended).collect();
    let standing = standing(plan("311"), &unemployed(), &many, TODAY).unwrap();
    assert_eq!(standing.needs.iter().map(Counted::have).collect::<Vec<_>>(), [6, 0, 0]);
    assert_eq!(standing.owed().len(), 2);
}

#[test]
fn another_kind_of_service_is_neither_counted_nor_held_against_anybody() {
    assert!(left_out(&[done(1, ServiceKind::Visit, TODAY)]).is_empty());
}
