//! What is promised of employers and their postings.

use super::*;
use crate::domain::Given;
use crate::domain::service::fill::check;
use jiff::civil::date;

const TODAY: Date = date(2026, 11, 22);

fn answers(given: &[(&str, &str)]) -> Answers {
    given.iter().map(|(id, given)| ((*id).to_owned(), Given::One((*given).to_owned()))).collect()
}

/// A posting in which nothing is wrong.
fn good() -> Answers {
    let mut answers = answers(&[
        ("title", "电焊工"),
        ("headcount", "3"),
        ("work_form", "full_time"),
        ("tasks", "焊接钢架，看得懂图纸"),
        ("pay_unit", "month"),
        ("pay_min", "5000"),
        ("pay_max", "7000"),
        ("hours_day", "8"),
        ("days_week", "5"),
        ("experience", "焊工证"),
        ("place", "测试路 1 号"),
        ("phone", "13800000001"),
        ("valid_days", "30"),
    ]);
    answers.insert("benefits".into(), Given::Many(vec!["social_insurance".into()]));
    answers
}

fn with(changes: &[(&str, &str)]) -> Answers {
    let mut all = good();
    all.extend(answers(changes));
    all
}

const KNOWN: Known = Known { minimum: Some((2_100, 21)), same: 0, phone_firms: 0 };

/// Answers that are changed, and what points at them.
type Case = (&'static [(&'static str, &'static str)], Rule, Severity);

/// Rules that point at something, with how grave.
fn pointed(answers: &Answers) -> Vec<(Rule, Severity)> {
    review(answers, &KNOWN).into_iter().map(|finding| (finding.rule, finding.severity)).collect()
}

#[test]
fn the_desks_forms_can_be_read_and_a_good_posting_passes_its_form_and_the_review() {
    let ids: Vec<&str> = forms().iter().map(|form| form.id.as_str()).collect();
    assert_eq!(ids, ["firm", "offer", "visit", "need", "complaint", "closed", "promise", "closing"]);
    let offer = form("offer").unwrap();
    assert!(check(offer, &begun("offer", good()), TODAY).is_ok());
    assert_eq!(pointed(&good()), []);
    assert_eq!(let_through(&[], &[]), Ok(Vec::new()));
}

#[test]
fn hours_wages_and_trials_are_computed_from_the_answers() {
    let cases: [Case; 10] = [
        (&[("hours_day", "12"), ("days_week", "6")], Rule::Hours, Severity::Weigh),
        (&[("hours_day", "6"), ("days_week", "7")], Rule::Hours, Severity::Weigh),
        (&[("pay_min", "1800"), ("pay_max", "2000")], Rule::Wage, Severity::Block),
        (&[("pay_min", "3000"), ("pay_max", "30000")], Rule::Wage, Severity::Weigh),
        (&[("trial", "8")], Rule::Probation, Severity::Block),
        (&[("trial", "2"), ("trial_pay", "70")], Rule::Probation, Severity::Block),
        (&[("age_to", "35")], Rule::Age, Severity::Weigh),
        (&[("age_from", "15")], Rule::Age, Severity::Block),
        (&[("tasks", "")], Rule::Missing, Severity::Block),
        (&[("valid_days", "180")], Rule::Stale, Severity::Weigh),
    ];
    for (changes, rule, severity) in cases {
        assert_eq!(pointed(&with(changes)), [(rule, severity)], "{changes:?}");
    }
    let hourly = with(&[
        ("work_form", "hourly"),
        ("pay_unit", "hour"),
        ("pay_min", "14"),
        ("pay_max", "16"),
        ("hours_day", "5"),
    ]);
    assert_eq!(pointed(&hourly), [(Rule::Wage, Severity::Weigh), (Rule::PartTime, Severity::Weigh)]);
    let finding = &review(&with(&[("hours_day", "12"), ("days_week", "6")]), &KNOWN)[0];
    assert_eq!(finding.figure, Some(72), "the hours of the week are shown");
}

#[test]
fn without_a_table_of_minimum_wages_it_is_said_that_nobody_compared() {
    let findings = review(&good(), &Known::default());
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].rule, findings[0].severity), (Rule::Wage, Severity::Hint));
}

