//! The state machine without a window: what a touch or an event leads to.

use super::state::State;
use super::update::{Input, Now, next_change, update};
use crate::domain::matching::Profile;
use crate::domain::query::{Hit, Matter, Query, Results, WageFloor};
use crate::domain::role::{Role, Roles};
use crate::domain::staff::StaffMember;
use crate::domain::unanswered::Unanswered;
use crate::domain::{
    Benefit, Form, JobGroup, JobKind, PostingId, ReceiptNo, SeqNo, Settlement, Shift, SourceKind, StationId, Wage,
    WageUnit, WorkForm,
};
use crate::i18n::Language;
use crate::runtime::{Event, Job, Ticket};
use crate::screens::staff::{Found, StaffCommand, StaffScreen};
use crate::screens::{Command, Condition, Ease, Opened, Screen};
use jiff::civil::date;

const fn at(secs: u64) -> Now {
    Now { steady_millis: secs * 1_000 }
}

fn hit(id: i64) -> Hit {
    Hit {
        away: None,
        id: PostingId(id),
        title: "电焊工".into(),
        employer: "测试厂".into(),
        wage: Wage::default(),
        district: "长沙市 雨花区".into(),
        job_kind: JobKind::Welder,
        work_form: WorkForm::FullTime,
        benefits: Vec::new(),
        headcount: None,
        posted_on: date(2026, 11, 20),
        confirmed_on: None,
        doubted: false,
        valid_until: date(2026, 12, 20),
    }
}

/// A kiosk with somebody at its home page, the overview read.
fn kiosk() -> State {
    let mut state = State::new(Language::Chinese);
    state.status.catalogue.open = 2;
    let jobs = update(&mut state, Input::Tick, at(0));
    answer(&mut state, &jobs, 2);
    command(&mut state, Command::Begin);
    state
}

fn command(state: &mut State, command: Command) -> Vec<Job> {
    update(state, Input::Command(command), at(1))
}

fn search(jobs: &[Job]) -> (Ticket, &Query) {
    jobs.iter()
        .find_map(|job| if let Job::Search { ticket, query } = job { Some((*ticket, query)) } else { None })
        .expect("a search was to be started")
}

/// Answers the search among the jobs with so many hits.
fn answer(state: &mut State, jobs: &[Job], hits: i64) -> Vec<Job> {
    let (ticket, _) = search(jobs);
    found(state, ticket, hits)
}

fn found(state: &mut State, ticket: Ticket, hits: i64) -> Vec<Job> {
    let results =
        Results { total: usize::try_from(hits).unwrap(), hits: (1..=hits).map(hit).collect(), ..Results::default() };
    update(state, Input::Event(Event::Found { ticket, results: Box::new(results) }), at(1))
}

#[test]
fn a_choice_shows_the_list_under_it() {
    let mut state = kiosk();
    command(&mut state, Command::Go(Screen::JobGroups));
    command(&mut state, Command::Go(Screen::JobKinds(JobGroup::Craft)));
    let jobs = command(&mut state, Command::Choose(Condition::JobKind(JobKind::Welder)));
    assert_eq!(search(&jobs).1.filters.job_kind, Some(JobKind::Welder));
    assert_eq!(*state.session.screen(), Screen::List);
    answer(&mut state, &jobs, 3);
    assert_eq!(state.session.listing.total, Some(3));
}

#[test]
fn a_condition_added_from_the_list_leads_back_to_it_and_not_deeper() {
    let mut state = kiosk();
    command(&mut state, Command::Choose(Condition::WorkForm(WorkForm::DayJob)));
    for _ in 0..5 {
        command(&mut state, Command::Go(Screen::Districts));
        command(&mut state, Command::Choose(Condition::District("长沙市".into())));
    }
    assert_eq!(state.session.stack, [Screen::Attract, Screen::Home, Screen::List]);
    let jobs = command(&mut state, Command::Drop(Matter::WorkForm));
    let (_, query) = search(&jobs);
    assert_eq!((query.filters.work_form, query.filters.district.as_deref()), (None, Some("长沙市")));
}

#[test]
fn every_condition_that_is_chosen_is_searched_by_and_can_be_dropped_again() {
    let conditions = [
        (Condition::Wage(WageFloor { fen: 400_000, unit: WageUnit::Month }), Matter::Wage),
        (Condition::Benefit(Benefit::Meals), Matter::Benefit(Benefit::Meals)),
        (Condition::Settlement(Settlement::Daily), Matter::Settlement),
        (Condition::Shift(Shift::Night), Matter::Shift),
        (Condition::Within(10), Matter::Distance),
        (Condition::Negotiable, Matter::Wage),
        (Condition::NoDiploma, Matter::NoDiploma),
        (Condition::Age(50), Matter::Age),
        (Condition::DisabilityWelcome, Matter::Disability),
        (Condition::Source(SourceKind::Public), Matter::Source),
        (Condition::New, Matter::New),
        (Condition::Closing, Matter::Closing),
    ];
    for (condition, kind) in conditions {
        let mut state = kiosk();
        let jobs = command(&mut state, Command::Choose(condition));
        assert!(!search(&jobs).1.filters.is_empty(), "{kind:?}");
        answer(&mut state, &jobs, 0);
        let jobs = command(&mut state, Command::Drop(kind));
        assert!(search(&jobs).1.filters.is_empty(), "{kind:?}");
    }
}

