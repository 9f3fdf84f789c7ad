//! A birthday by touches: decade, year, month, day.

use super::VisitDraft;
use crate::domain::id_number::FIRST_BIRTH;
use crate::input::{Choices, DateSteps};
use crate::screens::Facts;
use crate::screens::staff::parts::{chips_ui, question};
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
    let said: Vec<String> = match steps.choices() {
        Choices::Decades(decades) => decades.into_iter().map(|decade| words.when_decade(decade.into())).collect(),
        Choices::Years(years) => years.into_iter().map(|year| words.when_year(year.into())).collect(),
        Choices::Months(months) => months.into_iter().map(|month| words.when_month_of_year(month.into())).collect(),
        Choices::Days(days) => days.into_iter().map(|day| words.when_day(day.into())).collect(),
    };
    let so_far = match steps.chosen() {
        (Some(year), Some(month)) => words.when_so_far(year.into(), month.into()),
        (Some(year), None) => words.when_year(year.into()),
        _ => String::new(),
    };
    if !so_far.is_empty() {
        murmur(ui, Rank::Body, so_far);
    }
    let chips: Vec<_> = said.iter().map(|said| (said.as_str(), false)).collect();
    if let Some(place) = chips_ui(ui, &chips) {
        draft.born = steps.choose(place);
        draft.steps = draft.born.is_none().then_some(steps);
    }
    if draft.steps.is_some() && ui.add(Button::quiet(words.born_again()).icon(icons::PENCIL_SIMPLE)).clicked() {
        draft.steps = None;
    }
}
