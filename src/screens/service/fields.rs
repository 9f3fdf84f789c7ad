//! One question of a form, by its kind: a field with the pad that suits it, chips, a day in touches, a switch.

use super::ServiceDraft;
use crate::domain::content::{Field as Asked, FieldKind};
use crate::domain::credit_code::CreditCode;
use crate::domain::service::fill::month;
use crate::domain::{Fault, FaultKind, Given, text};
use crate::input::{Context, DateSteps, PadKind};
use crate::screens::Facts;
use crate::screens::dates;
use crate::screens::staff::parts::{chips_ui, fault_ui, question};
use crate::screens::typing::Way;
use crate::widgets::chip::Chip;
use crate::widgets::field::Field;
use crate::widgets::switch::switch;
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::Theme;
use eframe::egui::{Id, Ui};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Years that a day or a month may lie back: a whole life; and ahead.
const BACK_YEARS: i32 = 90;
const AHEAD_YEARS: i32 = 2;
/// Characters from which on a credit code is looked at while it is typed: the numbers before 2015 had fifteen.
const CODE_TYPED: usize = 15;

/// Shows a question, and takes its answer into the draft.
pub fn field_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft, asked: &Asked, fault: Option<&str>) {
    let words = facts.words;
    let label = words.of_pack(&asked.label);
    let hint = words.of_pack(&asked.hint);
    match asked.kind {
        FieldKind::Consent => {
            let mut given = draft.filled.answers.get(&asked.id).is_some_and(|given| given.has("yes"));
            if switch(ui, &mut given, label, hint).changed() {
                set(draft, asked, if given { "yes" } else { "" });
            }
            fault_ui(ui, fault);
        }
        FieldKind::YesNo => {
            ask(ui, facts, asked, label, hint);
            let codes = ["yes", "no"];
            let said = [words.answer_yes(), words.answer_no()];
            let chosen = |code: &str| draft.filled.answers.get(&asked.id).is_some_and(|given| given.has(code));
            let chips = [(said[0], chosen(codes[0])), (said[1], chosen(codes[1]))];
            if let Some(code) = chips_ui(ui, &chips).and_then(|place| codes.get(place)) {
                set(draft, asked, code);
            }
            fault_ui(ui, fault);
        }
        FieldKind::Choice | FieldKind::Many => {
            ask(ui, facts, asked, label, hint);
            choices_ui(ui, facts, draft, asked);
            fault_ui(ui, fault);
        }
        FieldKind::Day | FieldKind::Month => {
            ask(ui, facts, asked, label, hint);
            day_ui(ui, facts, draft, asked);
            fault_ui(ui, fault);
        }
        _ => text_ui(ui, facts, draft, asked, (label, hint, fault)),
    }
}

/// What is said about an answer, where something is wrong with it: while she types nothing that will come right by itself.
pub fn fault_words(
    facts: &Facts<'_>,
    draft: &ServiceDraft,
    asked: &Asked,
    fault: Option<&Fault>,
    is_wrong: impl Fn(FaultKind) -> bool,
) -> Option<String> {
    let fault = fault.filter(|fault| draft.tried || is_wrong(fault.kind))?;
    let typed = draft.filled.answers.get(&asked.id).map(Given::text).unwrap_or_default();
    if asked.kind == FieldKind::CreditCode && fault.kind != FaultKind::Missing {
        let is_long = draft.tried || typed.chars().filter(|c| !c.is_whitespace()).count() >= CODE_TYPED;
        return CreditCode::parse(typed).err().filter(|_| is_long).map(|no| facts.words.no_code(no));
    }
    Some(facts.words.answer_fault(fault.kind, facts.words.of_pack(&asked.label)))
}

/// The question, whether it may be left empty, and its hint.
fn ask(ui: &mut Ui, facts: &Facts<'_>, asked: &Asked, label: &str, hint: &str) {
    question(ui, label);
    let optional = if asked.required || !hint.is_empty() { "" } else { facts.words.fill_optional() };
    let below = if hint.is_empty() { optional } else { hint };
    if !below.is_empty() {
        murmur(ui, Rank::Small, below);
    }
}

fn set(draft: &mut ServiceDraft, asked: &Asked, code: &str) {
    draft.filled.answers.insert(asked.id.clone(), Given::One(code.to_owned()));
}

