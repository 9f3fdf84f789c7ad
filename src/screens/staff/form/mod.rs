//! A registration in five calm pages: who, how to reach, what work, on which conditions, consent. Each can be gone to at
//! any time; what is typed is checked as it is typed, and what is missing is said only when it is time to save.

mod conditions;
mod consent;
mod contact;
mod who;
mod work;

use super::{StaffCommand, StaffDraft};
use crate::domain::registration::check;
use crate::domain::{Fault, FaultKind};
use crate::i18n::Words;
use crate::screens::Facts;
use crate::screens::typing::Way;
use crate::widgets::button::Button;
use crate::widgets::field::Field;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::steps::{StepState, steps};
use crate::widgets::text::{Rank, galley, paint_in};
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Id, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// A page of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Step {
    #[default]
    Who,
    Contact,
    Work,
    Conditions,
    Consent,
}

impl Step {
    pub const ALL: [Self; 5] = [Self::Who, Self::Contact, Self::Work, Self::Conditions, Self::Consent];

    fn words(self, words: Words) -> &'static str {
        match self {
            Self::Who => words.step_who(),
            Self::Contact => words.step_contact(),
            Self::Work => words.step_work(),
            Self::Conditions => words.step_conditions(),
            Self::Consent => words.step_consent(),
        }
    }

    /// The page a field stands on.
    fn of(field: &str) -> Self {
        match field.split(['.', '[']).next().unwrap_or_default() {
            "name" | "id_type" | "id_number" | "no_id_reason" | "education" => Self::Who,
            "phone" | "contact_by_station" | "residence" => Self::Contact,
            "wanted_jobs" | "work_forms" | "wage_expected" => Self::Work,
            "consents" => Self::Consent,
            _ => Self::Conditions,
        }
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).unwrap_or_default()
    }

    fn next(self) -> Option<Self> {
        Self::ALL.get(self.place() + 1).copied()
    }

    fn before(self) -> Option<Self> {
        Self::ALL.get(self.place().checked_sub(1)?).copied()
    }
}

/// The form as its pages see it: what may be edited, and what is wrong with it now.
struct Page<'a, 'f> {
    facts: &'a Facts<'f>,
    draft: &'a mut StaffDraft,
    faults: Vec<Fault>,
    /// What a touch on the page asks for.
    asked: Option<StaffCommand>,
}

impl Page<'_, '_> {
    fn words(&self) -> Words {
        self.facts.words
    }

    /// What is wrong with a field, in words. What is merely still empty is nobody's fault before the first attempt to
    /// save.
    fn fault(&self, field: &str) -> Option<String> {
        let fault = self.faults.iter().find(|fault| is_of(fault, field) && (self.draft.tried || is_wrong(fault)))?;
        Some(self.words().fault(fault))
    }

    /// A field with its label, typed by touch in a way and up to a number of characters.
    fn text_ui(
        &mut self,
        ui: &mut Ui,
        (way, limit): (Way, usize),
        label: &str,
        hint: &str,
        fault: Option<&str>,
        text: TextOf,
    ) {
        let id = Id::unique(("staff", label));
        let field = Field::new(id, label).hint(hint).fault(fault);
        let mut typed = std::mem::take(text(self.draft));
        self.draft.typing.field(ui, id, way, limit, field, &mut typed);
        *text(self.draft) = typed;
    }
}

/// Where a field's text lies in the draft.
type TextOf = fn(&mut StaffDraft) -> &mut String;

fn is_of(fault: &Fault, field: &str) -> bool {
    let rest = fault.field.strip_prefix(field);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Something was given and cannot be right, as opposed to something that has not been given yet.
fn is_wrong(fault: &Fault) -> bool {
    !matches!(fault.kind, FaultKind::Missing | FaultKind::NoConsent | FaultKind::IdLength | FaultKind::Phone)
}

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<StaffCommand> {
    let theme = Theme::of(ui);
    if let Some(mut picker) = draft.picker.take() {
        ui.add_space(theme.space.s);
        if !picker.show(ui, facts.words, facts.content.ground(), &mut draft.form.residence) {
            draft.picker = Some(picker);
        }
        return None;
    }
    let faults = faults_of(facts, draft);
    ui.add_space(theme.space.xs);
    steps_ui(ui, facts, draft, &faults);
    let step = draft.step;
    let mut page = Page { facts, draft, faults, asked: None };
    fling(ui, step.words(facts.words), facts.words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        match step {
            Step::Who => who::show(ui, &mut page),
            Step::Contact => contact::show(ui, &mut page),
            Step::Work => work::show(ui, &mut page),
            Step::Conditions => conditions::show(ui, &mut page),
            Step::Consent => consent::show(ui, &mut page),
        }
        ui.add_space(theme.space.l);
    });
    page.asked
}

