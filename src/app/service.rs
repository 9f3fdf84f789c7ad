//! The services' part of `update`: which form is open, what it knows already, keeping what is typed, sending it.

use super::state::State;
use crate::domain::card::{CardPerson, CardTaken};
use crate::domain::content::{FieldKind, Prefill, ShelfKind};
use crate::domain::ledger::Registered;
use crate::domain::service::fill::{Filled, holds};
use crate::domain::service::slots::seats;
use crate::domain::{AboutItem, Given, JobKind};
use crate::runtime::{Event, Job};
use crate::screens::service::{Answering, Done, ServiceCommand, ServiceFacts, ServiceScreen};
use crate::screens::visit::Me;
use crate::screens::{Command, Condition, Screen};

/// How long typing must rest before it is written.
const REST_MILLIS: u64 = 1_000;

/// What is remembered of the form on the screen between two frames.
#[derive(Debug, Clone, Default)]
pub struct Filling {
    /// The form as it was at the last frame.
    seen: Option<Filled>,
    /// When it was last changed, if the store does not have it yet.
    changed_at: Option<u64>,
    /// The store holds a draft of this session.
    kept: bool,
    /// The store was asked for what was left when the machine stopped.
    asked: bool,
}

impl Filling {
    /// When what was typed is to be written, in steady milliseconds.
    #[must_use]
    pub fn due(&self) -> Option<u64> {
        self.changed_at.map(|at| at + REST_MILLIS)
    }
}

/// Somebody has come: once after each start of the program the store is asked what was left.
pub fn begun(state: &mut State) -> Vec<Job> {
    if std::mem::replace(&mut state.filling.asked, true) { Vec::new() } else { vec![Job::FindFilled] }
}

/// Carries out a touch among the services.
pub fn carry_out(state: &mut State, command: ServiceCommand) -> Vec<Job> {
    match command {
        ServiceCommand::Open(kind, id) => open(state, kind, id),
        ServiceCommand::Fill { form, about, preset } => fill(state, &form, about, preset),
        ServiceCommand::Submit => submit(state),
        ServiceCommand::Find => {
            remember(state);
            go(state, ServiceScreen::Findings);
            Vec::new()
        }
        ServiceCommand::Assess(id) => {
            let answering = &mut state.session.draft.service.answering;
            if answering.id != id {
                *answering = Answering { id: id.clone(), ..Answering::default() };
            }
            go(state, ServiceScreen::Assess(id));
            Vec::new()
        }
        ServiceCommand::Recover(goes_on) => recover(state, goes_on),
        ServiceCommand::Watch(command) => super::stage::watch(state, command),
        ServiceCommand::Postings(wanted) => super::update::look_for(state, &wanted),
        // `update` turns it into a condition of the search.
        ServiceCommand::Jobs(_) => Vec::new(),
    }
}

/// What a touch here means for the search.
#[must_use]
pub const fn condition_of(command: &ServiceCommand) -> Option<Command> {
    match command {
        ServiceCommand::Jobs(kind) => Some(Command::Choose(jobs(*kind))),
        _ => None,
    }
}

const fn jobs(kind: JobKind) -> Condition {
    Condition::JobKind(kind)
}

fn go(state: &mut State, place: ServiceScreen) {
    super::update::go(&mut state.session, Screen::Service(place));
}

fn open(state: &mut State, kind: ShelfKind, id: String) -> Vec<Job> {
    let books = state.content.item(kind, &id).is_some_and(|item| !item.times.is_empty());
    state.session.draft.service.slot = None;
    state.session.service.held = None;
    go(state, ServiceScreen::Item(kind, id.clone()));
    if books { vec![Job::ListHeld { item: id }] } else { Vec::new() }
}

