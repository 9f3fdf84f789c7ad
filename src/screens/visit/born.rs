//! A birthday by touches: decade, year, month, day.

use super::VisitDraft;
use crate::domain::id_number::FIRST_BIRTH;
use crate::input::DateSteps;
use crate::screens::Facts;
use crate::screens::dates;
use crate::screens::staff::parts::question;
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::text::{Rank, murmur, say};
use eframe::egui::Ui;
use jiff::ToSpan as _;

/// Nobody who comes alone is older.
const OLDEST_YEARS: i32 = 100;

/// Shows what has been chosen, and what is to be chosen next.
pub fn born_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut VisitDraft) {
    let words = facts.words;
    question(ui, words.born());
    if let Some(born) = draft.born {
        let date = words.date_with_year(i64::from(born.year()), i64::from(born.month()), i64::from(born.day()));
        say(ui, Rank::Lead, words.born_chosen(&date));
        if ui.add(Button::quiet(words.born_again()).icon(icons::PENCIL_SIMPLE)).clicked() {
            draft.born = None;
            draft.steps = None;
        }
        return;
    }
    let first = facts.today.saturating_sub(OLDEST_YEARS.years()).max(FIRST_BIRTH);
    let mut steps = draft.steps.unwrap_or_else(|| DateSteps::between(first, facts.today));
    let so_far = dates::so_far(words, &steps);
    if !so_far.is_empty() {
        murmur(ui, Rank::Body, so_far);
    }
    if let Some(step) = dates::choices_ui(ui, words, &mut steps) {
        draft.born = step.day();
        draft.steps = draft.born.is_none().then_some(steps);
    }
    if draft.steps.is_some() && ui.add(Button::quiet(words.born_again()).icon(icons::PENCIL_SIMPLE)).clicked() {
        draft.steps = None;
    }
}