/// What the rules say of the form as it stands; and what the store said, should it know better.
fn faults_of(facts: &Facts<'_>, draft: &StaffDraft) -> Vec<Fault> {
    let mut faults = check(&draft.form, facts.today).err().unwrap_or_default();
    faults.extend(facts.staff.faults.iter().filter(|fault| !faults.contains(fault)).cloned().collect::<Vec<_>>());
    faults
}

fn steps_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft, faults: &[Fault]) {
    let pages = Step::ALL.map(|step| {
        let mut mine = faults.iter().filter(|fault| Step::of(&fault.field) == step);
        let state = match mine.next() {
            Some(_) if draft.tried => StepState::Faulty,
            None if step.place() < draft.step.place() || draft.tried => StepState::Done,
            _ => StepState::Open,
        };
        (step.words(facts.words), state)
    });
    if let Some(step) = steps(ui, &pages, draft.step.place()).and_then(|place| Step::ALL.get(place).copied()) {
        turn(ui, draft, step);
    }
}

fn turn(ui: &Ui, draft: &mut StaffDraft, step: Step) {
    draft.typing.close(ui.ctx());
    draft.step = step;
}

/// The page above and its foot below; no foot while a keyboard needs the room.
pub fn split(ui: &Ui, draft: &StaffDraft) -> (Rect, Option<Rect>) {
    let whole = ui.available_rect_before_wrap();
    if draft.typing.is_open() || draft.picker.is_some() {
        return (whole, None);
    }
    let theme = Theme::of(ui);
    let (page, foot) = whole.split_top_bottom_at_y(whole.bottom() - theme.target.primary - 2.0 * theme.space.s);
    (page, Some(foot))
}

/// Back, on, and at the end: save. Shown after the page, because it is read after it.
pub fn foot_ui(ui: &mut Ui, foot: Rect, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<StaffCommand> {
    let theme = Theme::of(ui);
    let place = foot.shrink2(vec2(theme.space.l, theme.space.s));
    let shown = ui
        .scope_builder(UiBuilder::new().max_rect(place), |ui| ui.horizontal(|ui| foot_row_ui(ui, facts, draft)).inner);
    shown.inner
}

fn foot_row_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let width = ui.available_width();
    // Wide enough for four large characters and a pictogram on one line.
    let side = (width * if theme.elder { 0.35 } else { 0.32 }).min(mm(120.0));
    ui.spacing_mut().item_spacing.x = 0.0;
    let before = draft.step.before();
    let back = Button::secondary(words.form_before()).icon(icons::CARET_LEFT).width(side).enabled(before.is_some());
    if ui.add(back).clicked()
        && let Some(step) = before
    {
        turn(ui, draft, step);
    }
    let middle = vec2(width - 2.0 * side, theme.target.primary);
    let (rect, response) = ui.allocate_exact_size(middle, Sense::hover());
    if let Some(at) = facts.staff.draft_saved_at {
        let said = words.form_draft_saved(&words.ago(at, facts.now));
        let laid = galley(ui, &said, Rank::Small.font(&theme), theme.colour.ink_soft, rect.width() - theme.space.m, 2);
        paint_in(ui.painter(), rect, laid);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    }
    if let Some(step) = draft.step.next() {
        if ui.add(Button::primary(words.next()).trailing(icons::CARET_RIGHT).width(side)).clicked() {
            turn(ui, draft, step);
        }
        None
    } else {
        let save = Button::primary(words.form_save()).icon(icons::CHECK).width(side).enabled(!facts.staff.saving);
        if ui.add(save).clicked() { try_to_finish(ui, facts, draft) } else { None }
    }
}

/// Saves a form the rules find nothing wrong with, or turns to the first page where they do.
fn try_to_finish(ui: &Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<StaffCommand> {
    draft.tried = true;
    match check(&draft.form, facts.today) {
        Ok(_) => Some(StaffCommand::Finish),
        Err(faults) => {
            if let Some(fault) = faults.first() {
                turn(ui, draft, Step::of(&fault.field));
            }
            None
        }
    }
}