/// Opens a form. What was begun of the same one in this visit is gone on with.
fn fill(state: &mut State, id: &str, about: Option<AboutItem>, preset: Vec<(String, String)>) -> Vec<Job> {
    let content = state.content.clone();
    let Some(form) = content.form(id) else { return Vec::new() };
    if state.session.service.left.as_ref().is_some_and(|left| left.form == id && left.version == form.version) {
        go(state, ServiceScreen::Recover);
        return Vec::new();
    }
    let service = &mut state.session.draft.service;
    let same = service.filled.form == id && service.filled.version == form.version && service.filled.about == about;
    if !same {
        service.filled = Filled::new(form, about, &state.session.service.known);
    }
    for (field, text) in preset {
        service.filled.answers.insert(field, Given::One(text));
    }
    service.tried = false;
    let facts = &mut state.session.service;
    *facts = ServiceFacts {
        known: std::mem::take(&mut facts.known),
        held: facts.held.take(),
        left: facts.left.take(),
        ..ServiceFacts::default()
    };
    state.filling.seen = Some(service.filled.clone());
    state.filling.changed_at = None;
    if *state.session.screen() == Screen::Service(ServiceScreen::Findings) {
        state.session.stack.pop();
    }
    let place = Screen::Service(ServiceScreen::Fill);
    if *state.session.screen() != place {
        go(state, ServiceScreen::Fill);
    }
    Vec::new()
}

/// Sends the form on the screen to the store, once.
fn submit(state: &mut State) -> Vec<Job> {
    if state.session.service.saving {
        return Vec::new();
    }
    let content = state.content.clone();
    let filled = state.session.draft.service.filled.clone();
    let Some(form) = content.form(&filled.form) else { return Vec::new() };
    remember(state);
    let about = filled.about.as_ref();
    let slot = about.and_then(|about| Some((about, about.slot.as_ref()?)));
    let seats = slot.and_then(|(about, slot)| Some(seats(content.item(about.shelf, &about.item)?, slot)));
    let facts = &mut state.session.service;
    facts.saving = true;
    facts.faults.clear();
    facts.trouble = None;
    facts.full = false;
    // What follows in the same channel must not bring back as a draft what has been sent.
    state.filling.changed_at = None;
    let who = match &state.session.visit.me {
        Some(Me::Known(visitor)) => Some(visitor.subject),
        _ => None,
    };
    vec![Job::Submit { form: Box::new(form.clone()), filled: Box::new(filled), seats, who }]
}

/// What this form was told the next one knows.
fn remember(state: &mut State) {
    let content = state.content.clone();
    let filled = &state.session.draft.service.filled;
    if let Some(form) = content.form(&filled.form) {
        state.session.service.known.extend(filled.known(form));
    }
}

fn recover(state: &mut State, goes_on: bool) -> Vec<Job> {
    let left = state.session.service.left.take();
    state.session.stack.pop();
    state.session.draft.service.digits.clear();
    match left {
        Some(left) if goes_on => {
            state.session.draft.service.filled = (*left).clone();
            state.filling.seen = Some(*left);
            state.filling.kept = true;
            go(state, ServiceScreen::Fill);
            Vec::new()
        }
        _ => vec![Job::DropFilled],
    }
}

/// Takes in what the workers say.
pub fn take_in(state: &mut State, event: Event) -> Vec<Job> {
    match event {
        Event::Content(content) => {
            state.content = content;
            super::stage::look_again(state);
        }
        Event::StationWords(words) => state.words = words,
        Event::Submitted(registered) => submitted(state, registered),
        Event::NotSubmitted(faults) => {
            let facts = &mut state.session.service;
            facts.saving = false;
            facts.faults = faults;
            state.session.draft.service.tried = true;
        }
        Event::SlotFull => {
            let facts = &mut state.session.service;
            facts.saving = false;
            facts.full = true;
        }
        Event::StoreFailed(trouble) if state.session.service.saving => {
            let facts = &mut state.session.service;
            facts.saving = false;
            facts.trouble = Some(trouble);
        }
        Event::FilledFound(Some(left)) => {
            // Only who has just come is asked; who is somewhere already did not lose anything.
            let here = *state.session.screen() == Screen::Home && state.content.form(&left.form).is_some();
            if here && !is_empty(&left) {
                state.session.service.left = Some(left);
                go(state, ServiceScreen::Recover);
            } else {
                return vec![Job::DropFilled];
            }
        }
        Event::Held { item, held } => state.session.service.held = Some((item, held)),
        _ => {}
    }
    Vec::new()
}