#[test]
fn the_machine_never_decides_alone_and_what_must_be_changed_cannot_be_let_through() {
    let findings = review(&with(&[("age_to", "45")]), &KNOWN);
    assert_eq!(let_through(&findings, &[]), Err(NotYet::NoReason));
    assert_eq!(let_through(&findings, &["  ".into()]), Err(NotYet::NoReason));
    let judged = let_through(&findings, &["高处作业".into()]).unwrap();
    assert_eq!((judged[0].rule.as_str(), judged[0].reason.as_str()), ("R7", "高处作业"));
    let findings = review(&with(&[("requirements", "限男性")]), &KNOWN);
    assert_eq!(let_through(&findings, &["老板要求".into()]), Err(NotYet::Blocked));
}

#[test]
fn work_that_the_law_bars_women_from_is_a_persons_decision() {
    let barred = with(&[("requirements", "限男性"), ("sex_limit", "mine")]);
    assert_eq!(pointed(&barred), [(Rule::Sex, Severity::Weigh)]);
}

#[test]
fn a_hazard_that_is_told_with_what_protects_is_no_finding() {
    assert_eq!(pointed(&with(&[("tasks", "喷漆")])), [(Rule::Hazards, Severity::Weigh)]);
    assert_eq!(pointed(&with(&[("tasks", "喷漆"), ("hazards", "苯，配发防毒面具")])), []);
}

#[test]
fn who_posts_the_same_again_or_lends_its_telephone_is_noticed() {
    let known = Known { same: 1, phone_firms: 3, ..KNOWN };
    let fields: Vec<String> = review(&good(), &known).into_iter().map(|finding| finding.field).collect();
    assert_eq!(fields, ["title", "phone"]);
}

#[test]
fn an_employer_needs_its_code_and_two_papers() {
    let firm = |code: &str, papers: &[&str]| {
        let mut given = answers(&[("credit_code", code), ("name", "测试机械有限公司"), ("agent", "测试丙")]);
        given.insert("papers".into(), Given::Many(papers.iter().map(ToString::to_string).collect()));
        firm_of(&given, "测试甲", TODAY)
            .map_err(|faults| faults.into_iter().map(|f| (f.field.to_string(), f.kind)).collect::<Vec<_>>())
    };
    let both = ["licence", "agent_id"];
    assert_eq!(firm("91430000ma0text04y", &both).unwrap().credit_code, "91430000MA0TEXT04Y");
    assert_eq!(firm("91430000MA0TEXT04X", &both), Err(vec![("credit_code".into(), FaultKind::IdCheckDigit)]));
    assert_eq!(firm("91430000MA0TEXT04Y", &["licence"]), Err(vec![("papers".into(), FaultKind::Missing)]));
}

#[test]
fn the_answers_make_a_posting_with_everything_a_notice_must_say() {
    let given =
        answers(&[("credit_code", "91430000MA0TEXT04Y"), ("name", "测试机械有限公司"), ("contact", "测试经理")]);
    let mut given = given;
    given.insert("papers".into(), Given::Many(vec!["licence".into(), "agent_id".into()]));
    let firm = firm_of(&given, "测试甲", TODAY).unwrap();
    let place = DivisionCode::new("430111");
    let posting = posting_of(&good(), &firm, ("测试驿站", place.as_ref()), TODAY);
    assert_eq!(posting.job_kind, JobKind::Welder);
    assert_eq!((posting.wage.min_fen, posting.wage.max_fen), (Some(500_000), Some(700_000)));
    assert_eq!(posting.place.district, "长沙市 雨花区");
    assert_eq!(posting.contact, "13800000001 测试经理");
    assert_eq!(posting.valid_until, date(2026, 12, 22));
    assert_eq!(posting.source.name, "测试驿站", "who brings it is named");
    assert_eq!(kind_of("急招叉车司机两名"), JobKind::ForkliftDriver);
    assert_eq!(kind_of("某某某"), JobKind::Other);
}
