//! On which conditions: from when, how far, nights, board, skills; and what the visitor may tell of herself and want
//! besides.

use super::Page;
use crate::domain::registration::MAX_SKILLS;
use crate::domain::{Category, text};
use crate::input::{Context, DateSteps};
use crate::screens::dates;
use crate::screens::staff::parts::{chips_ui, fault_ui, halves, question, toggle};
use crate::screens::typing::Way;
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::icons;
use crate::widgets::switch::switch;
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::Theme;
use eframe::egui::{Ui, Vec2};
use jiff::ToSpan;
use jiff::civil::Date;

/// A day that somebody can start is at most so many years away.
const LATEST_YEARS: i32 = 1;

/// Distances that are offered, in kilometres.
const DISTANCES_KM: [u16; 4] = [3, 5, 10, 30];

pub(super) fn show(ui: &mut Ui, page: &mut Page<'_, '_>) {
    halves(
        ui,
        page,
        |ui, page| {
            when_ui(ui, page);
            distance_ui(ui, page);
            hours_ui(ui, page);
            wants_ui(ui, page);
        },
        |ui, page| {
            skills_ui(ui, page);
            circumstances_ui(ui, page);
        },
    );
    let words = page.words();
    let fault = page.fault("note");
    let way = Way::Words(Context::Free);
    page.text_ui(ui, (way, text::MAX_NOTE), words.field_note(), words.form_note_hint(), fault.as_deref(), |draft| {
        &mut draft.form.note
    });
}

fn when_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    let today = page.facts.today;
    question(ui, words.field_available_from());
    let days: [(&str, Option<Date>); 4] = [
        (words.when_now(), Some(today)),
        (words.when_days(), Some(today.saturating_add(3.days()))),
        (words.when_week(), Some(today.saturating_add(7.days()))),
        (words.when_month(), Some(today.saturating_add(1.month()))),
    ];
    let chosen = page.draft.form.available_from;
    let other = page.draft.day.is_some() || chosen.is_some_and(|_| days.iter().all(|(_, day)| *day != chosen));
    let mut chips = days.map(|(said, day)| (said, day == chosen)).to_vec();
    chips.push((words.when_other(), other));
    if let Some(place) = chips_ui(ui, &chips) {
        let day = days.get(place).map(|(_, day)| *day);
        page.draft.day = match day {
            Some(_) => None,
            None => Some(DateSteps::between(today, today.saturating_add(LATEST_YEARS.years()))),
        };
        page.draft.form.available_from = day.flatten().filter(|day| Some(*day) != chosen);
    }
    day_ui(ui, page);
    if let Some(day) = page.draft.form.available_from {
        murmur(ui, Rank::Small, words.form_from(&words.near_date(day, today)));
    }
    fault_ui(ui, page.fault("available_from").as_deref());
}

/// A day by year, month and day.
fn day_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    let Some(mut steps) = page.draft.day else { return };
    let so_far = dates::so_far(words, &steps);
    if !so_far.is_empty() {
        murmur(ui, Rank::Small, so_far);
    }
    let Some(step) = dates::choices_ui(ui, words, &mut steps) else { return };
    match step.day() {
        Some(day) => {
            page.draft.form.available_from = Some(day);
            page.draft.day = None;
        }
        None => page.draft.day = Some(steps),
    }
}

fn distance_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.field_max_distance_km());
    let said = DISTANCES_KM.map(|km| words.form_km(i64::from(km)));
    let chosen = page.draft.form.max_distance_km;
    let mut chips: Vec<_> =
        said.iter().zip(DISTANCES_KM).map(|(said, km)| (said.as_str(), chosen == Some(km))).collect();
    chips.push((words.form_any_distance(), chosen.is_none()));
    if let Some(place) = chips_ui(ui, &chips) {
        page.draft.form.max_distance_km = DISTANCES_KM.get(place).copied();
    }
}

fn hours_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.field_night_shift());
    let answers =
        [(words.form_yes_night(), Some(true)), (words.form_no_night(), Some(false)), (words.form_unsaid(), None)];
    let chips = answers.map(|(said, answer)| (said, page.draft.form.night_shift == answer));
    if let Some((_, answer)) = chips_ui(ui, &chips).and_then(|place| answers.get(place)) {
        page.draft.form.night_shift = *answer;
    }
    question(ui, words.form_board());
    let form = &page.draft.form;
    match chips_ui(
        ui,
        &[(words.form_needs_board(), form.needs_board), (words.form_needs_lodging(), form.needs_lodging)],
    ) {
        Some(0) => page.draft.form.needs_board = !page.draft.form.needs_board,
        Some(_) => page.draft.form.needs_lodging = !page.draft.form.needs_lodging,
        None => {}
    }
}

fn skills_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.field_skills());
    let usual = [
        words.skill_welder(),
        words.skill_electrician(),
        words.skill_forklift(),
        words.skill_driver(),
        words.skill_health(),
        words.skill_guard(),
        words.skill_carer(),
    ];
    let has = |skill: &str| page.draft.form.skills.iter().any(|known| known == skill);
    let chips = usual.map(|skill| (skill, has(skill)));
    if let Some(skill) = chips_ui(ui, &chips).and_then(|place| usual.get(place)) {
        turn_skill(page, skill);
    }
    own_skills_ui(ui, page, &usual);
    let way = Way::Words(Context::Free);
    page.text_ui(ui, (way, text::MAX_LINE), words.form_own_skill(), words.form_own_skill_hint(), None, |draft| {
        &mut draft.own_skill
    });
    let typed = page.draft.own_skill.trim().to_owned();
    if !typed.is_empty() && ui.add(Button::secondary(&words.form_add(&typed)).icon(icons::PLUS)).clicked() {
        turn_skill(page, &typed);
        page.draft.own_skill.clear();
        page.draft.typing.close(ui.ctx());
    }
    fault_ui(ui, page.fault("skills").as_deref());
}

fn own_skills_ui(ui: &mut Ui, page: &mut Page<'_, '_>, usual: &[&str]) {
    let theme = Theme::of(ui);
    let words = page.words();
    let own: Vec<String> =
        page.draft.form.skills.iter().filter(|skill| !usual.contains(&skill.as_str())).cloned().collect();
    if own.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for skill in &own {
            if ui.add(Chip::removable(skill, &words.form_job_drop(skill))).clicked() {
                turn_skill(page, skill);
            }
        }
    });
}

fn turn_skill(page: &mut Page<'_, '_>, skill: &str) {
    let skills = &mut page.draft.form.skills;
    if skills.iter().any(|known| known == skill) {
        skills.retain(|known| known != skill);
    } else if skills.len() < MAX_SKILLS {
        skills.push(skill.to_owned());
    }
}

fn circumstances_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.form_categories());
    murmur(ui, Rank::Small, words.form_categories_below());
    let chips: Vec<_> =
        Category::ALL.iter().map(|code| (words.category(*code), page.draft.form.categories.contains(code))).collect();
    if let Some(category) = chips_ui(ui, &chips).and_then(|place| Category::ALL.get(place)) {
        toggle(&mut page.draft.form.categories, *category);
    }
    fault_ui(ui, page.fault("categories").as_deref());
}

fn wants_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.field_wants());
    let wants = &mut page.draft.form.wants;
    switch(ui, &mut wants.guidance, words.want_guidance(), "");
    switch(ui, &mut wants.training, words.want_training(), "");
    switch(ui, &mut wants.policy, words.want_policy(), "");
}