fn is_empty(filled: &Filled) -> bool {
    filled.answers.values().all(Given::is_empty)
}

fn submitted(state: &mut State, registered: Registered) {
    let waits = state.session.service.saving || *state.session.screen() == Screen::Service(ServiceScreen::Fill);
    if !waits {
        // She left meanwhile; what she sent is on the disk.
        return;
    }
    let content = state.content.clone();
    let filled = std::mem::take(&mut state.session.draft.service.filled);
    let form = content.form(&filled.form);
    let urgent =
        form.and_then(|form| form.urgent.as_ref()).is_some_and(|when| holds(when, &filled.answers) == Some(true));
    let facts = &mut state.session.service;
    facts.saving = false;
    facts.done = Some(Done { registered, form: filled.form, about: filled.about, urgent });
    state.filling = Filling { asked: true, ..Filling::default() };
    state.session.draft.service.slot = None;
    if *state.session.screen() == Screen::Service(ServiceScreen::Fill) {
        state.session.stack.pop();
    }
    go(state, ServiceScreen::Done);
}

/// Notices that the form has changed, and writes it once the typing rests.
pub fn tick(state: &mut State, millis: u64) -> Vec<Job> {
    if *state.session.screen() != Screen::Service(ServiceScreen::Fill) {
        return Vec::new();
    }
    let filled = &state.session.draft.service.filled;
    let filling = &mut state.filling;
    if filling.seen.as_ref() != Some(filled) {
        let typed = filling.seen.as_ref().is_none_or(|seen| seen.answers != filled.answers);
        filling.seen = Some(filled.clone());
        if typed {
            filling.changed_at = Some(millis);
            // What the store found wrong belongs to the form as it was.
            state.session.service.faults.clear();
        }
    }
    let due = filling.due().is_some_and(|due| due <= millis) && !state.session.service.saving;
    if due { keep(state) } else { Vec::new() }
}

/// What only calculates or only asks for policies is kept nowhere.
fn keep(state: &mut State) -> Vec<Job> {
    state.filling.changed_at = None;
    let filled = &state.session.draft.service.filled;
    let questions = state.content.policy_questions().is_some_and(|questions| questions.id == filled.form);
    let form = state.content.form(&filled.form);
    if questions || is_empty(filled) || form.is_none_or(|form| form.calculation.is_some()) {
        return Vec::new();
    }
    state.filling.kept = true;
    vec![Job::SaveFilled { filled: Box::new(filled.clone()) }]
}

/// Over the first page everything typed leaves the screen: the next who touches it may be somebody else. What can be proven
/// to be hers is put by, and offered when the same form is opened again.
pub fn put_by(state: &mut State) -> Vec<Job> {
    let filled = std::mem::take(&mut state.session.draft.service.filled);
    let content = state.content.clone();
    let form = content.form(&filled.form);
    let provable = form.is_some_and(|form| form.calculation.is_none() && !filled.numbers(form).is_empty());
    let was_kept = state.filling.kept;
    let left = state.session.service.left.take();
    state.filling = Filling { asked: state.filling.asked, ..Filling::default() };
    state.session.service = ServiceFacts::default();
    if provable {
        state.filling.kept = true;
        state.session.service.left = Some(Box::new(filled.clone()));
        return vec![Job::SaveFilled { filled: Box::new(filled) }];
    }
    state.session.service.left = left;
    state.filling.kept = state.session.service.left.is_some();
    if was_kept && !state.filling.kept { vec![Job::DropFilled] } else { Vec::new() }
}

/// The person leaves: what she was filling in is forgotten on the disk, too.
pub fn left(state: &mut State) -> Vec<Job> {
    let kept = state.filling.kept || state.session.service.left.is_some();
    state.filling = Filling { asked: state.filling.asked, ..Filling::default() };
    if kept { vec![Job::DropFilled] } else { Vec::new() }
}

