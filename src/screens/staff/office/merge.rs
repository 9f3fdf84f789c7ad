//! Two registrations side by side: what is the same, what differs, and the button that makes them one person's.

use super::{OfficeCommand, Shown};
use crate::domain::seeker::Seeker;
use crate::domain::{IdType, id_number, mask, phone};
use crate::screens::Facts;
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let office = &facts.staff.office;
    heading(ui, words.merge_title(), words.merge_below());
    super::refused_ui(ui, facts);
    let (Shown::Here(one), Some(other)) = (&office.seeker, &office.other) else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    let mut merged = false;
    fling(ui, "merge", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let (mine, hers) = (lines(facts, one), lines(facts, other));
        for ((label, left), (_, right)) in mine.iter().zip(&hers) {
            panel(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme.space.xs;
                murmur(ui, Rank::Small, *label);
                let same = left == right;
                let colour = if same { theme.colour.ink } else { theme.colour.bad };
                ui.columns_const(|[first, second]| {
                    say_in(first, Rank::Strong, colour, if left.is_empty() { words.form_unsaid() } else { left });
                    say_in(second, Rank::Strong, colour, if right.is_empty() { words.form_unsaid() } else { right });
                });
            });
        }
        say(ui, Rank::Body, words.merge_what_happens());
        merged = ui.add(Button::primary(words.merge_do()).icon(icons::USERS).wide()).clicked();
        ui.add_space(theme.space.m);
    });
    merged.then_some(OfficeCommand::Merge)
}

/// What is compared, each with its name.
fn lines(facts: &Facts<'_>, seeker: &Seeker) -> Vec<(&'static str, String)> {
    let words = facts.words;
    let form = &seeker.form;
    let id = match form.id_type {
        IdType::None => words.id_type(IdType::None).to_owned(),
        _ => mask::id_number(&id_number::normalised(&form.id_number)),
    };
    let number = phone::national(&form.phone).map_or_else(|_| String::new(), |number| phone::spaced(&number));
    let jobs: Vec<&str> = form.wanted_jobs.iter().map(|job| words.job_kind(job.kind)).collect();
    vec![
        (words.field_name(), form.name.trim().to_owned()),
        (words.field_id_number(), id),
        (words.field_phone(), number),
        (words.field_wanted_jobs(), jobs.join(words.list_separator())),
        (words.field_education(), form.education.map_or("", |education| words.education(education)).to_owned()),
        (words.receipt_number(), seeker.receipt.as_str().to_owned()),
    ]
}