#[test]
fn a_late_answer_to_an_older_question_changes_nothing() {
    let mut state = kiosk();
    let old = command(&mut state, Command::SearchFor("电".into()));
    let new = command(&mut state, Command::SearchFor("电焊".into()));
    answer(&mut state, &new, 2);
    answer(&mut state, &old, 9);
    assert_eq!(state.session.listing.total, Some(2));
}

#[test]
fn what_was_found_stays_in_sight_until_the_next_answer_comes() {
    let mut state = kiosk();
    let jobs = command(&mut state, Command::SearchFor("电".into()));
    answer(&mut state, &jobs, 5);
    command(&mut state, Command::SearchFor("电焊".into()));
    assert_eq!(state.session.listing.total, Some(5));
}

#[test]
fn home_is_a_new_beginning_and_keeps_how_things_are_shown() {
    let mut state = kiosk();
    command(&mut state, Command::SetEase(Ease::Larger));
    command(&mut state, Command::SetLanguage(Language::English));
    command(&mut state, Command::Choose(Condition::JobKind(JobKind::Welder)));
    command(&mut state, Command::Home);
    assert!(!state.session.listing.is_narrowed() && state.session.ease == Ease::Larger);
    assert_eq!(state.session.language, Language::English);
}

#[test]
fn the_next_person_finds_nothing_of_the_last_one() {
    let mut state = kiosk();
    command(&mut state, Command::SetLanguage(Language::English));
    state.session.draft.search = "电焊".into();
    command(&mut state, Command::SearchFor("电焊".into()));
    command(&mut state, Command::OpenPosting(PostingId(1)));
    update(&mut state, Input::Tick, at(200));
    let session = &state.session;
    assert_eq!((session.screen(), &session.opened), (&Screen::Attract, &Opened::None));
    assert_eq!((session.draft.search.as_str(), session.language), ("", Language::Chinese));
    assert!(!session.listing.is_narrowed());
}

#[test]
fn an_answer_that_comes_after_the_person_left_shows_nobody_anything() {
    let mut state = kiosk();
    let jobs = command(&mut state, Command::SearchFor("电焊".into()));
    command(&mut state, Command::OpenPosting(PostingId(1)));
    command(&mut state, Command::Leave);
    answer(&mut state, &jobs, 4);
    update(&mut state, Input::Event(Event::PostingOpened { id: PostingId(1), posting: None }), at(2));
    assert_eq!((state.session.listing.total, &state.session.opened), (None, &Opened::None));
}

#[test]
fn a_touch_behind_the_question_does_not_answer_it() {
    let mut state = kiosk();
    update(&mut state, Input::Touched, at(75));
    update(&mut state, Input::Tick, at(95));
    assert_eq!(*state.session.screen(), Screen::Attract);
}

#[test]
fn a_search_lost_with_its_worker_is_asked_again() {
    let mut state = kiosk();
    command(&mut state, Command::SearchFor("电焊".into()));
    let again = update(&mut state, Input::Event(Event::WorkerRestarted("search")), at(2));
    assert_eq!(search(&again).1.text, "电焊");
    answer(&mut state, &again, 1);
    assert_eq!(state.session.listing.total, Some(1));
}

#[test]
fn a_worker_that_takes_no_job_is_said_and_tried_again() {
    let mut state = kiosk();
    update(&mut state, Input::NotTaken, at(2));
    assert!(state.toast.is_some());
    let jobs = command(&mut state, Command::SearchFor("电焊".into()));
    answer(&mut state, &jobs, 1);
    assert_eq!(state.session.listing.total, Some(1));
}

#[test]
fn nothing_is_drawn_while_nothing_changes() {
    let mut state = State::new(Language::Chinese);
    let jobs = update(&mut state, Input::Tick, at(0));
    answer(&mut state, &jobs, 2);
    assert_eq!(next_change(&state, at(1)), 60_000, "passers-by get new cards once a minute, and nothing else moves");
    command(&mut state, Command::Begin);
    assert!(next_change(&state, at(2)) >= 60_000);
}