/// Whether a form is open that a card can fill in.
#[must_use]
pub fn wants_card(state: &State) -> bool {
    let filled = &state.session.draft.service.filled;
    *state.session.screen() == Screen::Service(ServiceScreen::Fill)
        && state.content.form(&filled.form).is_some_and(|form| form.fields().any(|f| f.kind == FieldKind::IdNumber))
}

/// Takes name and number of a card into the form. One that has another number already is left alone: two people are never
/// mixed.
pub fn take_card(state: &mut State, person: &CardPerson) -> CardTaken {
    let content = state.content.clone();
    let filled = &mut state.session.draft.service.filled;
    let Some(form) = content.form(&filled.form) else { return CardTaken::OtherNumber };
    let field = |prefill| form.fields().find(|field| field.prefill == Some(prefill)).map(|field| field.id.clone());
    let Some(number) = field(Prefill::IdNumber) else { return CardTaken::OtherNumber };
    let typed = filled.answers.get(&number).map(|given| given.text().trim().to_owned()).unwrap_or_default();
    if !typed.is_empty() && typed != *person.id_number {
        return CardTaken::OtherNumber;
    }
    filled.answers.insert(number, Given::One(person.id_number.to_string()));
    if let Some(name) = field(Prefill::Name) {
        filled.answers.insert(name, Given::One(person.name.to_string()));
    }
    CardTaken::Filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Input, Now, update};
    use crate::domain::content::read;
    use crate::domain::service::Content;
    use crate::domain::service::fill::Answers;
    use crate::domain::{EntryId, ReceiptNo, SeqNo, StationId};
    use crate::i18n::Language;
    use std::sync::Arc;

    const FORMS: &str = r#"{"forms": [
        {"id": "tip", "version": 1, "title": "线索", "steps": [{"title": "一", "fields": [
            {"id": "what", "kind": "line", "label": "什么事", "required": true},
            {"id": "phone", "kind": "phone", "label": "电话", "prefill": "phone"}]}]},
        {"id": "claim", "version": 1, "title": "申领", "steps": [{"title": "一", "fields": [
            {"id": "tel", "kind": "phone", "label": "电话", "prefill": "phone"}]}]}]}"#;

    fn at(secs: u64) -> Now {
        Now { steady_millis: secs * 1_000 }
    }

    fn begun() -> State {
        let mut content = Content::default();
        content.take(read("forms", FORMS).unwrap().unwrap());
        let mut state = State::new(Language::Chinese);
        let jobs = update(&mut state, Input::Command(Command::Begin), at(1));
        assert!(jobs.contains(&Job::FindFilled), "{jobs:?}");
        update(&mut state, Input::Event(Event::Content(Arc::new(content))), at(1));
        state
    }

    fn touch(state: &mut State, command: ServiceCommand) -> Vec<Job> {
        update(state, Input::Command(Command::Service(command)), at(2))
    }

    fn fill_in(state: &mut State, form: &str) {
        touch(state, ServiceCommand::Fill { form: form.into(), about: None, preset: Vec::new() });
    }

    fn answer(state: &mut State, field: &str, text: &str) {
        state.session.draft.service.filled.answers.insert(field.into(), Given::One(text.into()));
    }

    fn sent() -> Event {
        let receipt = ReceiptNo::of(StationId(1), SeqNo(1));
        Event::Submitted(Registered { receipt, entry: EntryId::new(1, [1; 10]), already: false, seal: String::new() })
    }

    #[test]
    fn a_form_is_sent_once_and_its_receipt_takes_its_place() {
        let mut state = begun();
        fill_in(&mut state, "tip");
        answer(&mut state, "what", "测试");
        let jobs = touch(&mut state, ServiceCommand::Submit);
        assert!(matches!(jobs.as_slice(), [Job::Submit { seats: None, .. }]), "{jobs:?}");
        assert!(touch(&mut state, ServiceCommand::Submit).is_empty(), "a second touch sends nothing");
        update(&mut state, Input::Event(sent()), at(3));
        assert_eq!(*state.session.screen(), Screen::Service(ServiceScreen::Done));
        update(&mut state, Input::Command(Command::Back), at(4));
        assert_ne!(
            *state.session.screen(),
            Screen::Service(ServiceScreen::Fill),
            "what was sent is not there to be sent again"
        );
    }

    #[test]
    fn what_is_typed_is_kept_while_she_is_here_and_forgotten_when_she_leaves() {
        let mut state = begun();
        fill_in(&mut state, "tip");
        answer(&mut state, "what", "测试");
        assert!(update(&mut state, Input::Tick, at(10)).iter().all(|job| !matches!(job, Job::SaveFilled { .. })));
        let kept = update(&mut state, Input::Tick, at(12));
        assert!(kept.iter().any(|job| matches!(job, Job::SaveFilled { .. })), "{kept:?}");
        let jobs = update(&mut state, Input::Command(Command::Leave), at(14));
        assert!(jobs.contains(&Job::DropFilled), "{jobs:?}");
        assert!(state.session.draft.service.filled.answers.is_empty());
    }

    #[test]
    fn over_the_first_page_only_what_can_be_proven_to_be_hers_is_put_by() {
        let mut state = begun();
        fill_in(&mut state, "tip");
        answer(&mut state, "what", "测试");
        update(&mut state, Input::Command(Command::Home), at(3));
        fill_in(&mut state, "tip");
        assert_eq!(*state.session.screen(), Screen::Service(ServiceScreen::Fill));
        assert!(state.session.draft.service.filled.answers.is_empty(), "what anybody could read is gone");
        answer(&mut state, "phone", "13800001234");
        let jobs = update(&mut state, Input::Command(Command::Home), at(4));
        assert!(jobs.iter().any(|job| matches!(job, Job::SaveFilled { .. })), "{jobs:?}");
        assert!(state.session.draft.service.filled.answers.is_empty());
        fill_in(&mut state, "tip");
        assert_eq!(*state.session.screen(), Screen::Service(ServiceScreen::Recover));
        touch(&mut state, ServiceCommand::Recover(true));
        assert_eq!(state.session.draft.service.filled.answers["phone"], Given::One("13800001234".into()));
        let jobs = update(&mut state, Input::Command(Command::Leave), at(5));
        assert!(jobs.contains(&Job::DropFilled), "{jobs:?}");
    }

    #[test]
    fn nothing_is_typed_twice_in_one_visit_and_nothing_is_known_in_the_next() {
        let mut state = begun();
        fill_in(&mut state, "tip");
        answer(&mut state, "phone", "13800000000");
        touch(&mut state, ServiceCommand::Submit);
        update(&mut state, Input::Event(sent()), at(3));
        fill_in(&mut state, "claim");
        assert_eq!(state.session.draft.service.filled.answers["tel"], Given::One("13800000000".into()));
        update(&mut state, Input::Command(Command::Leave), at(4));
        update(&mut state, Input::Command(Command::Begin), at(5));
        fill_in(&mut state, "claim");
        assert!(state.session.draft.service.filled.answers.is_empty());
    }

    #[test]
    fn what_was_left_when_the_machine_stopped_is_offered_to_who_comes_first() {
        let mut state = begun();
        let answers = Answers::from([("what".to_owned(), Given::One("测试".into()))]);
        let left = Filled { form: "tip".into(), version: 1, answers, ..Filled::default() };
        update(&mut state, Input::Event(Event::FilledFound(Some(Box::new(left)))), at(2));
        assert_eq!(*state.session.screen(), Screen::Service(ServiceScreen::Recover));
        touch(&mut state, ServiceCommand::Recover(true));
        assert_eq!(*state.session.screen(), Screen::Service(ServiceScreen::Fill));
        assert_eq!(state.session.draft.service.filled.answers["what"], Given::One("测试".into()));
    }
}
