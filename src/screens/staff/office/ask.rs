//! A form of the desk itself, a page at a time: an employer, a posting, a visit, a promise. What is asked is data, as in the
//! forms of the packs; what happens with the answers, the command says.

use super::OfficeCommand;
use crate::domain::content::FormDef;
use crate::domain::service::fill::{Answers, Filled, check, faults_of_step, is_asked};
use crate::domain::{EntryId, Fault, FaultKind, FirmDeed, firms};
use crate::screens::Facts;
use crate::screens::service::ServiceDraft;
use crate::screens::service::fields::{fault_words, field_ui};
use crate::screens::staff::StaffDraft;
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::heading;
use crate::widgets::steps::{StepState, steps};
use crate::widgets::text::{Rank, say_in};
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// What the answers are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    #[default]
    Firm,
    /// A posting of this employer; the number of the one it corrects.
    Offer {
        firm: i64,
        corrects: Option<i64>,
    },
    Note {
        firm: i64,
        deed: FirmDeed,
    },
    CloseNote(EntryId),
    /// Something that is promised to the person whose page is open.
    Promise,
    /// A word for the next shift.
    Closing,
}

impl Purpose {
    /// The name of its form.
    const fn form(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Offer { .. } => "offer",
            Self::Note { deed: FirmDeed::Need, .. } => "need",
            Self::Note { deed: FirmDeed::Complaint, .. } => "complaint",
            Self::Note { .. } => "visit",
            Self::CloseNote(_) => "closed",
            Self::Promise => "promise",
            Self::Closing => "closing",
        }
    }
}

/// A form of the desk on its way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asking {
    pub purpose: Purpose,
    pub form: ServiceDraft,
    /// What is known of the posting that is registered once its employer is.
    pub then_offer: Option<Answers>,
}

impl Asking {
    /// An empty form; `known` need not be answered again.
    #[must_use]
    pub fn of(purpose: Purpose, known: Answers) -> Self {
        let form = ServiceDraft { filled: firms::begun(purpose.form(), known), ..ServiceDraft::default() };
        Self { purpose, form, then_offer: None }
    }
}

/// Shows the page that is open.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<OfficeCommand> {
    let purpose = draft.office.asking.purpose;
    let form = firms::form(purpose.form())?;
    // The keyboard below the page is the desk's; the form's questions type with it.
    std::mem::swap(&mut draft.typing, &mut draft.office.asking.form.typing);
    let asked = form_ui(ui, facts, &mut draft.office.asking, form);
    std::mem::swap(&mut draft.typing, &mut draft.office.asking.form.typing);
    asked
}

fn form_ui(ui: &mut Ui, facts: &Facts<'_>, asking: &mut Asking, form: &FormDef) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let purpose = asking.purpose;
    let draft = &mut asking.form;
    draft.filled.step = draft.filled.step.min(form.steps.len().saturating_sub(1));
    if !draft.typing.is_open() {
        heading(ui, words.of_pack(&form.title), "");
    }
    super::refused_ui(ui, facts);
    steps_ui(ui, facts, form, draft);
    let step = draft.filled.step;
    let last = step + 1 >= form.steps.len();
    let mut asked = None;
    let mut faults = faults_of_step(form, step, &draft.filled.answers, facts.today);
    faults.extend(facts.staff.office.firms.faults.iter().cloned());
    fling(ui, &format!("ask {} {step}", form.id), words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        questions_ui(ui, facts, form, draft, &faults);
        ui.add_space(theme.space.m);
        let says = if last { end_words(facts, purpose) } else { words.next() };
        let button = Button::primary(says).wide();
        let button = if last { button.icon(icons::CHECK) } else { button.trailing(icons::CARET_RIGHT) };
        if ui.add(button).clicked() {
            asked = go_on(ui, facts, draft, form);
        }
        ui.add_space(theme.space.l);
    });
    asked
}

fn end_words(facts: &Facts<'_>, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Offer { .. } => facts.words.firms_ask_review(),
        Purpose::Closing => facts.words.closing_do(),
        _ => facts.words.firms_save(),
    }
}

fn steps_ui(ui: &mut Ui, facts: &Facts<'_>, form: &FormDef, draft: &mut ServiceDraft) {
    if form.steps.len() < 2 {
        return;
    }
    let state = |place: usize| {
        let faulty = !faults_of_step(form, place, &draft.filled.answers, facts.today).is_empty();
        match (faulty, place < draft.filled.step) {
            (true, true) => StepState::Faulty,
            (false, true) => StepState::Done,
            _ => StepState::Open,
        }
    };
    let titles = form.steps.iter().enumerate();
    let pages: Vec<(&str, StepState)> =
        titles.map(|(place, step)| (facts.words.of_pack(&step.title), state(place))).collect();
    if let Some(place) = steps(ui, &pages, draft.filled.step) {
        turn(ui, draft, place);
    }
}

fn turn(ui: &Ui, draft: &mut ServiceDraft, step: usize) {
    draft.typing.close(ui.ctx());
    draft.filled.step = step;
    draft.tried = false;
}

fn questions_ui(ui: &mut Ui, facts: &Facts<'_>, form: &FormDef, draft: &mut ServiceDraft, faults: &[Fault]) {
    let Some(step) = form.steps.get(draft.filled.step) else { return };
    for field in &step.fields {
        if !is_asked(form, field, &draft.filled.answers) {
            continue;
        }
        let fault = faults.iter().find(|fault| fault.field == field.id);
        let said = fault_words(facts, draft, field, fault, |kind| kind != FaultKind::Missing);
        field_ui(ui, facts, draft, field, said.as_deref());
    }
    if draft.tried && !faults.is_empty() {
        let bad = Theme::of(ui).colour.bad;
        say_in(ui, Rank::Body, bad, facts.words.firms_missing());
    }
}

/// To the next page, or to the end; where something is wrong, to the first page with it.
fn go_on(ui: &Ui, facts: &Facts<'_>, draft: &mut ServiceDraft, form: &FormDef) -> Option<OfficeCommand> {
    let here = draft.filled.step;
    if !faults_of_step(form, here, &draft.filled.answers, facts.today).is_empty() {
        draft.tried = true;
        return None;
    }
    if here + 1 < form.steps.len() {
        turn(ui, draft, here + 1);
        return None;
    }
    match check(form, &draft.filled, facts.today) {
        Ok(_) => {
            draft.typing.close(ui.ctx());
            Some(OfficeCommand::Answered)
        }
        Err(faults) => {
            let wrong = |step: &usize| !faults_of_step(form, *step, &draft.filled.answers, facts.today).is_empty();
            if let (Some(step), false) = ((0..form.steps.len()).find(wrong), faults.is_empty()) {
                turn(ui, draft, step);
                draft.tried = true;
            }
            None
        }
    }
}

/// The answers of a form, without those to questions that are not asked.
#[must_use]
pub fn answers(filled: &Filled) -> Answers {
    let Some(form) = firms::form(&filled.form) else { return Answers::new() };
    let asked = form.fields().filter(|field| is_asked(form, field, &filled.answers));
    let given = asked.filter_map(|field| Some((field.id.clone(), filled.answers.get(&field.id)?.clone())));
    given.filter(|(_, given)| !given.is_empty()).collect()
}