/// How a text is typed, and how long it may be.
fn way(asked: &Asked) -> (Way, usize, usize) {
    match asked.kind {
        FieldKind::Name => (Way::Words(Context::Name), text::MAX_NAME, 1),
        FieldKind::IdNumber => (Way::Pad(PadKind::Id), 24, 1),
        FieldKind::CreditCode => (Way::Pad(PadKind::CreditCode), PadKind::CreditCode.limit(), 1),
        FieldKind::Phone => (Way::Pad(PadKind::Phone), 20, 1),
        FieldKind::Number | FieldKind::Money => (Way::Pad(PadKind::Number), 9, 1),
        FieldKind::Long => (Way::Words(Context::Free), text::MAX_NOTE, 4),
        _ => (Way::Words(Context::Free), text::MAX_LINE, 1),
    }
}

fn text_ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    draft: &mut ServiceDraft,
    asked: &Asked,
    (label, hint, fault): (&str, &str, Option<&str>),
) {
    let theme = Theme::of(ui);
    let (way, limit, rows) = way(asked);
    ui.add_space(theme.space.s);
    let id = Id::unique(("form", asked.id.as_str()));
    let optional = if asked.required { "" } else { facts.words.fill_optional() };
    let inside = if hint.is_empty() { optional } else { hint };
    let field = Field::new(id, label).hint(inside).fault(fault).rows(rows);
    let given = draft.filled.answers.entry(asked.id.clone()).or_insert_with(|| Given::One(String::new()));
    if let Given::One(typed) = given {
        draft.typing.field(ui, id, way, limit, field, typed);
    }
}

fn choices_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft, asked: &Asked) {
    let given = draft.filled.answers.get(&asked.id);
    let options: Vec<_> = asked.options_on(facts.today).collect();
    let chips: Vec<(&str, bool)> = options
        .iter()
        .map(|choice| (facts.words.of_pack(&choice.label), given.is_some_and(|given| given.has(&choice.code))))
        .collect();
    let Some(code) = chips_ui(ui, &chips).and_then(|place| options.get(place)).map(|choice| &choice.code) else {
        return;
    };
    if asked.kind == FieldKind::Choice {
        return set(draft, asked, code);
    }
    let given = draft.filled.answers.entry(asked.id.clone()).or_insert_with(|| Given::Many(Vec::new()));
    if let Given::Many(codes) = given {
        if codes.contains(code) {
            codes.retain(|known| known != code);
        } else {
            codes.push(code.clone());
        }
    }
}

/// A day or a month by decade, year, month and day; once chosen, a chip that can be touched to choose again.
fn day_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut ServiceDraft, asked: &Asked) {
    let words = facts.words;
    let given = draft.filled.answers.get(&asked.id).map(|given| given.text().to_owned()).unwrap_or_default();
    if !given.is_empty() {
        let said = match (asked.kind, given.parse::<Date>(), month(&given)) {
            (FieldKind::Day, Ok(day), _) => words.whole_date(day),
            (_, _, Some(month)) => words.when_so_far(month.year().into(), month.month().into()),
            _ => given,
        };
        if ui.add(Chip::removable(&said, words.fill_change())).clicked() {
            draft.filled.answers.remove(&asked.id);
        }
        return;
    }
    let from = facts.today.saturating_sub(BACK_YEARS.years());
    let to = facts.today.saturating_add(AHEAD_YEARS.years());
    let mut steps = draft.days.get(&asked.id).copied().unwrap_or_else(|| DateSteps::between(from, to));
    let so_far = dates::so_far(words, &steps);
    if !so_far.is_empty() {
        murmur(ui, Rank::Small, words.fill_day_so_far(&so_far));
    }
    let Some(step) = dates::choices_ui(ui, words, &mut steps) else { return };
    let chosen = match (asked.kind, step.day(), steps.chosen()) {
        (_, Some(day), _) => Some(if asked.kind == FieldKind::Month { month_of(day) } else { day.to_string() }),
        (FieldKind::Month, None, (Some(year), Some(month))) => Some(format!("{year:04}-{month:02}")),
        _ => None,
    };
    match chosen {
        Some(chosen) => {
            draft.days.remove(&asked.id);
            set(draft, asked, &chosen);
        }
        None => {
            draft.days.insert(asked.id.clone(), steps);
        }
    }
}

fn month_of(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}