#[test]
fn recommendations_for_a_person_who_is_no_longer_looked_at_are_dropped() {
    let mut state = kiosk();
    command(&mut state, Command::Go(Screen::Staff(StaffScreen::SignIn)));
    let clerk = StaffMember {
        id: 1,
        name: "测试".into(),
        roles: Roles::of(&[Role::Clerk, Role::Counsellor, Role::Supervisor]),
        pin_given: false,
    };
    update(&mut state, Input::Event(Event::SignedIn(clerk)), at(2));
    let receipt = |seq| ReceiptNo::of(StationId(1), SeqNo(seq));
    let profile = Box::new(Profile::of(&Form::default()));
    let read = |receipt| Event::ProfileRead { receipt, profile: Some(profile.clone()) };
    command(&mut state, Command::Staff(StaffCommand::Match(receipt(1))));
    command(&mut state, Command::Back);
    let jobs = command(&mut state, Command::Staff(StaffCommand::Match(receipt(2))));
    assert_eq!(jobs.first(), Some(&Job::ReadProfile { receipt: receipt(2) }));
    assert_eq!(update(&mut state, Input::Event(read(receipt(1))), at(2)), []);
    let jobs = update(&mut state, Input::Event(read(receipt(2))), at(2));
    assert!(matches!(&jobs[..], [Job::Suggest { .. }]), "{jobs:?}");
    let late = Event::Suggested { receipt: receipt(1), suggestions: Box::default() };
    update(&mut state, Input::Event(late), at(2));
    assert_eq!(state.staff.matches.as_ref().map(|matches| &matches.found), Some(&Found::Looking));
    command(&mut state, Command::Home);
    assert!(state.staff.matches.is_none(), "who leaves the desk leaves nobody's name behind");
}

/// The searches that the jobs count.
fn counted(jobs: &[Job]) -> Vec<Unanswered> {
    let counted =
        jobs.iter().filter_map(|job| if let Job::CountUnanswered(what) = job { Some(what.clone()) } else { None });
    counted.collect()
}

/// Types a word letter by letter, a fifth of a second each; nothing is found from the beginning.
fn type_in_vain(state: &mut State, word: &str) -> Vec<Unanswered> {
    let mut all = Vec::new();
    for end in 1..=word.chars().count() {
        let text = word.chars().take(end).collect();
        let now = Now { steady_millis: 10_000 + 200 * end as u64 };
        let jobs = update(state, Input::Command(Command::SearchFor(text)), now);
        all.extend(counted(&jobs));
        let (ticket, _) = search(&jobs);
        let event = Event::Found { ticket, results: Box::default() };
        all.extend(counted(&update(state, Input::Event(event), now)));
        all.extend(counted(&update(state, Input::Tick, now)));
    }
    all
}

#[test]
fn a_search_in_vain_is_counted_once_when_the_person_stays_on_it_and_not_with_every_letter() {
    let mut state = kiosk();
    assert_eq!(type_in_vain(&mut state, "电焊工"), []);
    assert_eq!(counted(&update(&mut state, Input::Tick, at(12))), []);
    assert!(next_change(&state, at(12)) <= 16_000, "the frame is drawn when it is time to count");
    let welder = Unanswered { job_kind: Some(JobKind::Welder), ..Unanswered::default() };
    assert_eq!(counted(&update(&mut state, Input::Tick, at(20))), [welder]);
    assert_eq!(counted(&update(&mut state, Input::Tick, at(30))), []);
    assert_eq!(counted(&command(&mut state, Command::Leave)), []);
}

#[test]
fn a_search_in_vain_is_counted_when_the_person_turns_away_from_it() {
    for leaving in [Command::Drop(Matter::WorkForm), Command::DropAll, Command::Back, Command::Home, Command::Leave] {
        let mut state = kiosk();
        let jobs = command(&mut state, Command::Choose(Condition::WorkForm(WorkForm::DayJob)));
        answer(&mut state, &jobs, 0);
        assert_eq!(counted(&command(&mut state, leaving.clone())).len(), 1, "{leaving:?}");
        assert_eq!(counted(&command(&mut state, Command::Leave)), [], "{leaving:?}");
    }
    let mut state = kiosk();
    let jobs = command(&mut state, Command::Choose(Condition::WorkForm(WorkForm::DayJob)));
    answer(&mut state, &jobs, 0);
    assert_eq!(counted(&update(&mut state, Input::Tick, at(300))).len(), 1, "she walked away");
}

#[test]
fn what_a_person_looks_for_twice_is_one_need_and_the_next_person_is_another() {
    let mut state = kiosk();
    let look = |state: &mut State| {
        let jobs = command(state, Command::Choose(Condition::JobKind(JobKind::Welder)));
        answer(state, &jobs, 0);
        counted(&command(state, Command::Home)).len()
    };
    assert_eq!([look(&mut state), look(&mut state)], [1, 0]);
    command(&mut state, Command::Leave);
    command(&mut state, Command::Begin);
    assert_eq!(look(&mut state), 1);
}

#[test]
fn nothing_is_counted_where_something_is_found_or_nothing_is_held() {
    let mut state = kiosk();
    let jobs = command(&mut state, Command::Choose(Condition::JobKind(JobKind::Welder)));
    answer(&mut state, &jobs, 3);
    assert_eq!(counted(&command(&mut state, Command::Home)), []);
    let mut empty = kiosk();
    empty.status.catalogue.open = 0;
    let jobs = command(&mut empty, Command::Choose(Condition::JobKind(JobKind::Welder)));
    answer(&mut empty, &jobs, 0);
    assert_eq!(counted(&command(&mut empty, Command::Home)), []);
}
