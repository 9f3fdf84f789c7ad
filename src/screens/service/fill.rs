//! Any form, a page at a time: what is asked is data, how it is asked is the same everywhere. What is typed is checked as it is
//! typed; what is missing is said when she goes on.

use super::fields::{fault_words, field_ui};
use super::parts::{marked_ui, source_ui};
use super::{ServiceCommand, ServiceDraft, take};
use crate::domain::card::{CardTaken, Reader};
use crate::domain::content::{FieldKind, FormDef};
use crate::domain::service::calculate::calculate;
use crate::domain::service::fill::{faults_of_step, is_asked};
use crate::domain::{Fault, FaultKind};
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, remark, section};
use crate::widgets::steps::{StepState, steps};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{icons, notice};
use eframe::egui::Ui;

/// Shows the page that is open.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(form) = facts.content.form(&draft.filled.form) else {
        notice::notice(ui, icons::CALENDAR_BLANK, words.door_empty(), words.door_empty_below());
        return None;
    };
    draft.filled.step = draft.filled.step.min(form.steps.len().saturating_sub(1));
    let faults = faults(facts, form, draft);
    // While something is typed the keyboard needs the room.
    let typing = draft.typing.is_open();
    let foot = if typing { 0.0 } else { theme.target.primary };
    let draft = std::cell::RefCell::new(draft);
    super::with_foot(
        ui,
        foot,
        |ui| {
            let mut draft = draft.borrow_mut();
            if !typing {
                heading(ui, words.of_pack(&form.title), "");
            }
            steps_ui(ui, facts, form, &mut draft);
            let step = draft.filled.step;
            let id = format!("{} {step}", form.id);
            fling(ui, &id, words.more_below(), |ui| page_ui(ui, facts, form, &mut draft, &faults));
            None
        },
        |ui| if typing { None } else { foot_ui(ui, facts, form, &mut draft.borrow_mut(), &faults) },
    )
}

/// What is wrong on the open page: missing answers only once she wanted to go on.
fn faults(facts: &Facts<'_>, form: &FormDef, draft: &ServiceDraft) -> Vec<Fault> {
    let mut faults = faults_of_step(form, draft.filled.step, &draft.filled.answers, facts.today);
    faults.extend(facts.service.faults.iter().cloned());
    faults
}

/// Something was given and cannot be right, as opposed to something that is only missing or half typed.
const fn is_wrong(kind: FaultKind) -> bool {
    !matches!(
        kind,
        FaultKind::Missing | FaultKind::NoConsent | FaultKind::IdLength | FaultKind::Phone | FaultKind::NotWriting
    )
}

fn steps_ui(ui: &mut Ui, facts: &Facts<'_>, form: &FormDef, draft: &mut ServiceDraft) {
    if form.steps.len() < 2 {
        return;
    }
    let here = draft.filled.step;
    let state = |place: usize| {
        let faulty = !faults_of_step(form, place, &draft.filled.answers, facts.today).is_empty();
        match (faulty, place < here) {
            (true, true) => StepState::Faulty,
            (false, true) => StepState::Done,
            _ => StepState::Open,
        }
    };
    let titles = form.steps.iter().enumerate();
    let pages: Vec<(&str, StepState)> =
        titles.map(|(place, step)| (facts.words.of_pack(&step.title), state(place))).collect();
    if let Some(place) = steps(ui, &pages, here) {
        turn(ui, draft, place);
    }
}

fn turn(ui: &Ui, draft: &mut ServiceDraft, step: usize) {
    draft.typing.close(ui.ctx());
    draft.filled.step = step;
    draft.tried = false;
}

fn page_ui(ui: &mut Ui, facts: &Facts<'_>, form: &FormDef, draft: &mut ServiceDraft, faults: &[Fault]) {
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = theme.space.s;
    ui.add_space(theme.space.xs);
    if draft.filled.step == 0 {
        before_ui(ui, facts, form, draft);
    }
    let Some(step) = form.steps.get(draft.filled.step) else { return };
    if step.fields.iter().any(|field| field.kind == FieldKind::IdNumber) {
        card_ui(ui, facts);
    }
    for field in &step.fields {
        if !is_asked(form, field, &draft.filled.answers) {
            continue;
        }
        let fault = faults.iter().find(|fault| fault.field == field.id);
        let fault = fault_words(facts, draft, field, fault, is_wrong);
        field_ui(ui, facts, draft, field, fault.as_deref());
    }
    result_ui(ui, facts, form, draft);
    if let Some(trouble) = facts.service.trouble {
        remark(ui, icons::WARNING, words.store_trouble(trouble));
    }
    if facts.service.full {
        remark(ui, icons::WARNING, words.fill_full());
    }
    if let Some(source) = &form.source {
        source_ui(ui, facts, source);
    }
    ui.add_space(theme.space.l);
}

