//! A day by touches: decade, year, month, day.

use super::staff::parts::chips_ui;
use crate::i18n::Words;
use crate::input::{Choices, DateSteps};
use eframe::egui::Ui;
use jiff::civil::Date;

/// What has been chosen so far, in words; empty before the year.
pub fn so_far(words: Words, steps: &DateSteps) -> String {
    match steps.chosen() {
        (Some(year), Some(month)) => words.when_so_far(year.into(), month.into()),
        (Some(year), None) => words.when_year(year.into()),
        _ => String::new(),
    }
}

/// What a touch led to.
#[derive(Clone, Copy)]
pub enum Step {
    Further,
    Day(Date),
}

impl Step {
    /// The day, once the last step is taken.
    #[must_use]
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::Further => None,
            Self::Day(day) => Some(day),
        }
    }
}

/// Shows what can be chosen next; `None` where nothing was touched.
pub fn choices_ui(ui: &mut Ui, words: Words, steps: &mut DateSteps) -> Option<Step> {
    let said: Vec<String> = match steps.choices() {
        Choices::Decades(decades) => decades.into_iter().map(|decade| words.when_decade(decade.into())).collect(),
        Choices::Years(years) => years.into_iter().map(|year| words.when_year(year.into())).collect(),
        Choices::Months(months) => months.into_iter().map(|month| words.when_month_of_year(month.into())).collect(),
        Choices::Days(days) => days.into_iter().map(|day| words.when_day(day.into())).collect(),
    };
    let chips: Vec<_> = said.iter().map(|said| (said.as_str(), false)).collect();
    chips_ui(ui, &chips).map(|place| steps.choose(place).map_or(Step::Further, Step::Day))
}