/// What is said before the first question: what it is about, and quicker ways.
fn before_ui(ui: &mut Ui, facts: &Facts<'_>, form: &FormDef, draft: &ServiceDraft) {
    let words = facts.words;
    if let Some(about) = &draft.filled.about {
        let item = facts.content.item(about.shelf, &about.item);
        let title = item.map_or(about.title.as_str(), |item| words.of_pack(&item.title));
        let slot = about.slot.as_ref().map(|slot| words.slot(slot, facts.today));
        let said = slot.map_or_else(|| title.to_owned(), |slot| words.joined(&[title, &slot]));
        remark(ui, icons::CALENDAR_CHECK, &words.fill_about(&said));
    }
    for line in &form.intro {
        say(ui, Rank::Body, words.of_pack(line));
    }
    if form.first.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        section(ui, icons::LIGHTNING, words.fill_first());
        for first in &form.first {
            say(ui, Rank::Body, words.of_pack(&first.says));
            if !first.phone.is_empty() {
                say_in(ui, Rank::Heading, theme.colour.accent, words.fill_call(&first.phone));
            }
            if !first.code.is_empty() {
                take::code_ui(ui, &first.code, words.fill_code());
            }
        }
    });
}

/// What the reader of identity cards wants or has done, where there is one.
fn card_ui(ui: &mut Ui, facts: &Facts<'_>) {
    let c = Theme::of(ui).colour;
    let words = facts.words;
    match (&facts.devices.card, facts.devices.reader) {
        (Some(note), _) => {
            let colour = if note.taken == CardTaken::Filled { c.accent } else { c.bad };
            marked_ui(ui, icons::IDENTIFICATION_CARD, colour, words.card_taken(note.taken));
        }
        (None, Reader::None) => {}
        (None, Reader::Ready) => marked_ui(ui, icons::IDENTIFICATION_CARD, c.accent, words.fill_card()),
        (None, reader) => marked_ui(ui, icons::IDENTIFICATION_CARD, c.ink_soft, words.card_reader(reader)),
    }
}

/// What a calculator says, as soon as it can.
fn result_ui(ui: &mut Ui, facts: &Facts<'_>, form: &FormDef, draft: &ServiceDraft) {
    let words = facts.words;
    let Some(calculation) = &form.calculation else { return };
    let Some(calculated) = calculate(calculation, &draft.filled.answers) else { return };
    let theme = Theme::of(ui);
    let (figure, rest) = words.calculated(calculated);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::CALCULATOR, words.fill_result());
        say_in(ui, Rank::Display, theme.colour.accent, figure);
        for line in rest {
            say(ui, Rank::Body, line);
        }
        for line in &form.after {
            murmur(ui, Rank::Body, words.of_pack(line));
        }
    });
}

fn foot_ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    form: &FormDef,
    draft: &mut ServiceDraft,
    faults: &[Fault],
) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let step = draft.filled.step;
    let last = step + 1 >= form.steps.len();
    let gap = theme.target.gap;
    let mut command = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let width = ui.available_width();
        let side = if step > 0 { (width * 0.36).min(mm(120.0)) } else { 0.0 };
        if step > 0 && ui.add(Button::secondary(words.form_before()).icon(icons::CARET_LEFT).width(side)).clicked() {
            turn(ui, draft, step - 1);
        }
        let rest = width - side - if step > 0 { gap } else { 0.0 };
        if !last {
            let next = Button::primary(words.next()).trailing(icons::CARET_RIGHT).width(rest);
            if ui.add(next).clicked() {
                go_on(ui, draft, faults);
            }
        } else if form.calculation.is_none() {
            let finds = facts.content.policy_questions().is_some_and(|questions| questions.id == form.id);
            let (says, icon) =
                if finds { (words.fill_see(), icons::SPARKLE) } else { (words.fill_submit(), icons::PAPER_PLANE_TILT) };
            let button = Button::primary(says).icon(icon).width(rest).enabled(!facts.service.saving);
            if ui.add(button).clicked() {
                command = finish(ui, facts, form, draft, finds);
            }
        }
    });
    command
}

/// To the next page, where nothing on this one is wrong.
fn go_on(ui: &Ui, draft: &mut ServiceDraft, faults: &[Fault]) {
    if faults.is_empty() {
        let next = draft.filled.step + 1;
        turn(ui, draft, next);
    } else {
        draft.tried = true;
    }
}

/// Sends the form, or turns to the first page on which something is wrong.
fn finish(ui: &Ui, facts: &Facts<'_>, form: &FormDef, draft: &mut ServiceDraft, finds: bool) -> Option<Command> {
    let wrong = |step: &usize| !faults_of_step(form, *step, &draft.filled.answers, facts.today).is_empty();
    if let Some(step) = (0..form.steps.len()).find(wrong) {
        turn(ui, draft, step);
        draft.tried = true;
        return None;
    }
    Some(Command::Service(if finds { ServiceCommand::Find } else { ServiceCommand::Submit }))
}
